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
577.0	190.0	146.0	1008.0	177.4	202.6	7117813
482.0	250.0	146.0	818.0	237.4	262.6	7117813
311.0	310.0	146.0	476.0	297.4	322.6	7117813
254.0	370.0	146.0	362.0	357.4	382.6	7117813
254.0	430.0	146.0	362.0	417.4	442.6	7117813
EOD
$data2 << EOD
48.0	60.0	⁨Emoji⁩
EOD
$data3 << EOD
48.0	114.0	⁨Борис Колев in Boots & Banit…⁩ · 21 Nov 2025 – 20 Nov 2026 · Europe/Sofia
EOD
$data4 << EOD
48.0	530.0	Missing: 12 Sep 21:48 – 12 Oct 09:00.
EOD
$data5 << EOD
1030.0	190.0	23
840.0	250.0	18
498.0	310.0	9
384.0	370.0	6
384.0	430.0	6
EOD
$data6 << EOD
85.0	190.0	⁨😂⁩
85.0	250.0	⁨👏⁩
85.0	310.0	⁨👍⁩
85.0	370.0	⁨1️⃣⁩
85.0	430.0	⁨🐻⁩
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data3 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data4 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data5 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#f2f6f9', \
     $data6 using 1:2:3 with labels center font ',32.25' textcolor rgb '#f2f6f9'
