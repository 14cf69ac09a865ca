/*
 * A year in one picture: large numbers, months and week side by side, a ranking, and emoji.  What has
 * nothing to show is left out, and the picture is as much lower.
 */
#include "reports/chart.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lib/locale.h"
#include "lib/spoken.h"
#include "lib/unicode.h"
#include "reports/cards.h"
#include "reports/notes.h"
#include "reports/prose.h"
#include "reports/series.h"

enum {
	WIDTH = 1080,
	RIGHT = WIDTH - CHART_EDGE,
	TITLE_Y = 74, SUBTITLE_Y = 132,
	TILES = 6, TILES_A_ROW = 3, TILE_WIDTH = 336, TILE_Y = 222, TILE_HEIGHT = 132, LABEL_BELOW = 50,
	SIDES_Y = 470, SIDES_TOP = 503, SIDES_BOTTOM = 697, SIDES_LABEL = 734, SIDES_END = 790,
	MONTHS_TOP = 532, MONTHS_RIGHT = 540, MONTH_MOST = 64, PEAK_ABOVE = 26,
	WEEK_LEFT = 586, WEEK_CELLS = 622, DAY_X = 598, HOURS_A_LABEL = 6,
	BARS = 5, BAR_PITCH = 58, BAR_THICK = 36, BAR_LEFT = 379, BAR_RIGHT = 860, BARS_FIRST = 52,
	BARS_END = 360, NAME_X = 361, NAME_WIDTH = 310, VALUE_AFTER = 16,
	EMOJI = 6, EMOJI_X = 86, EMOJI_PITCH = 164, EMOJI_BELOW = 54, COUNT_BELOW = 106, EMOJI_END = 126,
	BOTTOM = 74,
	PERIODS = 128
};

static const double COLUMN = 0.72;	/* of the pitch */

/* "Ada in 2026", "A year of Ada", "7 months of Ada". */
static void
entitle(char *buf, size_t size, const struct table *t, const char *who)
{
	int64_t first = zone_day(prose_zone(t), t->window.since), year, months = (t->days + 15) * 12 / 365;
	int month, mday;

	date_civil(first, &year, &month, &mday);
	if (t->window.type == SPAN_YEAR || (first == date_day(year, 1, 1) && t->window.until ==
	    zone_day_start(prose_zone(t), date_day(year + 1, 1, 1))))
		snprintf(buf, size, _("%s in %d"), who, (int)year);
	else if (t->window.type == SPAN_ALL)
		snprintf(buf, size, _("%s so far"), who);
	else if (t->days == 365 || t->days == 366)
		snprintf(buf, size, _("A year of %s"), who);
	else if (t->window.type == SPAN_MONTHS && months == 1)
		snprintf(buf, size, _("A month of %s"), who);
	else if (t->window.type == SPAN_MONTHS)
		snprintf(buf, size, P_("%d month of %s", "%d months of %s", months), (int)months, who);
	else
		snprintf(buf, size, P_("%d day of %s", "%d days of %s", t->days), (int)t->days, who);
}

static void
title(struct canvas *c, const struct page *p)
{
	const struct table *t = p->parts[0].table;
	const char *who = t->member != NULL ? t->member : t->chats[0].title;
	char fitted[CHART_TEXT], line[CHART_TEXT + 128];
	enum type type;

	entitle(line, sizeof line, t, who);
	type = chart_text_width(TYPE_GREAT, line) > RIGHT - CHART_EDGE ? TYPE_TITLE : TYPE_GREAT;
	entitle(line, sizeof line, t, "");
	chart_fit(fitted, type, who, RIGHT - CHART_EDGE - chart_text_width(type, line));
	entitle(line, sizeof line, t, fitted);
	chart_text(c, type, CHART_EDGE, TITLE_Y, line);
}

static void
subtitle(struct canvas *c, const struct table *t)
{
	char window[PROSE_SIZE], when[2 * PROSE_SIZE], fitted[CHART_TEXT] = "";
	char line[CHART_TEXT + 2 * PROSE_SIZE + 8];

	prose_window(window, sizeof window, t);
	window[strcspn(window, "(") - (strchr(window, '(') != NULL)] = '\0';
	snprintf(when, sizeof when, "%s · %s", window, prose_zone_name(t));
	if (t->member != NULL)
		chart_fit(fitted, TYPE_SUBTITLE, t->chats[0].title,
		    RIGHT - CHART_EDGE - chart_text_width(TYPE_SUBTITLE, when));
	snprintf(line, sizeof line, "%s%s%s", fitted, fitted[0] != '\0' ? " · " : "", when);
	chart_text(c, TYPE_SUBTITLE, CHART_EDGE, SUBTITLE_Y, line);
}

