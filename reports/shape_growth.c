/*
 * How a chat grows, period by period: joins, leaves, and who wrote.
 */
#include "lib/derive.h"
#include "lib/locale.h"
#include "reports/firsts.h"
#include "reports/period.h"

struct growth {
	struct periods	in;
	struct firsts	firsts;
	struct text	text;
	int64_t		joined, left, active;	/* of the period in hand */
};

static int
take_growth(struct answer *a, struct stmt *s, void *cookie)
{
	struct growth *g = cookie;
	const char *name = stmt_column(s, 0);

	(void)a;
	if (strcmp(name, "joined") == 0)
		g->joined = col_int(s, 0);
	else if (strcmp(name, "gone") == 0)
		g->left = col_int(s, 0);
	else
		g->active = col_int(s, 0);
	return 0;
}

static int64_t
count_new(const struct firsts *f, const struct span *spans)
{
	int64_t n = 0;

	for (size_t i = 0; i < f->map.count; i++) {
		const struct span *s = &spans[f->list[i].chat];

		n += f->list[i].at >= s->since && f->list[i].at < s->until;
	}
	return n;
}

/* Members, and writers in the 7 and 30 days that end with the last covered day of the period, up to now. */
static int
set_crowd(struct periods *in, int64_t row)
{
	const struct span *spans = in->spans;
	struct answer *a = in->a;
	const struct place *p = &a->places[0];
	const struct covered *c = &in->covered[0];
	int64_t until = spans[0].until <= a->request->now ? spans[0].until : a->request->now + 1, end = -1;
	int64_t members;
	struct crowd crowd;
	int told;

	if (a->count != 1)	/* whoever is in two chats would count twice */
		return 0;
	if ((told = answer_headcount(a, 0, &spans[0], &members)) < 0)
		return -1;
	if (told == 1)
		answer_set(a, row, "members_total", members);
	for (size_t i = 0; i < c->count; i++)
		if (c->list[i].from < until && c->list[i].to >= spans[0].since)
			end = c->list[i].to < until - 1 ? c->list[i].to : until - 1;
	if (end < 0)
		return 0;
	if (derive_crowd_day(a->db, p->scope.scope, zone_day(p->scope.zone, end), &crowd) != 0)
		return -1;
	answer_set(a, row, "wau", crowd.week);
	answer_set(a, row, "mau", crowd.month);
	return 0;
}

static int
fill(void *cookie, const struct period_row *r)
{
	struct growth *g = cookie;
	struct answer *a = g->in.a;

	g->joined = g->left = g->active = 0;
	if (window_set(a->window, a->places, g->in.spans, a->count) != 0 ||
	    answer_run_text(a, &g->text, 0, take_growth, g) != 0)
		return -1;
	answer_set(a, r->row, "joined", g->joined);
	answer_set(a, r->row, "left", g->left);
	answer_set(a, r->row, "net", g->joined - g->left);
	answer_set(a, r->row, "active", g->active);
	answer_set(a, r->row, "new", count_new(&g->firsts, g->in.spans));
	return set_crowd(&g->in, r->row);
}

int
shape_growth(struct answer *a)
{
	struct growth g = { .joined = 0 };
	int ret = -1;

	if (period_open(&g.in, a) == 0 && period_title(&g.in, N_("Joined and left per")) == 0 &&
	    answer_prepare(a, a->report->sql, &g.text) == 0 && firsts_read(a, &g.firsts) == 0)
		ret = period_rows(&g.in, fill, &g);
	a->table.by = table_column(&a->table, "net");
	firsts_free(&g.firsts);
	answer_unprepare(&g.text);
	period_close(&g.in);
	return ret;
}
