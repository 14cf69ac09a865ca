#include "ingest/doctor.h"

#include <errno.h>
#include <inttypes.h>
#include <libgen.h>
#include <limits.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/vitals.h"
#include "lib/beside.h"
#include "lib/config.h"
#include "lib/digest.h"
#include "lib/lock.h"
#include "lib/log.h"
#include "lib/policy.h"
#include "lib/stamp.h"

enum {
	USER = 64,
	HOUR = 3600,
	LOG_BYTES = 128 << 20		/* of the -wal file: twice what it is cut to when all is well */
};

/* Opens it; false where there is nothing to look at. */
static bool
open_database(struct doctor *d, struct vitals *v)
{
	if (access(d->database, F_OK) != 0 && errno == ENOENT) {
		doctor_say(d, VERDICT_WARNING, "database", "chatstatd or chatstat-import makes it",
		    "%s: there is none yet", d->database);
		return false;
	}
	if ((d->db = db_open(d->database, DB_READ)) == NULL || vitals_read(d->db, d->now, v) != 0) {
		doctor_say_logged(d, VERDICT_PROBLEM, "database",
		    access(d->database, R_OK) != 0 ? "look again as its owner" : NULL);
		return false;
	}
	doctor_say(d, VERDICT_OK, "database", NULL, "%s: chats: %" PRId64 ", size: %" PRId64 " KiB",
	    d->database, v->chats, v->bytes >> 10);
	return true;
}

/* Whether its pages and references hold together; the first thing that does not is told. */
static void
check_whole(struct doctor *d)
{
	struct stmt *s = db_stmt(d->db, "PRAGMA quick_check(1)");
	int64_t orphans = 0;

	if (stmt_step(s) != 1) {
		doctor_say_logged(d, VERDICT_PROBLEM, "integrity", "restore a backup");
		return;
	}
	if (strcmp(col_text(s, 0, NULL), "ok") != 0)
		doctor_say(d, VERDICT_PROBLEM, "integrity", "restore a backup", "%s", col_text(s, 0, NULL));
	else
		doctor_say(d, VERDICT_OK, "integrity", NULL, "every page is sound");
	stmt_reset(s);
	if (stmt_number(db_stmt(d->db, "SELECT count(*) FROM pragma_foreign_key_check"), &orphans) < 0)
		doctor_say_logged(d, VERDICT_PROBLEM, "references", NULL);
	else if (orphans > 0)
		doctor_say(d, VERDICT_PROBLEM, "references", "restore a backup",
		    "%" PRId64 " rows name others that are not there", orphans);
	else
		doctor_say(d, VERDICT_OK, "references", NULL, "every row's chat is there");
}

static void
name_user(uid_t uid, char name[USER])
{
	const struct passwd *user = getpwuid(uid);

	snprintf(name, USER, "%s", user != NULL ? user->pw_name : "nobody known");
}

/* What lies beside the database is its owner's: another user, such as root, may have written it. */
static void
check_beside(struct doctor *d, uid_t owner)
{
	static const char *const endings[] = { "-wal", "-shm", ".key", ".optout", ".lock", ".backup-lock" };
	char path[PATH_MAX], theirs[USER], own[USER], advice[USER + 16];
	struct stat st;

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		snprintf(path, sizeof(path), "%s%s", db_path(d->db), endings[i]);
		if (stat(path, &st) != 0 || st.st_uid == owner)
			continue;
		name_user(st.st_uid, theirs);
		name_user(owner, own);
		snprintf(advice, sizeof(advice), "chown %s it", own);
		doctor_say(d, VERDICT_PROBLEM, "rights", advice, "%s belongs to %s, and the database to %s",
		    path, theirs, own);
	}
}

