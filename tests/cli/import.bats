#!/usr/bin/env bats
# chatstat-import: what it takes, what it refuses, and that refusing changes nothing.
load helper

# An import that is refused with this message leaves no database, and leaves one that is there as it was.
refuses() {	# FILE STATUS WORD ...
	local file=$1
	shift
	run chatstat-import -d new.db "$file"
	refused "$@" || return 1
	[ ! -e new.db ] || { echo "a database was made"; return 1; }
	export_of "$(message 1 1700000000 hello)" >good.json
	chatstat-import -d old.db good.json >log
	cp old.db before.db
	run chatstat-import -d old.db "$file"
	refused "$@" || return 1
	cmp old.db before.db
}

@test "an export of one chat" {
	export_of "$(message 1 1700000000 hello)" "$(message 2 1700000060 world)" >a.json
	run -0 chatstat-import a.json
	[ "$(count read)" = 2 ]
	[ "$(count stored)" = 2 ]
	[ "$(sql chatstat.db 'SELECT chat_id, title FROM chat')" = "-1001900000009|Test" ]
	[ "$(sql chatstat.db 'SELECT group_concat(text) FROM message')" = hello,world ]
	[ "$(stat -c %a chatstat.db)" = 640 ]
}

@test "updates as lines, as an array, as an answer, on standard input: the same" {
	update 1 10 1700000000 one >a.jsonl
	update 2 11 1700000060 two >>a.jsonl
	jq -s . a.jsonl >a.json
	jq -s '{ok:true,result:.}' a.jsonl >answer.json
	for f in a.jsonl a.json answer.json; do
		run -0 chatstat-import -d "$f.db" "$f"
		[ "$(count stored)" = 2 ]
		contents "$f.db" >"$f.txt"
	done
	chatstat-import -d stdin.db - <a.jsonl
	contents stdin.db >stdin.txt
	cmp a.jsonl.txt a.json.txt
	cmp a.jsonl.txt answer.json.txt
	cmp a.jsonl.txt stdin.txt
}

@test "refused: broken JSON, with file and byte" {
	printf '{"name":"x","type":"private_group","id":1,"messages":[{"id":1,}]}' >a.json
	refuses a.json 1 a.json "byte 62"
}

@test "refused: truncated" {
	export_of "$(message 1 1700000000 hello)" "$(message 2 1700000060 world)" | head -c 200 >a.json
	refuses a.json 1 a.json "byte 200"
}

@test "refused: truncated standard input" {
	export_of "$(message 1 1700000000 hello)" | head -c 100 >a.json
	run chatstat-import - <a.json
	refused 1 "standard input" "byte 100"
	[ ! -e chatstat.db ]
}

@test "refused: something after the end" {
	{ export_of "$(message 1 1700000000 hello)"; echo '{"more":1}'; } >a.json
	refuses a.json 1 a.json byte
}

@test "refused: UTF-16" {
	export_of "$(message 1 1700000000 hello)" | iconv -t UTF-16 >a.json
	refuses a.json 1 a.json "byte 0"
}

@test "refused: invalid UTF-8 is no JSON, or is mended, but never ends in a crash" {
	export_of "$(message 1 1700000000 "$(printf '\377\376')")" >a.json
	run chatstat-import a.json
	[ "$status" -le 1 ]
}

@test "an hour without updates is none's fault, and what comes after it is read" {
	echo '{"ok":true,"result":[]}' >a.json
	echo '[]' | gzip >b.json.gz
	update 1 1 1700000000 hello >c.jsonl
	run -0 chatstat-import a.json b.json.gz c.jsonl
	[ "$(sql chatstat.db 'SELECT count(*) FROM message')" = 1 ]
}

@test "refused: JSON that is no export and no updates" {
	echo '{"hello":"world"}' >a.json
	refuses a.json 1 a.json "neither a Telegram Desktop export nor a file of Bot API updates" --preset
	echo '[{"hello":"world"}]' >b.json
	refuses b.json 1 b.json "neither"
	echo '[1,2,3]' >c.json
	refuses c.json 1 c.json "neither"
	echo '"text"' >d.json
	refuses d.json 1 d.json byte
}

