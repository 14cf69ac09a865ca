#!/usr/bin/env bats
# Databases of older versions: upgraded by whoever writes, with nothing lost, and a copy beside.
load helper
load daemon

export CHATSTAT_NOW=$sample_end

# What members spent, a row a model: as versions 1 and 2 have it.
unpack() {	# VERSION
	/usr/bin/python3 - "$1" <<'EOF'
import collections, sqlite3, sys

def numbers(packed):
    n = bits = 0
    for byte in packed:
        n, bits = n | (byte & 127) << bits, bits + 7
        if byte < 128:
            yield n - (n >> 63 << 64)
            n = bits = 0

db = sqlite3.connect("sample.db")
db.execute("ATTACH '%s.db' AS old" % sys.argv[1])
rows = collections.defaultdict(lambda: [0] * 12)
for *key, others in db.execute("SELECT scope, period, member, others FROM main.pair WHERE what = 2"):
    code, packed = 0, numbers(others)
    for more in packed:
        code += more
        rows[*key, code // 16][code % 16] = next(packed)
for scope, period, model, *sums in db.execute("SELECT * FROM main.spend"):
    rows[scope, period, -1, model] = sums
db.executemany("INSERT INTO old.spend VALUES (%s)" % ", ".join("?" * 16),
               [(*key, *sums) for key, sums in rows.items()])
if sys.argv[1] == "2":
    db.execute("DELETE FROM old.pair WHERE what = 2")
db.commit()
EOF
}

# The sample chat as each older version would have it: of every table, the columns that it knew.
setup_file() {
	cd "$BATS_FILE_TMPDIR" || return 1
	sample_database sample.db
	chatstat-import -d sample.db "$root/data/prices.csv" "$SAMPLE/usage.csv" >log
	chatstat-rollup -d sample.db
	for schema in "$root"/tests/data/schema-*.sql; do
		version=${schema##*-} version=${version%.sql}
		[ "$version" -lt "$(sqlite3 sample.db 'PRAGMA user_version')" ] || continue
		{ echo 'PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;' && cat "$schema"; } |
			sqlite3 -batch "$version.db" >log
		sqlite3 -batch sample.db "ATTACH '$version.db' AS old;
		    SELECT 'INSERT OR REPLACE INTO old.' || name || '(' || cols || ') SELECT ' || cols
		    || ' FROM main.' || name || ';' FROM (SELECT t.name, (SELECT group_concat(c.name)
		    FROM pragma_table_info(t.name, 'old') c
		    JOIN pragma_table_info(t.name, 'main') USING (name)) AS cols
		    FROM old.sqlite_schema t WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'
		    AND t.name NOT IN ('audit', 'ask', 'spend'))" >copy.sql
		sqlite3 -batch -bail sample.db "ATTACH '$version.db' AS old; $(<copy.sql)"
		unpack "$version"
		cp sample.db.key "$version.db.key"
	done
}

@test "what writes upgrades it, and reports say the same as of a new one" {
	chatstat -d "$BATS_FILE_TMPDIR/sample.db" summary top members fans replies cost --last all >wanted
	[[ $(<wanted) == *claude* ]]
	contents "$BATS_FILE_TMPDIR/sample.db" >all
	for old in "$BATS_FILE_TMPDIR"/[0-9].db; do
		rm -f chatstat.db*
		cp "$old" chatstat.db
		cp "$old.key" chatstat.db.key
		run chatstat top
		refused 1 "older chatstat" "chatstat-rollup"
		run -0 chatstat-rollup
		[[ $output == *"upgraded from version"* ]]
		file=$(echo chatstat.db-*Z.v*)
		[ "$(sql "$file" 'PRAGMA user_version')" = "$(basename "$old" .db)" ]
		[ "$(stat -c %a "$file")" = 640 ]
		[ "$(sql chatstat.db 'PRAGMA integrity_check; PRAGMA foreign_key_check')" = ok ]
		[ "$(sql chatstat.db 'PRAGMA journal_mode')" = wal ]
		chatstat summary top members fans replies cost --last all | diff wanted -
		contents chatstat.db | cmp all -
		chatstat-backup
		# The file stays what it is, and nothing is told of the one it was unpacked to.
		sha256sum "$file" >sum
		for what in verify restore; do
			run -0 chatstat-backup --$what "$file"
			[ -z "$output" ] || { echo "$what: $output"; return 1; }
		done
		sha256sum -c sum
		[ "$(echo chatstat.db-*Z.v*)" = "$file" ]
		run -0 chatstat-rollup
		[ -z "$output" ]
		contents chatstat.db | cmp all -
	done
}

@test "nobody else may have it open; killed, the next one goes on" {
	cp "$BATS_FILE_TMPDIR/1.db" chatstat.db
	mkfifo hold
	sqlite3 -batch chatstat.db <hold >held &
	helper=$!
	exec 9>hold
	echo 'SELECT count(*) FROM chat;' >&9
	until [ -s held ]; do sleep 0.02; done
	run chatstat-rollup
	exec 9>&-
	wait "$helper"
	refused 75 busy "nobody else may have it open"
	for _ in 1 2 3 4 5 6; do
		timeout -s KILL "0.0$((RANDOM % 40 + 10))" chatstat-rollup 2>>said || true
		[ "$(sql chatstat.db 'PRAGMA integrity_check')" = ok ]
	done
	chatstat-rollup
	[ "$(sql chatstat.db 'SELECT sum(messages) FROM total WHERE period = 300000')" = \
	    "$(sql "$BATS_FILE_TMPDIR/sample.db" 'SELECT sum(messages) FROM total WHERE period = 300000')" ]
}

@test "the daemon upgrades it, and goes on" {
	telegram
	cp "$BATS_FILE_TMPDIR/1.db" chatstat.db
	before=$(sql chatstat.db 'SELECT count(*) FROM message')
	play "$(messages 1 3)"
	daemon
	drained
	finish
	logged "upgraded from version 1"
	stored $((before + 3))
}