/* Who may read and write it, beside the owner and the owner's group. */
static void
check_rights(struct doctor *d)
{
	char folder[PATH_MAX], name[USER], owner[USER];
	struct stat st;

	name_user(geteuid(), name);
	snprintf(folder, sizeof(folder), "%s", d->database);
	if (stat(d->database, &st) != 0) {
		doctor_say(d, VERDICT_PROBLEM, "rights", NULL, "%s: %s", d->database, strerror(errno));
		return;
	}
	name_user(st.st_uid, owner);
	check_beside(d, st.st_uid);
	if (st.st_mode & (S_IRWXO | S_IWGRP | S_IXGRP))
		doctor_say(d, VERDICT_WARNING, "rights", "chmod 640 it",
		    "%s has mode %04o: more than its group may read it, or others write", d->database,
		    (unsigned)(st.st_mode & 07777));
	if (access(d->database, W_OK) != 0 || access(dirname(folder), W_OK) != 0)
		doctor_say(d, VERDICT_WARNING, "rights",
		    "chatstatd and chatstat-rollup must be run by its owner",
		    "user %s cannot write it, or its folder; it belongs to %s", name, owner);
	else if (st.st_uid != geteuid())
		doctor_say(d, VERDICT_WARNING, "rights", "look again as its owner",
		    "user %s can write it, but it belongs to %s", name, owner);
	else
		doctor_say(d, VERDICT_OK, "rights", NULL, "user %s owns it and can write it, mode %04o", name,
		    (unsigned)(st.st_mode & 07777));
}

static void
check_log(struct doctor *d)
{
	char path[PATH_MAX];
	struct stat st;

	snprintf(path, sizeof(path), "%s-wal", d->database);
	if (stat(path, &st) == 0 && st.st_size > LOG_BYTES)
		doctor_say(d, VERDICT_WARNING, "log", "end programs that have long had the database open",
		    "%s has %lld MiB: something keeps it from being emptied", path,
		    (long long)st.st_size >> 20);
}

/* How long ago batches may have succeeded last: one that cron runs may fail. */
static const struct rhythm {
	const char	*jobs;
	int64_t		 seconds;
	const char	*advice;
} rhythms[] = {
	{ "rebuild fold derive sweep", 26 * HOUR, "let cron run chatstat-rollup every hour" },
	{ "texts facts space", 50 * HOUR, "let cron run chatstat-purge every night" },
	{ "backup", 50 * HOUR, "let cron run chatstat-backup every night" }
};

/* What to do about a batch that should have succeeded since; a time to come was told by a wrong clock. */
static const char *
overdue(const char *job, int64_t seconds)
{
	for (size_t i = 0; i < sizeof(rhythms) / sizeof(rhythms[0]); i++)
		if (strstr(rhythms[i].jobs, job) != NULL)
			return seconds > rhythms[i].seconds || seconds < -HOUR ? rhythms[i].advice : NULL;
	return NULL;
}

static void
say_job(struct doctor *d, struct stmt *s, const char *job)
{
	int64_t age = d->now - col_int(s, 4), begun = d->now - col_int(s, 3);
	const char *advice = overdue(job, age);

	if (!col_null(s, 1) && col_int(s, 1) != STATUS_DONE)
		doctor_say(d, VERDICT_WARNING, "jobs", "run it by hand", "%s failed: %s", job,
		    col_text(s, 2, NULL));
	else if (col_null(s, 4) || (col_null(s, 1) && begun > HOUR))
		doctor_say(d, VERDICT_WARNING, "jobs", "run it by hand", "%s, begun %" PRId64 " h ago, never"
		    " came to its end", job, begun / HOUR);
	else
		doctor_say(d, advice != NULL ? VERDICT_WARNING : VERDICT_OK, "jobs", advice,
		    age < -HOUR ? "%s succeeded at a time to come" : "%s succeeded %" PRId64 " h ago", job,
		    age / HOUR);
}

