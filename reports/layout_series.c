#include "reports/layout.h"

#include <stdio.h>
#include <string.h>

#include "reports/prose.h"

enum { BARS_FROM = 60, BAR_CELLS = 36, BAR_LEAST = 4, COLUMN_CELLS = 9 };

struct series {
	size_t	period, complete;	/* columns */
	bool	years;			/* to be said with each period */
	size_t	shown[REPORT_COLUMNS];	/* columns of counts */
	int	cells[REPORT_COLUMNS];
	size_t	nshown;
	int	period_cells, note_cells, bar_cells;
};

static const char *
note(const struct table *t, const struct series *s, size_t row)
{
	const struct value *complete;

	if (!table_at(t, row, t->by)->known)
		return "no data";
	if (s->complete == t->ncolumn)
		return "";
	complete = table_at(t, row, s->complete);
	if (!complete->known || complete->n != 0)
		return "";
	return prose_current(t, table_at(t, row, s->period)->n) ? "so far" : "part of it";
}

static bool
countable(const struct column *c)
{
	return (c->unit == UNIT_COUNT || c->unit == UNIT_TENTHS || c->unit == UNIT_PERCENT ||
	    c->unit == UNIT_SECONDS) && strncmp(c->name, "usual_", 6) != 0;
}

static void
plan_rows(const struct table *t, struct series *s)
{
	char buf[PROSE_SIZE];
	struct terminal plain = { .style = &(struct text_style){ .utf8 = true } };

	for (size_t i = 0; i < t->nrow; i++) {
		int64_t period = table_at(t, i, s->period)->n;
		int cells = (int)strlen(note(t, s, i));

		s->years = s->years || prose_other_year(t, t->grain == GRAIN_HOUR ? date_div(period, 24) : period);
		if (cells > s->note_cells)
			s->note_cells = cells;
	}
	for (size_t i = 0; i < t->nrow; i++) {
		prose_period(buf, sizeof buf, t, table_at(t, i, s->period)->n, s->years);
		if (terminal_name_cells(&plain, buf) > s->period_cells)
			s->period_cells = terminal_name_cells(&plain, buf);
	}
}

static struct series
plan(const struct terminal *out, const struct table *t)
{
	int width = terminal_width(out), left;
	struct series s = { .period = table_label(t), .complete = table_column(t, "complete") };

	plan_rows(t, &s);
	left = width - s.period_cells - (s.note_cells > 0 ? s.note_cells + 2 : 0);
	for (size_t i = 0; i < t->ncolumn; i++) {
		int cells = layout_cells(out, t, i) + 2;

		if (!countable(&t->columns[i]) || (cells > left && s.nshown > 0))
			continue;
		s.shown[s.nshown] = i;
		s.cells[s.nshown] = cells > COLUMN_CELLS || left < COLUMN_CELLS ? cells : COLUMN_CELLS;
		left -= s.cells[s.nshown++];
	}
	if (width >= BARS_FROM && left - 2 >= BAR_LEAST)
		s.bar_cells = left - 2 < BAR_CELLS ? left - 2 : BAR_CELLS;
	return s;
}

static void
heading(struct terminal *out, const struct table *t, const struct series *s)
{
	static const char *const grains[] = { "Hour", "Day", "Week", "Month", "Year" };
	char label[PROSE_SIZE];

	terminal_left(out, grains[t->grain], s->period_cells, PEN_PLAIN);
	for (size_t i = 0; i < s->nshown; i++) {
		prose_label(label, sizeof label, &t->columns[s->shown[i]]);
		terminal_right(out, label, s->cells[i], PEN_PLAIN);
	}
	terminal_end(out);
}

void
layout_series(struct terminal *out, const struct table *t)
{
	struct series s = plan(out, t);
	int64_t max = table_max(t, t->by);
	char buf[TERMINAL_CELL];

	heading(out, t, &s);
	for (size_t row = 0; row < t->nrow; row++) {
		const struct value *value = table_at(t, row, t->by);

		prose_period(buf, sizeof buf, t, table_at(t, row, s.period)->n, s.years);
		terminal_left(out, buf, s.period_cells, PEN_PLAIN);
		for (size_t i = 0; i < s.nshown; i++) {
			layout_value(buf, sizeof buf, t, row, s.shown[i]);
			terminal_right(out, buf, s.cells[i], PEN_PLAIN);
		}
		terminal_blank(out, 2);
		if (s.bar_cells > 0 && value->known && value->n > 0) {
			terminal_bar(out, value->n, max, s.bar_cells);
			terminal_blank(out, 2);
		}
		terminal_text(out, note(t, &s, row), PEN_DIM);
		terminal_end(out);
	}
}
