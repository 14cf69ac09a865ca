set terminal pngcairo size 1280,1274 font 'DejaVu Sans,21' background '#ffffff' noenhanced rounded
set encoding utf8
set datafile separator "\t"
set datafile commentschars ''
unset key; unset border; unset tics; unset colorbox
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.1
set lmargin at screen 0; set rmargin at screen 1
set tmargin at screen 1; set bmargin at screen 0
set xrange [0:1280]
set yrange [1274:0]
$data1 << EOD
493.7	185.0	354.0	633.4	178.0	192.0	2382021
EOD
$data2 << EOD
649.0	219.0	354.0	944.0	212.0	226.0	11125231
EOD
$data3 << EOD
592.6	269.0	354.0	831.1	262.0	276.0	2382021
EOD
$data4 << EOD
649.0	303.0	354.0	944.0	296.0	310.0	11125231
EOD
$data5 << EOD
649.0	353.0	354.0	944.0	346.0	360.0	2382021
EOD
$data6 << EOD
649.0	387.0	354.0	944.0	380.0	394.0	11125231
EOD
$data7 << EOD
515.7	437.0	354.0	677.4	430.0	444.0	2382021
EOD
$data8 << EOD
649.0	471.0	354.0	944.0	464.0	478.0	11125231
EOD
$data9 << EOD
509.3	521.0	354.0	664.7	514.0	528.0	2382021
EOD
$data10 << EOD
649.0	555.0	354.0	944.0	548.0	562.0	11125231
EOD
$data11 << EOD
404.7	605.0	354.0	455.3	598.0	612.0	2382021
EOD
$data12 << EOD
649.0	639.0	354.0	944.0	632.0	646.0	11125231
EOD
$data13 << EOD
448.3	689.0	354.0	542.7	682.0	696.0	2382021
EOD
$data14 << EOD
649.0	723.0	354.0	944.0	716.0	730.0	11125231
EOD
$data15 << EOD
593.3	773.0	354.0	832.5	766.0	780.0	2382021
EOD
$data16 << EOD
649.0	807.0	354.0	944.0	800.0	814.0	11125231
EOD
$data17 << EOD
559.5	857.0	354.0	765.0	850.0	864.0	2382021
EOD
$data18 << EOD
649.0	891.0	354.0	944.0	884.0	898.0	11125231
EOD
$data19 << EOD
558.7	941.0	354.0	763.4	934.0	948.0	2382021
EOD
$data20 << EOD
649.0	975.0	354.0	944.0	968.0	982.0	11125231
EOD
$data21 << EOD
536.8	1025.0	354.0	719.5	1018.0	1032.0	2382021
EOD
$data22 << EOD
649.0	1059.0	354.0	944.0	1052.0	1066.0	11125231
EOD
$data23 << EOD
463.8	1109.0	354.0	573.5	1102.0	1116.0	2382021
EOD
$data24 << EOD
649.0	1143.0	354.0	944.0	1136.0	1150.0	11125231
EOD
$data25 << EOD
48.0	60.0	⁨Compared with the 7 days before⁩
EOD
$data26 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 14 – 20 Nov 2026 · Europe/Sofia
EOD
$data27 << EOD
48.0	1238.0	Below, pale: what it is compared with. 103 messages by 24 members, and 3 by bots.
EOD
$data28 << EOD
330.0	202.0	⁨messages⁩
330.0	286.0	⁨members⁩
330.0	370.0	⁨active days⁩
330.0	454.0	⁨words⁩
330.0	538.0	⁨characters⁩
330.0	622.0	⁨media⁩
330.0	706.0	⁨links⁩
330.0	790.0	⁨emoji⁩
330.0	874.0	⁨questions⁩
330.0	958.0	⁨edited⁩
330.0	1042.0	⁨replies⁩
330.0	1126.0	⁨reactions⁩
EOD
$data29 << EOD
655.4	185.0	106
853.1	269.0	26
966.0	353.0	7
699.4	437.0	361
686.7	521.0	2,187
477.3	605.0	16
564.7	689.0	4
854.5	773.0	22
787.0	857.0	26
785.4	941.0	7
741.5	1025.0	37
595.5	1109.0	60
EOD
$data30 << EOD
966.0	219.0	219
966.0	303.0	32
966.0	387.0	7
966.0	471.0	648
966.0	555.0	4,080
966.0	639.0	85
966.0	723.0	12
966.0	807.0	27
966.0	891.0	37
966.0	975.0	10
966.0	1059.0	59
966.0	1143.0	156
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data3 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data4 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data5 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data6 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data7 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data8 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data9 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data10 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data11 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data12 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data13 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data14 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data15 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data16 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data17 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data18 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data19 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data20 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data21 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data22 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data23 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data24 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data25 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#1b2733', \
     $data26 using 1:2:3 with labels left font ',22.5' textcolor rgb '#5b6b79', \
     $data27 using 1:2:3 with labels left font ',20.25' textcolor rgb '#5b6b79', \
     $data28 using 1:2:3 with labels right font ',22.5' textcolor rgb '#1b2733', \
     $data29 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#1b2733', \
     $data30 using 1:2:3 with labels left font ',20.25' textcolor rgb '#5b6b79'
