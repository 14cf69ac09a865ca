#!/bin/bash
# Shows the daemon at work without a token: a Bot API server on this machine (tests/telegram), a group that
# talks there, chatstatd, and reports that change.  Ctrl-C ends all of it, as do LIVE_SECONDS.
#
# usage: [LIVE_SECONDS=N] [LIVE_RATE=8] [LIVE_SEED=N] tests/live.sh BIN
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
bin=$(cd "$1" && pwd)
seconds=${LIVE_SECONDS:-0} rate=${LIVE_RATE:-8} seed=${LIVE_SEED:-$RANDOM}
ago=2600		# seconds before now at which the talk begins; what was said until then takes a moment
unset "${!CHATSTAT_@}"
zone=$(readlink /etc/localtime || true)
[[ $zone != */zoneinfo/* ]] || export CHATSTAT_CHAT_ZONE=${zone##*/zoneinfo/}

work=$(mktemp -d "${TMPDIR:-/tmp}/chatstat-live-XXXXXX")
cd "$work"
export CHATSTAT_TELEGRAM_TOKEN=1234567:AAlive CHATSTAT_DATABASE_PATH=$work/chatstat.db CHATSTAT_LOG_LEVEL=info
telegram='' daemon=''

# shellcheck disable=SC2317 # by trap
finish() {
	trap - EXIT
	[ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true
	[ -z "$daemon" ] || wait "$daemon" || status=$?
	[ -z "$telegram" ] || kill "$telegram" 2>/dev/null || true
	[ ! -t 1 ] || printf '\nchatstatd ended with status %d; nothing stays behind.\n' "${status:-0}"
	rm -rf "$work"
	exit "${1:-${status:-0}}"
}
trap 'finish 1' EXIT
trap 'finish' INT TERM

# As many rows as the terminal has room for.
ranks() {
	local lines=40 rest
	[ ! -t 1 ] || read -r lines rest < <(stty size </dev/tty) || true
	echo $((lines < 29 ? 3 : lines > 40 ? 14 : lines - 26))
}

since=$(($(date +%s) - ago))
printf '%s\n' "{\"talk\":$seed,\"count\":450,\"since\":$since}" >script
printf '%s\n' "{\"talk\":$seed,\"count\":1000000000,\"skip\":450,\"since\":$since,\"rate\":$rate}" >>script
# In a session of its own, so that Ctrl-C comes here only.
setsid /usr/bin/python3 "$root/tests/telegram" --token "$CHATSTAT_TELEGRAM_TOKEN" --script script \
	>url 2>telegram.log &
telegram=$!
await() {	# COMMAND ...: at most half a minute
	for _ in $(seq 600); do
		! "$@" 2>/dev/null || return 0
		sleep 0.05
	done
	cat log >&2
	return 1
}
await test -s url
CHATSTAT_TELEGRAM_API_URL=$(cat url)
export CHATSTAT_TELEGRAM_API_URL
setsid "$bin/chatstatd" 2>log &
daemon=$!
await grep -q 'getUpdates: .*stored' log
sleep 1		# for the rest of what was said before

end=$((SECONDS + seconds))
while :; do
	[ ! -t 1 ] || printf '\033[H\033[2J'
	"$bin/chatstat" summary --last 24h
	"$bin/chatstat" top --last 24h --top "$(ranks)"
	printf '\nchatstatd: %s\n' "$(sed -n 's/^<6>//p' log | tail -n 1)"
	[ ! -t 1 ] || echo "A group of nobodies talks on $CHATSTAT_TELEGRAM_API_URL.  Ctrl-C ends it."
	kill -0 "$daemon" 2>/dev/null || { cat log >&2; finish 1; }
	[ "$seconds" -eq 0 ] || [ "$SECONDS" -lt "$end" ] || finish
	sleep 2 &
	wait $! || true
done
