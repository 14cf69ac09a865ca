#include "reports/plot.h"

#include <stdio.h>

#include "lib/money.h"
#include "reports/prose.h"
#include "reports/ticks.h"

enum {
	ASIDE_X = PLOT_RIGHT + 14,
	ASIDE_APART = 70,
	HEADROOM = 52,		/* for the label of the highest */
	LINES = 16,
	LABEL_GAP = 14,
	COLUMN_MOST = 96,
	UPRIGHT_LEAST = 32
};

static const double COLUMN = 0.72;	/* of the pitch */

static void
value_label(char *buf, size_t size, const struct plot *p, int64_t value)
{
	char money[MONEY_SIZE], *end;

	if (p->t->columns[p->t->by].unit != UNIT_MONEY) {
		prose_value(buf, size, p->t, p->t->columns[p->t->by].unit,
		    &(struct value){ .known = true, .n = value });
		return;
	}
	money_format(money, value);	/* "$3" and "$0.5" */
	for (end = money + strlen(money); end[-1] == '0'; end--)
		;
	end[end[-1] == '.' ? -1 : 0] = '\0';
	snprintf(buf, size, "$%s", money);
}

/* The lowest grid line. */
static int64_t
first_line(const struct plot *p)
{
	return -((int64_t)-p->low / p->step) * p->step;
}

struct plot
plot_of(const struct table *t, int top, int right, double min, double max)
{
	double height = PLOT_BOTTOM - top, widest = 0, width;
	struct plot p = { .t = t, .top = top, .right = right, .low = min < 0 ? min * 1.08 : 0 };
	char label[PROSE_SIZE];

	p.high = p.low + (max - p.low) * height / (height - HEADROOM);
	p.step = ticks_step((int64_t)(max > -min ? max : -min));
	for (int64_t v = first_line(&p); (double)v <= p.high; v += p.step) {
		value_label(label, sizeof label, &p, v);
		width = chart_text_width(TYPE_TICK_Y, label);
		widest = width > widest ? width : widest;
	}
	p.left = CHART_EDGE + widest + LABEL_GAP;
	p.pitch = (right - p.left) / (double)t->nrow;
	return p;
}

double
plot_x(const struct plot *p, double row)
{
	return p->left + (row + 0.5) * p->pitch;
}

double
plot_y(const struct plot *p, double value)
{
	return PLOT_BOTTOM - (value - p->low) / (p->high - p->low) * (PLOT_BOTTOM - p->top);
}

void
plot_zero(struct canvas *c, const struct plot *p)
{
	double y = plot_y(p, 0);

	chart_segments(c, &(struct segment){ p->left, y, p->right, y }, 1, 2, c->palette->faint);
}

void
plot_grid(struct canvas *c, const struct plot *p)
{
	struct segment lines[LINES];
	char label[PROSE_SIZE];
	size_t n = 0;

	for (int64_t v = first_line(p); (double)v <= p->high && n < LINES; v += p->step) {
		double y = plot_y(p, (double)v);

		value_label(label, sizeof label, p, v);
		chart_text(c, TYPE_TICK_Y, p->left - LABEL_GAP, y, label);
		lines[n++] = (struct segment){ p->left, y, p->right, y };
	}
	chart_segments(c, lines, n, 1.5, c->palette->grid);
	plot_zero(c, p);
}

void
plot_dates(struct canvas *c, const struct plot *p)
{
	struct tick ticks[TICKS_MOST];
	struct segment marks[TICKS_MOST];
	size_t n = ticks_along(p->t, table_label(p->t), p->pitch, ticks);

	for (size_t i = 0; i < n; i++) {
		double x = plot_x(p, (double)ticks[i].row);

		marks[i] = (struct segment){ x, PLOT_BOTTOM, x, PLOT_BOTTOM + 8 };
		chart_text(c, TYPE_TICK_X, x, PLOT_BOTTOM + 32, ticks[i].label);
		if (ticks[i].below[0] != '\0')
			chart_text(c, TYPE_TICK_X, x, PLOT_BOTTOM + 64, ticks[i].below);
	}
	chart_segments(c, marks, n, 1.5, c->palette->faint);
}

static void
gap(struct canvas *c, const struct plot *p, size_t first, size_t end)
{
	double x0 = plot_x(p, (double)first - 0.5), x1 = plot_x(p, (double)end - 0.5);
	double middle = (p->top + PLOT_BOTTOM) / 2.0;

	chart_boxes(c, &(struct box){ x0, x1, p->top, PLOT_BOTTOM, c->palette->gap }, 1, 0);
	if (x1 - x0 >= chart_text_width(TYPE_TICK_X, " no data "))
		chart_text(c, TYPE_TICK_X, (x0 + x1) / 2, middle, "no data");
	else if (x1 - x0 >= UPRIGHT_LEAST)
		chart_text(c, TYPE_UPRIGHT, (x0 + x1) / 2, middle, "no data");
}

void
plot_gaps(struct canvas *c, const struct plot *p)
{
	const struct table *t = p->t;

	for (size_t row = 0, end; row < t->nrow; row = end + 1) {
		for (end = row; end < t->nrow && !table_at(t, end, t->by)->known; )
			end++;
		if (end > row)
			gap(c, p, row, end);
	}
}

struct box
plot_column(const struct plot *p, size_t row, double from, double to, uint32_t color)
{
	double half = (p->pitch * COLUMN < COLUMN_MOST ? p->pitch * COLUMN : COLUMN_MOST) / 2;
	double x = plot_x(p, (double)row);

	return (struct box){ x - half, x + half, plot_y(p, to), plot_y(p, from), color };
}

void
plot_text(struct canvas *c, const struct plot *p, enum type type, size_t row, double y,
    const char *text)
{
	double half = chart_text_width(type, text) / 2, x = plot_x(p, (double)row);

	x = x + half > p->right ? p->right - half : x - half < p->left ? p->left + half : x;
	chart_text(c, type, x, y, text);
}

static double
aside_height(const struct aside *a)
{
	return a->value[0] != '\0' ? ASIDE_APART : PLOT_LINE;
}

/* Sorts them by height, pushes them apart, and back up where they would leave the plot. */
static void
arrange(struct aside *asides, size_t n)
{
	struct aside moved;
	double over;

	for (size_t i = 1; i < n; i++)
		for (size_t j = i; j > 0 && asides[j].y < asides[j - 1].y; j--) {
			moved = asides[j];
			asides[j] = asides[j - 1];
			asides[j - 1] = moved;
		}
	for (size_t i = 1; i < n; i++)
		if (asides[i].y < asides[i - 1].y + aside_height(&asides[i - 1]))
			asides[i].y = asides[i - 1].y + aside_height(&asides[i - 1]);
	for (size_t i = n; i-- > 0; ) {
		over = asides[i].y + aside_height(&asides[i]) -
		    (i + 1 < n ? asides[i + 1].y : PLOT_BOTTOM + PLOT_LINE);
		if (over > 0)
			asides[i].y -= over;
	}
}

void
plot_asides(struct canvas *c, struct aside *asides, size_t n)
{
	arrange(asides, n);
	for (size_t i = 0; i < n; i++) {
		chart_text(c, asides[i].type, ASIDE_X, asides[i].y, asides[i].name);
		if (asides[i].value[0] != '\0')
			chart_text(c, asides[i].value_type, ASIDE_X, asides[i].y + PLOT_LINE,
			    asides[i].value);
	}
}
