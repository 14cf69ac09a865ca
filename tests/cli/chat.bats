#!/usr/bin/env bats
# What members ask in chats is answered: once, within limits, and about their own chat only.
# shellcheck disable=SC2154 # set by these
load helper
load daemon
load group

@test "/stats is answered with a photo, in reply and in its topic, and commands are registered" {
	begin
	say /stats 20 42 '{"message_thread_id":7,"is_topic_message":true}'
	until_holds 10 answered 20
	sent sendPhoto | jq -e '.params.message_thread_id == "7" and .files.photo > 1000'
	sent sendPhoto | jq -e '.params.caption | test("<b>.*Test")'
	sent sendChatAction | jq -e '.params.message_thread_id == 7'
	sent setMyCommands | jq -se 'map({(.params.scope.type): .params.commands | map(.command)}) | add |
	    all(.[]; index("stats") != null) and (.default | index("set") == null) and
	    (.all_chat_administrators | index("set") != null and index("chat") == null) and
	    (.all_private_chats | index("chat") != null)'
	finish
	/usr/bin/python3 "$root/tests/telegram" check calls
}

@test "a repeated update, and a daemon that was killed, answer once" {
	begin
	say /help@stats_test_bot 20
	until_holds 10 answered 20
	say /help@stats_test_bot 20
	say /top 21
	until_holds 10 answered 21
	kill -KILL "$daemon"
	sql chatstat.db "UPDATE ask SET state = 0"
	daemon
	until_holds 10 nothing_waits
	[ "$(answers 20 | grep -c Statistics)" = 1 ]
	[ "$(sent sendPhoto | wc -l)" -le 1 ]
	[ "$(sent sendMessage | wc -l)" -le 2 ]
}

@test "a wrong word is answered with the nearest right one" {
	begin
	elsewhere "/stats hetmap" 20
	elsewhere "/stats 30x" 21 43
	elsewhere "/stats --fotm html" 22 44
	elsewhere "/top —top 60" 23 45
	until_holds 10 nothing_waits
	answers 20 | grep 'hetmap.*Did you mean /stats heatmap?'
	answers 21 | grep '30x.*24h, 7d'
	answers 22 | grep 'fotm.*/stats REPORT SPAN'
	answers 23 | grep '60.*1 to 50'
}

@test "what is not for this bot stays unanswered" {
	begin
	say /stats@other_bot 20
	say /help 21
	say "I like /stats" 22
	say /stats 23 50 '{"from":{"id":50,"is_bot":true,"first_name":"Robot"}}'
	say /stats 24 42 '{"forward_origin":{"type":"hidden_user","sender_user_name":"x","date":1}}'
	say /stats 25 42 '{"date":1700000000}'
	say /help@stats_test_bot 26
	until_holds 10 answered 26
	[ "$(sent sendMessage | wc -l)" = 1 ]
	[ "$(sql chatstat.db "SELECT count(*) FROM ask")" = 1 ]
}

@test "no word of a member's reaches files, other chats or options" {
	begin
	sql chatstat.db "PRAGMA busy_timeout = 5000; INSERT INTO chat (chat, chat_id, type, title, zone)
	    VALUES (99, -1002, 2, 'Other secrets', 'UTC'), (98, -1003, 2, '$group', 'UTC')" >/dev/null
	local id=20
	# shellcheck disable=SC2016 # no expansion is wanted
	for words in '-o /tmp/x' '--output=x' '-d other.db' '--chat -1002' \
	    '--chat=all' \
	    '-c /etc/passwd' '--config=/etc/passwd' '; touch pwned' '$(touch pwned)' '`touch pwned`' \
	    '"--output=x"' $'\n--output\nx' '--by=../../x' "--by 'a b'" '@ada42;touch'; do
		elsewhere "/stats $words" "$id" "$((100 + id))"
		id=$((id + 1))
	done
	drained
	until_holds 10 nothing_waits
	while [ $((id -= 1)) -ge 20 ]; do
		answers "$id" | grep -E 'I do not understand|There is no report' || { echo "$id"; false; }
	done
	# These are values, and stay what they are.
	say "/stats top --topic --chat=-1002" 60 200
	say "/stats top --topic ../../etc/passwd" 61 201
	say "/top" 62 202
	say x 63 203 '{"text":"/stats top\u0000 --chat=-1002"}'
	until_holds 15 answered 62
	until_holds 15 nothing_waits
	[ -z "$(answers 60)$(answers 61)" ] || answers 60 61 | grep -v 'secrets'
	sql chatstat.db "SELECT count(*) FROM ask" | grep -q 19
	[ "$(sent sendMessage sendPhoto | grep -c secrets)" = 0 ]
	[ ! -e x ] && [ ! -e pwned ] && [ ! -e other.db ]
	answers 62 | grep -q Ada
}

