#include "ingest/settings.h"

#include <stdlib.h>

#include "ingest/content.h"
#include "ingest/privacy.h"
#include "ingest/store.h"
#include "lib/audit.h"
#include "lib/config.h"
#include "lib/locale.h"
#include "lib/log.h"
#include "lib/money.h"
#include "lib/outbox.h"
#include "lib/sums.h"
#include "lib/vocabulary.h"

enum { TEXTS = 500 };	/* deleted in one transaction */

#define COLUMN(name)	"SELECT " #name " FROM chat WHERE chat = :chat", \
			"UPDATE chat SET " #name " = :value WHERE chat = :chat"

static bool
is_zone(const char *value)
{
	return zone_find(value) != NULL;
}

static bool
is_days(const char *value)
{
	size_t digits = strspn(value, "0123456789");

	return digits > 0 && digits < 6 && value[digits] == '\0' &&
	    strtol(value, NULL, 10) <= POLICY_DAYS_MOST;
}

const struct setting settings_table[] = {
	{ "zone", N_("Time zone"), N_("a time zone, such as Europe/Sofia"), { NULL }, is_zone, true,
	    COLUMN(zone) },
	{ "text", N_("Text kept"), N_("full, features or none"),
	    { N_("none"), N_("features"), N_("full") }, NULL, true,
	    "SELECT text FROM chat WHERE chat = :chat",
	    /* Texts that were not kept begin now. */
	    "UPDATE chat SET texts_since = CASE WHEN text <> :value AND :value = 2 THEN :now"
	    " ELSE texts_since END, text = :value WHERE chat = :chat" },
	{ "text-days", N_("Texts kept"), N_("a number of days up to 36500; 0 is for ever"), { NULL },
	    is_days, false, COLUMN(text_days) },
	{ "fact-days", N_("Facts kept"), N_("a number of days up to 36500; 0 is for ever"), { NULL },
	    is_days, false, COLUMN(fact_days) },
	{ "reactions", N_("Reactions are recorded"), N_("on or off"), { N_("off"), N_("on") }, NULL, true,
	    COLUMN(reactions) },
	{ "locale", N_("Language"), locale_list, { NULL }, locale_is, true, COLUMN(locale) },
	{ "theme", N_("Charts"), N_("light or dark"), { N_("light"), N_("dark") }, NULL, true,
	    COLUMN(theme) },
	{ "cost", N_("Cost is shown to"), N_("administrators or everybody"),
	    { N_("administrators"), N_("everybody") }, NULL, true, COLUMN(cost) },
	{ "others", N_("Others’ hours and words"), N_("hidden or shown"), { N_("hidden"), N_("shown") },
	    NULL, true, COLUMN(others) },
	{ "blocked", N_("Blocked"), N_("on or off"), { "off", "on" }, NULL, false, COLUMN(blocked) },
	{ NULL, NULL, NULL, { NULL }, NULL, false, NULL, NULL }
};

const struct setting *
settings_find(const char *name)
{
	const struct setting *t = settings_table;

	while (t->name != NULL && strcmp(t->name, name) != 0)
		t++;
	return t->name != NULL ? t : NULL;
}

bool
settings_parse(const struct setting *t, const char *value, int64_t *number)
{
	if (t->is != NULL) {
		*number = strtol(value, NULL, 10);
		return strlen(value) < SETTING_VALUE && t->is(value);
	}
	for (int i = 0; i < SETTING_WORDS && t->words[i] != NULL; i++)
		if (strcmp(t->words[i], value) == 0) {
			*number = i;
			return true;
		}
	return false;
}

int
settings_read(struct db *db, int64_t chat, const struct setting *t, char value[SETTING_VALUE])
{
	struct stmt *s = db_stmt(db, t->get);

	stmt_int(s, ":chat", chat);
	if (stmt_step(s) != 1)
		return -1;
	snprintf(value, SETTING_VALUE, "%s",
	    t->words[0] != NULL ? t->words[col_int(s, 0)] : col_text(s, 0, NULL));
	stmt_reset(s);
	return 0;
}

static int
change(struct db *db, int64_t chat, const struct setting *t, const char *value, int64_t now)
{
	struct stmt *s = db_stmt(db, t->set);
	char was[SETTING_VALUE], action[32];
	const struct audit audit = { .chat = chat, .action = action, .before = was, .after = value };
	int64_t number;

	if (!settings_parse(t, value, &number))
		return log_fail(STATUS_MISUSE, "%s is %s, not \"%.64s\"", t->name, t->wanted, value);
	snprintf(action, sizeof(action), "set %s", t->name);
	if (settings_read(db, chat, t, was) != 0)
		return -1;
	if (t->is == is_zone || t->is == locale_is)
		stmt_text(s, ":value", value);
	else
		stmt_int(s, ":value", number);
	if (stmt_has(s, ":now"))
		stmt_int(s, ":now", now);
	stmt_int(s, ":chat", chat);
	return stmt_run(s) != 0 ? -1 : audit_add(db, now, &audit);
}

