#!/usr/bin/env bats
# Updates of the Bot API: all kinds that there are, and chats seen from two sides.
load helper

@test "random updates of the whole Bot API: none is rejected, and again they change nothing" {
	tool=$shared/../tools/telegram_spec.py
	[ -f "$tool" ] || skip "no generator"
	python3 "$tool" gen "$BATS_TEST_NUMBER" 600 >updates.jsonl
	run -0 chatstat-import updates.jsonl
	[ "$(count read)" = 600 ]
	[ "$(count skipped)" = 0 ]
	contents chatstat.db >before
	run -0 chatstat-import updates.jsonl
	[ "$(count skipped)" = 0 ]
	[ "$(count stored) $(count changed)" = "0 0" ]
	contents chatstat.db >after
	cmp before after
}
