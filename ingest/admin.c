/*
 * chatstat-admin: chats and their settings.
 */
#include <errno.h>
#include <inttypes.h>
#include <unistd.h>

#include "ingest/link.h"
#include "ingest/settings.h"
#include "ingest/stored.h"
#include "lib/audit.h"
#include "lib/clock.h"
#include "lib/date.h"
#include "lib/find.h"
#include "lib/log.h"
#include "lib/program.h"
#include "lib/spoken.h"
#include "lib/text.h"

static const char usage[] =
    "usage: chatstat-admin [-c FILE] [-d DB] [-r REASON] VERB ...\n"
    "\n"
    "  chats                        the chats, and their settings\n"
    "  set CHAT zone ZONE           count days in this time zone (such as Europe/Sofia)\n"
    "  set CHAT locale LOCALE       speak this language in the chat and of it, such as bg\n"
    "  set CHAT text POLICY         keep of texts: full, features or none; what is\n"
    "                               kept no more is deleted at once\n"
    "  set CHAT text-days N         for how many days; 0 is for ever\n"
    "  set CHAT fact-days N         likewise messages, reactions and joins\n"
    "  set CHAT reactions on|off    record reactions, or do not\n"
    "  set CHAT theme light|dark    how charts look there\n"
    "  set CHAT cost administrators|everybody\n"
    "                               whom the bot tells there what it costs\n"
    "  set CHAT others hidden|shown whether members may ask about each other there\n"
    "  set CHAT blocked on|off      record nothing live, and leave; or come back\n"
    "  set digest CHAT daily HH:MM|weekly DAY HH:MM|monthly N HH:MM|off\n"
    "                               send the chat a digest, at its local time\n"
    "  set budget all|chat CHAT|member WHO|model NAME day|week|month DOLLARS|none\n"
    "                               what usage of LLMs may cost\n"
    "  bot CHAT MEMBER [on|off]     a member is a bot, or is none\n"
    "  optout CHAT WHO              keep from now on nothing that names a member\n"
    "  forget CHAT WHO              the same, of the past too\n"
    "  forget                       finish what was begun: chatstat-backup --restore does it\n"
    "  optin CHAT WHO               keep it again from now on\n"
    "  show CHAT WHO [json]         how much is kept of a member there; json: all of it\n"
    "  link CHAT|all [DURATION]     an address that shows the page of a chat, or all of them,\n"
    "                               to whoever has it: for 7d, or as long as is said\n"
    "  audit [follow]               what was changed by hand, and who looked at whom; with\n"
    "                               follow, as it comes\n"
    "\n"
    "CHAT and MEMBER are ids, @usernames or parts of a title or name; WHO is a MEMBER, or\n"
    "the id of anybody.  To opt out everywhere, CHAT is all.\n"
    "\n"
    "  -c, --config FILE   configuration file\n"
    "  -d, --database DB   database file (default: chatstat.db, or as configured)\n"
    "  -r, --reason TEXT   why, for the audit log\n"
    "      --help          this text\n"
    "      --version       version\n"
    "\n"
    "Exit status: 0 done, 1 failed, 2 misuse, 75 database busy.\n";

/* For verbs that take nothing. */
static int
no_words(int argc, char **argv)
{
	return argc == 0 ? 0 : log_fail(STATUS_MISUSE, "this verb takes no \"%.64s\"",
	    argv[0]);
}

/* In lines that fit a terminal. */
static void
print_setting(const char *name, const char *value, int *column)
{
	int wide = (int)(strlen(name) + strlen(value)) + 3;

	if (*column > 0)
		putchar(',');
	if (*column == 0 || *column + wide > 76) {
		printf("%s   ", *column > 0 ? "\n" : "");
		*column = 3;
	}
	*column += printf(" %s %s", name, value) + 1;
}

static int
print_settings(struct db *db, int64_t chat)
{
	struct digest d = { .chat = chat };
	char value[SETTING_VALUE], words[DIGEST_WORDS];
	int column = 0;

	for (const struct setting *t = settings_table; t->name != NULL; t++) {
		if (settings_read(db, chat, t, value) != 0)
			return -1;
		print_setting(t->name, value, &column);
	}
	if (digest_get(db, &d) != 0)
		return -1;
	print_setting("digest", digest_words(&d, words), &column);
	putchar('\n');
	return 0;
}

