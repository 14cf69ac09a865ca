#!/usr/bin/env bats
# The language that a chat is spoken to in, its numbers and dates.
load helper

setup_file() {
	export CHATSTAT_NOW=1700092800	# 2023-11-16
}

imported() {
	export_of "$(message 1 1700000000 hello)" "$(message 2 1700000060 there)" >e.json
	chatstat-import e.json
}

@test "a chat's own locale, and --locale before it" {
	imported
	chatstat summary >text
	grep -q '^  messages *2\b' text
	chatstat-admin set Test locale bg
	chatstat summary >text
	grep -q '^  съобщения *2\b' text
	grep -q 'Обобщение$' text
	chatstat summary -f telegram --locale de-AT >text
	grep -qF '<b>2</b> Nachrichten' text
	chatstat summary --locale en >text
	grep -q '^  messages *2\b' text
	run -0 chatstat-admin chats
	[[ $output == *"locale"*"bg"* ]]
	run -0 chatstat-admin audit
	[[ $output == *"locale"*"en"*"bg"* ]]
}

@test "new chats have the locale that is configured" {
	CHATSTAT_CHAT_LOCALE=de imported
	chatstat weekdays >text
	grep -q '^Di *2 ' text
}

@test "what programs read, and terminals without its letters, are the same in all" {
	imported
	for format in json csv; do
		chatstat activity -f $format >en
		chatstat activity -f $format --locale bg >other
		cmp en other
	done
	LC_ALL=C chatstat activity >en
	LC_ALL=C chatstat activity --locale bg >other
	cmp en other
}

@test "a page says its language, and its tables are sorted by numbers, not by how they are written" {
	imported
	chatstat page -f html --locale de >page.html
	grep -q '<html lang="de">' page.html
	grep -q '<td data-v="2"[^>]*>2</td>' page.html
}

@test "a digest is in the chat's language" {
	imported
	chatstat-admin set Test locale bg
	LC_ALL=C chatstat-digest --chat Test --print >text
	grep -q 'тиха седмица' text
}

@test "one of each: numbers and words agree" {
	service() {	# ID UNIXTIME ACTION MEMBERS
		printf '{"id":%d,"type":"service","date":"x","date_unixtime":"%d",' "$1" "$2"
		printf '"actor":"Bob","actor_id":"user43","action":"%s","members":%s}' "$3" "$4"
	}
	answers() {	# LOCALE WORD ...
		local locale=$1
		shift
		chatstat summary --since 2023-11-14 --until 2023-11-14 --locale "$locale" >text
		chatstat silent --bots --last 24h --locale "$locale" >>text
		for words; do
			grep -qF -- "$words" text || { echo "no $words in"; cat text; return 1; }
		done
	}
	export_of "$(message 1 1699900000 hello)" "$(message 2 1700000000 there)" \
	    "$(service 3 1700000100 join_group_by_link null)" \
	    "$(service 4 1700000200 remove_members '["Bob"]')" >e.json
	chatstat-import e.json
	answers en 'on the day before (1)' 'by 1 member' '1 joined, 1 left' \
	    'Recorded 13 Nov 2023 – 14 Nov 2023.'
	answers bg 'спрямо предишния ден (1)' 'от 1 член' '1 дошъл, 1 напуснал' 'Мълчат: 1 от 1'
	answers de 'gegenüber dem Tag davor (1)' 'durch 1 Mitglied' '1 Beitritt, 1 Austritt' 'Still: 1 von 1'
	chatstat titles --locale de | grep -q 'Von *Bis'
	chatstat titles --locale en | grep -q 'From *Until'
	export_of "$(message 1 1700000000 hello)" >day.json
	chatstat-import -d day.db day.json
	chatstat -d day.db summary -f telegram | grep -qF 'Recorded on 14 Nov 2023.'
	CHATSTAT_BUDGET_LIMITS='all month 20' chatstat budget | grep -q 'Percent  Forecast'
}

@test "what has no catalogue is refused" {
	imported
	for locale in "" tlh d bg.UTF-8 ../bg; do
		run -2 chatstat summary --locale "$locale"
		run -2 chatstat-admin set Test locale "$locale"
	done
	CHATSTAT_CHAT_LOCALE=tlh run -2 chatstat summary
	[[ $output == *"must be en, bg, de"* ]]
	# The lists that programs say of themselves are those of the catalogues.
	for po in "$root"/po/*.po; do
		locale=$(basename "$po" .po)
		grep -qw "$locale" <<<"$output"
		chatstat completion | grep -qw "$locale"
	done
}

@test "every title is translated, also those that are made of parts" {
	imported
	for report in $(chatstat list -f json | jq -r '.[].report | select(IN("trend", "member") | not)'); do
		chatstat "$report" --locale bg | sed -n '1s/.*Test: //p'
	done >titles
	chatstat trend --match o --locale bg | sed -n '1s/.*Test: //p' >>titles
	[ "$(wc -l <titles)" -gt 30 ]
	run ! grep -E '[A-Za-z]' <(sed 's/LLM//' titles)
}
