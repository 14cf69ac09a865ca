#include "ingest/forget.h"

#include <stdlib.h>

#include "ingest/content.h"
#include "ingest/spend.h"
#include "lib/map.h"
#include "lib/outbox.h"
#include "lib/pack.h"
#include "lib/pair.h"

enum { SLICE = 300 };	/* facts a transaction */

/* Whose past it is. */
struct whose {
	int64_t	chat, chat_id;
	int64_t	member, member_id;
	int64_t	scope;		/* of the sums in hand */
	int64_t	term;		/* a mention in hand, and as messages hold it */
	unsigned char	packed[PACK_MOST];
	size_t	npacked;
};

/* One pass over facts of a kind: finds a slice behind one, by the key of its rows, and changes one fact. */
struct pass {
	const char	*sql;
	int		(*change)(const struct forget *, const struct whose *, int64_t key);
};

/* A message that the member sent, or that answers one. */
static int
change_message(const struct forget *f, const struct whose *w, int64_t key)
{
	struct message was, is;
	int found = message_load(f->db, key, &was);

	if (found != 1)
		return found;
	is = was;
	if (was.answered && was.to_member == w->member)
		is.to_member = 0;
	if (was.member == w->member) {
		is.member = 0;
		is.flags |= MESSAGE_HIDDEN;
		if (content_limit(f->db, f->sums, &was, POLICY_NONE) != 0)
			return -1;
	}
	return replies_change(f->replies, &was, &is);
}

/* The reactions to a message that the member gave. */
static int
change_reactions(const struct forget *f, const struct whose *w, int64_t key)
{
	struct message m;
	int found = message_load(f->db, key, &m);
	const struct reacted to = { key, w->chat, found == 1 ? &m : NULL };

	return found < 0 ? -1 : reactions_rename(f->reactions, &to, w->member,
	    privacy_mark(f->privacy, w->member_id, (struct privacy_record){ key, 0 }));
}

static int
change_passage(const struct forget *f, const struct whose *w, int64_t passage)
{
	struct stmt *s = db_stmt(f->db, "SELECT member, name FROM passage WHERE passage = :passage");
	bool theirs;
	int found;

	stmt_int(s, ":passage", passage);
	if ((found = stmt_step(s)) != 1)
		return found;
	theirs = col_int(s, 0) == w->member || (col_int(s, 0) == 0 &&
	    privacy_hides_name(f->privacy, w->chat_id, col_text(s, 1, NULL)));
	stmt_reset(s);
	if (theirs && passages_hide(f->passages, passage, w->member_id) != 0)
		return -1;
	s = db_stmt(f->db, "UPDATE passage SET actor = 0 WHERE passage = :passage AND actor = :member");
	stmt_int(s, ":passage", passage);
	stmt_int(s, ":member", w->member);
	return stmt_run(s);
}

/* A message that mentions the member. */
static int
change_mention(const struct forget *f, const struct whose *w, int64_t key)
{
	struct message m;
	int found = message_load(f->db, key, &m);

	return found == 1 ? content_drop_term(f->db, f->sums, &m, w->term) : found;
}

/* What is left in sums of days whose facts were purged. */
static int
change_day(const struct forget *f, const struct whose *w, int64_t day)
{
	return sums_disown(f->sums, w->scope, day, w->member);
}

static const struct pass passes[] = {
	{ "SELECT key FROM message WHERE key > :after AND key <= :last"
	    " AND (member = :member OR to_member = :member) ORDER BY key LIMIT :slice", change_message },
	{ "SELECT key FROM reactor WHERE key > :after AND key <= :last AND member = :member"
	    " ORDER BY key LIMIT :slice", change_reactions },
	{ "SELECT passage FROM passage WHERE passage > :after AND chat = :chat"
	    " AND (member = :member OR actor = :member OR (member = 0 AND name <> ''))"
	    " ORDER BY passage LIMIT :slice", change_passage }
};

static const struct pass pass_mentions =
	{ "SELECT key FROM message WHERE key > :after AND key <= :last AND instr(terms, :packed) > 0"
	    " ORDER BY key LIMIT :slice", change_mention };

static int
change_usage(const struct forget *f, const struct whose *w, int64_t usage)
{
	return spend_hide(f->db, f->sums, f->privacy, usage, w->member_id);
}

