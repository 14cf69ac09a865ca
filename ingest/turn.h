/*
 * How long a transaction of an import is: long, since what its elements share is written once for all of
 * them; but others that write get their turn, and a daemon sooner than they.
 */
#ifndef INGEST_TURN_H
#define INGEST_TURN_H

#include <time.h>

#include "ingest/store.h"

struct turn {
	struct db	*db;
	struct store	*store;
	size_t		 elements;	/* so far */
	time_t		 begun;		/* the transaction, by the monotonic clock */
	bool		 drop;		/* a rehearsal: nothing is kept */
};

/* To be called after each element: ends a transaction that is long enough, and begins the next.  0 or -1. */
int	turn_next(struct turn *);

/* Ends the last transaction: 0 or -1. */
int	turn_end(struct turn *);

#endif
