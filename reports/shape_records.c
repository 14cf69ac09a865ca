/*
 * Records: the longest, the most, the earliest.
 */
#include "lib/log.h"
#include "lib/talk.h"
#include "reports/coverage.h"
#include "reports/people.h"

enum { LEAST_MESSAGES = 50, HOUR_SECONDS = 3600 };	/* of an owl or a bird */

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
	int64_t		 last;		/* its latest message; -1: none */
	int64_t		 hour, messages;	/* its latest local hour, and the messages in it */
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

/* A message, in order; what was not recorded was not silent. */
static void
take_message(struct contest *c, const struct zone *zone, int64_t at, int64_t member, int64_t chars)
{
	int64_t hour = date_div(zone_local(zone, at), HOUR_SECONDS);

	if (people_ranked(&c->people, member))
		claim(c, LONGEST_MESSAGE, chars, 1, member, at);
	if (c->last >= 0 && coverage_extent(&c->covered, c->last, at) == EXTENT_ALL)
		claim(c, LONGEST_SILENCE, at - c->last, 1, 0, c->last);
	if (hour != c->hour)
		c->messages = 0;
	c->hour = hour;
	claim(c, BUSIEST_HOUR, ++c->messages, 1, 0, zone_instant(zone, hour * HOUR_SECONDS));
	c->last = at;
}

static int
read_chat(struct contest *c, size_t chat)
{
	const struct talk_taker taker = { .monologue = take_monologue, .cookie = c };
	struct answer *a = c->a;
	const struct scope *p = &a->places[chat].scope;
	const struct span *span = &a->spans[chat];
	struct stmt *s = db_stmt(a->db, "SELECT at, member, chars FROM message WHERE chat = :chat"
	    " AND day BETWEEN :first AND :last AND at >= :since AND at < :until"
	    " AND (:topic = 0 OR topic = :topic_stored) ORDER BY day, at, key");
	int step;

	if (coverage_load(a->db, p->chat, &c->covered) != 0)
		return -1;
	c->last = c->hour = -1;
	window_bind(s, p, span);
	while ((step = stmt_step(s)) == 1)
		take_message(c, p->zone, col_int(s, 0), col_int(s, 1), col_int(s, 2));
	return step != 0 ? -1 : talk_derive(a->db, p, span->since, span->until, &taker);
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
