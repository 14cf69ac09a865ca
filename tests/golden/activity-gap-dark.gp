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
586.5	415.0	328.9	844.1	180.0	650.0	2174522
EOD
$data2 << EOD
231.2	611.2	563.8
249.0	611.2	563.8
266.8	611.2	563.8
284.5	611.2	563.8
302.3	611.2	563.8
EOD
$data3 << EOD
115.8	650.0
1004.0	650.0

115.8	542.3
1004.0	542.3

115.8	434.5
1004.0	434.5

115.8	326.8
1004.0	326.8

115.8	219.1
1004.0	219.1

EOD
$data4 << EOD
115.8	650.0
1004.0	650.0

EOD
$data5 << EOD
124.6	650.0
124.6	658.0

373.3	650.0
373.3	658.0

657.6	650.0
657.6	658.0

906.3	650.0
906.3	658.0

EOD
$data6 << EOD
124.6	585.4
142.4	619.8
160.2	559.5
177.9	550.9
195.7	538.0
213.5	313.9
231.2	602.6
249.0	598.3
266.8	637.1
284.5	469.0
302.3	443.2
870.8	637.1
888.5	637.1
906.3	568.1
924.1	490.6
941.8	232.0
959.6	594.0
977.4	628.5
995.1	632.8
EOD
$data7 << EOD

177.9	572.4
195.7	559.5
213.5	555.2
231.2	559.5
249.0	559.5
266.8	559.5
284.5	550.9
302.3	538.0





























924.1	602.6
941.8	568.1
959.6	581.1
977.4	594.0
995.1	594.0
EOD
$data8 << EOD
320.1	546.6
853.0	619.8
EOD
$data9 << EOD
320.1	546.6
853.0	619.8
EOD
$data10 << EOD
48.0	60.0	⁨Messages per day⁩
EOD
$data11 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 1 Sep – 20 Oct 2026 · Europe/Sofia
EOD
$data12 << EOD
48.0	764.0	Dots: days. Missing: 12 Sep 21:48 – 12 Oct 09:00. Rings: incomplete.
EOD
$data13 << EOD
586.5	415.0	no data
124.6	682.0	1 Sep
373.3	682.0	15 Sep
657.6	682.0	1 Oct
906.3	682.0	15 Oct
EOD
$data14 << EOD
101.8	650.0	0
101.8	542.3	25
101.8	434.5	50
101.8	326.8	75
101.8	219.1	100
EOD
$data15 << EOD
913.1	204.0	97 on 17 Oct
EOD
$data16 << EOD
1018.0	609.8	7-day median
EOD
$data17 << EOD
1018.0	643.8	13
EOD
$data18 << EOD
1018.0	575.8	usual range
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 0 linecolor rgb variable, \
     $data2 using 1:2:3 with filledcurves fillcolor rgb '#22324a' fillstyle solid 1 noborder, \
     $data3 using 1:2 with lines linewidth 1.5 linecolor rgb '#2a3846', \
     $data4 using 1:2 with lines linewidth 2 linecolor rgb '#7c90a3', \
     $data5 using 1:2 with lines linewidth 1.5 linecolor rgb '#7c90a3', \
     $data6 using 1:2 with points pointtype 7 pointsize 1.5 linecolor rgb '#577dc3', \
     $data7 using 1:2 with lines linewidth 7 linecolor rgb '#6c9bf5', \
     $data8 using 1:2 with points pointtype 7 pointsize 2.6 linecolor rgb '#6c9bf5', \
     $data9 using 1:2 with points pointtype 7 pointsize 1.5 linecolor rgb '#17212b', \
     $data10 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data11 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data12 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data13 using 1:2:3 with labels center font ',21' textcolor rgb '#a9bac8', \
     $data14 using 1:2:3 with labels right font ',21' textcolor rgb '#a9bac8', \
     $data15 using 1:2:3 with labels center font ',21' textcolor rgb '#f2f6f9' boxed, \
     $data16 using 1:2:3 with labels left font 'DejaVu Sans Bold,21' textcolor rgb '#6c9bf5', \
     $data17 using 1:2:3 with labels left font ',21' textcolor rgb '#6c9bf5', \
     $data18 using 1:2:3 with labels left font ',21' textcolor rgb '#a9bac8'
