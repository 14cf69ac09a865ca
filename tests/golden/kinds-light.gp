set terminal pngcairo size 1280,966 font 'DejaVu Sans,21' background '#ffffff' noenhanced rounded
set encoding utf8
set datafile separator "\t"
set datafile commentschars ''
unset key; unset border; unset tics; unset colorbox
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.1
set lmargin at screen 0; set rmargin at screen 1
set tmargin at screen 1; set bmargin at screen 0
set xrange [0:1280]
set yrange [966:0]
$data1 << EOD
619.5	185.0	231.0	1008.0	175.5	194.5	2382021
303.3	235.0	231.0	375.6	225.5	244.5	2382021
234.2	285.0	231.0	237.4	275.5	294.5	2382021
234.2	335.0	231.0	237.4	325.5	344.5	2382021
231.1	385.0	231.0	231.3	375.5	394.5	2382021
EOD
$data2 << EOD
230.4	435.0	225.0	235.7	419.5	450.5	2382021
228.1	485.0	225.0	231.1	469.5	500.5	2382021
227.3	535.0	225.0	229.6	519.5	550.5	2382021
227.3	585.0	225.0	229.6	569.5	600.5	2382021
227.0	635.0	225.0	229.0	619.5	650.5	2382021
227.0	685.0	225.0	229.0	669.5	700.5	2382021
227.0	735.0	225.0	229.0	719.5	750.5	2382021
227.0	785.0	225.0	229.0	769.5	800.5	2382021
227.0	835.0	225.0	229.0	819.5	850.5	2382021
EOD
$data3 << EOD
48.0	60.0	⁨Messages by kind⁩
EOD
$data4 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 22 Oct – 20 Nov 2026 · Europe/Sofia
EOD
$data5 << EOD
48.0	930.0	1 more is not shown. 661 messages by 32 members, and 14 by bots.
EOD
$data6 << EOD
207.0	185.0	⁨text⁩
207.0	235.0	⁨photo⁩
207.0	285.0	⁨voice⁩
207.0	335.0	⁨sticker⁩
207.0	385.0	⁨video⁩
207.0	435.0	⁨animation⁩
207.0	485.0	⁨audio⁩
207.0	535.0	⁨video note⁩
207.0	585.0	⁨venue⁩
207.0	635.0	⁨document⁩
207.0	685.0	⁨location⁩
207.0	735.0	⁨contact⁩
207.0	785.0	⁨dice⁩
207.0	835.0	⁨poll⁩
EOD
$data7 << EOD
1030.0	185.0	514
397.6	235.0	102
259.4	285.0	12
259.4	335.0	12
253.3	385.0	8
251.7	435.0	7
247.1	485.0	4
245.6	535.0	3
245.6	585.0	3
245.0	635.0	2
245.0	685.0	2
245.0	735.0	2
245.0	785.0	2
245.0	835.0	1
EOD
$data8 << EOD
1107.9	185.0	76.1 %
475.5	235.0	15.1 %
316.0	285.0	1.8 %
316.0	335.0	1.8 %
288.6	385.0	1.2 %
287.1	435.0	1.0 %
282.5	485.0	0.6 %
280.9	535.0	0.4 %
280.9	585.0	0.4 %
280.3	635.0	0.3 %
280.3	685.0	0.3 %
280.3	735.0	0.3 %
280.3	785.0	0.3 %
280.3	835.0	0.1 %
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 noborder linecolor rgb variable, \
     $data3 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#1b2733', \
     $data4 using 1:2:3 with labels left font ',22.5' textcolor rgb '#5b6b79', \
     $data5 using 1:2:3 with labels left font ',20.25' textcolor rgb '#5b6b79', \
     $data6 using 1:2:3 with labels right font ',22.5' textcolor rgb '#1b2733', \
     $data7 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#1b2733', \
     $data8 using 1:2:3 with labels left font ',20.25' textcolor rgb '#5b6b79'
