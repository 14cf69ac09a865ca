#include "analytics/restore.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "analytics/check.h"
#include "analytics/retention.h"
#include "analytics/save.h"
#include "analytics/spawn.h"
#include "lib/audit.h"
#include "lib/beside.h"
#include "lib/date.h"
#include "lib/db.h"
#include "lib/fault.h"
#include "lib/lock.h"
#include "lib/log.h"
#include "lib/stamp.h"

enum { LONG_PATH = PATH_MAX + 16 };

/*
 * What the database that is replaced knows better than the copy: who opted out, what was sent, answered and
 * done since, and how far updates were taken.  Both are of one version, and have the same columns.
 */
static const char *const sql_carry[] = {
	"INSERT INTO restored.optout SELECT * FROM main.optout WHERE true"
	" ON CONFLICT DO UPDATE SET forgotten = max(forgotten, excluded.forgotten)",
	/* A full scan of outbox, a full scan of ask, and a full scan of parked: they hold days, not years. */
	"DELETE FROM restored.outbox", "INSERT INTO restored.outbox SELECT * FROM main.outbox",
	"DELETE FROM restored.ask", "INSERT INTO restored.ask SELECT * FROM main.ask",
	/* A full scan of own: what members set for themselves, in private. */
	"DELETE FROM restored.own", "INSERT INTO restored.own SELECT * FROM main.own",
	"DELETE FROM restored.parked", "INSERT INTO restored.parked SELECT * FROM main.parked",
	"INSERT OR IGNORE INTO restored.alarm SELECT * FROM main.alarm",
	"INSERT OR IGNORE INTO restored.audit SELECT * FROM main.audit",
	/* A copy holds no row of its own making, by which the doctor knows where copies are. */
	"INSERT INTO restored.job_run (job, started, finished, status, detail)"
	" SELECT job, started, finished, status, detail FROM main.job_run AS j"
	" WHERE job = 'backup' AND finished IS NOT NULL AND NOT EXISTS (SELECT 1 FROM restored.job_run AS r"
	"  WHERE r.job = j.job AND r.started = j.started AND r.finished IS NOT NULL)",
	/* A full scan of digest: it holds a row a chat. */
	"UPDATE restored.digest AS n SET sent = max(sent, coalesce((SELECT d.sent FROM restored.chat AS r"
	" CROSS JOIN main.chat AS c ON c.chat_id = r.chat_id CROSS JOIN main.digest AS d ON d.chat = c.chat"
	" WHERE r.chat = n.chat), 0))",
	/*
	 * What came in between Telegram has no longer: coverage begins anew where updates were taken last.
	 * After full batches only the last message says where, if the copy lacks it, and no clock was ahead.
	 */
	"INSERT INTO restored.coverage SELECT n.chat, 1, n.at, n.at FROM (SELECT r.chat, max(v.at, coalesce("
	"  (SELECT m.at FROM main.message AS m WHERE m.chat = c.chat AND m.day <= :now / 86400"
	"   AND m.at <= :now ORDER BY m.day DESC, m.at DESC LIMIT 1), 0)) AS at FROM restored.chat AS r"
	"  CROSS JOIN (SELECT max(until) AS at FROM main.coverage WHERE source = 1) AS v"
	"  LEFT JOIN main.chat AS c ON c.chat_id = r.chat_id WHERE r.live = 1 AND v.at IS NOT NULL) AS n"
	" WHERE NOT EXISTS (SELECT 1 FROM restored.coverage AS k"
	"  WHERE k.chat = n.chat AND k.source = 1 AND k.until >= n.at)"
	" AND NOT EXISTS (SELECT 1 FROM restored.message AS m"
	"  WHERE m.chat = n.chat AND m.day = n.at / 86400 AND m.at = n.at)",
	NULL
};

/* Where nothing tells: what waited was sent, digests of today too, and nothing was recorded until now. */
static const char *const sql_unknown[] = {
	"UPDATE outbox SET done_at = :now, text = '', keyboard = NULL, photo = NULL, error = 'restored'"
	" WHERE done_at IS NULL",
	"DELETE FROM ask WHERE state = 0",
	"UPDATE digest SET sent = max(sent, :now / 86400)",
	"INSERT INTO coverage (chat, source, since, until) SELECT chat, 1, :now, :now FROM chat AS c"
	" WHERE live = 1 AND NOT EXISTS (SELECT 1 FROM coverage AS k"
	"  WHERE k.chat = c.chat AND k.source = 1 AND k.until >= :now)",
	NULL
};

