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
870.8	607.2	587.5
900.4	607.2	587.5
930.0	607.2	587.5
959.6	607.2	587.5
EOD
$data2 << EOD
115.8	650.0
1004.0	650.0

115.8	518.3
1004.0	518.3

115.8	386.7
1004.0	386.7

115.8	255.0
1004.0	255.0

EOD
$data3 << EOD
115.8	650.0
1004.0	650.0

EOD
$data4 << EOD
130.6	650.0
130.6	658.0

189.8	650.0
189.8	658.0

249.0	650.0
249.0	658.0

308.2	650.0
308.2	658.0

367.4	650.0
367.4	658.0

426.6	650.0
426.6	658.0

485.9	650.0
485.9	658.0

545.1	650.0
545.1	658.0

604.3	650.0
604.3	658.0

663.5	650.0
663.5	658.0

722.7	650.0
722.7	658.0

781.9	650.0
781.9	658.0

841.2	650.0
841.2	658.0

900.4	650.0
900.4	658.0

959.6	650.0
959.6	658.0

EOD
$data5 << EOD
130.6	561.1
160.2	508.5
189.8	541.4
219.4	524.9
249.0	636.8
278.6	597.3
308.2	610.5
337.8	600.6
367.4	551.3
397.0	551.3
426.6	541.4
456.3	620.4
485.9	620.4
515.5	636.8
545.1	600.6
574.7	600.6
604.3	232.0
633.9	544.7
663.5	617.1
693.1	643.4
722.7	630.3
752.3	617.1
781.9	488.7
811.5	557.8
841.2	577.6
870.8	587.5
900.4	603.9
930.0	613.8
959.6	643.4
EOD
$data6 << EOD

219.4	533.2
249.0	541.4
278.6	551.3
308.2	561.1
337.8	597.3
367.4	597.3
397.0	597.3
426.6	597.3
456.3	597.3
485.9	600.6
515.5	600.6
545.1	600.6
574.7	600.6
604.3	600.6
633.9	600.6
663.5	600.6
693.1	600.6
722.7	600.6
752.3	617.1
781.9	617.1
811.5	617.1
841.2	617.1
870.8	587.5
900.4	587.5
930.0	587.5
959.6	587.5
EOD
$data7 << EOD
989.2	617.1
EOD
$data8 << EOD
989.2	617.1
EOD
$data9 << EOD
48.0	60.0	⁨Съобщения на ден⁩
EOD
$data10 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 22 окт – 20 ное 2026 · Europe/Sofia
EOD
$data11 << EOD
48.0	764.0	Точки: дни. 661 съобщения от 32 членове и 14 от ботове.
EOD
$data12 << EOD
130.6	682.0	22
130.6	714.0	окт
189.8	682.0	24
249.0	682.0	26
308.2	682.0	28
367.4	682.0	30
426.6	682.0	1
426.6	714.0	ное
485.9	682.0	3
545.1	682.0	5
604.3	682.0	7
663.5	682.0	9
722.7	682.0	11
781.9	682.0	13
841.2	682.0	15
900.4	682.0	17
959.6	682.0	19
EOD
$data13 << EOD
101.8	650.0	0
101.8	518.3	40
101.8	386.7	80
101.8	255.0	120
EOD
$data14 << EOD
604.3	204.0	127 на 7 ное
EOD
$data15 << EOD
1018.0	510.0	медиана за 7 дни
EOD
$data16 << EOD
1018.0	544.0	19
EOD
$data17 << EOD
1018.0	580.0	обичайно
1018.0	614.0	днес досега
1018.0	648.0	10
EOD
plot $data1 using 1:2:3 with filledcurves fillcolor rgb '#e3ebf8' fillstyle solid 1 noborder, \
     $data2 using 1:2 with lines linewidth 1.5 linecolor rgb '#e6ebef', \
     $data3 using 1:2 with lines linewidth 2 linecolor rgb '#8796a3', \
     $data4 using 1:2 with lines linewidth 1.5 linecolor rgb '#8796a3', \
     $data5 using 1:2 with points pointtype 7 pointsize 1.5 linecolor rgb '#87a3df', \
     $data6 using 1:2 with lines linewidth 7 linecolor rgb '#2458c5', \
     $data7 using 1:2 with points pointtype 7 pointsize 2.6 linecolor rgb '#2458c5', \
     $data8 using 1:2 with points pointtype 7 pointsize 1.5 linecolor rgb '#ffffff', \
     $data9 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#1b2733', \
     $data10 using 1:2:3 with labels left font ',22.5' textcolor rgb '#5b6b79', \
     $data11 using 1:2:3 with labels left font ',20.25' textcolor rgb '#5b6b79', \
     $data12 using 1:2:3 with labels center font ',21' textcolor rgb '#5b6b79', \
     $data13 using 1:2:3 with labels right font ',21' textcolor rgb '#5b6b79', \
     $data14 using 1:2:3 with labels center font ',21' textcolor rgb '#1b2733' boxed, \
     $data15 using 1:2:3 with labels left font 'DejaVu Sans Bold,21' textcolor rgb '#2458c5', \
     $data16 using 1:2:3 with labels left font ',21' textcolor rgb '#2458c5', \
     $data17 using 1:2:3 with labels left font ',21' textcolor rgb '#5b6b79'
