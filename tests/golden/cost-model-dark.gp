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
676.2	190.0	344.4	1008.0	177.4	202.6	7117813
430.5	250.0	344.4	516.6	237.4	262.6	7117813
429.1	310.0	344.4	513.8	297.4	322.6	7117813
369.0	370.0	344.4	393.7	357.4	382.6	7117813
348.8	430.0	344.4	353.1	417.4	442.6	7117813
EOD
$data2 << EOD
340.4	490.0	338.4	342.4	471.4	508.6	7117813
EOD
$data3 << EOD
48.0	60.0	⁨LLM cost by model⁩
EOD
$data4 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️ and other usage⁩ · 22 Oct – 20 Nov 2026 · Europe/Sofia
EOD
$data5 << EOD
48.0	650.0	Not in the total: 39 requests to mistral-small-4, without a price.
EOD
$data6 << EOD
320.4	190.0	⁨claude-sonnet-4-5⁩
320.4	250.0	⁨claude-opus-4-5⁩
320.4	310.0	⁨gpt-5.1⁩
320.4	370.0	⁨gemini-2.5-flash⁩
320.4	430.0	⁨gpt-5-mini⁩
320.4	490.0	⁨gpt-4.1-nano⁩
320.4	550.0	⁨mistral-small-4⁩
EOD
$data7 << EOD
1030.0	190.0	$2.93
538.6	250.0	$0.80
535.8	310.0	$0.79
415.7	370.0	$0.27
375.1	430.0	$0.09
358.4	490.0	$0.01
354.4	550.0	–
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 noborder linecolor rgb variable, \
     $data3 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data4 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data5 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data6 using 1:2:3 with labels right font ',22.5' textcolor rgb '#f2f6f9', \
     $data7 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#f2f6f9'
