/*
 * What is said of a report stands in lists; columns that have to be aligned are laid out as on a narrow
 * terminal, in <pre>, where names would break them.
 */
#include "reports/render.h"

#include <errno.h>
#include <string.h>

#include "lib/log.h"
#include "lib/money.h"
#include "lib/text.h"
#include "lib/unicode.h"
#include "reports/html.h"
#include "reports/layout.h"
#include "reports/notes.h"
#include "reports/phrase.h"
#include "reports/plain.h"
#include "reports/prose.h"

enum { TEXT_UNITS = 4096, PRE_CELLS = 34, NAME_CELLS = 26, NAME_BYTES = 256,
    EXCERPT_CELLS = 60, FOOT_UNITS = 240, MORE_UNITS = 40, GAPS_NAMED = 2, VALUES_MOST = 4, LINE = 4096 };

#define FSI	"\u2068"
#define PDI	"\u2069"
#define NEVER	"<b>Nothing to count yet.</b> I count from now on; an administrator can add the past with" \
	" an export from Telegram Desktop (/help import).\nIf messages do not show up in a minute: in" \
	" @BotFather, turn my privacy mode off, or make me an administrator.\n"
#define LONGER	"Try <b>All</b>."

/* What stands between head and foot, in lines; those that must be there are the first and the last. */
struct body {
	char	*text;
	size_t	 size;
	size_t	 first, last;
	bool	 pre;
	bool	 latest;	/* where there is no room for all, the earliest go */
};

size_t
render_telegram_units(const char *html)
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

static void
put_name(FILE *out, const char *text, int cells)
{
	char buf[NAME_BYTES];	/* whatever marks are heaped upon a letter */

	text_cut(buf, sizeof buf, text, cells);
	fputs(FSI, out);
	html_text(out, buf);
	fputs(PDI, out);
}

void
render_telegram_name(FILE *out, const char *text)
{
	put_name(out, text, NAME_CELLS);
}

/* ----- rows as lines ----- */

