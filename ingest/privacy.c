#include "ingest/privacy.h"

#include <errno.h>
#include <inttypes.h>

#include "lib/beside.h"
#include "lib/log.h"
#include "lib/map.h"
#include "lib/secret.h"
#include "lib/stream.h"

static const char ending[] = ".optout";

struct privacy {
	struct db	*db;
	struct secret	*secret;
	struct map	 listed;	/* by hash */
	bool		*forgotten;	/* under its number */
	size_t		 capacity;
	int64_t		 version;	/* of the database, as other processes wrote it */
};

static int64_t
hash_member(const struct privacy *p, int64_t chat_id, int64_t member_id)
{
	return secret_hash(p->secret, SECRET_LISTED, (const int64_t[]){ member_id, chat_id }, 2, NULL);
}

static int64_t
hash_name(const struct privacy *p, int64_t chat_id, const char *name)
{
	return secret_hash(p->secret, SECRET_LISTED_NAME, &chat_id, 1, name);
}

/* The hash of nobody: it stays once somebody was listed, and tells whether the key is the list's. */
static int64_t
hash_nobody(const struct privacy *p)
{
	return hash_member(p, 0, 0);
}

/* ----- the list in memory ----- */

static int
list_load(struct privacy *p)
{
	struct stmt *s = db_stmt(p->db, "SELECT hash, forgotten FROM optout");
	int step;
	bool made;

	map_clear(&p->listed);
	while ((step = stmt_step(s)) == 1) {
		int64_t i = map_make(&p->listed, col_int(s, 0), 0, 0, &made);

		if (i < 0 || map_grow(&p->forgotten, &p->capacity, (size_t)i, sizeof(*p->forgotten)) != 0)
			return stmt_stop(s);
		p->forgotten[i] = col_int(s, 1) != 0;
	}
	if (step == 0 && privacy_any(p) && map_find(&p->listed, hash_nobody(p), 0, 0) < 0)
		return log_fail(STATUS_FAILED, "%s.key is not the key that the list of opted-out members was"
		    " made with; put that one back", db_path(p->db));
	return step;
}

int
privacy_begin(struct privacy *p, bool *changed)
{
	int64_t version;

	if (stmt_number(db_stmt(p->db, "PRAGMA data_version"), &version) != 1)
		return -1;
	*changed = version != p->version;
	if (*changed && list_load(p) != 0)
		return -1;
	p->version = version;
	return 0;
}

bool
privacy_any(const struct privacy *p)
{
	return p->listed.count > 0;
}

bool
privacy_hides(const struct privacy *p, int64_t chat_id, int64_t member_id)
{
	return privacy_any(p) &&
	    (map_find(&p->listed, hash_member(p, chat_id, member_id), 0, 0) >= 0 ||
	    map_find(&p->listed, hash_member(p, PRIVACY_EVERYWHERE, member_id), 0, 0) >= 0);
}

bool
privacy_hides_name(const struct privacy *p, int64_t chat_id, const char *name)
{
	return privacy_any(p) && name[0] != '\0' &&
	    (map_find(&p->listed, hash_name(p, chat_id, name), 0, 0) >= 0 ||
	    map_find(&p->listed, hash_name(p, PRIVACY_EVERYWHERE, name), 0, 0) >= 0);
}

bool
privacy_forgets(const struct privacy *p, int64_t chat_id, int64_t member_id)
{
	const int64_t chats[] = { chat_id, PRIVACY_EVERYWHERE };

	for (size_t i = 0; privacy_any(p) && i < sizeof(chats) / sizeof(chats[0]); i++) {
		int64_t found = map_find(&p->listed, hash_member(p, chats[i], member_id), 0, 0);

		if (found >= 0 && p->forgotten[found])
			return true;
	}
	return false;
}

/* ----- marks ----- */

/*
 * What stands for somebody, enciphered for a record: a Feistel network over two halves, so that without the
 * key marks in two records have nothing in common, and with it one is made of the other.
 */
