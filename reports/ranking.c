#include "reports/ranking.h"

#include <stdlib.h>

#include "lib/log.h"
#include "reports/answer.h"

static int
by_rank(const void *a, const void *b)
{
	const struct rival *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	if (x->member_id != y->member_id)
		return x->member_id < y->member_id ? -1 : 1;
	return x->automatic < y->automatic ? -1 : x->automatic > y->automatic;
}

int
ranking_make(const struct answer *a, const struct deeds *d, struct ranking *r)
{
	if ((r->list = calloc(d->map.count + 1, sizeof(*r->list))) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (size_t i = 0; i < d->map.count; i++)
		if (d->list[i].score > 0 && !(d->list[i].bot && a->unranked == HIDE_BOTS))
			r->list[r->count++] = (struct rival){ .score = d->list[i].score,
			    .member = d->list[i].member };
	qsort(r->list, r->count, sizeof(*r->list), by_rank);
	return 0;
}

int
ranking_settle(struct answer *a, struct ranking *r, size_t at)
{
	size_t first = at, end = at + 1;

	while (first > 0 && r->list[first - 1].score == r->list[at].score)
		first--;
	while (end < r->count && r->list[end].score == r->list[at].score)
		end++;
	if (end - first == 1 || r->list[first].member_id != 0)
		return 0;
	for (size_t i = first; i < end; i++) {
		struct stmt *s = db_stmt(a->db, "SELECT member_id, automatic FROM member"
		    " WHERE member = :member");

		stmt_int(s, ":member", r->list[i].member);
		if (stmt_step(s) != 1)
			return -1;
		r->list[i].member_id = col_int(s, 0);
		r->list[i].automatic = col_int(s, 1);
		stmt_reset(s);
	}
	qsort(r->list + first, end - first, sizeof(*r->list), by_rank);
	return 0;
}

static size_t
place_of(const struct ranking *r, int64_t member)
{
	size_t i = 0;

	while (i < r->count && r->list[i].member != member)
		i++;
	return i;
}

int
ranking_find(struct answer *a, struct ranking *r, int64_t member, size_t *at)
{
	size_t i = place_of(r, member);

	if (i < r->count && ranking_settle(a, r, i) != 0)
		return -1;
	*at = place_of(r, member);
	return 0;
}
