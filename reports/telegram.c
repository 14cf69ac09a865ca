#include "reports/telegram.h"

#include <string.h>

#include "lib/spoken.h"
#include "lib/text.h"
#include "lib/unicode.h"
#include "reports/html.h"
#include "reports/notes.h"
#include "reports/phrase.h"
#include "reports/plain.h"
#include "reports/prose.h"

enum { NAME_BYTES = 256, EXCERPT_CELLS = 60, GAPS_NAMED = 2, VALUES_MOST = 4, LINE = 4096 };

#define FSI	"\u2068"
#define PDI	"\u2069"

size_t
telegram_units(const char *html)
{
	size_t length = strlen(html), units = 0;
	char end = '\0';	/* of the tag or reference that has begun */

	for (size_t at = 0; at < length; ) {
		uint32_t c = unicode_next(html, length, &at);

		if (end == '\0' && (c == '<' || c == '&'))
			end = c == '<' ? '>' : ';';
		else if (end != '\0' && c != (uint32_t)end)
			continue;
		else {
			units += end == '>' ? 0 : c > 0xffff ? 2 : 1;
			end = '\0';
		}
	}
	return units;
}

void
telegram_name(FILE *out, const char *text, int cells)
{
	char buf[NAME_BYTES];	/* whatever marks are heaped upon a letter */
	bool emoji = unicode_emoji(text, strlen(text), 0) == strlen(text);	/* phones have them all */

	text_cut(buf, sizeof buf, text, cells);
	fputs(FSI, out);
	html_text(out, emoji ? text : buf);
	fputs(PDI, out);
}

static void
text_cell(FILE *out, const struct table *t, size_t row, size_t column)
{
	bool excerpt = t->columns[column].unit == UNIT_TEXT && table_column(t, "link") < t->ncolumn;
	char buf[LINE];

	prose_cell(buf, sizeof buf, t, row, column);
	fputs(excerpt ? "“" : "", out);
	telegram_name(out, buf, excerpt ? EXCERPT_CELLS : TELEGRAM_NAME);
	fputs(excerpt ? "”" : "", out);
}

/* Whether a value says what it is: "6 Nov 07:12", an emoji, what a column of measures holds. */
static bool
speaks(const struct column *c)
{
	return c->unit == UNIT_MEASURE || c->unit == UNIT_EMOJI || c->unit == UNIT_PERIOD ||
	    strcmp(c->name, "at") == 0;
}

/* A value in words: "41 reactions", "limit $20.00", "first seen 3 May". */
static void
value_cell(FILE *out, const struct table *t, size_t row, size_t column)
{
	const struct value *v = table_at(t, row, column);
	const struct column *c = &t->columns[column];
	bool bold = (column == t->by && c->unit != UNIT_INSTANT) || c->unit == UNIT_MEASURE;
	size_t measure = c->unit == UNIT_MEASURE ? table_column(t, "unit") : t->ncolumn;
	enum unit unit = table_unit(t, row, column);
	char name[PROSE_SIZE], value[LINE];
	const char *noun;
	bool counted;
	size_t length;

	snprintf(name, sizeof name, "%s", measure < t->ncolumn && unit == UNIT_COUNT ?
	    table_at(t, row, measure)->text : c->name);
	if (strstr(name, "_seconds") != NULL)	/* the value says it */
		*strstr(name, "_seconds") = '\0';
	/* What has no plural stands before its number: "above 200,000". */
	counted = unit == UNIT_COUNT && (c->unit == UNIT_MEASURE ||
	    strcmp(prose_noun(name, 1), prose_noun(name, PROSE_MANY)) != 0);
	noun = prose_noun(name, counted ? v->n : PROSE_MANY);
	if (counted)
		prose_count(value, sizeof value, v->n, name);
	else if (unit == UNIT_MONEY)
		spoken_dollars(value, sizeof value, v->n);
	else if (unit == UNIT_FLAG)
		snprintf(value, sizeof value, "%s", noun);
	else {
		prose_value(value, sizeof value, t, unit, v);
		if (!speaks(c) && (!bold || unit == UNIT_COUNT))
			fprintf(out, "%s ", noun);
	}
	if (unit == UNIT_EMOJI) {
		telegram_name(out, value, TELEGRAM_NAME);
		return;
	}
	length = counted ? strcspn(value, " ") : strlen(value);
	fprintf(out, "%s%s%s%.*s%s%s", unit == UNIT_MONEY && !bold ? noun : "", unit == UNIT_MONEY && !bold ?
	    " " : "", bold ? "<b>" : "", (int)length, value, bold ? "</b>" : "", value + length);
}

/* Ids stand beside names; a unit is in its value; nothing need not be said. */
static bool
said(const struct table *t, size_t row, size_t column)
{
	const struct value *v = table_at(t, row, column);

	enum unit unit = t->columns[column].unit;

	return v->known && unit != UNIT_ID && unit != UNIT_LINK &&
	    strcmp(t->columns[column].name, "unit") != 0 &&
	    ((unit != UNIT_FLAG && unit != UNIT_COUNT && unit != UNIT_MONEY) || v->n != 0);
}

