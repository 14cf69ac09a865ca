#!/bin/bash
# Runs property.py on some seeds, each one test of TAP.
#
# usage: tests/seeds.sh BIN FIRST COUNT
set -u
cd "$(dirname "$0")" || exit 1

echo "1..$3"
failed=0
for ((seed = $2; seed < $2 + $3; seed++)); do
	if said=$(/usr/bin/python3 property.py --bin "$1" --seeds 1 --first "$seed" 2>&1); then
		echo "ok $((seed - $2 + 1)) seed $seed"
	else
		echo "not ok $((seed - $2 + 1)) seed $seed"
		printf '%s\n' "$said" | sed 's/^/# /'
		failed=1
	fi
done
exit $failed
