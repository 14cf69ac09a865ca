set terminal pngcairo size 1280,966 font 'DejaVu Sans,21' background '#17212b' noenhanced rounded
set encoding utf8
set datafile separator "\t"
set datafile commentschars ''
unset key; unset border; unset tics; unset colorbox
set style textbox opaque noborder fillcolor rgb '#17212b' margins 0.2,0.1
set lmargin at screen 0; set rmargin at screen 1
set tmargin at screen 1; set bmargin at screen 0
set xrange [0:1280]
set yrange [966:0]
$data1 << EOD
577.0	185.0	146.0	1008.0	175.5	194.5	7117813
326.2	235.0	146.0	506.4	225.5	244.5	7117813
320.5	285.0	146.0	495.0	275.5	294.5	7117813
221.7	335.0	146.0	297.4	325.5	344.5	7117813
217.9	385.0	146.0	289.8	375.5	394.5	7117813
214.1	435.0	146.0	282.2	425.5	444.5	7117813
212.2	485.0	146.0	278.4	475.5	494.5	7117813
212.2	535.0	146.0	278.4	525.5	544.5	7117813
210.3	585.0	146.0	274.6	575.5	594.5	7117813
210.3	635.0	146.0	274.6	625.5	644.5	7117813
206.5	685.0	146.0	267.0	675.5	694.5	7117813
204.6	735.0	146.0	263.2	725.5	744.5	7117813
204.6	785.0	146.0	263.2	775.5	794.5	7117813
204.6	835.0	146.0	263.2	825.5	844.5	7117813
EOD
$data2 << EOD
48.0	60.0	⁨Emoji⁩
EOD
$data3 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 1 May 2025 – 20 Nov 2026 · Europe/Sofia
EOD
$data4 << EOD
48.0	930.0	Missing: 12 Sep 21:48 – 12 Oct 09:00. □: custom emoji.
EOD
$data5 << EOD
1030.0	185.0	230
528.4	235.0	98
517.0	285.0	95
319.4	335.0	43
311.8	385.0	41
304.2	435.0	39
300.4	485.0	38
300.4	535.0	38
296.6	585.0	37
296.6	635.0	37
289.0	685.0	35
285.2	735.0	34
285.2	785.0	34
285.2	835.0	34
EOD
$data6 << EOD
85.0	185.0	⁨😂⁩
85.0	235.0	⁨👏⁩
85.0	285.0	⁨👍⁩
85.0	335.0	⁨⚠️⁩
85.0	385.0	⁨1️⃣⁩
85.0	435.0	⁨🏔️⁩
85.0	485.0	⁨🔥⁩
85.0	535.0	⁨😅⁩
85.0	585.0	⁨☀️⁩
85.0	635.0	⁨🙌⁩
85.0	685.0	⁨⛰️⁩
85.0	735.0	⁨□⁩
85.0	785.0	⁨❤️⁩
85.0	835.0	⁨🎉⁩
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data3 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data4 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data5 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#f2f6f9', \
     $data6 using 1:2:3 with labels center font ',32.25' textcolor rgb '#f2f6f9'
