#include "analytics/job.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "lib/clock.h"
#include "lib/log.h"

int64_t
job_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int
job_scopes(struct db *db, int64_t now, int64_t *done,
    int (*some)(struct db *, struct scope *, int64_t now, int64_t *done))
{
	struct scopes scopes = { 0 };
	int more = scope_answering(db, &scopes);

	for (size_t i = 0; more == 0 && i < scopes.count; i++)
		while ((more = some(db, &scopes.list[i], now, done)) == 1)
			;
	free(scopes.list);
	return more;
}

static int
started(struct db *db, const char *job, int64_t now, int64_t *run)
{
	struct stmt *s = db_stmt(db, "INSERT INTO job_run (job, started) VALUES (:job, :now)");

	stmt_text(s, ":job", job);
	stmt_int(s, ":now", now);
	if (stmt_run(s) != 0)
		return -1;
	*run = db_last_key(db);
	return 0;
}

static int
finished(struct db *db, int64_t run, const char *detail)
{
	struct stmt *s = db_stmt(db, "UPDATE job_run SET finished = max(started, :now), status = :status,"
	    " detail = :detail WHERE run = :run");
	int64_t now;

	if (clock_now(&now) != 0)
		return -1;
	stmt_int(s, ":now", now);
	stmt_int(s, ":status", log_status());
	stmt_text(s, ":detail", detail);
	stmt_int(s, ":run", run);
	return stmt_run(s);
}

int
job_run(struct db *db, const struct job *job, int64_t now)
{
	int64_t run, done = 0;
	char detail[JOB_UNIT + 32];
	int ret;

	if (started(db, job->name, now, &run) != 0)
		return -1;
	ret = job->run(db, now, &done);
	snprintf(detail, sizeof(detail), "%lld %s", (long long)done, job->unit);
	if (finished(db, run, ret == 0 ? detail : log_message()) != 0)
		return -1;
	/* Cron hears nothing; a person hears what was done. */
	if (ret == 0 && isatty(STDOUT_FILENO))
		printf("%-10s %s\n", job->name, detail);
	return ret;
}
