#include "reports/chart.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lib/locale.h"
#include "lib/log.h"
#include "lib/spoken.h"
#include "reports/notes.h"
#include "reports/prose.h"

enum {
	HEIGHT = 960,
	HEIGHT_LEAST = 480,
	GAP = 6,
	CORNER = 6,
	DEEP = 3,		/* classes above have light text */
	BOTTOM = 836,
	GAP_BELOW = 24,
	/* Of pairs of members. */
	MEMBERS = 8,
	PAIRS_LEFT = 342,
	PAIRS_TOP = 310,
	PAIRS_WIDE = 97,
	PAIRS_HIGH = 66,
	NAME_X = 322,
	NAME_WIDTH = 274,
	SLANT_UP = 20,
	SLANT_RIGHT = 6,
	SLANT_WIDTH = 148,
	WAY_Y = 276,
	/* Of cohorts. */
	COHORTS = 12,
	COHORTS_LEFT = 264,
	COHORTS_TOP = 230,
	HEAD_Y = 205,
	COHORT_X = 156,
	SIZE_X = 244,
	COHORT_WIDE_MOST = 122,
	COHORT_HIGH_MOST = 66
};


/* A cell and what it says. */
static void
cell(struct canvas *c, struct box *box, double x, double y, double wide, double high, int class,
    const char *text)
{
	*box = (struct box){ x + GAP / 2.0, x + wide - GAP / 2.0, y + GAP / 2.0, y + high - GAP / 2.0,
	    class == 0 ? c->palette->cell : c->palette->classes[class - 1] };
	chart_text(c, class == 0 ? TYPE_TICK_X : class > DEEP ? TYPE_DEEP : TYPE_CELL, x + wide / 2,
	    y + high / 2, text);
}

/* The height of a picture that leaves some of it free. */
static int
height_of(double rest)
{
	return rest > HEIGHT - HEIGHT_LEAST ? HEIGHT_LEAST : HEIGHT - (int)rest;
}

/* ----- pairs of members ----- */

/* A member by the row and column that a name comes from: the ids tell members apart. */
struct member {
	int64_t	id, sum;
	size_t	row, column;
};

struct matrix {
	const struct table	*t;
	size_t			 from, to;	/* columns of the names, behind their ids */
	struct member		*all;
	size_t			 count;		/* of all */
	size_t			 shown;
	int64_t			 cells[MEMBERS][MEMBERS];
};

static size_t
member_of(struct matrix *m, size_t row, size_t column)
{
	int64_t id = table_at(m->t, row, column - 1)->n;
	size_t i = 0;

	while (i < m->count && m->all[i].id != id)
		i++;
	if (i == m->count)
		m->all[m->count++] = (struct member){ id, 0, row, column };
	return i;
}

/* Puts the members with the largest sums first, those that come earlier before others. */
static void
choose(struct matrix *m)
{
	m->shown = m->count < MEMBERS ? m->count : MEMBERS;
	for (size_t i = 0; i < m->shown; i++) {
		size_t best = i;
		struct member found;

		for (size_t k = i + 1; k < m->count; k++)
			if (m->all[k].sum > m->all[best].sum)
				best = k;
		found = m->all[best];
		memmove(&m->all[i + 1], &m->all[i], (best - i) * sizeof(*m->all));
		m->all[i] = found;
	}
}

static void
fill(struct matrix *m)
{
	for (size_t row = 0; row < m->t->nrow; row++) {
		int64_t n = table_at(m->t, row, m->t->by)->n;

		m->all[member_of(m, row, m->from)].sum += n;
		m->all[member_of(m, row, m->to)].sum += n;
	}
	choose(m);
	for (size_t row = 0; row < m->t->nrow; row++) {
		size_t from = member_of(m, row, m->from), to = member_of(m, row, m->to);

		if (from < m->shown && to < m->shown)
			m->cells[from][to] = table_at(m->t, row, m->t->by)->n;
	}
}

