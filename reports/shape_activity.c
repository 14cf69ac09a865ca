/*
 * The activity of a chat, period by period, each held against the same periods before.
 */
#include "lib/log.h"
#include "lib/map.h"
#include "reports/answer.h"
#include "reports/coverage.h"

extern const char sql_activity[], sql_activity_member[];

enum { USUAL_PERIODS = 8, HOUR_SECONDS = 3600 };

/* One period; number is its first local day, or for GRAIN_HOUR its local hour since 1970. */
struct period {
	int64_t	number;
	int64_t	whole;				/* messages of all of it */
	int64_t	messages, members, words;	/* of what the window has of it */
	bool	comparable;			/* it lies inside what is covered */
};

struct series {
	struct answer	*a;
	enum grain	 grain;
	struct covered	*covered;		/* one a chat */
	struct period	*periods;		/* those before the window too, so that the first has a past */
	size_t		 count, capacity;
	struct text	 text;
	struct map	 writers;		/* GRAIN_HOUR: hour and member */
};

static int64_t
next(const struct series *s, int64_t number)
{
	return s->grain == GRAIN_HOUR ? number + 1 : date_next(number, s->grain);
}

/* Steps a period back by one, or by a number of days or hours. */
static int64_t
back(const struct series *s, int64_t number, int steps)
{
	if (s->grain == GRAIN_HOUR || s->grain == GRAIN_DAY)
		return number - steps;
	while (steps-- > 0)
		number = date_floor(number - 1, s->grain);
	return number;
}

/* How far apart periods are that can be compared: the same weekday, the same hour of the day. */
static int
stride(const struct series *s)
{
	return s->grain == GRAIN_HOUR ? 24 : s->grain == GRAIN_DAY ? 7 : 1;
}

static int64_t
number_of(const struct series *s, const struct zone *zone, int64_t instant)
{
	return s->grain == GRAIN_HOUR ? date_div(zone_local(zone, instant), HOUR_SECONDS) :
	    date_floor(zone_day(zone, instant), s->grain);
}

static int64_t
start_of(const struct series *s, const struct zone *zone, int64_t number)
{
	return s->grain == GRAIN_HOUR ? zone_instant(zone, number * HOUR_SECONDS) :
	    zone_day_start(zone, number);
}

/* A period as a window of each chat, cut to the answer's where that is wanted. */
static void
make_spans(const struct series *s, int64_t number, bool cut, struct span *spans)
{
	for (size_t i = 0; i < s->a->count; i++) {
		const struct zone *zone = s->a->places[i].scope.zone;
		const struct span *whole = &s->a->spans[i];
		struct span span = { SPAN_FIXED, start_of(s, zone, number),
		    start_of(s, zone, next(s, number)) };

		if (cut && span.since < whole->since)
			span.since = whole->since;
		if (cut && span.until > whole->until)
			span.until = whole->until;
		spans[i] = span;
	}
}

static bool
all_covered(const struct series *s, const struct span *spans)
{
	for (size_t i = 0; i < s->a->count; i++)
		if (!coverage_holds(&s->covered[i], s->a->places[i].scope.zone, spans[i].since, spans[i].until))
			return false;
	return true;
}

/* ----- the numbers of a period ----- */

static int
take_period(struct answer *a, struct stmt *s, void *cookie)
{
	struct period *p = cookie;

	(void)a;
	for (int i = 0; i < stmt_columns(s); i++) {
		const char *name = stmt_column(s, i);

		if (strcmp(name, "messages") == 0)
			p->messages = col_int(s, i);
		else if (strcmp(name, "members") == 0)
			p->members = col_int(s, i);
		else if (strcmp(name, "words") == 0)
			p->words = col_int(s, i);
	}
	return 0;
}

static int
measure(struct series *s, const struct span *spans, struct period *p)
{
	return window_set(s->a->window, s->a->places, spans, s->a->count) != 0 ? -1 :
	    answer_run_text(s->a, &s->text, 0, take_period, p);
}

