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
	size_t			 place;		/* in the list */
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
		p->list[i] = (struct pair){ from, to, 0, NULL, &p->people, (size_t)i };
	return &p->list[i];
}

static int
add_fan(struct pairs *p, int64_t giver, int64_t author, int64_t n)
{
	struct pair *pair;

	if (!people_ranked(&p->people, giver) || !people_ranked(&p->people, author))
		return 0;
	if ((pair = pair_of(p, giver, author)) == NULL)
		return -1;
	pair->n += n;
	return 0;
}

static int
take_fan(struct answer *a, struct stmt *s, void *cookie)
{
	(void)a;
	return add_fan(cookie, col_int(s, 0), col_int(s, 1), 1);
}

/* The pairs of all folded days, which are kept. */
static int
read_folded(struct answer *a, const struct scope *p, struct pairs *pairs)
{
	struct stmt *s = db_stmt(a->db, "SELECT bucket / 4294967296, bucket % 4294967296, n FROM main.tally"
	    " WHERE scope = :scope AND what = :what AND period = 300000");
	int step;

	stmt_int(s, ":scope", p->scope);
	stmt_int(s, ":what", TALLY_FAN);
	while ((step = stmt_step(s)) == 1) {
		int64_t giver = col_int(s, 0), author = col_int(s, 1);

		if ((a->member == 0 || a->member == giver || a->member == author) &&
		    add_fan(pairs, giver, author, col_int(s, 2)) != 0) {
			stmt_reset(s);
			return -1;
		}
	}
	return step;
}

/* Where the window of a chat holds all folded days, what comes after them is read. */
static int
read_fans(struct answer *a, struct pairs *p)
{
	int ret = 0;

	for (a->chat = 0; ret == 0 && a->chat < a->count; a->chat++) {
		const struct place *place = &a->places[a->chat];
		struct span *span = &a->spans[a->chat], window = *span;
		int64_t folded = zone_day_start(place->scope.zone, place->scope.folded + 1);

		if (place->scope.topic == TOPIC_NONE && folded > span->since && folded <= span->until &&
		    span->since <= zone_day_start(place->scope.zone, place->first_day)) {
			ret = read_folded(a, &place->scope, p);
			span->since = folded;
		}
		if (ret == 0 && span->since < span->until)
			ret = answer_run(a, a->report->sql, 0, take_fan, p);
		*span = window;
	}
	a->chat = 0;
	return ret;
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
read_replies(struct answer *a, struct pairs *p)
{
	return answer_each(a, a->report->sql, take_reply, p);
}

static int
by_number(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int order;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	order = people_compare(x->people, x->from, y->from);
	return order != 0 ? order : people_compare(x->people, x->to, y->to);
}

/* The histograms of the pairs that are shown; 0 or -1. */
static int
measure_waits(struct pairs *p, struct pair *shown, size_t count)
{
	if ((p->waits = calloc(count + 1, sizeof(*p->waits))) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (size_t i = 0; i < count; i++)
		shown[i].waits = p->list[shown[i].place].waits = &p->waits[i];
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

/* The first pairs in their order, at most so many; *count tells.  To be freed; NULL after logging. */
static struct pair *
first_pairs(const struct pairs *p, size_t most, size_t *count)
{
	size_t room = 2 * most + 1000, n = 0;	/* few of very many, who are not all sorted */
	struct pair *first;
	bool full = false;

	room = room < p->map.count ? room : p->map.count;
	if ((first = calloc(room + 1, sizeof(*first))) == NULL) {
		log_fail(STATUS_FAILED, "out of memory");
		return NULL;
	}
	for (size_t i = 0; i < p->map.count; i++) {
		if (full && by_number(&p->list[i], &first[most - 1]) > 0)
			continue;
		first[n++] = p->list[i];
		if (n == room && n > most) {
			qsort(first, n, sizeof(*first), by_number);
			n = most;
			full = true;
		}
	}
	qsort(first, n, sizeof(*first), by_number);
	*count = n < most ? n : most;
	return first;
}

/* The pairs that are shown.  A picture shows a few members, and all between them. */
static int
add_pairs(struct answer *a, struct pairs *p)
{
	size_t count;
	struct pair *sorted = first_pairs(p,
	    request_is_picture(a->request) ? DRAWN : (size_t)a->request->top, &count);
	int ret = 0;

	if (sorted == NULL)
		return -1;
	if (p->nreply > 0)
		ret = measure_waits(p, sorted, count);
	for (size_t i = 0; ret == 0 && i < count; i++)
		ret = add_pair(a, &sorted[i]);
	for (size_t i = 0; p->waits != NULL && i < count; i++)
		quantile_free(&p->waits[i]);
	free(p->waits);
	free(sorted);
	return ret;
}

static int
shape_pairs(struct answer *a, const char *by, int (*read)(struct answer *, struct pairs *))
{
	struct pairs p = { .list = NULL };
	int ret = -1;

	a->table.by = table_column(&a->table, by);
	if (people_load(a, &p.people) == 0 && read(a, &p) == 0)
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
	return shape_pairs(a, "reactions", read_fans);
}

int
shape_replies(struct answer *a)
{
	return shape_pairs(a, "replies", read_replies);
}
