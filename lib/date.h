/*
 * The proleptic Gregorian calendar in numbers, and the words that users write for times.
 * A day is the number of days since 1970-01-01; a week is an ISO week, Monday first.
 */
#ifndef LIB_DATE_H
#define LIB_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/zone.h"

enum { DATE_SECONDS = 86400 };

/* Data outside 1970-2069 is unusable: [DATE_FIRST, DATE_END) in UTC seconds. */
#define DATE_FIRST	INT64_C(0)
#define DATE_END	INT64_C(3155760000)	/* 2070-01-01T00:00:00Z */

/* What a series is cut into. */
enum grain { GRAIN_HOUR, GRAIN_DAY, GRAIN_WEEK, GRAIN_MONTH, GRAIN_YEAR };

/* The day of a date; month 1 to 12; day may run over (0, 32, ...), month may not. */
int64_t	date_day(int64_t year, int month, int day);

/* The date of a day. */
void	date_civil(int64_t day, int64_t *year, int *month, int *mday);

/* 0 = Monday ... 6 = Sunday. */
int	date_weekday(int64_t day);

/* Days in a month, 28 to 31. */
int	date_month_days(int64_t year, int month);

/* The first day of the period (day, week, month, year) that holds a day, and of the next one. */
int64_t	date_floor(int64_t day, enum grain);
int64_t	date_next(int64_t day, enum grain);

/* Quotient and remainder for negative numbers too: the remainder is 0 or more. */
int64_t	date_div(int64_t a, int64_t b);
int64_t	date_mod(int64_t a, int64_t b);

/* Months later (or earlier, n < 0), clamped to the month's end: 31 August - 6 is 28 February. */
int64_t	date_add_months(int64_t day, int n);

/*
 * ISO 8601 as exports and usage files write it: "2017-01-01T06:20:09" or "20170101T062009", seconds and
 * their fraction optional (the fraction is cut off), optional "Z", "UTC", "+03:00", "+0300" or "+03"; a
 * blank may stand for the T, and before these.  0 and the instant, of any year: whether it is usable is for
 * the caller to see.  Without an offset the time is local in zone (zoned tells which it was; may be NULL).
 * -1 if it is no such time.
 */
int	date_parse_iso(const char *text, const struct zone *, int64_t *instant, bool *zoned);

/*
 * "2026-11-20T14:30:00+02:00": the instant on the zone's clock, the offset in whole minutes.  buf
 * holds 32 bytes or more.
 */
void	date_format_iso(char *buf, size_t size, const struct zone *, int64_t instant);

/*
 * A window of time, the instants [since, until).  type is what it was made from, for Previous: a
 * calendar period, a number of days or months, a rolling time, fixed instants, or everything.
 */
enum span_type { SPAN_ROLLING, SPAN_DAYS, SPAN_MONTHS, SPAN_WEEK, SPAN_MONTH, SPAN_YEAR, SPAN_FIXED,
    SPAN_ALL };
struct span {
	enum span_type	type;
	int64_t		since;
	int64_t		until;
};

/*
 * Reads a SPAN word: "24h", "7d", "4w", "6m", "1y", "today", "yesterday", "week", "month", "year",
 * "all" (DATE_FIRST to now).  Counts are 1 to 9999 and may not lead before 1970.  0, or -1 if it
 * is none.
 * 7d and 4w end with today (until is tomorrow's first instant); 6m and 1y begin the day after
 * today's date 6 months or a year ago; calendar periods end with their own end (week: next Monday).
 * today and yesterday are SPAN_DAYS of 1.
 */
int	date_parse_span(const char *word, const struct zone *, int64_t now, struct span *);

/*
 * Reads a T: "2026", "2026-03", "2026-03-01", "2026-03-01T14:30" (or any form that date_parse_iso
 * takes, so that a window shown by JSON can be given back), "@unix", or a SPAN word; 1970 to 2069.
 * As --since it is its start; as --until (until = true) a T without a time covers its whole year,
 * month or day, one with a time is exclusive, and a SPAN word is its end.  0 or -1.
 */
int	date_parse_time(const char *word, const struct zone *, int64_t now, bool until,
    int64_t *instant);

/*
 * The window just before: of equal length in local days (or, rolling and fixed, in time), or the
 * calendar period before.  Where the given one is not over at now, only the same elapsed part of
 * the one before, to the same local clock, clamped to that period's end; the elapsed part of a year
 * is its days so far.  steps = 2 is the one before that, and so on.  A fixed window whose ends are
 * local midnights counts in local days.  -1 for SPAN_ALL, for a window that is empty or has not
 * begun, and where it would begin before 1970.
 */
int	date_previous(const struct span *, const struct zone *, int64_t now, int steps,
    struct span *previous);

#endif
