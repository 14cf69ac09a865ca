/*
 * Records: the longest, the most, the earliest.
 */
#include "lib/feat.h"
#include "reports/coverage.h"
#include "reports/people.h"
#include "reports/stored.h"

enum { LEAST_MESSAGES = 50 };	/* of an owl or a bird */

enum record { LONGEST_MESSAGE, LONGEST_MONOLOGUE, MOST_SHOUTING, MOST_QUESTIONS, NIGHT_OWL, EARLY_BIRD,
    LONGEST_SILENCE, BUSIEST_HOUR, MOST_EDITED, RECORDS };

static const struct {
	const char	*name;
	const char	*unit;
	enum unit	 shown;
} records[RECORDS] = {
	[LONGEST_MESSAGE] = { "longest message", "characters", UNIT_COUNT },
	[LONGEST_MONOLOGUE] = { "longest monologue", "messages", UNIT_COUNT },
	[MOST_SHOUTING] = { "most shouting", "messages", UNIT_COUNT },
	[MOST_QUESTIONS] = { "most questions", "messages", UNIT_COUNT },
	[NIGHT_OWL] = { "night owl", "percent", UNIT_PERCENT },
	[EARLY_BIRD] = { "early bird", "percent", UNIT_PERCENT },
	[LONGEST_SILENCE] = { "longest silence", "seconds", UNIT_SECONDS },
	[BUSIEST_HOUR] = { "busiest hour", "messages", UNIT_COUNT },
	[MOST_EDITED] = { "most edited", "messages", UNIT_COUNT }
};

/* A record as far as it is known; of is what value is a part of, else 1. */
struct holder {
	int64_t	value, of, member, at;	/* at -1: no instant; value 0: none */
};

struct contest {
	struct answer	*a;
	struct people	 people;
	struct holder	 best[RECORDS];
	struct covered	 covered;	/* of the chat that is being read */
	struct feat_day	 messages;	/* of the span that is being derived */
};

/* Of equals the first one keeps a record; of members, the one with the lower id. */
static void
claim(struct contest *c, enum record which, int64_t value, int64_t of, int64_t member, int64_t at)
{
	struct holder *h = &c->best[which];
	int64_t more = h->of == 0 ? value : value * h->of - h->value * of;

	if (value > 0 && (more > 0 || (more == 0 && (at >= 0 ? at < h->at :
	    people_compare(&c->people, member, h->member) < 0))))
		*h = (struct holder){ value, of, member, at };
}

static int
take_deeds(struct answer *a, struct stmt *s, void *cookie)
{
	struct contest *c = cookie;
	int64_t member = col_int(s, 0), messages = col_int(s, 1);

	(void)a;
	if (!people_ranked(&c->people, member))
		return 0;
	claim(c, MOST_QUESTIONS, col_int(s, 2), 1, member, -1);
	claim(c, MOST_SHOUTING, col_int(s, 3), 1, member, -1);
	claim(c, MOST_EDITED, col_int(s, 4), 1, member, -1);
	if (messages >= LEAST_MESSAGES) {
		claim(c, NIGHT_OWL, col_int(s, 5), messages, member, -1);
		claim(c, EARLY_BIRD, col_int(s, 6), messages, member, -1);
	}
	return 0;
}

static int
take_monologue(void *cookie, const struct talk *t)
{
	struct contest *c = cookie;

	if (people_ranked(&c->people, t->member))
		claim(c, LONGEST_MONOLOGUE, t->messages, 1, t->member, t->at);
	return 0;
}

static bool
recorded(void *cookie, int64_t since, int64_t until)
{
	const struct contest *c = cookie;

	return coverage_extent(&c->covered, since, until) == EXTENT_ALL;
}

static int
take_message(void *cookie, const struct said *m, int64_t before)
{
	struct contest *c = cookie;

	(void)before;
	feat_message(&c->messages, m, !people_ranked(&c->people, m->member));
	return 0;
}

/* What days and spans have in common with records. */
static void
claim_feat(struct contest *c, enum feat what, const struct feat_best *best)
{
	static const enum record records_of[FEAT_COUNT] = { [FEAT_MESSAGE] = LONGEST_MESSAGE,
	    [FEAT_MONOLOGUE] = LONGEST_MONOLOGUE, [FEAT_SILENCE] = LONGEST_SILENCE,
	    [FEAT_HOUR] = BUSIEST_HOUR };

	claim(c, records_of[what], best->value, 1, best->member, best->at);
}

