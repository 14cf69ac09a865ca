/* lib/date.c: the calendar over its whole range, and every word that a user may write. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "lib/date.h"
#include "lib/zone.h"

#define SOFIA		"Europe/Sofia"
#define SIZE(array)	(sizeof(array) / sizeof((array)[0]))

static const struct zone *
must_find(const char *name)
{
	const struct zone *zone = zone_find(name);

	if (zone == NULL)
		fail_msg("zone %s not found", name);
	return zone;
}

/* "2026-03-29T14:30", or "2026-03-29" for its midnight, on a zone's clock. */
static int64_t
instant(const char *zone, const char *text)
{
	int64_t result = -1;
	char full[32];

	snprintf(full, sizeof(full), "%s%s", text, strlen(text) == 10 ? "T00:00" : "");
	if (date_parse_iso(full, must_find(zone), &result, NULL) == -1)
		fail_msg("\"%s\" is no time", text);
	return result;
}

static void
assert_instant(const char *what, const struct zone *zone, int64_t found, int64_t wanted)
{
	char is[32], should[32];

	if (found == wanted)
		return;
	date_format_iso(is, sizeof(is), zone, found);
	date_format_iso(should, sizeof(should), zone, wanted);
	fail_msg("%s: %s, not %s", what, is, should);
}

/* Day by day against a count that knows only the lengths of the months. */
static void
test_calendar(void **state)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int64_t day = date_day(1600, 1, 1), year;
	int month, mday;

	(void)state;
	assert_int_equal(day, -135140);
	for (int y = 1600; y < 2401; y++)
		for (int m = 1; m <= 12; m++) {
			bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
			int days = lengths[m - 1] + (m == 2 && leap);

			assert_int_equal(date_month_days(y, m), days);
			for (int d = 1; d <= days; d++, day++) {
				assert_int_equal(date_day(y, m, d), day);
				date_civil(day, &year, &month, &mday);
				assert_true(year == y && month == m && mday == d);
			}
		}
	assert_int_equal(date_day(1970, 1, 1), 0);
	assert_int_equal(date_day(2070, 1, 1), DATE_END / DATE_SECONDS);
	assert_int_equal(date_day(2024, 3, 0), date_day(2024, 2, 29));
	assert_int_equal(date_day(2024, 1, 32), date_day(2024, 2, 1));
}

static void
test_div(void **state)
{
	(void)state;
	assert_int_equal(date_div(7, 2), 3);
	assert_int_equal(date_div(-7, 2), -4);
	assert_int_equal(date_div(-8, 2), -4);
	assert_int_equal(date_mod(-7, 2), 1);
	assert_int_equal(date_mod(-8, 2), 0);
	assert_int_equal(date_mod(7, 2), 1);
	assert_int_equal(date_weekday(0), 3);
	assert_int_equal(date_weekday(-4), 6);
	assert_int_equal(date_weekday(date_day(2026, 11, 20)), 4);
}

static void
test_periods(void **state)
{
	int64_t day = date_day(2026, 12, 31);

	(void)state;
	assert_int_equal(date_floor(day, GRAIN_HOUR), day);
	assert_int_equal(date_floor(day, GRAIN_DAY), day);
	assert_int_equal(date_floor(day, GRAIN_WEEK), date_day(2026, 12, 28));
	assert_int_equal(date_floor(day, GRAIN_MONTH), date_day(2026, 12, 1));
	assert_int_equal(date_floor(day, GRAIN_YEAR), date_day(2026, 1, 1));
	assert_int_equal(date_next(day, GRAIN_DAY), date_day(2027, 1, 1));
	assert_int_equal(date_next(day, GRAIN_WEEK), date_day(2027, 1, 4));
	assert_int_equal(date_next(day, GRAIN_MONTH), date_day(2027, 1, 1));
	assert_int_equal(date_next(day, GRAIN_YEAR), date_day(2027, 1, 1));
	assert_int_equal(date_floor(-1, GRAIN_WEEK), -3);
	assert_int_equal(date_floor(-1, GRAIN_YEAR), -365);
}

