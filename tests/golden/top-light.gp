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
704.6	235.0	494.0	915.2	225.5	244.5	2382021
700.7	285.0	494.0	907.4	275.5	294.5	2382021
662.0	335.0	494.0	830.1	325.5	344.5	2382021
646.6	385.0	494.0	799.1	375.5	394.5	2382021
623.4	435.0	494.0	752.7	425.5	444.5	2382021
611.8	485.0	494.0	729.5	475.5	494.5	2382021
607.9	535.0	494.0	721.8	525.5	544.5	2382021
584.7	585.0	494.0	675.4	575.5	594.5	2382021
573.1	635.0	494.0	652.2	625.5	644.5	2382021
573.1	685.0	494.0	652.2	675.5	694.5	2382021
569.2	735.0	494.0	644.4	725.5	744.5	2382021
557.6	785.0	494.0	621.2	775.5	794.5	2382021
557.6	835.0	494.0	621.2	825.5	844.5	2382021
EOD
$data2 << EOD
48.0	60.0	⁨Members by messages⁩
EOD
$data3 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 22 Oct – 20 Nov 2026 · Europe/Sofia
EOD
$data4 << EOD
48.0	930.0	661 messages by 32 members, 14 by bots left out.
EOD
$data5 << EOD
470.0	185.0	⁨Борис Колев⁩
470.0	235.0	⁨🦊⁩
470.0	285.0	⁨Николай Връхов⁩
470.0	335.0	⁨Мария Петрова⁩
470.0	385.0	⁨Петя Ангелова⁩
470.0	435.0	⁨Elena Dimitrova⁩
470.0	485.0	⁨Hannah Vogel⁩
470.0	535.0	⁨Eve "the quote"…⁩
470.0	585.0	⁨Maximilian-Alexa…⁩
470.0	635.0	⁨Иван Соколов⁩
470.0	685.0	⁨Аня⁩
470.0	735.0	⁨🏔️👩🏽‍🦱👨‍👩‍👧 🇧🇬⁩
470.0	785.0	⁨'; DROP TABLE ch…⁩
470.0	835.0	⁨Tom Ashdown⁩
EOD
$data6 << EOD
1030.0	185.0	68
937.2	235.0	56
929.4	285.0	55
852.1	335.0	45
821.1	385.0	41
774.7	435.0	35
751.5	485.0	32
743.8	535.0	31
697.4	585.0	25
674.2	635.0	22
674.2	685.0	22
666.4	735.0	21
643.2	785.0	18
643.2	835.0	18
EOD
$data7 << EOD
1086.6	185.0	10.1 %
993.8	235.0	8.3 %
986.1	285.0	8.1 %
908.7	335.0	6.7 %
877.8	385.0	6.1 %
831.4	435.0	5.2 %
808.2	485.0	4.7 %
800.4	535.0	4.6 %
754.0	585.0	3.7 %
730.8	635.0	3.3 %
730.8	685.0	3.3 %
723.1	735.0	3.1 %
699.9	785.0	2.7 %
699.9	835.0	2.7 %
EOD
$data8 << EOD
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
     $data7 using 1:2:3 with labels left font ',20.25' textcolor rgb '#5b6b79', \
     $data8 using 1:2:3 with labels right font ',22.5' textcolor rgb '#5b6b79'