/* Also of what has no chat.  A full scan of usage. */
static const struct pass pass_usage =
	{ "SELECT usage FROM usage WHERE usage > :after AND chat = :chat AND member = :member"
	    " ORDER BY usage LIMIT :slice", change_usage };

static const struct pass pass_sums =
	{ "SELECT period FROM act WHERE scope = :scope AND period > :after AND period < 100000"
	    " AND member = :member ORDER BY period LIMIT :slice", change_day };

/* Finds a slice, outside of a transaction: looking may take longer than changing. */
static int
find_slice(const struct forget *f, const struct pass *p, const struct whose *w, int64_t after,
    int64_t keys[SLICE], size_t *count)
{
	struct stmt *s = db_stmt(f->db, p->sql);
	int step;

	if (s == NULL)
		return -1;
	stmt_int(s, ":after", after);
	stmt_int(s, ":slice", SLICE);
	if (stmt_has(s, ":member"))
		stmt_int(s, ":member", w->member);
	if (stmt_has(s, ":packed"))
		stmt_blob(s, ":packed", w->packed, w->npacked);
	if (stmt_has(s, ":last"))
		stmt_int(s, ":last", message_key(w->chat, MESSAGE_ID_MOST));
	if (stmt_has(s, ":chat"))
		stmt_int(s, ":chat", w->chat);
	if (stmt_has(s, ":scope"))
		stmt_int(s, ":scope", w->scope);
	*count = 0;
	while ((step = stmt_step(s)) == 1)
		keys[(*count)++] = col_int(s, 0);
	return step;
}

static int
change_slice(const struct forget *f, const struct pass *p, const struct whose *w, const int64_t *keys,
    size_t count)
{
	if (store_begin(f->store) != 0)
		goto fail;
	for (size_t i = 0; i < count; i++)
		if (p->change(f, w, keys[i]) != 0)
			goto fail;
	if (store_commit(f->store) == 0)
		return 0;
fail:
	store_rollback(f->store);
	return -1;
}

static int
run_pass(const struct forget *f, const struct pass *p, const struct whose *w, int64_t after)
{
	int64_t keys[SLICE];
	size_t count = SLICE;

	while (count == SLICE) {
		if (find_slice(f, p, w, after, keys, &count) != 0)
			return -1;
		if (count == 0)
			break;
		if (change_slice(f, p, w, keys, count) != 0)
			return -1;
		after = keys[count - 1];
	}
	return 0;
}

/* The member leaves the chat, and the database with the last one. */
static int
remove_member(const struct forget *f, const struct whose *w)
{
	static const char *const sql[] = {
		"DELETE FROM presence WHERE chat = :chat AND member = :member",
		/* A full scan of parked: it holds days, not years. */
		"DELETE FROM parked WHERE instr(json, :member_id) > 0",
		"DELETE FROM former_name WHERE member = :member"
		" AND NOT EXISTS (SELECT 1 FROM presence AS p WHERE p.member = :member)",
		/* A full scan of presence, a full scan of passage, and a full scan of pair. */
		"DELETE FROM member WHERE member = :member"
		" AND NOT EXISTS (SELECT 1 FROM presence AS p WHERE p.member = :member)"
		" AND NOT EXISTS (SELECT 1 FROM passage AS p WHERE p.actor = :member)"
		" AND NOT EXISTS (SELECT 1 FROM pair AS p WHERE p.what = 2 AND p.member = :member)"
	};

	for (size_t i = 0; i < sizeof(sql) / sizeof(sql[0]); i++) {
		struct stmt *s = db_stmt(f->db, sql[i]);

		if (stmt_has(s, ":member"))
			stmt_int(s, ":member", w->member);
		if (stmt_has(s, ":chat"))
			stmt_int(s, ":chat", w->chat);
		if (stmt_has(s, ":member_id"))
			stmt_int(s, ":member_id", w->member_id);
		if (stmt_run(s) != 0)
			return -1;
	}
	if (outbox_forget(f->db, w->member_id) != 0)
		return -1;
	return w->chat != 0 ? pair_forget(f->db, w->chat, w->member) : 0;
}

/* What no message leads to any more, where facts were purged. */
static int
forget_term(const struct forget *f, const struct whose *w)
{
	if (store_begin(f->store) == 0 && sums_drop_term(f->sums, w->chat, w->term) == 0 &&
	    store_commit(f->store) == 0)
		return 0;
	store_rollback(f->store);
	return -1;
}

