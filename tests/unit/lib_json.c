#include "lib/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct json_reader *reader;

static int
setup(void **state)
{
	(void)state;
	reader = json_reader_new();
	return reader != NULL ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	json_reader_free(reader);
	json_reader_free(NULL);
	return 0;
}

static json *
parse(const char *text)
{
	return json_parse(reader, text, strlen(text));
}

static void
test_members(void **state)
{
	int64_t n = 77;
	json *v = parse(" {\"s\":\"x\",\"n\":-5,\"o\":{\"k\":1},\"a\":[1,\"two\"],\"t\":true,\"f\":false,\"z\":null,\"S\":0}\n");

	(void)state;
	assert_true(json_is_object(v));
	assert_string_equal(json_string(v, "s"), "x");
	assert_null(json_string(v, "n"));
	assert_true(json_int(v, "n", &n));
	assert_int_equal(n, -5);
	assert_non_null(json_object(v, "o"));
	assert_null(json_object(v, "a"));
	assert_true(json_is_array(json_array(v, "a")));
	assert_null(json_array(v, "o"));
	assert_true(json_true(v, "t"));
	assert_false(json_true(v, "f"));
	assert_false(json_true(v, "n"));
	assert_non_null(json_get(v, "z"));
	assert_null(json_get(v, "none"));
	assert_string_equal(json_text(json_next(json_first(json_get(v, "a")))), "two");
	assert_null(json_next(json_next(json_first(json_get(v, "a")))));
	assert_string_equal(json_key(json_first(v)), "s");
	assert_null(json_get(json_get(v, "a"), "k"));
}

static void
test_nothing(void **state)
{
	int64_t n = 77;

	(void)state;
	assert_null(json_get(NULL, "k"));
	assert_null(json_object(NULL, "k"));
	assert_null(json_array(NULL, "k"));
	assert_null(json_string(NULL, "k"));
	assert_false(json_int(NULL, "k", &n));
	assert_false(json_true(NULL, "k"));
	assert_null(json_first(NULL));
	assert_null(json_next(NULL));
	assert_null(json_key(NULL));
	assert_null(json_text(NULL));
	assert_false(json_number(NULL, &n));
	assert_false(json_is_object(NULL));
	assert_false(json_is_array(NULL));
	assert_int_equal(n, 77);
}

static void
test_integers(void **state)
{
	static const struct { const char *text; bool is; int64_t value; } numbers[] = {
		{ "0", true, 0 }, { "-0", true, 0 }, { "1e3", true, 1000 }, { "12.0", true, 12 },
		{ "9007199254740991", true, 9007199254740991 }, { "-9007199254740991", true, -9007199254740991 },
		{ "-1001455389371", true, -1001455389371 }, { "9007199254740992", false, 0 },
		{ "-9007199254740993", false, 0 }, { "1.5", false, 0 }, { "1e999", false, 0 }, { "-1e999", false, 0 },
		{ "\"1\"", false, 0 }, { "null", false, 0 }, { "true", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		int64_t n = 77;

		assert_int_equal(json_number(parse(numbers[i].text), &n), numbers[i].is);
		assert_int_equal(n, numbers[i].is ? numbers[i].value : 77);
	}
}

static void
test_escapes(void **state)
{
	static const struct { const char *text, *value; } strings[] = {
		{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t" },
		{ "\"\\u00e9 \\uD83D\\uDC4D\"", "\xC3\xA9 \xF0\x9F\x91\x8D" },
		{ "\"a\\x0Bb\\x1fc\\xE9\"", "a\vb\x1F" "c\xC3\xA9" },
		{ "\"a\\u0000b\\x00c\"", "a\xEF\xBF\xBD" "b\xEF\xBF\xBD" "c" },
		{ "\"a\\\\u0000b\\\\x0B\"", "a\\u0000b\\x0B" },
		{ "\"\\uD800\"", "\xEF\xBF\xBD" },
		{ "\"\\uDC4Da\\uD83D\"", "\xEF\xBF\xBD" "a\xEF\xBF\xBD" },
		{ "\"\\uD83D\\uD83D\\uDC4D\\x0B\"", "\xEF\xBF\xBD\xF0\x9F\x91\x8D\v" },
		{ "\"\\uD83D\\u0041\"", "\xEF\xBF\xBD" "A" },
		{ "\"\xF0\x9F\x91\x8D\"", "\xF0\x9F\x91\x8D" },
	};
	json *v;

	(void)state;
	for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); i++) {
		assert_non_null(v = parse(strings[i].text));
		assert_string_equal(json_text(v), strings[i].value);
	}
	v = parse("{\"\\x0B\":\"\\x0C\", \"n\":[1.5,-2], \"\\\\x\":\"\"}");
	assert_string_equal(json_string(v, "\v"), "\f");
	assert_string_equal(json_string(v, "\\x"), "");
}