static void
link_cell(FILE *out, const struct table *t, size_t row)
{
	size_t column = table_column(t, "link");

	if (column == t->ncolumn || !table_at(t, row, column)->known)
		return;
	fputs(" <a href=\"", out);
	html_text(out, table_at(t, row, column)->text);
	fputs("\">", out);
	html_text(out, prose_noun("messages", 1));
	fputs("</a>", out);
}

/* Its place, its name, what it is ranked by, and how that changed. */
static void
ranked(FILE *out, const struct table *t, size_t row)
{
	size_t change = t->compared ? table_column(t, "rank_change") : t->ncolumn;
	size_t rank = table_column(t, "rank"), label = table_label(t);
	char buf[LINE];

	if (rank < t->ncolumn) {
		prose_cell(buf, sizeof buf, t, row, rank);
		fprintf(out, "%s. ", buf);
	}
	text_cell(out, t, row, label);
	prose_cell(buf, sizeof buf, t, row, t->by);
	fprintf(out, " <b>%s</b>", buf);
	if (change < t->ncolumn && (!table_at(t, row, change)->known || table_at(t, row, change)->n != 0)) {
		prose_mark(buf, sizeof buf, table_at(t, row, change));
		fprintf(out, " %s", buf);
	}
	fputc('\n', out);
}

static bool
is_name(enum unit unit)
{
	return plain_is_text(unit) && unit != UNIT_EMOJI;
}

void
telegram_row(FILE *out, const struct table *t, size_t row)
{
	const char *before = "";
	bool by = !is_name(t->columns[t->by].unit) && said(t, row, t->by);
	int left = VALUES_MOST - by;

	if (t->report->layout != LAYOUT_TABLE) {
		if (said(t, row, t->by))
			ranked(out, t, row);
		return;
	}
	for (size_t i = 0; i < t->ncolumn; i++) {
		if (!is_name(t->columns[i].unit) || !said(t, row, i))
			continue;
		fputs(before, out);
		text_cell(out, t, row, i);
		before = strcmp(t->columns[i].name, "from") == 0 ? " → " : ": ";
	}
	for (size_t i = 0; i < t->ncolumn; i++) {
		if (is_name(t->columns[i].unit) || !said(t, row, i) || (i != t->by && left-- <= 0))
			continue;
		fputs(before, out);
		value_cell(out, t, row, i);
		before = ", ";
	}
	link_cell(out, t, row);
	fputc('\n', out);
}

void
telegram_line(FILE *out, const struct table *t, const struct card_line *l)
{
	size_t column = l->column != NULL ? table_column(t, l->column) : t->ncolumn;
	bool counted = column < t->ncolumn && (t->columns[column].unit == UNIT_COUNT ||
	    t->columns[column].unit == UNIT_TENTHS);
	char value[LINE], joined[PHRASE_LINE], label[PROSE_SIZE];

	phrase_join(joined, t, l);
	if (l->label[0] == '\0' ||
	    (joined[0] == '\0' && (column == t->ncolumn || !table_at(t, 0, column)->known)))
		return;
	phrase_value(value, sizeof value, t, l);
	if (counted)
		fprintf(out, "<b>%s</b> %s", value, prose_noun(l->label,
		    t->columns[column].unit == UNIT_COUNT ? table_at(t, 0, column)->n : PROSE_MANY));
	else {
		snprintf(label, sizeof label, "%s", prose_noun(l->label, PROSE_MANY));
		prose_capital(label);
		fprintf(out, "%s:", label);
		if (value[0] != '\0') {
			fputs(" <b>", out);
			html_text(out, value);
			fputs("</b>", out);
		}
	}
	if (joined[0] != '\0') {
		fputs(counted || value[0] != '\0' ? ", " FSI : " " FSI, out);
		html_text(out, joined);
		fputs(PDI, out);
	}
	fputc('\n', out);
}

void
telegram_sentence(FILE *out, const char *text, const char *before, size_t *units)
{
	size_t more = telegram_units(text) + telegram_units(before);

	if (text[0] == '\0' || more > *units)
		return;
	*units -= more;
	fputs(before, out);
	html_text(out, text);
}

void
telegram_foot(FILE *out, const struct table *t)
{
	char window[PROSE_SIZE], note[NOTES_SIZE];
	size_t units = TELEGRAM_FOOT;

	prose_window(window, sizeof window, t);
	window[strcspn(window, "(") - (strchr(window, '(') != NULL)] = '\0';
	snprintf(note, sizeof note, "%s, %s.", window, prose_zone_name(t));
	fputs("<i>", out);
	telegram_sentence(out, note, "", &units);
	if ((t->report->takes & TAKES_USAGE) == 0 && !t->report->timeless) {
		notes_gaps(note, t, GAPS_NAMED);
		telegram_sentence(out, note, " ", &units);
		notes_recorded(note, t, false);
		telegram_sentence(out, note, " ", &units);
		notes_kept(note, t);
		telegram_sentence(out, note, " ", &units);
	}
	notes_compared(note, t);
	telegram_sentence(out, note, " ", &units);
	notes_pending(note, t);
	telegram_sentence(out, note, " ", &units);
	fputs("</i>\n", out);
}
