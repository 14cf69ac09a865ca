set terminal pngcairo size 1280,480 font 'DejaVu Sans,21' background '#17212b' noenhanced rounded
set encoding utf8
set datafile separator "\t"
set datafile commentschars ''
unset key; unset border; unset tics; unset colorbox
set style textbox opaque noborder fillcolor rgb '#17212b' margins 0.2,0.1
set lmargin at screen 0; set rmargin at screen 1
set tmargin at screen 1; set bmargin at screen 0
set xrange [0:1280]
set yrange [480:0]
$data1 << EOD
486.4	190.0	362.4	610.3	177.4	202.6	2042936
386.2	190.0	362.4	409.9	177.4	202.6	7117813
486.4	250.0	362.4	610.3	237.4	262.6	2042936
412.4	250.0	362.4	462.4	237.4	262.6	7117813
486.4	310.0	362.4	610.3	297.4	322.6	2042936
486.4	310.0	362.4	610.3	297.4	322.6	7117813
746.3	310.0	622.3	870.3	297.4	322.6	16095804
EOD
$data2 << EOD
48.0	60.0	⁨Budgets⁩
EOD
$data3 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️ and other usage⁩ · 20 Nov 2026 18:22 · Europe/Sofia
EOD
$data4 << EOD
48.0	444.0	Not in what is spent: 37 requests without a price.
EOD
$data5 << EOD
338.4	190.0	⁨all⁩
338.4	250.0	⁨member Elena Di…⁩
338.4	310.0	⁨model gpt-5.1⁩
EOD
$data6 << EOD
632.3	190.0	22.9 %
632.3	250.0	43.1 %
892.3	310.0	205.0 %
EOD
$data7 << EOD
772.5	190.0	$20.00, month
772.5	250.0	$0.50, week
1053.8	310.0	$0.02, day
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data3 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data4 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data5 using 1:2:3 with labels right font ',22.5' textcolor rgb '#f2f6f9', \
     $data6 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#f2f6f9', \
     $data7 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8'
