#!/usr/bin/env bats
# chatstat-admin: settings, what follows from them, and the audit log.
load helper

export CHATSTAT_NOW=1700092800	# 2023-11-16T00:00:00Z

# Three messages around midnight in Sofia, which is 22:00 UTC.
chat() {
	export_of "$(message 1 1700000000 'known-text-one')" "$(message 2 1700084940 'known-text-two')" \
	    "$(message 3 1700086000 'known-text-three')" >a.json
	chatstat-import a.json >log
	chatstat-rollup
}

days() {
	chatstat activity --last all --by day -f json | jq -c '[.rows[] | .messages]'
}

# Whether some text stands in the database or in what lies beside it.
on_disk() {
	cat chatstat.db chatstat.db-wal 2>/dev/null | grep -qaF "$1"
}

@test "chats lists every chat with its settings" {
	chat
	export_of "$(message 1 1700000000 x)" | sed 's/1900000009/1900000010/; s/"Test"/"Second"/' >b.json
	CHATSTAT_CHAT_ZONE=Asia/Tokyo chatstat-import b.json >log
	run -0 chatstat-admin chats
	[[ $output == *"-1001900000009  Test"*"zone UTC, text full"* ]]
	[[ $output == *"-1001900000010  Second"*"zone Asia/Tokyo, text full"* ]]
}

@test "a new zone is pending until rollup: answers use the old one and say so" {
	chat
	[ "$(days)" = '[1,2]' ]
	run -0 chatstat-admin set Test zone Europe/Sofia
	[ -z "$output" ]
	run -0 chatstat-admin chats
	[[ $output == *"until the next chatstat-rollup zone UTC"*"zone Europe/Sofia"* ]]
	[ "$(days)" = '[1,2]' ]
	run -0 chatstat summary --last all
	[[ $output == *" · UTC"* && $output == *"until the next chatstat-rollup"*Europe/Sofia* ]]
	run -0 chatstat summary top --last all -f json
	jq -e 'all(.[]; .window.zone == "UTC" and .window.zone_pending == "Europe/Sofia")' <<<"$output"
	# What comes in meanwhile counts in both.
	export_of "$(message 4 1700086200 late)" >b.json
	chatstat-import b.json >log
	[ "$(days)" = '[1,3]' ]
	chatstat-rollup
	[ "$(days)" = '[2,2]' ]
	run -0 chatstat summary --last all -f json
	jq -e '.window.zone == "Europe/Sofia" and (.window | has("zone_pending") | not)
	    and .rows[0].messages == 4 and .rows[0].active_days == 2' <<<"$output"
	run -0 chatstat summary --last all
	[[ $output == *" · Europe/Sofia"* && $output != *"next chatstat-rollup"* ]]
	# The same as if it had been so from the beginning.
	CHATSTAT_CHAT_ZONE=Europe/Sofia chatstat-import -d fresh.db a.json b.json >log
	chatstat-rollup -d fresh.db
	cmp <(sums chatstat.db) <(sums fresh.db)
}

@test "a zone that is changed back before rollup is as if nothing had been" {
	chat
	contents chatstat.db >before
	chatstat-admin set Test zone Asia/Kathmandu
	chatstat-admin set Test zone UTC
	run -0 chatstat summary --last all -f json
	jq -e '.window | has("zone_pending") | not' <<<"$output"
	chatstat-rollup
	cmp before <(contents chatstat.db)
}

@test "what is no time zone is refused, and nothing changes" {
	chat
	contents chatstat.db >before
	for zone in "" Mars/Base ../../etc/passwd /usr/share/zoneinfo/UTC utc Europe "Europe/Sofia " +02:00 \
	    "'; DROP TABLE chat" "$(printf '%0300d' 0)"; do
		run chatstat-admin set Test zone "$zone"
		refused 2 "zone is a time zone, such as Europe/Sofia, not"
	done
	cmp before <(contents chatstat.db)
	[ -z "$(chatstat-admin audit)" ]
}

