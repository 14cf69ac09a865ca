#!/usr/bin/env bats
# chatstat-doctor: what is wrong is found, and nothing else.
load helper
load daemon

chat=-1001900000009

# A database, folded, with a chat that the bot was heard in, and is what the argument says.
database() {	# [STATUS]
	local place bot
	place='{"id":'$chat',"type":"supergroup","title":"Test"}'
	bot='"user":{"id":1234567,"is_bot":true,"first_name":"S"}'
	telegram
	play '{"chat":'"$place"',"administrators":[],"statuses":{"1234567":"'"${1:-administrator}"'"}}' \
	    "$(messages 1 3)" \
	    '{"my_chat_member":{"chat":'"$place"',"date":1795000010,"from":{"id":42,"first_name":"Ada"},'\
'"old_chat_member":{"status":"left",'"$bot"'},'\
'"new_chat_member":{"status":"administrator",'"$bot"'}}}'
	daemon
	drained
	polled 2
	finish
	chatstat-rollup
	chatstat-backup
}

# Looks, and prints only what is not right.
look() {	# STATUS [ARG ...]
	local wanted=$1
	shift
	run --separate-stderr chatstat-doctor "$@"
	[ "$status" -eq "$wanted" ] || { echo "status $status, not $wanted"; echo "$output"; return 1; }
	[ -z "$stderr" ] || { echo "$stderr"; return 1; }
	wrong=$(grep -v '^ok ' <<<"$output" || true)
}

# Exactly one finding, which says all the words.
only() {	# VERDICT CHECK WORD ...
	local line=$wrong
	[[ $line == "$1  $2: "* ]] || { echo "$line"; return 1; }
	[ "$(wc -l <<<"$line")" = 1 ] || { echo "$line"; return 1; }
	shift 2
	for word; do
		[[ $line == *"$word"* ]] || { echo "\"$word\" is not in: $line"; return 1; }
	done
}

@test "where all is well, every line says so, and Telegram was only asked" {
	database
	daemon
	polled 3
	look 0
	[ -z "$wrong" ] || { echo "$wrong"; return 1; }
	for check in configuration database integrity references rights jobs sums backup daemon disk secrets \
	    "time zones" fonts charts token "privacy mode" clock webhook "other pollers" chats; do
		grep -qE "^ok +$check: " <<<"$output" || { echo "$check"; return 1; }
	done
	[[ $output == *"@stats_test_bot"*"Test ($chat): the bot is an administrator"* ]]
	run --separate-stderr chatstat-doctor -f json
	jq -e 'all(.[]; .verdict == "ok" and (.check | length > 0) and (.message | length > 0))' <<<"$output"
	[ "$(jq length <<<"$output")" -gt 15 ]
	finish
	jq -r .method calls >methods
	run ! grep -vE '^(get|setMyCommands$)' methods	# the daemon tells its commands, once
}

@test "without a token and a database there is nothing to complain of but that" {
	unset CHATSTAT_TELEGRAM_TOKEN
	look 0
	only warning database chatstat.db "none yet"
	[ ! -e chatstat.db ]
	[[ $output == *"no token is configured"* ]]
	sample_database chatstat.db
	chatstat-rollup
	chatstat-backup
	sha256sum chatstat.db >sum
	look 0
	[ -z "$wrong" ] || { echo "$wrong"; return 1; }
	[[ $output == *"charts: one was drawn"* ]]
	sha256sum -c sum
}

@test "configuration that is bad is a problem, with file and line" {
	printf '[http]\nlisten = x\n' >bad.conf
	look 3 -c bad.conf
	[[ $wrong == *"problem  configuration: bad.conf:2: listen in [http] must be"* ]]
	printf '[chat]\nfoo = x\n' >bad.conf
	look 3 -c bad.conf
	only problem configuration bad.conf:2 foo
	look 3 -f json -c bad.conf
	jq -e 'length == 1 and .[0].verdict == "problem" and .[0].advice != null' <<<"$output"
}

