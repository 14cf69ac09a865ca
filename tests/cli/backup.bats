#!/usr/bin/env bats
# chatstat-backup: copies that are whole, and what a restore brings back, or does not.
load helper
load daemon

export CHATSTAT_NOW=$sample_end

setup_file() {
	cd "$BATS_FILE_TMPDIR" || return 1
	sample_database sample.db
	chatstat-rollup -d sample.db
	sqlite3 sample.db 'PRAGMA wal_checkpoint(TRUNCATE)' >log
}

sample() {
	cp "$BATS_FILE_TMPDIR/sample.db" chatstat.db
	cp "$BATS_FILE_TMPDIR/sample.db.key" chatstat.db.key
}

# The only copy there is, or the n-th.
copy() {	# [N]
	chatstat-backup --list | sed -n "${1:-1}s/.*KiB  //p"
}

count() {	# FILES, in copies
	local files=(copies/*)
	[ "${#files[@]}" = "$1" ] || { echo "${files[@]}"; return 1; }
}

# No file is left that belongs to something half done.
tidy() {
	! compgen -G '*.backup' && ! compgen -G '*.restore' && ! compgen -G '*.part' &&
	    ! compgen -G 'copies/*.part'
}

@test "a copy holds what the database does, for who may read that, and leaves a row" {
	sample
	run -0 chatstat-backup
	[ -z "$output" ]
	tidy
	file=$(copy)
	[[ $file == "$PWD/chatstat.db-20261120T162200Z.gz" ]]
	[ "$(stat -c %a "$file")" = 640 ]
	gunzip -c "$file" >copy.db
	contents copy.db >is
	contents chatstat.db | diff - is
	[ "$(sql copy.db 'PRAGMA auto_vacuum; PRAGMA application_id; PRAGMA integrity_check')" = \
	    $'2\n1668510817\nok' ]
	[ "$(sql chatstat.db "SELECT status, started, detail LIKE '% KiB in $PWD' FROM job_run
	    WHERE job = 'backup'")" = \
	    "0|$CHATSTAT_NOW|1" ]
	chatstat-backup --verify "$file"
	chatstat-backup --verify - <"$file"
	chatstat-backup --verify copy.db
	tidy
}

@test "copies are kept so many days and no longer, and those of others are left alone" {
	sample
	mkdir copies
	export CHATSTAT_BACKUP_DIRECTORY=$PWD/copies CHATSTAT_BACKUP_DAYS=2
	touch copies/{other.db-20200101T000000Z.gz,chatstat.db-20200101.gz,chatstat.db-20200101T000000Z}
	touch chatstat.db-20200101T000000Z.v1 copies/chatstat.db-20261118T162159Z.gz.enc
	for day in 0 1 2 3; do CHATSTAT_NOW=$((sample_end + day * 86400)) chatstat-backup; done
	[ "$(chatstat-backup --list | cut -c 1-10)" = $'2026-11-23\n2026-11-22\n2026-11-21' ]
	count 6
	[ ! -e chatstat.db-20200101T000000Z.v1 ]
	# One that fails drops nothing.
	export CHATSTAT_NOW=$((sample_end + 9 * 86400))
	CHATSTAT_BACKUP_ENCRYPT=false run chatstat-backup
	refused 1 encrypt
	[ "$(chatstat-backup --list | wc -l)" = 3 ]
	tidy && count 6
	# How the command ended is the reason, whatever it left unread.
	CHATSTAT_BACKUP_ENCRYPT='exit 7' run chatstat-backup
	[ "$(sql chatstat.db "SELECT status, detail FROM job_run ORDER BY run DESC LIMIT 1")" = \
	    "1|[backup] encrypt: exit status 7" ]
}

@test "a clock that is ahead deletes no copies; a folder that is not there is no list" {
	sample
	mkdir copies
	export CHATSTAT_BACKUP_DIRECTORY=$PWD/copies CHATSTAT_BACKUP_DAYS=2
	for day in 0 1; do CHATSTAT_NOW=$((sample_end + day * 86400)) chatstat-backup; done
	CHATSTAT_NOW=1900000000 chatstat-backup
	count 3
	for day in 2 3; do CHATSTAT_NOW=$((sample_end + day * 86400)) chatstat-backup; done
	[ "$(chatstat-backup --list | cut -c 1-10)" = $'2030-03-17\n2026-11-23\n2026-11-22\n2026-11-21' ]
	CHATSTAT_BACKUP_DIRECTORY=nowhere run chatstat-backup --list
	refused 1 nowhere "No such file"
}

@test "encrypted: nothing of it is readable, and a pipe brings it back" {
	sample
	export CHATSTAT_BACKUP_ENCRYPT='tr a-z0-9 b-z0-9a' LC_ALL=C
	chatstat-backup
	file=$(copy)
	[[ $file == *.gz.enc ]]
	[ "$(stat -c %a "$file")" = 640 ]
	run chatstat-backup --verify "$file"
	[ "$status" -eq 1 ]
	tr b-z0-9a a-z0-9 <"$file" | chatstat-backup --verify -
	sql chatstat.db 'DELETE FROM title'
	tr b-z0-9a a-z0-9 <"$file" | chatstat-backup --restore -
	[ "$(sql chatstat.db 'SELECT count(*) > 0 FROM title')" = 1 ]
	for command in true 'head -c 100' 'exit 3' 'kill $$'; do
		CHATSTAT_BACKUP_ENCRYPT=$command run chatstat-backup
		[ "$status" -eq 1 ] || { echo "$command: $status"; return 1; }
	done
	tidy
}

@test "what is damaged is not kept; what only has wrong sums is, and said" {
	sample
	chatstat-backup
	sql chatstat.db 'UPDATE act SET words = words + 1 WHERE period < 100000'
	run chatstat-backup
	refused 1 "sums are not those of their facts" "--rebuild"
	[ "$(chatstat-backup --list | wc -l)" = 2 ]
	run chatstat-backup --verify "$(copy 1)"
	refused 1 sums
	for table in total tally spend pair message reaction passage usage; do
		cp "$BATS_FILE_TMPDIR/sample.db" wrong.db
		case $table in
		total) sql wrong.db 'UPDATE total SET given = given + 1 WHERE period < 100000' ;;
		tally) sql wrong.db 'DELETE FROM tally WHERE period < 100000 AND what = 3' ;;
		spend) sql wrong.db 'INSERT INTO spend SELECT DISTINCT scope, period, 1, 1, 1, 1, 0, 0, 0,
		    9, 1, 0, 0, 0, 0 FROM total WHERE period < 100000' ;;
		pair) sql wrong.db "INSERT INTO pair SELECT DISTINCT scope, 2, period, 1, x'1001'
		    FROM total WHERE period < 100000" ;;
		usage) sql wrong.db 'INSERT INTO usage SELECT NULL, at, key, chat, day, at, 0, 1, 1, 5, 5,
		    0, 0, 0, NULL, 0, NULL, 0, NULL, NULL, 0 FROM message' ;;
		passage) sql wrong.db "INSERT INTO passage SELECT NULL, chat, at, 1, 0, '', 0, 0
		    FROM message" ;;
		# The days that are looked at may have had none.
		reaction) sql wrong.db 'INSERT OR IGNORE INTO reaction SELECT key, 1, 2, 1, chat, day, at
		    FROM message' ;;
		*) sql wrong.db "DELETE FROM $table" ;;
		esac
		run chatstat-backup --verify wrong.db
		refused 1 sums || { echo "$table"; return 1; }
	done
	page=$(sql chatstat.db "SELECT rootpage FROM sqlite_schema WHERE name = 'message_day'")
	sql chatstat.db 'PRAGMA wal_checkpoint(TRUNCATE)'
	cp chatstat.db bad.db
	dd if=/dev/urandom of=bad.db bs=4096 seek=$((page - 1)) count=1 conv=notrunc status=none
	run chatstat-backup --verify bad.db
	refused 1 damaged
	run chatstat-backup -d bad.db
	refused 1 bad.db
	[ -z "$(chatstat-backup -d bad.db --list)" ]
	tidy
}

@test "a restore brings back what was there, and first copies what it replaces" {
	sample
	chatstat-backup
	file=$(copy)
	contents chatstat.db >before
	chatstat top --last all >top
	update 1 900001 "$sample_end" later >later.jsonl
	chatstat-import later.jsonl >log
	sql chatstat.db "DELETE FROM title"
	contents chatstat.db >after
	CHATSTAT_NOW=$((sample_end + 60)) run -0 chatstat-backup --restore "$file"
	[ -z "$output" ]
	tidy
	contents chatstat.db | diff before -
	chatstat top --last all | diff top -
	[ "$(sql chatstat.db 'PRAGMA journal_mode; PRAGMA integrity_check; PRAGMA foreign_key_check')" = \
	    $'wal\nok' ]
	[ "$(stat -c %a chatstat.db)" = 640 ]
	[ "$(sql chatstat.db "SELECT action, object FROM audit ORDER BY audit DESC LIMIT 1")" = \
	    "restore|${file##*/}" ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM job_run WHERE finished IS NULL')" = 0 ]
	# by which the doctor knows where copies are
	[ "$(sql chatstat.db "SELECT count(*) FROM job_run WHERE job = 'backup'")" = 1 ]
	chatstat-backup --restore "$(copy 1)"
	contents chatstat.db | diff after -
	chatstat-rollup
}

