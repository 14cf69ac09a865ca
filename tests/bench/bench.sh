#!/bin/bash
# Shows speed as ratios: what the programs take, beside the work that cannot be done without, measured
# in the same run.  Each figure is the best of three.  Nothing here fails for being slow.
#
# usage: [N=1000000] [RUNS=3] tests/bench/bench.sh BUILD
#
# BUILD/bin has the programs, BUILD/bench those of this folder.  Exports and databases stay in
# BUILD/bench: 2 GB for a million messages.  The bounds of reports are meant for ten million.
set -euo pipefail
cd "$(dirname "$0")/../.."

build=$1
N=${N:-1000000}
RUNS=${RUNS:-3}
SMALL=$((N / 10))
DAYS=40				# of a chat as busy, but young
bin=$build/bin
dir=$build/bench
base=$dir/base
end=1704067200			# 2024-01-01 02:00 in Sofia: the generated days are over
later=$((end + 2 * 86400))	# ... and those of the messages that come after
rows=$dir/rows

unset "${!CHATSTAT_@}"
export CHATSTAT_CHAT_ZONE=Europe/Sofia CHATSTAT_NOW=$end LC_ALL=C.UTF-8

# ----- measuring -----

declare -A wall cpu memory

calculate() {	# EXPRESSION: to four places
	awk "BEGIN { printf \"%.4f\", $1 }"
}

at_most() {	# A B
	awk "BEGIN { exit !($1 <= $2) }"
}

keep_least() {	# ARRAY NAME VALUE
	local -n array=$1
	if [ -z "${array[$2]:-}" ] || at_most "$3" "${array[$2]}"; then
		array[$2]=$3
	fi
}

