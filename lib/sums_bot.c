#include "lib/date.h"
#include "lib/feat.h"
#include "lib/sums_rows.h"

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

		if (sums_reaction_tallies(s, t, &r, !bot, -1) != 0 ||
		    sums_reaction_tallies(s, t, &r, bot, 1) != 0)
			return stmt_stop(q);
	}
	return step;
}

/* Moves the tallies of the messages that a member sent on one local day of a scope. */
static int
move_day(struct sums *s, const struct scope *p, int64_t day, int64_t member, bool bot)
{
	struct stmt *q = db_stmt(s->db, "SELECT " MESSAGE_COLUMNS ", terms FROM message"
	    " WHERE chat = :chat AND day BETWEEN :first AND :last AND member = :member");
	struct target t = { .scope = p, .day = day };
	const unsigned char *terms;
	struct message m;
	size_t length;
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
		terms = col_blob(q, MESSAGE_COLUMN_COUNT, &length);
		if (sums_message_tallies(s, &t, &m, !bot, -1) != 0 ||
		    sums_message_tallies(s, &t, &m, bot, 1) != 0 ||
		    sums_term_tallies(s, &t, terms, length, !bot, -1) != 0 ||
		    sums_term_tallies(s, &t, terms, length, bot, 1) != 0 ||
		    move_reactions(s, &t, &m, bot) != 0)
			return stmt_stop(q);
	}
	return step;
}

/* Moves the rows of total, and the days' tallies, of one scope. */
static int
move_scope(struct sums *s, const struct scope *p, int64_t member, bool bot)
{
	struct stmt *q = db_stmt(s->db, "SELECT period, messages, words, chars, media, links, emoji,"
	    " questions, edited, sent, received, given, reactions, own, linked, shouting, self, night,"
	    " dawn, days FROM act"
	    " WHERE scope = :scope AND member = :member AND period < 100000");
	int64_t v[SUM_COUNT];
	int step;

	stmt_int(q, ":scope", p->scope);
	stmt_int(q, ":member", member);
	while ((step = stmt_step(q)) == 1) {
		int64_t day = col_int(q, 0);

		for (int i = 0; i < SUM_COUNT; i++)
			v[i] = col_int(q, i + 1);
		if (sums_add(&s->total, p->scope, day, !bot, v, -1, !bot) != 0 ||
		    sums_add(&s->total, p->scope, day, bot, v, 1, bot) != 0 ||
		    move_day(s, p, day, member, bot) != 0)
			return stmt_stop(q);
	}
	/* Bots hold no records and have no monologues. */
	return step == 0 ? feat_forget_all(s->db, p->scope) : -1;
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
			return stmt_stop(q);
	return step;
}

/* Moves the words of the texts that a member sent. */
static int
move_words(struct sums *s, int64_t chat, int64_t member, bool bot)
{
	struct stmt *q = db_stmt(s->db, "SELECT text, gaps FROM message WHERE chat = :chat AND day BETWEEN"
	    " (SELECT first_message / 86400 FROM presence WHERE chat = :chat AND member = :member) AND"
	    " (SELECT last_message / 86400 FROM presence WHERE chat = :chat AND member = :member)"
	    " AND member = :member AND text IS NOT NULL");
	int step;

	stmt_int(q, ":chat", chat);
	stmt_int(q, ":member", member);
	while ((step = stmt_step(q)) == 1) {
		size_t length, ngap;
		const char *text = col_text(q, 0, &length);
		const unsigned char *gaps = col_blob(q, 1, &ngap);

		if (vocabulary_add(&s->words, vocabulary_group(chat, !bot), text, length, gaps, ngap,
		    -1) != 0 ||
		    vocabulary_add(&s->words, vocabulary_group(chat, bot), text, length, gaps, ngap, 1) != 0)
			return stmt_stop(q);
		/* What waits is bounded, whatever a member wrote. */
		if (sums_spill(s) != 0)
			return stmt_stop(q);
	}
	return step;
}

static int
move_chat(struct sums *s, int64_t chat, int64_t member, bool bot)
{
	if (move_words(s, chat, member, bot) != 0 || move_passages(s, chat, member, -1) != 0)
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
	int step, is = sums_is_bot(s, member);

	if (is < 0 || (is != 0) == bot)
		return is < 0 ? -1 : 0;
	/* A full scan of presence, for what happens once to a bot. */
	q = db_stmt(s->db, "SELECT chat FROM presence WHERE member = :member");
	stmt_int(q, ":member", member);
	while ((step = stmt_step(q)) == 1) {
		int64_t chat = col_int(q, 0);

		s->chat = -1;
		if (scope_load(s->db, chat, &s->scopes) != 0 || move_chat(s, chat, member, bot) != 0)
			return stmt_stop(q);
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
