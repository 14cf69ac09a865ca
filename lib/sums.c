#include "lib/sums.h"

#include "lib/date.h"
#include "lib/derive.h"
#include "lib/log.h"
#include "lib/map.h"

/*
 * One row that waits: key a is the scope, b the period; c is the member (act), the bot flag (total),
 * or bucket and bot flag (tally).
 */
struct row {
	struct map_key	key;
	int64_t		v[SUM_COUNT];	/* tally uses the first */
	bool		bot;		/* act: the member's flag */
	bool		stored;		/* act, day rows: the row exists */
};

struct rows {
	struct map	 map;
	struct row	*list;
	size_t		 capacity;
};

struct sums {
	struct db		*db;
	struct rows		 act, total, tally[TALLY_COUNT];
	struct scopes		 scopes;	/* of the chat below */
	int64_t			 chat;		/* 0: none */
	const struct scope	*only;
	size_t			 nonly;
	signed char		*bots;		/* by member: 0, 1, or -1 for not asked yet */
	size_t			 nbot;
};

static const char *const parameters[SUM_COUNT] = { ":messages", ":words", ":chars", ":media", ":links",
    ":emoji", ":questions", ":edited", ":sent", ":received", ":given", ":reactions", ":own", ":days" };

struct sums *
sums_open(struct db *db)
{
	struct sums *s = calloc(1, sizeof(*s));

	if (s == NULL)
		log_fail(STATUS_FAILED, "out of memory");
	else
		s->db = db;
	return s;
}

static void
rows_free(struct rows *r)
{
	map_free(&r->map);
	free(r->list);
}

void
sums_close(struct sums *s)
{
	if (s == NULL)
		return;
	rows_free(&s->act);
	rows_free(&s->total);
	for (int i = 0; i < TALLY_COUNT; i++)
		rows_free(&s->tally[i]);
	free(s->scopes.list);
	free(s->bots);
	free(s);
}

void
sums_only(struct sums *s, const struct scope *scopes, size_t count)
{
	s->only = scopes;
	s->nonly = count;
}

static void
forget_rows(struct sums *s)
{
	map_clear(&s->act.map);
	map_clear(&s->total.map);
	for (int i = 0; i < TALLY_COUNT; i++)
		map_clear(&s->tally[i].map);
}

void
sums_reset(struct sums *s)
{
	forget_rows(s);
	s->chat = 0;
	if (s->nbot > 0)
		memset(s->bots, -1, s->nbot);
}

size_t
sums_pending(const struct sums *s)
{
	size_t n = s->act.map.count + s->total.map.count;

	for (int i = 0; i < TALLY_COUNT; i++)
		n += s->tally[i].map.count;
	return n;
}

static struct row *
row_of(struct rows *r, int64_t a, int64_t b, int64_t c)
{
	bool made;
	int64_t i = map_make(&r->map, a, b, c, &made);

	if (i < 0)
		return NULL;
	if (made) {
		if (map_grow(&r->list, &r->capacity, (size_t)i, sizeof(*r->list)) != 0)
			return NULL;
		r->list[i] = (struct row){ .key = { a, b, c } };
	}
	return &r->list[i];
}

/* Whether a member is a bot; -1 after logging. */
static int
is_bot(struct sums *s, int64_t member)
{
	struct stmt *q;
	int step;

	if (member == 0)
		return 0;
	if ((size_t)member >= s->nbot) {
		size_t wanted = ((size_t)member + 1024) * 2;
		signed char *bots = realloc(s->bots, wanted);

		if (bots == NULL)
			return log_fail(STATUS_FAILED, "out of memory");
		memset(bots + s->nbot, -1, wanted - s->nbot);
		s->bots = bots;
		s->nbot = wanted;
	}
	if (s->bots[member] < 0) {
		q = db_stmt(s->db, "SELECT bot FROM member WHERE member = :member");
		stmt_int(q, ":member", member);
		if ((step = stmt_step(q)) < 0)
			return -1;
		s->bots[member] = step == 1 && col_int(q, 0) != 0;
		stmt_reset(q);
	}
	return s->bots[member];
}

/* ----- which scopes a fact goes to ----- */

