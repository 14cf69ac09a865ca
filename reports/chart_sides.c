#include "reports/chart.h"

#include <stdio.h>

#include "lib/locale.h"
#include "reports/notes.h"
#include "reports/prose.h"

enum {
	ROWS_MOST = 12,
	TOP = 160,
	BELOW = 106,		/* from the last row to the edge */
	PITCH = 84,
	NAME_X = 330,
	NAME_WIDTH = 282,
	BAR_X = 348,
	BAR_END = 950,
	BAR_LEAST = 4,
	BAR_HIGH = 26,
	BETWEEN = 34,		/* of the middles of two bars */
	VALUE_AFTER = 16,
	CORNER = 6
};

/* One of a row's two bars; the longer one of them is as long as bars can be. */
static void
bar(struct canvas *c, const struct table *t, size_t row, size_t column, double y, int64_t max)
{
	const struct value *v = table_at(t, row, column);
	bool first = column == t->by;
	double x = BAR_X;
	char text[PROSE_SIZE];

	if (v->known && v->n > 0) {
		x += (BAR_END - BAR_X) * (double)v->n / (double)max;
		x = x < BAR_X + BAR_LEAST ? BAR_X + BAR_LEAST : x;
		chart_boxes(c, &(struct box){ BAR_X, x, y - BAR_HIGH / 2.0, y + BAR_HIGH / 2.0,
		    first ? c->palette->accent : c->palette->accent2 }, 1, CORNER);
	}
	prose_cell(text, sizeof text, t, row, column);
	chart_text(c, first ? TYPE_VALUE : TYPE_SHARE, x + VALUE_AFTER, y, text);
}

int
chart_sides(struct canvas *c, const struct table *t)
{
	size_t rows = t->nrow < ROWS_MOST ? t->nrow : ROWS_MOST, label = table_label(t);
	char count[NOTES_SIZE];

	if (chart_open(c, TOP + (int)rows * PITCH + BELOW) == -1)
		return -1;
	chart_head(c, t);
	for (size_t row = 0; row < rows; row++) {
		const struct value *a = table_at(t, row, t->by), *b = table_at(t, row, t->by + 1);
		double y = TOP + ((double)row + 0.5) * PITCH;
		int64_t max = a->known ? a->n : 0;

		max = b->known && b->n > max ? b->n : max;
		chart_name(c, TYPE_NAME, NAME_X, y, prose_noun(table_at(t, row, label)->text, PROSE_MANY),
		    NAME_WIDTH);
		bar(c, t, row, t->by, y - BETWEEN / 2.0, max);
		bar(c, t, row, t->by + 1, y + BETWEEN / 2.0, max);
	}
	notes_count(count, t);
	chart_foot(c, t, (const char *const []){ _("Below, pale: what it is compared with."), count }, 2,
	    CHART_RIGHT - CHART_EDGE);
	return 0;
}
