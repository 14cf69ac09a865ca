#include "analytics/frozen.h"

#include <stdlib.h>

#include "lib/date.h"
#include "lib/log.h"
#include "lib/recount.h"
#include "lib/sums.h"

enum { COPIED_ROWS = 5000 };	/* a transaction */

/* From the scopes that answer to those that are being built, by topic. */
#define ALL_FROM_OLD_TO_NEW(table) \
    " FROM scope AS o CROSS JOIN scope AS n ON n.chat = o.chat AND n.topic = o.topic" \
    " CROSS JOIN " table " AS a ON a.scope = o.scope" \
    " WHERE o.chat = :chat AND o.role = 0 AND n.role = 1"
#define FROM_OLD_TO_NEW(table)	ALL_FROM_OLD_TO_NEW(table) " AND a.period = :day"
#define MEASURES	"messages, words, chars, media, links, emoji, questions, edited, sent, received," \
    " given, reactions, own, linked, shouting, self, night, dawn, days"

static const char copy_act[] = "INSERT INTO act (scope, period, member, " MEASURES ")"
    " SELECT n.scope, period, member, " MEASURES FROM_OLD_TO_NEW("act");
static const char copy_total[] = "INSERT INTO total (scope, period, bot, " MEASURES ")"
    " SELECT n.scope, period, bot, " MEASURES FROM_OLD_TO_NEW("total");
static const char copy_tally[] = "INSERT INTO tally (scope, what, period, bucket, bot, n)"
    " SELECT n.scope, what, period, bucket, bot, a.n" FROM_OLD_TO_NEW("tally") " AND what = :what";

static const char copy_spend[] = "INSERT INTO spend (scope, period, model, requests, input,"
    " output, cache_read, cache_write, cache_write_1h, cost, priced, unpriced, charged, told, saved)"
    " SELECT n.scope, a.period, a.model, a.requests, a.input, a.output,"
    " a.cache_read, a.cache_write, a.cache_write_1h, a.cost, a.priced, a.unpriced, a.charged,"
    " a.told, a.saved" FROM_OLD_TO_NEW("spend");
static const char copy_spent[] = "INSERT INTO pair (scope, what, period, member, others)"
    " SELECT n.scope, a.what, a.period, a.member, a.others" FROM_OLD_TO_NEW("pair") " AND a.what = 2";

static int
copy(struct db *db, const char *sql, int64_t chat, int64_t day, int64_t what, int64_t *rows)
{
	struct stmt *s = db_stmt(db, sql);

	stmt_int(s, ":chat", chat);
	stmt_int(s, ":day", day);
	if (sql == copy_tally)
		stmt_int(s, ":what", what);
	if (stmt_run(s) != 0)
		return -1;
	*rows += db_changes(db);
	return 0;
}

static int
copy_day(struct db *db, int64_t chat, int64_t day, int64_t *rows)
{
	if (copy(db, copy_act, chat, day, 0, rows) != 0 || copy(db, copy_total, chat, day, 0, rows) != 0 ||
	    copy(db, copy_spend, chat, day, 0, rows) != 0 || copy(db, copy_spent, chat, day, 0, rows) != 0)
		return -1;
	for (int what = 0; what < TALLY_COUNT; what++)
		if (copy(db, copy_tally, chat, day, what, rows) != 0)
			return -1;
	return 0;
}

/* What stood out on some days, with those that nobody wrote on. */
static int
copy_feats(struct db *db, int64_t chat, int64_t first, int64_t last, int64_t *rows)
{
	static const char *const sql[] = {
		"INSERT INTO feat (scope, day, what, at, member, value)"
		" SELECT n.scope, a.day, a.what, a.at, a.member, a.value" ALL_FROM_OLD_TO_NEW("feat")
		" AND a.day BETWEEN :first AND :last",
		"INSERT INTO talk (scope, day, at, topic, member, messages, seconds)"
		" SELECT n.scope, a.day, a.at, a.topic, a.member, a.messages, a.seconds"
		ALL_FROM_OLD_TO_NEW("talk") " AND a.day BETWEEN :first AND :last"
	};

	for (size_t i = 0; i < sizeof(sql) / sizeof(sql[0]); i++) {
		struct stmt *s = db_stmt(db, sql[i]);

		stmt_int(s, ":chat", chat);
		stmt_int(s, ":first", first);
		stmt_int(s, ":last", last);
		if (stmt_run(s) != 0)
			return -1;
		*rows += db_changes(db);
	}
	return 0;
}

/* The last day that follows from one before another: a conversation may have gone on past midnight. */
static int
last_feat(struct db *db, int64_t scope, int64_t end, int64_t *last)
{
	struct stmt *s = db_stmt(db, "SELECT max(day) FROM feat"
	    " WHERE scope = :scope AND what = 0 AND at < :end");

	*last = end - 1;
	stmt_int(s, ":scope", scope);
	stmt_int(s, ":end", end);
	return stmt_number(s, last) < 0 ? -1 : 0;
}

