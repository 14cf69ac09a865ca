#!/usr/bin/env bats
# chatstat: its command line, its formats, and that it writes nothing but its answer.
load helper

setup_file() {
	export CHATSTAT_NOW=$sample_end
	sample_database "$BATS_FILE_TMPDIR/sample.db"
	chatstat-rollup -d "$BATS_FILE_TMPDIR/sample.db"
	export CHATSTAT_DATABASE_PATH=$BATS_FILE_TMPDIR/sample.db
}

reports() {
	chatstat list -f json | jq -r '.[].report'
}

# What a report cannot do without.
needs() {
	case $1 in
	member) echo --member @boris_k ;;
	trend) echo --match a ;;
	esac
}

# Two chats with like titles, and members with like names.
two_chats() {
	local db=$1
	export_of "$(message 1 1700000000 hello)" | sed 's/"Ada"/"Ada Lovelace"/' >one.json
	export_of "$(message 1 1700000000 hello)" "$(message 2 1700000060 again)" |
		sed 's/1900000009/1900000010/; s/Test/Testing/; s/user42/user43/; s/Ada/Ada Byron/' >two.json
	chatstat-import -d "$db" one.json two.json >log
}

@test "an unknown option is named, in JSON too; so is one without its value" {
	run chatstat list -f csv
	refused 2 list csv
	run chatstat list -o list.json
	refused 2 list
	run chatstat top --lst 7d -f json
	refused 2 "no option --lst"
	chatstat -f json top --lst 7d >error.json 2>/dev/null || [ $? -eq 2 ]
	jq -e '.error.code == "misuse" and (.error.message | contains("--lst"))' error.json
	run chatstat top -xf json
	refused 2 "no option -x"
	run chatstat top --last
	refused 2 "--last needs a value"
}

@test "list names every report; as JSON it is valid" {
	run -0 chatstat list
	for report in summary top activity heatmap chats; do
		grep -q "^$report " <<<"$output"
	done
	chatstat list -f json | jq -e 'type == "array" and length >= 5'
	[ "$(chatstat list | wc -L)" -le 80 ]
}

@test "help, --help and --version" {
	run -0 chatstat help
	[[ ${lines[0]} == usage:* ]]
	run -0 chatstat --help
	[[ ${lines[0]} == usage:* ]]
	run -0 chatstat --version
	[[ $output == "chatstat "[0-9]* ]]
}

@test "an unknown report: status 2, and the nearest name" {
	run chatstat sumary
	refused 2 sumary "did you mean summary"
	run chatstat tpo
	refused 2 tpo "did you mean top"
	run chatstat paeg
	refused 2 paeg "did you mean page"
	run chatstat heat-map
	refused 2 heat-map
	run chatstat xyzzy
	refused 2 xyzzy "chatstat list"
	run chatstat summary xyzzy
	refused 2 xyzzy
	run chatstat
	refused 2 "chatstat list"
}

@test "wrong options: status 2" {
	for arguments in "summary --nonsense" "summary -d" "summary -f yaml" "top --top 0" "top --top many" \
	    "top --by nonsense" "activity --by minute" "summary --last 3x" "summary --last 0d" \
	    "summary --last 7d --since 2026" "summary --since yesteryear" "summary --theme blue" \
	    "summary --since 2026-02-30" "summary --since 2026-05 --until 2026-04" "summary -o x.png" \
	    "summary --top 3" "heatmap --bots" "summary top -f csv" "-c missing.conf summary"; do
		# shellcheck disable=SC2086 # words are wanted
		run chatstat $arguments
		refused 2 "chatstat: " || { echo "$arguments"; return 1; }
		[ ! -e x.png ]
	done
	CHATSTAT_NOW=soon run chatstat summary
	refused 2 CHATSTAT_NOW
}

@test "companions: chatstat import is chatstat-import" {
	run -0 chatstat import --version
	[[ $output == chatstat-import* ]]
	run -0 chatstat rollup -d "$CHATSTAT_DATABASE_PATH" --list
	[[ $output == *fold* ]]
	run chatstat import
	refused 2 "no file given"
	run chatstat ../bin/sh
	refused 2
}

