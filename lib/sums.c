#include "lib/sums.h"

#include "lib/date.h"
#include "lib/log.h"
#include "lib/pack.h"
#include "lib/sums_rows.h"

enum { NIGHT_END = 6, DAWN_END = 9 };	/* hours of the local day */

struct sums *
sums_open(struct db *db)
{
	struct sums *s = calloc(1, sizeof(*s));

	if (s == NULL)
		log_fail(STATUS_FAILED, "out of memory");
	else
		*s = (struct sums){ .db = db, .chat = -1 };
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
	rows_free(&s->spend);
	rows_free(&s->pair);
	for (int i = 0; i < TALLY_COUNT; i++)
		rows_free(&s->tally[i]);
	vocabulary_free(&s->words);
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

void
sums_forget(struct sums *s)
{
	map_clear(&s->act.map);
	map_clear(&s->total.map);
	map_clear(&s->spend.map);
	map_clear(&s->pair.map);
	for (int i = 0; i < TALLY_COUNT; i++)
		map_clear(&s->tally[i].map);
}

void
sums_reset(struct sums *s)
{
	sums_forget(s);
	vocabulary_clear(&s->words);
	s->chat = -1;
	if (s->nbot > 0)
		memset(s->bots, -1, s->nbot);
}

size_t
sums_pending(const struct sums *s)
{
	size_t n = s->act.map.count + s->total.map.count + s->spend.map.count +
	    s->pair.map.count;

	for (int i = 0; i < TALLY_COUNT; i++)
		n += s->tally[i].map.count;
	return n;
}

struct row *
sums_row(struct rows *r, int64_t a, int64_t b, int64_t c)
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

int
sums_add(struct rows *rows, int64_t scope, int64_t period, int64_t c, const int64_t v[SUM_COUNT],
    int64_t sign, bool bot)
{
	struct row *r = sums_row(rows, scope, period, c);

	if (r == NULL)
		return -1;
	r->bot = bot;
	for (int i = 0; i < SUM_COUNT; i++)
		r->v[i] += sign * v[i];
	return 0;
}

int
sums_is_bot(struct sums *s, int64_t member)
{
	int64_t bot = 0;
	struct stmt *q;

	if (member <= 0)	/* nobody known, or a mark of who opted out */
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
		if (stmt_number(q, &bot) < 0)
			return -1;
		s->bots[member] = bot != 0;
	}
	return s->bots[member];
}

/* ----- which scopes a fact goes to ----- */

