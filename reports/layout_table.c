#include "reports/layout.h"

#include <stdio.h>
#include <string.h>

#include "lib/locale.h"
#include "reports/plain.h"
#include "reports/prose.h"

enum { NAME_LEAST = 12, KEY_LEAST = 24, NAME_BESIDE_ID = 22, BETWEEN = 2, LIST = 512 };

struct side_by_side {
	size_t	shown[REPORT_COLUMNS], nshown;
	int	cells[REPORT_COLUMNS];		/* by place among the shown */
	bool	key[REPORT_COLUMNS];		/* by column: it tells rows apart */
	int	between;			/* blanks */
};

static bool
left_aligned(enum unit unit)
{
	return plain_is_text(unit) || unit == UNIT_PERIOD || unit == UNIT_WEEKDAY || unit == UNIT_FLAG;
}

/* The cells that are missing. */
static int
missing(const struct terminal *out, const struct side_by_side *s)
{
	int cells = -s->between;

	for (size_t i = 0; i < s->nshown; i++)
		cells += s->cells[i] + s->between;
	return cells - terminal_width(out);
}

/* The label, and texts in front of all numbers, such as of models. */
static bool
is_key(const struct table *t, size_t column)
{
	size_t numbers = 0;

	while (numbers < t->ncolumn && t->columns[numbers].unit != UNIT_COUNT &&
	    t->columns[numbers].unit != UNIT_MONEY && t->columns[numbers].unit != UNIT_MEASURE)
		numbers++;
	return column == table_label(t) || (column < numbers && t->columns[column].unit == UNIT_TEXT &&
	    layout_known(t, column) == t->nrow);
}

/*
 * Takes a cell off the widest of the names and texts; false if all have no more than these cells, or texts
 * that are keys those.
 */
static bool
narrow(const struct table *t, struct side_by_side *s, int cells, int key_cells)
{
	size_t widest = s->nshown;

	for (size_t i = 0; i < s->nshown; i++) {
		enum unit unit = t->columns[s->shown[i]].unit;

		if (plain_is_text(unit) && unit != UNIT_LINK &&
		    s->cells[i] > (unit == UNIT_TEXT && s->key[s->shown[i]] ? key_cells : cells) &&
		    (widest == s->nshown || s->cells[i] > s->cells[widest]))
			widest = i;
	}
	if (widest == s->nshown)
		return false;
	s->cells[widest]--;
	return true;
}

/* A link, or an id beside its name; nshown if there is none. */
static size_t
spare(const struct table *t, const struct side_by_side *s)
{
	if (s->nshown > 0 && t->columns[s->shown[s->nshown - 1]].unit == UNIT_LINK)
		return s->nshown - 1;
	for (size_t i = 0; i + 1 < s->nshown; i++)
		if (t->columns[s->shown[i]].unit == UNIT_ID &&
		    t->columns[s->shown[i + 1]].unit == UNIT_NAME)
			return i;
	return s->nshown;
}

/* How many rows a column says something of: none where all are zero. */
static size_t
says(const struct table *t, size_t column)
{
	const enum unit unit = t->columns[column].unit;

	for (size_t i = 0; i < t->nrow; i++)
		if (table_at(t, i, column)->known && (plain_is_text(unit) || table_at(t, i, column)->n != 0))
			return layout_known(t, column);
	return 0;
}

/* The one that says least, of fewest rows, else the last; nshown if all must stay. */
static size_t
least(const struct table *t, const struct side_by_side *s)
{
	size_t found = s->nshown;

	for (size_t i = s->nshown; i-- > 0; )
		if (s->shown[i] != t->by && !s->key[s->shown[i]] && (found == s->nshown ||
		    says(t, s->shown[i]) < says(t, s->shown[found])))
			found = i;
	return found;
}

/*
 * Links give way first, long names and ids after them, then all names; columns go where that does not do,
 * and names get back what is left.  What rows are told apart by is cut last.
 */
