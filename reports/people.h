/*
 * All members at a glance: in which order they are named, and whom rankings leave out.
 */
#ifndef REPORTS_PEOPLE_H
#define REPORTS_PEOPLE_H

#include "reports/answer.h"

struct people {
	struct person {
		uint32_t	order;	/* by id */
		bool		bot;
	}	*list;			/* by member */
	size_t	 count;
	bool	 bots;			/* they are ranked too */
};

/* Reads them; 0 or -1.  A struct that is all zero is empty, and people_free leaves it so. */
int	people_load(struct answer *, struct people *);
void	people_free(struct people *);

/* Whether somebody is known, and ranked. */
bool	people_ranked(const struct people *, int64_t member);

/* Below 0, 0 or above 0, as the first comes before the second. */
int	people_compare(const struct people *, int64_t a, int64_t b);

#endif
