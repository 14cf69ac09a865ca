set terminal pngcairo size 1280,866 font 'DejaVu Sans,21' background '#17212b' noenhanced rounded
set encoding utf8
set datafile separator "\t"
set datafile commentschars ''
unset key; unset border; unset tics; unset colorbox
set style textbox opaque noborder fillcolor rgb '#17212b' margins 0.2,0.1
set lmargin at screen 0; set rmargin at screen 1
set tmargin at screen 1; set bmargin at screen 0
set xrange [0:1280]
set yrange [866:0]
$data1 << EOD
663.6	185.0	319.2	1008.0	175.5	194.5	7117813
525.1	235.0	319.2	731.0	225.5	244.5	7117813
517.8	285.0	319.2	716.3	275.5	294.5	7117813
501.6	335.0	319.2	684.1	325.5	344.5	7117813
498.5	385.0	319.2	677.8	375.5	394.5	7117813
494.2	435.0	319.2	669.2	425.5	444.5	7117813
493.2	485.0	319.2	667.2	475.5	494.5	7117813
487.1	535.0	319.2	654.9	525.5	544.5	7117813
478.1	585.0	319.2	637.0	575.5	594.5	7117813
470.8	635.0	319.2	622.3	625.5	644.5	7117813
450.3	685.0	319.2	581.5	675.5	694.5	7117813
442.6	735.0	319.2	566.0	725.5	744.5	7117813
EOD
$data2 << EOD
48.0	60.0	⁨LLM cost by member⁩
EOD
$data3 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️ and other usage⁩ · 1 – 30 Nov 2026 · Europe/Sofia
EOD
$data4 << EOD
48.0	830.0	Not in the total: 37 requests, without a price.
EOD
$data5 << EOD
295.2	185.0	⁨Elena Dimitrova⁩
295.2	235.0	⁨Мария Петрова⁩
295.2	285.0	⁨נועם הר⁩
295.2	335.0	⁨Борис Колев⁩
295.2	385.0	⁨سلمى الحداد⁩
295.2	435.0	⁨Hannah Vogel⁩
295.2	485.0	⁨陈小山⁩
295.2	535.0	⁨Иван Соколов⁩
295.2	585.0	⁨山田さくら⁩
295.2	635.0	⁨김하늘⁩
295.2	685.0	⁨Мария Петрова⁩
295.2	735.0	⁨Аня⁩
EOD
$data6 << EOD
1030.0	185.0	$0.71
753.0	235.0	$0.43
738.3	285.0	$0.41
706.1	335.0	$0.38
699.8	385.0	$0.38
691.2	435.0	$0.37
689.2	485.0	$0.36
676.9	535.0	$0.35
659.0	585.0	$0.33
644.3	635.0	$0.32
603.5	685.0	$0.28
588.0	735.0	$0.26
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data3 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data4 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data5 using 1:2:3 with labels right font ',22.5' textcolor rgb '#f2f6f9', \
     $data6 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#f2f6f9'
