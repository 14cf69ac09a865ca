/*
 * What a LAYOUT_SERIES says about its periods: which are known, over and whole, and the median line
 * through them.
 */
#ifndef REPORTS_SERIES_H
#define REPORTS_SERIES_H

#include "reports/report.h"

enum { SERIES_MEDIAN = 7 };	/* periods */

struct series {
	const struct table	*table;
	size_t			 period, complete, low, high;	/* columns; ncolumn: none */
	bool			 medians;	/* days, and enough of them for a line of medians */
};

struct series	series_of(const struct table *);

/* The first local day of a row's period. */
int64_t	series_day(const struct series *, size_t row);

/* The value shown; its known is false in a gap. */
const struct value	*series_value(const struct series *, size_t row);

/* Known, over, and nothing of it missing. */
bool	series_finished(const struct series *, size_t row);

/* Known, and not over yet. */
bool	series_current(const struct series *, size_t row);

/*
 * The value of the line at a finished row: its own, or with medians that of the finished ones among
 * the last SERIES_MEDIAN.  False where there is none.
 */
bool	series_line(const struct series *, size_t row, double *value);

/*
 * The usual range at a row; with medians those of its edges over the last SERIES_MEDIAN days, like
 * the line it is held against.  False where it is not known, or not on each of these days: weekdays
 * differ, and some of them would not stand for all.
 */
bool	series_usual(const struct series *, size_t row, double *low, double *high);

/* Whether a column counts something; the usual range does not. */
bool	series_counts(const struct column *);

#endif
