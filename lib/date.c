#include "lib/date.h"

#include <stdio.h>
#include <string.h>

enum {
	UNIX_YEAR = 1970,
	DAYS_400_YEARS = 146097,
	MAX_COUNT_DIGITS = 4
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

/* Reads exactly so many digits. */
static bool
scan_number(const char **text, int digits, int min, int max, int *value)
{
	int n = 0;

	for (int i = 0; i < digits; i++) {
		char c = (*text)[i];

		if (c < '0' || c > '9')
			return false;
		n = n * 10 + (c - '0');
	}
	*text += digits;
	*value = n;
	return n >= min && n <= max;
}

/* Skips one of a set of characters, if it is next. */
static bool
scan_one(const char **text, const char *set)
{
	if (**text == '\0' || strchr(set, **text) == NULL)
		return false;
	++*text;
	return true;
}

/* YYYY, YYYY-MM or YYYY-MM-DD: its first day, and which of them it is. */
static bool
scan_date(const char **text, int64_t *day, enum grain *grain)
{
	int year, month = 1, mday = 1;

	*grain = GRAIN_YEAR;
	if (!scan_number(text, 4, 0, 9999, &year))
		return false;
	if (scan_one(text, "-")) {
		*grain = GRAIN_MONTH;
		if (!scan_number(text, 2, 1, 12, &month))
			return false;
		if (scan_one(text, "-")) {
			*grain = GRAIN_DAY;
			if (!scan_number(text, 2, 1, date_month_days(year, month), &mday))
				return false;
		}
	}
	*day = date_day(year, month, mday);
	return true;
}

/* hh:mm, hh:mm:ss or hh:mm:ss.fraction; a leap second is the one after it, as in POSIX time. */
static bool
scan_clock(const char **text, int *seconds)
{
	int hour, minute, second = 0;

	if (!scan_number(text, 2, 0, 23, &hour) || !scan_one(text, ":")
	    || !scan_number(text, 2, 0, 59, &minute))
		return false;
	if (scan_one(text, ":")) {
		if (!scan_number(text, 2, 0, 60, &second))
			return false;
		if (scan_one(text, ".,")) {
			size_t digits = strspn(*text, "0123456789");

			if (digits == 0)
				return false;
			*text += digits;
		}
	}
	*seconds = (hour * 60 + minute) * 60 + second;
	return true;
}

/* Nothing, Z, +hh:mm or +hhmm. */
static bool
scan_offset(const char **text, bool *zoned, int *offset)
{
	bool west = **text == '-';
	int hour, minute;

	*offset = 0;
	*zoned = true;
	if (scan_one(text, "Z"))
		return true;
	if (!scan_one(text, "+-")) {
		*zoned = false;
		return true;
	}
	if (!scan_number(text, 2, 0, 23, &hour))
		return false;
	scan_one(text, ":");
	if (!scan_number(text, 2, 0, 59, &minute))
		return false;
	*offset = (hour * 60 + minute) * 60;
	if (west)
		*offset = -*offset;
	return true;
}

int
date_parse_iso(const char *text, const struct zone *zone, int64_t *instant, bool *zoned)
{
	enum grain grain;
	int64_t day, local;
	int seconds, offset;
	bool has_offset;

	if (!scan_date(&text, &day, &grain) || grain != GRAIN_DAY || !scan_one(&text, "T ")
	    || !scan_clock(&text, &seconds) || !scan_offset(&text, &has_offset, &offset)
	    || *text != '\0')
		return -1;
	local = day * DATE_SECONDS + seconds;
	*instant = has_offset ? local - offset : zone_instant(zone, local);
	if (zoned != NULL)
		*zoned = has_offset;
	return 0;
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

/* The local days [first, end). */
static int
span_days(const struct zone *zone, enum span_type type, int64_t first, int64_t end,
    struct span *span)
{
	if (first < 0)
		return -1;
	*span = (struct span){ type, zone_day_start(zone, first), zone_day_start(zone, end) };
	return 0;
}

static int
span_count(const char *word, const struct zone *zone, int64_t now, struct span *span)
{
	int64_t today = zone_day(zone, now), tomorrow = today + 1, first;
	size_t digits = strspn(word, "0123456789");
	int n;

	if (digits > MAX_COUNT_DIGITS || !scan_number(&word, (int)digits, 1, 9999, &n)
	    || *word == '\0' || word[1] != '\0')
		return -1;
	switch (*word) {
	case 'h':
		if (now - n * 3600 < DATE_FIRST)
			return -1;
		*span = (struct span){ SPAN_ROLLING, now - n * 3600, now };
		return 0;
	case 'd':
		return span_days(zone, SPAN_DAYS, tomorrow - n, tomorrow, span);
	case 'w':
		return span_days(zone, SPAN_DAYS, tomorrow - n * 7, tomorrow, span);
	case 'm':
	case 'y':
		first = date_add_months(today, *word == 'y' ? -n * 12 : -n) + 1;
		return span_days(zone, SPAN_MONTHS, first, tomorrow, span);
	default:
		return -1;
	}
}

int
date_parse_span(const char *word, const struct zone *zone, int64_t now, struct span *span)
{
	static const struct {
		const char	*word;
		enum span_type	 type;
		enum grain	 grain;
		int		 days;	/* from today */
	} periods[] = {
		{ "today", SPAN_DAYS, GRAIN_DAY, 0 },
		{ "yesterday", SPAN_DAYS, GRAIN_DAY, -1 },
		{ "week", SPAN_WEEK, GRAIN_WEEK, 0 },
		{ "month", SPAN_MONTH, GRAIN_MONTH, 0 },
		{ "year", SPAN_YEAR, GRAIN_YEAR, 0 },
	};
	int64_t today = zone_day(zone, now);

	if (strcmp(word, "all") == 0) {
		*span = (struct span){ SPAN_ALL, DATE_FIRST, now };
		return 0;
	}
	for (size_t i = 0; i < sizeof(periods) / sizeof(periods[0]); i++) {
		int64_t day = today + periods[i].days;

		if (strcmp(word, periods[i].word) == 0)
			return span_days(zone, periods[i].type, date_floor(day, periods[i].grain),
			    date_next(day, periods[i].grain), span);
	}
	return span_count(word, zone, now, span);
}

/* The years 1970 to 2069, in UTC or on the zone's clock, with their end. */
static bool
is_usable(const struct zone *zone, int64_t instant)
{
	int64_t local = zone_local(zone, instant);

	return (instant >= DATE_FIRST || local >= DATE_FIRST)
	    && (instant <= DATE_END || local <= DATE_END);
}

static int
parse_unix(const char *text, int64_t *instant)
{
	size_t digits = strspn(text, "0123456789");
	int64_t n = 0;

	if (digits == 0 || digits > 10 || text[digits] != '\0')
		return -1;
	for (; *text != '\0'; text++)
		n = n * 10 + (*text - '0');
	*instant = n;
	return 0;
}

int
date_parse_time(const char *word, const struct zone *zone, int64_t now, bool until,
    int64_t *instant)
{
	const char *rest = word;
	enum grain grain;
	struct span span;
	int64_t day, found;

	if (date_parse_span(word, zone, now, &span) == 0) {
		*instant = until ? span.until : span.since;
		return 0;
	}
	if (scan_date(&rest, &day, &grain) && *rest == '\0')
		found = zone_day_start(zone, until ? date_next(day, grain) : day);
	else if ((*word != '@' || parse_unix(word + 1, &found) == -1)
	    && date_parse_iso(word, zone, &found, NULL) == -1)
		return -1;
	if (!is_usable(zone, found))
		return -1;
	*instant = found;
	return 0;
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
	if (span->type == SPAN_ROLLING || (span->type == SPAN_FIXED
	    && !(is_midnight(zone, span->since) && is_midnight(zone, span->until))))
		return previous_time(span, now, steps, previous);

	/* Not the day of until: that of the last second, should the day between be skipped. */
	first = zone_day(zone, span->since);
	end = zone_day(zone, span->until - 1) + 1;
	elapsed = zone_local(zone, now) - first * DATE_SECONDS;
	previous_period(span->type, steps, &first, &end);
	if (span_days(zone, span->type, first, end, &whole) == -1)
		return -1;
	if (now < span->until) {
		int64_t cut = zone_instant(zone, first * DATE_SECONDS + elapsed);

		if (cut < whole.until)
			whole.until = cut;
	}
	*previous = whole;
	return 0;
}
