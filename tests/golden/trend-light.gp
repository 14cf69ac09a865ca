set terminal pngcairo size 1280,800 font 'DejaVu Sans,21' background '#ffffff' noenhanced rounded
set encoding utf8
set datafile separator "\t"
set datafile commentschars ''
unset key; unset border; unset tics; unset colorbox
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.1
set lmargin at screen 0; set rmargin at screen 1
set tmargin at screen 1; set bmargin at screen 0
set xrange [0:1280]
set yrange [800:0]
$data1 << EOD
97.8	650.0
1004.0	650.0

97.8	538.5
1004.0	538.5

97.8	427.1
1004.0	427.1

97.8	315.6
1004.0	315.6

97.8	204.1
1004.0	204.1

EOD
$data2 << EOD
97.8	650.0
1004.0	650.0

EOD
$data3 << EOD
132.7	650.0
132.7	658.0

202.4	650.0
202.4	658.0

272.1	650.0
272.1	658.0

341.8	650.0
341.8	658.0

411.5	650.0
411.5	658.0

481.2	650.0
481.2	658.0

550.9	650.0
550.9	658.0

620.6	650.0
620.6	658.0

690.3	650.0
690.3	658.0

760.0	650.0
760.0	658.0

829.7	650.0
829.7	658.0

899.4	650.0
899.4	658.0

969.1	650.0
969.1	658.0

EOD
$data4 << EOD

202.4	510.7
272.1	510.7
341.8	482.8
411.5	510.7
481.2	427.1
550.9	232.0
620.6	454.9
690.3	399.2
760.0	482.8
EOD
$data5 << EOD
202.4	510.7
272.1	510.7
341.8	482.8
411.5	510.7
481.2	427.1
550.9	232.0
620.6	454.9
690.3	399.2
760.0	482.8
EOD
$data6 << EOD
132.7	566.4
829.7	594.3
899.4	399.2
969.1	454.9
EOD
$data7 << EOD
132.7	566.4
829.7	594.3
899.4	399.2
969.1	454.9
EOD
$data8 << EOD
48.0	60.0	⁨Messages that match per month⁩
EOD
$data9 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 21 Nov 2025 – 20 Nov 2026 · Europe/Sofia
EOD
$data10 << EOD
48.0	764.0	Missing: 12 Sep 21:48 – 12 Oct 09:00. Rings: incomplete.
EOD
$data11 << EOD
132.7	682.0	Nov
132.7	714.0	2025
202.4	682.0	Dec
272.1	682.0	Jan
272.1	714.0	2026
341.8	682.0	Feb
411.5	682.0	Mar
481.2	682.0	Apr
550.9	682.0	May
620.6	682.0	Jun
690.3	682.0	Jul
760.0	682.0	Aug
829.7	682.0	Sep
899.4	682.0	Oct
969.1	682.0	Nov
EOD
$data12 << EOD
83.8	650.0	0
83.8	538.5	4
83.8	427.1	8
83.8	315.6	12
83.8	204.1	16
EOD
$data13 << EOD
550.9	204.0	15 in May 2026
EOD
$data14 << EOD
1018.0	524.9	messages
EOD
$data15 << EOD
1018.0	558.9	6
EOD
$data16 << EOD
1018.0	454.9	month, so far
1018.0	488.9	7
EOD
plot $data1 using 1:2 with lines linewidth 1.5 linecolor rgb '#e6ebef', \
     $data2 using 1:2 with lines linewidth 2 linecolor rgb '#8796a3', \
     $data3 using 1:2 with lines linewidth 1.5 linecolor rgb '#8796a3', \
     $data4 using 1:2 with lines linewidth 5 linecolor rgb '#2458c5', \
     $data5 using 1:2 with points pointtype 7 pointsize 1.5 linecolor rgb '#2458c5', \
     $data6 using 1:2 with points pointtype 7 pointsize 2.6 linecolor rgb '#2458c5', \
     $data7 using 1:2 with points pointtype 7 pointsize 1.5 linecolor rgb '#ffffff', \
     $data8 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#1b2733', \
     $data9 using 1:2:3 with labels left font ',22.5' textcolor rgb '#5b6b79', \
     $data10 using 1:2:3 with labels left font ',20.25' textcolor rgb '#5b6b79', \
     $data11 using 1:2:3 with labels center font ',21' textcolor rgb '#5b6b79', \
     $data12 using 1:2:3 with labels right font ',21' textcolor rgb '#5b6b79', \
     $data13 using 1:2:3 with labels center font ',21' textcolor rgb '#1b2733' boxed, \
     $data14 using 1:2:3 with labels left font 'DejaVu Sans Bold,21' textcolor rgb '#2458c5', \
     $data15 using 1:2:3 with labels left font ',21' textcolor rgb '#2458c5', \
     $data16 using 1:2:3 with labels left font ',21' textcolor rgb '#5b6b79'
