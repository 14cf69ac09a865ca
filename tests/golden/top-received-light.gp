set terminal pngcairo size 1280,966 font 'DejaVu Sans,21' background '#ffffff' noenhanced rounded
set encoding utf8
set datafile separator "\t"
set datafile commentschars ''
unset key; unset border; unset tics; unset colorbox
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.1
set lmargin at screen 0; set rmargin at screen 1
set tmargin at screen 1; set bmargin at screen 0
set xrange [0:1280]
set yrange [966:0]
$data1 << EOD
751.0	185.0	494.0	1008.0	175.5	194.5	2382021
657.0	235.0	494.0	819.9	225.5	244.5	2382021
629.5	285.0	494.0	765.0	275.5	294.5	2382021
604.5	335.0	494.0	715.0	325.5	344.5	2382021
586.2	385.0	494.0	678.4	375.5	394.5	2382021
580.4	435.0	494.0	666.8	425.5	444.5	2382021
579.6	485.0	494.0	665.1	475.5	494.5	2382021
576.2	535.0	494.0	658.4	525.5	544.5	2382021
571.2	585.0	494.0	648.5	575.5	594.5	2382021
557.1	635.0	494.0	620.2	625.5	644.5	2382021
549.6	685.0	494.0	605.2	675.5	694.5	2382021
546.3	735.0	494.0	598.5	725.5	744.5	2382021
534.6	785.0	494.0	575.2	775.5	794.5	2382021
534.6	835.0	494.0	575.2	825.5	844.5	2382021
EOD
$data2 << EOD
48.0	60.0	⁨Members by reactions received⁩
EOD
$data3 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 21 Nov 2025 – 20 Nov 2026 · Europe/Sofia
EOD
$data4 << EOD
48.0	930.0	Missing: 12 Sep 21:48 – 12 Oct 09:00.
EOD
$data5 << EOD
470.0	185.0	⁨Борис Колев⁩
470.0	235.0	⁨Николай Връхов⁩
470.0	285.0	⁨Мария Петрова⁩
470.0	335.0	⁨Elena Dimitrova⁩
470.0	385.0	⁨🦊⁩
470.0	435.0	⁨Eve "the quote"…⁩
470.0	485.0	⁨Óscar Núñez⁩
470.0	535.0	⁨Мария Петрова⁩
470.0	585.0	⁨Hannah Vogel⁩
470.0	635.0	⁨🏔️👩🏽‍🦱👨‍👩‍👧 🇧🇬⁩
470.0	685.0	⁨Аня⁩
470.0	735.0	⁨Zoë Åkerlund⁩
470.0	785.0	⁨<b>html</b>⁩
470.0	835.0	⁨'; DROP TABLE ch…⁩
EOD
$data6 << EOD
1030.0	185.0	316
841.9	235.0	203
787.0	285.0	170
737.0	335.0	140
700.4	385.0	118
688.8	435.0	111
687.1	485.0	110
680.4	535.0	106
670.5	585.0	100
642.2	635.0	83
627.2	685.0	74
620.5	735.0	70
597.2	785.0	56
597.2	835.0	56
EOD
$data7 << EOD
84.0	185.0	1
84.0	235.0	2
84.0	285.0	3
84.0	335.0	4
84.0	385.0	5
84.0	435.0	6
84.0	485.0	7
84.0	535.0	8
84.0	585.0	9
84.0	635.0	10
84.0	685.0	11
84.0	735.0	12
84.0	785.0	13
84.0	835.0	14
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#1b2733', \
     $data3 using 1:2:3 with labels left font ',22.5' textcolor rgb '#5b6b79', \
     $data4 using 1:2:3 with labels left font ',20.25' textcolor rgb '#5b6b79', \
     $data5 using 1:2:3 with labels right font ',22.5' textcolor rgb '#1b2733', \
     $data6 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#1b2733', \
     $data7 using 1:2:3 with labels right font ',22.5' textcolor rgb '#5b6b79'
