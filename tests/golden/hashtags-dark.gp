set terminal pngcairo size 1280,686 font 'DejaVu Sans,21' background '#17212b' noenhanced rounded
set encoding utf8
set datafile separator "\t"
set datafile commentschars ''
unset key; unset border; unset tics; unset colorbox
set style textbox opaque noborder fillcolor rgb '#17212b' margins 0.2,0.1
set lmargin at screen 0; set rmargin at screen 1
set tmargin at screen 1; set bmargin at screen 0
set xrange [0:1280]
set yrange [686:0]
$data1 << EOD
686.4	190.0	364.8	1008.0	177.4	202.6	7117813
555.4	250.0	364.8	745.9	237.4	262.6	7117813
489.8	310.0	364.8	614.9	297.4	322.6	7117813
489.8	370.0	364.8	614.9	357.4	382.6	7117813
424.3	430.0	364.8	483.8	417.4	442.6	7117813
424.3	490.0	364.8	483.8	477.4	502.6	7117813
424.3	550.0	364.8	483.8	537.4	562.6	7117813
EOD
$data2 << EOD
48.0	60.0	⁨Hashtags⁩
EOD
$data3 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 22 Oct – 20 Nov 2026 · Europe/Sofia
EOD
$data4 << EOD
48.0	650.0	661 messages by 32 members, and 14 by bots.
EOD
$data5 << EOD
340.8	190.0	⁨#rila⁩
340.8	250.0	⁨#gear⁩
340.8	310.0	⁨#7lakes⁩
340.8	370.0	⁨#pirin⁩
340.8	430.0	⁨#muddyboots⁩
340.8	490.0	⁨#sunrise⁩
340.8	550.0	⁨#снимка_на_деня⁩
EOD
$data6 << EOD
1030.0	190.0	5
767.9	250.0	3
636.9	310.0	2
636.9	370.0	2
505.8	430.0	1
505.8	490.0	1
505.8	550.0	1
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data3 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data4 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data5 using 1:2:3 with labels right font ',22.5' textcolor rgb '#f2f6f9', \
     $data6 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#f2f6f9'
