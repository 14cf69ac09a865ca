#include "reports/window.h"

#include "lib/locale.h"
#include "lib/log.h"
#include "lib/recount.h"
#include "lib/sums.h"

extern const char sql_window[];

enum { SLICES = 2 };

/* A scope's part of a window: whole local days [first, last], and up to two parts of days. */
struct piece {
	int64_t		first, last;
	struct span	slices[SLICES];
	size_t		nslice;
};

/* A count that was made. */
struct counted {
	int64_t	scope;		/* 0: none */
	int64_t	at;
	int	hidden;
	int64_t	messages;
};

struct window {
	struct db	*db;
	struct sums	*sums;
	bool		 parts;		/* the temporary sums are not empty */
	struct counted	 counted;
};

struct window *
window_open(struct db *db)
{
	struct window *w = log_memory(calloc(1, sizeof(*w)));

	if (w == NULL)
		return NULL;
	w->db = db;
	if (db_exec(db, sql_window) != 0 || (w->sums = sums_open(db)) == NULL) {
		window_close(w);
		return NULL;
	}
	return w;
}

void
window_close(struct window *w)
{
	if (w == NULL)
		return;
	sums_close(w->sums);
	free(w);
}

int
window_place(struct db *db, struct place *p)
{
	struct stmt *s = db_stmt(db, "SELECT min(a), max(b),"
	    " (SELECT frozen_before FROM chat WHERE chat = :chat) FROM ("
	    "SELECT (SELECT min(period) FROM main.act WHERE scope = :scope) AS a,"
	    " (SELECT max(period) FROM main.act WHERE scope = :scope AND period < 100000) AS b"
	    " UNION ALL SELECT (SELECT min(period) FROM main.tally WHERE scope = :scope AND what = 2),"
	    " (SELECT max(period) FROM main.tally WHERE scope = :scope AND what = 2 AND period < 100000)"
	    " UNION ALL SELECT (SELECT min(period) FROM main.spend WHERE scope = :scope),"
	    " (SELECT max(period) FROM main.spend WHERE scope = :scope AND period < 100000))");

	stmt_int(s, ":scope", p->scope.scope);
	stmt_int(s, ":chat", p->scope.chat);
	if (stmt_step(s) != 1)
		return -1;
	p->frozen_before = col_null(s, 2) ? INT64_MIN : col_int(s, 2);
	p->first_day = col_null(s, 0) ? 0 : col_int(s, 0);
	p->last_day = col_null(s, 1) ? -1 : col_int(s, 1);
	stmt_reset(s);
	return 0;
}

/* Cuts a window into whole local days and what is left at its edges. */
static struct piece
cut(const struct zone *zone, const struct span *span)
{
	struct piece c = { .first = zone_day(zone, span->since), .last = zone_day(zone, span->until - 1) };
	int64_t head = zone_day_start(zone, c.first + 1), tail = zone_day_start(zone, c.last);
	bool cut_head = zone_day_start(zone, c.first) < span->since;
	bool cut_tail = span->until < zone_day_start(zone, c.last + 1);

	if (c.first == c.last && (cut_head || cut_tail)) {
		c.slices[c.nslice++] = *span;
		c.last = c.first - 1;
		return c;
	}
	if (cut_head) {
		c.slices[c.nslice++] = (struct span){ SPAN_FIXED, span->since, head };
		c.first++;
	}
	if (cut_tail) {
		c.slices[c.nslice++] = (struct span){ SPAN_FIXED, tail, span->until };
		c.last--;
	}
	return c;
}

bool
window_unknown(const struct place *p, const struct span *span)
{
	struct piece c = { .nslice = 0 };

	if (span->since < span->until)
		c = cut(p->scope.zone, span);
	for (size_t i = 0; i < c.nslice; i++)
		if (c.slices[i].since < p->frozen_before)
			return true;
	return false;
}

static int
add_cover(struct window *w, int64_t scope, int64_t period)
{
	struct stmt *s = db_stmt(w->db, "INSERT INTO cover (scope, period) VALUES (:scope, :period)");

	stmt_int(s, ":scope", scope);
	stmt_int(s, ":period", period);
	return stmt_run(s);
}

/* Covers whole days with as few rows of the ladder as can be. */
static int
cover(struct window *w, const struct place *p, int64_t first, int64_t last)
{
	const int64_t scope = p->scope.scope;
	/* The last day that coarse rows have something of. */
	const int64_t folded = p->scope.folded < p->last_day ? p->scope.folded : p->last_day;

	if (first <= p->first_day) {
		first = p->first_day;
		if (folded >= first && last >= folded) {
			if (add_cover(w, scope, PERIOD_EVERYTHING) != 0)
				return -1;
			first = folded + 1;
		}
	}
	if (last > p->last_day)
		last = p->last_day;
	while (first <= last) {
		int64_t end = date_next(first, GRAIN_MONTH) - 1, start = date_floor(first, GRAIN_MONTH);

		if (end > folded)
			end = folded;
		/* A month that begins before the data do is as good as one that begins here. */
		if ((first == start || first == p->first_day) && end >= first && end <= last) {
			if (add_cover(w, scope, scope_month(first)) != 0)
				return -1;
			first = end + 1;
		} else if (add_cover(w, scope, first++) != 0)
			return -1;
	}
	return 0;
}

