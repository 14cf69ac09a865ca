/*
 * How the SQL of a report becomes its rows: what SQL says badly.
 */
#include "lib/locale.h"
#include "lib/log.h"
#include "reports/answer.h"
#include "reports/prose.h"
#include "reports/quantile.h"
#include "reports/ranking.h"

enum {
	USUAL_WINDOWS = 8,
	USUAL_LEAST = 4
};

/* ----- comparing ----- */

static int
by_size(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* The middle half of some numbers: the values of rank n/4 and 3n/4, rounded up. */
static void
middle_half(int64_t *numbers, size_t n, int64_t *low, int64_t *high)
{
	qsort(numbers, n, sizeof(*numbers), by_size);
	*low = numbers[(n + 3) / 4 - 1];
	*high = numbers[(3 * n + 3) / 4 - 1];
}

/* The messages of the window some steps before: 1, 0 where it cannot be compared with, or -1. */
static int
messages_before(struct answer *a, int steps, int64_t *messages)
{
	struct span *spans = calloc(a->count, sizeof(*spans));
	int ret = -1;

	if (spans == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	if (answer_previous(a, steps, spans) != 0)
		ret = 0;
	else if ((ret = answer_covered(a, spans)) == 1 &&
	    window_messages(a->window, a->places, spans, a->count, a->hidden, messages) != 0)
		ret = -1;
	free(spans);
	return ret;
}

/* ----- summary ----- */

static int
take_summary(struct answer *a, struct stmt *s, void *cookie)
{
	if (strcmp(stmt_column(s, 0), "wait_bucket") == 0)
		return quantile_add(cookie, col_int(s, 0), col_int(s, 1));
	for (int i = 0; i < stmt_columns(s); i++)
		answer_set(a, 0, stmt_column(s, i), col_int(s, i));
	return 0;
}

static int
summary_compared(struct answer *a)
{
	int64_t now = a->messages, before = 0, usual[USUAL_WINDOWS], low, high;
	size_t n = 0;
	int ret;

	for (int step = 1; step <= USUAL_WINDOWS; step++) {
		if ((ret = messages_before(a, step, &before)) < 0)
			return -1;
		a->table.unrecorded |= ret == 0 && step == 1;
		if (ret == 0)
			continue;
		usual[n++] = before;
		if (step > 1)
			continue;
		a->table.compared = true;
		answer_set(a, 0, "previous_messages", before);
		if (before > 0)
			answer_set(a, 0, "change_percent", answer_tenths(100 * (now - before), before));
	}
	if (n >= USUAL_LEAST) {
		middle_half(usual, n, &low, &high);
		answer_set(a, 0, "usual_low", low);
		answer_set(a, 0, "usual_high", high);
	}
	return 0;
}

int
shape_summary(struct answer *a)
{
	struct quantile waits = { 0 };
	int64_t edge, members;
	int told, ret = -1;

	if (answer_row(a) < 0 || answer_run(a, a->report->sql, 0, take_summary, &waits) != 0)
		goto out;
	answer_set(a, 0, "members", a->members);
	if (quantile_edge(&waits, 5, &edge))
		answer_set(a, 0, "reply_median_seconds", edge);
	if (answer_set_daily(a, 0, 0, a->count, a->messages) != 0)
		goto out;
	if (a->places[0].scope.topic != TOPIC_NONE) {	/* people join the chat, not one of its topics */
		answer_unset(a, 0, "joins");
		answer_unset(a, 0, "leaves");
	}
	if ((told = a->count == 1 ? answer_headcount(a, 0, &a->spans[0], &members) : 0) < 0)
		goto out;
	if (told == 1)
		answer_set(a, 0, "members_total", members);
	ret = summary_compared(a);
out:
	quantile_free(&waits);
	return ret;
}

/* ----- top ----- */

static int
take_number(struct answer *a, struct stmt *s, void *cookie)
{
	const int64_t *row = cookie;

	for (int i = 0; i < stmt_columns(s); i++)
		answer_set(a, *row, stmt_column(s, i), col_int(s, i));
	return 0;
}

/* Adds the row of a member, whose numbers a text gives. */
static int
add_ranked(struct answer *a, const struct text *numbers, int64_t member)
{
	int64_t row = answer_row(a);
	int ret;

	if (row < 0)
		return -1;
	a->member = member;	/* of the text that is run now */
	ret = answer_run_text(a, numbers, 0, take_number, &row);
	a->member = 0;
	if (ret != 0 || answer_set_member(a, row, "member_id", "member", member) != 0 ||
	    answer_set_seen(a, row, member) != 0)
		return -1;
	answer_set(a, row, "rank", row + 1);
	if (a->messages > 0)
		answer_set(a, row, "share", answer_tenths(100 *
		    table_at(&a->table, (size_t)row, table_column(&a->table, "messages"))->n, a->messages));
	return 0;
}

static int
add_ranking(struct answer *a, struct ranking *r)
{
	struct text numbers = { .count = 0 };
	int ret = answer_prepare(a, a->report->sql, &numbers);

	for (size_t i = 0; ret == 0 && i < r->count && (int64_t)i < a->request->top; i++)
		ret = ranking_settle(a, r, i) != 0 ? -1 : add_ranked(a, &numbers, r->list[i].member);
	answer_unprepare(&numbers);
	return ret;
}

/* Holds the rows against the ranking of the window before, where it was recorded. */
static int
compare_ranks(struct answer *a, const struct ranking *now)
{
	struct span *spans = calloc(a->count, sizeof(*spans));
	struct deeds deeds = { .capacity = 0 };
	struct ranking before = { .count = 0 };
	int ret = -1, covered;

	if (spans == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	if (answer_previous(a, 1, spans) != 0 || (covered = answer_covered(a, spans)) == 0) {
		a->table.unrecorded = true;
		ret = 0;
		goto out;
	}
	if (covered < 0 || window_set(a->window, a->places, spans, a->count) != 0 ||
	    deeds_read(a, &deeds) != 0 || ranking_make(a, &deeds, &before) != 0)
		goto out;
	a->table.compared = true;
	for (size_t row = 0; row < a->table.nrow; row++) {
		size_t at;

		if (ranking_find(a, &before, now->list[row].member, &at) != 0)
			goto out;
		if (at < before.count)
			answer_set(a, (int64_t)row, "rank_change", (int64_t)at - (int64_t)row);
	}
	ret = 0;
out:
	deeds_free(&deeds);
	free(before.list);
	free(spans);
	return ret;
}

/* "Members by replies sent" */
static int
title_top(struct answer *a)
{
	const char *by = a->report->choices[a->by];
	char title[256];

	/* Translators: by reactions received, words and the like */
	snprintf(title, sizeof(title), _("Members by %s"), prose_noun(by, PROSE_MANY));
	a->table.title = answer_keep(a, title);
	a->table.by = table_column(&a->table, by);
	return a->table.title == NULL ? -1 : 0;
}

int
shape_top(struct answer *a)
{
	struct ranking r = { .count = 0 };
	int ret = -1;

	if (title_top(a) == 0 && ranking_make(a, &a->deeds, &r) == 0 && add_ranking(a, &r) == 0)
		ret = compare_ranks(a, &r);
	free(r.list);
	return ret;
}
