#include <stdlib.h>

#include "ingest/content.h"
#include "ingest/migrate.h"
#include "ingest/polls.h"
#include "ingest/reach.h"
#include "ingest/record.h"
#include "ingest/rows.h"
#include "lib/usage.h"
#include "lib/vocabulary.h"

enum { SLICE = 500 };

struct move {
	const struct migrate	*g;
	int64_t			 from, to;	/* chats */
	int64_t			 left;		/* rows of this slice */
};

/* Binds the keys of the chat that is left. */
static struct stmt *
keys_of(const struct move *v, const char *sql)
{
	struct stmt *s = db_stmt(v->g->db, sql);

	stmt_int(s, ":first", message_key(v->from, MESSAGE_ID_LEAST));
	stmt_int(s, ":last", message_key(v->from, MESSAGE_ID_MOST));
	return s;
}

static int
delete_key(const struct move *v, const char *sql, int64_t key)
{
	struct stmt *s = db_stmt(v->g->db, sql);

	stmt_int(s, ":key", key);
	return stmt_run(s);
}

/* What a moved message answers, as far as that is stored. */
static int
find_parent(const struct move *v, struct message *m)
{
	struct message parent;
	int64_t key;
	int stored;

	m->answered = false;
	if (m->reply_to == 0)
		return 0;
	if (ids_moved(v->g->ids, v->to, message_key(v->from, m->reply_to), &key) != 0 ||
	    (stored = message_load(v->g->db, key, &parent)) < 0)
		return -1;
	m->reply_to = message_id(key);
	if (stored == 1)
		replies_answer(m, &parent);
	return 0;
}

/* A message that is stored under the chat's new number already: the later version stays. */
static int
merge(const struct move *v, struct message *stored, const struct message *m, const struct content *c)
{
	struct message is = *stored;
	bool newer = rows_renew(&is, m);

	if (is.member == 0 && (is.flags & MESSAGE_HIDDEN) == 0)
		is.member = m->member;
	if (is.reply_to == 0) {
		is.reply_to = m->reply_to;
		is.answered = m->answered;
		is.to_member = m->to_member;
		is.wait = m->wait;
	}
	if (replies_change(v->g->replies, stored, &is) != 0 ||
	    (newer && content_replace(v->g->db, v->g->sums, &is, stored->chars > 0 && c->length > 0, c) != 0))
		return -1;
	*stored = is;
	return replies_adopt(v->g->replies, stored);
}

static int
store_new(const struct move *v, const struct message *m, const struct content *c)
{
	if (rows_insert(v->g->db, m, c) != 0 || sums_message(v->g->sums, m, 1) != 0 ||
	    content_add(v->g->sums, m, c, 1) != 0 || replies_adopt(v->g->replies, m) != 0)
		return -1;
	return reactions_arrive(v->g->replies->reactions, m);
}

static int
move_message(const struct move *v, const struct message *was, const struct content *c)
{
	struct message m = *was, stored;
	int known;

	m.chat = v->to;
	/* Words are kept by chat, and no scope's end takes them away. */
	if (content_add(v->g->sums, was, c, -1) != 0 || ids_move(v->g->ids, &m, &m.key) != 0 ||
	    find_parent(v, &m) != 0 || (known = message_load(v->g->db, m.key, &stored)) < 0)
		return -1;
	if (known == 1 ? merge(v, &stored, &m, c) != 0 : store_new(v, &m, c) != 0)
		return -1;
	if (known == 0)
		stored = m;
	if (people_seen(v->g->people, v->to, stored.member, stored.at, PRESENCE_MESSAGE) != 0)
		return -1;
	return reactions_join(v->g->replies->reactions, &(struct reacted){ was->key, v->from, NULL },
	    &(struct reacted){ m.key, v->to, &stored }) != 0 ||
	    ids_arrived(v->g->ids, &stored, was->key) != 0 ||
	    polls_move(v->g->db, was->key, m.key) != 0 ? -1 :
	    delete_key(v, "DELETE FROM message WHERE key = :key", was->key);
}

/* The next message of the chat that is left; *any: there was one. */
static int
next_message(const struct move *v, bool *any)
{
	struct stmt *s = keys_of(v, "SELECT " MESSAGE_COLUMNS " FROM message"
	    " WHERE key BETWEEN :first AND :last ORDER BY key LIMIT 1");
	struct content content;
	struct message m;
	void *memory;
	int step = stmt_step(s), ret;

	*any = step == 1;
	if (step != 1)
		return step;
	message_read(s, &m);
	stmt_reset(s);
	if (content_load(v->g->db, m.key, &content, &memory) != 0)
		return -1;
	ret = move_message(v, &m, &content);
	free(memory);
	return ret;
}

