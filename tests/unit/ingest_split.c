#include "ingest/split.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SUITE	"../shared/data/bad/json-test-suite"
#define EXPORT	"../shared/data/exports/chat-analytics/BIG_20A_5475M.json"
#define MIB	((size_t)1024 * 1024)

/* All items of a text, as "name=.. m.. c u.. end", or an error as "error 12: what". */
static char *
transcript(const char *text, size_t length, size_t chunk)
{
	FILE *in = fmemopen((void *)(uintptr_t)text, length, "r"), *out;
	struct split *split = split_new_chunk(in, chunk);
	struct split_item item;
	char *result = NULL;
	size_t size;

	assert_non_null(split);
	assert_non_null(out = open_memstream(&result, &size));
	while (split_next(split, &item) > SPLIT_ERROR) {
		assert_true(length == 0 || memcmp(text + item.offset, item.text, item.length) == 0);
		if (item.type == SPLIT_FIELD)
			fprintf(out, "%s=%.*s ", item.key, (int)item.length, item.text);
		else if (item.type == SPLIT_CHAT)
			fputs("c ", out);
		else
			fprintf(out, "%c%.*s ", item.type == SPLIT_MESSAGE ? 'm' : 'u', (int)item.length, item.text);
	}
	if (item.type == SPLIT_ERROR)
		fprintf(out, "error %lld: %s", (long long)item.offset, item.error);
	else
		fputs("end", out);
	split_free(split);
	fclose(in);
	assert_int_equal(fclose(out), 0);
	return result;
}

/* The same transcript, wherever chunks end. */
static void
expect_bytes(const char *text, size_t length, const char *expected)
{
	static const size_t chunks[] = { 1, 2, 3, 5, 7, 8, 9, 16, 17, 64, 65536 };

	for (size_t i = 0; i < sizeof(chunks) / sizeof(chunks[0]); i++) {
		char *actual = transcript(text, length, chunks[i]);

		assert_string_equal(actual, expected);
		free(actual);
	}
}

static void
expect(const char *text, const char *expected)
{
	expect_bytes(text, strlen(text), expected);
}

static void
test_chat(void **state)
{
	(void)state;
	expect("{\"name\":\"Ada\", \"type\":\"x\",\"id\":-7,\"messages\":[{\"id\":1},2 , []]}",
	    "name=\"Ada\" type=\"x\" id=-7 m{\"id\":1} m2 m[] c end");
	expect("{\"messages\":[],\"id\":[1,{\"name\":2}],\"name\":null}", "id=[1,{\"name\":2}] name=null c end");
	expect("{\"id\":{\"messages\":[1]},\"messages\":[2]}", "id={\"messages\":[1]} m2 c end");
	expect("{\"name\":1,\"name\":2,\"messages\":[{\"messages\":[1],\"name\":3}]}",
	    "name=2 m{\"messages\":[1],\"name\":3} c end");
	expect("{\"messages\":[1],\"messages\":[2],\"x\":{\"messages\":[3],\"id\":4}}", "m1 m2 c end");
	expect("\xEF\xBB\xBF {\"messages\":[\"\\x0B\"]}\n", "m\"\\x0B\" c end");
	expect("{\"about\":\"\",\"chats\":1,\"messages\":[1],\"chats\":{\"list\":[{\"messages\":[2]}]}}", "m1 c end");
}

static void
test_account(void **state)
{
	(void)state;
	expect("{\"name\":\"no\",\"id\":1,\"contacts\":{\"list\":[{\"name\":\"no\"}]},"
	    "\"chats\":{\"about\":\"x\",\"name\":1,\"list\":[{\"name\":\"A\",\"messages\":[1,2]},7,{\"id\":3}]},"
	    "\"left_chats\":{\"list\":[{\"type\":\"t\",\"messages\":[3],\"x\":[{\"messages\":[4]}]}]},"
	    "\"messages\":[5],\"name\":6}",
	    "name=\"A\" m1 m2 c id=3 c type=\"t\" m3 c end");
	expect("{\"chats\":{\"list\":[]}}", "end");
	expect("{\"left_chats\":{}}", "end");
}

