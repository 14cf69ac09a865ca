#include "reports/chart.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/log.h"
#include "lib/stream.h"
#include "reports/gnuplot.h"
#include "reports/notes.h"
#include "reports/prose.h"

enum { NOTHING_HEIGHT = 480, TITLE_Y = 60, SUBTITLE_Y = 114, TITLES = 136, FOOT = 36, LINE_HEIGHT = 60,
    THEMES = 2 };

void
chart_head(struct canvas *c, const struct table *t)
{
	const double room = CHART_WIDTH - 2 * CHART_EDGE;
	char subject[PROSE_SUBJECT], fitted[CHART_TEXT], line[CHART_TEXT + 2 * PROSE_SIZE];
	char window[PROSE_SIZE], when[2 * PROSE_SIZE];

	if (c->top > 0)
		return;
	chart_name(c, TYPE_TITLE, CHART_EDGE, TITLE_Y, t->title, room);
	prose_subject(subject, sizeof subject, t);
	prose_window(window, sizeof window, t);
	window[strcspn(window, "(") - (strchr(window, '(') != NULL)] = '\0';
	snprintf(when, sizeof when, " · %s · %s", window, prose_zone_name(t));
	chart_fit(fitted, TYPE_SUBTITLE, subject, room - chart_text_width(TYPE_SUBTITLE, when));
	snprintf(line, sizeof line, "%s%s", fitted, when);
	chart_text(c, TYPE_SUBTITLE, CHART_EDGE, SUBTITLE_Y, line);
}

/* Adds a sentence to a line if it fits. */
static void
add(char *line, size_t size, const char *sentence, double width)
{
	size_t used = strlen(line);

	snprintf(line + used, size - used, "%s%s", used > 0 && sentence[0] != '\0' ? " " : "",
	    sentence);
	if (chart_text_width(TYPE_FOOTER, line) > width)
		line[used] = '\0';
}

void
chart_foot(struct canvas *c, const struct table *t, const char *const *sentences, size_t count,
    double width)
{
	char line[sizeof c->said] = "", missing[NOTES_SIZE] = "", all[NOTES_SIZE] = "";
	char kept[NOTES_SIZE];

	if (c->top > 0)		/* what holds for all is said where the titles are */
		notes_count(all, t);
	else if (t->coverage.ngap > 0)
		notes_gaps(missing, t, 1);
	if (t->coverage.reads != READS_SUMS) {
		notes_kept(kept, t);
		add(c->said, sizeof c->said, kept, INFINITY);
		add(line, sizeof line, kept, width);
	}
	for (size_t i = 0; i < count; i++) {
		add(c->said, sizeof c->said, sentences[i], INFINITY);
		if (all[0] == '\0' || strcmp(sentences[i], all) != 0)
			add(line, sizeof line, sentences[i], width);
		if (i == 0)
			add(line, sizeof line, missing, width);
	}
	if (line[0] != '\0')
		chart_text(c, TYPE_FOOTER, CHART_EDGE, c->height - FOOT, line);
}

int
chart_nothing(struct canvas *c, const struct table *t)
{
	const double x = CHART_WIDTH / 2.0, y = NOTHING_HEIGHT / 2.0;
	char note[NOTES_SIZE];

	if (chart_open(c, NOTHING_HEIGHT) == -1)
		return -1;
	chart_head(c, t);
	notes_nothing(note, t);
	chart_text(c, TYPE_HEADLINE, x, y, note);
	notes_reason(note, t);
	if (note[0] != '\0')
		chart_text(c, TYPE_SENTENCE, x, y + LINE_HEIGHT, note);
	notes_recorded(note, t, true);
	chart_foot(c, t, &(const char *){ note }, 1, CHART_RIGHT - CHART_EDGE);
	return 0;
}