/* Reactions to a message that is not stored. */
static int
next_reactor(const struct move *v, bool *any)
{
	struct stmt *s = keys_of(v, "SELECT key FROM reactor WHERE key BETWEEN :first AND :last LIMIT 1");
	struct reacted from = { .chat = v->from }, to = { .chat = v->to };
	struct message m;
	int step = stmt_number(s, &from.key), stored;

	*any = step == 1;
	if (step != 1)
		return step;
	if (ids_moved(v->g->ids, v->to, from.key, &to.key) != 0 ||
	    (stored = message_load(v->g->db, to.key, &m)) < 0)
		return -1;
	if (stored == 1)
		to.message = &m;
	return reactions_join(v->g->replies->reactions, &from, &to);
}

/* Words of texts that are not kept: whose they were nobody knows any more, so all of them move. */
static int
next_words(const struct move *v, bool *any)
{
	return sums_flush(v->g->sums) != 0 ? -1 : vocabulary_move(v->g->db, v->from, v->to, any);
}

/* A join or leave; the same one may be known in both chats. */
static int
next_passage(const struct move *v, bool *any)
{
	struct stmt *s = db_stmt(v->g->db, "SELECT passage, at, joined, p.name, actor, m.member_id,"
	    " m.automatic, via, member FROM passage AS p LEFT JOIN member AS m USING (member)"
	    " WHERE chat = :chat LIMIT 1");
	struct passage one = { .in = false };
	struct record r = { .passages = &one, .npassage = 1 };
	int64_t passage, actor;
	bool stored;
	int step, ret;

	stmt_int(s, ":chat", v->from);
	step = stmt_step(s);
	*any = step == 1;
	if (step != 1)
		return step;
	passage = col_int(s, 0);
	if (col_int(s, 8) < 0) {	/* a mark of who opted out: there is nobody to find */
		stmt_reset(s);
		return passages_move(v->g->passages, passage, v->to);
	}
	r.at = col_int(s, 1);
	one.in = col_int(s, 2) != 0;
	one.via = (enum via)col_int(s, 7);
	actor = col_int(s, 4);
	one.who = (struct person){ .known = !col_null(s, 5), .id = col_int(s, 5),
	    .automatic = col_int(s, 6) != 0, .name = col_text(s, 3, NULL) };
	ret = passages_store(v->g->passages, v->to, &r, 0, actor, &stored);
	stmt_reset(s);
	return ret != 0 ? -1 : delete_key(v, "DELETE FROM passage WHERE passage = :key", passage);
}

/* A record of usage. */
static int
next_usage(const struct move *v, bool *any)
{
	struct stmt *s = db_stmt(v->g->db, "SELECT " USAGE_COLUMNS " FROM usage WHERE chat = :chat LIMIT 1");
	struct usage u;
	int step;

	stmt_int(s, ":chat", v->from);
	step = stmt_step(s);
	*any = step == 1;
	if (step != 1)
		return step;
	usage_read(s, &u);
	stmt_reset(s);
	u.chat = v->to;
	s = db_stmt(v->g->db, "UPDATE usage SET chat = :to WHERE usage = :usage");
	stmt_int(s, ":to", v->to);
	stmt_int(s, ":usage", u.usage);
	return stmt_run(s) != 0 ? -1 : sums_usage(v->g->sums, &u, 1);
}

/* An interval of coverage. */
static int
next_coverage(const struct move *v, bool *any)
{
	struct stmt *s = db_stmt(v->g->db, "SELECT source, since, until FROM coverage"
	    " WHERE chat = :chat LIMIT 1");
	int64_t source, since, until;
	int step;

	stmt_int(s, ":chat", v->from);
	step = stmt_step(s);
	*any = step == 1;
	if (step != 1)
		return step;
	source = col_int(s, 0);
	since = col_int(s, 1);
	until = col_int(s, 2);
	stmt_reset(s);
	s = db_stmt(v->g->db, "DELETE FROM coverage"
	    " WHERE chat = :chat AND source = :source AND since = :since");
	stmt_int(s, ":chat", v->from);
	stmt_int(s, ":source", source);
	stmt_int(s, ":since", since);
	return stmt_run(s) != 0 ? -1 : reach_join(v->g->db, v->to, source, since, until);
}

