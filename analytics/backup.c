/*
 * chatstat-backup: copies of the database, and one of them in its place.
 */
#include <unistd.h>

#include "analytics/check.h"
#include "analytics/job.h"
#include "analytics/place.h"
#include "analytics/restore.h"
#include "analytics/save.h"
#include "lib/beside.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/lock.h"
#include "lib/log.h"
#include "lib/program.h"

static const char usage[] =
    "usage: chatstat-backup [-c FILE] [-d DB] [--list | --verify FILE | --restore FILE]\n"
    "\n"
    "Copies the database while other programs write, checks the copy, compresses it, and\n"
    "deletes copies that are too old ([backup] in chatstat.conf).\n"
    "\n"
    "  -c, --config FILE   configuration file\n"
    "  -d, --database DB   database file (default: chatstat.db, or as configured)\n"
    "      --list          the copies there are\n"
    "      --verify FILE   check a copy; - is standard input\n"
    "      --restore FILE  put a copy in the database's place, which is copied first\n"
    "      --help          this text\n"
    "      --version       version\n"
    "\n"
    "Exit status: 0 done, 1 failed, 2 misuse, 75 database busy, or chatstatd runs.\n";

struct options {
	bool		 list;
	const char	*verify, *restore;
};

static struct place place;	/* jobs are told no more than when they run */

static int
back_up(struct db *db, int64_t now, int64_t *done)
{
	(void)now;
	return save(db, &place, true, done) != 0 ? -1 : place_prune(&place);
}

static int
make(void)
{
	char unit[JOB_UNIT];	/* by which the doctor finds copies: their folder may be the unit's alone */
	const struct job job = { "backup", "copies the database", back_up, unit };
	struct db *db = db_open(place.database, DB_WRITE);
	int ret;

	snprintf(unit, sizeof(unit), "KiB in %s", place.folder);
	ret = db != NULL ? job_run(db, &job, place.now) : -1;
	db_close(db);
	return ret;
}

static int
verify(const char *copy)
{
	char path[PATH_MAX];
	int ret = place_work(&place, "backup", path);

	if (ret == 0)
		ret = save_unpack(copy, path);
	if (ret == 0)
		ret = check(path, copy);
	place_clear(&place, "backup");
	if (ret == 0 && isatty(STDOUT_FILENO))
		puts("The copy is whole.");
	return ret;
}

static int
run(const struct options *o)
{
	int lock, ret;

	if (o->list)
		return place_list(&place);
	if (beside_owned(place.database) != 0 || (lock = lock_take(place.database, LOCK_BACKUP)) == -1)
		return -1;
	if (o->verify != NULL)
		ret = verify(o->verify);
	else
		ret = o->restore != NULL ? restore(&place, o->restore) : make();
	close(lock);
	return ret;
}

int
main(int argc, char **argv)
{
	struct program p = { .name = "chatstat-backup", .usage = usage };
	struct options o = { 0 };
	const struct program_option options[] = {
		{ "list", .flag = &o.list }, { "verify", .word = &o.verify },
		{ "restore", .word = &o.restore }, { .name = NULL }
	};
	int64_t now;

	log_open(argv[0]);
	if (program_parse(&p, argc, argv, options, NULL) != 0)
		return log_status();
	if (o.list + (o.verify != NULL) + (o.restore != NULL) > 1)
		log_fail(STATUS_MISUSE, "one of --list, --verify and --restore at a time");
	else if (program_configure(&p) == 0 && clock_now(&now) == 0 &&
	    place_find(&place, p.database, p.config, now) == 0)
		run(&o);
	return program_end();
}
