#include "analytics/check.h"

#include <stdlib.h>

#include "lib/db.h"
#include "lib/log.h"
#include "lib/pair.h"
#include "lib/recount.h"
#include "lib/scope.h"
#include "lib/sums.h"

enum { DAYS = 3 };	/* that are looked at, of a chat */

/* ----- pages and references ----- */

static const char *
last_line(const char *text)
{
	const char *end = strrchr(text, '\n');

	return end != NULL ? end + 1 : text;
}

static int
check_whole(struct db *db, const char *path)
{
	struct stmt *s = db_stmt(db, "PRAGMA integrity_check(1)");
	int64_t orphans = 0;
	int ret = -1;

	if (stmt_step(s) != 1)
		return -1;
	if (strcmp(col_text(s, 0, NULL), "ok") != 0)
		/* Its first line says no more than that. */
		log_fail(STATUS_FAILED, "%s: the database is damaged: %s", path,
		    last_line(col_text(s, 0, NULL)));
	else if (stmt_number(db_stmt(db, "SELECT count(*) FROM pragma_foreign_key_check"), &orphans) == 1)
		ret = orphans == 0 ? 0 : log_fail(STATUS_FAILED, "%s: the database is damaged: %lld rows"
		    " name others that are not there", path, (long long)orphans);
	stmt_reset(s);
	return ret;
}

/* ----- sums ----- */

/* Days of a scope of which all facts are there: any, but different ones each time. */
static int
pick_days(struct db *db, const struct scope *p, int64_t days[DAYS], size_t *count)
{
	/* Since a change of zone two days may hold frozen facts, too. */
	struct stmt *s = db_stmt(db, "SELECT DISTINCT period FROM total WHERE scope = :scope"
	    " AND period < 100000 AND period > coalesce((SELECT frozen_before / 86400 + 2 FROM chat"
	    " WHERE chat = :chat), -1) ORDER BY random() LIMIT :days");
	int step;

	stmt_int(s, ":scope", p->scope);
	stmt_int(s, ":chat", p->chat);
	stmt_int(s, ":days", DAYS);
	*count = 0;
	while ((step = stmt_step(s)) == 1)
		days[(*count)++] = col_int(s, 0);
	return step;
}

#define SUM_BY(what) "SELECT coalesce(sum((a." what " % 97 + 1) * ("
#define OF_DAY(table) " FROM scope AS s CROSS JOIN " table " AS a ON a.scope = s.scope" \
    " WHERE s.chat = :chat AND s.role = 0 AND a.period = :day"
#define MEASURES "messages + 3 * words + 5 * chars + 7 * media + 11 * links + 13 * emoji + 17 * questions" \
    " + 19 * edited + 23 * sent + 29 * received + 31 * given + 37 * reactions + 41 * own + 43 * linked" \
    " + 47 * shouting + 53 * self + 59 * night + 61 * dawn"

/* What members spent on a day. */
static int
add_up_packed(struct db *db, const struct scope *p, int64_t day, int64_t *all)
{
	struct stmt *s = db_stmt(db, "SELECT a.member, a.others" OF_DAY("pair") " AND a.what = 2");
	struct pair_item item;
	const unsigned char *packed;
	size_t length;
	int step;

	stmt_int(s, ":chat", p->chat);
	stmt_int(s, ":day", day);
	while ((step = stmt_step(s)) == 1) {
		packed = col_blob(s, 1, &length);
		item = (struct pair_item){ 0, 0 };
		for (size_t at = 0; pair_next(packed, length, &at, &item); )
			*all += (col_int(s, 0) % 97 + 1) * (item.code % 97 + 1) * item.n;
	}
	return step;
}

/* All sums of a day in one number, which is twice what it was when all is added again: days are not. */
static int
add_up(struct db *db, const struct scope *p, int64_t day, int64_t *all)
{
	static const char *const sql[] = {
		SUM_BY("member") MEASURES ")), 0)" OF_DAY("act"),
		SUM_BY("bot") MEASURES ")), 0)" OF_DAY("total"),
		SUM_BY("model") "requests + 3 * input + 5 * output + 7 * cache_read + 11 * cache_write"
		" + 13 * cache_write_1h + 17 * cost + 19 * priced + 23 * unpriced + 29 * charged + 31 * told"
		" + 37 * saved)), 0)" OF_DAY("spend"),
		"WITH RECURSIVE w (what) AS (SELECT 0 UNION ALL SELECT what + 1 FROM w WHERE what < :most) "
		SUM_BY("bucket") "(a.what + 1) * a.n)), 0) FROM scope AS s CROSS JOIN w CROSS JOIN tally AS a"
		" ON a.scope = s.scope AND a.what = w.what"
		" WHERE s.chat = :chat AND s.role = 0 AND a.period = :day"
	};

	*all = 0;
	for (size_t i = 0; i < sizeof(sql) / sizeof(sql[0]); i++) {
		struct stmt *s = db_stmt(db, sql[i]);
		int64_t n;

		stmt_int(s, ":chat", p->chat);
		stmt_int(s, ":day", day);
		if (s != NULL && stmt_has(s, ":most"))
			stmt_int(s, ":most", TALLY_COUNT);
		if (stmt_number(s, &n) != 1)
			return -1;
		*all += n;
	}
	return add_up_packed(db, p, day, all);
}

/* Adds a day's facts to its sums once more, in a transaction that comes to nothing: 1 where they differ. */
static int
check_day(struct db *db, const struct scope *p, int64_t day)
{
	struct sums *sums = sums_open(db);
	int64_t once, twice;
	int ret = -1;

	if (sums != NULL && db_begin(db) == 0) {
		if (add_up(db, p, day, &once) == 0 && recount(db, sums, p->chat, TOPIC_NONE,
		    zone_day_start(p->zone, day), zone_day_start(p->zone, day + 1)) == 0 &&
		    sums_flush(sums) == 0 && add_up(db, p, day, &twice) == 0)
			ret = twice != 2 * once;
		db_rollback(db);
	}
	sums_close(sums);
	return ret;
}

static int
check_sums(struct db *db, const char *path)
{
	struct scopes scopes = { 0 };
	int64_t days[DAYS];
	size_t n;
	int ret = scope_answering(db, &scopes);

	for (size_t i = 0; ret == 0 && i < scopes.count; i++) {
		const struct scope *p = &scopes.list[i];

		if (p->topic != TOPIC_NONE || (ret = pick_days(db, p, days, &n)) != 0)
			continue;
		for (size_t k = 0; ret == 0 && k < n; k++)
			ret = check_day(db, p, days[k]);
	}
	free(scopes.list);
	if (ret == 1)
		log_fail(STATUS_FAILED, "%s: sums are not those of their facts; chatstat-rollup --rebuild"
		    " makes them anew", path);
	return ret;
}

int
check(const char *path)
{
	struct db *db = db_open(path, DB_WRITE);
	int ret = -1;

	if (db != NULL && check_whole(db, path) == 0)
		ret = check_sums(db, path);
	db_close(db);
	return ret;
}