@test "text none and features: texts are gone from the file and its log, the numbers stay" {
	for policy in none features; do
		rm -f chatstat.db*
		chat
		long=$(printf 'long-known-text %.0s' $(seq 2000))
		export_of "$(message 4 1700086100 "$long")" >b.json
		chatstat-import b.json >log
		on_disk known-text-two
		chatstat summary top --last all -f json >before
		run -0 chatstat-admin set Test text $policy
		[ -z "$output" ]
		for text in known-text-one known-text-two known-text-three long-known-text; do
			if on_disk $text; then echo "$policy: $text is still there"; return 1; fi
		done
		[ "$(sql chatstat.db 'SELECT count(*), count(text) FROM message')" = "4|0" ]
		chatstat summary top --last all -f json >after
		cmp before after
		[[ $(chatstat-admin chats) == *"text $policy"* ]]
		# What comes later is not kept either, nor what is edited or comes again.
		export_of "$(message 5 1700086300 known-text-five)" \
		    "$(message 1 1700000000 known-text-one)" >c.json
		update 1 3 1700086000 'known-text-edited' |
			jq -c '{update_id, edited_message: (.message + {edit_date: 1700086900})}' >d.jsonl
		chatstat-import c.json d.jsonl >log
		for text in known-text-five known-text-one known-text-edited; do
			if on_disk $text; then echo "$policy: $text is there"; return 1; fi
		done
		[ "$(sql chatstat.db 'SELECT sum(chars), count(text) FROM message
		    WHERE key & 7 IN (3, 5)')" = "32|0" ]
	done
}

@test "text full again: from then on texts are kept" {
	chat
	chatstat-admin set Test text none
	chatstat-admin set Test text full
	export_of "$(message 5 1700086300 known-text-five)" >c.json
	chatstat-import c.json >log
	[ "$(sql chatstat.db 'SELECT group_concat(text) FROM message')" = known-text-five ]
}

# A poll of that id, instant and question, in an export.
poll() {
	message "$1" "$2" '' | jq -c --arg question "$3" '. + {poll: {question: $question, closed: false,
	    total_voters: 3, answers: [{text: ($question + "-one"), voters: 2, chosen: false},
	    {text: ($question + "-two"), voters: 1, chosen: false}]}}'
}

@test "what polls say are texts, which go with the others" {
	local day=86400
	for policy in none features; do
		rm -f chatstat.db*
		export_of "$(poll 1 $((CHATSTAT_NOW - 9 * day)) polled-first)" \
		    "$(poll 2 $((CHATSTAT_NOW - day)) polled-last)" >a.json
		chatstat-import a.json >log
		chatstat polls --last all -f csv | grep -q polled-first
		chatstat-admin set Test text $policy
		if on_disk polled-; then return 1; fi
		[ "$(chatstat polls --last all -f csv | grep -c ",,,[12]")" = 4 ]
	done
	# By age: when they come, and when chatstat-purge runs.
	rm -f chatstat.db*
	export_of "$(message 3 $((CHATSTAT_NOW - 99 * day)) Hello)" >b.json
	chatstat-import b.json >log
	chatstat-admin set Test text-days 8
	chatstat-import a.json >log
	if on_disk polled-first; then return 1; fi
	on_disk polled-last
	chatstat-purge
	on_disk polled-last
	export CHATSTAT_NOW=$((CHATSTAT_NOW + 9 * day))
	[[ $(chatstat-purge --dry-run) == *" 1 texts, 0 messages"* ]]
	chatstat-purge
	if on_disk polled-; then return 1; fi
	[ -z "$(chatstat-purge --dry-run)" ]
	# A database whose chat kept none before polls were dropped with it.
	sql chatstat.db "UPDATE chat SET text = 0; UPDATE poll_option SET text = 'polled-again'" >sql.log
	chatstat-purge
	if on_disk polled-; then return 1; fi
}

@test "text none touches no other chat" {
	chat
	sed 's/1900000009/1900000010/; s/"Test"/"Second"/; s/known/other/g' a.json >b.json
	chatstat-import b.json >log
	chatstat-admin set Test text none
	[ "$(sql chatstat.db "SELECT count(*) FROM message WHERE text LIKE 'other-text-%'")" = 3 ]
	if on_disk known-text; then return 1; fi
}

