#!/usr/bin/env bats
# What is kept of whom: opting out, forgetting, and the search of every file for what should be gone.

load helper

export CHATSTAT_CHAT_TEXT_DAYS=0

# Messages of Zebulon (7000000007, named nowhere else), of Ada, and of both to each other.
talk() {	# FIRST LAST
	local i user
	for ((i = $1; i <= $2; i++)); do
		if ((i % 3 == 0)); then
			user='"id":7000000007,"is_bot":false,"first_name":"Zebulon","last_name":"Quux","username":"zebquux"'
		else
			user='"id":42,"is_bot":false,"first_name":"Ada"'
		fi
		printf '{"update_id":%d,"message":{"message_id":%d,"date":%d,' $((3 * i)) "$i" $((1760000000 + i * 700))
		printf '"chat":{"id":-1001900000009,"type":"supergroup","title":"Test"},"from":{%s},' "$user"
		((i < 2)) || printf '"reply_to_message":{"message_id":%d,"date":1},' $((i - 1))
		((i % 3 == 0)) && printf '"text":"wombat%d %s"}}\n' "$i" "$(printf 'marsupial%.0s ' {1..40})" ||
			printf '"text":"plain %d"}}\n' "$i"
		reaction $((3 * i + 1)) "$i" $((1760000000 + i * 700 + 9)) "$user"
	done
}

reaction() {	# UPDATE MESSAGE AT USER
	printf '{"update_id":%d,"message_reaction":{"chat":{"id":-1001900000009,"type":"supergroup","title":"Test"},' "$1"
	printf '"message_id":%d,"date":%d,"user":{%s},"old_reaction":[],' "$2" "$3" "$4"
	printf '"new_reaction":[{"type":"emoji","emoji":"👍"}]}}\n'
}

passage() {	# UPDATE AT: Zebulon joins
	printf '{"update_id":%d,"message":{"message_id":%d,"date":%d,' "$1" "$1" "$2"
	printf '"chat":{"id":-1001900000009,"type":"supergroup","title":"Test"},'
	printf '"from":{"id":42,"is_bot":false,"first_name":"Ada"},"new_chat_members":'
	printf '[{"id":7000000007,"is_bot":false,"first_name":"Zebulon","last_name":"Quux"}]}}\n'
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
	{ talk 1 200; passage 5000 1760000500; } >talk.jsonl
	chatstat-import talk.jsonl
	chatstat-rollup
	amounts chatstat.db >before
	cp chatstat.db open.db
	grep -aq wombat chatstat.db
	run ! nowhere wombat
	chatstat-admin forget all 7000000007
	nowhere wombat marsupial zebulon quux
	amounts chatstat.db >after
	diff before after
	[ "$(sql chatstat.db 'SELECT count(*) FROM member')" -eq 1 ]
	sums chatstat.db >sums.before
	chatstat-rollup --rebuild && chatstat-rollup
	sums chatstat.db | diff sums.before -
	nowhere wombat marsupial zebulon quux
	[[ $(chatstat-admin audit) == *" forget "* ]]
}

@test "who is forgotten stays so when the same is imported again, and when more is" {
	{ talk 1 60; passage 5000 1760000500; } >talk.jsonl
	chatstat-import talk.jsonl
	chatstat-admin forget 1900000009 7000000007 || chatstat-admin forget -1001900000009 7000000007
	amounts chatstat.db >once
	{ talk 1 60; passage 5000 1760000500; } >again.jsonl
	chatstat-import again.jsonl
	amounts chatstat.db | diff once -
	talk 61 120 >more.jsonl
	chatstat-import more.jsonl
	nowhere wombat marsupial zebulon quux
	{ talk 1 120; passage 5000 1760000500; } >all.jsonl
	chatstat-import -d open.db all.jsonl
	amounts open.db >open
	amounts chatstat.db | diff open -
	[ "$(chatstat top --last all -f json | jq '.rows | length')" -eq 1 ]
	[ "$(chatstat summary --last all -f json | jq '.rows[0].messages')" -eq 120 ]
}

@test "opting out leaves the past as it was, and opting in begins anew" {
	talk 1 9 >one.jsonl
	talk 10 18 >two.jsonl
	talk 19 27 >three.jsonl
	chatstat-import one.jsonl
	chatstat-admin optout all Zebulon
	chatstat-import two.jsonl
	[ "$(sql chatstat.db "SELECT group_concat(key & 0xff) FROM message WHERE member = (SELECT member FROM member
	    WHERE member_id = 7000000007)")" = 3,6,9 ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM message WHERE member = 0 AND text IS NULL')" -eq 3 ]
	[ "$(sql chatstat.db 'SELECT count(*), count(DISTINCT member) FROM reaction WHERE member < 0')" = '3|3' ]
	chatstat-admin optin all 7000000007
	chatstat-import three.jsonl
	[ "$(sql chatstat.db "SELECT group_concat(key & 0xff) FROM message WHERE member = (SELECT member FROM member
	    WHERE member_id = 7000000007)")" = 3,6,9,21,24,27 ]
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
	refused 1 chatstat.db.key "opted-out"
	echo rubbish >chatstat.db.optout
	run chatstat-import talk.jsonl
	refused 1 chatstat.db.optout
}
