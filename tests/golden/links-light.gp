set terminal pngcairo size 1280,686 font 'DejaVu Sans,21' background '#ffffff' noenhanced rounded
set encoding utf8
set datafile separator "\t"
set datafile commentschars ''
unset key; unset border; unset tics; unset colorbox
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.1
set lmargin at screen 0; set rmargin at screen 1
set tmargin at screen 1; set bmargin at screen 0
set xrange [0:1280]
set yrange [686:0]
$data1 << EOD
687.5	190.0	366.9	1008.0	177.4	202.6	2382021
524.2	250.0	366.9	681.5	237.4	262.6	2382021
524.2	310.0	366.9	681.5	297.4	322.6	2382021
491.5	370.0	366.9	616.1	357.4	382.6	2382021
458.9	430.0	366.9	550.8	417.4	442.6	2382021
426.2	490.0	366.9	485.5	477.4	502.6	2382021
393.6	550.0	366.9	420.2	537.4	562.6	2382021
EOD
$data2 << EOD
48.0	60.0	⁨Links⁩
EOD
$data3 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 22 Oct – 20 Nov 2026 · Europe/Sofia
EOD
$data4 << EOD
48.0	650.0	661 messages by 32 members, and 14 by bots.
EOD
$data5 << EOD
342.9	190.0	⁨huts.example.org⁩
342.9	250.0	⁨gear.example.com⁩
342.9	310.0	⁨weather.example…⁩
342.9	370.0	⁨xn--e1afmkfd.exa…⁩
342.9	430.0	⁨example.org⁩
342.9	490.0	⁨photos.example.…⁩
342.9	550.0	⁨maps.example.com⁩
EOD
$data6 << EOD
1030.0	190.0	10
703.5	250.0	5
703.5	310.0	5
638.1	370.0	4
572.8	430.0	3
507.5	490.0	2
442.2	550.0	1
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#1b2733', \
     $data3 using 1:2:3 with labels left font ',22.5' textcolor rgb '#5b6b79', \
     $data4 using 1:2:3 with labels left font ',20.25' textcolor rgb '#5b6b79', \
     $data5 using 1:2:3 with labels right font ',22.5' textcolor rgb '#1b2733', \
     $data6 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#1b2733'