@test "no database, an empty one, another program's" {
	run chatstat -d missing.db summary
	refused 1 missing.db "no such database"
	[ ! -e missing.db ]
	: >empty.db
	run chatstat -d empty.db summary
	refused 1 empty.db
	[ ! -s empty.db ]
	seq 1000 >text.db
	run chatstat -d text.db summary
	refused 1 text.db "no chatstat database"
	run chatstat -d . summary
	refused 1 directory
	sql newer.db "PRAGMA application_id = 1668510817; PRAGMA user_version = 9; CREATE TABLE chat (x)"
	run chatstat -d newer.db summary
	refused 1 newer.db newer
}

@test "a failure with -f json is an object on standard output" {
	run --separate-stderr chatstat -d missing.db summary -f json
	[ "$status" -eq 1 ]
	jq -e '.error.code == "failed" and (.error.message | contains("missing.db"))' <<<"$output"
	run --separate-stderr chatstat -f json sumary
	[ "$status" -eq 2 ]
	jq -e '.error.code == "misuse"' <<<"$output"
	run --separate-stderr chatstat summary --bogus -f json
	[ "$status" = 2 ]
	[[ $(jq -r .error.message <<<"$output") == *--bogus* ]]
	run --separate-stderr chatstat summary --chat nobody -f json
	[ "$status" -eq 2 ] || [ "$status" -eq 1 ]
	jq -e '.error.message | contains("nobody")' <<<"$output"
}

@test "chats: by id, @username or part of a title; ambiguous names list the candidates" {
	two_chats two.db
	for chat in -1001900000009 1900000009 Test; do
		run -0 chatstat -d two.db summary --chat "$chat" --last all -f json
		jq -e '.chat.id == -1001900000009 and .rows[0].messages == 1' <<<"$output"
	done
	run -0 chatstat -d two.db summary --chat testing --last all -f json
	jq -e '.chat.id == -1001900000010' <<<"$output"
	run chatstat -d two.db summary --chat tes
	[ "$status" -ne 0 ]
	[[ $output == *Test* && $output == *Testing* && $output == *-1001900000010* ]]
	run chatstat -d two.db summary
	[ "$status" -ne 0 ]
	[[ $output == *Test* && $output == *Testing* ]]
	run chatstat -d two.db summary --chat nonsense
	[ "$status" -ne 0 ]
	[[ $output == *nonsense* && $output == *Testing* ]]
	run -0 chatstat -d two.db summary --chat all --last all -f json
	jq -e '.chat.id == null and (.chats | length) == 2 and .rows[0].messages == 3' <<<"$output"
	run -0 chatstat -d two.db summary --chat Test --chat Testing --last all -f json
	jq -e '.rows[0].messages == 3' <<<"$output"
}

@test "members: by id, @username or part of a name" {
	run -0 chatstat activity --member @boris_k -f json
	boris=$(jq '[.rows[].messages] | add' <<<"$output")
	[ "$boris" -gt 0 ]
	for member in 410000102 Колев "борис колев"; do
		run -0 chatstat activity --member "$member" -f json
		[ "$(jq '[.rows[].messages] | add' <<<"$output")" = "$boris" ]
	done
	run chatstat activity --member Мария
	[ "$status" -ne 0 ]
	[[ $output == *410000103* && $output == *5100000104* ]]
	run chatstat activity --member nobody-of-that-name
	[ "$status" -ne 0 ]
	[[ $output == *nobody-of-that-name* ]]
}

@test "mentions: what names a member by id counts, however seldom, where few rows are shown" {
	python3 - >mentions.jsonl <<-'PYTHON'
	import json
	ann = {"id": 43, "is_bot": False, "first_name": "Ann", "username": "Ann_Example"}
	told = ["@ann_example"] * 5 + ["@somebody"] * 5 + ["Ann"]
	for i, text in enumerate(told):
	    whom = {"type": "mention"} if text[0] == "@" else {"type": "text_mention", "user": ann}
	    message = {"message_id": i + 1, "date": 1760000000 + i, "text": text, "from": ann,
	        "chat": {"id": -1001900000009, "type": "supergroup", "title": "Test"},
	        "entities": [{**whom, "offset": 0, "length": len(text)}]}
	    print(json.dumps({"update_id": i, "message": message}))
	PYTHON
	chatstat-import -d mentions.db mentions.jsonl
	for top in 1 20; do
		run -0 chatstat -d mentions.db mentions --last all --top $top -f json
		jq -e '.rows[0].member == "Ann" and .rows[0].uses == 6' <<<"$output"
	done
}

