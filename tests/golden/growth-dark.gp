set terminal pngcairo size 1280,800 font 'DejaVu Sans,21' background '#17212b' noenhanced rounded
set encoding utf8
set datafile separator "\t"
set datafile commentschars ''
unset key; unset border; unset tics; unset colorbox
set style textbox opaque noborder fillcolor rgb '#17212b' margins 0.2,0.1
set lmargin at screen 0; set rmargin at screen 1
set tmargin at screen 1; set bmargin at screen 0
set xrange [0:1280]
set yrange [800:0]
$data1 << EOD
103.4	633.9
1004.0	633.9

103.4	433.0
1004.0	433.0

103.4	232.0
1004.0	232.0

EOD
$data2 << EOD
103.4	433.0
1004.0	433.0

EOD
$data3 << EOD
118.4	650.0
118.4	658.0

178.5	650.0
178.5	658.0

238.5	650.0
238.5	658.0

298.6	650.0
298.6	658.0

358.6	650.0
358.6	658.0

418.6	650.0
418.6	658.0

478.7	650.0
478.7	658.0

538.7	650.0
538.7	658.0

598.7	650.0
598.7	658.0

658.8	650.0
658.8	658.0

718.8	650.0
718.8	658.0

778.9	650.0
778.9	658.0

838.9	650.0
838.9	658.0

898.9	650.0
898.9	658.0

959.0	650.0
959.0	658.0

EOD
$data4 << EOD
178.5	332.5	170.7	186.3	235.0	430.0	7117813
388.6	332.5	380.8	396.4	235.0	430.0	7117813
478.7	533.4	470.9	486.5	436.0	630.9	16095804
808.9	533.4	801.1	816.7	436.0	630.9	16095804
EOD
$data5 << EOD
103.4	433.0
1004.0	433.0

EOD
$data6 << EOD

118.4	433.0
148.5	433.0
178.5	232.0
208.5	433.0
238.5	433.0
268.5	433.0
298.6	433.0
328.6	433.0
358.6	433.0
388.6	232.0
418.6	433.0
448.7	433.0
478.7	633.9
508.7	433.0
538.7	433.0
568.7	433.0
598.7	433.0
628.8	433.0
658.8	433.0
688.8	433.0
718.8	433.0
748.8	433.0
778.9	433.0
808.9	633.9
838.9	433.0
868.9	433.0
898.9	433.0
929.0	433.0
959.0	433.0
EOD
$data7 << EOD

118.4	433.0
148.5	433.0
178.5	232.0
208.5	433.0
238.5	433.0
268.5	433.0
298.6	433.0
328.6	433.0
358.6	433.0
388.6	232.0
418.6	433.0
448.7	433.0
478.7	633.9
508.7	433.0
538.7	433.0
568.7	433.0
598.7	433.0
628.8	433.0
658.8	433.0
688.8	433.0
718.8	433.0
748.8	433.0
778.9	433.0
808.9	633.9
838.9	433.0
868.9	433.0
898.9	433.0
929.0	433.0
959.0	433.0
EOD
$data8 << EOD
48.0	60.0	⁨Joined and left per day⁩
EOD
$data9 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 22 Oct – 20 Nov 2026 · Europe/Sofia
EOD
$data10 << EOD
48.0	764.0	Faded: not over yet.
EOD
$data11 << EOD
118.4	682.0	22
118.4	714.0	Oct
178.5	682.0	24
238.5	682.0	26
298.6	682.0	28
358.6	682.0	30
418.6	682.0	1
418.6	714.0	Nov
478.7	682.0	3
538.7	682.0	5
598.7	682.0	7
658.8	682.0	9
718.8	682.0	11
778.9	682.0	13
838.9	682.0	15
898.9	682.0	17
959.0	682.0	19
EOD
$data12 << EOD
89.4	633.9	−1
89.4	433.0	0
89.4	232.0	+1
EOD
$data13 << EOD
1018.0	306.5	joined
EOD
$data14 << EOD
1018.0	340.5	+2
EOD
$data15 << EOD
1018.0	541.5	left
EOD
$data16 << EOD
1018.0	575.5	−2
EOD
$data17 << EOD
1018.0	399.0	net
EOD
$data18 << EOD
1018.0	433.0	0
EOD
plot $data1 using 1:2 with lines linewidth 1.5 linecolor rgb '#2a3846', \
     $data2 using 1:2 with lines linewidth 2 linecolor rgb '#7c90a3', \
     $data3 using 1:2 with lines linewidth 1.5 linecolor rgb '#7c90a3', \
     $data4 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 6 linecolor rgb variable, \
     $data5 using 1:2 with lines linewidth 2 linecolor rgb '#7c90a3', \
     $data6 using 1:2 with lines linewidth 9 linecolor rgb '#17212b', \
     $data7 using 1:2 with lines linewidth 5 linecolor rgb '#f2f6f9', \
     $data8 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data9 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data10 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data11 using 1:2:3 with labels center font ',21' textcolor rgb '#a9bac8', \
     $data12 using 1:2:3 with labels right font ',21' textcolor rgb '#a9bac8', \
     $data13 using 1:2:3 with labels left font 'DejaVu Sans Bold,21' textcolor rgb '#6c9bf5', \
     $data14 using 1:2:3 with labels left font ',21' textcolor rgb '#6c9bf5', \
     $data15 using 1:2:3 with labels left font 'DejaVu Sans Bold,21' textcolor rgb '#f59a3c', \
     $data16 using 1:2:3 with labels left font ',21' textcolor rgb '#f59a3c', \
     $data17 using 1:2:3 with labels left font 'DejaVu Sans Bold,21' textcolor rgb '#f2f6f9', \
     $data18 using 1:2:3 with labels left font ',21' textcolor rgb '#f2f6f9'
