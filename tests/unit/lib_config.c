/* lib/config.c: one table of keys, filled from a file and the environment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/config.h"
#include "lib/log.h"

static char path[300];

/* Loads a configuration file of this text. */
static int
load(const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
	return config_load(path);
}

static int
setup(void **state)
{
	const char *parent = getenv("TMPDIR");
	int fd;

	(void)state;
	snprintf(path, sizeof(path), "%s/chatstat-unit.XXXXXX", parent != NULL ? parent : "/tmp");
	fd = mkstemp(path);
	unsetenv("CHATSTAT_DATABASE_PATH");
	unsetenv("CHATSTAT_CHAT_ZONE");
	return fd == -1 ? -1 : close(fd);
}

static int
teardown(void **state)
{
	(void)state;
	return unlink(path);
}

static void
test_standards(void **state)
{
	(void)state;
	assert_int_equal(load(""), 0);
	assert_string_equal(config_get(CONFIG_DATABASE_PATH), "chatstat.db");
	assert_string_equal(config_get(CONFIG_CHAT_ZONE), "UTC");
	for (int i = 0; i < CONFIG_KEYS; i++) {
		const struct config_entry *e = &config_table[i];

		assert_true(e->section != NULL && e->key != NULL && e->standard != NULL &&
		    e->help != NULL);
		assert_true(e->check == NULL || e->check(e->standard) == 0);
	}
}

static void
test_file(void **state)
{
	(void)state;
	assert_int_equal(load("; a comment\n[chat]\nzone = Europe/Sofia ; here\n\n[database]\n"
	    "path=some where.db\n"), 0);
	assert_string_equal(config_get(CONFIG_CHAT_ZONE), "Europe/Sofia");
	assert_string_equal(config_get(CONFIG_DATABASE_PATH), "some where.db");
	/* What a later file does not give is the standard again. */
	assert_int_equal(load("[chat]\r\nzone = Asia/Kathmandu\r\n"), 0);
	assert_string_equal(config_get(CONFIG_CHAT_ZONE), "Asia/Kathmandu");
	assert_string_equal(config_get(CONFIG_DATABASE_PATH), "chatstat.db");
}

static void
test_environment(void **state)
{
	(void)state;
	assert_int_equal(setenv("CHATSTAT_CHAT_ZONE", "America/New_York", 1), 0);
	assert_int_equal(load("[chat]\nzone = Europe/Sofia\n"), 0);
	assert_string_equal(config_get(CONFIG_CHAT_ZONE), "America/New_York");
	assert_int_equal(setenv("CHATSTAT_CHAT_ZONE", "Nowhere/At_All", 1), 0);
	assert_int_equal(load(""), -1);
	assert_int_equal(setenv("CHATSTAT_CHAT_ZONE", "", 1), 0);
	assert_int_equal(load(""), -1);
	unsetenv("CHATSTAT_CHAT_ZONE");
	assert_int_equal(load(""), 0);
}

static void
test_refused(void **state)
{
	static const char *const texts[] = {
		"[chat]\ncolour = red\n",			/* no such key */
		"[chart]\nzone = UTC\n",			/* no such section */
		"zone = UTC\n",					/* in no section */
		"[chat]\nzone = Mars/Olympus\n",		/* no zone */
		"[chat]\nzone = ../../etc/passwd\n",
		"[chat]\nzone =\n",				/* nothing */
		"[chat]\nzone = UTC\nzone = UTC\n",		/* twice */
		"[chat]\nzone = UTC\n[database]\npath = a\n[chat]\nzone = UTC\n",
		"[chat]\nwhat is this\n",			/* no line of INI */
		"[chat\nzone = UTC\n"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_int_equal(load(texts[i]), -1);
		assert_int_equal(log_status(), STATUS_MISUSE);
	}
	assert_int_equal(config_load("no such file"), -1);
	assert_int_equal(config_load("."), -1);
}

/* The first fault is named with its file and line. */
static void
test_place(void **state)
{
	char expected[400];

	(void)state;
	assert_int_equal(load("# one\n[chat]\n\nzone = Mars\ncolour = red\n"), -1);
	snprintf(expected, sizeof(expected), "%s:4: zone in [chat] must be ", path);
	assert_memory_equal(log_message(), expected, strlen(expected));
}

/* Lines of any length are one line. */
static void
test_long(void **state)
{
	char text[1200];

	(void)state;
	memset(text, 'x', sizeof(text));
	memcpy(text, "; a comment a = b", 17);
	snprintf(text + 700, sizeof(text) - 700, "\n[chat]\nzone = Europe/Sofia\n");
	assert_int_equal(load(text), 0);
	assert_string_equal(config_get(CONFIG_CHAT_ZONE), "Europe/Sofia");
	memcpy(text, "[database]\npath = ", 18);
	assert_int_equal(load(text), -1);
}

int
main(void)
{
	/* The place first: only the first failure of a process is remembered. */
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_place),
	    cmocka_unit_test(test_standards), cmocka_unit_test(test_file),
	    cmocka_unit_test(test_environment), cmocka_unit_test(test_refused),
	    cmocka_unit_test(test_long) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
