#!/usr/bin/env bats
# Exports of every age and shape, and the options that say how to read them.
load helper

export CHATSTAT_NOW=1795191720

# Messages first to last of Ada's, a minute apart.
run_of() {	# FIRST LAST
	local i
	for ((i = $1; i <= $2; i++)); do
		message "$i" $((1700000000 + i * 60)) "text $i"
		[ "$i" = "$2" ] || echo ,
	done
}

# An answer's rows of a report over all time, in UTC.
rows() {	# DB REPORT JQ-FILTER [OPTION ...]
	local db=$1 report=$2 filter=$3
	shift 3
	chatstat -d "$db" "$report" --last all -f json "$@" | jq -c ".rows | $filter"
}

real() {	# FILE: one of the exports at hand, imported
	[ -f "$shared/exports/$1" ] || skip "no real data here"
	chatstat-import -d real.db "${@:2}" "$shared/exports/$1"
}

# ----- options -----

@test "--dry-run: the counts of a real import, and no database" {
	for database in none half; do
		rm -f a.db* b.db*
		if [ $database = half ]; then
			jq -c '.messages |= .[:3000]' "$SAMPLE/result.json" >half.json
			chatstat-import -d a.db half.json >log
			chatstat-import -d b.db half.json >log
			contents a.db >before
		fi
		for file in "$SAMPLE/result.json" "$SAMPLE/updates.jsonl"; do
			chatstat-import -d a.db --dry-run "$file" | sed 's/ (a rehearsal: .*//' >rehearsal
			[ $database = half ] || rm -f b.db*
			chatstat-import -d b.db "$file" >log
			# The second file found the first one stored.
			[ "$database$file" = "half$SAMPLE/updates.jsonl" ] || cmp rehearsal log
		done
		if [ $database = half ]; then cmp before <(contents a.db); else [ ! -e a.db ]; fi
	done
	export_of "$(message 1 1700000000 hello)" | head -c 100 >cut.json
	run chatstat-import -d c.db --dry-run cut.json
	refused 1 cut.json "byte 100"
	[ ! -e c.db ]
}

@test "one element in a hundred may be unusable, one in ninety-nine not" {
	bad='{"id":"one","type":"message","text":"x"}'
	export_of "$bad" "$(run_of 1 99)" >hundred.json
	run -0 chatstat-import -d hundred.db hundred.json
	[ "$(count skipped)" = 1 ]
	[ "$(count stored)" = 99 ]
	offset=$(grep -ob '{"id":"one"' hundred.json | cut -d: -f1)
	[[ $output == *"hundred.json: byte $offset: unusable: "* ]]
	export_of "$bad" "$(run_of 1 98)" >fewer.json
	run chatstat-import -d fewer.db fewer.json
	refused 1 fewer.json "1 of 99" --partial
	[ ! -e fewer.db ]
	export_of "$bad" "$(run_of 1 198)" "$bad" >twice.json
	run -0 chatstat-import -d twice.db twice.json
	[ "$(count skipped)" = 2 ]
	export_of "$bad" "$(run_of 1 198)" "$bad" "$bad" >thrice.json
	run chatstat-import -d thrice.db thrice.json
	refused 1 thrice.json "3 of 201"
	run -0 chatstat-import -d thrice.db --partial thrice.json
	[ "$(count stored)" = 198 ]
}

@test "--partial: a file cut anywhere gives its whole messages" {
	export_of "$(run_of 1 5)" >a.json
	size=$(wc -c <a.json)
	first=$(grep -ob '{"id":1,' a.json | cut -d: -f1)
	for ((cut = 20; cut < size; cut += 37)); do
		head -c $cut a.json >cut.json
		run chatstat-import -d refused.db cut.json
		refused 1 cut.json "byte $cut"
		rm -f cut.db*
		run chatstat-import -d cut.db --partial cut.json
		whole=$(head -c $cut a.json | grep -o '"text_entities":\[\]}' | wc -l)
		if [ $cut -gt "$first" ] && [ "$whole" -gt 0 ]; then
			[ "$status" -eq 0 ]
			[ "$(sql cut.db 'SELECT count(*) FROM message')" = "$whole" ]
		else
			refused 1 cut.json "byte $cut"
			[ ! -e cut.db ]
		fi
	done
	[ ! -e refused.db ]
	# A sound file is the same with and without it.
	chatstat-import -d one.db a.json >log
	chatstat-import -d other.db --partial a.json >log
	cmp <(contents one.db) <(contents other.db)
}