@test "what cannot be a copy is refused, and nothing is changed" {
	sample
	chatstat-backup
	file=$(copy)
	sha256sum chatstat.db chatstat.db.key >sum
	head -c 50000 "$file" >cut.gz
	{ head -c 50000 "$file"; head -c 100 /dev/zero; tail -c +50101 "$file"; } >zeros.gz
	echo "a text" >text
	: >empty
	sqlite3 foreign.db 'CREATE TABLE t (a); INSERT INTO t VALUES (1)'
	cp "$BATS_FILE_TMPDIR/sample.db" newer.db
	sql newer.db 'PRAGMA user_version = 99; PRAGMA journal_mode = DELETE' >log
	for wrong in cut.gz zeros.gz text empty foreign.db newer.db missing; do
		run chatstat-backup --restore $wrong
		refused 1 "$wrong: " "$wrong is not restored" || { echo "$wrong"; return 1; }
		run chatstat-backup --verify $wrong
		refused 1 "chatstat-backup: $wrong: "
	done
	run chatstat-backup --restore newer.db
	refused 1 "newer chatstat (version 99"
	sha256sum -c sum
	tidy
	[ "$(chatstat-backup --list | wc -l)" = 1 ]
	run chatstat-backup --restore
	refused 2 --help
	run chatstat-backup --list --verify "$file"
	refused 2 "at a time"
	run chatstat-backup now
	refused 2 now
	run chatstat-backup -d missing.db
	refused 1 "no such database"
}

