#!/usr/bin/env bats
# What is queued is sent: in order, once, no faster than Telegram allows, and not what cannot be.
load helper
load daemon

# A server with two groups and a person, and a daemon.
begin() {
	telegram "$@"
	play '{"chat":{"id":-1001,"type":"supergroup","title":"One"}}' \
	    '{"chat":{"id":-1002,"type":"supergroup","title":"Two"}}' \
	    '{"chat":{"id":42,"type":"private"}}' "${faults[@]}"
	daemon
	polled 1
}

refusal() {	# CODE DESCRIPTION RETRY_AFTER: of the next sendMessage
	printf '{"fault":"error","method":"sendMessage","code":%d,"description":"%s","retry_after":%d}' "$@"
}

queue() {	# ONCE CHAT TEXT [CLASS [AGE]]
	sql chatstat.db "PRAGMA busy_timeout = 5000; INSERT INTO outbox
	    (once, chat_id, topic, reply_to, class, text, made_at, not_before)
	    VALUES ('$1', $2, 0, 0, ${4:-1}, '$3', unixepoch() - ${5:-0}, 0)" >/dev/null
}

empty() {
	[ "$(sql chatstat.db 'SELECT count(*) FROM outbox WHERE done_at IS NULL')" = 0 ]
}

# What was sent to a chat, and accepted or not.
said() {	# CHAT
	jq -rs --arg chat "$1" '[.[].params | select((.chat_id | tostring) == $chat) | .text // .caption] |
	    join(" ")' calls
}

