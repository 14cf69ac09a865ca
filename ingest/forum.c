#include "ingest/forum.h"

#include <stdlib.h>

#include "lib/date.h"
#include "lib/recount.h"
#include "lib/scope.h"

int
forum_begin(struct forum *f, int64_t chat)
{
	struct stmt *s = db_stmt(f->db, "UPDATE chat SET forum = 1 WHERE chat = :chat AND forum = 0");
	struct scopes scopes = { 0 }, general = { 0 };
	int ret = -1;

	stmt_int(s, ":chat", chat);
	if (stmt_run(s) != 0)
		return -1;
	if (db_changes(f->db) == 0)
		return 0;
	if (sums_flush(f->sums) != 0 ||
	    scope_make(f->db, chat, TOPIC_GENERAL) != 0 || scope_load(f->db, chat, &scopes) != 0)
		return -1;
	for (size_t i = 0; i < scopes.count; i++)
		if (scopes.list[i].topic == TOPIC_GENERAL) {
			if (map_grow(&general.list, &general.capacity, general.count,
			    sizeof(*general.list)) != 0)
				goto out;
			general.list[general.count++] = scopes.list[i];
		}
	sums_only(f->sums, general.list, general.count);
	if (recount(f->db, f->sums, chat, TOPIC_GENERAL, DATE_FIRST, DATE_END) != 0 ||
	    sums_flush(f->sums) != 0)
		goto out;
	ret = 0;
out:
	sums_only(f->sums, NULL, 0);
	sums_reset(f->sums);
	free(scopes.list);
	free(general.list);
	return ret;
}

int
forum_topic(struct forum *f, int64_t chat, int64_t topic, bool *fresh)
{
	struct stmt *s;
	bool made;

	*fresh = false;
	if (map_make(&f->topics, chat, topic, 0, &made) < 0)
		return -1;
	if (!made)
		return 0;
	s = db_stmt(f->db, "INSERT INTO topic (chat, topic) VALUES (:chat, :topic) ON CONFLICT DO NOTHING");
	stmt_int(s, ":chat", chat);
	stmt_int(s, ":topic", topic);
	if (stmt_changed(s, fresh) != 0)
		return -1;
	if (!*fresh)
		return 0;
	if (forum_begin(f, chat) != 0 || sums_flush(f->sums) != 0 ||
	    scope_make(f->db, chat, topic) != 0)
		return -1;
	sums_reset(f->sums);	/* its scopes are new */
	return 0;
}

int
forum_is_topic(const struct forum *f, int64_t chat, int64_t id)
{
	struct stmt *s = db_stmt(f->db, "SELECT 1 FROM topic WHERE chat = :chat AND topic = :topic");
	int64_t one;

	stmt_int(s, ":chat", chat);
	stmt_int(s, ":topic", id);
	return stmt_number(s, &one);
}
