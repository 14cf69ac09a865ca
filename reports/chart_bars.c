#include "reports/chart.h"

#include <stdio.h>
#include <string.h>

#include "lib/locale.h"
#include "lib/spoken.h"
#include "lib/text.h"
#include "reports/notes.h"
#include "reports/prose.h"

enum {
	ROWS_MOST = 14,
	ROWS_ROOMY = 10,
	PITCH_ROOMY = 60,
	PITCH_CLOSE = 50,
	TOP = 160,
	BELOW = 106,		/* from the last row to the edge */
	HEIGHT_LEAST = 480,
	RANK_X = 84,
	MARK_X = 98,
	NAME_X = 470,		/* of a ranking */
	NAME_WIDTH = 296,
	NAME_AFTER = 18,
	EMOJI_X = 85,
	EMOJI_WIDTH = 76,
	EMOJI_END = 122,
	BAR_END = 1014,
	BAR_LEAST = 4,
	VALUE_AFTER = 16,
	ASIDE_AFTER = 14,
	CORNER = 6,
	LIMIT = 1000,		/* 100 %, in tenths */
	MORE = 2 * PROSE_SIZE + 8
};

static const double THICKNESS = 0.62;	/* of the pitch */

struct bars {
	const struct table	*t;
	size_t			 all, rows;	/* that say something, and that there is room for */
	double			 pitch, name, bar, end;	/* where names end, and bars begin and end */
	int64_t			 max;
	bool			 limited;	/* 100 % is where it should end */
	bool			 squares;	/* stand for custom emoji */
	size_t			 label, rank, change, share, named;	/* columns; ncolumn: none */
};

/* What stands behind a row's value: its share, a budget, or of how many reactions the givers are known. */
static void
aside(char *buf, size_t size, const struct bars *b, size_t row)
{
	char value[PROSE_SIZE], period[PROSE_SIZE];

	buf[0] = '\0';
	if (b->share < b->t->ncolumn && table_at(b->t, row, b->share)->known)
		prose_cell(buf, size, b->t, row, b->share);
	else if (b->named < b->t->ncolumn && table_at(b->t, row, b->named)->known) {
		prose_cell(value, sizeof value, b->t, row, b->named);
		snprintf(buf, size, _("%s named"), value);
	} else if (b->limited) {
		spoken_dollars(value, sizeof value, table_at(b->t, row, table_column(b->t, "limit"))->n);
		prose_cell(period, sizeof period, b->t, row, table_column(b->t, "period"));
		snprintf(buf, size, "%s, %s", value, period);
	}
}

/* A row's value; of money no more than cents. */
static void
figure(char *buf, size_t size, const struct bars *b, size_t row)
{
	const struct value *v = table_at(b->t, row, b->t->by);

	if (b->t->columns[b->t->by].unit == UNIT_MONEY && v->known)
		spoken_dollars(buf, size, v->n);
	else
		prose_cell(buf, size, b->t, row, b->t->by);
}

/* Where a row's value and aside end, measured from the end of its bar. */
static double
overhang(const struct bars *b, size_t row)
{
	char value[PROSE_SIZE], more[MORE];
	double width;

	figure(value, sizeof value, b, row);
	aside(more, sizeof more, b, row);
	width = VALUE_AFTER + chart_text_width(TYPE_VALUE, value);
	return more[0] != '\0' ? width + ASIDE_AFTER + chart_text_width(TYPE_SHARE, more) : width;
}

/* Where names end: rankings have theirs in one place, others as close as they can be. */
static double
name_end(const struct bars *b)
{
	char fitted[CHART_TEXT], label[CHART_TEXT];
	double widest = 0, width;

	if (b->t->columns[b->label].unit == UNIT_EMOJI)
		return EMOJI_END;
	if (b->rank < b->t->ncolumn)
		return NAME_X;
	for (size_t row = 0; row < b->rows; row++) {
		prose_cell(label, sizeof label, b->t, row, b->label);
		chart_fit(fitted, TYPE_NAME, label, NAME_WIDTH);
		width = chart_text_width(TYPE_NAME, fitted);
		widest = width > widest ? width : widest;
	}
	return CHART_EDGE + widest;
}

static struct bars
plan(const struct table *t)
{
	struct bars b = {
		.t = t,
		.all = t->nrow,
		.end = BAR_END,
		.max = table_max(t, t->by),
		.label = table_label(t),
		.rank = table_column(t, "rank"),
		.change = t->compared ? table_column(t, "rank_change") : t->ncolumn,
		.share = t->ncolumn,
		.named = table_column(t, "named")
	};

	/* What the chat's other members have, and this one has not. */
	while (b.all > 1 && t->report->layout == LAYOUT_BARS && table_at(t, b.all - 1, t->by)->n == 0)
		b.all--;
	b.rows = b.all < ROWS_MOST ? b.all : ROWS_MOST;
	if (strcmp(t->columns[t->by].name, "messages") == 0)
		b.share = table_column(t, "share");
	else if (strcmp(t->columns[t->by].name, "member_messages") == 0)
		b.share = table_column(t, "member_share");
	b.limited = t->columns[t->by].unit == UNIT_PERCENT;
	if (b.limited)	/* what is far beyond leaves the others room to be seen */
		b.max = b.max < LIMIT ? LIMIT : b.max > 2 * LIMIT ? 2 * LIMIT : b.max;
	b.pitch = b.rows <= ROWS_ROOMY ? PITCH_ROOMY : PITCH_CLOSE;
	b.name = name_end(&b);
	b.bar = b.name + NAME_AFTER;
	for (size_t i = 0; i < b.rows; i++)
		if (b.end > CHART_RIGHT - overhang(&b, i))
			b.end = CHART_RIGHT - overhang(&b, i);
	return b;
}

