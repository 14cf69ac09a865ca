/*
 * Groups that the bot is added to: greeted, or left.
 */
#ifndef INGEST_GROUPS_H
#define INGEST_GROUPS_H

#include <stdint.h>

#include "ingest/telegram.h"
#include "lib/db.h"
#include "lib/json.h"

/*
 * Inside the transaction that stores an update: its my_chat_member, or NULL.  A group that the bot was added
 * to hears what is recorded; one that it was added to by somebody who may not, is blocked, and *looked
 * becomes 0.  0 or -1.
 */
int	groups_told(struct db *, json *told, int64_t now, int64_t *looked);

/* Leaves groups that are blocked, where it is a minute since *looked: the instant of the last time. */
void	groups_leave(struct telegram *, struct db *, int64_t now, int64_t *looked);

#endif