static void
test_updates(void **state)
{
	(void)state;
	expect("[{\"update_id\":1}, 2,\"x\",[3],null,true ,false,{\"messages\":[1]}]",
	    "u{\"update_id\":1} u2 u\"x\" u[3] unull utrue ufalse u{\"messages\":[1]} end");
	expect("[]", "end");
	expect("{\"ok\":true,\"result\":[{\"a\":1},2]}", "u{\"a\":1} u2 end");
	expect("{\"ok\":true,\"result\":[1]}\n{\"ok\":true,\"result\":[2]}\n", "u1 u2 end");
	expect("{\"ok\":false,\"error_code\":409}", "u{\"ok\":false,\"error_code\":409} end");
	expect("{\"id\":1,\"name\":[{}]}\n{}{ }\r\n5 \"a\"\nnull", "u{\"id\":1,\"name\":[{}]} u{} u{ } u5 u\"a\" unull end");
	expect("{\"messages\":1,\"chats\":[],\"result\":{}}", "u{\"messages\":1,\"chats\":[],\"result\":{}} end");
	expect("12", "u12 end");
	expect("-0.5e+7", "u-0.5e+7 end");
	expect("{\"a\\\"messages\":[1],\"list\":[2]}", "u{\"a\\\"messages\":[1],\"list\":[2]} end");
	expect("{\"id\":1} {\"messages\":[1]}", "u{\"id\":1} m1 c end");
}

static void
test_good_values(void **state)
{
	static const char *const good[] = {
		"0", "-0", "10", "1.0", "1E5", "1e-05", "123456789012345678901234567890.5", "\"\"", "\"plain, longer than eight\"",
		"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDC4D\\xaF\"", "\"\\uD800\"", "\"\x7F\"",
		"\"\xC2\x80 \xDF\xBF \xE0\xA0\x80 \xED\x9F\xBF \xEE\x80\x80 \xF0\x90\x80\x80 \xF4\x8F\xBF\xBF\"",
		"true", "false", "null", "{\"\":{\"\":[]}}", "[[],{}]"
	};
	char text[256], expected[256];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		snprintf(text, sizeof(text), " [ %s ]\n", good[i]);
		snprintf(expected, sizeof(expected), "u%s end", good[i]);
		expect(text, expected);
		snprintf(text, sizeof(text), "[{ \"a\" :\t%s\r} ]", good[i]);
		snprintf(expected, sizeof(expected), "u{ \"a\" :\t%s\r} end", good[i]);
		expect(text, expected);
	}
}