@test "misuse has status 2" {
	run chatstat-doctor -f xml
	refused 2 xml
	run chatstat-doctor something
	refused 2 something
	run chatstat-doctor --nonsense
	refused 2
}

@test "a database that is damaged, unknown, or a text is a problem" {
	unset CHATSTAT_TELEGRAM_TOKEN
	echo 'this is a text' >chatstat.db
	look 3
	[[ $wrong == *"problem  database: chatstat.db: "* ]]
	rm chatstat.db
	sample_database chatstat.db
	chatstat-rollup
	sql chatstat.db 'PRAGMA wal_checkpoint(TRUNCATE)'
	# An index loses its rows.
	page=$(sql chatstat.db "SELECT rootpage FROM sqlite_schema WHERE name = 'message_day'")
	size=$(sql chatstat.db 'PRAGMA page_size')
	dd if=/dev/urandom of=chatstat.db bs="$size" seek=$((page - 1)) count=1 conv=notrunc status=none
	rm -f chatstat.db-wal chatstat.db-shm
	look 3
	[[ $wrong == *"problem  integrity: "*"restore a backup"* ]]
}

@test "days that are not folded, jobs that failed, updates and messages that wait" {
	unset CHATSTAT_TELEGRAM_TOKEN
	sample_database chatstat.db
	chatstat-backup
	look 0
	only warning sums "chatstat-rollup every hour"
	chatstat-rollup
	sql chatstat.db "INSERT INTO job_run (job, started, finished, status, detail)
	    VALUES ('fold', 1795191720, 1795191721, 1, 'the disk is full')"
	look 0
	only warning jobs fold "the disk is full"
	chatstat-rollup
	sql chatstat.db "INSERT INTO parked (at, why) VALUES (1795191720, 'NOT NULL constraint failed')"
	look 0
	only warning updates "1" "NOT NULL"
	sql chatstat.db "DELETE FROM parked; INSERT INTO outbox (once, chat_id, topic, reply_to, class,
	    text, made_at, not_before) VALUES ('x', 1, 0, 0, 0, 'x', 1, 1)"
	look 0
	only warning outbox "1"
	sql chatstat.db "DELETE FROM outbox"
	chatstat-admin set digest Boots daily 00:00
	look 0
	[ -z "$wrong" ]
	sql chatstat.db "UPDATE digest SET sent = sent - 2"
	look 0
	only warning digests "1" chatstat-digest
}

