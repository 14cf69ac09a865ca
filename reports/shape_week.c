/*
 * Reports of the hours of the week: all 168, or added up to hours of the day or to weekdays.
 */
#include "reports/answer.h"
#include "reports/coverage.h"

enum { CELLS = 7 * 24, HOUR_SECONDS = 3600 };

struct week {
	int64_t	messages[CELLS];
	bool	covered[CELLS];
};

/* Hour of the week, from Monday 00:00, of an instant. */
static int
cell_of(const struct zone *zone, int64_t instant)
{
	int64_t local = zone_local(zone, instant);

	return date_weekday(date_div(local, DATE_SECONDS)) * 24 +
	    (int)(date_mod(local, DATE_SECONDS) / HOUR_SECONDS);
}

/* Marks the cells that an interval [from, to] touches. */
static void
mark(struct week *w, const struct zone *zone, int64_t from, int64_t to)
{
	for (int hours = 0; from <= to && hours < 2 * CELLS; hours++) {
		w->covered[cell_of(zone, from)] = true;
		from += HOUR_SECONDS - date_mod(zone_local(zone, from), HOUR_SECONDS);
	}
}

static int
mark_covered(struct answer *a, struct week *w)
{
	struct covered c = { 0 };
	int ret = 0;

	for (size_t i = 0; i < a->count && ret == 0; i++) {
		const struct span *s = &a->spans[i];
		int64_t until = s->until <= a->request->now ? s->until - 1 : a->request->now;

		ret = coverage_load(a->db, a->places[i].scope.chat, a->request->now, &c);
		for (size_t k = 0; ret == 0 && k < c.count; k++) {
			const struct interval *v = &c.list[k];

			mark(w, a->places[i].scope.zone, v->from > s->since ? v->from : s->since,
			    v->to < until ? v->to : until);
		}
	}
	free(c.list);
	return ret;
}

static int
take_cell(struct answer *a, struct stmt *s, void *cookie)
{
	struct week *w = cookie;

	(void)a;
	w->messages[col_int(s, 0) % CELLS] += col_int(s, 1);
	return 0;
}

static int
take_message(struct answer *a, struct stmt *s, void *cookie)
{
	struct week *w = cookie;

	w->messages[cell_of(a->places[a->chat].scope.zone, col_int(s, 0))]++;
	return 0;
}

/* One member's hours: sums hold those of all together. */
static const char member_messages[] = "SELECT at FROM message WHERE chat = :chat"
    " AND (day, at) >= (:first, :since) AND (day, at) < (:last, :until) AND member = :member"
    " AND (:topic = 0 OR topic = :topic_stored)";

static int
fill_week(struct answer *a, struct week *w)
{
	a->table.by = table_column(&a->table, "messages");
	if (mark_covered(a, w) != 0)
		return -1;
	if (a->member != 0)
		a->table.coverage.reads = READS_FACTS;
	return a->member != 0 ? answer_each(a, member_messages, take_message, w) :
	    answer_run(a, a->report->sql, 0, take_cell, w);
}

int
shape_heatmap(struct answer *a)
{
	struct week w = { 0 };
	int64_t row;

	if (fill_week(a, &w) != 0)
		return -1;
	for (int i = 0; i < CELLS; i++) {
		if ((row = answer_row(a)) < 0)
			return -1;
		answer_set(a, row, "weekday", i / 24 + 1);
		answer_set(a, row, "hour", i % 24);
		if (w.covered[i] || w.messages[i] > 0)
			answer_set(a, row, "messages", w.messages[i]);
	}
	return 0;
}

/* Adds cells up to rows; group tells the row of a cell, first what its column shows of row 0. */
static int
add_up(struct answer *a, const char *column, int rows, int first, int (*group)(int))
{
	struct week w = { 0 };
	int64_t messages[24] = { 0 }, all = 0, row;
	bool covered[24] = { false };

	if (fill_week(a, &w) != 0)
		return -1;
	for (int i = 0; i < CELLS; i++) {
		messages[group(i)] += w.messages[i];
		covered[group(i)] |= w.covered[i] || w.messages[i] > 0;
		all += w.messages[i];
	}
	for (int i = 0; i < rows; i++) {
		if ((row = answer_row(a)) < 0)
			return -1;
		answer_set(a, row, column, i + first);
		if (!covered[i])
			continue;
		answer_set(a, row, "messages", messages[i]);
		if (all > 0)
			answer_set(a, row, "share", answer_tenths(100 * messages[i], all));
	}
	return 0;
}

static int
hour_of(int cell)
{
	return cell % 24;
}

static int
weekday_of(int cell)
{
	return cell / 24;
}

int
shape_hours(struct answer *a)
{
	return add_up(a, "hour", 24, 0, hour_of);
}

int
shape_weekdays(struct answer *a)
{
	return add_up(a, "weekday", 7, 1, weekday_of);
}
