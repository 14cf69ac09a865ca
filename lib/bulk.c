#include "lib/bulk.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/db_connect.h"
#include "lib/log.h"

enum {
	COLUMNS = 22,
	ROWS_WAITING = 256,		/* more would save nothing more */
	BYTES_WAITING = 64 * 1024
};

static const char *const names[BULK_TABLES] = { [BULK_MESSAGE] = "message", [BULK_REACTION] = "reaction",
    [BULK_REACTOR] = "reactor", [BULK_USAGE] = "usage", [BULK_ACT] = "act", [BULK_TOTAL] = "total",
    [BULK_TALLY] = "tally", [BULK_SPEND] = "spend", [BULK_WORD] = "word" };

struct cell {
	int64_t	value;		/* an integer; of bytes, where they begin */
	size_t	length;
	enum { CELL_NULL, CELL_INT, CELL_TEXT, CELL_BLOB } type;
};

struct bulk {
	struct bulks	*all;
	unsigned	 bit;
	const char	*sql;
	struct cell	*cells;		/* ROWS_WAITING rows, one after another */
	size_t		 count, row;	/* cells so far; where the row at hand begins */
	size_t		 width;		/* cells of a row; 0: none has ended yet */
	char		*bytes;
	size_t		 used, capacity;
	bool		 failed;	/* there was no memory for bytes */
};

struct bulks {
	struct db	*db;
	struct bulk	 list[BULK_TABLES];
	const struct bulk	*writing;	/* what `waiting` shows */
	unsigned	 touched, waiting;
};

/* ----- the table `waiting` ----- */

struct table {
	sqlite3_vtab		 base;
	const struct bulks	*all;
};

struct cursor {
	sqlite3_vtab_cursor	 base;
	const struct bulk	*bulk;
	const struct cell	*row, *end;
};

static int
connect(sqlite3 *handle, void *all, int argc, const char *const *argv, sqlite3_vtab **made, char **error)
{
	struct table *t;
	int code = sqlite3_declare_vtab(handle, "CREATE TABLE waiting (c1, c2, c3, c4, c5, c6, c7, c8, c9,"
	    " c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22)");

	(void)argc;
	(void)argv;
	(void)error;
	if (code != SQLITE_OK)
		return code;
	if ((t = calloc(1, sizeof(*t))) == NULL)
		return SQLITE_NOMEM;
	t->all = all;
	*made = &t->base;
	return SQLITE_OK;
}

static int
disconnect(sqlite3_vtab *base)
{
	free(base);
	return SQLITE_OK;
}

/* There is one way to read it: all of it. */
static int
plan(sqlite3_vtab *base, sqlite3_index_info *info)
{
	(void)base;
	info->estimatedCost = ROWS_WAITING;
	info->estimatedRows = ROWS_WAITING;
	return SQLITE_OK;
}

static int
open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **made)
{
	struct cursor *c = calloc(1, sizeof(*c));

	(void)base;
	if (c == NULL)
		return SQLITE_NOMEM;
	*made = &c->base;
	return SQLITE_OK;
}

static int
close_cursor(sqlite3_vtab_cursor *base)
{
	free(base);
	return SQLITE_OK;
}

static int
rewind_cursor(sqlite3_vtab_cursor *base, int number, const char *text, int argc, sqlite3_value **argv)
{
	struct cursor *c = (struct cursor *)base;

	(void)number;
	(void)text;
	(void)argc;
	(void)argv;
	c->bulk = ((const struct table *)base->pVtab)->all->writing;
	c->row = c->end = NULL;
	if (c->bulk != NULL) {
		c->row = c->bulk->cells;
		c->end = c->row + c->bulk->count;
	}
	return SQLITE_OK;
}

static int
next_row(sqlite3_vtab_cursor *base)
{
	struct cursor *c = (struct cursor *)base;

	c->row += c->bulk->width;
	return SQLITE_OK;
}

static int
at_end(sqlite3_vtab_cursor *base)
{
	const struct cursor *c = (const struct cursor *)base;

	return c->row == c->end;
}

static int
column(sqlite3_vtab_cursor *base, sqlite3_context *result, int number)
{
	const struct cursor *c = (const struct cursor *)base;
	const struct cell *cell = &c->row[number];

	if (cell->type == CELL_INT)
		sqlite3_result_int64(result, cell->value);
	else if (cell->type == CELL_TEXT)
		sqlite3_result_text64(result, c->bulk->bytes + cell->value, cell->length, SQLITE_STATIC,
		    SQLITE_UTF8);
	else if (cell->type == CELL_BLOB)
		sqlite3_result_blob64(result, c->bulk->bytes + cell->value, cell->length, SQLITE_STATIC);
	return SQLITE_OK;
}

static int
rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *number)
{
	const struct cursor *c = (const struct cursor *)base;

	*number = c->row - c->bulk->cells;
	return SQLITE_OK;
}

static const sqlite3_module waiting = { .iVersion = 0, .xConnect = connect, .xDisconnect = disconnect,
    .xBestIndex = plan, .xOpen = open_cursor, .xClose = close_cursor, .xFilter = rewind_cursor,
    .xNext = next_row, .xEof = at_end, .xColumn = column, .xRowid = rowid };

/* ----- all tables ----- */