@test "every report in JSON is as interfaces.md says" {
	for report in $(reports); do
		# shellcheck disable=SC2046 # words are wanted
		run -0 --separate-stderr chatstat "$report" $(needs "$report") --last all -f json
		[ -z "$stderr" ]
		jq -e --arg report "$report" '.report == $report and (.title | type) == "string"
		    and (.chat | has("id") and has("title"))
		    and (.window | has("since") and has("until") and has("zone") and has("days"))
		    and (.coverage | has("first") and has("last") and has("messages") and has("by_bots")
		        and has("members_known") and has("members_total") and has("frozen_before")
		        and has("texts_since") and (.gaps | type) == "array")
		    and ([.columns[] | has("name") and has("unit")] | all)
		    and ([.columns[].name] as $names | [.rows[] | keys_unsorted == $names] | all)
		    ' <<<"$output" || { echo "$report"; return 1; }
		# The columns that list says, but for those at the end that need an option.
		list=$(chatstat list -f json | jq -c --arg r "$report" '.[] | select(.report == $r).columns')
		jq -e --argjson l "$list" '[.columns[].name] as $c | $c == $l[:$c | length]' <<<"$output"
	done
}

@test "every report of a chat whose members write enough is the oracle's, and has rows" {
	local reports
	sample_database chatstat.db
	readarray -t reports < <(chatstat list -f json |
	    jq -r '.[].report | select(IN("member", "trend", "cost", "expensive", "prices", "budget") | not)')
	# Excerpts and titles are words about an answer, and looked at elsewhere.
	chatstat "${reports[@]}" --last all -f json | jq -S 'del(.[].title, .[].rows[].excerpt)' >ours
	/usr/bin/python3 "$root/tests/oracle" chatstat.db "${reports[@]}" --last all |
	    jq -S 'del(.[].title, .[].rows[].excerpt)' >theirs
	diff theirs ours
	jq -e '[.[] | select(.rows == []).report] == ["silent"]' ours
}

@test "every report in CSV has the columns of JSON, and as many rows" {
	for report in $(reports); do
		# shellcheck disable=SC2046 # words are wanted
		chatstat "$report" $(needs "$report") -f json >a.json
		# shellcheck disable=SC2046 # words are wanted
		chatstat "$report" $(needs "$report") -f csv >a.csv
		/usr/bin/python3 - <<-'PY' || { echo "$report"; return 1; }
			import csv, json
			answer = json.load(open("a.json", encoding="utf-8"))
			rows = list(csv.reader(open("a.csv", encoding="utf-8", newline=""), strict=True))
			assert rows[0] == [c["name"] for c in answer["columns"]], rows[0]
			assert len(rows) - 1 == len(answer["rows"]), len(rows)
			for row, wanted in zip(rows[1:], answer["rows"]):
			    for text, value in zip(row, wanted.values()):
			        if value is None:
			            assert text == "", text
			        elif isinstance(value, str):
			            assert text.lstrip("'") == value.lstrip("'"), (text, value)
			        elif isinstance(value, (int, float)) and not isinstance(value, bool):
			            assert float(text) == float(value), (text, value)
			assert b"\r\n" in open("a.csv", "rb").read()
		PY
	done
}

@test "text stays within 80 columns" {
	cat >width.py <<-'PY'
		import sys, unicodedata
		def width(line):
		    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else
		               2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
		wide = [l for l in sys.stdin.read().splitlines() if width(l) > 80]
		print("\n".join(wide))
		sys.exit(bool(wide))
	PY
	for report in $(reports); do
		for last in 24h 30d 1y all; do
			# shellcheck disable=SC2046 # words are wanted
			LC_ALL=C.UTF-8 chatstat "$report" $(needs "$report") --last $last >text
			/usr/bin/python3 width.py <text || { echo "$report --last $last"; return 1; }
			# shellcheck disable=SC2046 # words are wanted
			LC_ALL=C chatstat "$report" $(needs "$report") --last $last >text
			if LC_ALL=C grep -qP '[\x00-\x08\x0b-\x1f\x7f]' text; then return 1; fi
		done
	done
}

