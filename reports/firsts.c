#include "reports/firsts.h"

static int
add(struct firsts *f, int64_t member, int64_t at, size_t chat)
{
	bool made;
	int64_t i = map_make(&f->map, member, 0, 0, &made);

	if (i < 0 || map_grow(&f->list, &f->capacity, (size_t)i, sizeof(*f->list)) != 0)
		return -1;
	if (made || at < f->list[i].at)
		f->list[i] = (struct first){ at, chat };
	return 0;
}

int
firsts_read(struct answer *a, struct firsts *f)
{
	for (size_t i = 0; i < a->count; i++) {
		struct stmt *s = db_stmt(a->db, "SELECT member, first_message FROM presence"
		    " WHERE chat = :chat AND first_message IS NOT NULL"
		    " AND member NOT IN (SELECT member FROM member WHERE bot = :hidden)");
		int step;

		stmt_int(s, ":chat", a->places[i].scope.chat);
		stmt_int(s, ":hidden", a->hidden);
		while ((step = stmt_step(s)) == 1)
			if (add(f, col_int(s, 0), col_int(s, 1), i) != 0)
				return stmt_stop(s);
		if (step != 0)
			return -1;
	}
	return 0;
}

void
firsts_free(struct firsts *f)
{
	map_free(&f->map);
	free(f->list);
}
