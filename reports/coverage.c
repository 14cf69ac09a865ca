#include "reports/coverage.h"

#include "lib/map.h"

int
coverage_load(struct db *db, int64_t chat, struct covered *c)
{
	struct stmt *s = db_stmt(db, "SELECT since, until FROM coverage WHERE chat = :chat ORDER BY since, until");
	int step;

	c->count = 0;
	stmt_int(s, ":chat", chat);
	while ((step = stmt_step(s)) == 1) {
		struct interval i = { col_int(s, 0), col_int(s, 1) };

		if (c->count > 0 && i.from <= c->list[c->count - 1].to) {
			if (i.to > c->list[c->count - 1].to)
				c->list[c->count - 1].to = i.to;
			continue;
		}
		if (map_grow(&c->list, &c->capacity, c->count, sizeof(*c->list)) != 0) {
			stmt_reset(s);
			return -1;
		}
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

void
coverage_measure(const struct covered *c, const struct zone *zone, int64_t since, int64_t until,
    int64_t *seconds, int64_t *days)
{
	int64_t next_day = INT64_MIN;

	*seconds = *days = 0;
	for (size_t i = 0; i < c->count; i++) {
		int64_t from = c->list[i].from > since ? c->list[i].from : since;
		int64_t to = c->list[i].to < until - 1 ? c->list[i].to : until - 1;
		int64_t first = zone_day(zone, from), last = zone_day(zone, to);

		if (from > to)
			continue;
		*seconds += to - from + 1;
		if (first < next_day)
			first = next_day;
		if (last >= first)
			*days += last - first + 1;
		next_day = last + 1;
	}
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
