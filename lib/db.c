#include "lib/db.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "lib/bulk.h"
#include "lib/db_connect.h"
#include "lib/fault.h"
#include "lib/log.h"

enum {
	BUSY_MILLISECONDS = 10000,
	ALONE_MILLISECONDS = 2000,
	PARAMETERS = 32,
	WHAT_SHOWN = 80,		/* bytes of a statement, in messages */
	CACHE_SLOTS = 256		/* a power of 2, well above the number of texts a program has */
};

struct stmt {
	struct db	*db;
	sqlite3_stmt	*handle;
	const char	*text;		/* NULL: not in the cache */
	unsigned	 touches;	/* tables that rows may wait for, a bit each */
	int		 next;		/* the parameter that is likely to be bound next */
	const char	*bound[PARAMETERS];	/* by number: the caller's pointer to its name */
};

struct db {
	sqlite3		*handle;
	const char	*path;		/* what messages call it: the caller's */
	int		 code;		/* of SQLite's, of the last failure */
	bool		 begun;		/* a transaction, that is not ended yet */
	bool		 stuck;		/* in a transaction that could not be rolled back */
	bool		 lost;		/* something in it that could not be read, or written later */
	struct bulks	*bulks;
	struct stmt	 cache[CACHE_SLOTS];
};

/* A statement, or what was done with one, as part of a line. */
static void
cut(char shown[WHAT_SHOWN], const char *sql)
{
	sql += strspn(sql, " \t\n");
	snprintf(shown, WHAT_SHOWN, "%s", sql);
	for (char *c = shown; *c != '\0'; c++)
		if (*c == '\t' || *c == '\n')
			*c = ' ';
}

static int
db_fail(struct db *db, const char *sql)
{
	int code = sqlite3_errcode(db->handle) & 0xff;
	char what[WHAT_SHOWN];

	cut(what, sql);
	db->code = code;
	switch (code) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return log_fail(STATUS_AGAIN, "%s: the database is busy, try again later", db->path);
	case SQLITE_READONLY:
		return log_fail(STATUS_FAILED, "%s: the database, or the directory where its -wal and -shm"
		    " files belong, is read-only", db->path);
	case SQLITE_CANTOPEN:
		return log_fail(STATUS_FAILED, "%s: the database, or its -wal and -shm files, cannot be"
		    " opened, or made in its directory", db->path);
	case SQLITE_IOERR:
		return log_fail(STATUS_FAILED, "%s: reading or writing failed (%s);"
		    " what was committed is whole", db->path, sqlite3_errmsg(db->handle));
	case SQLITE_FULL:
		return log_fail(STATUS_FAILED, "%s: the disk is full; what was committed is whole", db->path);
	case SQLITE_NOTADB:
		return log_fail(STATUS_FAILED, "%s: this is no chatstat database", db->path);
	case SQLITE_CORRUPT:
		return log_fail(STATUS_FAILED, "%s: the database is damaged (%s)", db->path, what);
	default:
		return log_fail(STATUS_FAILED, "%s: %s: %s", db->path, what, sqlite3_errmsg(db->handle));
	}
}

/*
 * SQLite undoes a transaction itself where it gets no memory or cannot write, even for a query: what follows
 * would be alone, and stay.
 */
static bool
is_undone(struct db *db)
{
	if (!db->begun || (!db->lost && !sqlite3_get_autocommit(db->handle)))
		return false;
	log_fail(STATUS_FAILED, "%s: the transaction was undone", db->path);
	return true;
}

bool
db_begun(const struct db *db)
{
	return !sqlite3_get_autocommit(db->handle);
}

int
db_no_memory(struct db *db)
{
	db->code = SQLITE_NOMEM;
	db->lost = true;
	return log_fail(STATUS_FAILED, "%s: out of memory", db->path);
}

int
db_write_waiting(struct db *db, unsigned tables)
{
	if ((bulks_waiting(db->bulks) & tables) == 0 || bulks_write(db->bulks, tables) == 0)
		return 0;
	db->lost = true;
	return -1;
}

struct bulk *
db_bulk(struct db *db, enum bulk_table table, const char *sql)
{
	return bulks_of(db->bulks, table, sql);
}

int
db_exec(struct db *db, const char *sql)
{
	if (is_undone(db) || db_write_waiting(db, ~0u) != 0)
		return -1;
	if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		return db_fail(db, "exec");
	return 0;
}

