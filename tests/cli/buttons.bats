#!/usr/bin/env bats
# Buttons below answers change them in place, count against who presses them, and outlive the daemon.
# shellcheck disable=SC2154 # set by these
load helper
load daemon
load group

export CHATSTAT_LIMITS_CHART_SECONDS=0

checked() {
	finish
	/usr/bin/python3 "$root/tests/telegram" check calls
}

@test "a button shows another window in place, with its chart; the one that is shown is marked" {
	begin
	say /stats 20
	until_holds 10 answered 20
	[ "$(buttons)" = "24 h,7 d,· 30 d ·,All/Members,Hours,Reactions,Me" ]
	press p1 "7 d"
	until_holds 10 were_sent editMessageMedia 1
	[ "$(toast p1)" = - ]
	[ "$(buttons)" = "24 h,· 7 d ·,30 d,All/Members,Hours,Reactions,Me" ]
	sent editMessageMedia | jq -e '.params.media | fromjson | .caption | test("7 days")'
	press p2 Hours 77
	until_holds 10 were_sent editMessageMedia 2
	sent editMessageMedia | tail -n 1 | jq -e '.params.media | fromjson | .caption | test("Hours|hour")'
	# Nobody's card comes in the place of what all look at.
	press p3 Me
	until_holds 10 were_sent sendPhoto 2
	[ "$(sent editMessageMedia | wc -l)" = 2 ]
	sent sendPhoto | tail -n 1 | jq -e '.params.caption | test("Ada")'
	# Budgets have periods of their own, whatever window is asked for.
	say "/stats budget" 90 43
	until_holds 10 answered 90
	[ "$(buttons)" = "By day,By member,By model,Budget" ]
	# Nor is there an empty keyboard, where there is nothing else to ask.
	say "/stats titles" 91 44
	until_holds 10 answered 91
	sent sendMessage | tail -n 1 | jq -e '.params | has("reply_markup") | not'
	checked
}

@test "a press is answered after a restart, once, and an old one says that it is old" {
	begin
	say /top 20
	until_holds 10 answered 20
	finish
	daemon
	press p1 "All"
	until_holds 10 were_sent editMessageMedia 1
	press p1 "All"
	press p2 "24 h"
	until_holds 10 were_sent editMessageMedia 2
	until_holds 10 nothing_waits
	[ "$(count_sent editMessageMedia)" = 2 ]
	sql chatstat.db "UPDATE ask SET at = at - 48 * 3600 - 1" >/dev/null
	press p3 "7 d"
	until_holds 10 toasted p3
	[[ $(toast p3) == *"too old"* ]]
	[ "$(count_sent editMessageMedia)" = 2 ]
}

@test "only what the chat and who presses may ask, whatever the data says" {
	begin
	sql chatstat.db "INSERT INTO ask
	    (ask, once, at, chat_id, topic, reply_to, asker, member_id, private, question, chart, state)
	    VALUES (900, 'x', unixepoch(), -1002, 0, 1, 1, 42, 0, '/stats 30d', 1, 1)" >/dev/null
	say /me 20
	until_holds 10 answered 20
	press p1 "7 d" 43
	press p2 "" 43 "900 7d"
	press p3 "" 44 "0 /cost"
	press p4 "" 45 "1 --chat=-1002"
	press p5 "" 46 "0 /stats -o x"
	press p6 "" 47 $'0 /stats\n--output=x'
	press p7 "" 48 "999999999999999999999 7d"
	press p8 "" 49 "nonsense"
	until_holds 10 toasted p8
	until_holds 10 toasted p3
	[[ $(toast p1) == *"for who asked"* ]]
	[[ $(toast p3) == *administrators* ]]
	for i in p2 p4 p5 p6 p7 p8; do
		[[ $(toast $i) == *"too old"* ]] || { echo "$i: $(toast $i)"; return 1; }
	done
	[ "$(jq -c 'select(.method | startswith("edit"))' calls | wc -l)" = 0 ]
	[ ! -e x ]
	press p9 "7 d"
	until_holds 10 were_sent editMessageMedia 1
	sent editMessageMedia | jq -e '.params.media | fromjson | .caption | test("Ada")'
}

@test "what only administrators may see says so to who presses, and changes nothing" {
	begin
	say "/stats member @ada42" 20 43
	until_holds 10 answered 20
	press p1 "7 d" 44
	until_holds 10 toasted p1
	[[ $(toast p1) == *administrators* ]]
	[ "$(count_sent editMessageMedia)" = 0 ]
	press p2 "7 d" 43
	until_holds 10 were_sent editMessageMedia 1
	[ "$(toast p2)" = - ]
}

@test "each press counts: who is past a limit is told so by one toast" {
	export CHATSTAT_LIMITS_MEMBER_PER_MINUTE=3 CHATSTAT_LIMITS_CHART_SECONDS=3
	begin
	say /stats 20
	until_holds 10 answered 20
	press p1 "7 d"
	until_holds 10 toasted p1
	[ "$(toast p1)" = "One chart every 3 seconds, please." ]
	sql chatstat.db "UPDATE ask SET state = 1, at = at - 5" >/dev/null
	press p2 "All"
	until_holds 10 were_sent editMessageMedia 1
	for i in 3 4; do
		press p$i "24 h"
		until_holds 10 toasted p$i
	done
	[[ $(toast p3) == "That was 3 commands within a minute. I answer you again in"* ]]
	[ "$(toast p4)" = - ]
	[ "$(count_sent editMessageMedia)" = 1 ]
}

