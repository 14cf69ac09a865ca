#!/usr/bin/env bats
# Health and metrics of chatstatd, asked for as monitoring does.
load helper
load daemon

serve() {	# [ADDRESS:PORT]
	CHATSTAT_HTTP_LISTEN=${1:-127.0.0.1:0} daemon
	logged 'http: listening on'
	port=$(sed -n 's/.*http: listening on .*, port \([0-9]*\).*/\1/p' log)
}

# The body is $output, the status $code.
get() {	# PATH [ARG OF CURL ...]
	local path=$1
	shift
	curl -s --max-time 10 -w '%{http_code}' -o body "$@" "http://${host:-127.0.0.1}:$port$path" >code
	code=$(<code)
	output=$(<body)
}

ready() {
	get /health/ready
	[ "$code" = "$1" ]
}

value() {	# METRIC: the number of its line
	awk -v name="$1" '$1 == name { print $2 }' <<<"$output"
}

@test "health: not ready until Telegram has answered, then ready" {
	telegram
	play '{"fault":"hang","seconds":2,"method":"getMe"}'
	serve
	get /health/live
	[ "$code" = 200 ]
	get /health/startup
	[ "$code" = 503 ]
	get /health
	[ "$code" = 503 ]
	jq -e '.status == "failing" and (.reasons | length == 1)' <<<"$output"
	until_holds 10 ready 200
	jq -e '. == {"status": "ok"}' <<<"$output"
	get /health/startup
	[ "$code" = 200 ]
	finish
}

@test "metrics count what was stored, and name nobody" {
	echo '{"talk":7,"count":300,"since":1795000000,"chats":2}' >script
	telegram --hasty
	serve
	drained
	polled 4
	get /metrics
	[ "$code" = 200 ]
	stored "$(awk '/^chatstat_messages_total/ { n += $2 } END { print n }' <<<"$output")"
	[ "$(awk '/^chatstat_updates_total/ { n += $2 } END { print n }' <<<"$output")" = 300 ]
	[ "$(value chatstat_rejected_updates_total)" = 0 ]
	[ "$(value chatstat_store_seconds_count)" -ge 3 ]
	[ "$(value 'chatstat_telegram_requests_total{method="getMe",status="200"}')" = 1 ]
	[ "$(value chatstat_database_bytes)" -gt 100000 ]
	[ "$(value chatstat_last_update_timestamp_seconds)" -gt 1795000000 ]
	# Every metric of the interface has its type; those with labels may have no line yet.
	for name in updates_total messages_total reactions_total commands_total rate_limited_total \
	    errors_total rejected_updates_total telegram_requests_total telegram_request_seconds \
	    store_seconds command_seconds active_chats chats_without_rights outbox_depth unfolded_days \
	    database_bytes last_update_timestamp_seconds job_last_success_timestamp_seconds build_info; do
		grep -qE "^# TYPE chatstat_$name (counter|gauge|histogram)$" body ||
			{ echo "$name"; return 1; }
	done
	sql chatstat.db "SELECT chat_id FROM chat
	    UNION SELECT member_id FROM member WHERE abs(member_id) > 100000
	    UNION SELECT title FROM chat UNION SELECT name FROM member WHERE length(name) > 3" >named
	[ -s named ]
	grep -v '^#' body >values
	run ! grep -wFf named values
	get /health/stats
	jq -e '.updates == 300 and .chats == 2 and .outbox_depth == 0' <<<"$output"
	finish
}

@test "metrics are what Prometheus reads" {
	command -v promtool >/dev/null || skip "promtool is not installed"
	telegram
	messages 1 5 >script
	play "$(<script)"
	serve
	drained
	polled 2
	get /metrics
	# It would rather count days in seconds; the name is fixed.
	promtool check metrics <body 2>&1 | grep -v '^chatstat_unfolded_days use base unit' >said || true
	[ ! -s said ] || { cat said; return 1; }
}