@test "refused: an export without type and id" {
	echo '{"name":"x","messages":[]}' >a.json
	refuses a.json 1 a.json
}

@test "refused: an empty file, a missing one, a directory" {
	: >empty.json
	refuses empty.json 1 empty.json "byte 0"
	refuses missing.json 1 missing.json "No such file"
	mkdir folder
	refuses folder 1 folder
}

@test "refused: what exports are found as, too; the message says which file is wanted" {
	echo '<html><body>' >messages.html
	printf 'PK\003\004\024\000\000\000' >export.zip
	mkdir ChatExport
	for file in messages.html export.zip ChatExport; do
		refuses $file 1 "$file: byte 0: " result.json "machine-readable JSON"
	done
}

@test "refused: an error body instead of updates" {
	echo '{"ok":false,"error_code":409,"description":"Conflict"}' >a.json
	refuses a.json 1 a.json
}

@test "a broken second file: the first one is in, the second is named" {
	export_of "$(message 1 1700000000 hello)" >a.json
	echo '{"name":' >b.json
	run chatstat-import a.json b.json
	refused 1 b.json "byte 9"
	[ "$(sql chatstat.db 'SELECT count(*) FROM message')" = 1 ]
}

@test "unusable elements are located; the file is refused, or they are skipped and counted" {
	export_of '{"id":"one","type":"message"}' "$(message 2 1700000000 hello)" '5' \
	    "$(message 3 99999999999 late)" "$(message 4 -5 early)" >a.json
	offset=$(grep -ob '{"id":"one"' a.json | cut -d: -f1)
	refuses a.json 1 "a.json: byte $offset:" "4 of 5"
	run -0 chatstat-import --partial a.json
	[ "$(count read)" = 5 ]
	[ "$(count stored)" = 1 ]
	[ "$(count skipped)" = 4 ]
	[[ $output == *"a.json: byte $offset:"* ]]
}

@test "the account adds up" {
	run -0 chatstat-import "$SAMPLE/result.json" "$SAMPLE/updates.jsonl"
	for file in 1 2; do
		[ "$(count read $file)" -gt 1000 ]
		[ "$(count read $file)" -eq $(($(count stored $file) + $(count changed $file) + \
		    $(count 'known already' $file) + $(count 'passed by' $file) + $(count skipped $file))) ]
		[ "$(count skipped $file)" = 0 ]
	done
}

@test "importing again changes nothing" {
	sample_database a.db
	contents a.db >before
	run -0 chatstat-import -d a.db "$SAMPLE/result.json" "$SAMPLE/updates.jsonl"
	contents a.db >after
	cmp before after
	for file in 1 2; do
		[ "$(count stored $file)" = 0 ]
		[ "$(count changed $file)" = 0 ]
	done
}

@test "the order of files does not matter to what is counted" {
	sample_database a.db
	CHATSTAT_CHAT_ZONE=Europe/Sofia \
	    chatstat-import -d b.db "$SAMPLE/updates.jsonl" "$SAMPLE/result.json" >log
	for db in a b; do
		# Not reactions: what a live update told of a message, no export overrides.
		sql $db.db "SELECT chat_id, topic, period, bot, messages, words, chars, media, links, emoji,
		    questions, edited, sent, received, days
		    FROM total JOIN scope USING (scope) JOIN chat USING (chat)
		    WHERE messages + sent + received > 0 ORDER BY 1, 2, 3, 4" >$db.totals
	done
	cmp a.totals b.totals
}

