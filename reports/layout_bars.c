#include "reports/layout.h"

#include <stdio.h>
#include <string.h>

#include "lib/locale.h"
#include "lib/text.h"
#include "reports/plain.h"
#include "reports/prose.h"
#include "reports/series.h"

enum {
	BARS_FROM = 60,		/* the width of a terminal */
	SHARE_FROM = 44,
	RANK_CELLS = 3,
	MARK_CELLS = 4,
	NAME_CELLS = 22,
	NAME_LEAST = 4,
	COLUMN_CELLS = 7,
	BAR_CELLS = 36,
	BAR_LEAST = 4,
	BETWEEN = 2
};

struct plan {
	const struct table	*t;
	struct series		 series;
	bool			 periods;		/* that is what the labels are */
	bool			 years;			/* to be said with each */
	size_t			 rank, change, label;	/* columns; ncolumn: none */
	size_t			 shown[REPORT_COLUMNS], nshown;
	int			 cells[REPORT_COLUMNS];
	int			 label_cells, note_cells, bar_cells;
	int			 between;		/* blanks */
};

static int
at_most(int a, int b)
{
	return a < b ? a : b;
}

/* What is to be said about a row, behind its bar. */
static const char *
note(const struct plan *p, size_t row)
{
	if (!p->periods || series_finished(&p->series, row))
		return "";
	if (!series_value(&p->series, row)->known)
		return _("no data");
	return series_current(&p->series, row) ? _("so far") : _("part of it");
}

static void
label_of(char *buf, size_t size, const struct plan *p, size_t row)
{
	if (p->periods)
		prose_period(buf, size, p->t, table_at(p->t, row, p->label)->n, p->years);
	else
		layout_value(buf, size, p->t, row, p->label);
}

static void
plan_periods(struct plan *p, bool years)
{
	char buf[PROSE_SIZE];

	p->years = years;
	p->label_cells = 0;
	for (size_t row = 0; row < p->t->nrow; row++) {
		bool spared = p->between < BETWEEN && series_value(&p->series, row)->known &&
		    !series_current(&p->series, row);
		int cells = spared ? 0 : text_cells(note(p, row));

		p->note_cells = cells > p->note_cells ? cells : p->note_cells;
		label_of(buf, sizeof buf, p, row);
		cells = text_cells(buf);
		p->label_cells = cells > p->label_cells ? cells : p->label_cells;
	}
}

/* A ranking by a choice shows what was chosen; others all that they count, if it is known anywhere. */
static bool
wanted(const struct terminal *out, const struct table *t, size_t column)
{
	if (column == t->by)
		return true;
	if (t->report->layout != LAYOUT_RANKING || t->report->choices == NULL)
		return series_counts(&t->columns[column]) && layout_known(t, column) > 0;
	return terminal_width(out) >= SHARE_FROM && strcmp(t->columns[column].name, "share") == 0 &&
	    strcmp(t->columns[t->by].name, "messages") == 0;
}

/* Columns take what they need, and COLUMN_CELLS if that leaves room for a bar; what is left. */
static int
plan_columns(struct plan *p, const struct terminal *out, int left, bool bars)
{
	int natural[REPORT_COLUMNS] = { 0 }, all;
	int room = left - layout_cells(out, p->t, p->t->by) - p->between;

	for (size_t i = 0; i < p->t->ncolumn; i++) {
		int cells = layout_cells(out, p->t, i);

		if (!wanted(out, p->t, i) || (cells + p->between > room && i != p->t->by))
			continue;
		natural[p->nshown] = cells;
		p->shown[p->nshown++] = i;
		room -= i != p->t->by ? cells + p->between : 0;
	}
	for (int least = COLUMN_CELLS; least >= 0; least--) {
		all = 0;
		for (size_t i = 0; i < p->nshown; i++) {
			p->cells[i] = natural[i] < least ? least : natural[i];
			all += p->cells[i] + p->between;
		}
		if (left - all >= (bars ? p->between + BAR_LEAST : 0))
			break;
	}
	return left - all;
}