/* Telegram is asked for all it has, of which what is stored is known; jobs that ran then run no more. */
static const char *const sql_begin[] = {
	"DELETE FROM feed", "DELETE FROM job_run WHERE finished IS NULL",
	"INSERT INTO job_run (job, started, finished, status, detail)"
	" VALUES ('restore', :now, :now, 0, :copy)",
	NULL
};

static int
run_all(struct db *db, const char *const *texts, int64_t now, const char *copy)
{
	for (; *texts != NULL; texts++) {
		struct stmt *s = db_stmt(db, *texts);

		if (s != NULL && stmt_has(s, ":now"))
			stmt_int(s, ":now", now);
		if (s != NULL && stmt_has(s, ":copy"))
			stmt_text(s, ":copy", copy);
		if (stmt_run(s) != 0)
			return -1;
	}
	return 0;
}

/* ----- what is replaced ----- */

/* Opens it, with nobody beside; NULL where it cannot be read. */
static struct db *
open_sound(const struct place *p)
{
	struct db *db = db_open(p->database, DB_ALONE);
	struct stmt *s = db != NULL ? db_stmt(db, "PRAGMA quick_check(1)") : NULL;
	bool sound = stmt_step(s) == 1 && strcmp(col_text(s, 0, NULL), "ok") == 0;

	stmt_reset(s);
	if (sound)
		return db;
	db_close(db);
	return NULL;
}

/* The same; NULL where there is none, or none that can be read, which is what a restore is for.  0 or -1. */
static int
open_old(const struct place *p, struct db **old)
{
	*old = NULL;
	if (access(p->database, F_OK) != 0)
		return errno == ENOENT ? 0 : log_fail(STATUS_FAILED, "%s: %s", p->database, strerror(errno));
	/* Once more, since there may have been no memory just then: far less is known without it. */
	for (int tries = 0; *old == NULL && tries < 2; tries++) {
		if ((*old = open_sound(p)) == NULL && log_status() == STATUS_AGAIN)
			return -1;
		log_forget();
	}
	return 0;
}

static int
carry(struct db *old, const char *path, int64_t now)
{
	struct stmt *s = db_stmt(old, "ATTACH :path AS restored");

	stmt_text(s, ":path", path);
	if (stmt_run(s) != 0 || run_all(old, sql_carry, now, NULL) != 0)
		return -1;
	return db_exec(old, "DETACH restored");
}

/* Gives a file that cannot be read another name, and its log; there is always one of the database's. */
static int
set_aside(const struct place *p)
{
	char aside[LONG_PATH], log[LONG_PATH], aside_log[LONG_PATH + 8];

	if (access(p->database, F_OK) != 0)
		return 0;
	if (stamp_path(aside, sizeof(aside), p->database, p->now, ".unread") != 0)
		return -1;
	snprintf(log, sizeof(log), "%s-wal", p->database);
	snprintf(aside_log, sizeof(aside_log), "%s-wal", aside);
	if ((rename(log, aside_log) != 0 && errno != ENOENT) || link(p->database, aside) != 0)
		return log_fail(STATUS_FAILED, "%s: %s", aside, strerror(errno));
	log_note("%s cannot be read: it is kept as %s", p->database, aside);
	return 0;
}

/* ----- what takes its place ----- */

/* Links a small file beside one database to another, where there is one. */
static int
link_beside(const char *from, const char *to, const char *ending)
{
	char source[LONG_PATH], target[LONG_PATH];

	snprintf(source, sizeof(source), "%s%s", from, ending);
	snprintf(target, sizeof(target), "%s%s", to, ending);
	return link(source, target) == 0 || errno == ENOENT || errno == EEXIST ? 0 :
	    log_fail(STATUS_FAILED, "%s: %s", target, strerror(errno));
}

