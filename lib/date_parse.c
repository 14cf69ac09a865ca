#include "lib/date.h"

#include <ctype.h>
#include <string.h>

enum { MAX_COUNT_DIGITS = 4 };

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

/* YYYY, YYYY-MM or YYYY-MM-DD: its first day, and which of them it is; or, basic, YYYYMMDD. */
static bool
scan_date(const char **text, bool basic, int64_t *day, enum grain *grain)
{
	int year, month = 1, mday = 1;

	*grain = GRAIN_YEAR;
	if (!scan_number(text, 4, 0, 9999, &year))
		return false;
	if (basic || scan_one(text, "-")) {
		*grain = GRAIN_MONTH;
		if (!scan_number(text, 2, 1, 12, &month))
			return false;
		if (basic || scan_one(text, "-")) {
			*grain = GRAIN_DAY;
			if (!scan_number(text, 2, 1, date_month_days(year, month), &mday))
				return false;
		}
	}
	*day = date_day(year, month, mday);
	return true;
}

/*
 * hh:mm, hh:mm:ss or hh:mm:ss.fraction, basic without colons; a leap second is the one after it, as in POSIX
 * time.
 */
static bool
scan_clock(const char **text, bool basic, int *seconds)
{
	int hour, minute, second = 0;

	if (!scan_number(text, 2, 0, 23, &hour) || !(basic || scan_one(text, ":")) ||
	    !scan_number(text, 2, 0, 59, &minute))
		return false;
	if (basic ? isdigit((unsigned char)**text) : scan_one(text, ":")) {
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

/* The rest: nothing, Z, UTC, +hh, +hh:mm or +hhmm; databases put a blank before it. */
static bool
scan_offset(const char *text, bool *zoned, int *offset)
{
	int hour, minute = 0;
	bool west;

	*offset = 0;
	if (!(*zoned = *text != '\0'))
		return true;
	scan_one(&text, " ");
	if (strcmp(text, "Z") == 0 || strcmp(text, "z") == 0 || strcmp(text, "UTC") == 0)
		return true;
	west = *text == '-';
	if (!scan_one(&text, "+-") || !scan_number(&text, 2, 0, 23, &hour) ||
	    ((scan_one(&text, ":") || *text != '\0') && !scan_number(&text, 2, 0, 59, &minute)))
		return false;
	*offset = (hour * 60 + minute) * (west ? -60 : 60);
	return *text == '\0';
}

int
date_parse_iso(const char *text, const struct zone *zone, int64_t *instant, bool *zoned)
{
	enum grain grain;
	int64_t day, local;
	int seconds, offset;
	bool has_offset, basic = strspn(text, "0123456789") == 8;

	if (!scan_date(&text, basic, &day, &grain) || grain != GRAIN_DAY || !scan_one(&text, "Tt ") ||
	    !scan_clock(&text, basic, &seconds) || !scan_offset(text, &has_offset, &offset))
		return -1;
	local = day * DATE_SECONDS + seconds;
	*instant = has_offset ? local - offset : zone_instant(zone, local);
	if (zoned != NULL)
		*zoned = has_offset;
	return 0;
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

	if (digits > MAX_COUNT_DIGITS || !scan_number(&word, (int)digits, 1, 9999, &n) ||
	    *word == '\0' || word[1] != '\0')
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

	return (instant >= DATE_FIRST || local >= DATE_FIRST) &&
	    (instant <= DATE_END || local <= DATE_END);
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
	if (scan_date(&rest, false, &day, &grain) && *rest == '\0')
		found = zone_day_start(zone, until ? date_next(day, grain) : day);
	else if ((*word != '@' || parse_unix(word + 1, &found) == -1) &&
	    date_parse_iso(word, zone, &found, NULL) == -1)
		return -1;
	if (!is_usable(zone, found))
		return -1;
	*instant = found;
	return 0;
}