@test "text none waits for those who read" {
	chat
	on_disk known-text-two
	mkfifo hold
	sqlite3 -batch chatstat.db <hold >held &
	exec 9>hold
	echo 'BEGIN; SELECT count(*) FROM message;' >&9
	until [ -s held ]; do sleep 0.05; done
	chatstat-admin set Test text none 9>&- &
	sleep 0.3
	echo 'COMMIT;' >&9
	wait $!
	# While that one is still there the log stays, but nothing in it.
	if on_disk known-text; then return 1; fi
	exec 9>&-
}

@test "a bot is out of rankings, and in again" {
	chat
	[ "$(chatstat top --last all -f json | jq '.rows | length')" = 1 ]
	chatstat-admin bot Test Ada
	run -0 chatstat top --last all -f json
	jq -e '(.rows | length) == 0 and .coverage.by_bots == 3' <<<"$output"
	[ "$(chatstat top --bots --last all -f json | jq '.rows[0].messages')" = 3 ]
	[ "$(chatstat summary --no-bots --last all -f json | jq '.rows[0].messages')" = 0 ]
	chatstat-admin bot Test 42 off
	run -0 chatstat top --last all -f json
	jq -e '.rows[0].messages == 3 and .coverage.by_bots == 0' <<<"$output"
	chatstat-admin bot Test ada on
	chatstat-rollup --rebuild
	[ "$(chatstat top --last all -f json | jq -c '[(.rows | length), .coverage.by_bots]')" = '[0,3]' ]
	# An export knows nothing of bots and does not change that.
	chatstat-import a.json >log
	[ "$(chatstat top --last all -f json | jq '.coverage.by_bots')" = 3 ]
}

@test "a channel's automatic forwards are no member that could be a bot" {
	update 1 1 1700000000 news | jq -c '.message += {is_automatic_forward: true,
	    from: {id: 777000, is_bot: false, first_name: "Telegram"},
	    sender_chat: {id: -1001900000010, type: "channel", title: "News"}}' >a.jsonl
	chatstat-import a.jsonl >log
	[ "$(sql chatstat.db 'SELECT automatic FROM member')" = 1 ]
	contents chatstat.db >before
	for value in on off; do
		run chatstat-admin bot Test News $value
		refused 2 "automatic forwards"
	done
	cmp before <(contents chatstat.db)
	[ -z "$(chatstat-admin audit)" ]
}

@test "audit tells what was changed, when and by whom, and no names or texts" {
	chat
	chatstat-admin set Test zone Europe/Sofia
	CHATSTAT_NOW=1700092860 chatstat-admin --reason 'they asked' set -1001900000009 text features
	chatstat-admin bot Test Ada on
	chatstat-admin set Test zone Mars/Base || true
	run -0 chatstat-admin audit
	[ "${#lines[@]}" = 3 ]
	[[ ${lines[0]} == "2023-11-16T00:00:00Z  user:"*" (operator, shell)  set zone  -1001900000009  "* ]]
	[[ ${lines[0]} == *"  UTC -> Europe/Sofia  done" ]]
	[[ ${lines[1]} == "2023-11-16T00:01:00Z  "*" set text  "*"  full -> features  done  \"they asked\"" ]]
	[[ ${lines[2]} == *"  set bot  -  user:"*"  off -> on  done" ]]
	[[ $output != *Ada* && $output != *Test* && $output != *known-text* ]]
}

@test "every setting of the table is set, shown and in the audit log; follow tells of more" {
	chat
	chatstat-admin audit follow >followed &
	for setting in "zone Asia/Tokyo" "text none" "text-days 7" "fact-days 30" "reactions off" \
	    "locale bg" "theme dark" "cost everybody" "others shown" "blocked on"; do
		# shellcheck disable=SC2086 # words are wanted
		chatstat-admin set Test $setting
		[[ $(chatstat-admin chats) == *"$setting"* ]]
		run chatstat-admin set Test "${setting% *}" "not-$setting"
		refused 2 "${setting% *} is "
	done
	chatstat-admin set digest Test weekly mon 09:00
	[[ $(chatstat-admin chats) == *"digest weekly mon 09:00"* ]]
	[ "$(chatstat-admin audit | wc -l)" = 11 ]
	for ((i = 0; i < 40 && $(wc -l <followed) < 11; i++)); do sleep 0.1; done
	kill $!
	chatstat-admin audit | cmp - followed
}

