#!/bin/bash
# Runs all tests against a build and counts them.
#
# usage: tests/run.sh [--only] BUILD UNIT ...
#
# UNIT are programs of cmocka; --only leaves the other suites out.  Each suite writes TAP into
# BUILD/log; what failed is shown, and the last line counts every single test.
set -u
cd "$(dirname "$0")/.." || exit 1
shopt -s nullglob

only=false
[ "$1" = --only ] && { only=true; shift; }
build=$1
shift
BIN=$PWD/$build/bin
SAMPLE=$PWD/$build/sample
log=$build/log
# Some of the tests wait for daemons.
jobs=$(($(nproc) + 1))
export BIN SAMPLE
# A fault found by a sanitizer must not look like a refusal.
ASAN_OPTIONS=detect_leaks=1:halt_on_error=1:exitcode=99:strict_string_checks=1
# No memory is an answer that programs know.
export ASAN_OPTIONS=$ASAN_OPTIONS:allocator_may_return_null=1
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1:exitcode=99
export LSAN_OPTIONS=exitcode=99
export CMOCKA_MESSAGE_OUTPUT=TAP TZ=UTC LC_ALL=C.UTF-8
unset "${!CHATSTAT_@}" COLUMNS COLORTERM NO_COLOR

# A sanitizer makes everything several times slower.
seeds=16
sanitized=false
case $build in *plain) ;; *coverage) seeds=4 ;; *) seeds=4 sanitized=true ;; esac

# These look at sources and answers, which are the same in every build, or, as crash, run long for what they
# run of our code: CI has a quarter of an hour.
same='golden|spend|walls|sql|page|telegram_format|manual|completion|crash'

# NAME COMMAND of every suite, the slow ones first so that the last ones are short: many lines take long.
suites() {
	if ! $only; then
		if [ -f tests/property.py ]; then
			for ((first = 1; first <= seeds; first += seeds / 4)); do
				echo "property-$first tests/seeds.sh $BIN $first $((seeds / 4))"
			done
		fi
		echo "kills /usr/bin/python3 tests/crash --quick $build"
		echo "telegram /usr/bin/python3 tests/telegram test"
		wc -l tests/cli/*.bats | sort -rn |
			sed -n 's|.* \(tests/cli/\(.*\)\.bats\)$|\2 bats --formatter tap \1|p'
		for fuzz in "$build"/replay/*; do
			echo "fuzz-${fuzz##*/} $fuzz" "tests/fuzz/corpus/${fuzz##*/}"/*
		done
		echo "golden tests/golden.sh $build"
		echo "spend /usr/bin/python3 tests/spend.py"
		echo "walls tests/walls.sh"
		echo "sql /usr/bin/python3 tests/sql.py"
	fi
	for unit; do
		echo "${unit##*/} $unit"
	done
}

# One suite; the status of the whole goes behind its log.
run_suite() {
	local name=$1
	shift
	timeout --kill-after=5 280 "$@" >"$log/$name.tap" 2>"$log/$name.err" </dev/null
	echo "exit $?" >>"$log/$name.tap"
}
export log
export -f run_suite

rm -rf "$log"
mkdir -p "$log"
# shellcheck disable=SC2016 # the inner shell expands it
suites "$@" |
	if $sanitized; then grep -Ev "^($same) "; else cat; fi |
	xargs -P "$jobs" -L 1 bash -c 'run_suite "$@"' suite

# A suite that ends early, or fails without saying where, is one more failure.
awk '
function finish() {
	if (name == "")
		return
	if (planned >= 0 && seen != planned || status != 0 && bad == 0) {
		printf "%s: ended with status %d after %d of %s tests\n", name, status, seen,
		    planned < 0 ? "?" : planned
		bad++
		broken[name] = 1
	}
	if (bad > 0)
		broken[name] = 1
	printf "  %-24s %4d passed%s%s\n", name, good, bad ? sprintf(", %d failed", bad) : "", \
	    skips ? sprintf(", %d skipped", skips) : ""
	passed += good; failed += bad; skipped += skips
}
FNR == 1 {
	finish()
	name = FILENAME; sub(".*/", "", name); sub("[.]tap$", "", name)
	good = bad = skips = seen = status = 0; planned = -1
}
/^1\.\.[0-9]+/ { planned = substr($1, 4) + 0 }
/^(not )?ok [0-9]+/ {
	seen++
	if (tolower($0) ~ /# skip/) { skips++; showing = 0 }
	else if ($1 == "ok") { good++; showing = 0 }
	else { bad++; showing = 1; printf "%s: %s\n", name, $0 }
	next
}
/^exit [0-9]+$/ { status = $2; next }
/^#/ && showing && showing++ <= 12 { print }
END {
	finish()
	for (name in broken)
		print "see '"$log"'/" name ".tap and .err"
	printf "%d passed, %d failed", passed, failed
	if (skipped > 0)
		printf ", %d skipped", skipped
	print ""
	exit failed > 0 || passed == 0
}' "$log"/*.tap
