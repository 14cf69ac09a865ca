/* reports/match.c and reports/stopwords.c: patterns with limits; languages told by their commonest words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/log.h"
#include "reports/match.h"
#include "reports/stopwords.h"

static void
assert_matches(const char *pattern, const char *text, int64_t want)
{
	struct match *m = match_open(pattern);

	assert_non_null(m);
	assert_int_equal(match_count(m, text, strlen(text)), want);
	match_close(m);
}

static void
test_counts(void **state)
{
	(void)state;
	assert_matches("o", "Foo bOx", 3);
	assert_matches("(?-i)o", "Foo bOx", 2);
	assert_matches("^рила$", "РИЛА", 1);
	assert_matches("\\bx\\b", "x, xx x", 2);
	assert_matches("x*", "aя", 3);		/* before a, before я, and at the end */
	assert_matches("a", "", 0);
	assert_matches("b", "a\xff" "b", 1);	/* what is no text matches nothing, and hinders nothing */
}

static void
test_refused(void **state)
{
	static const char *const broken[] = { "(", "[", "a{2,1}", "\\", "(?<n", "\\C" };

	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++)
		assert_null(match_open(broken[i]));
	assert_int_equal(log_status(), STATUS_MISUSE);
}

/* A pattern made to explode ends soon, with a sentence. */
static void
test_explosive(void **state)
{
	char text[4097];

	(void)state;
	memset(text, 'a', 4096);
	text[4096] = '\0';
	assert_matches("(a+)+$", text, 1);
	assert_matches("(x+x+)+y", text, 0);
	text[4095] = '!';
	assert_matches("(a|aa)+$", text, -1);
	assert_matches("^(([a-z])+.)+[A-Z]([a-z])+$", text, -1);
}

static void
test_stopwords(void **state)
{
	struct stopwords_word words[] = {
		{ "the", 3, 50, false }, { "and", 3, 40, false }, { "rope", 4, 9, false },
		{ "und", 3, 1, false },
		{ "на", 4, 30, false }, { "въже", 8, 5, false },
	};

	(void)state;
	assert_int_equal(stopwords_mark(words, 6), 0);
	assert_true(words[0].stop && words[1].stop && words[4].stop);
	assert_false(words[2].stop || words[5].stop);
	assert_false(words[3].stop);	/* too little to be German */
	assert_int_equal(stopwords_mark(NULL, 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts), cmocka_unit_test(test_refused),
		cmocka_unit_test(test_explosive), cmocka_unit_test(test_stopwords),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
