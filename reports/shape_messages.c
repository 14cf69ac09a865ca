/*
 * Reports of single messages.
 */
#include "lib/feat.h"
#include "lib/map.h"
#include "lib/message.h"
#include "lib/text.h"
#include "reports/stored.h"

#define SUPERGROUPS	INT64_C(-1000000000000)	/* ids of chats below: they have links */
#define ACCOUNT_SHIFT	INT64_C(1000000000)	/* ids of basic groups are stored less this: ingest/ids.h */

enum { EXCERPT_CELLS = 60, LINK_SIZE = 128 };

struct found {
	int64_t	key, rank;	/* rank: what they are chosen by, the largest first */
	size_t	chat;
};

struct list {
	struct found	*found;
	size_t		 count, capacity;
};

static int
take_found(struct answer *a, struct stmt *s, void *cookie)
{
	struct list *l = cookie;

	if (map_grow(&l->found, &l->capacity, l->count, sizeof(*l->found)) != 0)
		return -1;
	l->found[l->count++] = (struct found){ col_int(s, 0), col_int(s, 1), a->chat };
	return 0;
}

static int
by_rank(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank > y->rank ? -1 : 1;
	return x->key < y->key ? -1 : x->key > y->key;
}

/* The address that Telegram gives a message, where it gives one. */
static int
set_link(struct answer *a, int64_t row, size_t chat, int64_t id)
{
	int64_t chat_id = a->table.chats[chat].id;
	struct stmt *s = db_stmt(a->db, "SELECT username FROM chat WHERE chat = :chat");
	char link[LINK_SIZE];

	if (chat_id >= SUPERGROUPS || id <= 0)
		return 0;
	stmt_int(s, ":chat", a->places[chat].scope.chat);
	if (stmt_step(s) != 1)
		return -1;
	if (col_null(s, 0))
		snprintf(link, sizeof(link), "https://t.me/c/%lld/%lld", (long long)(SUPERGROUPS - chat_id),
		    (long long)id);
	else
		snprintf(link, sizeof(link), "https://t.me/%.64s/%lld", col_text(s, 0, NULL), (long long)id);
	stmt_reset(s);
	return answer_set_text(a, row, "link", link);
}

static int
set_excerpt(struct answer *a, int64_t row, const char *text)
{
	char excerpt[EXCERPT_CELLS * 16];

	text_cut(excerpt, sizeof(excerpt), text, EXCERPT_CELLS);
	return answer_set_text(a, row, "excerpt", excerpt);
}

/* A message's id as its chat has it, and when it was. */
static void
set_message(struct answer *a, int64_t row, const struct found *f, int64_t at)
{
	int64_t chat_id = a->table.chats[f->chat].id, id = message_id(f->key);

	if (chat_id >= SUPERGROUPS && id < 0)
		id += ACCOUNT_SHIFT;
	/* A group's message that is stored by a number of our own has none that is known. */
	if (chat_id < SUPERGROUPS || id > 0)
		answer_set(a, row, "message_id", id);
	answer_set(a, row, "at", at);
}

/* A row for a message, with what all these reports say of one; -1 after logging. */
static int64_t
add_message(struct answer *a, const struct found *f)
{
	struct stmt *s = db_stmt(a->db, "SELECT at, member, text FROM message WHERE key = :key");
	int64_t row = answer_row(a), member;
	int ret = 0;

	stmt_int(s, ":key", f->key);
	if (row < 0 || stmt_step(s) != 1)
		return -1;
	set_message(a, row, f, col_int(s, 0));
	member = col_int(s, 1);
	if (!col_null(s, 2) && col_text(s, 2, NULL)[0] != '\0')
		ret = set_excerpt(a, row, col_text(s, 2, NULL));
	stmt_reset(s);
	if (ret != 0 || (member != 0 && answer_set_member(a, row, "member_id", "member", member) != 0) ||
	    set_link(a, row, f->chat, message_id(f->key)) != 0)
		return -1;
	return row;
}

static int
by_latest(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank > y->rank ? -1 : 1;
	return x->key > y->key ? -1 : x->key < y->key;
}

/* Runs the text on a part of the window of the chat that a->chat tells. */
static int
find_span(struct answer *a, const struct span *span, struct list *l)
{
	struct span window = a->spans[a->chat];
	int ret;

	a->spans[a->chat] = *span;
	ret = answer_run(a, a->report->sql, a->request->top, take_found, l);
	a->spans[a->chat] = window;
	return ret;
}

