#include "lib/derive.h"

#include "lib/log.h"
#include "lib/map.h"
#include "lib/streak.h"

/* Members, and the last day that each wrote on. */
struct writers {
	struct map	 map;
	int64_t		*last;
	size_t		 capacity;
	int64_t		*count;		/* members whose last day is first + i */
	int64_t		 first;
};

/* A member wrote on a day; days come in order. */
static int
wrote(struct writers *w, int64_t member, int64_t day)
{
	bool made;
	int64_t i = map_make(&w->map, member, 0, 0, &made);

	if (i < 0 || map_grow(&w->last, &w->capacity, (size_t)i, sizeof(*w->last)) != 0)
		return -1;
	if (!made)
		w->count[w->last[i] - w->first]--;
	w->last[i] = day;
	w->count[day - w->first]++;
	return 0;
}

static int
read_writers(struct db *db, int64_t scope, int64_t day, struct writers *w)
{
	struct stmt *s = db_stmt(db, "SELECT member FROM main.act WHERE scope = :scope AND period = :day"
	    " AND member > 0 AND messages > 0");
	int step;

	stmt_int(s, ":scope", scope);
	stmt_int(s, ":day", day);
	while ((step = stmt_step(s)) == 1)
		if (wrote(w, col_int(s, 0), day) != 0)
			return stmt_stop(s);
	return step;
}

/* Those whose last day is among the days that end with one: each member is counted once. */
static int64_t
within(const struct writers *w, int64_t day, int days)
{
	int64_t n = 0;

	for (int64_t d = day - days + 1; d <= day; d++)
		n += w->count[d - w->first];
	return n;
}

int
derive_crowd(struct db *db, int64_t scope, int64_t first, int64_t last, struct crowd *crowd)
{
	struct writers w = { .first = first - CROWD_MONTH + 1 };
	int ret = -1;

	if ((w.count = calloc((size_t)(last - w.first + 1), sizeof(*w.count))) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (int64_t day = w.first; day <= last; day++) {
		if (read_writers(db, scope, day, &w) != 0)
			goto out;
		if (day >= first)
			crowd[day - first] = (struct crowd){ within(&w, day, CROWD_WEEK),
			    within(&w, day, CROWD_MONTH) };
	}
	ret = 0;
out:
	map_free(&w.map);
	free(w.last);
	free(w.count);
	return ret;
}

int
derive_crowd_find(struct db *db, int64_t scope, int64_t day, struct crowd *crowd)
{
	struct stmt *s = db_stmt(db, "SELECT week, month FROM crowd WHERE scope = :scope AND day = :day");
	int step;

	stmt_int(s, ":scope", scope);
	stmt_int(s, ":day", day);
	if ((step = stmt_step(s)) == 1) {
		*crowd = (struct crowd){ col_int(s, 0), col_int(s, 1) };
		stmt_reset(s);
	}
	return step;
}

int
derive_crowd_day(struct db *db, int64_t scope, int64_t day, struct crowd *crowd)
{
	int found = derive_crowd_find(db, scope, day, crowd);

	return found == 0 ? derive_crowd(db, scope, day, day, crowd) : found < 0 ? -1 : 0;
}

int
derive_forget(struct db *db, int64_t scope, int64_t day)
{
	struct stmt *s = db_stmt(db, "DELETE FROM crowd"
	    " WHERE scope = :scope AND day BETWEEN :first AND :last");

	stmt_int(s, ":scope", scope);
	stmt_int(s, ":first", day);
	stmt_int(s, ":last", day + CROWD_MONTH - 1);
	return stmt_run(s) != 0 ? -1 : streak_forget(db, scope);
}
