/*
 * What `make bench` compares with: the work that an import cannot do without, each part by itself,
 * and the clocks that programs are measured by.
 *
 *	base read FILE			reading
 *	base split FILE			... and checking the grammar
 *	base parse FILE			... and parsing every message
 *	base words FILE			counting characters, words and emoji of all texts; folding the words
 *					that rankings have, and counting each in memory; and nothing else
 *	base insert FILE DB		inserting a row a message into a new database with one index, likewise
 *	base run PROGRAM ARG ...	a program, without its output
 *	base watch DB PROGRAM ARG ...	its longest write transaction
 *
 * Each writes seconds of wall clock and of CPU; run also KiB of memory; watch only the longest seconds.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ingest/export.h"
#include "ingest/features.h"
#include "ingest/split.h"
#include "lib/date.h"
#include "lib/db.h"
#include "lib/log.h"
#include "lib/map.h"
#include "lib/message.h"
#include "lib/pack.h"
#include "lib/vocabulary.h"
#include "lib/zone.h"

enum { BATCH = 5000, ENTITIES = 16 * BATCH, BYTES = 16 << 20 };

/* ----- clocks ----- */

struct watch {
	double	wall, cpu;		/* seconds so far */
	double	wall_since, cpu_since;
};

static double
now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
start(struct watch *w)
{
	w->wall_since = now(CLOCK_MONOTONIC);
	w->cpu_since = now(CLOCK_PROCESS_CPUTIME_ID);
}

static void
stop(struct watch *w)
{
	w->wall += now(CLOCK_MONOTONIC) - w->wall_since;
	w->cpu += now(CLOCK_PROCESS_CPUTIME_ID) - w->cpu_since;
}

/* ----- messages in memory ----- */

struct row {
	struct message	message;
	size_t		text, length;		/* in the batch's bytes */
	size_t		entity, nentity;	/* in its entities */
};

/* What is measured alone needs its input at hand: so many messages at a time. */
struct batch {
	struct row	rows[BATCH];
	size_t		count;
	struct entity	entities[ENTITIES];
	size_t		nentity;
	char		bytes[BYTES];
	size_t		used;
	struct map	members;
	unsigned char	gaps[2 * PACK_MOST * ENTITIES];		/* of the message at hand */
	struct vocabulary	words;
};

static void
keep(struct batch *b, const struct record *r)
{
	struct row *row = &b->rows[b->count++];
	bool made;

	*row = (struct row){ .text = b->used, .length = r->length, .entity = b->nentity,
	    .nentity = r->nentity };
	row->message = (struct message){ .key = message_key(1, r->message), .chat = 1, .at = r->at,
	    .member = map_make(&b->members, r->actor.id, 0, 0, &made) + 1, .kind = r->kind,
	    .edited = r->edited, .reply_to = r->reply_to };
	if (r->nentity > 0)
		memcpy(b->entities + b->nentity, r->entities, r->nentity * sizeof(*r->entities));
	memcpy(b->bytes + b->used, r->text, r->length);
	b->nentity += r->nentity;
	b->used += r->length;
}

/* Rankings of words need all of this whatever stores them: the same functions, and no database. */
static int
count_words(struct batch *b)
{
	struct features f;

	for (struct row *r = b->rows; r < b->rows + b->count; r++) {
		features_count(b->bytes + r->text, r->length, b->entities + r->entity, r->nentity, &f);
		r->message.flags = f.flags;
		r->message.words = f.words;
		r->message.chars = f.chars;
		r->message.links = f.links;
		r->message.emoji = f.emoji;
		if (vocabulary_add(&b->words, 1, b->bytes + r->text, r->length, b->gaps,
		    features_gaps(b->entities + r->entity, r->nentity, b->gaps), 1) != 0)
			return -1;
	}
	return 0;
}