struct target {
	const struct scope	*scope;
	int64_t			 day;
	int64_t			 local;	/* seconds of the local clock */
};

struct cursor {
	const struct scope	*list;
	size_t			 count, next;
	int64_t			 chat, topic, at;
};

static int
targets(struct sums *s, struct cursor *c, int64_t chat, int64_t topic, int64_t at)
{
	bool forum = false;

	if (s->only != NULL) {
		*c = (struct cursor){ s->only, s->nonly, 0, chat, topic, at };
		for (size_t i = 0; i < s->nonly; i++)
			forum |= s->only[i].topic == TOPIC_GENERAL;
	} else {
		if (s->chat != chat) {
			s->chat = 0;
			if (scope_load(s->db, chat, &s->scopes) != 0)
				return -1;
			s->chat = chat;
		}
		*c = (struct cursor){ s->scopes.list, s->scopes.count, 0, chat, topic, at };
		forum = s->scopes.forum;
	}
	if (topic == TOPIC_NONE && forum)
		c->topic = TOPIC_GENERAL;
	return 0;
}

static bool
next_target(struct cursor *c, struct target *t)
{
	while (c->next < c->count) {
		const struct scope *p = &c->list[c->next++];

		if (p->chat != c->chat || (p->topic != TOPIC_NONE && p->topic != c->topic))
			continue;
		if (p->role == ROLE_BUILT && c->at >= p->built * DATE_SECONDS)
			continue;
		t->scope = p;
		t->local = zone_local(p->zone, c->at);
		t->day = date_div(t->local, DATE_SECONDS);
		return true;
	}
	return false;
}

/* ----- what facts add ----- */

static int
add_act(struct sums *s, const struct target *t, int64_t member, const int64_t v[SUM_COUNT], int64_t sign)
{
	struct row *r = row_of(&s->act, t->scope->scope, t->day, member);
	int bot = is_bot(s, member);

	if (r == NULL || bot < 0)
		return -1;
	r->bot = bot != 0;
	for (int i = 0; i < SUM_COUNT; i++)
		r->v[i] += sign * v[i];
	return 0;
}

static int
add_tally(struct sums *s, const struct target *t, enum tally what, int64_t bucket, bool bot, int64_t n)
{
	struct row *r = row_of(&s->tally[what], t->scope->scope, t->day, bucket * 2 + bot);

	if (r == NULL)
		return -1;
	r->v[0] += n;
	return 0;
}

static bool
to_another(const struct message *m)
{
	return m->answered && m->to_member != m->member;
}

static int
message_tallies(struct sums *s, const struct target *t, const struct message *m, bool bot, int sign)
{
	int64_t hour = (date_weekday(t->day) * 24) + date_mod(t->local, DATE_SECONDS) / 3600;

	if (add_tally(s, t, TALLY_HOUR, hour, bot, sign) != 0 ||
	    add_tally(s, t, TALLY_KIND, m->kind, bot, sign) != 0)
		return -1;
	return to_another(m) ?
	    add_tally(s, t, TALLY_WAIT, sums_wait_bucket(m->wait), bot, sign) : 0;
}

int
sums_message(struct sums *s, const struct message *m, int sign)
{
	const int64_t sent[SUM_COUNT] = { [SUM_MESSAGES] = 1, [SUM_WORDS] = m->words,
	    [SUM_CHARS] = m->chars, [SUM_MEDIA] = m->kind != 0, [SUM_LINKS] = m->links,
	    [SUM_EMOJI] = m->emoji, [SUM_QUESTIONS] = (m->flags & MESSAGE_QUESTION) != 0,
	    [SUM_EDITED] = m->edited != 0, [SUM_SENT] = m->reply_to != 0 };
	static const int64_t received[SUM_COUNT] = { [SUM_RECEIVED] = 1 };
	int bot = is_bot(s, m->member);
	struct cursor c;
	struct target t;

	if (bot < 0 || targets(s, &c, m->chat, m->topic, m->at) != 0)
		return -1;
	while (next_target(&c, &t))
		if (add_act(s, &t, m->member, sent, sign) != 0 ||
		    (to_another(m) && add_act(s, &t, m->to_member, received, sign) != 0) ||
		    message_tallies(s, &t, m, bot != 0, sign) != 0)
			return -1;
	return 0;
}

