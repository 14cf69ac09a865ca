/*
 * One daemon a database: a lock beside it, which dies with its process.
 */
#ifndef INGEST_LOCK_H
#define INGEST_LOCK_H

#include <stdbool.h>

/*
 * Locks DATABASE.lock, by the file's own name (db_path); the descriptor holds it until it is closed.  -1
 * after logging, with STATUS_AGAIN where another process has it.
 */
int	lock_take(const char *database);

/* Whether another process has it; false also where that cannot be told. */
bool	lock_held(const char *database);

#endif
