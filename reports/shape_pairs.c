/*
 * Reports of pairs of members: who reacts to whom, who answers whom.
 */
#include "lib/log.h"
#include "lib/map.h"
#include "lib/pair.h"
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
	enum pair_what	 what;
	struct people	 people;
	int64_t		*sums;		/* by member: of one who did something, with whom */
	int64_t		*others;	/* those members */
	bool		*shown;		/* by member: the first of a pair that is shown; NULL: not yet */
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
take_pair(struct answer *a, struct stmt *s, void *cookie)
{
	struct pairs *p = cookie;
	struct pair *pair;

	(void)a;
	if (!people_ranked(&p->people, col_int(s, 0)) || !people_ranked(&p->people, col_int(s, 1)))
		return 0;
	if ((pair = pair_of(p, col_int(s, 0), col_int(s, 1))) == NULL)
		return -1;
	pair->n++;
	if (p->what != PAIR_REPLY)
		return 0;
	if (map_grow(&p->replies, &p->reply_capacity, p->nreply, sizeof(*p->replies)) != 0)
		return -1;
	p->replies[p->nreply++] = (struct reply){ (uint32_t)(pair - p->list),
	    (uint32_t)sums_wait_bucket(col_int(s, 2)) };
	return 0;
}

/* What of a window is kept as sums, and the parts before and behind it that state tells. */
struct division {
	int64_t		first, last;	/* periods of the table pair; none: last < first */
	struct span	rest[2];
};

static struct division
divide(const struct place *place, const struct span *span)
{
	const struct zone *zone = place->scope.zone;
	const int64_t folded = place->scope.folded;
	bool all = span->since <= zone_day_start(zone, place->first_day);
	int64_t day = zone_day(zone, span->since - 1) + 1, end = zone_day(zone, span->until);
	struct division d = { 0, -1, { *span, { SPAN_FIXED, span->until, span->until } } };

	/* Months hold whole days up to the last that is folded. */
	if (day > date_floor(day, GRAIN_MONTH))
		day = date_next(day, GRAIN_MONTH);
	if (all)
		day = place->first_day;
	all = all && end > folded && span->until >= place->frozen_before;
	end = end > folded ? folded + 1 : date_floor(end, GRAIN_MONTH);
	if (all && end < day)	/* what was purged may be all that is not told by state */
		end = day;
	if (place->scope.topic != TOPIC_NONE || (!all && (day >= end || place->frozen_before > span->since)))
		return d;
	d.first = all ? 0 : scope_month(day);
	d.last = all ? PERIOD_EVERYTHING : scope_month(end - 1);
	d.rest[0].until = all ? span->since : zone_day_start(zone, day);
	d.rest[1].since = zone_day_start(zone, end);
	return d;
}

/* Adds the pairs of one member, which p->sums holds. */
static int
add_sums(struct pairs *p, int64_t from, size_t count)
{
	struct pair *pair;

	for (size_t i = 0; i < count; i++) {
		int64_t to = p->others[i];

		if ((pair = pair_of(p, from, to)) == NULL)
			return -1;
		pair->n += p->sums[to];
		p->sums[to] = 0;
	}
	return 0;
}

/* Adds a packed row to the sums of its member; *count is of those whom they are with. */
static void
add_row(struct answer *a, struct pairs *p, int64_t from, struct stmt *s, size_t *count)
{
	struct pair_item item = { 0, 0 };
	size_t length, at = 0;
	const unsigned char *packed = col_blob(s, 1, &length);

	while (pair_next(packed, length, &at, &item)) {
		int64_t to = item.code / PAIR_BUCKETS;

		if (!people_ranked(&p->people, to) ||
		    (a->member != 0 && a->member != from && a->member != to))
			continue;
		if (p->sums[to] == 0)
			p->others[(*count)++] = to;
		p->sums[to] += item.n;
	}
}

/* The waits of a packed row, for the pairs that are shown. */
static int
add_waits(struct pairs *p, int64_t from, struct stmt *s)
{
	struct pair_item item = { 0, 0 };
	size_t length, at = 0;
	const unsigned char *packed = col_blob(s, 1, &length);

	while (pair_next(packed, length, &at, &item)) {
		int64_t i = map_find(&p->map, from, item.code / PAIR_BUCKETS, 0);

		if (i >= 0 && p->list[i].waits != NULL &&
		    quantile_add(p->list[i].waits, item.code % PAIR_BUCKETS, item.n) != 0)
			return -1;
	}
	return 0;
}