static void
test_add_months(void **state)
{
	(void)state;
	assert_int_equal(date_add_months(date_day(2026, 8, 31), -6), date_day(2026, 2, 28));
	assert_int_equal(date_add_months(date_day(2024, 8, 31), -6), date_day(2024, 2, 29));
	assert_int_equal(date_add_months(date_day(2024, 2, 29), -12), date_day(2023, 2, 28));
	assert_int_equal(date_add_months(date_day(2024, 2, 29), 48), date_day(2028, 2, 29));
	assert_int_equal(date_add_months(date_day(2026, 1, 31), -1), date_day(2025, 12, 31));
	assert_int_equal(date_add_months(date_day(2026, 12, 1), 1), date_day(2027, 1, 1));
	assert_int_equal(date_add_months(date_day(2026, 3, 15), 0), date_day(2026, 3, 15));
}

static void
test_parse_iso(void **state)
{
	static const struct {
		const char	*text;
		int64_t		 instant;	/* in Europe/Sofia */
		bool		 zoned;
	} good[] = {
		{ "2017-01-01T06:20:09.248Z", 1483251609, true },
		{ "2017-01-01T06:20:09,248Z", 1483251609, true },
		{ "2020-11-12T12:53:52", 1605178432, false },
		{ "2024-05-06 07:08:09+02:00", 1714972089, true },
		{ "2024-05-06T07:08:09+0200", 1714972089, true },
		{ "2024-05-06T07:08:09-09:30", 1715013489, true },
		{ "2023-11-16 18:17:03.9799600", 1700151423, false },
		{ "2024-02-29T00:00Z", 1709164800, true },
		{ "2016-12-31T23:59:60Z", 1483228800, true },
		{ "2026-03-29T03:30:00", 1774746000, false },	/* skipped */
		{ "2026-10-25T03:30:00", 1792888200, false },	/* doubled */
		{ "1969-12-31T23:59:59Z", -1, true },
		/* as databases and programs write it */
		{ "2024-05-06 07:08:09.123+02", 1714972089, true },
		{ "2024-05-06T07:08-09", 1715011680, true },
		{ "2024-05-06t05:08:09z", 1714972089, true },
		{ "2024-05-06 05:08:09 UTC", 1714972089, true },
		{ "2024-05-06 07:08:09 +0200", 1714972089, true },
		{ "2024-05-06 07:08:09.5 +02:00", 1714972089, true },
		{ "20240506T050809Z", 1714972089, true },
		{ "20240506T0508Z", 1714972080, true },
		{ "20240506T080809.25", 1714972089, false },
		{ "20240506T070809+02", 1714972089, true },
	};
	static const char *const bad[] = { "", "2024", "2024-05-06", "2024-05-06T", "2024-05-06T07",
	    "2024-13-06T07:08:09", "2024-00-06T07:08:09", "2024-05-00T07:08:09",
	    "2024-05-32T07:08:09", "2023-02-29T07:08:09", "2024-05-06T24:00:00",
	    "2024-05-06T07:60:09", "2024-05-06T07:08:61", "2024-05-06T07:08:", "2024-05-06T07:08:9",
	    "2024-05-06T07:08:09x", "2024-05-06T07:08:09 ", " 2024-05-06T07:08:09",
	    "2024-05-06T07:08:09.", "2024-05-06T07:08:09.Z", "2024-05-06T07:08:09ZZ",
	    "2024-05-06T07:08:09+", "2024-05-06T07:08:09+2", "2024-05-06T07:08:09+02:",
	    "2024-05-06T07:08:09+02:60", "2024-05-06T07:08:09+24:00", "2024-05-06T07:08:09+02:00Z",
	    "24-05-06T07:08:09", "2024-5-6T07:08:09", "2024/05/06 07:08:09", "2024-05-06  07:08:09",
	    "-024-05-06T07:08:09", "2024-05-06T+7:08:09", "2024-05-06T07:08.5", "1714972089",
	    "2024-05-06T07:08:09\xff", "2024-05T07:08:09", "2024-05-06T07:08:09  UTC",
	    "2024-05-06T07:08:09 UT", "2024-05-06T07:08:09 EST", "2024-05-06T07:08:09 UTC ",
	    "2024-05-06T07:08:09+020", "2024-05-06T07", "20240506", "20240506T", "20240506T05", "20240506T05080",
	    "20240506T050809.", "20240506T05:08:09", "2024-05-06T050809", "202405T050809", "20240536T050809",
	    "20230229T050809", "0240506T050809", "20240506050809" };
	const struct zone *zone = must_find(SOFIA);
	int64_t found;
	bool zoned;

	(void)state;
	for (size_t i = 0; i < SIZE(good); i++) {
		found = 0;
		zoned = !good[i].zoned;
		if (date_parse_iso(good[i].text, zone, &found, &zoned) != 0)
			fail_msg("\"%s\" was refused", good[i].text);
		assert_instant(good[i].text, zone, found, good[i].instant);
		assert_true(zoned == good[i].zoned);
	}
	for (size_t i = 0; i < SIZE(bad); i++) {
		found = 7;
		if (date_parse_iso(bad[i], zone, &found, NULL) != -1 || found != 7)
			fail_msg("\"%s\" was taken", bad[i]);
	}
}

