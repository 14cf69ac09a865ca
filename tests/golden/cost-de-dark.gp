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
124.7	650.0
900.0	650.0

124.7	532.7
900.0	532.7

124.7	415.5
900.0	415.5

124.7	298.2
900.0	298.2

124.7	180.9
900.0	180.9

EOD
$data2 << EOD
124.7	650.0
900.0	650.0

EOD
$data3 << EOD
221.6	650.0
221.6	658.0

415.5	650.0
415.5	658.0

609.3	650.0
609.3	658.0

803.1	650.0
803.1	658.0

EOD
$data4 << EOD
221.6	619.5	175.6	267.6	591.1	648.0	7049202
221.6	574.7	175.6	267.6	564.3	585.1	16095804
221.6	551.2	175.6	267.6	544.1	558.3	6281663
221.6	538.1	175.6	267.6	538.1	538.1	12947376
415.5	538.4	369.5	461.5	428.8	648.0	7049202
415.5	398.7	369.5	461.5	374.5	422.8	16095804
415.5	345.7	369.5	461.5	322.8	368.5	6281663
415.5	308.7	369.5	461.5	300.6	316.8	12947376
415.5	293.8	369.5	461.5	293.0	294.6	15917130
609.3	524.1	563.3	655.3	400.2	648.0	7049202
609.3	360.4	563.3	655.3	326.6	394.2	16095804
609.3	291.7	563.3	655.3	262.8	320.6	6281663
609.3	250.0	563.3	655.3	243.1	256.8	12947376
609.3	236.9	563.3	655.3	236.7	237.1	15917130
803.1	578.1	757.1	849.1	508.1	648.0	4546200
803.1	488.6	757.1	849.1	475.2	502.1	9528372
803.1	447.7	757.1	849.1	426.2	469.2	4163196
803.1	416.0	757.1	849.1	411.8	420.2	7822964
EOD
$data5 << EOD
221.6	533.0	173.6	269.6	531.9	534.1	15917130
221.6	531.7	173.6	269.6	531.6	531.9	6254979
415.5	288.7	367.5	463.5	288.3	289.0	6254979
609.3	232.3	561.3	657.3	232.0	232.7	6254979
803.1	406.4	755.1	851.1	405.0	407.8	9407036
803.1	402.6	755.1	851.1	402.2	403.0	4148571
EOD
$data6 << EOD
124.7	650.0
900.0	650.0

EOD
$data7 << EOD
938.0	622.0	928.0	948.0	612.0	632.0	7049202
EOD
$data8 << EOD
938.0	542.0	928.0	948.0	532.0	552.0	16095804
EOD
$data9 << EOD
938.0	462.0	928.0	948.0	452.0	472.0	6281663
EOD
$data10 << EOD
938.0	382.0	928.0	948.0	372.0	392.0	12947376
EOD
$data11 << EOD
938.0	302.0	928.0	948.0	292.0	312.0	15917130
EOD
$data12 << EOD
938.0	222.0	928.0	948.0	212.0	232.0	6254979
EOD
$data13 << EOD
48.0	60.0	⁨LLM-Kosten nach Woche und Modell⁩
EOD
$data14 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️ und anderes⁩ · 22. Okt. – 20. Nov. 2026 · Europe/Sofia
EOD
$data15 << EOD
48.0	764.0	Gesamt 4,89 $; ohne Preis und darum nicht darin: 39 Anfragen. Blass: noch nicht vorbei.
EOD
$data16 << EOD
221.6	682.0	26. Okt.
415.5	682.0	2. Nov.
609.3	682.0	9. Nov.
803.1	682.0	16. Nov.
803.1	380.2	1.1
EOD
$data17 << EOD
110.7	650.0	$0
110.7	532.7	$0.5
110.7	415.5	$1
110.7	298.2	$1.5
110.7	180.9	$2
EOD
$data18 << EOD
221.6	509.6	0.51
415.5	266.3	1.5
609.3	210.0	1.8
EOD
$data19 << EOD
964.0	622.0	⁨claude-sonnet-4-5⁩
964.0	542.0	⁨claude-opus-4-5⁩
964.0	462.0	⁨gpt-5.1⁩
964.0	382.0	⁨gemini-2.5-flash⁩
964.0	302.0	⁨gpt-5-mini⁩
964.0	222.0	⁨gpt-4.1-nano⁩
EOD
$data20 << EOD
964.0	656.0	2,93 $ · 60 %
964.0	576.0	0,80 $ · 16 %
964.0	496.0	0,79 $ · 16 %
964.0	416.0	0,27 $ · 5 %
964.0	336.0	0,09 $ · 2 %
964.0	256.0	0,01 $ · 0 %
EOD
plot $data1 using 1:2 with lines linewidth 1.5 linecolor rgb '#2a3846', \
     $data2 using 1:2 with lines linewidth 2 linecolor rgb '#7c90a3', \
     $data3 using 1:2 with lines linewidth 1.5 linecolor rgb '#7c90a3', \
     $data4 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 4 linecolor rgb variable, \
     $data5 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 noborder linecolor rgb variable, \
     $data6 using 1:2 with lines linewidth 2 linecolor rgb '#7c90a3', \
     $data7 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 4 linecolor rgb variable, \
     $data8 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 4 linecolor rgb variable, \
     $data9 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 4 linecolor rgb variable, \
     $data10 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 4 linecolor rgb variable, \
     $data11 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 4 linecolor rgb variable, \
     $data12 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 4 linecolor rgb variable, \
     $data13 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data14 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data15 using 1:2:3 with labels left font ',20.25' textcolor rgb '#f59a3c', \
     $data16 using 1:2:3 with labels center font ',21' textcolor rgb '#a9bac8', \
     $data17 using 1:2:3 with labels right font ',21' textcolor rgb '#a9bac8', \
     $data18 using 1:2:3 with labels center font 'DejaVu Sans Bold,22.5' textcolor rgb '#f2f6f9' boxed, \
     $data19 using 1:2:3 with labels left font ',21' textcolor rgb '#f2f6f9', \
     $data20 using 1:2:3 with labels left font ',21' textcolor rgb '#a9bac8'
