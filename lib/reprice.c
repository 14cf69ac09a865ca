#include "lib/reprice.h"

#include "lib/price.h"
#include "lib/sums.h"

enum { REPRICE_ROWS = 5000 };	/* a transaction */

struct repricing {
	struct db		*db;
	struct sums		*sums;
	struct price_book	*book;
	int64_t			 since, changed;
};

static int
write_cost(struct db *db, const struct usage *u)
{
	struct stmt *s = db_stmt(db, "UPDATE usage SET cost = :cost, saved = :saved WHERE usage = :usage");

	stmt_int_or_null(s, ":cost", u->priced, u->cost);
	stmt_int(s, ":saved", u->saved);
	stmt_int(s, ":usage", u->usage);
	return stmt_run(s);
}

static int
reprice_one(struct repricing *r, const struct usage *was)
{
	struct usage is = *was;

	if (price_usage(r->book, &is) != 0)
		return -1;
	if (is.priced == was->priced && is.cost == was->cost && is.saved == was->saved)
		return 0;
	r->changed++;
	return sums_usage(r->sums, was, -1) != 0 || sums_usage(r->sums, &is, 1) != 0 ||
	    write_cost(r->db, &is) != 0 ? -1 : 0;
}

/* The rows behind *after, up to a transaction's worth: how many they were, or -1. */
static int
reprice_rows(struct repricing *r, bool all, int64_t *after)
{
	static const char every[] = "SELECT " USAGE_COLUMNS " FROM usage WHERE usage > :after"
	    " ORDER BY usage LIMIT :rows";
	static const char unpriced[] = "SELECT " USAGE_COLUMNS " FROM usage WHERE cost IS NULL"
	    " AND usage > :after ORDER BY usage LIMIT :rows";
	struct usage rows[64];
	struct stmt *s = db_stmt(r->db, all ? every : unpriced);
	int count = 0, step;

	/* A few at a time: a row that is changed must not be one that is being read. */
	stmt_int(s, ":after", *after);
	stmt_int(s, ":rows", (int64_t)(sizeof(rows) / sizeof(rows[0])));
	while ((step = stmt_step(s)) == 1)
		usage_read(s, &rows[count++]);
	if (step != 0)
		return -1;
	for (int i = 0; i < count; i++) {
		*after = rows[i].usage;
		if (rows[i].at >= r->since && reprice_one(r, &rows[i]) != 0)
			return -1;
	}
	return count;
}

/* One transaction: 1 if there is more, 0 or -1. */
static int
reprice_some(struct repricing *r, bool all, int64_t *after)
{
	int count = 1, done = 0;

	if (db_begin(r->db) != 0)
		return -1;
	sums_reset(r->sums);
	price_reset(r->book);
	while (done < REPRICE_ROWS && (count = reprice_rows(r, all, after)) > 0)
		done += count;
	if (count >= 0 && sums_flush(r->sums) == 0 && db_commit(r->db) == 0)
		return count > 0;
	db_rollback(r->db);
	return -1;
}

int
reprice(struct db *db, int64_t since, bool all, int64_t *changed)
{
	struct repricing r = { .db = db, .since = since, .sums = sums_open(db), .book = price_open(db) };
	int64_t after = 0;
	int more = r.sums != NULL && r.book != NULL ? 1 : -1;

	while (more == 1)
		more = reprice_some(&r, all, &after);
	*changed = r.changed;
	sums_close(r.sums);
	price_close(r.book);
	return more;
}