static int
reaction_tallies(struct sums *s, const struct target *t, const struct sums_reaction *r, bool bot, int sign)
{
	if (add_tally(s, t, TALLY_REACTION, r->emoji, bot, sign * r->n) != 0)
		return -1;
	return r->giver != 0 ? add_tally(s, t, TALLY_NAMED, r->emoji, bot, sign * r->n) : 0;
}

int
sums_reaction(struct sums *s, const struct sums_reaction *r)
{
	const int64_t got[SUM_COUNT] = { [SUM_REACTIONS] = r->n,
	    [SUM_OWN] = r->giver != 0 && r->giver == r->author ? r->n : 0 };
	const int64_t given[SUM_COUNT] = { [SUM_GIVEN] = r->n };
	int bot = is_bot(s, r->author);
	struct cursor c;
	struct target t;

	if (r->n == 0)
		return 0;
	if (bot < 0 || targets(s, &c, r->chat, r->topic, r->at) != 0)
		return -1;
	while (next_target(&c, &t)) {
		if (reaction_tallies(s, &t, r, bot != 0, 1) != 0)
			return -1;
		if (r->emoji != EMOJI_PAID && (add_act(s, &t, r->author, got, 1) != 0 ||
		    (r->giver != 0 && add_act(s, &t, r->giver, given, 1) != 0)))
			return -1;
	}
	return 0;
}

int
sums_passage(struct sums *s, int64_t chat, int64_t at, int64_t member, bool joined, int sign)
{
	int bot = is_bot(s, member);
	struct cursor c;
	struct target t;

	/* People join the chat, not one of its topics. */
	if (bot < 0 || targets(s, &c, chat, TOPIC_UNKNOWN, at) != 0)
		return -1;
	while (next_target(&c, &t))
		if (add_tally(s, &t, TALLY_PASSAGE, joined, bot != 0, sign) != 0)
			return -1;
	return 0;
}

/* ----- writing ----- */

static const struct scope *
scope_of(struct sums *s, int64_t scope)
{
	const struct scope *list = s->only != NULL ? s->only : s->scopes.list;
	size_t count = s->only != NULL ? s->nonly : s->scopes.count;

	for (size_t i = 0; i < count; i++)
		if (list[i].scope == scope)
			return &list[i];
	return NULL;
}

/* How far a scope is folded; 0 or -1.  Rows of several chats may wait together. */
static int
folded(struct sums *s, int64_t scope, int64_t *day)
{
	const struct scope *p = scope_of(s, scope);
	struct stmt *q;

	if (p != NULL) {
		*day = p->folded;
		return 0;
	}
	q = db_stmt(s->db, "SELECT folded FROM scope WHERE scope = :scope");
	stmt_int(q, ":scope", scope);
	if (stmt_step(q) != 1)
		return -1;
	*day = col_int(q, 0);
	stmt_reset(q);
	return 0;
}

static int
by_key(const void *a, const void *b)
{
	const struct row *const *x = a, *const *y = b;
	const struct map_key *p = &(*x)->key, *q = &(*y)->key;

	if (p->a != q->a)
		return p->a < q->a ? -1 : 1;
	if (p->b != q->b)
		return p->b < q->b ? -1 : 1;
	return p->c < q->c ? -1 : p->c > q->c;
}

/* The rows in the order of their keys; the array is the caller's. NULL after logging. */
static struct row **
sorted(struct rows *r)
{
	struct row **order = malloc((r->map.count + 1) * sizeof(struct row *));

	if (order == NULL) {
		log_fail(STATUS_FAILED, "out of memory");
		return NULL;
	}
	for (size_t i = 0; i < r->map.count; i++)
		order[i] = &r->list[i];
	qsort(order, r->map.count, sizeof(struct row *), by_key);
	return order;
}

static int
add_row(struct rows *r, int64_t scope, int64_t period, int64_t c, const int64_t v[SUM_COUNT], bool bot)
{
	struct row *to = row_of(r, scope, period, c);

	if (to == NULL)
		return -1;
	to->bot = bot;
	for (int i = 0; i < SUM_COUNT; i++)
		to->v[i] += v[i];
	return 0;
}