/* The latest message of the window before a span of it. */
static int
find_last(struct contest *c, size_t chat, const struct span *span)
{
	struct answer *a = c->a;
	const struct scope *p = &a->places[chat].scope;
	struct stmt *s = db_stmt(a->db, "SELECT at FROM message WHERE chat = :chat"
	    " AND day BETWEEN :first AND :last AND at >= :since AND at < :until"
	    " AND (:topic = 0 OR topic = :topic_stored) ORDER BY day DESC, at DESC LIMIT 1");

	c->messages = (struct feat_day){ .scope = p, .last = -1, .hour = -1, .recorded = recorded,
	    .cookie = c };
	window_bind(s, p, &(struct span){ SPAN_FIXED, a->spans[chat].since, span->since });
	return stmt_number(s, &c->messages.last) < 0 ? -1 : 0;
}

static int
derive(struct contest *c, size_t chat, const struct span *span)
{
	const struct talk_taker taker = { .message = take_message, .monologue = take_monologue, .cookie = c };

	if (find_last(c, chat, span) != 0 || talk_derive(c->a->db, &c->a->places[chat].scope, span->since,
	    span->until, &taker) != 0)
		return -1;
	claim_feat(c, FEAT_MESSAGE, &c->messages.best[FEAT_MESSAGE]);
	claim_feat(c, FEAT_SILENCE, &c->messages.best[FEAT_SILENCE]);
	claim_feat(c, FEAT_HOUR, &c->messages.best[FEAT_HOUR]);
	return 0;
}

/* A day's longest silence may begin before the window, or not be recorded: then a shorter one counts. */
static int
read_stored(struct contest *c, size_t chat, struct stored *stored)
{
	const struct scope *p = &c->a->places[chat].scope;
	struct stmt *s = db_stmt(c->a->db, "SELECT day, what, at, member, value FROM main.feat"
	    " WHERE scope = :scope AND day BETWEEN :first AND :last AND what BETWEEN 1 AND 4");
	int step, ret = 0;

	stmt_int(s, ":scope", p->scope);
	stmt_int(s, ":first", stored->first);
	stmt_int(s, ":last", stored->last);
	while (ret == 0 && (step = stmt_step(s)) == 1) {
		struct feat_best best = { col_int(s, 2), col_int(s, 3), col_int(s, 4) };
		int64_t day = col_int(s, 0);

		if (col_int(s, 1) == FEAT_SILENCE && (best.at < c->a->spans[chat].since ||
		    (best.value >= c->best[LONGEST_SILENCE].value &&
		    !recorded(c, best.at, best.at + best.value))))
			ret = stored_derive(stored, zone_day_start(p->zone, day),
			    zone_day_start(p->zone, day + 1));
		else
			claim_feat(c, (enum feat)col_int(s, 1), &best);
	}
	stmt_reset(s);
	return ret != 0 || step < 0 ? -1 : 0;
}

static int
read_chat(struct contest *c, size_t chat)
{
	struct answer *a = c->a;
	struct stored stored = { .spans = NULL };
	int ret = coverage_load(a->db, a->places[chat].scope.chat, a->request->now, &c->covered);

	if (ret == 0)
		ret = stored_split(a, chat, c->people.bots, &stored);
	if (ret == 0)
		ret = read_stored(c, chat, &stored);
	for (size_t i = 0; ret == 0 && i < stored.count; i++)
		ret = derive(c, chat, &stored.spans[i]);
	stored_free(&stored);
	return ret;
}

static int
add_record(struct answer *a, enum record which, const struct holder *h)
{
	int64_t row = answer_row(a);

	if (row < 0 || answer_set_text(a, row, "record", records[which].name) != 0 ||
	    answer_set_text(a, row, "unit", records[which].unit) != 0 ||
	    (h->member != 0 && answer_set_member(a, row, "member_id", "member", h->member) != 0))
		return -1;
	answer_set_measure(a, row, "value", records[which].shown,
	    records[which].shown == UNIT_PERCENT ? answer_tenths(100 * h->value, h->of) : h->value);
	if (h->at >= 0)
		answer_set(a, row, "at", h->at);
	return 0;
}

int
shape_records(struct answer *a)
{
	struct contest c = { .a = a };
	int ret = people_load(a, &c.people);

	if (ret == 0)
		ret = answer_run(a, a->report->sql, 0, take_deeds, &c);
	for (size_t i = 0; ret == 0 && i < a->count; i++)
		ret = read_chat(&c, i);
	for (int i = 0; ret == 0 && i < RECORDS; i++)
		if (c.best[i].value > 0)
			ret = add_record(a, (enum record)i, &c.best[i]);
	people_free(&c.people);
	free(c.covered.list);
	return ret;
}
