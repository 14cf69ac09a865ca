/*
 * How a chat grows, period by period: joins, leaves, and who wrote.
 */
#include "lib/derive.h"
#include "lib/log.h"
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

/* Members whose first message in a chat ever lies in its span. */
static int
count_new(struct answer *a, const struct span *spans, int64_t *fresh)
{
	*fresh = 0;
	for (size_t i = 0; i < a->count; i++) {
		struct stmt *s = db_stmt(a->db, "SELECT count(*) FROM presence WHERE chat = :chat"
		    " AND first_message >= :since AND first_message < :until");

		stmt_int(s, ":chat", a->places[i].scope.chat);
		stmt_int(s, ":since", spans[i].since);
		stmt_int(s, ":until", spans[i].until);
		if (stmt_step(s) != 1)
			return -1;
		*fresh += col_int(s, 0);
		stmt_reset(s);
	}
	return 0;
}

/* Writers in the 7 and 30 days that end with the period, or with what is covered of it. */
static int
set_crowd(struct answer *a, int64_t row, const struct span *spans)
{
	const struct place *p = &a->places[0];
	int64_t end = spans[0].until - 1;
	struct crowd crowd;

	if (a->count != 1)	/* whoever writes in two chats would count twice */
		return 0;
	if (end > a->table.coverage.last)
		end = a->table.coverage.last;
	if (end > a->request->now)
		end = a->request->now;
	if (derive_crowd_day(a->db, p->scope.scope, zone_day(p->scope.zone, end), &crowd) != 0)
		return -1;
	answer_set(a, row, "wau", crowd.week);
	answer_set(a, row, "mau", crowd.month);
	return 0;
}

static int
add_row(struct periods *in, const struct text *text, int64_t number, struct span *spans)
{
	struct answer *a = in->a;
	struct growth g = { 0 };
	int64_t row, fresh;
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
	    answer_run_text(a, text, 0, take_growth, &g) != 0 || count_new(a, spans, &fresh) != 0)
		return -1;
	answer_set(a, row, "joined", g.joined);
	answer_set(a, row, "left", g.left);
	answer_set(a, row, "net", g.joined - g.left);
	answer_set(a, row, "active", g.active);
	answer_set(a, row, "new", fresh);
	return set_crowd(a, row, spans);
}

int
shape_growth(struct answer *a)
{
	struct span *spans = calloc(a->count, sizeof(*spans));
	struct text text = { .count = 0 };
	struct periods in;
	int64_t number, last;
	int ret = period_open(&in, a);

	if (spans == NULL)
		ret = log_fail(STATUS_FAILED, "out of memory");
	if (ret == 0)
		ret = period_title(&in, "Joined and left");
	if (ret == 0)
		ret = answer_prepare(a, a->report->sql, &text);
	if (ret == 0 && period_range(&in, &number, &last))
		for (; ret == 0 && number <= last; number = period_next(&in, number))
			ret = add_row(&in, &text, number, spans);
	a->table.by = table_column(&a->table, "net");
	answer_unprepare(&text);
	period_close(&in);
	free(spans);
	return ret;
}
