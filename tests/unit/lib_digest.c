#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/digest.h"

static void
words(void **state)
{
	static const struct { const char *text; enum grain every; int64_t on, minute; } good[] = {
		{ "daily 00:00", GRAIN_DAY, 0, 0 }, { "daily 23:59", GRAIN_DAY, 0, 1439 },
		{ "weekly mon 09:00", GRAIN_WEEK, 1, 540 }, { "weekly sunday 9:05", GRAIN_WEEK, 7, 545 },
		{ "monthly 1 09:00", GRAIN_MONTH, 1, 540 }, { "monthly 28 09:00", GRAIN_MONTH, 28, 540 }
	};
	static const char *const bad[] = { "", "on", "daily", "daily 24:00", "daily 09:60", "daily 09:00 x",
		"daily mon 09:00", "weekly 09:00", "weekly 1 09:00", "weekly mon", "weekly mon 09:00 x",
		"monthly 0 09:00", "monthly 29 09:00", "monthly -1 09:00", "monthly mon 09:00", "off now",
		"weekly mon 09:00:00", "monthly 99999999999999999999 09:00", "daily -1:00" };
	struct digest d = { .chat = 7 }, again = d;
	char text[DIGEST_WORDS], other[DIGEST_WORDS];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_true(digest_parse(good[i].text, &d));
		assert_false(d.off);
		assert_int_equal(d.chat, 7);
		assert_int_equal(d.every, good[i].every);
		assert_int_equal(d.on, good[i].on);
		assert_int_equal(d.minute, good[i].minute);
		/* Its own words mean the same. */
		assert_true(digest_parse(digest_words(&d, text), &again));
		assert_string_equal(digest_words(&again, other), text);
		assert_int_equal(again.minute, d.minute);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (digest_parse(bad[i], &d))
			fail_msg("%s", bad[i]);
	assert_true(digest_parse("off", &d));
	assert_true(d.off);
}

static void
expect(const char *text, const char *zone_word, const char *now, const char *from, const char *until)
{
	const struct zone *zone = zone_find(zone_word);
	struct digest d = { .chat = 1 };
	int64_t at, since, end, first, last;

	assert_true(digest_parse(text, &d));
	assert_int_equal(date_parse_iso(now, zone, &at, NULL), 0);
	assert_int_equal(date_parse_iso(from, zone, &since, NULL), 0);
	assert_int_equal(date_parse_iso(until, zone, &end, NULL), 0);
	digest_period(&d, zone, at, &first, &last);
	assert_int_equal(first, zone_day(zone, since));
	assert_int_equal(last, zone_day(zone, end));
}

/* The period that is over, once its minute has come on the chat's own clock; 2026-11-16 is a Monday. */
static void
periods(void **state)
{
	(void)state;
	expect("daily 09:00", "Europe/Sofia", "2026-11-16T08:59:59", "2026-11-14T12:00", "2026-11-15T12:00");
	expect("daily 09:00", "Europe/Sofia", "2026-11-16T09:00:00", "2026-11-15T12:00", "2026-11-16T12:00");
	expect("weekly mon 09:00", "Europe/Sofia", "2026-11-16T08:59:59", "2026-11-02T12:00",
	    "2026-11-09T12:00");
	expect("weekly mon 09:00", "Europe/Sofia", "2026-11-16T09:00:00", "2026-11-09T12:00",
	    "2026-11-16T12:00");
	expect("weekly mon 09:00", "Europe/Sofia", "2026-11-22T23:59:59", "2026-11-09T12:00",
	    "2026-11-16T12:00");
	expect("weekly sun 00:00", "Pacific/Auckland", "2026-11-22T00:00:00", "2026-11-15T12:00",
	    "2026-11-22T12:00");
	expect("monthly 1 09:00", "Europe/Sofia", "2026-03-01T08:59:59", "2026-01-01T12:00",
	    "2026-02-01T12:00");
	expect("monthly 1 09:00", "Europe/Sofia", "2026-03-01T09:00:00", "2026-02-01T12:00",
	    "2026-03-01T12:00");
	expect("monthly 28 00:00", "UTC", "2026-03-27T23:59:59", "2026-01-28T12:00", "2026-02-28T12:00");
	/* 03:30 does not exist on 2026-03-29 in Sofia: 04:00 is past it. */
	expect("daily 03:30", "Europe/Sofia", "2026-03-29T02:59:59", "2026-03-27T12:00", "2026-03-28T12:00");
	expect("daily 03:30", "Europe/Sofia", "2026-03-29T04:00:00", "2026-03-28T12:00", "2026-03-29T12:00");
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(words), cmocka_unit_test(periods) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
