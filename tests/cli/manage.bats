#!/usr/bin/env bats
# What members and administrators set in chats, what they may see of each other, and what is told to whom.
# shellcheck disable=SC2154 # set by these
load helper
load daemon
load group

other=-1001900000010

# Ada (42) is a member, Boss (43) an administrator; Eve (44) left the other group, which Ada never was in.
begin() {
	telegram
	for ((elsewhere = other - 100; elsewhere > other - 110; elsewhere--)); do
		play "{\"chat\":{\"id\":$elsewhere,\"type\":\"supergroup\"},\"administrators\":[43]}"
	done
	elsewhere=$((other - 99))
	play "{\"chat\":{\"id\":$group,\"type\":\"supergroup\"},\"administrators\":[43]}" \
	    "{\"chat\":{\"id\":$other,\"type\":\"supergroup\"},\"statuses\":{\"44\":\"left\"}}"
	daemon
	polled 1
	say "hello #world" 1
	say "hello all" 2 43
	say "hello there" 3 44
	drained
}

number=100
say() {	# TEXT [MESSAGE [USER [CHAT]]]
	local id=${2:-$((number += 1))} user=${3:-42} chat=${4:-$group} type=supergroup
	[ "$chat" -lt 0 ] || type=private
	play "$(jq -nc --arg text "$1" --argjson id "$id" --argjson user "$user" --arg type "$type" \
	    --argjson now "$(date +%s)" --argjson chat "$chat" '{message: {message_id: $id, date: $now,
	    chat: {id: $chat, type: $type, title: (if $chat == '"$group"' then "Test" else "Other" end)},
	    from: {id: $user, is_bot: false, first_name: "Ada", username: "ada\($user)"}, text: $text,
	    entities: [{type: "hashtag", offset: 6, length: 6}]}}')"
}

