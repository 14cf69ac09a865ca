#include "analytics/job.h"

#include "lib/derive.h"
#include "lib/fault.h"
#include "lib/feat.h"
#include "lib/scope.h"
#include "lib/streak.h"

enum { DERIVE_DAYS = 60, DERIVE_MESSAGES = 10000 };	/* at once */

/*
 * The first day of a chat that has no row though it is folded: days are stored from the first one
 * with messages on.  Most often it is the day behind the last, as their number tells.  1, 0 or -1.
 */
static int
first_missing(struct db *db, const struct scope *p, int64_t *day)
{
	struct stmt *s = db_stmt(db, "SELECT first, (SELECT count(*) FROM crowd"
	    "  WHERE scope = :scope AND day >= first),"
	    " (SELECT max(day) FROM crowd WHERE scope = :scope AND day >= first)"
	    " FROM (SELECT min(period) AS first FROM act WHERE scope = :scope)");
	int64_t first, count, last;

	stmt_int(s, ":scope", p->scope);
	if (stmt_step(s) != 1)
		return -1;
	first = col_null(s, 0) ? p->folded + 1 : col_int(s, 0);
	count = col_int(s, 1);
	last = count > 0 ? col_int(s, 2) : first - 1;
	stmt_reset(s);
	if (count == last - first + 1) {
		*day = last + 1;
		return last < p->folded;
	}
	s = db_stmt(db, "SELECT min(day) FROM (SELECT :first AS day"
	    " UNION ALL SELECT day + 1 FROM crowd WHERE scope = :scope AND day >= :first) AS c"
	    " WHERE NOT EXISTS (SELECT 1 FROM crowd AS d WHERE d.scope = :scope AND d.day = c.day)");
	stmt_int(s, ":first", first);
	stmt_int(s, ":scope", p->scope);
	return stmt_number(s, day);
}

static int
store(struct db *db, int64_t scope, int64_t day, const struct crowd *c)
{
	struct stmt *s = db_stmt(db, "INSERT INTO crowd (scope, day, week, month)"
	    " VALUES (:scope, :day, :week, :month)"
	    " ON CONFLICT DO UPDATE SET week = excluded.week, month = excluded.month");

	stmt_int(s, ":scope", scope);
	stmt_int(s, ":day", day);
	stmt_int(s, ":week", c->week);
	stmt_int(s, ":month", c->month);
	return stmt_run(s);
}

/* How many days from a missing one on are missing too, up to a transaction's worth. */
static int
count_missing(struct db *db, const struct scope *p, int64_t first, int64_t *last)
{
	struct stmt *s = db_stmt(db, "SELECT min(day) FROM crowd WHERE scope = :scope AND day > :first");
	int64_t stored = INT64_MAX;

	*last = p->folded < first + DERIVE_DAYS - 1 ? p->folded : first + DERIVE_DAYS - 1;
	stmt_int(s, ":scope", p->scope);
	stmt_int(s, ":first", first);
	if (stmt_number(s, &stored) < 0)
		return -1;
	if (stored <= *last)
		*last = stored - 1;
	return 0;
}

/* The distinct senders of some days: their number, 0 if none is missing, or -1. */
static int
derive_crowds(struct db *db, const struct scope *p)
{
	struct crowd crowd[DERIVE_DAYS];
	int64_t first, last;
	int found = first_missing(db, p, &first);

	if (found != 1)
		return found;
	if (count_missing(db, p, first, &last) != 0 ||
	    derive_crowd(db, p->scope, first, last, crowd) != 0)
		return -1;
	for (int64_t day = first; day <= last; day++)
		if (store(db, p->scope, day, &crowd[day - first]) != 0)
			return -1;
	return (int)(last - first + 1);
}

/* The streaks as of some days later: 1, 0 if they are up to date, or -1. */
static int
derive_streaks(struct db *db, const struct scope *p)
{
	struct streaks k = { .list = NULL };
	struct stmt *s;
	int64_t last = -1;
	int ret = -1;

	if (streak_stored(db, p->scope, &last) != 0)
		return -1;
	if (last < 0) {
		s = db_stmt(db, "SELECT min(period) - 1 FROM act WHERE scope = :scope");
		stmt_int(s, ":scope", p->scope);
		if (stmt_number(s, &last) != 1)
			return 0;
	}
	if (last >= p->folded)
		return 0;
	last = last + DERIVE_DAYS < p->folded ? last + DERIVE_DAYS : p->folded;
	if (streak_derive(db, p->scope, last, &k) == 0 && streak_store(db, p->scope, last, &k) == 0)
		ret = 1;
	streak_free(&k);
	return ret;
}

/* The last of some days, up to a transaction's worth of messages: at least the first. */
static int
limit_days(struct db *db, int64_t scope, int64_t first, int64_t *last)
{
	struct stmt *s = db_stmt(db, "SELECT period, sum(messages) FROM total WHERE scope = :scope"
	    " AND period BETWEEN :first AND :last GROUP BY period ORDER BY period");
	int64_t messages = 0;
	int step;

	*last = *last < first + DERIVE_DAYS - 1 ? *last : first + DERIVE_DAYS - 1;
	stmt_int(s, ":scope", scope);
	stmt_int(s, ":first", first);
	stmt_int(s, ":last", *last);
	while ((step = stmt_step(s)) == 1) {
		messages += col_int(s, 1);
		if (messages > DERIVE_MESSAGES && col_int(s, 0) > first) {
			*last = col_int(s, 0) - 1;
			break;
		}
	}
	stmt_reset(s);
	return step < 0 ? -1 : 0;
}

/* What stood out on some days: 1, 0 if none is missing, or -1. */
static int
derive_feats(struct db *db, const struct scope *p)
{
	struct stmt *s = db_stmt(db, "SELECT min(period) FROM act WHERE scope = :scope");
	int64_t first, last = p->folded;
	int found;

	stmt_int(s, ":scope", p->scope);
	if ((found = stmt_number(s, &first)) != 1)
		return found;
	if (first > last || (found = feat_missing(db, p->scope, &first, &last)) != 1)
		return first > last ? 0 : found;
	return limit_days(db, p->scope, first, &last) != 0 || feat_store(db, p, first, last) != 0 ? -1 : 1;
}

/* One transaction's worth of one chat: 1 if there may be more, 0 or -1. */
static int
derive_some(struct db *db, struct scope *p, int64_t now, int64_t *done)
{
	int64_t slice;
	int days = 0, feats = 0, more = 0, found;

	(void)now;
	if (db_begin(db) != 0)
		return -1;
	slice = job_clock() + JOB_SLICE;
	if ((found = scope_reload(db, p)) != 1 ||
	    (p->topic == TOPIC_NONE && ((found = days = derive_crowds(db, p)) < 0 ||
	    (job_clock() < slice && (found = feats = derive_feats(db, p)) < 0))) ||
	    (job_clock() < slice && (found = more = derive_streaks(db, p)) < 0))
		goto out;
	found = days > 0 || feats > 0 || more > 0;
	fault_pass("derive.stored");
	if (found == 0 || db_commit(db) != 0) {
		found = found == 0 ? 0 : -1;
		goto out;
	}
	*done += days;
	return found;
out:
	db_rollback(db);
	return found;
}

int
derive(struct db *db, int64_t now, int64_t *done)
{
	return job_scopes(db, now, done, derive_some);
}