# One more run of a command that prints seconds of wall clock and CPU, and perhaps KiB.
measure() {	# NAME COMMAND ...
	local name=$1 line
	shift
	line=$("$@") || { echo "bench: failed: $*" >&2; exit 1; }
	read -r -a line <<<"$line"
	keep_least wall "$name" "${line[0]}"
	keep_least cpu "$name" "${line[1]}"
	# Of memory it is the most that counts.
	[ ${#line[@]} -lt 3 ] || at_most "${line[2]}" "${memory[$name]:-0}" || memory[$name]=${line[2]}
}

best() {	# NAME COMMAND ...
	for ((run = 0; run < RUNS; run++)); do
		measure "$@"
	done
}

program() {	# NAME PROGRAM ARG ...
	local name=$1 program=$2
	shift 2
	measure "$name" "$base" run "$bin/$program" "$@"
}

forget() {
	local file
	for file; do
		rm -f "$file" "$file-wal" "$file-shm"
	done
}

# ----- the table -----

# A row: what, the figure with its unit, and what it is judged by: a ratio, or the figure itself.
row() {	# WHAT FIGURE RATIO BOUND
	local judged=${3:-${2%% *}} verdict=
	[ -z "$4" ] || { at_most "$judged" "${4%% *}" && verdict=ok || verdict=over; }
	printf '%s|%s|%s|%s|%s\n' "$1" "$2" "$3" "$4" "$verdict" >>"$rows"
}

ratio() {	# A [B]
	[ -z "${2:-}" ] || awk "BEGIN { printf \"%.2f\", $1 / $2 }"
}

seconds() {	# WHAT SECONDS [OF BOUND]
	row "$1" "$(awk "BEGIN { printf \"%.3f s\", $2 }")" "$(ratio "$2" "${3:-}")" "${4:-}"
}

milliseconds() {	# WHAT SECONDS BOUND
	row "$1" "$(awk "BEGIN { printf \"%.1f ms\", $2 * 1000 }")" "" "$3 ms"
}

mebibytes() {	# WHAT KIB OF BOUND
	row "$1" "$(awk "BEGIN { printf \"%.1f MiB\", $2 / 1024 }")" "$(ratio "$2" "$3")" "$4"
}

show() {
	awk -F '|' '
	function line(a, b, c, d, e) { printf "%-46s %12s %8s %8s  %s\n", a, b, c, d, e }
	BEGIN { line("what", "best", "ratio", "bound", "") }
	{ line($1, $2, $3, $4, $5) }' "$rows"
}

# ----- what is measured -----

generate() {
	for count in "$N" "$SMALL"; do
		[ "$dir/$count.json" -nt "$dir/generate" ] && continue
		"$dir/generate" "$count" >"$dir/part"
		mv "$dir/part" "$dir/$count.json"
	done
	"$dir/generate" "$N" 0 $DAYS >"$dir/young.json"
	"$dir/generate" "$N" 100 >"$dir/more.json"
}

baselines() {
	for what in read split parse words; do
		measure $what "$base" $what "$dir/$N.json"
	done
	forget "$dir/base.db"
	measure insert "$base" insert "$dir/$N.json" "$dir/base.db"
	forget "$dir/base.db"
}

import() {	# COUNT, or young
	local db=$dir/$1.db
	forget "$db" "$dir/$1-unfolded.db"
	program "import $1" chatstat-import -d "$db" "$dir/$1.json"
	cp "$db" "$dir/$1-unfolded.db"
	program "rollup $1" chatstat-rollup -d "$db"
	program "again $1" chatstat-import -d "$db" "$dir/$1.json"
}

imports() {
	local sum_wall sum_cpu
	for ((run = 0; run < RUNS; run++)); do
		baselines
		import "$N"
	done
	import "$SMALL"
	import young
	sum_wall=$(calculate "${wall[parse]} + ${wall[words]} + ${wall[insert]}")
	sum_cpu=$(calculate "${cpu[parse]} + ${cpu[words]} + ${cpu[insert]}")
	seconds "reading the file" "${wall[read]}"
	seconds "... and checking its grammar" "${wall[split]}"
	seconds "... and parsing every message" "${wall[parse]}"
	seconds "scanning texts, folding and counting words" "${wall[words]}"
	seconds "inserting a row a message, one index" "${wall[insert]}"
	seconds "base: the last three, CPU" "$sum_cpu"
	seconds "base: the last three, wall clock" "$sum_wall"
	seconds "import, wall clock / base" "${wall[import $N]}" "$sum_wall" 1.4
	seconds "import, CPU / base" "${cpu[import $N]}" "$sum_cpu" 1.8
	seconds "import and rollup, CPU / base" \
		"$(calculate "${cpu[import $N]} + ${cpu[rollup $N]}")" "$sum_cpu" 2.5
	seconds "importing again, CPU / first" "${cpu[again $N]}" "${cpu[import $N]}" 0.8
	mebibytes "import, memory" "${memory[import $N]}" "" 48
	mebibytes "import, memory / that of $SMALL" "${memory[import $N]}" "${memory[import $SMALL]}" 1.3
}

# After 100 new messages, the day over: what is due depends on them and on the 30 days before, not on what
# is stored.
rollups() {
	local copy=$dir/copy.db longest which
	for which in "$N" young; do
		forget "$dir/$which-more.db"
		cp "$dir/$which.db" "$dir/$which-more.db"
		"$bin/chatstat-import" -d "$dir/$which-more.db" "$dir/more.json" >"$dir/log"
	done
	for ((run = 0; run < 3 * RUNS; run++)); do
		for which in "$N" young; do
			forget "$copy"
			cp "$dir/$which-more.db" "$copy"
			sync "$copy"	# else the rollup would write the copy to the disk
			CHATSTAT_NOW=$later program "after $which" chatstat-rollup -d "$copy"
		done
	done
	seconds "rollup after 100 messages / in a young chat" "${cpu[after $N]}" "${cpu[after young]}" 1.2

	forget "$copy"
	cp "$dir/$N-unfolded.db" "$copy"
	longest=$("$base" watch "$copy" "$bin/chatstat-rollup" -d "$copy")
	milliseconds "rollup, longest write transaction" "$longest" 200
	longest=$("$base" watch "$copy" "$bin/chatstat-rollup" -d "$copy" --rebuild)
	milliseconds "rebuild, longest write transaction" "$longest" 200
	forget "$copy"
}

report() {	# DATABASE REPORT SPAN [ARG ...]: the name is all of them
	best "$*" "$base" run "$bin/chatstat" -d "$1" "$2" --last "$3" "${@:4}"
}

# A report that has to read texts or single messages, of a window with as many of them as 30 days of ten
# million have: what a program takes to begin is no part of a million messages.
per_million() {	# REPORT SPAN [ARG ...]
	local db=$dir/$N.db messages
	messages=$("$bin/chatstat" -d "$db" summary --last "$2" -f csv | awk -F , 'NR == 2 { print $1 }')
	report "$db" "$@"
	seconds "${*%% --match *}, a million messages" \
		"$(calculate "${wall[$db $*]} * 1000000 / $messages")" 1 1
}

# All others but those of usage, and those that are measured above.
others() {
	local db=$dir/$N.db name span member
	"$bin/chatstat" list | awk 'NF == 0 { exit } /^[a-z]/ { print $1 }' >"$dir/list"
	while read -r name; do
		case $name in
		summary | top | activity | heatmap | trend | rhythm | words) continue ;;
		member | cost | expensive | prices | budget) continue ;;
		compare) set -- --against 365d ;;
		*) set -- ;;
		esac
		for span in 30d all; do
			report "$db" "$name" $span "$@"
			milliseconds "$name, $span" "${wall[$db $name $span${*:+ $*}]}" \
				"$([ $span = 30d ] && echo 60 || echo 250)"
		done
	done <"$dir/list"
	report "$db" words all
	milliseconds "words, all" "${wall[$db words all]}" 250
	member=$("$bin/chatstat" -d "$db" top --last all --top 1 -f csv | awk -F , 'NR == 2 { print $2 }')
	per_million words 365d
	per_million words 365d --member "$member"
	per_million hours 365d --member "$member"
	per_million member 365d --member "$member"
	per_million rhythm 365d
	per_million trend 365d --match 'a.*b'
}