static int
change_digest(struct db *db, struct digest d, int64_t now)
{
	struct stmt *s = db_stmt(db, "SELECT zone FROM chat WHERE chat = :chat");
	struct digest before = { .chat = d.chat };
	const struct zone *zone = NULL;
	char was[DIGEST_WORDS], is[DIGEST_WORDS];
	int64_t from;

	stmt_int(s, ":chat", d.chat);
	if (stmt_step(s) != 1)
		return -1;
	zone = zone_find(col_text(s, 0, NULL));
	stmt_reset(s);
	if (zone == NULL)
		return log_fail(STATUS_FAILED, "the time zone of the chat is not installed");
	digest_period(&d, zone, now, &from, &d.sent);
	if (digest_get(db, &before) != 0 || digest_set(db, &d) != 0)
		return -1;
	return audit_add(db, now, &(struct audit){ .chat = d.chat, .action = "set digest",
	    .before = digest_words(&before, was), .after = digest_words(&d, is) });
}

int
settings_digest(struct db *db, const struct digest *d, int64_t now)
{
	return db_begin(db) != 0 ? -1 : db_end(db, change_digest(db, *d, now));
}

/* Leaves of some messages, from a key on, what a policy allows: *left tells whether there may be more. */
static int
limit_content(struct db *db, struct sums *sums, enum policy policy, int64_t *after, int64_t end, bool *left)
{
	struct stmt *s = db_stmt(db, "SELECT " MESSAGE_COLUMNS " FROM message WHERE key > :after"
	    " AND key < :end AND (text IS NOT NULL OR (:policy = 0 AND terms IS NOT NULL)"
	    " OR (kind = :poll AND (EXISTS (SELECT 1 FROM poll AS p"
	    "  WHERE p.key = message.key AND p.question IS NOT NULL) OR EXISTS (SELECT 1"
	    "  FROM poll_option AS o WHERE o.key = message.key AND o.text IS NOT NULL))))"
	    " ORDER BY key LIMIT :texts");
	struct message list[TEXTS];
	size_t count = 0;
	int step;

	stmt_int(s, ":after", *after);
	stmt_int(s, ":end", end);
	stmt_int(s, ":policy", policy);
	stmt_int(s, ":poll", KIND_POLL);
	stmt_int(s, ":texts", TEXTS);
	while ((step = stmt_step(s)) == 1)
		message_read(s, &list[count++]);
	if (step != 0)
		return -1;
	*left = count == TEXTS;
	for (size_t i = 0; i < count; i++)
		if (content_limit(db, sums, &list[i], policy) != 0)
			return -1;
	if (count > 0)
		*after = list[count - 1].key;
	return sums_flush(sums);
}

/* Deletes what a policy allows no more, in short transactions. */
static int
limit_chat(struct db *db, struct sums *sums, int64_t chat, enum policy policy)
{
	int64_t after = message_key(chat, MESSAGE_ID_LEAST) - 1, end = message_key(chat, MESSAGE_ID_MOST);

	for (bool left = true; left;) {
		if (db_begin(db) != 0)
			return -1;
		sums_reset(sums);
		if (db_end(db, limit_content(db, sums, policy, &after, end, &left)) != 0)
			return -1;
	}
	for (bool left = true; left;)
		if (db_begin(db) != 0 || db_end(db, vocabulary_drop(db, chat, &left)) != 0)
			return -1;
	/* What was deleted must not lie in the log either. */
	return db_begin(db) != 0 || db_end(db, terms_sweep(db)) != 0 ? -1 : db_truncate(db);
}

int
settings_set(struct db *db, int64_t chat, const struct setting *t, const char *value, int64_t now)
{
	struct sums *sums;
	int ret;

	if (db_begin(db) != 0 || db_end(db, change(db, chat, t, value, now)) != 0)
		return -1;
	if (strcmp(t->name, "text") != 0 || policy_find(value) == POLICY_FULL)
		return 0;
	if ((sums = sums_open(db)) == NULL)
		return -1;
	ret = limit_chat(db, sums, chat, (enum policy)policy_find(value));
	sums_close(sums);
	return ret;
}

