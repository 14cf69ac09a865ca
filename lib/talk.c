#include "lib/talk.h"

#include "lib/date.h"

/* What goes on in a topic. */
struct thread {
	struct talk	talk;		/* the conversation; messages = 0: it began before since */
	int64_t		last;		/* instant of the latest message */
	struct talk	run;		/* of one sender */
	bool		counted;	/* the run is a monologue of the window */
};

struct talks {
	struct db		*db;
	const struct scope	*scope;
	int64_t			 since, until;
	const struct talk_taker	*taker;
	struct map		 topics, bots;
	struct thread		*threads;
	size_t			 capacity;
	int64_t			 open;		/* what is told of may go on until this instant */
};

int
talk_bots(struct db *db, struct map *bots)
{
	struct stmt *s = db_stmt(db, "SELECT member FROM member WHERE bot = 1");
	bool made;
	int step;

	while ((step = stmt_step(s)) == 1)
		if (map_make(bots, col_int(s, 0), 0, 0, &made) < 0)
			return stmt_stop(s);
	return step;
}

/* Whether a run of this sender can be a monologue. */
static bool
speaks(const struct talks *t, int64_t member)
{
	return member != 0 && map_find(&t->bots, member, 0, 0) < 0;
}

/* ----- monologues ----- */

static const char sql_before[] =
    "SELECT at, member FROM message WHERE chat = :chat AND day <= :day AND topic = :topic"
    " AND (at < :at OR (at = :at AND key < :key)) ORDER BY day DESC, at DESC, key DESC";
static const char sql_after[] =
    "SELECT at, member FROM message WHERE chat = :chat AND day >= :day AND topic = :topic"
    " AND (at > :at OR (at = :at AND key > :key)) ORDER BY day, at, key";

/* Goes on with a run before or after a message, to where another sender writes: end, if anybody does. */
static int
extend(struct talks *t, const char *sql, const struct said *m, struct talk *run, int64_t *end)
{
	struct stmt *s = db_stmt(t->db, sql);
	int step;

	stmt_int(s, ":chat", t->scope->chat);
	stmt_int(s, ":day", date_div(m->at, DATE_SECONDS));
	stmt_int(s, ":topic", m->topic);
	stmt_int(s, ":at", m->at);
	stmt_int(s, ":key", m->key);
	while ((step = stmt_step(s)) == 1 && col_int(s, 1) == m->member) {
		int64_t at = col_int(s, 0), last = run->at + run->seconds;

		run->at = at < run->at ? at : run->at;
		run->seconds = (at > last ? at : last) - run->at;
		run->messages++;
	}
	if (step == 1)
		*end = col_int(s, 0);
	stmt_reset(s);
	return step < 0 ? -1 : 0;
}

static int
end_run(struct talks *t, const struct thread *h)
{
	return h->counted ? t->taker->monologue(t->taker->cookie, &h->run) : 0;
}

static int
take_run(struct talks *t, struct thread *h, const struct said *m, bool first)
{
	if (!first && h->run.member == m->member) {
		h->run.messages++;
		h->run.seconds = m->at - h->run.at;
	} else {
		h->run.after = m->at;
		if (end_run(t, h) != 0)
			return -1;
		h->counted = false;
		h->run = (struct talk){ .at = m->at, .topic = m->topic, .member = m->member, .messages = 1,
		    .before = first ? 0 : h->last, .after = INT64_MAX };
		if (first && extend(t, sql_before, m, &h->run, &h->run.before) != 0)
			return -1;
	}
	/* Told of where the fifth message is: of a run that was longer before, it is not in the window. */
	if (h->run.messages == TALK_MONOLOGUE && speaks(t, m->member)) {
		h->counted = true;
		h->run.fifth = m->at;
	}
	return 0;
}

/* ----- conversations ----- */

