#include "reports/people.h"

#include "lib/log.h"

static int
grow(struct people *p, int64_t member)
{
	size_t count = ((size_t)member + 256) * 2;
	struct person *list = realloc(p->list, count * sizeof(*list));

	if (list == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	memset(list + p->count, 0, (count - p->count) * sizeof(*list));
	p->list = list;
	p->count = count;
	return 0;
}

int
people_load(struct answer *a, struct people *p)
{
	struct stmt *s = db_stmt(a->db, "SELECT member, bot FROM member ORDER BY member_id, automatic");
	uint32_t order = 0;
	int step;

	p->bots = a->unranked != HIDE_BOTS && a->hidden != HIDE_BOTS;
	while ((step = stmt_step(s)) == 1) {
		int64_t member = col_int(s, 0);

		if ((size_t)member >= p->count && grow(p, member) != 0)
			return stmt_stop(s);
		p->list[member] = (struct person){ ++order, col_int(s, 1) != 0 };
	}
	return step;
}

void
people_free(struct people *p)
{
	free(p->list);
	*p = (struct people){ .list = NULL };
}

bool
people_ranked(const struct people *p, int64_t member)
{
	return member > 0 && (size_t)member < p->count && (p->bots || !p->list[member].bot);
}

int
people_compare(const struct people *p, int64_t a, int64_t b)
{
	return a == b ? 0 : p->list[a].order < p->list[b].order ? -1 : 1;
}
