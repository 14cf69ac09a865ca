/*
 * chatstat-rollup: runs the jobs that are due.
 */
#include "analytics/job.h"
#include "lib/audit.h"
#include "lib/budget.h"
#include "lib/clock.h"
#include "lib/config.h"
#include "lib/date.h"
#include "lib/db.h"
#include "lib/log.h"
#include "lib/program.h"
#include "lib/reprice.h"

static const char usage[] =
    "usage: chatstat-rollup [-c FILE] [-d DB] [--list] [--rebuild]\n"
    "                       [--reprice [--since T]] [JOB ...]\n"
    "\n"
    "Brings sums up to date: folds days that are over into months and everything.\n"
    "Reports are true before and after; afterwards long windows are cheap.\n"
    "\n"
    "  -c, --config FILE   configuration file\n"
    "  -d, --database DB   database file (default: chatstat.db, or as configured)\n"
    "      --list          what jobs there are, and when they ran last\n"
    "      --rebuild       make all sums anew from messages, reactions and joins\n"
    "      --reprice       price usage anew by the prices of today; it is audited\n"
    "      --since T       ... only usage from then on (such as 2026-03-01)\n"
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
	{ "budget", "tells the chat of budgets that are spent", budget_alarm, "alarms" },
};
enum { JOBS = sizeof(jobs) / sizeof(jobs[0]) };

struct options {
	bool		 list, rebuild, reprice;
	const char	*since;
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
parse(struct program *p, int argc, char **argv, struct options *o)
{
	const struct program_option options[] = {
		{ "list", .flag = &o->list }, { "rebuild", .flag = &o->rebuild },
		{ "reprice", .flag = &o->reprice }, { "since", .word = &o->since }, { .name = NULL }
	};

	if (program_parse(p, argc, argv, options, NULL) != 0)
		return -1;
	if (o->since != NULL && !o->reprice)
		return log_fail(STATUS_MISUSE, "--since goes with --reprice");
	if (o->list && (o->rebuild || o->reprice || p->nword > 0))
		return log_fail(STATUS_MISUSE, "--list does nothing else, and takes no jobs");
	return pick(o, p->nword, p->words);
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

static int64_t reprice_since;	/* of --since: jobs are told no more than when they run */

static int
reprice_usage(struct db *db, int64_t now, int64_t *done)
{
	(void)now;
	return reprice(db, reprice_since, true, done);
}

/* Prices usage anew: it changes answers that were given, so the audit log says who wanted it. */
static int
reprice_all(struct db *db, const char *word, int64_t now)
{
	static const struct job job = { "reprice", "prices usage anew", reprice_usage, "records" };
	const struct zone *zone = zone_find(config_get(CONFIG_CHAT_ZONE));
	char detail[64] = "all";

	if (word != NULL && date_parse_time(word, zone, now, false, &reprice_since) != 0)
		return log_fail(STATUS_MISUSE, "--since: \"%.50s\" is no time (such as 2026-03-01)", word);
	if (word != NULL) {
		memcpy(detail, "since ", 7);
		date_format_iso(detail + 6, sizeof(detail) - 6, zone, reprice_since);
	}
	if (db_begin(db) != 0)
		return -1;
	return db_end(db, audit_add(db, now, &(struct audit){ .action = "reprice", .object = detail })) == 0 ?
	    job_run(db, &job, now) : -1;
}

/* Old rows of job_run go: a year of them is kept; and those of a clock that was ahead. */
static int
forget_runs(struct db *db, int64_t now)
{
	struct stmt *s = db_stmt(db, "DELETE FROM job_run WHERE started < :first OR started > :last");

	stmt_int(s, ":first", now - INT64_C(366) * DATE_SECONDS);
	stmt_int(s, ":last", now + DATE_SECONDS);
	return stmt_run(s);
}

static int
run(struct db *db, const struct options *o, int64_t now)
{
	if ((o->rebuild && rebuild_mark(db) != 0) || (o->reprice && reprice_all(db, o->since, now) != 0))
		return -1;
	for (int i = 0; i < JOBS; i++)
		if (o->wanted[i] && job_run(db, &jobs[i], now) != 0)
			return -1;
	return forget_runs(db, now);
}

int
main(int argc, char **argv)
{
	struct program p = { .name = "chatstat-rollup", .usage = usage, .takes = PROGRAM_WORDS };
	struct options o = { 0 };
	struct db *db;
	int64_t now;

	log_open(argv[0]);
	if (parse(&p, argc, argv, &o) != 0 || program_configure(&p) != 0 || clock_now(&now) != 0 ||
	    (db = db_open(p.database, o.list ? DB_READ : DB_WRITE)) == NULL)
		return log_status();
	if (o.list)
		list(db);
	else
		run(db, &o, now);
	db_close(db);
	return program_end();
}