static void
test_format_iso(void **state)
{
	static const struct {
		const char	*zone;
		int64_t		 instant;
		const char	*text;
	} cases[] = {
		{ SOFIA, 1795177800, "2026-11-20T14:30:00+02:00" },
		{ "UTC", 0, "1970-01-01T00:00:00+00:00" },
		{ "America/New_York", 1783000000, "2026-07-02T09:46:40-04:00" },
		{ "Asia/Kathmandu", 0, "1970-01-01T05:30:00+05:30" },
		{ "America/St_Johns", 1767225600, "2025-12-31T20:30:00-03:30" },
		{ "Africa/Monrovia", 0, "1969-12-31T23:16:00-00:44" },	/* -00:44:30 on the wall */
		{ "UTC", DATE_END - 1, "2069-12-31T23:59:59+00:00" },
	};
	char text[32];

	(void)state;
	for (size_t i = 0; i < SIZE(cases); i++) {
		const struct zone *zone = must_find(cases[i].zone);
		int64_t back;

		date_format_iso(text, sizeof(text), zone, cases[i].instant);
		assert_string_equal(text, cases[i].text);
		assert_int_equal(date_parse_iso(text, zone, &back, NULL), 0);
		assert_int_equal(back, cases[i].instant);
	}
}

static void
test_parse_span(void **state)
{
	static const struct {
		const char	*word, *zone, *now;
		enum span_type	 type;
		const char	*since, *until;		/* since "": refused */
	} cases[] = {
		{ "24h", SOFIA, "2026-11-20T14:30", SPAN_ROLLING,
		    "2026-11-19T14:30", "2026-11-20T14:30" },
		{ "24h", SOFIA, "2026-03-29T14:30", SPAN_ROLLING,
		    "2026-03-28T13:30", "2026-03-29T14:30" },
		{ "1d", SOFIA, "2026-11-20T14:30", SPAN_DAYS, "2026-11-20", "2026-11-21" },
		{ "30d", SOFIA, "2026-11-20T14:30", SPAN_DAYS, "2026-10-22", "2026-11-21" },
		{ "7d", SOFIA, "2026-03-31", SPAN_DAYS, "2026-03-25", "2026-04-01" },
		{ "4w", SOFIA, "2026-11-20T23:59", SPAN_DAYS, "2026-10-24", "2026-11-21" },
		{ "6m", "UTC", "2026-08-31T12:00", SPAN_MONTHS, "2026-03-01", "2026-09-01" },
		{ "6m", "UTC", "2024-08-31T12:00", SPAN_MONTHS, "2024-03-01", "2024-09-01" },
		{ "6m", "UTC", "2026-11-20T12:00", SPAN_MONTHS, "2026-05-21", "2026-11-21" },
		{ "1m", "UTC", "2026-03-31T12:00", SPAN_MONTHS, "2026-03-01", "2026-04-01" },
		{ "1y", "UTC", "2024-02-29T12:00", SPAN_MONTHS, "2023-03-01", "2024-03-01" },
		{ "1y", "UTC", "2026-11-20T12:00", SPAN_MONTHS, "2025-11-21", "2026-11-21" },
		{ "today", SOFIA, "2026-03-29T14:30", SPAN_DAYS, "2026-03-29", "2026-03-30" },
		{ "yesterday", SOFIA, "2026-03-01T14:30", SPAN_DAYS, "2026-02-28", "2026-03-01" },
		{ "week", SOFIA, "2026-11-22T23:59", SPAN_WEEK, "2026-11-16", "2026-11-23" },
		{ "week", SOFIA, "2026-11-23", SPAN_WEEK, "2026-11-23", "2026-11-30" },
		{ "month", SOFIA, "2026-12-31T23:59", SPAN_MONTH, "2026-12-01", "2027-01-01" },
		{ "year", SOFIA, "2026-11-20T14:30", SPAN_YEAR, "2026-01-01", "2027-01-01" },
		{ "all", SOFIA, "2026-11-20T14:30", SPAN_ALL,
		    "1970-01-01T00:00Z", "2026-11-20T14:30" },
		{ "today", "America/Sao_Paulo", "2018-11-04T12:00", SPAN_DAYS,
		    "2018-11-04T01:00", "2018-11-05" },
		{ "56y", "UTC", "2026-11-20T12:00", SPAN_MONTHS, "1970-11-21", "2026-11-21" },
		{ "1y", SOFIA, "1970-12-31T12:00", SPAN_MONTHS, "1970-01-01", "1971-01-01" },
		{ "57y", "UTC", "2026-11-20T12:00", SPAN_MONTHS, "", "" },
		{ "9999y", "UTC", "2026-11-20T12:00", SPAN_MONTHS, "", "" },
		{ "9999m", "UTC", "2026-11-20T12:00", SPAN_MONTHS, "", "" },
		{ "9999w", "UTC", "2026-11-20T12:00", SPAN_DAYS, "", "" },
		{ "9999d", "UTC", "2026-11-20T12:00", SPAN_DAYS, "1999-07-07", "2026-11-21" },
		{ "9999h", "UTC", "2026-11-20T12:00", SPAN_ROLLING,
		    "2025-09-29T21:00", "2026-11-20T12:00" },
		{ "24h", "UTC", "1970-01-01T23:00", SPAN_ROLLING, "", "" },
	};
	static const char *const bad[] = { "", "d", "0d", "0000d", "10000d",
	    "99999999999999999999d", "-7d", "+7d", " 7d", "7d ", "7 d", "7", "7D", "7s",
	    "7dd", "7.5d", "Today", "todayx", "weeks", "all ", "2026", "@5" };
	struct span span;

	(void)state;
	for (size_t i = 0; i < SIZE(cases); i++) {
		const struct zone *zone = must_find(cases[i].zone);
		int64_t now = instant(cases[i].zone, cases[i].now);
		bool wanted = *cases[i].since != '\0';

		if ((date_parse_span(cases[i].word, zone, now, &span) == 0) != wanted)
			fail_msg("%s at %s", cases[i].word, cases[i].now);
		if (!wanted)
			continue;
		assert_int_equal(span.type, cases[i].type);
		assert_instant(cases[i].word, zone, span.since,
		    instant(cases[i].zone, cases[i].since));
		assert_instant(cases[i].word, zone, span.until,
		    instant(cases[i].zone, cases[i].until));
	}
	for (size_t i = 0; i < SIZE(bad); i++)
		if (date_parse_span(bad[i], must_find("UTC"), 1795177800, &span) != -1)
			fail_msg("\"%s\" was taken", bad[i]);
}

