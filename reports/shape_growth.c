/*
 * How a chat grows, period by period: joins, leaves, and who wrote.
 */
#include "lib/derive.h"
#include "lib/locale.h"
#include "lib/log.h"
#include "reports/firsts.h"
#include "reports/period.h"

struct growth {
	int64_t	joined, left, active;
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
set_crowd(struct periods *in, int64_t row, const struct span *spans)
{
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
add_row(struct periods *in, const struct text *text, const struct firsts *firsts, int64_t number,
    struct span *spans)
{
	struct answer *a = in->a;
	struct growth g = { 0 };
	int64_t row;
	bool cut;
	enum show show = period_cut(in, number, spans, &cut);

	if (show == PERIOD_SKIPPED)
		return 0;
	if ((row = answer_row(a)) < 0)
		return -1;
	answer_set(a, row, "period", number);
	answer_set(a, row, "complete", show == PERIOD_WHOLE);
	if (show == PERIOD_UNKNOWN)
		return 0;
	if (window_set(a->window, a->places, spans, a->count) != 0 ||
	    answer_run_text(a, text, 0, take_growth, &g) != 0)
		return -1;
	answer_set(a, row, "joined", g.joined);
	answer_set(a, row, "left", g.left);
	answer_set(a, row, "net", g.joined - g.left);
	answer_set(a, row, "active", g.active);
	answer_set(a, row, "new", count_new(firsts, spans));
	return set_crowd(in, row, spans);
}

int
shape_growth(struct answer *a)
{
	struct span *spans = calloc(a->count, sizeof(*spans));
	struct firsts firsts = { .list = NULL };
	struct text text = { .count = 0 };
	struct periods in;
	int64_t number, last;
	int ret;

	if (spans == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	if ((ret = period_open(&in, a)) == 0)
		ret = period_title(&in, N_("Joined and left per"));
	if (ret == 0)
		ret = answer_prepare(a, a->report->sql, &text);
	if (ret == 0)
		ret = firsts_read(a, &firsts);
	if (ret == 0 && period_range(&in, &number, &last))
		for (; ret == 0 && number <= last; number = period_next(&in, number))
			ret = add_row(&in, &text, &firsts, number, spans);
	a->table.by = table_column(&a->table, "net");
	firsts_free(&firsts);
	answer_unprepare(&text);
	period_close(&in);
	free(spans);
	return ret;
}
