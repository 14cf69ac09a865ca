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
132.6	609.7	88.6	176.6	573.5	646.0	3691391
301.7	610.7	257.7	345.7	575.4	646.0	3691391
470.9	618.4	426.9	514.9	590.7	646.0	3691391
640.0	583.8	596.0	684.0	521.7	646.0	3691391
809.1	509.1	765.1	853.1	372.1	646.0	3691391
978.3	441.0	934.3	1022.3	236.0	646.0	7117813
1147.4	530.2	1103.4	1191.4	414.3	646.0	3691391
EOD
$data2 << EOD
48.0	650.0
1232.0	650.0

EOD
$data3 << EOD
48.0	60.0	⁨Messages by weekday⁩
EOD
$data4 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 22 Oct – 20 Nov 2026 · Europe/Sofia
EOD
$data5 << EOD
48.0	764.0	Busiest: Sat, 218 messages. 661 messages by 32 members, and 14 by bots.
EOD
$data6 << EOD
132.6	676.0	Mon
301.7	676.0	Tue
470.9	676.0	Wed
640.0	676.0	Thu
809.1	676.0	Fri
978.3	676.0	Sat
1147.4	676.0	Sun
EOD
$data7 << EOD
132.6	545.5	42
301.7	547.4	41
470.9	562.7	33
640.0	493.7	69
809.1	344.1	147
978.3	208.0	218
1147.4	386.3	125
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 8 linecolor rgb variable, \
     $data2 using 1:2 with lines linewidth 2 linecolor rgb '#7c90a3', \
     $data3 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data4 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data5 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data6 using 1:2:3 with labels center font ',21' textcolor rgb '#a9bac8', \
     $data7 using 1:2:3 with labels center font 'DejaVu Sans Bold,22.5' textcolor rgb '#f2f6f9' boxed
