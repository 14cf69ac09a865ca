#include "ingest/polls.h"

/* A poll that was not known, and what was not known of it. */
static int
tell(struct db *db, int64_t key, const struct poll *p, bool texts, bool *changed)
{
	struct stmt *s = db_stmt(db, "INSERT INTO poll (key, poll_id, question, closed)"
	    " VALUES (:key, :id, :question, 0) ON CONFLICT DO UPDATE SET"
	    " poll_id = coalesce(poll_id, excluded.poll_id), question = coalesce(question, excluded.question)"
	    " WHERE (poll_id IS NULL AND excluded.poll_id IS NOT NULL)"
	    " OR (question IS NULL AND excluded.question IS NOT NULL)");

	stmt_int(s, ":key", key);
	stmt_text(s, ":id", p->id);
	stmt_text(s, ":question", texts ? p->question : NULL);
	if (stmt_run(s) != 0)
		return -1;
	*changed |= db_changes(db) > 0;
	for (size_t i = 0; i < p->noption; i++) {
		s = db_stmt(db, "INSERT INTO poll_option (key, option, text) VALUES (:key, :option, :text)"
		    " ON CONFLICT DO UPDATE SET text = excluded.text"
		    " WHERE text IS NULL AND excluded.text IS NOT NULL");
		stmt_int(s, ":key", key);
		stmt_int(s, ":option", (int64_t)i);
		stmt_text(s, ":text", texts ? p->options[i].text : NULL);
		if (stmt_run(s) != 0)
			return -1;
		*changed |= db_changes(db) > 0;
	}
	return 0;
}

/* The votes, unless what is stored is later. */
static int
count(struct db *db, int64_t key, const struct poll *p, bool *changed)
{
	struct stmt *s = db_stmt(db, "UPDATE poll SET closed = :closed, voters = coalesce(:voters, voters)"
	    " WHERE key = :key AND (closed, coalesce(voters, -1)) < (:closed, coalesce(:voters, -1))");

	stmt_int(s, ":key", key);
	stmt_int(s, ":closed", p->closed);
	stmt_int_or_null(s, ":voters", p->counted, p->voters);
	if (stmt_run(s) != 0)
		return -1;
	if (db_changes(db) == 0)
		return 0;
	*changed = true;
	for (size_t i = 0; p->counted && i < p->noption; i++) {
		s = db_stmt(db, "UPDATE poll_option SET votes = :votes"
		    " WHERE key = :key AND option = :option");
		stmt_int(s, ":votes", p->options[i].votes);
		stmt_int(s, ":key", key);
		stmt_int(s, ":option", (int64_t)i);
		if (stmt_run(s) != 0)
			return -1;
	}
	return 0;
}

int
polls_store(struct db *db, int64_t key, const struct poll *p, bool texts, bool *changed)
{
	return tell(db, key, p, texts, changed) != 0 ? -1 : count(db, key, p, changed);
}

int
polls_update(struct db *db, const struct poll *p, bool *known, bool *changed)
{
	struct stmt *s = db_stmt(db, "SELECT key FROM poll WHERE poll_id = :id ORDER BY key");
	int step;

	*known = false;
	stmt_text(s, ":id", p->id);
	while ((step = stmt_step(s)) == 1) {
		*known = true;
		if (count(db, col_int(s, 0), p, changed) != 0)
			return stmt_stop(s);
	}
	return step;
}

int
polls_move(struct db *db, int64_t from, int64_t to)
{
	static const char *const texts[] = {
		"UPDATE OR IGNORE poll SET key = :to WHERE key = :from",
		"UPDATE OR IGNORE poll_option SET key = :to WHERE key = :from",
		"DELETE FROM poll WHERE key = :from",
		"DELETE FROM poll_option WHERE key = :from",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct stmt *s = db_stmt(db, texts[i]);

		stmt_int(s, ":from", from);
		if (stmt_has(s, ":to"))
			stmt_int(s, ":to", to);
		if (stmt_run(s) != 0)
			return -1;
	}
	return 0;
}

int
polls_silence(struct db *db, int64_t key)
{
	static const char *const sql[] = { "UPDATE poll SET question = NULL WHERE key = :key",
	    "UPDATE poll_option SET text = NULL WHERE key = :key" };

	for (size_t i = 0; i < sizeof(sql) / sizeof(sql[0]); i++) {
		struct stmt *s = db_stmt(db, sql[i]);

		stmt_int(s, ":key", key);
		if (stmt_run(s) != 0)
			return -1;
	}
	return 0;
}
