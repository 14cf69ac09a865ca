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
868.1	415.0	834.1	902.0	180.0	650.0	2174522
EOD
$data2 << EOD
103.4	639.1
1004.0	639.1

103.4	503.4
1004.0	503.4

103.4	367.7
1004.0	367.7

103.4	232.0
1004.0	232.0

EOD
$data3 << EOD
103.4	503.4
1004.0	503.4

EOD
$data4 << EOD
145.9	650.0
145.9	658.0

230.9	650.0
230.9	658.0

298.8	650.0
298.8	658.0

366.8	650.0
366.8	658.0

451.8	650.0
451.8	658.0

519.7	650.0
519.7	658.0

587.7	650.0
587.7	658.0

672.7	650.0
672.7	658.0

740.6	650.0
740.6	658.0

825.6	650.0
825.6	658.0

893.6	650.0
893.6	658.0

961.5	650.0
961.5	658.0

EOD
$data5 << EOD
145.9	435.6	142.8	149.0	370.7	500.4	7117813
230.9	435.6	227.8	234.0	370.7	500.4	7117813
281.9	435.6	278.7	285.0	370.7	500.4	7117813
400.8	571.3	397.7	403.9	506.4	636.1	16095804
434.8	435.6	431.7	437.9	370.7	500.4	7117813
553.7	435.6	550.6	556.8	370.7	500.4	7117813
655.7	571.3	652.6	658.8	506.4	636.1	16095804
910.5	367.7	907.4	913.7	235.0	500.4	4613274
927.5	435.6	924.4	930.7	370.7	500.4	7117813
944.5	435.6	941.4	947.6	370.7	500.4	7117813
961.5	571.3	958.4	964.6	506.4	636.1	16095804
978.5	571.3	975.4	981.6	506.4	636.1	16095804
EOD
$data6 << EOD
103.4	503.4
1004.0	503.4

EOD
$data7 << EOD

128.9	503.4
145.9	367.7
162.9	503.4
179.9	503.4
196.9	503.4
213.9	503.4
230.9	367.7
247.9	503.4
264.9	503.4
281.9	367.7
298.8	503.4
315.8	503.4
332.8	503.4
349.8	503.4
366.8	503.4
383.8	503.4
400.8	639.1
417.8	503.4
434.8	367.7
451.8	503.4
468.8	503.4
485.8	503.4
502.7	503.4
519.7	503.4
536.7	503.4
553.7	367.7
570.7	503.4
587.7	503.4
604.7	503.4
621.7	503.4
638.7	503.4
655.7	639.1
672.7	503.4
689.7	503.4
706.6	503.4
723.6	503.4
740.6	503.4
757.6	503.4
774.6	503.4
791.6	503.4
808.6	503.4




927.5	367.7
944.5	367.7
961.5	639.1
978.5	639.1
EOD
$data8 << EOD

128.9	503.4
145.9	367.7
162.9	503.4
179.9	503.4
196.9	503.4
213.9	503.4
230.9	367.7
247.9	503.4
264.9	503.4
281.9	367.7
298.8	503.4
315.8	503.4
332.8	503.4
349.8	503.4
366.8	503.4
383.8	503.4
400.8	639.1
417.8	503.4
434.8	367.7
451.8	503.4
468.8	503.4
485.8	503.4
502.7	503.4
519.7	503.4
536.7	503.4
553.7	367.7
570.7	503.4
587.7	503.4
604.7	503.4
621.7	503.4
638.7	503.4
655.7	639.1
672.7	503.4
689.7	503.4
706.6	503.4
723.6	503.4
740.6	503.4
757.6	503.4
774.6	503.4
791.6	503.4
808.6	503.4




927.5	367.7
944.5	367.7
961.5	639.1
978.5	639.1
EOD
$data9 << EOD
48.0	60.0	⁨Joined and left per week⁩
EOD
$data10 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 21 Nov 2025 – 20 Nov 2026 · Europe/Sofia
EOD
$data11 << EOD
48.0	764.0	Missing: 12 Sep 21:48 – 12 Oct 09:00. Faded: incomplete.
EOD
$data12 << EOD
145.9	682.0	Dec
145.9	714.0	2025
230.9	682.0	Jan
230.9	714.0	2026
298.8	682.0	Feb
366.8	682.0	Mar
451.8	682.0	Apr
519.7	682.0	May
587.7	682.0	Jun
672.7	682.0	Jul
740.6	682.0	Aug
825.6	682.0	Sep
893.6	682.0	Oct
961.5	682.0	Nov
EOD
$data13 << EOD
89.4	639.1	−1
89.4	503.4	0
89.4	367.7	+1
89.4	232.0	+2
EOD
$data14 << EOD
868.1	415.0	no data
EOD
$data15 << EOD
1018.0	341.7	joined
EOD
$data16 << EOD
1018.0	375.7	+9
EOD
$data17 << EOD
1018.0	544.0	left
EOD
$data18 << EOD
1018.0	578.0	−4
EOD
$data19 << EOD
1018.0	614.0	net
EOD
$data20 << EOD
1018.0	648.0	+5
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 0 linecolor rgb variable, \
     $data2 using 1:2 with lines linewidth 1.5 linecolor rgb '#2a3846', \
     $data3 using 1:2 with lines linewidth 2 linecolor rgb '#7c90a3', \
     $data4 using 1:2 with lines linewidth 1.5 linecolor rgb '#7c90a3', \
     $data5 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 6 linecolor rgb variable, \
     $data6 using 1:2 with lines linewidth 2 linecolor rgb '#7c90a3', \
     $data7 using 1:2 with lines linewidth 9 linecolor rgb '#17212b', \
     $data8 using 1:2 with lines linewidth 5 linecolor rgb '#f2f6f9', \
     $data9 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data10 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data11 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data12 using 1:2:3 with labels center font ',21' textcolor rgb '#a9bac8', \
     $data13 using 1:2:3 with labels right font ',21' textcolor rgb '#a9bac8', \
     $data14 using 1:2:3 with labels center font ',21' textcolor rgb '#a9bac8' rotate by 90, \
     $data15 using 1:2:3 with labels left font 'DejaVu Sans Bold,21' textcolor rgb '#6c9bf5', \
     $data16 using 1:2:3 with labels left font ',21' textcolor rgb '#6c9bf5', \
     $data17 using 1:2:3 with labels left font 'DejaVu Sans Bold,21' textcolor rgb '#f59a3c', \
     $data18 using 1:2:3 with labels left font ',21' textcolor rgb '#f59a3c', \
     $data19 using 1:2:3 with labels left font 'DejaVu Sans Bold,21' textcolor rgb '#f2f6f9', \
     $data20 using 1:2:3 with labels left font ',21' textcolor rgb '#f2f6f9'
