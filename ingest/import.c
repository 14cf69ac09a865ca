/*
 * chatstat-import: loads history from files into the database.
 */
#include <errno.h>
#include <unistd.h>

#include "ingest/file.h"
#include "ingest/store.h"
#include "lib/budget.h"
#include "lib/clock.h"
#include "lib/config.h"
#include "lib/date.h"
#include "lib/db.h"
#include "lib/log.h"
#include "lib/program.h"
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
    "      --into CHAT     store the one chat that is taken under this chat, by its id\n"
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
set_into(void *cookie, char *word)
{
	struct file_options *o = cookie;
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
add_chat(void *cookie, char *word)
{
	struct file_options *o = cookie;

	if (o->npick == FILE_PICKS)
		return log_fail(STATUS_MISUSE, "at most %d --chat", FILE_PICKS);
	o->picks[o->npick++] = word;
	return 0;
}

static int
set_preset(void *cookie, char *word)
{
	struct file_options *o = cookie;

	return usage_set_preset(&o->usage, word);
}

static int
set_map(void *cookie, char *word)
{
	struct file_options *o = cookie;

	return usage_set_map(&o->usage, word);
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
	struct program p = { .name = "chatstat-import", .usage = usage, .takes = PROGRAM_WORDS };
	const char *zone = NULL, *from = NULL;
	struct file_options o = { .valid_from = -1 };
	const struct program_option options[] = {
		{ "zone", .word = &zone }, { "chat", .take = add_chat }, { "into", .take = set_into },
		{ "dry-run", .flag = &o.dry_run }, { "partial", .flag = &o.partial },
		{ "skip-bad", .flag = &o.skip_bad }, { "preset", .take = set_preset },
		{ "map", .take = set_map }, { "model", .word = &o.usage.model },
		{ "valid-from", .word = &from }, { .name = NULL }
	};
	struct db *db = NULL;
	struct store *store = NULL;
	int64_t now, alarms;
	bool costs = false;

	log_open(argv[0]);
	if (program_parse(&p, argc, argv, options, &o) == 0 && p.nword == 0)
		log_fail(STATUS_MISUSE, "no file given; see chatstat-import --help");
	if (log_status() != STATUS_DONE || program_configure(&p) != 0 || set_times(&o, zone, from) != 0)
		return log_status();
	/* A rehearsal makes no database. */
	if (o.dry_run && access(p.database, F_OK) != 0)
		p.database = ":memory:";
	for (int i = 0; i < p.nword; i++) {
		struct file *file = file_check(p.words[i], &o);

		/* Nothing is written, nor a database made, before a file is known to be whole. */
		if (file == NULL)
			break;
		if (db == NULL && ((db = db_open(p.database, DB_CREATE)) == NULL || (store = store_open(db,
		    zone_find(config_get(CONFIG_CHAT_ZONE)), SOURCE_IMPORT)) == NULL)) {
			file_close(file);
			break;
		}
		if (i == 0 && !o.dry_run && store_forget(store) != 0) {
			file_close(file);
			break;
		}
		costs |= file_costs(file) && !o.dry_run;
		if (file_import(file, db, store) == 0)
			file_report(file, stdout);
		file_close(file);
		if (log_status() != STATUS_DONE)
			break;
	}
	if (store != NULL && !o.dry_run)
		move_migrated(store);
	if (db != NULL && costs && log_status() == STATUS_DONE && clock_now(&now) == 0)
		budget_alarm(db, now, &alarms);
	store_close(store);
	db_close(db);
	return program_end();
}
