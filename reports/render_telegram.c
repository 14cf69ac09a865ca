/*
 * What is said of a report stands in lists; columns that have to be aligned are laid out as on a narrow
 * terminal, in <pre>, where names would break them.
 */
#include "reports/render.h"

#include <errno.h>
#include <string.h>

#include "lib/locale.h"
#include "lib/log.h"
#include "lib/stream.h"
#include "reports/html.h"
#include "reports/layout.h"
#include "reports/notes.h"
#include "reports/plain.h"
#include "reports/prose.h"
#include "reports/telegram.h"

enum { TEXT_UNITS = 4096, PRE_CELLS = 34, MORE_UNITS = 40 };

#define NEVER	N_("<b>Nothing to count yet.</b> I count from now on; an administrator can add the past" \
	" with an export from Telegram Desktop (/help import).\nIf messages do not show up in a minute: in" \
	" @BotFather, turn my privacy mode off, or make me an administrator.\n")
#define LONGER	N_("Try <b>All</b>.")

/* What stands between head and foot, in lines; those that must be there are the first and the last. */
struct body {
	char	*text;
	size_t	 size;
	size_t	 first, last;
	bool	 pre;
	bool	 latest;	/* where there is no room for all, the earliest go */
};

/* ----- columns ----- */

/* Names and texts may be of any script, whose cells phones disagree about; for two texts there is no room. */
static bool
aligned(const struct table *t)
{
	enum unit label = table_label(t) < t->ncolumn ? t->columns[table_label(t)].unit : UNIT_COUNT;
	int texts = 0;

	for (size_t i = 0; i < t->ncolumn; i++)
		texts += t->columns[i].unit == UNIT_TEXT;
	if (texts > 1 || (t->report->takes & TAKES_TOP) != 0 || t->report->layout == LAYOUT_CARD ||
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
	size_t size = 0, lines = 0;
	struct terminal out = { .style = &style };
	char *text = NULL, *end;
	FILE *html;

	if ((out.out = stream_open(&text, &size)) == NULL)
		return -1;
	t.brief = true;
	layout(&out, &t);
	if (stream_close(out.out, &text) != 0)
		return -1;
	b->pre = true;
	b->latest = table_label(&t) < t.ncolumn && t.columns[table_label(&t)].unit == UNIT_PERIOD;
	if ((end = strstr(text, "\n\n")) != NULL)
		end[1] = '\0';
	if ((html = stream_open(&b->text, &b->size)) == NULL) {
		free(text);
		return -1;
	}
	for (char *line = text; *line != '\0'; line = end + 1) {
		end = line + strcspn(line, "\n");
		*end = '\0';
		html_text(html, line);
		fputc('\n', html);
		lines++;
	}
	free(text);
	b->last = t.total != NULL ? 2 : 0;
	b->first = t.report->layout == LAYOUT_HEATMAP || t.report->layout == LAYOUT_COHORTS ? 1 :
	    lines - t.nrow - b->last;
	return stream_close(html, &b->text);
}

/* ----- the message ----- */

static int
compose(struct body *b, const struct table *t)
{
	FILE *out;

	if (aligned(t))
		return columns(b, *t);
	if ((out = stream_open(&b->text, &b->size)) == NULL)
		return -1;
	if (t->report->layout == LAYOUT_CARD)
		for (const struct card_line *l = t->report->card; l->label != NULL; l++)
			telegram_line(out, t, l);
	else
		for (size_t row = 0; row < t->nrow; row++)
			telegram_row(out, t, row);
	return stream_close(out, &b->text);
}

/*
 * Writes the lines that there is room for, and how many rows there is none for: those in front of `from`, or
 * behind `to`.
 */
static int
put_body(FILE *out, const struct body *b, struct excerpt *e, size_t room)
{
	size_t n = 0, units = 0, from = b->first, to, end;
	const char **lines, *between = "";

	if ((lines = calloc(b->size + 1, sizeof *lines)) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (char *line = b->text, *stop; *line != '\0'; line = stop + 1) {
		stop = line + strcspn(line, "\n");
		*stop = '\0';
		lines[n++] = line;
	}
	end = to = n - b->last;
	if (e->paged) {
		from += e->skip < to - from ? e->skip : to - from;
		to = e->most < to - from ? from + e->most : to;
	}
	for (size_t i = 0; i < n; i++)
		units += i < b->first || i >= end || (i >= from && i < to) ? telegram_units(lines[i]) + 1 : 0;
	while (units + (to - from < end - b->first ? MORE_UNITS : 0) > room && to > from)
		units -= telegram_units(lines[b->latest ? from++ : --to]) + 1;
	e->next = e->paged && to < end && to > from ? to - b->first : 0;
	fputs(b->pre ? "<pre>" : "", out);
	for (size_t i = 0; i <= n; i++) {
		if (!e->paged && i == (b->latest ? b->first : end) && to - from < end - b->first) {
			fprintf(out, b->latest ? _("%s… %zu before") : _("%s… and %zu more"), between,
			    end - b->first - (to - from));
			between = "\n";
		}
		if (i < n && (i < b->first || i >= end || (i >= from && i < to))) {
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
		telegram_name(out, subject, 2 * TELEGRAM_NAME);
	fputs("</b>", out);
	if (!card && (t->nchat != 1 || t->member != NULL || t->topic != NULL)) {
		fputs(": ", out);
		telegram_name(out, subject, 2 * TELEGRAM_NAME);
	}
	prose_last(span, sizeof span, t);
	fprintf(out, "%s%s\n", span[0] != '\0' ? ", " : "", span);
}

/* What is to be said of the rows, and of all of them. */
static void
notes(FILE *out, const struct table *t)
{
	char note[NOTES_SIZE] = "";
	size_t units = TELEGRAM_FOOT;

	if (table_column(t, "hour") < t->ncolumn || table_column(t, "weekday") < t->ncolumn)
		notes_busiest(note, t);
	telegram_sentence(out, note, "\n", &units);
	for (size_t i = 0; i < t->nnote; i++)
		telegram_sentence(out, t->notes[i], "\n", &units);
	if ((t->report->takes & TAKES_USAGE) == 0 && !t->report->timeless) {
		(t->report->layout == LAYOUT_CARD ? notes_bots : notes_count)(note, t);
		telegram_sentence(out, note, "\n", &units);
	}
}

static void
nothing(FILE *out, const struct table *t)
{
	char note[NOTES_SIZE];

	if (!t->coverage.any && (t->report->takes & TAKES_USAGE) == 0) {
		fputs(_(NEVER), out);
		return;
	}
	notes_nothing(note, t);
	fputs("<b>", out);
	html_text(out, note);
	fputs("</b>\n", out);
	notes_reason(note, t);
	html_text(out, note);
	if (notes_longer(t))
		fprintf(out, "%s%s", note[0] != '\0' ? " " : "", _(LONGER));
	fputs(note[0] != '\0' || notes_longer(t) ? "\n" : "", out);
}

/* Whether rows are lines that can be told one by one, and not what a chart shows at a glance. */
static bool
listed(const struct table *t, const struct body *b)
{
	return !b->latest && t->report->layout != LAYOUT_CARD && t->report->layout != LAYOUT_HEATMAP &&
	    t->report->layout != LAYOUT_COHORTS;
}

/* What stands around the rows comes first, for it says what they are: rows get the room that is left. */
static int
message(FILE *out, const struct table *t, struct body *b, struct excerpt *e)
{
	bool charted = t->report->chart != CHART_NONE || t->report->picture != NULL;
	size_t limit = e->caption || (charted && !listed(t, b)) ? TELEGRAM_CAPTION : TEXT_UNITS;
	char *top = NULL, *bottom = NULL;
	size_t size, room;
	FILE *part;
	int ret = -1;

	if ((part = stream_open(&top, &size)) == NULL)
		goto out;
	head(part, t);
	if (stream_close(part, &top) != 0 || (part = stream_open(&bottom, &size)) == NULL)
		goto out;
	notes(part, t);
	fputs("\n\n", part);
	telegram_foot(part, t);
	if (stream_close(part, &bottom) != 0)
		goto out;
	room = telegram_units(top) + telegram_units(bottom);
	room = room < limit ? limit - room : 0;
	fputs(top, out);
	e->paged = e->paged && listed(t, b);
	if (put_body(out, b, e, room) == 0) {
		fputs(bottom + (bottom[1] == '\n' ? 1 : 0), out);
		ret = 0;
	}
out:
	free(top);
	free(bottom);
	return ret;
}

int
render_telegram(FILE *out, const struct table *t, struct excerpt *e)
{
	struct body b = { .text = NULL };
	int ret = -1;

	if (notes_empty(t)) {
		nothing(out, t);
		ret = 0;
	} else if (compose(&b, t) == 0 && b.text != NULL)
		ret = message(out, t, &b, e);
	free(b.text);
	return ret == 0 && ferror(out) ? log_fail(STATUS_FAILED, "cannot write the answer: %s",
	    strerror(errno)) : ret;
}