static void
names(struct canvas *c, const struct matrix *m)
{
	char name[CHART_TEXT];

	for (size_t i = 0; i < m->shown; i++) {
		prose_cell(name, sizeof name, m->t, m->all[i].row, m->all[i].column);
		chart_name(c, TYPE_NAME, NAME_X, PAIRS_TOP + ((double)i + 0.5) * PAIRS_HIGH, name,
		    NAME_WIDTH);
		chart_name(c, TYPE_SLANTED, PAIRS_LEFT + ((double)i + 0.5) * PAIRS_WIDE - SLANT_RIGHT,
		    PAIRS_TOP - SLANT_UP, name, SLANT_WIDTH);
	}
}

static void
pairs(struct canvas *c, const struct matrix *m)
{
	struct box boxes[MEMBERS * MEMBERS];
	char text[PROSE_SIZE];
	size_t n = 0;

	for (size_t i = 0; i < m->shown; i++)
		for (size_t k = 0; k < m->shown; k++) {
			double x = PAIRS_LEFT + (double)k * PAIRS_WIDE;
			double y = PAIRS_TOP + (double)i * PAIRS_HIGH;
			int64_t v = m->cells[i][k];

			if (i == k) {
				chart_text(c, TYPE_TICK_X, x + PAIRS_WIDE / 2.0, y + PAIRS_HIGH / 2.0, "–");
				continue;
			}
			prose_value(text, sizeof text, m->t, UNIT_COUNT,
			    &(struct value){ .known = true, .n = v });
			cell(c, &boxes[n++], x, y, PAIRS_WIDE, PAIRS_HIGH,
			    prose_class(v, table_max(m->t, m->t->by), CHART_CLASSES), v == 0 ? "" : text);
		}
	chart_boxes(c, boxes, n, CORNER);
}

/* "Most: Ivan → Maria, 148." of the first row; "" of several that are the same. */
static void
most(char *buf, size_t size, const struct matrix *m)
{
	char from[CHART_TEXT], to[CHART_TEXT], name[CHART_TEXT], count[PROSE_SIZE];

	buf[0] = '\0';
	if (m->t->nrow > 1 && table_at(m->t, 1, m->t->by)->n == table_at(m->t, 0, m->t->by)->n)
		return;
	prose_cell(name, sizeof name, m->t, 0, m->from);
	chart_fit(from, TYPE_FOOTER, name, NAME_WIDTH);
	prose_cell(name, sizeof name, m->t, 0, m->to);
	chart_fit(to, TYPE_FOOTER, name, NAME_WIDTH);
	prose_cell(count, sizeof count, m->t, 0, m->t->by);
	snprintf(buf, size, _("Most: %s → %s, %s."), from, to, count);
}

