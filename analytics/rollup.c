/*
 * chatstat-rollup: runs the jobs that are due.
 */
#include <getopt.h>
#include <unistd.h>

#include "analytics/job.h"
#include "lib/clock.h"
#include "lib/config.h"
#include "lib/db.h"
#include "lib/log.h"

static const char usage[] =
    "usage: chatstat-rollup [-c FILE] [-d DB] [--list] [--rebuild] [JOB ...]\n"
    "\n"
    "Brings sums up to date: folds days that are over into months and everything.\n"
    "Reports are true before and after; afterwards long windows are cheap.\n"
    "\n"
    "  -c, --config FILE   configuration file\n"
    "  -d, --database DB   database file (default: chatstat.db, or as configured)\n"
    "      --list          what jobs there are, and when they ran last\n"
    "      --rebuild       make all sums anew from messages, reactions and joins\n"
    "      --help          this text\n"
    "      --version       version\n"
    "\n"
    "Exit status: 0 done, 1 failed, 2 misuse, 75 database busy.\n";

/* In the order they run. */
static const struct job jobs[] = {
	{ "rebuild", "makes sums anew where that was asked for", rebuild, "scopes" },
	{ "sweep", "deletes sums that were replaced", sweep, "scopes" },
	{ "fold", "folds days that are over into months and everything", fold, "days" },
	{ "derive", "derives what does not add up for those days", derive, "days" },
};
enum { JOBS = sizeof(jobs) / sizeof(jobs[0]) };

struct options {
	const char	*config;
	const char	*database;
	bool		 list;
	bool		 rebuild;
	bool		 wanted[JOBS];
};

static int
pick(struct options *o, int argc, char **argv)
{
	for (int i = 0; i < JOBS; i++)
		o->wanted[i] = argc == 0;
	for (int a = 0; a < argc; a++) {
		bool found = false;

		for (int i = 0; i < JOBS; i++)
			if (strcmp(argv[a], jobs[i].name) == 0)
				found = o->wanted[i] = true;
		if (!found)
			return log_fail(STATUS_MISUSE, "there is no job \"%.64s\";"
			    " see chatstat-rollup --list", argv[a]);
	}
	return 0;
}

static int
parse(int argc, char **argv, struct options *o)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' }, { "database", required_argument, NULL, 'd' },
		{ "list", no_argument, NULL, 'l' }, { "rebuild", no_argument, NULL, 'r' },
		{ "help", no_argument, NULL, 'h' }, { "version", no_argument, NULL, 'V' },
		{ NULL, 0, NULL, 0 }
	};
	int c;

	while ((c = getopt_long(argc, argv, "c:d:", options, NULL)) != -1)
		switch (c) {
		case 'c':
			o->config = optarg;
			break;
		case 'd':
			o->database = optarg;
			break;
		case 'l':
			o->list = true;
			break;
		case 'r':
			o->rebuild = true;
			break;
		case 'h':
			fputs(usage, stdout);
			exit(STATUS_DONE);
		case 'V':
			puts("chatstat-rollup " VERSION);
			exit(STATUS_DONE);
		default:
			return log_fail(STATUS_MISUSE, "see chatstat-rollup --help");
		}
	return pick(o, argc - optind, argv + optind);
}

/* The jobs, and when each ran last. */
static int
list(struct db *db)
{
	for (int i = 0; i < JOBS; i++) {
		struct stmt *s = db_stmt(db, "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', started, 'unixepoch'),"
		    " status, detail FROM job_run WHERE job = :job ORDER BY run DESC LIMIT 1");
		int step;

		stmt_text(s, ":job", jobs[i].name);
		if ((step = stmt_step(s)) < 0)
			return -1;
		printf("%-10s %-55s ", jobs[i].name, jobs[i].help);
		if (step == 0)
			puts("never ran");
		else
			printf("%s %s\n", col_text(s, 0, NULL), col_null(s, 1) ? "running, or killed" :
			    col_text(s, 2, NULL));
		stmt_reset(s);
	}
	return 0;
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

static int
run_job(struct db *db, const struct job *job, int64_t now)
{
	int64_t run, done = 0;
	char detail[64];
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

/* Old rows of job_run go: a year of them is kept. */
static int
forget_runs(struct db *db, int64_t now)
{
	struct stmt *s = db_stmt(db, "DELETE FROM job_run WHERE started < :limit");

	stmt_int(s, ":limit", now - INT64_C(366) * 86400);
	return stmt_run(s);
}

static int
run(struct db *db, const struct options *o, int64_t now)
{
	if (o->rebuild && rebuild_mark(db) != 0)
		return -1;
	for (int i = 0; i < JOBS; i++)
		if (o->wanted[i] && run_job(db, &jobs[i], now) != 0)
			return -1;
	return forget_runs(db, now);
}

int
main(int argc, char **argv)
{
	struct options o = { 0 };
	struct db *db;
	int64_t now;

	log_open(argv[0]);
	if (parse(argc, argv, &o) != 0 || config_load(o.config) != 0 || clock_now(&now) != 0)
		return log_status();
	if (o.database == NULL)
		o.database = config_get(CONFIG_DATABASE_PATH);
	if ((db = db_open(o.database, o.list ? DB_READ : DB_WRITE)) == NULL)
		return log_status();
	if (o.list)
		list(db);
	else
		run(db, &o, now);
	db_close(db);
	return log_status();
}
