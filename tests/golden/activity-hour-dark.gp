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
89.5	650.0	597.8
108.8	650.0	650.0
128.0	650.0	545.5
147.3	650.0	650.0
166.6	650.0	650.0
185.8	650.0	650.0
205.1	650.0	545.5
224.3	650.0	545.5
243.6	650.0	388.8
262.8	650.0	388.8
282.1	650.0	650.0
301.3	650.0	650.0
320.6	650.0	650.0
339.8	650.0	650.0
359.1	650.0	650.0
378.3	650.0	650.0
397.6	650.0	650.0
416.8	650.0	650.0
436.1	650.0	650.0
455.3	650.0	650.0
474.6	650.0	597.8
493.8	650.0	597.8
513.1	650.0	597.8
532.3	650.0	545.5
551.6	650.0	597.8
570.8	650.0	650.0
590.1	650.0	597.8
609.3	650.0	650.0
628.6	650.0	650.0
647.8	650.0	650.0
667.1	650.0	545.5
686.3	650.0	545.5
705.6	650.0	545.5
724.9	650.0	545.5
744.1	650.0	650.0
763.4	650.0	650.0
782.6	650.0	650.0
801.9	650.0	650.0
821.1	650.0	650.0
840.4	650.0	650.0
859.6	650.0	650.0
878.9	650.0	650.0
898.1	650.0	650.0
917.4	650.0	650.0
936.6	650.0	650.0
955.9	650.0	650.0
975.1	650.0	650.0
994.4	650.0	650.0
EOD
$data2 << EOD
79.9	650.0
1004.0	650.0

79.9	545.5
1004.0	545.5

79.9	441.0
1004.0	441.0

79.9	336.5
1004.0	336.5

79.9	232.0
1004.0	232.0

EOD
$data3 << EOD
79.9	650.0
1004.0	650.0

EOD
$data4 << EOD
89.5	650.0
89.5	658.0

147.3	650.0
147.3	658.0

205.1	650.0
205.1	658.0

262.8	650.0
262.8	658.0

320.6	650.0
320.6	658.0

378.3	650.0
378.3	658.0

436.1	650.0
436.1	658.0

493.8	650.0
493.8	658.0

551.6	650.0
551.6	658.0

609.3	650.0
609.3	658.0

667.1	650.0
667.1	658.0

724.9	650.0
724.9	658.0

782.6	650.0
782.6	658.0

840.4	650.0
840.4	658.0

898.1	650.0
898.1	658.0

955.9	650.0
955.9	658.0

EOD
$data5 << EOD

89.5	336.5
108.8	650.0
128.0	650.0
147.3	650.0
166.6	650.0
185.8	650.0
205.1	493.2
224.3	545.5
243.6	597.8
262.8	545.5
282.1	232.0
301.3	232.0
320.6	336.5
339.8	650.0
359.1	650.0
378.3	545.5
397.6	650.0
416.8	650.0
436.1	650.0
455.3	650.0
474.6	650.0
493.8	650.0
513.1	650.0
532.3	650.0
551.6	545.5
570.8	650.0
590.1	650.0
609.3	441.0
628.6	650.0
647.8	650.0
667.1	545.5
686.3	650.0
705.6	441.0
724.9	493.2
744.1	284.2
763.4	232.0
782.6	650.0
801.9	650.0
821.1	650.0
840.4	650.0
859.6	650.0
878.9	650.0
898.1	650.0
917.4	650.0
936.6	650.0
955.9	650.0
975.1	650.0
994.4	650.0
EOD
$data6 << EOD
89.5	336.5
108.8	650.0
128.0	650.0
147.3	650.0
166.6	650.0
185.8	650.0
205.1	493.2
224.3	545.5
243.6	597.8
262.8	545.5
282.1	232.0
301.3	232.0
320.6	336.5
339.8	650.0
359.1	650.0
378.3	545.5
397.6	650.0
416.8	650.0
436.1	650.0
455.3	650.0
474.6	650.0
493.8	650.0
513.1	650.0
532.3	650.0
551.6	545.5
570.8	650.0
590.1	650.0
609.3	441.0
628.6	650.0
647.8	650.0
667.1	545.5
686.3	650.0
705.6	441.0
724.9	493.2
744.1	284.2
763.4	232.0
782.6	650.0
801.9	650.0
821.1	650.0
840.4	650.0
859.6	650.0
878.9	650.0
898.1	650.0
917.4	650.0
936.6	650.0
955.9	650.0
975.1	650.0
994.4	650.0
EOD
$data7 << EOD
48.0	60.0	⁨Messages per hour⁩
EOD
$data8 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 24 Oct 12:00 – 26 Oct 12:00 2026 · Europe/Sofia
EOD
$data9 << EOD
48.0	764.0	67 messages by 24 members, and 1 by bots.
EOD
$data10 << EOD
89.5	682.0	12
89.5	714.0	24 Oct
147.3	682.0	15
205.1	682.0	18
262.8	682.0	21
320.6	682.0	00
320.6	714.0	25 Oct
378.3	682.0	03
436.1	682.0	06
493.8	682.0	09
551.6	682.0	12
609.3	682.0	15
667.1	682.0	18
724.9	682.0	21
782.6	682.0	00
782.6	714.0	26 Oct
840.4	682.0	03
898.1	682.0	06
955.9	682.0	09
EOD
$data11 << EOD
65.9	650.0	0
65.9	545.5	2
65.9	441.0	4
65.9	336.5	6
65.9	232.0	8
EOD
$data12 << EOD
282.1	204.0	8 on 24 Oct 22:00
EOD
$data13 << EOD
1018.0	580.0	messages
EOD
$data14 << EOD
1018.0	614.0	0
EOD
$data15 << EOD
1018.0	650.0	usual range
EOD
plot $data1 using 1:2:3 with filledcurves fillcolor rgb '#22324a' fillstyle solid 1 noborder, \
     $data2 using 1:2 with lines linewidth 1.5 linecolor rgb '#2a3846', \
     $data3 using 1:2 with lines linewidth 2 linecolor rgb '#7c90a3', \
     $data4 using 1:2 with lines linewidth 1.5 linecolor rgb '#7c90a3', \
     $data5 using 1:2 with lines linewidth 5 linecolor rgb '#6c9bf5', \
     $data6 using 1:2 with points pointtype 7 pointsize 1.5 linecolor rgb '#6c9bf5', \
     $data7 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data8 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data9 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data10 using 1:2:3 with labels center font ',21' textcolor rgb '#a9bac8', \
     $data11 using 1:2:3 with labels right font ',21' textcolor rgb '#a9bac8', \
     $data12 using 1:2:3 with labels center font ',21' textcolor rgb '#f2f6f9' boxed, \
     $data13 using 1:2:3 with labels left font 'DejaVu Sans Bold,21' textcolor rgb '#6c9bf5', \
     $data14 using 1:2:3 with labels left font ',21' textcolor rgb '#6c9bf5', \
     $data15 using 1:2:3 with labels left font ',21' textcolor rgb '#a9bac8'
