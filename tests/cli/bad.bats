#!/usr/bin/env bats
# Bad input: JSON that is none, and what strangers call themselves.
load helper

setup_file() {
	mkdir "$BATS_FILE_TMPDIR/suite"
	cd "$BATS_FILE_TMPDIR/suite" || return 1
	own_suite
}

hostile() {
	/usr/bin/python3 "$BATS_TEST_DIRNAME/hostile.py" "$@"
}

# Files as JSONTestSuite has them: y_ is JSON, n_ is none, of i_ nobody knows.
own_suite() {
	echo '[1, -0.5e+10, true, false, null, "", {"a": {}, "a": []}]' >y_all.json
	printf '%s' '["\u0000 \ud83d\ude00 \" \\ \/ \b \f \n \r \t"]' >y_escapes.json
	echo '{"messages": [{"id": 1}], "chats": {"list": []}, "update_id": 1}' >y_ours.json
	printf '%s' '"alone"' >y_string.json
	echo "[$(printf '%.0s[' $(seq 100))$(printf '%.0s]' $(seq 100))]" >y_deep.json
	printf '%0100000d' 0 | sed 's/.*/["&"]/' >y_long.json
	echo '[1e400, -123123e100000, 123456789012345678901234567890]' >i_numbers.json
	echo '["\ud800", "\udc00\ud800"]' >i_surrogates.json
	printf '["\xff"]' >i_latin.json
	printf '["\xc0\xaf"]' >i_overlong.json
	echo '[1,]' >n_comma.json
	echo '{"a" 1}' >n_colon.json
	echo '[01]' >n_zero.json
	echo '[1.]' >n_point.json
	echo '[NaN]' >n_nan.json
	echo "['a']" >n_quotes.json
	echo '["\u12"]' >n_escape.json
	echo '["\y"]' >n_escape_y.json
	printf '%s' '["\x0B"]' >n_escape_x.json
	printf '["a\tb"]' >n_tab.json
	echo '{"a": 1} // why' >n_comment.json
	printf '["a' >n_cut.json
	printf '%.0s[' $(seq 100000) >n_deep.json
	printf '%.0s{"":' $(seq 100000) >n_deep_objects.json
	printf '[1\0]' >n_nul.json
	: >n_empty.json
	echo ' ' >n_blank.json
	echo '1]' >n_closed.json
}

# The last import refused a file, and said where.
refuses() {	# FILE [REST]
	if [ "$status" -eq 1 ]; then
		grep -q "^chatstat-import: $1: byte [0-9]*: .*${2:-}" out && return
	fi
	echo "$1: status $status: $(cat out)"
	return 1
}

