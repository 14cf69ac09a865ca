#!/usr/bin/env bats
# What is in cron/ is what systemd and cron read.
load helper
load daemon

@test "systemd takes the units, and they leave few rights" {
	command -v systemd-analyze >/dev/null || skip "systemd is not installed"
	for unit in "$root"/cron/*.{service,timer}; do
		sed "s|=/usr/local/bin/|=$BIN/|" "$unit" >"${unit##*/}"
	done
	run systemd-analyze verify --man=no ./*.service ./*.timer
	[ "$status" -eq 0 ]
	[ -z "$output" ] || { echo "$output"; return 1; }
	for unit in *.service; do
		# Tenths of what systemd calls the exposure: a daemon of a package has about 80.
		systemd-analyze security --offline=true --threshold=20 "./$unit" >said ||
			{ cat said; return 1; }
	done
}

@test "every batch of a timer is in the crontab, with programs that exist" {
	grep -E '^[0-9*]' "$root/cron/chatstat.crontab" | awk '{ print $7 }' | sort >tabbed
	for timer in "$root"/cron/*.timer; do
		sed -n 's|^ExecStart=/usr/local/bin/\([a-z-]*\).*|\1|p' "${timer%.timer}.service"
	done | sort >timed
	[ -s timed ]
	diff tabbed timed
	while read -r program; do
		[ -x "$BIN/$program" ] || { echo "$program"; return 1; }
	done <tabbed
}

# Runs a program behind the system-call filter of a unit; systemd itself is seldom there.
filtered=(/usr/bin/python3 "$root/tests/filter.py")

can_filter() {
	case $BIN in *address*) skip "LeakSanitizer traces, which the filter is there to forbid" ;; esac
	run "${filtered[@]}" "$root/cron/chatstatd.service" true
	[ "$status" -ne 77 ] || skip "$output"
	[ "$status" -eq 0 ]
}

@test "under its filter of system calls the daemon records, answers with a chart, and serves pages" {
	can_filter
	# It is a filter: namespaces, another root, other families of sockets, and code that is written.
	for forbidden in "os.setresuid(0, 0, 0)" "os.chroot('/')" "mmap.mmap(-1, 4096, prot=7)" \
	    "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)"; do
		run "${filtered[@]}" "$root/cron/chatstatd.service" \
		    /usr/bin/python3 -c "import mmap, os, socket; $forbidden"
		refused 1 PermissionError
	done
	telegram
	CHATSTAT_TELEGRAM_API_URL=http://localhost:${CHATSTAT_TELEGRAM_API_URL##*:}
	echo 'a-token-nobody-guesses' >http-token
	play '{"chat":{"id":-1001900000009,"type":"supergroup","title":"Test"}}'
	CHATSTAT_HTTP_LISTEN=127.0.0.1:0 CHATSTAT_HTTP_PAGES=on CHATSTAT_HTTP_TOKEN_FILE=http-token \
	    "${filtered[@]}" "$root/cron/chatstatd.service" chatstatd >out 2>>log 3>&- &
	# shellcheck disable=SC2034 # finish and teardown end it
	daemon=$!
	polled 1
	play "$(update 1 1 "$(date +%s)" hello)" "$(update 2 2 "$(date +%s)" '/stats heatmap')"
	drained
	until_holds 15 grep -q '"method": *"sendPhoto"' calls
	stored 2
	curl -s --fail -o page.html -H 'Authorization: Bearer a-token-nobody-guesses' \
	    "http://127.0.0.1:$(sed -n 's/.*listening on .*, port //p' log)/chats/-1001900000009"
	grep -q '</html>' page.html
	finish
}

@test "under their filters the batches do their work" {
	can_filter
	CHATSTAT_CHAT_TEXT_DAYS=90 sample_database chatstat.db
	CHATSTAT_NOW=$((sample_end - 86400)) chatstat-admin set digest Boots daily 00:00
	export CHATSTAT_NOW=$sample_end
	for timer in "$root"/cron/*.timer; do
		"${filtered[@]}" "${timer%.timer}.service" "$(basename "$timer" .timer)"
	done
	[ "$(sql chatstat.db 'SELECT count(*) FROM job_run WHERE status = 0')" -ge 7 ]
	[ "$(sql chatstat.db 'SELECT count(*) FROM outbox')" -ge 1 ]
}
