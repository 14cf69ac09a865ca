#include "reports/chart.h"

#include <inttypes.h>
#include <stdio.h>

#include "lib/locale.h"
#include "reports/notes.h"
#include "reports/plot.h"
#include "reports/prose.h"

enum {
	TOP = 220,		/* day parts stand above */
	PART_TOP = 176,
	PART_Y = 197,
	PARTS = 4,
	HOURS = 24,
	HOURS_A_LABEL = 3,
	LABEL_Y = PLOT_BOTTOM + 26,
	VALUE_ABOVE = 24,
	VALUE_APART = 12,
	CORNER = 4,
	COLUMNS_MOST = 64
};

/* Whether there is room for a value above every column. */
static bool
roomy(const struct plot *p)
{
	char value[PROSE_SIZE];

	for (size_t row = 0; row < p->t->nrow; row++) {
		prose_cell(value, sizeof value, p->t, row, p->t->by);
		if (chart_text_width(TYPE_COLUMN, value) + VALUE_APART > p->pitch)
			return false;
	}
	return true;
}

/* The highest are in accent; their value, or the first one's, stands above. */
static void
columns(struct canvas *c, const struct plot *p, bool all)
{
	int64_t max = table_max(p->t, p->t->by);
	struct box boxes[COLUMNS_MOST];
	char value[PROSE_SIZE];
	bool named = false;
	size_t n = 0;

	for (size_t row = 0; row < p->t->nrow && n < COLUMNS_MOST; row++) {
		const struct value *v = table_at(p->t, row, p->t->by);
		bool peak = v->known && v->n == max;

		if (v->known && v->n > 0)
			boxes[n++] = plot_column(p, row, 0, (double)v->n,
			    peak ? c->palette->accent : c->palette->accent2);
		prose_cell(value, sizeof value, p->t, row, p->t->by);
		if (!v->known)
			plot_text(c, p, TYPE_TICK_X, row, PLOT_BOTTOM - VALUE_ABOVE, value);
		else if ((v->n > 0 && all) || (peak && !named))
			plot_text(c, p, TYPE_COLUMN, row, plot_y(p, (double)v->n) - VALUE_ABOVE, value);
		named = named || peak;
	}
	chart_boxes(c, boxes, n, CORNER);
}

static void
labels(struct canvas *c, const struct plot *p)
{
	size_t column = table_label(p->t);
	char label[PROSE_SIZE];

	for (size_t row = 0; row < p->t->nrow; row++) {
		if (p->t->columns[column].unit == UNIT_HOUR)
			snprintf(label, sizeof label, "%02" PRId64, table_at(p->t, row, column)->n);
		else
			prose_cell(label, sizeof label, p->t, row, column);
		if (p->t->nrow < HOURS || row % HOURS_A_LABEL == 0)
			chart_text(c, TYPE_TICK_X, plot_x(p, (double)row), LABEL_Y, label);
	}
}

/* Night, morning, afternoon, evening: six hours each, and their share. */
static void
parts(struct canvas *c, const struct plot *p)
{
	static const char *const names[PARTS] = { N_("night"), N_("morning"), N_("afternoon"),
	    N_("evening") };
	enum { EACH = HOURS / PARTS };
	int64_t sums[PARTS] = { 0 }, sum = 0;
	struct segment walls[PARTS];
	char label[PROSE_SIZE];

	for (size_t row = 0; row < HOURS; row++) {
		const struct value *v = table_at(p->t, row, p->t->by);

		sums[row / EACH] += v->known ? v->n : 0;
		sum += v->known ? v->n : 0;
	}
	for (size_t i = 0; i < PARTS; i++) {
		double x = plot_x(p, (double)(i * EACH) - 0.5);

		snprintf(label, sizeof label, "%s %d\u00a0%%", _(names[i]),
		    (int)(100 * (double)sums[i] / (double)sum + 0.5));
		chart_text(c, TYPE_TICK_X, x + EACH * p->pitch / 2, PART_Y, label);
		walls[i] = (struct segment){ x, PART_TOP, x, PLOT_BOTTOM };
	}
	chart_segments(c, walls + 1, PARTS - 1, 1.5, c->palette->grid);
}

int
chart_columns(struct canvas *c, const struct table *t)
{
	bool hours = t->nrow == HOURS && t->columns[table_label(t)].unit == UNIT_HOUR;
	struct plot p = plot_of(t, hours ? TOP : PLOT_TOP, CHART_RIGHT, 0,
	    (double)table_max(t, t->by));
	bool all;
	char busiest[NOTES_SIZE], count[NOTES_SIZE];

	if ((all = roomy(&p))) {	/* then there are no grid lines, and no values beside them */
		p.left = CHART_EDGE;
		p.pitch = (p.right - p.left) / (double)t->nrow;
	}
	if (chart_open(c, PLOT_HEIGHT) == -1)
		return -1;
	chart_head(c, t);
	if (hours)
		parts(c, &p);
	if (!all)
		plot_grid(c, &p);
	columns(c, &p, all);
	plot_zero(c, &p);
	labels(c, &p);
	notes_busiest(busiest, t);
	notes_count(count, t);
	chart_foot(c, t, (const char *const []){ busiest, count }, 2, CHART_RIGHT - CHART_EDGE);
	return 0;
}
