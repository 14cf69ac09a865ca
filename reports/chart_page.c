#include "reports/chart.h"

#include <string.h>

#include "lib/log.h"
#include "reports/notes.h"
#include "reports/prose.h"

enum { NOTHING_HEIGHT = 480, TITLE_Y = 60, SUBTITLE_Y = 114, FOOT = 36, LINE_HEIGHT = 60 };

void
chart_head(struct canvas *c, const struct table *t)
{
	const double room = CHART_WIDTH - 2 * CHART_EDGE;
	char subject[PROSE_SUBJECT], fitted[CHART_TEXT], line[CHART_TEXT + 2 * PROSE_SIZE];
	char window[PROSE_SIZE], when[2 * PROSE_SIZE];

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
	char line[4 * NOTES_SIZE] = "", missing[NOTES_SIZE] = "";

	if (t->coverage.ngap > 0)
		notes_gaps(missing, t, 1);
	for (size_t i = 0; i < count; i++) {
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

int
chart_script(FILE *out, const struct table *t, enum theme theme, enum picture picture)
{
	static int (*const charts[])(struct canvas *, const struct table *) = {
		[CHART_BARS] = chart_bars, [CHART_LINE] = chart_line,
		[CHART_HEATMAP] = chart_heat, [CHART_STACKED] = chart_stacked,
		[CHART_COLUMNS] = chart_columns, [CHART_MATRIX] = chart_matrix,
		[CHART_COHORTS] = chart_cohorts, [CHART_SIDES] = chart_sides, [CHART_COST] = chart_cost
	};
	struct canvas c = { .palette = chart_palette(theme), .picture = picture };
	int ret;

	if (t->report->chart == CHART_NONE)
		return log_fail(STATUS_MISUSE, "%s has no chart", t->report->name);
	ret = notes_empty(t) ? chart_nothing(&c, t) : charts[t->report->chart](&c, t);
	if (ret == 0)
		ret = chart_emit(&c, out);
	chart_close(&c);
	return ret;
}
