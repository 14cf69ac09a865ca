#include "ingest/rows.h"

#include "lib/date.h"

/* Binds what versions of a message may differ in, and its key. */
static void
bind_version(struct stmt *s, const struct message *m)
{
	stmt_int(s, ":key", m->key);
	stmt_int(s, ":member", m->member);
	stmt_int(s, ":kind", m->kind);
	stmt_int(s, ":flags", m->flags);
	stmt_int(s, ":words", m->words);
	stmt_int(s, ":chars", m->chars);
	stmt_int(s, ":links", m->links);
	stmt_int(s, ":emoji", m->emoji);
	stmt_int(s, ":edited", m->edited);
	stmt_int(s, ":topic", m->topic);
	stmt_int(s, ":reply_to", m->reply_to);
	stmt_int_or_null(s, ":to_member", m->answered, m->to_member);
	stmt_int_or_null(s, ":wait", m->answered, m->wait);
}

int
rows_insert(struct db *db, const struct message *m, const struct content *c)
{
	struct stmt *s = db_stmt(db, "INSERT INTO message (key, member, kind, flags, words, chars, links,"
	    " emoji, edited, topic, reply_to, to_member, wait, chat, day, at, text, terms, gaps)"
	    " VALUES (:key, :member, :kind, :flags, :words, :chars, :links, :emoji,"
	    " :edited, :topic, :reply_to, :to_member, :wait, :chat, :day, :at, :text, :terms, :gaps)");

	bind_version(s, m);
	stmt_int(s, ":chat", m->chat);
	stmt_int(s, ":day", date_div(m->at, DATE_SECONDS));
	stmt_int(s, ":at", m->at);
	content_bind(s, c);
	return stmt_run(s);
}

int
rows_update(struct db *db, const struct message *m)
{
	struct stmt *s = db_stmt(db, "UPDATE message SET member = :member, kind = :kind, flags = :flags,"
	    " words = :words, chars = :chars, links = :links, emoji = :emoji, edited = :edited,"
	    " topic = :topic, reply_to = :reply_to, to_member = :to_member, wait = :wait"
	    " WHERE key = :key");

	bind_version(s, m);
	return stmt_run(s);
}

bool
rows_renew(struct message *m, const struct message *version)
{
	if (version->edited <= m->edited)
		return false;
	m->kind = version->kind;
	m->flags = version->flags | (m->flags & (MESSAGE_PLACED | MESSAGE_HIDDEN));
	m->words = version->words;
	m->chars = version->chars;
	m->links = version->links;
	m->emoji = version->emoji;
	m->edited = version->edited;
	return true;
}