/* Adds a day row's change to month and everything, where its day is folded. */
static int
climb(struct sums *s, struct rows *r, const struct row *day)
{
	struct row d = *day;	/* the array may move */
	int64_t last;

	if (folded(s, d.key.a, &last) != 0)
		return -1;
	if (d.key.b > last)
		return 0;
	if (d.v[SUM_DAYS] != 0 && r == &s->act && derive_forget(s->db, d.key.a, d.key.b) != 0)
		return -1;
	return add_row(r, d.key.a, scope_month(d.key.b), d.key.c, d.v, d.bot) != 0 ||
	    add_row(r, d.key.a, PERIOD_EVERYTHING, d.key.c, d.v, d.bot) != 0 ? -1 : 0;
}

/* What a day row counts already, and whether it is stored. */
static int
load_messages(struct sums *s, struct row *r, int64_t *messages)
{
	struct stmt *q = db_stmt(s->db, "SELECT messages FROM act"
	    " WHERE scope = :scope AND period = :period AND member = :member");
	int step;

	stmt_int(q, ":scope", r->key.a);
	stmt_int(q, ":period", r->key.b);
	stmt_int(q, ":member", r->key.c);
	if ((step = stmt_step(q)) < 0)
		return -1;
	if (step == 1) {
		*messages = col_int(q, 0);
		stmt_reset(q);
	}
	r->stored = step == 1;
	return 0;
}

/* Whether any row of a day is stored: 1, 0 or -1. */
static int
has_rows(struct sums *s, const struct map_key *day)
{
	struct stmt *q = db_stmt(s->db, "SELECT 1 FROM act WHERE scope = :scope AND period = :period LIMIT 1");
	int step;

	stmt_int(q, ":scope", day->a);
	stmt_int(q, ":period", day->b);
	if ((step = stmt_step(q)) == 1)
		stmt_reset(q);
	return step;
}

/*
 * Finds whether day rows are stored, and whether the day becomes, or is no longer, an active one.
 * History comes a new day after the other: one look tells for all rows of such a day.
 */
static int
settle(struct sums *s, struct row **order, size_t count)
{
	const struct map_key *day = NULL;
	int64_t before;
	int any = 0;

	for (size_t i = 0; i < count; i++) {
		struct row *r = order[i];

		if (day == NULL || r->key.a != day->a || r->key.b != day->b) {
			day = &r->key;
			if ((any = has_rows(s, day)) < 0)
				return -1;
		}
		before = 0;
		if (any == 1 && load_messages(s, r, &before) != 0)
			return -1;
		/* Nobody known has no active days: hidden senders are in no distinct count. */
		if (r->key.c != 0)
			r->v[SUM_DAYS] = (before + r->v[SUM_MESSAGES] > 0) - (before > 0);
	}
	return 0;
}

/* Day rows of act give the rows of total, and of coarser periods. */
static int
climb_all(struct sums *s)
{
	size_t days = s->act.map.count;
	struct row **order = sorted(&s->act);
	int ret = -1;

	if (order == NULL)
		return -1;
	if (settle(s, order, days) != 0)
		goto out;
	for (size_t i = 0; i < days; i++) {
		const struct row r = s->act.list[i];

		if (add_row(&s->total, r.key.a, r.key.b, r.bot, r.v, r.bot) != 0 ||
		    climb(s, &s->act, &s->act.list[i]) != 0)
			goto out;
	}
	days = s->total.map.count;
	for (size_t i = 0; i < days; i++)
		if (climb(s, &s->total, &s->total.list[i]) != 0)
			goto out;
	for (int what = 0; what < TALLY_COUNT; what++) {
		days = s->tally[what].map.count;
		for (size_t i = 0; i < days; i++)
			if (climb(s, &s->tally[what], &s->tally[what].list[i]) != 0)
				goto out;
	}
	ret = 0;
out:
	free(order);
	return ret;
}

static bool
is_zero(const struct row *r)
{
	for (int i = 0; i < SUM_COUNT; i++)
		if (r->v[i] != 0)
			return false;
	return true;
}

