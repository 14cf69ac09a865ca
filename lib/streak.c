#include "lib/streak.h"

enum { NOBODY = 0 };	/* the member whose row tells where the table ends */

int
streak_stored(struct db *db, int64_t scope, int64_t *day)
{
	struct stmt *s = db_stmt(db, "SELECT last FROM streak WHERE scope = :scope AND member = 0");

	*day = -1;
	stmt_int(s, ":scope", scope);
	return stmt_number(s, day) < 0 ? -1 : 0;
}

static struct streak *
streak_of(struct streaks *k, int64_t member)
{
	bool made;
	int64_t i = map_make(&k->map, member, 0, 0, &made);

	if (i < 0 || map_grow(&k->list, &k->capacity, (size_t)i, sizeof(*k->list)) != 0)
		return NULL;
	if (made)
		k->list[i] = (struct streak){ .last = -2 };
	return &k->list[i];
}

static int
take_stored(struct stmt *s, struct streaks *k)
{
	struct streak *streak = streak_of(k, col_int(s, 0));

	if (streak == NULL)
		return -1;
	*streak = (struct streak){ col_int(s, 1), col_int(s, 2), col_int(s, 3), col_int(s, 4), false };
	return 0;
}

/* A member wrote on a day; days come in order. */
static int
take_day(struct stmt *s, struct streaks *k)
{
	struct streak *streak = streak_of(k, col_int(s, 1));
	int64_t day = col_int(s, 0);

	if (streak == NULL)
		return -1;
	streak->run = streak->last == day - 1 ? streak->run + 1 : 1;
	streak->last = day;
	if (streak->run > streak->longest) {
		streak->longest = streak->run;
		streak->until = day;
	}
	streak->changed = true;
	return 0;
}

static int
read_all(struct stmt *s, struct streaks *k, int (*take)(struct stmt *, struct streaks *))
{
	int step;

	while ((step = stmt_step(s)) == 1)
		if (take(s, k) != 0)
			return stmt_stop(s);
	return step;
}

int
streak_derive(struct db *db, int64_t scope, int64_t last, struct streaks *k)
{
	struct stmt *s;

	if (streak_stored(db, scope, &k->stored) != 0)
		return -1;
	s = db_stmt(db, "SELECT member, last, run, longest, until FROM streak"
	    " WHERE scope = :scope AND member > 0");
	stmt_int(s, ":scope", scope);
	if (read_all(s, k, take_stored) != 0)
		return -1;
	s = db_stmt(db, "SELECT period, member FROM main.act WHERE scope = :scope"
	    " AND period BETWEEN :first AND :last AND member > 0 AND messages > 0 ORDER BY period");
	stmt_int(s, ":scope", scope);
	stmt_int(s, ":first", k->stored + 1);
	stmt_int(s, ":last", last);
	return read_all(s, k, take_day);
}

void
streak_free(struct streaks *k)
{
	map_free(&k->map);
	free(k->list);
	*k = (struct streaks){ .list = NULL };
}

static int
store(struct db *db, int64_t scope, int64_t member, const struct streak *streak)
{
	struct stmt *s = db_stmt(db, "INSERT INTO streak (scope, member, last, run, longest, until)"
	    " VALUES (:scope, :member, :last, :run, :longest, :until)"
	    " ON CONFLICT DO UPDATE SET last = excluded.last, run = excluded.run,"
	    " longest = excluded.longest, until = excluded.until");

	stmt_int(s, ":scope", scope);
	stmt_int(s, ":member", member);
	stmt_int(s, ":last", streak->last);
	stmt_int(s, ":run", streak->run);
	stmt_int(s, ":longest", streak->longest);
	stmt_int(s, ":until", streak->until);
	return stmt_run(s);
}

int
streak_store(struct db *db, int64_t scope, int64_t last, const struct streaks *k)
{
	for (size_t i = 0; i < k->map.count; i++)
		if (k->list[i].changed && store(db, scope, k->map.keys[i].a, &k->list[i]) != 0)
			return -1;
	return store(db, scope, NOBODY, &(struct streak){ .last = last });
}

int
streak_forget(struct db *db, int64_t scope)
{
	struct stmt *s = db_stmt(db, "DELETE FROM streak WHERE scope = :scope");

	stmt_int(s, ":scope", scope);
	return stmt_run(s);
}
