/*
 * The database file: opening it with the right rights, and the one place that prepares statements.
 *
 * SQL texts are constants, never formatted; parameters are named.  Errors are logged here, with the
 * status that fits (busy is STATUS_AGAIN), and come back as -1.
 */
#ifndef LIB_DB_H
#define LIB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;
struct stmt;

enum db_mode {
	DB_READ,	/* must exist; nothing is ever written to it */
	DB_WRITE,	/* must exist */
	DB_CREATE,	/* is made if it does not exist, mode 0640 */
	DB_ALONE	/* must exist; nobody else has it open, or can open it until it is closed */
};

/*
 * NULL after logging what is wrong with the file.  ":memory:" is a database that nobody keeps.  Whoever may
 * write upgrades a file of an older version first (lib/upgrade.h).
 */
struct db	*db_open(const char *path, enum db_mode);

/*
 * The same of a file that messages call by another name, which outlives it: its own would tell nothing.  An
 * upgrade leaves no copy of it.
 */
struct db	*db_open_named(const char *path, const char *name, enum db_mode);

/* Its file, every link resolved, as long as it is open; "" for one that nobody keeps. */
const char	*db_path(struct db *);

/* How long to wait for others that write: 10 seconds, unless told here. */
void	db_patience(struct db *, int milliseconds);

/* Closes it, and every statement; takes NULL. */
void	db_close(struct db *);

/* Runs statements that return no rows. */
int	db_exec(struct db *, const char *sql);

/*
 * A write transaction; nesting is a bug.  A failure may have undone it all: then what follows in it fails,
 * too, until it is ended.  Rolling back logs nothing and is allowed at any time.  db_end commits where all
 * went well (ret is 0), and rolls back where it did not, or where that fails: ret, or -1.
 */
int	db_begin(struct db *);
int	db_commit(struct db *);
void	db_rollback(struct db *);
int	db_end(struct db *, int ret);

/*
 * Whether the last failure since db_begin was the file's, or the disk's (busy, full, read-only, broken):
 * then anything else would have failed as well, and may work later.
 */
bool	db_ill(const struct db *);

/*
 * Writes a copy of all that is committed at one moment, without free pages, to a new file of mode 0640, and
 * to the disk; others go on writing meanwhile.  What a failure leaves of it is the caller's to delete.
 */
int	db_copy(struct db *, const char *path);

/* Empties the write-ahead log, so that what was deleted lies in no file any more; 0 or -1. */
int	db_truncate(struct db *);

/*
 * The statement of a constant text: prepared at its first use, kept until db_close, ready to be
 * bound.  What is known by its address is not compared, so the text must not change.  NULL after logging.
 */
struct stmt	*db_stmt(struct db *, const char *sql);

/*
 * The next statement of a text that holds several; *sql moves behind it.  NULL at its end (*sql is
 * NULL then) or after logging.  Prepared anew at each call; to be freed with stmt_free.
 */
struct stmt	*db_next_stmt(struct db *, const char **sql);
void	stmt_free(struct stmt *);

/*
 * A statement that could not be prepared is NULL: binding passes it by, stepping returns -1.
 * Parameters by name (":chat"); one that the text does not have is a bug and aborts.
 */
void	stmt_int(struct stmt *, const char *name, int64_t);
void	stmt_int_or_null(struct stmt *, const char *name, bool known, int64_t);
void	stmt_text(struct stmt *, const char *name, const char *text);	/* NULL is NULL; not copied */
void	stmt_bytes(struct stmt *, const char *name, const char *text, size_t length);	/* not copied */

/* No bytes are NULL; not copied. */
void	stmt_blob(struct stmt *, const char *name, const void *, size_t length);

/* Whether the text has a parameter of that name. */
bool	stmt_has(struct stmt *, const char *name);

/* 1 with a row, 0 at the end (the statement is ready again), -1. Unbound parameters are NULL. */
int	stmt_step(struct stmt *);

/*
 * Runs a query for one number, the first column of its first row: 1 with it, 0 where there is no row, or
 * it is NULL, or -1.
 */
int	stmt_number(struct stmt *, int64_t *number);

/* Runs a statement to its end, rows passed over; 0 or -1. */
int	stmt_run(struct stmt *);

/* The same of an INSERT, UPDATE or DELETE; *changed tells whether it found rows to change. */
int	stmt_changed(struct stmt *, bool *changed);

/* Ends a loop before its end; stmt_stop because of a failure, and returns -1. */
void	stmt_reset(struct stmt *);
int	stmt_stop(struct stmt *);

/* Columns of the row, from 0. */
int	stmt_columns(struct stmt *);
const char	*stmt_column(struct stmt *, int column);	/* its name */
bool	col_null(struct stmt *, int column);
int64_t	col_int(struct stmt *, int column);
/* A text lives until the next step; length may be NULL. */
const char	*col_text(struct stmt *, int column, size_t *length);
const unsigned char	*col_blob(struct stmt *, int column, size_t *length);	/* likewise; NULL: none */

/* Rows that the last INSERT, UPDATE or DELETE changed; the key of the last INSERT. */
int64_t	db_changes(struct db *);
int64_t	db_last_key(struct db *);

#endif
