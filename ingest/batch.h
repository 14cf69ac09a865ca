/*
 * An answer of getUpdates into the database: all of it and the next offset in one transaction.
 */
#ifndef INGEST_BATCH_H
#define INGEST_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/db.h"
#include "lib/zone.h"

/* Updates that are asked for at a time, the most that Telegram gives. */
enum { BATCH_UPDATES = 100 };

struct batch;

/* New chats get the zone.  NULL after logging. */
struct batch	*batch_open(struct db *, const struct zone *);
void	batch_close(struct batch *);

/* Who is told of each update in the transaction that stores it; kept by address.  NULL: nobody. */
struct chat;
void	batch_tell(struct batch *, struct chat *);

/*
 * The bot that polls from now on, and whether it reads all that is written in groups; *next is the offset
 * that it is to ask for first, 0 where it never asked.  0 or -1.
 */
int	batch_begin(struct batch *, int64_t bot_id, bool reads_all, int64_t now, int64_t *next);

/* What came of a batch. */
struct batch_result {
	int64_t	updates;	/* that it held */
	int64_t	parked;		/* of these, that could not be stored */
	char	why[128];	/* the last of them could not */
	int64_t	next;		/* offset to ask for; as it was where the batch held none */
	bool	moving;		/* messages of a chat that migrated wait to be moved */
};

enum batch_end {
	BATCH_DONE,		/* committed: it may be confirmed */
	BATCH_BROKEN,		/* it is no list of updates: nothing is stored, it is to be asked for again */
	BATCH_AGAIN		/* the database is busy, full, broken: to be asked for again; after logging */
};

/*
 * Stores the updates of an answer that came at an instant.  One that the database refuses is parked, and the
 * others are stored one by one.
 */
enum batch_end	batch_store(struct batch *, const char *answer, size_t length, int64_t now,
	    struct batch_result *);

/* A group is a supergroup now, as Telegram says in refusing a message.  What fails is told again. */
void	batch_migrate(struct batch *, int64_t old_id, int64_t new_id);

#endif
