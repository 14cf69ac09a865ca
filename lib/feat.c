#include "lib/feat.h"

#include "lib/date.h"
#include "lib/log.h"

enum { HOUR_SECONDS = 3600 };

/* ----- the best of a day ----- */

/* Makes one the best if it is better, or as good and earlier. */
static void
claim(struct feat_best *best, int64_t value, int64_t member, int64_t at)
{
	if (value > best->value || (value == best->value && value > 0 && at < best->at))
		*best = (struct feat_best){ at, member, value };
}

void
feat_message(struct feat_day *d, const struct said *m, bool bot)
{
	int64_t hour = date_div(zone_local(d->scope->zone, m->at), HOUR_SECONDS);

	if (m->member != 0 && !bot)
		claim(&d->best[FEAT_MESSAGE], m->chars, m->member, m->at);
	if (d->last >= 0 && (d->recorded == NULL || d->recorded(d->cookie, d->last, m->at)))
		claim(&d->best[FEAT_SILENCE], m->at - d->last, 0, d->last);
	if (hour != d->hour)
		d->messages = 0;
	d->hour = hour;
	claim(&d->best[FEAT_HOUR], ++d->messages, 0, zone_instant(d->scope->zone, hour * HOUR_SECONDS));
	d->last = m->at;
}

/* ----- storing ----- */

/* A day in the making, and the days it follows from. */
struct day {
	struct feat_best	best[FEAT_COUNT];
	int64_t			from, to;
};

struct storing {
	struct db		*db;
	const struct scope	*scope;
	int64_t			 first, last;
	struct day		*days;
	struct feat_day		 now;		/* of the day below */
	int64_t			 day;
	struct map		 bots;
};

static struct day *
day_of(struct storing *s, int64_t at, int64_t before, int64_t after)
{
	int64_t day = zone_day(s->scope->zone, at), from, to;
	struct day *d;

	/* Where a clock is set back across midnight, an instant may lie in the day before. */
	day = day < s->first ? s->first : day > s->last ? s->last : day;
	d = &s->days[day - s->first];
	from = zone_day(s->scope->zone, before) - 1;
	to = after == INT64_MAX ? INT64_MAX : zone_day(s->scope->zone, after) + 1;
	d->from = from < d->from ? from : d->from;
	d->to = to > d->to ? to : d->to;
	return d;
}

static int
take_message(void *cookie, const struct said *m, int64_t before)
{
	struct storing *s = cookie;
	int64_t since = s->now.last >= 0 && s->now.last < before ? s->now.last : before;
	struct day *d = day_of(s, m->at, since, m->at);

	if (s->day != d - s->days) {
		memset(s->now.best, 0, sizeof(s->now.best));
		s->day = d - s->days;
	}
	feat_message(&s->now, m, map_find(&s->bots, m->member, 0, 0) >= 0);
	for (int what = 0; what < FEAT_COUNT; what++)
		claim(&d->best[what], s->now.best[what].value, s->now.best[what].member,
		    s->now.best[what].at);
	return 0;
}

static int
take_monologue(void *cookie, const struct talk *t)
{
	struct storing *s = cookie;

	claim(&day_of(s, t->fifth, t->before, t->after)->best[FEAT_MONOLOGUE], t->messages, t->member,
	    t->at);
	return 0;
}

static int
take_talk(void *cookie, const struct talk *t)
{
	struct storing *s = cookie;
	struct day *d = day_of(s, t->at, t->before, t->after);
	struct stmt *q = db_stmt(s->db, "INSERT INTO talk (scope, day, at, topic, member, messages, seconds)"
	    " VALUES (:scope, :day, :at, :topic, :member, :messages, :seconds)");

	stmt_int(q, ":scope", s->scope->scope);
	stmt_int(q, ":day", s->first + (d - s->days));
	stmt_int(q, ":at", t->at);
	stmt_int(q, ":topic", t->topic);
	stmt_int(q, ":member", t->member);
	stmt_int(q, ":messages", t->messages);
	stmt_int(q, ":seconds", t->seconds);
	return stmt_run(q);
}

static int
store(struct storing *s, int64_t day, enum feat what, const struct feat_best *best)
{
	struct stmt *q = db_stmt(s->db, "INSERT INTO feat (scope, day, what, at, member, value)"
	    " VALUES (:scope, :day, :what, :at, :member, :value)");

	stmt_int(q, ":scope", s->scope->scope);
	stmt_int(q, ":day", day);
	stmt_int(q, ":what", what);
	stmt_int(q, ":at", best->at);
	stmt_int(q, ":member", best->member);
	stmt_int(q, ":value", best->value);
	return stmt_run(q);
}

/* Reactions that count on a day are those of its messages. */
static int
store_reacted(struct storing *s, int64_t day)
{
	struct stmt *q = db_stmt(s->db, "INSERT INTO feat (scope, day, what, at, member, value)"
	    " SELECT :scope, :day, :what, r.key, 0, sum(r.n) FROM reaction AS r JOIN message AS m USING (key)"
	    " WHERE r.chat = :chat AND r.day BETWEEN :first AND :last AND r.at >= :since AND r.at < :until"
	    " AND r.emoji > 1 GROUP BY r.key ORDER BY sum(r.n) DESC, r.key LIMIT :rows");
	int64_t since = zone_day_start(s->scope->zone, day), until = zone_day_start(s->scope->zone, day + 1);

	stmt_int(q, ":scope", s->scope->scope);
	stmt_int(q, ":day", day);
	stmt_int(q, ":what", FEAT_REACTED);
	stmt_int(q, ":chat", s->scope->chat);
	stmt_int(q, ":first", date_div(since, DATE_SECONDS));
	stmt_int(q, ":last", date_div(until, DATE_SECONDS));
	stmt_int(q, ":since", since);
	stmt_int(q, ":until", until);
	stmt_int(q, ":rows", FEAT_MESSAGES);
	return stmt_run(q);
}

