#include "reports/chart.h"

#include <stdio.h>
#include <string.h>

#include "reports/notes.h"
#include "reports/prose.h"
#include "reports/series.h"
#include "reports/ticks.h"

enum {
	HEIGHT = 800,
	TOP = 180,
	BOTTOM = 650,
	RIGHT = 1004,		/* the names of the lines stand there */
	ASIDE_X = RIGHT + 14,
	ASIDES = 3,
	LINE_HEIGHT = 34,
	ASIDE_APART = 70,
	HEADROOM = 52,		/* for the label of the highest */
	DENSE = 120,		/* rows from which on lines and dots are finer */
	DOTS_TO = 62		/* rows of a plain line whose values are marked */
};

/* What is drawn where. */
struct plot {
	const struct table	*t;
	struct series		 series;
	double			 left, pitch, top;	/* top is the value at TOP */
	int64_t			 max;
};

/* A name to the right of what it names, and a value below it. */
struct aside {
	double		 y;
	enum type	 type, value_type;
	char		 name[PROSE_SIZE];
	char		 value[PROSE_SIZE];
};

static double
x_of(const struct plot *p, double row)
{
	return p->left + (row + 0.5) * p->pitch;
}

static double
y_of(const struct plot *p, double value)
{
	return BOTTOM - value / p->top * (BOTTOM - TOP);
}

static struct plot
plan(const struct table *t)
{
	struct plot p = {
		.t = t,
		.series = series_of(t),
		.max = table_max(t, t->by)
	};
	int64_t most = p.max, step;
	char label[PROSE_SIZE];
	double widest = 0;

	if (p.series.high < t->ncolumn && table_max(t, p.series.high) > most)
		most = table_max(t, p.series.high);
	p.top = (double)most * (BOTTOM - TOP) / (BOTTOM - TOP - HEADROOM);
	step = ticks_step(most);
	for (int64_t v = 0; (double)v <= p.top; v += step) {
		prose_value(label, sizeof label, t, t->columns[t->by].unit,
		    &(struct value){ .known = true, .n = v });
		if (chart_text_width(TYPE_TICK_Y, label) > widest)
			widest = chart_text_width(TYPE_TICK_Y, label);
	}
	p.left = CHART_EDGE + widest + 14;
	p.pitch = (RIGHT - p.left) / (double)t->nrow;
	return p;
}

/* Runs of rows without data, each a band across the plot. */
static void
gaps(struct canvas *c, const struct plot *p)
{
	const struct series *s = &p->series;
	size_t end;

	for (size_t row = 0; row < p->t->nrow; row = end) {
		double x0 = x_of(p, (double)row - 0.5), x1;

		for (end = row; end < p->t->nrow && !series_value(s, end)->known; )
			end++;
		if (end == row) {
			end++;
			continue;
		}
		x1 = x_of(p, (double)end - 0.5);
		chart_boxes(c, &(struct box){ x0, x1, TOP, BOTTOM, c->palette->gap }, 1, 0);
		if (x1 - x0 >= chart_text_width(TYPE_GAP, " no data "))
			chart_text(c, TYPE_GAP, (x0 + x1) / 2, (TOP + BOTTOM) / 2.0, "no data");
		else if (x1 - x0 >= 32)
			chart_text(c, TYPE_GAP_UPRIGHT, (x0 + x1) / 2, (TOP + BOTTOM) / 2.0,
			    "no data");
	}
}

static void
usual(struct canvas *c, const struct plot *p)
{
	const struct series *s = &p->series;
	size_t drawn = 0;

	for (size_t row = 0; row < p->t->nrow; row++)
		if (series_usual(s, row)) {
			if (drawn++ == 0)
				chart_begin(c);
			fprintf(c->data.file, "%.1f\t%.1f\t%.1f\n", x_of(p, (double)row),
			    y_of(p, (double)table_at(p->t, row, s->low)->n),
			    y_of(p, (double)table_at(p->t, row, s->high)->n));
		} else if (drawn > 0 && series_usual(s, row - 1))
			fputc('\n', c->data.file);
	if (drawn > 0)
		chart_end(c, "1:2:3",
		    "with filledcurves fillcolor rgb '#%06x' fillstyle solid 1 noborder",
		    (unsigned int)c->palette->band);
}

static void
grid(struct canvas *c, const struct plot *p)
{
	int64_t step = ticks_step(p->max > 0 ? p->max : 1);
	struct segment lines[16];
	char label[PROSE_SIZE];
	size_t n = 0;

	for (int64_t v = 0; (double)v <= p->top && n < 16; v += step) {
		double y = y_of(p, (double)v);

		prose_value(label, sizeof label, p->t, p->t->columns[p->t->by].unit,
		    &(struct value){ .known = true, .n = v });
		chart_text(c, TYPE_TICK_Y, p->left - 14, y, label);
		lines[n++] = (struct segment){ p->left, y, RIGHT, y };
	}
	chart_segments(c, lines + 1, n - 1, 1.5, c->palette->grid);
	chart_segments(c, lines, 1, 2, c->palette->faint);
}

