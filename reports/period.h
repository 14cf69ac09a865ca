/*
 * The periods of a series: hours, days, weeks, months or years on the chats' own clocks.
 * A period's number is its first local day, or for GRAIN_HOUR its local hour since 1970.
 */
#ifndef REPORTS_PERIOD_H
#define REPORTS_PERIOD_H

#include "reports/answer.h"
#include "reports/coverage.h"

struct periods {
	struct answer	*a;
	enum grain	 grain;
	struct covered	*covered;	/* one a chat */
};

/* What the answer's chats cover, for the grain asked for with --by, or one that fits; 0 or -1. */
int	period_open(struct periods *, struct answer *);
void	period_close(struct periods *);

/* Titles the answer: "Messages per" becomes "Messages per day"; 0 or -1. */
int	period_title(const struct periods *, const char *what);

/* The period after, and one some steps (of hours, days, weeks, ...) before. */
int64_t	period_next(const struct periods *, int64_t number);
int64_t	period_back(const struct periods *, int64_t number, int steps);

/* The period that an instant lies in, and the instant that it begins at. */
int64_t	period_number(const struct periods *, const struct zone *, int64_t instant);
int64_t	period_start(const struct periods *, const struct zone *, int64_t number);

/* The period as a window of each chat. */
void	period_spans(const struct periods *, int64_t number, struct span *);

/*
 * Whether every chat covers all of its window, its first covered day counted from its beginning.
 * Empty windows do not count, here and below; where all are, this is false.
 */
bool	period_holds(const struct periods *, const struct span *);

/*
 * The first and last period to show: of what the window, the record and the present have in common;
 * false where that is nothing.
 */
bool	period_range(const struct periods *, int64_t *first, int64_t *last);

/*
 * What a row shows of a period: spans cut to the answer's window.  PERIOD_SKIPPED is an hour that the clock
 * skipped, PERIOD_UNKNOWN one that is covered nowhere, PERIOD_PART one that is cut, not over or not covered
 * all through, PERIOD_WHOLE all of it; *cut tells whether the spans are less than the period.
 */
enum show { PERIOD_SKIPPED, PERIOD_UNKNOWN, PERIOD_PART, PERIOD_WHOLE };
enum show	period_cut(const struct periods *, int64_t number, struct span *, bool *cut);

#endif
