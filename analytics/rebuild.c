/*
 * Building sums anew: beside the old ones, in short transactions, while ingest goes on adding to both
 * (lib/sums.c); then one short transaction swaps them.
 */
#include "analytics/frozen.h"
#include "analytics/job.h"

#include "lib/config.h"
#include "lib/date.h"
#include "lib/fault.h"
#include "lib/log.h"
#include "lib/map.h"
#include "lib/recount.h"
#include "lib/scope.h"
#include "lib/sums.h"

enum {
	REBUILD_ROWS = 4000,		/* that wait to be written */
	SWEEP_ROWS = 5000
};

/*
 * Marks chats to be built anew: all of them, or those whose days are to be counted in another zone; what has
 * no chat is counted in the configured one.  A building that was begun for yet another zone is given up.
 */
static int
mark(struct db *db, bool all)
{
	static const char give_up[] = "UPDATE scope SET role = 2 WHERE role = 1"
	    " AND zone <> coalesce((SELECT c.zone FROM chat AS c WHERE c.chat = scope.chat), :zone)";
	static const char begin[] =
	    "INSERT INTO scope (chat, topic, zone, role, built)"
	    " SELECT s.chat, s.topic, coalesce(c.zone, :zone), 1, CASE WHEN c.frozen_before IS NOT NULL"
	    " THEN :frozen ELSE (SELECT coalesce(min(day), 0) FROM ("
	    "  SELECT min(day) AS day FROM message WHERE chat = s.chat"
	    "  UNION ALL SELECT min(day) FROM reaction WHERE chat = s.chat"
	    "  UNION ALL SELECT min(at) / 86400 FROM passage WHERE chat = s.chat"
	    "  UNION ALL SELECT min(day) FROM usage WHERE chat = s.chat)) END"
	    " FROM scope AS s LEFT JOIN chat AS c ON c.chat = s.chat WHERE s.role = 0"
	    " AND (:all = 1 OR s.zone <> coalesce(c.zone, :zone))"
	    " AND NOT EXISTS (SELECT 1 FROM scope AS t WHERE t.chat = s.chat AND t.role = 1)";
	struct stmt *s;

	if (db_begin(db) != 0)
		return -1;
	s = db_stmt(db, give_up);
	stmt_text(s, ":zone", config_get(CONFIG_CHAT_ZONE));
	if (stmt_run(s) != 0)
		goto fail;
	s = db_stmt(db, begin);
	stmt_text(s, ":zone", config_get(CONFIG_CHAT_ZONE));
	stmt_int(s, ":all", all);
	stmt_int(s, ":frozen", FROZEN_BEGIN);
	if (stmt_run(s) == 0 && db_commit(db) == 0)
		return 0;
fail:
	db_rollback(db);
	return -1;
}

int
rebuild_mark(struct db *db)
{
	return mark(db, true);
}

/* The last UTC day of any fact of a chat. */
static int
last_fact(struct db *db, int64_t chat, int64_t *day)
{
	struct stmt *s = db_stmt(db, "SELECT max(day) FROM ("
	    "SELECT max(day) AS day FROM message WHERE chat = :chat"
	    " UNION ALL SELECT max(day) FROM reaction WHERE chat = :chat"
	    " UNION ALL SELECT max(at) / 86400 FROM passage WHERE chat = :chat"
	    " UNION ALL SELECT max(day) FROM usage WHERE chat = :chat)");

	*day = -1;
	stmt_int(s, ":chat", chat);
	return stmt_number(s, day) < 0 ? -1 : 0;
}

static int
swap(struct db *db, int64_t chat)
{
	struct stmt *s = db_stmt(db, "UPDATE scope SET role = 2 WHERE chat = :chat AND role = 0");

	stmt_int(s, ":chat", chat);
	if (stmt_run(s) != 0)
		return -1;
	s = db_stmt(db, "UPDATE scope SET role = 0 WHERE chat = :chat AND role = 1");
	stmt_int(s, ":chat", chat);
	return stmt_run(s);
}

/* Adds the facts of days up to last to a chat's new scopes, as far as a transaction goes. */
static int
build(struct db *db, struct scope *list, size_t count, int64_t last)
{
	int64_t day = list[0].built, slice = job_clock() + JOB_SLICE / 2;
	struct sums *sums = sums_open(db);
	struct stmt *s;
	int ret = -1;

	if (sums == NULL)
		return -1;
	sums_only(sums, list, count);
	do {
		for (size_t i = 0; i < count; i++)
			list[i].built = day + 1;
		if (recount(db, sums, list[0].chat, TOPIC_NONE, day * DATE_SECONDS,
		    (day + 1) * DATE_SECONDS) != 0 ||
		    (sums_pending(sums) >= REBUILD_ROWS && sums_flush(sums) != 0))
			goto out;
	} while (++day <= last && job_clock() < slice);
	if (sums_flush(sums) != 0)
		goto out;
	s = db_stmt(db, "UPDATE scope SET built = :built WHERE chat = :chat AND role = 1");
	stmt_int(s, ":built", day);
	stmt_int(s, ":chat", list[0].chat);
	ret = stmt_run(s);
out:
	sums_close(sums);
	return ret;
}

