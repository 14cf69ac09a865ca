#!/usr/bin/env bats
# What is kept of whom: opting out, forgetting, and the search of every file for what should be gone.

# shellcheck disable=SC2030,SC2031 # every test is a shell of its own
load helper

export CHATSTAT_CHAT_TEXT_DAYS=0

# Updates of messages first to last, every third of Zebulon (7000000007, who is told of nowhere else), the
# others of Ada: each answers the one before, and its writer reacts to it.  With a third argument Zebulon
# joins at that instant.
talk() {	# FIRST LAST [INSTANT]
	python3 - "$@" <<-'PYTHON'
	import json, sys
	chat = {"id": -1001900000009, "type": "supergroup", "title": "Test"}
	ada = {"id": 42, "is_bot": False, "first_name": "Ada"}
	zebulon = {"id": 7000000007, "is_bot": False, "first_name": "Zebulon", "last_name": "Quux",
	           "username": "zebquux"}
	first, last, *joins = map(int, sys.argv[1:])
	def tell(kind, number, at, **more):
	    told = {"message_id": number, "date": at, "chat": chat, **more}
	    print(json.dumps({"update_id": tell.next, kind: told}))
	    tell.next += 1
	tell.next = 10 * first
	for i in range(first, last + 1):
	    who, at = ada if i % 3 else zebulon, 1760000000 + i * 700
	    reply = {"reply_to_message": {"message_id": i - 1, "date": 1}} if i > 1 else {}
	    mention = {"type": "text_mention", "offset": 0, "length": 5, "user": zebulon}
	    tag = {"type": "hashtag", "offset": 0, "length": 7}
	    text, entity = ("plain %d" % i, mention) if i % 3 else \
	        ("#zebtag wombat%d %s" % (i, "marsupial " * 40), tag)
	    tell("message", i, at, text=text, entities=[entity], **{"from": who}, **reply)
	    tell("message_reaction", i, at + 9, user=who, old_reaction=[],
	         new_reaction=[{"type": "emoji", "emoji": "👍"}])
	for at in joins:
	    tell("message", 5000, at, new_chat_members=[zebulon], **{"from": ada})
	PYTHON
}

# Nothing in the database, its log, or any file beside it holds these: as text, or as a number.
nowhere() {	# WORD ...
	local file word
	for file in chatstat.db*; do
		for word; do
			! grep -aqi -- "$word" "$file" || { echo "$file holds $word"; return 1; }
		done
	done
	python3 - <<-'PYTHON'
	import glob, sqlite3, sys
	number = 7000000007
	# As SQLite writes it into a row: 6 bytes, most significant first; and any other way around.
	ways = [number.to_bytes(size, order) for size in (5, 6, 8) for order in ("big", "little")]
	for path in glob.glob("chatstat.db*"):
	    data = open(path, "rb").read()
	    for way in ways:
	        if way in data:
	            sys.exit("%s holds the id" % path)
	db = sqlite3.connect("file:chatstat.db?mode=ro", uri=True)
	for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
	    for row in db.execute("SELECT * FROM " + table):
	        if number in row:
	            sys.exit("%s holds the id" % table)
	PYTHON
}

# What does not tell who.
amounts() {	# DB
	sql "$1" 'SELECT key, at, kind, words, chars, links, edited, reply_to, wait FROM message ORDER BY key;
	    SELECT key, emoji, sum(n) FROM reaction GROUP BY 1, 2; SELECT at, joined FROM passage'
}

@test "forgetting leaves nothing in any file, and the sums are those of state" {
	talk 1 200 1760000500 >talk.jsonl
	chatstat-import talk.jsonl
	chatstat-rollup
	amounts chatstat.db >before
	cp chatstat.db open.db
	grep -aq wombat chatstat.db
	run ! nowhere wombat
	chatstat-admin forget all 7000000007
	nowhere wombat marsupial zebtag zebulon quux 7000000007
	amounts chatstat.db >after
	diff before after
	[ "$(sql chatstat.db 'SELECT count(*) FROM member')" -eq 1 ]
	sums chatstat.db >sums.before
	chatstat-rollup --rebuild && chatstat-rollup
	sums chatstat.db | diff sums.before -
	nowhere wombat marsupial zebtag zebulon quux 7000000007
	[[ $(chatstat-admin audit) == *" forget "* ]]
}

