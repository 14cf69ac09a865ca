#!/usr/bin/env bats
# Pages of HTML, folders of them, and the year card.
load helper

export CHATSTAT_NOW=$sample_end CHATSTAT_CHAT_ZONE=Europe/Sofia

setup_file() {
	cd "$BATS_FILE_TMPDIR" || return 1
	sample_database sample.db
	chatstat-rollup -d sample.db
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
	export CHATSTAT_DATABASE_PATH=$BATS_FILE_TMPDIR/sample.db
}

# Reads a page strictly: the names in it.
names_of() {
	/usr/bin/python3 "$BATS_TEST_DIRNAME/page.py" <"$1"
}

size_of() {	# PNG
	od -A n -t u1 -j 16 -N 8 "$1" | awk '{ print $3 * 256 + $4 "x" $7 * 256 + $8 }'
}

@test "a page is one file: nothing is loaded, and the one script is the one that the policy names" {
	chatstat page --last 1y -o page.html
	names_of page.html >names.json
	jq -e 'index("<b>html</b>") != null' names.json
	[ "$(grep -o '<section' page.html | wc -l)" -ge 5 ]
	[ "$(grep -o '<img ' page.html | wc -l)" -ge 8 ]
	[ "$(stat -c %s page.html)" -lt 2000000 ]
}

@test "every report is a page, and several are" {
	for report in $(chatstat list -f json | jq -r '.[].report'); do
		more=
		case $report in
		member) more='--member @boris_k' ;;
		trend) more='--match .' ;;
		compare) more='--against previous' ;;
		esac
		# shellcheck disable=SC2086 # words are wanted
		chatstat "$report" $more -f html >page.html
		names_of page.html >names.json || { echo "$report"; return 1; }
	done
	chatstat top heatmap growth -o page.html
	names_of page.html >names.json
	[ "$(grep -c '^<h2' page.html)" = 3 ]
}

@test "a page of a member is about the member alone" {
	chatstat page --member @boris_k --last 1y -o page.html
	names_of page.html >names.json
	grep -q 'rank 1' page.html
	for report in activity heatmap words fans; do
		grep -q "id=\"$report\"" page.html
	done
	for report in summary top growth records; do
		run -1 grep "id=\"$report\"" page.html
	done
}

@test "what is not for everybody is there only where it is named" {
	chatstat page -o page.html
	run -1 grep 'id="members"' page.html
	chatstat page members -o page.html
	grep -q 'id="members"' page.html
	names_of page.html >names.json
}

@test "costs are on a page where they are asked for, with their total and what has no price" {
	cp "$BATS_FILE_TMPDIR/sample.db" cost.db
	export CHATSTAT_DATABASE_PATH=cost.db
	printf '%s\n' 'model,valid_from,input,output' 'm1,2020-01-01,1,2' >prices.csv
	printf '%s\n' 'time,model,input_tokens,output_tokens,chat_id' \
	    "$((sample_end - 90000)),m1,1000000,500000,-1001900000001" \
	    "$((sample_end - 9000)),m2,100,100,-1001900000001" >usage.csv
	chatstat-import prices.csv usage.csv >log
	chatstat page -o page.html
	run -1 grep -i 'cost' page.html
	chatstat page cost budget -o page.html
	names_of page.html >names.json
	grep -q 'id="cost"' page.html
	grep -q '<tfoot><tr><th scope="row" class="text">Total</th>' page.html
	grep -q 'without a price' page.html
	chatstat cost --by model -f html >page.html
	names_of page.html >names.json
	grep -q '>m2<' page.html
}

@test "strangers' texts are texts" {
	/usr/bin/python3 "$BATS_TEST_DIRNAME/hostile.py" export >names.json
	chatstat-import -d names.db names.json >log
	chatstat -d names.db page --last all -o page.html
	names_of page.html >found.json
	jq -e 'index("<script>hostile=1</script>") and index("</svg>") and index("&lt;&#x41;")' found.json
	for report in top members titles words reactions emoji; do
		chatstat -d names.db "$report" --last all --top 1000 -f html >page.html 2>err ||
			chatstat -d names.db "$report" --last all -f html >page.html
		names_of page.html >found.json || { echo "$report"; return 1; }
	done
	for theme in light dark; do
		chatstat -d names.db year --last all --theme $theme -o year.png
		chatstat -d names.db year --last all --theme $theme -o year.svg
	done
	/usr/bin/python3 -c 'import xml.dom.minidom; xml.dom.minidom.parse("year.svg")'
	[ ! -e pwned ]
}

@test "a chat of 10,000 members: below 2 MB, and what is not shown is said" {
	/usr/bin/python3 -c 'if True:
		import json, sys
		end = int(sys.argv[1])
		messages = [{"id": i, "type": "message", "date_unixtime": str(end - 31000000 + i * 3000),
		    "from": "A member of no short name %d" % i, "from_id": "user%d" % i,
		    "text": "word%d" % i} for i in range(1, 10001)]
		json.dump({"name": "Crowd", "type": "private_supergroup", "id": 1, "messages": messages},
		    sys.stdout)' "$sample_end" >crowd.json
	chatstat-import -d crowd.db crowd.json >log
	chatstat-rollup -d crowd.db
	chatstat -d crowd.db page members --last 1y -o page.html
	[ "$(stat -c %s page.html)" -lt 2000000 ]
	names_of page.html >names.json
	grep -q 'The first 100; 10,000 members wrote.' page.html
	chatstat -d crowd.db top --last 1y --top 10000 -o page.html
	[ "$(stat -c %s page.html)" -lt 2000000 ]
	grep -q '9,000 rows more are not shown.' page.html
}

