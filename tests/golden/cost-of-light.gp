set terminal pngcairo size 1280,626 font 'DejaVu Sans,21' background '#ffffff' noenhanced rounded
set encoding utf8
set datafile separator "\t"
set datafile commentschars ''
unset key; unset border; unset tics; unset colorbox
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.1
set lmargin at screen 0; set rmargin at screen 1
set tmargin at screen 1; set bmargin at screen 0
set xrange [0:1280]
set yrange [626:0]
$data1 << EOD
654.7	190.0	344.4	964.9	177.4	202.6	2382021
427.7	250.0	344.4	511.0	237.4	262.6	2382021
414.1	310.0	344.4	483.8	297.4	322.6	2382021
358.2	370.0	344.4	372.1	357.4	382.6	2382021
348.3	430.0	344.4	352.2	417.4	442.6	2382021
EOD
$data2 << EOD
340.4	490.0	338.4	342.4	471.4	508.6	2382021
EOD
$data3 << EOD
48.0	60.0	⁨LLM cost by model⁩
EOD
$data4 << EOD
48.0	114.0	⁨Борис Колев in Boots & Banitsa 🥾…⁩ · 22 Oct – 20 Nov 2026 · Europe/Sofia
EOD
$data5 << EOD
48.0	590.0	Prices: prices.csv of 20 Nov 2026.
EOD
$data6 << EOD
320.4	190.0	⁨claude-sonnet-4-5⁩
320.4	250.0	⁨gpt-5.1⁩
320.4	310.0	⁨claude-opus-4-5⁩
320.4	370.0	⁨gemini-2.5-flash⁩
320.4	430.0	⁨gpt-5-mini⁩
320.4	490.0	⁨gpt-4.1-nano⁩
EOD
$data7 << EOD
986.9	190.0	$0.24
533.0	250.0	$0.07
505.8	310.0	$0.06
394.1	370.0	$0.01
374.2	430.0	$0.007432075
358.4	490.0	$0.0008823
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 noborder linecolor rgb variable, \
     $data3 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#1b2733', \
     $data4 using 1:2:3 with labels left font ',22.5' textcolor rgb '#5b6b79', \
     $data5 using 1:2:3 with labels left font ',20.25' textcolor rgb '#5b6b79', \
     $data6 using 1:2:3 with labels right font ',22.5' textcolor rgb '#1b2733', \
     $data7 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#1b2733'
