/* ingest/retry.c, ingest/pace.c: when to try again, and how fast to write. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ingest/pace.h"
#include "ingest/retry.h"
#include "lib/config.h"

static int
setup(void **state)
{
	(void)state;
	return config_load("/dev/null");
}

static void
assert_between(int64_t value, int64_t least, int64_t most)
{
	assert_true(value >= least);
	assert_true(value <= most);
}

/* 2, 4, 8, 10 seconds, then the breaker's 60; never less, and up to a quarter more by chance. */
static void
test_back_off(void **state)
{
	struct retry r = { 0 };

	(void)state;
	for (int i = 0; i < 200; i++) {
		assert_between(retry_failed(&r, 0), 2000, 2500);
		assert_between(retry_failed(&r, 0), 4000, 5000);
		assert_between(retry_failed(&r, 0), 8000, 10000);
		assert_between(retry_failed(&r, 0), 10000, 12500);
		assert_between(retry_failed(&r, 0), 60000, 75000);
		assert_between(retry_failed(&r, 0), 60000, 75000);
		retry_worked(&r);
	}
}

static void
test_chance(void **state)
{
	struct retry r = { 0 };
	int64_t first = retry_failed(&r, 0);
	int others = 0;

	(void)state;
	for (int i = 0; i < 20; i++) {
		retry_worked(&r);
		others += retry_failed(&r, 0) != first;
	}
	assert_true(others > 10);
}

/* A most that is less than the least is none. */
static void
test_least(void **state)
{
	struct retry r = { 0 };

	(void)state;
	assert_int_equal(setenv("CHATSTAT_RETRY_MIN_SECONDS", "3600", 1), 0);
	assert_int_equal(setenv("CHATSTAT_RETRY_MAX_SECONDS", "1", 1), 0);
	assert_int_equal(setup(NULL), 0);
	for (int i = 0; i < 4; i++)
		assert_between(retry_failed(&r, 0), 3600000, 4500000);
	unsetenv("CHATSTAT_RETRY_MIN_SECONDS");
	unsetenv("CHATSTAT_RETRY_MAX_SECONDS");
	assert_int_equal(setup(NULL), 0);
}

/* What was told to wait is waited for, however long. */
static void
test_told(void **state)
{
	struct retry r = { 0 };

	(void)state;
	assert_between(retry_failed(&r, 3600), 3600000, 3600500);
}

/* ----- pace ----- */

static void
test_one_a_second(void **state)
{
	static struct pace p;

	(void)state;
	assert_int_equal(pace_wait(&p, 42, 5000), 0);
	pace_sent(&p, 42, 5000);
	assert_int_equal(pace_wait(&p, 42, 5000), 1000);
	assert_int_equal(pace_wait(&p, 42, 5999), 1);
	assert_int_equal(pace_wait(&p, 42, 6000), 0);
	assert_int_equal(pace_wait(&p, 43, 5000), 0);
}

/* 20 a minute to a group, but not to one person. */
static void
test_group(void **state)
{
	static struct pace p;

	(void)state;
	for (int64_t i = 0; i < 20; i++) {
		assert_int_equal(pace_wait(&p, -7, i * 1000), 0);
		pace_sent(&p, -7, i * 1000);
		pace_sent(&p, 7, i * 1000);
	}
	assert_int_equal(pace_wait(&p, -7, 20000), 40000);
	assert_int_equal(pace_wait(&p, 7, 20000), 0);
	assert_int_equal(pace_wait(&p, -7, 60000), 0);
}

/* 30 a second in all; what is older than a minute is forgotten. */
static void
test_all(void **state)
{
	static struct pace p;

	(void)state;
	for (int64_t i = 0; i < 5000; i++) {
		int64_t now = 1000 + i * 1000 / 30 + i / 30;

		assert_int_equal(pace_wait(&p, i + 1, now), 0);
		pace_sent(&p, i + 1, now);
	}
	for (int64_t i = 0; i < 30; i++)
		pace_sent(&p, 10000 + i, 900000);
	assert_int_equal(pace_wait(&p, 1, 900400), 600);
}

static void
test_hold(void **state)
{
	static struct pace p;

	(void)state;
	pace_hold(&p, 9, 100000);
	assert_int_equal(pace_wait(&p, 9, 40000), 60000);
	assert_int_equal(pace_wait(&p, 8, 40000), 0);
	/* Many others later: the one that has to wait longest is not forgotten. */
	for (int64_t i = 0; i < PACE_HOLDS + 20; i++)
		pace_hold(&p, 100 + i, 50000 + i);
	assert_int_equal(pace_wait(&p, 9, 40000), 60000);
	pace_hold(&p, 9, 41000);
	assert_int_equal(pace_wait(&p, 9, 40000), 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_back_off), cmocka_unit_test(test_chance),
	    cmocka_unit_test(test_least), cmocka_unit_test(test_told), cmocka_unit_test(test_one_a_second), cmocka_unit_test(test_group),
	    cmocka_unit_test(test_all), cmocka_unit_test(test_hold) };

	return cmocka_run_group_tests(tests, setup, NULL);
}
