/*
 * chatstat-purge: drops what chats keep no longer.
 */
#include <getopt.h>

#include "analytics/job.h"
#include "analytics/retention.h"
#include "lib/clock.h"
#include "lib/config.h"
#include "lib/db.h"
#include "lib/log.h"

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

struct options {
	const char	*config;
	const char	*database;
	bool		 dry_run;
};

static int
parse(int argc, char **argv, struct options *o)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' }, { "database", required_argument, NULL, 'd' },
		{ "dry-run", no_argument, NULL, 'n' },
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
		case 'n':
			o->dry_run = true;
			break;
		case 'h':
			fputs(usage, stdout);
			exit(STATUS_DONE);
		case 'V':
			puts("chatstat-purge " VERSION);
			exit(STATUS_DONE);
		default:
			return log_fail(STATUS_MISUSE, "see chatstat-purge --help");
		}
	return optind == argc ? 0 :
	    log_fail(STATUS_MISUSE, "chatstat-purge takes no \"%.64s\"", argv[optind]);
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
	if ((db = db_open(o.database, o.dry_run ? DB_READ : DB_WRITE)) == NULL)
		return log_status();
	if (o.dry_run)
		retention_print(db, now);
	for (size_t i = 0; !o.dry_run && i < sizeof(jobs) / sizeof(jobs[0]); i++)
		if (job_run(db, &jobs[i], now) != 0)
			break;
	db_close(db);
	return log_status();
}
