/*
 * What db_open.c asks of SQLite to open a file; for nobody else.
 */
#ifndef LIB_DB_CONNECT_H
#define LIB_DB_CONNECT_H

#include "lib/db.h"

/* Opens a file, whatever is in it; messages call it by a name, the caller's.  NULL after logging. */
struct db	*db_connect(const char *path, const char *name, enum db_mode);

/* Whether another file took its place since. */
bool	db_moved(struct db *);

#endif