@test "who is forgotten stays so when the same is imported again, and when more is" {
	talk 1 60 1760000500 >talk.jsonl
	chatstat-import talk.jsonl
	chatstat-admin forget -1001900000009 7000000007
	amounts chatstat.db >once
	chatstat-import talk.jsonl
	amounts chatstat.db | diff once -
	talk 61 120 >more.jsonl
	chatstat-import more.jsonl
	nowhere wombat marsupial zebtag zebulon quux 7000000007
	talk 1 120 1760000500 >all.jsonl
	chatstat-import -d open.db all.jsonl
	amounts open.db >open
	amounts chatstat.db | diff open -
	[ "$(chatstat top --last all -f json | jq '.rows | length')" -eq 1 ]
	[ "$(chatstat summary --last all -f json | jq '.rows[0].messages')" -eq 120 ]
}

of_zebulon() {
	sql chatstat.db 'SELECT group_concat(key & 255) FROM message JOIN member USING (member)
	    WHERE member_id = 7000000007'
}

@test "opting out leaves the past as it was, and opting in begins anew" {
	talk 1 9 >one.jsonl
	talk 10 18 >two.jsonl
	talk 19 27 >three.jsonl
	chatstat-import one.jsonl
	chatstat-admin optout all Zebulon
	chatstat-import two.jsonl
	[ "$(of_zebulon)" = 3,6,9 ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM message WHERE member = 0 AND text IS NULL')" -eq 3 ]
	[ "$(sql chatstat.db 'SELECT count(DISTINCT member) FROM reaction WHERE member < 0')" = 3 ]
	chatstat-admin optin all 7000000007
	chatstat-import three.jsonl
	[ "$(of_zebulon)" = 3,6,9,21,24,27 ]
	run chatstat-admin optin all 7000000007
	[[ $output == *"had not opted out"* ]]
	run chatstat-admin audit
	[[ $output == *"opt out"*"opt in"* && $output != *7000000007* && $output != *Zebulon* ]]
}

@test "a database made or restored beside the list knows it; another key does not" {
	talk 1 9 >talk.jsonl
	chatstat-import talk.jsonl
	chatstat-rollup
	sqlite3 chatstat.db 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
	cp chatstat.db backup.db
	[ "$(stat -c %a chatstat.db.key)" = 600 ]
	chatstat-admin forget all Zebulon
	[ "$(stat -c %a chatstat.db.optout)" = 600 ]
	rm -f chatstat.db-wal chatstat.db-shm
	mv backup.db chatstat.db
	run ! nowhere wombat
	chatstat-import talk.jsonl	# a restored database forgets again
	nowhere wombat zebulon
	rm chatstat.db chatstat.db-*
	chatstat-import talk.jsonl	# and a new one does not learn
	nowhere wombat zebulon
	rm chatstat.db.key
	run chatstat-import talk.jsonl
	refused 1 chatstat.db.key "opted-out" "put it back"
	[ ! -e chatstat.db.key ]
	echo rubbish >chatstat.db.optout
	run chatstat-import talk.jsonl
	refused 1 chatstat.db.optout
}

@test "forgetting that is killed is finished by the next, and by an import" {
	talk 1 4000 1760000500 >talk.jsonl
	chatstat-import talk.jsonl
	chatstat-rollup
	amounts chatstat.db >before
	cut=no
	for delay in 0.02 0.03 0.04 0.05 0.06 0.08; do
		timeout -s KILL "$delay" chatstat-admin forget all 7000000007 || true
		left=$(sql chatstat.db 'SELECT count(*) FROM message WHERE member <> 0 AND key % 3 = 0')
		listed=$(sql chatstat.db 'SELECT count(*) FROM optout WHERE forgotten')
		[ "$listed" -eq 0 ] || [ "$left" -eq 0 ] || cut=yes
		[ -z "$(sql chatstat.db 'PRAGMA foreign_key_check')" ]
	done
	[ $cut = yes ] || chatstat-admin forget all 7000000007
	talk 4001 4001 >more.jsonl
	chatstat-import more.jsonl
	nowhere wombat marsupial zebtag zebulon quux 7000000007
	sums chatstat.db >sums.before
	chatstat-rollup --rebuild && chatstat-rollup
	sums chatstat.db | diff sums.before -
}

@test "texts go when they are too old, are not written when they are, and an edit brings none back" {
	export CHATSTAT_CHAT_TEXT_DAYS=30 CHATSTAT_NOW=1760600000
	{ update 1 1 1757000000 "long ago"; update 2 2 1760500000 "lately it snowed"; } >talk.jsonl
	chatstat-import talk.jsonl
	[ "$(sql chatstat.db 'SELECT group_concat(words), group_concat(text) FROM message')" = \
	    '2,3|lately it snowed' ]
	[ "$(chatstat summary --last all -f json | jq -r .coverage.texts_since)" = 2025-09-16T00:00:00+00:00 ]
	[[ $(chatstat trend --match snow --last all) == *"Texts since 16 Sep 2025."* ]]
	[[ $(chatstat trend --match snow --last 7d) != *"Texts since"* ]]
	[ "$(CHATSTAT_NOW=1764000000 chatstat-purge --dry-run)" = \
	    '-1001900000009  Test: 1 texts, 0 messages, 0 reactions, 0 joins and leaves' ]
	[ "$(sql chatstat.db 'SELECT count(text) FROM message')" -eq 1 ]
	CHATSTAT_NOW=1764000000 chatstat-purge
	[ "$(sql chatstat.db 'SELECT count(text) FROM message')" -eq 0 ]
	run ! grep -aq 'it snowed' chatstat.db chatstat.db-wal
	update 3 2 1760500000 "lately it rained cats" |
		sed 's/"message"/"edited_message"/; s/"from"/"edit_date":1760500100,&/' >edit.jsonl
	chatstat-import edit.jsonl
	[ "$(sql chatstat.db 'SELECT words, text IS NULL FROM message WHERE edited > 0')" = '4|1' ]
	run ! grep -aq 'it rained' chatstat.db chatstat.db-wal
}

@test "a chat that keeps no texts says so where they are asked for, and what keeps them" {
	export CHATSTAT_NOW=1760600000
	update 1 1 1760500000 "it snowed 😀" >talk.jsonl
	CHATSTAT_CHAT_TEXT=none chatstat-import talk.jsonl
	for report in words "trend --match snow" emoji links hashtags mentions commands; do
		# shellcheck disable=SC2086 # words
		run -0 chatstat $report
		[[ $output == *"This chat keeps no texts."* ]]
		[[ $output != *"Nothing"* && $output != *"--last all"* ]]
	done
	[[ $output == *"To have this from now on: chatstat-admin set -1001900000009 text features"* ]]
	[[ $(chatstat words) == *"chatstat-admin set -1001900000009 text full"* ]]
	[[ $(chatstat words -f telegram) == "<b>This chat keeps no texts.</b>" ]]
	chatstat page | grep -q 'This chat keeps no texts.'
	[[ $(chatstat words --until 2025-10-01) == *"No messages here"* ]]
	chatstat-admin set Test text features
	update 2 2 1760500001 "and hailed 😀" >talk.jsonl
	chatstat-import talk.jsonl
	[[ $(chatstat words) == *"This chat keeps no texts."* ]]
	[[ $(chatstat emoji) == *"😀"* && $(chatstat links) == *"Nothing to show"* ]]
	chatstat-admin set Test text full
	[[ $(chatstat words) == *"Nothing to show"* ]]
}

@test "facts go by age, and what was counted of them stays" {
	talk 1 500 1760000500 >talk.jsonl	# four days
	export CHATSTAT_NOW=1760400000	# 2025-10-14
	chatstat-import talk.jsonl
	chatstat-rollup
	chatstat summary top activity --last all -f json | jq 'map(del(.coverage.frozen_before))' >before
	sums chatstat.db >sums.before
	feats='SELECT day, at, messages FROM talk; SELECT day, what, at, value FROM feat'
	sql chatstat.db "$feats" >feats.before
	chatstat-admin set Test fact-days 3
	chatstat-purge --dry-run | grep -q '^-1001900000009  Test: 0 texts, [1-9][0-9]* messages'
	chatstat-purge
	[ -z "$(chatstat-purge --dry-run)" ]
	[ "$(sql chatstat.db 'SELECT min(at) >= frozen_before, frozen_before FROM message, chat')" = \
	    '1|1760140800' ]
	sums chatstat.db | diff sums.before -
	chatstat-import talk.jsonl | grep -q 'older than what is kept'
	sums chatstat.db | diff sums.before -
	chatstat-rollup --rebuild && chatstat-rollup
	sums chatstat.db | diff sums.before -
	sql chatstat.db "$feats" | diff feats.before -
	chatstat summary top activity --last all -f json >after
	[ "$(jq -r '.[0].coverage.frozen_before' after)" = 2025-10-11T00:00:00+00:00 ]
	jq 'map(del(.coverage.frozen_before))' after | diff before -
	[[ $(chatstat summary --last all) == *"Before 11 Oct 2025 only sums are kept."* ]]
	[[ $(chatstat summary --last 2d) != *"only sums"* ]]
	chatstat-admin forget all Zebulon
	nowhere 'marsupial marsupial' zebulon quux 7000000007	# words of texts that were purged stay
	[ "$(chatstat summary --last all -f json | jq '.rows[0].messages')" -eq 500 ]
	sums chatstat.db >sums.before
	chatstat-rollup --rebuild && chatstat-rollup
	sums chatstat.db | diff sums.before -
}

@test "what sums do not tell says from which day it is counted, or is unknown" {
	export CHATSTAT_NOW=1795191720
	said() {
		chatstat "$@" | tr '\n' ' '
	}
	sample_database chatstat.db
	chatstat-rollup
	chatstat member --member 410000103 --last all -f json >before
	chatstat-admin set Boots fact-days 200
	chatstat-purge
	chatstat member --member 410000103 --last all -f json | jq -c '.rows[0] | del(.member)' >after
	lost='.peak_hour, .top_emoji, .reply_median_seconds, .reply_p90_seconds, .kinds'
	jq -c ".rows[0] | del(.member) | ($lost) |= null" before | diff - after
	chatstat member --member 410000103 --last 90d -f json | jq -e ".rows[0] | [$lost] | all"
	chatstat member --member 410000103 --last all | grep -q '^  kinds  *–$'
	counted="ounted from 4 May 2026 on: before, only sums are kept."
	for report in kinds hours heatmap emoji words fans; do
		[[ $(said $report --member 410000103 --last all --topic Hikes) == *"member is c$counted"* ]]
	done
	for report in "rhythm --last all" "reacted --last all" "unanswered --last all" "polls --last all" \
	    "trend --match the --last all" "replies --since 2026-03-05" "fans --last all --topic Hikes"; do
		# shellcheck disable=SC2086 # words
		[[ $(said $report) == *"C$counted"* && $(said $report -f telegram) == *"C$counted"* ]]
	done
	for report in kinds hours fans replies emoji words summary; do	# from sums
		[[ $(said $report --last all) != *"ounted from"* ]]
	done
	[[ $(said hours --member 410000103 --last 90d) != *"ounted from"* ]]
	chatstat hours --member 410000103 --last all -f svg | grep -q "The member is counted from"
	chatstat page --member 410000103 --last all | grep -q '<p class="soft">The member is counted from'
	for report in "kinds --member 410000103" "hours --member 410000103" "emoji --member 410000103" \
	    rhythm reacted "trend --match the"; do
		# shellcheck disable=SC2086 # words
		run -0 said $report --since 2026-03 --until 2026-03
		[[ $output == *"Of the time before 4 May 2026 only sums are kept, which do not tell this."* &&
		    $output != *"Nothing to show"* && $output != *"ounted from"* ]]
	done
}

@test "who reacted late to a message that was never stored is forgotten, also after a purge" {
	talk 1 500 | grep -v '"message_id": 10,' >talk.jsonl
	cat >late.jsonl <<-JSON
	{"update_id":9000,"message_reaction":{"chat":{"id":-1001900000009,"type":"supergroup","title":"Test"},
	"message_id":10,"date":1760300000,"user":{"id":7000000007,"is_bot":false,"first_name":"Zebulon"},
	"old_reaction":[],"new_reaction":[{"type":"emoji","emoji":"👍"}]}}
	JSON
	tr -d '\n' <late.jsonl >>talk.jsonl
	export CHATSTAT_NOW=1760400000
	chatstat-import talk.jsonl
	chatstat-admin set Test fact-days 3
	chatstat-purge
	late="SELECT count(*) FROM reaction WHERE key & 0xffffffffff = 10 + (1 << 39)"
	[ "$(sql chatstat.db "$late")" = 1 ]
	chatstat-admin forget all Zebulon
	[ "$(sql chatstat.db "$late AND member > 0")" = 0 ]
}

@test "who answered and reacted to whom is kept, whether its days were folded before or not" {
	export CHATSTAT_NOW=1795191720 CHATSTAT_CHAT_ZONE=Europe/Sofia
	pairs() {
		chatstat fans replies --last all -f json | jq -c 'map(.rows)'
	}
	for folded in false true; do
		rm -f chatstat.db*
		chatstat-import "$SAMPLE/updates.jsonl"
		chat=$(sql chatstat.db 'SELECT chat_id FROM chat')
		pairs >before
		[ "$(jq 'map(length > 5) | all' before)" = true ]
		! $folded || chatstat-rollup
		for days in 20 10; do
			chatstat-admin set "$chat" fact-days $days
			chatstat-purge
			pairs | diff before -
			chatstat-rollup
			pairs | diff before -
			chatstat-rollup --rebuild
			pairs | diff before -
		done
		chatstat-admin set "$chat" zone Asia/Tokyo
		chatstat-rollup
		pairs | diff before -
	done
}

@test "space is given back" {
	talk 1 3000 >talk.jsonl
	chatstat-import talk.jsonl
	before=$(stat -c %s chatstat.db)
	chatstat-admin set Test fact-days 1
	chatstat-purge
	[ "$(sql chatstat.db 'SELECT count(*) FROM message')" -eq 0 ]
	[ "$(stat -c %s chatstat.db)" -lt $((before / 2)) ]
	[ "$(sql chatstat.db 'PRAGMA freelist_count')" -eq 0 ]
}

@test "reactions are not recorded where that is off" {
	talk 1 3 >talk.jsonl
	CHATSTAT_CHAT_REACTIONS=off chatstat-import talk.jsonl | grep -q 'reaction: 3'
	[ "$(sql chatstat.db 'SELECT count(*) FROM reaction')" -eq 0 ]
	chatstat-admin set Test reactions on
	talk 4 6 >more.jsonl
	chatstat-import more.jsonl
	[ "$(sql chatstat.db 'SELECT count(*) FROM reaction')" -eq 3 ]
	[[ $(chatstat-admin chats) == *"reactions on"* ]]
	run chatstat-admin set Test reactions maybe
	refused 2 reactions
	run chatstat-admin set Test text-days -1
	refused 2 days
}

@test "what chatstat-purge cannot do is said, and nothing is made or dropped" {
	run chatstat-purge --nothing
	refused 2 "chatstat-purge --help"
	run chatstat-purge everything
	refused 2 'takes no "everything"'
	echo '[chat]' >none.conf
	run chatstat-purge -c none.conf -d missing.db
	refused 1 missing.db "no such database"
	[ ! -e missing.db ]
	run chatstat-purge -c missing.conf
	refused 2 missing.conf
}

@test "who opted out came and went, and is nobody's name, also when the group becomes a supergroup" {
	told() {	# UPDATE INSTANT MORE
		printf '{"update_id":%d,"message":{"message_id":%d,"date":%d,' "$1" "$1" "$2"
		printf '"chat":{"id":-77,"type":"group","title":"G"},'
		printf '"from":{"id":42,"is_bot":false,"first_name":"Ada"},%s}}\n' "$3"
	}
	local ada='{"id":42,"is_bot":false,"first_name":"Ada"}'
	told 1 1795000000 '"text":"hello"' | chatstat-import - >import.log
	chatstat-admin forget all 42
	{
		told 2 1795000100 "\"new_chat_members\":[$ada]"
		told 3 1795000200 "\"left_chat_member\":$ada"
		told 4 1795000300 "\"new_chat_members\":[$ada]"
	} >came
	chatstat-import came >import.log
	chatstat growth --last all -f json | jq .rows >before
	[ "$(jq 'map(.joined) | add' before)" = 2 ]
	told 5 1795000400 '"migrate_to_chat_id":-1001900000009' | chatstat-import - >import.log
	[ "$(sql chatstat.db "SELECT chat_id, count(*), max(member) < 0, sum(joined)
	    FROM passage JOIN chat USING (chat) GROUP BY 1")" = '-1001900000009|3|1|2' ]
	chatstat growth --last all -f json | jq .rows | diff before -
	chatstat-import came >import.log
	chatstat growth --last all -f json | jq .rows | diff before -
	run grep -qa Ada chatstat.db
	[ "$status" -eq 1 ]
}
