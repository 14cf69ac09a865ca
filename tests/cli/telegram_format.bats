#!/usr/bin/env bats
# chatstat -f telegram: messages that Telegram takes, and phones show.
load helper

export CHATSTAT_NOW=$sample_end CHATSTAT_CHAT_ZONE=Europe/Sofia

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
}

# Reads a message strictly: caption:FILE or text:FILE.
read_message() {
	/usr/bin/python3 "$BATS_TEST_DIRNAME/message.py" "$@"
}

@test "what tells messages from others: a message that is too long, too wide, or broken is none" {
	printf '<b>a</b> &lt; 😀' >good
	[ "$(read_message caption:good)" = 'a < 😀' ]
	for bad in '<b>a' '<p>a</p>' 'a < b' '<i><b>a</i></b>' '<a href="javascript:1">a</a>' $'a\u202eb' \
		"<pre>$(printf '%035d' 1)</pre>" "$(printf '%01025d' 1)"; do
		printf '%s' "$bad" >bad
		run read_message caption:bad
		[ "$status" -eq 1 ] || { echo "$bad"; return 1; }
	done
}

@test "every golden message is within the limits: units, cells, tags" {
	local name n=0
	while read -r name _; do
		[ -e "$root/tests/golden/$name.telegram" ] || continue
		grep -q '^status ' "$root/tests/golden/$name.telegram" && continue
		read_message text:"$root/tests/golden/$name.telegram" >said
		n=$((n + 1))
	done < <(grep -v '^#' "$root/tests/golden.list")
	[ $n -ge 40 ]
}

@test "strangers' texts are texts" {
	/usr/bin/python3 "$BATS_TEST_DIRNAME/hostile.py" export >names.json
	chatstat-import -d names.db names.json >log
	for report in top members titles words reactions emoji summary reacted links; do
		chatstat -d names.db "$report" --last all --top 1000 -f telegram >message 2>err ||
			chatstat -d names.db "$report" --last all -f telegram >message
		read_message text:message >said || { echo "$report"; return 1; }
	done
	chatstat -d names.db reacted --last all --top 1000 -f telegram >message
	read_message text:message >said
	grep -qF '<!--' said
	[ ! -e pwned ]
}

@test "a long list is cut between rows, and says how many are left out" {
	sample_database sample.db
	chatstat-rollup -d sample.db
	chatstat -d sample.db words --last all --top 400 -f telegram >message
	read_message text:message >said
	[ "$(wc -m <said)" -gt 1100 ]
	chatstat -d sample.db words --last all --top 400 -f caption >message
	read_message caption:message >said
	grep -qE '^… and [0-9]+ more$' said
	[ "$(($(grep -c '^.[^ ]*. [0-9,]*$' said) + $(sed -nE 's/^… and ([0-9]+) more$/\1/p' said)))" -eq \
		"$(chatstat -d sample.db words --last all --top 400 -f csv | tail -n +2 | wc -l)" ]
	# What a chart shows at a glance is never longer than fits below it.
	chatstat -d sample.db activity --last 1y --by day -f telegram >message
	read_message caption:message >said
	grep -qE '^… [0-9]+ before$' said
	grep -q '^Fri 20 Nov' said
}

# All messages of an answer, one after the other.
pages() {	# FORMAT ARG ...
	local skip=0 format=$1
	shift
	: >all
	while [ -n "$skip" ]; do
		chatstat "$@" -f "$format" --skip "$skip" >message
		tr -d '\f' <message >>all
		skip=$(sed -n 's/^\f//p' message)
		grep -v $'^\f' message >page
		read_message "$([ "$format" = caption ] && echo caption || echo text)":page >said
	done
}

@test "pages of a list hold all of its rows, once, in a message and below a picture" {
	sample_database sample.db
	/usr/bin/python3 "$BATS_TEST_DIRNAME/hostile.py" export >names.json
	chatstat-import -d names.db names.json >log
	local wanted
	wanted=$(chatstat -d sample.db top --last all --top 1000 -f json | jq ".rows | length")
	for format in telegram caption; do
		for top in 1 7 20 50; do
			[ "$top" -gt 1 ] || [ "$format" = telegram ] || continue
			pages $format -d sample.db top --last all --top "$top"
			[ "$(grep -cE '^[0-9]+\. ' all)" = "$wanted" ]
			[ -z "$(grep -oE '^[0-9]+\. ' all | sort | uniq -d)" ]
		done
		pages $format -d names.db top --last all --top 50
		[ "$(grep -cE '^[0-9]+\. ' all)" = \
		    "$(chatstat -d names.db top --last all --top 1000 -f json | jq '.rows | length')" ]
	done
	run chatstat -d sample.db top --skip 3 -f text
	[ "$status" -eq 2 ]
}

@test "an empty chat, and an empty window" {
	chatstat-admin -d empty.db zone --chat 1 UTC 2>err || true
	sample_database sample.db
	chatstat -d sample.db top --since 2020 --until 2020 -f telegram >message
	read_message text:message >said
	grep -q '^No messages here' said
	grep -q 'Try All' said
}

@test "one message is one answer" {
	sample_database sample.db
	run chatstat -d sample.db top activity -f telegram
	[ "$status" -eq 2 ]
}
