#include "reports/layout.h"

#include <inttypes.h>
#include <stdio.h>

#include "lib/locale.h"
#include "lib/spoken.h"
#include "reports/notes.h"
#include "reports/prose.h"

enum { MARGIN = 5, SHADES = 4, COLORS = 5 };

/* Cells an hour: 3 where they fit, else 2 or 1. */
static int
pitch(const struct terminal *out)
{
	int width = terminal_width(out);

	return width >= MARGIN + 3 * 24 ? 3 : width >= MARGIN + 2 * 24 ? 2 : 1;
}

/* A number in three cells: 999, 12k, .4M, 3M. */
static void
short_number(char *buf, size_t size, int64_t n)
{
	static const char units[] = { 'k', 'M', 'G', 'T' };
	size_t i = 0;

	if (n < 1000) {
		snprintf(buf, size, "%3" PRId64, n);
		return;
	}
	for (n = (n + 500) / 1000; n >= 950 && i + 2 < sizeof units; i++)
		n = (n + 500) / 1000;
	if (n < 100)
		snprintf(buf, size, "%2" PRId64 "%c", n, units[i]);
	else
		snprintf(buf, size, ".%d%c", (int)((n + 50) / 100), units[i + 1]);
}

static void
colored_cell(struct terminal *out, const struct value *v, int64_t max)
{
	static const unsigned int grounds[] = { 0x1f2c38, 0x23406b, 0x2c5797, 0x3f79cc, 0x6aa0ee,
		0xa8caf9 };
	char buf[32];
	int class;

	if (v == NULL || !v->known) {
		terminal_text(out, "  –", PEN_DIM);
		return;
	}
	class = prose_class(v->n, max, COLORS);
	short_number(buf, sizeof buf, v->n);
	terminal_cell(out, class == 0 ? "   " : buf, grounds[class],
	    class < 4 ? 0xf2f6f9 : 0x17212b);
}

/* A class in one cell. */
static const char *
shade(const struct terminal *out, int class)
{
	static const char *const shades[] = { "·", "░", "▒", "▓", "█" };
	static const char *const plain[] = { ".", "-", "+", "*", "#" };

	return (out->style->utf8 ? shades : plain)[class];
}

static const char *
unknown(const struct terminal *out)
{
	return out->style->utf8 ? "–" : "?";
}

static void
shaded_cell(struct terminal *out, const struct value *v, int64_t max, int cells)
{
	int class = v != NULL && v->known ? prose_class(v->n, max, SHADES) : 0;
	int drawn = cells > 1 ? 2 : 1;
	char buf[8];

	if (v == NULL || !v->known)
		terminal_right(out, unknown(out), drawn, PEN_PLAIN);
	else {
		snprintf(buf, sizeof buf, "%s%s", shade(out, class),
		    drawn > 1 && class > 0 ? shade(out, class) : "");
		terminal_right(out, buf, drawn, PEN_PLAIN);
	}
	terminal_blank(out, cells - drawn);
}

static bool
any_unknown(const struct table *t)
{
	for (size_t i = 0; i < t->nrow; i++)
		if (!table_at(t, i, t->by)->known)
			return true;
	return false;
}

static void
key(struct terminal *out, const struct table *t, int64_t max)
{
	char line[2 * NOTES_SIZE] = "", most[32], busiest[NOTES_SIZE], none[32] = "";

	prose_value(most, sizeof most, t, UNIT_COUNT, &(struct value){ .known = true, .n = max });
	notes_busiest(busiest, t);
	if (any_unknown(t))
		snprintf(none, sizeof none, _(" %s no data, "), unknown(out));
	if (out->style->colors == 0)
		snprintf(line, sizeof line, _("%s none, %s%s%s %s%s %s%s %s%s 1 to %s. "),
		    shade(out, 0), none, shade(out, 1), shade(out, 1), shade(out, 2), shade(out, 2),
		    shade(out, 3), shade(out, 3), shade(out, 4), shade(out, 4), most);
	terminal_wrap(out, line, MARGIN, PEN_PLAIN);
	terminal_wrap(out, busiest, MARGIN, PEN_PLAIN);
	terminal_end(out);
}

void
layout_heatmap(struct terminal *out, const struct table *t)
{
	const struct value *week[7][24];
	int64_t max = table_max(t, t->by);
	int cells = pitch(out);
	char hour[16];

	table_week(t, week);
	terminal_blank(out, MARGIN);
	for (int h = 0; h < 24; h += 3) {
		snprintf(hour, sizeof hour, "%02d", h);
		terminal_left(out, hour, 3 * cells, PEN_PLAIN);
	}
	terminal_end(out);
	for (int d = 0; d < 7; d++) {
		terminal_blank(out, 1);
		terminal_left(out, spoken_weekday(d), MARGIN - 1, PEN_PLAIN);
		for (int h = 0; h < 24; h++)
			if (out->style->colors > 0 && cells == 3)
				colored_cell(out, week[d][h], max);
			else
				shaded_cell(out, week[d][h], max, cells);
		terminal_end(out);
	}
	terminal_end(out);
	key(out, t, max);
}
