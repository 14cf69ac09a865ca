/*
 * Databases of older versions: a table of steps, each a text of SQL in a transaction of its own.
 */
#ifndef LIB_UPGRADE_H
#define LIB_UPGRADE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/db.h"

enum { UPGRADE_VERSION = 3 };	/* of schema.sql */

/* The steps from each version to the next, from 1 on; NULL ends them. */
extern const char *const upgrade_steps[];

/*
 * Brings a database that nobody else has open from a version on, by steps of which the first is to the next
 * version, to that of the last.  Kept: before, a copy goes beside it, DATABASE-TIME.v1, and that is told.
 * Killed at any moment, the next one goes on.  0 or -1.
 */
int	upgrade(struct db *, const char *const *steps, int64_t version, bool kept);

#endif
