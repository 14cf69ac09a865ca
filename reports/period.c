#include "reports/period.h"

#include "lib/locale.h"
#include "lib/log.h"

enum { HOUR_SECONDS = 3600 };

static const char *const names[] = { "hour", "day", "week", "month", "year" };

static enum grain
grain_of(const struct answer *a)
{
	for (int i = 0; a->request->by != NULL && i <= GRAIN_YEAR; i++)
		if (strcmp(names[i], a->request->by) == 0)
			return (enum grain)i;
	if (a->report->choices != NULL && strcmp(a->report->choices[0], names[GRAIN_WEEK]) == 0)
		return a->table.days <= 92 ? GRAIN_WEEK : GRAIN_MONTH;
	return a->table.days <= 2 ? GRAIN_HOUR : a->table.days <= 92 ? GRAIN_DAY :
	    a->table.days <= 730 ? GRAIN_WEEK : GRAIN_MONTH;
}

int
period_open(struct periods *p, struct answer *a)
{
	*p = (struct periods){ .a = a, .grain = grain_of(a) };
	p->covered = calloc(a->count, sizeof(*p->covered));
	p->spans = calloc(a->count, sizeof(*p->spans));
	if (p->covered == NULL || p->spans == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	a->table.grain = p->grain;
	for (size_t i = 0; i < a->count; i++)
		if (coverage_load(a->db, a->places[i].scope.chat, a->request->now, &p->covered[i]) != 0)
			return -1;
	return 0;
}

void
period_close(struct periods *p)
{
	for (size_t i = 0; p->covered != NULL && i < p->a->count; i++)
		free(p->covered[i].list);
	free(p->covered);
	free(p->spans);
}

int
period_title(const struct periods *p, const char *what)
{
	char title[256];

	snprintf(title, sizeof(title), "%s %s", _(what), _(names[p->grain]));
	p->a->table.title = answer_keep(p->a, title);
	return p->a->table.title == NULL ? -1 : 0;
}

int64_t
period_next(const struct periods *p, int64_t number)
{
	return p->grain == GRAIN_HOUR ? number + 1 : date_next(number, p->grain);
}

int64_t
period_back(const struct periods *p, int64_t number, int steps)
{
	if (p->grain == GRAIN_HOUR || p->grain == GRAIN_DAY)
		return number - steps;
	while (steps-- > 0)
		number = date_floor(number - 1, p->grain);
	return number;
}

int64_t
period_number(const struct periods *p, const struct zone *zone, int64_t instant)
{
	return p->grain == GRAIN_HOUR ? date_div(zone_local(zone, instant), HOUR_SECONDS) :
	    date_floor(zone_day(zone, instant), p->grain);
}

int64_t
period_start(const struct periods *p, const struct zone *zone, int64_t number)
{
	return p->grain == GRAIN_HOUR ? zone_instant(zone, number * HOUR_SECONDS) :
	    zone_day_start(zone, number);
}

void
period_spans(struct periods *p, int64_t number)
{
	for (size_t i = 0; i < p->a->count; i++) {
		const struct zone *zone = p->a->places[i].scope.zone;

		p->spans[i] = (struct span){ SPAN_FIXED, period_start(p, zone, number),
		    period_start(p, zone, period_next(p, number)) };
	}
}

bool
period_holds(const struct periods *p)
{
	const struct span *spans = p->spans;
	bool any = false;

	for (size_t i = 0; i < p->a->count; i++) {
		if (spans[i].since >= spans[i].until)	/* an hour that this chat's clock skipped */
			continue;
		any = true;
		if (window_unknown(&p->a->places[i], &spans[i]) || !coverage_holds(&p->covered[i],
		    p->a->places[i].scope.zone, spans[i].since, spans[i].until))
			return false;
	}
	return any;
}

static enum extent
cover_extent(const struct periods *p)
{
	const struct span *spans = p->spans;
	size_t all = 0, none = 0, count = 0;

	for (size_t i = 0; i < p->a->count; i++) {
		if (spans[i].since >= spans[i].until)
			continue;
		count++;
		switch (coverage_extent(&p->covered[i], spans[i].since, spans[i].until)) {
		case EXTENT_ALL:
			all++;
			break;
		case EXTENT_NONE:
			none++;
			break;
		case EXTENT_SOME:
			break;
		}
	}
	return none == count ? EXTENT_NONE : all == count ? EXTENT_ALL : EXTENT_SOME;
}

bool
period_range(const struct periods *p, int64_t *first, int64_t *last)
{
	const struct table *t = &p->a->table;
	int64_t from = t->window.since, to = t->window.until - 1;

	if (!t->coverage.any)
		return false;
	if (t->coverage.first > from)
		from = t->coverage.first;
	if (t->coverage.last < to)
		to = t->coverage.last;
	if (t->now < to)
		to = t->now;
	*first = INT64_MAX;
	*last = INT64_MIN;
	for (size_t i = 0; i < p->a->count; i++) {
		const struct zone *zone = p->a->places[i].scope.zone;
		int64_t begin = period_number(p, zone, from), end = period_number(p, zone, to);

		*first = begin < *first ? begin : *first;
		*last = end > *last ? end : *last;
	}
	return from <= to;
}

enum show
period_cut(struct periods *p, int64_t number, bool *cut)
{
	struct span *spans = p->spans;
	bool over = true, any = false, unknown = false;
	enum extent extent;

	period_spans(p, number);
	*cut = false;
	for (size_t i = 0; i < p->a->count; i++) {
		const struct span *window = &p->a->spans[i];

		if (spans[i].since >= spans[i].until)	/* skipped likewise */
			continue;
		over &= spans[i].until <= p->a->request->now;
		*cut |= spans[i].since < window->since || spans[i].until > window->until;
		if (spans[i].since < window->since)
			spans[i].since = window->since;
		if (spans[i].until > window->until)
			spans[i].until = window->until;
		any |= spans[i].since < spans[i].until;
		unknown |= window_unknown(&p->a->places[i], &spans[i]);
	}
	if (!any)
		return PERIOD_SKIPPED;
	extent = cover_extent(p);
	if (extent == EXTENT_NONE || unknown)
		return PERIOD_UNKNOWN;
	return *cut || !over || extent == EXTENT_SOME ? PERIOD_PART : PERIOD_WHOLE;
}

static int
add_row(struct periods *p, int64_t number, int (*fill)(void *, const struct period_row *), void *cookie)
{
	struct period_row r = { .number = number };
	enum show show = period_cut(p, number, &r.cut);

	if (show == PERIOD_SKIPPED)
		return 0;
	if ((r.row = answer_row(p->a)) < 0)
		return -1;
	r.whole = show == PERIOD_WHOLE;
	answer_set(p->a, r.row, "period", number);
	answer_set(p->a, r.row, "complete", r.whole);
	return show == PERIOD_UNKNOWN ? 0 : fill(cookie, &r);
}

int
period_rows(struct periods *p, int (*fill)(void *, const struct period_row *), void *cookie)
{
	int64_t number, last;

	if (period_range(p, &number, &last))
		for (; number <= last; number = period_next(p, number))
			if (add_row(p, number, fill, cookie) != 0)
				return -1;
	return 0;
}