static const char update_act[] =
    "UPDATE act SET messages = messages + :messages, words = words + :words, chars = chars + :chars,"
    " media = media + :media, links = links + :links, emoji = emoji + :emoji,"
    " questions = questions + :questions, edited = edited + :edited, sent = sent + :sent,"
    " received = received + :received, given = given + :given, reactions = reactions + :reactions,"
    " own = own + :own, days = days + :days"
    " WHERE scope = :scope AND period = :period AND member = :id";
static const char insert_act[] =
    "INSERT INTO act (messages, words, chars, media, links, emoji, questions, edited, sent, received,"
    " given, reactions, own, days, scope, period, member)"
    " VALUES (:messages, :words, :chars, :media, :links, :emoji, :questions, :edited, :sent, :received,"
    " :given, :reactions, :own, :days, :scope, :period, :id)";
static const char delete_act[] =
    "DELETE FROM act WHERE scope = :scope AND period = :period AND member = :id"
    " AND messages = 0 AND received = 0 AND given = 0 AND reactions = 0";
static const char update_total[] =
    "UPDATE total SET messages = messages + :messages, words = words + :words, chars = chars + :chars,"
    " media = media + :media, links = links + :links, emoji = emoji + :emoji,"
    " questions = questions + :questions, edited = edited + :edited, sent = sent + :sent,"
    " received = received + :received, given = given + :given, reactions = reactions + :reactions,"
    " own = own + :own, days = days + :days"
    " WHERE scope = :scope AND period = :period AND bot = :id";
static const char insert_total[] =
    "INSERT INTO total (messages, words, chars, media, links, emoji, questions, edited, sent, received,"
    " given, reactions, own, days, scope, period, bot)"
    " VALUES (:messages, :words, :chars, :media, :links, :emoji, :questions, :edited, :sent, :received,"
    " :given, :reactions, :own, :days, :scope, :period, :id)";
static const char delete_total[] =
    "DELETE FROM total WHERE scope = :scope AND period = :period AND bot = :id"
    " AND messages = 0 AND received = 0 AND given = 0 AND reactions = 0";

static int
write_measures(struct db *db, const char *sql, const struct row *r)
{
	struct stmt *s = db_stmt(db, sql);

	for (int i = 0; i < SUM_COUNT; i++)
		stmt_int(s, parameters[i], r->v[i]);
	stmt_int(s, ":scope", r->key.a);
	stmt_int(s, ":period", r->key.b);
	stmt_int(s, ":id", r->key.c);
	return stmt_run(s);
}

/*
 * A row that says nothing any more goes: the first and last days that have rows are where a scope's
 * data begin and end.
 */
static int
drop_empty(struct db *db, const char *sql, const struct row *r)
{
	struct stmt *s;
	bool less = false;

	for (int i = 0; i < SUM_COUNT; i++)
		less |= r->v[i] < 0;
	if (!less)
		return 0;
	s = db_stmt(db, sql);
	stmt_int(s, ":scope", r->key.a);
	stmt_int(s, ":period", r->key.b);
	stmt_int(s, ":id", r->key.c);
	return stmt_run(s);
}

static int
write_rows(struct sums *s, struct rows *rows, const char *update, const char *insert, const char *drop)
{
	struct row **order = sorted(rows);
	int ret = -1;

	if (order == NULL)
		return -1;
	for (size_t i = 0; i < rows->map.count; i++) {
		struct row *r = order[i];
		bool fresh = rows == &s->act && r->key.b < PERIOD_MONTHS && !r->stored;

		if (is_zero(r))
			continue;
		if (!fresh) {
			if (write_measures(s->db, update, r) != 0)
				goto out;
			fresh = db_changes(s->db) == 0;
		}
		if ((fresh ? write_measures(s->db, insert, r) : drop_empty(s->db, drop, r)) != 0)
			goto out;
	}
	ret = 0;
out:
	free(order);
	return ret;
}

static const char insert_tally[] =
    "INSERT INTO tally (scope, what, period, bucket, bot, n)"
    " VALUES (:scope, :what, :period, :bucket, :bot, :n)"
    " ON CONFLICT DO UPDATE SET n = n + excluded.n";
