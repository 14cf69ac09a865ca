#!/usr/bin/env bats
# Digests: composed when they are due, each of them once.
load helper

export CHATSTAT_CHAT_ZONE=Europe/Sofia CHATSTAT_DATABASE_PATH=sample.db

setup_file() {
	cd "$BATS_FILE_TMPDIR" || return 1
	sample_database sample.db
	chatstat-rollup
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
	cp "$BATS_FILE_TMPDIR"/sample.db* .
}

# Runs a program at a time on the chat's clock.
at() {	# TIME COMMAND ...
	local when
	when=$(TZ=Europe/Sofia date -d "$1" +%s)
	shift
	CHATSTAT_NOW=$when "$@"
}

queued() {
	sql sample.db 'SELECT once FROM outbox ORDER BY item'
}

@test "a digest of the week: numbers, members, messages, newcomers, records, and a chart" {
	at '2026-11-09 08:00' chatstat-admin set digest Boots weekly mon 09:00
	at '2026-11-09 08:59' chatstat-digest
	[ -z "$(queued)" ]
	at '2026-11-09 09:00' chatstat-digest
	[ "$(queued)" = digest:-1001900000001:20766 ]
	[ "$(sql sample.db 'SELECT chat_id, class, hex(substr(photo, 1, 4)) FROM outbox')" = \
		'-1001900000001|2|89504E47' ]
	# Its buttons are commands of whoever presses them, of the time up to then.
	sql sample.db 'SELECT keyboard FROM outbox' |
		jq -e '[.inline_keyboard[0][].callback_data] | .[0] == "0 /top 7d" and length == 4'
	sql sample.db 'SELECT text FROM outbox' >message
	/usr/bin/python3 "$BATS_TEST_DIRNAME/message.py" caption:message >said
	grep -q 'the week of 2 – 8 Nov 2026$' said
	messages=$(at '2026-11-09 09:00' chatstat summary --since 2026-11-02 --until 2026-11-08 -f json |
		jq '.rows[0].messages')
	grep -q "^$messages messages, .*on the 7 days before" said
	grep -q '^Most messages$' said
	[ "$(grep -cE '^[123]\. ' said)" = 3 ]
	grep -q '^Liked most$' said
	grep -q '^Still unanswered$' said
	grep -q '^Welcome .*Lucía' said
	grep -q '^Records$' said
	grep -q 'busiest hour' said
	grep -q '▲▼ against the 7 days before' said
}

@test "once, when cron comes twice, late, or not for weeks" {
	at '2026-10-26 08:00' chatstat-admin set digest Boots weekly mon 09:00
	at '2026-11-02 09:07' chatstat-digest
	at '2026-11-02 09:07' chatstat-digest
	at '2026-11-05 10:07' chatstat-digest
	[ "$(queued | wc -l)" = 1 ]
	at '2026-11-18 10:07' chatstat-digest &
	at '2026-11-18 10:07' chatstat-digest
	wait
	[ "$(queued | tail -n +2)" = digest:-1001900000001:20773 ]
	sql sample.db 'DELETE FROM outbox'	# what was sent goes some day
	at '2026-11-18 11:07' chatstat-digest
	[ -z "$(queued)" ]
}

@test "newcomers are welcomed" {
	at '2026-11-16 09:00' chatstat-admin set digest Boots monthly 1 09:00
	at '2026-12-01 09:00' chatstat-digest
	sql sample.db 'SELECT text FROM outbox' >message
	/usr/bin/python3 "$BATS_TEST_DIRNAME/message.py" caption:message >said
	grep -q '^Welcome' said
	[ "$(sql sample.db 'SELECT once FROM outbox')" = digest:-1001900000001:20788 ]
}

@test "a quiet period in one line, without a chart" {
	at '2026-11-18 08:00' chatstat-admin set digest Boots daily 09:00
	at '2026-11-20 09:00' chatstat-digest
	[ "$(sql sample.db 'SELECT photo IS NULL FROM outbox')" = 1 ]
	sql sample.db 'SELECT text FROM outbox' >message
	/usr/bin/python3 "$BATS_TEST_DIRNAME/message.py" text:message >said
	[ "$(wc -l <said)" = 1 ]
	grep -q 'a quiet day. 1 message by 1 member, and 1 by bots, 19 Nov 2026' said
}

@test "--print shows the latest and queues nothing; chatstat digest is the same" {
	at '2026-11-20 18:22' chatstat-digest --chat Boots --print >message
	/usr/bin/python3 "$BATS_TEST_DIRNAME/message.py" caption:message >said
	grep -q 'the week of 9 – 15 Nov 2026$' said
	at '2026-11-20 18:22' chatstat digest --chat Boots --print | diff - message
	[ -z "$(queued)" ]
	run -2 chatstat-digest --print
	run -2 chatstat-digest now
	run -2 chatstat-digest --chat nowhere --print
}

@test "off is off, and the audit log tells who changed it" {
	at '2026-11-09 08:00' chatstat-admin set digest Boots weekly mon 09:00
	at '2026-11-09 08:01' chatstat-admin set digest Boots off
	at '2026-11-30 09:00' chatstat-digest
	[ -z "$(queued)" ]
	[ "$(chatstat-admin audit | grep -c 'set digest')" = 2 ]
	for wrong in '' 'weekly' 'weekly mon' 'daily 25:00' 'monthly 31 09:00' 'off 1'; do
		read -ra words <<<"$wrong"
		run -2 chatstat-admin set digest Boots "${words[@]}"
	done
}

@test "without gnuplot the digest goes without its chart, and the exit status tells" {
	at '2026-11-09 08:00' chatstat-admin set digest Boots weekly mon 09:00
	CHATSTAT_NOW=$(TZ=Europe/Sofia date -d '2026-11-09 09:00' +%s) PATH=$BIN run -1 "$BIN/chatstat-digest"
	[ "$(sql sample.db 'SELECT photo IS NULL FROM outbox')" = 1 ]
}

@test "a group that becomes a supergroup keeps its digest" {
	local said='"from":{"id":7,"is_bot":false,"first_name":"A"}' old='"id":-7,"type":"group","title":"G"'
	local new='"id":-1001900000007,"type":"supergroup","title":"G"'
	cat >both.jsonl <<-END
	{"update_id":1,"message":{"message_id":1,"date":1794000000,"chat":{$old},$said,"text":"a"}}
	{"update_id":2,"message":{"message_id":1,"date":1794000100,"chat":{$new},$said,"text":"b"}}
	END
	echo "{\"update_id\":3,\"message\":{\"message_id\":2,\"date\":1794000200,\"chat\":{$old},$said," \
		'"migrate_to_chat_id":-1001900000007}}' >moved.jsonl
	chatstat-import -d moved.db both.jsonl >log
	chatstat-admin -d moved.db set digest -7 daily 09:00
	chatstat-import -d moved.db moved.jsonl >log
	sql moved.db 'SELECT chat_id, moved_to IS NULL FROM digest JOIN chat USING (chat)' >kept
	[ "$(cat kept)" = '-1001900000007|1' ]
}
