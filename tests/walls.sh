#!/bin/bash
# The walls of the house, held by reading the sources: TAP, one test a wall.
set -u
cd "$(dirname "$0")/.." || exit 1
shopt -s nullglob lastpipe

folders=(lib ingest analytics reports)
code=({lib,ingest,analytics,reports}/*.[ch])
sql=(schema.sql {lib,ingest,analytics,reports}/*.sql)
scripts=(tests/*.sh tests/*/*.sh tests/cli/*.ba{ts,sh})
tests=("${scripts[@]}" tests/*.py tests/*/*.py tests/{sample,unit,fuzz,bench}/*.[ch])
# All that is in the project: what git knows, or would know.
mapfile -t files < <(git ls-files --cached --others --exclude-standard 2>/dev/null ||
	find . \( -name .git -o -name build -o -name __pycache__ \) -prune -o -type f -printf '%P\n')

number=0
failed=0

# A wall holds if nothing is said against it on standard input.
wall() {	# NAME
	local said
	said=$(cat)
	number=$((number + 1))
	if [ -z "$said" ]; then
		echo "ok $number $1"
	else
		echo "not ok $number $1"
		printf '%s\n' "$said" | sed 's/^/# /'
		failed=1
	fi
}

echo 1..16

# lib includes nothing above itself; programs include only their own folder and lib.
for folder in "${folders[@]}"; do
	grep -Hn '^#include "' "$folder"/*.[ch] | grep -vE "#include \"(lib|$folder)/"
done | wall "layers: only their own folder and lib, with paths from the root"

# One foreign library, one source file.
allowed=('lib/@(db|bulk).c:sqlite3.h' lib/json.c:cjson/cJSON.h 'lib/unicode.c:unicode/*'
    lib/source.c:zlib.h ingest/csv.c:csv.h ingest/telegram.c:curl/curl.h ingest/http.c:microhttpd.h
    ingest/notify.c:systemd/sd-daemon.h lib/secret.c:sodium.h reports/match.c:pcre2.h)
posix="ctype dirent errno fcntl getopt inttypes langinfo libgen limits locale math netdb netinet/in poll
    pthread pwd signal spawn stdarg stdbool stddef stdint stdio stdlib string strings
    sys/ioctl sys/random sys/resource sys/socket
    sys/stat sys/statvfs sys/types sys/wait termios time unistd"
grep -n '^#include <' "${code[@]}" | while IFS=: read -r file line include; do
	header=${include#*<}
	header=${header%>*}
	[[ " ${posix//[[:space:]]/ } " == *" ${header%.h} "* ]] && continue
	for pair in "${allowed[@]}"; do
		# shellcheck disable=SC2053 # a pattern is wanted
		[[ $file:$header == $pair ]] && continue 2
	done
	echo "$file:$line: $header"
done | wall "one foreign library, one source file"

grep -nE '"gnuplot"|(exec[lv]p?e?|posix_spawnp?)\(' "${code[@]}" |
	grep -vE '^(reports/(gnuplot|chatstat)|ingest/(child|doctor_machine)|analytics/spawn)\.c:' |
	wall "gnuplot has one place, and programs are started in five"

for file in "${code[@]}"; do
	[[ $file == *.h ]] || continue
	[ "$(head -n 1 "$file")" = '/*' ] || echo "$file: no opening comment"
	guard=${file//[\/.]/_}
	grep -q "^#ifndef ${guard^^}$" "$file" || echo "$file: no guard ${guard^^}"
done | wall "every header opens with what it is for, and has a guard"

for file in "${sql[@]}"; do
	[[ $(head -n 1 "$file") == --* ]] || echo "$file: no opening comment"
done | wall "every SQL text opens with what it is for"

for file in "${code[@]}"; do
	[[ $file == *.c ]] || continue
	header=${file%.c}.h
	[ ! -f "$header" ] || grep -q "^#include \"$header\"" "$file" || echo "$file does not include $header"
done | wall "every source includes its header"

for file in "${code[@]}"; do
	[[ $file == *.h ]] || continue
	# A header's own inline functions are users, too.
	sed -nE '/^typedef/d; s/^[a-z][^(=]*[ \t*]([a-z_0-9]+)\(.*/\1/p' "$file" | while read -r name; do
		[ "$(grep -cE "\b$name\(" "$file")" -eq 1 ] || continue
		users=$(grep -lw -- "$name" "${code[@]}" | grep -cvE "^(${file%.h}\.[ch])$")
		[ "$users" -gt 0 ] || grep -qw -- "$name" "${tests[@]}" || echo "$file: $name has no user"
	done
done | wall "nothing is exported that nobody uses"

banned='strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|atoll|gets|gmtime|localtime|system|popen'
grep -nE "(^|[^_a-z0-9])($banned) *\\(" "${code[@]}" | wall "no banned function"

grep -nE '\b(TODO|FIXME|XXX|HACK)\b' "${code[@]}" "${sql[@]}" "${tests[@]}" Makefile |
	grep -vE '^tests/walls.sh:|X{6}' | wall "nothing left to do by its own words"

grep -nIE '/(work|farm|root|home)/|/tmp/bash' "${files[@]}" | grep -v '^tests/walls.sh:' |
	wall "no path of a developer's machine"

for file in "${code[@]}" "${sql[@]}" "${scripts[@]}" Makefile; do
	expand "$file" | grep -nE '^.{111,}' | sed "s|^\([0-9]*\):.*|$file:\1|"
done | wall "no line of more than 110 columns"

new=$(mktemp)
make --no-print-directory -s po/chatstat.pot POT="$new" | cat
diff -u po/chatstat.pot "$new" | wall "po/chatstat.pot has all texts that are marked: make pot"
rm -f "$new"

# A phrase is composed of what stands in braces.
for po in po/*.po; do
	msgcat --no-wrap "$po" | awk -v po="$po" '
		/^msgid / { said = $0 }
		/^msgstr/ {
			for (text = $0; match(text, /\{[^}]*\}/); text = substr(text, RSTART + RLENGTH)) {
				name = substr(text, RSTART, RLENGTH)
				sub(/[ }].*/, "", name)
				if (!index(said, name))
					print po ": " $0
			}
		}'
