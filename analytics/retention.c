#include "analytics/retention.h"

#include <stdlib.h>

#include "lib/date.h"
#include "lib/audit.h"
#include "lib/log.h"
#include "lib/map.h"
#include "lib/pair.h"
#include "lib/policy.h"
#include "lib/scope.h"
#include "lib/text.h"

enum { SLICE = 1000 };	/* rows a transaction */

/* A chat, and the instants before which it is to keep nothing: INT64_MIN where it keeps all. */
struct keeper {
	int64_t	chat;
	int64_t	texts, texts_since;
	int64_t	polls;		/* their questions and options */
	int64_t	facts, frozen;
};

struct keepers {
	struct keeper	*list;
	size_t		 count, capacity;
};

static int
read_keeper(struct stmt *s, int64_t now, struct keeper *k)
{
	const struct zone *zone = zone_find(col_text(s, 1, NULL));

	if (zone == NULL)
		return log_fail(STATUS_FAILED, "time zone \"%s\" is not known to this system",
		    col_text(s, 1, NULL));
	*k = (struct keeper){ .chat = col_int(s, 0), .texts = policy_limit(zone, now, col_int(s, 2)),
	    .texts_since = col_int(s, 3), .facts = policy_limit(zone, now, col_int(s, 4)),
	    .frozen = col_int(s, 5) };
	k->polls = col_int(s, 6) == POLICY_FULL ? k->texts : INT64_MAX;
	return 0;
}

static int
load_keepers(struct db *db, int64_t now, struct keepers *v)
{
	struct stmt *s = db_stmt(db, "SELECT chat, s.zone, text_days, coalesce(texts_since, :never),"
	    " fact_days, coalesce(frozen_before, :never), text FROM chat JOIN scope AS s USING (chat)"
	    " WHERE s.topic = 0 AND s.role = 0 ORDER BY chat");
	int step;

	stmt_int(s, ":never", INT64_MIN);
	while ((step = stmt_step(s)) == 1) {
		if (map_grow(&v->list, &v->capacity, v->count, sizeof(*v->list)) != 0 ||
		    read_keeper(s, now, &v->list[v->count]) != 0)
			return stmt_stop(s);
		v->count++;
	}
	return step;
}

/* Does something for each chat; with an action, what it did is in the audit log. */
static int
each(struct db *db, int64_t now, int64_t *done, const char *action,
    int (*one)(struct db *, const struct keeper *, int64_t *))
{
	struct keepers v = { 0 };
	int ret = load_keepers(db, now, &v);

	for (size_t i = 0; ret == 0 && i < v.count; i++) {
		struct audit audit = { .chat = v.list[i].chat, .action = action };
		int64_t before = *done;
		char count[24];

		ret = one(db, &v.list[i], done);
		snprintf(count, sizeof(count), "%lld", (long long)(*done - before));
		audit.before = count;
		if (action != NULL && *done > before && audit_add(db, now, &audit) != 0)
			ret = -1;
	}
	free(v.list);
	return ret;
}

/* ----- slices ----- */

static const char sql_frozen_message[] = "UPDATE chat SET frozen_message ="
    " max(coalesce(frozen_message, :key - (chat << 40) - (1 << 39)), :key - (chat << 40) - (1 << 39))"
    " WHERE chat = :key >> 40";

static const char *const drop_messages[] = { "DELETE FROM message WHERE key = :key",
    "DELETE FROM reaction WHERE key = :key", "DELETE FROM reactor WHERE key = :key",
    "DELETE FROM poll WHERE key = :key", "DELETE FROM poll_option WHERE key = :key",
    "DELETE FROM told WHERE key = :key", sql_frozen_message, NULL };

