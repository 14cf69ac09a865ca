/*
 * Conversations, period by period.
 */
#include "lib/locale.h"
#include "lib/map.h"
#include "lib/talk.h"
#include "reports/period.h"
#include "reports/stored.h"

/* A conversation and the period of its first message. */
struct found {
	int64_t	number, messages, seconds;
};

struct conversations {
	struct periods	 in;
	size_t		 chat;		/* that is being read */
	struct found	*list;
	size_t		 count, capacity, next;
};

static int
take_talk(void *cookie, const struct talk *t)
{
	struct conversations *c = cookie;
	const struct answer *a = c->in.a;

	if (a->member != 0 && t->member != a->member)
		return 0;
	if (map_grow(&c->list, &c->capacity, c->count, sizeof(*c->list)) != 0)
		return -1;
	c->list[c->count++] = (struct found){
	    period_number(&c->in, a->places[c->chat].scope.zone, t->at), t->messages, t->seconds };
	return 0;
}

static int
read_stored(struct conversations *c, const struct scope *p, const struct stored *stored)
{
	struct stmt *s = db_stmt(c->in.a->db, "SELECT at, member, messages, seconds FROM main.talk"
	    " WHERE scope = :scope AND day BETWEEN :first AND :last");
	int step;

	stmt_int(s, ":scope", p->scope);
	stmt_int(s, ":first", stored->first);
	stmt_int(s, ":last", stored->last);
	while ((step = stmt_step(s)) == 1)
		if (take_talk(c, &(struct talk){ .at = col_int(s, 0), .member = col_int(s, 1),
		    .messages = col_int(s, 2), .seconds = col_int(s, 3) }) != 0)
			return stmt_stop(s);
	return step;
}

static int
read_all(struct conversations *c)
{
	const struct talk_taker taker = { .conversation = take_talk, .cookie = c };
	struct answer *a = c->in.a;
	int ret = 0;

	for (c->chat = 0; ret == 0 && c->chat < a->count; c->chat++) {
		const struct scope *p = &a->places[c->chat].scope;
		struct stored stored;

		ret = stored_split(a, c->chat, false, &stored);
		if (ret == 0)
			ret = read_stored(c, p, &stored);
		for (size_t i = 0; ret == 0 && i < stored.count; i++)
			ret = talk_derive(a->db, p, stored.spans[i].since, stored.spans[i].until, &taker);
		stored_free(&stored);
	}
	return ret;
}

static int
by_messages(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return x->messages < y->messages ? -1 : x->messages > y->messages;
}

static int
by_seconds(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	return x->seconds < y->seconds ? -1 : x->seconds > y->seconds;
}

/* The median is the value of rank n / 2, rounded up. */
static int
fill(void *cookie, const struct period_row *r)
{
	struct conversations *c = cookie;
	struct answer *a = c->in.a;
	struct found *list;
	size_t n = 0;

	while (c->next < c->count && c->list[c->next].number < r->number)
		c->next++;
	list = &c->list[c->next];
	while (c->next + n < c->count && list[n].number == r->number)
		n++;
	answer_set(a, r->row, "conversations", (int64_t)n);
	if (n == 0)
		return 0;
	answer_set(a, r->row, "median_messages", list[(n - 1) / 2].messages);
	qsort(list, n, sizeof(*list), by_seconds);
	answer_set(a, r->row, "median_seconds", list[(n - 1) / 2].seconds);
	return 0;
}

int
shape_conversations(struct answer *a)
{
	struct conversations c = { .list = NULL };
	int ret = -1;

	a->table.by = table_column(&a->table, "conversations");
	if (period_open(&c.in, a) == 0 && period_title(&c.in, N_("Conversations per")) == 0 &&
	    read_all(&c) == 0) {
		if (c.count > 0)
			qsort(c.list, c.count, sizeof(*c.list), by_messages);
		ret = period_rows(&c.in, fill, &c);
	}
	period_close(&c.in);
	free(c.list);
	return ret;
}