@test "hostile names stay on their line and start no control sequence" {
	run -0 chatstat top --last all --top 100
	[[ $output != *$'\033'* ]]
	[[ $output == *"'; DROP TABLE chat; --"* ]]
	[[ $output != *$'\u202e'* ]]
}

@test "several reports: one after another, as JSON an array" {
	run -0 chatstat summary top heatmap -f json
	jq -e 'type == "array" and map(.report) == ["summary", "top", "heatmap"]' <<<"$output"
}

@test "spans and dates say the interval they mean, in the chat's zone" {
	window() {
		chatstat summary "$@" -f json | jq -r '.window | .since + " " + .until'
	}
	[ "$(window --last 7d)" = "2026-11-14T00:00:00+02:00 2026-11-21T00:00:00+02:00" ]
	[ "$(window --last 30d)" = "2026-10-22T00:00:00+03:00 2026-11-21T00:00:00+02:00" ]
	[ "$(window)" = "$(window --last 30d)" ]
	[ "$(window --last 24h)" = "2026-11-19T18:22:00+02:00 2026-11-20T18:22:00+02:00" ]
	[ "$(window --last 1m)" = "2026-10-21T00:00:00+03:00 2026-11-21T00:00:00+02:00" ]
	[ "$(window --last yesterday)" = "2026-11-19T00:00:00+02:00 2026-11-20T00:00:00+02:00" ]
	[ "$(window --since 2026-10-25 --until 2026-10-25)" = \
	    "2026-10-25T00:00:00+03:00 2026-10-26T00:00:00+02:00" ]
	[ "$(window --since 2026-03 --until 2026-03)" = \
	    "2026-03-01T00:00:00+02:00 2026-04-01T00:00:00+03:00" ]
	[ "$(window --since 2026-03-29T03:30 --until 2026-03-29T05:00)" = \
	    "2026-03-29T04:00:00+03:00 2026-03-29T05:00:00+03:00" ]
	[ "$(window --since @1790000000 --until @1790003600)" = \
	    "2026-09-21T17:13:20+03:00 2026-09-21T18:13:20+03:00" ]
}

@test "what is wrong with a time, a side or a file is said of it" {
	run chatstat top --since 2026-02-30
	refused 2 --since '"2026-02-30"' "times look like"
	run chatstat top --until 2026-13
	refused 2 --until '"2026-13"'
	run chatstat top --since 2027
	refused 2 "--since 2027: nothing is known of what is to come"
	run chatstat top --since 2026-03 --until 2026-02
	refused 2 "ends before it begins"
	for word in @boris_k Hannah 410000101; do
		run chatstat compare --against "$word"
		refused 2 "no chat is called \"$word\"" "--member WHO --against"
	done
	chatstat compare --against 2026-03 -f json >month.json
	chatstat compare --against 2026-03..2026-03 -f json | cmp - month.json
	for file in x.pdf ./x.JPG; do
		run chatstat top -o "$file"
		refused 2 "$file" "-f"
		[ ! -e "$file" ]
	done
	chatstat top -f csv -o x.tsv
	chatstat top -o tmp.AbCdEf1234
}

@test "what was not recorded is compared as unknown, on either side" {
	export CHATSTAT_NOW=1795200000
	export_of "$(message 1 1795000000 Then)" "$(message 2 1795100000 now)" >new.json
	export_of "$(message 1 1560000000 Then)" "$(message 2 1560100000 now)" |
		sed 's/1900000009/1900000001/; s/Test/Past/' >old.json
	chatstat-import -d two.db new.json old.json
	rows='.rows | (map(.a) | unique), (map(.b) | unique), (map(.change_percent) | unique)'
	[ "$(chatstat -d two.db compare --chat Test --against Past -f json | jq -c "$rows")" = \
	    "[0,1,2,7]"$'\n[null]\n[null]' ]
	[ "$(chatstat -d two.db compare --chat Past --against Test -f json | jq -c "$rows")" = \
	    "[null]"$'\n[0,1,2,7]\n[null]' ]
	said="Nothing was recorded of what this is compared with."
	[[ $(chatstat -d two.db compare --chat Test --against Past) == *"$said"* ]]
	run -0 chatstat -d two.db compare --chat Past --against Test
	[[ $output == *"Recorded 8 Jun 2019 – 9 Jun 2019."* && $output != *"$said"* ]]
	chatstat -d two.db compare --chat Past --against Test -f svg >chart.svg
	[[ $(chatstat -d two.db compare --chat Past --against 2019 -f telegram) == *"–"* ]]
}

