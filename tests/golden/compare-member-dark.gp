set terminal pngcairo size 1280,1274 font 'DejaVu Sans,21' background '#17212b' noenhanced rounded
set encoding utf8
set datafile separator "\t"
set datafile commentschars ''
unset key; unset border; unset tics; unset colorbox
set style textbox opaque noborder fillcolor rgb '#17212b' margins 0.2,0.1
set lmargin at screen 0; set rmargin at screen 1
set tmargin at screen 1; set bmargin at screen 0
set xrange [0:1280]
set yrange [1274:0]
$data1 << EOD
649.0	185.0	354.0	944.0	178.0	192.0	7117813
EOD
$data2 << EOD
479.2	219.0	354.0	604.4	212.0	226.0	3691391
EOD
$data3 << EOD
649.0	269.0	354.0	944.0	262.0	276.0	7117813
EOD
$data4 << EOD
582.5	303.0	354.0	811.0	296.0	310.0	3691391
EOD
$data5 << EOD
649.0	353.0	354.0	944.0	346.0	360.0	7117813
EOD
$data6 << EOD
578.5	387.0	354.0	803.0	380.0	394.0	3691391
EOD
$data7 << EOD
649.0	437.0	354.0	944.0	430.0	444.0	7117813
EOD
$data8 << EOD
468.9	471.0	354.0	583.7	464.0	478.0	3691391
EOD
$data9 << EOD
649.0	521.0	354.0	944.0	514.0	528.0	7117813
EOD
$data10 << EOD
469.1	555.0	354.0	584.3	548.0	562.0	3691391
EOD
$data11 << EOD
649.0	605.0	354.0	944.0	598.0	612.0	7117813
EOD
$data12 << EOD
438.5	639.0	354.0	522.9	632.0	646.0	3691391
EOD
$data13 << EOD
649.0	689.0	354.0	944.0	682.0	696.0	7117813
EOD
$data14 << EOD
520.0	723.0	354.0	686.0	716.0	730.0	3691391
EOD
$data15 << EOD
649.0	773.0	354.0	944.0	766.0	780.0	7117813
EOD
$data16 << EOD
443.3	807.0	354.0	532.5	800.0	814.0	3691391
EOD
$data17 << EOD
649.0	857.0	354.0	944.0	850.0	864.0	7117813
EOD
$data18 << EOD
521.8	891.0	354.0	689.5	884.0	898.0	3691391
EOD
$data19 << EOD
569.8	941.0	354.0	785.6	934.0	948.0	7117813
EOD
$data20 << EOD
649.0	975.0	354.0	944.0	968.0	982.0	3691391
EOD
$data21 << EOD
649.0	1025.0	354.0	944.0	1018.0	1032.0	7117813
EOD
$data22 << EOD
422.0	1059.0	354.0	489.9	1052.0	1066.0	3691391
EOD
$data23 << EOD
649.0	1109.0	354.0	944.0	1102.0	1116.0	7117813
EOD
$data24 << EOD
507.4	1143.0	354.0	660.7	1136.0	1150.0	3691391
EOD
$data25 << EOD
48.0	60.0	⁨Compared with Hannah Vogel⁩
EOD
$data26 << EOD
48.0	114.0	⁨Борис Колев in Boots & Banit…⁩ · 21 Nov 2025 – 20 Nov 2026 · Europe/Sofia
EOD
$data27 << EOD
48.0	1238.0	Below, pale: what it is compared with. Missing: 12 Sep 21:48 – 12 Oct 09:00.
EOD
$data28 << EOD
330.0	202.0	⁨messages⁩
330.0	286.0	⁨words⁩
330.0	370.0	⁨characters⁩
330.0	454.0	⁨media⁩
330.0	538.0	⁨replies sent⁩
330.0	622.0	⁨replies received⁩
330.0	706.0	⁨reactions given⁩
330.0	790.0	⁨reactions received⁩
330.0	874.0	⁨active days⁩
330.0	958.0	⁨links⁩
330.0	1042.0	⁨emoji⁩
330.0	1126.0	⁨questions⁩
EOD
$data29 << EOD
966.0	185.0	601
966.0	269.0	1,621
966.0	353.0	10,067
966.0	437.0	132
966.0	521.0	164
966.0	605.0	183
966.0	689.0	196
966.0	773.0	316
966.0	857.0	220
807.6	941.0	14
966.0	1025.0	118
966.0	1109.0	102
EOD
$data30 << EOD
626.4	219.0	262
833.0	303.0	1,263
825.0	387.0	7,709
605.7	471.0	53
606.3	555.0	66
544.9	639.0	55
708.0	723.0	112
554.5	807.0	100
711.5	891.0	127
966.0	975.0	19
511.9	1059.0	29
682.7	1143.0	54
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
     $data25 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data26 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data27 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data28 using 1:2:3 with labels right font ',22.5' textcolor rgb '#f2f6f9', \
     $data29 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#f2f6f9', \
     $data30 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8'
