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
747.7	235.0	494.0	1001.5	225.5	244.5	2382021
739.8	285.0	494.0	985.6	275.5	294.5	2382021
721.0	335.0	494.0	948.0	325.5	344.5	2382021
720.0	385.0	494.0	946.0	375.5	394.5	2382021
718.5	435.0	494.0	943.0	425.5	444.5	2382021
711.9	485.0	494.0	929.7	475.5	494.5	2382021
704.1	535.0	494.0	914.3	525.5	544.5	2382021
700.0	585.0	494.0	905.9	575.5	594.5	2382021
698.4	635.0	494.0	902.8	625.5	644.5	2382021
697.1	685.0	494.0	900.1	675.5	694.5	2382021
690.5	735.0	494.0	887.0	725.5	744.5	2382021
685.2	785.0	494.0	876.3	775.5	794.5	2382021
685.0	835.0	494.0	876.1	825.5	844.5	2382021
EOD
$data2 << EOD
48.0	60.0	⁨Members by engagement⁩
EOD
$data3 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 22 Oct – 20 Nov 2026 · Europe/Sofia
EOD
$data4 << EOD
48.0	930.0	661 messages by 32 members, 14 by bots left out.
EOD
$data5 << EOD
470.0	185.0	⁨Борис Колев⁩
470.0	235.0	⁨Николай Връхов⁩
470.0	285.0	⁨Eve "the quote"…⁩
470.0	335.0	⁨🦊⁩
470.0	385.0	⁨Elena Dimitrova⁩
470.0	435.0	⁨Петя Ангелова⁩
470.0	485.0	⁨'; DROP TABLE ch…⁩
470.0	535.0	⁨Мария Петрова⁩
470.0	585.0	⁨Lucía⁩
470.0	635.0	⁨<b>html</b>⁩
470.0	685.0	⁨Óscar Núñez⁩
470.0	735.0	⁨山田さくら⁩
470.0	785.0	⁨Иван Соколов⁩
470.0	835.0	⁨Zoë Åkerlund⁩
EOD
$data6 << EOD
1030.0	185.0	42.66
1023.5	235.0	42.13
1007.6	285.0	40.84
970.0	335.0	37.79
968.0	385.0	37.63
965.0	435.0	37.39
951.7	485.0	36.31
936.3	535.0	35.06
927.9	585.0	34.38
924.8	635.0	34.13
922.1	685.0	33.91
909.0	735.0	32.85
898.3	785.0	31.98
898.1	835.0	31.96
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
