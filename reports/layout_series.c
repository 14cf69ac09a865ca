#include "reports/layout.h"

#include <stdio.h>
#include <string.h>

#include "lib/text.h"
#include "reports/prose.h"
#include "reports/series.h"

enum { BARS_FROM = 60, BAR_CELLS = 36, BAR_LEAST = 4, COLUMN_CELLS = 9 };

struct columns {
	bool	years;			/* to be said with each period */
	size_t	shown[REPORT_COLUMNS];	/* columns of counts */
	int	cells[REPORT_COLUMNS];
	size_t	nshown;
	int	period_cells, note_cells, bar_cells;
};

static const char *
note(const struct series *s, size_t row)
{
	if (!series_value(s, row)->known)
		return "no data";
	if (series_finished(s, row))
		return "";
	return series_current(s, row) ? "so far" : "part of it";
}

static bool
countable(const struct column *c)
{
	return (c->unit == UNIT_COUNT || c->unit == UNIT_TENTHS || c->unit == UNIT_PERCENT ||
	    c->unit == UNIT_SECONDS) && strncmp(c->name, "usual_", 6) != 0;
}

static void
plan_rows(const struct series *s, struct columns *c)
{
	char buf[PROSE_SIZE];
	int cells;

	for (size_t i = 0; i < s->table->nrow; i++) {
		c->years = c->years || prose_other_year(s->table, series_day(s, i));
		cells = (int)strlen(note(s, i));
		if (cells > c->note_cells)
			c->note_cells = cells;
	}
	for (size_t i = 0; i < s->table->nrow; i++) {
		prose_period(buf, sizeof buf, s->table, table_at(s->table, i, s->period)->n,
		    c->years);
		cells = text_cells(buf);
		if (cells > c->period_cells)
			c->period_cells = cells;
	}
}

static struct columns
plan(const struct terminal *out, const struct series *s)
{
	struct columns c = { .nshown = 0 };
	int left;

	plan_rows(s, &c);
	left = terminal_width(out) - c.period_cells - (c.note_cells > 0 ? c.note_cells + 2 : 0);
	for (size_t i = 0; i < s->table->ncolumn; i++) {
		int cells = layout_cells(out, s->table, i) + 2;

		if (!countable(&s->table->columns[i]) || (cells > left && c.nshown > 0))
			continue;
		c.shown[c.nshown] = i;
		c.cells[c.nshown] = cells > COLUMN_CELLS || left < COLUMN_CELLS ? cells :
		    COLUMN_CELLS;
		left -= c.cells[c.nshown++];
	}
	if (terminal_width(out) >= BARS_FROM && left - 2 >= BAR_LEAST)
		c.bar_cells = left - 2 < BAR_CELLS ? left - 2 : BAR_CELLS;
	return c;
}

static void
heading(struct terminal *out, const struct table *t, const struct columns *c)
{
	static const char *const grains[] = { "Hour", "Day", "Week", "Month", "Year" };
	char label[PROSE_SIZE];

	terminal_left(out, grains[t->grain], c->period_cells, PEN_PLAIN);
	for (size_t i = 0; i < c->nshown; i++) {
		prose_label(label, sizeof label, &t->columns[c->shown[i]]);
		terminal_right(out, label, c->cells[i], PEN_PLAIN);
	}
	terminal_end(out);
}

void
layout_series(struct terminal *out, const struct table *t)
{
	struct series s = series_of(t);
	struct columns c = plan(out, &s);
	int64_t max = table_max(t, t->by);
	char buf[TERMINAL_CELL];

	heading(out, t, &c);
	for (size_t row = 0; row < t->nrow; row++) {
		const struct value *value = series_value(&s, row);

		prose_period(buf, sizeof buf, t, table_at(t, row, s.period)->n, c.years);
		terminal_left(out, buf, c.period_cells, PEN_PLAIN);
		for (size_t i = 0; i < c.nshown; i++) {
			layout_value(buf, sizeof buf, t, row, c.shown[i]);
			terminal_right(out, buf, c.cells[i], PEN_PLAIN);
		}
		terminal_blank(out, 2);
		if (c.bar_cells > 0 && value->known && value->n > 0) {
			terminal_bar(out, value->n, max, c.bar_cells);
			terminal_blank(out, 2);
		}
		terminal_text(out, note(&s, row), PEN_DIM);
		terminal_end(out);
	}
}
