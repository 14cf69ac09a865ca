/* lib/text.c: names that were made to break a layout. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "lib/text.h"
#include "lib/unicode.h"

#define FSI	"\xe2\x81\xa8"
#define PDI	"\xe2\x81\xa9"

static void
test_fold(void **state)
{
	static const char *const cases[][2] = {
		{ "Мария Петрова", "Мария Петрова" },
		{ "  a\n\tb\xc2\xa0 c  ", "a b c" },
		{ "a b", "a b" }, { " a", "a" }, { "a ", "a" }, { "a  b", "a b" }, { " ", "no name" },
		{ "a\x7f" "b", "a b" },
		{ "김민수 👩‍💻", "김민수 👩" },
		{ "👍🏽❤️🇧🇬1️⃣🏽", "👍❤🇧🇬1⃣" },
		{ "🏽", "🏽" },	/* of no emoji: one itself */
		{ "evil\xe2\x80\xae" "exe", "evilexe" },
		{ "\xe2\x81\xa8x\xe2\x81\xa9", "x" },
		{ "ㅤㅤ\xe2\xa0\x80", "no name" },
		{ "", "no name" },
		{ "\xcc\x81\xcc\x82", "no name" },
		{ "a\xcc\x81\xcc\x82\xcc\x83\xcc\x84" "b", "a\xcc\x81\xcc\x82" "b" },
		{ "\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd" }
	};
	char buf[256];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		text_fold(buf, sizeof buf, cases[i][0]);
		assert_string_equal(buf, cases[i][1]);
	}
}

static void
test_cells(void **state)
{
	(void)state;
	assert_int_equal(text_cells("abc"), 3);
	assert_int_equal(text_cells("田中"), 4);
	assert_int_equal(text_cells("e\xcc\x81"), 1);
	assert_int_equal(text_cells("🔥"), 2);
	assert_int_equal(text_cells("🇧🇬"), 2);
	assert_int_equal(text_cells("\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8"), 2);
}

static void
test_cut(void **state)
{
	static const char *const cases[][2] = {
		{ "short", "short" },
		{ "exactly 10", "exactly 10" },
		{ "eleven cells", "eleven ce…" },
		{ "words and blanks", "words and…" },
		{ "田中さくら", "田中さくら" },
		{ "田中さくら田", "田中さく…" },
		{ "e\xcc\x81" "e\xcc\x81" "eeeeeeeeeee", "e\xcc\x81" "e\xcc\x81" "eeeeeee…" },
		{ "12345678🔥🔥", "12345678…" }
	};
	char buf[256];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		text_cut(buf, sizeof buf, cases[i][0], 10);
		assert_string_equal(buf, cases[i][1]);
		assert_true(text_cells(buf) <= 10);
	}
}

/* A buffer too small for the text holds whole clusters, and ends. */
static void
test_small_buffers(void **state)
{
	static const char name[] = "e\xcc\x81田🔥👩‍💻🇧🇬 é\\";
	char buf[80];

	(void)state;
	for (size_t size = 1; size < 64; size++) {
		memset(buf, '#', sizeof buf);
		text_fold(buf, size, name);
		assert_true(strlen(buf) < size && unicode_valid(buf, strlen(buf)));
		assert_int_equal(buf[size], '#');
		memset(buf, '#', sizeof buf);
		text_clean(buf, size, name);
		assert_true(strlen(buf) < size && unicode_valid(buf, strlen(buf)));
		assert_int_equal(buf[size], '#');
		memset(buf, '#', sizeof buf);
		text_cut(buf, size, name, 3);
		assert_true(
		    strlen(buf) < size && unicode_valid(buf, strlen(buf)) && text_cells(buf) <= 3);
		assert_int_equal(buf[size], '#');
		if (size < 16)
			continue;
		memset(buf, '#', sizeof buf);
		text_fit(buf, size, name, 60, 30, false);
		assert_true(strlen(buf) < size && unicode_valid(buf, strlen(buf)));
		assert_int_equal(buf[size], '#');
	}
}

