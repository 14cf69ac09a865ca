#include "reports/chart.h"

#include <stdio.h>

#include "lib/locale.h"
#include "lib/spoken.h"
#include "reports/notes.h"
#include "reports/plot.h"
#include "reports/prose.h"
#include "reports/series.h"

enum {
	ASIDES = 3,
	USUAL_LEAST = 3,	/* rows in a row with a usual range: fewer are a splinter */
	DOTS_TO = 62,		/* rows of a plain line whose values are marked */
	PEAK_ABOVE = 28
};

/* The end of the run of rows with a usual range that begins at row; row if it is too short. */
static size_t
usual_run(const struct series *s, size_t row)
{
	size_t end = row;
	double low, high;

	while (end < s->table->nrow && series_usual(s, end, &low, &high))
		end++;
	return end - row < USUAL_LEAST ? row : end;
}

static void
usual(struct canvas *c, const struct plot *p, const struct series *s)
{
	double low, high;

	for (size_t row = 0, end; row < p->t->nrow; row = end + 1) {
		if ((end = usual_run(s, row)) == row)
			continue;
		chart_begin(c);
		for (; row < end && series_usual(s, row, &low, &high); row++)
			fprintf(c->data.file, "%.1f\t%.1f\t%.1f\n", plot_x(p, (double)row),
			    plot_y(p, low), plot_y(p, high));
		chart_end(c, "1:2:3",
		    "with filledcurves fillcolor rgb '#%06x' fillstyle solid 1 noborder",
		    (unsigned int)c->palette->band);
	}
}

static void
line(struct canvas *c, const struct plot *p, const struct series *s)
{
	double v;

	chart_begin(c);
	fputc('\n', c->data.file);
	for (size_t row = 0; row < p->t->nrow; row++)
		if (series_line(s, row, &v))
			fprintf(c->data.file, "%.1f\t%.1f\n", plot_x(p, (double)row), plot_y(p, v));
		else if (!series_value(s, row)->known)
			fputc('\n', c->data.file);
	chart_end(c, "1:2", "with lines linewidth %d linecolor rgb '#%06x'",
	    s->medians && p->t->nrow <= PLOT_DENSE ? 7 : 5, (unsigned int)c->palette->accent);
}

static void
points(struct canvas *c, const struct plot *p, const struct series *s, bool whole, double size,
    uint32_t color)
{
	size_t n = 0;

	for (size_t row = 0; row < p->t->nrow; row++)
		if (series_value(s, row)->known && series_finished(s, row) == whole) {
			if (n++ == 0)
				chart_begin(c);
			fprintf(c->data.file, "%.1f\t%.1f\n", plot_x(p, (double)row),
			    plot_y(p, (double)series_value(s, row)->n));
		}
	if (n > 0)
		chart_end(c, "1:2", "with points pointtype 7 pointsize %g linecolor rgb '#%06x'",
		    size, (unsigned int)color);
}

/* Dots below a median, pale; on a plain line, as wide as the line where they are many. */
static void
values(struct canvas *c, const struct plot *p, const struct series *s)
{
	const struct palette *colors = c->palette;
	double pale = colors->ground > colors->ink ? 0.45 : 0.25;

	if (s->medians) {
		points(c, p, s, true, p->t->nrow > PLOT_DENSE ? 1 : 1.5,
		    chart_mix(c, colors->accent, pale));
		line(c, p, s);
	} else {
		line(c, p, s);
		points(c, p, s, true, p->t->nrow <= DOTS_TO ? 1.5 : 0.7, colors->accent);
	}
	points(c, p, s, false, 2.6, colors->accent);
	points(c, p, s, false, 1.5, colors->ground);
}

/* "1,183 on 14 Oct" */
static void
peak_label(char *buf, size_t size, const struct series *s, size_t row)
{
	/* Translators: "1,183 on 14 Oct", of an hour or a day, a week, a month, a year */
	static const char *const joints[] = { N_("%s on %s"), N_("%s on %s"), N_("%s in the week of %s"),
	    N_("%s in %s"), N_("%s in %s") };
	const struct table *t = s->table;
	char value[PROSE_SIZE], period[PROSE_SIZE];
	bool year = prose_other_year(t, series_day(s, row));
	const char *date = period;

	if (t->grain == GRAIN_WEEK)
		spoken_day(period, sizeof period, series_day(s, row), year);
	else
		prose_period(period, sizeof period, t, table_at(t, row, s->period)->n, year);
	if (t->grain <= GRAIN_DAY) {	/* without its weekday */
		date += strcspn(date, " ");
		date += strspn(date, " ");
	}
	prose_cell(value, sizeof value, t, row, t->by);
	snprintf(buf, size, _(joints[t->grain]), value, date);
}