@test "wrong usage: status 2, and nothing changes" {
	chat
	contents chatstat.db >before
	for arguments in "" frobnicate "set" "set Test" "set Test zone" "set Test zone UTC UTC" \
	    "set Test colour red" "set Test text" "set Test text some" "set Nobody zone UTC" \
	    "bot Test" "bot Test Ada maybe" \
	    "bot Test Ada on off" "bot Test Nobody" "bot Nobody Ada" "chats now" "audit all" "--nonsense" \
	    "-d" "-c missing.conf chats" "set all zone UTC"; do
		# shellcheck disable=SC2086 # words are wanted
		run chatstat-admin $arguments
		refused 2 "chatstat-admin: " || { echo "in: $arguments"; return 1; }
	done
	for verb in "set Test zone UTC" "bot Test Ada"; do
		# shellcheck disable=SC2086 # words are wanted
		CHATSTAT_NOW=soon run chatstat-admin $verb
		refused 2 CHATSTAT_NOW
	done
	cmp before <(contents chatstat.db)
	run -0 chatstat-admin --help
	[[ ${lines[0]} == usage:* ]]
	run -0 chatstat-admin --version
	[[ $output == "chatstat-admin "[0-9]* ]]
}

@test "wrong databases: none is made" {
	for verb in chats audit "set Test zone UTC" "bot Test Ada"; do
		# shellcheck disable=SC2086 # words are wanted
		run chatstat-admin $verb
		refused 1 chatstat.db "no such database"
		[ ! -e chatstat.db ]
	done
	seq 1000 >text.db
	run chatstat-admin -d text.db set Test zone UTC
	refused 1 text.db "no chatstat database"
}

@test "a database that may only be read: chats and audit work, changes are refused" {
	chat
	mkdir folder
	mv chatstat.db* folder
	cat >inside <<-'SH'
	mount --bind folder folder && mount -o remount,bind,ro folder || exit 99
	chatstat-admin -d folder/chatstat.db "$@"
	SH
	unshare -m bash inside chats || skip "no right to mount"
	cp folder/* .
	contents chatstat.db >before
	unshare -m bash inside audit
	for verb in "set Test zone Europe/Sofia" "set Test text none" "bot Test Ada"; do
		# shellcheck disable=SC2086 # words are wanted
		run unshare -m bash inside $verb
		refused 1 chatstat.db read-only
	done
	cp folder/* .
	cmp before <(contents chatstat.db)
}

@test "nobody is called nothing, though there is one member only" {
	export_of "$(message 1 1795000000 hello)" >export.json
	chatstat-import export.json
	for verb in optout forget show; do
		run chatstat-admin $verb Test ""
		refused 2 "no member is called"
	done
	[ "$(sql chatstat.db "SELECT count(*) FROM optout")" = 0 ]
}

@test "root writes nothing to a database of somebody else's, who could not use what it leaves" {
	[ "$(id -u)" = 0 ] || skip "not root"
	mkdir mine
	export_of >export.json
	chown nobody mine
	run chatstat-import -d mine/chatstat.db export.json
	refused 2 mine/chatstat.db "runuser -u nobody -- "
	[ -z "$(ls mine)" ]
	sample_database chatstat.db
	chown nobody chatstat.db*
	sha256sum chatstat.db* >sums
	for command in "chatstat-admin optout all 42" "chatstat-import export.json" chatstat-rollup \
	    chatstat-purge chatstat-digest; do
		run $command
		refused 2 "runuser -u nobody -- "
	done
	CHATSTAT_TELEGRAM_TOKEN=1234567:AAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa run chatstatd
	refused 2 "runuser -u nobody -- "
	sha256sum -c sums
	[ "$(ls chatstat.db*)" = "$(sed 's/^.*  //' sums)" ]
	chatstat summary
	rm chatstat.db.key
	run chatstat-admin link all
	refused 2 "runuser -u nobody -- "
	[ ! -e chatstat.db.key ]
}