/* What is left is little: who was there, titles, and what ids led to. */
static int
move_rest(const struct move *v)
{
	static const char *const texts[] = {
		"INSERT INTO presence (chat, member, first_message, last_message, last_reaction, joined,"
		" joined_at, status, status_at) SELECT :to, member,"
		/* Messages brought theirs, but those that were purged. */
		" CASE WHEN first_message < frozen_before THEN first_message END,"
		" CASE WHEN last_message < frozen_before THEN last_message END,"
		" last_reaction, joined, joined_at, status, status_at FROM presence JOIN chat USING (chat)"
		" WHERE chat = :from ON CONFLICT DO UPDATE SET"
		" first_message = coalesce(min(first_message, excluded.first_message),"
		"  first_message, excluded.first_message),"
		" last_message = coalesce(max(last_message, excluded.last_message),"
		"  last_message, excluded.last_message),"
		" last_reaction = coalesce(max(last_reaction, excluded.last_reaction),"
		"  last_reaction, excluded.last_reaction),"
		" joined = CASE WHEN joined_at IS NULL OR joined_at < excluded.joined_at"
		"  THEN excluded.joined ELSE joined END,"
		" joined_at = coalesce(max(joined_at, excluded.joined_at), joined_at, excluded.joined_at),"
		/* Who is known to have come is a member at least. */
		" status = CASE WHEN status_at IS NULL OR status_at < excluded.status_at"
		"  OR (status_at = excluded.status_at AND status IN ('member', 'left'))"
		"  THEN excluded.status ELSE status END,"
		" status_at = coalesce(max(status_at, excluded.status_at), status_at, excluded.status_at)",
		"INSERT INTO title (chat, at, title) SELECT :to, at, title FROM title WHERE chat = :from"
		" ON CONFLICT DO NOTHING",
		"INSERT INTO headcount (chat, day, at, members) SELECT :to, day, at, members"
		" FROM headcount WHERE chat = :from ON CONFLICT DO NOTHING",
		"DELETE FROM presence WHERE chat = :from",
		"DELETE FROM title WHERE chat = :from",
		"DELETE FROM headcount WHERE chat = :from",
		"DELETE FROM told WHERE chat = :from",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct stmt *s = db_stmt(v->g->db, texts[i]);

		stmt_int(s, ":from", v->from);
		if (stmt_has(s, ":to"))
			stmt_int(s, ":to", v->to);
		if (stmt_run(s) != 0)
			return -1;
	}
	return 0;
}

/* All of one kind, as far as the slice goes. */
static int
move_all(struct move *v, int (*next)(const struct move *, bool *any))
{
	bool any = true;

	while (any && v->left > 0) {
		if (next(v, &any) != 0)
			return -1;
		v->left -= any;
	}
	return 0;
}

int
migrate_slice(const struct migrate *g, bool *more)
{
	static int (*const kinds[])(const struct move *, bool *) = { next_message, next_reactor,
	    next_passage, next_usage, next_coverage, next_words };
	struct move v = { .g = g, .left = SLICE };
	struct stmt *s = db_stmt(g->db, "SELECT chat, moved_to, chat_id FROM chat AS c"
	    " WHERE moved_to IS NOT NULL AND (EXISTS (SELECT 1 FROM told AS t WHERE t.chat = c.chat)"
	    "  OR EXISTS (SELECT 1 FROM presence AS p WHERE p.chat = c.chat)"
	    "  OR EXISTS (SELECT 1 FROM passage AS p WHERE p.chat = c.chat)"
	    "  OR EXISTS (SELECT 1 FROM usage AS u WHERE u.chat = c.chat)"
	    "  OR EXISTS (SELECT 1 FROM coverage AS v WHERE v.chat = c.chat)"
	    "  OR EXISTS (SELECT 1 FROM word AS w WHERE w.chat = c.chat)"
	    "  OR EXISTS (SELECT 1 FROM title AS t WHERE t.chat = c.chat)) LIMIT 1");
	struct chat_ref chat = { .id = 0 };
	int step = stmt_step(s);
	bool forum = false;

	*more = step == 1;
	if (step != 1)
		return step;
	v.from = col_int(s, 0);
	v.to = col_int(s, 1);
	chat.id = col_int(s, 2);
	stmt_reset(s);
	/* Its old id leads to the new chat, and who opted out there is hidden. */
	if (people_chat(g->people, &chat, 0, &forum) < 0)
		return -1;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (move_all(&v, kinds[i]) != 0)
			return -1;
	return v.left > 0 ? move_rest(&v) : 0;
}
