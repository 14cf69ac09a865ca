#!/usr/bin/env bats
# Completion for bash, and the list that other programs read.
load helper

# What bash would offer for the last word, one a line; the words that end a command are in replies.
offers() {	# WORD ...
	cat >complete.bash <<-'SH'
	source ./chatstat.bash
	compopt() { echo "files"; }
	COMP_WORDS=(chatstat "$@") COMP_CWORD=$# COMPREPLY=()
	$(complete -p chatstat | sed 's/.*-F \([^ ]*\).*/\1/') chatstat "${!#}" "${COMP_WORDS[$#-1]}"
	[ ${#COMPREPLY[@]} = 0 ] || printf '%s\n' "${COMPREPLY[@]}"
	SH
	bash -u complete.bash "$@"
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
	chatstat completion >chatstat.bash
}

@test "bash takes it, and complains of nothing" {
	run -0 bash -n chatstat.bash
	[ -z "$output" ]
	run -0 bash -c 'source ./chatstat.bash; complete -p chatstat'
	[[ $output == "complete "*" chatstat" ]]
}

@test "every report and every option is offered" {
	for report in $(chatstat list -f json | jq -r '.[].report'); do
		offers "${report:0:3}" | grep -qx -- "$report"
		offers summary "$report" | grep -qx -- "$report"
	done
	for option in $(chatstat --help | grep -o -- ' --[a-z-]*' | sort -u); do
		offers top "${option:0:4}" | grep -qx -- "$option" || { echo "$option"; return 1; }
	done
	[ "$(offers heatm)" = heatmap ]
	[ "$(offers top --them)" = --theme ]
	[ -z "$(offers nonsense)" ]
	offers "" | grep -qx list
	offers "" | grep -qx import
}

@test "every word that is offered after an option is taken" {
	export CHATSTAT_NOW=$sample_end
	sample_database sample.db
	export CHATSTAT_DATABASE_PATH=sample.db
	for last in $(offers top --last ""); do
		chatstat top --last "$last" >text
	done
	[ "$(offers top --last 2)" = 24h ]
	for span in 24h 7d 4w 30d 6m 1y today yesterday week month year all; do
		offers top --last "$span" | grep -qx $span
	done
	for word in $(offers top --since ""); do
		chatstat top --since "$word" >text
	done
	for format in $(offers top -f ""); do
		chatstat top -f "$format" | head -c 1 >text
	done
	[ "$(offers top --format j)" = json ]
	for theme in $(offers top --theme ""); do
		chatstat top --theme "$theme" >text
	done
	for by in $(offers top --by ""); do
		chatstat top --by "$by" >text 2>err ||
		    chatstat activity --by "$by" >text 2>err || chatstat cost --by "$by" >text
	done
	[ "$(offers activity --by we)" = week ]
	for by in $(chatstat list | sed -n 's/^ *--by //p' | tr ',' ' '); do
		offers activity --by "$by" | grep -qx "$by"
	done
	offers top --by reactions_ | grep -qx reactions_given
}

@test "files are bash's own business, names of chats nobody's" {
	touch "my file.conf"
	for option in -c --config -d --database -o --output; do
		[ "$(offers top $option my)" = files ]
	done
	for option in --chat --member --topic --top; do
		[ -z "$(offers top $option a)" ]
	done
}

@test "list -f json: every report once, with columns, and each works" {
	chatstat list -f json >list.json
	jq -e 'length > 10 and ([.[].report] | unique | length) == length
	    and all(.[]; (.report | test("^[a-z]+$")) and (.help | length) > 0
	        and (.chart | type) == "boolean" and (.columns | length) > 0
	        and (.columns | unique | length) == (.columns | length)
	        and all(.columns[]; test("^[a-z][a-z0-9_]*$")))' list.json
	[ "$(jq -r '.[].report' list.json)" = "$(chatstat list | sed '/^$/q' | grep -o '^[a-z]*' | grep .)" ]
	[ "$(chatstat list | sed '1,/^$/d' | cut -d ' ' -f 1 | tr '\n' ' ')" = "page year " ]
	[ "$(chatstat -f json list | jq -c .)" = "$(jq -c . list.json)" ]
}
