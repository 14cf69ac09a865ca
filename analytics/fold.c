#include "analytics/job.h"

#include "lib/date.h"
#include "lib/fault.h"
#include "lib/pair.h"
#include "lib/scope.h"

extern const char sql_fold[];

enum { FOLD_ROWS = 8000 };	/* day rows a transaction: well under 200 ms */

/* The first day after folded, up to last, that has rows: 1, 0 or -1. */
static int
first_day(struct db *db, const struct scope *p, int64_t last, int64_t *day)
{
	struct stmt *s = db_stmt(db, "SELECT min(day) FROM ("
	    "SELECT min(period) AS day FROM act WHERE scope = :scope AND period > :folded AND period <= :last"
	    " UNION ALL SELECT min(period) FROM tally WHERE scope = :scope AND what = 2"
	    " AND period > :folded AND period <= :last"
	    " UNION ALL SELECT min(period) FROM spend WHERE scope = :scope"
	    " AND period > :folded AND period <= :last)");

	stmt_int(s, ":scope", p->scope);
	stmt_int(s, ":folded", p->folded);
	stmt_int(s, ":last", last);
	return stmt_number(s, day);
}

/* How far to go in this transaction: to the month's end, last, or where the rows become many. */
static int
last_day(struct db *db, const struct scope *p, int64_t from, int64_t last, int64_t *to)
{
	int64_t end = date_next(from, GRAIN_MONTH) - 1, many;
	struct stmt *s = db_stmt(db, "SELECT period FROM act WHERE scope = :scope AND period >= :from"
	    " AND period <= :end ORDER BY period LIMIT 1 OFFSET :rows");
	int found;

	if (end > last)
		end = last;
	stmt_int(s, ":scope", p->scope);
	stmt_int(s, ":from", from);
	stmt_int(s, ":end", end);
	stmt_int(s, ":rows", FOLD_ROWS);
	if ((found = stmt_number(s, &many)) < 0)
		return -1;
	if (found == 1)
		end = many > from ? many - 1 : from;
	*to = end;
	return 0;
}

static int
add_days(struct db *db, int64_t scope, int64_t from, int64_t to, int64_t into)
{
	const char *sql = sql_fold;
	struct stmt *s;
	int ret = 0;

	while (ret == 0 && (s = db_next_stmt(db, &sql)) != NULL) {
		stmt_int(s, ":into", into);
		stmt_int(s, ":scope", scope);
		stmt_int(s, ":from", from);
		stmt_int(s, ":to", to);
		ret = stmt_run(s);
		stmt_free(s);
	}
	return ret != 0 || sql != NULL ? -1 : 0;
}

/* Who reacted to whom, and who answered whom, on those days, from state: of whole chats. */
static int
add_pairs(struct db *db, const struct scope *p, int64_t from, int64_t to)
{
	static const char *const sql[PAIR_COUNT] = {
	    [PAIR_FAN] = "SELECT r.member, m.member, NULL FROM reaction AS r JOIN message AS m USING (key)"
	    " WHERE r.chat = :chat AND r.day BETWEEN :first AND :last AND r.at >= :since AND r.at < :until"
	    " AND r.member > 0 AND r.emoji > 1 AND m.member > 0 AND m.member <> r.member ORDER BY r.member",
	    [PAIR_REPLY] = "SELECT m.member, m.to_member, m.wait FROM message AS m"
	    " WHERE m.chat = :chat AND m.day BETWEEN :first AND :last AND m.at >= :since AND m.at < :until"
	    " AND m.member > 0 AND m.to_member > 0 AND m.to_member <> m.member ORDER BY m.member",
	};
	int64_t since = zone_day_start(p->zone, from), until = zone_day_start(p->zone, to + 1);

	for (int what = 0; what < PAIR_COUNT && p->topic == TOPIC_NONE; what++) {
		struct stmt *s = db_stmt(db, sql[what]);

		stmt_int(s, ":chat", p->chat);
		stmt_int(s, ":first", date_div(since, DATE_SECONDS));
		stmt_int(s, ":last", date_div(until, DATE_SECONDS));
		stmt_int(s, ":since", since);
		stmt_int(s, ":until", until);
		if (pair_add_found(db, p->scope, (enum pair_what)what, scope_month(from), s) != 0)
			return -1;
	}
	return 0;
}

static int
set_folded(struct db *db, int64_t scope, int64_t day)
{
	struct stmt *s = db_stmt(db, "UPDATE scope SET folded = :day WHERE scope = :scope");

	stmt_int(s, ":day", day);
	stmt_int(s, ":scope", scope);
	return stmt_run(s);
}

/* One transaction's worth: 1 if there is more, 0 or -1. */
static int
fold_some(struct db *db, struct scope *p, int64_t now, int64_t *done)
{
	int64_t last, from, to;
	int found;

	/* No transaction where nothing is due: most chats, most of the time. */
	if (p->folded >= zone_day(p->zone, now) - 1)
		return 0;
	if (db_begin(db) != 0)
		return -1;
	if ((found = scope_reload(db, p)) <= 0 ||
	    p->folded >= (last = zone_day(p->zone, now) - 1)) {
		db_rollback(db);
		return found < 0 ? -1 : 0;
	}
	if ((found = first_day(db, p, last, &from)) < 0)
		goto out;
	if (found == 1) {
		if (last_day(db, p, from, last, &to) != 0 ||
		    add_days(db, p->scope, from, to, scope_month(from)) != 0 ||
		    add_days(db, p->scope, from, to, PERIOD_EVERYTHING) != 0 ||
		    add_pairs(db, p, from, to) != 0)
			goto out;
		*done += to - from + 1;
	} else
		to = last;
	fault_pass("fold.folded");
	if (set_folded(db, p->scope, to) != 0 || db_commit(db) != 0)
		goto out;
	return to < last;
out:
	db_rollback(db);
	return -1;
}

int
fold(struct db *db, int64_t now, int64_t *done)
{
	return job_scopes(db, now, done, fold_some);
}
