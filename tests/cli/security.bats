#!/usr/bin/env bats
# What SECURITY.md promises, where no other suite holds it already.
load helper
load daemon

@test "files are their owner's and group's, secrets their owner's alone, whatever the umask" {
	umask 000
	telegram
	play "$(update 1 1 1795000000 hello)"
	daemon
	drained
	chatstat-admin optout all 42
	finish
	for file in chatstat.db chatstat.db.lock chatstat.db-wal chatstat.db-shm; do
		[ ! -e "$file" ] || [ "$(stat -c %a "$file")" = 640 ] || { ls -l "$file"; return 1; }
	done
	[ "$(stat -c %a chatstat.db)" = 640 ]
	[ "$(stat -c %a chatstat.db.key)" = 600 ]
	[ "$(stat -c %a chatstat.db.optout)" = 600 ]
}

@test "a token that came by the environment is gone from there" {
	telegram
	daemon
	polled 1
	tr '\0' '\n' <"/proc/$daemon/environ" >environment
	grep -q '^CHATSTAT_TELEGRAM_API_URL=' environment
	never grep -q AAhush environment
	finish
}

@test "a copy of the database alone holds no key, no token, and nobody who opted out" {
	telegram
	echo a-token-nobody-guesses >http-token
	play "$(update 1 1 1795000000 hello)"
	CHATSTAT_HTTP_LISTEN=127.0.0.1:0 CHATSTAT_HTTP_TOKEN_FILE=http-token daemon
	drained
	chatstat-admin forget all 42
	finish
	sqlite3 chatstat.db 'VACUUM INTO "copy.db"'
	never grep -qaF -e AAhush -e a-token-nobody-guesses copy.db
	never grep -qaF Ada copy.db
	od -An -v -tx1 chatstat.db.key | tr -d " \n" >key
	never grep -qF "$(<key)" <(od -An -v -tx1 copy.db | tr -d " \n")
}

@test "a compressed file that unpacks to thousands of times its size is refused or read in the usual memory" {
	case $BIN in *plain*) ;; *) skip "a sanitizer's shadow is larger than any limit" ;; esac
	{
		printf '{"name":"Test","type":"private_supergroup","id":1900000009,"messages":['
		head -c 300000000 /dev/zero | tr '\0' ' '
		printf '%s]}' "$(message 1 1795000000 hello)"
	} | gzip -1 >spaces.json.gz
	{
		printf '{"name":"Test","type":"private_supergroup","id":1900000009,"messages":['
		printf '{"id":1,"type":"message","text":"'
		head -c 300000000 /dev/zero | tr '\0' 'x'
		printf '"}]}'
	} | gzip -1 >text.json.gz
	ulimit -v 200000
	run chatstat-import -d spaces.db spaces.json.gz
	[ "$status" -eq 0 ]
	[ "$(count stored)" = 1 ]
	run chatstat-import -d text.db text.json.gz
	refused 1 text.json.gz "nothing was imported"
}

@test "a pattern made to take for ever is given up" {
	export_of "$(message 1 1795000000 "$(printf 'a%.0s' {1..3000})b")" >e.json
	chatstat-import e.json >import.log
	SECONDS=0
	for pattern in '^(a|aa)+$' '(a*)*c' '^(([a-z])+.)+[A-Z]([a-z])+$' '(x+x+)+y|(?:a+){50,}c'; do
		run chatstat trend --last all --match "$pattern"
		[ "$status" -eq 0 ] || refused 1 "--match"
	done
	[ "$SECONDS" -le 10 ]
	run chatstat trend --last all --match '^(a|aa)+$'
	refused 1 "takes too many steps"
}