@test "backups that fail, copies that are old or gone, a folder that cannot be written" {
	unset CHATSTAT_TELEGRAM_TOKEN
	export CHATSTAT_NOW=$sample_end
	sample_database chatstat.db
	chatstat-rollup
	look 0
	only warning backup "no copy made until now is in $PWD" "chatstat-backup every night"
	# Where the copies are it knows from their job: units name it, and not the configuration.
	mkdir copies
	CHATSTAT_BACKUP_DIRECTORY=copies chatstat-backup
	look 0
	[ -z "$wrong" ] || { echo "$wrong"; return 1; }
	CHATSTAT_BACKUP_DIRECTORY=$PWD look 0
	only warning backup "is in $PWD"
	CHATSTAT_BACKUP_DIRECTORY=$PWD/nowhere look 0
	only warning backup "$PWD/nowhere: No such file" "chatstat-backup has to be able to write there"
	CHATSTAT_BACKUP_ENCRYPT='exit 7' run ! chatstat-backup
	look 0
	only warning jobs "backup failed: [backup] encrypt: exit status 7"
	CHATSTAT_BACKUP_DIRECTORY=copies chatstat-backup
	copy=$(echo copies/*)
	mv "${copy% *}" chatstat.db-20261117T162200Z.gz
	rm copies/*
	touch copies/chatstat.db-20261119T000000Z.{unread,v1,gz.part}
	look 0
	only warning backup "no copy made until now is in $PWD/copies"
	mv chatstat.db-* copies
	look 0
	only warning backup "the last one was made 7" "chatstat-backup every night"
	mv copies/chatstat.db-20261117T162200Z.gz copies/chatstat.db-20261119T162200Z.gz.enc
	look 0
	[ -z "$wrong" ] || { echo "$wrong"; return 1; }
	[ "$(id -u)" != 0 ] || return 0
	chmod 500 copies
	look 0
	only warning backup "copies: Permission denied"
}

@test "batches that do not run any more, never did, or were killed" {
	unset CHATSTAT_TELEGRAM_TOKEN
	sample_database chatstat.db
	chatstat-rollup
	chatstat-backup
	sql chatstat.db "UPDATE chat SET text_days = 30"
	look 0
	only warning jobs "chatstat-purge never ran" "chatstat-purge every night"
	chatstat-purge
	look 0
	[ -z "$wrong" ] || { echo "$wrong"; return 1; }
	sql chatstat.db "UPDATE job_run SET finished = finished - 365 * 86400 WHERE job = 'texts'"
	look 0
	only warning jobs "texts succeeded 876" "chatstat-purge every night"
	sql chatstat.db "UPDATE job_run SET finished = finished + 365 * 86400 WHERE job = 'texts';
	    UPDATE job_run SET finished = finished - 3 * 86400 WHERE job = 'derive'"
	look 0
	only warning jobs "derive succeeded 7" "chatstat-rollup every hour"
	chatstat-rollup
	sql chatstat.db "INSERT INTO job_run (job, started) VALUES ('facts', unixepoch() - 7200)"
	look 0
	only warning jobs "facts, begun 2 h ago, never came to its end"
}

@test "what a clock told that was ahead is said, and nothing waits for it" {
	unset CHATSTAT_TELEGRAM_TOKEN
	sample_database chatstat.db
	chatstat-admin set digest Boots daily 00:00
	CHATSTAT_NOW=2100000000 chatstat-rollup
	CHATSTAT_NOW=2100000000 chatstat-backup
	CHATSTAT_NOW=2100000000 chatstat-digest
	sql chatstat.db "DELETE FROM outbox"
	look 0
	[[ $wrong == *"jobs: derive succeeded at a time to come; let cron run"* ]]
	[[ $wrong == *"backup: no copy made until now is in"*"; let cron run"* ]]
	[[ $wrong == *"digests: due for more than an hour, and not queued: 1"* ]]
	[[ $wrong == *"dates: intervals of coverage, runs of batches and digests with a time to come: "* ]]
	chatstat-rollup
	chatstat-backup
	chatstat-digest
	chatstat-digest
	[ "$(sql chatstat.db "SELECT count(*) FROM outbox")" = 1 ]
	look 0
	[ -z "$wrong" ] || { echo "$wrong"; return 1; }
	sql chatstat.db "INSERT INTO coverage VALUES (1, 1, 2100000000, 2100000001)"
	look 0
	only warning dates "a time to come: 1"
}

@test "a zone that is not known here is a problem" {
	unset CHATSTAT_TELEGRAM_TOKEN
	sample_database chatstat.db
	sql chatstat.db "UPDATE chat SET zone = 'Europe/Nowhere'"
	look 3
	[[ $wrong == *"time zones: Europe/Nowhere"* ]]
}

@test "files that others can read" {
	database
	unset CHATSTAT_TELEGRAM_TOKEN
	echo 1234567:AAhush-this-is-the-secret >token
	chmod 644 token
	CHATSTAT_TELEGRAM_TOKEN_FILE=token look 3
	[[ $wrong == *"problem  secrets: token has mode 0644"*"chmod 600"* ]]
	chmod 400 token
	chmod 640 chatstat.db.key
	CHATSTAT_TELEGRAM_TOKEN_FILE=token look 3
	[[ $wrong == *"/chatstat.db.key has mode 0640"* ]]
	chmod 600 chatstat.db.key
	chmod 644 chatstat.db
	CHATSTAT_TELEGRAM_TOKEN_FILE=token look 0
	[[ $wrong == *"rights: chatstat.db has mode 0644"* ]]
}

@test "a key that is lost, cut or another's, and files that the database's owner cannot use" {
	unset CHATSTAT_TELEGRAM_TOKEN
	export_of >export.json
	chatstat-import export.json
	chatstat-rollup
	chatstat-backup
	rm chatstat.db.key
	look 0
	[ ! -e chatstat.db.key ]
	chatstat-admin optout all 42
	look 0
	[ -z "$wrong" ] || { echo "$wrong"; return 1; }
	mv chatstat.db.key kept
	look 3
	only problem secrets "chatstat.db.key is missing" "put back the key"
	: >chatstat.db.key
	chmod 600 chatstat.db.key
	look 3
	only problem secrets "it has 0 bytes" "put back the key"
	head -c 32 /dev/urandom >chatstat.db.key
	look 3
	only problem secrets "is not the key" "put back the key"
	mv kept chatstat.db.key
	[ "$(id -u)" = 0 ] || return 0
	chown nobody chatstat.db.optout
	look 3
	only problem rights "chatstat.db.optout belongs to nobody" "chown root it"
}

@test "charts that cannot be drawn are a problem" {
	unset CHATSTAT_TELEGRAM_TOKEN
	sample_database chatstat.db
	chatstat-rollup
	mkdir empty
	# The tools of the test itself are elsewhere.
	run --separate-stderr env PATH="$PWD/empty" "$BIN/chatstat-doctor"
	[ "$status" -eq 3 ]
	[[ $output == *"problem  charts: none can be drawn: gnuplot is not installed"* ]]
}

@test "a token that is none, or another's" {
	database
	CHATSTAT_TELEGRAM_TOKEN=nonsense look 3
	[[ $wrong == *"problem  token: CHATSTAT_TELEGRAM_TOKEN: this is no bot's token"* ]]
	CHATSTAT_TELEGRAM_TOKEN=7654321:AAother look 3
	[[ $wrong == *"problem  token: Telegram does not know it"*"@BotFather"* ]]
	[[ $output != *AAother* ]]
}

@test "no network is a problem, and the rest is looked at all the same" {
	database
	CHATSTAT_TELEGRAM_API_URL=http://127.0.0.1:1 look 3
	[[ $wrong == *"problem  telegram: http://127.0.0.1:1 does not answer: "* ]]
	[[ $output == *"charts: one was drawn"* ]]
}

@test "privacy mode, and rights in a chat" {
	database member
	play '{"me":{"can_read_all_group_messages":false}}'
	daemon
	polled 3
	look 0
	[[ $wrong == *"warning  privacy mode: it is on"* ]]
	[[ $wrong == *"warning  chats: Test ($chat): the bot reads commands"*"administrator"* ]]
	play '{"me":{"can_read_all_group_messages":true}}'
	look 0
	only warning chats "neither reactions"
	play "{\"chat\":{\"id\":$chat},\"statuses\":{\"1234567\":\"left\"}}"
	look 0
	only warning chats "any more"
	play "{\"chat\":{\"id\":$chat},\"kicked\":true}"
	look 0
	only warning chats "no access" "kicked"
}

@test "a webhook, and another program that polls" {
	database
	play '{"webhook":"https://example.org/hook"}'
	look 3
	[[ $wrong == *"problem  webhook: "*"--delete-webhook"* ]]
	[[ $wrong == *"warning  daemon: chatstatd does not run"* ]]
	play '{"webhook":""}'
	# A daemon with another database: to this one it is a stranger.
	chatstatd -d other.db 2>>log 3>&- &
	# shellcheck disable=SC2034 # ended by teardown
	helper=$!
	polled 3
	look 3
	[[ $wrong == *"problem  other pollers: another program asks"* ]]
}
