#include "reports/chart.h"

#include <stdio.h>
#include <string.h>

#include "reports/notes.h"
#include "reports/prose.h"

enum {
	ROWS_MOST = 14,
	ROWS_ROOMY = 10,
	PITCH_ROOMY = 60,
	PITCH_CLOSE = 50,
	TOP = 160,
	BELOW = 106,		/* from the last row to the edge */
	HEIGHT_LEAST = 480,
	RANK_X = 84,
	MARK_X = 98,
	NAME_X = 470,
	NAME_WIDTH = 296,
	BAR_X = 488,
	BAR_END = 1014,
	BAR_LEAST = 4,
	VALUE_AFTER = 16,
	SHARE_AFTER = 14,
	CORNER = 6
};

static const double THICKNESS = 0.62;	/* of the pitch */

struct bars {
	size_t	rows;
	double	pitch, end;
	int64_t	max;
	size_t	label, rank, change, share;	/* columns; ncolumn: none */
};

static void
share_of(char *buf, size_t size, const struct table *t, const struct bars *b, size_t row)
{
	buf[0] = '\0';
	if (b->share < t->ncolumn && table_at(t, row, b->share)->known)
		prose_value(buf, size, t, UNIT_PERCENT, table_at(t, row, b->share));
}

/* Where a row's value and share end, measured from the end of its bar. */
static double
overhang(const struct table *t, const struct bars *b, size_t row)
{
	char value[PROSE_SIZE], share[PROSE_SIZE];
	double width;

	prose_value(value, sizeof value, t, t->columns[t->by].unit, table_at(t, row, t->by));
	share_of(share, sizeof share, t, b, row);
	width = VALUE_AFTER + chart_text_width(TYPE_VALUE, value);
	return share[0] != '\0' ? width + SHARE_AFTER + chart_text_width(TYPE_SHARE, share) : width;
}

static struct bars
plan(const struct table *t)
{
	struct bars b = {
		.rows = t->nrow < ROWS_MOST ? t->nrow : ROWS_MOST,
		.end = BAR_END,
		.max = table_max(t, t->by),
		.label = table_label(t),
		.rank = table_column(t, "rank"),
		.change = t->compared ? table_column(t, "rank_change") : t->ncolumn,
		.share = t->ncolumn
	};

	if (strcmp(t->columns[t->by].name, "messages") == 0)
		b.share = table_column(t, "share");
	b.pitch = b.rows <= ROWS_ROOMY ? PITCH_ROOMY : PITCH_CLOSE;
	for (size_t i = 0; i < b.rows; i++)
		if (b.end > CHART_RIGHT - overhang(t, &b, i))
			b.end = CHART_RIGHT - overhang(t, &b, i);
	return b;
}

static void
mark(struct canvas *c, const struct table *t, const struct value *change, double y)
{
	char buf[PROSE_SIZE];

	if (!change->known) {
		chart_text(c, TYPE_NEW, MARK_X, y, "new");
		return;
	}
	prose_value(buf, sizeof buf, t, UNIT_CHANGE, change);
	chart_text(c, change->n > 0 ? TYPE_UP : change->n < 0 ? TYPE_DOWN : TYPE_SAME, MARK_X, y,
	    buf);
}

/* A row without its bar; bar_end is where that ends. */
static void
row_texts(struct canvas *c, const struct table *t, const struct bars *b, size_t row, double bar_end)
{
	double y = TOP + ((double)row + 0.5) * b->pitch;
	char buf[CHART_TEXT];

	if (b->rank < t->ncolumn) {
		prose_value(buf, sizeof buf, t, UNIT_COUNT, table_at(t, row, b->rank));
		chart_text(c, TYPE_RANK, RANK_X, y, buf);
	}
	if (b->change < t->ncolumn)
		mark(c, t, table_at(t, row, b->change), y);
	if (b->label < t->ncolumn) {
		prose_value(buf, sizeof buf, t, t->columns[b->label].unit,
		    table_at(t, row, b->label));
		chart_name(c, TYPE_NAME, NAME_X, y, buf, NAME_WIDTH);
	}
	prose_value(buf, sizeof buf, t, t->columns[t->by].unit, table_at(t, row, t->by));
	chart_text(c, TYPE_VALUE, bar_end + VALUE_AFTER, y, buf);
	bar_end += VALUE_AFTER + chart_text_width(TYPE_VALUE, buf) + SHARE_AFTER;
	share_of(buf, sizeof buf, t, b, row);
	if (buf[0] != '\0')
		chart_text(c, TYPE_SHARE, bar_end, y, buf);
}

static void
rows(struct canvas *c, const struct table *t, const struct bars *b)
{
	double margin = b->pitch * (1 - THICKNESS) / 2;
	struct box boxes[ROWS_MOST];
	size_t n = 0;

	for (size_t i = 0; i < b->rows; i++) {
		const struct value *v = table_at(t, i, t->by);
		double top = TOP + (double)i * b->pitch, length = 0;

		if (v->known && v->n > 0) {
			length = (b->end - BAR_X) * (double)v->n / (double)b->max;
			length = length < BAR_LEAST ? BAR_LEAST : length;
			boxes[n++] = (struct box){ BAR_X, BAR_X + length, top + margin,
				top + b->pitch - margin, c->palette->accent };
		}
		row_texts(c, t, b, i, BAR_X + length);
	}
	chart_boxes(c, boxes, n, CORNER);
}

int
chart_bars(struct canvas *c, const struct table *t, enum theme theme, enum picture picture)
{
	struct bars b = plan(t);
	int height = TOP + (int)((double)b.rows * b.pitch) + BELOW;
	char count[NOTES_SIZE], compared[NOTES_SIZE], gaps[NOTES_SIZE];

	if (chart_open(c, theme, picture, height < HEIGHT_LEAST ? HEIGHT_LEAST : height) == -1)
		return -1;
	chart_head(c, t);
	rows(c, t, &b);
	notes_count(count, t);
	notes_compared(compared, t);
	notes_gaps(gaps, t, 1);
	if (t->coverage.ngap == 0)
		gaps[0] = '\0';
	chart_foot(c, (const char *const []){ count, gaps, compared }, 3, CHART_RIGHT - CHART_EDGE);
	return 0;
}
