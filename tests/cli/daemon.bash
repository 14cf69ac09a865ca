# A Bot API server (tests/telegram) and chatstatd, one of each a test.
# shellcheck disable=SC2034,SC2154 # used by the tests; set by run
export CHATSTAT_TELEGRAM_TOKEN=1234567:AAhush-this-is-the-secret
export CHATSTAT_RETRY_MIN_SECONDS=1 CHATSTAT_RETRY_MAX_SECONDS=1 CHATSTAT_RETRY_BREAKER_FAILURES=1000
unset CHATSTAT_NOW

# Starts the server, which plays the file script if there is one.
telegram() {	# [ARG ...]
	[ ! -e script ] || set -- --script script "$@"
	rm -f url
	/usr/bin/python3 "$root/tests/telegram" --token 1234567:AAhush-this-is-the-secret \
	    --record calls "$@" >url 2>telegram.err 3>&- &
	telegram=$!
	until_holds 10 test -s url
	CHATSTAT_TELEGRAM_API_URL=$(<url)
	export CHATSTAT_TELEGRAM_API_URL
}

# Starts the daemon; what it says is in the file log.
daemon() {	# [ARG ...]
	chatstatd "$@" >out 2>>log 3>&- &
	daemon=$!
}

teardown() {
	local pid
	# A daemon that is left ends as its manager would end it: only then a sanitizer tells of leaks.
	[ -z "${daemon:-}" ] || dead || finish TERM
	for pid in ${daemon:-} ${telegram:-} ${helper:-}; do
		kill -KILL "$pid" 2>/dev/null || true
		wait "$pid" 2>/dev/null || true
	done
	# Whatever a test is about, secrets and texts stay out of logs.
	[ ! -e log ] || ! grep -E 'AAhush|hut is full|spare rope|we left at six' log out
}

# A command that has to fail: `!` alone would not fail a test.
never() {
	! "$@"
}

until_holds() {	# SECONDS COMMAND ...
	local end=$((SECONDS + $1 + 1))
	shift
	until "$@"; do
		[ "$SECONDS" -lt "$end" ] || { echo "not in time: $*"; cat log 2>/dev/null; return 1; }
		sleep 0.02
	done
}

# Asks the server; its answer, which begins with a status, is $reply.
control() {	# WHAT [BODY]
	local LC_ALL=C body=${2:-} port=${CHATSTAT_TELEGRAM_API_URL##*:}
	exec 9<>"/dev/tcp/127.0.0.1/$port"
	printf 'POST /control/%s HTTP/1.1\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s' \
	    "$1" ${#body} "$body" >&9
	reply=$(cat <&9)
	exec 9>&-
	[[ $reply == 'HTTP/1.1 200 '* ]] || { echo "$1: $reply"; cat log; return 1; }
}

play() {	# LINE ...
	control play "$(printf '%s\n' "$@")"
}

drained() {	# [SECONDS]: until everything is confirmed
	control "drained?seconds=${1:-10}"
}

polled() {	# COUNT [SECONDS]
	control "polled?count=$1&seconds=${2:-10}"
}

state() {	# NAME
	control state
	jq -r ".$1" <<<"${reply##*$'\r\n\r\n'}"
}

logged() {	# WORDS [SECONDS]
	until_holds "${2:-10}" grep -q -- "$1" log
}

alive() {
	kill -0 "$daemon"
}

# The daemon ends by itself.
ends() {	# STATUS [SECONDS]
	local status=0
	until_holds "${2:-10}" dead
	wait "$daemon" || status=$?
	daemon=
	[ "$status" -eq "$1" ] || { echo "status $status, not $1"; cat log; return 1; }
}

# Also while nobody has waited for it.
dead() {
	local pid name state rest
	read -r pid name state rest 2>/dev/null <"/proc/$daemon/stat" || return 0
	[ "$state" = Z ]
}

# Ends it as its manager would.
finish() {	# [SIGNAL]
	kill -"${1:-TERM}" "$daemon"
	ends 0 1
}

stored() {	# MESSAGES
	[ "$(sql chatstat.db 'SELECT count(*) FROM message')" = "$1" ] ||
		{ sql chatstat.db 'SELECT count(*) FROM message'; cat log; return 1; }
}

# What was asked for, poll by poll.
offsets() {
	jq 'select(.method == "getUpdates") | .params.offset | tonumber' calls
}

# Messages of the test's chat, by number, as lines of a script.
messages() {	# FIRST LAST
	local i
	for ((i = $1; i <= $2; i++)); do
		update "$((5000 + i))" "$i" "$((1795000000 + i))" "message $i" | sed 's/"update_id":[0-9]*,//'
	done
}
