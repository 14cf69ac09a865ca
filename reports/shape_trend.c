/*
 * How often a pattern matches, period by period.
 */
#include "lib/locale.h"
#include "lib/map.h"
#include "reports/match.h"
#include "reports/period.h"

struct counted {
	int64_t	matches, messages, members;
};

struct trend {
	struct answer	*a;
	struct periods	 in;
	struct match	*match;
	struct map	 periods;	/* by number */
	struct counted	*list;
	size_t		 capacity;
	struct map	 writers;	/* period and member */
};

static struct counted *
counted_of(struct trend *t, int64_t number)
{
	bool made;
	int64_t i = map_make(&t->periods, number, 0, 0, &made);

	if (i < 0 || map_grow(&t->list, &t->capacity, (size_t)i, sizeof(*t->list)) != 0)
		return NULL;
	if (made)
		t->list[i] = (struct counted){ 0, 0, 0 };
	return &t->list[i];
}

static int
take_message(struct trend *t, int64_t number, int64_t member, int64_t matches)
{
	struct counted *c = counted_of(t, number);
	bool made = false;

	if (c == NULL || (member != 0 && map_make(&t->writers, number, member, 0, &made) < 0))
		return -1;
	c->matches += matches;
	c->messages++;
	c->members += made;
	return 0;
}

static int
take_text(struct answer *a, struct stmt *s, void *cookie)
{
	struct trend *t = cookie;
	size_t length;
	const char *text = col_text(s, 2, &length);
	int64_t n = match_count(t->match, text, length);

	return n <= 0 ? (int)n : take_message(t, period_number(&t->in, a->places[a->chat].scope.zone,
	    col_int(s, 0)), col_int(s, 1), n);
}

static int
fill(void *cookie, const struct period_row *r)
{
	struct trend *t = cookie;
	int64_t i = map_find(&t->periods, r->number, 0, 0);
	struct counted c = i >= 0 ? t->list[i] : (struct counted){ 0, 0, 0 };

	answer_set(t->a, r->row, "matches", c.matches);
	answer_set(t->a, r->row, "messages", c.messages);
	answer_set(t->a, r->row, "members", c.members);
	return 0;
}

int
shape_trend(struct answer *a)
{
	static const char texts[] = "SELECT at, member, text FROM message WHERE chat = :chat"
	    " AND (day, at) >= (:first, :since) AND (day, at) < (:last, :until)"
	    " AND (:topic = 0 OR topic = :topic_stored) AND (:member = 0 OR member = :member)"
	    " AND text IS NOT NULL"
	    " AND (:member <> 0 OR member NOT IN (SELECT member FROM member WHERE bot = :hidden))";
	struct trend t = { .a = a };
	int ret = -1;

	a->table.by = table_column(&a->table, "messages");
	a->table.coverage.reads = READS_TEXTS;
	if (period_open(&t.in, a) == 0 && period_title(&t.in, N_("Messages that match per")) == 0 &&
	    (t.match = match_open(a->request->match)) != NULL && answer_each(a, texts, take_text, &t) == 0)
		ret = period_rows(&t.in, fill, &t);
	match_close(t.match);
	map_free(&t.writers);
	map_free(&t.periods);
	free(t.list);
	period_close(&t.in);
	return ret;
}
