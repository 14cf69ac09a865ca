/*
 * Members by what they did, the best first; those who tie by their ids, which are read only then.
 */
#ifndef REPORTS_RANKING_H
#define REPORTS_RANKING_H

#include <stddef.h>

#include "reports/deeds.h"

struct rival {
	int64_t	score, member;
	int64_t	member_id, automatic;	/* where scores tie; 0: not read */
};

/* Empty when all is zero; the list is to be freed. */
struct ranking {
	struct rival	*list;
	size_t		 count;
};

/* Ranks all who are not hidden from rankings and did anything; those who tie in no order yet.  0 or -1. */
int	ranking_make(const struct answer *, const struct deeds *, struct ranking *);

/* Puts those who tie with the one at an index in order; 0 or -1. */
int	ranking_settle(struct answer *, struct ranking *, size_t at);

/* Where a member stands in the end, count if nowhere; 0 or -1. */
int	ranking_find(struct answer *, struct ranking *, int64_t member, size_t *at);

#endif