static void
test_parse_time(void **state)
{
	static const struct {
		const char	*word, *since, *until;	/* in Europe/Sofia */
	} good[] = {
		{ "2026", "2026-01-01", "2027-01-01" },
		{ "2026-03", "2026-03-01", "2026-04-01" },
		{ "2026-12", "2026-12-01", "2027-01-01" },
		{ "2024-02-29", "2024-02-29", "2024-03-01" },
		{ "2026-03-29", "2026-03-29", "2026-03-30" },
		{ "2026-03-01T14:30", "2026-03-01T14:30", "2026-03-01T14:30" },
		{ "2026-03-01T14:30:59", "2026-03-01T14:30:59", "2026-03-01T14:30:59" },
		{ "2026-03-01T14:30:00+00:00", "2026-03-01T16:30", "2026-03-01T16:30" },
		{ "2026-03-29T03:30", "2026-03-29T04:00", "2026-03-29T04:00" },
		{ "2026-10-25T03:30", "2026-10-25T00:30Z", "2026-10-25T00:30Z" },
		{ "@0", "1970-01-01T00:00Z", "1970-01-01T00:00Z" },
		{ "@1795177800", "2026-11-20T14:30", "2026-11-20T14:30" },
		{ "@3155760000", "2070-01-01T00:00Z", "2070-01-01T00:00Z" },
		{ "7d", "2026-11-14", "2026-11-21" },
		{ "24h", "2026-11-19T14:30", "2026-11-20T14:30" },
		{ "yesterday", "2026-11-19", "2026-11-20" },
		{ "month", "2026-11-01", "2026-12-01" },
		{ "all", "1970-01-01T00:00Z", "2026-11-20T14:30" },
		{ "1970", "1970-01-01", "1971-01-01" },
		{ "2069", "2069-01-01", "2070-01-01" },
	};
	static const char *const bad[] = { "", "@", "@-1", "@1.5", "@3155760001",
	    "@99999999999999999999", "@12x", "1969", "1969-12-31", "2071", "0000", "9999", "20260",
	    "2026-", "2026-3", "2026-13", "2026-02-29", "2026-03-01T", "2026-03-01T14",
	    "2026-03-01T24:00", "2026-03-01x", "9999y", "tomorrow", "2026-03-01T14:30 ", "202603", "20260301",
	    "2026 +02", "2026-03Z", "2026-03-01Z", "2026-03-01 UTC", "2026-03-01+02", "7d UTC" };
	const struct zone *zone = must_find(SOFIA);
	int64_t now = instant(SOFIA, "2026-11-20T14:30"), found;

	(void)state;
	for (size_t i = 0; i < SIZE(good); i++) {
		if (date_parse_time(good[i].word, zone, now, false, &found) != 0)
			fail_msg("\"%s\" was refused", good[i].word);
		assert_instant(good[i].word, zone, found, instant(SOFIA, good[i].since));
		assert_int_equal(date_parse_time(good[i].word, zone, now, true, &found), 0);
		assert_instant(good[i].word, zone, found, instant(SOFIA, good[i].until));
	}
	for (size_t i = 0; i < SIZE(bad); i++) {
		found = 7;
		if (date_parse_time(bad[i], zone, now, false, &found) != -1 || found != 7)
			fail_msg("\"%s\" was taken", bad[i]);
	}
	/* There @0 is in 1969, and 2069 ends after DATE_END. */
	zone = must_find("America/New_York");
	assert_int_equal(date_parse_time("2069", zone, now, true, &found), 0);
	assert_int_equal(date_parse_time("@0", zone, now, false, &found), 0);
}

