/*
 * How long a transaction of an import is: long, since what its elements share is written once for all of
 * them; but a daemon beside it gets its turn.
 */
#ifndef INGEST_TURN_H
#define INGEST_TURN_H

#include "ingest/store.h"

struct turn {
	struct db	*db;
	struct store	*store;
	size_t		 elements;	/* so far */
	bool		 drop;		/* a rehearsal: nothing is kept */
};

/* To be called after each element: ends a transaction that is long enough, and begins the next.  0 or -1. */
int	turn_next(struct turn *);

/* Ends the last transaction: 0 or -1. */
int	turn_end(struct turn *);

#endif