@test "limits: one notice, then silence, also after a restart" {
	export CHATSTAT_LIMITS_MEMBER_PER_MINUTE=3
	begin
	for i in 20 21 22 23 24; do elsewhere /optin "$i"; done
	until_holds 20 answered 23
	answers 23 | grep 'Ada.*that was 3 commands within a minute'
	finish
	daemon
	say /optin 25
	say /help@stats_test_bot 26 77
	until_holds 20 answered 26
	[ -z "$(answers 24)$(answers 25)" ]
	[ "$(sql chatstat.db "SELECT count(*) FROM ask WHERE state = 4")" = 2 ]
}

@test "in private, who asks faster than answers go is told so once" {
	begin
	# shellcheck disable=SC2016 # jq's
	play "$(jq -nc --argjson now "$(date +%s)" 'range(12) as $i | {message: {message_id: ($i + 20),
	    date: $now, chat: {id: 42, type: "private", first_name: "Ada"},
	    from: {id: 42, is_bot: false, first_name: "Ada"}, text: "/optin"}}')"
	drained
	[ "$(sql chatstat.db 'SELECT count(*) FROM outbox JOIN ask USING (once) WHERE state = 3')" = 1 ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM ask WHERE state = 4')" -ge 4 ]
}

@test "the same question within 30 seconds shares one answer, and a chart follows none too soon" {
	export CHATSTAT_LIMITS_CHART_SECONDS=60
	begin
	say "/stats 7d" 20
	say "/stats@stats_test_bot summary 7d" 21 43
	say "/stats 7d" 22 43
	say /help@stats_test_bot 24 42
	say /help@stats_test_bot 25 43
	say /top 23
	until_holds 10 answered 23
	until_holds 10 nothing_waits
	[ -z "$(answers 22)" ]
	answered 24
	[ -z "$(answers 25)" ]
	sent sendMessage | grep -q '"message_id\\*":23'
}

@test "reports for administrators are theirs, and a card is its member's own" {
	begin
	say /cost 20
	say "/stats member @ada43" 21 44
	until_holds 10 answered 20
	until_holds 10 answered 21
	answers 20 | grep 'Cost is shown to .*administrators'
	answers 21 | grep 'Only administrators'
	say /cost 22 43
	say "/stats silent" 23 43 \
	    "{\"sender_chat\":{\"id\":$group,\"type\":\"supergroup\",\"title\":\"Test\"}}"
	until_holds 10 answered 22
	until_holds 10 answered 23
	[[ $(answers 22)$(answers 23) != *administrators* ]]
	say /me 24
	until_holds 10 answered 24
	answers 24 | grep Ada
	# Asked once, and remembered.
	[ "$(sent getChatAdministrators | wc -l)" -le 2 ]
}

@test "/optout and /optin do what chatstat-admin does, and the audit log knows who it was" {
	begin
	say /optout 20
	until_holds 10 answered 20
	answers 20 | grep 'without your name'
	listed=$(sql chatstat.db 'SELECT count(*) FROM optout')
	[ "$listed" -gt 0 ]
	sql chatstat.db "SELECT actor, action FROM audit" | grep '^user:[0-9a-f]*|opt out$'
	say /optin 21
	until_holds 10 answered 21
	[ "$(sql chatstat.db 'SELECT count(*) FROM optout')" -lt "$listed" ]
	sql chatstat.db "SELECT actor, action FROM audit" | grep '|opt in$'
}

@test "/privacy says what this chat keeps; in a private chat there is help" {
	begin
	chatstat-admin set Test text none
	say /privacy@stats_test_bot 20
	until_holds 10 answered 20
	answers 20 | grep 'no texts'
	say /start 21 42 '{"chat":{"id":42,"type":"private","first_name":"Ada"}}'
	say /stats 22 42 '{"chat":{"id":42,"type":"private","first_name":"Ada"}}'
	until_holds 10 answered 22
	answers 21 | grep 'Statistics'
	answers 22 | grep '<b>.*Test'
}

