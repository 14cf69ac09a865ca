/*
 * Rows that are inserted together.  Half of what a row costs SQLite is the beginning and the end of the
 * statement that inserts it; so rows wait in memory until there are many of them, and one statement reads
 * them as if they were a table: `waiting`, with columns c1, c2, ...
 *
 *	INSERT OR FAIL INTO emoji (emoji, text) SELECT c1, c2 FROM waiting
 *
 * Nobody sees the difference.  A statement that touches a table finds all its rows: those that wait are
 * written before it is stepped, and before a transaction is committed; outside of one no row waits.  Only
 * failures come later, and undo the transaction.  As nothing of it will be kept, OR FAIL spares SQLite the
 * copies of pages that it would need to undo the statement alone.
 */
#ifndef LIB_BULK_H
#define LIB_BULK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bulk;
struct db;
struct sqlite3;

/* The tables that rows can wait for. */
enum bulk_table {
	BULK_MESSAGE, BULK_REACTION, BULK_REACTOR, BULK_USAGE,
	BULK_ACT, BULK_TOTAL, BULK_TALLY, BULK_SPEND, BULK_WORD,
	BULK_TABLES
};

/* A table's rows, by a constant text, the same at each call.  NULL after logging. */
struct bulk	*db_bulk(struct db *, enum bulk_table, const char *sql);

/*
 * The values of a row, in the order of the columns, and its end, which may write what waits: 0 or -1.  Bytes
 * are copied; a text that is NULL is, as is a blob of none.  A bulk that is NULL takes values, but no row.
 */
void	bulk_int(struct bulk *, int64_t);
void	bulk_int_or_null(struct bulk *, bool known, int64_t);
void	bulk_text(struct bulk *, const char *, size_t length);
void	bulk_blob(struct bulk *, const void *, size_t length);
int	bulk_row(struct bulk *);

/* ----- for lib/db.c ----- */

struct bulks;

/* All tables of a connection; NULL after logging. */
struct bulks	*bulks_open(struct db *, struct sqlite3 *);
void	bulks_close(struct bulks *);

struct bulk	*bulks_of(struct bulks *, enum bulk_table, const char *sql);

/*
 * Sets of tables, a bit each.  bulks_read begins to find what the statement of a text touches, which is known
 * when it is prepared: what it names, and what SQLite's authorizer hears of, which is by views as well.  That
 * alone would not do: it does not hear of a table of which only the columns of a USING are read.
 */
void	bulks_read(struct bulks *, const char *sql);
unsigned	bulks_touched(const struct bulks *);

/* What rows wait for. */
unsigned	bulks_waiting(const struct bulks *);

/* Writes, or drops, what waits for a set of tables: 0 or -1. */
int	bulks_write(struct bulks *, unsigned tables);
void	bulks_drop(struct bulks *);

#endif
