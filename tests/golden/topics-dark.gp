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
649.6	190.0	291.3	1008.0	177.4	202.6	7117813
462.2	250.0	291.3	633.1	237.4	262.6	7117813
406.5	310.0	291.3	521.8	297.4	322.6	7117813
390.5	370.0	291.3	489.6	357.4	382.6	7117813
350.9	430.0	291.3	410.4	417.4	442.6	7117813
EOD
$data2 << EOD
48.0	60.0	⁨Topics by messages⁩
EOD
$data3 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 23 Aug – 20 Nov 2026 · Europe/Sofia
EOD
$data4 << EOD
48.0	530.0	Missing: 12 Sep 21:48 – 12 Oct 09:00.
EOD
$data5 << EOD
267.3	190.0	⁨Hikes⁩
267.3	250.0	⁨General⁩
267.3	310.0	⁨Off-topic⁩
267.3	370.0	⁨Gear & repairs⁩
267.3	430.0	⁨Winter ❄️⁩
EOD
$data6 << EOD
1030.0	190.0	589
655.1	250.0	286
543.8	310.0	196
511.6	370.0	170
432.4	430.0	106
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data3 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data4 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data5 using 1:2:3 with labels right font ',22.5' textcolor rgb '#f2f6f9', \
     $data6 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#f2f6f9'
