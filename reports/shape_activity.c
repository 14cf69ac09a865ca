/*
 * The activity of a chat, period by period, each held against the same periods before.
 */
#include "lib/derive.h"
#include "lib/locale.h"
#include "lib/map.h"
#include "reports/period.h"

extern const char sql_activity[], sql_activity_member[];

enum { USUAL_PERIODS = 8 };

struct period {
	int64_t	number;
	int64_t	whole;				/* messages of all of it */
	int64_t	messages, members, words;	/* of what the window has of it */
	int64_t	member_days;
	bool	comparable;			/* it lies inside what is covered */
};

struct series {
	struct answer	*a;
	struct periods	 in;
	struct period	*periods;		/* those before the window too: the first has a past */
	size_t		 count, capacity, next;	/* next: that is shown */
	struct text	 text;
	struct map	 writers;		/* GRAIN_HOUR: hour and member */
};

/* How far apart periods are that can be compared: the same weekday, the same hour of the day. */
static int
stride(const struct series *s)
{
	return s->in.grain == GRAIN_HOUR ? 24 : s->in.grain == GRAIN_DAY ? 7 : 1;
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
		else if (strcmp(name, "member_days") == 0)
			p->member_days = col_int(s, i);
	}
	return 0;
}

/*
 * The distinct members of a period, where they need not be counted: a day's are its member days, and
 * those of a week may be stored.  1, 0 or -1.
 */
static int
find_members(const struct series *s, bool whole, struct period *p)
{
	const struct answer *a = s->a;
	struct crowd crowd;
	int found;

	if (a->count != 1 || a->member != 0)
		return 0;
	if (s->in.grain == GRAIN_DAY) {
		p->members = p->member_days;
		return 1;
	}
	if (s->in.grain != GRAIN_WEEK || !whole || a->hidden != HIDE_NOBODY ||
	    a->places[0].scope.topic != TOPIC_NONE)
		return 0;
	found = derive_crowd_find(a->db, a->places[0].scope.scope, p->number + CROWD_WEEK - 1, &crowd);
	if (found == 1)
		p->members = crowd.week;
	return found;
}

/* The numbers of a period, or of what the spans leave of it. */
static int
measure(struct series *s, bool whole, struct period *p)
{
	struct text totals = { .statements = { s->text.statements[0] }, .count = 1 };
	struct text members = { .statements = { s->text.statements[1] }, .count = s->text.count - 1 };
	int found;

	if (window_set(s->a->window, s->a->places, s->in.spans, s->a->count) != 0 ||
	    answer_run_text(s->a, &totals, 0, take_period, p) != 0 ||
	    (found = find_members(s, whole, p)) < 0)
		return -1;
	return found == 1 ? 0 : answer_run_text(s->a, &members, 0, take_period, p);
}

/* Adds the messages of one chat to their hours: sums are kept by day only. */
static int
count_hours(struct series *s, const struct place *p, const struct span *span)
{
	struct stmt *q = db_stmt(s->a->db, "SELECT at, member, words FROM message"
	    " WHERE chat = :chat AND (day, at) >= (:first, :since) AND (day, at) < (:last, :until)"
	    " AND (:topic = 0 OR topic = :topic_stored) AND (:member = 0 OR member = :member)"
	    " AND (:member <> 0 OR member NOT IN (SELECT member FROM member WHERE bot = :hidden))");
	const struct span *window = &s->a->spans[p - s->a->places];
	int64_t first = s->periods[0].number;
	int step;

	window_bind(q, &p->scope, span);
	stmt_int(q, ":member", s->a->member);
	stmt_int(q, ":hidden", s->a->hidden);
	while ((step = stmt_step(q)) == 1) {
		int64_t at = col_int(q, 0), member = col_int(q, 1);
		int64_t hour = period_number(&s->in, p->scope.zone, at);
		struct period *h;
		bool made = false;

		if (hour < first || hour - first >= (int64_t)s->count)
			continue;
		h = &s->periods[hour - first];
		h->whole++;
		if (at < window->since)
			continue;
		if (member != 0 && map_make(&s->writers, hour, member, 0, &made) < 0)
			return stmt_stop(q);
		h->messages++;
		h->words += col_int(q, 2);
		h->members += made;
	}
	return step;
}

/* ----- filling ----- */

/* Of a period that lies before those that are shown, only the messages are of use. */
static int
add_period(struct series *s, int64_t number, bool past)
{
	struct period *p;

	if (map_grow(&s->periods, &s->capacity, s->count, sizeof(*s->periods)) != 0)
		return -1;
	p = &s->periods[s->count++];
	*p = (struct period){ .number = number };
	period_spans(&s->in, number);
	p->comparable = period_holds(&s->in);
	if (s->in.grain == GRAIN_HOUR || !p->comparable)
		return 0;
	if (past && s->a->member == 0)
		return window_messages(s->a->window, s->a->places, s->in.spans, s->a->count,
		    s->a->hidden, &p->whole);
	if (measure(s, true, p) != 0)
		return -1;
	p->whole = p->messages;
	return 0;
}

/* The periods from the past of the first one to the last one, with their numbers. */
static int
read_periods(struct series *s, int64_t first, int64_t last)
{
	int64_t number = period_back(&s->in, first, USUAL_PERIODS * stride(s));

	for (; number <= last; number = period_next(&s->in, number))
		if (add_period(s, number, number < first) != 0)
			return -1;
	if (s->in.grain != GRAIN_HOUR)
		return 0;
	for (size_t i = 0; i < s->a->count; i++) {
		const struct zone *zone = s->a->places[i].scope.zone;
		struct span past = { SPAN_FIXED, period_start(&s->in, zone, s->periods[0].number),
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

static int
fill(void *cookie, const struct period_row *r)
{
	struct series *s = cookie;
	struct period p;

	while (s->periods[s->next].number < r->number)
		s->next++;
	p = s->periods[s->next];
	if (s->in.grain != GRAIN_HOUR && (r->cut || !p.comparable) && measure(s, false, &p) != 0)
		return -1;
	answer_set(s->a, r->row, "messages", p.messages);
	answer_set(s->a, r->row, "members", p.members);
	answer_set(s->a, r->row, "words", p.words);
	if (r->whole)
		set_usual(s, r->row, s->next);
	return 0;
}

int
shape_activity(struct answer *a)
{
	struct series s = { .a = a };
	int64_t first, last;
	int ret = -1;

	a->table.by = table_column(&a->table, "messages");
	if (period_open(&s.in, a) == 0 && period_title(&s.in, N_("Messages per")) == 0)
		ret = 0;
	if (ret == 0 && period_range(&s.in, &first, &last) && (answer_prepare(a, a->member != 0 ?
	    sql_activity_member : sql_activity, &s.text) != 0 || read_periods(&s, first, last) != 0 ||
	    period_rows(&s.in, fill, &s) != 0))
		ret = -1;
	answer_unprepare(&s.text);
	map_free(&s.writers);
	free(s.periods);
	period_close(&s.in);
	return ret;
}