static void
axis(struct canvas *c, const struct plot *p)
{
	const struct series *s = &p->series;
	struct tick ticks[TICKS_MOST];
	struct segment marks[TICKS_MOST];
	size_t n = ticks_along(p->t, s->period, p->pitch, ticks);

	for (size_t i = 0; i < n; i++) {
		double x = x_of(p, (double)ticks[i].row);

		marks[i] = (struct segment){ x, BOTTOM, x, BOTTOM + 8 };
		chart_text(c, TYPE_TICK_X, x, BOTTOM + 32, ticks[i].label);
		if (ticks[i].below[0] != '\0')
			chart_text(c, TYPE_TICK_X, x, BOTTOM + 64, ticks[i].below);
	}
	chart_segments(c, marks, n, 1.5, c->palette->faint);
}

static void
line(struct canvas *c, const struct plot *p)
{
	const struct series *s = &p->series;
	double v;

	chart_begin(c);
	fputc('\n', c->data.file);
	for (size_t row = 0; row < p->t->nrow; row++)
		if (series_line(s, row, &v))
			fprintf(c->data.file, "%.1f\t%.1f\n", x_of(p, (double)row), y_of(p, v));
		else if (!series_value(s, row)->known)
			fputc('\n', c->data.file);
	chart_end(c, "1:2", "with lines linewidth %d linecolor rgb '#%06x'",
	    s->medians && p->t->nrow <= DENSE ? 7 : 5, (unsigned int)c->palette->accent);
}

static void
points(struct canvas *c, const struct plot *p, bool whole, double size, uint32_t color)
{
	const struct series *s = &p->series;
	size_t n = 0;

	for (size_t row = 0; row < p->t->nrow; row++)
		if (series_value(s, row)->known && series_finished(s, row) == whole) {
			if (n++ == 0)
				chart_begin(c);
			fprintf(c->data.file, "%.1f\t%.1f\n", x_of(p, (double)row),
			    y_of(p, (double)series_value(s, row)->n));
		}
	if (n > 0)
		chart_end(c, "1:2", "with points pointtype 7 pointsize %g linecolor rgb '#%06x'",
		    size, (unsigned int)color);
}

/* Dots below a median, pale; on a plain line, as wide as the line where they are many. */
static void
values(struct canvas *c, const struct plot *p)
{
	const struct series *s = &p->series;
	const struct palette *colors = c->palette;
	double pale = colors->ground > colors->ink ? 0.45 : 0.25;

	if (s->medians) {
		points(c, p, true, p->t->nrow > DENSE ? 1 : 1.5,
		    chart_mix(colors->accent, colors->ground, pale));
		line(c, p);
	} else {
		line(c, p);
		points(c, p, true, p->t->nrow <= DOTS_TO ? 1.5 : 0.7, colors->accent);
	}
	points(c, p, false, 2.6, colors->accent);
	points(c, p, false, 1.5, colors->ground);
}

static void
peak(struct canvas *c, const struct plot *p)
{
	const struct series *s = &p->series;
	static const char *const joints[] = { " on ", " on ", " in the week of ", " in ", " in " };
	char label[2 * PROSE_SIZE], value[PROSE_SIZE], period[PROSE_SIZE], *name = period;
	size_t row = p->t->nrow - 1;
	int64_t least = p->max;
	double x, half;
	bool year;

	for (size_t i = p->t->nrow; i-- > 0; )
		if (series_value(s, i)->known) {
			row = series_value(s, i)->n == p->max ? i : row;
			least = series_value(s, i)->n < least ? series_value(s, i)->n : least;
		}
	if (least == p->max || series_current(s, row))
		return;
	year = prose_other_year(p->t, series_day(s, row));
	prose_period(period, sizeof period, p->t, table_at(p->t, row, s->period)->n, year);
	if (p->t->grain == GRAIN_WEEK)
		prose_day(period, sizeof period, series_day(s, row), year);
	else if (p->t->grain <= GRAIN_DAY)
		name += 3 + strspn(period + 3, " ");
	prose_value(value, sizeof value, p->t, p->t->columns[p->t->by].unit, series_value(s, row));
	snprintf(label, sizeof label, "%s%s%s", value, joints[p->t->grain], name);
	half = chart_text_width(TYPE_PEAK, label) / 2;
	x = x_of(p, (double)row);
	x = x + half > RIGHT ? RIGHT - half : x - half < p->left ? p->left + half : x;
	chart_text(c, TYPE_PEAK, x, y_of(p, (double)p->max) - 28, label);
}

