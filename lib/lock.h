/*
 * One daemon a database, and one backup or restore: locks beside it, which die with their process.
 */
#ifndef LIB_LOCK_H
#define LIB_LOCK_H

#include <stdbool.h>

enum lock { LOCK_DAEMON, LOCK_BACKUP };

/*
 * Locks DATABASE.lock or DATABASE.backup-lock, by the file's own name (db_path); the descriptor holds it
 * until it is closed.  -1 after logging, with STATUS_AGAIN where another process has it.
 */
int	lock_take(const char *database, enum lock);

/* Whether another process is its daemon; false also where that cannot be told. */
bool	lock_held(const char *database);

#endif