/* Called for what a statement reads and writes, as it is prepared. */
static int
touch(void *cookie, int action, const char *table, const char *column_name, const char *database,
    const char *trigger)
{
	struct bulks *all = cookie;

	(void)column_name;
	(void)database;
	(void)trigger;
	if (action == SQLITE_READ || action == SQLITE_INSERT || action == SQLITE_UPDATE ||
	    action == SQLITE_DELETE)
		for (int i = 0; i < BULK_TABLES; i++)
			if (sqlite3_stricmp(table, names[i]) == 0)
				all->touched |= 1u << i;
	return SQLITE_OK;
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

void
bulks_read(struct bulks *all, const char *sql)
{
	all->touched = 0;
	while (*sql != '\0') {
		size_t length = 0;

		while (is_word(sql[length]))
			length++;
		for (int i = 0; i < BULK_TABLES; i++)
			if (names[i][0] == (sql[0] | 0x20) && strlen(names[i]) == length &&
			    sqlite3_strnicmp(sql, names[i], (int)length) == 0)
				all->touched |= 1u << i;
		sql += length > 0 ? length : 1;
	}
}

struct bulks *
bulks_open(struct db *db, sqlite3 *handle)
{
	struct bulks *all = log_memory(calloc(1, sizeof(*all)));

	if (all == NULL)
		return NULL;
	all->db = db;
	if (sqlite3_create_module(handle, "waiting", &waiting, all) != SQLITE_OK ||
	    sqlite3_set_authorizer(handle, touch, all) != SQLITE_OK) {
		log_fail(STATUS_FAILED, "out of memory");
		bulks_close(all);
		return NULL;
	}
	return all;
}

void
bulks_close(struct bulks *all)
{
	if (all == NULL)
		return;
	for (int i = 0; i < BULK_TABLES; i++) {
		free(all->list[i].cells);
		free(all->list[i].bytes);
	}
	free(all);
}

struct bulk *
bulks_of(struct bulks *all, enum bulk_table table, const char *sql)
{
	struct bulk *b = &all->list[table];

	if (b->cells == NULL) {
		if ((b->cells = malloc(ROWS_WAITING * COLUMNS * sizeof(*b->cells))) == NULL) {
			db_no_memory(all->db);
			return NULL;
		}
		b->all = all;
		b->bit = 1u << table;
		b->sql = sql;
	}
	return b;
}

unsigned
bulks_touched(const struct bulks *all)
{
	return all->touched;
}

unsigned
bulks_waiting(const struct bulks *all)
{
	return all->waiting;
}

static void
drop(struct bulk *b)
{
	b->all->waiting &= ~b->bit;
	b->count = b->row = b->used = 0;
	b->failed = false;
}

static int
write_rows(struct bulk *b)
{
	const struct bulk *outer = b->all->writing;
	int ret;

	/* Its own statement touches the table, too. */
	b->all->waiting &= ~b->bit;
	b->all->writing = b;
	ret = stmt_run(db_stmt(b->all->db, b->sql));
	b->all->writing = outer;
	drop(b);
	return ret;
}

int
bulks_write(struct bulks *all, unsigned tables)
{
	tables &= all->waiting;
	for (int i = 0; tables != 0; i++, tables >>= 1)
		if ((tables & 1) != 0 && write_rows(&all->list[i]) != 0)
			return -1;
	return 0;
}

void
bulks_drop(struct bulks *all)
{
	for (int i = 0; i < BULK_TABLES; i++)
		if ((all->waiting & 1u << i) != 0)
			drop(&all->list[i]);
}

/* ----- rows ----- */

static struct cell *
next_cell(struct bulk *b)
{
	if (b->count - b->row == COLUMNS) {
		fprintf(stderr, "too many columns in: %s\n", b->sql);
		abort();
	}
	return &b->cells[b->count++];
}

void
bulk_int(struct bulk *b, int64_t value)
{
	if (b != NULL)
		*next_cell(b) = (struct cell){ .value = value, .type = CELL_INT };
}

void
bulk_int_or_null(struct bulk *b, bool known, int64_t value)
{
	if (b != NULL)
		*next_cell(b) = (struct cell){ .value = value, .type = known ? CELL_INT : CELL_NULL };
}

/* Keeps bytes for a cell. */
static void
keep(struct bulk *b, const void *bytes, size_t length, struct cell *cell)
{
	if (length > b->capacity - b->used) {
		size_t capacity = b->used + length + BYTES_WAITING;
		char *larger = realloc(b->bytes, capacity);

		if (larger == NULL) {
			b->failed = true;
			return;
		}
		b->bytes = larger;
		b->capacity = capacity;
	}
	*cell = (struct cell){ (int64_t)b->used, length, cell->type };
	if (length > 0)
		memcpy(b->bytes + b->used, bytes, length);
	b->used += length;
}

void
bulk_text(struct bulk *b, const char *text, size_t length)
{
	if (b == NULL)
		return;
	*next_cell(b) = (struct cell){ .type = text != NULL ? CELL_TEXT : CELL_NULL };
	if (text != NULL)
		keep(b, text, length, &b->cells[b->count - 1]);
}

void
bulk_blob(struct bulk *b, const void *bytes, size_t length)
{
	if (b == NULL)
		return;
	*next_cell(b) = (struct cell){ .type = length > 0 ? CELL_BLOB : CELL_NULL };
	if (length > 0)
		keep(b, bytes, length, &b->cells[b->count - 1]);
}

int
bulk_row(struct bulk *b)
{
	if (b == NULL)
		return -1;
	if (b->failed) {
		b->failed = false;
		b->count = b->row;
		return db_no_memory(b->all->db);
	}
	if (b->width == 0)
		b->width = b->count - b->row;
	if (b->width != b->count - b->row) {
		fprintf(stderr, "rows of several lengths in: %s\n", b->sql);
		abort();
	}
	b->row = b->count;
	b->all->waiting |= b->bit;
	return b->count < ROWS_WAITING * b->width && b->used < BYTES_WAITING && db_begun(b->all->db) ? 0 :
	    db_write_waiting(b->all->db, b->bit);
}