@test "messages go in order within a chat, one a second, and others meanwhile" {
	begin
	play '{"strict":true}'
	for i in 1 2 3; do queue "a$i" -1001 "a$i"; queue "b$i" -1002 "b$i"; done
	until_holds 10 empty
	[ "$(said -1001)" = "a1 a2 a3" ]
	[ "$(said -1002)" = "b1 b2 b3" ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM outbox WHERE message_id > 0 AND tries = 0')" = 6 ]
	[ "$(sql chatstat.db 'SELECT max(done_at) - min(done_at) FROM outbox')" -ge 2 ]
	finish
	/usr/bin/python3 "$root/tests/telegram" check calls
}

@test "what Telegram is too busy for, or does not get, is sent later, and once" {
	faults=("$(refusal 429 'Too Many Requests: retry after 2' 2)"
	    '{"fault":"gateway","method":"sendMessage"}' '{"fault":"reset","method":"sendMessage"}')
	begin
	queue once -1001 hello
	until_holds 20 empty
	# The chat's pace is not the message's fault; and curl itself tries again where a connection that it
	# used before is reset.
	[ "$(sql chatstat.db 'SELECT tries BETWEEN 1 AND 2, error IS NULL, message_id > 0 FROM outbox')" = \
	    "1|1|1" ]
	logged "outbox: to -1001: later: Too Many Requests"
	finish
	daemon
	polled 2
	sleep 1.5
	[ "$(said -1001)" = "hello hello hello hello" ]
}

@test "what Telegram cannot take holds up nothing, and goes without its photo in the end" {
	export CHATSTAT_RETRY_BREAKER_FAILURES=2
	faults=('{"fault":"error","method":"sendPhoto","code":500,"description":"no","times":9}')
	begin
	sql chatstat.db "PRAGMA busy_timeout = 5000; INSERT INTO outbox
	    (once, chat_id, topic, reply_to, class, text, made_at, not_before, photo) VALUES
	    ('photo', 42, 0, 0, 2, 'chart', unixepoch(), 0, x'89504e470d0a1a0a0000000d49484452')" >/dev/null
	logged 'to user:[0-9a-f]*: later: no'
	queue same 42 same
	queue other -1001 other
	until_holds 10 empty
	[ "$(said 42)" = "chart same chart chart" ]
	[ "$(sql chatstat.db "SELECT group_concat(once, ' '), max(tries), sum(message_id > 0)
	    FROM (SELECT * FROM outbox ORDER BY done_at, tries)")" = "same other photo|2|3" ]
	[ "$(jq -rs 'map(select(.method | startswith("send")))[-1].method' calls)" = sendMessage ]
}

@test "what may have been sent is not sent without end" {
	faults=('{"fault":"invalid","method":"sendMessage","after":true,"times":2}'
	    '{"fault":"half","method":"sendMessage","after":true,"times":2}')
	begin
	queue answer -1001 hello 0
	until_holds 15 empty
	[ "$(said -1001)" = "hello hello hello" ]
	logged 'outbox: to -1001: given up: '
}

@test "when several messages in a row fail, Telegram is left alone for a while" {
	export CHATSTAT_RETRY_BREAKER_FAILURES=2 CHATSTAT_RETRY_BREAKER_SECONDS=3
	faults=('{"fault":"gateway","method":"sendMessage","times":2}')
	begin
	queue a -1001 a
	queue b -1002 b
	until_holds 15 empty
	jq -rs 'map(select(.method == "sendMessage")) | length, .[2].at - .[1].at >= 3' calls >left
	printf '4\ntrue\n' | diff - left
}

@test "HTML that Telegram cannot read goes as plain text" {
	faults=("$(refusal 400 "Bad Request: can't parse entities: x" 0)")
	begin
	queue html -1001 '<b>1 &lt; 2</b> &amp; it&#39;s'
	until_holds 10 empty
	jq -rs '[.[] | select(.method == "sendMessage") | .params] | last | .text, .parse_mode' calls >last
	printf "1 < 2 & it's\\nnull\\n" | diff - last
	[ "$(sql chatstat.db 'SELECT message_id > 0, error IS NULL FROM outbox')" = "1|1" ]
}

@test "a chat that cannot be written to ends its queue; a message too long only itself" {
	begin
	play '{"chat":{"id":-1002},"kicked":true}'
	queue a -1002 a
	queue b -1002 b
	queue long -1001 "$(printf 'x%.0s' {1..5000})"
	queue short -1001 short
	until_holds 10 empty
	[ "$(said -1002)" = a ]
	sql chatstat.db "SELECT error FROM outbox WHERE once = 'b'" | grep -q 'Forbidden: bot was kicked'
	sql chatstat.db "SELECT error FROM outbox WHERE once = 'long'" | grep -q 'too long'
	[ "$(sql chatstat.db "SELECT message_id > 0 FROM outbox WHERE once = 'short'")" = 1 ]
	# Groups are named in the log, people are not.
	play '{"chat":{"id":42},"blocked":true}'
	queue person 42 hello
	until_holds 10 empty
	logged 'outbox: to user:[0-9a-f]*: given up: Forbidden: bot was blocked by the user'
	never grep -q 'to 42' log
}

@test "a group that became a supergroup gets what was queued for it" {
	begin
	play '{"chat":{"id":-7,"type":"group","title":"Old"},"migrated":-1001}'
	queue a -7 a
	queue b -7 b
	until_holds 10 empty
	[ "$(said -1001)" = "a b" ]
	[ "$(said -7)" = a ]
}

@test "an answer that is late is not sent, a notice and a picture are" {
	begin
	queue answer -1001 late 0 700
	queue notice -1001 news 1 700
	sql chatstat.db "PRAGMA busy_timeout = 5000; INSERT INTO outbox
	    (once, chat_id, topic, reply_to, class, text, keyboard, made_at, not_before, photo)
	    VALUES ('photo', 42, 0, 5, 2, '<b>chart</b>',
	    '{\"inline_keyboard\":[[{\"text\":\"7 d\",\"callback_data\":\"1\"}]]}', unixepoch(), 0,
	    x'89504e470d0a1a0a0000000d49484452')" >/dev/null
	until_holds 10 empty
	[ "$(said -1001)" = news ]
	[ "$(said 42)" = "<b>chart</b>" ]
	# What was said is in no row any more.
	[ "$(sql chatstat.db "SELECT count(*) FROM outbox WHERE text <> '' OR keyboard NOT NULL
	    OR photo NOT NULL")" = 0 ]
	[ "$(sql chatstat.db "SELECT error FROM outbox WHERE once = 'answer'")" = "too late" ]
	finish
	/usr/bin/python3 "$root/tests/telegram" check calls
}

@test "what was sent is forgotten after two days" {
	begin
	queue old -1001 old
	until_holds 10 empty
	finish
	sql chatstat.db "UPDATE outbox SET done_at = done_at - 48 * 3600 - 1"
	queue new -1001 new
	daemon
	until_holds 10 empty
	[ "$(sql chatstat.db "SELECT once FROM outbox")" = new ]
}