@test "who opted out or was forgotten since does not come back" {
	sample
	chatstat-backup
	file=$(copy)
	who=$(sql chatstat.db 'SELECT member_id FROM member JOIN message USING (member) WHERE bot = 0
	    GROUP BY member ORDER BY count(*) DESC LIMIT 1')
	other=$(sql chatstat.db 'SELECT member_id FROM member JOIN message USING (member) WHERE bot = 0
	    GROUP BY member ORDER BY count(*) DESC LIMIT 1 OFFSET 1')
	name=$(sql chatstat.db "SELECT name FROM member WHERE member_id = $who")
	chatstat-admin forget all "$who"
	chatstat-admin optout all "$other"
	sql chatstat.db 'SELECT hash, forgotten FROM optout ORDER BY hash' >list
	for what in whole damaged none; do
		case $what in
		damaged) head -c 20000 /dev/urandom >chatstat.db ;;
		none) rm -f chatstat.db* ; cp kept/* . ;;	# on another machine
		esac
		chatstat-backup --restore "$file" 2>said
		[ "$(sql chatstat.db "SELECT count(*) FROM member WHERE member_id = $who")" = 0 ] ||
			{ echo "$what"; return 1; }
		[ "$(sql chatstat.db "SELECT count(*) FROM member WHERE member_id = $other")" = 1 ]
		sql chatstat.db 'SELECT hash, forgotten FROM optout ORDER BY hash' | diff list -
		never grep -q -a -F -- "$name" chatstat.db
		mkdir -p kept
		cp chatstat.db.key chatstat.db.optout "$file" kept
	done
	chatstat-backup --verify "$(copy 1)"
	# The key is what makes the list one.
	rm chatstat.db.key
	run chatstat-backup --restore "$file"
	refused 1 chatstat.db.key "is missing" "opted out"
	[ ! -e chatstat.db.key ]
}

@test "nothing that was sent is sent again; what waits still does, and digests go on" {
	sample
	queue() { sql chatstat.db "INSERT INTO outbox (once, chat_id, topic, reply_to, class, text, made_at,
	    not_before) VALUES ('$1', 1, 0, 0, 1, 'hello', $sample_end, 0)"; }
	queue sent-since
	queue waits
	chatstat-admin set digest "$(sql chatstat.db 'SELECT min(chat_id) FROM chat')" daily 09:00
	sql chatstat.db "INSERT INTO feed VALUES (7, 100)"
	chatstat-backup
	file=$(copy)
	queue new
	sql chatstat.db "UPDATE outbox SET done_at = $sample_end, text = '' WHERE once = 'sent-since';
	    UPDATE digest SET sent = sent + 3; UPDATE feed SET next = 200;
	    INSERT INTO alarm VALUES ('alarm', 1);
	    INSERT INTO ask (once, at, chat_id, topic, reply_to, asker, member_id, private, question, chart,
	    state) VALUES ('message:1:1', 1, 1, 0, 1, 1, 1, 0, 'top', 0, 1)"
	sent=$(sql chatstat.db 'SELECT sent FROM digest')
	chatstat-backup --restore "$file"
	[ "$(sql chatstat.db 'SELECT once FROM outbox WHERE done_at IS NULL ORDER BY item')" = $'waits\nnew' ]
	[ "$(sql chatstat.db 'SELECT sent FROM digest')" = "$sent" ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM feed')" = 0 ]	# all that Telegram has is asked for
	[ "$(sql chatstat.db 'SELECT count(*) FROM ask; SELECT count(*) FROM alarm')" = $'1\n1' ]
	rm chatstat.db
	chatstat-backup --restore "$file"
	[ "$(sql chatstat.db 'SELECT count(*) FROM outbox WHERE done_at IS NULL')" = 0 ]
	[ "$(sql chatstat.db 'SELECT sent FROM digest')" = $((sample_end / 86400)) ]
}

@test "beside a daemon: copies in mid-write are whole, and a restore has to wait" {
	telegram
	play "$(messages 1 40)"
	daemon
	drained
	for i in 1 2 3; do
		play "$(messages $((i * 100)) $((i * 100 + 59)))"
		CHATSTAT_NOW=$((sample_end + i)) chatstat-backup
	done
	drained
	run chatstat-backup --restore "$(copy 1)"
	refused 75 "chatstatd works on this database"
	finish
	stored 220
	chatstat-backup --list >list
	[ "$(wc -l <list)" = 3 ]
	while read -r _ _ _ file; do
		chatstat-backup --verify "$file"
	done <list
	# Every state on the way can be gone back to, and on from.
	file=$(copy 3)
	chatstat-backup --restore "$file"
	held=$(sql chatstat.db 'SELECT count(*) FROM message')
	[ "$held" -lt 220 ]
	play "$(messages 401 410)"
	daemon
	drained
	finish
	[ "$(sql chatstat.db 'SELECT count(*) FROM message')" -ge $((held + 10)) ]
	chatstat-rollup --rebuild
	chatstat-backup
}

@test "what came between the copy and the last update is not said to be recorded" {
	telegram
	place='"chat":{"id":-1001900000009,"type":"supergroup","title":"Test"}'
	bot='"user":{"id":1234567,"is_bot":true,"first_name":"S"}'
	play "$(messages 1 3)" '{"my_chat_member":{'"$place"',"date":1795000010,'\
'"from":{"id":42,"first_name":"Ada"},'\
'"old_chat_member":{"status":"left",'"$bot"'},"new_chat_member":{"status":"administrator",'"$bot"'}}}'
	CHATSTAT_NOW=1795000100 daemon
	drained
	polled 2
	finish
	CHATSTAT_NOW=1795000200 chatstat-backup
	play "$(messages 200 203)"
	CHATSTAT_NOW=1795000400 daemon
	drained
	polled 4
	finish
	CHATSTAT_NOW=1795000500 chatstat-backup --restore "$(copy)"
	play "$(messages 300 301)"
	CHATSTAT_NOW=1795000600 daemon
	drained
	polled 6
	finish
	[ "$(sql chatstat.db 'SELECT since, until FROM coverage WHERE source = 1 ORDER BY since')" = \
	    $'1795000010|1795000100\n1795000400|1795000600' ]
	# Killed while batches were full, it had noted nothing of how far it was: what is stored tells.
	first=$(copy 2)
	sql chatstat.db 'DELETE FROM coverage WHERE since > 1795000100'
	CHATSTAT_NOW=1795000700 chatstat-backup --restore "$first"
	covered=$(sql chatstat.db 'SELECT since, until FROM coverage WHERE source = 1 ORDER BY since')
	[ "$covered" = $'1795000010|1795000100\n1795000301|1795000301' ]
	# What has the last message lost nothing.
	CHATSTAT_NOW=1795000800 chatstat-backup --restore "$(copy)"
	covered=$(sql chatstat.db 'SELECT since, until FROM coverage WHERE source = 1 ORDER BY since')
	[ "$covered" = '1795000010|1795000100' ]
}

@test "others that have it open: status 75, and two at once" {
	sample
	chatstat-backup
	file=$(copy)
	mkfifo hold
	sqlite3 -batch chatstat.db <hold >held &
	exec 9>hold
	echo 'SELECT count(*) FROM chat;' >&9
	until [ -s held ]; do sleep 0.02; done
	run chatstat-backup --restore "$file"
	refused 75 busy "is not restored"
	# One writer keeps no copy from being made, but its row in job_run.
	exec 9>&-
	wait
	for i in 1 2 3; do chatstat-backup 2>>said & done
	wait
	grep -q "another chatstat-backup" said || [ "$(chatstat-backup --list | wc -l)" = 4 ]
	while read -r _ _ _ one; do chatstat-backup --verify "$one"; done < <(chatstat-backup --list)
	chatstat-backup --restore "$file"
	tidy
}

@test "a restore drops what its chats keep no longer" {
	sample
	sql chatstat.db 'UPDATE chat SET text_days = 30'
	chatstat-backup
	[ "$(sql chatstat.db "SELECT count(*) > 0 FROM message WHERE text IS NOT NULL
	    AND at < $sample_end - 32 * 86400")" = 1 ]
	chatstat-backup --restore "$(copy)"
	[ "$(sql chatstat.db "SELECT count(*), (SELECT count(*) > 0 FROM message WHERE text IS NOT NULL)
	    FROM message WHERE text IS NOT NULL AND at < $sample_end - 32 * 86400")" = "0|1" ]
}

@test "root leaves no files that the owner cannot use" {
	[ "$(id -u)" = 0 ] || skip "not root"
	sample
	chown nobody chatstat.db*
	run chatstat-backup
	refused 2 "runuser -u nobody -- "
	[ ! -e chatstat.db.backup-lock ]
	chatstat-backup --list
}

@test "space that purge frees goes back to the disk, and a restored file does the same" {
	sample
	chatstat-backup
	sql chatstat.db 'UPDATE chat SET fact_days = 30'
	for restored in no yes; do
		[ $restored = no ] || { chatstat-backup --restore "$(copy 1)" &&
			sql chatstat.db 'UPDATE chat SET fact_days = 30'; }
		before=$(stat -c %s chatstat.db)
		chatstat-purge
		[ "$(sql chatstat.db 'PRAGMA freelist_count')" = 0 ]
		[ "$(stat -c %s chatstat.db)" -lt $((before * 3 / 4)) ]
	done
}