/* What batches left of themselves. */
static void
check_jobs(struct doctor *d, const struct vitals *v)
{
	struct stmt *s = db_stmt(d->db, "SELECT j.job, j.status, j.detail, j.started, (SELECT finished"
	    " FROM job_run AS k WHERE k.job = j.job AND k.status = 0 ORDER BY k.run DESC LIMIT 1)"
	    " FROM job_run AS j WHERE j.run IN (SELECT max(run) FROM job_run GROUP BY job)"
	    " AND (j.job <> 'backup' OR j.status IS NOT 0) ORDER BY j.job");
	struct stmt *limited = db_stmt(d->db, "SELECT count(*) FROM chat WHERE fact_days > 0"
	    " OR (text = :full AND text_days > 0)");
	int64_t folded = 0, chats = 0;
	const char *advice;
	bool purged = false;
	int step;

	while ((step = stmt_step(s)) == 1) {
		const char *job = col_text(s, 0, NULL);

		if (strcmp(job, "fold") == 0)
			folded = col_int(s, 4);
		purged |= strcmp(job, "texts") == 0;
		say_job(d, s, job);
	}
	stmt_int(limited, ":full", POLICY_FULL);
	if (step < 0 || stmt_number(limited, &chats) < 0)
		doctor_say_logged(d, VERDICT_PROBLEM, "jobs", NULL);
	else if (chats > 0 && !purged)
		doctor_say(d, VERDICT_WARNING, "jobs", overdue("texts", INT64_MAX), "chatstat-purge never"
		    " ran; chats that keep texts or facts for some days only: %" PRId64, chats);
	advice = overdue("fold", d->now - folded);
	if (v->unfolded_days == 0)
		doctor_say(d, VERDICT_OK, "sums", NULL, "every day that is over is folded");
	else
		doctor_say(d, advice != NULL ? VERDICT_WARNING : VERDICT_OK, "sums", advice,
		    "days that wait to be folded: %" PRId64 "; reports are right, but slower",
		    v->unfolded_days);
}

/* Where copies are: as configured, or where the last one went, or else beside the database.  0 or -1. */
static int
find_copies(struct doctor *d, char folder[PATH_MAX])
{
	struct stmt *s = db_stmt(d->db, "SELECT detail FROM job_run WHERE job = 'backup' AND status = 0"
	    " ORDER BY run DESC LIMIT 1");
	const char *in = NULL;
	int step = stmt_step(s);

	beside_folder(db_path(d->db), folder);
	if (step == 1)
		in = strstr(col_text(s, 0, NULL), " in ");
	if (!config_is(CONFIG_BACKUP_DIRECTORY, ""))
		snprintf(folder, PATH_MAX, "%s", config_get(CONFIG_BACKUP_DIRECTORY));
	else if (in != NULL)
		snprintf(folder, PATH_MAX, "%s", in + strlen(" in "));
	stmt_reset(s);
	return step < 0 ? -1 : 0;
}

/* Whether there are copies, and can be new ones. */
static void
check_backup(struct doctor *d)
{
	static const char unwritable[] = "chatstat-backup has to be able to write there";
	char folder[PATH_MAX];
	int64_t last = 0;
	const char *advice;
	int found;

	if (find_copies(d, folder) != 0) {
		doctor_say_logged(d, VERDICT_PROBLEM, "backup", NULL);
		return;
	}
	found = stamp_last(folder, db_path(d->db), d->now + HOUR, &last);
	advice = overdue("backup", d->now - last);
	if (found < 0)
		doctor_say_logged(d, VERDICT_WARNING, "backup", unwritable);
	else if (access(folder, W_OK) != 0)
		doctor_say(d, VERDICT_WARNING, "backup", unwritable, "%s: %s", folder, strerror(errno));
	else if (found == 0)
		doctor_say(d, VERDICT_WARNING, "backup", advice, "no copy made until now is in %s", folder);
	else
		doctor_say(d, advice != NULL ? VERDICT_WARNING : VERDICT_OK, "backup", advice,
		    "the last one was made %" PRId64 " h ago", (d->now - last) / HOUR);
}