static int
find_stored(struct answer *a, const struct stored *stored, struct list *l)
{
	const struct place *p = &a->places[a->chat];
	/* Of days whose facts were purged the messages are gone. */
	struct stmt *s = db_stmt(a->db, "SELECT f.at, f.value FROM main.feat AS f WHERE f.scope = :scope"
	    " AND f.day BETWEEN :first AND :last AND f.what = 5"
	    " AND (:frozen = 0 OR EXISTS (SELECT 1 FROM message AS m WHERE m.key = f.at))");
	int step;

	stmt_int(s, ":scope", p->scope.scope);
	stmt_int(s, ":frozen", p->frozen_before != INT64_MIN);
	stmt_int(s, ":first", stored->first);
	stmt_int(s, ":last", stored->last);
	while ((step = stmt_step(s)) == 1)
		if (take_found(a, s, l) != 0)
			return stmt_stop(s);
	return step;
}

/* The messages with the most reactions are stored, a day, as far as rankings go; 0 or -1. */
static int
find_reacted(struct answer *a, struct list *l)
{
	bool whole = a->member != 0 || a->hidden != HIDE_NOBODY || a->request->top > FEAT_MESSAGES;
	int ret = 0;

	for (a->chat = 0; ret == 0 && a->chat < a->count; a->chat++) {
		struct stored stored;

		ret = stored_split(a, a->chat, whole, &stored);
		if (ret == 0)
			ret = find_stored(a, &stored, l);
		for (size_t i = 0; ret == 0 && i < stored.count; i++)
			ret = find_span(a, &stored.spans[i], l);
		stored_free(&stored);
	}
	a->chat = 0;
	return ret;
}

static int
find_each(struct answer *a, struct list *l)
{
	return answer_each(a, a->report->sql, take_found, l);
}

/* Those of all chats that come first, in their order; the list is to be freed in both cases. */
static int
find(struct answer *a, struct list *l, int (*all)(struct answer *, struct list *),
    int (*order)(const void *, const void *))
{
	a->table.coverage.reads = READS_FACTS;
	if (all(a, l) != 0)
		return -1;
	if (l->count > 0)
		qsort(l->found, l->count, sizeof(*l->found), order);
	if (l->count > (size_t)a->request->top)
		l->count = (size_t)a->request->top;
	return 0;
}

/* ----- reacted ----- */

static int
add_reacted(struct answer *a, const struct found *f)
{
	int64_t row = add_message(a, f);
	struct stmt *s;
	int ret;

	if (row < 0)
		return -1;
	answer_set(a, row, "reactions", f->rank);
	s = db_stmt(a->db, "SELECT e.text FROM reaction AS r JOIN emoji AS e USING (emoji)"
	    " WHERE r.key = :key AND r.emoji > 1 GROUP BY r.emoji ORDER BY sum(r.n) DESC, r.emoji LIMIT 1");
	stmt_int(s, ":key", f->key);
	ret = stmt_step(s) == 1 ? answer_set_text(a, row, "top_emoji", col_text(s, 0, NULL)) : -1;
	stmt_reset(s);
	return ret;
}

int
shape_reacted(struct answer *a)
{
	struct list l = { .found = NULL };
	int ret = find(a, &l, find_reacted, by_rank);

	for (size_t i = 0; ret == 0 && i < l.count; i++)
		ret = add_reacted(a, &l.found[i]);
	free(l.found);
	return ret;
}

/* ----- unanswered ----- */

/* The latest ones, the oldest of them first. */
int
shape_unanswered(struct answer *a)
{
	struct list l = { .found = NULL };
	int ret = find(a, &l, find_each, by_latest);

	for (size_t i = l.count; ret == 0 && i > 0; i--)
		ret = add_message(a, &l.found[i - 1]) < 0 ? -1 : 0;
	free(l.found);
	return ret;
}

/* ----- polls ----- */

static int
add_option(struct answer *a, const struct found *f, struct stmt *s)
{
	int64_t row = answer_row(a);

	if (row < 0)
		return -1;
	set_message(a, row, f, f->rank);
	if (!col_null(s, 2))
		answer_set(a, row, "votes", col_int(s, 2));
	return (!col_null(s, 0) && answer_set_text(a, row, "question", col_text(s, 0, NULL)) != 0) ||
	    (!col_null(s, 1) && answer_set_text(a, row, "option", col_text(s, 1, NULL)) != 0) ? -1 : 0;
}

static int
add_poll(struct answer *a, const struct found *f)
{
	struct stmt *s = db_stmt(a->db, "SELECT p.question, o.text, o.votes"
	    " FROM poll AS p JOIN poll_option AS o USING (key) WHERE key = :key ORDER BY o.option");
	int step;

	stmt_int(s, ":key", f->key);
	while ((step = stmt_step(s)) == 1)
		if (add_option(a, f, s) != 0)
			return stmt_stop(s);
	return step;
}

/* The latest one first: a chart shows it alone. */
int
shape_polls(struct answer *a)
{
	struct list l = { .found = NULL };
	int ret = find(a, &l, find_each, by_latest);

	for (size_t i = 0; ret == 0 && i < l.count; i++)
		ret = add_poll(a, &l.found[i]);
	a->table.by = table_column(&a->table, "votes");
	free(l.found);
	return ret;
}
