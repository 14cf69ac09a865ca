#include "ingest/history.h"

#include <stdlib.h>

#include "lib/clock.h"
#include "lib/log.h"
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

/* What a chat keeps, and for how long: columns of a row from one on. */
static int
read_limits(struct stmt *s, int column, struct history *h)
{
	const struct zone *zone = zone_find(col_text(s, column, NULL));
	int64_t now;

	if (zone == NULL)
		return log_fail(STATUS_FAILED, "time zone \"%s\" is not known to this system",
		    col_text(s, column, NULL));
	if (clock_now(&now) != 0)
		return -1;
	h->text = (enum policy)col_int(s, column + 1);
	h->texts_from = policy_limit(zone, now, col_int(s, column + 2));
	h->reactions = col_int(s, column + 3) != 0;
	h->frozen_before = col_int(s, column + 4);
	h->frozen_message = col_int(s, column + 5);
	h->blocked = col_int(s, column + 6) != 0;
	return 0;
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
	    " forum, (SELECT s.zone FROM scope AS s WHERE s.chat = :chat AND s.topic = 0 AND s.role = 0),"
	    " text, text_days, reactions, coalesce(frozen_before, :never), coalesce(frozen_message, :never),"
	    " blocked"
	    " FROM chat WHERE chat = :chat");
	stmt_int(s, ":never", INT64_MIN);
	stmt_int(s, ":none", message_key(chat, MESSAGE_ID_LEAST));
	stmt_int(s, ":end", message_key(chat, MESSAGE_ID_MOST));
	stmt_int(s, ":chat", chat);
	if (stmt_step(s) != 1)
		return NULL;
	h->frontier = message_id(col_int(s, 0));
	if (col_int(s, 1) > h->frontier)
		h->frontier = col_int(s, 1);
	h->forum = col_int(s, 2) != 0;
	made = read_limits(s, 3, h) == 0;
	stmt_reset(s);
	return made ? h : NULL;
}

void
history_move(struct history *h, int64_t id)
{
	if (id > h->frontier)
		h->frontier = id;
}