# More members than a caption has room for.
crowd() {
	# shellcheck disable=SC2016 # jq's
	play "$(jq -nc --argjson group "$group" --argjson now "$(date +%s)" 'range(45) as $i |
	    {message: {message_id: ($i + 100), date: $now, text: "hello",
	    chat: {id: $group, type: "supergroup", title: "Test"},
	    from: {id: ($i + 1000), is_bot: false, first_name: "Member with a long name \($i)"}}}')"
	drained
}

@test "Chart tells who presses it where there can be no picture, and then again where there can" {
	cp "$BIN"/chatstatd "$BIN"/chatstat-admin .
	printf '#!/bin/sh\n[ ! -e broken ] || exit 1\nexec %s/chatstat "$@"\n' "$BIN" >chatstat
	chmod +x chatstat
	PATH=.:$PATH begin
	crowd
	say "/stats top --top 40" 200
	until_holds 10 answered 200
	refuse editMessageMedia 400 "Bad Request: not enough rights to send photos to the chat"
	press p1 Chart
	until_holds 10 toasted p1
	[[ $(toast p1) == "Telegram did not take the chart"* ]]
	sed -i 's/-e broken/-z "${*##*--format=png*}"/' chatstat
	press p2 Chart
	until_holds 10 toasted p2
	[[ $(toast p2) == "The chart could not be drawn"* ]]
	[ "$(count_sent editMessageText)$(count_sent editMessageCaption)" = 00 ]
	sed -i 2d chatstat
	press p3 Chart
	until_holds 10 were_sent editMessageMedia 1
	until_holds 10 toasted p3
	[ "$(toast p3)" = - ]
	checked
}

@test "a long ranking has pages, and what was too long for a picture a button for it" {
	begin
	crowd
	say "/stats top --top 40" 200
	until_holds 10 answered 200
	[ "$(count_sent sendMessage)" = 1 ]
	[ "$(buttons)" = "24 h,7 d,· 30 d ·,All/Chart,Next ›/Members,Hours,Reactions,Me" ]
	answers 200 | grep '^40\. '
	never eval 'answers 200 | grep "^41\. "'
	press p1 "Next ›"
	until_holds 10 were_sent editMessageText 1
	sent editMessageText | jq -r .params.text >second
	grep '^41\. ' second
	grep '^46\. ' second
	never grep '^40\. ' second
	[ "$(buttons)" = "24 h,7 d,· 30 d ·,All/‹ Previous,Chart/Members,Hours,Reactions,Me" ]
	press p2 "‹ Previous"
	until_holds 10 were_sent editMessageText 2
	press p3 Chart
	until_holds 10 were_sent editMessageMedia 1
	# Pages of a caption leave the picture as it is.
	press p4 "Next ›"
	until_holds 10 were_sent editMessageCaption 1
	checked
}

@test "the same picture is drawn once and sent once, and sent again where Telegram has lost it" {
	begin
	say /stats 20
	until_holds 10 answered 20
	# Another picture by this name: it is taken as it is.
	printf '\x89PNG\r\n\x1a\nIEND\xaeB`\x82' >"$(echo chatstat.db.cache/*)"
	press p1 "7 d"
	until_holds 10 were_sent editMessageMedia 1
	press p2 "30 d"
	until_holds 10 were_sent editMessageMedia 2
	sent editMessageMedia | tail -n 1 | jq -e '.files.photo == 16'
	press p3 "7 d"
	until_holds 10 were_sent editMessageMedia 3
	sent editMessageMedia | tail -n 1 |
		jq -e '.files == {} and (.params.media | fromjson | .media | length > 4)'
	[ "$(find chatstat.db.cache -type f | wc -l)" = 2 ]
	[ "$(stat -c %a chatstat.db.cache)" = 700 ]
	refuse editMessageMedia 400 "Bad Request: wrong file identifier/HTTP URL specified"
	press p4 "30 d"
	until_holds 10 were_sent editMessageMedia 4
	sent editMessageMedia | tail -n 1 | jq -e '.files.photo == 16'
	# Who is forgotten is in no picture that is kept.
	chatstat-admin forget Test 42
	[ "$(find chatstat.db.cache -type f | wc -l)" = 0 ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM picture')" = 0 ]
	checked
}

@test "a press on what did not change, or is gone, is no failure" {
	begin
	say /top 20
	until_holds 10 answered 20
	press p1 "· 30 d ·"
	until_holds 10 toasted p1
	until_holds 10 nothing_waits
	for method in editMessageMedia editMessageCaption; do
		refuse $method 400 "Bad Request: message to edit not found"
	done
	press p2 "7 d"
	until_holds 10 toasted p2
	until_holds 10 nothing_waits
	say "hello" 30
	drained
	[ "$(sql chatstat.db "SELECT count(*) FROM outbox WHERE done_at IS NULL")" = 0 ]
}