int
chart_matrix(struct canvas *c, const struct table *t)
{
	struct matrix m = { .t = t, .from = table_column(t, "from"), .to = table_column(t, "to") };
	char line[2 * CHART_TEXT + 2 * PROSE_SIZE], count[NOTES_SIZE];
	bool fans = strcmp(t->columns[t->by].name, "reactions") == 0;

	if ((m.all = calloc(2 * t->nrow + 1, sizeof(*m.all))) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	fill(&m);
	if (chart_open(c, height_of((double)(MEMBERS - m.shown) * PAIRS_HIGH)) == -1) {
		free(m.all);
		return -1;
	}
	chart_head(c, t);
	chart_text(c, TYPE_TICK_Y, NAME_X, WAY_Y, fans ? _("gives ↓   gets →") : _("who ↓   whom →"));
	names(c, &m);
	pairs(c, &m);
	most(line, sizeof line, &m);
	notes_count(count, t);
	chart_foot(c, t, (const char *const []){ line, count }, 2, CHART_RIGHT - CHART_EDGE);
	free(m.all);
	return 0;
}

/* ----- cohorts ----- */

/* Fixed classes, so that two pictures compare. */
static int
class_of(int64_t percent)
{
	static const int64_t bounds[] = { 15, 30, 45, 60, 80 };
	int class = 1;

	while (class < CHART_CLASSES && percent > 10 * bounds[class - 1])
		class++;
	return percent == 0 ? 0 : class;
}

struct cohorts {
	const struct table	*t;
	size_t			 cohort, size, period;	/* columns */
	size_t			 first;			/* row that the shown ones begin with */
	size_t			 count;			/* of those that are shown */
	double			 wide, high;
};

static struct cohorts
plan(const struct table *t)
{
	struct cohorts p = { .t = t, .cohort = table_column(t, "cohort"), .size = table_column(t, "size"),
	    .period = table_column(t, "period"), .first = t->nrow };
	int64_t longest;

	/* Rows of a cohort are in order of their periods, the first of them 0. */
	while (p.first > 0 && p.count < COHORTS)
		p.count += table_at(t, --p.first, p.period)->n == 0;
	longest = p.count < COHORTS ? (int64_t)p.count : COHORTS;
	p.wide = (CHART_RIGHT - COHORTS_LEFT) / (double)longest;
	p.high = (BOTTOM + GAP_BELOW - COHORTS_TOP) / (double)p.count;
	p.wide = p.wide > COHORT_WIDE_MOST ? COHORT_WIDE_MOST : p.wide;
	p.high = p.high > COHORT_HIGH_MOST ? COHORT_HIGH_MOST : p.high;
	return p;
}

static void
began(struct canvas *c, const struct cohorts *p, size_t row, double y)
{
	const struct table *t = p->t;
	int64_t day = table_at(t, row, p->cohort)->n, of;
	bool year = row == p->first && prose_other_year(t, day);
	char text[PROSE_SIZE];

	if (t->grain == GRAIN_MONTH) {
		spoken_month(text, sizeof text, day, false);
		date_civil(day, &of, &(int){ 0 }, &(int){ 0 });
		if (year)
			snprintf(text + strlen(text), 8, " ’%02d", (int)(of % 100));
	} else
		spoken_day(text, sizeof text, day, false);
	chart_text(c, TYPE_TICK_Y, COHORT_X, y, text);
	prose_cell(text, sizeof text, t, row, p->size);
	chart_text(c, TYPE_TICK_Y, SIZE_X, y, text);
}

/* A cohort's cells; whether one of them was not known. */
static void
shares(struct canvas *c, const struct cohorts *p)
{
	struct box boxes[COHORTS * COHORTS];
	size_t n = 0, line = 0;
	char text[32];

	for (size_t row = p->first; row < p->t->nrow; row++) {
		const struct value *v = table_at(p->t, row, p->t->by);
		int64_t period = table_at(p->t, row, p->period)->n;
		double x = COHORTS_LEFT + (double)period * p->wide, y;

		line += period == 0;
		y = COHORTS_TOP + (double)(line - 1) * p->high;
		if (period == 0)
			began(c, p, row, y + p->high / 2);
		if (period >= COHORTS)
			continue;
		snprintf(text, sizeof text, "%" PRId64, (v->n + 5) / 10);
		if (v->known)
			cell(c, &boxes[n++], x, y, p->wide, p->high, class_of(v->n), text);
		else
			chart_text(c, TYPE_TICK_X, x + p->wide / 2, y + p->high / 2, "–");
	}
	chart_boxes(c, boxes, n, CORNER);
}

int
chart_cohorts(struct canvas *c, const struct table *t)
{
	struct cohorts p = plan(t);
	bool months = t->grain == GRAIN_MONTH;
	char head[32];

	if (chart_open(c, height_of(BOTTOM + GAP_BELOW - COHORTS_TOP - (double)p.count * p.high)) == -1)
		return -1;
	chart_head(c, t);
	chart_text(c, TYPE_TICK_Y, COHORT_X, HEAD_Y, _("began"));
	chart_text(c, TYPE_TICK_Y, SIZE_X, HEAD_Y, _("size"));
	for (size_t i = 0; i < p.count; i++) {
		snprintf(head, sizeof head, "%zu%s", i, i > 0 ? "" : months ? _(" mo") : _(" wk"));
		chart_text(c, TYPE_TICK_X, COHORTS_LEFT + ((double)i + 0.5) * p.wide, HEAD_Y, head);
	}
	shares(c, &p);
	chart_foot(c, t, (const char *const []){ months ?
	    _("Per cent of those who began that wrote in that month.") :
	    _("Per cent of those who began that wrote in that week."),
	    _("–: not over, or not recorded.") }, 2, CHART_RIGHT - CHART_EDGE);
	return 0;
}