/* Mentions by id and by username. */
static int
forget_mentions(const struct forget *f, struct whose *w, int64_t first)
{
	struct stmt *s = db_stmt(f->db, "SELECT term FROM term WHERE term % 8 = :kind AND text IN"
	    " (SELECT '' || member_id FROM member WHERE member = :member"
	    "  UNION ALL SELECT '@' || lower(username) FROM member WHERE member = :member)");
	int64_t terms[2];
	size_t count = 0;
	int step;

	stmt_int(s, ":kind", TERM_MENTION);
	stmt_int(s, ":member", w->member);
	while ((step = stmt_step(s)) == 1)
		terms[count++] = col_int(s, 0);
	for (size_t i = 0; step == 0 && i < count; i++) {
		w->term = terms[i];
		w->npacked = pack_put(w->packed, terms[i]);
		step = run_pass(f, &pass_mentions, w, first) != 0 ? -1 : forget_term(f, w);
	}
	return step;
}

static int
forget_sums(const struct forget *f, struct whose *w)
{
	struct scopes scopes = { 0 };
	int ret = scope_load(f->db, w->chat, &scopes);

	for (size_t i = 0; ret == 0 && i < scopes.count; i++) {
		w->scope = scopes.list[i].scope;
		ret = run_pass(f, &pass_sums, w, -1);
	}
	free(scopes.list);
	return ret;
}

/* chat 0: usage without a chat, and the member. */
static int
forget_member(const struct forget *f, struct whose *w)
{
	int64_t first = message_key(w->chat, MESSAGE_ID_LEAST) - 1;

	if (w->chat != 0) {
		for (size_t i = 0; i < sizeof(passes) / sizeof(passes[0]); i++)
			if (run_pass(f, &passes[i], w, passes[i].change == change_passage ? 0 : first) != 0)
				return -1;
		if (forget_mentions(f, w, first) != 0 || forget_sums(f, w) != 0)
			return -1;
	}
	if (run_pass(f, &pass_usage, w, 0) != 0)
		return -1;
	if (store_begin(f->store) == 0 && remove_member(f, w) == 0 && store_commit(f->store) == 0)
		return 0;
	store_rollback(f->store);
	return -1;
}

/* Those who are to be forgotten; the list is the caller's to free. */
static int
find_listed(const struct forget *f, struct whose **list, size_t *count)
{
	/* A full scan of presence, and a full scan of passage. */
	struct stmt *s = db_stmt(f->db, "SELECT p.chat, c.chat_id, p.member, m.member_id,"
	    " (SELECT o.chat_id FROM chat AS o WHERE o.moved_to = p.chat) FROM ("
	    "SELECT chat, member FROM presence UNION SELECT chat, actor FROM passage WHERE actor > 0"
	    " UNION SELECT s.chat, d.member FROM pair AS d JOIN scope AS s USING (scope)"
	    " WHERE d.what = 2 AND s.chat > 0) AS p"
	    " JOIN chat AS c USING (chat) JOIN member AS m USING (member)"
	    " UNION ALL SELECT 0, 0, member, member_id, NULL FROM member");
	size_t capacity = 0;
	int step;

	while ((step = stmt_step(s)) == 1) {
		struct whose w = { .chat = col_int(s, 0), .chat_id = col_int(s, 1), .member = col_int(s, 2),
		    .member_id = col_int(s, 3) };

		if (!privacy_forgets(f->privacy, w.chat_id, w.member_id) &&
		    (col_null(s, 4) || !privacy_forgets(f->privacy, col_int(s, 4), w.member_id)))
			continue;
		if (map_grow(list, &capacity, *count, sizeof(**list)) != 0)
			return stmt_stop(s);
		(*list)[(*count)++] = w;
	}
	return step;
}

static int
sweep_terms(const struct forget *f)
{
	if (store_begin(f->store) == 0 && terms_sweep(f->db) == 0 && store_commit(f->store) == 0)
		return 0;
	store_rollback(f->store);
	return -1;
}

int
forget_listed(const struct forget *f)
{
	struct whose *list = NULL;
	size_t count = 0;
	int ret = privacy_any(f->privacy) ? find_listed(f, &list, &count) : 0;

	for (size_t i = 0; ret == 0 && i < count; i++)
		ret = forget_member(f, &list[i]);
	free(list);
	if (ret == 0 && count > 0)
		ret = sweep_terms(f);
	/* What was deleted must not lie in the log either. */
	return ret == 0 && count > 0 ? db_truncate(f->db) : ret;
}
