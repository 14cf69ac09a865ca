/*
 * What a transaction knows of each chat's history: nothing stored speaks of a message id above the
 * frontier, so what comes with a higher one is new, and nobody waits for it.
 */
#ifndef INGEST_HISTORY_H
#define INGEST_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/db.h"
#include "lib/map.h"
#include "lib/policy.h"

struct history {
	int64_t		frontier;
	bool		forum;
	enum policy	text;		/* what is kept of texts */
	int64_t		texts_from;	/* of those dated before this instant: nothing */
	bool		reactions;	/* are recorded */
	int64_t		frozen_before;	/* what is dated before this instant is purged */
	int64_t		frozen_message;	/* and messages up to this id, if they are not stored */
	bool		blocked;	/* nothing of it is recorded live */
};

/* Empty when all is zero. */
struct histories {
	struct map	 chats;		/* numbers of list */
	struct history	*list;
	size_t		 capacity;
};

/* Forgets all chats, when a transaction begins, and when a chat's topics changed. */
void	history_clear(struct histories *);
void	history_free(struct histories *);

/* That of a chat, read when it is first asked for; valid until the next call; NULL after logging. */
struct history	*history_of(struct histories *, struct db *, int64_t chat);

/* What is stored speaks of this id now. */
void	history_move(struct history *, int64_t id);

#endif
