#include "reports/chart.h"

#include <stdio.h>

#include "lib/locale.h"
#include "lib/spoken.h"
#include "reports/notes.h"
#include "reports/prose.h"

enum {
	HEIGHT = 800,
	LEFT = 136,
	TOP = 176,
	BOTTOM = 650,
	DAY_X = 120,
	HOUR_Y = BOTTOM + 26,
	WEEKEND = 9,		/* set off by */
	GAP = 6,
	CORNER = 6,
	KEY_Y = HEIGHT - 36,
	KEY_SIZE = 26,
	KEY_STEP = 35
};

static uint32_t
ground(const struct canvas *c, const struct value *v, int64_t max)
{
	int class = prose_class(v->n, max, CHART_CLASSES);

	return class == 0 ? c->palette->cell : c->palette->classes[class - 1];
}

/* Whether there was an unknown cell: it has no ground, but a dash. */
static bool
cells(struct canvas *c, const struct table *t, int64_t max)
{
	const struct value *week[7][24];
	const double wide = (CHART_RIGHT - LEFT) / 24.0, high = (BOTTOM - TOP - WEEKEND) / 7.0;
	struct box boxes[7 * 24];
	size_t n = 0;
	bool unknown = false;

	table_week(t, week);
	for (int d = 0; d < 7; d++) {
		double y = TOP + d * high + (d >= 5 ? WEEKEND : 0);

		chart_text(c, TYPE_NAME, DAY_X, y + high / 2, spoken_weekday(d));
		for (int h = 0; h < 24; h++) {
			double x = LEFT + h * wide;

			if (week[d][h] != NULL && week[d][h]->known)
				boxes[n++] = (struct box){ x + GAP / 2, x + wide - GAP / 2,
					y + GAP / 2, y + high - GAP / 2,
					ground(c, week[d][h], max) };
			else {
				chart_text(c, TYPE_TICK_X, x + wide / 2, y + high / 2, "–");
				unknown = true;
			}
		}
	}
	chart_boxes(c, boxes, n, CORNER);
	return unknown;
}

static void
hours(struct canvas *c)
{
	const double wide = (CHART_RIGHT - LEFT) / 24.0;
	char hour[16];

	for (int h = 0; h < 24; h += 3) {
		snprintf(hour, sizeof hour, "%02d", h);
		chart_text(c, TYPE_TICK_X, LEFT + (h + 0.5) * wide, HOUR_Y, hour);
	}
}

/* "0 ▢■■■■■■ max" at the right of the footer; where it begins. */
static double
key(struct canvas *c, const struct table *t, int64_t max)
{
	struct box boxes[CHART_CLASSES + 1];
	char most[PROSE_SIZE];
	double x;

	prose_value(most, sizeof most, t, t->columns[t->by].unit,
	    &(struct value){ .known = true, .n = max });
	chart_text(c, TYPE_KEY, CHART_RIGHT, KEY_Y, most);
	x = CHART_RIGHT - chart_text_width(TYPE_KEY, most) - 14 - (CHART_CLASSES + 1) * KEY_STEP;
	for (int i = 0; i <= CHART_CLASSES; i++)
		boxes[i] = (struct box){ x + i * KEY_STEP, x + i * KEY_STEP + KEY_SIZE + 4,
			KEY_Y - KEY_SIZE / 2, KEY_Y + KEY_SIZE / 2,
			i == 0 ? c->palette->cell : c->palette->classes[i - 1] };
	chart_boxes(c, boxes, CHART_CLASSES + 1, 3);
	chart_text(c, TYPE_KEY, x - 14, KEY_Y, "0");
	return x - 2 * 14 - chart_text_width(TYPE_KEY, "0");
}

int
chart_heat(struct canvas *c, const struct table *t)
{
	int64_t max = table_max(t, t->by);
	const char *dashes = _("–: no data.");
	char busiest[NOTES_SIZE];
	double room;

	if (chart_open(c, HEIGHT) == -1)
		return -1;
	chart_head(c, t);
	if (!cells(c, t, max))
		dashes = "";
	hours(c);
	room = key(c, t, max) - CHART_EDGE;
	notes_busiest(busiest, t);
	chart_foot(c, t, (const char *const []){ busiest, dashes }, 2, room);
	return 0;
}
