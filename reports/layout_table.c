#include "reports/layout.h"

#include <stdio.h>

#include "reports/prose.h"

enum { NAME_CELLS = 24, TEXT_CELLS = 48, SHRUNK = 8, BETWEEN = 2 };

struct side_by_side {
	int	cells[REPORT_COLUMNS];
	size_t	shown;		/* the first so many columns */
};

static bool
strangers(enum unit unit)
{
	return unit == UNIT_NAME || unit == UNIT_TEXT;
}

static bool
left_aligned(enum unit unit)
{
	return strangers(unit) || unit == UNIT_DATE || unit == UNIT_PERIOD ||
	    unit == UNIT_INSTANT || unit == UNIT_WEEKDAY || unit == UNIT_FLAG;
}

static int
total(const struct side_by_side *s)
{
	int cells = 0;

	for (size_t i = 0; i < s->shown; i++)
		cells += s->cells[i] + (i > 0 ? BETWEEN : 0);
	return cells;
}

/* Names and texts give way first, then the last columns. */
static struct side_by_side
plan(const struct terminal *out, const struct table *t)
{
	struct side_by_side s = { .shown = t->ncolumn };
	int over;

	for (size_t i = 0; i < t->ncolumn; i++) {
		int most = t->columns[i].unit == UNIT_NAME ? NAME_CELLS : TEXT_CELLS;

		s.cells[i] = layout_cells(out, t, i);
		if (s.cells[i] > most)
			s.cells[i] = most;
	}
	for (size_t i = t->ncolumn; i-- > 0 && (over = total(&s) - terminal_width(out)) > 0; )
		if (strangers(t->columns[i].unit) && s.cells[i] > SHRUNK)
			s.cells[i] = s.cells[i] - over > SHRUNK ? s.cells[i] - over : SHRUNK;
	while (s.shown > 1 && total(&s) > terminal_width(out))
		s.shown--;
	return s;
}

static void
cell(struct terminal *out, const struct table *t, const struct side_by_side *s, size_t i,
    const char *text)
{
	if (i > 0)
		terminal_blank(out, BETWEEN);
	if (strangers(t->columns[i].unit))
		terminal_name(out, text, s->cells[i], i + 1 < s->shown, PEN_PLAIN);
	else if (left_aligned(t->columns[i].unit))
		terminal_left(out, text, s->cells[i], PEN_PLAIN);
	else
		terminal_right(out, text, s->cells[i], PEN_PLAIN);
}

void
layout_table(struct terminal *out, const struct table *t)
{
	struct side_by_side s = plan(out, t);
	char buf[TERMINAL_CELL];

	for (size_t i = 0; i < s.shown; i++) {
		prose_label(buf, sizeof buf, &t->columns[i]);
		cell(out, t, &s, i, buf);
	}
	terminal_end(out);
	for (size_t row = 0; row < t->nrow; row++) {
		for (size_t i = 0; i < s.shown; i++) {
			layout_value(buf, sizeof buf, t, row, i);
			cell(out, t, &s, i, buf);
		}
		terminal_end(out);
	}
	if (s.shown < t->ncolumn) {
		snprintf(buf, sizeof buf, "%zu more columns do not fit; -f csv has all.",
		    t->ncolumn - s.shown);
		terminal_end(out);
		terminal_wrap(out, buf, 0, PEN_DIM);
		terminal_end(out);
	}
}