reports() {
	local db=$dir/$N.db month=$dir/$N-unfolded.db bound
	CHATSTAT_NOW=$((end - 30 * 86400)) "$bin/chatstat-rollup" -d "$month" >"$dir/log"
	for report in summary top activity heatmap; do
		for span in 7d 30d 365d all; do
			case $span in 7d) bound=15 ;; 30d) bound=30 ;; *) bound=60 ;; esac
			"$bin/chatstat" -d "$db" "$report" --last $span >"$dir/log"
			report "$db" $report $span
			milliseconds "$report, $span" "${wall[$db $report $span]}" $bound
		done
	done
	for report in summary top activity heatmap; do
		report "$month" $report 365d
		seconds "$report, 365d, a month not folded / folded" "${wall[$month $report 365d]}" \
			"${wall[$db $report 365d]}" 2
	done
}

charts() {
	for report in activity heatmap; do
		"$bin/chatstat" -d "$dir/$N.db" "$report" --last 30d -o "$dir/chart.gp"
		best "gnuplot $report" "$base" run gnuplot -d "$dir/chart.gp"
		best "chart $report" "$base" run "$bin/chatstat" -d "$dir/$N.db" "$report" --last 30d \
			-o "$dir/chart.png"
		seconds "chart of $report / gnuplot alone" "${wall[chart $report]}" \
			"${wall[gnuplot $report]}" 1.3
	done
	best page "$base" run "$bin/chatstat" -d "$dir/$N.db" page --last 365d -o "$dir/page.html"
	milliseconds "page of a year" "${wall[page]}" 2000
	best year "$base" run "$bin/chatstat" -d "$dir/$N.db" year -o "$dir/chart.png"
	milliseconds "picture of a year" "${wall[year]}" 1000
}