done | wall "a translation names no other values than the text"

# The tree at the README's end: a folder, and below it a line a file; in tests/ one may stand for several.
entries() {
	awk '/^```/ { inside = !inside; next } inside' README.md | while IFS= read -r line; do
		case $line in
		'') folder= ;;
		' '*) name=${line#  } && name=${name%% *} && echo "$folder$name" ;;
		*/*) folder=${line%%/*}/ ;;
		*) echo "${line%% *}" ;;
		esac
	done
}
mapfile -t entries < <(entries)
{
	for file in "${files[@]}"; do
		[ -f "$file" ] || continue
		for entry in "${entries[@]}"; do
			# shellcheck disable=SC2053 # a pattern is wanted
			[[ $file == $entry ]] && continue 2
		done
		echo "$file is not in README.md"
	done
	for entry in "${entries[@]}"; do
		compgen -G "$entry" >/dev/null || echo "README.md names $entry"
		[[ $entry == tests/* || $entry != *'*'* ]] || echo "README.md names many by $entry"
	done
} | wall "README has a line for every file, and no other"

# SECURITY.md: - `file` "name of a test"
# shellcheck disable=SC2016 # backticks are meant
sed -nE 's/^- `([^`]+)` "(.*)"$/\1\t\2/p' SECURITY.md | while IFS=$'\t' read -r file name; do
	case $file in
	*.bats) grep -qF "@test \"$name\" {" "$file" ;;
	*) grep -q "^$name(" "$file" && grep -q "unit_test[a-z_]*(${name}[,)]" "$file" ;;
	esac || echo "SECURITY.md: $file: $name"
done | wall "every test that SECURITY.md relies on is there"

# docs/troubleshooting.md: | `part of a message` | ...; texts of C are joined where they are cut.
said=$(sed 's/\\"/"/g' "${code[@]}" | awk '{ printf "%s ", $0 }' | sed -E 's/"[ \t]+"//g')
sed -n '/^## Messages/,$s/^| `\([^`]*\)`.*/\1/p' docs/troubleshooting.md | while read -r message; do
	[[ $said == *"$message"* ]] || echo "docs/troubleshooting.md: $message"
done | wall "the programs say every message of docs/troubleshooting.md"

exit $failed
