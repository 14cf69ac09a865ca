/*
 * chatstat-digest: what was in a chat on a day, in a week or a month, queued for the chat when that is due.
 */
#include <inttypes.h>
#include <string.h>

#include "lib/clock.h"
#include "lib/digest.h"
#include "lib/find.h"
#include "lib/log.h"
#include "lib/outbox.h"
#include "lib/program.h"
#include "reports/draft.h"

static const char usage[] =
    "usage: chatstat-digest [-c FILE] [-d DB] [--chat CHAT --print]\n"
    "\n"
    "Queues the digests that are due (chatstat-admin set digest CHAT ...), each of them once.\n"
    "\n"
    "      --chat CHAT     only this one\n"
    "      --print         show its latest, due or not, and queue nothing\n"
    "  -c, --config FILE   configuration file\n"
    "  -d, --database DB   database file (default: chatstat.db, or as configured)\n"
    "      --help          this text\n"
    "      --version       version\n"
    "\n"
    "Exit status: 0 done, 1 failed, 2 misuse, 75 database busy.\n";

static int
chat_of(struct db *db, int64_t chat, int64_t *chat_id, const struct zone **zone)
{
	struct stmt *s = db_stmt(db, "SELECT chat_id, zone FROM chat WHERE chat = :chat");

	stmt_int(s, ":chat", chat);
	if (stmt_step(s) != 1)
		return -1;
	*chat_id = col_int(s, 0);
	*zone = zone_find(col_text(s, 1, NULL));
	stmt_reset(s);
	return *zone != NULL ? 0 : log_fail(STATUS_FAILED, "the time zone of a chat is not installed");
}

/* The mark and the queue change together: whoever else composed it too finds that it was first. */
static int
queue(struct db *db, const struct draft *d, int64_t chat_id, int64_t day, int64_t now)
{
	char once[64], *keyboard = NULL;
	struct outbox_item item = { .once = once, .chat_id = chat_id, .class = OUTBOX_DIGEST, .text = d->text,
		.photo = d->photo_size > 0 ? d->photo : NULL, .photo_size = d->photo_size };
	bool first;
	int ret;

	if (!d->quiet && (item.keyboard = keyboard = draft_keyboard(d)) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	snprintf(once, sizeof(once), "digest:%" PRId64 ":%" PRId64, chat_id, day);
	ret = db_begin(db);
	if (ret == 0)
		ret = digest_mark(db, d->digest, day, &first);
	if (ret == 0 && first)
		ret = outbox_add(db, &item, now, &first);
	ret = db_end(db, ret);
	free(keyboard);
	return ret;
}

static int
run(struct db *db, const struct digest *digest, bool print, int64_t now)
{
	struct draft d = { .digest = digest };
	const struct zone *zone;
	int64_t chat_id, from, until;
	int ret;

	if (chat_of(db, digest->chat, &chat_id, &zone) != 0)
		return -1;
	if (!digest_due(digest, zone, now, &from, &until) && !print)
		return 0;
	ret = draft_compose(&d, db, chat_id, from, until, now);
	if (ret == 0 && print)
		puts(d.text);
	else if (ret == 0)
		ret = queue(db, &d, chat_id, until, now);
	draft_close(&d);
	return ret;
}

/* Runs all, or that of one chat; one that fails does not hold up the others. */
static int
run_all(struct db *db, const char *chat, bool print, int64_t now)
{
	struct digest *list = NULL, one = { .chat = 0 };
	size_t count = 0, found = 0;
	int ret = 0;

	if ((chat != NULL && find_chat(db, chat, &one.chat) != 0) ||
	    digest_list(db, &list, &count) != 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		if (chat != NULL && list[i].chat != one.chat)
			continue;
		found++;
		if (run(db, &list[i], print, now) != 0)
			ret = -1;
	}
	free(list);
	/* A preview for a chat that has none yet. */
	if (found == 0 && print && digest_parse("weekly mon 09:00", &one))
		ret = run(db, &one, true, now);
	return ret;
}

int
main(int argc, char **argv)
{
	struct program p = { .name = "chatstat-digest", .usage = usage };
	const char *chat = NULL;
	bool print = false;
	const struct program_option options[] = {
		{ "chat", .word = &chat }, { "print", .flag = &print }, { .name = NULL }
	};
	struct db *db;
	int64_t now;

	log_open(argv[0]);
	if (program_parse(&p, argc, argv, options, NULL) != 0)
		return log_status();
	if (print && chat == NULL)
		log_fail(STATUS_MISUSE, "--print needs --chat");
	else if (program_configure(&p) == 0 && clock_now(&now) == 0 &&
	    (db = db_open(p.database, print ? DB_READ : DB_WRITE)) != NULL) {
		run_all(db, chat, print, now);
		db_close(db);
	}
	return program_end();
}