@test "a database that takes nothing is told, and that it takes something again" {
	telegram
	echo 'a-token-nobody-guesses' >http-token
	CHATSTAT_HTTP_TOKEN_FILE=http-token serve
	polled 1
	until_holds 10 ready 200
	mkfifo hold
	sqlite3 chatstat.db <hold >held 2>&1 3>&- &
	# shellcheck disable=SC2034 # ended by teardown
	other=$!
	exec 8>hold
	echo 'BEGIN IMMEDIATE; SELECT 1;' >&8
	until_holds 10 test -s held
	play "$(messages 1 2)"
	until_holds 20 ready 503
	jq -e '.reasons[0] | test("nothing can be stored: .*busy")' <<<"$output"
	get /health/live
	[ "$code" = 200 ]
	get /metrics
	[ "$(value 'chatstat_errors_total{type="database"}')" -gt 0 ]
	# What is posted meanwhile is to come again.
	post '{"time":1793491200,"model":"m","request_id":"a","input_tokens":1,"output_tokens":1}' -D headers
	[ "$code" = 503 ]
	[ "$(jq -r .error.code <<<"$output")" = busy ]
	grep -qi '^Retry-After: ' headers
	logged "busy.*req=$(jq -r .error.request <<<"$output")"
	echo 'ROLLBACK;' >&8
	exec 8>&-
	until_holds 20 ready 200
	drained
	stored 2
	finish
}

@test "errors are JSON with the request's id; other methods and addresses are refused" {
	telegram
	serve
	get /nothing
	[ "$code" = 404 ]
	jq -e '.error.code == "not_found" and (.error.request | test("^[0-9a-f]+$"))' <<<"$output"
	logged "404: there is nothing at this address req=$(jq -r .error.request <<<"$output")"
	get /metrics -X DELETE -D headers
	[ "$code" = 405 ]
	grep -q '^Allow: GET, HEAD' headers
	grep -qi '^X-Content-Type-Options: nosniff' headers
	get /metrics --head
	[ "$code" = 200 ]
	head -c 2000000 /dev/zero >large
	get /metrics --data-binary @large
	[ "$code" = 413 ]
	get /health/live
	[ "$code" = 200 ]
}

@test "anything but health and metrics needs the token" {
	telegram
	echo 'a-token-nobody-guesses' >http-token
	CHATSTAT_HTTP_TOKEN_FILE=http-token serve
	get /metrics
	[ "$code" = 200 ]
	get /usage
	[ "$code" = 401 ]
	get /usage -H 'Authorization: Bearer another-token-is-wrong'
	[ "$code" = 401 ]
	get /usage -H 'Authorization: Bearer a-token-nobody-guesses'
	[ "$code" != 401 ]
	run ! grep nobody-guesses log out
}

@test "from outside 60 requests a minute are answered; from this machine all" {
	local i codes
	host=$(hostname -I 2>/dev/null | tr ' ' '\n' | grep -m 1 '^[0-9.]*$') ||
		skip "there is no outside here"
	telegram
	serve 0.0.0.0:0
	# A minute may end on the way.
	for ((i = 0; i < 130; i++)); do
		get /health/live
		codes+="$code "
	done
	[[ $codes == '200 '*'429 '* ]]
	jq -e '.error.code == "rate_limited"' body || [ "$code" = 200 ]
	host=127.0.0.1
	for ((i = 0; i < 70; i++)); do
		get /health/live
		[ "$code" = 200 ]
	done
}

@test "an address that cannot be listened on is told, with status 2 or 1" {
	run chatstatd -n
	[ "$status" -eq 0 ]
	CHATSTAT_HTTP_LISTEN=9464 run chatstatd -n
	refused 2 listen 127.0.0.1:9464
	telegram
	serve
	CHATSTAT_HTTP_LISTEN=127.0.0.1:$port run chatstatd -d other.db
	refused 1 "127.0.0.1:$port" "in use"
	CHATSTAT_HTTP_LISTEN=127.0.0.1:0 CHATSTAT_HTTP_TOKEN_FILE=missing run chatstatd -d other.db
	refused 2 missing
}

post() {	# BODY [ARG OF CURL ...]
	local body=$1
	shift
	get /usage -X POST --data-binary "$body" -H 'Authorization: Bearer a-token-nobody-guesses' "$@"
}