@test "a chat in which nothing was written has a page, and a year, that say so" {
	printf -v joined '{"id":1,"type":"service","date_unixtime":"%d","actor":"Ada",%s}' \
	    $((sample_end - 86400)) '"actor_id":"user42","action":"invite_members","members":["Bo"]'
	export_of "$joined" >empty.json
	chatstat-import -d empty.db empty.json >log
	chatstat -d empty.db page -o page.html
	names_of page.html >names.json
	grep -q 'No messages here\|Nothing is recorded here yet' page.html
	chatstat -d empty.db year -o year.png
	[ "$(size_of year.png)" = 1280x480 ]
}

# ----- a folder -----

two_chats() {
	cp "$BATS_FILE_TMPDIR/sample.db" two.db
	export_of "$(message 1 $((sample_end - 86400)) one)" >other.json
	chatstat-import -d two.db other.json >log
	export CHATSTAT_DATABASE_PATH=two.db
}

@test "a folder has an index, and a page a chat; what did not change is left alone" {
	two_chats
	chatstat page --chat all -o site/
	[ "$(cd site && echo *)" = "chat-1001900000001.html chat-1001900000009.html index.html" ]
	for page in site/*; do
		names_of "$page" >names.json
	done
	grep -q '<a href="chat-1001900000009.html"><bdi>Test</bdi></a>' site/index.html
	# Without a folder it is the index alone.
	chatstat page --chat all | cmp - site/index.html
	stat -c '%n %i %.9Y' site/chat* >before
	chatstat page --chat all -o site
	stat -c '%n %i %.9Y' site/chat* | diff before -

	export_of "$(message 2 $((sample_end - 60)) two)" >more.json
	chatstat-import more.json >log
	chatstat page --chat all -o site
	run diff before <(stat -c '%n %i %.9Y' site/chat*)
	[ "$(grep -c '^>' <<<"$output")" = 1 ]
	[[ $output == *"> site/chat-1001900000009.html"* ]]
	CHATSTAT_NOW=$((sample_end + 86400)) chatstat page --chat all -o site
	[ "$(stat -c '%n %i %.9Y' site/chat* | diff before - | grep -c '^>')" = 2 ]
}

@test "other options make other pages" {
	two_chats
	chatstat page --chat all -o site/
	stat -c '%n %i %.9Y' site/chat* >before
	chatstat page --chat all --last 7d -o site/
	[ "$(stat -c '%n %i %.9Y' site/chat* | diff before - | grep -c '^>')" = 2 ]
	grep -q '14 – 20 Nov 2026' site/chat-1001900000001.html
}

@test "a page that cannot be written is said, and the others are written" {
	two_chats
	mkdir -p site/chat-1001900000001.html
	run -1 --separate-stderr chatstat page --chat all -o site
	[[ $stderr == *"chat-1001900000001.html"* ]]
	names_of site/chat-1001900000009.html >names.json
	names_of site/index.html >names.json
	[ "$(find site -mindepth 1 -maxdepth 1 | wc -l)" = 3 ]
}

# ----- the year -----

@test "a year of a chat and of a member, as pictures" {
	chatstat year -o year.png
	[ "$(size_of year.png)" = 1080x1350 ]
	chatstat year --member @boris_k --theme dark -o year.png
	[ "$(size_of year.png)" = 1080x1350 ]
	chatstat year -o year.svg
	grep -q '<svg' year.svg
	chatstat year -o year.gp
	grep -q 'A year of' year.gp
	chatstat year --last year -o year.gp
	grep -q 'in 2026' year.gp
	chatstat year --since 2025 --until 2025 -o year.gp
	grep -q 'in 2025' year.gp
}

@test "where there is no year yet, the months there are, and it says so" {
	CHATSTAT_NOW=$(date -d '2025-12-24T12:00Z' +%s) chatstat year -o year.gp
	grep -q '7 months of' year.gp
	grep -q 'Recorded since 1 May 2025.*That is not a year yet' year.gp
	CHATSTAT_NOW=$(date -d '2025-06-10T12:00Z' +%s) chatstat year -o year.gp
	grep -q 'A month of' year.gp
	grep -q 'By day' year.gp
	chatstat year --last 30d -o year.gp
	grep -q '30 days of' year.gp
	run -1 grep 'not a year' year.gp
	export_of "$(message 1 $((sample_end - 86400)) one)" >new.json
	chatstat-import -d new.db new.json >log
	chatstat -d new.db year -o year.gp
	grep -q 'so far' year.gp
}

# ----- misuse -----

@test "what cards do not do is said" {
	two_chats
	run chatstat page --chat Banitsa -o page.png
	refused 2 "page is no picture" "-o NAME.html"
	run chatstat page
	refused 2 "more than one chat" --chat
	run chatstat page --chat Banitsa --chat Test
	refused 2 "page is about one chat" "-o FOLDER/"
	run chatstat page --chat all --member @boris_k
	refused 2 "neither --member"
	run chatstat page --chat all -f json
	refused 2 "-f html"
	run chatstat year --chat all
	refused 2 "year is about one chat"
	run chatstat page year
	refused 2 "one at a time"
	run chatstat page --by month
	refused 2 "neither --by nor --top"
	run chatstat page -f csv
	refused 2 "several reports"
	run chatstat page --match x
	refused 2 "page takes no --match"
	run chatstat page --against previous
	refused 2 "page takes no --against"
	run chatstat page --member @boris_k --chat all -o site/
	refused 2 "neither --member nor --topic"
	run chatstat page -f json -o site/
	refused 2 "-f html"
	run chatstat pages
	refused 2 "there is no report"
}
