#!/usr/bin/env bats
# chatstatd as Telegram, the disk, other processes and its manager treat it.
load helper
load daemon

@test "updates are stored, then confirmed, and all kinds are asked for" {
	echo '{"talk":7,"count":730,"since":1795000000,"chats":3}' >script
	telegram --hasty
	daemon
	drained
	[ "$(state delivered)" = 730 ]
	[ "$(state dropped)" = 0 ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM chat')" = 3 ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM message')" -gt 500 ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM reaction')" -gt 40 ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM passage')" -gt 5 ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM parked')" = 0 ]
	finish
	# Every poll asks for what comes after the last; a day's backlog comes in full batches.
	offsets | jq -se '. == sort' >sorted
	jq -rs '[.[] | select(.method == "getUpdates")] | length' calls | grep -qxE '8|9|10|11'
	for kind in message edited_message channel_post edited_channel_post message_reaction \
	    message_reaction_count chat_member my_chat_member chat_join_request poll poll_answer chat_boost \
	    removed_chat_boost callback_query; do
		state allowed | jq -e "index(\"$kind\")" >/dev/null || { echo "$kind"; return 1; }
	done
	/usr/bin/python3 "$root/tests/telegram" check calls
}

@test "SIGTERM, SIGINT and SIGHUP in mid-poll: status 0 within a second; then it goes on where it was" {
	telegram
	messages 1 20 >script
	play "$(<script)"
	daemon
	drained
	polled 2
	finish TERM
	stored 20
	contents chatstat.db >before
	daemon
	polled 3
	finish INT
	contents chatstat.db >after
	cmp before after
	[ "$(offsets | tail -n 1)" = 1020 ]
	messages 21 30 >script
	play "$(<script)"
	daemon
	drained
	stored 30
	finish HUP
	logged 'chatstatd: ends'
}

@test "one daemon a database: a second one is refused, and the first goes on" {
	telegram
	daemon
	polled 1
	run --separate-stderr chatstatd
	refused 75 "chatstat.db" "another"
	play "$(messages 1 3)"
	drained
	stored 3
	# The lock is not outlived by its process, whatever that dies of.
	kill -KILL "$daemon"
	daemon
	polled 3
	finish
}

@test "no token, a token that is none, one that is wrong or revoked: status 2, and words" {
	telegram
	for token in "" "not a token"; do
		CHATSTAT_TELEGRAM_TOKEN=$token run --separate-stderr chatstatd
		refused 2 "token"
	done
	CHATSTAT_TELEGRAM_TOKEN=7654321:AAhush-of-another run --separate-stderr timeout 10 chatstatd
	refused 2 "Unauthorized" "token"
	[[ $stderr != *AAhush* ]]
	daemon
	polled 1
	# Whatever the server says of it, the token is in no line: every test looks for that at its end.
	play "$(printf '{"fault":"error","code":401,"description":"/bot%s/getUpdates"}' \
	    "$CHATSTAT_TELEGRAM_TOKEN")" "$(messages 1 1)"
	ends 2
	logged "revoked"
}

@test "a token comes from a file, and stays out of arguments, environment names and logs" {
	telegram
	echo "$CHATSTAT_TELEGRAM_TOKEN" >token
	chmod 600 token
	printf '[telegram]\ntoken_file = token\napi_url = %s\n[log]\nlevel = debug\n' "$(<url)" >conf
	unset CHATSTAT_TELEGRAM_TOKEN CHATSTAT_TELEGRAM_API_URL
	daemon -c conf
	CHATSTAT_TELEGRAM_API_URL=$(<url)
	play '{"fault":"gateway"}' '{"fault":"invalid"}' '{"fault":"redirect"}' '{"fault":"reset"}' \
	    "$(messages 1 2)"
	drained 20
	tr '\0' ' ' <"/proc/$daemon/cmdline" >cmdline
	never grep -q AAhush cmdline
	finish
	never grep -rq AAhush chatstat.db log
}

@test "a webhook: status 2 and words, or it is removed where that was asked for" {
	echo '{"webhook":"https://example.org/hook"}' >script
	telegram
	daemon
	ends 2
	logged "--delete-webhook"
	daemon --delete-webhook
	play "$(messages 1 2)"
	drained
	stored 2
	jq -r .method calls | grep -qx deleteWebhook
	# One that is set later has nobody's word to be removed.
	finish
	daemon
	polled 2
	play '{"webhook":"https://example.org/again"}' "$(messages 3 3)"
	ends 2
}