static int
chats(struct db *db, int argc, char **argv)
{
	struct stmt *s = db_stmt(db, "SELECT chat, chat_id, title, zone, (SELECT zone FROM scope AS s"
	    "  WHERE s.chat = c.chat AND s.topic = 0 AND s.role = 0)"
	    " FROM chat AS c WHERE moved_to IS NULL ORDER BY chat_id");
	int step;

	if (no_words(argc, argv) != 0)
		return -1;
	while ((step = stmt_step(s)) == 1) {
		char title[256];

		text_cut(title, sizeof(title), col_text(s, 2, NULL), 40);
		printf("%lld  %s\n", (long long)col_int(s, 1), title);
		if (strcmp(col_text(s, 3, NULL), col_text(s, 4, NULL)) != 0)
			printf("    until the next chatstat-rollup zone %s\n", col_text(s, 4, NULL));
		if (print_settings(db, col_int(s, 0)) != 0)
			return stmt_stop(s);
	}
	return step;
}

enum { WORDS = 1024 };

/* Words with a blank between them. */
static void
join(char text[WORDS], int argc, char **argv)
{
	text[0] = '\0';
	for (int i = 0; i < argc && strlen(text) + strlen(argv[i]) + 2 < WORDS; i++)
		snprintf(text + strlen(text), WORDS - strlen(text), "%s%s", i > 0 ? " " : "", argv[i]);
}

/* "weekly mon 09:00", in words of their own. */
static int
set_digest(struct db *db, int argc, char **argv)
{
	struct digest d = { .chat = 0 };
	char text[WORDS];
	int64_t now;

	if (argc < 1 || find_chat(db, argv[0], &d.chat) != 0 || clock_now(&now) != 0)
		return argc < 1 ? log_fail(STATUS_MISUSE, "set digest needs a chat; see --help") : -1;
	join(text, argc - 1, argv + 1);
	return digest_parse(text, &d) ? settings_digest(db, &d, now) :
	    log_fail(STATUS_MISUSE, "\"%.64s\" is no digest: daily HH:MM, weekly DAY HH:MM (mon to sun),"
	    " monthly N HH:MM (1 to 28), or off", text);
}

/* The member of a chat, or of any (0), that a word means; an id need not be one that is known. */
static int
find_who(struct db *db, int64_t chat, const char *word, int64_t *member_id)
{
	int64_t *chats = NULL, member;
	size_t count = 1;
	struct stmt *s;
	char *end;
	int ret;

	errno = 0;
	*member_id = strtoll(word, &end, 10);
	if (errno == 0 && end != word && *end == '\0' && *member_id != 0)
		return 0;
	if (chat == 0 && find_all_chats(db, &chats, &count) != 0)
		return -1;
	ret = find_member(db, chat == 0 ? chats : &chat, count, word, &member);
	free(chats);
	if (ret != 0)
		return -1;
	s = db_stmt(db, "SELECT member_id FROM member WHERE member = :member");
	stmt_int(s, ":member", member);
	return stmt_number(s, member_id) == 1 ? 0 : -1;
}

/*
 * Makes the chat or the member of a budget an id.  Accounts have a name, as may what a limit was set for
 * already, if it means nothing; a model may be one to come.
 */
static int
find_limited(struct db *db, struct budget *b)
{
	struct stmt *s = db_stmt(db, "SELECT 1 FROM budget WHERE what = :what AND name = :name"
	    " UNION ALL SELECT 1 FROM member WHERE :what = :member AND automatic = 2 AND name = :name"
	    " UNION ALL SELECT 1 FROM model WHERE :what = :model AND name = :name LIMIT 1");
	int64_t id, chat;
	int found;

	stmt_int(s, ":what", b->what);
	stmt_int(s, ":member", BUDGET_MEMBER);
	stmt_int(s, ":model", BUDGET_MODEL);
	stmt_text(s, ":name", b->name);
	if ((found = stmt_number(s, &id)) == 0 && b->what == BUDGET_MODEL)
		log_note("no model is called \"%.100s\" yet, in usage or in price lists", b->name);
	if (found != 0 || b->what == BUDGET_ALL || b->what == BUDGET_MODEL)
		return found < 0 ? -1 : 0;
	if (b->what == BUDGET_MEMBER && find_who(db, 0, b->name, &id) != 0)
		return -1;
	if (b->what == BUDGET_CHAT) {
		if (find_chat(db, b->name, &chat) != 0)
			return -1;
		s = db_stmt(db, "SELECT chat_id FROM chat WHERE chat = :chat");
		stmt_int(s, ":chat", chat);
		if (stmt_number(s, &id) != 1)
			return -1;
	}
	snprintf(b->name, sizeof(b->name), "%" PRId64, id);
	return 0;
}