/* Without the key nobody knows who is on the list. */
static int
check_key(struct db *db, const struct place *p)
{
	char key[LONG_PATH], list[LONG_PATH];
	int64_t listed;

	snprintf(key, sizeof(key), "%s.key", p->database);
	snprintf(list, sizeof(list), "%s.optout", p->database);
	if (stmt_number(db_stmt(db, "SELECT count(*) FROM optout"), &listed) != 1)
		return -1;
	if ((listed == 0 && access(list, F_OK) != 0) || access(key, F_OK) == 0)
		return 0;
	return log_fail(STATUS_FAILED, "%s is missing, by which those who opted out are known; put it there"
	    " from where it is kept, and try again", key);
}

/* Makes the copy what the database is to be. */
static int
settle(const struct place *p, const char *path, const char *copy, bool known)
{
	const char *slash = strrchr(copy, '/');
	const char *name = slash != NULL ? slash + 1 : copy;
	struct db *db = db_open(path, DB_WRITE);
	int64_t none = 0;
	int ret = -1;

	if (db != NULL && check_key(db, p) == 0 && db_begin(db) == 0 &&
	    (known || run_all(db, sql_unknown, p->now, NULL) == 0) &&
	    run_all(db, sql_begin, p->now, name) == 0 &&
	    audit_add(db, p->now, &(struct audit){ .action = "restore", .object = name }) == 0)
		ret = db_commit(db);
	/* What was dropped since is not there again until the next night. */
	if (ret == 0)
		ret = retention_texts(db, p->now, &none) != 0 ? -1 : retention_facts(db, p->now, &none);
	db_close(db);
	return ret;
}

/* Forgets, in the copy, who was forgotten since. */
static int
forget(const struct place *p, const char *path)
{
	const char *const with[] = { "chatstat-admin", "-c", p->config, "-d", path, "forget", NULL };
	const char *const without[] = { "chatstat-admin", "-d", path, "forget", NULL };

	return link_beside(p->database, path, ".key") != 0 || link_beside(p->database, path, ".optout") != 0 ?
	    -1 : spawn_companion(p->config != NULL ? with : without);
}

/* The mode that all programs expect, and nothing left in a log. */
static int
finish(const char *path)
{
	struct db *db = db_open(path, DB_ALONE);
	int ret = db != NULL && db_exec(db, "PRAGMA journal_mode = WAL") == 0 ? db_truncate(db) : -1;

	db_close(db);
	return ret;
}

/* The list first: it holds what was there, and is good for either database. */
static int
swap(const struct place *p, const char *path, struct db *old)
{
	char from[LONG_PATH], to[LONG_PATH];

	snprintf(from, sizeof(from), "%s.optout", path);
	snprintf(to, sizeof(to), "%s.optout", p->database);
	if (link_beside(path, p->database, ".key") != 0 ||
	    (access(from, F_OK) == 0 && beside_rename(from, to) != 0))
		return -1;
	/* Nothing is in the log of the old one, and nothing of it may be taken for the new one's. */
	if (old != NULL ? db_truncate(old) != 0 : set_aside(p) != 0)
		return -1;
	fault_pass("restore.before-swap");
	for (int i = 0; i < 2; i++) {
		snprintf(to, sizeof(to), "%s-%s", p->database, i == 0 ? "wal" : "shm");
		if (unlink(to) != 0 && errno != ENOENT)
			return log_fail(STATUS_FAILED, "%s: %s", to, strerror(errno));
	}
	if (beside_rename(path, p->database) != 0)
		return -1;
	fault_pass("restore.swapped");
	return 0;
}

int
restore(const struct place *p, const char *copy)
{
	int daemon = lock_take(p->database, LOCK_DAEMON), ret = -1;
	struct db *old = NULL;
	char path[PATH_MAX];
	int64_t kib;

	if (daemon == -1)
		return -1;
	if (place_work(p, "restore", path) != 0 || save_unpack(copy, path) != 0 || check(path, copy) < 0)
		goto out;
	fault_pass("restore.unpacked");
	if (open_old(p, &old) != 0 || (old != NULL && save(old, p, false, &kib) != 0) ||
	    (old != NULL && carry(old, path, p->now) != 0) || settle(p, path, copy, old != NULL) != 0 ||
	    forget(p, path) != 0 || finish(path) != 0)
		goto out;
	ret = swap(p, path, old);
out:
	if (ret != 0)
		log_note("%s is not restored", copy);
	db_close(old);
	place_clear(p, "restore");
	close(daemon);
	return ret;
}
