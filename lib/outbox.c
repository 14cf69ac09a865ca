#include "lib/outbox.h"

#include "lib/cache.h"

int
outbox_add(struct db *db, const struct outbox_item *item, int64_t now, bool *added)
{
	struct stmt *s = db_stmt(db, "INSERT INTO outbox (once, chat_id, topic, reply_to, edits,"
	    " captioned, class, text,"
	    " keyboard, made_at, not_before, photo, file) VALUES (:once, :chat_id, :topic, :reply_to, :edits,"
	    " :captioned, :class, :text, :keyboard, :now, 0, :photo, :file)"
	    " ON CONFLICT (once) DO NOTHING");

	stmt_text(s, ":once", item->once);
	stmt_int(s, ":chat_id", item->chat_id);
	stmt_int(s, ":topic", item->topic);
	stmt_int(s, ":reply_to", item->reply_to);
	stmt_int(s, ":edits", item->edits);
	stmt_int(s, ":captioned", item->captioned);
	stmt_int(s, ":class", item->class);
	stmt_text(s, ":text", item->text);
	stmt_text(s, ":keyboard", item->keyboard);
	stmt_int(s, ":now", now);
	stmt_blob(s, ":photo", item->photo, item->photo_size);
	stmt_text(s, ":file", item->file);
	return stmt_changed(s, added);
}

int
outbox_forget(struct db *db, int64_t member_id)
{
	/* A full scan of outbox, and a full scan of ask: they hold days, not years. */
	struct stmt *s = db_stmt(db, "DELETE FROM outbox WHERE chat_id = :member_id"
	    " OR instr(text, :member_id) > 0");

	stmt_int(s, ":member_id", member_id);
	if (stmt_run(s) != 0)
		return -1;
	/* A picture may show a name: a full scan of picture, as short. */
	if (stmt_run(db_stmt(db, "DELETE FROM picture")) != 0)
		return -1;
	cache_clear(db_path(db));
	/* Questions name members as they please: those about somebody go, whoever that is. */
	s = db_stmt(db, "DELETE FROM ask WHERE (member_id = :member_id AND state > 0)"
	    " OR instr(question, '@') > 0");
	stmt_int(s, ":member_id", member_id);
	if (stmt_run(s) != 0)
		return -1;
	s = db_stmt(db, "DELETE FROM own WHERE member_id = :member_id");
	stmt_int(s, ":member_id", member_id);
	return stmt_run(s);
}

int
outbox_hide(struct db *db, int64_t chat_id, int64_t member_id)
{
	struct stmt *s = db_stmt(db, "UPDATE ask SET member_id = 0,"
	    " chat_id = CASE WHEN private THEN 0 ELSE chat_id END,"
	    " once = CASE WHEN private THEN 'ask:' || ask ELSE once END WHERE member_id = :member_id"
	    " AND state > 0 AND (:chat_id = 0 OR chat_id = :chat_id)");

	stmt_int(s, ":member_id", member_id);
	stmt_int(s, ":chat_id", chat_id);
	return stmt_run(s);
}
