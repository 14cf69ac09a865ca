#!/bin/bash
# Both compilers with -Werror, and what reads the sources.  Each tool is one test of TAP, and the last
# line counts them.
set -u
cd "$(dirname "$0")/.." || exit 1
shopt -s nullglob

jobs=$(nproc)
code=({lib,ingest,analytics,reports}/*.c)
passed=0
failed=0

tool() {	# NAME COMMAND: it is content if it succeeds
	local name=$1 said
	shift
	if said=$("$@" 2>&1 </dev/null); then
		passed=$((passed + 1))
		echo "ok $((passed + failed)) $name"
	else
		failed=$((failed + 1))
		echo "not ok $((passed + failed)) $name"
		printf '%s\n' "$said" | sed 's/^/# /'
	fi
}

# The build itself, apart from others; V= keeps the messages free of commands.
compiler() {
	make --no-print-directory -k -j"$jobs" CC="$1" SAN= B="build/lint-$1" CFLAGS=-Werror V= objects
}

# Its notes are many; `clang-tidy FILE -- -I. ...` by hand tells them.
tidy() {
	printf '%s\n' "${code[@]}" | xargs -P "$jobs" -n 4 sh -c 'clang-tidy --quiet "$@" -- -std=c17 -I. \
		-D_POSIX_C_SOURCE=200809L -DVERSION=\"\" -include lib/banned.h 2>/dev/null' tidy |
		grep -E ' (error|warning): ' | sort -u
	[ "${PIPESTATUS[1]}" -eq 0 ]
}

# What gcc's analyzer says wrongly, and why: a path that the code around it excludes.  It takes what is
# stored behind a pointer to a pointer for lost; LeakSanitizer and valgrind know better.
excepted="
reports/output.c file-leak	fclose that failed has closed all the same
ingest/http.c null-dereference	what takes no such method is a route
ingest/routes.c null-dereference	is_signed sets the route where it says yes
ingest/usage.c null-argument	an account is told by the user
lib/json.c null-dereference	cJSON_IsString and cJSON_IsNumber of NULL are false
lib/price.c null-dereference	the index is of the list that map_grow has made longer
reports/shape_compare.c possible-null-argument	where there is a word, there is its copy
"
analyzer() {
	local found known
	found=$(printf '%s\n' "${code[@]}" |
		xargs -P "$jobs" -n 1 gcc -std=c17 -O1 -I. -include lib/banned.h -D_POSIX_C_SOURCE=200809L \
			'-DVERSION=""' -fanalyzer -Wno-analyzer-malloc-leak -S -o /dev/null 2>&1 |
		sed -nE '/error:/p; s/^([a-z_/]+\.c):.* \[-Wanalyzer-(.*)\]$/\1 \2/p' | sort -u)
	known=$(sed -nE 's/^(.+)\t.*/\1/p' <<<"$excepted" | sort -u)
	diff <(echo "$known") <(echo "$found")
}

# optin is a command; the others are macros, SQL, and words that are wrong on purpose.
spelling() {
	codespell --check-filenames \
		--ignore-words-list optin,nd,iif,breal,toke,sumary,setings,nnumber,modell \
		--skip ./build,./.git,./po,./tests/golden,./tests/fuzz/corpus,./data/stopwords.txt \
		--skip ./docs/page.html
}

check() {
	cppcheck -q -j"$jobs" --std=c11 --enable=warning,performance,portability --inline-suppr \
		--error-exitcode=1 -I. -D_POSIX_C_SOURCE=200809L '-DVERSION=""' lib ingest analytics reports
}

# It looks for the manuals that ours refer to among those of this machine, wants lines of 80 bytes, and
# takes REPORTS for a misspelt ERRORS and the brackets of configuration for parentheses.
manuals() {
	! mandoc -Tlint man/*.[1-8] |
		grep -vE 'manual not found|longer than 80 bytes|possible typo in section|trailing delimiter'
}

catalogues() {
	for po in po/*.po; do
		msgfmt -c -o /dev/null "$po" || return 1
	done
}

# What a Dockerfile runs, without its own words.
dockerfile() {
	awk '/^RUN/ { sub(/^RUN( --mount=[^ ]*)?/, ""); inside = 1 }
	    inside { print }
	    inside && !/\\$/ { inside = 0; print "" }' contrib/Dockerfile | shellcheck -s bash -
}

tool gcc compiler gcc
tool clang compiler clang
tool "gcc -fanalyzer" analyzer
tool clang-tidy tidy
tool cppcheck check
tool "msgfmt -c" catalogues
tool shellcheck shellcheck .ci/run tests/*.sh tests/*/*.sh tests/cli/*.bash \
	debian/*.post* debian/tests/smoke
tool "shellcheck of the Dockerfile" dockerfile
# In bats every test is a shell of its own, and status and output come from run.
tool "shellcheck of bats" shellcheck -s bats -e SC2030,SC2031,SC2094,SC2119,SC2120,SC2154 tests/cli/*.bats
tool "mandoc -Tlint" manuals
tool codespell spelling
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