/* Adds the messages of one chat to their hours: sums are kept by day only. */
static int
count_hours(struct series *s, const struct place *p, const struct span *span)
{
	struct stmt *q = db_stmt(s->a->db, "SELECT at, member, words FROM message"
	    " WHERE chat = :chat AND day BETWEEN :first AND :last AND at >= :since AND at < :until"
	    " AND (:topic = 0 OR topic = :topic_stored) AND (:member = 0 OR member = :member)"
	    " AND member NOT IN (SELECT member FROM member WHERE bot = :hidden)");
	const struct span *window = &s->a->spans[p - s->a->places];
	int64_t first = s->periods[0].number;
	int step;

	stmt_int(q, ":chat", p->scope.chat);
	stmt_int(q, ":first", date_div(span->since, DATE_SECONDS));
	stmt_int(q, ":last", date_div(span->until - 1, DATE_SECONDS));
	stmt_int(q, ":since", span->since);
	stmt_int(q, ":until", span->until);
	stmt_int(q, ":topic", p->scope.topic);
	stmt_int(q, ":topic_stored", p->scope.topic == TOPIC_GENERAL ? TOPIC_NONE : p->scope.topic);
	stmt_int(q, ":member", s->a->member);
	stmt_int(q, ":hidden", s->a->hidden);
	while ((step = stmt_step(q)) == 1) {
		int64_t at = col_int(q, 0), member = col_int(q, 1);
		int64_t hour = number_of(s, p->scope.zone, at);
		struct period *h = &s->periods[hour - first];
		bool made = false;

		if (hour < first || hour - first >= (int64_t)s->count)
			continue;
		h->whole++;
		if (at < window->since)
			continue;
		if (member != 0 && map_make(&s->writers, hour, member, 0, &made) < 0) {
			stmt_reset(q);
			return -1;
		}
		h->messages++;
		h->words += col_int(q, 2);
		h->members += made;
	}
	return step;
}

/* ----- filling ----- */

static int
add_period(struct series *s, int64_t number, struct span *spans)
{
	struct period *p;

	if (map_grow(&s->periods, &s->capacity, s->count, sizeof(*s->periods)) != 0)
		return -1;
	p = &s->periods[s->count++];
	*p = (struct period){ .number = number };
	make_spans(s, number, false, spans);
	p->comparable = all_covered(s, spans);
	if (s->grain == GRAIN_HOUR || !p->comparable)
		return 0;
	if (measure(s, spans, p) != 0)
		return -1;
	p->whole = p->messages;
	return 0;
}

/* The periods from the past of the first one to the last one, with their numbers. */
static int
fill_periods(struct series *s, int64_t first, int64_t last, struct span *spans)
{
	int64_t number = back(s, first, USUAL_PERIODS * stride(s));

	for (; number <= last; number = next(s, number))
		if (add_period(s, number, spans) != 0)
			return -1;
	if (s->grain != GRAIN_HOUR)
		return 0;
	for (size_t i = 0; i < s->a->count; i++) {
		const struct zone *zone = s->a->places[i].scope.zone;
		struct span past = { SPAN_FIXED, start_of(s, zone, s->periods[0].number),
		    s->a->spans[i].until };

		if (count_hours(s, &s->a->places[i], &past) != 0)
			return -1;
	}
	return 0;
}

