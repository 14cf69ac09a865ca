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
326.1	516.7	469.8
372.9	471.7	461.0
419.6	471.7	461.0
466.4	494.2	461.0
513.1	516.7	469.8
559.9	494.2	469.8
606.6	496.7	471.0
653.4	496.7	471.0
700.1	496.7	470.4
746.9	496.7	470.4
793.6	496.7	390.9
840.4	496.7	329.6
EOD
$data2 << EOD
115.8	650.0
1004.0	650.0

115.8	524.9
1004.0	524.9

115.8	399.7
1004.0	399.7

115.8	274.6
1004.0	274.6

EOD
$data3 << EOD
115.8	650.0
1004.0	650.0

EOD
$data4 << EOD
232.6	650.0
232.6	658.0

372.9	650.0
372.9	658.0

513.1	650.0
513.1	658.0

653.4	650.0
653.4	658.0

793.6	650.0
793.6	658.0

933.9	650.0
933.9	658.0

EOD
$data5 << EOD

185.9	453.5
232.6	469.8
279.4	471.7
326.1	461.0
372.9	471.0
419.6	494.2
466.4	538.0
513.1	471.7
559.9	496.7
606.6	470.4
653.4	390.9
700.1	268.3
746.9	329.6
793.6	312.1
840.4	232.0
EOD
$data6 << EOD
185.9	453.5
232.6	469.8
279.4	471.7
326.1	461.0
372.9	471.0
419.6	494.2
466.4	538.0
513.1	471.7
559.9	496.7
606.6	470.4
653.4	390.9
700.1	268.3
746.9	329.6
793.6	312.1
840.4	232.0
EOD
$data7 << EOD
139.1	516.7
887.1	452.3
933.9	371.5
980.6	382.8
EOD
$data8 << EOD
139.1	516.7
887.1	452.3
933.9	371.5
980.6	382.8
EOD
$data9 << EOD
48.0	60.0	⁨Messages per month⁩
EOD
$data10 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 1 May 2025 – 20 Nov 2026 · Europe/Sofia
EOD
$data11 << EOD
48.0	764.0	Missing: 12 Sep 21:48 – 12 Oct 09:00. Rings: incomplete.
EOD
$data12 << EOD
232.6	682.0	Jul
232.6	714.0	2025
372.9	682.0	Oct
513.1	682.0	Jan
513.1	714.0	2026
653.4	682.0	Apr
793.6	682.0	Jul
933.9	682.0	Oct
EOD
$data13 << EOD
101.8	650.0	0
101.8	524.9	200
101.8	399.7	400
101.8	274.6	600
EOD
$data14 << EOD
840.4	204.0	668 in Aug 2026
EOD
$data15 << EOD
1018.0	232.0	messages
EOD
$data16 << EOD
1018.0	266.0	668
EOD
$data17 << EOD
1018.0	341.6	usual range
1018.0	382.8	month, so far
1018.0	416.8	427
EOD
plot $data1 using 1:2:3 with filledcurves fillcolor rgb '#22324a' fillstyle solid 1 noborder, \
     $data2 using 1:2 with lines linewidth 1.5 linecolor rgb '#2a3846', \
     $data3 using 1:2 with lines linewidth 2 linecolor rgb '#7c90a3', \
     $data4 using 1:2 with lines linewidth 1.5 linecolor rgb '#7c90a3', \
     $data5 using 1:2 with lines linewidth 5 linecolor rgb '#6c9bf5', \
     $data6 using 1:2 with points pointtype 7 pointsize 1.5 linecolor rgb '#6c9bf5', \
     $data7 using 1:2 with points pointtype 7 pointsize 2.6 linecolor rgb '#6c9bf5', \
     $data8 using 1:2 with points pointtype 7 pointsize 1.5 linecolor rgb '#17212b', \
     $data9 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data10 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data11 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data12 using 1:2:3 with labels center font ',21' textcolor rgb '#a9bac8', \
     $data13 using 1:2:3 with labels right font ',21' textcolor rgb '#a9bac8', \
     $data14 using 1:2:3 with labels center font ',21' textcolor rgb '#f2f6f9' boxed, \
     $data15 using 1:2:3 with labels left font 'DejaVu Sans Bold,21' textcolor rgb '#6c9bf5', \
     $data16 using 1:2:3 with labels left font ',21' textcolor rgb '#6c9bf5', \
     $data17 using 1:2:3 with labels left font ',21' textcolor rgb '#a9bac8'
