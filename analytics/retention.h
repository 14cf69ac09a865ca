/*
 * What chats keep no longer: texts, and facts that leave their sums behind.
 */
#ifndef ANALYTICS_RETENTION_H
#define ANALYTICS_RETENTION_H

#include <stdint.h>

#include "lib/db.h"

/* Drops texts that are older than their chat keeps them; *done counts them.  0 or -1. */
int	retention_texts(struct db *, int64_t now, int64_t *done);

/*
 * Deletes facts that are older than their chat keeps them.  Their sums stay as they are for ever, and nothing
 * is dated before chat.frozen_before from then on.  0 or -1.
 */
int	retention_facts(struct db *, int64_t now, int64_t *done);

/* Gives what is free in the file back to the disk; *done counts pages.  0 or -1. */
int	retention_space(struct db *, int64_t now, int64_t *done);

/* Prints what the first two would drop, a line a chat that has any.  0 or -1. */
int	retention_print(struct db *, int64_t now);

#endif