static void
tiles(struct canvas *c, const struct page *p)
{
	char value[CHART_TEXT], label[CHART_TEXT];
	int n = 0;

	for (const struct card_tile *tile = p->card->tiles; tile->report != NULL && n < TILES; tile++) {
		double x = CHART_EDGE + n % TILES_A_ROW * TILE_WIDTH;
		double y = TILE_Y + (double)(n / TILES_A_ROW) * TILE_HEIGHT;

		if (!cards_tile(p, tile, value, sizeof value, label, sizeof label))
			continue;
		chart_text(c, TYPE_NUMBER, x, y, value);
		chart_name(c, TYPE_SUBTITLE, x, y + LABEL_BELOW, label, TILE_WIDTH - 16);
		n++;
	}
}

static void
first_letter(char *text)
{
	text[unicode_cluster(text, strlen(text), 0)] = '\0';
}

static bool
begins_month(const struct series *s, size_t row)
{
	return row > 0 && row < s->table->nrow && date_floor(series_day(s, row), GRAIN_MONTH) !=
	    date_floor(series_day(s, row - 1), GRAIN_MONTH);
}

/* The first letter of a month; of shorter periods, the month that begins with them, if there is room. */
static void
period_label(struct canvas *c, const struct series *s, size_t row, double pitch)
{
	int64_t day = series_day(s, row);
	double x = CHART_EDGE + ((double)row + 0.5) * pitch, half;
	bool said = begins_month(s, row);
	char text[PROSE_SIZE];

	if (s->table->grain == GRAIN_MONTH) {
		spoken_month(text, sizeof text, day, false);
		first_letter(text);
		chart_text(c, TYPE_TICK_X, x, SIDES_LABEL, text);
		return;
	}
	spoken_month(text, sizeof text, day, false);
	half = chart_text_width(TYPE_TICK_X, text) / 2;
	said |= row == 0;
	for (size_t next = 1; row == 0 && (double)next * pitch < 3 * half; next++)
		said &= !begins_month(s, next);
	if (said)
		chart_text(c, TYPE_TICK_X, x < CHART_EDGE + half ? CHART_EDGE + half : x, SIDES_LABEL, text);
}

/* The value of the highest stands above it, and inside. */
static void
peak(struct canvas *c, double x, double y, const char *value)
{
	double half = chart_text_width(TYPE_COLUMN, value) / 2;

	x = x + half > MONTHS_RIGHT ? MONTHS_RIGHT - half : x;
	chart_text(c, TYPE_COLUMN, x - half < CHART_EDGE ? CHART_EDGE + half : x, y - PEAK_ABOVE, value);
}

static void
months(struct canvas *c, const struct table *t)
{
	static const char *const headings[] = { N_("By hour"), N_("By day"), N_("By week"), N_("By month"),
	    N_("By year") };
	struct series s = series_of(t);
	double pitch = (double)(MONTHS_RIGHT - CHART_EDGE) / (double)t->nrow;
	int64_t max = table_max(t, t->by);
	struct box boxes[PERIODS];
	char text[PROSE_SIZE];
	size_t n = 0;

	pitch = pitch > MONTH_MOST ? MONTH_MOST : pitch;
	chart_text(c, TYPE_HEADING, CHART_EDGE, SIDES_Y, _(headings[t->grain]));
	for (size_t row = 0; row < t->nrow && n < PERIODS; row++) {
		const struct value *v = series_value(&s, row);
		double x = CHART_EDGE + ((double)row + 0.5) * pitch, y;
		uint32_t color = v->n == max ? c->palette->accent : c->palette->accent2;

		period_label(c, &s, row, pitch);
		if (!v->known || v->n == 0)
			continue;
		y = SIDES_BOTTOM - (SIDES_BOTTOM - MONTHS_TOP) * (double)v->n / (double)max;
		boxes[n++] = (struct box){ x - pitch * COLUMN / 2, x + pitch * COLUMN / 2, y, SIDES_BOTTOM,
			series_current(&s, row) ? chart_faded(c, color) : color };
		if (v->n != max)
			continue;
		prose_cell(text, sizeof text, t, row, t->by);
		peak(c, x, y, text);
	}
	chart_boxes(c, boxes, n, 3);
}

