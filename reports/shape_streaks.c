/*
 * Consecutive active days.
 */
#include "lib/streak.h"

#include "reports/people.h"
#include "reports/streaks.h"

/* Somebody who wrote in the window. */
struct runner {
	int64_t			 member;
	struct streak		 streak;
	const struct people	*people;	/* for sorting */
};

struct runners {
	struct people	 people;
	struct streaks	 streaks;
	struct runner	*list;
	size_t		 count, capacity;
};

static int
derive(struct answer *a, struct streaks *k)
{
	return streak_derive(a->db, a->places[0].scope.scope, a->places[0].last_day, k);
}

/* The active days that end with the last one, while that is today or yesterday. */
static int64_t
current(const struct answer *a, const struct streak *k)
{
	return k->last >= zone_day(a->places[0].scope.zone, a->request->now) - 1 ? k->run : 0;
}

static int
take_runner(struct answer *a, struct stmt *s, void *cookie)
{
	struct runners *r = cookie;
	int64_t member = col_int(s, 0), i = map_find(&r->streaks.map, member, 0, 0);

	(void)a;
	if (!people_ranked(&r->people, member) || i < 0)
		return 0;
	if (map_grow(&r->list, &r->capacity, r->count, sizeof(*r->list)) != 0)
		return -1;
	r->list[r->count++] = (struct runner){ member, r->streaks.list[i], &r->people };
	return 0;
}

static int
by_longest(const void *a, const void *b)
{
	const struct runner *x = a, *y = b;

	if (x->streak.longest != y->streak.longest)
		return x->streak.longest > y->streak.longest ? -1 : 1;
	return people_compare(x->people, x->member, y->member);
}

static int
add_runner(struct answer *a, const struct runner *r)
{
	int64_t row = answer_row(a);

	if (row < 0 || answer_set_member(a, row, "member_id", "member", r->member) != 0)
		return -1;
	answer_set(a, row, "rank", row + 1);
	answer_set(a, row, "current", current(a, &r->streak));
	answer_set(a, row, "longest", r->streak.longest);
	answer_set(a, row, "longest_from", r->streak.until - r->streak.longest + 1);
	answer_set(a, row, "longest_to", r->streak.until);
	return 0;
}

int
shape_streaks(struct answer *a)
{
	struct runners r = { .list = NULL };
	int ret = answer_one_chat(a);

	a->table.by = table_column(&a->table, "longest");
	if (ret == 0 && (people_load(a, &r.people) != 0 || derive(a, &r.streaks) != 0 ||
	    answer_run(a, a->report->sql, 0, take_runner, &r) != 0))
		ret = -1;
	if (r.count > 0)
		qsort(r.list, r.count, sizeof(*r.list), by_longest);
	for (size_t i = 0; ret == 0 && i < r.count && i < (size_t)a->request->top; i++)
		ret = add_runner(a, &r.list[i]);
	people_free(&r.people);
	streak_free(&r.streaks);
	free(r.list);
	return ret;
}

int
streaks_set(struct answer *a, int64_t row, int64_t member)
{
	struct streaks k = { .list = NULL };
	int64_t i;

	if (a->count != 1)	/* the days of several chats need not be the same */
		return 0;
	if (derive(a, &k) != 0) {
		streak_free(&k);
		return -1;
	}
	i = map_find(&k.map, member, 0, 0);
	answer_set(a, row, "streak", i < 0 ? 0 : current(a, &k.list[i]));
	answer_set(a, row, "longest_streak", i < 0 ? 0 : k.list[i].longest);
	streak_free(&k);
	return 0;
}