static const char delete_tally[] =
    "DELETE FROM tally WHERE scope = :scope AND what = :what AND period = :period"
    " AND bucket = :bucket AND bot = :bot AND n = 0";

static int
write_bucket(struct db *db, const char *sql, enum tally what, const struct row *r)
{
	struct stmt *s = db_stmt(db, sql);

	stmt_int(s, ":scope", r->key.a);
	stmt_int(s, ":what", what);
	stmt_int(s, ":period", r->key.b);
	stmt_int(s, ":bucket", r->key.c / 2);
	stmt_int(s, ":bot", r->key.c % 2);
	if (sql == insert_tally)
		stmt_int(s, ":n", r->v[0]);
	return stmt_run(s);
}

static int
write_tally(struct sums *s, enum tally what)
{
	struct rows *rows = &s->tally[what];
	struct row **order = sorted(rows);
	int ret = -1;

	if (order == NULL)
		return -1;
	for (size_t i = 0; i < rows->map.count; i++) {
		const struct row *r = order[i];

		if (r->v[0] != 0 && (write_bucket(s->db, insert_tally, what, r) != 0 ||
		    (r->v[0] < 0 && write_bucket(s->db, delete_tally, what, r) != 0)))
			goto out;
	}
	ret = 0;
out:
	free(order);
	return ret;
}

int
sums_flush(struct sums *s)
{
	int ret = climb_all(s);

	if (ret == 0)
		ret = write_rows(s, &s->act, update_act, insert_act, delete_act);
	if (ret == 0)
		ret = write_rows(s, &s->total, update_total, insert_total, delete_total);
	for (int what = 0; ret == 0 && what < TALLY_COUNT; what++)
		ret = write_tally(s, (enum tally)what);
	forget_rows(s);
	return ret;
}

/* ----- a member turns out to be a bot ----- */

/* Moves the tallies of the reactions to one message. */
static int
move_reactions(struct sums *s, const struct target *t, const struct message *m, bool bot)
{
	struct stmt *q = db_stmt(s->db, "SELECT member, emoji, n FROM reaction WHERE key = :key");
	int step;

	stmt_int(q, ":key", m->key);
	while ((step = stmt_step(q)) == 1) {
		struct sums_reaction r = { .giver = col_int(q, 0), .emoji = col_int(q, 1),
		    .n = col_int(q, 2) };

		if (reaction_tallies(s, t, &r, !bot, -1) != 0 || reaction_tallies(s, t, &r, bot, 1) != 0) {
			stmt_reset(q);
			return -1;
		}
	}
	return step;
}

/* Moves the tallies of the messages that a member sent on one local day of a scope. */
static int
move_day(struct sums *s, const struct scope *p, int64_t day, int64_t member, bool bot)
{
	struct stmt *q = db_stmt(s->db, "SELECT " MESSAGE_COLUMNS " FROM message"
	    " WHERE chat = :chat AND day BETWEEN :first AND :last AND member = :member");
	struct target t = { .scope = p, .day = day };
	struct message m;
	int step;

	stmt_int(q, ":chat", p->chat);
	stmt_int(q, ":first", day - 1);
	stmt_int(q, ":last", day + 1);
	stmt_int(q, ":member", member);
	while ((step = stmt_step(q)) == 1) {
		message_read(q, &m);
		/* Not by where the day begins and ends: a clock set back may show its end once more. */
		if (zone_day(p->zone, m.at) != day)
			continue;
		if (p->topic > TOPIC_GENERAL ? m.topic != p->topic :
		    p->topic == TOPIC_GENERAL && m.topic != TOPIC_NONE)
			continue;
		if (p->role == ROLE_BUILT && m.at >= p->built * DATE_SECONDS)
			continue;
		t.local = zone_local(p->zone, m.at);
		if (message_tallies(s, &t, &m, !bot, -1) != 0 || message_tallies(s, &t, &m, bot, 1) != 0 ||
		    move_reactions(s, &t, &m, bot) != 0)
			break;
	}
	if (step == 1)
		stmt_reset(q);
	return step == 0 ? 0 : -1;
}

