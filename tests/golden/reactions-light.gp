set terminal pngcairo size 1280,866 font 'DejaVu Sans,21' background '#ffffff' noenhanced rounded
set encoding utf8
set datafile separator "\t"
set datafile commentschars ''
unset key; unset border; unset tics; unset colorbox
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.1
set lmargin at screen 0; set rmargin at screen 1
set tmargin at screen 1; set bmargin at screen 0
set xrange [0:1280]
set yrange [866:0]
$data1 << EOD
562.1	190.0	146.0	978.2	177.4	202.6	2382021
219.0	250.0	146.0	292.1	237.4	262.6	2382021
214.0	310.0	146.0	282.0	297.4	322.6	2382021
212.3	370.0	146.0	278.6	357.4	382.6	2382021
183.7	430.0	146.0	221.4	417.4	442.6	2382021
177.0	490.0	146.0	208.0	477.4	502.6	2382021
165.2	550.0	146.0	184.4	537.4	562.6	2382021
163.5	610.0	146.0	181.1	597.4	622.6	2382021
160.2	670.0	146.0	174.4	657.4	682.6	2382021
151.8	730.0	146.0	157.5	717.4	742.6	2382021
EOD
$data2 << EOD
48.0	60.0	⁨Reactions⁩
EOD
$data3 << EOD
48.0	114.0	⁨Boots & Banitsa 🥾❄️⁩ · 22 Oct – 20 Nov 2026 · Europe/Sofia
EOD
$data4 << EOD
48.0	830.0	□: custom emoji. 661 messages by 32 members, and 14 by bots.
EOD
$data5 << EOD
1000.2	190.0	251
314.1	250.0	47
304.0	310.0	44
300.6	370.0	43
243.4	430.0	26
230.0	490.0	22
206.4	550.0	15
203.1	610.0	14
196.4	670.0	12
179.5	730.0	7
EOD
$data6 << EOD
1078.1	190.0	102 named
370.7	250.0	47 named
360.6	310.0	38 named
357.2	370.0	43 named
300.1	430.0	26 named
286.6	490.0	22 named
263.1	550.0	15 named
259.7	610.0	14 named
253.0	670.0	12 named
214.9	730.0	7 named
EOD
$data7 << EOD
85.0	190.0	⁨👍⁩
85.0	250.0	⁨😁⁩
85.0	310.0	⁨🔥⁩
85.0	370.0	⁨❤️⁩
85.0	430.0	⁨🎉⁩
85.0	490.0	⁨🤩⁩
85.0	550.0	⁨😢⁩
85.0	610.0	⁨□⁩
85.0	670.0	⁨🙏⁩
85.0	730.0	⁨👏⁩
EOD
plot $data1 using 1:2:3:4:5:6:7 with boxxyerror fillstyle solid 1 border linewidth 12 linecolor rgb variable, \
     $data2 using 1:2:3 with labels left font 'DejaVu Sans Bold,33.75' textcolor rgb '#1b2733', \
     $data3 using 1:2:3 with labels left font ',22.5' textcolor rgb '#5b6b79', \
     $data4 using 1:2:3 with labels left font ',20.25' textcolor rgb '#5b6b79', \
     $data5 using 1:2:3 with labels left font 'DejaVu Sans Bold,22.5' textcolor rgb '#1b2733', \
     $data6 using 1:2:3 with labels left font ',20.25' textcolor rgb '#5b6b79', \
     $data7 using 1:2:3 with labels center font ',32.25' textcolor rgb '#1b2733'
