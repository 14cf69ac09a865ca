/*
 * Where an axis is marked, and with which words: periods along, values up.
 */
#ifndef REPORTS_TICKS_H
#define REPORTS_TICKS_H

#include "reports/report.h"

enum { TICKS_MOST = 64, TICKS_LABEL = 24 };

struct tick {
	size_t	row;
	char	label[TICKS_LABEL];
	char	below[TICKS_LABEL];	/* its month, year or day; "" as before */
};

/*
 * The finest marks for rows that are pitch pixels apart whose labels do not touch; their number.
 * column holds the periods.
 */
size_t	ticks_along(const struct table *, size_t column, double pitch,
    struct tick ticks[TICKS_MOST]);

/* The step between 2 to 4 round values up to max; 1 or more. */
int64_t	ticks_step(int64_t max);

#endif
