#include "reports/layout.h"

#include <inttypes.h>
#include <stdio.h>

#include "lib/locale.h"
#include "lib/text.h"
#include "reports/prose.h"

enum { INDENT = 2, CELL = 5, BETWEEN = 2 };

static void
label(char *buf, size_t size, const struct table *t, size_t row, size_t cohort)
{
	int64_t day = table_at(t, row, cohort)->n;

	prose_period(buf, size, t, day, prose_other_year(t, day));
}

void
layout_cohorts(struct terminal *out, const struct table *t)
{
	size_t cohort = table_column(t, "cohort"), size = table_column(t, "size");
	size_t period = table_column(t, "period");
	int64_t most = table_max(t, period), room;
	char buf[PROSE_SIZE];
	int cells = 5, wide = layout_cells(out, t, size) + BETWEEN;
	bool cut;

	for (size_t row = 0; row < t->nrow; row++) {
		label(buf, sizeof buf, t, row, cohort);
		cells = text_cells(buf) > cells ? text_cells(buf) : cells;
	}
	room = (terminal_width(out) - INDENT - cells - wide) / CELL;
	cut = most >= room;
	if (cut)
		most = room - 1;
	terminal_blank(out, INDENT);
	terminal_left(out, _("began"), cells, PEN_PLAIN);
	terminal_right(out, _("size"), wide, PEN_PLAIN);
	for (int64_t i = 0; i <= most; i++) {
		snprintf(buf, sizeof buf, "%" PRId64, i);
		terminal_right(out, buf, CELL, PEN_PLAIN);
	}
	for (size_t row = 0; row < t->nrow; row++) {
		const struct value *v = table_at(t, row, t->by);

		if (table_at(t, row, period)->n == 0) {
			terminal_end(out);
			label(buf, sizeof buf, t, row, cohort);
			terminal_blank(out, INDENT);
			terminal_left(out, buf, cells, PEN_PLAIN);
			prose_cell(buf, sizeof buf, t, row, size);
			terminal_right(out, buf, wide, PEN_PLAIN);
		}
		if (table_at(t, row, period)->n > most)
			continue;
		snprintf(buf, sizeof buf, "%" PRId64, (v->n + 5) / 10);
		terminal_right(out, v->known ? buf : out->style->utf8 ? "–" : "-", CELL, PEN_PLAIN);
	}
	terminal_end(out);
	terminal_end(out);
	terminal_wrap(out, t->grain == GRAIN_MONTH ?
	    _("Per cent of those who began that wrote so many months later.") :
	    _("Per cent of those who began that wrote so many weeks later."), 0, PEN_DIM);
	terminal_wrap(out, cut ? _("-f csv has all.") : "", 0, PEN_DIM);
	terminal_end(out);
}
