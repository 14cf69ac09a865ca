#include "reports/html.h"

#include <inttypes.h>
#include <string.h>

#include "lib/locale.h"
#include "lib/spoken.h"
#include "lib/text.h"
#include "lib/unicode.h"
#include "reports/chart.h"
#include "reports/layout.h"
#include "reports/phrase.h"
#include "reports/plain.h"
#include "reports/prose.h"

enum { CELL = 4096 };

/* Controls of direction: what follows is not theirs to turn. */
static bool
turns(uint32_t c)
{
	return c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
	    (c >= 0x2066 && c <= 0x2069);
}

void
html_text(FILE *out, const char *text)
{
	static const struct { char c; const char *entity; } entities[] = {
		{ '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" }, { '\'', "&#39;" }
	};
	size_t length = strlen(text), i;
	char utf8[4] = "";

	for (size_t at = 0; at < length; ) {
		uint32_t c = unicode_next(text, length, &at);

		for (i = 0; i < 5 && (uint32_t)entities[i].c != c; i++)
			;
		if (i < 5)
			fputs(entities[i].entity, out);
		else if (unicode_control(c))
			fputc(' ', out);
		else if (!turns(c))
			fwrite(utf8, 1, unicode_put(utf8, c), out);
	}
}

void
html_element(FILE *out, const char *name, const char *attributes, const char *text)
{
	if (text[0] == '\0')
		return;
	fprintf(out, "<%s%s>", name, attributes);
	html_text(out, text);
	fprintf(out, "</%s>\n", name);
}

/* ----- tables ----- */

/* The number that a cell is sorted by, where its text does not tell. */
static bool
needs_key(enum unit unit)
{
	return !plain_is_text(unit) && (strcmp(locale_language(), "en") != 0 || (unit != UNIT_COUNT &&
	    unit != UNIT_TENTHS && unit != UNIT_PERCENT && unit != UNIT_SCORE));
}

static void
text_cell(FILE *out, const struct table *t, size_t row, size_t column, bool links)
{
	const char *text = table_at(t, row, column)->text;
	size_t id = links ? table_column(t, "chat_id") : t->ncolumn;
	char buf[CELL];

	text_fold(buf, sizeof buf, text);	/* says whether there is something to be seen */
	if (strcmp(buf, "no name") != 0)
		layout_value(buf, sizeof buf, t, row, column);
	if (id < t->ncolumn)
		fprintf(out, "<a href=\"chat%" PRId64 ".html\">", table_at(t, row, id)->n);
	if (t->columns[column].unit == UNIT_LINK) {
		fputs("<a rel=\"noreferrer\" href=\"", out);
		html_text(out, buf);
		fprintf(out, "\">%s</a>", prose_noun("messages", 1));
		return;
	}
	fputs("<bdi>", out);
	html_text(out, buf);
	fputs(id < t->ncolumn ? "</bdi></a>" : "</bdi>", out);
}

static void
cell(FILE *out, const struct table *t, size_t row, size_t column, int64_t max, bool links)
{
	const struct value *v = table_at(t, row, column);
	enum unit unit = table_unit(t, row, column);
	bool label = column == table_label(t), bar = column == t->by && max > 0 && v->known && v->n > 0;
	char buf[PROSE_SIZE];

	fputs(label ? "<th scope=\"row\"" : "<td", out);
	if (needs_key(unit) && v->known)
		fprintf(out, " data-v=\"%" PRId64 "\"", v->n);
	if (bar)
		fprintf(out, " class=\"bar\" style=\"--w:%" PRId64 "%%\"", (100 * v->n + max / 2) / max);
	else if (plain_is_text(unit))
		fprintf(out, " class=\"%s\"", unit == UNIT_EMOJI ? "emoji" : "text");
	else if (unit == UNIT_CHANGE && v->n != 0)
		fprintf(out, " class=\"%s\"", v->n > 0 ? "up" : "down");
	fputc('>', out);
	if (plain_is_text(unit) && v->known)
		text_cell(out, t, row, column, links);
	else {
		if (strcmp(t->columns[column].name, "rank_change") == 0)
			prose_mark(buf, sizeof buf, v);
		else
			layout_value(buf, sizeof buf, t, row, column);
		html_text(out, buf);
	}
	fputs(label ? "</th>" : "</td>", out);
}

/* Names stand for ids, and values say their unit; what is nowhere known needs no column. */
static size_t
columns(const struct table *t, size_t shown[REPORT_COLUMNS])
{
	size_t n = 0;

	for (size_t i = 0; i < t->ncolumn; i++)
		if (t->columns[i].unit != UNIT_ID && strcmp(t->columns[i].name, "unit") != 0 &&
		    (layout_known(t, i) > 0 || i == t->by) &&
		    (strcmp(t->columns[i].name, "rank_change") != 0 || t->compared))
			shown[n++] = i;
	return n;
}

