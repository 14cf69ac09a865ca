/*
 * chatstat-import: loads history from files into the database.
 */
#include <errno.h>
#include <getopt.h>
#include <unistd.h>

#include "ingest/file.h"
#include "ingest/store.h"
#include "lib/budget.h"
#include "lib/clock.h"
#include "lib/config.h"
#include "lib/date.h"
#include "lib/db.h"
#include "lib/log.h"
#include "lib/zone.h"

static const char usage[] =
    "usage: chatstat-import [-c FILE] [-d DB] [--zone ZONE] [--chat CHAT ...] [--into CHAT]\n"
    "                       [--dry-run] [--partial] [--skip-bad] [--preset NAME]\n"
    "                       [--map COLUMN=NAME ...] [--model NAME] [--valid-from T] FILE ...\n"
    "\n"
    "Loads Telegram Desktop exports (result.json), files of Bot API updates, usage of LLMs\n"
    "(CSV, JSON Lines) and what they cost (CSV, LiteLLM's JSON).\n"
    "Importing again changes nothing but what is newer.  - is standard input; files may\n"
    "be compressed by gzip.\n"
    "\n"
    "  -c, --config FILE   configuration file\n"
    "  -d, --database DB   database file (default: chatstat.db, or as configured)\n"
    "      --zone ZONE     time zone of times without offset (default: [chat] zone)\n"
    "      --chat CHAT     of a whole account's export, only this chat: id or exact name\n"
    "      --into CHAT     store the export of one chat under this chat, by its id\n"
    "      --dry-run       say what would become of it, and store nothing\n"
    "      --partial       import what is usable of a broken file\n"
    "      --skip-bad      pass by records of usage that cannot be used\n"
    "      --preset NAME   usage as chatstat, azure, openai, openai-legacy, openai-costs,\n"
    "                      openrouter, cursor, claude or ccusage write it\n"
    "      --map COLUMN=NAME\n"
    "                      a column of usage is our NAME, such as input_tokens\n"
    "      --model NAME    the model of usage that does not say it\n"
    "      --valid-from T  when prices without a date begin to apply\n"
    "      --help          this text\n"
    "      --version       version\n"
    "\n"
    "Exit status: 0 done, 1 failed or bad input, 2 misuse, 75 database busy.\n";

/* A chat's id as in the Bot API. */
static int
set_into(struct file_options *o, const char *word)
{
	char *end;
	long long id;

	errno = 0;
	id = strtoll(word, &end, 10);
	if (errno != 0 || end == word || *end != '\0' || id == 0)
		return log_fail(STATUS_MISUSE, "--into: \"%.50s\" is no chat's id, such as -1001234567890",
		    word);
	o->into = (struct chat_ref){ .id = id, .type = chat_type_of(id) };
	return 0;
}

static int
parse(int argc, char **argv, struct file_options *o, const char **config, const char **database,
    const char **zone, const char **from)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' }, { "database", required_argument, NULL, 'd' },
		{ "zone", required_argument, NULL, 'z' }, { "chat", required_argument, NULL, 'C' },
		{ "into", required_argument, NULL, 'i' }, { "dry-run", no_argument, NULL, 'n' },
		{ "partial", no_argument, NULL, 'p' }, { "skip-bad", no_argument, NULL, 's' },
		{ "preset", required_argument, NULL, 'P' }, { "map", required_argument, NULL, 'm' },
		{ "model", required_argument, NULL, 'M' }, { "valid-from", required_argument, NULL, 'v' },
		{ "help", no_argument, NULL, 'h' }, { "version", no_argument, NULL, 'V' },
		{ NULL, 0, NULL, 0 }
	};
	int c;

	while ((c = getopt_long(argc, argv, "c:d:", options, NULL)) != -1)
		switch (c) {
		case 'c':
			*config = optarg;
			break;
		case 'd':
			*database = optarg;
			break;
		case 'z':
			*zone = optarg;
			break;
		case 'C':
			if (o->npick == FILE_PICKS)
				return log_fail(STATUS_MISUSE, "at most %d --chat", FILE_PICKS);
			o->picks[o->npick++] = optarg;
			break;
		case 'i':
			if (set_into(o, optarg) != 0)
				return -1;
			break;
		case 'n':
			o->dry_run = true;
			break;
		case 'p':
			o->partial = true;
			break;
		case 's':
			o->skip_bad = true;
			break;
		case 'P':
			if (usage_set_preset(&o->usage, optarg) != 0)
				return -1;
			break;
		case 'm':
			if (usage_set_map(&o->usage, optarg) != 0)
				return -1;
			break;
		case 'M':
			o->usage.model = optarg;
			break;
		case 'v':
			*from = optarg;
			break;
		case 'h':
			fputs(usage, stdout);
			exit(STATUS_DONE);
		case 'V':
			puts("chatstat-import " VERSION);
			exit(STATUS_DONE);
		default:
			return log_fail(STATUS_MISUSE, "see chatstat-import --help");
		}
	if (optind == argc)
		return log_fail(STATUS_MISUSE, "no file given; see chatstat-import --help");
	return 0;
}

