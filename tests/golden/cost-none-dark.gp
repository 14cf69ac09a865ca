set terminal pngcairo size 1280,480 font 'DejaVu Sans,21' background '#17212b' noenhanced rounded
set encoding utf8
set datafile separator "\t"
set datafile commentschars ''
unset key; unset border; unset tics; unset colorbox
set style textbox opaque noborder fillcolor rgb '#17212b' margins 0.2,0.1
set lmargin at screen 0; set rmargin at screen 1
set tmargin at screen 1; set bmargin at screen 0
set xrange [0:1280]
set yrange [480:0]
$data1 << EOD
48.0	60.0	⁨LLM cost by month and model⁩
EOD
$data2 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️ and other…⁩ · 1 Jan 2019 – 31 Dec 2020 · Europe/Sofia
EOD
$data3 << EOD
48.0	444.0	Recorded since 1 May 2025.
EOD
$data4 << EOD
640.0	240.0	No usage here in these 731 days.
EOD
plot $data1 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#f2f6f9', \
     $data2 using 1:2:3 with labels left font ',22.5' textcolor rgb '#a9bac8', \
     $data3 using 1:2:3 with labels left font ',20.25' textcolor rgb '#a9bac8', \
     $data4 using 1:2:3 with labels center font ',28.5' textcolor rgb '#f2f6f9'