/* Names the highest, unless all are the same or it is not over. */
static void
peak(struct canvas *c, const struct plot *p, const struct series *s)
{
	char label[2 * PROSE_SIZE];
	int64_t max = table_max(p->t, p->t->by), least = max;
	size_t row = p->t->nrow - 1;

	for (size_t i = p->t->nrow; i-- > 0; )
		if (series_value(s, i)->known) {
			row = series_value(s, i)->n == max ? i : row;
			least = series_value(s, i)->n < least ? series_value(s, i)->n : least;
		}
	if (least == max || series_current(s, row))
		return;
	peak_label(label, sizeof label, s, row);
	plot_text(c, p, TYPE_PEAK, row, plot_y(p, (double)max) - PEAK_ABOVE, label);
}

/* The line, by its last value. */
static size_t
name_line(const struct plot *p, const struct series *s, struct aside *a)
{
	const struct column *by = &p->t->columns[p->t->by];
	double v;

	for (size_t row = p->t->nrow; row-- > 0; )
		if (series_line(s, row, &v)) {
			*a = (struct aside){ .y = plot_y(p, v), .type = TYPE_SERIES,
				.value_type = TYPE_SERIES_VALUE };
			snprintf(a->name, sizeof a->name, "%s", s->medians ? _("7-day median") :
			    prose_noun(by->name, PROSE_MANY));
			prose_value(a->value, sizeof a->value, p->t, by->unit,
			    &(struct value){ .known = true, .n = (int64_t)(v + 0.5) });
			return 1;
		}
	return 0;
}

/* The usual range, where it was last drawn. */
static size_t
name_usual(const struct plot *p, const struct series *s, struct aside *a)
{
	double low, high = -1;

	for (size_t row = 0, end; row < p->t->nrow; row = end + 1)
		if ((end = usual_run(s, row)) > row)
			series_usual(s, end - 1, &low, &high);
	if (high < 0)
		return 0;
	*a = (struct aside){ .y = plot_y(p, high) + 12, .type = TYPE_ASIDE };
	snprintf(a->name, sizeof a->name, "%s", _("usual range"));
	return 1;
}

static size_t
name_current(const struct plot *p, const struct series *s, struct aside *a)
{
	static const char *const names[] = { N_("hour, so far"), N_("today, so far"),
		N_("week, so far"), N_("month, so far"), N_("year, so far") };
	size_t row = p->t->nrow - 1;

	if (!series_current(s, row))
		return 0;
	*a = (struct aside){ .y = plot_y(p, (double)series_value(s, row)->n), .type = TYPE_ASIDE,
		.value_type = TYPE_ASIDE };
	snprintf(a->name, sizeof a->name, "%s", _(names[p->t->grain]));
	prose_cell(a->value, sizeof a->value, p->t, row, p->t->by);
	return 1;
}

static void
names(struct canvas *c, const struct plot *p, const struct series *s)
{
	struct aside all[ASIDES];
	size_t n = name_usual(p, s, &all[0]);

	n += name_line(p, s, &all[n]);
	n += name_current(p, s, &all[n]);
	plot_asides(c, all, n);
}

static void
foot(struct canvas *c, const struct table *t, const struct series *s)
{
	const char *rings = "";
	char count[NOTES_SIZE];

	for (size_t row = 0; row < t->nrow; row++)
		if (series_value(s, row)->known && !series_finished(s, row) &&
		    !series_current(s, row))
			rings = _("Rings: incomplete.");
	notes_count(count, t);
	chart_foot(c, t, (const char *const []){ s->medians ? _("Dots: days.") : "", rings, count }, 3,
	    CHART_RIGHT - CHART_EDGE);
}

int
chart_line(struct canvas *c, const struct table *t)
{
	struct series s = series_of(t);
	double most = (double)table_max(t, t->by), low, high;
	struct plot p;

	for (size_t row = 0; row < t->nrow; row++)
		if (series_usual(&s, row, &low, &high) && high > most)
			most = high;
	p = plot_of(t, PLOT_TOP, PLOT_RIGHT, 0, most);
	if (chart_open(c, PLOT_HEIGHT) == -1)
		return -1;
	chart_head(c, t);
	plot_gaps(c, &p);
	usual(c, &p, &s);
	plot_grid(c, &p);
	plot_dates(c, &p);
	values(c, &p, &s);
	peak(c, &p, &s);
	names(c, &p, &s);
	foot(c, t, &s);
	return 0;
}