/* span is a SPAN word, or "T T" for fixed ends. */
static void
parse_window(const char *words, const struct zone *zone, int64_t now, struct span *span)
{
	const char *blank = strchr(words, ' ');
	char since[32];

	if (blank == NULL) {
		assert_int_equal(date_parse_span(words, zone, now, span), 0);
		return;
	}
	snprintf(since, sizeof(since), "%.*s", (int)(blank - words), words);
	span->type = SPAN_FIXED;
	assert_int_equal(date_parse_time(since, zone, now, false, &span->since), 0);
	assert_int_equal(date_parse_time(blank + 1, zone, now, true, &span->until), 0);
}

static void
test_previous(void **state)
{
	static const struct {
		const char	*words, *zone, *now;
		int		 steps;
		const char	*since, *until;		/* since "": none */
	} cases[] = {
		/* rolling: in time, across a day of 23 hours too */
		{ "24h", SOFIA, "2026-11-20T14:30", 1, "2026-11-18T14:30", "2026-11-19T14:30" },
		{ "24h", SOFIA, "2026-11-20T14:30", 3, "2026-11-16T14:30", "2026-11-17T14:30" },
		{ "24h", SOFIA, "2026-03-30T04:00", 1, "2026-03-28T03:00", "2026-03-29T04:00" },
		/* days: up to now's clock */
		{ "30d", SOFIA, "2026-11-20T14:30", 1, "2026-09-22", "2026-10-21T14:30" },
		{ "30d", SOFIA, "2026-11-20T14:30", 2, "2026-08-23", "2026-09-21T14:30" },
		{ "7d", SOFIA, "2026-04-04T03:30", 1, "2026-03-22", "2026-03-28T03:30" },
		{ "7d", SOFIA, "2026-04-05T03:30", 1, "2026-03-23", "2026-03-29T04:00" },
		{ "today", SOFIA, "2026-11-20T14:30", 1, "2026-11-19", "2026-11-19T14:30" },
		{ "today", SOFIA, "2026-03-29T14:30", 1, "2026-03-28", "2026-03-28T14:30" },
		{ "today", SOFIA, "2026-11-20", 1, "2026-11-19", "2026-11-19" },
		{ "yesterday", SOFIA, "2026-11-20T14:30", 1, "2026-11-18", "2026-11-19" },
		/* months: as many local days */
		{ "6m", "UTC", "2026-08-31T12:00", 1, "2025-08-29", "2026-02-28T12:00" },
		{ "1y", "UTC", "2024-02-29T12:00", 1, "2022-02-28", "2023-02-28T12:00" },
		/* calendar periods */
		{ "week", SOFIA, "2026-11-20T14:30", 1, "2026-11-09", "2026-11-13T14:30" },
		{ "week", SOFIA, "2026-11-20T14:30", 8, "2026-09-21", "2026-09-25T14:30" },
		{ "month", SOFIA, "2026-11-20T14:30", 1, "2026-10-01", "2026-10-20T14:30" },
		{ "month", SOFIA, "2026-03-31T14:30", 1, "2026-02-01", "2026-03-01" },
		{ "month", SOFIA, "2026-03-28T14:30", 1, "2026-02-01", "2026-02-28T14:30" },
		{ "month", SOFIA, "2026-03-31T14:30", 2, "2026-01-01", "2026-01-31T14:30" },
		{ "month", SOFIA, "2026-02-28T23:59", 1, "2026-01-01", "2026-01-28T23:59" },
		{ "month", SOFIA, "2026-01-10T08:00", 1, "2025-12-01", "2025-12-10T08:00" },
		{ "year", "UTC", "2026-11-20T14:30", 1, "2025-01-01", "2025-11-20T14:30" },
		{ "year", "UTC", "2024-12-31T14:30", 1, "2023-01-01", "2024-01-01" },
		{ "year", "UTC", "2024-02-29T14:30", 1, "2023-01-01", "2023-03-01T14:30" },
		/* fixed: midnights in days, else in time */
		{ "2026-03 2026-03", SOFIA, "2026-11-20T14:30", 1, "2026-01-29", "2026-03-01" },
		{ "2026-03-29 2026-03-29", SOFIA, "2026-11-20T14:30", 1,
		    "2026-03-28", "2026-03-29" },
		{ "2026-11 2026-11", SOFIA, "2026-11-20T14:30", 1,
		    "2026-10-02", "2026-10-21T14:30" },
		{ "2026-11-01T12:00 2026-11-02T12:00", SOFIA, "2026-11-20T14:30", 2,
		    "2026-10-30T12:00", "2026-10-31T12:00" },
		{ "2026-11-20T12:00 2026-11-20T18:00", SOFIA, "2026-11-20T14:30", 1,
		    "2026-11-20T06:00", "2026-11-20T08:30" },
		{ "2026-11-01T12:00 2026-11-02", SOFIA, "2026-11-20T14:30", 1,
		    "2026-10-31", "2026-11-01T12:00" },
		/* a midnight and a whole day that never were */
		{ "2018-11-04 2018-11-04", "America/Sao_Paulo", "2026-11-20T14:30", 1,
		    "2018-11-03", "2018-11-04T01:00" },
		{ "2011-12-29 2011-12-29", "Pacific/Apia", "2026-11-20T14:30", 1,
		    "2011-12-28", "2011-12-29" },
		{ "2011-12-30 2011-12-30", "Pacific/Apia", "2026-11-20T14:30", 1, "", "" },
		{ "today", "Pacific/Apia", "2011-12-31T14:30", 1, "2011-12-31", "2011-12-31" },
		/* none: everything, not begun, before 1970 */
		{ "all", "UTC", "2026-11-20T14:30", 1, "", "" },
		{ "2027 2027", "UTC", "2026-11-20T14:30", 1, "", "" },
		{ "2026-03-01T12:00 2026-03-01T12:00", "UTC", "2026-11-20T14:30", 1, "", "" },
		{ "today", "UTC", "1970-01-01T14:30", 1, "", "" },
		{ "1970 2026-03", "UTC", "2026-11-20T14:30", 1, "", "" },
		{ "@5 @10", "UTC", "2026-11-20T14:30", 1, "1970-01-01",
		    "1970-01-01T00:00:05" },
		{ "@5 @10", "UTC", "2026-11-20T14:30", 2, "", "" },
		{ "1971 1971", SOFIA, "2026-11-20T14:30", 1, "1970-01-01", "1971-01-01" },
		{ "year", "UTC", "2026-11-20T14:30", 56, "1970-01-01", "1970-11-20T14:30" },
		{ "year", "UTC", "2026-11-20T14:30", 57, "", "" },
	};

	(void)state;
	for (size_t i = 0; i < SIZE(cases); i++) {
		const struct zone *zone = must_find(cases[i].zone);
		int64_t now = instant(cases[i].zone, cases[i].now);
		bool wanted = *cases[i].since != '\0';
		struct span span, previous = { SPAN_ALL, 7, 7 };

		parse_window(cases[i].words, zone, now, &span);
		if ((date_previous(&span, zone, now, cases[i].steps, &previous) == 0) != wanted)
			fail_msg("%s at %s: %s", cases[i].words, cases[i].now,
			    wanted ? "none" : "one");
		if (wanted) {
			assert_int_equal(previous.type, span.type);
			assert_instant(cases[i].words, zone, previous.since,
			    instant(cases[i].zone, cases[i].since));
			assert_instant(cases[i].words, zone, previous.until,
			    instant(cases[i].zone, cases[i].until));
		} else
			assert_int_equal(previous.since, 7);
	}
}

/* A calendar period that is over, as no word gives it. */
static void
test_previous_of_closed(void **state)
{
	const struct zone *zone = must_find(SOFIA);
	int64_t february = instant(SOFIA, "2026-02-01"), march = instant(SOFIA, "2026-03-01");
	struct span span = { SPAN_MONTH, february, march };

	(void)state;
	assert_int_equal(date_previous(&span, zone, march + 12 * 3600, 1, &span), 0);
	assert_instant("since", zone, span.since, instant(SOFIA, "2026-01-01"));
	assert_instant("until", zone, span.until, february);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_calendar),
		cmocka_unit_test(test_div),
		cmocka_unit_test(test_periods),
		cmocka_unit_test(test_add_months),
		cmocka_unit_test(test_parse_iso),
		cmocka_unit_test(test_format_iso),
		cmocka_unit_test(test_parse_span),
		cmocka_unit_test(test_parse_time),
		cmocka_unit_test(test_previous),
		cmocka_unit_test(test_previous_of_closed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