@test "a day with 25 hours has 25 rows by hour, one of them doubled into another" {
	run -0 chatstat activity --by hour --since 2026-10-25 --until 2026-10-25 -f json
	[ "$(jq '.rows | length' <<<"$output")" = 24 ]
	run -0 chatstat activity --by hour --since 2026-03-29 --until 2026-03-29 -f json
	[ "$(jq '.rows | length' <<<"$output")" = 23 ]
}

@test "unknown is null, never 0: a gap of the recording" {
	run -0 chatstat activity --by day --since 2026-09-20 --until 2026-09-25 -f json
	jq -e '.coverage.gaps | length == 1' <<<"$output"
	jq -e '[.rows[].messages] | all(. == null)' <<<"$output"
	run -0 chatstat activity --by day --since 2026-09-20 --until 2026-09-25 -f csv
	[[ ${lines[1]} == 2026-09-20,,* ]]
}

@test "before rollup and after: the same answers" {
	sample_database cold.db
	for report in $(reports); do
		for last in 24h 7d 1y all; do
			# shellcheck disable=SC2046 # words are wanted
			chatstat "$report" $(needs "$report") --last $last -f json >warm.json
			# shellcheck disable=SC2046 # words are wanted
			chatstat -d cold.db "$report" $(needs "$report") --last $last -f json >cold.json
			diff cold.json warm.json || { echo "$report --last $last"; return 1; }
		done
	done
}

@test "-o chooses the format, and puts a whole file in place of the old one" {
	for ending in txt json csv gp; do
		chatstat top -o "a.$ending"
		chatstat top -f "${ending/txt/text}" >"b.$ending"
		cmp "a.$ending" "b.$ending"
	done
	echo old >c.json
	ln c.json link.json
	chatstat top -o c.json
	jq -e '.report == "top"' c.json
	[ "$(cat link.json)" = old ]
	[ "$(stat -c %a c.json)" = 644 ]
	echo old >d.json
	run chatstat top --chat nobody -o d.json
	[ "$status" -ne 0 ]
	[ "$(cat d.json)" = old ]
	run chatstat top -o missing/e.json
	refused 1 missing/e.json
	[ "$(find . -name '*.??????' ! -name '*.json' | wc -l)" = 0 ]
}

@test "a full disk is an error, and leaves nothing behind" {
	[ -w /dev/full ] || skip "no /dev/full"
	if chatstat top >/dev/full 2>err; then return 1; fi
	grep -q "standard output" err
}

@test "charts: PNG and SVG are whole, of the right size, and reproducible" {
	for report in top activity heatmap; do
		chatstat $report -o a.png
		chatstat $report -o b.PNG
		cmp a.png b.PNG
		[ "$(head -c 8 a.png | od -An -tx1 | tr -d ' ')" = 89504e470d0a1a0a ]
		[ "$(tail -c 8 a.png | od -An -tx1 | tr -d ' ')" = 49454e44ae426082 ]
		[ "$(head -c 20 a.png | tail -c 4 | od -An -tu1 | tr -s ' ')" = " 0 0 5 0" ]
		chatstat $report --theme dark -o c.png
		if cmp -s a.png c.png; then return 1; fi
		chatstat $report -o a.svg
		/usr/bin/python3 -c 'import xml.dom.minidom; xml.dom.minidom.parse("a.svg")'
	done
}

