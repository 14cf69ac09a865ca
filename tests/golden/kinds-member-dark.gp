set terminal pngcairo size 1280,566 font 'DejaVu Sans,21' background '#17212b' noenhanced rounded
set encoding utf8
set datafile separator "\t"
set datafile commentschars ''
unset key; unset border; unset tics; unset colorbox
set style textbox opaque noborder fillcolor rgb '#17212b' margins 0.2,0.1
set lmargin at screen 0; set rmargin at screen 1
set tmargin at screen 1; set bmargin at screen 0
set xrange [0:1280]
set yrange [566:0]
$data1 << EOD
590.2	190.0	172.5	1008.0	177.4	202.6	7117813
252.8	250.0	172.5	333.1	237.4	262.6	7117813
174.3	310.0	172.5	176.2	297.4	322.6	7117813
174.3	370.0	172.5	176.2	357.4	382.6	7117813
174.3	430.0	172.5	176.2	417.4	442.6	7117813
EOD
$data2 << EOD
48.0	60.0	⁨Messages by kind⁩
EOD
$data3 << EOD
48.0	114.0	⁨Борис Колев in Boots & Banitsa 🥾❄️⁩ · 22 Oct – 20 Nov 2026 · Europe/Sofia
EOD
$data4 << EOD
48.0	530.0	661 messages by 32 members, and 14 by bots.
EOD
$data5 << EOD
148.5	190.0	⁨text⁩
148.5	250.0	⁨photo⁩
148.5	310.0	⁨voice⁩
148.5	370.0	⁨sticker⁩
148.5	430.0	⁨venue⁩
EOD
$data6 << EOD
1030.0	190.0	54
355.1	250.0	11
198.2	310.0	1
198.2	370.0	1
198.2	430.0	1
EOD
$data7 << EOD
1086.6	190.0	79.4 %
411.8	250.0	16.2 %
233.5	310.0	1.5 %
233.5	370.0	1.5 %
233.5	430.0	1.5 %
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data3 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data4 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data5 using 1:2:3 with labels right font ',22.5' textcolor rgb '#f2f6f9', \
     $data6 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#f2f6f9', \
     $data7 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8'
