/* ingest/features.c: a text in numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "ingest/features.h"
#include "lib/message.h"
#include "lib/pack.h"

enum { SPANS = 4, Q = MESSAGE_QUESTION, E = MESSAGE_EXCLAMATION, S = MESSAGE_SHOUTING };

/* A text, its entities by what they cover, and what it counts. */
struct sample {
	const char	*text;
	int64_t		 chars, words, emoji, links, flags;
	struct {
		enum entity_type	 type;
		const char		*covers;
	}		 spans[SPANS];
};

static const struct sample samples[] = {
	{ "", 0, 0, 0, 0, 0, {{ 0 }} },
	{ "   ", 3, 0, 0, 0, 0, {{ 0 }} },

	/* Words: letters with marks, joined by apostrophes. */
	{ "one two", 7, 2, 0, 0, 0, {{ 0 }} },
	{ "don't rock'n'roll", 17, 2, 0, 0, 0, {{ 0 }} },
	{ "l’été", 5, 1, 0, 0, 0, {{ 0 }} },
	{ "e\xcc\x81te\xcc\x81", 5, 1, 0, 0, 0, {{ 0 }} },
	{ "'quoted' dogs'", 14, 2, 0, 0, 0, {{ 0 }} },
	{ "a''b", 4, 2, 0, 0, 0, {{ 0 }} },
	{ "a'\xcc\x81" "b", 4, 2, 0, 0, 0, {{ 0 }} },
	{ "\xcc\x81" "a", 2, 1, 0, 0, 0, {{ 0 }} },
	{ "3rd 2 x2y", 9, 3, 0, 0, 0, {{ 0 }} },
	{ "snake_case semi-detached", 24, 4, 0, 0, 0, {{ 0 }} },
	{ "Добро утро", 10, 2, 0, 0, 0, {{ 0 }} },
	{ "日本語のテキスト", 8, 1, 0, 0, 0, {{ 0 }} },
	{ "हिन्दी", 6, 1, 0, 0, 0, {{ 0 }} },
	{ "مرحبا بك", 8, 2, 0, 0, 0, {{ 0 }} },
	{ "a\xff" "b", 3, 2, 0, 0, 0, {{ 0 }} },

	/* Entities without words are blanks; those that only mark text are not. */
	{ "see https://a.bc/de now", 23, 2, 0, 1, 0, {{ ENTITY_URL, "https://a.bc/de" }} },
	{ "mail me@x.org or +44 or @you or #tag or $USD or /go", 51, 8, 0, 0, 0,
	    {{ ENTITY_EMAIL, "me@x.org" },
	    { ENTITY_PHONE, "+44" }, { ENTITY_MENTION, "@you" }, { ENTITY_HASHTAG, "#tag" }} },
	{ "buy $USD /now `code` pre", 24, 1, 0, 0, 0, {{ ENTITY_CASHTAG, "$USD" }, { ENTITY_COMMAND,
	    "/now" },
	    { ENTITY_CODE, "`code`" }, { ENTITY_PRE, "pre" }} },
	{ "a link here", 11, 3, 0, 1, 0, {{ ENTITY_TEXT_LINK, "link here" }} },
	{ "Ann said", 8, 2, 0, 0, 0, {{ ENTITY_TEXT_MENTION, "Ann" }} },
	{ "abcdef", 6, 2, 0, 0, 0, {{ ENTITY_CODE, "cd" }} },
	{ "outer inner rest", 16, 1, 0, 2, 0, {{ ENTITY_URL, "outer inner" }, { ENTITY_URL, "inner" }} },
	{ "outer inner rest", 16, 1, 0, 1, 0, {{ ENTITY_PRE, "outer inner" }, { ENTITY_TEXT_LINK,
	    "inner" }} },

	/* Emoji: whole sequences. */
	{ "👍", 1, 0, 1, 0, 0, {{ 0 }} },
	{ "👍🏽👍", 3, 0, 2, 0, 0, {{ 0 }} },
	{ "👩‍👩‍👧‍👦", 7, 0, 1, 0, 0, {{ 0 }} },
	{ "🇧🇬🇩🇪", 4, 0, 2, 0, 0, {{ 0 }} },
	{ "1️⃣ 1 #", 7, 0, 1, 0, 0, {{ 0 }} },
	{ "❤️ ❤", 4, 0, 1, 0, 0, {{ 0 }} },
	{ "© ©️", 4, 0, 1, 0, 0, {{ 0 }} },
	{ "a👍b", 3, 2, 1, 0, 0, {{ 0 }} },
	{ "😀", 1, 0, 1, 0, 0, {{ ENTITY_CUSTOM_EMOJI, "😀" }} },

	/* Questions and exclamations: what the text ends in. */
	{ "really?", 7, 1, 0, 0, Q, {{ 0 }} },
	{ "really?!", 8, 1, 0, 0, E, {{ 0 }} },
	{ "really!?", 8, 1, 0, 0, Q, {{ 0 }} },
	{ "really? yes.", 12, 2, 0, 0, 0, {{ 0 }} },
	{ "really? 👍🏽👍", 11, 1, 2, 0, Q, {{ 0 }} },
	{ "👍?", 2, 0, 1, 0, Q, {{ 0 }} },
	{ "really? \n\t\xc2\xa0\xe3\x80\x80\xe2\x80\x8b", 13, 1, 0, 0, Q, {{ 0 }} },
	{ "really?\xef\xb8\x8f", 8, 1, 0, 0, Q, {{ 0 }} },
	{ "本当？", 3, 1, 0, 0, Q, {{ 0 }} },
	{ "حقا؟", 4, 1, 0, 0, Q, {{ 0 }} },
	{ "すごい！", 4, 1, 0, 0, E, {{ 0 }} },
	{ "seen this? http://x.yz/?", 24, 2, 0, 1, Q, {{ ENTITY_URL, "http://x.yz/?" }} },
	{ "http://x.yz/?", 13, 0, 0, 1, 0, {{ ENTITY_URL, "http://x.yz/?" }} },
	{ "who? Ann!", 9, 2, 0, 1, Q, {{ ENTITY_TEXT_LINK, "Ann!" }} },
	{ "wow!👍", 5, 1, 1, 0, E, {{ 0 }} },

	/* Shouting: two upper-case letters in a row, and no lower-case one. */
	{ "HELLO", 5, 1, 0, 0, S, {{ 0 }} },
	{ "HELLO!", 6, 1, 0, 0, S | E, {{ 0 }} },
	{ "HELLo", 5, 1, 0, 0, 0, {{ 0 }} },
	{ "H E L L O", 9, 5, 0, 0, 0, {{ 0 }} },
	{ "I", 1, 1, 0, 0, 0, {{ 0 }} },
	{ "ОХ?", 3, 1, 0, 0, S | Q, {{ 0 }} },
	{ "E\xcc\x81T", 3, 1, 0, 0, S, {{ 0 }} },
	{ "A👍B", 3, 2, 1, 0, 0, {{ 0 }} },
	{ "LOOK http://x.yz", 16, 1, 0, 1, S, {{ ENTITY_URL, "http://x.yz" }} },
	{ "日本 OK", 5, 2, 0, 0, S, {{ 0 }} },
	{ "123", 3, 0, 0, 0, 0, {{ 0 }} },
};