@test "charts are kept by what they show, no more of them than is configured, and never what is not ours" {
	mkdir cache
	export CHATSTAT_CACHE_DIRECTORY=cache CHATSTAT_CACHE_MEGABYTES=1
	chatstat top -o a.png
	kept=$(echo cache/*)
	cmp a.png "$kept"
	# It is what comes the next time; a line more that it shows is another one.
	printf '\x89PNG\r\n\x1a\nIEND\xaeB`\x82' >"$kept"
	chatstat top -o b.png
	cmp b.png "$kept"
	chatstat top --top 3 -o c.png
	[ "$(find cache -type f | wc -l)" = 2 ]
	# Those that were asked for last stay.
	head -c 1200000 /dev/zero >cache/0123456789abcdef0123456789abcdef
	head -c 1200000 /dev/zero >cache/other
	touch -d 2020-01-01 cache/*
	chatstat top -o b.png
	chatstat top --top 4 -o d.png
	[ ! -e cache/0123456789abcdef0123456789abcdef ] && [ -e cache/other ] && [ -e "$kept" ]
	CHATSTAT_CACHE_MEGABYTES=0 chatstat top -o e.png
	cmp a.png e.png
	# A cache that is none is in nobody's way.
	CHATSTAT_CACHE_DIRECTORY=/nonexistent/cache chatstat top -o f.png
	cmp a.png f.png
}

@test "a chart's texts cannot command gnuplot" {
	chatstat top --last all --top 40 -o a.png
	[ ! -e pwned ]
	chatstat top --last all --top 40 -f gp >a.gp
	# Every text stands in a datablock.
	awk '/<< *EOD/ { inside = 1 } /^EOD/ { inside = 0 } !inside' a.gp >commands
	run grep -E 'touch|DROP|html|Bold x' commands
	[ "$status" -eq 1 ]
}

@test "no gnuplot: a clear sentence" {
	mkdir empty
	run env PATH="$PWD/empty" "$BIN/chatstat" top -o a.png
	refused 1 gnuplot
	[ ! -e a.png ]
}

@test "reports write nothing, and work on a database that may only be read" {
	mkdir folder
	cp "$CHATSTAT_DATABASE_PATH" folder/a.db
	chmod 444 folder/a.db
	sha256sum folder/a.db >before
	for report in $(reports); do
		# shellcheck disable=SC2046 # words are wanted
		chatstat -d folder/a.db "$report" $(needs "$report") >text
	done
	sha256sum -c --quiet before
}

@test "another user may read a database that its writer has closed" {
	[ "$(id -u)" = 0 ] || skip "takes root"
	id nobody >/dev/null || skip "no user nobody"
	command -v setpriv >/dev/null || skip "no setpriv"
	folder=$(mktemp -d)
	sample_database "$folder/a.db"
	chmod 755 "$folder"
	chmod 644 "$folder"/a.db*
	as_nobody=(setpriv --reuid=nobody --clear-groups)
	"${as_nobody[@]}" test -x "$BIN/chatstat" -a -r "$folder/a.db" ||
		{ rm -r "$folder"; skip "out of reach"; }
	run "${as_nobody[@]}" "$BIN/chatstat" -d "$folder/a.db" summary
	rm -r "$folder"
	[ "$status" -eq 0 ]
}

@test "reports answer while an import writes" {
	CHATSTAT_CHAT_ZONE=Europe/Sofia chatstat-import -d live.db "$SAMPLE/result.json" >log
	CHATSTAT_CHAT_ZONE=Europe/Sofia chatstat-import -d live.db "$SAMPLE/updates.jsonl" >log &
	for _ in 1 2 3 4 5; do
		chatstat -d live.db summary top --last all >text
	done
	wait $!
}

@test "BIG_20A_5475M.json: the known values" {
	big=$shared/exports/chat-analytics/BIG_20A_5475M.json
	[ -f "$big" ] || skip "no real data here"
	chatstat-import -d big.db "$big" >log
	chatstat-rollup -d big.db
	run -0 chatstat -d big.db summary --last all -f json
	jq -e '.rows[0] | .messages == 5475 and .members == 20 and .characters == 263042
	    and .active_days == 1090 and .busiest_day == "2018-02-11"
	    and .busiest_day_messages == 13' <<<"$output"
	run -0 chatstat -d big.db top --last all --top 5 -f json
	jq -e '[.rows[].messages] == [296, 292, 291, 291, 288] and [.rows[].member_id] != null' <<<"$output"
	run -0 chatstat -d big.db heatmap --last all -f json
	jq -e '[.rows | group_by(.weekday)[] | map(.messages) | add] == [772, 771, 755, 834, 764, 795, 784]' \
	    <<<"$output"
	jq -e '[.rows | group_by(.hour)[] | map(.messages) | add] == [236, 233, 229, 240, 230, 221, 245, 209,
	    221, 229, 235, 231, 218, 231, 223, 233, 240, 240, 223, 240, 193, 224, 228, 223]' <<<"$output"
	[ "$(jq '.rows | length' <<<"$output")" = 168 ]
}