static int
insert_row(struct db *db, const struct row *r, const char *bytes)
{
	const struct message *m = &r->message;
	struct stmt *s = db_stmt(db, "INSERT INTO message (key, chat, day, at, member, kind, flags, words,"
	    " chars, links, emoji, edited, topic, reply_to, to_member, wait, text)"
	    " VALUES (:key, :chat, :day, :at, :member, :kind, :flags, :words, :chars, :links, :emoji,"
	    " :edited, :topic, :reply_to, NULL, NULL, :text)");

	stmt_int(s, ":key", m->key);
	stmt_int(s, ":chat", m->chat);
	stmt_int(s, ":day", date_div(m->at, DATE_SECONDS));
	stmt_int(s, ":at", m->at);
	stmt_int(s, ":member", m->member);
	stmt_int(s, ":kind", m->kind);
	stmt_int(s, ":flags", m->flags);
	stmt_int(s, ":words", m->words);
	stmt_int(s, ":chars", m->chars);
	stmt_int(s, ":links", m->links);
	stmt_int(s, ":emoji", m->emoji);
	stmt_int(s, ":edited", m->edited);
	stmt_int(s, ":topic", m->topic);
	stmt_int(s, ":reply_to", m->reply_to);
	stmt_bytes(s, ":text", bytes + r->text, r->length);
	return stmt_run(s);
}

static int
insert_rows(struct db *db, const struct batch *b)
{
	if (db_begin(db) != 0)
		return -1;
	for (size_t i = 0; i < b->count; i++)
		if (insert_row(db, &b->rows[i], b->bytes) != 0)
			return -1;
	return db_commit(db);
}

/* One batch of a file: it is empty at the end. */
static int
fill(struct batch *b, struct split *split, struct json_reader *reader, struct export_chat *chat)
{
	struct split_item item;
	struct record r;

	b->count = b->nentity = b->used = 0;
	while (b->count < BATCH && split_next(split, &item) != SPLIT_END) {
		if (item.type == SPLIT_ERROR)
			return log_fail(STATUS_FAILED, "%s", item.error);
		if (item.type != SPLIT_MESSAGE)
			continue;
		export_decode(reader, json_parse(reader, item.text, item.length), chat, &r);
		if (r.type != RECORD_MESSAGE)
			continue;
		if (r.length > BYTES - b->used || r.nentity > ENTITIES - b->nentity)
			return log_fail(STATUS_FAILED, "texts too long for a batch");
		keep(b, &r);
	}
	return 0;
}

/* Counts words, or inserts; the time of the other, and of reading, is not measured. */
static int
measure_alone(FILE *in, const char *database, struct watch *w)
{
	struct split *split = split_new(in);
	struct json_reader *reader = json_reader_new();
	struct batch *b = calloc(1, sizeof(*b));
	struct export_chat chat;
	struct db *db = NULL;
	int ret = -1;

	if (split == NULL || reader == NULL || b == NULL ||
	    export_chat_init(&chat, "bench", "private_supergroup", 1, zone_find("UTC")) != 0)
		goto out;
	if (database != NULL && ((db = db_open(database, DB_CREATE)) == NULL ||
	    db_exec(db, "DROP INDEX message_reply") != 0))
		goto out;
	while ((ret = fill(b, split, reader, &chat)) == 0 && b->count > 0) {
		if (db == NULL)
			start(w);
		if ((ret = count_words(b)) != 0)
			goto out;
		if (db != NULL)
			start(w);
		if (db != NULL && (ret = insert_rows(db, b)) != 0)
			goto out;
		stop(w);
	}
out:
	start(w);
	db_close(db);
	stop(w);
	if (b != NULL) {
		map_free(&b->members);
		vocabulary_free(&b->words);
	}
	free(b);
	json_reader_free(reader);
	split_free(split);
	return ret;
}

/* ----- reading ----- */

static int
measure_read(FILE *in, struct watch *w)
{
	static char buffer[256 * 1024];

	start(w);
	while (fread(buffer, 1, sizeof(buffer), in) > 0)
		;
	stop(w);
	return ferror(in) ? -1 : 0;
}

static int
measure_split(FILE *in, bool parse, struct watch *w)
{
	struct split *split = split_new(in);
	struct json_reader *reader = json_reader_new();
	struct split_item item = { .type = SPLIT_FIELD };

	if (split == NULL || reader == NULL)
		return -1;
	start(w);
	while (item.type != SPLIT_ERROR && split_next(split, &item) != SPLIT_END)
		if (parse && item.type == SPLIT_MESSAGE)
			json_parse(reader, item.text, item.length);
	stop(w);
	json_reader_free(reader);
	split_free(split);
	return item.type == SPLIT_ERROR ? -1 : 0;
}

