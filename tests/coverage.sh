#!/bin/bash
# Which part of the lines of each folder a run of the tests executed, from what gcov counted; and of each
# file with less than 90 %.  Fails where a folder has less.
#
# usage: tests/coverage.sh BUILD FOLDER ...
set -u
cd "$(dirname "$0")/.." || exit 1
build=$1
shift

find "${@/#/$build/}" -name '*.gcda' -exec gcov --no-output {} + 2>/dev/null |
	awk -v folders="$*" '
	/^File / { split($2, path, "\047"); file = path[2] }
	/^Lines executed:/ && file ~ /^[a-z]+\/[a-z_]+\.c$/ {
		split($2, part, "[:%]")
		of = $4; ran = part[2] * of / 100
		folder = file
		sub("/.*", "", folder)
		lines[folder] += of; run[folder] += ran
		if (ran < 0.9 * of)
			few[++n] = sprintf("  %5.1f %%  %4d of %4d lines not run  %s", 100 * ran / of,
			    of - ran + 0.5, of, file)
	}
	{ if (/^Lines executed:/) file = "" }
	END {
		for (i = 1; i <= n; i++)
			print few[i]
		for (i = 1; i <= split(folders, name, " "); i++) {
			share = lines[name[i]] > 0 ? 100 * run[name[i]] / lines[name[i]] : 0
			printf "%-10s %5.1f %% of %d lines\n", name[i], share, lines[name[i]]
			bad += share < 90
		}
		exit bad > 0
	}'
