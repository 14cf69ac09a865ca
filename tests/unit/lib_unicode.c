/* lib/unicode.c: well-formed and broken UTF-8, and what Unicode says about some code points. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/unicode.h"

static void
test_round_trip(void **state)
{
	(void)state;
	for (uint32_t c = 1; c <= 0x10ffff; c++) {
		char bytes[4];
		size_t n = unicode_put(bytes, c), at = 0;
		uint32_t want = c >= 0xd800 && c <= 0xdfff ? 0xfffd : c;

		assert_true(unicode_valid(bytes, n));
		assert_int_equal(unicode_next(bytes, n, &at), want);
		assert_int_equal(at, n);
	}
}

/* Every broken byte is one U+FFFD, and what follows is read again. */
static void
test_broken(void **state)
{
	static const struct {
		const char *text;
		size_t codes;
	} cases[] = {
		{ "\xff", 1 }, { "\x80", 1 }, { "\xc0\xaf", 2 }, { "\xe0\x80\xaf", 3 },
		{ "\xed\xa0\x80", 3 }, { "\xf4\x90\x80\x80", 4 }, { "\xf0\x9f\x94", 3 },
		{ "\xe2\x82" "A", 3 }, { "\xc3" "\xc3\xa9", 2 }
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t length = strlen(cases[i].text), codes = 0, at;

		assert_false(unicode_valid(cases[i].text, length));
		for (at = 0; at < length; codes++)
			unicode_next(cases[i].text, length, &at);
		assert_int_equal(at, length);
		assert_int_equal(codes, cases[i].codes);
	}
	assert_true(unicode_valid("", 0));
}

static void
test_classes(void **state)
{
	(void)state;
	assert_int_equal(unicode_class(0x0416), UNICODE_LETTER | UNICODE_UPPER);
	assert_int_equal(unicode_class(0x01c5), UNICODE_LETTER | UNICODE_UPPER);
	assert_int_equal(unicode_class(0x00df), UNICODE_LETTER | UNICODE_LOWER);
	assert_int_equal(unicode_class(0x4e00), UNICODE_LETTER);
	assert_int_equal(unicode_class('1'), 0);
	assert_int_equal(unicode_class(0x110000), 0);
	assert_true(unicode_mark(0x0301) && unicode_mark(0x093e) && !unicode_mark('a'));
	assert_true(unicode_nonspacing(0x0300) && !unicode_nonspacing(0x093e) && !unicode_nonspacing('a'));
	assert_true(unicode_control('\n') && unicode_control(0x2028) && !unicode_control(' '));
	assert_true(unicode_format(0x202e) && unicode_format(0x200d) && !unicode_format('a'));
	assert_true(unicode_wide(0x1100) && unicode_wide(0x1f525) && !unicode_wide(0x0416));
	assert_true(unicode_blank(0x00a0) && unicode_blank(0x3000) && unicode_blank(0x2800));
	assert_true(
	    unicode_ignorable(0x00ad) && unicode_ignorable(0xfe0f) && !unicode_ignorable('a'));
	assert_true(
	    unicode_assigned('a') && !unicode_assigned(0xe000) && !unicode_assigned(0xfffe));
	assert_int_equal(unicode_fold(0x0416), 0x0436);
	assert_int_equal(unicode_plain(0x1d4d0), 'A');
	assert_int_equal(unicode_plain(0xff21), 'A');
	assert_int_equal(unicode_plain(0xfb01), 0xfb01);
}

/* What is folded by our table is folded as ICU does it, which sees the whole text where that is not all. */
static void
test_fold(void **state)
{
	char text[8], out[32], whole[32];

	(void)state;
	for (uint32_t c = 1; c < 0x800; c++) {
		size_t n = unicode_put(text, c), alone, both;

		memcpy(text + n, "한", 3);
		alone = unicode_fold_text(text, n, out, sizeof(out));
		both = unicode_fold_text(text, n + 3, whole, sizeof(whole));
		assert_int_equal(both, alone + 3);
		assert_memory_equal(out, whole, alone);
	}
	assert_int_equal(unicode_fold_text("\xd0\x98\xcc\x86", 4, out, sizeof(out)), 2);	/* and a breve */
	assert_memory_equal(out, "й", 2);
	assert_int_equal(unicode_fold_text("Ѡa", 3, out, sizeof(out)), 3);
	assert_memory_equal(out, "ѡa", 3);
	assert_int_equal(unicode_fold_text("ЖУК", 6, out, 5), 0);
}

static void
test_emoji(void **state)
{
	static const struct {
		const char *text;
		size_t length;
	} cases[] = {
		{ "🔥", 4 }, { "🔥🔥", 4 }, { "❤️", 6 }, { "❤", 0 }, { "👩‍💻", 11 }, { "👍🏽", 8 },
		{ "🇧🇬", 8 }, { "🇧", 0 }, { "🇧x", 0 }, { "1️⃣", 7 }, { "1⃣", 4 }, { "1", 0 }, { "1️",
		0 }, { "#", 0 },
		{ "👨‍👩‍👧‍👦", 25 }, { "🏴󠁧󠁢󠁥󠁮󠁧󠁿", 28 }, { "🏴󠁧󠁢", 4 }, { "🔥︎", 0 }, { "©", 0 }, { "©️",
		5 },
		{ "🔥‍", 4 }, { "👁‍🗨", 11 }, { "a", 0 }, { "", 0 }
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (unicode_emoji(cases[i].text, strlen(cases[i].text), 0) != cases[i].length)
			fail_msg("%s: %zu, not %zu", cases[i].text,
			    unicode_emoji(cases[i].text, strlen(cases[i].text), 0),
			    cases[i].length);
}

static void
test_clusters(void **state)
{
	static const struct {
		const char *text;
		size_t length;
	} cases[] = {
		{ "ab", 1 }, { "e\xcc\x81x", 3 }, { "👩‍💻x", 11 }, { "🇧🇬🇧🇬", 8 }, { "हि", 6 },
		{ "\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8x", 9 },
		{ "\r\n", 2 }, { "\n\n", 1 }, { "\xff\xcc\x81", 3 }, { "🔥\xcc\x81x", 6 }
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(unicode_cluster(cases[i].text, strlen(cases[i].text), 0),
		    cases[i].length);
}

/* The sequence of code points at the beginning of a line of emoji-test.txt; its length in bytes. */
static size_t
read_sequence(const char *line, char *out)
{
	size_t n = 0;
	char *end;

	for (unsigned long c; (c = strtoul(line, &end, 16)) != 0 && end != line; line = end)
		n += unicode_put(out + n, (uint32_t)c);
	return n;
}

/* Every emoji of Unicode's own test file is one, whole; so is each of two in a row. */
static void
test_emoji_file(void **state)
{
	FILE *file = fopen("/usr/share/unicode/emoji/emoji-test.txt", "re");
	char line[512], text[256];
	size_t n, known = 0;

	(void)state;
	if (file == NULL)
		skip();
	while (fgets(line, sizeof(line), file) != NULL) {
		if (strstr(line, "; fully-qualified") == NULL &&
		    strstr(line, "; minimally-qualified") == NULL)
			continue;
		n = read_sequence(line, text);
		memcpy(text + n, "\xf0\x9f\x98\x82", 5);	/* another one behind it */
		if (unicode_emoji(text, n + 4, 0) != n)
			fail_msg("%s", line);
		known++;
	}
	fclose(file);
	assert_true(known > 4000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_emoji_file),
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_fold), cmocka_unit_test(test_emoji),
		cmocka_unit_test(test_clusters)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
