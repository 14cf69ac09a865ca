#include "ingest/history.h"

#include <stdlib.h>

#include "lib/message.h"

void
history_clear(struct histories *all)
{
	map_clear(&all->chats);
}

void
history_free(struct histories *all)
{
	map_free(&all->chats);
	free(all->list);
}

struct history *
history_of(struct histories *all, struct db *db, int64_t chat)
{
	bool made;
	int64_t i = map_make(&all->chats, chat, 0, 0, &made);
	struct history *h;
	struct stmt *s;

	if (i < 0 || map_grow(&all->list, &all->capacity, (size_t)i, sizeof(*h)) != 0)
		return NULL;
	h = &all->list[i];
	if (!made)
		return h;
	s = db_stmt(db, "SELECT max((SELECT coalesce(max(key), :none) FROM message"
	    "  WHERE key BETWEEN :none AND :end),"
	    " (SELECT coalesce(max(key), :none) FROM reactor WHERE key BETWEEN :none AND :end)),"
	    " max((SELECT coalesce(max(reply_to), 0) FROM message WHERE chat = :chat AND reply_to <> 0),"
	    " (SELECT coalesce(max(topic), 0) FROM topic WHERE chat = :chat)),"
	    " forum, text FROM chat WHERE chat = :chat");
	stmt_int(s, ":none", message_key(chat, MESSAGE_ID_LEAST));
	stmt_int(s, ":end", message_key(chat, MESSAGE_ID_MOST));
	stmt_int(s, ":chat", chat);
	if (stmt_step(s) != 1)
		return NULL;
	h->frontier = message_id(col_int(s, 0));
	if (col_int(s, 1) > h->frontier)
		h->frontier = col_int(s, 1);
	h->forum = col_int(s, 2) != 0;
	h->text = (enum policy)col_int(s, 3);
	stmt_reset(s);
	return h;
}

void
history_move(struct history *h, int64_t id)
{
	if (id > h->frontier)
		h->frontier = id;
}
