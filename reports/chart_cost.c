#include "reports/chart.h"

#include <stdio.h>

#include "lib/locale.h"
#include "lib/log.h"
#include "lib/spoken.h"
#include "lib/text.h"
#include "reports/plot.h"
#include "reports/prose.h"

enum {
	RIGHT = 900,		/* of the columns */
	CORNER = 2,
	GAP = 2,		/* between the parts of a column */
	LABELS_MOST = 16,	/* columns that all have room for their label */
	LABEL_ABOVE = 22,
	KEY_X = 926,
	KEY_SIZE = 24,
	KEY_NAME_X = 964,
	KEY_PITCH = 80,
	KEY_BOTTOM = 622,
	FOOTER_Y = PLOT_HEIGHT - 36,
	REST = CHART_SERIES - 1	/* the part of all other models */
};

enum { FRAME_PERIOD, FRAME_COST, FRAME_COLUMNS };

/* What a model cost in the window. */
struct share {
	const char	*name;
	int64_t		 cost;
};

/* One column a period, its parts the dearest models. */
struct stack {
	const struct table	*t;
	size_t			 period, model, cost;	/* columns of t */
	struct share		*models;		/* the dearest first */
	size_t			 nmodel;
	struct table		 frame;			/* a row a period, also of those without usage */
	int64_t			(*parts)[CHART_SERIES];
	int64_t			 total;
};

static int
by_cost(const void *a, const void *b)
{
	const struct share *x = a, *y = b;

	return x->cost != y->cost ? (x->cost > y->cost ? -1 : 1) : strcmp(x->name, y->name);
}

