/*
 * Reports of pairs of members: who reacts to whom, who answers whom.
 */
#include "lib/log.h"
#include "lib/map.h"
#include "lib/sums.h"
#include "reports/people.h"
#include "reports/quantile.h"

enum { DRAWN = 2000 };	/* pairs that a picture chooses its members from */

struct pair {
	int64_t			 from, to, n;
	struct quantile		*waits;		/* of those that are shown */
	const struct people	*people;	/* for sorting */
};

/* A reply: its pair, and the bucket of its wait. */
struct reply {
	uint32_t	pair, bucket;
};

struct pairs {
	struct map	 map;		/* from, to */
	struct pair	*list;
	size_t		 capacity;
	struct people	 people;
	struct reply	*replies;
	size_t		 nreply, reply_capacity;
	struct quantile	*waits;		/* by place in the answer */
};

static struct pair *
pair_of(struct pairs *p, int64_t from, int64_t to)
{
	bool made;
	int64_t i = map_make(&p->map, from, to, 0, &made);

	if (i < 0 || map_grow(&p->list, &p->capacity, (size_t)i, sizeof(*p->list)) != 0)
		return NULL;
	if (made)
		p->list[i] = (struct pair){ from, to, 0, NULL, &p->people };
	return &p->list[i];
}

static int
take_fan(struct answer *a, struct stmt *s, void *cookie)
{
	struct pairs *p = cookie;
	struct pair *pair;

	(void)a;
	if (!people_ranked(&p->people, col_int(s, 0)) || !people_ranked(&p->people, col_int(s, 1)))
		return 0;
	if ((pair = pair_of(p, col_int(s, 0), col_int(s, 1))) == NULL)
		return -1;
	pair->n += col_int(s, 2);
	return 0;
}

static int
take_reply(struct answer *a, struct stmt *s, void *cookie)
{
	struct pairs *p = cookie;
	struct pair *pair;

	(void)a;
	if (!people_ranked(&p->people, col_int(s, 0)) || !people_ranked(&p->people, col_int(s, 1)))
		return 0;
	if ((pair = pair_of(p, col_int(s, 0), col_int(s, 1))) == NULL ||
	    map_grow(&p->replies, &p->reply_capacity, p->nreply, sizeof(*p->replies)) != 0)
		return -1;
	pair->n++;
	p->replies[p->nreply++] = (struct reply){ (uint32_t)(pair - p->list),
	    (uint32_t)sums_wait_bucket(col_int(s, 2)) };
	return 0;
}

static int
by_number(const void *a, const void *b)
{
	const struct pair *x = *(struct pair *const *)a, *y = *(struct pair *const *)b;
	int order;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	order = people_compare(x->people, x->from, y->from);
	return order != 0 ? order : people_compare(x->people, x->to, y->to);
}

/* The histograms of the pairs that are shown; 0 or -1. */
static int
measure_waits(struct pairs *p, struct pair *const *shown, size_t count)
{
	if ((p->waits = calloc(count, sizeof(*p->waits))) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (size_t i = 0; i < count; i++)
		shown[i]->waits = &p->waits[i];
	for (size_t i = 0; i < p->nreply; i++) {
		struct quantile *q = p->list[p->replies[i].pair].waits;

		if (q != NULL && quantile_add(q, p->replies[i].bucket, 1) != 0)
			return -1;
	}
	return 0;
}

static int
add_pair(struct answer *a, const struct pair *pair)
{
	int64_t row = answer_row(a), edge;

	if (row < 0 || answer_set_member(a, row, "from_id", "from", pair->from) != 0 ||
	    answer_set_member(a, row, "to_id", "to", pair->to) != 0)
		return -1;
	answer_set(a, row, a->table.columns[a->table.by].name, pair->n);
	if (pair->waits != NULL && quantile_edge(pair->waits, 5, &edge))
		answer_set(a, row, "median_seconds", edge);
	if (pair->waits != NULL && quantile_edge(pair->waits, 9, &edge))
		answer_set(a, row, "p90_seconds", edge);
	return 0;
}

/* The pairs in their order, as many as are shown.  A picture shows a few members, and all between them. */
static int
add_pairs(struct answer *a, struct pairs *p)
{
	struct pair **sorted = calloc(p->map.count + 1, sizeof(*sorted));
	size_t count = p->map.count;
	int ret = sorted == NULL ? log_fail(STATUS_FAILED, "out of memory") : 0;

	for (size_t i = 0; ret == 0 && i < count; i++)
		sorted[i] = &p->list[i];
	if (ret == 0)
		qsort(sorted, count, sizeof(*sorted), by_number);
	if (count > (request_is_picture(a->request) ? DRAWN : (size_t)a->request->top))
		count = request_is_picture(a->request) ? DRAWN : (size_t)a->request->top;
	if (ret == 0 && p->nreply > 0)
		ret = measure_waits(p, sorted, count);
	for (size_t i = 0; ret == 0 && i < count; i++)
		ret = add_pair(a, sorted[i]);
	for (size_t i = 0; p->waits != NULL && i < count; i++)
		quantile_free(&p->waits[i]);
	free(p->waits);
	free(sorted);
	return ret;
}

static int
shape_pairs(struct answer *a, const char *by, int (*take)(struct answer *, struct stmt *, void *))
{
	struct pairs p = { .list = NULL };
	int ret = -1;

	a->table.by = table_column(&a->table, by);
	if (people_load(a, &p.people) == 0 && answer_each(a, a->report->sql, take, &p) == 0)
		ret = add_pairs(a, &p);
	map_free(&p.map);
	people_free(&p.people);
	free(p.list);
	free(p.replies);
	return ret;
}

int
shape_fans(struct answer *a)
{
	return shape_pairs(a, "reactions", take_fan);
}

int
shape_replies(struct answer *a)
{
	return shape_pairs(a, "replies", take_reply);
}
