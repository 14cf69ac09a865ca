#include "lib/date.h"
#include "lib/sums_rows.h"

/* Rows of the day at hand: :scope and :day are bound. */
static struct stmt *
rows_of(struct sums *s, const char *sql, const struct scope *p, int64_t day)
{
	struct stmt *q = db_stmt(s->db, sql);

	stmt_int(q, ":scope", p->scope);
	stmt_int(q, ":day", day);
	return q;
}

#define MEASURES \
	" messages, words, chars, media, links, emoji, questions, edited, sent, received, given, reactions," \
	" own, linked, shouting, self, night, dawn, days"

/* The measures of act, or of total, whose keys end in a column of their own: how many rows, or -1. */
static int64_t
add_measures(struct sums *s, struct rows *rows, const char *sql, const struct scope *p, int64_t day)
{
	struct stmt *q = rows_of(s, sql, p, day);
	int64_t v[SUM_COUNT], n = 0;
	int step;

	for (; (step = stmt_step(q)) == 1; n++) {
		int64_t id = col_int(q, 0);

		for (int i = 0; i < SUM_COUNT; i++)
			v[i] = col_int(q, 1 + i);
		if (sums_add(rows, p->scope, scope_month(day), id, v, 1, false) != 0 ||
		    sums_add(rows, p->scope, PERIOD_EVERYTHING, id, v, 1, false) != 0)
			return stmt_stop(q);
	}
	return step == 0 ? n : -1;
}

static int
add_bucket(struct sums *s, int64_t what, int64_t scope, int64_t period, int64_t bucket, int64_t n)
{
	struct row *r = sums_row(&s->tally[what], scope, period, bucket);

	if (r == NULL)
		return -1;
	r->v[0] += n;
	return 0;
}

static int64_t
add_tallies(struct sums *s, const struct scope *p, int64_t day)
{
	struct stmt *q = rows_of(s, "SELECT what, bucket * 2 + bot, n FROM tally WHERE scope = :scope"
	    " AND what IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) AND period = :day", p, day);
	int64_t rows = 0;
	int step;

	for (; (step = stmt_step(q)) == 1; rows++) {
		int64_t what = col_int(q, 0), bucket = col_int(q, 1), n = col_int(q, 2);

		if (add_bucket(s, what, p->scope, scope_month(day), bucket, n) != 0 ||
		    add_bucket(s, what, p->scope, PERIOD_EVERYTHING, bucket, n) != 0)
			return stmt_stop(q);
	}
	return step == 0 ? rows : -1;
}

/* Who reacted to whom, and who answered whom, on the day, from state, into its month. */
static int64_t
add_pairs(struct sums *s, const struct scope *p, int64_t day, enum pair_what what)
{
	static const char *const sql[PAIR_COUNT] = {
	    [PAIR_FAN] = "SELECT r.member, m.member, -1 FROM reaction AS r JOIN message AS m USING (key)"
	    " WHERE r.chat = :chat AND r.day BETWEEN :first AND :last AND r.at >= :since AND r.at < :until"
	    " AND r.member > 0 AND r.emoji > 1 AND m.member > 0 AND m.member <> r.member",
	    [PAIR_REPLY] = "SELECT m.member, m.to_member, m.wait FROM message AS m"
	    " WHERE m.chat = :chat AND m.day BETWEEN :first AND :last AND m.at >= :since AND m.at < :until"
	    " AND m.member > 0 AND m.to_member > 0 AND m.to_member <> m.member",
	};
	struct stmt *q = db_stmt(s->db, sql[what]);
	int64_t since = zone_day_start(p->zone, day), until = zone_day_start(p->zone, day + 1), n = 0;
	int step;

	stmt_int(q, ":chat", p->chat);
	stmt_int(q, ":first", date_div(since, DATE_SECONDS));
	stmt_int(q, ":last", date_div(until, DATE_SECONDS));
	stmt_int(q, ":since", since);
	stmt_int(q, ":until", until);
	for (; (step = stmt_step(q)) == 1; n++) {
		struct row *r = sums_row(&s->pair, p->scope * PAIR_COUNT + what, (scope_month(day) << 40) +
		    col_int(q, 0), PAIR_CODE(col_int(q, 1), sums_wait_bucket(col_int(q, 2))));

		if (r == NULL)
			return stmt_stop(q);
		r->v[0]++;
	}
	return step == 0 ? n : -1;
}

int64_t
sums_fold(struct sums *s, const struct scope *p, int64_t day)
{
	int64_t act, total, tally, fans = 0, replies = 0;

	if ((act = add_measures(s, &s->act, "SELECT member," MEASURES " FROM act"
	    " WHERE scope = :scope AND period = :day", p, day)) < 0 ||
	    (total = add_measures(s, &s->total, "SELECT bot," MEASURES " FROM total"
	    " WHERE scope = :scope AND period = :day", p, day)) < 0 ||
	    (tally = add_tallies(s, p, day)) < 0 || sums_fold_spend(s, p, day) != 0)
		return -1;
	if (p->topic == TOPIC_NONE && ((fans = add_pairs(s, p, day, PAIR_FAN)) < 0 ||
	    (replies = add_pairs(s, p, day, PAIR_REPLY)) < 0))
		return -1;
	return act + total + tally + fans + replies;
}