@test "pipes, devices and folders as files" {
	export_of "$(run_of 1 3)" >a.json
	mkfifo pipe
	for command in 'cat a.json' 'gzip -c a.json'; do
		$command >pipe &
		run -0 chatstat-import -d pipe.db pipe
		[ "$(count read)" = 3 ]
	done
	chatstat-import -d plain.db a.json >log
	cmp <(contents pipe.db) <(contents plain.db)
	run -0 chatstat-import -d stdin.db /dev/stdin <a.json
	[ "$(count stored)" = 3 ]
	mkdir folder
	for file in folder /dev/null missing.json; do
		run chatstat-import -d none.db "$file"
		refused 1 "$file: "
		[ ! -e none.db ]
	done
}

@test "gzip: cut off, damaged, or what is in it broken: refused" {
	export_of "$(run_of 1 200)" >a.json
	gzip -k a.json
	size=$(wc -c <a.json.gz)
	for cut in 3 11 $((size / 2)) $((size - 8)) $((size - 1)); do
		head -c $cut a.json.gz >cut.gz
		run chatstat-import cut.gz
		refused 1 cut.gz
		run chatstat-import - <cut.gz
		refused 1 "standard input"
		run chatstat-import -d $cut.db --partial cut.gz
		# Of a header there is nothing to read.
		if [ $cut -lt 12 ]; then refused 1 cut.gz; else [ "$(count stored)" -gt 0 ]; fi
		[ ! -e chatstat.db ]
	done
	cp a.json.gz damaged.gz
	printf 'xxxx' | dd of=damaged.gz bs=1 seek=$((size / 2)) conv=notrunc 2>/dev/null
	run chatstat-import damaged.gz
	refused 1 damaged.gz
	head -c 1000 a.json | gzip >broken.gz
	run chatstat-import broken.gz
	refused 1 broken.gz "byte 1000"
	[ ! -e chatstat.db ]
}

