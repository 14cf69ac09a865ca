/*
 * Members by the engagement score.
 */
#include "reports/engagement.h"

#include <math.h>

#include "lib/log.h"
#include "lib/map.h"
#include "reports/people.h"

enum { LEAST_MESSAGES = 5 };

static double
at_most(double x, double most)
{
	return x < most ? x : most;
}

/* What is exactly a half in decimals may be a little less in binary. */
static int64_t
hundredths(double x)
{
	return (int64_t)floor(100 * x + 0.5 + 1e-7);
}

static double
quality_of(const struct effort *d, double n)
{
	double a = (double)d->characters / n;
	double length = a < 50 ? 0.3 * a : a <= 200 ? 15 + (a - 50) / 15 : 25;

	return length + 25 * at_most((double)d->linked / n, 0.3) / 0.3 +
	    25 * at_most((double)d->media / n, 0.4) / 0.4 +
	    at_most(25, 12.5 * (double)d->received / n);
}

struct score
engagement_score(const struct effort *d, int64_t days)
{
	double n = (double)d->messages, daily = n / (double)days;
	double more = daily > 5 ? at_most(20, 4 * (daily - 5)) : 0;
	double activity = at_most(100, at_most(80, 8 * daily) + more);
	double consistency = at_most(100, 100 * (double)d->days / (double)days);
	double quality = quality_of(d, n);
	double interaction = 50 * at_most((double)(d->sent + d->answered) / n, 0.5) / 0.5 +
	    50 * at_most((double)d->given / n, 1);

	return (struct score){
		.score = hundredths(.30 * activity + .25 * consistency + .25 * quality + .20 * interaction),
		.activity = hundredths(activity), .consistency = hundredths(consistency),
		.quality = hundredths(quality), .interaction = hundredths(interaction)
	};
}

/* ----- the ranking ----- */

struct ranked {
	int64_t			 member;
	struct score		 score;
	const struct people	*people;	/* for sorting */
};

struct ranking {
	struct people	 people;
	struct effort	*efforts;	/* by member */
	struct ranked	*list;
	size_t		 count, capacity;
};

static int
take_effort(struct answer *a, struct stmt *s, void *cookie)
{
	const struct ranking *r = cookie;
	struct effort *d;

	(void)a;
	if (!people_ranked(&r->people, col_int(s, 0)))
		return 0;
	d = &r->efforts[col_int(s, 0)];
	d->messages += col_int(s, 1);
	d->characters += col_int(s, 2);
	d->days += col_int(s, 3);
	d->linked += col_int(s, 4);
	d->media += col_int(s, 5);
	d->received += col_int(s, 6);
	d->given += col_int(s, 7);
	d->sent += col_int(s, 8);
	d->answered += col_int(s, 9);
	return 0;
}

static int
rank(struct ranking *r, int64_t days)
{
	for (size_t i = 0; i < r->people.count; i++) {
		if (r->efforts[i].messages < LEAST_MESSAGES)
			continue;
		if (map_grow(&r->list, &r->capacity, r->count, sizeof(*r->list)) != 0)
			return -1;
		r->list[r->count++] = (struct ranked){ (int64_t)i, engagement_score(&r->efforts[i], days),
		    &r->people };
	}
	return 0;
}

static int
by_score(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->score.score != y->score.score)
		return x->score.score > y->score.score ? -1 : 1;
	return people_compare(x->people, x->member, y->member);
}

static int
add_ranked(struct answer *a, const struct ranked *r, size_t at, size_t count)
{
	int64_t row = answer_row(a);

	if (row < 0 || answer_set_member(a, row, "member_id", "member", r->member) != 0)
		return -1;
	answer_set(a, row, "rank", row + 1);
	answer_set(a, row, "score", r->score.score);
	answer_set(a, row, "activity", r->score.activity);
	answer_set(a, row, "consistency", r->score.consistency);
	answer_set(a, row, "quality", r->score.quality);
	answer_set(a, row, "interaction", r->score.interaction);
	answer_set(a, row, "percentile", answer_tenths(100 * (int64_t)(count - at), (int64_t)count));
	return 0;
}

int
shape_engagement(struct answer *a)
{
	struct ranking r = { .list = NULL };
	int ret = people_load(a, &r.people);

	a->table.by = table_column(&a->table, "score");
	if (ret == 0 && (r.efforts = calloc(r.people.count + 1, sizeof(*r.efforts))) == NULL)
		ret = log_fail(STATUS_FAILED, "out of memory");
	if (ret == 0)
		ret = answer_run(a, a->report->sql, 0, take_effort, &r);
	if (ret == 0)
		ret = rank(&r, a->table.days);
	if (r.count > 0)
		qsort(r.list, r.count, sizeof(*r.list), by_score);
	for (size_t i = 0; ret == 0 && i < r.count && i < (size_t)a->request->top; i++)
		ret = add_ranked(a, &r.list[i], i, r.count);
	people_free(&r.people);
	free(r.efforts);
	free(r.list);
	return ret;
}