@test "bots post their usage: all or none, each once, and only with the token" {
	local one two
	telegram
	echo 'a-token-nobody-guesses' >http-token
	export CHATSTAT_BUDGET_CHAT=-5 CHATSTAT_BUDGET_LIMITS='all day 1'
	CHATSTAT_HTTP_TOKEN_FILE=http-token serve
	one='{"time":"2026-11-01T00:00:00Z","model":"m","request_id":"a","input_tokens":10,"output_tokens":1}'
	two='{"time":1793491201,"model":"m","request_id":"b","input_tokens":20,"output_tokens":2,'
	two+='"chat_id":-100777}'
	post "$one"
	[ "$code" = 200 ]
	jq -e '. == {stored: 1, known: 0}' <<<"$output"
	post "[$one,$two]"
	jq -e '. == {stored: 1, known: 1}' <<<"$output"
	post "${one/\"a\"/\"c\"}"$'\n'"${two/:20,/:-20,}"
	[ "$code" = 400 ]
	jq -e '.error.message == "record 2: input_tokens: \"-20\" is no count"' <<<"$output"
	logged "400: record 2: input_tokens: .* req=$(jq -r .error.request <<<"$output")"
	post "${one/\"request_id\":\"a\",/}"
	[ "$code" = 400 ]
	[[ $output == *request_id* ]]
	for body in '' '{' 'time,model' '[1]'; do
		post "$body"
		[ "$code" = 400 ] || { echo "$body: $code"; return 1; }
	done
	get /usage -X POST --data-binary "$one"
	[ "$code" = 401 ]
	get /usage -H 'Authorization: Bearer a-token-nobody-guesses'
	[ "$code" = 405 ]
	[ "$(sql chatstat.db 'SELECT count(*), sum(input), sum(chat > 0) FROM usage')" = '2|30|1' ]
	[ "$(sql chatstat.db 'SELECT sum(requests) FROM spend')" = 2 ]
	finish
}

@test "without a token there is nothing to post to" {
	telegram
	serve
	get /usage -X POST --data-binary '{}'
	[ "$code" = 404 ]
	finish
}

# ----- pages of chats -----

# The daemon in a folder of its own, where chatstat takes seconds for a page and writes down what it makes.
slow_chatstat() {	# SECONDS
	mkdir slow
	cp "$BIN/chatstatd" slow
	cat >slow/chatstat <<-SH
	#!/bin/sh
	[ "\$1" = page ] && echo "\$*" >>"$PWD/made" && sleep $1
	exec "$BIN/chatstat" "\$@"
	SH
	chmod +x slow/chatstat
	PATH=$PWD/slow:$PATH
}

made() {	# COUNT
	[ -e made ] && [ "$(wc -l <made)" = "$1" ]
}

serve_pages() {
	chatstat-import "$SAMPLE/result.json" >import.log
	telegram
	echo 'a-token-nobody-guesses' >http-token
	CHATSTAT_NOW=$sample_end CHATSTAT_HTTP_PAGES=on CHATSTAT_HTTP_TOKEN_FILE=http-token serve
	chat=$(sql chatstat.db 'SELECT chat_id FROM chat')
}

bearer='Authorization: Bearer a-token-nobody-guesses'

@test "pages of chats are for who bears the token, and nowhere unless they are on" {
	local page
	serve_pages
	for page in "$chat" "chat$chat.html" "" nothing; do
		get "/chats/$page"
		[ "$code" = 401 ]
		jq -e '.error.code == "unauthorized"' <<<"$output"
	done
	get "/chats/$chat" -H "$bearer" -D headers
	[ "$code" = 200 ]
	CHATSTAT_NOW=$sample_end chatstat page --chat "$chat" --last 1y -o same.html
	cmp body same.html
	grep -qi '^Content-Type: text/html; charset=utf-8' headers
	grep -qi '^Cache-Control: no-store' headers
	# The header says what the page says, and that it is in no frame.
	sed -n 's/.*Content-Security-Policy" content="\([^"]*\)".*/\1/p' body >policy
	[ -s policy ]
	grep -qiF "Content-Security-Policy: $(<policy); frame-ancestors 'none'" headers
	get "/chats/$chat" -H "$bearer" --head
	[ "$code" = 200 ]
	grep -qi "^Content-Length: $(wc -c <same.html)" body
	get "/chats/$chat" -H "$bearer" -X POST
	[ "$code" = 405 ]
	# What the index links to is there.
	get /chats/ -H "$bearer"
	[ "$code" = 200 ]
	page=$(grep -o 'href="chat[^"]*"' body | cut -d'"' -f2)
	[ "$page" = "chat$chat.html" ]
	get "/chats/$page" -H "$bearer"
	cmp body same.html
	for page in -1 0 x "$chat.html" "chat$chat" 99999999999999999999; do
		get "/chats/$page" --path-as-is -H "$bearer"
		[ "$code" = 404 ] || { echo "$page: $code"; return 1; }
	done
	finish
	rm log
	CHATSTAT_HTTP_TOKEN_FILE=http-token serve
	get "/chats/$chat" -H "$bearer"
	[ "$code" = 404 ]
}

