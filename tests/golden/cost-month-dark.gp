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

124.7	513.2
900.0	513.2

124.7	376.5
900.0	376.5

124.7	239.7
900.0	239.7

EOD
$data2 << EOD
124.7	650.0
900.0	650.0

EOD
$data3 << EOD
318.5	650.0
318.5	658.0

706.2	650.0
706.2	658.0

EOD
$data4 << EOD
318.5	644.0	272.5	364.5	640.0	648.0	7049202
318.5	632.9	272.5	364.5	631.8	634.0	16095804
706.2	524.3	660.2	752.2	400.6	648.0	4546200
706.2	365.3	660.2	752.2	336.0	394.6	9528372
706.2	298.8	660.2	752.2	267.6	330.0	4163196
706.2	253.1	660.2	752.2	244.6	261.6	7822964
706.2	237.7	660.2	752.2	236.9	238.6	9407036
EOD
$data5 << EOD
318.5	626.0	270.5	366.5	624.3	627.8	6281663
318.5	623.7	270.5	366.5	623.1	624.3	12947376
318.5	622.9	270.5	366.5	622.6	623.1	15917130
318.5	622.6	270.5	366.5	622.6	622.6	6254979
706.2	232.4	658.2	754.2	232.0	232.9	4148571
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
48.0	60.0	⁨LLM cost by month and model⁩
EOD
$data14 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️ and other…⁩ · 1 May 2025 – 20 Nov 2026 · Europe/Sofia
EOD
$data15 << EOD
48.0	764.0	Total $4.89, without 39 requests that have no price. Faded: not over yet.
EOD
$data16 << EOD
318.5	682.0	Oct
706.2	682.0	Nov
706.2	210.0	4.6
EOD
$data17 << EOD
110.7	650.0	$0
110.7	513.2	$1.5
110.7	376.5	$3
110.7	239.7	$4.5
EOD
$data18 << EOD
318.5	600.6	0.3
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
964.0	656.0	$2.93 · 60 %
964.0	576.0	$0.80 · 16 %
964.0	496.0	$0.79 · 16 %
964.0	416.0	$0.27 · 5 %
964.0	336.0	$0.09 · 2 %
964.0	256.0	$0.01 · 0 %
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