/* One transaction's worth of one chat: 1 if there is more, 0 or -1. */
static int
rebuild_some(struct db *db, int64_t chat, int64_t *done)
{
	struct scopes scopes = { 0 };
	struct scope *list = NULL;
	size_t count = 0;
	int64_t last;
	int more = -1;

	if (db_begin(db) != 0)
		return -1;
	if (scope_load(db, chat, &scopes) != 0 || last_fact(db, chat, &last) != 0)
		goto out;
	if ((list = malloc((scopes.count + 1) * sizeof(*list))) == NULL) {
		log_fail(STATUS_FAILED, "out of memory");
		goto out;
	}
	for (size_t i = 0; i < scopes.count; i++)
		if (scopes.list[i].role == ROLE_BUILT)
			list[count++] = scopes.list[i];
	if (count == 0) {	/* another process was faster */
		db_rollback(db);
		more = 0;
		goto out;
	}
	if (list[0].built < 0) {
		if (frozen_copy(db, list, count) != 0 || db_commit(db) != 0)
			goto out;
		more = 1;
	} else if (list[0].built <= last) {
		if (build(db, list, count, last) != 0 || db_commit(db) != 0)
			goto out;
		more = 1;
	} else {
		fault_pass("rebuild.swap");
		if (swap(db, chat) != 0 || db_commit(db) != 0)
			goto out;
		*done += (int64_t)count;
		more = 0;
	}
out:
	if (more < 0)
		db_rollback(db);
	free(list);
	free(scopes.list);
	return more;
}

int
rebuild(struct db *db, int64_t now, int64_t *done)
{
	int64_t chat = -1;
	int found, more;

	(void)now;
	if (mark(db, false) != 0)
		return -1;
	for (;;) {
		struct stmt *s = db_stmt(db, "SELECT min(chat) FROM scope WHERE role = 1 AND chat > :chat");

		stmt_int(s, ":chat", chat);
		if ((found = stmt_number(s, &chat)) != 1)
			return found;
		while ((more = rebuild_some(db, chat, done)) == 1)
			;
		if (more != 0)
			return -1;
	}
}

/* ----- what was replaced ----- */

/* Deletes some rows of a dead scope; *left tells whether it may have more.  0 or -1. */
static int
sweep_some(struct db *db, int64_t scope, bool *left)
{
	static const char *const sql[] = {
		"DELETE FROM act WHERE scope = :scope AND (period, member) IN"
		" (SELECT period, member FROM act WHERE scope = :scope LIMIT :rows)",
		"DELETE FROM total WHERE scope = :scope AND (period, bot) IN"
		" (SELECT period, bot FROM total WHERE scope = :scope LIMIT :rows)",
		"DELETE FROM tally WHERE scope = :scope AND (what, period, bucket, bot) IN"
		" (SELECT what, period, bucket, bot FROM tally WHERE scope = :scope LIMIT :rows)",
		"DELETE FROM pair WHERE scope = :scope AND (what, period, member) IN"
		" (SELECT what, period, member FROM pair WHERE scope = :scope LIMIT :rows)",
		"DELETE FROM spend WHERE scope = :scope AND (period, model) IN"
		" (SELECT period, model FROM spend WHERE scope = :scope LIMIT :rows)",
		"DELETE FROM crowd WHERE scope = :scope AND day IN"
		" (SELECT day FROM crowd WHERE scope = :scope LIMIT :rows)",
		"DELETE FROM streak WHERE scope = :scope AND member IN"
		" (SELECT member FROM streak WHERE scope = :scope LIMIT :rows)",
		"DELETE FROM talk WHERE scope = :scope AND (day, at, topic) IN"
		" (SELECT day, at, topic FROM talk WHERE scope = :scope LIMIT :rows)",
		"DELETE FROM feat WHERE scope = :scope AND (day, what, at) IN"
		" (SELECT day, what, at FROM feat WHERE scope = :scope LIMIT :rows)"
	};

	*left = false;
	for (size_t i = 0; i < sizeof(sql) / sizeof(sql[0]); i++) {
		struct stmt *s = db_stmt(db, sql[i]);

		stmt_int(s, ":scope", scope);
		stmt_int(s, ":rows", SWEEP_ROWS);
		if (stmt_run(s) != 0)
			return -1;
		*left |= db_changes(db) == SWEEP_ROWS;
	}
	return 0;
}

/* A scope that is to be deleted: 1, 0 or -1. */
static int
find_dead(struct db *db, int64_t *scope)
{
	return stmt_number(db_stmt(db, "SELECT min(scope) FROM scope WHERE role = 2"), scope);
}

int
sweep(struct db *db, int64_t now, int64_t *done)
{
	int64_t scope;
	int found;
	bool left;

	(void)now;
	while ((found = find_dead(db, &scope)) == 1) {
		struct stmt *s;

		if (db_begin(db) != 0)
			return -1;
		/* Another process may have been faster, and the number be that of a new scope. */
		if ((found = find_dead(db, &scope)) != 1) {
			db_rollback(db);
			break;
		}
		fault_pass("rebuild.sweep");
		if (sweep_some(db, scope, &left) != 0)
			goto fail;
		if (!left) {
			s = db_stmt(db, "DELETE FROM scope WHERE scope = :scope");
			stmt_int(s, ":scope", scope);
			if (stmt_run(s) != 0)
				goto fail;
			(*done)++;
		}
		if (db_commit(db) != 0)
			goto fail;
	}
	return found;
fail:
	db_rollback(db);
	return -1;
}
