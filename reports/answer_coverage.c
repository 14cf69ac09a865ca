#include "lib/map.h"
#include "lib/policy.h"
#include "reports/answer.h"
#include "reports/coverage.h"

enum { LEAST_SECONDS = 3600 };	/* covered, for what is said a day */

int
answer_covered(struct answer *a, const struct span *spans)
{
	struct covered c = { 0 };
	int ret = 1;

	for (size_t i = 0; i < a->count && ret == 1; i++) {
		if (coverage_load(a->db, a->places[i].scope.chat, a->request->now, &c) != 0)
			ret = -1;
		else
			ret = !window_unknown(&a->places[i], &spans[i]) &&
			    coverage_holds(&c, a->places[i].scope.zone, spans[i].since, spans[i].until);
	}
	free(c.list);
	return ret;
}

static int
set_gaps(struct answer *a, const struct covered *c, const struct span *span, size_t *capacity)
{
	struct coverage *v = &a->table.coverage;

	for (size_t i = 1; i < c->count; i++) {
		struct interval gap = { c->list[i - 1].to, c->list[i].from };

		if (gap.to <= span->since || gap.from >= span->until)
			continue;
		if (map_grow(&v->gaps, capacity, v->ngap, sizeof(*v->gaps)) != 0)
			return -1;
		v->gaps[v->ngap++] = gap;
	}
	return 0;
}

static int
by_from(const void *a, const void *b)
{
	const struct interval *x = a, *y = b;

	return x->from < y->from ? -1 : x->from > y->from;
}

/* Whether a window begins and ends with local days. */
static bool
whole_days(const struct place *p, const struct span *s)
{
	const struct zone *z = p->scope.zone;

	return zone_day_start(z, zone_day(z, s->since)) == s->since &&
	    zone_day_start(z, zone_day(z, s->until)) == s->until;
}

/* The end of the day that is now: nothing later counts as covered days. */
static int64_t
tonight(const struct answer *a, const struct zone *zone)
{
	return zone_day_start(zone, zone_day(zone, a->request->now) + 1);
}

/* Since when a chat has facts, and texts: of several chats it is the last that begins. */
static int
set_kept(struct answer *a, const struct place *p, int64_t first)
{
	struct stmt *s = db_stmt(a->db, "SELECT frozen_before, text_days, texts_since, text FROM chat"
	    " WHERE chat = :chat");
	struct coverage *v = &a->table.coverage;
	int64_t texts;
	bool full;

	stmt_int(s, ":chat", p->scope.chat);
	if (stmt_step(s) != 1)
		return -1;
	if (!col_null(s, 0) && (!v->frozen || col_int(s, 0) > v->frozen_before)) {
		v->frozen = true;
		v->frozen_before = col_int(s, 0);
	}
	texts = policy_limit(p->scope.zone, a->request->now, col_int(s, 1));
	if (!col_null(s, 2) && col_int(s, 2) > texts)
		texts = col_int(s, 2);
	full = col_int(s, 3) == POLICY_FULL;
	if (col_int(s, 3) > (int64_t)v->texts)
		v->texts = (enum policy)col_int(s, 3);
	stmt_reset(s);
	if (full && texts > first && (!v->textless || texts > v->texts_since)) {
		v->textless = true;
		v->texts_since = texts;
	}
	return 0;
}

/* What one chat covers: the record's ends, and the gaps in the window. */
static int
measure_chat(struct answer *a, size_t i, struct covered *c, size_t *capacity)
{
	struct coverage *v = &a->table.coverage;

	if (coverage_load(a->db, a->places[i].scope.chat, a->request->now, c) != 0)
		return -1;
	if (c->count == 0)
		return 0;
	if (!v->any || c->list[0].from < v->first)
		v->first = c->list[0].from;
	if (!v->any || c->list[c->count - 1].to > v->last)
		v->last = c->list[c->count - 1].to;
	v->any = true;
	return set_kept(a, &a->places[i], c->list[0].from) != 0 ? -1 :
	    set_gaps(a, c, &a->spans[i], capacity);
}

static int
measure_coverage(struct answer *a)
{
	struct coverage *v = &a->table.coverage;
	struct covered c = { 0 };
	size_t capacity = 0;
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < a->count; i++)
		ret = measure_chat(a, i, &c, &capacity);
	if (v->ngap > 0)
		qsort(v->gaps, v->ngap, sizeof(*v->gaps), by_from);
	free(c.list);
	return ret;
}

/* ----- what is said a day ----- */

/* The covered seconds of some windows, to now: of all days that they touch, unless one cuts days. */
static int
covered_seconds(struct answer *a, size_t first, size_t count, int64_t *seconds)
{
	struct covered c = { 0 }, list = { 0 };
	bool whole = true;
	int ret = 0;

	for (size_t i = first; i < first + count; i++)
		whole &= whole_days(&a->places[i], &a->spans[i]);
	for (size_t i = first; i < first + count && ret == 0; i++) {
		const struct zone *zone = a->places[i].scope.zone;
		const struct span *span = &a->spans[i];
		int64_t end = whole ? tonight(a, zone) : a->request->now + 1;

		ret = coverage_load(a->db, a->places[i].scope.chat, a->request->now, &c);
		if (ret == 0)
			ret = coverage_clip(&c, whole ? zone : NULL, span->since,
			    span->until < end ? span->until : end, &list);
	}
	*seconds = coverage_length(&list) * (whole ? DATE_SECONDS : 1);
	free(c.list);
	free(list.list);
	return ret;
}

/*
 * The distinct senders of each day of a window: a local day; where it begins within one, 24 hours from there
 * on, since parts of two days are no two days.
 */
