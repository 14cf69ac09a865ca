/* reports/coverage.c: what was recorded, and what is missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lib/zone.h"
#include "reports/coverage.h"
#include "tests/unit/scratch.h"

#define DAY	INT64_C(86400)
#define NOW	INT64_C(2000000000)

static struct db *db;
static struct covered covered;

static int
setup(void **state)
{
	(void)state;
	db = scratch_open();
	covered = (struct covered){ 0 };
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	free(covered.list);
	scratch_close(db);
	return 0;
}

/* Reads intervals "since, until" that were stored with the sources 0, 1, 0, 1, ... */
static void
load(const int64_t (*list)[2], size_t n)
{
	struct stmt *s = db_stmt(db, "INSERT INTO coverage (chat, source, since, until)"
	    " VALUES (1, :source, :since, :until)");

	assert_int_equal(db_exec(db, "DELETE FROM coverage; INSERT INTO coverage VALUES (2, 0, 0,"
	    " 999999999)"), 0);
	for (size_t i = 0; i < n; i++) {
		stmt_int(s, ":source", (int64_t)i % 2);
		stmt_int(s, ":since", list[i][0]);
		stmt_int(s, ":until", list[i][1]);
		assert_int_equal(stmt_run(s), 0);
	}
	assert_int_equal(coverage_load(db, 1, NOW, &covered), 0);
}

/* Intervals of both sources become one, where they meet or overlap. */
static void
test_load(void **state)
{
	(void)state;
	load(NULL, 0);
	assert_int_equal(covered.count, 0);
	load((const int64_t[][2]){ { 1, NOW + 9 }, { NOW + 20, NOW + 30 } }, 2);
	assert_int_equal(covered.count, 1);
	load((const int64_t[][2]){ { 100, 200 }, { 150, 180 }, { 250, 300 }, { 200, 240 },
	    { 301, 400 } }, 5);
	assert_int_equal(covered.count, 2);
	assert_true(covered.list[0].from == 100 && covered.list[0].to == 240);
	assert_true(covered.list[1].from == 250 && covered.list[1].to == 400);
	load((const int64_t[][2]){ { 0, 0 } }, 1);
	assert_int_equal(covered.count, 1);
}

static void
test_holds(void **state)
{
	const struct zone *utc = zone_find("UTC"), *tokyo = zone_find("Asia/Tokyo");

	(void)state;
	load((const int64_t[][2]){ { 10 * DAY + 500, 20 * DAY }, { 21 * DAY + 500, 30 * DAY - 1 } }, 2);
	assert_true(coverage_holds(&covered, utc, 10 * DAY + 500, 10 * DAY + 501));
	/* The first day counts from its beginning, wherever that is. */
	assert_true(coverage_holds(&covered, utc, 10 * DAY, 20 * DAY + 1));
	assert_false(coverage_holds(&covered, utc, 10 * DAY - 1, 20 * DAY));
	assert_true(coverage_holds(&covered, tokyo, 10 * DAY - 9 * 3600, 11 * DAY));
	assert_false(coverage_holds(&covered, tokyo, 10 * DAY - 9 * 3600 - 1, 11 * DAY));
	/* No other one does; and the end is the last second. */
	assert_false(coverage_holds(&covered, utc, 10 * DAY, 20 * DAY + 2));
	assert_false(coverage_holds(&covered, utc, 21 * DAY, 22 * DAY));
	assert_true(coverage_holds(&covered, utc, 22 * DAY, 30 * DAY));
	assert_false(coverage_holds(&covered, utc, 22 * DAY, 30 * DAY + 1));
	load(NULL, 0);
	assert_false(coverage_holds(&covered, utc, 0, 1));
}

static void
test_extent(void **state)
{
	(void)state;
	load((const int64_t[][2]){ { 100, 200 }, { 300, 400 } }, 2);
	assert_int_equal(coverage_extent(&covered, 100, 201), EXTENT_ALL);
	assert_int_equal(coverage_extent(&covered, 99, 201), EXTENT_SOME);
	assert_int_equal(coverage_extent(&covered, 100, 202), EXTENT_SOME);
	assert_int_equal(coverage_extent(&covered, 200, 300), EXTENT_SOME);
	assert_int_equal(coverage_extent(&covered, 201, 300), EXTENT_NONE);
	assert_int_equal(coverage_extent(&covered, 201, 301), EXTENT_SOME);
	assert_int_equal(coverage_extent(&covered, 0, 100), EXTENT_NONE);
	assert_int_equal(coverage_extent(&covered, 401, 500), EXTENT_NONE);
	assert_int_equal(coverage_extent(&covered, 0, 1000), EXTENT_SOME);
}

static void
measure(const struct zone *zone, int64_t since, int64_t until, int64_t seconds, int64_t days)
{
	struct covered list = { 0 };

	assert_int_equal(coverage_clip(&covered, NULL, since, until, &list), 0);
	assert_int_equal(coverage_length(&list), seconds);
	list.count = 0;
	assert_int_equal(coverage_clip(&covered, zone, since, until, &list), 0);
	assert_int_equal(coverage_length(&list), days);
	free(list.list);
}

/* What several chats cover together is counted once. */
static void
test_together(void **state)
{
	const struct zone *utc = zone_find("UTC");
	struct covered list = { 0 };

	(void)state;
	load((const int64_t[][2]){ { 3 * DAY, 5 * DAY }, { 9 * DAY, 9 * DAY } }, 2);
	assert_int_equal(coverage_clip(&covered, utc, 0, DATE_END, &list), 0);
	load((const int64_t[][2]){ { 1 * DAY, 4 * DAY } }, 1);
	assert_int_equal(coverage_clip(&covered, utc, 0, DATE_END, &list), 0);
	assert_int_equal(coverage_length(&list), 6);
	free(list.list);
}

/* Seconds, and local days, each of them once, though several intervals touch it. */
static void
test_measure(void **state)
{
	const struct zone *utc = zone_find("UTC"), *sofia = zone_find("Europe/Sofia");
	int64_t spring = zone_day_start(sofia, 19813);	/* 2024-03-31, of 23 hours */

	(void)state;
	load((const int64_t[][2]){ { 10 * DAY, 10 * DAY + 9 }, { 10 * DAY + 20, 10 * DAY + 29 },
	    { 10 * DAY + 40, 12 * DAY }, { 15 * DAY, 16 * DAY - 1 } }, 4);
	measure(utc, 0, 100 * DAY, 20 + 2 * DAY - 39 + DAY, 4);
	measure(utc, 10 * DAY, 10 * DAY + 30, 20, 1);
	measure(utc, 10 * DAY + 10, 10 * DAY + 20, 0, 0);
	measure(utc, 12 * DAY, 15 * DAY, 1, 1);
	measure(utc, 12 * DAY + 1, 15 * DAY, 0, 0);
	measure(utc, 5 * DAY, 5 * DAY, 0, 0);
	load((const int64_t[][2]){ { spring, spring + 2 * DAY } }, 1);
	measure(sofia, spring, zone_day_start(sofia, 19814), 23 * 3600, 1);
	measure(sofia, 0, DATE_END, 2 * DAY + 1, 3);
	load(NULL, 0);
	measure(utc, 0, DATE_END, 0, 0);
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(test_load), TEST(test_holds), TEST(test_extent),
	    TEST(test_measure), TEST(test_together) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
