/*
 * Puts a copy in a database's place, with what must not be forgotten, or done again, since it was made.
 */
#ifndef ANALYTICS_RESTORE_H
#define ANALYTICS_RESTORE_H

#include "analytics/place.h"

/*
 * Restores a copy ("-": standard input); what it replaces is copied first, or set aside where it cannot be
 * read.  Killed at any moment, the database is what it was, or restored.  0 or -1.
 */
int	restore(const struct place *, const char *copy);

#endif