static struct side_by_side
plan(const struct terminal *out, const struct table *t)
{
	struct side_by_side s = { .nshown = t->ncolumn, .between = t->brief ? 1 : BETWEEN };
	int cells[REPORT_COLUMNS] = { 0 };	/* that each needs */
	size_t gone;
	bool ids = true;

	for (size_t i = 0; i < t->ncolumn; i++) {
		s.shown[i] = i;
		s.key[i] = is_key(t, i);
		cells[i] = layout_cells(out, t, i);
	}
	for (;;) {
		for (size_t i = 0; i < s.nshown; i++)
			s.cells[i] = cells[s.shown[i]];
		gone = spare(t, &s);
		while (missing(out, &s) > 0 && (gone == s.nshown ? narrow(t, &s, NAME_LEAST, KEY_LEAST) :
		    t->columns[s.shown[gone]].unit == UNIT_ID && narrow(t, &s, NAME_BESIDE_ID, KEY_LEAST)))
			;
		if (missing(out, &s) <= 0 && (ids || gone == s.nshown))
			return s;
		ids = false;	/* all of them go, or none */
		if (gone == s.nshown && (gone = least(t, &s)) == s.nshown)
			break;
		s.nshown--;
		memmove(s.shown + gone, s.shown + gone + 1, (s.nshown - gone) * sizeof s.shown[0]);
	}
	while (missing(out, &s) > 0 && narrow(t, &s, NAME_LEAST, NAME_LEAST))
		;
	return s;
}

/* A heading, or a value; ours says that nobody else chose its words. */
static void
cell(struct terminal *out, const struct table *t, const struct side_by_side *s, size_t i,
    const char *text, bool ours)
{
	enum unit unit = t->columns[s->shown[i]].unit;

	if (i > 0)
		terminal_blank(out, s->between);
	if (plain_is_text(unit) && !ours)
		terminal_name(out, text, s->cells[i], i + 1 < s->nshown, PEN_PLAIN);
	else if (left_aligned(unit))
		terminal_left(out, text, s->cells[i], PEN_PLAIN);
	else
		terminal_right(out, text, s->cells[i], PEN_PLAIN);
}

/* Names what is left out. */
static void
omitted(struct terminal *out, const struct table *t, const struct side_by_side *s)
{
	char line[LIST] = "";
	size_t used = 0, at = 0;

	for (size_t i = 0; i < t->ncolumn && used < sizeof line; i++) {
		if (at < s->nshown && s->shown[at] == i) {
			at++;
			continue;
		}
		used += (size_t)snprintf(line + used, sizeof line - used, "%s%s",
		    used > 0 ? ", " : _("No room for: "), prose_noun(t->columns[i].name, PROSE_MANY));
	}
	if (used == 0)
		return;
	terminal_end(out);
	terminal_wrap(out, line, 0, PEN_DIM);
	terminal_wrap(out, _("(-f csv has all)."), 0, PEN_DIM);
	terminal_end(out);
}

/* A rule, and what the columns come to. */
static void
total(struct terminal *out, const struct table *t, const struct side_by_side *s)
{
	char buf[TERMINAL_CELL];
	int cells = missing(out, s) + terminal_width(out);

	while (cells-- > 0)
		terminal_text(out, out->style->utf8 ? "─" : "-", PEN_DIM);
	terminal_end(out);
	for (size_t i = 0; i < s->nshown; i++) {
		const struct value *v = &t->total[s->shown[i]];

		if (v->known)
			prose_total(buf, sizeof buf, t, s->shown[i]);
		else
			snprintf(buf, sizeof buf, "%s", i == 0 ? _("Total") : "");
		cell(out, t, s, i, buf, true);
	}
	terminal_end(out);
}

void
layout_table(struct terminal *out, const struct table *t)
{
	struct side_by_side s = plan(out, t);
	char buf[TERMINAL_CELL];

	if (missing(out, &s) + (int)s.nshown - 1 <= 0)
		s.between = BETWEEN;
	for (int upper = layout_tall(t, s.shown, s.nshown); upper >= 0; upper--) {
		for (size_t i = 0; i < s.nshown; i++) {
			layout_heading(buf, sizeof buf, t, s.shown[i], upper);
			cell(out, t, &s, i, buf, true);
		}
		terminal_end(out);
	}
	for (size_t row = 0; row < t->nrow; row++) {
		for (size_t i = 0; i < s.nshown; i++) {
			const struct value *v = table_at(t, row, s.shown[i]);

			layout_value(buf, sizeof buf, t, row, s.shown[i]);
			cell(out, t, &s, i, buf, !v->known || (buf[0] == '\0' && v->text[0] != '\0'));
		}
		terminal_end(out);
	}
	if (t->total != NULL)
		total(out, t, &s);
	omitted(out, t, &s);
}
