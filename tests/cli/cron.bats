#!/usr/bin/env bats
# What is in cron/ is what systemd and cron read.
load helper

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