@test "another poller: it says so, backs off, and goes on" {
	telegram
	daemon
	polled 1
	conflict="Conflict: terminated by other getUpdates request; make sure that only one bot"
	play '{"fault":"error","code":409,"times":2,"description":"'"$conflict"'"}' "$(messages 1 1)"
	drained 15
	stored 1
	logged "another program"
	play "$(messages 2 2)"
	logged "works again"
	jq -r 'select(.status == 409) | .at' calls >moments
	awk 'NR > 1 && $1 - last < 0.5 { bad = 1 } { last = $1 } END { exit bad || NR < 2 }' moments
}

@test "too many requests: it waits as long as it is told to" {
	telegram
	daemon
	polled 1
	play '{"fault":"error","code":429,"retry_after":3}' "$(messages 1 1)"
	drained 15
	stored 1
	play "$(messages 2 2)"
	drained
	jq -rs '[.[] | select(.method == "getUpdates")] | . as $c
	    | [range(length) | select($c[.].status == 429)][0]
	    | $c[. + 1].at - $c[.].at - $c[.].took' calls >waited
	awk '{ exit !($1 >= 2.9 && $1 < 6) }' waited || { cat waited; return 1; }
	# More than a day is a mistake.
	play '{"fault":"error","code":429,"description":"flood","retry_after":9999999999}' "$(messages 3 3)"
	logged 'again in 86400\.'
}

@test "answers cut, invalid, empty, of another server: nothing is lost, and it goes on by itself" {
	telegram
	daemon
	polled 1
	first=$daemon
	play '{"fault":"reset"}' '{"fault":"half"}' '{"fault":"half","full":true}' \
	    '{"fault":"invalid","full":true}' \
	    '{"fault":"gateway"}' '{"fault":"body","body":""}' '{"fault":"body","body":"[]"}' \
	    '{"fault":"body","body":"{\"ok\":true}"}' \
	    '{"fault":"body","body":"{\"ok\":true,\"result\":{}}"}' \
	    '{"fault":"body","body":"{\"ok\":true,\"result\":[{}]}"}' \
	    '{"fault":"body","body":"{\"ok\":true,\"result\":[1,null,\"x\"]}"}' \
	    '{"fault":"body","code":500,"body":"{\"message\":\"not supported\"}"}' \
	    '{"fault":"redirect"}' "$(messages 1 50)"
	drained 40
	[ "$daemon" = "$first" ] && alive
	stored 50
	[ "$(state faults)" = 0 ]
	jq -r .method calls >methods
	never grep -q elsewhere methods
	finish
}

@test "enormous and deeply nested answers: bounded, and it goes on" {
	telegram
	daemon
	polled 1
	play '{"fault":"huge","bytes":300000000}' '{"fault":"huge","bytes":300000000,"told":true}' \
	    '{"fault":"deep","depth":1000000}' '{"fault":"deep","depth":100}' "$(messages 1 5)"
	drained 30
	stored 5
	# A sanitizer has its own idea of memory.
	[[ $BIN != */plain/bin ]] || awk '/^VmHWM/ { exit !($2 < 120000) }' "/proc/$daemon/status" ||
		{ grep VmHWM "/proc/$daemon/status"; return 1; }
	finish
}

@test "an answer that never comes, and one that comes a byte a second: it does not wait for ever" {
	export CHATSTAT_TELEGRAM_POLL_TIMEOUT=1
	telegram
	daemon
	polled 1
	play '{"fault":"hang","full":true}' "$(messages 1 3)"
	play '{"fault":"slow","full":true}'
	drained 40
	stored 3
	finish
}

@test "a server that is not there, or not yet: it tries again" {
	telegram
	daemon
	polled 1
	kill -KILL "$telegram"
	wait "$telegram" || true
	logged "getUpdates: .*again in" 15
	alive
	messages 1 2 >script
	telegram --port "${CHATSTAT_TELEGRAM_API_URL##*:}"
	drained 15
	stored 2
	finish
}

@test "a server without an address: it says so, and tries again" {
	CHATSTAT_TELEGRAM_API_URL=https://no-such-host.invalid daemon
	logged "resolve .*again in"
	alive
	finish
}