static double
aside_height(const struct aside *a)
{
	return a->value[0] != '\0' ? ASIDE_APART : LINE_HEIGHT;
}

/* Sorts them by height, pushes them apart, and back up where they would leave the plot. */
static void
arrange(struct aside *asides, size_t n)
{
	struct aside moved;
	double over;

	for (size_t i = 1; i < n; i++)
		for (size_t j = i; j > 0 && asides[j].y < asides[j - 1].y; j--) {
			moved = asides[j];
			asides[j] = asides[j - 1];
			asides[j - 1] = moved;
		}
	for (size_t i = 1; i < n; i++)
		if (asides[i].y < asides[i - 1].y + aside_height(&asides[i - 1]))
			asides[i].y = asides[i - 1].y + aside_height(&asides[i - 1]);
	for (size_t i = n; i-- > 0; ) {
		over = asides[i].y + aside_height(&asides[i]) -
		    (i + 1 < n ? asides[i + 1].y : BOTTOM + LINE_HEIGHT);
		if (over > 0)
			asides[i].y -= over;
	}
}

/* The line, by its last value. */
static size_t
name_line(const struct plot *p, struct aside *a)
{
	const struct series *s = &p->series;
	double v;

	for (size_t row = p->t->nrow; row-- > 0; )
		if (series_line(s, row, &v)) {
			struct value rounded = { .known = true, .n = (int64_t)(v + 0.5) };

			*a = (struct aside){ .y = y_of(p, v), .type = TYPE_SERIES,
				.value_type = TYPE_SERIES_VALUE };
			prose_noun(a->name, sizeof a->name, s->medians ? "7-day median" :
			    p->t->columns[p->t->by].name);
			prose_value(a->value, sizeof a->value, p->t, p->t->columns[p->t->by].unit,
			    &rounded);
			return 1;
		}
	return 0;
}

static size_t
name_usual(const struct plot *p, struct aside *a)
{
	const struct series *s = &p->series;
	for (size_t row = p->t->nrow; row-- > 1; )
		if (series_usual(s, row) && series_usual(s, row - 1)) {
			double high = (double)table_at(p->t, row, s->high)->n;

			*a = (struct aside){ .y = y_of(p, high) + 12, .type = TYPE_ASIDE,
				.name = "usual range" };
			return 1;
		}
	return 0;
}

static size_t
name_current(const struct plot *p, struct aside *a)
{
	const struct series *s = &p->series;
	static const char *const names[] = { "hour, so far", "today, so far", "week, so far",
		"month, so far", "year, so far" };
	size_t row = p->t->nrow - 1;

	if (!series_current(s, row))
		return 0;
	*a = (struct aside){ .y = y_of(p, (double)series_value(s, row)->n), .type = TYPE_ASIDE,
		.value_type = TYPE_ASIDE };
	snprintf(a->name, sizeof a->name, "%s", names[p->t->grain]);
	prose_value(a->value, sizeof a->value, p->t, p->t->columns[p->t->by].unit,
	    series_value(s, row));
	return 1;
}

static void
asides(struct canvas *c, const struct plot *p)
{
	struct aside all[ASIDES];
	size_t n = 0;

	n += name_usual(p, &all[n]);
	n += name_line(p, &all[n]);
	n += name_current(p, &all[n]);
	arrange(all, n);
	for (size_t i = 0; i < n; i++) {
		chart_text(c, all[i].type, ASIDE_X, all[i].y, all[i].name);
		if (all[i].value[0] != '\0')
			chart_text(c, all[i].value_type, ASIDE_X, all[i].y + LINE_HEIGHT,
			    all[i].value);
	}
}

static void
foot(struct canvas *c, const struct plot *p)
{
	const struct series *s = &p->series;
	const char *dots = s->medians ? "Dots: days." : "", *rings = "";
	char count[NOTES_SIZE], missing[NOTES_SIZE];

	for (size_t row = 0; row < p->t->nrow; row++)
		if (series_value(s, row)->known && !series_finished(s, row) &&
		    !series_current(s, row))
			rings = "Rings: incomplete.";
	notes_count(count, p->t);
	notes_gaps(missing, p->t, 1);
	if (p->t->coverage.ngap == 0)
		missing[0] = '\0';
	chart_foot(c, (const char *const []){ dots, missing, rings, count }, 4,
	    CHART_RIGHT - CHART_EDGE);
}

int
chart_line(struct canvas *c, const struct table *t, enum theme theme, enum picture picture)
{
	struct plot p = plan(t);

	if (chart_open(c, theme, picture, HEIGHT) == -1)
		return -1;
	chart_head(c, t);
	gaps(c, &p);
	usual(c, &p);
	grid(c, &p);
	axis(c, &p);
	values(c, &p);
	peak(c, &p);
	asides(c, &p);
	foot(c, &p);
	return 0;
}
