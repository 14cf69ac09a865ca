#include "analytics/job.h"

#include "lib/derive.h"
#include "lib/fault.h"
#include "lib/log.h"
#include "lib/map.h"
#include "lib/scope.h"

enum { DERIVE_DAYS = 120 };	/* a transaction */

/*
 * The first day of a chat that has no row though it is folded: days are stored from the first one
 * with messages on, so a hole shows in their number.  1, 0 or -1.
 */
static int
first_missing(struct db *db, const struct scope *p, int64_t *day)
{
	struct stmt *s = db_stmt(db, "SELECT first, coalesce((SELECT min(c.day) + 1 FROM crowd AS c"
	    "  WHERE c.scope = :scope AND c.day >= first AND c.day < :folded AND NOT EXISTS"
	    "  (SELECT 1 FROM crowd AS d WHERE d.scope = :scope AND d.day = c.day + 1)), first),"
	    " (SELECT count(*) FROM crowd WHERE scope = :scope AND day >= first),"
	    " EXISTS (SELECT 1 FROM crowd WHERE scope = :scope AND day = first)"
	    " FROM (SELECT min(period) AS first FROM act WHERE scope = :scope)");
	int64_t first, hole, count;
	bool begun;

	stmt_int(s, ":scope", p->scope);
	stmt_int(s, ":folded", p->folded);
	if (stmt_step(s) != 1)
		return -1;
	first = col_null(s, 0) ? p->folded + 1 : col_int(s, 0);
	hole = col_int(s, 1);
	count = col_int(s, 2);
	begun = col_int(s, 3) != 0;
	stmt_reset(s);
	if (first > p->folded || count >= p->folded - first + 1)
		return 0;
	*day = begun ? hole : first;
	return 1;
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

/* One transaction's worth of one chat: 1 if there may be more, 0 or -1. */
static int
derive_some(struct db *db, struct scope *p, int64_t now, int64_t *done)
{
	struct crowd crowd[DERIVE_DAYS];
	int64_t first, last;
	int found = -1;

	(void)now;
	if (p->topic != TOPIC_NONE)
		return 0;
	if (db_begin(db) != 0)
		return -1;
	if ((found = scope_reload(db, p)) != 1 || (found = first_missing(db, p, &first)) != 1)
		goto out;
	found = -1;
	if (count_missing(db, p, first, &last) != 0 ||
	    derive_crowd(db, p->scope, first, last, crowd) != 0)
		goto out;
	for (int64_t day = first; day <= last; day++)
		if (store(db, p->scope, day, &crowd[day - first]) != 0)
			goto out;
	fault_pass("derive.stored");
	if (db_commit(db) != 0)
		goto out;
	*done += last - first + 1;
	return 1;
out:
	db_rollback(db);
	return found;
}

int
derive(struct db *db, int64_t now, int64_t *done)
{
	return job_scopes(db, now, done, derive_some);
}