@test "only a verified server gets the token" {
	command -v openssl >/dev/null || skip "no openssl"
	openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 \
	    -addext subjectAltName=IP:127.0.0.1 -keyout pem -out cert 2>/dev/null
	cat cert >>pem
	telegram --tls pem
	[[ $CHATSTAT_TELEGRAM_API_URL == https:* ]]
	daemon
	logged "certificate"
	alive
	finish
	[ ! -s calls ]
	for url in http://api.telegram.org http://10.0.0.1 http://localhost.example.org ftp://127.0.0.1 x; do
		CHATSTAT_TELEGRAM_API_URL=$url run --separate-stderr chatstatd
		refused 2 "api_url"
	done
}

@test "a batch told twice, and ids that go down: stored once, and nothing is passed over" {
	telegram
	play "$(messages 1 30)"
	daemon
	drained
	contents chatstat.db >before
	play '{"fault":"repeat","times":3}' "$(messages 31 31)"
	drained
	stored 31
	play '{"next_id":17}' "$(messages 32 60)"
	drained
	stored 60
	[ "$(sql chatstat.db 'SELECT next FROM feed')" = 46 ]
	finish
	daemon
	play "$(messages 61 61)"
	drained
	stored 61
}

@test "a database that is locked: nothing is confirmed until it is free again" {
	telegram
	daemon
	play "$(messages 1 1)"
	drained
	mkfifo hold
	sqlite3 chatstat.db <hold 3>&- &
	export helper=$!
	exec 8>hold
	echo 'BEGIN IMMEDIATE;' >&8
	sleep 0.1
	play "$(messages 2 9)"
	logged "busy\|locked" 15
	[ "$(state queued)" = 8 ]
	alive
	echo 'COMMIT;' >&8
	drained 15
	stored 9
	logged "works again"
	# It ends in time, too, while it cannot get at its database.
	echo 'BEGIN IMMEDIATE;' >&8
	sleep 0.1
	play "$(messages 10 11)"
	sleep 0.2
	finish
	exec 8>&-
	daemon
	drained
	stored 11
}

@test "files that may not grow: nothing is confirmed until they may" {
	command -v prlimit >/dev/null || skip "no prlimit"
	telegram
	daemon
	play "$(messages 1 1)"
	drained
	prlimit --pid "$daemon" --fsize="$(($(stat -c %s chatstat.db-wal) + 5000)):"
	play '{"talk":1,"count":300,"since":1795000000}'
	logged "chatstat.db: "
	[ "$(state queued)" -gt 0 ]
	alive
	prlimit --pid "$daemon" --fsize=unlimited:
	drained 20
	[ "$(sql chatstat.db 'PRAGMA integrity_check')" = ok ]
	logged "works again"
	finish
}

# In a file system of its own that only this test sees.
@test "a full disk: nothing is confirmed until there is room" {
	mkdir small
	unshare -m mount -t tmpfs none small 2>/dev/null || skip "no right to mount"
	telegram
	cat >inside <<-'SH'
	mount -t tmpfs -o size=1500k none small || exit 99
	exec chatstatd -d small/a.db
	SH
	unshare -m bash inside >out 2>log 3>&- &
	daemon=$!
	polled 1
	head -c 10000000 /dev/zero 2>/dev/null >"/proc/$daemon/cwd/small/fill" || true
	play '{"talk":1,"count":500,"since":1795000000}'
	logged "full\|space"
	[ "$(state queued)" -gt 0 ]
	alive
	rm "/proc/$daemon/cwd/small/fill"
	drained 20
	logged "works again"
	alive
	cp "/proc/$daemon/cwd/small/a.db" "/proc/$daemon/cwd/small/a.db-wal" .
	[ "$(sql a.db 'PRAGMA integrity_check')" = ok ]
	[ "$(sql a.db 'SELECT count(*) FROM message')" -gt 300 ]
	finish
}

@test "an update that the database refuses is set aside, and those around it are stored" {
	telegram
	daemon
	play "$(messages 1 1)"
	drained
	sql chatstat.db "CREATE TRIGGER refuse BEFORE INSERT ON message WHEN NEW.text = 'message 7'
	    BEGIN SELECT RAISE(ABORT, 'refused by a test'); END"
	play "$(messages 2 12)"
	drained
	stored 11
	[ "$(sql chatstat.db 'SELECT count(*) FROM parked')" = 1 ]
	sql chatstat.db 'SELECT json FROM parked' | jq -e '.message.message_id == 7'
	logged "set aside"
	never grep -q 'message 7' log
	# A chat that keeps no texts has none set aside, either.
	chatstat-admin set Test text none
	sql chatstat.db "DROP TRIGGER refuse; CREATE TRIGGER refuse BEFORE INSERT ON message
	    WHEN (NEW.key & 0xffffffff) = 13 BEGIN SELECT RAISE(ABORT, 'refused again'); END"
	play "$(messages 13 14)"
	drained
	stored 12
	[ "$(sql chatstat.db 'SELECT count(*), count(json) FROM parked')" = "2|1" ]
	finish
}