static void
text_cell(FILE *out, const struct table *t, size_t row, size_t column)
{
	bool excerpt = t->columns[column].unit == UNIT_TEXT && table_column(t, "link") < t->ncolumn;
	char buf[LINE];

	prose_cell(buf, sizeof buf, t, row, column);
	fputs(excerpt ? "“" : "", out);
	put_name(out, buf, excerpt ? EXCERPT_CELLS : NAME_CELLS);
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
	char noun[PROSE_SIZE], value[LINE];
	size_t length;

	prose_noun(noun, sizeof noun, c->name);
	if (measure < t->ncolumn && unit == UNIT_COUNT)
		prose_noun(noun, sizeof noun, table_at(t, row, measure)->text);
	if (strstr(noun, " seconds") != NULL)	/* the value says it */
		*strstr(noun, " seconds") = '\0';
	if (unit == UNIT_COUNT)
		prose_count(value, sizeof value, v->n, noun);
	else if (unit == UNIT_MONEY)
		prose_dollars(value, sizeof value, v->n);
	else if (unit == UNIT_FLAG)
		snprintf(value, sizeof value, "%s", noun);
	else {
		prose_value(value, sizeof value, t, unit, v);
		if (!speaks(c) && !bold)
			fprintf(out, "%s ", noun);
	}
	if (unit == UNIT_EMOJI) {
		put_name(out, value, NAME_CELLS);
		return;
	}
	length = unit == UNIT_COUNT ? strcspn(value, " ") : strlen(value);
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
	fputs("\">message</a>", out);
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
render_telegram_row(FILE *out, const struct table *t, size_t row)
{
	const char *before = "";
	bool by = !is_name(t->columns[t->by].unit) && said(t, row, t->by);
	int left = VALUES_MOST - by;

	if (t->report->layout != LAYOUT_TABLE) {
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

/* A line of a card: what is counted begins with its number, anything else with its label. */
void
render_telegram_line(FILE *out, const struct table *t, const struct card_line *l)
{
	size_t column = l->column != NULL ? table_column(t, l->column) : t->ncolumn;
	bool counted = column < t->ncolumn && (t->columns[column].unit == UNIT_COUNT ||
	    t->columns[column].unit == UNIT_TENTHS);
	char value[LINE], joined[PHRASE_LINE];
	const char *end = "";
	size_t length = strlen(l->label);

	phrase_join(joined, t, l);
	if (length == 0 || (joined[0] == '\0' && (column == t->ncolumn || !table_at(t, 0, column)->known)))
		return;
	phrase_value(value, sizeof value, t, l);
	if (counted) {
		if (strcmp(value, "1") == 0)
			length = prose_singular(l->label, length, &end);
		fprintf(out, "<b>%s</b> %.*s%s", value, (int)length, l->label, end);
	} else {
		fprintf(out, "%c%s:", l->label[0] - 'a' + 'A', l->label + 1);
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

/* ----- columns ----- */

/* Names and texts may be of any script, whose cells phones disagree about. */
static bool
aligned(const struct table *t)
{
	enum unit label = table_label(t) < t->ncolumn ? t->columns[table_label(t)].unit : UNIT_COUNT;

	if (t->report->layout == LAYOUT_RANKING || t->report->layout == LAYOUT_CARD ||
	    (t->report->layout == LAYOUT_BARS && plain_is_text(label)))
		return false;
	for (size_t i = 0; i < t->nrow * t->ncolumn; i++) {
		enum unit unit = t->columns[i % t->ncolumn].unit;

		if (unit == UNIT_NAME || unit == UNIT_LINK || unit == UNIT_EMOJI)
			return false;
		for (const char *c = unit == UNIT_TEXT && t->cells[i].known ? t->cells[i].text : "";
		    *c != '\0'; c++)
			if (*c < ' ' || *c > '~')
				return false;
	}
	return true;
}

/* Money to the cent, or where that would be nothing, to a hundredth of one. */
static void
coarsen(struct value *v)
{
	enum { CENT = 10000000, LESS = CENT / 100 };
	int64_t to = v->n >= CENT ? CENT : LESS;

	if (v->known)
		v->n = (v->n + to / 2) / to * to;
}

static void
layout(struct terminal *out, const struct table *t)
{
	static void (*const layouts[])(struct terminal *, const struct table *) = {
		[LAYOUT_TABLE] = layout_table, [LAYOUT_SERIES] = layout_bars, [LAYOUT_BARS] = layout_bars,
		[LAYOUT_HEATMAP] = layout_heatmap, [LAYOUT_COHORTS] = layout_cohorts
	};

	layouts[t->report->layout](out, t);
}

/* The lines of a narrow terminal, up to an empty one: what follows tells of other ways to see more. */
static int
columns(struct body *b, struct table t)
{
	const struct text_style style = { .width = PRE_CELLS, .utf8 = true };
	size_t cells = t.nrow * t.ncolumn, size = 0, lines = 0;
	struct value *copy = malloc((cells + t.ncolumn) * sizeof *copy);
	struct terminal out = { .style = &style };
	char *text = NULL, *end;
	FILE *html;

	if (copy == NULL || (out.out = open_memstream(&text, &size)) == NULL) {
		free(copy);
		return log_fail(STATUS_FAILED, "out of memory");
	}
	memcpy(copy, t.cells, cells * sizeof *copy);
	if (t.total != NULL)
		memcpy(copy + cells, t.total, t.ncolumn * sizeof *copy);
	for (size_t i = 0; i < cells + (t.total != NULL ? t.ncolumn : 0); i++)
		if (t.columns[i % t.ncolumn].unit == UNIT_MONEY)
			coarsen(&copy[i]);
	t.cells = copy;
	t.total = t.total != NULL ? copy + cells : NULL;
	layout(&out, &t);
	fclose(out.out);
	free(copy);
	b->pre = true;
	b->latest = table_label(&t) < t.ncolumn && t.columns[table_label(&t)].unit == UNIT_PERIOD;
	if ((end = strstr(text, "\n\n")) != NULL)
		end[1] = '\0';
	if ((html = open_memstream(&b->text, &b->size)) == NULL) {
		free(text);
		return log_fail(STATUS_FAILED, "out of memory");
	}
	for (char *line = text; *line != '\0'; line = end + 1) {
		end = line + strcspn(line, "\n");
		*end = '\0';
		html_text(html, line);
		fputc('\n', html);
		lines++;
	}
	fclose(html);
	b->last = t.total != NULL ? 2 : 0;
	b->first = t.report->layout == LAYOUT_HEATMAP || t.report->layout == LAYOUT_COHORTS ? 1 :
	    lines - t.nrow - b->last;
	free(text);
	return 0;
}

/* ----- the message ----- */

static int
compose(struct body *b, const struct table *t)
{
	FILE *out;

	if (aligned(t))
		return columns(b, *t);
	if ((out = open_memstream(&b->text, &b->size)) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	if (t->report->layout == LAYOUT_CARD)
		for (const struct card_line *l = t->report->card; l->label != NULL; l++)
			render_telegram_line(out, t, l);
	else
		for (size_t row = 0; row < t->nrow; row++)
			render_telegram_row(out, t, row);
	fclose(out);
	return 0;
}

/* Writes the lines that there is room for, and how many there is none for. */
static int
put_body(FILE *out, struct body *b, size_t room)
{
	size_t n = 0, units = 0, low, high;
	const char **lines, *between = "";

	if ((lines = calloc(b->size + 1, sizeof *lines)) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (char *line = b->text, *end; *line != '\0'; line = end + 1) {
		end = line + strcspn(line, "\n");
		*end = '\0';
		lines[n++] = line;
		units += render_telegram_units(line) + 1;
	}
	low = high = b->latest ? b->first : n - b->last;
	while (units + (high > low ? MORE_UNITS : 0) > room && high - low + b->first + b->last < n)
		units -= render_telegram_units(lines[b->latest ? high++ : --low]) + 1;
	fputs(b->pre ? "<pre>" : "", out);
	for (size_t i = 0; i <= n; i++) {
		if (i == low && high > low) {
			fprintf(out, b->latest ? "%s… %zu before" : "%s… and %zu more", between, high - low);
			between = "\n";
		}
		if (i < n && (i < low || i >= high)) {
			fprintf(out, "%s%s", between, lines[i]);
			between = "\n";
		}
	}
	fputs(b->pre ? "</pre>\n" : "\n", out);
	free(lines);
	return 0;
}

/* "Rust Sofia", or "Members by messages in Rust Sofia", and the window. */
static void
head(FILE *out, const struct table *t)
{
	bool card = t->report->layout == LAYOUT_CARD;
	char subject[PROSE_SUBJECT], span[PROSE_SIZE];

	prose_subject(subject, sizeof subject, t);
	fputs("<b>", out);
	if (!card)
		html_text(out, t->title);
	else
		put_name(out, subject, 2 * NAME_CELLS);
	fputs("</b>", out);
	if (!card && (t->nchat != 1 || t->member != NULL || t->topic != NULL)) {
		fputs(": ", out);
		put_name(out, subject, 2 * NAME_CELLS);
	}
	prose_span(span, sizeof span, t);
	if (strncmp(span, "in these ", 9) == 0 && t->window.until >= t->now)
		fprintf(out, ", last %s\n", span + 9);
	else
		fprintf(out, "%s%s\n", span[0] != '\0' ? ", " : "", span);
}

/* A sentence, where there are units left for it. */
static void
sentence(FILE *out, const char *text, const char *before, size_t *units)
{
	size_t more = render_telegram_units(text) + render_telegram_units(before);

	if (text[0] == '\0' || more > *units)
		return;
	*units -= more;
	fputs(before, out);
	html_text(out, text);
}

void
render_telegram_foot(FILE *out, const struct table *t)
{
	char window[PROSE_SIZE], note[NOTES_SIZE];
	size_t units = FOOT_UNITS;

	prose_window(window, sizeof window, t);
	window[strcspn(window, "(") - (strchr(window, '(') != NULL)] = '\0';
	snprintf(note, sizeof note, "%s, %s.", window, prose_zone_name(t));
	fputs("<i>", out);
	sentence(out, note, "", &units);
	if ((t->report->takes & TAKES_USAGE) == 0) {
		notes_gaps(note, t, GAPS_NAMED);
		sentence(out, note, " ", &units);
		notes_recorded(note, t, false);
		sentence(out, note, " ", &units);
		notes_kept(note, t);
		sentence(out, note, " ", &units);
	}
	notes_compared(note, t);
	sentence(out, note, " ", &units);
	notes_pending(note, t);
	sentence(out, note, " ", &units);
	fputs("</i>\n", out);
}

/* What is to be said of the rows, and of all of them. */
static void
notes(FILE *out, const struct table *t)
{
	char note[NOTES_SIZE] = "";
	size_t units = FOOT_UNITS;

	if (table_column(t, "hour") < t->ncolumn || table_column(t, "weekday") < t->ncolumn)
		notes_busiest(note, t);
	sentence(out, note, "\n", &units);
	for (size_t i = 0; i < t->nnote; i++)
		sentence(out, t->notes[i], "\n", &units);
	if ((t->report->takes & TAKES_USAGE) == 0) {
		(t->report->layout == LAYOUT_CARD ? notes_bots : notes_count)(note, t);
		sentence(out, note, "\n", &units);
	}
}

static void
nothing(FILE *out, const struct table *t)
{
	char note[NOTES_SIZE];

	if (!t->coverage.any && (t->report->takes & TAKES_USAGE) == 0) {
		fputs(NEVER, out);
		return;
	}
	notes_nothing(note, t);
	fputs("<b>", out);
	html_text(out, note);
	fputs("</b>\n", out);
	notes_reason(note, t);
	html_text(out, note);
	if (t->window.type != SPAN_ALL)
		fprintf(out, "%s" LONGER, note[0] != '\0' ? " " : "");
	fputs(note[0] != '\0' || t->window.type != SPAN_ALL ? "\n" : "", out);
}

/* What stands around the rows comes first, for it says what they are: rows get the room that is left. */
static int
message(FILE *out, const struct table *t, struct body *b)
{
	size_t limit = t->report->chart != CHART_NONE || t->report->picture != NULL ? TELEGRAM_CAPTION :
	    TEXT_UNITS;
	char *top = NULL, *bottom = NULL;
	size_t size, room;
	FILE *part;
	int ret = -1;

	if ((part = open_memstream(&top, &size)) == NULL)
		goto out;
	head(part, t);
	fclose(part);
	if ((part = open_memstream(&bottom, &size)) == NULL)
		goto out;
	notes(part, t);
	fputs("\n\n", part);
	render_telegram_foot(part, t);
	fclose(part);
	room = render_telegram_units(top) + render_telegram_units(bottom);
	room = room < limit ? limit - room : 0;
	fputs(top, out);
	if (put_body(out, b, room) == 0) {
		fputs(bottom + (bottom[1] == '\n' ? 1 : 0), out);
		ret = 0;
	}
out:
	if (top == NULL || bottom == NULL)
		ret = log_fail(STATUS_FAILED, "out of memory");
	free(top);
	free(bottom);
	return ret;
}

int
render_telegram(FILE *out, const struct table *t)
{
	struct body b = { .text = NULL };
	int ret = -1;

	if (notes_empty(t)) {
		nothing(out, t);
		ret = 0;
	} else if (compose(&b, t) == 0) {
		if (b.text == NULL)
			log_fail(STATUS_FAILED, "out of memory");
		else
			ret = message(out, t, &b);
	}
	free(b.text);
	return ret == 0 && ferror(out) ? log_fail(STATUS_FAILED, "cannot write the answer: %s",
	    strerror(errno)) : ret;
}