/* What a message, before it goes, adds to a row of pairs of a scope, if it is dated from an instant on. */
static int
keep_pair(struct db *db, const struct scope *p, enum pair_what what, int64_t period, int64_t key,
    int64_t since)
{
	static const char *const sql[PAIR_COUNT] = {
	    [PAIR_FAN] = "SELECT r.member, m.member, NULL FROM reaction AS r JOIN message AS m USING (key)"
	    " WHERE r.key = :key AND r.at >= :since AND r.member > 0 AND r.emoji > 1 AND m.member > 0"
	    " AND m.member <> r.member ORDER BY r.member",
	    [PAIR_REPLY] = "SELECT m.member, m.to_member, m.wait FROM message AS m WHERE m.key = :key"
	    " AND m.at >= :since AND m.member > 0 AND m.to_member > 0 AND m.to_member <> m.member",
	};
	struct stmt *s = db_stmt(db, sql[what]);

	stmt_int(s, ":key", key);
	stmt_int(s, ":since", since);
	return pair_add_found(db, p->scope, what, period, s);
}

/*
 * Who reacted to whom, and whom a message answered, before it goes: for sums that are made anew, and at once
 * where it will be in no month, since its day is not folded yet.
 */
static int
keep_pairs(struct db *db, const struct scopes *scopes, int64_t key)
{
	for (size_t i = 0; i < scopes->count; i++) {
		const struct scope *p = &scopes->list[i];

		/* What nothing was taken over into yet takes it over later. */
		if (p->topic != TOPIC_NONE || (p->role == ROLE_BUILT && p->built < 0))
			continue;
		for (int what = 0; what < PAIR_COUNT; what++)
			if (keep_pair(db, p, (enum pair_what)what, PERIOD_FROZEN, key, INT64_MIN) != 0 ||
			    keep_pair(db, p, (enum pair_what)what, PERIOD_EVERYTHING, key,
			    zone_day_start(p->zone, p->folded + 1)) != 0)
				return -1;
	}
	return 0;
}

/* Runs a statement on one row after the other, by :key, in one transaction. */
static int
run_on_keys(struct db *db, const struct keeper *k, const char *const *texts, const int64_t *keys,
    size_t count)
{
	struct scopes scopes = { 0 };
	int ret = -1;

	if (db_begin(db) != 0)
		return -1;
	/* As they are now: rollup goes on beside. */
	if (scope_load(db, k->chat, &scopes) != 0)
		goto out;
	for (size_t i = 0; i < count; i++) {
		if (texts == drop_messages && keep_pairs(db, &scopes, keys[i]) != 0)
			goto out;
		for (const char *const *text = texts; *text != NULL; text++) {
			struct stmt *s = db_stmt(db, *text);

			stmt_int(s, ":key", keys[i]);
			if (stmt_run(s) != 0)
				goto out;
		}
	}
	ret = db_commit(db);
out:
	if (ret != 0)
		db_rollback(db);
	free(scopes.list);
	return ret;
}

/*
 * Finds rows dated before an instant, from a day on, and runs the texts on them, slice by slice.  What is
 * found is key and day, in the order of days, and is not found again once it is dealt with.
 */
static int
sweep(struct db *db, const char *find, const char *const *texts, const struct keeper *k, int64_t since,
    int64_t before, int64_t *done)
{
	int64_t keys[SLICE], day = since == INT64_MIN ? INT64_MIN : date_div(since, DATE_SECONDS);
	size_t count;
	int step;

	do {
		struct stmt *s = db_stmt(db, find);

		stmt_int(s, ":chat", k->chat);
		stmt_int(s, ":day", day);
		stmt_int(s, ":last", date_div(before, DATE_SECONDS));
		stmt_int(s, ":before", before);
		stmt_int(s, ":slice", SLICE);
		for (count = 0; (step = stmt_step(s)) == 1; day = col_int(s, 1))
			keys[count++] = col_int(s, 0);
		if (step != 0 || (count > 0 && run_on_keys(db, k, texts, keys, count) != 0))
			return -1;
		*done += (int64_t)count;
	} while (count == SLICE);
	return 0;
}

static int
set_instant(struct db *db, const char *sql, const struct keeper *k, int64_t at)
{
	struct stmt *s = db_stmt(db, sql);

	stmt_int(s, ":chat", k->chat);
	stmt_int(s, ":at", at);
	return stmt_run(s);
}

/* ----- texts ----- */

