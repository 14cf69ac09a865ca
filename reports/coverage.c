#include "reports/coverage.h"

#include "lib/map.h"

int
coverage_load(struct db *db, int64_t chat, int64_t now, struct covered *c)
{
	struct stmt *s = db_stmt(db, "SELECT since, until FROM coverage WHERE chat = :chat"
	    " AND (source = 0 OR since <= :now) ORDER BY since, until");
	int step;

	c->count = 0;
	stmt_int(s, ":chat", chat);
	stmt_int(s, ":now", now);
	while ((step = stmt_step(s)) == 1) {
		struct interval i = { col_int(s, 0), col_int(s, 1) };

		/* Between one second and the next there is no gap. */
		if (c->count > 0 && i.from <= c->list[c->count - 1].to + 1) {
			if (i.to > c->list[c->count - 1].to)
				c->list[c->count - 1].to = i.to;
			continue;
		}
		if (map_grow(&c->list, &c->capacity, c->count, sizeof(*c->list)) != 0)
			return stmt_stop(s);
		c->list[c->count++] = i;
	}
	return step;
}

bool
coverage_holds(const struct covered *c, const struct zone *zone, int64_t since, int64_t until)
{
	for (size_t i = 0; i < c->count; i++) {
		int64_t from = c->list[i].from;

		/* The first message of a record comes some time into its day. */
		if (i == 0)
			from = zone_day_start(zone, zone_day(zone, from));
		if (since >= from && until - 1 <= c->list[i].to)
			return true;
	}
	return false;
}

int
coverage_clip(const struct covered *c, const struct zone *zone, int64_t since, int64_t until,
    struct covered *list)
{
	for (size_t i = 0; i < c->count; i++) {
		int64_t from = c->list[i].from > since ? c->list[i].from : since;
		int64_t to = c->list[i].to < until - 1 ? c->list[i].to : until - 1;

		if (from > to)
			continue;
		if (map_grow(&list->list, &list->capacity, list->count, sizeof(*list->list)) != 0)
			return -1;
		list->list[list->count++] = zone == NULL ? (struct interval){ from, to } :
		    (struct interval){ zone_day(zone, from), zone_day(zone, to) };
	}
	return 0;
}

static int
by_from(const void *a, const void *b)
{
	const struct interval *x = a, *y = b;

	return x->from < y->from ? -1 : x->from > y->from;
}

int64_t
coverage_length(struct covered *list)
{
	int64_t length = 0, next = INT64_MIN;

	if (list->count > 0)
		qsort(list->list, list->count, sizeof(*list->list), by_from);
	for (size_t i = 0; i < list->count; i++) {
		int64_t from = list->list[i].from > next ? list->list[i].from : next;

		if (list->list[i].to < from)
			continue;
		length += list->list[i].to - from + 1;
		next = list->list[i].to + 1;
	}
	return length;
}

enum extent
coverage_extent(const struct covered *c, int64_t since, int64_t until)
{
	enum extent extent = EXTENT_NONE;

	for (size_t i = 0; i < c->count; i++) {
		if (since >= c->list[i].from && until - 1 <= c->list[i].to)
			return EXTENT_ALL;
		if (since <= c->list[i].to && until > c->list[i].from)
			extent = EXTENT_SOME;
	}
	return extent;
}
