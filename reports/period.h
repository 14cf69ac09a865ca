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
	struct span	*spans;		/* likewise: the period in hand, or what the window has of it */
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

/* Makes the spans those of a period, all of it. */
void	period_spans(struct periods *, int64_t number);

/*
 * Whether every chat covers all of its span, its first covered day counted from its beginning.
 * Empty spans do not count, here and below; where all are, this is false.
 */
bool	period_holds(const struct periods *);

/*
 * The first and last period to show: of what the window, the record and the present have in common;
 * false where that is nothing.
 */
bool	period_range(const struct periods *, int64_t *first, int64_t *last);

/*
 * Makes the spans what the answer's window has of a period, and tells what a row shows of it.
 * PERIOD_SKIPPED is an hour that the clock skipped, PERIOD_UNKNOWN one that is covered nowhere, PERIOD_PART
 * one that is cut, not over or not covered all through, PERIOD_WHOLE all of it; *cut tells whether the spans
 * are less than the period.
 */
enum show { PERIOD_SKIPPED, PERIOD_UNKNOWN, PERIOD_PART, PERIOD_WHOLE };
enum show	period_cut(struct periods *, int64_t number, bool *cut);

struct period_row {
	int64_t	row, number;
	bool	whole, cut;
};

/* Adds a row for each period to show; fill sets what is known of one, from the spans.  0 or -1. */
int	period_rows(struct periods *, int (*fill)(void *cookie, const struct period_row *), void *cookie);

#endif
