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

/*
 * Reads them, but for live ones that begin later than now, of which only a clock that was wrong tells; the
 * list is the caller's to free.  0 or -1.
 */
int	coverage_load(struct db *, int64_t chat, int64_t now, struct covered *);

/* Whether [since, until) lies inside one covered interval, its first day counted from its beginning. */
bool	coverage_holds(const struct covered *, const struct zone *, int64_t since, int64_t until);

/*
 * Appends to a list what is covered of [since, until): as instants, or, where a zone is given, as the local
 * days that it touches.  0 or -1.
 */
int	coverage_clip(const struct covered *, const struct zone *, int64_t since, int64_t until,
    struct covered *list);

/* How many seconds or days a list holds, each counted once; sorts it. */
int64_t	coverage_length(struct covered *list);

/* How much of [since, until) is covered. */
enum extent { EXTENT_NONE, EXTENT_SOME, EXTENT_ALL };
enum extent	coverage_extent(const struct covered *, int64_t since, int64_t until);

#endif
