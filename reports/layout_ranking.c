#include "reports/layout.h"

#include <string.h>

#include "reports/prose.h"

enum {
	BARS_FROM = 60,
	SHARE_FROM = 44,
	RANK_CELLS = 3,
	MARK_CELLS = 4,
	NAME_CELLS = 22,
	NAME_LEAST = 4,
	BAR_CELLS = 36
};

/* Columns (ncolumn: not shown) and the cells they take. */
struct ranking {
	size_t	rank, change, label, share;
	int	label_cells, value_cells, share_cells, bar_cells;
};

static int
at_most(int a, int b)
{
	return a < b ? a : b;
}

static struct ranking
plan(const struct terminal *out, const struct table *t)
{
	int width = terminal_width(out), left;
	struct ranking r = {
		.rank = table_column(t, "rank"),
		.change = t->compared ? table_column(t, "rank_change") : t->ncolumn,
		.label = table_label(t),
		.share = t->ncolumn,
		.value_cells = layout_cells(out, t, t->by)
	};

	if (width >= SHARE_FROM && strcmp(t->columns[t->by].name, "messages") == 0)
		r.share = table_column(t, "share");
	if (r.share < t->ncolumn)
		r.share_cells = layout_cells(out, t, r.share) + 1;
	left = width - r.value_cells - 1 - r.share_cells;
	if (r.rank < t->ncolumn)
		left -= RANK_CELLS + 1;
	if (r.change < t->ncolumn)
		left -= MARK_CELLS + 1;
	if (r.label < t->ncolumn)
		r.label_cells = at_most(layout_cells(out, t, r.label),
		    NAME_CELLS + (width > 80 ? (width - 80) / 2 : 0));
	if (r.label_cells > left)
		r.label_cells = left > NAME_LEAST ? left : NAME_LEAST;
	if (width >= BARS_FROM)
		r.bar_cells = at_most(left - r.label_cells - 2, BAR_CELLS);
	return r;
}

static void
heading(struct terminal *out, const struct table *t, const struct ranking *r)
{
	char label[PROSE_SIZE];

	if (r->rank < t->ncolumn) {
		terminal_right(out, "#", RANK_CELLS, PEN_PLAIN);
		terminal_blank(out, 1);
	}
	if (r->change < t->ncolumn)
		terminal_blank(out, MARK_CELLS + 1);
	if (r->label < t->ncolumn) {
		prose_label(label, sizeof label, &t->columns[r->label]);
		terminal_name(out, label, r->label_cells, true, PEN_PLAIN);
		terminal_blank(out, 1);
	}
	prose_label(label, sizeof label, &t->columns[t->by]);
	terminal_right(out, label, r->value_cells, PEN_PLAIN);
	if (r->share < t->ncolumn) {
		prose_label(label, sizeof label, &t->columns[r->share]);
		terminal_right(out, label, r->share_cells, PEN_PLAIN);
	}
	terminal_end(out);
}

static void
mark(struct terminal *out, const struct table *t, const struct value *change)
{
	char buf[PROSE_SIZE];

	if (!change->known)
		terminal_left(out, "new", MARK_CELLS, PEN_UP);
	else {
		prose_value(buf, sizeof buf, t, UNIT_CHANGE, change);
		terminal_left(out, buf, MARK_CELLS,
		    change->n > 0 ? PEN_UP : change->n < 0 ? PEN_DOWN : PEN_DIM);
	}
	terminal_blank(out, 1);
}

static void
line(struct terminal *out, const struct table *t, const struct ranking *r, size_t row, int64_t max)
{
	const struct value *value = table_at(t, row, t->by);
	char buf[TERMINAL_CELL];

	if (r->rank < t->ncolumn) {
		layout_value(buf, sizeof buf, t, row, r->rank);
		terminal_right(out, buf, RANK_CELLS, PEN_PLAIN);
		terminal_blank(out, 1);
	}
	if (r->change < t->ncolumn)
		mark(out, t, table_at(t, row, r->change));
	if (r->label < t->ncolumn) {
		layout_value(buf, sizeof buf, t, row, r->label);
		terminal_name(out, buf, r->label_cells, true, PEN_PLAIN);
		terminal_blank(out, 1);
	}
	layout_value(buf, sizeof buf, t, row, t->by);
	terminal_right(out, buf, r->value_cells, PEN_PLAIN);
	if (r->share < t->ncolumn) {
		layout_value(buf, sizeof buf, t, row, r->share);
		terminal_right(out, buf, r->share_cells, PEN_PLAIN);
	}
	if (r->bar_cells > 0 && value->known) {
		terminal_blank(out, 2);
		terminal_bar(out, value->n, max, r->bar_cells);
	}
	terminal_end(out);
}

void
layout_ranking(struct terminal *out, const struct table *t)
{
	struct ranking r = plan(out, t);
	int64_t max = table_max(t, t->by);

	heading(out, t, &r);
	for (size_t i = 0; i < t->nrow; i++)
		line(out, t, &r, i, max);
}
