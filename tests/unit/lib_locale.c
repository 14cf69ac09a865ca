/*
 * lib/locale.c: catalogues, plurals, numbers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "lib/locale.h"
#include "lib/text.h"

static void
test_languages(void **state)
{
	static const struct {
		const char	*asked, *spoken;
		bool		 known;
	} cases[] = {
		{ "en", "en", true }, { "bg", "bg", true }, { "de-AT", "de", true }, { "DE_at", "de", true },
		{ "en-GB", "en", true }, { "", "en", false }, { "d", "en", false }, { "deu", "en", false },
		{ "tlh", "en", false }, { "bg.UTF-8", "en", false }
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		locale_set(cases[i].asked);
		assert_string_equal(locale_language(), cases[i].spoken);
		assert_int_equal(locale_is(cases[i].asked), cases[i].known);
	}
}

static void
test_numbers(void **state)
{
	static const struct {
		const char	*language;
		int64_t		 n;
		const char	*text;
	} cases[] = {
		{ "en", 1234, "1,234" }, { "de", 1234, "1.234" }, { "bg", 1234, "1234" },
		{ "bg", 12345, "12\u00a0345" }, { "bg", -999, "−999" }, { "de", INT64_MIN,
		    "−9.223.372.036.854.775.808" },
		{ "bg", INT64_MIN, "−9\u00a0223\u00a0372\u00a0036\u00a0854\u00a0775\u00a0808" }
	};
	char buf[48];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		locale_set(cases[i].language);
		assert_string_equal(text_number(buf, cases[i].n), cases[i].text);
	}
}

static void
test_plurals(void **state)
{
	static const struct {
		const char	*language;
		int64_t		 n;
		const char	*text;
	} cases[] = {
		{ "en", 1, "reply" }, { "en", 0, "replies" }, { "bg", 1, "отговор" }, { "bg", 21, "отговора" },
		{ "bg", 0, "отговора" }, { "de", 1, "Antwort" }, { "de", -2, "Antworten" }
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		locale_set(cases[i].language);
		assert_string_equal(P_("reply", "replies", cases[i].n), cases[i].text);
	}
	locale_set("bg");	/* by itself it is another form */
	assert_string_equal(_("replies"), "отговори");
	assert_string_equal(C_("rank", "new"), "ново");
	assert_string_equal(_("new"), "нови");
}

static void
test_unknown(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		locale_set(i == 0 ? "en" : "de");
		assert_string_equal(locale_text("no such text"), "no such text");
		assert_string_equal(locale_text(""), "");
		assert_string_equal(locale_in("number\004no such text"), "no such text");
		assert_string_equal(locale_plural("one thing", "things", 1), "one thing");
		assert_string_equal(locale_plural("one thing", "things", 0), "things");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_languages), cmocka_unit_test(test_numbers), cmocka_unit_test(test_plurals),
		cmocka_unit_test(test_unknown)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
