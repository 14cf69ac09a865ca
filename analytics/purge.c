/*
 * chatstat-purge: drops what chats keep no longer.
 */
#include "analytics/job.h"
#include "analytics/retention.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/log.h"
#include "lib/program.h"

static const char usage[] =
    "usage: chatstat-purge [-c FILE] [-d DB] [--dry-run]\n"
    "\n"
    "Drops texts, messages, reactions and joins that are older than their chat keeps them\n"
    "(chatstat-admin set CHAT text-days, fact-days).  What was counted of them stays.\n"
    "\n"
    "  -c, --config FILE   configuration file\n"
    "  -d, --database DB   database file (default: chatstat.db, or as configured)\n"
    "      --dry-run       say what would go, by chat, and drop nothing\n"
    "      --help          this text\n"
    "      --version       version\n"
    "\n"
    "Exit status: 0 done, 1 failed, 2 misuse, 75 database busy.\n";

/* In the order they run. */
static const struct job jobs[] = {
	{ "texts", "drops texts that are too old", retention_texts, "texts" },
	{ "facts", "deletes messages, reactions and joins that are too old", retention_facts, "rows" },
	{ "space", "gives free space back to the disk", retention_space, "pages" }
};

int
main(int argc, char **argv)
{
	struct program p = { .name = "chatstat-purge", .usage = usage };
	bool dry_run = false;
	const struct program_option options[] = { { "dry-run", .flag = &dry_run }, { .name = NULL } };
	struct db *db;
	int64_t now;

	log_open(argv[0]);
	if (program_parse(&p, argc, argv, options, NULL) != 0 || program_configure(&p) != 0 ||
	    clock_now(&now) != 0 || (db = db_open(p.database, dry_run ? DB_READ : DB_WRITE)) == NULL)
		return log_status();
	if (dry_run)
		retention_print(db, now);
	for (size_t i = 0; !dry_run && i < sizeof(jobs) / sizeof(jobs[0]); i++)
		if (job_run(db, &jobs[i], now) != 0)
			break;
	db_close(db);
	return program_end();
}