/* The polls of a chat that say something; their messages have no text. */
#define POLLS_SAYING \
    " FROM poll AS p JOIN message AS m USING (key)" \
    " WHERE p.key BETWEEN :chat << 40 AND ((:chat + 1) << 40) - 1" \
    " AND (p.question IS NOT NULL OR EXISTS (SELECT 1 FROM poll_option AS o" \
    "  WHERE o.key = p.key AND o.text IS NOT NULL))"

static int
drop_texts(struct db *db, const struct keeper *k, int64_t *done)
{
	static const char *const drop[] = { "UPDATE message SET text = NULL, gaps = NULL WHERE key = :key",
	    NULL };
	static const char *const silence[] = { "UPDATE poll SET question = NULL WHERE key = :key",
	    "UPDATE poll_option SET text = NULL WHERE key = :key", NULL };

	if (sweep(db, "SELECT p.key, :day" POLLS_SAYING " AND m.at < :before AND :last > 0 LIMIT :slice",
	    silence, k, INT64_MIN, k->polls, done) != 0)
		return -1;
	/* Nothing is written that is too old, so there is none before where the last run ended. */
	if (k->texts <= k->texts_since)
		return 0;
	if (sweep(db, "SELECT key, day FROM message WHERE chat = :chat AND day BETWEEN :day AND :last"
	    " AND at < :before AND text IS NOT NULL ORDER BY day LIMIT :slice", drop, k, k->texts_since,
	    k->texts, done) != 0)
		return -1;
	return set_instant(db, "UPDATE chat SET texts_since = :at"
	    " WHERE chat = :chat AND coalesce(texts_since, :at) <= :at", k, k->texts);
}

int
retention_texts(struct db *db, int64_t now, int64_t *done)
{
	return each(db, now, done, "purge texts", drop_texts);
}

/* ----- facts ----- */

#define FACTS_BEFORE \
    "(SELECT chat FROM message WHERE chat = :chat AND day <= :last AND at < :before" \
    " UNION ALL SELECT chat FROM reaction WHERE chat = :chat AND day <= :last AND at < :before" \
    " UNION ALL SELECT chat FROM passage WHERE chat = :chat AND at < :before LIMIT 1)"

/* Whether a chat has facts before an instant: 1, 0 or -1. */
static int
has_facts(struct db *db, const struct keeper *k, int64_t before)
{
	struct stmt *s = db_stmt(db, "SELECT chat FROM " FACTS_BEFORE);
	int64_t chat;

	stmt_int(s, ":chat", k->chat);
	stmt_int(s, ":last", date_div(before, DATE_SECONDS));
	stmt_int(s, ":before", before);
	return stmt_number(s, &chat);
}

/* From now on nothing is dated before: 1, 0 where the chat's sums are being built anew from it, or -1. */
static int
freeze(struct db *db, const struct keeper *k)
{
	struct stmt *s;
	int64_t built;
	int found = -1;

	if (db_begin(db) != 0)
		return -1;
	s = db_stmt(db, "SELECT count(*) FROM scope WHERE chat = :chat AND role = 1");
	stmt_int(s, ":chat", k->chat);
	if (stmt_number(s, &built) == 1 && set_instant(db, "UPDATE chat SET frozen_before = :at"
	    " WHERE chat = :chat AND coalesce(frozen_before, :at) <= :at", k, k->facts) == 0)
		found = built == 0;
	if (found == 1 && db_commit(db) == 0)
		return 1;
	db_rollback(db);
	return found == 0 ? 0 : -1;
}