@test "a signed link shows what it was signed for, until it expires" {
	local link all old
	serve_pages
	link=$(CHATSTAT_NOW=$sample_end chatstat-admin link "$chat" 1h)
	[[ $link == "/chats/$((sample_end + 3600))-"*"/$chat" ]]
	get "$link"
	[ "$code" = 200 ]
	grep -q '^<h1>' body
	all=$(CHATSTAT_NOW=$sample_end chatstat-admin link all)
	get "$all"
	[ "$code" = 200 ]
	get "${all}chat$chat.html"
	[ "$code" = 200 ]
	get "${all}chat-5.html"
	[ "$code" = 404 ]
	old=$(CHATSTAT_NOW=$((sample_end - 7 * 86400)) chatstat-admin link "$chat")
	for altered in "${link%/*}/" "${link%/*}/-5" "${link/-/0-}" "${link%/*}0/$chat" "${link/-/-0}" \
	    "$old" "/chats/${old#/chats/[0-9]}" "/chats//$chat" "/chats/$((sample_end + 7200))-0/$chat"; do
		get "$altered"
		[ "$code" = 403 ] || { echo "$altered: $code"; return 1; }
		jq -e '.error.code == "forbidden"' body
	done
	run chatstat-admin link "$chat" 2y
	refused 2 2y 7d
	run chatstat-admin link nowhere
	refused 2 nowhere
	# Links need no token, not even the daemon's.
	finish
	rm log
	CHATSTAT_NOW=$sample_end CHATSTAT_HTTP_PAGES=on serve
	get "$link"
	[ "$code" = 200 ]
	get "/chats/$chat"
	[ "$code" = 404 ]
}

@test "while pages are made, health answers at once; a page is made once for all who ask" {
	local i
	slow_chatstat 2
	serve_pages
	for i in 1 2 3; do
		curl -s -o "page$i" -w '%{http_code}' -H "$bearer" "http://127.0.0.1:$port/chats/$chat" \
		    >"code$i" 3>&- &
	done
	helper=$!
	until_holds 10 made 1
	# Who does not wait takes nothing with him.
	run -28 curl -s --max-time 0.2 -H "$bearer" "http://127.0.0.1:$port/chats/$chat"
	for ((i = 0; i < 20; i++)); do
		get /health/live
		[ "$code" = 200 ]
		curl -s -o live -w '%{time_total}\n' "http://127.0.0.1:$port/health/live" >>took
	done
	[ ! -s page1 ]
	# The slowest but two: other programs may run here.
	sort -n took | awk '{ t[NR] = $1 } END { exit !(NR == 20 && t[18] < 0.05) }' ||
		{ cat took; return 1; }
	wait "$helper"
	until_holds 10 grep -q 200 code1 code2 code3
	for i in 1 2 3; do
		until_holds 5 test -s "code$i"
		[ "$(<"code$i")" = 200 ]
		grep -q '^<h1>' "page$i"
	done
	get "/chats/$chat" -H "$bearer"
	[ "$code" = 200 ]
	made 1
	# Something new, and it is made anew.
	update 77 9000001 "$sample_end" hello | sed "s/-1001900000009/$chat/; s/\"update_id\":77,//" >new
	play "$(<new)"
	drained
	get "/chats/$chat" -H "$bearer"
	[ "$code" = 200 ]
	made 2
	# Asked for, and the daemon is to end.
	curl -s -H "$bearer" "http://127.0.0.1:$port/chats/" >index 3>&- &
	helper=$!
	until_holds 10 made 3
	finish
}

@test "a page that cannot be made is an error, which the log explains" {
	mkdir slow
	cp "$BIN/chatstatd" slow
	printf '#!/bin/sh\necho "chatstat: no luck today" >&2; exit 1\n' >slow/chatstat
	chmod +x slow/chatstat
	PATH=$PWD/slow:$PATH
	serve_pages
	get "/chats/$chat" -H "$bearer"
	[ "$code" = 500 ]
	jq -e '.error.code == "failed"' body
	logged 'no luck today'
	get /health/live
	[ "$code" = 200 ]
	finish
}