/* "all month 50", in words of their own. */
static int
set_budget(struct db *db, int argc, char **argv)
{
	char text[WORDS];
	struct budget b;
	int64_t now;

	join(text, argc, argv);
	if (!budget_parse(text, &b))
		return log_fail(STATUS_MISUSE, "\"%.100s\" is no budget: all, chat CHAT, member WHO or model"
		    " NAME; day, week or month; dollars or none", text);
	return find_limited(db, &b) != 0 || clock_now(&now) != 0 ? -1 : settings_budget(db, &b, now);
}

static int
set(struct db *db, int argc, char **argv)
{
	const struct setting *t;
	int64_t chat, now;

	if (argc > 0 && strcmp(argv[0], "budget") == 0)
		return set_budget(db, argc - 1, argv + 1);
	if (argc > 0 && strcmp(argv[0], "digest") == 0)
		return set_digest(db, argc - 1, argv + 1);
	if (argc != 3)
		return log_fail(STATUS_MISUSE, "set needs a chat, a setting and a value; see --help");
	if (find_chat(db, argv[0], &chat) != 0 || clock_now(&now) != 0)
		return -1;
	if ((t = settings_find(argv[1])) != NULL)
		return settings_set(db, chat, t, argv[2], now);
	return log_fail(STATUS_MISUSE, "there is no setting \"%.64s\"; see --help", argv[1]);
}

static int
bot(struct db *db, int argc, char **argv)
{
	int64_t chat, member, now;

	if (argc < 2 || argc > 3 ||
	    (argc == 3 && strcmp(argv[2], "on") != 0 && strcmp(argv[2], "off") != 0))
		return log_fail(STATUS_MISUSE, "bot needs a chat, a member, and on or off; see --help");
	if (find_chat(db, argv[0], &chat) != 0 || find_member(db, &chat, 1, argv[1], &member) != 0 ||
	    clock_now(&now) != 0)
		return -1;
	return settings_bot(db, member, argc == 2 || strcmp(argv[2], "on") == 0, now);
}

/* Reads the words "CHAT WHO". */
static int
find_member_in(struct db *db, int argc, char **argv, struct member_in *m, int64_t *now)
{
	if (argc != 2)
		return log_fail(STATUS_MISUSE, "this verb needs a chat, or all, and a member; see --help");
	m->chat = 0;
	return (strcmp(argv[0], "all") != 0 && find_chat(db, argv[0], &m->chat) != 0) ||
	    find_who(db, m->chat, argv[1], &m->member_id) != 0 || clock_now(now) != 0 ? -1 : 0;
}

static int
optout(struct db *db, int argc, char **argv)
{
	struct member_in m = { 0, 0 };
	int64_t now = 0;

	return find_member_in(db, argc, argv, &m, &now) != 0 ? -1 : settings_optout(db, &m, false, now);
}

static int
forget(struct db *db, int argc, char **argv)
{
	struct member_in m = { 0, 0 };
	int64_t now = 0;

	if (argc == 0)
		return settings_forget(db);
	return find_member_in(db, argc, argv, &m, &now) != 0 ? -1 : settings_optout(db, &m, true, now);
}

static int
optin(struct db *db, int argc, char **argv)
{
	struct member_in m = { 0, 0 };
	int64_t now = 0;
	bool was;

	if (find_member_in(db, argc, argv, &m, &now) != 0 || settings_optin(db, &m, now, &was) != 0)
		return -1;
	if (!was)
		log_note("%s had not opted out %s", argv[1], m.chat != 0 ? "in this chat" : "everywhere");
	return 0;
}

/* Who looks is in the audit log, before anything is shown. */
static int
show(struct db *db, int argc, char **argv)
{
	bool as_json = argc == 3 && strcmp(argv[2], "json") == 0;
	struct member_in m = { 0, 0 };
	char who[AUDIT_WHO];
	int64_t now = 0;

	if (find_member_in(db, argc - as_json, argv, &m, &now) != 0)
		return -1;
	if (m.chat == 0)
		return log_fail(STATUS_MISUSE, "show needs one chat");
	spoken_in(db, m.member_id);
	return audit_who(db, m.member_id, who) != 0 || audit_add(db, now, &(struct audit){ .chat = m.chat,
	    .action = "look stored", .object = who }) != 0 ? -1 :
	    stored_write(db, m.chat, m.member_id, as_json, stdout);
}

/* "12h", "7d", "4w": seconds up to a year, or 0 where it is none. */
static int64_t
duration(const char *word)
{
	static const struct { char unit; int64_t seconds; } units[] = {
		{ 'h', 3600 }, { 'd', DATE_SECONDS }, { 'w', 7 * DATE_SECONDS }
	};
	char *unit;
	long n = strtol(word, &unit, 10);

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (units[i].unit == unit[0] && unit[0] != '\0' && unit[1] == '\0' && n > 0 &&
		    n <= 366 * DATE_SECONDS / units[i].seconds)
			return n * units[i].seconds;
	return 0;
}

