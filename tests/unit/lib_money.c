/*
 * lib/money.c: decimal numbers in, exact sums, money out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "lib/log.h"
#include "lib/money.h"

static void
test_parse(void **state)
{
	static const struct {
		const char	*text;
		int		 scale, ret;
		int64_t		 number;
	} cases[] = {
		{ "0", 0, 0, 0 }, { "5", 0, 0, 5 }, { "5.", 0, 0, 5 }, { ".5", 1, 0, 5 }, { "3.0", 0, 0, 3 },
		{ "1,234", 0, 0, 1234 }, { "12,345,678.50", 2, 0, 1234567850 }, { "-0.005", 9, 0, -5000000 },
		{ "2.5e-06", 12, 0, 2500000 }, { "1E3", 0, 0, 1000 }, { "1e+3", 0, 0, 1000 },
		{ "0.0000000005", 9, 1, 1 }, { "0.00000000049", 9, 1, 0 }, { "1.4999", 0, 1, 1 },
		{ "1.5", 0, 1, 2 }, { "0e999999999", 0, 0, 0 }, { "1e-999999999", 0, 1, 0 },
		{ "9223372036854775807", 0, 0, INT64_MAX }, { "000000000000000000000000012", 0, 0, 12 },
		{ "9223372036854775808", 0, -1, 0 }, { "1e19", 0, -1, 0 }, { "1e999999999", 0, -1, 0 },
		{ "", 0, -1, 0 }, { "-", 0, -1, 0 }, { ".", 0, -1, 0 }, { "1,23", 0, -1, 0 },
		{ "1234,567", 0, -1, 0 }, { ",123", 0, -1, 0 }, { "1,2345", 0, -1, 0 }, { "1e", 0, -1, 0 },
		{ "1.2.3", 0, -1, 0 }, { " 1", 0, -1, 0 }, { "1 ", 0, -1, 0 }, { "0x10", 0, -1, 0 },
		{ "inf", 0, -1, 0 }, { "--1", 0, -1, 0 }, { "+1", 0, -1, 0 }
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int64_t number = 4711;
		int ret = money_parse(cases[i].text, cases[i].scale, &number);

		if (ret != cases[i].ret || number != (ret < 0 ? 4711 : cases[i].number))
			fail_msg("\"%s\": %d, %lld", cases[i].text, ret, (long long)number);
	}
}

static void
test_format(void **state)
{
	static const struct {
		int64_t		 nano;
		const char	*text;
	} cases[] = {
		{ 0, "0.00" }, { 1, "0.000000001" }, { 10, "0.00000001" }, { 500000000, "0.50" },
		{ INT64_C(47608895000), "47.608895" }, { -5000000, "-0.005" }, { INT64_C(-1000000000), "-1.00" },
		{ INT64_MAX, "9223372036.854775807" }, { INT64_MIN, "-9223372036.854775808" }
	};
	char buf[MONEY_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		money_format(buf, cases[i].nano);
		assert_string_equal(buf, cases[i].text);
	}
}

/* Kinds are added exactly, and rounded once; what is out of range is said, not wrapped. */
static void
test_cost(void **state)
{
	const int64_t tokens[] = { 1, 27146, 351 },
	    prices[] = { INT64_C(1400000000000), INT64_C(260000000000), INT64_C(4400000000000) },
	    ones[] = { 1, 1 }, halves[] = { INT64_C(500000000), INT64_C(499999999) },
	    most[] = { INT64_C(1000000000000) }, dear[] = { INT64_MAX };
	int64_t nano = 4711;

	(void)state;
	assert_int_equal(money_cost(tokens, prices, 3, &nano), 0);
	assert_int_equal(nano, 8603760);
	assert_int_equal(money_cost(ones, halves, 1, &nano), 0);
	assert_int_equal(nano, 1);
	assert_int_equal(money_cost(ones, halves + 1, 1, &nano), 0);
	assert_int_equal(nano, 0);
	assert_int_equal(money_cost(ones, halves, 2, &nano), 0);
	assert_int_equal(nano, 1);
	assert_int_equal(money_cost(most, dear, 1, &nano), -1);
	assert_int_equal(nano, 1);
}

static void
test_sums(void **state)
{
	int64_t sum = INT64_MAX - 1;

	(void)state;
	assert_int_equal(money_add(&sum, 1), 0);
	assert_int_equal(money_add(&sum, 1), -1);
	assert_int_equal(money_share(INT64_MAX, 2, 4), INT64_MAX / 2 + 1);
	assert_int_equal(money_share(INT64_MAX, INT64_MAX, 1), INT64_MAX);
	assert_int_equal(money_share(7, 1, 2), 4);
	assert_int_equal(money_cents(14999999), 10000000);
	assert_int_equal(money_cents(15000000), 20000000);
	assert_int_equal(money_cents(9999999), 9999999);
	assert_int_equal(money_cents(INT64_MAX), INT64_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse), cmocka_unit_test(test_format), cmocka_unit_test(test_cost),
		cmocka_unit_test(test_sums)
	};

	log_open("lib_money");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