static void
test_clean(void **state)
{
	static const char *const cases[][2] = {
		{ "𝓐𝓭𝓪 ＡＢ", "Ada AB" },
		{ "𓀀 𠮷 🫩", "□ □ □" },
		{ "\xee\x80\x80\xef\xbf\xbe", "□□" },
		{ "a\nb\x01" "c", "a b c" },
		{ "\xe2\x80\xae" "abc\xe2\x80\x8f\xef\xbb\xbf", "abc" },
		{ "👩‍💻❤️", "👩‍💻❤️" },
		{ "می‌خواهم", "می‌خواهم" },
		{ "\"`$(x)\\n", "\"`$(x)\\n" },
		{ "ㅤ", "no name" },
		{ "\xef\xbc\x87", "'" }
	};
	char buf[256];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		text_clean(buf, sizeof buf, cases[i][0]);
		assert_string_equal(buf, cases[i][1]);
	}
}

/* From no code point comes what a chart's fonts lack, a control or a bidi character. */
static void
test_clean_all(void **state)
{
	char in[8], out[32];

	(void)state;
	for (uint32_t c = 1; c <= 0x10ffff; c++) {
		in[unicode_put(in, c)] = '\0';
		text_clean(out, sizeof out, in);
		for (size_t at = 0; at < strlen(out); ) {
			uint32_t got = unicode_next(out, strlen(out), &at);

			assert_true(
			    unicode_assigned(got) && !unicode_control(got) && !unicode_format(got));
			assert_true(got < 0x10000 || (got >= 0x1f000 && got <= 0x1faff));
		}
	}
}

static void
test_fit(void **state)
{
	static const char *const names[] = { "Ivan", "Wolfeschlegelsteinhausenbergerdorff",
		"田中さくら田中さくら",
		"محمد العربي محمد العربي", "👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻", "\"", "NaN" };
	char buf[512], inner[512];

	(void)state;
	text_fit(buf, sizeof buf, "Ivan", 300, 30, false);
	assert_string_equal(buf, FSI "Ivan" PDI);
	text_fit(buf, sizeof buf, "Wolfeschlegelsteinhausen", 296, 30, false);
	assert_string_equal(buf, FSI "Wolfeschlegelstei…" PDI);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		text_fit(buf, sizeof buf, names[i], 200, 30, true);
		assert_memory_equal(buf, FSI, 3);
		assert_string_equal(buf + strlen(buf) - 3, PDI);
		snprintf(inner, sizeof inner, "%.*s", (int)strlen(buf) - 6, buf + 3);
		assert_true(text_pixels(inner, 30, true) <= 200);
	}
}

static void
test_pixels(void **state)
{
	(void)state;
	assert_true(text_pixels("", 30, false) == 0);
	assert_true(text_pixels("WWW", 30, false) > text_pixels("iii", 30, false) * 3);
	assert_true(text_pixels("a", 30, true) > text_pixels("a", 30, false));
	assert_true(text_pixels("👩‍💻", 100, false) == 125);
	assert_true(text_pixels("🇧🇬", 100, false) == 125);
	assert_true(text_pixels("e\xcc\x81", 100, false) == text_pixels("e", 100, false));
}

static void
test_number(void **state)
{
	static const struct {
		int64_t n;
		const char *text;
	} cases[] = {
		{ 0, "0" }, { 7, "7" }, { 999, "999" }, { 1000, "1,000" }, { 123456, "123,456" },
		{ 1234567, "1,234,567" }, { -1, "−1" }, { -1000, "−1,000" },
		{ INT64_MAX, "9,223,372,036,854,775,807" }, { INT64_MIN,
		"−9,223,372,036,854,775,808" }
	};
	char buf[32];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(text_number(buf, cases[i].n), cases[i].text);
}

static void
test_escape(void **state)
{
	char buf[16];

	(void)state;
	text_escape(buf, sizeof(buf), "a<b> & c");
	assert_string_equal(buf, "a&lt;b&gt; ");	/* an entity is never cut */
	text_escape(buf, sizeof(buf), "\"Ада\"");
	assert_string_equal(buf, "\"Ада\"");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_small_buffers),
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_clean_all),
		cmocka_unit_test(test_fit),
		cmocka_unit_test(test_pixels),
		cmocka_unit_test(test_number),
		cmocka_unit_test(test_escape)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
