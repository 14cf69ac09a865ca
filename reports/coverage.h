/*
 * What was recorded of a chat, and what is missing.
 */
#ifndef REPORTS_COVERAGE_H
#define REPORTS_COVERAGE_H

#include "lib/db.h"
#include "reports/report.h"

/* The covered intervals of a chat: disjoint, in order; gaps lie between them. */
struct covered {
	struct interval	*list;
	size_t		 count;
	size_t		 capacity;
};

/* Reads them; the list is the caller's to free.  0 or -1. */
int	coverage_load(struct db *, int64_t chat, struct covered *);

/* Whether [since, until) lies inside one covered interval, its first day counted from its beginning. */
bool	coverage_holds(const struct covered *, const struct zone *, int64_t since, int64_t until);

/* Seconds of [since, until) that are covered, and the local days that they touch. */
void	coverage_measure(const struct covered *, const struct zone *, int64_t since, int64_t until,
    int64_t *seconds, int64_t *days);

/* How much of [since, until) is covered. */
enum extent { EXTENT_NONE, EXTENT_SOME, EXTENT_ALL };
enum extent	coverage_extent(const struct covered *, int64_t since, int64_t until);

#endif
