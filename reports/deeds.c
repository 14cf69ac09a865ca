#include "reports/deeds.h"

#include <stdlib.h>

#include "reports/answer.h"

extern const char sql_deeds[];

static int
take_deed(struct answer *a, struct stmt *s, void *cookie)
{
	struct deeds *d = cookie;
	int64_t member = col_int(s, 0), i;
	struct deed *deed;
	bool made;

	(void)a;
	if ((i = map_make(&d->map, member, 0, 0, &made)) < 0 ||
	    map_grow(&d->list, &d->capacity, (size_t)i, sizeof(*d->list)) != 0)
		return -1;
	deed = &d->list[i];
	if (made)
		*deed = (struct deed){ .member = member };
	deed->messages += col_int(s, 1);
	deed->score += col_int(s, 2);
	return 0;
}

int
deeds_read(struct answer *a, struct deeds *d)
{
	struct stmt *s = db_stmt(a->db, "SELECT member FROM member WHERE bot = 1");
	int64_t i;
	int step;

	map_clear(&d->map);
	if (answer_run(a, sql_deeds, 0, take_deed, d) != 0)
		return -1;
	while ((step = stmt_step(s)) == 1)
		if ((i = map_find(&d->map, col_int(s, 0), 0, 0)) >= 0)
			d->list[i].bot = true;
	return step;
}

void
deeds_free(struct deeds *d)
{
	map_free(&d->map);
	free(d->list);
}

const struct deed *
deeds_of(const struct deeds *d, int64_t member)
{
	int64_t i = map_find(&d->map, member, 0, 0);

	return i < 0 ? NULL : &d->list[i];
}

int64_t
deeds_writers(const struct deeds *d, bool bots)
{
	int64_t n = 0;

	for (size_t i = 0; i < d->map.count; i++)
		n += d->list[i].messages > 0 && (d->list[i].bot || !bots);
	return n;
}
