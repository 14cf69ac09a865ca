/* ingest/glance.c: it says of a message what export_decode says, or nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "ingest/export.h"
#include "ingest/glance.h"
#include "lib/zone.h"

static const struct {
	const char	*text;
	bool		 told;
} samples[] = {
	{ "{\"id\": 7, \"type\": \"message\", \"date\": \"2021-01-01T00:00:00\", \"date_unixtime\": \"1609459200\","
	    " \"text\": \"\"}", true },
	{ "{\"id\":7,\"type\":\"service\",\"date_unixtime\":\"1609459200\"}", true },
	{ "{ \"date_unixtime\" : \"1609459200\" , \"id\"\n:\t7 , \"type\" : \"message\" }", true },
	{ "{\"id\": 7, \"id\": 8, \"type\": \"message\", \"date_unixtime\": \"1609459200\"}", true },
	{ "{\"id\": 7, \"type\": \"message\", \"type\": \"x\", \"date_unixtime\": \"1609459200\"}", true },
	/* Usable, but not as most are. */
	{ "{\"id\": -7, \"type\": \"message\", \"date_unixtime\": \"1609459200\"}", false },
	{ "{\"id\": 7, \"type\": \"message\", \"date_unixtime\": 1609459200}", false },
	{ "{\"id\": 7.0, \"type\": \"message\", \"date_unixtime\": \"1609459200\"}", false },
	{ "{\"type\": \"message\", \"date_unixtime\": \"1609459200\", \"id\": 7.0}", false },
	{ "{\"type\": \"message\", \"date_unixtime\": \"1609459200\", \"id\": 7e5}", false },
	{ "{\"id\": 7, \"type\": \"m\\u0065ssage\", \"date_unixtime\": \"1609459200\"}", false },
	{ "{\"id\": 7, \"type\": \"message\", \"date\": \"2021-01-01T00:00:00\"}", false },
	{ "{\"id\": 7, \"type\": \"message\", \"x\": {\"date_unixtime\": \"1\"}, \"date_unixtime\": \"1609459200\"}",
	    false },
	/* Not usable, or passed by. */
	{ "{}", false },
	{ "[]", false },
	{ "7", false },
	{ "{\"id\": 7}", false },
	{ "{\"id\": \"7\", \"type\": \"message\", \"date_unixtime\": \"1609459200\"}", false },
	{ "{\"id\": 0, \"type\": \"message\", \"date_unixtime\": \"1609459200\"}", false },
	{ "{\"id\": 4294967296, \"type\": \"message\", \"date_unixtime\": \"1609459200\"}", false },
	{ "{\"id\": 7, \"type\": \"unsupported\", \"date_unixtime\": \"1609459200\"}", false },
	{ "{\"id\": 7, \"type\": null, \"date_unixtime\": \"1609459200\"}", false },
	{ "{\"id\": 7, \"type\": \"message\", \"date_unixtime\": \"4102444800\"}", false },
	{ "{\"id\": 7, \"type\": \"message\", \"date_unixtime\": \"\"}", false },
};

static void
test_samples(void **state)
{
	struct json_reader *reader = json_reader_new();
	struct export_chat chat;
	struct record quick, whole;

	(void)state;
	assert_int_equal(export_chat_init(&chat, "x", "private_supergroup", 1, zone_find("UTC")), 0);
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		size_t length = strlen(samples[i].text);
		char *exact = malloc(length);	/* no byte behind it may be read */

		memcpy(exact, samples[i].text, length);
		if (glance(exact, length, &quick) != samples[i].told)
			fail_msg("%s: told is %d", samples[i].text, !samples[i].told);
		export_decode(reader, json_parse(reader, exact, length), &chat, &whole);
		if (samples[i].told && (quick.type != whole.type || quick.message != whole.message ||
		    quick.at != whole.at))
			fail_msg("%s: not as decoded", samples[i].text);
		free(exact);
	}
	json_reader_free(reader);
}

static void
test_long(void **state)
{
	static const char head[] = "{\"id\": 7, \"type\": \"message\", \"date_unixtime\": \"1609459200\"";
	static char text[70000];
	struct record r;

	(void)state;
	memset(text, ' ', sizeof(text));
	memcpy(text, head, sizeof(head) - 1);
	text[sizeof(text) - 1] = '}';
	assert_false(glance(text, sizeof(text), &r));
	text[60000 - 1] = '}';
	assert_true(glance(text, 60000, &r));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