@test "failures in a row: waits get longer, then it leaves Telegram alone for a while" {
	export CHATSTAT_RETRY_MIN_SECONDS=1 CHATSTAT_RETRY_MAX_SECONDS=2 CHATSTAT_RETRY_BREAKER_FAILURES=3
	export CHATSTAT_RETRY_BREAKER_SECONDS=4
	telegram
	daemon
	polled 1
	play '{"fault":"gateway","times":3}' "$(messages 1 1)"
	drained 30
	play "$(messages 2 2)"
	drained
	jq -r 'select(.method == "getUpdates") | [.at, .fault // "-"] | @tsv' calls |
		awk '$2 == "gateway" { n++; if (n > 1) wait[n - 1] = $1 - before; before = $1; next }
		    n == 3 && !done { wait[3] = $1 - before; done = 1 }
		    END { exit !(wait[1] >= 1 && wait[1] < 2 && wait[2] >= 2 && wait[2] < 3.5 &&
		    wait[3] >= 4 && wait[3] < 6) }'
}

@test "-n says what is wrong with the configuration, and does nothing" {
	run --separate-stderr chatstatd -n
	[ "$status" = 0 ]
	[ -z "$output$stderr" ]
	printf '[telegram]\napi_url = https://api.telegram.org\npoll_timeout = 51\n' >conf
	run --separate-stderr chatstatd -n -c conf
	refused 2 "conf:3" "poll_timeout" "1 to 50"
	printf '[http]\nlisten = nowhere\n' >conf
	run --separate-stderr chatstatd -n -c conf
	refused 2 "conf:2" "nowhere" "127.0.0.1:9464"
	run --separate-stderr chatstat-rollup -c conf
	refused 2 "conf:2" "nowhere"
	printf '[http]\nlisten = 127.0.0.1:99999\n' >conf
	run --separate-stderr chatstatd -n -c conf
	refused 2 "conf:2" "99999"
	printf '[http]\nlisten = 127.0.0.1:9464\ntoken_file = missing\n' >conf
	run --separate-stderr chatstatd -n -c conf
	refused 2 "missing"
	echo short >missing
	run --separate-stderr chatstatd -n -c conf
	refused 2 "16 characters"
	run --separate-stderr chatstat-doctor -c conf
	[[ $output == *"problem  configuration: missing: "*"16 characters"* ]]
	run bash -c 'chatstatd -T >/dev/full'
	refused 1 "standard output"
	CHATSTAT_TELEGRAM_TOKEN='' run --separate-stderr chatstatd -n
	refused 2 "token"
	run --separate-stderr chatstatd -n -T
	refused 2 "-n" "-T"
	never compgen -G 'chatstat.db*'
}

@test "-T prints the configuration as it is, which says the same again, and no token" {
	CHATSTAT_RETRY_MAX_SECONDS=33 chatstatd -T >conf
	never grep -q AAhush conf
	grep -qx 'max_seconds = 33' conf
	unset CHATSTAT_RETRY_MIN_SECONDS CHATSTAT_RETRY_MAX_SECONDS CHATSTAT_RETRY_BREAKER_FAILURES
	chatstatd -c conf -T >again
	cmp conf again
}

@test "lines of the log are for a journal, or JSON" {
	telegram
	daemon
	play "$(messages 1 3)"
	drained
	finish
	never grep -vE '^<[3467]>[a-z]+: ' log
	rm log
	export CHATSTAT_LOG_FORMAT=json
	daemon
	play '{"fault":"gateway"}' "$(messages 4 4)"
	drained 15
	finish
	jq -es 'length > 3 and all(has("level") and has("message")) and any(has("req"))' log >types ||
		{ cat log; return 1; }
}