static struct plan
plan(const struct terminal *out, const struct table *t)
{
	struct plan p = {
		.t = t,
		.series = series_of(t),
		/* What a difference is of stands beside it, where there is room for nothing else, too. */
		.between = t->brief && t->columns[t->by].unit == UNIT_CHANGE ? 1 : BETWEEN,
		.periods = t->report->layout == LAYOUT_SERIES,
		.rank = table_column(t, "rank"),
		.change = t->compared ? table_column(t, "rank_change") : t->ncolumn,
		.label = table_label(t)
	};
	bool bars = terminal_width(out) >= BARS_FROM && t->columns[t->by].unit != UNIT_CHANGE;
	int width = terminal_width(out), value = layout_cells(out, t, t->by) + p.between, left;

	if (p.rank < t->ncolumn)
		width -= RANK_CELLS + 1;
	if (p.change < t->ncolumn)
		width -= MARK_CELLS + 1;
	if (p.periods) {
		plan_periods(&p, !t->brief && prose_other_year(t, series_day(&p.series, 0)));
		if (p.label_cells + value > width)
			plan_periods(&p, false);
		if (p.note_cells > 0 && p.label_cells + value < width)
			width -= at_most(p.note_cells + p.between, width - p.label_cells - value);
	} else
		p.label_cells = at_most(layout_cells(out, t, p.label),
		    NAME_CELLS + (width > 80 ? (width - 80) / 2 : 0));
	if (p.label_cells > width - value)
		p.label_cells = width - value > NAME_LEAST ? width - value : NAME_LEAST;
	left = plan_columns(&p, out, width - p.label_cells, bars);
	if (bars && left - p.between >= BAR_LEAST)
		p.bar_cells = at_most(left - p.between, BAR_CELLS);
	return p;
}

static void
put_label(struct terminal *out, const struct plan *p, const char *text)
{
	if (plain_is_text(p->t->columns[p->label].unit))
		terminal_name(out, text, p->label_cells, true, PEN_PLAIN);
	else
		terminal_left(out, text, p->label_cells, PEN_PLAIN);
}

static void
heading(struct terminal *out, const struct plan *p, bool upper)
{
	char label[PROSE_SIZE];

	if (p->rank < p->t->ncolumn) {
		terminal_right(out, upper ? "" : "#", RANK_CELLS, PEN_PLAIN);
		terminal_blank(out, 1);
	}
	if (p->change < p->t->ncolumn)
		terminal_blank(out, MARK_CELLS + 1);
	layout_heading(label, sizeof label, p->t, p->label, upper);
	if (upper && label[0] == '\0')
		terminal_blank(out, p->label_cells);
	else
		put_label(out, p, label);
	for (size_t i = 0; i < p->nshown; i++) {
		layout_heading(label, sizeof label, p->t, p->shown[i], upper);
		terminal_right(out, label, p->cells[i] + p->between, PEN_PLAIN);
	}
	terminal_end(out);
}

static void
line(struct terminal *out, const struct plan *p, size_t row, int64_t max)
{
	const struct value *value = table_at(p->t, row, p->t->by), *change;
	char buf[TERMINAL_CELL];

	if (p->rank < p->t->ncolumn) {
		layout_value(buf, sizeof buf, p->t, row, p->rank);
		terminal_right(out, buf, RANK_CELLS, PEN_PLAIN);
		terminal_blank(out, 1);
	}
	if (p->change < p->t->ncolumn) {
		change = table_at(p->t, row, p->change);
		prose_mark(buf, sizeof buf, change);
		terminal_left(out, buf, MARK_CELLS + 1, !change->known || change->n > 0 ? PEN_UP :
		    change->n < 0 ? PEN_DOWN : PEN_DIM);
	}
	label_of(buf, sizeof buf, p, row);
	put_label(out, p, buf);
	for (size_t i = 0; i < p->nshown; i++) {
		layout_value(buf, sizeof buf, p->t, row, p->shown[i]);
		terminal_right(out, buf, p->cells[i] + p->between, PEN_PLAIN);
	}
	terminal_blank(out, p->between);
	if (p->bar_cells > 0 && value->known && value->n > 0) {
		terminal_bar(out, value->n, max, p->bar_cells);
		terminal_blank(out, p->between);
	}
	if (out->column + text_cells(note(p, row)) <= terminal_width(out))
		terminal_text(out, note(p, row), PEN_DIM);
	terminal_end(out);
}

void
layout_bars(struct terminal *out, const struct table *t)
{
	struct plan p = plan(out, t);
	int64_t max = table_max(t, t->by);

	if (layout_tall(t, p.shown, p.nshown) || layout_tall(t, &p.label, 1))
		heading(out, &p, true);
	heading(out, &p, false);
	for (size_t i = 0; i < t->nrow; i++)
		line(out, &p, i, max);
}
