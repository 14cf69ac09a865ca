/* The engagement score: the worked values of its definition. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "reports/engagement.h"

static void
test_worked(void **state)
{
	(void)state;
	assert_int_equal(engagement_score(&(struct effort){ .messages = 10, .characters = 500, .days = 10 },
	    30).score, 1288);
	assert_int_equal(engagement_score(&(struct effort){ .messages = 150, .characters = 15000,
	    .days = 30 }, 30).score, 4158);
	assert_int_equal(engagement_score(&(struct effort){ .messages = 300, .characters = 60000, .days = 30,
	    .linked = 90, .media = 120, .received = 600, .given = 300, .sent = 150 }, 30).score, 10000);
}

/* Nothing passes its most. */
static void
test_most(void **state)
{
	const struct effort d = { .messages = 100000, .characters = 1000000000, .days = 31, .linked = 100000,
	    .media = 100000, .received = 10000000, .given = 10000000, .sent = 100000, .answered = 100000 };
	struct score s = engagement_score(&d, 1);

	(void)state;
	assert_int_equal(s.activity, 10000);
	assert_int_equal(s.consistency, 10000);
	assert_int_equal(s.quality, 10000);
	assert_int_equal(s.interaction, 10000);
	assert_int_equal(s.score, 10000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_worked), cmocka_unit_test(test_most) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