/* The id of a chat that a word means, or LINK_ALL. */
static int
find_linked(struct db *db, const char *word, int64_t *chat_id)
{
	int64_t chat;
	struct stmt *s;

	*chat_id = LINK_ALL;
	if (strcmp(word, "all") == 0)
		return 0;
	if (find_chat(db, word, &chat) != 0)
		return -1;
	s = db_stmt(db, "SELECT chat_id FROM chat WHERE chat = :chat");
	stmt_int(s, ":chat", chat);
	return stmt_number(s, chat_id) == 1 ? 0 : -1;
}

static int
print_link(struct db *db, int argc, char **argv)
{
	int64_t seconds = duration(argc == 2 ? argv[1] : "7d"), now, chat_id;
	struct secret *secret;
	char path[LINK_SIZE];

	if (argc < 1 || argc > 2)
		return log_fail(STATUS_MISUSE, "link needs a chat, or all, and may have a duration; see"
		    " --help");
	if (seconds == 0)
		return log_fail(STATUS_MISUSE, "\"%.64s\" is no duration of up to a year, such as 12h, 7d"
		    " or 4w", argv[1]);
	if (find_linked(db, argv[0], &chat_id) != 0 || clock_now(&now) != 0 ||
	    (secret = secret_open(db)) == NULL)
		return -1;
	link_write(path, secret, chat_id, now + seconds);
	secret_close(secret);
	puts(path);
	return 0;
}

static int
audit(struct db *db, int argc, char **argv)
{
	struct stmt *s = db_stmt(db, "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch') || '  '"
	    " || actor || ' (' || role || ', ' || surface || coalesce(' ' || request, '') || ')  ' || action"
	    " || '  ' || coalesce(chat_id, '-') || coalesce('  ' || object, '')"
	    " || CASE WHEN before IS NULL AND after IS NULL THEN ''"
	    " ELSE '  ' || coalesce(before, '-') || ' -> ' || coalesce(after, '-') END"
	    " || '  ' || result || coalesce('  \"' || reason || '\"', '')"
	    ", audit FROM audit WHERE audit > :after ORDER BY audit");
	bool follow = argc == 1 && strcmp(argv[0], "follow") == 0;
	int64_t after = 0;
	int step;

	if (!follow && no_words(argc, argv) != 0)
		return -1;
	do {
		stmt_int(s, ":after", after);
		while ((step = stmt_step(s)) == 1) {
			puts(col_text(s, 0, NULL));
			after = col_int(s, 1);
		}
	} while (step == 0 && follow && fflush(stdout) == 0 && sleep(1) == 0);
	return step;
}

static const struct verb {
	const char	*name;
	enum db_mode	 mode;
	int		(*run)(struct db *, int argc, char **argv);
} verbs[] = {
	{ "chats", DB_READ, chats }, { "set", DB_WRITE, set }, { "bot", DB_WRITE, bot },
	{ "optout", DB_WRITE, optout }, { "forget", DB_WRITE, forget }, { "optin", DB_WRITE, optin },
	{ "show", DB_WRITE, show },
	{ "link", DB_READ, print_link }, { "audit", DB_READ, audit }, { NULL, DB_READ, NULL }
};

static int
set_reason(void *cookie, char *word)
{
	(void)cookie;
	return setenv("CHATSTAT_REASON", word, 1);
}

int
main(int argc, char **argv)
{
	static const struct program_option options[] = {
		{ "reason", 'r', .take = set_reason }, { .name = NULL }
	};
	/* A chat's id begins with a minus sign. */
	struct program p = { .name = "chatstat-admin", .usage = usage, .takes = PROGRAM_VERB };
	const struct verb *v = verbs;
	struct db *db;

	log_open(argv[0]);
	if (program_parse(&p, argc, argv, options, NULL) != 0)
		return log_status();
	while (v->name != NULL && (p.nword == 0 || strcmp(v->name, p.words[0]) != 0))
		v++;
	if (v->name == NULL)
		log_fail(STATUS_MISUSE, "%s; see chatstat-admin --help",
		    p.nword > 0 ? "there is no such verb" : "no verb given");
	else if (program_configure(&p) == 0 && (db = db_open(p.database, v->mode)) != NULL) {
		v->run(db, p.nword - 1, p.words + 1);
		db_close(db);
	}
	return program_end();
}
