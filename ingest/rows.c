#include "ingest/rows.h"

#include "lib/bulk.h"
#include "lib/date.h"

int
rows_insert(struct db *db, const struct message *m, const struct content *c)
{
	struct bulk *b = db_bulk(db, BULK_MESSAGE, "INSERT OR FAIL INTO message (key, chat, day, at, member,"
	    " kind, flags, words, chars, links, emoji, edited, topic, reply_to, to_member, wait, terms, gaps,"
	    " text) SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18,"
	    " c19 FROM waiting");

	bulk_int(b, m->key);
	bulk_int(b, m->chat);
	bulk_int(b, date_div(m->at, DATE_SECONDS));
	bulk_int(b, m->at);
	bulk_int(b, m->member);
	bulk_int(b, m->kind);
	bulk_int(b, m->flags);
	bulk_int(b, m->words);
	bulk_int(b, m->chars);
	bulk_int(b, m->links);
	bulk_int(b, m->emoji);
	bulk_int(b, m->edited);
	bulk_int(b, m->topic);
	bulk_int(b, m->reply_to);
	bulk_int_or_null(b, m->answered, m->to_member);
	bulk_int_or_null(b, m->answered, m->wait);
	bulk_blob(b, c->found.terms, c->found.nterms);
	bulk_blob(b, c->gaps, c->late ? 0 : c->ngap);
	bulk_text(b, c->length > 0 && !c->late ? c->text : NULL, c->length);
	return bulk_row(b);
}

int
rows_update(struct db *db, const struct message *m)
{
	struct stmt *s = db_stmt(db, "UPDATE message SET member = :member, kind = :kind, flags = :flags,"
	    " words = :words, chars = :chars, links = :links, emoji = :emoji, edited = :edited,"
	    " topic = :topic, reply_to = :reply_to, to_member = :to_member, wait = :wait"
	    " WHERE key = :key");

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
