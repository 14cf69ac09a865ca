#include "reports/layout.h"

#include "lib/text.h"
#include "reports/phrase.h"
#include "reports/prose.h"

enum { INDENT = 2, GAP = 4, LABEL_LEAST = 11, VALUE_LEAST = 7, VALUE_MOST = 14 };

/* The cells that labels and values take; a value beyond VALUE_MOST is cut. */
static void
plan(const struct terminal *out, const struct table *t, int *label, int *value)
{
	char buf[TERMINAL_CELL];
	int cells;

	*label = LABEL_LEAST;
	*value = VALUE_LEAST;
	for (const struct card_line *l = t->report->card; l->label != NULL; l++) {
		phrase_value(buf, sizeof buf, t, l);
		cells = buf[0] != '\0' ? terminal_name_cells(out, buf) : 0;
		if (cells > *value)
			*value = cells < VALUE_MOST ? cells : VALUE_MOST;
		cells = text_cells(prose_noun(l->label, PROSE_MANY));
		if (cells > *label)
			*label = cells;
	}
}

void
layout_card(struct terminal *out, const struct table *t)
{
	char buf[TERMINAL_CELL], cut[TERMINAL_CELL], said[PHRASE_LINE];
	int label, value;

	plan(out, t, &label, &value);
	for (const struct card_line *l = t->report->card; l->label != NULL; l++) {
		if (l->label[0] != '\0') {
			phrase_value(buf, sizeof buf, t, l);
			text_cut(cut, sizeof cut, buf, value);
			terminal_blank(out, INDENT);
			terminal_left(out, prose_noun(l->label, PROSE_MANY), label + 1, PEN_PLAIN);
			terminal_right(out, buf[0] != '\0' ? cut : "", value, PEN_PLAIN);
			phrase_join(said, t, l);
			terminal_wrap(out, said, out->column + GAP, PEN_PLAIN);
		}
		terminal_end(out);
	}
}