enum { HALF = 31, ROUNDS = 4 };

#define HALF_MASK	((INT64_C(1) << HALF) - 1)

static int64_t
hash_half(const struct privacy *p, int round, int64_t half, struct privacy_record r)
{
	return secret_hash(p->secret, SECRET_RECORD, (const int64_t[]){ round, half, r.record, r.detail }, 4,
	    NULL) & HALF_MASK;
}

static int64_t
cipher(const struct privacy *p, int64_t value, struct privacy_record r, bool back)
{
	int64_t left = value >> HALF & HALF_MASK, right = value & HALF_MASK;

	for (int i = 0; i < ROUNDS; i++) {
		int64_t next = left ^ hash_half(p, back ? ROUNDS - 1 - i : i, right, r);

		left = right;
		right = next;
	}
	return right << HALF | left;
}

int64_t
privacy_mark(const struct privacy *p, int64_t member_id, struct privacy_record r)
{
	return -1 - cipher(p, secret_hash(p->secret, SECRET_RECORD, &member_id, 1, NULL), r, false);
}

int64_t
privacy_remark(const struct privacy *p, int64_t mark, struct privacy_record from, struct privacy_record to)
{
	return -1 - cipher(p, cipher(p, -1 - mark, from, true), to, false);
}

static void
print_mark(char mark[PRIVACY_MARK_SIZE], int64_t value)
{
	snprintf(mark, PRIVACY_MARK_SIZE, "%016" PRIx64, (uint64_t)value);
}

void
privacy_mark_name(const struct privacy *p, const char *name, struct privacy_record r,
    char mark[PRIVACY_MARK_SIZE])
{
	int64_t hash = secret_hash(p->secret, SECRET_RECORD_NAME, NULL, 0, name);

	if (name[0] == '\0')
		mark[0] = '\0';
	else
		print_mark(mark, cipher(p, hash, r, false));
}

void
privacy_remark_name(const struct privacy *p, const char *was, struct privacy_record from,
    struct privacy_record to, char mark[PRIVACY_MARK_SIZE])
{
	if (was[0] == '\0')
		mark[0] = '\0';
	else
		print_mark(mark, cipher(p, cipher(p, strtoll(was, NULL, 16), from, true), to, false));
}

/* ----- changes ----- */

static int
insert(struct privacy *p, int64_t hash, int64_t whose, bool forgotten)
{
	struct stmt *s = db_stmt(p->db, "INSERT INTO optout (hash, whose, forgotten)"
	    " VALUES (:hash, :whose, :forgotten)"
	    " ON CONFLICT DO UPDATE SET forgotten = max(forgotten, excluded.forgotten)");

	stmt_int(s, ":hash", hash);
	stmt_int(s, ":whose", whose);
	stmt_int(s, ":forgotten", forgotten);
	return stmt_run(s);
}

int
privacy_add(struct privacy *p, int64_t chat_id, int64_t member_id, bool forgotten)
{
	int64_t nobody = hash_nobody(p), hash = hash_member(p, chat_id, member_id);

	return insert(p, nobody, nobody, false) != 0 || insert(p, hash, hash, forgotten) != 0 ? -1 :
	    list_load(p);
}

int
privacy_add_name(struct privacy *p, int64_t chat_id, int64_t member_id, const char *name)
{
	if (name[0] == '\0')
		return 0;
	return insert(p, hash_name(p, chat_id, name), hash_member(p, chat_id, member_id), false) != 0 ? -1 :
	    list_load(p);
}

int
privacy_remove(struct privacy *p, int64_t chat_id, int64_t member_id, bool *was)
{
	struct stmt *s = db_stmt(p->db, "DELETE FROM optout WHERE whose = :whose");

	stmt_int(s, ":whose", hash_member(p, chat_id, member_id));
	return stmt_changed(s, was) != 0 ? -1 : list_load(p);
}

