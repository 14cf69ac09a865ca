/*
 * Streaks: consecutive active days of members, over all time.  Derived from the day rows of act, from
 * where the table streak ends: rollup moves that end, reports go on from it.
 */
#ifndef LIB_STREAK_H
#define LIB_STREAK_H

#include "lib/db.h"
#include "lib/map.h"

struct streak {
	int64_t	last;		/* local day of the last message */
	int64_t	run;		/* active days that end with it */
	int64_t	longest;
	int64_t	until;		/* its last day */
	bool	changed;	/* since it was stored */
};

struct streaks {
	struct map	 map;		/* by member */
	struct streak	*list;
	size_t		 capacity;
	int64_t		 stored;	/* the local day that the table ends with; -1: it is empty */
};

/* The streaks of a scope up to a local day, which no stored day is later than; 0 or -1. */
int	streak_derive(struct db *, int64_t scope, int64_t last, struct streaks *);
void	streak_free(struct streaks *);

/* The local day that the table ends with for a scope, -1 for none; 0 or -1 after logging. */
int	streak_stored(struct db *, int64_t scope, int64_t *day);

/* Stores what streak_derive found up to a day, in the caller's transaction; 0 or -1. */
int	streak_store(struct db *, int64_t scope, int64_t last, const struct streaks *);

/* Deletes a scope's stored rows, after a change of who wrote on a day; 0 or -1. */
int	streak_forget(struct db *, int64_t scope);

#endif