static int
store_days(struct storing *s)
{
	for (int64_t day = s->first; day <= s->last; day++) {
		const struct day *d = &s->days[day - s->first];

		for (int what = FEAT_MESSAGE; what < FEAT_REACTED; what++)
			if (d->best[what].value > 0 && store(s, day, (enum feat)what, &d->best[what]) != 0)
				return -1;
		if (store_reacted(s, day) != 0 ||
		    store(s, day, FEAT_DERIVED, &(struct feat_best){ d->from, 0, d->to }) != 0)
			return -1;
	}
	return 0;
}

/* The latest message before an instant. */
static int
find_last(struct storing *s, int64_t since)
{
	struct stmt *q = db_stmt(s->db, "SELECT at FROM message WHERE chat = :chat AND day <= :day"
	    " AND at < :since ORDER BY day DESC, at DESC LIMIT 1");

	stmt_int(q, ":chat", s->scope->chat);
	stmt_int(q, ":day", date_div(since, DATE_SECONDS));
	stmt_int(q, ":since", since);
	return stmt_number(q, &s->now.last) < 0 ? -1 : 0;
}

int
feat_store(struct db *db, const struct scope *p, int64_t first, int64_t last)
{
	struct storing s = { .db = db, .scope = p, .first = first, .last = last,
	    .now = { .scope = p, .last = -1, .hour = -1 }, .day = -1 };
	const struct talk_taker taker = { .message = take_message, .conversation = take_talk,
	    .monologue = take_monologue, .cookie = &s };
	int64_t since = zone_day_start(p->zone, first), until = zone_day_start(p->zone, last + 1);
	int ret = -1;

	if ((s.days = calloc((size_t)(last - first + 1), sizeof(*s.days))) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (int64_t day = first; day <= last; day++) {
		s.days[day - first].from = day - 1;
		s.days[day - first].to = day + 1;
	}
	if (talk_bots(db, &s.bots) == 0 && find_last(&s, since) == 0 &&
	    talk_derive(db, p, since, until, &taker) == 0 && store_days(&s) == 0)
		ret = 0;
	map_free(&s.bots);
	free(s.days);
	return ret;
}

/* ----- what is stored ----- */

int
feat_missing(struct db *db, int64_t scope, int64_t *first, int64_t *last)
{
	struct stmt *s = db_stmt(db, "SELECT count(*), max(day) FROM feat WHERE scope = :scope AND what = 0"
	    " AND day BETWEEN :first AND :last");
	int64_t expected = *first;
	int step;

	/* Most often the days behind the last one are missing, as the number of those before tells. */
	stmt_int(s, ":scope", scope);
	stmt_int(s, ":first", *first);
	stmt_int(s, ":last", *last);
	if (stmt_step(s) != 1)
		return -1;
	if (col_int(s, 0) > 0 && col_int(s, 1) == *first + col_int(s, 0) - 1)
		expected = col_int(s, 1) + 1;
	stmt_reset(s);
	if (expected > *first) {
		*first = expected;
		return *first <= *last;
	}
	s = db_stmt(db, "SELECT day FROM feat WHERE scope = :scope AND what = 0"
	    " AND day BETWEEN :first AND :last ORDER BY day");
	stmt_int(s, ":scope", scope);
	stmt_int(s, ":first", *first);
	stmt_int(s, ":last", *last);
	while ((step = stmt_step(s)) == 1 && col_int(s, 0) == expected)
		expected++;
	if (step == 1)
		*last = col_int(s, 0) - 1;
	stmt_reset(s);
	*first = expected;
	return step < 0 ? -1 : *first <= *last;
}

static int
forget(struct db *db, const char *sql, int64_t scope, int64_t day)
{
	struct stmt *s = db_stmt(db, sql);

	stmt_int(s, ":scope", scope);
	stmt_int(s, ":day", day);
	return stmt_run(s);
}

/* Those of the chat itself: a message that moves to another topic changes no sum of them. */
#define DERIVED \
	" (SELECT f.scope, f.day FROM feat AS f WHERE f.scope IN (SELECT c.scope FROM scope AS c" \
	"  JOIN scope AS t USING (chat) WHERE t.scope = :scope AND c.topic = 0)" \
	"  AND f.what = 0 AND f.at <= :day AND f.value >= :day)"

int
feat_forget(struct db *db, int64_t scope, int64_t day)
{
	struct stmt *q = db_stmt(db, "SELECT EXISTS" DERIVED);
	int64_t any = 0;

	/* Deletes look twice, and history that is imported has nothing yet. */
	stmt_int(q, ":scope", scope);
	stmt_int(q, ":day", day);
	if (stmt_number(q, &any) < 0)
		return -1;
	return any == 0 ? 0 : forget(db, "DELETE FROM talk WHERE (scope, day) IN" DERIVED, scope, day) != 0 ||
	    forget(db, "DELETE FROM feat WHERE (scope, day) IN" DERIVED, scope, day) != 0 ? -1 : 0;
}

int
feat_forget_all(struct db *db, int64_t scope)
{
	static const char talks[] = "DELETE FROM talk WHERE scope = :scope AND day <= :day";
	static const char feats[] = "DELETE FROM feat WHERE scope = :scope AND day <= :day";

	return forget(db, talks, scope, INT64_MAX) != 0 || forget(db, feats, scope, INT64_MAX) != 0 ? -1 : 0;
}