@test "overlapping files: only what is new is stored" {
	export_of "$(message 1 1700000000 a)" "$(message 2 1700000060 b)" "$(message 3 1700000120 c)" >a.json
	export_of "$(message 2 1700000060 b)" "$(message 3 1700000120 c)" "$(message 4 1700000180 d)" >b.json
	export_of "$(message 1 1700000000 a)" "$(message 2 1700000060 b)" "$(message 3 1700000120 c)" \
	    "$(message 4 1700000180 d)" >all.json
	run -0 chatstat-import a.json b.json
	[ "$(count stored 2)" = 1 ]
	[ "$(count 'known already' 2)" = 2 ]
	chatstat-import -d all.db all.json >log
	contents chatstat.db >one
	contents all.db >other
	cmp one other
}

@test "an older file revives nothing: the later edit stays" {
	edit() {
		update 1 1 1700000000 "$1" |
			sed "s/\"message\":/\"edited_message\":/; s/\"date\"/\"edit_date\":$2,\"date\"/"
	}
	update 1 1 1700000000 first >a.jsonl
	edit second 1700000500 >b.jsonl
	edit third 1700000900 >c.jsonl
	chatstat-import c.jsonl a.jsonl b.jsonl >log
	[ "$(sql chatstat.db 'SELECT text, edited FROM message')" = "third|1700000900" ]
}

account() {
	cat >account.json <<-JSON
	{"about":"x","personal_information":{"user_id":42,"first_name":"Ada"},"chats":{"about":"y","list":[
	{"name":"Bob","type":"personal_chat","id":77,"messages":[$(message 1 1700000000 secret)]},
	{"name":"Club","type":"private_supergroup","id":1900000009,
	 "messages":[$(message 1 1700000000 hello)]},
	{"name":null,"type":"personal_chat","id":78,"messages":[]}]},
	"left_chats":{"about":"z","list":[
	{"name":"Old","type":"private_group","id":55,"messages":[$(message 1 1700000000 bye)]}]}}
	JSON
}