@test "several files, the second of them broken: the first is in, the third is not" {
	export_of "$(run_of 1 3)" >a.json
	export_of "$(run_of 4 6)" | head -c 300 >b.json
	export_of "$(run_of 7 9)" >c.json
	run chatstat-import a.json b.json c.json
	refused 1 b.json "byte 300" "nothing was imported"
	[ "$(count stored)" = 3 ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM message')" = 3 ]
	run chatstat-import missing.json c.json
	refused 1 missing.json
	[ "$(sql chatstat.db 'SELECT count(*) FROM message')" = 3 ]
}

# An account with a private chat, a supergroup, a group that was left, and two chats of one name.
account() {
	cat <<-JSON
	{"about":"x","contacts":{"about":"c","list":[{"user_id":1,"first_name":"messages"}]},
	"chats":{"about":"y","list":[
	{"name":"Bob","type":"personal_chat","id":77,"messages":[$(message 1 1700000000 private)]},
	{"type":"saved_messages","id":42,"messages":[$(message 9 1700000000 saved)]},
	{"name":"Club","type":"private_supergroup","id":1900000009,"messages":[$(run_of 1 3)]},
	{"name":"Twin","type":"private_group","id":61,"messages":[$(message 20 1700000000 a)]},
	{"name":"Twin","type":"public_channel","id":62,"messages":[$(message 21 1700000000 b)]}]},
	"left_chats":{"about":"z","list":[
	{"name":"Old","type":"private_group","id":55,"messages":[$(message 30 1700000000 bye)]}]}}
	JSON
}

@test "an account: --chat picks by id, by the Bot API's id, by exact name; private chats only then" {
	account >account.json
	picks() {	# CHATS OPTION ...
		local wanted=$1
		shift
		rm -f chatstat.db*
		run -0 chatstat-import "$@" account.json
		chats=$(sql chatstat.db 'SELECT chat_id FROM chat ORDER BY chat_id DESC' | paste -sd ' ')
		[ "$chats" = "$wanted" ] || { echo "$*: $chats: $output"; return 1; }
		[ "$(count read)" = 8 ]
	}
	picks "-55 -61 -1000000000062 -1001900000009"
	picks "77" --chat Bob
	picks "77" --chat 77
	picks "42" --chat 42
	picks "-55" --chat Old
	picks "-55" --chat -55
	picks "-1001900000009" --chat 1900000009
	picks "-61" --chat -61
	picks "77 -55 -1001900000009" --chat Club --chat Bob --chat 55
	for chat in bob Clu "" 5 -77 -100190000000; do
		rm -f chatstat.db*
		run chatstat-import --chat Club --chat "$chat" account.json
		refused 2 account.json "no chat is called \"$chat\"" "Bob (77)" "Club (-1001900000009)"
		[ ! -e chatstat.db ]
	done
	run chatstat-import --chat Twin account.json
	refused 2 account.json "more than one chat is called \"Twin\": Twin (-61), Twin (-1000000000062);"
	run chatstat-import --into -1001900000009 account.json
	refused 2 account.json --into --chat
	[ ! -e chatstat.db ]
	run -0 chatstat-import --into -1007 --chat Old account.json
	[ "$(sql chatstat.db 'SELECT chat_id, title FROM chat')" = "-1007|Old" ]
}

@test "a broken chat of an account condemns the file, also where it is not picked" {
	account | sed 's/"text":"private"/"text":private/' >account.json
	run chatstat-import --chat Club account.json
	refused 1 account.json byte
	account | sed 's/"personal_chat"/"impersonal_chat"/' >account.json
	run chatstat-import --chat Club account.json
	refused 1 account.json "byte $(grep -obm1 '"Bob"' account.json | cut -d: -f1)" "no export has"
	[ ! -e chatstat.db ]
}

@test "--into: a group's export under the supergroup it became; wrong ids are refused" {
	export_of "$(run_of 1 3)" | sed 's/private_supergroup/private_group/; s/1900000009/5/' >old.json
	chatstat-import --into -1001900000009 old.json >log
	[ "$(sql chatstat.db 'SELECT chat_id FROM chat')" = -1001900000009 ]
	[ "$(rows chatstat.db summary '.[0].messages')" = 3 ]
	for id in 0 five 5x "" 99999999999999999999; do
		run chatstat-import -d new.db --into "$id" old.json
		refused 2 --into
	done
	[ ! -e new.db ]
}

@test "--zone: local times with their DST, and a note; unix times need none" {
	at() {	# ID DATE
		printf '{"id":%d,"type":"message","date":"%s","from":"A","from_id":"user1","text":"x"}' "$@"
	}
	export_of "$(at 1 2021-03-28T02:59:59)" "$(at 2 2021-03-28T03:30:00)" "$(at 3 2021-03-28T04:00:00)" \
	    "$(at 4 2021-10-31T03:30:00)" "$(at 5 2021-10-31T04:00:00)" >a.json
	run -0 chatstat-import --zone Europe/Sofia a.json
	[[ $output == *"a.json: times without offset were read in Europe/Sofia"* ]]
	# A skipped time is the first instant after it, a doubled one the earlier.
	[ "$(sql chatstat.db 'SELECT at FROM message ORDER BY at, key' | paste -sd ' ')" = \
	    "1616893199 1616893200 1616893200 1635640200 1635645600" ]
	[ "$(sql chatstat.db 'SELECT zone FROM chat')" = UTC ]
	CHATSTAT_CHAT_ZONE=Europe/Sofia run -0 chatstat-import -d b.db a.json
	[[ $output == *Europe/Sofia* ]]
	cmp <(sql chatstat.db 'SELECT key, at FROM message') <(sql b.db 'SELECT key, at FROM message')
	export_of "$(message 1 1700000000 x)" >unix.json
	run -0 chatstat-import -d c.db --zone Europe/Sofia unix.json
	[[ $output != *Sofia* ]]
	[ "$(sql c.db 'SELECT at FROM message')" = 1700000000 ]
}

# ----- shapes of all ages -----

@test "numeric ids with their type shifts are those of today" {
	old() {	# TYPE CHAT FROM
		printf '{"name":"Old","type":"%s","id":%s,"messages":[{"id":7,"type":"message",' "$1" "$2"
		printf '"date":"2020-05-01T10:00:00","edited":"1970-01-01T01:00:00",'
		printf '"from":"Ada","from_id":%s,' "$3"
		printf '"text":["a ",{"type":"link","text":"example.org"}]}]}'
	}
	is() {	# TYPE CHAT FROM CHAT_ID MEMBER_ID
		old "$1" "$2" "$3" >old.json
		rm -f old.db*
		chatstat-import -d old.db old.json >log 2>&1
		found=$(sql old.db 'SELECT chat_id, member_id, edited, links FROM chat, member, message')
		[ "$found" = "$4|$5|0|1" ] || { echo "$*: $found"; return 1; }
	}
	is private_group $((8589934592 + 123)) $((4294967296 + 42)) -123 42
	is private_group 123 42 -123 42
	is private_supergroup 1455389371 4295744296 -1001455389371 777000
	is private_supergroup 1455389371 1455389371 -1001455389371 -1001455389371
	is public_channel 1455389371 1455389371 -1001455389371 -1001455389371
	is private_group 123 '"user42"' -123 42
	is private_supergroup 1455389371 '"channel1455389371"' -1001455389371 -1001455389371
	is private_supergroup 1455389371 '"chat123"' -1001455389371 -123
}

@test "messages from before a migration: negative ids, replies among them, and the same again" {
	reply() {	# ID TO
		message "$1" $((1700000000 + $1 + 1000000000)) old | sed "s/}\$/,\"reply_to_message_id\":$2}/"
	}
	export_of "$(reply -999999990 -999999995)" "$(message -999999995 1700000005 first)" \
	    '{"id":-999999980,"type":"service","date_unixtime":"1700000020","actor":"Ada","actor_id":"user42",
	    "action":"migrate_to_supergroup"}' "$(message 2 1700000100 new)" >a.json
	run -0 chatstat-import a.json
	[ "$(count stored)" = 3 ]
	[ "$(sql chatstat.db 'SELECT (key & (1 << 40) - 1) - (1 << 39), reply_to, to_member IS NULL, wait
	    FROM message ORDER BY at' | paste -sd ' ')" = \
	    "-999999995|0|1| -999999990|-999999995|0|5 2|0|1|" ]
	[ "$(rows chatstat.db summary '.[0] | [.messages, .replies]')" = '[3,1]' ]
	run -0 chatstat-import a.json
	[ "$(count stored)" = 0 ]
	[ "$(count 'known already')" = 3 ]
}

@test "BIG_20A_5475M.json, in reports: the values that two other programs found" {
	real chat-analytics/BIG_20A_5475M.json >log
	for rolled in no yes; do
		[ $rolled = no ] || chatstat-rollup -d real.db
		[ "$(rows real.db summary '.[0] | [.messages, .members, .characters, .active_days,
		    .busiest_day, .busiest_day_messages]')" = '[5475,20,263042,1090,"2018-02-11",13]' ]
		[ "$(rows real.db top 'map([.member_id, .messages])' --top 6)" = \
		    '[[0,296],[8,292],[1,291],[13,291],[2,288],[16,288]]' ]
		[ "$(rows real.db top '[map(.words), map(.characters), map(.messages)] | map(add)')" = \
		    '[35537,263042,5475]' ]
		[ "$(rows real.db hours 'map(.messages)[:12]')" = \
		    '[236,233,229,240,230,221,245,209,221,229,235,231]' ]
		[ "$(rows real.db hours 'map(.messages)[12:]')" = \
		    '[218,231,223,233,240,240,223,240,193,224,228,223]' ]
		[ "$(rows real.db weekdays 'map(.messages)')" = '[772,771,755,834,764,795,784]' ]
		[ "$(rows real.db activity '[(map(.messages) | add), length]' --by year)" = '[5475,3]' ]
		[ "$(rows real.db kinds 'map([.kind, .messages])[0]')" = '["text",5475]' ]
	done
}

@test "a group with members who come and go, a voice message, an animation, a sticker" {
	real telegram-json-ui/result.json >log
	[ "$(rows real.db summary '.[0] | [.messages, .members, .joins, .leaves, .media]')" = '[8,2,4,1,5]' ]
	[ "$(rows real.db kinds 'map(select(.messages > 0)) | map({(.kind): .messages}) | add')" = \
	    '{"text":3,"photo":1,"animation":1,"voice":1,"sticker":1,"document":1}' ]
	[ "$(rows real.db members 'map(select(.member_id == 460693903))[0] | [.joined, .left]')" = \
	    '["2022-03-16T19:24:39+00:00","2022-03-23T02:12:27+00:00"]' ]
}

@test "a channel's posts: rich text, edits, links" {
	real tg2md/result.json >log
	[ "$(rows real.db summary '.[0] | [.messages, .members, .edited, .links, .media]')" = '[18,1,5,2,9]' ]
	[ "$(sql real.db 'SELECT chat_id, member_id FROM chat, member')" = "-1001292077344|-1001292077344" ]
	# Code is no word, nor is an address; a link's own words are.
	[ "$(sql real.db 'SELECT words FROM message WHERE kind = 0 ORDER BY key' | paste -sd ' ')" = \
	    "3 4 7 14 3 0 2 2 2" ]
}

@test "an account with a poll, a file, reactions without names; a private one only when picked" {
	real telegram-export-sqlite/json_export-result.json >log
	[ "$(rows real.db summary '.[0] | [.messages, .members, .reactions, .joins, .edited, .links]')" = \
	    '[3,2,2,1,1,1]' ]
	[ "$(rows real.db reactions '.')" = '[{"emoji":"thumbs_up","reactions":2,"named":0}]' ]
	[ "$(rows real.db kinds 'map(select(.messages > 0).kind) | sort')" = '["document","poll","text"]' ]
	rm -f real.db*
	run chatstat-import -d real.db "$shared/exports/telegram-export-sqlite/voice_export-result.json"
	refused 1 "only with --chat"
	[ ! -e real.db ]
	real telegram-export-sqlite/voice_export-result.json --chat "Voice Chat" >log
	[ "$(rows real.db kinds 'map(select(.messages > 0).kind)')" = '["voice"]' ]
}

@test "private chats and saved messages, with local and with unix times" {
	real chat-analytics/DM_2A_7M.json >log
	[ "$(rows real.db summary '.[0] | [.messages, .members, .links, .emoji, .questions]')" = \
	    '[6,2,1,1,1]' ]
	rm -f real.db*
	real chatpack-cli/telegram_export.json >log
	[ "$(rows real.db summary '.[0] | [.messages, .replies, .edited, .reply_median_seconds]')" = \
	    '[7,1,1,29]' ]
	rm -f real.db*
	real telegram-chat-parser/users_test.json >log
	[ "$(rows real.db top 'map([.member_id, .messages])')" = '[[1,3],[2,3],[4,2]]' ]
	[ "$(rows real.db summary '.[0].replies')" = 2 ]
}

@test "channels and groups from the time of numeric ids" {
	real telegram-chat-parser/private_channel.json >log
	[ "$(rows real.db summary '.[0] | [.messages, .members, .replies]')" = '[5,1,2]' ]
	[ "$(rows real.db kinds 'map(select(.messages > 0)) | map({(.kind): .messages}) | add')" = \
	    '{"text":3,"poll":2}' ]
	rm -f real.db*
	real telegram-chat-parser/private_group.json >log
	[ "$(rows real.db summary '.[0] | [.messages, .joins]')" = '[1,2]' ]
}

@test "an account that was deleted is called so, until any name of it is told" {
	message 1 1704067200 Hello | jq -c '.from = null' >deleted
	message 2 1704067260 Hello | jq -c '.from = null | .from_id = "user43"' >>deleted
	export_of "$(sed -n 1p deleted)" "$(sed -n 2p deleted)" >a.json
	export_of "$(message 3 1704000000 Earlier)" >b.json
	chatstat-import a.json >log
	[ "$(chatstat top --last all -f csv | grep -c ',Deleted account,')" = 2 ]
	chatstat top --last all --locale de | grep -q 'Gelöschtes Konto'
	chatstat-import b.json a.json >log
	[ "$(chatstat top --last all -f csv | grep -c ',Deleted account,')" = 1 ]
	chatstat top --last all -f csv | grep -q ',Ada,2,'
	[ "$(sql chatstat.db 'SELECT count(*) FROM former_name')" = 0 ]
}