@test "a report that fails says so with a code, and nothing of why; the log says more" {
	cp "$BIN"/chatstatd "$BIN"/chatstat-admin .
	printf '#!/bin/sh\nexec %s/chatstat list -f json\n' "$BIN" >chatstat
	chmod +x chatstat
	PATH=.:$PATH begin
	printf '#!/bin/sh\necho "chatstat: /secret/path is broken" >&2; exit 1\n' >chatstat
	say /top 20
	until_holds 10 answered 20
	code=$(answers 20 | sed -n 's/.*<code>\(.*\)<\/code>.*/\1/p')
	[ -n "$code" ]
	logged "command: top: /secret/path is broken req=$code"
	[[ $(answers 20) != *secret* ]]
}

# chatstatd with a chatstat of the test's own, which takes the rest of a command line for its standard input.
companion() {	# SECONDS TEXT
	cp "$BIN"/chatstatd "$BIN"/chatstat-admin .
	cat >chatstat <<-SH
	#!/bin/sh
	[ "\$1" != list ] || exec $BIN/chatstat list -f json
	env >environment
	sleep $1
	echo "$2"
	SH
	chmod +x chatstat
	PATH=.:$PATH
}

@test "while a report runs the chat sees that; a bot that is removed meanwhile has nothing left to do" {
	companion 4.5 late
	begin
	say "/stats records" 20
	until_holds 3 were_sent sendChatAction 1
	play "{\"chat\":{\"id\":$group},\"kicked\":true}"
	until_holds 10 nothing_waits
	[ "$(jq -c 'select(.method == "sendChatAction")' calls | wc -l)" = 2 ]
	[ "$(jq -c 'select(.method == "sendMessage")' calls | wc -l)" = 1 ]
	sql chatstat.db "SELECT error FROM outbox" | grep -q kicked
	alive
}

@test "a report knows the settings of the daemon's environment that are about answers, and no others" {
	export CHATSTAT_BUDGET_LIMITS='all month 50' CHATSTAT_CHAT_ZONE=Europe/Sofia
	export CHATSTAT_HTTP_TOKEN_FILE=/secret
	companion 0 '<b>done</b>'
	begin
	say "/stats records" 20
	until_holds 10 answered 20
	sort environment | grep -v '^PWD=\|^_=\|^SHLVL=\|^OLDPWD=' >known
	sed -i "s,$PWD/,," known
	printf '%s\n' CHATSTAT_BUDGET_LIMITS='all month 50' CHATSTAT_CACHE_DIRECTORY=chatstat.db.cache \
	    CHATSTAT_CHAT_TEXT_DAYS=0 CHATSTAT_CHAT_ZONE=Europe/Sofia LC_ALL=C.UTF-8 | diff - known
}

@test "trend is for administrators, compare for all, and neither of another chat" {
	export CHATSTAT_LIMITS_CHART_SECONDS=0
	begin
	sql chatstat.db "INSERT INTO chat (chat, chat_id, type, title, username, zone)
	    VALUES (99, -1002, 2, 'Other secrets', 'other', 'UTC')" >/dev/null
	say "/stats trend --match message" 20 43
	elsewhere "/stats trend --match message" 21 44
	say "/stats compare 7d --against previous" 22 45
	until_holds 20 answered 22
	until_holds 10 nothing_waits
	elsewhere "/stats compare --against @other" 23 46
	elsewhere "/stats compare --against -1002" 24 47
	say "/stats compare --against 2026-01-01..2026-02-01" 25 48
	say "/stats trend --match (" 26 43
	say "/stats top --by word" 27 49
	until_holds 20 answered 27
	until_holds 10 nothing_waits
	answers 20 | grep -i 'match'
	answers 21 | grep 'Only administrators'
	answers 22 | grep 'Compared'
	answers 23 | grep 'Compare members like this'
	answers 24 | grep 'do not understand'
	answers 25 | grep 'Compared'
	answers 26 | grep -v 'fault'
	answers 27 | grep '^--by: top has no "word"; there are: .*active_days[.]$'
	never grep -q 'Other secrets' calls
}