# What was answered to a message of a chat.
answers() {	# MESSAGE [CHAT]
	jq -rs --argjson id "$1" --arg chat "${2:-$group}" '[.[] | select(.method |
	    test("^send(Message|Photo|Document)$")) | select(.status == 200) |
	    select(.params.chat_id == $chat) |
	    select((.params.reply_parameters // "{}" | fromjson | .message_id) == $id) |
	    (.params.text // .params.caption) + (.params.reply_markup // "")] | .[]' calls
}

answered() {	# MESSAGE [CHAT]
	[ -n "$(answers "$@")" ]
}

# Says it, and waits for the answer, which becomes $answer.
ask() {	# TEXT [USER [CHAT]]
	local id=$((number += 1))
	say "$1" "$id" "${2:-42}" "${3:-$group}"
	until_holds 15 answered "$id" "${3:-$group}"
	answer=$(answers "$id" "${3:-$group}")
	echo "$1: $answer"
}

# Likewise in a group of its own: one is not written to more than once a second.
ask_elsewhere() {	# TEXT [USER]
	ask "$1" "${2:-42}" "$((elsewhere -= 1))"
}

# The bot is added to a group by somebody, or becomes something else there.
added() {	# BY [CHAT [WAS]]
	play "$(jq -nc --argjson by "$1" --argjson chat "${2:--1001900000011}" --arg was "${3:-left}" \
	    --argjson now "${now:-$(date +%s)}" '
	    {user: {id: 1234567, is_bot: true, first_name: "Statistics"}} as $bot | {my_chat_member: {
	    chat: {id: $chat, type: "supergroup", title: "New"}, date: $now,
	    from: {id: $by, is_bot: false, first_name: "X"}, old_chat_member: ($bot + {status: $was}),
	    new_chat_member: ($bot + {status: "member"})}}')"
}

is_sent() {	# METHOD
	[ -n "$(sent "$1")" ]
}

@test "/settings shows, /set changes for administrators; the audit log tells who, as what, and who tried" {
	begin
	ask /settings@stats_test_bot
	[[ $answer == *"Settings of"*Test*"Time zone: <b>UTC</b> (now "*"<b>light</b>"*"Digest: <b>off"* ]]
	press p1 Text
	until_holds 10 is_sent editMessageText
	press p2 features
	until_holds 10 toasted p2
	[[ $(toast p2) == "Only administrators"* ]]
	press p3 full 43
	until_holds 10 toasted p3
	[ "$(toast p3)" = - ]
	ask "/set zone Europe/Sofia"
	[[ $answer == "Only administrators"* ]]
	ask "/set zone Europe/Sofia" 43
	[[ $answer == "Time zone: <b>Europe/Sofia</b> (was UTC). Days are counted anew"* ]]
	[ "$(sql chatstat.db "SELECT zone FROM chat WHERE chat_id = $group")" = Europe/Sofia ]
	for word in "text features" "theme dark" "others shown" "reactions off"; do
		ask_elsewhere "/set $word" 43
		[[ $answer == *"<b>${word#* }</b> (was "* ]]
	done
	ask "/SET Theme light" "$group" "$group"
	# shellcheck disable=SC2016
	[ "$(sql chatstat.db "SELECT role || ' ' || action || ' ' || coalesce(before, '-') || ' ' ||
	    coalesce(after, '-') || ' ' || result || ' ' || surface FROM audit
	    WHERE action = 'set zone' ORDER BY audit LIMIT 2")" = \
	    'member set zone - - refused chat
administrator set zone UTC Europe/Sofia done chat' ]
	[ "$(sql chatstat.db "SELECT count(*) FROM audit WHERE request IS NULL
	    OR actor NOT LIKE 'user:%'")" = 0 ]
	finish
	/usr/bin/python3 "$root/tests/telegram" check calls
}

@test "a wrong setting, command or digest is answered with the nearest right one" {
	begin
	ask_elsewhere "/set zoen UTC" 43
	[[ $answer == *"no setting"*zoen*"/set zone?"* ]]
	ask_elsewhere "/set zone Mars/Base" 43
	[[ $answer == "/set zone takes a time zone, such as Europe/Sofia." ]]
	ask_elsewhere "/set blocked on" 43
	[[ $answer == *"no setting"* ]]
	ask_elsewhere "/set" 43
	[[ $answer == *"/set zone Europe/Sofia"* ]]
	ask_elsewhere "/digest weekly 09:00" 43
	[[ $answer == *"/digest weekly mon 09:00"* ]]
	ask_elsewhere "/setings@stats_test_bot"
	[[ $answer == *"no command"*"/settings?"* ]]
	[ "$(sql chatstat.db 'SELECT count(*) FROM audit')" = 0 ]
}

@test "/digest sets a chat's digest, and shows it" {
	begin
	ask "/digest Weekly mon 9:00" 43
	[[ $answer == *"Digest: <b>weekly, Mon 09:00</b>, next on "* ]]
	ask_elsewhere "/digest off"
	[[ $answer == "Only administrators"* ]]
	ask /digest
	[[ $answer == *"Digest: <b>weekly, Mon 09:00</b>, next on "* ]]
	ask "/digest off" 43
	[ "$(sql chatstat.db 'SELECT count(*) FROM digest')" = 0 ]
}

@test "cost and others are for whom the chat says; looks at others are in the audit log" {
	export CHATSTAT_TELEGRAM_OWNERS=77
	begin
	ask_elsewhere /cost
	[[ $answer == "Cost is shown to"* ]]
	ask "/stats member @ada43"
	[[ $answer == "Only administrators"* ]]
	ask "/stats member @ada42"
	[[ $answer != *administrators* ]]
	chatstat-admin set Test cost everybody
	chatstat-admin set Test others shown
	ask "/cost 7d"
	[[ $answer != *administrators* ]]
	ask "/stats member @ada43" 44
	[[ $answer == *Ada* ]]
	ask_elsewhere "/stats silent" 77
	[[ $answer != *administrators* ]]
	ask_elsewhere "/stats members" 44
	[[ $answer == "Only administrators"* ]]
	sql chatstat.db "SELECT role, action, object IS NOT NULL, result FROM audit
	    WHERE action LIKE 'look %' ORDER BY audit" | diff - <(cat <<-'LINES'
	member|look cost|0|refused
	member|look member|1|refused
	member|look cost|0|done
	member|look member|1|done
	owner|look silent|0|done
	member|look members|0|refused
	LINES
	)
}

@test "in private: a choice of the chats that both are in, remembered; links choose, too; nobody else's" {
	begin
	ask /stats 42 42
	[[ $answer == *Test* && $answer != *Other* ]]
	say "hello other" 4 42 "$other"
	say "hello other" 5 44 "$other"
	drained
	# Eve asks meanwhile.
	local links=("/start chat_$other" "/start data_$other" "/start chat_-100777") i
	for i in 0 1 2; do say "${links[i]}" "$((900 + i))" 44 44; done
	say /chat 903 44 44
	# One is chosen already, and stays so.
	ask /top 42 42
	ask /chat 42 42
	[[ $answer == *"/start chat_$group"* && $answer == *"/start chat_$other"* ]]
	ask "/start chat_$other" 42 42
	[[ $answer == "Here we talk about"*Other* ]]
	ask /settings 42 42
	[[ $answer == *"Settings of"*Other* ]]
	# Eve left the other group: nothing leads there.
	until_holds 10 answered 903 44
	for i in 0 1 2; do [[ $(answers "$((900 + i))" 44) == "I know of no chat"* ]]; done
	[[ $(answers 903 44) != *"$other"* ]]
	ask /settings 44 44
	[[ $answer == *"Settings of"*Test* ]]
	# Who is in none is told so.
	ask /stats 99 99
	[[ $answer == "I know of no chat"* ]]
	ask "/set zone UTC" 43 43
	ask "/set zone Asia/Tokyo" 42 42
	[[ $answer == "Only administrators"* ]]
}

@test "theme and language in private are the member's own, and reach the chart" {
	begin
	cp "$BIN"/chatstatd "$BIN"/chatstat-admin .
	ask "/set theme dark" 42 42
	[[ $answer == "Charts: <b>dark</b>, for you"* ]]
	ask "/set language bg" 42 42
	finish
	printf '#!/bin/sh\necho "$@" >>arguments; exec %s/chatstat "$@"\n' "$BIN" >chatstat
	chmod +x chatstat
	PATH=.:$PATH daemon
	ask /top 42 42
	grep -- '--locale=bg.* --theme=dark' arguments
	ask /top 43
	grep -- '--format=png --locale=en --theme=light' arguments
	[ "$(sql chatstat.db 'SELECT member_id, theme, locale FROM own')" = '42|1|bg' ]
	[ "$(sql chatstat.db "SELECT theme, locale FROM chat WHERE chat_id = $group")" = '0|en' ]
}

@test "/privacy data: in private only, as text and as a file; a group gets the button" {
	export CHATSTAT_TELEGRAM_CONTACT=@ada_admin CHATSTAT_BACKUP_DAYS=9
	begin
	ask /privacy@stats_test_bot
	[[ $answer == *"/forgetme"*"Run by"*"@ada_admin"*"copies for 9 days"* ]]
	ask "/privacy@stats_test_bot data"
	[[ $answer == *"private chat"*"https://t.me/stats_test_bot?start=data_$group"* ]]
	ask "/start data_$group" 42 42
	[[ $answer == *"Messages: 3"* ]]
	ask /privacy 42 42
	[[ $answer == *"Test"*": In this chat I keep"*"<i>Kept for: facts for ever, texts"*"Backups keep"* ]]
	ask /privacy 77 77
	[[ $answer != *"In this chat"* && $answer == *"/forgetme"*"<i>Run by"*"copies for 9 days"* ]]
	sql chatstat.db "UPDATE presence SET status = 'member'; UPDATE chat SET locale = 'bg'"
	ask "/privacy data" 42 42
	[[ $answer == *"Членство: член"* ]]
	sql chatstat.db "UPDATE chat SET locale = 'en'"
	ask "/privacy file" 42 42
	sent sendDocument | jq -e '.params.chat_id == "42" and .files.document > 500'
	chatstat-admin show Test 42 json >stored.json
	jq -e '.member_id == 42 and .opted_out == false and .messages[0].text == "hello #world" and
	    .messages[0].names == ["#world"] and (.commands | length) > 2' stored.json
	chatstat-admin show Test 42 | grep '^Messages: 3$'
	[ "$(chatstat-admin audit | grep -c 'look stored')" = 5 ]
	finish
	/usr/bin/python3 "$root/tests/telegram" check calls
}

@test "what is stored of a member may be more than can be sent, and that is said" {
	begin
	cp "$BIN"/chatstatd "$BIN"/chatstat .
	finish
	printf '#!/bin/sh\nhead -c 17000000 /dev/zero\n' >chatstat-admin
	chmod +x chatstat-admin
	PATH=.:$PATH daemon
	ask "/privacy file" 42 42
	[[ $answer == "That is more than I can send."*"chatstat-admin show"* ]]
}

@test "/forgetme asks first; then nothing names the member, also not what was asked" {
	begin
	sql chatstat.db 'CREATE TABLE filler (x); INSERT INTO filler VALUES (zeroblob(40000000))'
	ask "/set theme dark" 42 42
	ask /forgetme
	[[ $answer == *"<b>2 messages</b>"*"Delete my data"* ]]
	# Nobody else presses that button.
	press 1 "Delete my data" 44
	until_holds 10 toasted 1
	[[ $(toast 1) == *"for who asked"* ]]
	[ "$(sql chatstat.db 'SELECT count(*) FROM optout')" = 0 ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM message JOIN member USING (member)
	    WHERE member_id = 42')" = 2 ]
	press 2 "Delete my data"
	until_holds 10 is_sent editMessageText
	sent editMessageText | jq -e '.params.text | startswith("Done: nothing here")'
	ask /me
	[[ $answer == *"/optin"* ]]
	ask "/forgetme yes" 42 42
	[ "$(sql chatstat.db "SELECT (SELECT count(*) FROM member WHERE member_id = 42) + (SELECT count(*)
	    FROM ask WHERE 42 IN (member_id, chat_id) OR once LIKE '%:42:%')
	    + (SELECT count(*) FROM own)")" = 0 ] ||
		{ sql chatstat.db 'SELECT * FROM ask; SELECT * FROM member; SELECT * FROM own'; false; }
	# Who it was is not known any more, but limits are.
	[ "$(sql chatstat.db 'SELECT count(DISTINCT asker) FROM ask')" = 2 ]
}

@test "after /optout what is asked bears no id, and limits hold all the same" {
	export CHATSTAT_LIMITS_MEMBER_PER_MINUTE=4
	begin
	ask /top
	ask /optout
	ask /optout
	[ "$(sql chatstat.db 'SELECT count(*) FROM ask WHERE member_id <> 0')" = 0 ]
	ask /stats
	ask /stats
	[[ $answer == *"that was 4 commands"* ]]
}

@test "settings have a limit of their own" {
	export CHATSTAT_LIMITS_ADMIN_PER_MINUTE=2
	begin
	ask_elsewhere "/set theme dark" 43
	ask_elsewhere "/set theme light" 43
	ask_elsewhere "/digest off" 43
	[[ $answer == *"that was 2 commands"* ]]
	ask_elsewhere /top 43
	[[ $answer != *"that was"* ]]
}

@test "a group that the bot is added to hears once what is recorded; promotion is no news" {
	begin
	now=$(date +%s)
	added 42
	added 42
	now=$((now + 1)) added 42 "" member
	until_holds 10 is_sent sendMessage
	sent sendMessage | jq -e '.params.chat_id == "-1001900000011" and
	    (.params.text | contains("I record when and who") and contains("Kept for: facts for ever") and
	    contains("/optout"))'
	ask /top
	[ "$(sent sendMessage | grep -c 'I record')" = 1 ]
}

@test "join = owners: groups that others add the bot to are left, and stay so until an owner adds it" {
	export CHATSTAT_TELEGRAM_JOIN=owners CHATSTAT_TELEGRAM_OWNERS=77
	begin
	added 42
	until_holds 10 is_sent leaveChat
	say "hello there" 6 42 -1001900000011
	drained
	[ "$(sql chatstat.db 'SELECT count(*) FROM message')" = 3 ]
	play '{"chat":{"id":-1001900000011,"type":"supergroup","title":"New"},"kicked":false}'
	added 77
	until_holds 10 is_sent sendMessage
	[ "$(sql chatstat.db "SELECT group_concat(action || ' ' || after) FROM audit")" = \
	    'set blocked on,set blocked off' ]
}

@test "a chat that is blocked is not recorded, not answered, and left" {
	begin
	added 42 "$group"
	drained
	chatstat-admin set "$group" blocked on
	say "hello again" 7
	say /top 8
	drained
	finish
	daemon
	until_holds 10 is_sent leaveChat
	[ "$(sql chatstat.db 'SELECT count(*) FROM message')" = 3 ]
	[ -z "$(answers 8)" ]
}

@test "in Bulgarian there is no English, but for what is typed and what things are called" {
	export CHATSTAT_CHAT_LOCALE=bg CHATSTAT_TELEGRAM_CONTACT=@ada
	begin
	local words chat=-1001900000200
	# A chat each, since none is written to more than once a second.
	for words in /stats@stats_test_bot /top /me /help@stats_test_bot /privacy@stats_test_bot /optout \
	    /optin /forgetme "/forgetme no" \
	    /settings@stats_test_bot "/set text" "/set zone" "/set zone x" "/set" \
	    "/set x y" /digest "/digest x" "/privacy@stats_test_bot data" "/privacy@stats_test_bot x" \
	    "/stats x" "/stats 5x" "/stats --x" "/stats top --top 99" "/stats member @nobody" \
	    "/stats top --by x" "/stats compare --against x" "/stats compare --against @x" "/stats trend" \
	    "/stats silent" /cost "/x@stats_test_bot" "/set cost everybody"; do
		say "$words" "$((number += 1))" "$((number + 1000))" "$((chat -= 1))"
	done
	for words in "/set theme dark" "/stats" "/privacy data" "/chat"; do
		say "$words" "$((number += 1))" "$((number % 3 + 42))" "$((number % 3 + 42))"
	done
	added 42
	until_holds 20 nothing_waits
	jq -r '.params | select((.language_code // "bg") | . == "" or . == "bg") | .text // .caption // empty,
	    (.reply_markup // "{}" | fromjson | .inline_keyboard // [] | .[][].text),
	    (.commands // [] | if type == "string" then fromjson else . end | .[].description)' calls |
	    sed -E 's/<[^>]*>//g; s/&[a-z]+;//g; s,[/@][[:alnum:]_]+,,g; s/--[a-z-]+( [a-z]+)?//g' >said
	[ "$(grep -cP '\p{Cyrillic}' said)" -gt 100 ]
	{ chatstat completion | grep -oE '[A-Za-z_]{2,}'; printf '%s\n' Ada Test Other New Telegram \
	    privacy mode UTC Europe Sofia data everybody features file full mon monthly weekly daily none \
	    off text yes zone; } | sort -u >known
	grep -oE '[A-Za-z_]{2,}' said | sort -u | comm -23 - known >english
	[ ! -s english ] || { grep -wf english said; cat english; false; }
}