@test "an account's export: private chats are left out" {
	account
	run -0 chatstat-import account.json
	[ "$(sql chatstat.db 'SELECT title FROM chat ORDER BY title' | paste -sd,)" = Club,Old ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM message')" = 2 ]
	[[ $output == *"chat not picked"* ]]
}

@test "an account's export: --chat picks, by name or id, private ones too" {
	account
	chatstat-import -d bob.db --chat Bob account.json
	[ "$(sql bob.db 'SELECT chat_id, title FROM chat')" = "77|Bob" ]
	chatstat-import -d two.db --chat 55 --chat -1001900000009 account.json
	[ "$(sql two.db 'SELECT count(*) FROM chat')" = 2 ]
	run chatstat-import -d none.db --chat Nobody account.json
	refused 2 account.json "no chat is called"
	[ ! -e none.db ]
}

@test "compressed files, by name and on standard input" {
	export_of "$(message 1 1700000000 hello)" "$(message 2 1700000060 world)" >a.json
	gzip -k a.json
	chatstat-import -d plain.db a.json >log
	chatstat-import -d gzip.db a.json.gz >log
	chatstat-import -d stdin.db - <a.json.gz >log
	for db in plain gzip stdin; do
		contents $db.db >$db
	done
	cmp plain gzip
	cmp plain stdin
	head -c 120 a.json.gz >cut.json.gz
	refuses cut.json.gz 1 cut.json.gz
}

@test "--dry-run gives the account, and stores nothing" {
	sample_database a.db
	contents a.db >before
	update 1 1 1700000000 hello >a.jsonl
	run -0 chatstat-import -d a.db --dry-run a.jsonl
	[ "$(count stored)" = 1 ]
	contents a.db >after
	cmp before after
	run -0 chatstat-import -d new.db --dry-run a.jsonl
	[ "$(count stored)" = 1 ]
	[ ! -e new.db ]
}

@test "--into stores an export under another chat" {
	export_of "$(message 1 1700000000 hello)" >a.json
	chatstat-import a.json >log
	sed 's/1900000009/5/; s/private_supergroup/private_group/; s/"id":1,/"id":2,/' a.json >old.json
	run -0 chatstat-import --into -1001900000009 old.json
	[ "$(sql chatstat.db 'SELECT count(*) FROM chat')" = 1 ]
	[ "$(sql chatstat.db 'SELECT chat_id FROM chat')" = -1001900000009 ]
}

@test "--into is no user for what is no private chat" {
	export_of "$(message 1 1700000000 hello)" >a.json
	run chatstat-import --into 1900000009 a.json
	refused 2 a.json 1900000009 -1001900000009
	[ ! -e chatstat.db ]
	sed 's/1900000009/7/; s/private_supergroup/personal_chat/' a.json >private.json
	chatstat-import --into 8 private.json
	[ "$(sql chatstat.db 'SELECT chat_id FROM chat')" = 8 ]
}

@test "--chat and --into are for exports; the account says what a file was taken for" {
	export_of "$(message 1 1700000000 hello)" >export.json
	update 1 10 1700000000 one >updates.jsonl
	printf 'time,model,input_tokens,output_tokens\n1793527200,m,1,1\n' >usage.csv
	printf 'model,input,output\nm,1,1\n' >prices.csv
	for file in updates.jsonl usage.csv prices.csv; do
		for option in --chat --into; do
			run chatstat-import $option -1001900000009 $file
			refused 2 $file "--chat and --into"
		done
	done
	[ ! -e chatstat.db ]
	run -0 chatstat-import export.json updates.jsonl usage.csv prices.csv
	[ "$(grep -v '^ ' <<<"$output")" = "export.json: an export
updates.jsonl: updates
usage.csv: usage
prices.csv: a price list" ]
}

@test "--partial takes what is usable of a broken file" {
	export_of "$(message 1 1700000000 hello)" "$(message 2 1700000060 world)" | head -c 300 >a.json
	refuses a.json 1 a.json
	rm -f old.db*
	run -0 chatstat-import --partial a.json
	[ "$(count stored)" = 1 ]
	[ "$(sql chatstat.db 'SELECT text FROM message')" = hello ]
	[[ $output == *"byte 300"* ]]
}

@test "--partial takes the whole elements of a compressed file that was cut off" {
	export_of "$(for i in $(seq 300); do message "$i" $((1700000000 + i)) $RANDOM; echo ,; done)
	    $(message 301 1700009999 end)" >a.json
	gzip -c a.json | head -c 2000 >cut.json.gz
	refuses cut.json.gz 1 cut.json.gz "cut off"
	run -0 chatstat-import --partial cut.json.gz
	[[ $output == *"cut off; what stands before"* ]]
	[ "$(count stored)" -gt 50 ]
	[ "$(count stored)" -lt 301 ]
	[ "$(sql chatstat.db 'SELECT count(DISTINCT at) = max(at) - 1700000000 FROM message')" = 1 ]
	# Only the checksum is missing.
	gzip -c a.json | head -c -8 | chatstat-import -d stdin.db --partial - >log
	[ "$(sql stdin.db 'SELECT count(*) FROM message')" = 301 ]
	{ gzip -c <a.json | head -c 10; printf '\377\377'; } >damaged.json.gz	# no kind of block
	run chatstat-import -d damaged.db --partial damaged.json.gz
	refused 1 damaged.json.gz damaged
}

@test "wrong options end with status 2, and touch nothing" {
	export_of "$(message 1 1700000000 hello)" >a.json
	for arguments in "" "--nonsense a.json" "-d" "--zone Nowhere/City a.json" \
	    "--zone ../etc/passwd a.json" "-c missing.conf a.json"; do
		# shellcheck disable=SC2086 # words are wanted
		run chatstat-import $arguments
		refused 2 chatstat-import
	done
	[ ! -e chatstat.db ]
}

@test "--help and --version" {
	run -0 --separate-stderr chatstat-import --help
	[[ ${lines[0]} == usage:* ]]
	[ -z "$stderr" ]
	run -0 chatstat-import --version
	[[ $output == "chatstat-import "[0-9]* ]]
}

@test "--zone reads times without offset, and says so" {
	echo '{"name":"T","type":"private_group","id":1,"messages":[{"id":1,"type":"message",' \
	    '"date":"2020-07-01T12:00:00","from":"A","from_id":"user1","text":"x"}]}' >a.json
	run -0 chatstat-import -d sofia.db --zone Europe/Sofia a.json
	[[ $output == *Europe/Sofia* ]]
	[ "$(sql sofia.db 'SELECT at FROM message')" = 1593594000 ]
	run -0 chatstat-import -d utc.db a.json
	[ "$(sql utc.db 'SELECT at FROM message')" = 1593604800 ]
}

# ----- databases -----

@test "wrong databases: a text file, another program's, a newer one, a directory, a folder that is not" {
	export_of "$(message 1 1700000000 hello)" >a.json
	seq 1000 >text.db
	cp text.db text.before
	run chatstat-import -d text.db a.json
	refused 1 text.db "no chatstat database"
	cmp text.db text.before

	sql other.db 'CREATE TABLE t (x); INSERT INTO t VALUES (1)'
	cp other.db other.before
	run chatstat-import -d other.db a.json
	refused 1 other.db "no chatstat database"
	cmp other.db other.before

	chatstat-import -d newer.db a.json >log
	sql newer.db 'PRAGMA user_version = 9; PRAGMA wal_checkpoint(TRUNCATE)' >log
	cp newer.db newer.before
	run chatstat-import -d newer.db a.json
	refused 1 newer.db "newer chatstat"
	cmp newer.db newer.before

	mkdir folder
	run chatstat-import -d folder a.json
	refused 1 folder directory
	run chatstat-import -d nowhere/x.db a.json
	refused 1 nowhere/x.db
}

@test "a read-only database" {
	export_of "$(message 1 1700000000 hello)" >a.json
	chatstat-import a.json >log
	chmod 444 chatstat.db
	[ ! -w chatstat.db ] || skip "root may write everything"
	run chatstat-import a.json
	refused 1 chatstat.db read-only
}

@test "a damaged database" {
	export_of "$(message 1 1700000000 hello)" >a.json
	chatstat-import a.json >log
	sql chatstat.db 'PRAGMA wal_checkpoint(TRUNCATE)' >log
	printf 'garbage garbage garbage' | dd of=chatstat.db bs=1 seek=4096 conv=notrunc 2>/dev/null
	export_of "$(message 2 1700000060 again)" >b.json
	run chatstat-import b.json
	[ "$status" -le 1 ]
	[ -n "$output" ]
}

@test "a locked database: status 75 after ten seconds" {
	export_of "$(message 1 1700000000 hello)" >a.json
	export_of "$(message 2 1700000060 again)" >b.json
	chatstat-import a.json >log
	mkfifo hold
	sqlite3 -batch chatstat.db <hold >held &
	exec 9>hold
	echo 'BEGIN EXCLUSIVE; SELECT 1;' >&9
	until [ -s held ]; do sleep 0.05; done
	start=$SECONDS
	run chatstat-import b.json
	exec 9>&-
	wait
	refused 75 chatstat.db busy
	[ $((SECONDS - start)) -ge 9 ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM message')" = 1 ]
	chatstat-import b.json
}

# ----- configuration -----

@test "configuration: mistakes end with status 2, file and line" {
	export_of "$(message 1 1700000000 hello)" >a.json
	wrong() {	# LINE WORD, the file on standard input
		cat >c.conf
		run chatstat-import -c c.conf a.json
		refused 2 "c.conf:$1:" "$2" && [ ! -e chatstat.db ]
	}
	printf '[database]\npath = x.db\ncolour = red\n' | wrong 3 colour
	printf '[nonsense]\npath = x.db\n' | wrong 2 nonsense
	printf '[database]\npath = x.db\n\npath = y.db\n' | wrong 4 twice
	printf '# comment\n[chat]\nzone = Mars/Base\n' | wrong 3 Mars/Base
	printf '[database]\nwhat is this\n' | wrong 2 neither
	printf '[database]\npath =\n' | wrong 2 path
}

@test "configuration: what there is no memory to read is not left out" {
	case $BIN in *plain*) ;; *) skip "a sanitizer's shadow is larger than any limit" ;; esac
	export_of >a.json
	echo '[chat]' >c.conf
	truncate -s 300M c.conf		# a line
	run bash -c 'ulimit -v 120000; exec chatstat-import -c c.conf a.json'
	refused 2 "c.conf: Cannot allocate memory"
	[ ! -e chatstat.db ]
}

@test "configuration: file, environment over file, option over environment" {
	export_of "$(message 1 1700000000 hello)" >a.json
	printf '[database]\npath = file.db\n[chat]\nzone = Asia/Kathmandu\n' >c.conf
	chatstat-import -c c.conf a.json
	[ "$(sql file.db 'SELECT zone FROM chat')" = Asia/Kathmandu ]
	CHATSTAT_DATABASE_PATH=environment.db CHATSTAT_CHAT_ZONE=Asia/Tokyo chatstat-import -c c.conf a.json
	[ "$(sql environment.db 'SELECT zone FROM chat')" = Asia/Tokyo ]
	CHATSTAT_DATABASE_PATH=environment.db chatstat-import -c c.conf -d option.db a.json
	[ -e option.db ]
	CHATSTAT_CHAT_ZONE=Mars/Base run chatstat-import a.json
	refused 2 CHATSTAT_CHAT_ZONE Mars/Base
}

# ----- what strangers write -----

@test "hostile texts and names are stored as they are, and break nothing" {
	text="'; DROP TABLE chat; -- %s%n \`id\` \$(id) <b>"
	name="Robert'); DROP TABLE member;--"
	export_of "$(message 1 1700000000 "$text")" | sed "s/\"Ada\"/\"$name\"/" >a.json
	run -0 chatstat-import a.json
	[ "$(sql chatstat.db 'SELECT text FROM message')" = "$text" ]
	[ "$(sql chatstat.db 'SELECT name FROM member')" = "$name" ]
}

@test "control characters as Telegram Desktop writes them" {
	export_of "$(message 1 1700000000 'a\x0Bb')" >a.json
	grep -qF 'a\x0Bb' a.json
	run -0 chatstat-import a.json
	[ "$(sql chatstat.db 'SELECT hex(text) FROM message')" = 610B62 ]
}

@test "deep nesting is skipped or refused, never a crash" {
	deep=$(printf '%.0s[' $(seq 20000))
	export_of "{\"id\":1,\"type\":\"message\",\"date_unixtime\":\"1700000000\",\"text\":$deep" >a.json
	run chatstat-import a.json
	refused 1 a.json byte
}

@test "killed at any moment: whole batches stay, and running again finishes the work" {
	sample_database whole.db
	contents whole.db >whole
	for _ in 1 2 3 4 5 6 7 8; do
		CHATSTAT_CHAT_ZONE=Europe/Sofia timeout -s KILL "0.0$((RANDOM % 9 + 1))" \
		    chatstat-import -d killed.db "$SAMPLE/result.json" "$SAMPLE/updates.jsonl" >log 2>&1 ||
			true
		[ ! -s killed.db ] || [ "$(sql killed.db 'PRAGMA integrity_check')" = ok ]
	done
	sample_database killed.db
	contents killed.db >killed
	cmp whole killed
}

@test "two at once" {
	sample_database whole.db
	CHATSTAT_CHAT_ZONE=Europe/Sofia chatstat-import -d both.db "$SAMPLE/result.json" >one &
	CHATSTAT_CHAT_ZONE=Europe/Sofia chatstat-import -d both.db "$SAMPLE/updates.jsonl" >two
	wait $!
	for db in whole both; do
		sql $db.db 'SELECT key, at, member_id, kind, words, text
		    FROM message JOIN member USING (member) ORDER BY key' >$db
		sql $db.db 'SELECT sum(messages), sum(words), sum(sent), sum(received) FROM total' >>$db
	done
	cmp whole both
}

@test "a daemon beside a long import gets its turn" {
	export_of "$(message 1 1700000000 hello)" >first.json
	chatstat-import first.json >log
	export_of "$(message 2 1700000000 hello)" |
		jq -c '.messages[0] as $m | .messages = [range(2; 50000) as $i | $m + {id: $i}]' >many.json
	run -0 /usr/bin/python3 "$BATS_TEST_DIRNAME/lock.py" chatstat.db \
	    /usr/bin/python3 "$BATS_TEST_DIRNAME/turn.py" chatstat.db chatstat-import many.json
	read -r during after <<<"$output"
	[ "$after" = 49999 ]
	[ "$during" -gt 1 ]
	[ "$during" -lt "$after" ]
}

@test "memory does not grow with the members of a file" {
	case $BIN in *plain*) ;; *) skip "a sanitizer's memory grows with all that was ever allocated" ;; esac
	for n in 25000 90000; do
		export_of "$(message 1 1700000000 hello)" |
			jq -c '.messages[0] as $m | .messages = [range(1; '$n') as $i |
			    $m + {id: $i, from_id: "user\($i)", from: "Member \($i)"}]' >many.json
		/usr/bin/python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' chatstat-import -d "$n.db" many.json >>peaks
	done
	cat peaks	# KiB
	[ "$(sed -n 2p peaks)" -lt $(($(sed -n 1p peaks) * 5 / 4)) ]
}

