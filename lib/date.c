#include "lib/date.h"

#include <stdio.h>

enum {
	UNIX_YEAR = 1970,
	DAYS_400_YEARS = 146097
};

/* Days before each month of a common year, and after its last. */
static const int days_before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };

int64_t
date_div(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

int64_t
date_mod(int64_t a, int64_t b)
{
	int64_t rest = a % b;

	return rest < 0 ? rest + (b < 0 ? -b : b) : rest;
}

static bool
is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days before the month (1 to 13) of a year. */
static int
days_to_month(int64_t year, int month)
{
	return days_before[month - 1] + (month > 2 && is_leap(year));
}

static int64_t
leap_days_to_year(int64_t year)
{
	int64_t past = year - 1;

	return date_div(past, 4) - date_div(past, 100) + date_div(past, 400);
}

static int64_t
days_to_year(int64_t year)
{
	return (year - UNIX_YEAR) * 365 + leap_days_to_year(year) - leap_days_to_year(UNIX_YEAR);
}

int64_t
date_day(int64_t year, int month, int day)
{
	return days_to_year(year) + days_to_month(year, month) + day - 1;
}

void
date_civil(int64_t day, int64_t *year, int *month, int *mday)
{
	int64_t y = UNIX_YEAR + date_div(day * 400, DAYS_400_YEARS);
	int m, yday;

	/* The mean year is at most a few days off: the estimate at most one year. */
	if (day < days_to_year(y))
		y--;
	else if (day >= days_to_year(y + 1))
		y++;
	yday = (int)(day - days_to_year(y));
	m = yday / 32 + 1;
	if (yday >= days_to_month(y, m + 1))
		m++;
	*year = y;
	*month = m;
	*mday = yday - days_to_month(y, m) + 1;
}

int
date_weekday(int64_t day)
{
	return (int)date_mod(day + 3, 7);	/* 1970-01-01 was a Thursday */
}

int
date_month_days(int64_t year, int month)
{
	return days_to_month(year, month + 1) - days_to_month(year, month);
}

int64_t
date_floor(int64_t day, enum grain grain)
{
	int64_t year;
	int month, mday;

	date_civil(day, &year, &month, &mday);
	switch (grain) {
	case GRAIN_YEAR:
		return date_day(year, 1, 1);
	case GRAIN_MONTH:
		return day - mday + 1;
	case GRAIN_WEEK:
		return day - date_weekday(day);
	case GRAIN_DAY:
	case GRAIN_HOUR:
		break;
	}
	return day;
}

int64_t
date_next(int64_t day, enum grain grain)
{
	int64_t first = date_floor(day, grain);

	switch (grain) {
	case GRAIN_YEAR:
		return date_add_months(first, 12);
	case GRAIN_MONTH:
		return date_add_months(first, 1);
	case GRAIN_WEEK:
		return first + 7;
	case GRAIN_DAY:
	case GRAIN_HOUR:
		break;
	}
	return first + 1;
}

int64_t
date_add_months(int64_t day, int n)
{
	int64_t year, months;
	int month, mday, last;

	date_civil(day, &year, &month, &mday);
	months = year * 12 + month - 1 + n;
	year = date_div(months, 12);
	month = (int)date_mod(months, 12) + 1;
	last = date_month_days(year, month);
	return date_day(year, month, mday < last ? mday : last);
}

void
date_format_iso(char *buf, size_t size, const struct zone *zone, int64_t instant)
{
	/* An ISO offset has no seconds (Africa/Monrovia until 1972): the instant is kept exact. */
	int minutes = (int)(zone_offset(zone, instant) / 60);
	int64_t local = instant + minutes * 60, year;
	int month, mday, clock = (int)date_mod(local, DATE_SECONDS);
	char sign = minutes < 0 ? '-' : '+';

	if (minutes < 0)
		minutes = -minutes;
	date_civil(date_div(local, DATE_SECONDS), &year, &month, &mday);
	snprintf(buf, size, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", (int)year, month, mday,
	    clock / 3600, clock / 60 % 60, clock % 60, sign, minutes / 60, minutes % 60);
}

static int
previous_time(const struct span *span, int64_t now, int steps, struct span *previous)
{
	int64_t shift = (span->until - span->since) * steps;
	int64_t end = span->until < now ? span->until : now;

	if (span->since - shift < DATE_FIRST)
		return -1;
	*previous = (struct span){ span->type, span->since - shift, end - shift };
	return 0;
}

static bool
is_midnight(const struct zone *zone, int64_t instant)
{
	return zone_day_start(zone, zone_day(zone, instant)) == instant;
}

/* The period's days so many steps before the one that begins on first and holds count days. */
static void
previous_period(enum span_type type, int steps, int64_t *first, int64_t *end)
{
	int64_t count = *end - *first;

	if (type == SPAN_MONTH || type == SPAN_YEAR) {
		enum grain grain = type == SPAN_MONTH ? GRAIN_MONTH : GRAIN_YEAR;

		for (*first = date_floor(*first, grain); steps > 0; steps--)
			*first = date_floor(*first - 1, grain);
		*end = date_next(*first, grain);
	} else {
		*first -= count * steps;
		*end = *first + count;
	}
}

int
date_previous(const struct span *span, const struct zone *zone, int64_t now, int steps,
    struct span *previous)
{
	int64_t first, end, elapsed;
	struct span whole;

	if (span->type == SPAN_ALL || span->until <= span->since || now < span->since)
		return -1;
	if (span->type == SPAN_ROLLING || (span->type == SPAN_FIXED &&
	    !(is_midnight(zone, span->since) && is_midnight(zone, span->until))))
		return previous_time(span, now, steps, previous);

	/* Not the day of until: that of the last second, should the day between be skipped. */
	first = zone_day(zone, span->since);
	end = zone_day(zone, span->until - 1) + 1;
	elapsed = zone_local(zone, now) - first * DATE_SECONDS;
	previous_period(span->type, steps, &first, &end);
	if (first < 0)
		return -1;
	whole = (struct span){ span->type, zone_day_start(zone, first), zone_day_start(zone, end) };
	if (now < span->until) {
		int64_t cut = zone_instant(zone, first * DATE_SECONDS + elapsed);

		if (cut < whole.until)
			whole.until = cut;
	}
	*previous = whole;
	return 0;
}