/* What a clock left that was ahead of the one that is right now. */
static void
check_dates(struct doctor *d)
{
	/* A full scan of digest: it holds a row a chat. */
	struct stmt *s = db_stmt(d->db, "SELECT"
	    " (SELECT count(*) FROM coverage WHERE source = 1 AND until > :at)"
	    " + (SELECT count(*) FROM job_run WHERE finished > :at)"
	    " + (SELECT count(*) FROM digest WHERE sent > :at / 86400 + 1)");
	int64_t rows = 0;

	stmt_int(s, ":at", d->now + HOUR);
	if (stmt_number(s, &rows) < 0)
		doctor_say_logged(d, VERDICT_PROBLEM, "dates", NULL);
	else if (rows > 0)
		doctor_say(d, VERDICT_WARNING, "dates", "see that this machine's clock is right when programs"
		    " start; nothing waits for them", "intervals of coverage, runs of batches and digests"
		    " with a time to come: %" PRId64, rows);
}

/* What the daemon left: whether it runs, what it could not store, and what it could not send. */
static void
check_daemon(struct doctor *d)
{
	/* A full scan of outbox, but by its index of what waits. */
	struct stmt *late = db_stmt(d->db, "SELECT count(*) FROM outbox"
	    " WHERE done_at IS NULL AND made_at < :before AND not_before < :before");
	/* A full scan of parked: rows are few, and kept for 14 days. */
	struct stmt *parked = db_stmt(d->db, "SELECT count(*),"
	    " (SELECT why FROM parked ORDER BY parked DESC LIMIT 1) FROM parked");
	int64_t waiting = 0;

	if (lock_held(db_path(d->db)))
		doctor_say(d, VERDICT_OK, "daemon", NULL, "chatstatd runs");
	else if (d->token)
		doctor_say(d, VERDICT_WARNING, "daemon", "start it",
		    "chatstatd does not run on this database: nothing is recorded");
	if (stmt_step(parked) != 1)
		doctor_say_logged(d, VERDICT_PROBLEM, "updates", NULL);
	else {
		if (col_int(parked, 0) > 0)
			doctor_say(d, VERDICT_WARNING, "updates", "report this as a bug, please",
			    "not stored: %" PRId64 ", the last one because: %s", col_int(parked, 0),
			    col_text(parked, 1, NULL));
		stmt_reset(parked);
	}
	stmt_int(late, ":before", d->now - HOUR);
	if (stmt_number(late, &waiting) < 0)
		doctor_say_logged(d, VERDICT_PROBLEM, "outbox", NULL);
	else if (waiting > 0)
		doctor_say(d, VERDICT_WARNING, "outbox", "the log of chatstatd says why",
		    "not sent after an hour: %" PRId64 " messages", waiting);
}

/* Digests that were due an hour ago, and are not queued. */
static void
check_digests(struct doctor *d)
{
	struct digest *list = NULL;
	size_t count = 0, late = 0;

	if (digest_list(d->db, &list, &count) != 0) {
		doctor_say_logged(d, VERDICT_PROBLEM, "digests", NULL);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		struct stmt *s = db_stmt(d->db, "SELECT zone FROM chat WHERE chat = :chat");
		const struct zone *zone;
		int64_t from, until;

		stmt_int(s, ":chat", list[i].chat);
		if (stmt_step(s) != 1)
			continue;
		if ((zone = zone_find(col_text(s, 0, NULL))) != NULL)
			late += digest_due(&list[i], zone, d->now - HOUR, &from, &until);
		stmt_reset(s);
	}
	free(list);
	if (late > 0)
		doctor_say(d, VERDICT_WARNING, "digests", "let cron run chatstat-digest every quarter of an"
		    " hour", "due for more than an hour, and not queued: %zu", late);
	else if (count > 0)
		doctor_say(d, VERDICT_OK, "digests", NULL, "chats that get one: %zu; none is late", count);
}

void
doctor_database(struct doctor *d)
{
	struct vitals v;

	if (!open_database(d, &v))
		return;
	check_whole(d);
	check_rights(d);
	check_log(d);
	check_jobs(d, &v);
	check_backup(d);
	check_dates(d);
	check_daemon(d);
	check_digests(d);
}
