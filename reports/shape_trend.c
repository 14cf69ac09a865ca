/*
 * How often a pattern matches, period by period.
 */
#include "lib/locale.h"
#include "lib/log.h"
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

/* Reads the texts of a chat's window. */
static int
read_texts(struct trend *t, const struct place *p, const struct span *span)
{
	struct stmt *s = db_stmt(t->a->db, "SELECT at, member, text FROM message WHERE chat = :chat"
	    " AND (day, at) >= (:first, :since) AND (day, at) < (:last, :until)"
	    " AND (:topic = 0 OR topic = :topic_stored) AND (:member = 0 OR member = :member)"
	    " AND text IS NOT NULL"
	    " AND (:member <> 0 OR member NOT IN (SELECT member FROM member WHERE bot = :hidden))");
	int step;

	window_bind(s, &p->scope, span);
	stmt_int(s, ":member", t->a->member);
	stmt_int(s, ":hidden", t->a->hidden);
	while ((step = stmt_step(s)) == 1) {
		size_t length;
		const char *text = col_text(s, 2, &length);
		int64_t n = match_count(t->match, text, length);

		if (n < 0 || (n > 0 && take_message(t, period_number(&t->in, p->scope.zone, col_int(s, 0)),
		    col_int(s, 1), n) != 0)) {
			stmt_reset(s);
			return -1;
		}
	}
	return step;
}

static int
add_row(struct trend *t, int64_t number, struct span *spans)
{
	bool cut;
	enum show show = period_cut(&t->in, number, spans, &cut);
	int64_t row, i = map_find(&t->periods, number, 0, 0);
	struct counted c = i >= 0 ? t->list[i] : (struct counted){ 0, 0, 0 };

	if (show == PERIOD_SKIPPED)
		return 0;
	if ((row = answer_row(t->a)) < 0)
		return -1;
	answer_set(t->a, row, "period", number);
	answer_set(t->a, row, "complete", show == PERIOD_WHOLE);
	if (show == PERIOD_UNKNOWN)
		return 0;
	answer_set(t->a, row, "matches", c.matches);
	answer_set(t->a, row, "messages", c.messages);
	answer_set(t->a, row, "members", c.members);
	return 0;
}

static int
fill(struct trend *t, struct span *spans)
{
	struct answer *a = t->a;
	int64_t number, last;

	for (size_t i = 0; i < a->count; i++)
		if (read_texts(t, &a->places[i], &a->spans[i]) != 0)
			return -1;
	if (period_range(&t->in, &number, &last))
		for (; number <= last; number = period_next(&t->in, number))
			if (add_row(t, number, spans) != 0)
				return -1;
	return 0;
}

int
shape_trend(struct answer *a)
{
	struct trend t = { .a = a };
	struct span *spans = calloc(a->count, sizeof(*spans));
	int ret = period_open(&t.in, a);

	a->table.by = table_column(&a->table, "messages");
	a->table.coverage.of_texts = true;
	if (spans == NULL)
		ret = log_fail(STATUS_FAILED, "out of memory");
	if (ret == 0)
		ret = period_title(&t.in, N_("Messages that match per"));
	if (ret == 0 && (t.match = match_open(a->request->match)) == NULL)
		ret = -1;
	if (ret == 0)
		ret = fill(&t, spans);
	match_close(t.match);
	map_free(&t.writers);
	map_free(&t.periods);
	free(t.list);
	period_close(&t.in);
	free(spans);
	return ret;
}
