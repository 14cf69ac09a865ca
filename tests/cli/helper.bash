# What the command line tests share.  BIN and SAMPLE come from tests/run.sh; by hand, the plain build is
# taken.
# shellcheck disable=SC2034,SC2154 # used by the tests; set by run
root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
BIN=${BIN:-$root/build/plain/bin}
SAMPLE=${SAMPLE:-$root/build/plain/sample}
shared=$root/../shared/data	# real data where it is there; the project does without
sample_end=${SAMPLE_END:-1795191720}
PATH=$BIN:$PATH
export CHATSTAT_CHAT_TEXT_DAYS=0	# tests are about times that are long past

bats_require_minimum_version 1.5.0

# Every test works in its own folder, with the default database there.
setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
	umask 022
}

# An export of one chat whose messages are the arguments; by default two.
export_of() {
	local messages
	messages=$(printf ',%s' "$@")
	cat <<-JSON
	{"name":"Test","type":"private_supergroup","id":1900000009,"messages":[${messages#,}]}
	JSON
}

message() {	# ID UNIXTIME TEXT
	printf '{"id":%d,"type":"message","date":"x","date_unixtime":"%d",' "$1" "$2"
	printf '"from":"Ada","from_id":"user42","text":"%s","text_entities":[]}' "$3"
}

# A line of updates: update, message, instant, text.
update() {
	printf '{"update_id":%d,"message":{"message_id":%d,"date":%d,' "$1" "$2" "$3"
	printf '"chat":{"id":-1001900000009,"type":"supergroup","title":"Test"},'
	printf '"from":{"id":42,"is_bot":false,"first_name":"Ada"},"text":"%s"}}\n' "$4"
}

sql() {	# DB STATEMENT
	sqlite3 -batch -bail -cmd '.timeout 5000' "$1" "$2"	# who was killed may not be gone yet
}

# Everything a database says; nothing about how it is laid out in the file.
contents() {
	sqlite3 -batch "$1" 'SELECT * FROM chat ORDER BY chat; SELECT * FROM member ORDER BY member;
	    SELECT * FROM presence ORDER BY chat, member;
	    SELECT * FROM message ORDER BY key;
	    SELECT * FROM reaction ORDER BY key, member, emoji;
	    SELECT * FROM reactor ORDER BY key, member;
	    SELECT * FROM passage ORDER BY chat, at, joined, member, name;
	    SELECT * FROM topic ORDER BY chat, topic;
	    SELECT * FROM title ORDER BY chat, at;
	    SELECT * FROM former_name ORDER BY member, name;
	    SELECT * FROM told ORDER BY chat, view, id;
	    SELECT * FROM poll ORDER BY key;
	    SELECT * FROM poll_option ORDER BY key, option;
	    SELECT * FROM coverage ORDER BY chat, source, since'
	sums "$1"
}

# The sums, by what they are sums of: a rebuild numbers scopes anew, and leaves out rows of zeros.
sums() {
	local of='JOIN scope USING (scope) WHERE role = 0' some
	some=$(printf '%s <> 0 OR ' messages words chars media links emoji questions edited sent received \
	    given reactions own days)0
	sqlite3 -batch "$1" "SELECT chat, topic, zone, folded FROM scope WHERE role = 0 ORDER BY chat, topic;
	    SELECT chat, topic, a.* FROM act a $of AND ($some) ORDER BY chat, topic, period, member;
	    SELECT chat, topic, a.* FROM total a $of AND ($some) ORDER BY chat, topic, period, bot;
	    SELECT chat, topic, a.* FROM tally a $of AND n <> 0
	    ORDER BY chat, topic, what, period, bucket, bot;
	    SELECT chat, topic, a.* FROM spend a $of ORDER BY chat, topic, period, model;
	    SELECT chat, topic, a.scope, period, member, hex(others) FROM pair a $of AND what = 2
	    ORDER BY chat, topic, period, member" |
		sed 's/^\([0-9]*|-\?[0-9]*\)|[0-9]*|/\1|/'
}

# A count of the account that an import gives: "stored", "known already", ...
count() {	# LABEL [WHICH FILE]
	awk -v label="$1" -v which="${2:-1}" '
		/^[^ ]/ && !/^chatstat/ { file++ }
		file == which && index($0, "  " label " ") == 1 { sub("^  " label " *", ""); print $1 }
	' <<<"$output"
}

# The last command failed with a status and a message that holds every word given.
refused() {	# STATUS WORD ...
	local status_wanted=$1 said=$output${stderr:+$'\n'$stderr}
	shift
	[ "$status" -eq "$status_wanted" ] || { echo "status $status, not $status_wanted: $said"; return 1; }
	for word; do
		[[ $said == *"$word"* ]] || { echo "\"$word\" is not in: $said"; return 1; }
	done
}

# A sample database, made once a file of tests.
sample_database() {
	CHATSTAT_CHAT_ZONE=Europe/Sofia \
	    chatstat-import -d "$1" "$SAMPLE/result.json" "$SAMPLE/updates.jsonl" >"$1.log"
}