struct db *
db_connect(const char *path, const char *name, enum db_mode mode)
{
	struct db *db;
	int persist = 1;
	int flags = SQLITE_OPEN_NOMUTEX |
	    (mode == DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);

	if ((db = log_memory(calloc(1, sizeof(*db)))) == NULL)
		return NULL;
	db->path = name;
	/* Statistics of memory would take a lock at each allocation. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (sqlite3_open_v2(path, &db->handle, flags, NULL) != SQLITE_OK) {
		db_fail(db, "open");
		goto fail;
	}
	/* SQLite does with less than it was asked for, and the connection stays so. */
	if (mode != DB_READ && sqlite3_db_readonly(db->handle, "main") == 1) {
		log_fail(STATUS_FAILED, "%s: the database is read-only", name);
		goto fail;
	}
	sqlite3_extended_result_codes(db->handle, 1);
	sqlite3_busy_timeout(db->handle, mode == DB_ALONE ? ALONE_MILLISECONDS : BUSY_MILLISECONDS);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	/* A reader without the right to write needs the -wal and -shm files to stay. */
	if (mode != DB_READ)
		sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_PERSIST_WAL, &persist);
	if ((db->bulks = bulks_open(db, db->handle)) == NULL)
		goto fail;
	return db;
fail:
	db_close(db);
	return NULL;
}

bool
db_moved(struct db *db)
{
	int moved = 0;

	sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	return moved != 0;
}

const char *
db_path(struct db *db)
{
	const char *path = sqlite3_db_filename(db->handle, "main");

	return path != NULL ? path : "";
}

void
db_patience(struct db *db, int milliseconds)
{
	sqlite3_busy_timeout(db->handle, milliseconds);
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	for (size_t i = 0; i < CACHE_SLOTS; i++)
		sqlite3_finalize(db->cache[i].handle);
	sqlite3_close(db->handle);
	bulks_close(db->bulks);
	free(db);
}

int
db_begin(struct db *db)
{
	fault_pass("db.begin");
	db->code = SQLITE_OK;
	db->begun = db->lost = false;
	if (db->stuck)
		db_rollback(db);	/* there was no memory to, before */
	if (stmt_run(db_stmt(db, "BEGIN IMMEDIATE")) != 0)
		return -1;
	db->begun = true;
	return 0;
}

int
db_commit(struct db *db)
{
	int ret;

	fault_pass("db.commit");
	ret = db_write_waiting(db, ~0u) != 0 ? -1 : stmt_run(db_stmt(db, "COMMIT"));
	db->begun = false;
	fault_pass("db.committed");
	return ret;
}

void
db_rollback(struct db *db)
{
	if (!sqlite3_get_autocommit(db->handle))
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	bulks_drop(db->bulks);
	db->begun = false;
	db->stuck = !sqlite3_get_autocommit(db->handle);
}

int
db_end(struct db *db, int ret)
{
	if (ret == 0)
		ret = db_commit(db);
	if (ret != 0)
		db_rollback(db);
	return ret;
}

bool
db_ill(const struct db *db)
{
	switch (db->code) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_IOERR:
	case SQLITE_FULL:
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
	case SQLITE_NOMEM:
	case SQLITE_PROTOCOL:
	case SQLITE_PERM:
		return true;
	default:
		return false;
	}
}

int
db_copy(struct db *db, const char *path)
{
	int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0640);
	struct stmt *s;
	bool synced;

	if (fd == -1)
		return log_fail(STATUS_FAILED, "%s: %s", path, strerror(errno));
	s = db_stmt(db, "VACUUM INTO :path");
	stmt_text(s, ":path", path);
	if (stmt_run(s) != 0) {
		close(fd);
		return -1;
	}
	synced = fsync(fd) == 0;
	close(fd);
	return synced ? 0 : log_fail(STATUS_FAILED, "%s: %s", path, strerror(errno));
}

int
db_truncate(struct db *db)
{
	if (sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) != SQLITE_OK)
		return db_fail(db, "checkpoint");
	return 0;
}

struct stmt *
db_stmt(struct db *db, const char *sql)
{
	size_t slot = ((uintptr_t)sql >> 3) * 2654435761u % CACHE_SLOTS;
	struct stmt *s;

	while (db->cache[slot].text != NULL && db->cache[slot].text != sql)
		slot = (slot + 1) % CACHE_SLOTS;
	s = &db->cache[slot];
	if (s->text == sql)
		return s;
	bulks_read(db->bulks, sql);
	if (sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->handle, NULL)
	    != SQLITE_OK) {
		db_fail(db, "prepare");
		return NULL;
	}
	s->db = db;
	s->text = sql;
	s->touches = bulks_touched(db->bulks);
	s->next = 1;
	return s;
}

struct stmt *
db_next_stmt(struct db *db, const char **sql)
{
	struct stmt *s = log_memory(calloc(1, sizeof(*s)));

	if (s == NULL)
		return NULL;
	s->db = db;
	s->next = 1;
	bulks_read(db->bulks, *sql);
	if (sqlite3_prepare_v2(db->handle, *sql, -1, &s->handle, sql) != SQLITE_OK) {
		db_fail(db, "prepare");
		free(s);
		return NULL;
	}
	if (s->handle == NULL) {	/* only blanks and comments were left */
		*sql = NULL;
		free(s);
		return NULL;
	}
	s->touches = bulks_touched(db->bulks);
	return s;
}

