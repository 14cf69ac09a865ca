/*
 * A window of a chat in two: local days of which feats and conversations may be stored, and what has to be
 * derived from state.
 */
#ifndef REPORTS_STORED_H
#define REPORTS_STORED_H

#include "reports/answer.h"

struct stored {
	int64_t		 first, last;	/* whole days; what is stored of them holds.  None: last < first */
	struct span	*spans;		/* the rest */
	size_t		 count, capacity;
};

/* The window of a chat; with whole, all of it is to be derived.  0 or -1; to be freed in both cases. */
int	stored_split(struct answer *, size_t chat, bool whole, struct stored *);
void	stored_free(struct stored *);

/* Adds a span that is to be derived too; 0 or -1. */
int	stored_derive(struct stored *, int64_t since, int64_t until);

#endif
