#include "analytics/job.h"

#include "lib/fault.h"
#include "lib/scope.h"
#include "lib/sums.h"

enum { FOLD_WRITE = 3 };	/* writing a row takes so much longer than reading one */

/* The first day after folded, up to last, that has rows: 1, 0 or -1. */
static int
first_day(struct db *db, const struct scope *p, int64_t last, int64_t *day)
{
	struct stmt *s = db_stmt(db, "SELECT min(day) FROM ("
	    "SELECT min(period) AS day FROM act WHERE scope = :scope AND period > :folded AND period <= :last"
	    " UNION ALL SELECT min(period) FROM tally WHERE scope = :scope AND what = 2"
	    " AND period > :folded AND period <= :last"
	    " UNION ALL SELECT min(period) FROM spend WHERE scope = :scope"
	    " AND period > :folded AND period <= :last)");

	stmt_int(s, ":scope", p->scope);
	stmt_int(s, ":folded", p->folded);
	stmt_int(s, ":last", last);
	return stmt_number(s, day);
}

static int
set_folded(struct db *db, int64_t scope, int64_t day)
{
	struct stmt *s = db_stmt(db, "UPDATE scope SET folded = :day WHERE scope = :scope");

	stmt_int(s, ":day", day);
	stmt_int(s, ":scope", scope);
	return stmt_run(s);
}

/* Folds days up to last, as far as a transaction goes: how long writing will take, reading has shown. */
static int
fold_days(struct db *db, struct scope *p, int64_t last, int64_t *done)
{
	int64_t day = last, begun = job_clock(), rows = 1, read = 0, took;
	struct sums *sums = sums_open(db);
	int found = sums != NULL ? first_day(db, p, last, &day) : -1, ret = found < 0 ? -1 : 0;

	for (; found == 1 && (read = sums_fold(sums, p, day)) >= 0; day++) {
		rows += read;
		(*done)++;
		took = job_clock() - begun;
		if (day == last || took + took * FOLD_WRITE * (int64_t)sums_pending(sums) / rows >= JOB_SLICE)
			break;
	}
	if (found == 1)
		ret = read < 0 ? -1 : sums_write(sums);
	sums_close(sums);
	p->folded = day;
	return ret;
}

/* One transaction's worth: 1 if there is more, 0 or -1. */
static int
fold_some(struct db *db, struct scope *p, int64_t now, int64_t *done)
{
	int64_t last;
	int found;

	/* No transaction where nothing is due: most chats, most of the time. */
	if (p->folded >= zone_day(p->zone, now) - 1)
		return 0;
	if (db_begin(db) != 0)
		return -1;
	if ((found = scope_reload(db, p)) <= 0 ||
	    p->folded >= (last = zone_day(p->zone, now) - 1)) {
		db_rollback(db);
		return found < 0 ? -1 : 0;
	}
	if (fold_days(db, p, last, done) != 0)
		goto out;
	fault_pass("fold.folded");
	if (set_folded(db, p->scope, p->folded) != 0 || db_commit(db) != 0)
		goto out;
	return p->folded < last;
out:
	db_rollback(db);
	return -1;
}

int
fold(struct db *db, int64_t now, int64_t *done)
{
	return job_scopes(db, now, done, fold_some);
}
