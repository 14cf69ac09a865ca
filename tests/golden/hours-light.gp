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
381.4	176.0
381.4	650.0

664.9	176.0
664.9	650.0

948.5	176.0
948.5	650.0

EOD
$data2 << EOD
97.8	650.0
1232.0	650.0

97.8	546.4
1232.0	546.4

97.8	442.9
1232.0	442.9

97.8	339.3
1232.0	339.3

97.8	235.8
1232.0	235.8

EOD
$data3 << EOD
97.8	650.0
1232.0	650.0

EOD
$data4 << EOD
121.5	600.8	108.5	134.5	555.6	646.0	11125231
168.7	634.5	155.7	181.7	622.9	646.0	11125231
263.2	642.2	250.2	276.3	638.5	646.0	11125231
357.8	621.5	344.7	370.8	597.0	646.0	11125231
405.0	603.4	392.0	418.0	560.8	646.0	11125231
452.3	569.7	439.3	465.3	493.5	646.0	11125231
499.5	551.6	486.5	512.5	457.2	646.0	11125231
546.8	600.8	533.8	559.8	555.6	646.0	11125231
594.0	518.0	581.0	607.0	389.9	646.0	11125231
641.3	567.2	628.3	654.3	488.3	646.0	11125231
688.5	562.0	675.5	701.6	477.9	646.0	11125231
735.8	629.3	722.8	748.8	612.6	646.0	11125231
783.1	613.8	770.0	796.1	581.5	646.0	11125231
830.3	631.9	817.3	843.3	617.8	646.0	11125231
877.6	600.8	864.6	890.6	555.6	646.0	11125231
924.8	606.0	911.8	937.8	566.0	646.0	11125231
972.1	541.3	959.1	985.1	436.5	646.0	11125231
1019.3	461.0	1006.3	1032.4	276.0	646.0	2382021
1066.6	502.4	1053.6	1079.6	358.8	646.0	11125231
1113.9	486.9	1100.8	1126.9	327.8	646.0	11125231
1161.1	499.8	1148.1	1174.1	353.7	646.0	11125231
1208.4	507.6	1195.4	1221.4	369.2	646.0	11125231
EOD
$data5 << EOD
97.8	650.0
1232.0	650.0

EOD
$data6 << EOD
48.0	60.0	⁨Messages by hour of the day⁩
EOD
$data7 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 22 Oct – 20 Nov 2026 · Europe/Sofia
EOD
$data8 << EOD
48.0	764.0	Busiest: 19:00–20:00, 73 messages. 661 messages by 32 members, and 14 by bots.
EOD
$data9 << EOD
239.6	197.0	night 6 %
523.1	197.0	morning 28 %
806.7	197.0	afternoon 15 %
1090.2	197.0	evening 52 %
121.5	676.0	00
263.2	676.0	03
405.0	676.0	06
546.8	676.0	09
688.5	676.0	12
830.3	676.0	15
972.1	676.0	18
1113.9	676.0	21
EOD
$data10 << EOD
83.8	650.0	0
83.8	546.4	20
83.8	442.9	40
83.8	339.3	60
83.8	235.8	80
EOD
$data11 << EOD
1019.3	248.0	73
EOD
plot $data1 using 1:2 with lines linewidth 1.5 linecolor rgb '#e6ebef', \
     $data2 using 1:2 with lines linewidth 1.5 linecolor rgb '#e6ebef', \
     $data3 using 1:2 with lines linewidth 2 linecolor rgb '#8796a3', \
     $data4 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 8 linecolor rgb variable, \
     $data5 using 1:2 with lines linewidth 2 linecolor rgb '#8796a3', \
     $data6 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#1b2733', \
     $data7 using 1:2:3 with labels left font ',22.5' textcolor rgb '#5b6b79', \
     $data8 using 1:2:3 with labels left font ',20.25' textcolor rgb '#5b6b79', \
     $data9 using 1:2:3 with labels center font ',21' textcolor rgb '#5b6b79', \
     $data10 using 1:2:3 with labels right font ',21' textcolor rgb '#5b6b79', \
     $data11 using 1:2:3 with labels center font 'DejaVu Sans Bold,22.5' textcolor rgb '#1b2733' boxed