@test "systemd is told of readiness, life and end" {
	cat >manager <<-'PY'
	import socket, sys
	listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
	listener.bind("notify")
	listener.settimeout(15)
	print("listening", flush=True)
	while True:
	    told = listener.recv(4096).decode()
	    print(told, flush=True)
	    if "STOPPING=1" in told:
	        sys.exit()
	PY
	/usr/bin/python3 manager >told 3>&- &
	export helper=$!
	until_holds 5 test -s told
	telegram
	NOTIFY_SOCKET=$PWD/notify WATCHDOG_USEC=300000 daemon
	until_holds 5 grep -q READY=1 told
	until_holds 5 grep -q WATCHDOG=1 told
	finish
	until_holds 5 grep -q STOPPING=1 told
}

@test "every update of other projects' tests, and some drawn from the Bot API, is taken" {
	[ -d "$shared/updates" ] || skip "no shared data"
	for file in "$shared"/updates/*.json; do
		[[ $file == */error_bodies.json ]] || echo "{\"file\":\"$file\",\"renumber\":true}" >>script
	done
	/usr/bin/python3 "$shared/../tools/telegram_spec.py" gen 11 "${UPDATES:-2000}" >random.jsonl
	echo '{"file":"random.jsonl","renumber":true}' >>script
	telegram --hasty
	daemon
	drained 200
	[ $(($(state delivered) + $(state dropped))) -gt $((100 + ${UPDATES:-2000})) ]
	# One of them is broken on purpose.
	[ "$(sql chatstat.db 'SELECT why FROM parked')" = "an update without chat" ] ||
		{ sql chatstat.db 'SELECT why, update_id FROM parked'; return 1; }
	[ "$(sql chatstat.db 'SELECT count(*) FROM message')" -gt 300 ]
	finish
}

@test "make live: a group talks, and the numbers follow" {
	LIVE_SECONDS=3 LIVE_RATE=30 LIVE_SEED=5 TMPDIR=$PWD "$root/tests/live.sh" "$BIN" >out 2>err
	[ ! -s err ]
	awk '$1 == "messages" && NF == 2 { print $2 }' out >counts
	[ "$(wc -l <counts)" -ge 2 ]
	sort -nuc counts
	[ "$(echo chatstat-live*)" = 'chatstat-live*' ]
}

@test "how many members a chat has is asked of Telegram, once an hour at most, and said" {
	telegram
	play '{"fault":"error","method":"getChatMemberCount","code":400,"description":"chat not found"}' \
	    "$(taken_in -1001 One 335; taken_in -1002 Two 7)"
	daemon
	# The first answer is no number: that chat waits, and the other one goes on.
	until_holds 10 counted 2
	logged 'getChatMemberCount: .*chat not found'
		[ "$(sql chatstat.db 'SELECT group_concat(coalesce(members, 0)) FROM headcount')" = "0,7" ]
	# What is asked of a chat that is due, and of none that is not.
	sql chatstat.db 'PRAGMA busy_timeout = 5000;
	    UPDATE headcount SET at = at - 86400, day = day - 1 WHERE members IS NULL' >/dev/null
	finish
	daemon
	until_holds 10 counted 3
	finish
	jq -se '[.[] | select(.method == "getChatMemberCount") | .params.chat_id] ==
	    [-1001, -1002, -1001]' calls
	/usr/bin/python3 "$root/tests/telegram" check calls
	chatstat summary growth --last 7d --chat -1001 -f json >answers
	jq -e '.[0] | .coverage.members_total == 335 and .rows[0].members_total == 335' answers
	jq -e '.[1].rows | (.[-1].members_total == 335) and (.[0].members_total == null)' answers
	# Of several chats it is unknown: whoever is in two would count twice.
	chatstat summary --last 7d --chat all -f json >answers
	jq -e '.rows[0].members_total == null and .coverage.members_total == 342' answers
}

counted() {	# ANSWERS
	[ "$(sql chatstat.db 'SELECT count(*) FROM headcount')" = "$1" ]
}

# A group that makes the bot its administrator.
taken_in() {	# CHAT TITLE MEMBERS
	local chat='{"id":'$1',"type":"supergroup","title":"'$2'"}'
	local bot='{"id":1234567,"is_bot":true,"first_name":"B"}'
	printf '{"chat":%s,"members":%d}\n{"my_chat_member":{"chat":%s,' "$chat" "$3" "$chat"
	printf '"from":{"id":5,"is_bot":false,"first_name":"A"},'
	printf '"date":1795000000,"old_chat_member":{"status":"left","user":%s},' "$bot"
	printf '"new_chat_member":{"status":"administrator","user":%s}}}\n' "$bot"
}
