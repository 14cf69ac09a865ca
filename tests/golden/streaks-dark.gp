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
751.0	185.0	494.0	1008.0	175.5	194.5	7117813
677.9	235.0	494.0	861.9	225.5	244.5	7117813
663.3	285.0	494.0	832.7	275.5	294.5	7117813
619.5	335.0	494.0	745.0	325.5	344.5	7117813
604.9	385.0	494.0	715.8	375.5	394.5	7117813
604.9	435.0	494.0	715.8	425.5	444.5	7117813
590.3	485.0	494.0	686.6	475.5	494.5	7117813
590.3	535.0	494.0	686.6	525.5	544.5	7117813
590.3	585.0	494.0	686.6	575.5	594.5	7117813
590.3	635.0	494.0	686.6	625.5	644.5	7117813
575.7	685.0	494.0	657.3	675.5	694.5	7117813
561.1	735.0	494.0	628.1	725.5	744.5	7117813
546.4	785.0	494.0	598.9	775.5	794.5	7117813
546.4	835.0	494.0	598.9	825.5	844.5	7117813
EOD
$data2 << EOD
48.0	60.0	⁨Longest streaks of days⁩
EOD
$data3 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 22 Oct – 20 Nov 2026 · Europe/Sofia
EOD
$data4 << EOD
48.0	930.0	661 messages by 32 members, 14 by bots left out.
EOD
$data5 << EOD
470.0	185.0	⁨Николай Връхов⁩
470.0	235.0	⁨Мария Петрова⁩
470.0	285.0	⁨Борис Колев⁩
470.0	335.0	⁨Elena Dimitrova⁩
470.0	385.0	⁨Аня⁩
470.0	435.0	⁨🏔️👩🏽‍🦱👨‍👩‍👧 🇧🇬⁩
470.0	485.0	⁨Hannah Vogel⁩
470.0	535.0	⁨Óscar Núñez⁩
470.0	585.0	⁨Мария Петрова⁩
470.0	635.0	⁨Eve "the quote"…⁩
470.0	685.0	⁨🦊⁩
470.0	735.0	⁨Zoë Åkerlund⁩
470.0	785.0	⁨Δημήτρης⁩
470.0	835.0	⁨Иван Соколов⁩
EOD
$data6 << EOD
1030.0	185.0	18
883.9	235.0	13
854.7	285.0	12
767.0	335.0	9
737.8	385.0	8
737.8	435.0	8
708.6	485.0	7
708.6	535.0	7
708.6	585.0	7
708.6	635.0	7
679.3	685.0	6
650.1	735.0	5
620.9	785.0	4
620.9	835.0	4
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
     $data2 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data3 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data4 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data5 using 1:2:3 with labels right font ',22.5' textcolor rgb '#f2f6f9', \
     $data6 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#f2f6f9', \
     $data7 using 1:2:3 with labels right font ',22.5' textcolor rgb '#a9bac8'
