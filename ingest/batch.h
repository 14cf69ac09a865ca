/*
 * An answer of getUpdates into the database: all of it and the next offset in one transaction.
 */
#ifndef INGEST_BATCH_H
#define INGEST_BATCH_H

#include <stddef.h>
#include <stdint.h>

#include "ingest/store.h"
#include "lib/db.h"

struct batch;

/* The store is the caller's.  NULL after logging. */
struct batch	*batch_open(struct db *, struct store *);
void	batch_close(struct batch *);

/* What came of a batch. */
struct batch_result {
	int64_t	updates;	/* that the batch held */
	int64_t	parked;		/* of these, that could not be stored */
	int64_t	next;		/* offset to ask for; as it was where the batch held none */
};

enum batch_end {
	BATCH_DONE,		/* committed: it may be confirmed */
	BATCH_BROKEN,		/* it is no list of updates: nothing is stored, it is to be asked for again */
	BATCH_AGAIN		/* the database is busy, full, broken: nothing is stored; after logging */
};

/*
 * Stores the updates of an answer of the bot, asked for at an instant.  One that the database refuses is
 * parked, and the others are stored one by one.
 */
enum batch_end	batch_store(struct batch *, int64_t bot_id, const char *answer, size_t length, int64_t asked_at,
	    struct batch_result *);

/* The offset that the bot is to ask for first (0: it never asked): 0 or -1. */
int	batch_next(struct db *, int64_t bot_id, int64_t *next);

#endif
