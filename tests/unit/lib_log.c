/* lib/log.c: what the daemon's lines look like, and that they are no flood. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <unistd.h>

#include "lib/log.h"

static char said[8192];

/* What is written to standard error between these two. */
static FILE *caught;
static int before;

static void
catch(void)
{
	fflush(stderr);
	caught = tmpfile();
	assert_non_null(caught);
	before = dup(STDERR_FILENO);
	assert_int_equal(dup2(fileno(caught), STDERR_FILENO), STDERR_FILENO);
}

static const char *
release(void)
{
	size_t n;

	fflush(stderr);
	dup2(before, STDERR_FILENO);
	close(before);
	rewind(caught);
	n = fread(said, 1, sizeof(said) - 1, caught);
	said[n] = '\0';
	fclose(caught);
	return said;
}

/* Batches first: log_serve cannot be taken back. */
static void
test_batch(void **state)
{
	(void)state;
	log_open("/usr/bin/chatstat-import");
	catch();
	log_note("%d files", 3);
	assert_int_equal(log_fail(STATUS_AGAIN, "busy"), -1);
	log_fail(STATUS_FAILED, "busy");
	assert_string_equal(release(), "chatstat-import: 3 files\nchatstat-import: busy\n"
	    "chatstat-import: busy\n");
	assert_int_equal(log_status(), STATUS_AGAIN);
	assert_int_equal(log_forget(), STATUS_AGAIN);
	assert_int_equal(log_status(), STATUS_DONE);
	assert_string_equal(log_message(), "");
}

static void
test_plain(void **state)
{
	char expected[100];
	const char *id;

	(void)state;
	catch();
	log_serve(LOG_INFO, false);
	id = log_request();
	log_say(LOG_INFO, "telegram", "getUpdates: %d updates", 37);
	snprintf(expected, sizeof(expected), "<6>telegram: getUpdates: 37 updates req=%s\n<3>full\n"
	    "<4>x: a  b\n", id);
	log_request_end();
	log_fail(STATUS_FAILED, "full");
	log_say(LOG_DEBUG, "telegram", "not at this level");
	log_say(LOG_WARNING, "x", "a\n\x1b" "b");
	assert_string_equal(release(), expected);
}

/* The same fault is said once; digits make no other. */
static void
test_flood(void **state)
{
	int64_t errors = log_count(LOG_ERROR);

	(void)state;
	catch();
	for (int i = 0; i < 1000; i++)
		log_say(LOG_ERROR, "telegram", "no answer; again in %d s", i);
	log_say(LOG_ERROR, "telegram", "another");
	for (int i = 0; i < 2; i++)
		log_say(LOG_INFO, "telegram", "news");
	assert_string_equal(release(), "<3>telegram: no answer; again in 0 s\n<3>telegram: another\n"
	    "<6>telegram: news\n<6>telegram: news\n");
	assert_int_equal(log_count(LOG_ERROR) - errors, 1001);
}

/* Who was told an id finds it in the log, whatever failed in the same way before. */
static void
test_told(void **state)
{
	char expected[100];
	int length;

	(void)state;
	catch();
	length = snprintf(expected, sizeof(expected), "<3>command: broken req=%s\n", log_request());
	log_say(LOG_ERROR, "command", "broken");
	snprintf(expected + length, sizeof(expected) - (size_t)length, "<3>command: broken req=%s\n",
	    log_request());
	log_request_told();
	log_say(LOG_ERROR, "command", "broken");
	log_request_end();
	log_say(LOG_ERROR, "command", "broken");
	assert_string_equal(release(), expected);
}

static void
test_json(void **state)
{
	const char *rest;

	(void)state;
	catch();
	log_serve(LOG_ERROR, true);
	log_say(LOG_ERROR, "telegram", "he said \"no\"");
	log_say(LOG_WARNING, "telegram", "not at this level");
	release();
	assert_memory_equal(said, "{\"time\":", 8);
	rest = strchr(said, ',');
	assert_non_null(rest);
	assert_string_equal(rest, ",\"level\":\"error\",\"module\":\"telegram\","
	    "\"message\":\"he said \\\"no\\\"\"}\n");
}

static void
test_levels(void **state)
{
	(void)state;
	assert_int_equal(log_level("error"), LOG_ERROR);
	assert_int_equal(log_level("debug"), LOG_DEBUG);
	assert_int_equal(log_level(""), -1);
	assert_int_equal(log_level("notice"), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_batch), cmocka_unit_test(test_plain),
	    cmocka_unit_test(test_flood), cmocka_unit_test(test_told),
	    cmocka_unit_test(test_json), cmocka_unit_test(test_levels) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