static int
by_size(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void
set_usual(struct series *s, int64_t row, size_t at)
{
	int64_t before[USUAL_PERIODS];
	size_t n = 0;

	for (int step = 1; step <= USUAL_PERIODS; step++) {
		const struct period *p = &s->periods[at - (size_t)(step * stride(s))];

		if (p->comparable)
			before[n++] = p->whole;
	}
	if (n < USUAL_PERIODS / 2)
		return;
	qsort(before, n, sizeof(before[0]), by_size);
	answer_set(s->a, row, "usual_low", before[(n + 3) / 4 - 1]);
	answer_set(s->a, row, "usual_high", before[(3 * n + 3) / 4 - 1]);
}

/* How much of a period's windows is covered: all chats', some, or nothing. */
static enum extent
extent(const struct series *s, const struct span *spans)
{
	size_t all = 0, none = 0;

	for (size_t i = 0; i < s->a->count; i++)
		switch (coverage_extent(&s->covered[i], spans[i].since, spans[i].until)) {
		case EXTENT_ALL:
			all++;
			break;
		case EXTENT_NONE:
			none++;
			break;
		case EXTENT_SOME:
			break;
		}
	return all == s->a->count ? EXTENT_ALL : none == s->a->count ? EXTENT_NONE : EXTENT_SOME;
}

static int
add_row(struct series *s, size_t at, struct span *spans)
{
	struct period p = s->periods[at];
	int64_t row;
	bool cut = false, over = true;

	make_spans(s, p.number, true, spans);
	for (size_t i = 0; i < s->a->count; i++) {
		const struct zone *zone = s->a->places[i].scope.zone;

		if (spans[i].since >= spans[i].until && s->a->count == 1)
			return 0;	/* an hour that the clock skipped */
		cut |= spans[i].since != start_of(s, zone, p.number) ||
		    spans[i].until != start_of(s, zone, next(s, p.number));
		over &= spans[i].until <= s->a->request->now;
	}
	if ((row = answer_row(s->a)) < 0)
		return -1;
	answer_set(s->a, row, "period", p.number);
	if (extent(s, spans) == EXTENT_NONE) {
		answer_set(s->a, row, "complete", 0);
		return 0;
	}
	if (s->grain != GRAIN_HOUR && (cut || !p.comparable) && measure(s, spans, &p) != 0)
		return -1;
	answer_set(s->a, row, "messages", p.messages);
	answer_set(s->a, row, "members", p.members);
	answer_set(s->a, row, "words", p.words);
	answer_set(s->a, row, "complete", !cut && over && extent(s, spans) == EXTENT_ALL);
	if (!cut && over && extent(s, spans) == EXTENT_ALL)
		set_usual(s, row, at);
	return 0;
}

/* The first and last period to show: of what the window, the record and the present have in common. */
static bool
find_range(const struct series *s, int64_t *first, int64_t *last)
{
	const struct table *t = &s->a->table;
	const struct zone *zone = s->a->places[0].scope.zone;
	int64_t from = t->window.since, to = t->window.until - 1;

	if (!t->coverage.any)
		return false;
	if (t->coverage.first > from)
		from = t->coverage.first;
	if (t->coverage.last < to)
		to = t->coverage.last;
	if (t->now < to)
		to = t->now;
	*first = number_of(s, zone, from);
	*last = number_of(s, zone, to);
	return from <= to;
}

static enum grain
fitting_grain(const struct answer *a)
{
	return a->table.days <= 2 ? GRAIN_HOUR : a->table.days <= 92 ? GRAIN_DAY :
	    a->table.days <= 730 ? GRAIN_WEEK : GRAIN_MONTH;
}

static int
fill(struct series *s)
{
	struct answer *a = s->a;
	struct span *spans = calloc(a->count, sizeof(*spans));
	int64_t first, last;
	size_t past;
	int ret = -1;

	if (spans == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (size_t i = 0; i < a->count; i++)
		if (coverage_load(a->db, a->places[i].scope.chat, &s->covered[i]) != 0)
			goto out;
	if (!find_range(s, &first, &last)) {
		ret = 0;
		goto out;
	}
	if (answer_prepare(a, a->member != 0 ? sql_activity_member : sql_activity, &s->text) != 0 ||
	    fill_periods(s, first, last, spans) != 0)
		goto out;
	for (past = 0; s->periods[past].number < first; past++)
		;
	for (size_t i = past; i < s->count; i++)
		if (add_row(s, i, spans) != 0)
			goto out;
	ret = 0;
out:
	free(spans);
	return ret;
}

int
shape_activity(struct answer *a)
{
	struct series s = { .a = a, .grain = a->request->by != NULL ? (enum grain)a->by : fitting_grain(a) };
	int ret;

	a->table.grain = s.grain;
	a->table.by = table_column(&a->table, "messages");
	if ((s.covered = calloc(a->count, sizeof(*s.covered))) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	ret = fill(&s);
	answer_unprepare(&s.text);
	map_free(&s.writers);
	free(s.periods);
	for (size_t i = 0; i < a->count; i++)
		free(s.covered[i].list);
	free(s.covered);
	return ret;
}
