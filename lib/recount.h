/*
 * Adds facts up again, from state: for scopes that are built anew, and for parts of days.
 */
#ifndef LIB_RECOUNT_H
#define LIB_RECOUNT_H

#include <stdint.h>

#include "lib/db.h"
#include "lib/sums.h"

/*
 * Adds all facts of a chat that count at an instant of [since, until).  topic 0 takes all of them; otherwise
 * only that topic's (TOPIC_GENERAL: those without one), and neither joins and leaves nor usage.  What is
 * dated before chat.frozen_before is no fact any more, though it may not be purged yet.  0 or -1.
 */
int	recount(struct db *, struct sums *, int64_t chat, int64_t topic, int64_t since, int64_t until);

/* Takes the same away again, of the whole chat. */
int	recount_away(struct db *, struct sums *, int64_t chat, int64_t since, int64_t until);

#endif
