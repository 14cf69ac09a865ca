#!/usr/bin/env bats
# chatstat-rollup: the sums are the same before and after, whatever happens in between.
load helper

setup_file() {
	export CHATSTAT_NOW=$sample_end
	sample_database "$BATS_FILE_TMPDIR/sample.db"
	chatstat-rollup -d "$BATS_FILE_TMPDIR/sample.db" --rebuild
	sums "$BATS_FILE_TMPDIR/sample.db" >"$BATS_FILE_TMPDIR/sums"
	sums_of_days "$BATS_FILE_TMPDIR/sample.db" >"$BATS_FILE_TMPDIR/days"
}

fresh() {	# a copy of the sample database that was never rolled up
	sample_database "${1:-chatstat.db}"
}

sums_of_days() {
	sql "$1" "SELECT topic, bot, period, messages, words, chars, media, links, emoji, questions, edited,
	    sent, received, given, reactions, own, days FROM total JOIN scope USING (scope)
	    WHERE role = 0 AND period < 100000 AND messages + received + given + reactions > 0
	    ORDER BY topic, period, bot"
}

@test "quiet where nobody looks, and folded up to yesterday" {
	fresh
	run -0 chatstat-rollup
	[ -z "$output" ]
	# 2026-11-19, since it is the 20th in Sofia.
	[ "$(sql chatstat.db 'SELECT DISTINCT folded FROM scope')" = 20776 ]
	sums chatstat.db >sums
	cmp sums "$BATS_FILE_TMPDIR/sums"
}

@test "coarser rows are exactly the days up to folded" {
	fresh
	chatstat-rollup
	for table in act total; do
		sum="SELECT sum(messages * 7 + words * 3 + reactions * 5 + days) FROM $table t"
		sum="$sum WHERE t.scope = s.scope AND"
		[ "$(sql chatstat.db "SELECT count(*) FROM scope s WHERE
		    ($sum period = 300000) IS NOT ($sum period <= s.folded) OR
		    ($sum period = 300000) IS NOT ($sum period BETWEEN 100000 AND 299999)")" = 0 ]
	done
	[ "$(sql chatstat.db "SELECT sum(n) FROM tally WHERE period = 300000")" = \
	    "$(sql chatstat.db 'SELECT sum(n) FROM tally JOIN scope USING (scope) WHERE period <= folded')" ]
}

@test "again: nothing is due" {
	fresh
	chatstat-rollup
	sums chatstat.db >before
	chatstat-rollup
	sums chatstat.db >after
	cmp before after
	last="SELECT detail FROM job_run WHERE job = 'fold' ORDER BY run DESC LIMIT 1"
	[ "$(sql chatstat.db "$last")" = "0 days" ]
}

@test "day by day, and all at once: the same" {
	fresh
	for ((ago = 300; ago >= 0; ago -= 50)); do
		CHATSTAT_NOW=$((sample_end - ago * 86400)) chatstat-rollup
	done
	sums chatstat.db >sums
	cmp sums "$BATS_FILE_TMPDIR/sums"
}

@test "import after rollup, and rollup after import: the same" {
	CHATSTAT_CHAT_ZONE=Europe/Sofia chatstat-import "$SAMPLE/result.json" >log
	chatstat-rollup
	CHATSTAT_CHAT_ZONE=Europe/Sofia chatstat-import "$SAMPLE/updates.jsonl" >log
	chatstat-rollup
	sums chatstat.db >sums
	cmp sums "$BATS_FILE_TMPDIR/sums"
}

@test "--rebuild gives the same sums, and sweeps the old ones away" {
	fresh
	chatstat-rollup
	sums chatstat.db >before
	run -0 chatstat-rollup --rebuild
	[ -z "$output" ]
	sums chatstat.db >after
	cmp before after
	[ "$(sql chatstat.db 'SELECT count(*) FROM scope WHERE role <> 0')" = 0 ]
	for table in act total tally; do
		left="SELECT count(*) FROM $table WHERE scope NOT IN (SELECT scope FROM scope)"
		[ "$(sql chatstat.db "$left")" = 0 ]
	done
}

@test "--rebuild mends sums that are wrong" {
	fresh
	chatstat-rollup
	sql chatstat.db 'UPDATE act SET words = words + 1; DELETE FROM tally WHERE bucket > 3'
	chatstat-rollup --rebuild
	sums chatstat.db >sums
	cmp sums "$BATS_FILE_TMPDIR/sums"
}

@test "killed at any moment, and run again" {
	fresh
	for i in $(seq 12); do
		again=()
		[ $((i % 3)) -ne 0 ] || again=(--rebuild)
		timeout -s KILL "0.0$((RANDOM % 9 + 1))" chatstat-rollup "${again[@]}" || true
		sums_of_days chatstat.db >days
		cmp days "$BATS_FILE_TMPDIR/days"
	done
	[ "$(sql chatstat.db 'PRAGMA integrity_check')" = ok ]
	chatstat-rollup
	sums chatstat.db >sums
	cmp sums "$BATS_FILE_TMPDIR/sums"
	[ "$(sql chatstat.db 'SELECT count(*) FROM scope WHERE role <> 0')" = 0 ]
}