/* Groups that were found to have become supergroups move there, where more members may be forgotten. */
static int
move_migrated(struct store *store)
{
	bool more = true, moved = false;

	while (more) {
		if (store_begin(store) != 0 || store_move(store, &more) != 0 || store_commit(store) != 0) {
			store_rollback(store);
			return -1;
		}
		moved |= more;
	}
	return moved ? store_forget(store) : 0;
}

/* What times are read in, and when prices without one begin to apply. */
static int
set_times(struct file_options *o, const char *zone, const char *from)
{
	int64_t now;

	o->usage.zone_given = zone != NULL;
	if (zone == NULL)
		zone = config_get(CONFIG_CHAT_ZONE);
	if ((o->zone = o->usage.zone = zone_find(zone)) == NULL)
		return log_fail(STATUS_MISUSE, "--zone: \"%s\" is no time zone (such as Europe/Sofia)", zone);
	if (clock_now(&now) != 0)
		return -1;
	if (from != NULL && date_parse_time(from, o->zone, now, false, &o->valid_from) != 0)
		return log_fail(STATUS_MISUSE, "--valid-from: \"%.50s\" is no time (such as 2026-03-01)",
		    from);
	return 0;
}

int
main(int argc, char **argv)
{
	const char *config = NULL, *database = NULL, *zone = NULL, *from = NULL;
	struct file_options options = { .valid_from = -1 };
	struct db *db = NULL;
	struct store *store = NULL;
	int64_t now, alarms;
	bool costs = false;

	log_open(argv[0]);
	if (parse(argc, argv, &options, &config, &database, &zone, &from) != 0 || config_load(config) != 0 ||
	    set_times(&options, zone, from) != 0)
		return log_status();
	if (database == NULL)
		database = config_get(CONFIG_DATABASE_PATH);
	/* A rehearsal makes no database. */
	if (options.dry_run && access(database, F_OK) != 0)
		database = ":memory:";
	for (int i = optind; i < argc; i++) {
		struct file *file = file_check(argv[i], &options);

		/* Nothing is written, nor a database made, before a file is known to be whole. */
		if (file == NULL)
			break;
		if (db == NULL && ((db = db_open(database, DB_CREATE)) == NULL || (store = store_open(db,
		    zone_find(config_get(CONFIG_CHAT_ZONE)), SOURCE_IMPORT)) == NULL)) {
			file_close(file);
			break;
		}
		if (i == optind && !options.dry_run && store_forget(store) != 0) {
			file_close(file);
			break;
		}
		costs |= file_costs(file) && !options.dry_run;
		if (file_import(file, db, store) == 0)
			file_report(file, stdout);
		file_close(file);
		if (log_status() != STATUS_DONE)
			break;
	}
	if (store != NULL && !options.dry_run)
		move_migrated(store);
	if (db != NULL && costs && log_status() == STATUS_DONE && clock_now(&now) == 0)
		budget_alarm(db, now, &alarms);
	if (fflush(stdout) != 0 || ferror(stdout))
		log_fail(STATUS_FAILED, "standard output: %s", strerror(errno));
	store_close(store);
	db_close(db);
	return log_status();
}
