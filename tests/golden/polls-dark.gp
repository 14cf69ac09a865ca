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
538.2	190.0	241.5	835.0	177.4	202.6	7117813
624.8	250.0	241.5	1008.0	237.4	262.6	7117813
322.0	310.0	241.5	402.5	297.4	322.6	7117813
EOD
$data2 << EOD
48.0	60.0	⁨Where to on Saturday?⁩
EOD
$data3 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 1 May 2025 – 20 Nov 2026 · Europe/Sofia
EOD
$data4 << EOD
48.0	444.0	Missing: 12 Sep 21:48 – 12 Oct 09:00.
EOD
$data5 << EOD
217.5	190.0	⁨Musala⁩
217.5	250.0	⁨The bakery⁩
217.5	310.0	⁨Stay in bed⁩
EOD
$data6 << EOD
857.0	190.0	7
1030.0	250.0	9
424.5	310.0	2
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data3 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data4 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data5 using 1:2:3 with labels right font ',22.5' textcolor rgb '#f2f6f9', \
     $data6 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#f2f6f9'
