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
740.8	415.0	675.0	806.6	180.0	650.0	15659508
EOD
$data2 << EOD
165.1	491.6	430.5
198.0	491.6	411.4
230.9	476.3	411.4
263.8	476.3	430.5
296.7	442.0	405.7
329.6	432.4	405.7
362.5	432.4	405.7
395.4	432.4	398.1
428.3	432.4	398.1
461.2	432.4	398.1
494.1	432.4	398.1
527.0	428.6	398.1
559.9	428.6	398.1
592.8	428.6	380.9
625.7	428.6	380.9
EOD
$data3 << EOD
115.8	650.0
1004.0	650.0

115.8	459.1
1004.0	459.1

115.8	268.3
1004.0	268.3

EOD
$data4 << EOD
115.8	650.0
1004.0	650.0

EOD
$data5 << EOD
198.0	650.0
198.0	658.0

362.5	650.0
362.5	658.0

494.1	650.0
494.1	658.0

658.6	650.0
658.6	658.0

790.2	650.0
790.2	658.0

921.8	650.0
921.8	658.0

EOD
$data6 << EOD

165.1	232.0
198.0	442.0
230.9	432.4
263.8	392.3
296.7	411.4
329.6	428.6
362.5	398.1
395.4	422.9
428.3	380.9
461.2	455.3
494.1	422.9
527.0	327.4
559.9	237.7
592.8	428.6
625.7	312.2




856.0	356.1
888.9	382.8
921.8	247.3
954.7	407.6
EOD
$data7 << EOD
165.1	232.0
198.0	442.0
230.9	432.4
263.8	392.3
296.7	411.4
329.6	428.6
362.5	398.1
395.4	422.9
428.3	380.9
461.2	455.3
494.1	422.9
527.0	327.4
559.9	237.7
592.8	428.6
625.7	312.2
856.0	356.1
888.9	382.8
921.8	247.3
954.7	407.6
EOD
$data8 << EOD
132.2	497.3
658.6	380.9
823.1	308.3
987.6	543.1
EOD
$data9 << EOD
132.2	497.3
658.6	380.9
823.1	308.3
987.6	543.1
EOD
$data10 << EOD
48.0	60.0	⁨Nachrichten pro Woche⁩
EOD
$data11 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 21. Mai – 20. Nov. 2026 · Europe/Sofia
EOD
$data12 << EOD
48.0	764.0	Fehlt: 12. Sept. 21:48 – 12. Okt. 09:00. Ringe: unvollständig.
EOD
$data13 << EOD
740.8	415.0	no data
198.0	682.0	Juni
362.5	682.0	Juli
494.1	682.0	Aug.
658.6	682.0	Sept.
790.2	682.0	Okt.
921.8	682.0	Nov.
EOD
$data14 << EOD
101.8	650.0	0
101.8	459.1	100
101.8	268.3	200
EOD
$data15 << EOD
330.4	204.0	219 in der Woche vom 25. Mai
EOD
$data16 << EOD
1018.0	426.9	Nachrichten
EOD
$data17 << EOD
1018.0	460.9	127
EOD
$data18 << EOD
1018.0	392.9	üblich
1018.0	543.1	Woche, bisher
1018.0	577.1	56
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 0 linecolor rgb variable, \
     $data2 using 1:2:3 with filledcurves fillcolor rgb '#e3ebf8' fillstyle solid 1 noborder, \
     $data3 using 1:2 with lines linewidth 1.5 linecolor rgb '#e6ebef', \
     $data4 using 1:2 with lines linewidth 2 linecolor rgb '#8796a3', \
     $data5 using 1:2 with lines linewidth 1.5 linecolor rgb '#8796a3', \
     $data6 using 1:2 with lines linewidth 5 linecolor rgb '#2458c5', \
     $data7 using 1:2 with points pointtype 7 pointsize 1.5 linecolor rgb '#2458c5', \
     $data8 using 1:2 with points pointtype 7 pointsize 2.6 linecolor rgb '#2458c5', \
     $data9 using 1:2 with points pointtype 7 pointsize 1.5 linecolor rgb '#ffffff', \
     $data10 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#1b2733', \
     $data11 using 1:2:3 with labels left font ',22.5' textcolor rgb '#5b6b79', \
     $data12 using 1:2:3 with labels left font ',20.25' textcolor rgb '#5b6b79', \
     $data13 using 1:2:3 with labels center font ',21' textcolor rgb '#5b6b79', \
     $data14 using 1:2:3 with labels right font ',21' textcolor rgb '#5b6b79', \
     $data15 using 1:2:3 with labels center font ',21' textcolor rgb '#1b2733' boxed, \
     $data16 using 1:2:3 with labels left font 'DejaVu Sans Bold,21' textcolor rgb '#2458c5', \
     $data17 using 1:2:3 with labels left font ',21' textcolor rgb '#2458c5', \
     $data18 using 1:2:3 with labels left font ',21' textcolor rgb '#5b6b79'
