set terminal pngcairo size 1280,960 font 'DejaVu Sans,21' background '#ffffff' noenhanced rounded
set encoding utf8
set datafile separator "\t"
set datafile commentschars ''
unset key; unset border; unset tics; unset colorbox
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.1
set lmargin at screen 0; set rmargin at screen 1
set tmargin at screen 1; set bmargin at screen 0
set xrange [0:1280]
set yrange [960:0]
$data1 << EOD
304.3	623.8	273.0	335.7	606.5	641.0	993894
385.0	623.8	353.7	416.3	606.5	641.0	993894
465.7	623.8	434.3	497.0	606.5	641.0	993894
546.3	623.8	515.0	577.7	606.5	641.0	993894
304.3	728.8	273.0	335.7	711.5	746.0	993894
385.0	728.8	353.7	416.3	711.5	746.0	993894
EOD
$data2 << EOD
48.0	60.0	⁨Who stays, by the first week⁩
EOD
$data3 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 23 Aug – 20 Nov 2026 · Europe/Sofia
EOD
$data4 << EOD
48.0	924.0	Per cent of those who began that wrote in that week. –: not over, or not recorded.
EOD
$data5 << EOD
304.3	205.0	0 wk
385.0	205.0	1
465.7	205.0	2
546.3	205.0	3
627.0	205.0	4
707.7	205.0	5
788.3	205.0	6
869.0	205.0	7
949.7	205.0	8
1030.3	205.0	9
1111.0	205.0	10
1191.7	205.0	11
304.3	256.2	–
385.0	256.2	–
465.7	256.2	–
546.3	256.2	–
627.0	256.2	–
707.7	256.2	–
788.3	256.2	–
869.0	256.2	–
949.7	256.2	–
1030.3	256.2	–
1111.0	256.2	–
1191.7	256.2	–
304.3	308.8	–
385.0	308.8	–
465.7	308.8	–
546.3	308.8	–
627.0	308.8	–
707.7	308.8	–
788.3	308.8	–
869.0	308.8	–
949.7	308.8	–
1030.3	308.8	–
1111.0	308.8	–
304.3	361.2	–
385.0	361.2	–
465.7	361.2	–
546.3	361.2	–
627.0	361.2	–
707.7	361.2	–
788.3	361.2	–
869.0	361.2	–
949.7	361.2	–
1030.3	361.2	–
304.3	413.8	–
385.0	413.8	–
465.7	413.8	–
546.3	413.8	–
627.0	413.8	–
707.7	413.8	–
788.3	413.8	–
869.0	413.8	–
949.7	413.8	–
304.3	466.2	–
385.0	466.2	–
465.7	466.2	–
546.3	466.2	–
627.0	466.2	–
707.7	466.2	–
788.3	466.2	–
869.0	466.2	–
304.3	518.8	–
385.0	518.8	–
465.7	518.8	–
546.3	518.8	–
627.0	518.8	–
707.7	518.8	–
788.3	518.8	–
304.3	571.2	–
385.0	571.2	–
465.7	571.2	–
546.3	571.2	–
627.0	571.2	–
707.7	571.2	–
627.0	623.8	–
304.3	676.2	–
385.0	676.2	–
465.7	676.2	–
546.3	676.2	–
465.7	728.8	–
304.3	781.2	–
385.0	781.2	–
304.3	833.8	–
EOD
$data6 << EOD
156.0	205.0	began
244.0	205.0	size
156.0	256.2	31 Aug
244.0	256.2	0
156.0	308.8	7 Sep
244.0	308.8	0
156.0	361.2	14 Sep
244.0	361.2	0
156.0	413.8	21 Sep
244.0	413.8	0
156.0	466.2	28 Sep
244.0	466.2	0
156.0	518.8	5 Oct
244.0	518.8	0
156.0	571.2	12 Oct
244.0	571.2	0
156.0	623.8	19 Oct
244.0	623.8	2
156.0	676.2	26 Oct
244.0	676.2	0
156.0	728.8	2 Nov
244.0	728.8	1
156.0	781.2	9 Nov
244.0	781.2	0
156.0	833.8	16 Nov
244.0	833.8	0
EOD
$data7 << EOD
304.3	623.8	100
385.0	623.8	100
465.7	623.8	100
546.3	623.8	100
304.3	728.8	100
385.0	728.8	100
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#1b2733', \
     $data3 using 1:2:3 with labels left font ',22.5' textcolor rgb '#5b6b79', \
     $data4 using 1:2:3 with labels left font ',20.25' textcolor rgb '#5b6b79', \
     $data5 using 1:2:3 with labels center font ',21' textcolor rgb '#5b6b79', \
     $data6 using 1:2:3 with labels right font ',21' textcolor rgb '#5b6b79', \
     $data7 using 1:2:3 with labels center font ',21' textcolor rgb '#ffffff'
