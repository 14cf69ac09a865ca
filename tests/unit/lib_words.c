/* lib/words.c, lib/vocabulary.c, lib/pack.c: the words of texts, found, cut, folded and counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/pack.h"
#include "lib/vocabulary.h"
#include "lib/words.h"

/* Words end up here, each in brackets. */
static char found[1024];

static int
take(void *cookie, const char *word, size_t length)
{
	size_t used = strlen(found);

	(void)cookie;
	snprintf(found + used, sizeof(found) - used, "[%.*s]", (int)length, word);
	return 0;
}

static void
assert_words(const char *text, const unsigned char *gaps, size_t ngap, const char *want)
{
	char list[256];
	const char *word;
	size_t used, at = 0, length;

	found[0] = '\0';
	assert_int_equal(words_read(text, strlen(text), gaps, ngap, take, NULL), 0);
	assert_string_equal(found, want);
	found[0] = '\0';
	assert_int_equal(words_list(text, strlen(text), gaps, ngap, list, sizeof(list), &used), 0);
	assert_true(used <= sizeof(list));
	while (words_next(list, used, &at, &word, &length))
		take(NULL, word, length);
	assert_string_equal(found, want);
}

static void
test_words(void **state)
{
	static const struct { const char *text, *want; } samples[] = {
		{ "", "" },
		{ "One, two; a b", "[one][two]" },
		{ "Don't rock'n'roll 'quoted' it''s", "[don't][rock'n'roll][quoted][it]" },
		{ "L’été d’ici fin’ o’\xcc\x81k", "[l’été][d’ici][fin]" },	/* no mark behind an apostrophe */
		{ "3rd x2yz snake_case", "[rd][yz][snake][case]" },
		/* Full case folding, then NFC. */
		{ "STRASSE Straße Größe GRÖSSE", "[strasse][strasse][grösse][grösse]" },
		{ "e\xcc\x81te\xcc\x81 ÉTÉ", "[été][été]" },
		{ "ΣΊΣΥΦΟΣ Добро УТРО", "[σίσυφοσ][добро][утро]" },
		/* Scripts without spaces; Korean has them. */
		{ "我们今天去北京大学 ok", "[我们][今天][北京][大学][ok]" },
		{ "東京タワーに行きました", "[東京タワー][行き][した]" },
		{ "ฉันรักภาษาไทย", "[ฉัน][รัก][ภาษา][ไทย]" },
		{ "안녕하세요 세계", "[안녕하세요][세계]" },
		/* Thirty letters are a word, one more is none. */
		{ "abcdefghijklmnopqrstuvwxyzabcd abcdefghijklmnopqrstuvwxyzabcde",
		    "[abcdefghijklmnopqrstuvwxyzabcd]" },
		{ "ok\xff\xfe" "fine", "[ok][fine]" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		assert_words(samples[i].text, NULL, 0, samples[i].want);
}

static void
test_gaps(void **state)
{
	static const struct { const char *text; unsigned char gaps[8]; size_t ngap; const char *want; } samples[] = {
		{ "see https://a.b now", { 4, 11 }, 2, "[see][now]" },
		{ "abcdefgh", { 0, 3, 2, 4, 1, 1 }, 6, "[gh]" },
		{ "ab", { 0, 2 }, 2, "" },
		{ "abcd", { 2, 1 }, 2, "[ab]" },
		{ "abcd", { 9, 1 }, 2, "[abcd]" },
		{ "abcd", { 1, 99 }, 2, "" },		/* one letter is no word */
		{ "abcd", { 2 }, 1, "[abcd]" },		/* not whole */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		assert_words(samples[i].text, samples[i].gaps, samples[i].ngap, samples[i].want);
}

/* A list says how much room it needs, and writes no more than it has. */
static void
test_list(void **state)
{
	char list[8] = "........";
	size_t used;

	(void)state;
	assert_int_equal(words_list("one two", 7, NULL, 0, list, 6, &used), 0);
	assert_int_equal(used, 8);
	assert_memory_equal(list, "\3one....", 8);
	assert_int_equal(words_list("one two", 7, NULL, 0, list, 8, &used), 0);
	assert_memory_equal(list, "\3one\3two", 8);
}

/* A run of letters too long for a word costs no more than reading it. */
static void
test_long(void **state)
{
	char *text = malloc(100001);

	(void)state;
	memset(text, 'a', 100000);
	text[100000] = '\0';
	assert_words(text, NULL, 0, "");
	free(text);
}

static void
test_pack(void **state)
{
	static const int64_t numbers[] = { 0, 1, 127, 128, 16383, 16384, INT64_MAX };
	unsigned char bytes[7 * PACK_MOST];
	size_t n = 0, at = 0;
	int64_t got;

	(void)state;
	for (size_t i = 0; i < 7; i++)
		n += pack_put(bytes + n, numbers[i]);
	assert_int_equal(n, 1 + 1 + 1 + 2 + 2 + 3 + 9);
	for (size_t i = 0; i < 7; i++) {
		assert_true(pack_get(bytes, n, &at, &got));
		assert_int_equal(got, numbers[i]);
	}
	assert_false(pack_get(bytes, n, &at, &got));
	at = 0;
	assert_false(pack_get((const unsigned char *)"\x80\x80", 2, &at, &got));
	at = 0;
	memset(bytes, 0xff, sizeof(bytes));
	assert_false(pack_get(bytes, sizeof(bytes), &at, &got));
}

static void
assert_count(const struct vocabulary *v, int64_t group, const char *word, int64_t uses, int64_t messages)
{
	int64_t i = intern_find(&v->words, group, word, strlen(word));

	assert_true(i >= 0);
	assert_int_equal(v->counts[i].uses, uses);
	assert_int_equal(v->counts[i].messages, messages);
}

static void
test_vocabulary(void **state)
{
	const unsigned char gaps[] = { 3, 3 };	/* from byte 3, three of them */
	struct vocabulary v = { .texts = 0 };

	(void)state;
	assert_int_equal(vocabulary_add(&v, 1, "ja ja nein", 10, NULL, 0, 1), 0);
	assert_int_equal(vocabulary_add(&v, 1, "ja doch", 7, gaps, sizeof(gaps), 1), 0);
	assert_int_equal(vocabulary_add_list(&v, 2, "\2ja", 3, 1), 0);
	assert_count(&v, 1, "ja", 3, 2);
	assert_count(&v, 2, "ja", 1, 1);
	assert_true(intern_find(&v.words, 1, "doch", 4) < 0);
	assert_int_equal(vocabulary_add(&v, 1, "ja ja nein", 10, NULL, 0, -1), 0);
	assert_count(&v, 1, "ja", 1, 1);
	assert_int_equal(vocabulary_add_list(&v, 2, "\2ja\2ja", 6, 1), 0);
	assert_count(&v, 2, "ja", 3, 2);
	assert_count(&v, 1, "nein", 0, 0);
	/* More than the table held at first. */
	for (int i = 0; i < 5000; i++) {
		char word[32];

		snprintf(word, sizeof(word), "%c%c%c%c", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676, 'x');
		assert_int_equal(vocabulary_add(&v, 3, word, 4, NULL, 0, 1), 0);
		assert_count(&v, 3, word, 1, 1);
	}
	vocabulary_free(&v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words), cmocka_unit_test(test_gaps), cmocka_unit_test(test_list),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_pack), cmocka_unit_test(test_vocabulary),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