static void
test_faults(void **state)
{
	static const struct { const char *text, *expected; } bad[] = {
		{ "", "error 0: the file is empty" },
		{ " \n", "error 2: the file is empty" },
		{ "\xEF\xBB\xBF", "error 3: the file is empty" },
		{ "\xFF\xFE{", "error 0: the file is not UTF-8 (UTF-16?)" },
		{ "\xFE\xFF{", "error 0: the file is not UTF-8 (UTF-16?)" },
		{ "x", "error 0: this is no JSON value" },
		{ "\xEF\xBB{}", "error 0: this is no JSON value" },
		{ "tru", "error 3: the file ends in the middle of a value" },
		{ "trux", "error 3: this is no JSON value" },
		{ "[01]", "u0 error 2: a comma or ] is missing" },
		{ "[1.]", "error 3: this is no JSON value" },
		{ "[.5]", "error 1: this is no JSON value" },
		{ "[+1]", "error 1: this is no JSON value" },
		{ "[-]", "error 2: this is no JSON value" },
		{ "[1e+]", "error 4: this is no JSON value" },
		{ "[1,]", "u1 error 3: this is no JSON value" },
		{ "[1 2]", "u1 error 3: a comma or ] is missing" },
		{ "[1}", "u1 error 2: a comma or ] is missing" },
		{ "{\"a\":1]", "error 6: a comma or } is missing" },
		{ "{\"a\":1 \"b\":2}", "error 7: a comma or } is missing" },
		{ "{\"a\":1,}", "error 7: a name in quotes is missing" },
		{ "{a:1}", "error 1: a name in quotes is missing" },
		{ "{\"a\" 1}", "error 5: a colon is missing" },
		{ "{\"a\":}", "error 5: this is no JSON value" },
		{ "[\"\x1F\"]", "error 2: a control character inside a string" },
		{ "[\"a\tb\"]", "error 3: a control character inside a string" },
		{ "[\"abcdefghijk\nb\"]", "error 13: a control character inside a string" },
		{ "[\"\\a\"]", "error 3: an escape that JSON does not have" },
		{ "[\"\\u12g4\"]", "error 6: an escape that JSON does not have" },
		{ "[\"\\x1\"]", "error 5: an escape that JSON does not have" },
		{ "[\"\x80\"]", "error 2: not UTF-8" },
		{ "[\"\xC1\x81\"]", "error 2: not UTF-8" },
		{ "[\"\xC3\"]", "error 3: not UTF-8" },
		{ "[\"\xE0\x9F\x80\"]", "error 3: not UTF-8" },
		{ "[\"\xED\xA0\x80\"]", "error 3: not UTF-8" },
		{ "[\"\xE2\x82\"]", "error 4: not UTF-8" },
		{ "[\"\xF0\x8F\x80\x80\"]", "error 3: not UTF-8" },
		{ "[\"\xF4\x90\x80\x80\"]", "error 3: not UTF-8" },
		{ "[\"\xF5\x80\x80\x80\"]", "error 2: not UTF-8" },
		{ "[\"\xE2\x82", "error 4: the file ends in the middle of a value" },
		{ "[\"\\", "error 3: the file ends in the middle of a value" },
		{ "[]]", "error 2: something follows the end of the value" },
		{ "[] []", "error 3: something follows the end of the value" },
		{ "{\"messages\":[]}\n{}", "c error 16: something follows the end of the value" },
		{ "{\"chats\":{}} 1", "error 13: something follows the end of the value" },
		{ "1\"a\"", "u1 error 1: something follows the end of the value" },
		{ "{\"id\":7,\"messages\":[1 2", "id=7 m1 error 22: a comma or ] is missing" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		expect(bad[i].text, bad[i].expected);
	expect_bytes("[\0]\0", 4, "error 0: the file is not UTF-8 (UTF-16?)");
	expect_bytes("[1234,\0]", 8, "u1234 error 6: this is no JSON value");
	expect_bytes("[\"1234\0\"]", 9, "error 6: a control character inside a string");
}

/* Whatever was cut off is missed, at the file's end; the items before are the same. */
static void
test_truncation(void **state)
{
	static const char *const whole[] = {
		"{\"name\":\"\xD0\x96\",\"type\":\"t\",\"id\":\"12\",\"messages\":[{\"a\":\"\\u0041\\n\",\"b\":-1.5e+3},true]}",
		"{\"chats\":{\"list\":[{\"name\":\"\xF0\x9F\x98\x80\",\"messages\":[[null]]}]}}",
		"{\"ok\":true,\"result\":[{\"update_id\":1},\"2\"]}",
		"[{\"update_id\":false}]",
	};
	char expected[128];

	(void)state;
	for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++) {
		for (size_t length = 1; length < strlen(whole[i]); length++) {
			char *full = transcript(whole[i], strlen(whole[i]), 64), *cut = transcript(whole[i], length, 3), *error;

			snprintf(expected, sizeof(expected), "error %zu: the file ends in the middle of a value", length);
			assert_non_null(error = strstr(cut, "error"));
			assert_string_equal(error, expected);
			assert_memory_equal(cut, full, (size_t)(error - cut));
			free(full);
			free(cut);
		}
	}
}

/* Count opening brackets, something between, and as many closing ones. */
static char *
nested(size_t count, bool closed)
{
	char *text = malloc(2 * count + 1);

	assert_non_null(text);
	memset(text, '[', count);
	memset(text + count, closed ? ']' : '[', count);
	text[2 * count] = '\0';
	return text;
}

static void
test_depth(void **state)
{
	char *text = nested(512, true), *result = transcript(text, 1024, 100);

	(void)state;
	assert_string_equal(result + strlen(result) - 3, "end");
	free(text);
	free(result);
	text = nested(513, true);
	expect(text, "error 512: nested too deeply");
	free(text);
	text = nested(100000, false);
	expect(text, "error 512: nested too deeply");
	free(text);
}

/* prefix, filler letters, suffix. */
static void
expect_large(const char *prefix, size_t filler, const char *suffix, const char *expected_end)
{
	size_t length = strlen(prefix) + filler + strlen(suffix), tail;
	char *text = malloc(length + 1), *result;

	assert_non_null(text);
	memset(text, 'a', length);
	memcpy(text, prefix, strlen(prefix));
	memcpy(text + length - strlen(suffix), suffix, strlen(suffix) + 1);
	for (size_t chunk = 100 * 1000; chunk <= 40 * MIB; chunk *= 400) {
		result = transcript(text, length, chunk);
		tail = strlen(expected_end);
		assert_true(strlen(result) >= tail);
		assert_string_equal(result + strlen(result) - tail, expected_end);
		free(result);
	}
	free(text);
}

static void
test_large(void **state)
{
	(void)state;
	expect_large("[\"", 16 * MIB - 2, "\"]", "a\" end");
	expect_large("[\"", 16 * MIB - 1, "\"]", "error 16777217: an element larger than 16 MiB");
	expect_large("{\"messages\":[\"", 17 * MIB, "\"]}", "error 16777229: an element larger than 16 MiB");
	expect_large("{\"messages\":[\"", 17 * MIB, "", "error 16777229: an element larger than 16 MiB");
	expect_large("[\"", 17 * MIB, "\n\"]", "error 16777217: an element larger than 16 MiB");
	expect_large("{\"a\":\"", 17 * MIB, "\",\"messages\":[]}", "error 16777216: an element larger than 16 MiB");
	expect_large("{\"chats\":{\"x\":\"", 40 * MIB, "\",\"list\":[{\"id\":1}]}}", "id=1 c end");
	expect_large("{\"messages\":[1],\"", 40 * MIB, "\":1,\"id\":2}", "m1 id=2 c end");
}

static void
test_unreadable(void **state)
{
	FILE *in = fopen(".", "r");
	struct split *split = split_new(in);
	struct split_item item;

	(void)state;
	assert_int_equal(split_next(split, &item), SPLIT_ERROR);
	assert_string_equal(item.error, "the file cannot be read");
	split_free(split);
	split_free(NULL);
	fclose(in);
}

static char *
load(const char *folder, const char *name, size_t *length)
{
	char path[512], *text = malloc(4 * MIB);
	FILE *in;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	assert_non_null(text);
	assert_non_null(in = fopen(path, "r"));
	*length = fread(text, 1, 4 * MIB, in);
	fclose(in);
	return text;
}

/* y_ is JSON, n_ is none, i_ may be taken or not. */
static void
test_suite(void **state)
{
	DIR *dir = opendir(SUITE);
	struct dirent *entry;

	(void)state;
	if (dir == NULL)
		skip();
	while ((entry = readdir(dir)) != NULL) {
		/* Two are taken on purpose: \xHH, and one value behind another. */
		bool ours = strcmp(entry->d_name, "n_string_escape_x.json") == 0 ||
		    strcmp(entry->d_name, "n_structure_object_with_trailing_garbage.json") == 0;
		char *text, *large, *small;
		size_t length;

		if (strstr(entry->d_name, ".json") == NULL)
			continue;
		text = load(SUITE, entry->d_name, &length);
		large = transcript(text, length, 65536);
		small = transcript(text, length, 1);
		assert_string_equal(large, small);
		if (entry->d_name[0] == 'y' || ours)
			assert_null(strstr(large, "error "));
		else if (entry->d_name[0] == 'n')
			assert_non_null(strstr(large, "error "));
		free(text);
		free(large);
		free(small);
	}
	closedir(dir);
}

static void
test_export(void **state)
{
	FILE *in = fopen(EXPORT, "r");
	struct split *split;
	struct split_item item;
	int count[SPLIT_UPDATE + 1] = { 0 };

	(void)state;
	if (in == NULL)
		skip();
	split = split_new(in);
	while (split_next(split, &item) > SPLIT_ERROR)
		count[item.type]++;
	assert_int_equal(item.type, SPLIT_END);
	assert_int_equal(count[SPLIT_FIELD], 3);
	assert_int_equal(count[SPLIT_MESSAGE], 5475);
	assert_int_equal(count[SPLIT_CHAT], 1);
	assert_int_equal(count[SPLIT_UPDATE], 0);
	split_free(split);
	fclose(in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chat),
		cmocka_unit_test(test_account),
		cmocka_unit_test(test_updates),
		cmocka_unit_test(test_good_values),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_truncation),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_unreadable),
		cmocka_unit_test(test_suite),
		cmocka_unit_test(test_export),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
