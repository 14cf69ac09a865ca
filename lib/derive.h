/*
 * What does not add up: numbers of a day that depend on the days before it.  Derived from sums by
 * this one function, for rollup, which stores them for folded days, and for reports, which derive
 * what is not stored.
 */
#ifndef LIB_DERIVE_H
#define LIB_DERIVE_H

#include <stddef.h>
#include <stdint.h>

#include "lib/db.h"

enum { CROWD_WEEK = 7, CROWD_MONTH = 30 };

/* Distinct senders in the 7 and 30 local days that end with a day. */
struct crowd {
	int64_t	week;
	int64_t	month;
};

/* Derives them for the days first to last of a scope, into last - first + 1 places; 0 or -1. */
int	derive_crowd(struct db *, int64_t scope, int64_t first, int64_t last, struct crowd *);

/* The stored numbers of one day: 1, 0 if there are none, or -1. */
int	derive_crowd_find(struct db *, int64_t scope, int64_t day, struct crowd *);

/* The same for one day, from its stored row where there is one. */
int	derive_crowd_day(struct db *, int64_t scope, int64_t day, struct crowd *);

/* Deletes the stored rows that a change of who wrote on a day could alter; 0 or -1. */
int	derive_forget(struct db *, int64_t scope, int64_t day);

#endif
