#include "ingest/migrate.h"

#include "ingest/record.h"
#include "lib/digest.h"
#include "lib/message.h"

#define SUPERGROUPS	INT64_C(-1000000000000)	/* their ids are below this, those of basic groups above */

bool
migrate_possible(int64_t old_id, int64_t new_id)
{
	return old_id < 0 && old_id > SUPERGROUPS && new_id < SUPERGROUPS;
}

/* The number of a chat, 0 where there is none, and the chat that it moved to. */
static int
find(const struct migrate *g, int64_t chat_id, int64_t *chat, int64_t *moved_to)
{
	struct stmt *s = db_stmt(g->db, "SELECT chat, coalesce(moved_to, 0) FROM chat"
	    " WHERE chat_id = :chat_id");
	int step;

	*chat = *moved_to = 0;
	stmt_int(s, ":chat_id", chat_id);
	if ((step = stmt_step(s)) == 1) {
		*chat = col_int(s, 0);
		*moved_to = col_int(s, 1);
		stmt_reset(s);
	}
	return step < 0 ? -1 : 0;
}

static int
set_id(const struct migrate *g, int64_t chat, int64_t chat_id, enum chat_type type)
{
	struct stmt *s = db_stmt(g->db, "UPDATE chat SET chat_id = :chat_id, type = :type"
	    " WHERE chat = :chat");

	stmt_int(s, ":chat_id", chat_id);
	stmt_int(s, ":type", type);
	stmt_int(s, ":chat", chat);
	return stmt_run(s);
}

/* A chat that is none any more: its sums answer nothing, and rollup takes them away. */
static int
give_up(const struct migrate *g, int64_t chat, int64_t to)
{
	static const char *const texts[] = {
		"UPDATE chat SET live = max(live, (SELECT o.live FROM chat AS o WHERE o.chat = :chat)),"
		" text = min(text, (SELECT o.text FROM chat AS o WHERE o.chat = :chat)) WHERE chat = :to",
		"UPDATE chat SET live = 0, moved_to = :to WHERE chat = :chat",
	};

	if (scope_retire(g->db, chat) != 0 || digest_move(g->db, chat, to) != 0)
		return -1;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct stmt *s = db_stmt(g->db, texts[i]);

		stmt_int(s, ":chat", chat);
		stmt_int(s, ":to", to);
		if (stmt_run(s) != 0)
			return -1;
	}
	return 0;
}

/* The other id of a chat, under which it is found, too. */
static int
add_id(const struct migrate *g, int64_t old_id, int64_t to)
{
	struct stmt *s = db_stmt(g->db, "INSERT INTO chat (chat_id, type, zone, moved_to)"
	    " SELECT :old_id, :type, zone, chat FROM chat WHERE chat = :to");

	stmt_int(s, ":old_id", old_id);
	stmt_int(s, ":type", CHAT_GROUP);
	stmt_int(s, ":to", to);
	return stmt_run(s);
}

/* Whether a chat has neither messages nor topics: 1, 0 or -1. */
static int
is_empty(const struct migrate *g, int64_t chat)
{
	struct stmt *s = db_stmt(g->db, "SELECT forum = 0 AND NOT EXISTS (SELECT 1 FROM message"
	    " WHERE key BETWEEN :first AND :last) FROM chat WHERE chat = :chat");
	int64_t empty = 0;

	stmt_int(s, ":first", message_key(chat, MESSAGE_ID_LEAST));
	stmt_int(s, ":last", message_key(chat, MESSAGE_ID_MOST));
	stmt_int(s, ":chat", chat);
	return stmt_number(s, &empty) < 0 ? -1 : empty != 0;
}

int
migrate_link(const struct migrate *g, int64_t old_id, int64_t new_id, bool *fresh)
{
	int64_t old, new, moved_to, new_moved_to;
	int empty = 0;

	*fresh = false;
	if (find(g, old_id, &old, &moved_to) != 0 || find(g, new_id, &new, &new_moved_to) != 0)
		return -1;
	if (moved_to != 0 || new_moved_to != 0 || (old == 0 && new == 0))
		return 0;
	*fresh = true;
	if (people_flush(g->people) != 0 || sums_flush(g->sums) != 0)
		return -1;
	if (old == 0)
		return add_id(g, old_id, new);
	if (new == 0)
		return set_id(g, old, new_id, CHAT_SUPERGROUP) != 0 ? -1 : add_id(g, old_id, old);
	/* The group's settings stay where the supergroup is only just known. */
	if ((empty = is_empty(g, new)) < 0)
		return -1;
	if (empty == 0)
		return give_up(g, old, new);
	return set_id(g, new, 0, CHAT_GROUP) != 0 || set_id(g, old, new_id, CHAT_SUPERGROUP) != 0 ||
	    set_id(g, new, old_id, CHAT_GROUP) != 0 ? -1 : give_up(g, new, old);
}