@test "several at once" {
	fresh
	chatstat-rollup &
	chatstat-rollup --rebuild &
	chatstat-rollup &
	wait
	chatstat-rollup
	sums chatstat.db >sums
	cmp sums "$BATS_FILE_TMPDIR/sums"
}

@test "rebuild while an import runs" {
	CHATSTAT_CHAT_ZONE=Europe/Sofia chatstat-import "$SAMPLE/result.json" >log
	chatstat-rollup --rebuild &
	CHATSTAT_CHAT_ZONE=Europe/Sofia chatstat-import "$SAMPLE/updates.jsonl" >log
	wait $!
	chatstat-rollup
	sums chatstat.db >sums
	cmp sums "$BATS_FILE_TMPDIR/sums"
}

@test "every run leaves a row" {
	fresh
	chatstat-rollup
	jobs=$(chatstat-rollup --list | cut -d' ' -f1 | paste -sd,)
	what='SELECT group_concat(job), min(status), max(status), min(finished >= started) FROM job_run'
	[ "$(sql chatstat.db "$what")" = "$jobs|0|0|1" ]
	[ "$(sql chatstat.db "SELECT started FROM job_run WHERE job = 'fold'")" = "$CHATSTAT_NOW" ]
}

@test "rows older than a year go" {
	fresh
	sql chatstat.db "INSERT INTO job_run (job, started, finished, status) VALUES ('fold', 1, 2, 0)"
	chatstat-rollup
	[ "$(sql chatstat.db 'SELECT count(*) FROM job_run WHERE started = 1')" = 0 ]
}

@test "one job by name" {
	fresh
	chatstat-rollup sweep
	[ "$(sql chatstat.db 'SELECT group_concat(job) FROM job_run')" = sweep ]
	run chatstat-rollup nonsense
	refused 2 nonsense --list
}

@test "--list writes nothing and tells when each ran" {
	fresh
	run -0 chatstat-rollup --list
	[[ $output == *fold*"never ran"* ]]
	[ "$(sql chatstat.db 'SELECT count(*) FROM job_run')" = 0 ]
	chatstat-rollup
	run -0 chatstat-rollup --list
	grep -q '^fold .* 2026-11-20T16:22:00Z .* days$' <<<"$output"
	chmod 444 chatstat.db*
	chatstat-rollup --list
	for more in --rebuild --reprice fold; do
		run chatstat-rollup --list $more
		refused 2 --list
	done
}

@test "--list tells of a run that was killed" {
	fresh
	sql chatstat.db "INSERT INTO job_run (job, started) VALUES ('fold', 1700000000)"
	run -0 chatstat-rollup --list
	grep -q '^fold .* 2023-11-14T22:13:20Z running, or killed$' <<<"$output"
}

@test "wrong options end with status 2" {
	for arguments in "--nonsense" "-d" "-c missing.conf"; do
		# shellcheck disable=SC2086 # words are wanted
		run chatstat-rollup $arguments
		refused 2 chatstat-rollup
	done
	CHATSTAT_NOW=yesterday run chatstat-rollup
	refused 2 CHATSTAT_NOW
	[ ! -e chatstat.db ]
}

@test "wrong databases end with status 1, and none is made" {
	run chatstat-rollup
	refused 1 chatstat.db "no such database"
	[ ! -e chatstat.db ]
	: >empty.db
	run chatstat-rollup -d empty.db
	refused 1 empty.db empty
	[ ! -s empty.db ]
	seq 1000 >text.db
	run chatstat-rollup -d text.db
	refused 1 text.db "no chatstat database"
	run chatstat-rollup -d .
	refused 1 directory
}

@test "a locked database: status 75" {
	fresh
	mkfifo hold
	sqlite3 -batch chatstat.db <hold >held &
	exec 9>hold
	echo 'BEGIN IMMEDIATE; SELECT 1;' >&9
	until [ -s held ]; do sleep 0.05; done
	run chatstat-rollup
	exec 9>&-
	wait
	refused 75 chatstat.db busy
	chatstat-rollup
}

# A day of a chat that ended in conversation is stored; what follows after midnight goes on with it.
@test "a conversation that goes on after the fold, and a monologue" {
	midnight=1760054400
	for i in 1 2 3 4; do update $i $i $((midnight - 600 + i)) hi; done >before.jsonl
	for i in 5 6; do update $i $i $((midnight + 600 + i)) hi; done >after.jsonl
	chatstat-import before.jsonl
	CHATSTAT_NOW=$((midnight + 60)) chatstat-rollup
	[ "$(sql chatstat.db 'SELECT messages FROM talk')" = 4 ]
	chatstat-import after.jsonl
	export CHATSTAT_NOW=$((midnight + 7200))
	for _ in before after; do
		[ "$(chatstat conversations --last all --by day -f csv | tr -d '\r' | sed -n 2p)" = \
		    2025-10-09,1,6,1205,false ]
		[ "$(chatstat records --last all -f csv | grep -c 'longest monologue,42,Ada,6,')" = 1 ]
		[ "$(chatstat records --since 2025-10-09 --until 2025-10-09 -f csv | grep -c monologue)" = 0 ]
		chatstat-rollup
	done
}