/* The id of a member, and whether it stands for a channel's automatic forwards: 1, 0 or -1. */
static int
is_automatic(struct db *db, int64_t member, int64_t *member_id, bool *was)
{
	struct stmt *s = db_stmt(db, "SELECT member_id, bot, automatic FROM member WHERE member = :member");
	int automatic;

	stmt_int(s, ":member", member);
	if (stmt_step(s) != 1)
		return -1;
	*member_id = col_int(s, 0);
	*was = col_int(s, 1) != 0;
	automatic = col_int(s, 2) != 0;
	stmt_reset(s);
	return automatic;
}

int
settings_bot(struct db *db, int64_t member, bool bot, int64_t now)
{
	struct audit audit = { .action = "set bot", .after = bot ? "on" : "off" };
	char who[AUDIT_WHO];
	int64_t member_id;
	bool was;
	int ret = is_automatic(db, member, &member_id, &was);
	struct sums *sums;

	if (ret != 0)
		return ret < 0 ? -1 : log_fail(STATUS_MISUSE,
		    "a channel's automatic forwards are never in rankings: this cannot be changed");
	if (audit_who(db, member_id, who) != 0 || (sums = sums_open(db)) == NULL)
		return -1;
	audit.object = who;
	audit.before = was ? "on" : "off";
	ret = -1;
	if (db_begin(db) == 0) {
		ret = sums_set_bot(sums, member, bot);
		if (ret == 0)
			ret = audit_add(db, now, &audit);
		ret = db_end(db, ret);
	}
	sums_close(sums);
	return ret;
}

/* ----- who opts out ----- */

static int
chat_id_of(struct db *db, int64_t chat, int64_t *chat_id)
{
	struct stmt *s = db_stmt(db, "SELECT chat_id FROM chat WHERE chat = :chat");

	stmt_int(s, ":chat", chat);
	return stmt_number(s, chat_id) == 1 ? 0 : -1;
}

/* Takes a member off the list, also by the id that the chat had before it became a supergroup. */
static int
unlist(struct db *db, struct privacy *privacy, const struct member_in *m, int64_t chat_id, bool *was)
{
	struct stmt *s = db_stmt(db, "SELECT chat_id FROM chat WHERE moved_to = :chat");
	int64_t former = chat_id;
	bool before = false;

	stmt_int(s, ":chat", m->chat);
	if (stmt_number(s, &former) < 0 || privacy_remove(privacy, chat_id, m->member_id, was) != 0 ||
	    (former != chat_id && privacy_remove(privacy, former, m->member_id, &before) != 0))
		return -1;
	*was |= before;
	return 0;
}

/* The names that a member is known by: joins, leaves and mentions may be told by them alone. */
static int
list_names(struct db *db, struct privacy *privacy, int64_t chat_id, int64_t member_id)
{
	/* A full scan of passage. */
	struct stmt *s = db_stmt(db, "SELECT name FROM member WHERE member_id = :member_id"
	    " UNION SELECT '@' || lower(username) FROM member WHERE member_id = :member_id"
	    " AND username IS NOT NULL"
	    " UNION SELECT lower(f.name) FROM former_name AS f CROSS JOIN member AS m ON m.member = f.member"
	    " WHERE m.member_id = :member_id AND f.name LIKE '@%'"
	    " UNION SELECT f.name FROM former_name AS f CROSS JOIN member AS m ON m.member = f.member"
	    " WHERE m.member_id = :member_id"
	    " UNION SELECT p.name FROM passage AS p CROSS JOIN member AS m ON m.member = p.member"
	    " WHERE m.member_id = :member_id");
	int step;

	stmt_int(s, ":member_id", member_id);
	while ((step = stmt_step(s)) == 1)
		if (privacy_add_name(privacy, chat_id, member_id, col_text(s, 0, NULL)) != 0)
			return stmt_stop(s);
	return step;
}

/* The change and its line in the audit log, which tells who only to those who have the key. */
static int
change_listed(struct db *db, struct privacy *privacy, const struct member_in *m, const char *action,
    int64_t now, bool *was)
{
	int64_t chat_id = PRIVACY_EVERYWHERE;
	char who[AUDIT_WHO];

	if (audit_who(db, m->member_id, who) != 0 || (m->chat != 0 && chat_id_of(db, m->chat, &chat_id) != 0))
		return -1;
	if (was != NULL && unlist(db, privacy, m, chat_id, was) != 0)
		return -1;
	if (was != NULL && !*was)
		return 0;
	if (audit_add(db, now, &(struct audit){ .chat = m->chat, .action = action, .object = who }) != 0)
		return -1;
	if (was != NULL)	/* the file first: killed in between, the member stays opted out */
		return privacy_save(privacy);
	return privacy_add(privacy, chat_id, m->member_id, strcmp(action, "forget") == 0) != 0 ||
	    outbox_hide(db, chat_id, m->member_id) != 0 ? -1 : list_names(db, privacy, chat_id, m->member_id);
}

