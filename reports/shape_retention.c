/*
 * Who stays: of those who first wrote in a period, how many wrote in each period after it.
 */
#include "lib/locale.h"
#include "lib/log.h"
#include "reports/firsts.h"
#include "reports/period.h"

/* Periods from the first to the last that is shown; cohorts are a part of them. */
struct retention {
	struct answer	*a;
	struct periods	 in;
	struct firsts	 firsts;
	int64_t		*cohort;	/* by number of the first message: a period's index, or -1 */
	int64_t		*number;	/* of the periods */
	bool		*founded;	/* it forms a cohort: it begins in the window, and not the record */
	bool		*whole;
	int64_t		*active;	/* by cohort and period */
	size_t		 count, capacity;
	size_t		 at;		/* the period that is being read */
};

static int
list_periods(struct retention *r)
{
	int64_t number, last;
	bool cut;

	if (!period_range(&r->in, &number, &last))
		return 0;
	for (; number <= last; number = period_next(&r->in, number)) {
		/* In another chat's zone the end of the window may lie in a period of its own. */
		if (period_cut(&r->in, number, &cut) == PERIOD_SKIPPED)
			continue;
		if (map_grow(&r->number, &r->capacity, r->count, sizeof(*r->number)) != 0)
			return -1;
		r->number[r->count++] = number;
	}
	return 0;
}

/* The period in which the record of these chats begins. */
static int64_t
first_covered(const struct retention *r)
{
	int64_t first = INT64_MAX;

	for (size_t i = 0; i < r->a->count; i++) {
		const struct covered *c = &r->in.covered[i];
		int64_t number;

		if (c->count == 0)
			continue;
		number = period_number(&r->in, r->a->places[i].scope.zone, c->list[0].from);
		first = number < first ? number : first;
	}
	return first;
}

static int
by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Sorts members into cohorts. */
static int
found_cohorts(struct retention *r)
{
	size_t members = r->firsts.map.count;

	if ((r->cohort = calloc(members + 1, sizeof(*r->cohort))) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (size_t i = 0; i < members; i++) {
		const struct first *f = &r->firsts.list[i];
		int64_t number = period_number(&r->in, r->a->places[f->chat].scope.zone, f->at);
		const int64_t *found = r->count == 0 ? NULL :
		    bsearch(&number, r->number, r->count, sizeof(*r->number), by_number);

		r->cohort[i] = found == NULL ? -1 : found - r->number;
		if (found != NULL)
			r->active[(size_t)r->cohort[i] * (r->count + 1)]++;
	}
	return 0;
}

static int
take_writer(struct answer *a, struct stmt *s, void *cookie)
{
	struct retention *r = cookie;
	int64_t i = map_find(&r->firsts.map, col_int(s, 0), 0, 0);

	(void)a;
	if (i >= 0 && r->cohort[i] >= 0 && (size_t)r->cohort[i] < r->at)
		r->active[(size_t)r->cohort[i] * r->count + r->at]++;
	return 0;
}

/* Reads who wrote in each period. */
static int
read_periods(struct retention *r)
{
	const struct span *spans = r->in.spans;
	struct answer *a = r->a;
	struct text text = { .count = 0 };
	int64_t first = first_covered(r);
	int ret = answer_prepare(a, a->report->sql, &text);
	bool cut;

	for (r->at = 0; ret == 0 && r->at < r->count; r->at++) {
		period_spans(&r->in, r->number[r->at]);
		r->founded[r->at] = r->number[r->at] != first;
		for (size_t i = 0; i < a->count; i++)
			r->founded[r->at] &= spans[i].since >= a->spans[i].since;
		r->whole[r->at] = period_cut(&r->in, r->number[r->at], &cut) == PERIOD_WHOLE;
		if (r->at > 0 && r->whole[r->at] &&
		    (window_set(a->window, a->places, spans, a->count) != 0 ||
		    answer_run_text(a, &text, 0, take_writer, r) != 0))
			ret = -1;
	}
	answer_unprepare(&text);
	return ret;
}

static int
add_cohort(struct retention *r, size_t cohort)
{
	const int64_t *active = &r->active[cohort * r->count];

	for (size_t i = cohort; i < r->count; i++) {
		int64_t row = answer_row(r->a);

		if (row < 0)
			return -1;
		answer_set(r->a, row, "cohort", r->number[cohort]);
		answer_set(r->a, row, "size", active[cohort]);
		answer_set(r->a, row, "period", (int64_t)(i - cohort));
		if (i > cohort && !r->whole[i])
			continue;
		answer_set(r->a, row, "active", active[i]);
		if (active[cohort] > 0)
			answer_set(r->a, row, "percent", answer_tenths(100 * active[i], active[cohort]));
	}
	return 0;
}

int
shape_retention(struct answer *a)
{
	struct retention r = { .a = a };
	int ret = period_open(&r.in, a);

	a->table.by = table_column(&a->table, "percent");
	if (ret != 0 || period_title(&r.in, N_("Who stays, by the first")) != 0 || list_periods(&r) != 0 ||
	    firsts_read(a, &r.firsts) != 0) {
		ret = -1;
		goto out;
	}
	r.active = calloc(r.count * r.count + 1, sizeof(*r.active));
	r.founded = calloc(r.count + 1, sizeof(*r.founded));
	r.whole = calloc(r.count + 1, sizeof(*r.whole));
	if (r.active == NULL || r.founded == NULL || r.whole == NULL) {
		ret = log_fail(STATUS_FAILED, "out of memory");
		goto out;
	}
	if (found_cohorts(&r) != 0 || read_periods(&r) != 0)
		ret = -1;
	for (size_t i = 0; ret == 0 && i < r.count; i++)
		if (r.founded[i])
			ret = add_cohort(&r, i);
out:
	period_close(&r.in);
	firsts_free(&r.firsts);
	free(r.cohort);
	free(r.number);
	free(r.active);
	free(r.founded);
	free(r.whole);
	return ret;
}
