set terminal pngcairo size 1280,566 font 'DejaVu Sans,21' background '#ffffff' noenhanced rounded
set encoding utf8
set datafile separator "\t"
set datafile commentschars ''
unset key; unset border; unset tics; unset colorbox
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.1
set lmargin at screen 0; set rmargin at screen 1
set tmargin at screen 1; set bmargin at screen 0
set xrange [0:1280]
set yrange [566:0]
$data1 << EOD
751.0	190.0	494.0	1008.0	177.4	202.6	2382021
663.7	250.0	494.0	833.3	237.4	262.6	2382021
630.2	310.0	494.0	766.3	297.4	322.6	2382021
618.0	370.0	494.0	742.0	357.4	382.6	2382021
613.9	430.0	494.0	733.8	417.4	442.6	2382021
EOD
$data2 << EOD
48.0	60.0	⁨Mitglieder (Wörter)⁩
EOD
$data3 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 22. Okt. – 20. Nov. 2026 · Europe/Sofia
EOD
$data4 << EOD
48.0	530.0	661 Nachrichten, 32 Mitglieder; ohne 14 von Bots.
EOD
$data5 << EOD
470.0	190.0	⁨🦊⁩
470.0	250.0	⁨Борис Колев⁩
470.0	310.0	⁨Мария Петрова⁩
470.0	370.0	⁨Николай Връхов⁩
470.0	430.0	⁨Петя Ангелова⁩
EOD
$data6 << EOD
1030.0	190.0	259
855.3	250.0	173
788.3	310.0	140
764.0	370.0	128
755.8	430.0	124
EOD
$data7 << EOD
84.0	190.0	1
84.0	250.0	2
84.0	310.0	3
84.0	370.0	4
84.0	430.0	5
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#1b2733', \
     $data3 using 1:2:3 with labels left font ',22.5' textcolor rgb '#5b6b79', \
     $data4 using 1:2:3 with labels left font ',20.25' textcolor rgb '#5b6b79', \
     $data5 using 1:2:3 with labels right font ',22.5' textcolor rgb '#1b2733', \
     $data6 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#1b2733', \
     $data7 using 1:2:3 with labels right font ',22.5' textcolor rgb '#5b6b79'