static int
add_days(struct window *w, int64_t scope, const struct piece *c)
{
	struct stmt *s = db_stmt(w->db, "INSERT INTO days (scope, first_day, last_day)"
	    " VALUES (:scope, :first, :last)");

	stmt_int(s, ":scope", scope);
	stmt_int(s, ":first", c->first);
	stmt_int(s, ":last", c->last);
	return stmt_run(s);
}

static int
clear(struct window *w)
{
	if (stmt_run(db_stmt(w->db, "DELETE FROM cover")) != 0 ||
	    stmt_run(db_stmt(w->db, "DELETE FROM days")) != 0)
		return -1;
	if (!w->parts)
		return 0;
	w->parts = false;
	return stmt_run(db_stmt(w->db, "DELETE FROM temp.act")) != 0 ||
	    stmt_run(db_stmt(w->db, "DELETE FROM temp.total")) != 0 ||
	    stmt_run(db_stmt(w->db, "DELETE FROM temp.tally")) != 0 ||
	    stmt_run(db_stmt(w->db, "DELETE FROM temp.spend")) != 0 ||
	    stmt_run(db_stmt(w->db, "DELETE FROM temp.pair")) != 0 ? -1 : 0;
}

/* Adds up the parts of days of one scope. */
static int
add_parts(struct window *w, const struct place *p, const struct piece *c)
{
	struct scope scope = p->scope;

	if (c->nslice == 0)
		return 0;
	scope.folded = -2;	/* the parts are days of their own, and climb nowhere */
	w->parts = true;
	sums_only(w->sums, &scope, 1);
	for (size_t i = 0; i < c->nslice; i++)
		if (recount(w->db, w->sums, scope.chat, scope.topic, c->slices[i].since,
		    c->slices[i].until) != 0)
			return -1;
	return sums_flush(w->sums);
}

int
window_set(struct window *w, const struct place *places, const struct span *spans, size_t count)
{
	if (clear(w) != 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		struct piece c;

		if (spans[i].since >= spans[i].until)
			continue;
		if (window_unknown(&places[i], &spans[i]))
			return log_fail(STATUS_MISUSE, _("this window takes a part of a day of which"
			    " only sums are kept: only whole days are known there"));
		c = cut(places[i].scope.zone, &spans[i]);
		if (cover(w, &places[i], c.first, c.last) != 0 ||
		    add_days(w, places[i].scope.scope, &c) != 0 || add_parts(w, &places[i], &c) != 0)
			return -1;
	}
	return 0;
}

void
window_bind(struct stmt *s, const struct scope *p, const struct span *span)
{
	stmt_int(s, ":chat", p->chat);
	stmt_int(s, ":first", date_div(span->since, DATE_SECONDS));
	stmt_int(s, ":last", date_div(span->until - 1, DATE_SECONDS));
	stmt_int(s, ":since", span->since);
	stmt_int(s, ":until", span->until);
	stmt_int(s, ":topic", p->topic);
	stmt_int(s, ":topic_stored", p->topic == TOPIC_GENERAL ? TOPIC_NONE : p->topic);
}

/*
 * Messages of the local day of an instant, before it.  Windows that follow each other share their ends:
 * the last count is kept.
 */
static int
count_before(struct window *w, const struct scope *p, int64_t at, int hidden, int64_t *n)
{
	const struct span part = { SPAN_FIXED, zone_day_start(p->zone, zone_day(p->zone, at)), at };
	const struct counted key = { p->scope, at, hidden, 0 };
	struct counted *c = &w->counted;
	struct stmt *s;

	if (c->scope == key.scope && c->at == key.at && c->hidden == key.hidden) {
		*n = c->messages;
		return 0;
	}
	*c = key;
	if (part.since < part.until) {
		s = db_stmt(w->db, "SELECT count(*) FROM message WHERE chat = :chat"
		    " AND (day, at) >= (:first, :since) AND (day, at) < (:last, :until)"
		    " AND (:hidden = 2 OR member NOT IN (SELECT member FROM member WHERE bot = :hidden))"
		    " AND (:topic = 0 OR topic = :topic_stored)");
		window_bind(s, p, &part);
		stmt_int(s, ":hidden", hidden);
		if (stmt_number(s, &c->messages) != 1) {
			c->scope = 0;
			return -1;
		}
	}
	*n = c->messages;
	return 0;
}

int
window_messages(struct window *w, const struct place *places, const struct span *spans, size_t count,
    int hidden, int64_t *messages)
{
	int64_t n = 0, head, tail, days;
	struct stmt *s;

	if (clear(w) != 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		const struct span *span = &spans[i];
		const struct scope *p = &places[i].scope;

		if (span->since >= span->until)
			continue;
		if (cover(w, &places[i], zone_day(p->zone, span->since),
		    zone_day(p->zone, span->until) - 1) != 0 ||
		    count_before(w, p, span->until, hidden, &tail) != 0 ||
		    count_before(w, p, span->since, hidden, &head) != 0)
			return -1;
		n += tail - head;
	}
	s = db_stmt(w->db, "SELECT coalesce(sum(n_messages), 0) FROM window_total WHERE bot <> :hidden");
	stmt_int(s, ":hidden", hidden);
	if (stmt_number(s, &days) != 1)
		return -1;
	*messages = n + days;
	return 0;
}
