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
455.3	415.0	309.3	601.3	180.0	650.0	2174522
EOD
$data2 << EOD
97.8	650.0
1004.0	650.0

97.8	530.6
1004.0	530.6

97.8	411.1
1004.0	411.1

97.8	291.7
1004.0	291.7

EOD
$data3 << EOD
97.8	650.0
1004.0	650.0

EOD
$data4 << EOD
193.5	650.0
193.5	658.0

334.4	650.0
334.4	658.0

495.5	650.0
495.5	658.0

636.5	650.0
636.5	658.0

807.7	650.0
807.7	658.0

948.6	650.0
948.6	658.0

EOD
$data5 << EOD
102.9	381.3
112.9	590.3
123.0	560.4
133.1	590.3
143.1	500.7
153.2	381.3
163.3	381.3
173.4	411.1
183.4	530.6
193.5	590.3
203.6	590.3
213.6	530.6
223.7	381.3
233.8	381.3
243.8	291.7
253.9	530.6
264.0	530.6
274.0	590.3
284.1	411.1
294.2	381.3
616.4	590.3
626.4	590.3
636.5	470.9
646.6	441.0
656.6	351.4
666.7	500.7
676.8	590.3
686.8	620.1
696.9	590.3
707.0	470.9
717.0	441.0
727.1	411.1
737.2	351.4
747.3	560.4
757.3	560.4
767.4	530.6
777.5	530.6
787.5	441.0
797.6	291.7
807.7	500.7
817.7	620.1
827.8	560.4
837.9	590.3
847.9	500.7
858.0	441.0
868.1	232.0
878.1	411.1
888.2	530.6
898.3	590.3
908.3	530.6
918.4	560.4
928.5	411.1
938.6	500.7
948.6	411.1
958.7	381.3
968.8	500.7
978.8	560.4
988.9	620.1
EOD
$data6 << EOD

133.1	575.4
143.1	560.4
153.2	530.6
163.3	500.7
173.4	500.7
183.4	500.7
193.5	500.7
203.6	500.7
213.6	530.6
223.7	530.6
233.8	530.6
243.8	530.6
253.9	530.6
264.0	530.6
274.0	530.6
284.1	411.1
294.2	411.1





























646.6	530.6
656.6	470.9
666.7	485.8
676.8	500.7
686.8	500.7
696.9	500.7
707.0	500.7
717.0	500.7
727.1	500.7
737.2	470.9
747.3	470.9
757.3	470.9
767.4	470.9
777.5	530.6
787.5	530.6
797.6	530.6
807.7	530.6
817.7	530.6
827.8	530.6
837.9	530.6
847.9	500.7
858.0	500.7
868.1	500.7
878.1	500.7
888.2	500.7
898.3	500.7
908.3	500.7
918.4	530.6
928.5	530.6
938.6	530.6
948.6	530.6
958.7	500.7
968.8	500.7
978.8	500.7
988.9	500.7
EOD
$data7 << EOD
304.2	470.9
606.3	590.3
999.0	560.4
EOD
$data8 << EOD
304.2	470.9
606.3	590.3
999.0	560.4
EOD
$data9 << EOD
48.0	60.0	⁨Conversations per day⁩
EOD
$data10 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 23 Aug – 20 Nov 2026 · Europe/Sofia
EOD
$data11 << EOD
48.0	764.0	Dots: days. Missing: 12 Sep 21:48 – 12 Oct 09:00. Rings: incomplete.
EOD
$data12 << EOD
455.3	415.0	no data
193.5	682.0	1 Sep
334.4	682.0	15 Sep
495.5	682.0	1 Oct
636.5	682.0	15 Oct
807.7	682.0	1 Nov
948.6	682.0	15 Nov
EOD
$data13 << EOD
83.8	650.0	0
83.8	530.6	4
83.8	411.1	8
83.8	291.7	12
EOD
$data14 << EOD
868.1	204.0	14 on 7 Nov
EOD
$data15 << EOD
1018.0	500.7	7-day median
EOD
$data16 << EOD
1018.0	534.7	5
EOD
$data17 << EOD
1018.0	570.7	today, so far
1018.0	604.7	3
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 0 linecolor rgb variable, \
     $data2 using 1:2 with lines linewidth 1.5 linecolor rgb '#2a3846', \
     $data3 using 1:2 with lines linewidth 2 linecolor rgb '#7c90a3', \
     $data4 using 1:2 with lines linewidth 1.5 linecolor rgb '#7c90a3', \
     $data5 using 1:2 with points pointtype 7 pointsize 1.5 linecolor rgb '#577dc3', \
     $data6 using 1:2 with lines linewidth 7 linecolor rgb '#6c9bf5', \
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