void
stmt_free(struct stmt *s)
{
	if (s != NULL)
		sqlite3_finalize(s->handle);
	free(s);
}

/*
 * Names are compared once: callers bind the same constants again and again, in the same order, so
 * that the one after the last is known by its address.
 */
static int
parameter(struct stmt *s, const char *name)
{
	int i = s->next;

	if (i >= PARAMETERS || s->bound[i] != name) {
		if ((i = sqlite3_bind_parameter_index(s->handle, name)) == 0) {
			fprintf(stderr, "no parameter %s in: %s\n", name, sqlite3_sql(s->handle));
			abort();
		}
		if (i < PARAMETERS)
			s->bound[i] = name;
	}
	s->next = i + 1;
	return i;
}

bool
stmt_has(struct stmt *s, const char *name)
{
	return s != NULL && sqlite3_bind_parameter_index(s->handle, name) != 0;
}

void
stmt_int(struct stmt *s, const char *name, int64_t value)
{
	if (s == NULL)
		return;
	sqlite3_bind_int64(s->handle, parameter(s, name), value);
}

void
stmt_int_or_null(struct stmt *s, const char *name, bool known, int64_t value)
{
	if (s == NULL)
		return;
	if (known)
		sqlite3_bind_int64(s->handle, parameter(s, name), value);
	else
		sqlite3_bind_null(s->handle, parameter(s, name));
}

void
stmt_text(struct stmt *s, const char *name, const char *text)
{
	if (s == NULL)
		return;
	sqlite3_bind_text(s->handle, parameter(s, name), text, -1, SQLITE_STATIC);
}

void
stmt_bytes(struct stmt *s, const char *name, const char *text, size_t length)
{
	if (s == NULL)
		return;
	sqlite3_bind_text64(s->handle, parameter(s, name), text, length, SQLITE_STATIC, SQLITE_UTF8);
}

void
stmt_blob(struct stmt *s, const char *name, const void *bytes, size_t length)
{
	if (s != NULL)
		sqlite3_bind_blob64(s->handle, parameter(s, name), length > 0 ? bytes : NULL, length,
		    SQLITE_STATIC);
}

int
stmt_step(struct stmt *s)
{
	if (s == NULL || is_undone(s->db) || db_write_waiting(s->db, s->touches) != 0)
		return -1;
	s->next = 1;
	switch (sqlite3_step(s->handle)) {
	case SQLITE_ROW:
		return 1;
	case SQLITE_DONE:
		sqlite3_reset(s->handle);
		return 0;
	default:
		db_fail(s->db, sqlite3_sql(s->handle));
		sqlite3_reset(s->handle);
		return -1;
	}
}

int
stmt_number(struct stmt *s, int64_t *number)
{
	int step = stmt_step(s);

	if (step == 1) {
		if (col_null(s, 0))
			step = 0;
		else
			*number = col_int(s, 0);
		stmt_reset(s);
	}
	return step;
}

int
stmt_run(struct stmt *s)
{
	int step;

	while ((step = stmt_step(s)) == 1)
		;
	return step;
}

int
stmt_changed(struct stmt *s, bool *changed)
{
	if (stmt_run(s) != 0)
		return -1;
	*changed = db_changes(s->db) > 0;
	return 0;
}

void
stmt_reset(struct stmt *s)
{
	if (s == NULL)
		return;
	sqlite3_reset(s->handle);
	s->next = 1;
}

int
stmt_stop(struct stmt *s)
{
	stmt_reset(s);
	return -1;
}

int
stmt_columns(struct stmt *s)
{
	return sqlite3_column_count(s->handle);
}

const char *
stmt_column(struct stmt *s, int column)
{
	return sqlite3_column_name(s->handle, column);
}

bool
col_null(struct stmt *s, int column)
{
	return sqlite3_column_type(s->handle, column) == SQLITE_NULL;
}

int64_t
col_int(struct stmt *s, int column)
{
	return sqlite3_column_int64(s->handle, column);
}

const char *
col_text(struct stmt *s, int column, size_t *length)
{
	const char *text = (const char *)sqlite3_column_text(s->handle, column);

	/* It may lack the NUL, and memory for a copy; it has its length all the same. */
	if (text == NULL && sqlite3_column_type(s->handle, column) != SQLITE_NULL)
		db_no_memory(s->db);
	if (length != NULL)
		*length = text != NULL ? (size_t)sqlite3_column_bytes(s->handle, column) : 0;
	return text != NULL ? text : "";
}

const unsigned char *
col_blob(struct stmt *s, int column, size_t *length)
{
	const unsigned char *bytes = sqlite3_column_blob(s->handle, column);

	*length = (size_t)sqlite3_column_bytes(s->handle, column);
	return bytes;
}

int64_t
db_changes(struct db *db)
{
	return sqlite3_changes64(db->handle);
}

int64_t
db_last_key(struct db *db)
{
	return sqlite3_last_insert_rowid(db->handle);
}