@test "50 members at once, and a flood of messages: everything is stored, and Telegram is never too busy" {
	begin
	play '{"strict":true}'
	# shellcheck disable=SC2016 # jq's
	play "$(jq -nc --argjson group "$group" --argjson now "$(date +%s)" 'range(50) as $i |
	    ("hello", "/stats top \($i + 1)d") |
	    {message: {message_id: (1000 + $i * 2 + if . == "hello" then 0 else 1 end),
	    date: $now, text: ., chat: {id: $group, type: "supergroup", title: "Test"},
	    from: {id: ($i + 1000), is_bot: false, first_name: "Member"}}}')"
	drained
	[ "$(sql chatstat.db 'SELECT count(*) FROM ask')" = 50 ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM ask WHERE state < 2')" -le 10 ]
	until_holds 20 nothing_waits
	[ "$(jq -c 'select(.status == 429)' calls | wc -l)" = 0 ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM message')" -ge 50 ]
}

@test "Telegram is too busy for a chat: it is left alone for as long as that says, and others are not" {
	export CHATSTAT_LIMITS_CHART_SECONDS=60
	begin
	say /top 20
	until_holds 10 answered 20
	refuse sendMessage 429 "Too Many Requests: retry after 4" 4
	say "/top 7d" 21
	logged "later: Too Many Requests"
	say "/top 1y" 22
	say "/optin" 23 44
	play "$(jq -nc --argjson now "$(date +%s)" '{message: {message_id: 5, date: $now, text: "/help",
	    chat: {id: 77, type: "private", first_name: "Bo"},
	    from: {id: 77, is_bot: false, first_name: "Bo"}}}')"
	until_holds 10 logged 'outbox: to user'
	until_holds 20 nothing_waits
	[ "$(jq -c 'select(.status == 429)' calls | wc -l)" = 1 ]
	# Nothing to the chat within the seconds that were told.
	jq -es --arg group "$group" '[.[] | select(.params.chat_id == $group and
	    (.method | test("^send(Message|Photo)$"))) | .at] | sort | .[2] - .[1] >= 3.9' calls
	[ -n "$(answers 21)" ] && [ -n "$(answers 22)" ] && [ -n "$(answers 23)" ]
}

@test "a group that forbids photos gets the text" {
	begin
	refuse sendPhoto 400 "Bad Request: not enough rights to send photos to the chat"
	say /top 20
	until_holds 10 answered 20
	[ "$(count_sent sendMessage)" = 1 ]
}

@test "who asked in a message that is deleted is answered all the same; answers go before digests" {
	begin
	refuse sendMessage 400 "Bad Request: message to be replied not found"
	finish
	sql chatstat.db "INSERT INTO outbox
	    (once, chat_id, topic, reply_to, class, text, made_at, not_before) VALUES
	    ('digest', $group, 0, 0, 2, 'the digest', unixepoch() - 7200, 0),
	    ('old', $group, 0, 0, 0, 'an old answer', unixepoch() - 700, 0),
	    ('new', $group, 0, 9, 0, 'a new answer', unixepoch(), 0)" >/dev/null
	daemon
	until_holds 10 nothing_waits
	jq -r 'select(.method == "sendMessage") |
	    [.status, .params.text, .params.reply_parameters] | join(" ")' calls | cut -c -30 >said
	printf '%s\n' '400 a new answer {"message_id"' '200 a new answer ' '200 the digest ' | diff - said
}

@test "names of strangers are text: tags, 5,000 characters, from right to left, pairs of surrogates" {
	begin
	local id=100 name
	for name in '<b>bold</b>' '&amp; & <' "$(printf 'x%.0s' {1..5000})" "$(printf '😀%.0s' {1..2500})" \
	    $'\u202eolleh' 'محمد العربي' "a$(printf '\u0301%.0s' {1..300})" '</b></i><a href="tg://x">'; do
		say hello $((id += 1)) "$id" "$(jq -nc --argjson id "$id" --arg name "$name" \
		    '{from: {id: $id, is_bot: false, first_name: $name, last_name: $name}}')"
	done
	drained
	say /top 300
	until_holds 10 answered 300
	say "/stats fans" 301 43
	say "/stats members" 302 43
	until_holds 10 answered 302
	until_holds 10 nothing_waits
	[ "$(jq -c 'select(.status == 400)' calls | wc -l)" = 0 ]
	answers 300 >message
	/usr/bin/python3 "$BATS_TEST_DIRNAME/message.py" caption:message >said
	grep -F '<b>bold</b>' said
	grep -c '^[0-9]*\. ' said | grep -q 9
	finish
	/usr/bin/python3 "$root/tests/telegram" check calls
}
