#!/bin/bash
# Golden files: what chatstat says of the sample chat, to the byte.
#
# usage: tests/golden.sh BUILD          compares with tests/golden: TAP, one test a file
#        tests/golden.sh --write BUILD  writes tests/golden anew
set -u
cd "$(dirname "$0")/.." || exit 1

write=false
[ "$1" = --write ] && { write=true; shift; }
build=$PWD/$1
golden=tests/golden
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT

unset "${!CHATSTAT_@}" COLUMNS COLORTERM NO_COLOR
export CHATSTAT_NOW=${SAMPLE_END:-1795191720} CHATSTAT_CHAT_ZONE=Europe/Sofia TZ=UTC LC_ALL=C.UTF-8
export CHATSTAT_DATABASE_PATH=$fresh/chatstat.db CHATSTAT_CHAT_TEXT_DAYS=0

# What a run says, or the error and status that it ends with.
say() {	# FILE ARGUMENT ...
	local file=$1 status=0
	shift
	"$build/bin/chatstat" "$@" >"$file" 2>"$fresh/err" || status=$?
	[ $status -eq 0 ] || { cat "$fresh/err"; echo "status $status"; } >>"$file"
}

"$build/bin/chatstat-import" "$build/sample/result.json" "$build/sample/updates.jsonl" \
	data/prices.csv "$build/sample/usage.csv" >"$fresh/log" || exit 1
export CHATSTAT_BUDGET_LIMITS='all month 20, model gpt-5.1 day 0.02, member 410000101 week 0.5'
"$build/bin/chatstat-rollup" || exit 1
mkdir "$fresh/new"
charts=$("$build/bin/chatstat" list -f json | jq -r '.[] | select(.chart) | .report')

grep -v '^#' tests/golden.list | while read -r name words; do
	read -ra arguments <<<"$words"
	say "$fresh/new/$name.txt" "${arguments[@]}"
	# Several reports at once are no CSV, no message, nor charts; pictures in a page are tested as charts.
	case $words in
	*top\ activity* | *fans\ replies*) continue ;;
	page*)
		sed -E 's/(base64,)[^"]*/\1/g' "$fresh/new/$name.txt" >"$fresh/new/$name.html"
		rm "$fresh/new/$name.txt"
		continue
		;;
	year*)
		for theme in light dark; do
			say "$fresh/new/$name-$theme.gp" "${arguments[@]}" -f gp --theme $theme
		done
		rm "$fresh/new/$name.txt"
		continue
		;;
	esac
	say "$fresh/new/$name.json" "${arguments[@]}" -f json
	say "$fresh/new/$name.csv" "${arguments[@]}" -f csv
	say "$fresh/new/$name.telegram" "${arguments[@]}" -f telegram
	if grep -qx "${arguments[0]}" <<<"$charts"; then
		for theme in light dark; do
			say "$fresh/new/$name-$theme.gp" "${arguments[@]}" -f gp --theme $theme
		done
	fi
done

if $write; then
	mkdir -p "$golden"
	rm -f "$golden"/*
	cp "$fresh"/new/* "$golden"
	exit 0
fi

# One test a file that is here or there, and one for every report to have a line.
mapfile -t files < <({ ls "$golden"; ls "$fresh/new"; } | sort -u)
echo "1..$((${#files[@]} + 1))"
number=0
failed=0
result() {	# SAID NAME
	number=$((number + 1))
	[ -z "$1" ] && { echo "ok $number $2"; return; }
	failed=1
	printf 'not ok %d %s\n' "$number" "$2"
	printf '%s\n' "$1" | sed 's/^/# /' | head -n 20
}
for file in "${files[@]}"; do
	result "$(diff -uN "$golden/$file" "$fresh/new/$file")" "golden $file"
done
result "$("$build/bin/chatstat" list -f json | jq -r '.[].report' | while read -r report; do
	grep -qP "^$report\t" tests/golden.list || echo "$report has no golden file"
done)" "every report has golden files"
exit $failed
