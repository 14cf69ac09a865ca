#!/usr/bin/env bats
# Full disks, files that may not grow, and kills in mid-import: the database stays whole, holds whole
# batches, and importing again finishes the work.
load helper

# The sample's export sixteen times over, on other ids, and most of them in short: seven batches beside a
# daemon.  What came of it undisturbed is contents, how many messages its first batches hold is counts.
setup_file() {
	cd "$BATS_FILE_TMPDIR" || return 1
	export CHATSTAT_CHAT_ZONE=Europe/Sofia
	jq -c '.messages as $m | .messages = [range(16) as $copy | $m[] | .id += $copy * 10000
	    | if .reply_to_message_id then .reply_to_message_id += $copy * 10000 else . end
	    | if $copy > 3 and .type == "message"
	      then {id, type, date, date_unixtime, from, from_id, text: "again"} else . end]' \
	    "$SAMPLE/result.json" >export.json
	jq '.messages as $m | range(0; 160000; 20000) as $n
	    | [$m[:$n][] | select(.type == "message")] | length' export.json >counts
	{ time chatstat-import -d whole.db export.json >whole.log; } 2>"time"
	contents whole.db >contents
}

# What an import left: nothing half done, whether or not there is anything.
whole_batches() {	# DB
	[ -s "$1" ] || return 0
	[ "$(sql "$1" 'PRAGMA integrity_check; PRAGMA foreign_key_check')" = ok ]
	[ "$(sql "$1" 'SELECT count(*) FROM sqlite_schema')" -gt 0 ] || return 0
	held=$(sql "$1" 'SELECT count(*) FROM message')
	grep -qx "$held" "$BATS_FILE_TMPDIR/counts" ||
		{ echo "$held messages are no whole batches"; return 1; }
	[ "$(sql "$1" 'SELECT coalesce(sum(messages), 0) FROM total JOIN scope USING (scope)
	    WHERE period < 100000 AND topic = 0')" = "$held" ] || { echo "sums differ"; return 1; }
}

# Runs a command beside what holds the lock of a database's daemon: imports store in short batches then.
beside() {	# DB COMMAND ...
	/usr/bin/python3 "$BATS_TEST_DIRNAME/lock.py" "$@"
}

# Runs a command that may write no file of more than so many kilobytes.
limited() {	# KILOBYTES COMMAND ...
	(ulimit -f "$1" && shift && exec "$@")
}

finishes() {	# DB
	chatstat-import -d "$1" "$BATS_FILE_TMPDIR/export.json" >log
	contents "$1" >after
	cmp "$BATS_FILE_TMPDIR/contents" after
}

@test "files that may not grow: status 1 and a sentence, and no harm done" {
	for kilobytes in 8 64 2500 7000; do
		rm -f a.db*
		run limited $kilobytes /usr/bin/python3 "$BATS_TEST_DIRNAME/lock.py" a.db \
		    chatstat-import -d a.db "$BATS_FILE_TMPDIR/export.json"
		refused 1 "chatstat-import: a.db: "
		[ "${#lines[@]}" = 1 ]
		whole_batches a.db
	done
	[ "$held" -gt 0 ]
	finishes a.db
	run limited 8 chatstat-import -d b.db - <"$BATS_FILE_TMPDIR/export.json"
	refused 1 "standard input: no room to keep a copy"
	[ ! -e b.db ]
}

@test "answers that do not fit: status 1, and what was there stays" {
	echo old >a.json
	run limited 64 chatstat -d "$BATS_FILE_TMPDIR/whole.db" activity --by hour --last all -o a.json
	refused 1 "File too large"
	[ "$(cat a.json)" = old ]
	[ "$(echo *)" = a.json ]
	[ -w /dev/full ] || skip "no /dev/full"
	cp "$BATS_FILE_TMPDIR/whole.db" .
	for command in "chatstat list" "chatstat list -f json" "chatstat help" "chatstat completion" \
	    "chatstat-admin -d whole.db chats" "chatstat -d whole.db top" \
	    "chatstat -d whole.db top -o /dev/full" \
	    "chatstat-import -d whole.db $SAMPLE/updates.jsonl"; do
		$command >/dev/full 2>err && status=0 || status=$?
		[ "$status" -eq 1 ] || { echo "$command: $status"; return 1; }
		[ "$(wc -l <err)" = 1 ]
	done
}

# In a file system of its own that only this test sees.
@test "a full disk: status 1 and a sentence, and no harm done" {
	mkdir small
	unshare -m mount -t tmpfs none small 2>/dev/null || skip "no right to mount"
	cat >inside <<-'SH'
	mount -t tmpfs -o "size=$1" none small || exit 99
	/usr/bin/python3 "$3" small/a.db chatstat-import -d small/a.db "$2" >log 2>&1
	echo "$?" >status
	cp -p small/a.db* .
	mount -o remount,size=100m small || exit 99
	chatstat-import -d small/a.db "$2" >again 2>&1 || exit 98
	cp -p small/a.db last.db
	[ ! -e small/a.db-wal ] || cp -p small/a.db-wal last.db-wal
	SH
	most=0
	for size in 48k 1m 12m; do
		rm -f a.db* last.db*
		unshare -m bash inside $size "$BATS_FILE_TMPDIR/export.json" "$BATS_TEST_DIRNAME/lock.py"
		output=$(cat log) status=$(cat status)
		refused 1 "chatstat-import: small/a.db: "
		[ "$(wc -l <log)" = 1 ]
		whole_batches a.db
		[ "${held:-0}" -lt "$most" ] || most=${held:-0}
		contents last.db >after
		cmp "$BATS_FILE_TMPDIR/contents" after
	done
	[ "$most" -gt 0 ]
}

@test "killed at twenty moments, each time begun anew or gone on with: the same in the end" {
	# So many milliseconds take all of it.
	took=$(awk '/^real/ { sub(".*m", ""); print int($0 * 1000) + 1 }' "$BATS_FILE_TMPDIR/time")
	killed=0 partly=0
	coproc beside a.db cat 3>&-
	echo held >&"${COPROC[1]}"
	read -r _ <&"${COPROC[0]}"
	for i in $(seq 20); do
		[ $((i % 5)) != 1 ] || rm -f a.db a.db-* a.db.key
		moment=$((took * (RANDOM % 100 + 1) / 100))
		chatstat-import -d a.db "$BATS_FILE_TMPDIR/export.json" >log 2>&1 &
		sleep "$(printf %d.%03d $((moment / 1000)) $((moment % 1000)))"
		kill -KILL $! 2>/dev/null || true
		wait $! 2>/dev/null && status=0 || status=$?
		# What was over is quicker than it was when it was timed, such as beside other tests.
		if [ "$status" = 137 ]; then killed=$((killed + 1)); else took=$((took * 2 / 3 + 1)); fi
		held=0
		whole_batches a.db
		[ "$held" = 0 ] || [ "$held" = "$(tail -1 "$BATS_FILE_TMPDIR/counts")" ] ||
			partly=$((partly + 1))
		[ $((i % 5)) != 0 ] || finishes a.db
	done
	echo "killed $killed times, $partly times in the midst"
	[ "$killed" -ge 5 ]
}
