/*
 * Who writes when others do: the correlation of weekly profiles.
 */
#include <math.h>

#include "lib/log.h"
#include "lib/map.h"
#include "reports/people.h"
#include "reports/ranking.h"

enum { CELLS = 7 * 24, MEMBERS = 200, LEAST_MESSAGES = 50, HOUR_SECONDS = 3600 };

struct pair {
	double			 similarity;
	int64_t			 a, b;
	const struct people	*people;	/* for sorting */
};

struct rhythm {
	struct people	people;
	struct map	map;			/* the most active */
	int64_t		cells[MEMBERS][CELLS];	/* their messages by hour of the week */
	struct pair	pairs[MEMBERS * (MEMBERS - 1) / 2];
	size_t		count;
};

/* The most active; who ties for the last place is told by id. */
static int
choose(struct answer *a, struct rhythm *r)
{
	struct ranking all = { .count = 0 };
	int ret = ranking_make(a, &a->deeds, &all);
	size_t most = all.count < MEMBERS ? all.count : MEMBERS;
	bool made;

	if (ret == 0 && all.count > MEMBERS)
		ret = ranking_settle(a, &all, MEMBERS - 1);
	for (size_t i = 0; ret == 0 && i < most && all.list[i].score >= LEAST_MESSAGES; i++)
		ret = map_make(&r->map, all.list[i].member, 0, 0, &made) < 0 ? -1 : 0;
	free(all.list);
	return ret;
}

/* Messages of a chat; the index alone answers where no topic is asked for. */
static const char sql_chat[] = "SELECT member, at FROM message WHERE chat = :chat"
    " AND day BETWEEN :first AND :last AND at >= :since AND at < :until";
static const char sql_topic[] = "SELECT member, at FROM message WHERE chat = :chat"
    " AND day BETWEEN :first AND :last AND at >= :since AND at < :until AND topic = :topic_stored";

static int
take_message(struct answer *a, struct stmt *s, void *cookie)
{
	struct rhythm *r = cookie;
	int64_t i = map_find(&r->map, col_int(s, 0), 0, 0), local;

	if (i < 0)
		return 0;
	local = zone_local(a->places[a->chat].scope.zone, col_int(s, 1));
	r->cells[i][date_weekday(date_div(local, DATE_SECONDS)) * 24 +
	    date_mod(local, DATE_SECONDS) / HOUR_SECONDS]++;
	return 0;
}

/* n^2 times the covariance. */
static int64_t
covariance(const int64_t *x, const int64_t *y)
{
	int64_t sum = 0, xs = 0, ys = 0;

	for (int i = 0; i < CELLS; i++) {
		sum += x[i] * y[i];
		xs += x[i];
		ys += y[i];
	}
	return CELLS * sum - xs * ys;
}

/* A profile that is the same at all hours is like no other. */
static void
correlate(struct rhythm *r)
{
	size_t n = r->map.count;

	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++) {
			double spread = sqrt((double)covariance(r->cells[i], r->cells[i]) *
			    (double)covariance(r->cells[k], r->cells[k]));
			int64_t a = r->map.keys[i].a, b = r->map.keys[k].a;
			bool turned = people_compare(&r->people, a, b) > 0;

			if (spread > 0)
				r->pairs[r->count++] = (struct pair){
				    (double)covariance(r->cells[i], r->cells[k]) / spread,
				    turned ? b : a, turned ? a : b, &r->people };
		}
}

static int
by_similarity(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int order = people_compare(x->people, x->a, y->a);

	if (x->similarity < y->similarity || x->similarity > y->similarity)
		return x->similarity > y->similarity ? -1 : 1;
	return order != 0 ? order : people_compare(x->people, x->b, y->b);
}

static int
add_pair(struct answer *a, const struct pair *p)
{
	int64_t row = answer_row(a);

	if (row < 0 || answer_set_member(a, row, "a_id", "a", p->a) != 0 ||
	    answer_set_member(a, row, "b_id", "b", p->b) != 0)
		return -1;
	answer_set(a, row, "similarity", (int64_t)llround(100 * p->similarity));
	return 0;
}

int
shape_rhythm(struct answer *a)
{
	struct rhythm *r = calloc(1, sizeof(*r));
	int ret = -1;

	if (r == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	a->table.coverage.reads = READS_FACTS;
	if (people_load(a, &r->people) != 0 || choose(a, r) != 0 ||
	    answer_each(a, a->places[0].scope.topic == TOPIC_NONE ? sql_chat : sql_topic, take_message,
	    r) != 0)
		goto out;
	correlate(r);
	if (r->count > 0)
		qsort(r->pairs, r->count, sizeof(*r->pairs), by_similarity);
	ret = 0;
	for (size_t i = 0; ret == 0 && i < r->count && i < (size_t)a->request->top; i++)
		ret = add_pair(a, &r->pairs[i]);
out:
	people_free(&r->people);
	map_free(&r->map);
	free(r);
	return ret;
}