# What the daemon stores of 1,000 full answers of Telegram: in WAL mode, each synchronised with the disk, and
# everything on; beside the same statements with the same values, without anything around them.
durable() {
	local updates=$dir/updates.jsonl calls=$dir/statements syncs
	[ "$updates" -nt tests/telegram/talk.py ] ||
		/usr/bin/python3 tests/telegram talk 1 100000 3 >"$updates"
	forget "$dir/durable.db"
	STATEMENTS=$calls LD_PRELOAD=$dir/record.so "$dir/durable" "$updates" "$dir/durable.db"
	for ((run = 0; run < RUNS; run++)); do
		forget "$dir/durable.db" "$dir/bare.db"
		measure durable "$base" run "$dir/durable" "$updates" "$dir/durable.db"
		measure bare "$base" run "$dir/replay" "$calls" "$dir/bare.db"
	done
	seconds "100,000 updates, the statements alone" "${wall[bare]}"
	seconds "... as the daemon stores them" "${wall[durable]}" "${wall[bare]}" 2
	if command -v strace >"$dir/log"; then
		forget "$dir/durable.db"
		strace -f -c -e trace=fsync,fdatasync -o "$dir/syncs" \
			"$dir/durable" "$updates" "$dir/durable.db"
		syncs=$(awk '/sync$/ { n += $4 } END { print n + 0 }' "$dir/syncs")
		row "... fsync, those of checkpoints too / answers" "$syncs" "$(ratio "$syncs" 1000)" 1.5
	fi
	forget "$dir/durable.db" "$dir/bare.db"
}

# From an update to the call that answers it, with a server on this machine; the slowest of five each.
answers() {
	local copy=$dir/copy.db text chart toast again
	forget "$copy"
	cp "$dir/$N.db" "$copy"
	read -r text chart toast again < <(/usr/bin/python3 tests/bench/answers.py "$bin" "$copy")
	milliseconds "in a chat: a text" "$text" 300
	milliseconds "... a chart" "$chart" 1000
	milliseconds "... a pressed button, that it was seen" "$toast" 300
	milliseconds "... and its chart, which was drawn before" "$again" 1000
	forget "$copy"
}

# As many records of usage as messages, in a year that ends with the messages' last day.
costs() {
	local db=$dir/usage.db file=$dir/$N-usage.csv bound
	[ "$file" -nt "$dir/usage" ] || "$dir/usage" generate "$N" >"$file"
	for ((run = 0; run < RUNS; run++)); do
		measure "usage csv" "$dir/usage" csv "$file"
		forget "$dir/base.db"
		measure "usage insert" "$dir/usage" insert "$file" "$dir/base.db"
		forget "$dir/base.db" "$db"
		"$bin/chatstat-import" -d "$db" data/prices.csv >"$dir/log"
		program "usage import" chatstat-import -d "$db" "$file"
	done
	"$bin/chatstat-rollup" -d "$db"
	seconds "importing usage, CPU / libcsv and bare inserts" "${cpu[usage import]}" \
		"$(calculate "${cpu[usage csv]} + ${cpu[usage insert]}")" 1.5
	mebibytes "importing usage, memory" "${memory[usage import]}" "" 48
	for span in 30d 365d; do
		case $span in 30d) bound=30 ;; *) bound=60 ;; esac
		report "$db" cost $span
		milliseconds "cost, $span" "${wall[$db cost $span]}" $bound
	done
}

mkdir -p "$dir"
: >"$rows"
generate
echo "$N messages, $(($(wc -c <"$dir/$N.json") / 1000000)) MB of JSON; best of $RUNS; $(nproc) processors"
durable
imports
rollups
reports
others
charts
answers
costs
show