/* Moves the rows of total, and the days' tallies, of one scope. */
static int
move_scope(struct sums *s, const struct scope *p, int64_t member, bool bot)
{
	struct stmt *q = db_stmt(s->db, "SELECT period, messages, words, chars, media, links, emoji,"
	    " questions, edited, sent, received, given, reactions, own, days FROM act"
	    " WHERE scope = :scope AND member = :member AND period < 100000");
	int64_t v[SUM_COUNT], minus[SUM_COUNT];
	int step;

	stmt_int(q, ":scope", p->scope);
	stmt_int(q, ":member", member);
	while ((step = stmt_step(q)) == 1) {
		int64_t day = col_int(q, 0);

		for (int i = 0; i < SUM_COUNT; i++) {
			v[i] = col_int(q, i + 1);
			minus[i] = -v[i];
		}
		if (add_row(&s->total, p->scope, day, !bot, minus, !bot) != 0 ||
		    add_row(&s->total, p->scope, day, bot, v, bot) != 0 ||
		    move_day(s, p, day, member, bot) != 0)
			break;
	}
	if (step == 1)
		stmt_reset(q);
	return step == 0 ? 0 : -1;
}

static int
move_passages(struct sums *s, int64_t chat, int64_t member, int sign)
{
	struct stmt *q = db_stmt(s->db, "SELECT at, joined FROM passage"
	    " WHERE chat = :chat AND member = :member");
	int step;

	stmt_int(q, ":chat", chat);
	stmt_int(q, ":member", member);
	while ((step = stmt_step(q)) == 1)
		if (sums_passage(s, chat, col_int(q, 0), member, col_int(q, 1) != 0, sign) != 0)
			break;
	if (step == 1)
		stmt_reset(q);
	return step == 0 ? 0 : -1;
}

static int
move_chat(struct sums *s, int64_t chat, int64_t member, bool bot)
{
	if (move_passages(s, chat, member, -1) != 0)
		return -1;
	s->bots[member] = bot;
	for (size_t i = 0; i < s->scopes.count; i++)
		if (move_scope(s, &s->scopes.list[i], member, bot) != 0)
			return -1;
	if (move_passages(s, chat, member, 1) != 0)
		return -1;
	s->bots[member] = !bot;
	return sums_flush(s);
}

int
sums_set_bot(struct sums *s, int64_t member, bool bot)
{
	struct stmt *q;
	int step, is = is_bot(s, member);

	if (is < 0 || (is != 0) == bot)
		return is < 0 ? -1 : 0;
	/* A full scan of presence, for what happens once to a bot. */
	q = db_stmt(s->db, "SELECT chat FROM presence WHERE member = :member");
	stmt_int(q, ":member", member);
	while ((step = stmt_step(q)) == 1) {
		int64_t chat = col_int(q, 0);

		s->chat = 0;
		if (scope_load(s->db, chat, &s->scopes) != 0 || move_chat(s, chat, member, bot) != 0) {
			stmt_reset(q);
			return -1;
		}
	}
	if (step != 0)
		return -1;
	q = db_stmt(s->db, "UPDATE member SET bot = :bot WHERE member = :member");
	stmt_int(q, ":bot", bot);
	stmt_int(q, ":member", member);
	if (stmt_run(q) != 0)
		return -1;
	s->bots[member] = bot;
	return 0;
}

/* ----- reply times ----- */

enum { WAIT_SINGLE = 128, WAIT_STEPS = 64, WAIT_BITS = 7 };

int64_t
sums_wait_bucket(int64_t seconds)
{
	int64_t doubling = 0;

	if (seconds < WAIT_SINGLE)
		return seconds < 0 ? 0 : seconds;
	while (seconds >> (doubling + WAIT_BITS + 1) != 0)
		doubling++;
	return WAIT_SINGLE + doubling * WAIT_STEPS + (seconds >> (doubling + 1)) - WAIT_STEPS;
}

int64_t
sums_wait_edge(int64_t bucket)
{
	int64_t doubling = (bucket - WAIT_SINGLE) / WAIT_STEPS;

	if (bucket < WAIT_SINGLE)
		return bucket;
	return (bucket - WAIT_SINGLE) % WAIT_STEPS * (INT64_C(1) << (doubling + 1)) +
	    ((int64_t)WAIT_STEPS << (doubling + 1));
}
