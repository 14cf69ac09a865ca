/*
 * What db_open.c and bulk.c ask of db.c; for nobody else.
 */
#ifndef LIB_DB_CONNECT_H
#define LIB_DB_CONNECT_H

#include "lib/db.h"

/* Opens a file, whatever is in it; messages call it by a name, the caller's.  NULL after logging. */
struct db	*db_connect(const char *path, const char *name, enum db_mode);

/* Whether another file took its place since. */
bool	db_moved(struct db *);

/* Whether it is in a transaction; rows wait nowhere else. */
bool	db_begun(const struct db *);

/* There was no memory for what is to be written: the transaction is lost.  -1 after logging. */
int	db_no_memory(struct db *);

/* Writes the rows that wait for a set of tables (lib/bulk.h); without, the transaction is lost.  0 or -1. */
int	db_write_waiting(struct db *, unsigned tables);

#endif