static size_t
find_spans(const struct sample *s, struct entity *entities)
{
	const char *from = s->text;
	size_t n = 0;

	for (; n < SPANS && s->spans[n].covers != NULL; n++) {
		const char *at = strstr(from, s->spans[n].covers);

		assert_non_null(at);
		entities[n] = (struct entity){ .type = s->spans[n].type, .start = (size_t)(at - s->text),
		    .length = strlen(s->spans[n].covers) };
		from = at;
	}
	return n;
}

static void
test_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		const struct sample *s = &samples[i];
		struct entity entities[SPANS];
		struct features f;

		features_count(s->text, strlen(s->text), entities, find_spans(s, entities), &f);
		if (f.chars != s->chars || f.words != s->words || f.emoji != s->emoji ||
		    f.links != s->links ||
		    f.flags != s->flags)
			fail_msg("\"%s\": %d characters, %d words, %d emoji, %d links, flags %d", s->text,
			    (int)f.chars, (int)f.words, (int)f.emoji, (int)f.links, (int)f.flags);
	}
}

/* Texts and spans that mean nothing, of random bytes: counts stay within the text. */
static void
test_noise(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct entity entities[SPANS];
		size_t length = 0, nentity = 0, start = 0;
		struct features f;
		char *text;

		seed = seed * 1103515245 + 12345;
		length = seed >> 16 & 31;
		assert_non_null(text = malloc(length +
		    1));	/* of its own, so that reading past its end is seen */
		for (size_t i = 0; i < length; i++) {
			seed = seed * 1103515245 + 12345;
			text[i] = (char)(seed >> 16 & 1 ?
			    "\xf0\x9f\x91\x8d\xef\xb8\x8f\xe2\x83\xa3"[seed >> 17 & 7] :
			    (char)(seed >> 20));
		}
		while (nentity < SPANS && start < length) {
			seed = seed * 1103515245 + 12345;
			entities[nentity++] = (struct entity){ .type = seed >> 16 & 7, .start = start,
			    .length = 1 + (seed >> 20) % (length - start) };
			start += seed >> 24 & 7;
		}
		features_count(text, length, entities, nentity, &f);
		assert_true(f.chars >= 0 && f.chars <= (int64_t)length);
		assert_true(f.words <= f.chars && f.emoji <= f.chars && f.links <= (int64_t)nentity);
		free(text);
	}
}

static void
test_gaps(void **state)
{
	const struct entity entities[] = {
		{ ENTITY_MENTION, 2, 3, NULL, 0 }, { ENTITY_OTHER, 3, 9, NULL, 0 },
		{ ENTITY_CODE, 8, 4, NULL, 0 },
	};
	const unsigned char want[] = { 2, 3, 6, 4 };
	unsigned char gaps[3 * 2 * PACK_MOST];

	(void)state;
	assert_int_equal(features_gaps(entities, 3, gaps), sizeof(want));
	assert_memory_equal(gaps, want, sizeof(want));
}

/* Words that need more room than the text has: each is one letter, and the byte before it. */
static void
test_words(void **state)
{
	static const char text[] = "\xe6\x9d\xb1\xe4\xba\xac\xe5\x8c\x97\xe4\xba\xac ok";	/* two cities */
	struct record r = { .text = text, .length = sizeof(text) - 1 };
	struct json_reader *reader = json_reader_new();

	(void)state;
	assert_int_equal(features_read(reader, &r), 0);
	assert_int_equal(r.nwords, 7 + 7 + 3);
	assert_true(r.nwords > r.length + 1);
	assert_memory_equal(r.words + 14, "\2ok", 3);
	json_reader_free(reader);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_samples),
	    cmocka_unit_test(test_noise), cmocka_unit_test(test_gaps), cmocka_unit_test(test_words) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