static void
test_long_number(void **state)
{
	char text[256];
	int64_t n;
	json *v;

	(void)state;
	snprintf(text, sizeof(text), "[\"%0100d\\u\xC3\xA9\",1]", 0);
	assert_null(parse(text));
	snprintf(text, sizeof(text), "[\"%0100d\",-1%0100d,2]", 0, 0);
	assert_non_null(v = parse(text));
	assert_int_equal(strlen(json_text(json_first(v))), 100);
	assert_false(json_number(json_next(json_first(v)), &n));
	assert_true(json_number(json_next(json_next(json_first(v))), &n));
	assert_int_equal(n, 2);
}

static void
test_refused(void **state)
{
	static const char *const bad[] = {
		"", " ", "{", "[1,]", "{\"a\" 1}", "[1] 2", "[]]", "\"a", "\"\\", "\"\\x", "\"\\x1\"", "\"\\x1g\"", "\"\\a\"", "tru",
		"\"\\uD83D\\", "\"\\uD83D\\u12",
	};
	char text[] = "[1]x";

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_null(parse(bad[i]));
	assert_non_null(json_parse(reader, text, 3));
	assert_null(json_parse(reader, "[1]\0", 4));
}

static json *
parse_nested(size_t count)
{
	char *text = malloc(2 * count);
	json *v;

	assert_non_null(text);
	memset(text, '[', count);
	memset(text + count, ']', count);
	v = json_parse(reader, text, 2 * count);
	free(text);
	return v;
}

static void
test_depth(void **state)
{
	(void)state;
	assert_non_null(parse_nested(512));
	assert_null(parse_nested(513));
	assert_null(parse_nested(100000));
}

/* An element that would take hundreds of megabytes is refused; the next one is not. */
static void
test_memory(void **state)
{
	const size_t length = 8 * 1024 * 1024 + 1;
	char *text = malloc(length), *memory;

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < length; i++)
		text[i] = i % 2 == 0 ? '1' : ',';
	text[0] = '[';
	text[1] = '1';
	text[length - 1] = ']';
	text[length - 2] = '1';
	assert_null(json_parse(reader, text, length));
	memset(text, 'a', length);
	text[0] = text[length - 1] = '"';
	assert_int_equal(strlen(json_text(json_parse(reader, text, length))), length - 2);
	free(text);

	assert_non_null(memory = json_alloc(reader, 1000 * 1000));
	memset(memory, 1, 1000 * 1000);
	assert_non_null(json_alloc(reader, 0));
	assert_null(json_alloc(reader, 30 * 1000 * 1000));
	assert_null(json_alloc(reader, SIZE_MAX));
	assert_non_null(parse("[]"));
}

static void
test_two_readers(void **state)
{
	struct json_reader *other = json_reader_new();
	json *a = parse("\"first\""), *b;

	(void)state;
	assert_non_null(other);
	b = json_parse(other, "\"second\"", 8);
	assert_string_equal(json_text(a), "first");
	assert_string_equal(json_text(b), "second");
	json_reader_free(other);
}

static void
expect_written(const char *text, const char *expected)
{
	char *written = NULL;
	size_t size;
	FILE *out = open_memstream(&written, &size);

	assert_non_null(out);
	json_write(out, text);
	assert_int_equal(fclose(out), 0);
	assert_string_equal(written, expected);
	free(written);
}

static void
test_write(void **state)
{
	(void)state;
	expect_written(NULL, "null");
	expect_written("", "\"\"");
	expect_written("a\"b\\c/d", "\"a\\\"b\\\\c/d\"");
	expect_written("\b\f\n\r\t\x01\x1F\x7F", "\"\\b\\f\\n\\r\\t\\u0001\\u001F\x7F\"");
	expect_written("\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x91\x8D", "\"\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x91\x8D\"");
	expect_written("\xE2\x80\xA7\xE2\x80\xA8\xE2\x80\xA9", "\"\xE2\x80\xA7\\u2028\\u2029\"");
	expect_written("a\xFF" "b\xC3", "\"a\xEF\xBF\xBD" "b\xEF\xBF\xBD\"");
	expect_written("\xE0\x9F\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
	expect_written("\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
	expect_written("\xF4\x90\x80\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
	expect_written("\xF5\x80\x80\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
	expect_written("\xF0\x9F\x91", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

/* Whatever is written reads back. */
static void
test_round_trip(void **state)
{
	char text[256], *written;
	size_t size;
	FILE *out;

	(void)state;
	for (int i = 1; i < 128; i++)
		text[i - 1] = (char)i;
	text[127] = '\0';
	assert_non_null(out = open_memstream(&written, &size));
	json_write(out, text);
	assert_int_equal(fclose(out), 0);
	assert_string_equal(json_text(json_parse(reader, written, size)), text);
	free(written);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_integers),
		cmocka_unit_test(test_escapes),
		cmocka_unit_test(test_long_number),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_two_readers),
		cmocka_unit_test(test_write),
		cmocka_unit_test(test_round_trip),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