/* ----- the file: a line an entry, with the numbers of its row ----- */

/* The table as the file has it; the caller's to free.  NULL after logging. */
static char *
print_table(struct privacy *p, size_t *length)
{
	struct stmt *s = db_stmt(p->db, "SELECT hash, whose, forgotten FROM optout ORDER BY hash");
	char *text = NULL;
	FILE *out = stream_open(&text, length);
	int step;

	if (out == NULL)
		return NULL;
	while ((step = stmt_step(s)) == 1)
		fprintf(out, "%016" PRIx64 " %016" PRIx64 " %d\n", (uint64_t)col_int(s, 0),
		    (uint64_t)col_int(s, 1), (int)col_int(s, 2));
	if (stream_close(out, &text) == 0 && step == 0)
		return text;
	free(text);
	return NULL;
}

int
privacy_save(struct privacy *p)
{
	size_t length;
	char *text;
	int ret = 0;

	if (db_path(p->db)[0] == '\0')
		return 0;
	if ((text = print_table(p, &length)) == NULL)
		return -1;
	ret = beside_write(db_path(p->db), ending, text, length, false);
	free(text);
	return ret;
}

/* Reads a line; false where it is none. */
static bool
read_line(const char **text, int64_t numbers[3])
{
	for (int i = 0; i < 3; i++) {
		char *end;

		errno = 0;
		numbers[i] = strtoll(*text, &end, 16);
		if (errno != 0 || end == *text || *end != (i < 2 ? ' ' : '\n') || numbers[i] < 0)
			return false;
		*text = end + 1;
	}
	return numbers[0] > 0 && numbers[2] <= 1;
}

/* Adds the entries of the file to the table. */
static int
take_file(struct privacy *p, const char *text)
{
	int64_t numbers[3];

	while (*text != '\0') {
		if (!read_line(&text, numbers))
			return log_fail(STATUS_FAILED, "%s%s: this is no list of opted-out members",
			    db_path(p->db), ending);
		if (insert(p, numbers[0], numbers[1], numbers[2] == 1) != 0)
			return -1;
	}
	return 0;
}

/* Gives each of file and table what only the other has. */
static int
merge(struct privacy *p)
{
	char *file = NULL, *table;
	size_t length, table_length;
	int found, ret = 0;
	bool same;

	if (db_path(p->db)[0] == '\0')
		return 0;
	if ((found = beside_read(db_path(p->db), ending, &file, &length)) < 0)
		return -1;
	if ((table = print_table(p, &table_length)) == NULL) {
		free(file);
		return -1;
	}
	same = found == 1 ? strcmp(file, table) == 0 : table_length == 0;
	free(table);
	if (!same) {
		ret = db_begin(p->db);
		if (ret == 0 && found == 1)
			ret = take_file(p, file);
		if ((ret = db_end(p->db, ret)) == 0)
			ret = privacy_save(p);
	}
	free(file);
	return ret;
}

struct privacy *
privacy_open(struct db *db)
{
	struct privacy *p = log_memory(calloc(1, sizeof(*p)));

	if (p == NULL)
		return NULL;
	p->db = db;
	/* With the file's entries in the table, a key that is lost is not made anew. */
	if (merge(p) != 0 || (p->secret = secret_open(db)) == NULL || list_load(p) != 0) {
		privacy_close(p);
		return NULL;
	}
	return p;
}

int
privacy_check(struct db *db)
{
	struct privacy p = { .db = db };
	int ret = (p.secret = secret_open(db)) != NULL ? list_load(&p) : -1;

	secret_close(p.secret);
	map_free(&p.listed);
	free(p.forgotten);
	return ret;
}

void
privacy_close(struct privacy *p)
{
	if (p == NULL)
		return;
	secret_close(p->secret);
	map_free(&p->listed);
	free(p->forgotten);
	free(p);
}