static void
label(struct canvas *c, struct bars *b, size_t row, double y)
{
	const struct table *t = b->t;
	char buf[CHART_TEXT];

	if (b->rank < t->ncolumn) {
		prose_cell(buf, sizeof buf, t, row, b->rank);
		chart_text(c, TYPE_RANK, RANK_X, y, buf);
	}
	if (b->change < t->ncolumn) {
		const struct value *change = table_at(t, row, b->change);

		prose_mark(buf, sizeof buf, change);
		chart_text(c, !change->known || change->n > 0 ? TYPE_UP : change->n < 0 ? TYPE_DOWN :
		    TYPE_SAME, MARK_X, y, buf);
	}
	prose_cell(buf, sizeof buf, t, row, b->label);
	if (t->columns[b->label].unit == UNIT_EMOJI)
		b->squares |= chart_emoji(c, EMOJI_X, y, buf, EMOJI_WIDTH);
	else
		chart_name(c, TYPE_NAME, b->name, y, buf, NAME_WIDTH);
}

/* Behind the bar, which ends at x. */
static void
values(struct canvas *c, const struct bars *b, size_t row, double x, double y)
{
	char buf[MORE];

	figure(buf, sizeof buf, b, row);
	chart_text(c, TYPE_VALUE, x + VALUE_AFTER, y, buf);
	x += VALUE_AFTER + chart_text_width(TYPE_VALUE, buf) + ASIDE_AFTER;
	aside(buf, sizeof buf, b, row);
	if (buf[0] != '\0')
		chart_text(c, TYPE_SHARE, x, y, buf);
}

static void
rows(struct canvas *c, struct bars *b)
{
	double margin = b->pitch * (1 - THICKNESS) / 2;
	double limit = b->limited ? (b->end - b->bar) * LIMIT / (double)b->max : 0;
	struct box boxes[3 * ROWS_MOST];
	size_t n = 0;

	for (size_t i = 0; i < b->rows; i++) {
		const struct value *v = table_at(b->t, i, b->t->by);
		double top = TOP + (double)i * b->pitch, length = 0;
		struct box box = { b->bar, b->bar + limit, top + margin, top + b->pitch - margin,
			c->palette->cell };

		if (b->limited)
			boxes[n++] = box;
		if (v->known && v->n > 0) {
			length = (b->end - b->bar) * (double)(v->n < b->max ? v->n : b->max) / (double)b->max;
			length = length < BAR_LEAST ? BAR_LEAST : length;
			box.x1 = b->bar + (b->limited && length > limit ? limit : length);
			box.color = c->palette->accent;
			boxes[n++] = box;
		}
		if (b->limited && length > limit)
			boxes[n++] = (struct box){ b->bar + limit, b->bar + length, box.y0, box.y1,
				c->palette->warm };
		label(c, b, i, top + b->pitch / 2);
		values(c, b, i, b->bar + (length > limit ? length : limit), top + b->pitch / 2);
	}
	chart_boxes(c, boxes, n, CORNER);
}

int
chart_bars(struct canvas *c, const struct table *t)
{
	struct bars b = plan(t);
	int height = TOP + (int)((double)b.rows * b.pitch) + BELOW;
	char number[48], more[NOTES_SIZE] = "", count[NOTES_SIZE], compared[NOTES_SIZE];

	if (chart_open(c, height < HEIGHT_LEAST ? HEIGHT_LEAST : height) == -1)
		return -1;
	chart_head(c, t);
	rows(c, &b);
	if (b.rows < b.all && !t->full)
		snprintf(more, sizeof more, P_("%s more is not shown.", "%s more are not shown.",
		    (int64_t)(b.all - b.rows)), text_number(number, (int64_t)(b.all - b.rows)));
	if ((t->report->takes & TAKES_USAGE) == 0)
		notes_count(count, t);
	else	/* messages are not what it is about */
		snprintf(count, sizeof count, "%s", t->nnote > 0 ? t->notes[0] : "");
	notes_compared(compared, t);
	chart_foot(c, t, (const char *const []){ more, b.squares ? _("□: custom emoji.") : "", count,
	    compared }, 4, CHART_RIGHT - CHART_EDGE);
	return 0;
}

int
chart_poll(struct canvas *c, const struct table *t)
{
	size_t id = table_column(t, "message_id"), at = table_column(t, "at");
	const struct value *question = table_at(t, 0, table_column(t, "question"));
	struct table one = *t;

	one.nrow = 1;
	while (one.nrow < t->nrow && table_at(t, one.nrow, id)->n == table_at(t, 0, id)->n &&
	    table_at(t, one.nrow, at)->n == table_at(t, 0, at)->n)
		one.nrow++;
	if (question->known)
		one.title = question->text;
	c->top = 0;	/* which is said nowhere else */
	return chart_bars(c, &one);
}
