/* reports/counting.c: what two threads count is what one does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/counting.h"

enum { TEXTS = 20000, LONG = 400000 };	/* the long one is more than is counted at a time */

static void
add(struct counting *c, struct vocabulary *v, bool own, const char *text, size_t length,
    const unsigned char *gaps, size_t ngap)
{
	assert_int_equal(counting_add(c, 1, own ? 2 : 1, text, length, gaps, ngap), 0);
	assert_int_equal(vocabulary_add(v, 1, text, length, gaps, ngap, 1), 0);
	if (own)
		assert_int_equal(vocabulary_add(v, 2, text, length, gaps, ngap, 1), 0);
}

static void
test_same(void **state)
{
	static const unsigned char gaps[] = { 8, 6 };	/* 3 bytes from the 4th on: lib/pack.h */
	struct vocabulary one = { .texts = 0 }, two = { .texts = 0 };
	struct counting *c = counting_open();
	char text[128], *big = malloc(LONG);

	(void)state;
	assert_non_null(c);
	assert_non_null(big);
	for (int i = 0; i < TEXTS; i++) {
		int n = snprintf(text, sizeof(text),
		    "all die Wort%c wort%c 我们今天去公园 %c%c%c Straße", 'a' + i % 26,
		    'a' + i % 7, 'a' + i % 11, 'a' + i / 11 % 13, 'a' + i / 143 % 17);

		add(c, &one, i % 5 == 0, text, (size_t)n, gaps, i % 3 == 0 ? sizeof(gaps) : 0);
	}
	for (int i = 0; i < LONG; i++)
		big[i] = (char)(i % 8 == 7 ? ' ' : 'a' + i / 8 % 26);
	add(c, &one, true, big, LONG, NULL, 0);
	add(c, &one, false, "", 0, NULL, 0);
	assert_int_equal(counting_end(c, &two), 0);
	assert_int_equal(two.words.count, one.words.count);
	for (size_t i = 0; i < one.words.count; i++) {
		size_t length;
		const char *word = intern_text(&one.words, i, &length);
		int64_t n = intern_find(&two.words, one.words.keys[i].beside, word, length);

		assert_in_range(n, 0, (intmax_t)two.words.count - 1);
		assert_int_equal(two.counts[n].uses, one.counts[i].uses);
		assert_int_equal(two.counts[n].messages, one.counts[i].messages);
	}
	counting_close(c);
	vocabulary_free(&one);
	vocabulary_free(&two);
	free(big);
}

/* One that is left in the middle ends its thread. */
static void
test_left(void **state)
{
	struct counting *c = counting_open();

	(void)state;
	assert_non_null(c);
	for (int i = 0; i < TEXTS; i++)
		assert_int_equal(counting_add(c, 1, 1, "some words of a text", 20, NULL, 0), 0);
	counting_close(c);
	counting_close(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