/* Of columns that add up. */
static void
total(FILE *out, const struct table *t, const size_t *shown, size_t count)
{
	char buf[PROSE_SIZE];

	fputs("<tfoot><tr>", out);
	for (size_t i = 0; i < count; i++) {
		const struct value *v = &t->total[shown[i]];

		fputs(i == 0 ? "<th scope=\"row\" class=\"text\">" : "<td>", out);
		prose_total(buf, sizeof buf, t, shown[i]);
		html_text(out, i == 0 ? _("Total") : v->known ? buf : "");
		fputs(i == 0 ? "</th>" : "</td>", out);
	}
	fputs("</tr></tfoot>", out);
}

static void
rows(FILE *out, const struct table *t, size_t most, bool links)
{
	size_t shown[REPORT_COLUMNS], n = columns(t, shown);
	size_t count = t->nrow < most ? t->nrow : most;
	int64_t max = t->report->layout == LAYOUT_TABLE ? 0 : table_max(t, t->by);
	char label[PROSE_SIZE];

	fputs("<thead><tr>", out);
	for (size_t i = 0; i < n; i++) {
		fprintf(out, "<th scope=\"col\"%s>", plain_is_text(t->columns[shown[i]].unit) ?
		    " class=\"text\"" : "");
		prose_label(label, sizeof label, &t->columns[shown[i]]);
		html_text(out, label);
		fputs("</th>", out);
	}
	fputs("</tr></thead>\n<tbody>\n", out);
	for (size_t row = 0; row < count; row++) {
		fputs("<tr>", out);
		for (size_t i = 0; i < n; i++)
			cell(out, t, row, shown[i], max, links);
		fputs("</tr>\n", out);
	}
	fputs("</tbody>", out);
	if (t->total != NULL)
		total(out, t, shown, n);
}

static void
week(FILE *out, const struct table *t)
{
	const struct value *cells[7][24];
	int64_t max = table_max(t, t->by);
	char text[PROSE_SIZE];

	table_week(t, cells);
	fputs("<thead><tr><td></td>", out);
	for (int h = 0; h < 24; h++)
		fprintf(out, "<th scope=\"col\">%02d</th>", h);
	fputs("</tr></thead>\n<tbody>\n", out);
	for (int d = 0; d < 7; d++) {
		fprintf(out, "<tr><th scope=\"row\">%s</th>", spoken_weekday(d));
		for (int h = 0; h < 24; h++) {
			struct value v = { .known = false };

			if (cells[d][h] != NULL)
				v = *cells[d][h];
			prose_value(text, sizeof text, t, t->columns[t->by].unit, &v);
			fprintf(out, "<td class=\"c%d\">%s</td>", v.known ?
			    prose_class(v.n, max, CHART_CLASSES) : 0, text);
		}
		fputs("</tr>\n", out);
	}
	fputs("</tbody>", out);
}

static void
card_lines(FILE *out, const struct table *t)
{
	char value[CELL], said[PHRASE_LINE];

	fputs("<tbody>\n", out);
	for (const struct card_line *l = t->report->card; l->label != NULL; l++) {
		if (l->label[0] == '\0')
			continue;
		phrase_value(value, sizeof value, t, l);
		phrase_join(said, t, l);
		fprintf(out, "<tr><th scope=\"row\" class=\"text\">%s</th><td>",
		    prose_noun(l->label, PROSE_MANY));
		html_text(out, value);
		fputs("</td><td class=\"text\">", out);
		html_text(out, said);
		fputs("</td></tr>\n", out);
	}
	fputs("</tbody>", out);
}

void
html_table(FILE *out, const struct table *t, size_t most, bool links)
{
	static const char *const classes[] = { [LAYOUT_CARD] = "card", [LAYOUT_HEATMAP] = "week" };
	enum layout layout = t->report->layout;
	const char *class = layout == LAYOUT_CARD || layout == LAYOUT_HEATMAP ? classes[layout] : "rows";

	fprintf(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"%s: ", _("Table"));
	html_text(out, t->title);
	fprintf(out, "\"><table class=\"%s\"><caption class=\"aside\">", class);
	html_text(out, t->title);
	fputs("</caption>\n", out);
	if (layout == LAYOUT_CARD)
		card_lines(out, t);
	else if (layout == LAYOUT_HEATMAP)
		week(out, t);
	else
		rows(out, t, most, links);
	fputs("</table></div>\n", out);
}
