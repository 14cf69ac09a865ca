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
648.9	185.0	289.8	1008.0	175.5	194.5	7117813
594.4	235.0	289.8	899.0	225.5	244.5	7117813
574.4	285.0	289.8	859.1	275.5	294.5	7117813
543.5	335.0	289.8	797.3	325.5	344.5	7117813
541.7	385.0	289.8	793.7	375.5	394.5	7117813
470.9	435.0	289.8	652.0	425.5	444.5	7117813
469.1	485.0	289.8	648.3	475.5	494.5	7117813
456.4	535.0	289.8	622.9	525.5	544.5	7117813
456.4	585.0	289.8	622.9	575.5	594.5	7117813
452.7	635.0	289.8	615.7	625.5	644.5	7117813
447.3	685.0	289.8	604.8	675.5	694.5	7117813
441.8	735.0	289.8	593.9	725.5	744.5	7117813
438.2	785.0	289.8	586.6	775.5	794.5	7117813
432.7	835.0	289.8	575.7	825.5	844.5	7117813
EOD
$data2 << EOD
48.0	60.0	⁨Words⁩
EOD
$data3 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 1 May 2025 – 20 Nov 2026 · Europe/Sofia
EOD
$data4 << EOD
48.0	930.0	Missing: 12 Sep 21:48 – 12 Oct 09:00.
EOD
$data5 << EOD
265.8	185.0	⁨forecast⁩
265.8	235.0	⁨edit⁩
265.8	285.0	⁨fog⁩
265.8	335.0	⁨left⁩
265.8	385.0	⁨trail⁩
265.8	435.0	⁨hut⁩
265.8	485.0	⁨typo⁩
265.8	535.0	⁨saturday⁩
265.8	585.0	⁨редактирано⁩
265.8	635.0	⁨path⁩
265.8	685.0	⁨ха⁩
265.8	735.0	⁨sunrise⁩
265.8	785.0	⁨beds⁩
265.8	835.0	⁨feet⁩
EOD
$data6 << EOD
1030.0	185.0	201
921.0	235.0	171
881.1	285.0	160
819.3	335.0	143
815.7	385.0	142
674.0	435.0	103
670.3	485.0	102
644.9	535.0	95
644.9	585.0	95
637.7	635.0	93
626.8	685.0	90
615.9	735.0	87
608.6	785.0	85
597.7	835.0	82
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data3 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data4 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data5 using 1:2:3 with labels right font ',22.5' textcolor rgb '#f2f6f9', \
     $data6 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#f2f6f9'