static int
end_talk(struct talks *t, struct thread *h)
{
	h->talk.before = h->talk.at - TALK_SILENCE;
	h->talk.after = h->talk.at + h->talk.seconds + TALK_SILENCE;
	return h->talk.messages > 0 ? t->taker->conversation(t->taker->cookie, &h->talk) : 0;
}

static int
take_talk(struct talks *t, struct thread *h, const struct said *m, bool first)
{
	bool on = !first && m->at - h->last <= TALK_SILENCE;

	if (!on && !first && end_talk(t, h) != 0)
		return -1;
	if (!on) {
		h->talk = (struct talk){ .at = m->at, .topic = m->topic, .member = m->member };
		h->talk.messages = m->at >= t->since && m->at < t->until;
	} else if (h->talk.messages > 0) {
		h->talk.messages++;
		h->talk.seconds = m->at - h->talk.at;
	}
	if (h->talk.messages > 0 && m->at + TALK_SILENCE > t->open)
		t->open = m->at + TALK_SILENCE;
	return 0;
}

/* ----- both ----- */

static int
take(struct talks *t, const struct said *m)
{
	bool made;
	int64_t i = map_make(&t->topics, m->topic, 0, 0, &made);
	struct thread *h;

	if (i < 0 || map_grow(&t->threads, &t->capacity, (size_t)i, sizeof(*t->threads)) != 0)
		return -1;
	h = &t->threads[i];
	if (made)
		*h = (struct thread){ .counted = false };
	if (t->taker->conversation != NULL && take_talk(t, h, m, made) != 0)
		return -1;
	if (m->at >= t->since && m->at < t->until &&
	    ((t->taker->monologue != NULL && take_run(t, h, m, h->run.messages == 0) != 0) ||
	    (t->taker->message != NULL && t->taker->message(t->taker->cookie, m, h->run.before) != 0)))
		return -1;
	h->last = m->at;
	return 0;
}

static int
end_all(struct talks *t)
{
	for (size_t i = 0; i < t->topics.count; i++) {
		struct thread *h = &t->threads[i];

		if (t->taker->conversation != NULL && end_talk(t, h) != 0)
			return -1;
		if (h->counted && (extend(t, sql_after, &(struct said){ h->run.at + h->run.seconds,
		    h->run.member, t->topics.keys[i].a, INT64_MAX, 0 }, &h->run, &h->run.after) != 0 ||
		    end_run(t, h) != 0))
			return -1;
	}
	return 0;
}

int
talk_derive(struct db *db, const struct scope *p, int64_t since, int64_t until,
    const struct talk_taker *taker)
{
	struct talks t = { .db = db, .scope = p, .since = since, .until = until, .taker = taker };
	struct stmt *s = db_stmt(db, "SELECT at, member, topic, key, chars FROM message WHERE chat = :chat"
	    " AND day BETWEEN :first AND :last AND at >= :from AND (:topic = 0 OR topic = :topic_stored)"
	    " ORDER BY day, at, key");
	int ret = -1, step;

	stmt_int(s, ":chat", p->chat);
	stmt_int(s, ":first", date_div(since - TALK_SILENCE, DATE_SECONDS));
	stmt_int(s, ":last", date_div(DATE_END, DATE_SECONDS));
	stmt_int(s, ":from", since - TALK_SILENCE);
	stmt_int(s, ":topic", p->topic);
	stmt_int(s, ":topic_stored", p->topic == TOPIC_GENERAL ? TOPIC_NONE : p->topic);
	if (talk_bots(db, &t.bots) != 0)
		goto out;
	while ((step = stmt_step(s)) == 1) {
		struct said m = { col_int(s, 0), col_int(s, 1), col_int(s, 2), col_int(s, 3),
			col_int(s, 4) };

		if (m.at >= until && m.at > t.open)
			break;
		if (take(&t, &m) != 0)
			goto out;
	}
	ret = step < 0 ? -1 : end_all(&t);
out:
	stmt_reset(s);
	map_free(&t.topics);
	map_free(&t.bots);
	free(t.threads);
	return ret;
}
