#include "reports/firsts.h"

static int
take_first(struct answer *a, struct stmt *s, void *cookie)
{
	struct firsts *f = cookie;
	bool made;
	int64_t i = map_make(&f->map, col_int(s, 0), 0, 0, &made), at = col_int(s, 1);

	if (i < 0 || map_grow(&f->list, &f->capacity, (size_t)i, sizeof(*f->list)) != 0)
		return -1;
	if (made || at < f->list[i].at)
		f->list[i] = (struct first){ at, a->chat };
	return 0;
}

int
firsts_read(struct answer *a, struct firsts *f)
{
	return answer_each(a, "SELECT member, first_message FROM presence"
	    " WHERE chat = :chat AND first_message IS NOT NULL"
	    " AND member NOT IN (SELECT member FROM member WHERE bot = :hidden)", take_first, f);
}

void
firsts_free(struct firsts *f)
{
	map_free(&f->map);
	free(f->list);
}