/* ----- programs ----- */

/* Starts a program whose standard output nobody wants. */
static pid_t
launch(char **argv)
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	if (freopen("/dev/null", "w", stdout) != NULL)
		execvp(argv[0], argv);
	_exit(127);
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static int
run(char **argv)
{
	double since = now(CLOCK_MONOTONIC);
	pid_t pid = launch(argv);
	struct rusage used;
	int status;

	if (pid < 0 || waitpid(pid, &status, 0) != pid || getrusage(RUSAGE_CHILDREN, &used) != 0)
		return log_fail(STATUS_FAILED, "%s: %s", argv[0], strerror(errno));
	printf("%.4f %.4f %ld\n", now(CLOCK_MONOTONIC) - since,
	    seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss);
	return status == 0 ? 0 : -1;
}

/*
 * A database's writer, seen from outside by what SQLite documents of the file -shm ("WAL-Index File
 * Format"): the lock that it holds, and the number that each commit counts up.  So transactions that
 * follow each other at once are told apart, and nobody is kept waiting.
 */
enum { SHM_CHANGES = 8, SHM_WRITE_LOCK = 120 };

struct writer {
	bool		locked;
	uint32_t	changes;
};

static struct writer
look(int shm)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = SHM_WRITE_LOCK, .l_len = 1 };
	struct writer w = { 0 };

	if (pread(shm, &w.changes, sizeof(w.changes), SHM_CHANGES) != sizeof(w.changes))
		w.changes = 0;
	w.locked = fcntl(shm, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
	return w;
}

static int
watch(const char *database, char **argv)
{
	const struct timespec pause = { .tv_nsec = 200000 };
	struct writer was = { 0 }, is;
	double since = 0, longest = 0, t;
	char path[4096];
	pid_t pid;
	int shm = -1, status;

	snprintf(path, sizeof(path), "%s-shm", database);
	if ((pid = launch(argv)) < 0)
		return log_fail(STATUS_FAILED, "%s: %s", argv[0], strerror(errno));
	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (shm < 0)	/* made by whoever opens the database first */
			shm = open(path, O_RDWR | O_CLOEXEC);
		is = look(shm);
		t = now(CLOCK_MONOTONIC);
		if (was.locked && t - since > longest)
			longest = t - since;
		if (!was.locked || is.changes != was.changes)
			since = t;
		was = is;
		nanosleep(&pause, NULL);
	}
	if (shm >= 0)
		close(shm);
	printf("%.4f\n", longest);
	return status == 0 ? 0 : -1;
}

static int
measure(const char *what, const char *path, const char *database)
{
	struct watch w = { 0 };
	FILE *in = fopen(path, "rb");
	int ret = -1;

	if (in == NULL)
		return log_fail(STATUS_FAILED, "%s: %s", path, strerror(errno));
	if (strcmp(what, "read") == 0)
		ret = measure_read(in, &w);
	else if (strcmp(what, "split") == 0 || strcmp(what, "parse") == 0)
		ret = measure_split(in, what[0] == 'p', &w);
	else if (strcmp(what, "words") == 0 || (strcmp(what, "insert") == 0 && database != NULL))
		ret = measure_alone(in, database, &w);
	fclose(in);
	if (ret == 0)
		printf("%.4f %.4f\n", w.wall, w.cpu);
	return ret;
}

int
main(int argc, char **argv)
{
	log_open(argv[0]);
	if (argc < 3) {
		fputs("usage: base read|split|parse|words FILE | insert FILE DB | run PROGRAM ... |"
		    " watch DB PROGRAM ...\n", stderr);
		return STATUS_MISUSE;
	}
	if (strcmp(argv[1], "run") == 0)
		return run(argv + 2) == 0 ? STATUS_DONE : STATUS_FAILED;
	if (strcmp(argv[1], "watch") == 0 && argc > 3)
		return watch(argv[2], argv + 3) == 0 ? STATUS_DONE : STATUS_FAILED;
	return measure(argv[1], argv[2], argv[3]) == 0 ? STATUS_DONE : STATUS_FAILED;
}
