/* ingest/terms.c: what messages name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/terms.h"
#include "lib/pack.h"
#include "scratch.h"

/* A text, its one entity by what it covers, and the terms in it, in order of their kinds. */
static const struct sample {
	const char		*text;
	enum entity_type	 type;
	const char		*covers, *value;
	const char		*want;
} samples[] = {
	{ "nothing", ENTITY_OTHER, NULL, NULL, "" },
	/* Emoji, without variation selectors and skin tones. */
	{ "😂 😂👍🏽 ❤️", ENTITY_OTHER, NULL, NULL, "[😂][😂][👍][❤]" },
	{ "👨‍👩‍👧‍👦🏳️‍🌈🇧🇬1️⃣", ENTITY_OTHER, NULL, NULL, "[👨‍👩‍👧‍👦][🏳‍🌈][🇧🇬][1⃣]" },
	{ "🏻 👍🏻🏻", ENTITY_OTHER, NULL, NULL, "[👍][🏻][🏻]" },	/* a tone by itself is one */
	{ "(c) © 1 #", ENTITY_OTHER, NULL, NULL, "" },
	{ "hi 👍!", ENTITY_CUSTOM_EMOJI, "👍", "5368324170671202286", "[custom:5368324170671202286]" },
	/* The host of a link. */
	{ "see https://www.Example.com:443/a?b#c", ENTITY_URL, "https://www.Example.com:443/a?b#c", NULL,
	    "[example.com]" },
	{ "example.org/x", ENTITY_URL, "example.org/x", NULL, "[example.org]" },
	{ "a map", ENTITY_TEXT_LINK, "map", "http://user@МОСКВА.рф./", "[москва.рф]" },
	{ "x", ENTITY_TEXT_LINK, "x", "tg://resolve?domain=y", "" },
	{ "x", ENTITY_TEXT_LINK, "x", "https://", "" },
	{ "x", ENTITY_TEXT_LINK, "x", "example.net/http://other.example", "[example.net]" },
	{ "www.example.com", ENTITY_URL, "www.example.com", NULL, "[example.com]" },
	/* Names. */
	{ "#Сняг", ENTITY_HASHTAG, "#Сняг", NULL, "[#сняг]" },
	{ "#Tag@channel", ENTITY_HASHTAG, "#Tag@channel", NULL, "[#tag]" },
	{ "hey @Ada_L", ENTITY_MENTION, "@Ada_L", NULL, "[@ada_l]" },
	{ "/Stats@some_bot now", ENTITY_COMMAND, "/Stats@some_bot", NULL, "[/stats]" },
	{ "$USD", ENTITY_CASHTAG, "$USD", NULL, "" },
};

static void
name_terms(struct db *db, const struct terms_found *f, char *out, size_t size)
{
	int64_t term;

	out[0] = '\0';
	for (size_t at = 0; pack_get(f->terms, f->nterms, &at, &term);) {
		struct stmt *s = db_stmt(db, "SELECT text FROM term WHERE term = :term");
		size_t used = strlen(out);

		stmt_int(s, ":term", term);
		assert_int_equal(stmt_step(s), 1);
		snprintf(out + used, size - used, "[%s]", col_text(s, 0, NULL));
		stmt_reset(s);
	}
}

static void
read_sample(struct terms *t, const struct sample *s, struct terms_found *found)
{
	struct entity e = { .type = s->type, .value = s->value };
	struct record r = { .text = s->text, .length = strlen(s->text), .entities = &e,
	    .nentity = s->covers != NULL };

	if (s->covers != NULL) {
		e.start = (size_t)(strstr(s->text, s->covers) - s->text);
		e.length = strlen(s->covers);
	}
	assert_int_equal(terms_read(t, &r, true, found), 0);
}

static void
test_terms(void **state)
{
	struct db *db = scratch_open();
	struct terms *t = terms_open(db, NULL);
	struct terms_found found;
	char text[512];

	(void)state;
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
			read_sample(t, &samples[i], &found);
			name_terms(db, &found, text, sizeof(text));
			assert_string_equal(text, samples[i].want);
		}
		terms_reset(t);		/* and once more, from the database */
	}
	/* Nine emoji, four domains, two hashtags, a name and a command. */
	assert_int_equal(ask(db, "SELECT count(*) FROM term"), 17);
	terms_close(t);
	scratch_close(db);
}

/* One text may be a term of two kinds. */
static void
test_kinds(void **state)
{
	static const struct sample same[] = {
		{ "@a.example", ENTITY_MENTION, "@a.example", NULL, NULL },
		{ "x", ENTITY_TEXT_LINK, "x", "@a.example", NULL },
	};
	struct db *db = scratch_open();
	struct terms *t = terms_open(db, NULL);
	struct terms_found found;

	(void)state;
	read_sample(t, &same[0], &found);
	read_sample(t, &same[1], &found);
	assert_int_equal(ask(db, "SELECT count(DISTINCT term % 8) FROM term"), 2);
	terms_close(t);
	scratch_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_terms), cmocka_unit_test(test_kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