static struct store *
open_store(struct db *db)
{
	return store_open(db, zone_find(config_get(CONFIG_CHAT_ZONE)), SOURCE_IMPORT);
}

static int
list_member(struct store *store, struct db *db, const struct member_in *m, const char *action, int64_t now,
    bool *was)
{
	int ret = store_begin(store);

	if (ret == 0)
		ret = change_listed(db, store_privacy(store), m, action, now, was);
	if (ret == 0)
		ret = store_commit(store);
	if (ret != 0)
		store_rollback(store);
	return ret;
}

int
settings_optout(struct db *db, const struct member_in *m, bool forget, int64_t now)
{
	struct store *store = open_store(db);
	int ret;

	if (store == NULL)
		return -1;
	ret = list_member(store, db, m, forget ? "forget" : "opt out", now, NULL);
	if (ret == 0)
		ret = privacy_save(store_privacy(store));
	if (ret == 0 && forget)
		ret = store_forget(store);
	store_close(store);
	/* Also where all was forgotten before, but not yet out of the log. */
	return ret == 0 && forget ? db_truncate(db) : ret;
}

int
settings_forget(struct db *db)
{
	struct store *store = open_store(db);
	int ret = store != NULL ? store_forget(store) : -1;

	store_close(store);
	return ret;
}

int
settings_optin(struct db *db, const struct member_in *m, int64_t now, bool *was)
{
	struct store *store = open_store(db);
	int ret = store != NULL ? list_member(store, db, m, "opt in", now, was) : -1;

	store_close(store);
	return ret;
}

static void
write_limit(char text[MONEY_SIZE], int64_t limit)
{
	if (limit > 0)
		money_format(text, limit);
	else
		snprintf(text, MONEY_SIZE, "none");
}

/* What a limit was, and whom or what it is for: no name of anybody.  0 or -1. */
static int
describe_budget(struct db *db, const struct budget *b, char before[MONEY_SIZE], char *object, size_t size)
{
	struct stmt *s = db_stmt(db, "SELECT (SELECT nano FROM budget WHERE what = :what AND name = :name"
	    " AND period = :period), (SELECT member_id FROM member WHERE automatic = 2 AND name = :name)");
	char who[AUDIT_WHO];
	int64_t id;

	stmt_int(s, ":what", b->what);
	stmt_text(s, ":name", b->name);
	stmt_int(s, ":period", b->period);
	if (stmt_step(s) != 1)
		return -1;
	if (!col_null(s, 0))
		write_limit(before, col_int(s, 0));
	id = col_null(s, 1) ? strtoll(b->name, NULL, 10) : col_int(s, 1);
	stmt_reset(s);
	if (b->what == BUDGET_MEMBER && audit_who(db, id, who) != 0)
		return -1;
	snprintf(object, size, "%s%s%s, %s", budget_kind(b->what), b->what == BUDGET_ALL ? "" : " ",
	    b->what == BUDGET_MEMBER ? who : b->name, budget_period(b->period));
	return 0;
}

static int
change_budget(struct db *db, const struct budget *b, int64_t now)
{
	struct stmt *s = db_stmt(db, "INSERT INTO budget (what, name, period, nano)"
	    " VALUES (:what, :name, :period, :nano) ON CONFLICT DO UPDATE SET nano = excluded.nano");
	char before[MONEY_SIZE] = "", after[MONEY_SIZE], object[BUDGET_NAME + 32];

	if (describe_budget(db, b, before, object, sizeof(object)) != 0)
		return -1;
	stmt_int(s, ":what", b->what);
	stmt_text(s, ":name", b->name);
	stmt_int(s, ":period", b->period);
	stmt_int(s, ":nano", b->limit);
	if (stmt_run(s) != 0)
		return -1;
	write_limit(after, b->limit);
	return audit_add(db, now, &(struct audit){ .action = "set budget", .object = object,
	    .before = before[0] != '\0' ? before : NULL, .after = after });
}

int
settings_budget(struct db *db, const struct budget *b, int64_t now)
{
	return db_begin(db) != 0 ? -1 : db_end(db, change_budget(db, b, now));
}