static int
add_models(struct stack *s)
{
	const struct table *t = s->t;

	if ((s->models = calloc(t->nrow + 1, sizeof(*s->models))) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (size_t row = 0; row < t->nrow; row++) {
		const char *name = table_at(t, row, s->model)->text;
		const struct value *cost = table_at(t, row, s->cost);
		size_t i = 0;

		if (!cost->known)
			continue;
		while (i < s->nmodel && strcmp(s->models[i].name, name) != 0)
			i++;
		s->nmodel += i == s->nmodel;
		s->models[i].name = name;
		s->models[i].cost += cost->n;
		s->total += cost->n;
	}
	qsort(s->models, s->nmodel, sizeof(*s->models), by_cost);
	return 0;
}

/* The part of a column that a model has: the last one is for all that have none of their own. */
static size_t
part_of(const struct stack *s, const char *name)
{
	size_t own = s->nmodel > CHART_SERIES ? REST : s->nmodel;

	for (size_t i = 0; i < own; i++)
		if (strcmp(s->models[i].name, name) == 0)
			return i;
	return REST;
}

/* The row of a period among those from the first to the last one. */
static size_t
frame_row(const struct stack *s, int64_t period)
{
	size_t row = 0;

	for (int64_t n = table_at(s->t, 0, s->period)->n; n < period; n = date_next(n, s->t->grain))
		row++;
	return row;
}

static int
add_frame(struct stack *s)
{
	const struct table *t = s->t;
	int64_t first = table_at(t, 0, s->period)->n, last = table_at(t, t->nrow - 1, s->period)->n;
	struct table *f = &s->frame;

	*f = *t;
	f->ncolumn = FRAME_COLUMNS;
	f->columns[FRAME_PERIOD] = t->columns[s->period];
	f->columns[FRAME_COST] = t->columns[s->cost];
	f->by = FRAME_COST;
	f->nrow = frame_row(s, last) + 1;
	f->cells = calloc(f->nrow * FRAME_COLUMNS, sizeof(*f->cells));
	s->parts = calloc(f->nrow, sizeof(*s->parts));
	if (f->cells == NULL || s->parts == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (size_t row = 0; row < f->nrow; row++, first = date_next(first, t->grain)) {
		f->cells[row * FRAME_COLUMNS + FRAME_PERIOD] = (struct value){ .known = true, .n = first };
		f->cells[row * FRAME_COLUMNS + FRAME_COST].known = true;
	}
	for (size_t i = 0; i < t->nrow; i++) {
		const struct value *cost = table_at(t, i, s->cost);
		size_t row = frame_row(s, table_at(t, i, s->period)->n);

		if (!cost->known)
			continue;
		s->parts[row][part_of(s, table_at(t, i, s->model)->text)] += cost->n;
		f->cells[row * FRAME_COLUMNS + FRAME_COST].n += cost->n;
	}
	return 0;
}

/* "12", "9.2", "0.031": as many digits as a label has room for. */
static void
short_money(char *buf, size_t size, int64_t nano)
{
	char whole[48];

	if (nano >= INT64_C(9950000000))
		snprintf(buf, size, "%s", text_number(whole, (nano + 500000000) / 1000000000));
	else if (nano >= 950000000)
		snprintf(buf, size, "%.1f", (double)nano / 1e9);
	else
		snprintf(buf, size, "%.2g", (double)nano / 1e9);
}

static int
columns(struct canvas *c, const struct stack *s, const struct plot *p)
{
	struct box *boxes = calloc(s->frame.nrow * CHART_SERIES, sizeof(*boxes));
	size_t n = 0;

	if (boxes == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (size_t row = 0; row < s->frame.nrow; row++) {
		bool over = !prose_current(&s->frame, table_at(&s->frame, row, FRAME_PERIOD)->n);
		double from = 0;

		for (size_t part = 0; part < CHART_SERIES; part++) {
			uint32_t color = c->palette->series[part];
			double to = from + (double)s->parts[row][part];

			if (to > from) {
				boxes[n] = plot_column(p, row, from, to,
				    over ? color : chart_faded(c, color));
				if (boxes[n].y1 - boxes[n].y0 > 2 * GAP)
					boxes[n].y0 += GAP;
				n++;
			}
			from = to;
		}
	}
	chart_boxes(c, boxes, n, CORNER);
	free(boxes);
	return 0;
}

/* What each column comes to; of many only the dearest and the last. */
static void
labels(struct canvas *c, const struct stack *s, const struct plot *p)
{
	const struct table *f = &s->frame;
	int64_t max = table_max(f, FRAME_COST);
	bool labelled = false;
	char text[32];

	for (size_t row = 0; row < f->nrow; row++) {
		int64_t cost = table_at(f, row, FRAME_COST)->n;
		bool last = row + 1 == f->nrow;

		if (cost == 0 || (f->nrow > LABELS_MOST && !last && (cost < max || labelled)))
			continue;
		labelled |= cost == max;
		short_money(text, sizeof text, cost);
		plot_text(c, p, prose_current(f, table_at(f, row, FRAME_PERIOD)->n) ? TYPE_TICK_X :
		    TYPE_COLUMN, row, plot_y(p, (double)cost) - LABEL_ABOVE, text);
	}
}

/* The key is the table of totals too, in the order of the stack. */
static void
key(struct canvas *c, const struct stack *s)
{
	size_t parts = s->nmodel < CHART_SERIES ? s->nmodel : CHART_SERIES;
	struct box box = { .x0 = KEY_X, .x1 = KEY_X + KEY_SIZE };
	char text[PROSE_SIZE], money[64];
	int64_t rest = s->total;

	for (size_t i = 0; i < parts; i++) {
		bool others = i == REST && s->nmodel > CHART_SERIES;
		double y = KEY_BOTTOM - (double)i * KEY_PITCH;
		int64_t cost = others ? rest : s->models[i].cost;

		rest -= cost;
		box.y0 = y - KEY_SIZE / 2.0;
		box.y1 = y + KEY_SIZE / 2.0;
		box.color = c->palette->series[s->nmodel <= CHART_SERIES && i == REST ? REST : i];
		chart_boxes(c, &box, 1, CORNER);
		snprintf(text, sizeof text, _("%zu others"), s->nmodel - REST);
		chart_name(c, TYPE_INK_VALUE, KEY_NAME_X, y, others ? text : s->models[i].name,
		    CHART_RIGHT - KEY_NAME_X);
		spoken_dollars(money, sizeof money, cost);
		snprintf(text, sizeof text, "%s · %d\u00a0%%", money,
		    (int)(100.0 * (double)cost / (double)s->total + 0.5));
		chart_text(c, TYPE_ASIDE, KEY_NAME_X, y + PLOT_LINE, text);
	}
}

/* The total, as charged where that is drawn, or in a warmer colour what is not in it. */
static void
foot(struct canvas *c, const struct stack *s)
{
	size_t unpriced = table_column(s->t, "unpriced");
	char money[64], sentence[2 * PROSE_SIZE], count[64];
	const struct value *last = table_at(&s->frame, s->frame.nrow - 1, FRAME_PERIOD);
	const char *faded = prose_current(&s->frame, last->n) ? _(" Faded: not over yet.") : "";
	bool charged = s->cost == table_column(s->t, "charged");
	int64_t n = 0;

	for (size_t row = 0; !charged && row < s->t->nrow; row++)
		n += table_at(s->t, row, unpriced)->n;
	spoken_dollars(money, sizeof money, s->total);
	prose_count(count, sizeof count, n, "requests");
	if (n > 0)
		snprintf(sentence, sizeof sentence, _("Total %s, without %s that have no price.%s"), money,
		    count, faded);
	else
		snprintf(sentence, sizeof sentence, charged ? _("Charged: %s.%s") : _("Total %s.%s"), money,
		    faded);
	chart_text(c, n > 0 ? TYPE_FOOTER_WARM : TYPE_FOOTER, CHART_EDGE, FOOTER_Y, sentence);
}

static int
draw(struct canvas *c, struct stack *s)
{
	struct plot p;

	if (add_models(s) != 0)
		return -1;
	if (s->total <= 0)
		return chart_nothing(c, s->t);
	if (add_frame(s) != 0)
		return -1;
	p = plot_of(&s->frame, PLOT_TOP, RIGHT, 0, (double)table_max(&s->frame, FRAME_COST));
	if (chart_open(c, PLOT_HEIGHT) == -1)
		return -1;
	chart_head(c, s->t);
	plot_grid(c, &p);
	plot_dates(c, &p);
	if (columns(c, s, &p) == -1)
		return -1;
	plot_zero(c, &p);
	labels(c, s, &p);
	key(c, s);
	foot(c, s);
	return 0;
}

int
chart_cost(struct canvas *c, const struct table *t)
{
	struct stack s = { .t = t, .period = table_column(t, "period"), .model = table_column(t, "model"),
		.cost = t->by };
	int ret;

	/* Of members, models and chats there is one bar each. */
	if (s.period == t->ncolumn)
		return chart_bars(c, t);
	ret = draw(c, &s);
	free(s.models);
	free(s.frame.cells);
	free(s.parts);
	return ret;
}
