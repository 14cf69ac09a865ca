set terminal pngcairo size 1280,746 font 'DejaVu Sans,21' background '#ffffff' noenhanced rounded
set encoding utf8
set datafile separator "\t"
set datafile commentschars ''
unset key; unset border; unset tics; unset colorbox
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.1
set lmargin at screen 0; set rmargin at screen 1
set tmargin at screen 1; set bmargin at screen 0
set xrange [0:1280]
set yrange [746:0]
$data1 << EOD
639.0	190.0	270.0	1008.0	177.4	202.6	2382021
389.0	250.0	270.0	508.0	237.4	262.6	2382021
409.8	310.0	270.0	549.7	297.4	322.6	2382021
409.8	370.0	270.0	549.7	357.4	382.6	2382021
409.8	430.0	270.0	549.7	417.4	442.6	2382021
409.8	490.0	270.0	549.7	477.4	502.6	2382021
409.8	550.0	270.0	549.7	537.4	562.6	2382021
409.8	610.0	270.0	549.7	597.4	622.6	2382021
EOD
$data2 << EOD
48.0	60.0	⁨Words⁩
EOD
$data3 << EOD
48.0	114.0	⁨Elena Dimitrova in Boots & Bani…⁩ · 1 May 2025 – 20 Nov 2026 · Europe/Sofia
EOD
$data4 << EOD
48.0	710.0	Missing: 12 Sep 21:48 – 12 Oct 09:00.
EOD
$data5 << EOD
246.0	190.0	⁨ха⁩
246.0	250.0	⁨облаците⁩
246.0	310.0	⁨изяде⁩
246.0	370.0	⁨какви⁩
246.0	430.0	⁨котката⁩
246.0	490.0	⁨носите⁩
246.0	550.0	⁨обувки⁩
246.0	610.0	⁨половината⁩
EOD
$data6 << EOD
1030.0	190.0	18
530.0	250.0	6
571.7	310.0	7
571.7	370.0	7
571.7	430.0	7
571.7	490.0	7
571.7	550.0	7
571.7	610.0	7
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#1b2733', \
     $data3 using 1:2:3 with labels left font ',22.5' textcolor rgb '#5b6b79', \
     $data4 using 1:2:3 with labels left font ',20.25' textcolor rgb '#5b6b79', \
     $data5 using 1:2:3 with labels right font ',22.5' textcolor rgb '#1b2733', \
     $data6 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#1b2733'