# ----- real data -----

@test "every export that is at hand" {
	[ -d "$shared/exports" ] || skip "no real data here"
	for f in "$shared"/exports/*/*.json; do
		case ${f##*/} in target.json) continue ;; esac
		name=${f##*/}
		run chatstat-import -d "$name.db" "$f"
		[ "$status" -eq 0 ] || {
			echo "$f: $status $output"
			[ "$status" -eq 1 ] && [[ $output == *"$f: "* ]] && [ ! -e "$name.db" ]
		}
	done
}

@test "BIG_20A_5475M.json: the known values" {
	big=$shared/exports/chat-analytics/BIG_20A_5475M.json
	[ -f "$big" ] || skip "no real data here"
	run -0 chatstat-import "$big"
	[ "$(count stored)" = 5475 ]
	is() { [ "$(sql chatstat.db "$1" | paste -sd,)" = "$2" ]; }
	is 'SELECT count(*), count(DISTINCT member), sum(chars), count(DISTINCT day) FROM message' \
	    '5475|20|263042|1090'
	is 'SELECT count(*) AS n FROM message GROUP BY member ORDER BY n DESC LIMIT 5' 296,292,291,291,288
	is "SELECT date(period * 86400, 'unixepoch'), sum(messages) FROM total WHERE period < 100000
	    GROUP BY period ORDER BY sum(messages) DESC, period LIMIT 1" '2018-02-11|13'
	is 'SELECT sum(n) FROM tally WHERE what = 0 AND period < 100000 GROUP BY bucket / 24' \
	    772,771,755,834,764,795,784
	is 'SELECT sum(n) FROM tally WHERE what = 0 AND period < 100000 GROUP BY bucket % 24' \
	    236,233,229,240,230,221,245,209,221,229,235,231,218,231,223,233,240,240,223,240,193,224,228,223
}

@test "every kind of update that is at hand is stored or knowingly passed by" {
	[ -d "$shared/updates" ] || skip "no real data here"
	for f in "$shared"/updates/*.json; do
		case ${f##*/} in error_bodies.json) continue ;; esac
		jq -c '.[].update | select(type == "object" and has("update_id"))' "$f" >updates.jsonl
		[ -s updates.jsonl ] || continue
		run chatstat-import -d "${f##*/}.db" --partial updates.jsonl
		[ "$status" -eq 0 ] || { echo "$f: $status $output"; return 1; }
		# One of them was made up without a chat.
		[ "$(count skipped)" -le 1 ] || { echo "$f: $output"; return 1; }
		[ "$(count read)" = "$(wc -l <updates.jsonl)" ]
		[ "$(sql "${f##*/}.db" 'PRAGMA integrity_check; PRAGMA foreign_key_check')" = ok ]
	done
}