static int
drop_facts(struct db *db, const struct keeper *k, int64_t *done)
{
	static const char *const drop_passages[] = { "DELETE FROM passage WHERE passage = :key", NULL };
	static const char *const drop_reactors[] = { "DELETE FROM reactor WHERE key = :key", NULL };
	int64_t before = k->frozen, ignored = 0;
	int found;

	if (k->facts > k->frozen) {
		if ((found = has_facts(db, k, k->facts)) == 1)
			found = freeze(db, k);
		if (found < 0)
			return -1;
		if (found == 1)
			before = k->facts;
	}
	if (before == INT64_MIN)
		return 0;
	return sweep(db, "SELECT key, day FROM message WHERE chat = :chat AND day BETWEEN :day AND :last"
	    " AND at < :before ORDER BY day LIMIT :slice", drop_messages, k, INT64_MIN, before, done) != 0 ||
	    sweep(db, "SELECT key, day FROM reaction WHERE chat = :chat AND day BETWEEN :day AND :last"
	    " AND at < :before ORDER BY day LIMIT :slice", drop_messages, k, INT64_MIN, before, done) != 0 ||
	    sweep(db, "SELECT passage, :day FROM passage WHERE chat = :chat AND at < :before AND :last > 0"
	    " LIMIT :slice", drop_passages, k, INT64_MIN, before, done) != 0 ||
	    /* Who took back all reactions to a message that was not stored. */
	    sweep(db, "SELECT r.key, :day FROM chat AS c CROSS JOIN reactor AS r"
	    " WHERE c.chat = :chat AND r.key BETWEEN c.chat << 40 AND (c.chat << 40) + (1 << 39)"
	    "  + c.frozen_message AND :last > 0 AND :before > 0"
	    " AND NOT EXISTS (SELECT 1 FROM message AS m WHERE m.key = r.key)"
	    " AND NOT EXISTS (SELECT 1 FROM reaction AS x WHERE x.key = r.key) LIMIT :slice",
	    drop_reactors, k, INT64_MIN, before, &ignored) != 0 ? -1 : 0;
}

int
retention_facts(struct db *db, int64_t now, int64_t *done)
{
	return each(db, now, done, "purge facts", drop_facts);
}

/* ----- the file ----- */

int
retention_space(struct db *db, int64_t now, int64_t *done)
{
	int64_t was, is;

	(void)now;
	if (stmt_number(db_stmt(db, "PRAGMA freelist_count"), &was) != 1)
		return -1;
	for (is = was; is > 0; ) {
		int64_t before = is;

		if (stmt_run(db_stmt(db, "PRAGMA incremental_vacuum(500)")) != 0 ||
		    stmt_number(db_stmt(db, "PRAGMA freelist_count"), &is) != 1)
			return -1;
		if (is >= before)	/* a file that was made without it */
			break;
	}
	*done += was - is;
	/* What was deleted must not lie in the log either. */
	return db_truncate(db);
}

/* ----- a rehearsal ----- */

static int
print_chat(struct db *db, const struct keeper *k, int64_t *done)
{
	struct stmt *s = db_stmt(db, "SELECT chat_id, title,"
	    " (SELECT count(*) FROM message WHERE chat = :chat AND day <= :texts / 86400 AND at < :texts"
	    "  AND text IS NOT NULL) + (SELECT count(*)" POLLS_SAYING " AND m.at < :polls),"
	    " (SELECT count(*) FROM message WHERE chat = :chat AND day <= :facts / 86400 AND at < :facts),"
	    " (SELECT coalesce(sum(n), 0) FROM reaction WHERE chat = :chat AND day <= :facts / 86400"
	    "  AND at < :facts),"
	    " (SELECT count(*) FROM passage WHERE chat = :chat AND at < :facts)"
	    " FROM chat WHERE chat = :chat");
	char title[256];

	(void)done;
	stmt_int(s, ":chat", k->chat);
	stmt_int(s, ":texts", k->texts);
	stmt_int(s, ":polls", k->polls);
	stmt_int(s, ":facts", k->facts > k->frozen ? k->facts : k->frozen);
	if (stmt_step(s) != 1)
		return -1;
	text_cut(title, sizeof(title), col_text(s, 1, NULL), 40);
	if (col_int(s, 2) + col_int(s, 3) + col_int(s, 4) + col_int(s, 5) > 0)
		printf("%lld  %s: %lld texts, %lld messages, %lld reactions, %lld joins and leaves\n",
		    (long long)col_int(s, 0), title, (long long)col_int(s, 2), (long long)col_int(s, 3),
		    (long long)col_int(s, 4), (long long)col_int(s, 5));
	stmt_reset(s);
	return 0;
}

int
retention_print(struct db *db, int64_t now)
{
	int64_t none = 0;

	return each(db, now, &none, NULL, print_chat);
}