/* A card's picture, or a chart, which figure is told about. */
static int
script(FILE *out, const struct page *p, struct canvas *c, struct figure *figure)
{
	static int (*const charts[])(struct canvas *, const struct table *) = {
		[CHART_BARS] = chart_bars, [CHART_LINE] = chart_line,
		[CHART_HEATMAP] = chart_heat, [CHART_STACKED] = chart_stacked,
		[CHART_COLUMNS] = chart_columns, [CHART_MATRIX] = chart_matrix,
		[CHART_COHORTS] = chart_cohorts, [CHART_SIDES] = chart_sides, [CHART_COST] = chart_cost,
		[CHART_POLL] = chart_poll
	};
	const struct table *t = p->parts[0].table;
	int ret;

	c->width = CHART_WIDTH;
	if (p->card == NULL && t->report->chart == CHART_NONE)
		return log_fail(STATUS_MISUSE, "%s has no chart", t->report->name);
	if (notes_empty(t))
		ret = chart_nothing(c, t);
	else
		ret = p->card != NULL ? chart_year(c, p) : charts[t->report->chart](c, t);
	if (ret == 0)
		ret = chart_emit(c, out);
	if (figure != NULL) {
		figure->height = c->height - c->top;
		snprintf(figure->said, sizeof figure->said, "%s", c->said);
	}
	chart_close(c);
	return ret;
}

int
chart_script(FILE *out, const struct page *p, enum theme theme, enum picture picture)
{
	struct canvas c = { .palette = chart_palette(theme), .picture = picture };

	return script(out, p, &c, NULL);
}

int
chart_render(FILE *out, const struct page *p, enum theme theme, enum picture picture)
{
	FILE *file = tmpfile();
	int ret = -1;

	if (file == NULL)
		return log_fail(STATUS_FAILED, "cannot make a temporary file: %s", strerror(errno));
	if (chart_script(file, p, theme, picture) == 0)
		ret = gnuplot_run(file, picture, 1, out);
	fclose(file);
	return ret;
}

/* Rankings show their bars in their tables. */
static bool
has_figure(const struct table *t)
{
	return t->report->chart != CHART_NONE && t->report->layout != LAYOUT_RANKING && !notes_empty(t);
}

/* The scripts of all figures, one after another; how many there are, or -1. */
static int
scripts(FILE *out, const struct page *p, struct figure *figures)
{
	int count = 0;

	for (size_t i = 0; i < p->count; i++)
		for (int theme = 0; theme < THEMES && has_figure(p->parts[i].table); theme++, count++) {
			struct canvas c = { .palette = chart_palette((enum theme)theme),
				.picture = PICTURE_SVG, .top = TITLES };

			if (script(out, &(struct page){ .parts = &p->parts[i], .count = 1 }, &c,
			    &figures[i]) == -1)
				return -1;
		}
	return count;
}

/* Gives each figure its part of what gnuplot wrote. */
static int
deal(const struct page *p, struct figure *figures, const char *svgs)
{
	static const char tail[] = "</svg>";

	for (size_t i = 0; i < p->count; i++)
		for (int theme = 0; theme < THEMES && has_figure(p->parts[i].table); theme++) {
			const char *end;

			svgs += strspn(svgs, " \r\n");
			if ((end = strstr(svgs, tail)) == NULL)
				return log_fail(STATUS_FAILED, "gnuplot: a picture is missing");
			end += sizeof tail - 1;
			figures[i].length[theme] = (size_t)(end - svgs);
			if ((figures[i].svg[theme] = strndup(svgs, (size_t)(end - svgs))) == NULL)
				return log_fail(STATUS_FAILED, "out of memory");
			svgs = end;
		}
	return 0;
}

int
chart_figures(const struct page *p, struct figure *figures)
{
	struct memory svgs = { .file = NULL };
	FILE *file = tmpfile();
	int count, ret = -1;

	memset(figures, 0, p->count * sizeof *figures);
	if ((svgs.file = stream_open(&svgs.text, &svgs.size)) == NULL)
		goto out;
	if (file == NULL) {
		log_fail(STATUS_FAILED, "cannot draw: %s", strerror(errno));
		goto out;
	}
	if ((count = scripts(file, p, figures)) == -1 ||
	    (count > 0 && gnuplot_run(file, PICTURE_SVG, count, svgs.file) == -1))
		goto out;
	ret = stream_close(svgs.file, &svgs.text);
	svgs.file = NULL;
	if (ret == 0)
		ret = deal(p, figures, svgs.text);
out:
	if (file != NULL)
		fclose(file);
	if (svgs.file != NULL)
		fclose(svgs.file);
	free(svgs.text);
	return ret;
}

void
chart_figures_free(struct figure *figures, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (int theme = 0; theme < THEMES; theme++)
			free(figures[i].svg[theme]);
}