# As a whole, no file is an export; the message says where it ceases to be one.  An empty array is no updates.
whole_files() {	# FOLDER
	local f
	for f in "$1"/*.json; do
		! grep -qx ' *\[\] *' "$f" || continue
		chatstat-import -d no.db "$f" >out 2>&1 && status=0 || status=$?
		refuses "$f" "; nothing was imported$"
	done
	[ ! -e no.db ]
}

# In a field that nobody knows, JSON passes, and what is none condemns the file.
embedded_files() {	# FOLDER
	local f
	mkdir in
	hostile embed "$1" in
	export_of "$(message 7 1700000000 hello)" >good.json
	chatstat-import -d old.db good.json >log
	cp old.db before.db
	chatstat-import -d y.db in/y_*.json >out 2>&1 || { cat out; return 1; }
	[ "$(grep -c '^  read  *2$' out)" = "$(find in -name 'y_*' | wc -l)" ]
	[ "$(sql y.db 'SELECT count(*) FROM message')" = 2 ]
	for f in in/n_*.json; do
		case $f in *escape_x*) continue ;; esac
		chatstat-import -d old.db "$f" >out 2>&1 && status=0 || status=$?
		refuses "$f"
	done
	cmp old.db before.db
	[ ! -s old.db-wal ] || cmp old.db-wal before.db-wal
	for f in in/*escape_x*.json; do
		chatstat-import -d x.db "$f" >out 2>&1 || { cat out; return 1; }
	done
	for f in in/i_*.json; do
		chatstat-import -d i.db "$f" >out 2>&1 && status=0 || status=$?
		[ "$status" -le 1 ] || { echo "$f: status $status: $(cat out)"; return 1; }
	done
	[ "$(sql y.db 'PRAGMA integrity_check; PRAGMA foreign_key_check')" = ok ]
}

# Valid values where they do not belong: of some 30 fields of messages, of reactions and of services.
misplaced_values() {	# FOLDER
	hostile fields "$1" >fields.json
	chatstat-import -d fields.db --partial fields.json >out 2>err || { cat out err; return 1; }
	if grep -v '^chatstat-import: fields.json: byte [0-9]*: unusable: ' err; then return 1; fi
	[ "$(sql fields.db 'PRAGMA integrity_check; PRAGMA foreign_key_check')" = ok ]
	chatstat -d fields.db summary activity members titles --last all >text
	hostile text <text
	chatstat-import -d fields.db --partial fields.json >again 2>err
	grep -q '^  stored *0$' again
	grep -q '^  changed *0$' again
}

@test "our own broken files: refused as a whole" {
	whole_files "$BATS_FILE_TMPDIR/suite"
}

@test "our own broken files: in an unknown field" {
	embedded_files "$BATS_FILE_TMPDIR/suite"
}

@test "our own valid values in the wrong places" {
	misplaced_values "$BATS_FILE_TMPDIR/suite"
}

@test "JSONTestSuite: refused as a whole" {
	[ -d "$shared/bad/json-test-suite" ] || skip "no real data here"
	whole_files "$shared/bad/json-test-suite"
}

@test "JSONTestSuite: in an unknown field" {
	[ -d "$shared/bad/json-test-suite" ] || skip "no real data here"
	embedded_files "$shared/bad/json-test-suite"
}

@test "JSONTestSuite: valid values in the wrong places" {
	[ -d "$shared/bad/json-test-suite" ] || skip "no real data here"
	misplaced_values "$shared/bad/json-test-suite"
}

@test "a broken file of updates, too, changes nothing" {
	update 1 10 1700000000 one >a.jsonl
	chatstat-import a.jsonl >log
	cp chatstat.db before.db
	for line in '{"update_id":2,}' '{"update_id":2' '[' 'x' '{"update_id":2}}' '"{"' \
	    '{"update_id":2}{"update_id":3' '{"update_id":"\u12"}'; do
		{ update 2 11 1700000060 two; printf '%s' "$line"; } >b.jsonl
		run chatstat-import b.jsonl
		refused 1 b.jsonl: byte
	done
	cmp chatstat.db before.db
}

# ----- what strangers write -----

# Every report, in every format, on the names of a list; charts with all the names there are.
hostile_answers() {	# [LIST]
	local all report
	all=$(chatstat list -f json | jq -r '.[].report' | grep -v '^member$')
	for report in $all; do
		more=
		case $report in
		top|reactions|words|emoji|links|hashtags|mentions|commands) more='--top 1000' ;;
		trend) more='--match .' ;;
		esac
		# shellcheck disable=SC2086 # words are wanted
		chatstat "$report" --last all $more >../text
		hostile text <../text 2>&1 || { echo "$report"; return 1; }
		# shellcheck disable=SC2086 # words are wanted
		chatstat "$report" --last all $more -f json >"../$report.json"
		# shellcheck disable=SC2086 # words are wanted
		chatstat "$report" --last all $more -f csv >../table.csv
		hostile csv ../table.csv "../$report.json" 2>&1 || { echo "$report"; return 1; }
	done
	jq -s . ../summary.json ../members.json ../titles.json ../reactions.json >../answers.json
	hostile json "$@" <../answers.json 2>&1
	chatstat top --last all --top 1000 -o top.gp
	chatstat reactions --last all --top 40 -o reactions.gp
	chatstat top --last all --top 100 -o top.png
	chatstat reactions --last all --top 40 -o reactions.svg
	/usr/bin/python3 -c 'import xml.dom.minidom; xml.dom.minidom.parse("reactions.svg")' 2>&1
}

# Of each string of a list: a text, a sender's name, a title, a topic, an emoji.  Nothing that they say
# is done, and nothing of them is in messages.
hostile_strings() {	# [LIST]
	hostile export "$@" >names.json
	chatstat-import -d names.db names.json >log 2>err
	grep -q '^  skipped *0$' log
	chatstat-rollup -d names.db 2>>err
	chatstat-admin -d names.db chats >text 2>>err
	hostile text <text
	mkdir here
	cd here || return 1
	CHATSTAT_DATABASE_PATH=../names.db hostile_answers "$@" 2>>../err
	cat ../err
	[ ! -s ../err ]
	[ "$(echo *)" = "reactions.gp reactions.svg top.gp top.png" ]
}

@test "our own naughty strings, everywhere" {
	hostile_strings
}

@test "the big list of naughty strings, everywhere" {
	[ -f "$shared/bad/blns.json" ] || skip "no real data here"
	hostile_strings "$shared/bad/blns.json"
}

# Nothing that a terminal would act on.
harmless() {	# TEXT
	if LC_ALL=C grep -aP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80\xae' <<<"$1"; then
		return 1
	fi
}

@test "naughty strings as cards of members, as arguments, and in messages about them" {
	hostile export >names.json
	chatstat-import -d names.db names.json >log
	export CHATSTAT_DATABASE_PATH=names.db
	for id in $(sql names.db 'SELECT member_id FROM member WHERE member % 3 = 0'); do
		chatstat member --member "$id" --last all >text
		hostile text <text
	done
	# Nobody's name, a part of many names, all kinds of nonsense: an answer, or a clear refusal.
	# shellcheck disable=SC2016 # as it is
	for word in "" " " e t -rf --help "'" '%s%n' '$(touch pwned)' $'\x1b[2J' $'\xff\xfe' \
	    "$(printf '%05000d' 0)"; do
		for option in --member --chat --topic --since --until --last --by --top; do
			chatstat top activity $option "$word" >out 2>err && status=0 || status=$?
			[ "$status" -le 2 ] || { echo "$option $word: $status"; cat err; return 1; }
			[ "$status" -eq 0 ] || [ "$(grep -c '^chatstat: ' err)" = 1 ]
		done
	done
	# Candidates are strangers: their names are as clean there as in an answer.
	for word in e t a; do
		run chatstat activity --member $word
		[ "$status" -eq 2 ]
		harmless "$output"
	done
	[ ! -e pwned ]
}

@test "what a file says of itself starts no control sequence in a message about it" {
	printf '{"name":"x","type":"%s","id":1,"messages":[]}' '\u001b[2J\u009b31m\u202eevil' >a.json
	run chatstat-import a.json
	refused 1 a.json "no export has"
	harmless "$output"
	printf '{"name":"x","type":"%s","id":1,"messages":[]}' "$(printf 'я%.0s' $(seq 99))" >a.json
	run chatstat-import a.json
	refused 1 a.json "no export has"
	iconv -f UTF-8 -t UTF-8 <<<"$output" >out
}