static void
week(struct canvas *c, const struct table *t, const char *heading)
{
	const double wide = (RIGHT - WEEK_CELLS) / 24.0, high = (SIDES_BOTTOM - SIDES_TOP) / 7.0;
	const struct value *cells[7][24];
	struct box boxes[7 * 24];
	int64_t max = table_max(t, t->by);
	char text[32];
	size_t n = 0;

	table_week(t, cells);
	chart_text(c, TYPE_HEADING, WEEK_LEFT, SIDES_Y, heading);
	for (int d = 0; d < 7; d++) {
		double y = SIDES_TOP + d * high;

		snprintf(text, sizeof text, "%s", spoken_weekday(d));
		first_letter(text);
		chart_text(c, TYPE_SMALL, DAY_X, y + high / 2, text);
		for (int h = 0; h < 24; h++) {
			const struct value *v = cells[d][h];
			int class = v != NULL && v->known ? prose_class(v->n, max, CHART_CLASSES) : 0;
			double x = WEEK_CELLS + h * wide;

			if (v != NULL && v->known)
				boxes[n++] = (struct box){ x + 1, x + wide - 1, y + 1, y + high - 1,
					class == 0 ? c->palette->cell : c->palette->classes[class - 1] };
		}
	}
	chart_boxes(c, boxes, n, 2);
	for (int h = 0; h < 24; h += HOURS_A_LABEL) {
		snprintf(text, sizeof text, "%02d", h);
		chart_text(c, TYPE_TICK_X, WEEK_CELLS + (h + 0.5) * wide, SIDES_LABEL, text);
	}
}

static void
ranking(struct canvas *c, const struct table *t, const char *heading, double y)
{
	int64_t max = table_max(t, t->by);
	struct box boxes[BARS];
	char text[CHART_TEXT];
	size_t row = 0;

	chart_text(c, TYPE_HEADING, CHART_EDGE, y, heading);
	y += BARS_FIRST;
	for (; row < t->nrow && row < BARS; row++) {
		double part = (double)table_at(t, row, t->by)->n / (double)max;
		double end = BAR_LEFT + (BAR_RIGHT - BAR_LEFT) * part;

		prose_cell(text, sizeof text, t, row, table_label(t));
		chart_name(c, TYPE_NAME, NAME_X, y, text, NAME_WIDTH);
		boxes[row] = (struct box){ BAR_LEFT, end, y - BAR_THICK / 2.0, y + BAR_THICK / 2.0,
			part < 1 ? c->palette->accent2 : c->palette->accent };
		prose_cell(text, sizeof text, t, row, t->by);
		chart_text(c, TYPE_VALUE, end + VALUE_AFTER, y, text);
		y += BAR_PITCH;
	}
	chart_boxes(c, boxes, row, 5);
}

static void
emoji(struct canvas *c, const struct table *t, const char *heading, double y)
{
	char text[CHART_TEXT];
	bool squares = false;

	chart_text(c, TYPE_HEADING, CHART_EDGE, y, heading);
	for (size_t row = 0; row < t->nrow && row < EMOJI; row++) {
		double x = EMOJI_X + (double)row * EMOJI_PITCH;

		prose_cell(text, sizeof text, t, row, table_label(t));
		squares |= chart_emoji(c, x, y + EMOJI_BELOW, text, EMOJI_PITCH);
		prose_cell(text, sizeof text, t, row, t->by);
		chart_text(c, TYPE_TICK_X, x, y + COUNT_BELOW, text);
	}
	if (squares)
		chart_text(c, TYPE_TICK_Y, RIGHT, y, _("□: custom emoji."));
}

/* The first answer of a layout that has something to show, with a label of a unit or (else) none of it. */
static size_t
find(const struct page *p, unsigned layouts, bool emoji_wanted)
{
	size_t i = 0;

	for (; i < p->count; i++) {
		const struct table *t = p->parts[i].table;
		size_t label = table_label(t);

		if ((layouts & 1U << t->report->layout) != 0 && !notes_empty(t) && label < t->ncolumn &&
		    (t->columns[label].unit == UNIT_EMOJI) == emoji_wanted)
			break;
	}
	return i;
}

int
chart_year(struct canvas *c, const struct page *p)
{
	const struct table *t = p->parts[0].table;
	size_t bars = find(p, 1U << LAYOUT_RANKING | 1U << LAYOUT_BARS, false);
	size_t series = find(p, 1U << LAYOUT_SERIES, false), heat = find(p, 1U << LAYOUT_HEATMAP, false);
	size_t glyphs = find(p, 1U << LAYOUT_BARS, true);
	double y = SIDES_END;
	char note[NOTES_SIZE];

	c->width = WIDTH;
	if (chart_open(c, SIDES_END + (bars < p->count ? BARS_END : 0) + (glyphs < p->count ? EMOJI_END : 0) +
	    BOTTOM) == -1)
		return -1;
	title(c, p);
	subtitle(c, t);
	tiles(c, p);
	if (series < p->count)
		months(c, p->parts[series].table);
	if (heat < p->count)
		week(c, p->parts[heat].table, p->parts[heat].heading);
	if (bars < p->count)
		ranking(c, p->parts[bars].table, p->parts[bars].heading, y);
	if (bars < p->count)
		y += BARS_END;
	if (glyphs < p->count)
		emoji(c, p->parts[glyphs].table, p->parts[glyphs].heading, y);
	notes_recorded(note, t, true);
	chart_foot(c, t, (const char *const []){ note, p->shrunk ? _("That is not a year yet.") : "" }, 2,
	    RIGHT - CHART_EDGE);
	return 0;
}
