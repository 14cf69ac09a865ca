/*
 * Who reacted to whom, who answered whom, and who spent how much on which model: sums, packed, since a large
 * chat has a million pairs.  A row of the table pair is what one member did in a period: codes, ascending,
 * each as what it is more than the one before, and how often it is there, or how much (lib/pack.h).
 */
#ifndef LIB_PAIR_H
#define LIB_PAIR_H

#include "lib/db.h"

/* pair.what: what members did to each other, and what they spent. */
enum pair_what { PAIR_FAN, PAIR_REPLY, PAIR_COUNT, PAIR_SPENT = PAIR_COUNT };

/* What was done to a member; bucket: of a reply's wait (lib/sums.h), else 0. */
#define PAIR_BUCKETS		INT64_C(4096)
#define PAIR_CODE(other, bucket)	((other) * PAIR_BUCKETS + (bucket))

/* What was spent on a model; column: of the table spend (enum spend_column in lib/sums.h). */
#define PAIR_SPENT_COLUMNS		INT64_C(16)
#define PAIR_SPENT_CODE(model, column)	((model) * PAIR_SPENT_COLUMNS + (column))

struct pair_row {
	int64_t		scope;
	enum pair_what	what;
	int64_t		period, member;
};

struct pair_item {
	int64_t	code, n;
};

/*
 * Adds to a row, made or dropped as need be; sorts the items, whose n may be below 0: what was spent may stay
 * so, what was done ends at 0.  0, or -1 also where a sum would overflow.
 */
int	pair_add(struct db *, const struct pair_row *, struct pair_item *, size_t count);

/*
 * Adds what a statement finds, in the order of members: who, to whom, and a reply's wait or NULL.  0 or -1.
 */
int	pair_add_found(struct db *, int64_t scope, enum pair_what what, int64_t period, struct stmt *);

/* The next item of a packed row, where *at and *item begin as 0; false at the end. */
bool	pair_next(const unsigned char *packed, size_t length, size_t *at, struct pair_item *);

/* What a packed row of PAIR_SPENT says of one column, all models together. */
int64_t	pair_spent(const unsigned char *packed, size_t length, int column);

/* Drops what a chat's rows hold of what a member did, or was done to; 0 or -1. */
int	pair_forget(struct db *, int64_t chat, int64_t member);

#endif