static int
member_days(struct answer *a, size_t i, int64_t *n)
{
	const struct place *p = &a->places[i];
	const struct span *span = &a->spans[i];
	struct stmt *s;

	if (zone_day_start(p->scope.zone, zone_day(p->scope.zone, span->since)) == span->since) {
		if (window_set(a->window, p, span, 1) != 0)
			return -1;
		s = db_stmt(a->db, "SELECT coalesce(sum(n_days), 0) FROM window_total WHERE bot <> :hidden");
	} else {
		s = db_stmt(a->db, "SELECT count(*) FROM (SELECT DISTINCT member, (at - :since) / 86400"
		    " FROM message WHERE chat = :chat AND (day, at) >= (:first, :since)"
		    " AND (day, at) < (:last, :until) AND (:topic = 0 OR topic = :topic_stored)"
		    " AND member > 0 AND member NOT IN (SELECT member FROM member WHERE bot = :hidden))");
		window_bind(s, &p->scope, span);
	}
	stmt_int(s, ":hidden", a->hidden);
	return stmt_number(s, n) == 1 ? 0 : -1;
}

int
answer_set_daily(struct answer *a, int64_t row, size_t first, size_t count, int64_t messages)
{
	int64_t seconds, n, members = 0;

	if (covered_seconds(a, first, count, &seconds) != 0)
		return -1;
	for (size_t i = first; i < first + count; i++, members += n)
		if (member_days(a, i, &n) != 0)
			return -1;
	if (seconds >= LEAST_SECONDS) {
		answer_set(a, row, "messages_per_day", answer_tenths(messages * DATE_SECONDS, seconds));
		answer_set(a, row, "daily_members", answer_tenths(members * DATE_SECONDS, seconds));
	}
	return 0;
}

static int
take_covered(struct answer *a, struct stmt *s, void *cookie)
{
	struct coverage *v = &a->table.coverage;

	(void)cookie;
	v->messages = col_int(s, 0);
	v->by_bots = col_int(s, 1);
	v->members = deeds_writers(&a->deeds, false) - deeds_writers(&a->deeds, true);
	a->members = a->hidden == HIDE_BOTS ? v->members : deeds_writers(&a->deeds, false);
	a->messages = a->hidden == HIDE_BOTS ? v->messages - v->by_bots : v->messages;
	return 0;
}

static const char sql_covered[] =
    "SELECT (SELECT coalesce(sum(n_messages), 0) FROM window_total),"
    " (SELECT coalesce(sum(n_messages), 0) FROM window_total WHERE bot = 1)";

int
answer_last_message(struct answer *a, size_t index, int64_t *at)
{
	struct stmt *s = db_stmt(a->db, "SELECT max(at) FROM message WHERE chat = :chat AND day ="
	    " (SELECT max(day) FROM message WHERE chat = :chat AND (day, at) < (:day, :until))"
	    " AND at < :until");

	stmt_int(s, ":chat", a->places[index].scope.chat);
	stmt_int(s, ":day", date_div(a->spans[index].until - 1, DATE_SECONDS));
	stmt_int(s, ":until", a->spans[index].until);
	return stmt_number(s, at);
}

int
answer_headcount(struct answer *a, size_t index, const struct span *span, int64_t *members)
{
	struct stmt *s = db_stmt(a->db, "SELECT members FROM headcount WHERE chat = :chat AND day <= :day"
	    " AND at >= :since AND at < :until AND members IS NOT NULL ORDER BY day DESC LIMIT 1");

	stmt_int(s, ":chat", a->places[index].scope.chat);
	stmt_int(s, ":day", date_div(span->until, DATE_SECONDS));
	stmt_int(s, ":since", span->since);
	stmt_int(s, ":until", span->until);
	return stmt_number(s, members);
}

/* Who is known, how many there are, and when somebody wrote last. */
static int
set_known(struct answer *a)
{
	struct coverage *v = &a->table.coverage;

	v->members_total = a->count > 0 ? 0 : -1;
	for (size_t i = 0; i < a->count; i++) {
		struct stmt *s = db_stmt(a->db, "SELECT count(*) FROM presence WHERE chat = :chat"
		    " AND (joined IS NULL OR joined = 1 OR last_message > joined_at)");
		const struct span ever = { .since = 0, .until = a->request->now + 1 };
		int64_t known, members = 0, last = 0;
		int told = answer_headcount(a, i, &ever, &members);

		stmt_int(s, ":chat", a->places[i].scope.chat);
		if (told < 0 || stmt_number(s, &known) != 1 || answer_last_message(a, i, &last) < 0)
			return -1;
		v->members_known += known;
		v->members_total = told == 0 || v->members_total < 0 ? -1 : v->members_total + members;
		if (last > v->last_message)
			v->last_message = last;
	}
	return 0;
}

int
answer_measure(struct answer *a)
{
	struct table *t = &a->table;

	if (measure_coverage(a) != 0 || set_known(a) != 0 ||
	    window_set(a->window, a->places, a->spans, a->count) != 0 ||
	    deeds_read(a, &a->deeds) != 0 || answer_run(a, sql_covered, 0, take_covered, NULL) != 0)
		return -1;
	t->coverage.bots_hidden = a->hidden == HIDE_BOTS ||
	    ((a->report->takes & TAKES_BOTS) != 0 && a->unranked == HIDE_BOTS);
	for (size_t i = 0; i < a->count; i++) {
		const struct zone *zone = a->places[i].scope.zone;
		const struct span *span = &a->spans[i];
		bool whole = whole_days(&a->places[i], span);
		int64_t days = whole ? zone_day(zone, span->until) - zone_day(zone, span->since) :
		    (span->until - span->since + DATE_SECONDS - 1) / DATE_SECONDS;

		t->cut |= !whole;
		t->days = days > t->days ? days : t->days;
	}
	return 0;
}