/* Reads what is kept as sums of a chat; once pairs are chosen, the waits of these. */
static int
read_sums(struct answer *a, struct pairs *p, const struct division *d)
{
	struct stmt *s = db_stmt(a->db, "SELECT member, others FROM main.pair"
	    " WHERE scope = :scope AND what = :what AND period BETWEEN :first AND :last ORDER BY member");
	int64_t from = 0;
	size_t count = 0;
	int step;

	stmt_int(s, ":scope", a->places[a->chat].scope.scope);
	stmt_int(s, ":what", p->what);
	stmt_int(s, ":first", d->first);
	stmt_int(s, ":last", d->last);
	while ((step = stmt_step(s)) == 1) {
		if (col_int(s, 0) != from) {
			if (add_sums(p, from, count) != 0)
				goto fail;
			from = col_int(s, 0);
			count = 0;
		}
		if (!people_ranked(&p->people, from))
			continue;
		if (p->shown == NULL)
			add_row(a, p, from, s, &count);
		else if (p->shown[from] && add_waits(p, from, s) != 0)
			goto fail;
	}
	return step != 0 ? -1 : add_sums(p, from, count);
fail:
	stmt_reset(s);
	return -1;
}

/* Chat by chat: sums, and, before pairs are chosen, what only state tells. */
static int
read_pairs(struct answer *a, struct pairs *p)
{
	int ret = 0;

	for (a->chat = 0; ret == 0 && a->chat < a->count; a->chat++) {
		struct span *span = &a->spans[a->chat], window = *span;
		const struct division d = divide(&a->places[a->chat], span);

		if (d.first <= d.last)
			ret = read_sums(a, p, &d);
		else
			a->table.coverage.reads = READS_FACTS;
		for (int i = 0; ret == 0 && p->shown == NULL && i < 2; i++) {
			*span = d.rest[i];
			if (span->since < span->until)
				ret = answer_run(a, a->report->sql, 0, take_pair, p);
		}
		*span = window;
	}
	a->chat = 0;
	return ret;
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
measure_waits(struct answer *a, struct pairs *p, struct pair *shown, size_t count)
{
	p->waits = calloc(count + 1, sizeof(*p->waits));
	p->shown = calloc(p->people.count + 1, sizeof(*p->shown));
	if (p->waits == NULL || p->shown == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (size_t i = 0; i < count; i++) {
		shown[i].waits = p->list[shown[i].place].waits = &p->waits[i];
		p->shown[shown[i].from] = true;
	}
	for (size_t i = 0; i < p->nreply; i++) {
		struct quantile *q = p->list[p->replies[i].pair].waits;

		if (q != NULL && quantile_add(q, p->replies[i].bucket, 1) != 0)
			return -1;
	}
	return read_pairs(a, p);
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
	if ((first = log_memory(calloc(room + 1, sizeof(*first)))) == NULL)
		return NULL;
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
	if (p->what == PAIR_REPLY)
		ret = measure_waits(a, p, sorted, count);
	for (size_t i = 0; ret == 0 && i < count; i++)
		ret = add_pair(a, &sorted[i]);
	for (size_t i = 0; p->waits != NULL && i < count; i++)
		quantile_free(&p->waits[i]);
	free(p->waits);
	free(sorted);
	return ret;
}

static int
shape_pairs(struct answer *a, const char *by, enum pair_what what)
{
	struct pairs p = { .what = what };
	int ret = -1;

	a->table.by = table_column(&a->table, by);
	if (people_load(a, &p.people) != 0)
		goto out;
	p.sums = calloc(p.people.count + 1, sizeof(*p.sums));
	p.others = calloc(p.people.count + 1, sizeof(*p.others));
	if (p.sums == NULL || p.others == NULL)
		log_fail(STATUS_FAILED, "out of memory");
	else if (read_pairs(a, &p) == 0)
		ret = add_pairs(a, &p);
out:
	map_free(&p.map);
	people_free(&p.people);
	free(p.list);
	free(p.replies);
	free(p.sums);
	free(p.others);
	free(p.shown);
	return ret;
}

int
shape_fans(struct answer *a)
{
	return shape_pairs(a, "reactions", PAIR_FAN);
}

int
shape_replies(struct answer *a)
{
	return shape_pairs(a, "replies", PAIR_REPLY);
}
