#include "ingest/reach.h"

#include <stdbool.h>
#include <stdlib.h>

struct stretch {
	int64_t	since, until;
	bool	dirty;		/* not as it is stored */
};

void
reach_clear(struct reach *r)
{
	map_clear(&r->chats);
}

void
reach_free(struct reach *r)
{
	map_free(&r->chats);
	free(r->list);
}

int
reach_add(struct reach *r, int64_t chat, int64_t at)
{
	bool made;
	int64_t i = map_make(&r->chats, chat, 0, 0, &made);
	struct stretch *c;

	if (i < 0 || map_grow(&r->list, &r->capacity, (size_t)i, sizeof(*c)) != 0)
		return -1;
	c = &r->list[i];
	if (made)
		*c = (struct stretch){ at, at, true };
	if (at < c->since || at > c->until)
		c->dirty = true;
	c->since = at < c->since ? at : c->since;
	c->until = at > c->until ? at : c->until;
	return 0;
}

int64_t
reach_since(const struct reach *r, size_t i)
{
	return r->list[i].since;
}

static struct stmt *
prepare(struct db *db, const char *sql, int64_t chat, int64_t source, int64_t since, int64_t until)
{
	struct stmt *s = db_stmt(db, sql);

	stmt_int(s, ":chat", chat);
	stmt_int(s, ":source", source);
	stmt_int(s, ":since", since);
	stmt_int(s, ":until", until);
	return s;
}

static int
write_stretch(struct db *db, int64_t chat, int64_t source, const struct stretch *c)
{
	int64_t since = c->since, until = c->until;
	struct stmt *s = prepare(db, "SELECT min(since), max(until) FROM coverage WHERE chat = :chat"
	    " AND source = :source AND since <= :until AND until >= :since", chat, source, since, until);

	if (stmt_step(s) != 1)
		return -1;
	if (!col_null(s, 0)) {
		since = col_int(s, 0) < since ? col_int(s, 0) : since;
		until = col_int(s, 1) > until ? col_int(s, 1) : until;
	}
	stmt_reset(s);
	return stmt_run(prepare(db, "DELETE FROM coverage WHERE chat = :chat AND source = :source"
	    " AND since <= :until AND until >= :since", chat, source, since, until)) != 0 ||
	    stmt_run(prepare(db, "INSERT INTO coverage (chat, source, since, until)"
	    " VALUES (:chat, :source, :since, :until)", chat, source, since, until)) != 0 ? -1 : 0;
}

int
reach_write(struct reach *r, struct db *db, int64_t source)
{
	for (size_t i = 0; i < r->chats.count; i++) {
		struct stretch *c = &r->list[i];

		if (c->dirty && write_stretch(db, r->chats.keys[i].a, source, c) != 0)
			return -1;
		c->dirty = false;
	}
	return 0;
}