/* Who reacted to whom and so on before: apart, since no state tells it any more, to be taken over again. */
static int
copy_pairs(struct db *db, int64_t chat)
{
	struct stmt *s = db_stmt(db, "INSERT INTO pair (scope, what, period, member, others)"
	    " SELECT n.scope, what, p.period, member, a.others FROM (SELECT 300000 AS period UNION ALL"
	    " SELECT 300001) AS p CROSS JOIN scope AS o CROSS JOIN scope AS n ON n.chat = o.chat"
	    " CROSS JOIN pair AS a ON a.scope = o.scope"
	    " WHERE o.chat = :chat AND o.role = 0 AND o.topic = 0 AND n.role = 1 AND n.topic = 0"
	    " AND a.period = 300001");

	stmt_int(s, ":chat", chat);
	return stmt_run(s);
}

/* The next day from one on, before another, that an old scope has rows of: 1, 0 or -1. */
static int
next_day(struct db *db, int64_t scope, int64_t from, int64_t end, int64_t *day)
{
	struct stmt *s = db_stmt(db, "SELECT min(day) FROM ("
	    "SELECT min(period) AS day FROM act WHERE scope = :scope AND period >= :from AND period < :end"
	    " UNION ALL SELECT min(period) FROM tally WHERE scope = :scope AND what = 2"
	    " AND period >= :from AND period < :end"
	    " UNION ALL SELECT min(period) FROM spend WHERE scope = :scope AND period >= :from"
	    " AND period < :end)");

	stmt_int(s, ":scope", scope);
	stmt_int(s, ":from", from);
	stmt_int(s, ":end", end);
	return stmt_number(s, day);
}

/* The scope of a chat that answers, and the instant that facts begin at; 0 or -1. */
static int
load_old(struct db *db, int64_t chat, struct scope *old, int64_t *frozen)
{
	struct stmt *s = db_stmt(db, "SELECT scope, frozen_before FROM scope JOIN chat USING (chat)"
	    " WHERE chat = :chat AND topic = 0 AND role = 0");

	stmt_int(s, ":chat", chat);
	if (stmt_step(s) != 1)
		return -1;
	*old = (struct scope){ .scope = col_int(s, 0) };
	*frozen = col_int(s, 1);
	stmt_reset(s);
	return scope_reload(db, old) == 1 ? 0 : -1;
}

/*
 * The days of the old scopes that may hold both, where the zone was changed after the purge: zones lie up
 * to 26 hours apart.  What these days have of facts is taken away again, to be added where it belongs by now.
 */
static int
copy_mixed(struct db *db, const struct scope *list, size_t count, const struct zone *zone, int64_t frozen)
{
	int64_t first = zone_day(zone, frozen), rows = 0;
	struct scope *as_old = calloc(count, sizeof(*as_old));
	struct sums *sums = sums_open(db);
	int ret = -1;

	if (as_old == NULL)
		log_fail(STATUS_FAILED, "out of memory");
	if (as_old == NULL || sums == NULL || copy_day(db, list[0].chat, first, &rows) != 0 ||
	    copy_day(db, list[0].chat, first + 1, &rows) != 0)
		goto out;
	for (size_t i = 0; i < count; i++) {
		as_old[i] = list[i];
		as_old[i].zone = zone;
		as_old[i].role = ROLE_ANSWERS;
	}
	sums_only(sums, as_old, count);
	ret = recount_away(db, sums, list[0].chat, frozen, zone_day_start(zone, first + 2)) != 0 ? -1 :
	    sums_flush(sums);
out:
	sums_close(sums);
	free(as_old);
	return ret;
}

int
frozen_copy(struct db *db, const struct scope *list, size_t count)
{
	int64_t from = list[0].built - FROZEN_BEGIN, chat = list[0].chat, frozen, end, day, rows = 0, built,
	    last;
	struct scope old;
	struct stmt *s;
	int found = 1;

	if (load_old(db, chat, &old, &frozen) != 0)
		return -1;
	end = zone_day(old.zone, frozen);
	while (rows < COPIED_ROWS && (found = next_day(db, old.scope, from, end, &day)) == 1) {
		if (copy_day(db, chat, day, &rows) != 0 || copy_feats(db, chat, from, day, &rows) != 0)
			return -1;
		from = day + 1;
	}
	if (found < 0)
		return -1;
	if (found == 0 && (last_feat(db, old.scope, end, &last) != 0 ||
	    copy_feats(db, chat, from, last, &rows) != 0 ||
	    copy_mixed(db, list, count, old.zone, frozen) != 0 || copy_pairs(db, chat) != 0))
		return -1;
	built = found == 0 ? date_div(frozen, DATE_SECONDS) : FROZEN_BEGIN + from;
	s = db_stmt(db, "UPDATE scope SET built = :built WHERE chat = :chat AND role = 1");
	stmt_int(s, ":built", built);
	stmt_int(s, ":chat", chat);
	return stmt_run(s);
}