int
sums_targets(struct sums *s, struct cursor *c, int64_t chat, int64_t topic, int64_t at)
{
	bool forum = false;

	if (s->only != NULL) {
		*c = (struct cursor){ s->only, s->nonly, 0, chat, topic, at };
		for (size_t i = 0; i < s->nonly; i++)
			forum |= s->only[i].topic == TOPIC_GENERAL;
	} else {
		if (s->chat != chat) {
			s->chat = -1;
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

bool
sums_target(struct cursor *c, struct target *t)
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
	int bot = sums_is_bot(s, member);

	return bot < 0 ? -1 : sums_add(&s->act, t->scope->scope, t->day, member, v, sign, bot != 0);
}

static int
add_tally(struct sums *s, const struct target *t, int what, int64_t bucket, bool bot, int64_t n)
{
	struct row *r = sums_row(&s->tally[what], t->scope->scope, t->day, bucket * 2 + bot);

	if (r == NULL)
		return -1;
	r->v[0] += n;
	return 0;
}

/* Pairs hardly repeat within a day: what is not folded is read from state, and folding does so too. */
static int
add_pair(struct sums *s, const struct target *t, enum pair_what what, int64_t from, int64_t to,
    int64_t bucket, int64_t n)
{
	struct row *r;

	if (t->scope->topic != TOPIC_NONE || t->day > t->scope->folded || from <= 0 || to <= 0 || from == to)
		return 0;
	r = sums_row(&s->pair, t->scope->scope * PAIR_COUNT + what, (scope_month(t->day) << 40) + from,
	    PAIR_CODE(to, bucket));
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

int
sums_message_tallies(struct sums *s, const struct target *t, const struct message *m, bool bot, int sign)
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
	int64_t sent[SUM_COUNT] = { [SUM_MESSAGES] = 1, [SUM_WORDS] = m->words,
	    [SUM_CHARS] = m->chars, [SUM_MEDIA] = m->kind != 0, [SUM_LINKS] = m->links,
	    [SUM_EMOJI] = m->emoji, [SUM_QUESTIONS] = (m->flags & MESSAGE_QUESTION) != 0,
	    [SUM_EDITED] = m->edited != 0, [SUM_SENT] = m->reply_to != 0,
	    [SUM_LINKED] = m->links > 0, [SUM_SHOUTING] = (m->flags & MESSAGE_SHOUTING) != 0,
	    [SUM_SELF] = m->answered && m->to_member == m->member };
	static const int64_t received[SUM_COUNT] = { [SUM_RECEIVED] = 1 };
	int bot = sums_is_bot(s, m->member);
	struct cursor c;
	struct target t;

	if (bot < 0 || sums_targets(s, &c, m->chat, m->topic, m->at) != 0)
		return -1;
	while (sums_target(&c, &t)) {
		int64_t hour = date_mod(t.local, DATE_SECONDS) / 3600;

		sent[SUM_NIGHT] = hour < NIGHT_END;
		sent[SUM_DAWN] = hour >= NIGHT_END && hour < DAWN_END;
		if (add_act(s, &t, m->member, sent, sign) != 0 ||
		    (to_another(m) && add_act(s, &t, m->to_member, received, sign) != 0) ||
		    sums_message_tallies(s, &t, m, bot != 0, sign) != 0 ||
		    (to_another(m) && add_pair(s, &t, PAIR_REPLY, m->member, m->to_member,
		    sums_wait_bucket(m->wait), sign) != 0))
			return -1;
	}
	return 0;
}

int
sums_term_tallies(struct sums *s, const struct target *t, const unsigned char *terms, size_t length, bool bot,
    int sign)
{
	int64_t term, last = -1;

	for (size_t at = 0; pack_get(terms, length, &at, &term); last = term) {
		int kind = (int)(term % TERM_STEP);

		if (kind >= TERM_KINDS || add_tally(s, t, TALLY_TERM + kind, term, bot, sign) != 0 ||
		    (term == last && add_tally(s, t, TALLY_REPEAT + kind, term, bot, sign) != 0))
			return -1;
	}
	return 0;
}

int
sums_terms(struct sums *s, const struct message *m, const unsigned char *terms, size_t length, int sign)
{
	int bot = length > 0 ? sums_is_bot(s, m->member) : 0;
	struct cursor c;
	struct target t;

	if (length == 0)
		return 0;
	if (bot < 0 || sums_targets(s, &c, m->chat, m->topic, m->at) != 0)
		return -1;
	while (sums_target(&c, &t))
		if (sums_term_tallies(s, &t, terms, length, bot != 0, sign) != 0)
			return -1;
	return 0;
}

int
sums_words(struct sums *s, const struct message *m, const char *text, size_t length,
    const unsigned char *gaps, size_t ngap, int sign)
{
	int bot = sums_is_bot(s, m->member);

	return bot < 0 ? -1 : vocabulary_add(&s->words, vocabulary_group(m->chat, bot != 0), text, length,
	    gaps, ngap, sign);
}

int
sums_word_list(struct sums *s, const struct message *m, const char *list, size_t size, int sign)
{
	int bot = sums_is_bot(s, m->member);

	return bot < 0 ? -1 : vocabulary_add_list(&s->words, vocabulary_group(m->chat, bot != 0), list, size,
	    sign);
}

int
sums_reaction_tallies(struct sums *s, const struct target *t, const struct sums_reaction *r, bool bot,
    int sign)
{
	if (add_tally(s, t, TALLY_REACTION, r->emoji, bot, sign * r->n) != 0)
		return -1;
	return r->giver > 0 ? add_tally(s, t, TALLY_NAMED, r->emoji, bot, sign * r->n) : 0;
}

int
sums_reaction(struct sums *s, const struct sums_reaction *r)
{
	const int64_t got[SUM_COUNT] = { [SUM_REACTIONS] = r->n,
	    [SUM_OWN] = r->giver > 0 && r->giver == r->author ? r->n : 0 };
	const int64_t given[SUM_COUNT] = { [SUM_GIVEN] = r->n };
	int bot = sums_is_bot(s, r->author);
	struct cursor c;
	struct target t;

	if (r->n == 0)
		return 0;
	if (bot < 0 || sums_targets(s, &c, r->chat, r->topic, r->at) != 0)
		return -1;
	while (sums_target(&c, &t)) {
		if (sums_reaction_tallies(s, &t, r, bot != 0, 1) != 0 || (r->emoji != EMOJI_PAID &&
		    add_pair(s, &t, PAIR_FAN, r->giver, r->author, 0, r->n) != 0))
			return -1;
		if (r->emoji != EMOJI_PAID && (add_act(s, &t, r->author, got, 1) != 0 ||
		    (r->giver > 0 && add_act(s, &t, r->giver, given, 1) != 0)))
			return -1;
	}
	return 0;
}

int
sums_passage(struct sums *s, int64_t chat, int64_t at, int64_t member, bool joined, int sign)
{
	int bot = sums_is_bot(s, member);
	struct cursor c;
	struct target t;

	/* People join the chat, not one of its topics. */
	if (bot < 0 || sums_targets(s, &c, chat, TOPIC_UNKNOWN, at) != 0)
		return -1;
	while (sums_target(&c, &t))
		if (add_tally(s, &t, TALLY_PASSAGE, joined, bot != 0, sign) != 0)
			return -1;
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
