#include "reports/chart.h"

#include <stdio.h>

#include "lib/locale.h"
#include "lib/log.h"
#include "reports/plot.h"
#include "reports/prose.h"
#include "reports/series.h"

enum { CORNER = 3, NET_WIDTH = 5, HALO_WIDTH = 9, ASIDES = 3 };

/* Who came stands above zero, who left below; the table's by is the difference. */
struct flow {
	const struct table	*t;
	struct series		 series;
	struct plot		 plot;
	size_t			 joined, left;		/* columns */
};

static int64_t
value_of(const struct flow *f, size_t row, size_t column)
{
	return table_at(f->t, row, column)->known ? table_at(f->t, row, column)->n : 0;
}

static int
columns(struct canvas *c, const struct flow *f)
{
	struct box *boxes = calloc(2 * f->t->nrow, sizeof *boxes);
	size_t n = 0;

	if (boxes == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (size_t row = 0; row < f->t->nrow; row++) {
		bool over = series_finished(&f->series, row);
		uint32_t up = c->palette->accent, down = c->palette->warm;

		if (value_of(f, row, f->joined) > 0)
			boxes[n++] = plot_column(&f->plot, row, 0,
			    (double)value_of(f, row, f->joined), over ? up : chart_faded(c, up));
		if (value_of(f, row, f->left) > 0)
			boxes[n++] = plot_column(&f->plot, row,
			    -(double)value_of(f, row, f->left), 0, over ? down : chart_faded(c, down));
	}
	chart_boxes(c, boxes, n, CORNER);
	free(boxes);
	return 0;
}

/* The difference in finished periods, over a halo. */
static void
net(struct canvas *c, const struct flow *f)
{
	double fine = f->t->nrow > PLOT_DENSE ? 0.5 : 1;

	for (int halo = 1; halo >= 0; halo--) {
		double v;

		chart_begin(c);
		fputc('\n', c->data.file);
		for (size_t row = 0; row < f->t->nrow; row++)
			if (!series_value(&f->series, row)->known)
				fputc('\n', c->data.file);
			else if (series_finished(&f->series, row)) {
				v = (double)series_value(&f->series, row)->n;
				fprintf(c->data.file, "%.1f\t%.1f\n", plot_x(&f->plot, (double)row),
				    plot_y(&f->plot, v));
			}
		chart_end(c, "1:2", "with lines linewidth %g linecolor rgb '#%06x'",
		    (halo ? HALO_WIDTH : NET_WIDTH) * fine,
		    (unsigned int)(halo ? c->palette->ground : c->palette->ink));
	}
}

/* A name at a height, with the sum of a column. */
static struct aside
total(const struct flow *f, size_t column, int sign, double y, enum type type)
{
	struct aside a = { .y = y, .type = type, .value_type = type + 1 };
	struct value sum = { .known = true };

	for (size_t row = 0; row < f->t->nrow; row++)
		sum.n += sign * value_of(f, row, column);
	snprintf(a.name, sizeof a.name, "%s", prose_noun(f->t->columns[column].name, PROSE_MANY));
	prose_value(a.value, sizeof a.value, f->t, UNIT_CHANGE, &sum);
	return a;
}

static void
totals(struct canvas *c, const struct flow *f)
{
	struct aside all[ASIDES];
	double last = 0;

	for (size_t row = 0; row < f->t->nrow; row++)
		if (series_finished(&f->series, row))
			last = (double)series_value(&f->series, row)->n;
	all[0] = total(f, f->joined, 1, plot_y(&f->plot, f->plot.high / 2), TYPE_SERIES);
	all[1] = total(f, f->t->by, 1, plot_y(&f->plot, last) - PLOT_LINE, TYPE_INK);
	all[2] = total(f, f->left, -1, plot_y(&f->plot, f->plot.low / 2), TYPE_WARM);
	plot_asides(c, all, ASIDES);
}

/* "335 → 489 members.", where both are known. */
static void
foot(struct canvas *c, const struct flow *f)
{
	const struct table *t = f->t;
	size_t column = table_column(t, "members_total"), first = t->nrow, last = 0;
	char members[PROSE_SIZE] = "", from[32], to[32];
	const char *faded = "";

	for (size_t row = 0; row < t->nrow; row++) {
		if (series_value(&f->series, row)->known && !series_finished(&f->series, row))
			faded = series_current(&f->series, row) && faded[0] == '\0' ?
			    _("Faded: not over yet.") : _("Faded: incomplete.");
		if (column < t->ncolumn && table_at(t, row, column)->known) {
			first = row < first ? row : first;
			last = row;
		}
	}
	if (first < last) {
		prose_cell(from, sizeof from, t, first, column);
		prose_cell(to, sizeof to, t, last, column);
		snprintf(members, sizeof members, _("%s → %s members."), from, to);
	}
	chart_foot(c, t, (const char *const []){ members, faded }, 2, CHART_RIGHT - CHART_EDGE);
}

int
chart_stacked(struct canvas *c, const struct table *t)
{
	struct flow f = { .t = t, .series = series_of(t), .joined = table_column(t, "joined"),
		.left = table_column(t, "left") };
	double up = (double)table_max(t, f.joined), down = (double)table_max(t, f.left);

	if (up == 0 && down == 0)
		return chart_nothing(c, t);
	f.plot = plot_of(t, PLOT_TOP, PLOT_RIGHT, -down, up);
	if (chart_open(c, PLOT_HEIGHT) == -1)
		return -1;
	chart_head(c, t);
	plot_gaps(c, &f.plot);
	plot_grid(c, &f.plot);
	plot_dates(c, &f.plot);
	if (columns(c, &f) == -1)
		return -1;
	plot_zero(c, &f.plot);
	net(c, &f);
	totals(c, &f);
	foot(c, &f);
	return 0;
}
