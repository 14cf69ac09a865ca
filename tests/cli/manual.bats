#!/usr/bin/env bats
# The manuals say what the programs say of themselves.
load helper

# The options that a program knows, and that its manual names.
options_of_program() {
	"$1" --help | sed -n '/^$/,/^Exit/p' | grep -oE '^ *(-[a-zA-Z], )?--[a-z-]+' |
		grep -oE -- '--[a-z-]+' | sort -u
}

options_of_manual() {
	grep -E '^\.(It|Op) Fl' "$1" | grep -oE -- ' -[a-z-]{2,}' | sed 's/^ -/--/' | sort -u
}

@test "every option is in its manual, and no other" {
	for page in "$root"/man/chatstat*.[18]; do
		program=$(basename "${page%.*}")
		diff <(options_of_program "$program") <(options_of_manual "$page") ||
			{ echo "$program"; return 1; }
	done
}

@test "every program has a manual" {
	for program in "$BIN"/*; do
		compgen -G "$root/man/$(basename "$program").[18]"
	done
}

@test "every report, column and choice of --by is in chatstat(1)" {
	chatstat list -f json | jq -r '.[] | .report, .columns[]' >words
	chatstat list | sed -n 's/^ *--by //p' | tr , '\n' >>words
	while read -r word; do
		grep -qw -- "$word" "$root/man/chatstat.1" || { echo "$word"; return 1; }
	done <words
}

@test "every job of rollup is in its manual" {
	sample_database chatstat.db
	chatstat-rollup --list | cut -d' ' -f1 >list
	while read -r job; do
		grep -q "^\.It Cm $job$" "$root/man/chatstat-rollup.8" || { echo "$job"; return 1; }
	done <list
}

@test "every key of the configuration is in chatstat.conf(5)" {
	grep -oE '^\s+\[CONFIG_[A-Z_]+\] = \{ "[a-z]+", "[a-z_]+"' "$root/lib/config.c" |
		sed 's/.*{ "\(.*\)", "\(.*\)"/\1 \2/' >keys
	[ -s keys ]
	while read -r section key; do
		sed -n "/^\.Ss \[$section\]/,/^\.S[sh]/p" "$root/man/chatstat.conf.5" |
			grep -qw "^\.It Ic $key" ||
			{ echo "[$section] $key"; return 1; }
	done <keys
}

@test "every program refuses what it does not know, and says who it is" {
	for program in "$BIN"/*; do
		name=$(basename "$program")
		run -2 "$program" --nonsense
		[[ $output == "$name: there is no option --nonsense; see $name --help" ]]
		run -2 "$program" -d
		[[ $output == "$name: -d needs a value; see $name --help" ]]
		[[ $("$program" --version) == "$name "[0-9]* ]]
		[ ! -w /dev/full ] || ! "$program" --help >/dev/full
	done
}
