/* lib/config.c: one table of keys, filled from a file and the environment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
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
		assert_true(e->check == NULL || e->standard[0] == '\0' ||
		    e->check(e, e->standard));
	}
}

static void
test_file(void **state)
{
	(void)state;
	assert_int_equal(load("\xef\xbb\xbf; a comment\n[chat]\n  # another\n  zone\t=  Europe/Sofia \n\n"
	    "[database]\npath=some where.db"), 0);
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
		"[chat\nzone = UTC\n",
		"[telegram]\nowners = 1\n  2\n",		/* a value is one line */
		"[chat]\nzone = UTC ; here\n",			/* a comment is one, too */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_int_equal(load(texts[i]), -1);
		assert_int_equal(log_status(), STATUS_MISUSE);
	}
	assert_int_equal(config_load("no such file"), -1);
	assert_int_equal(config_load("."), -1);
}

/* Numbers have bounds, choices their words; what may be left out may also be empty. */
static void
test_types(void **state)
{
	static const char *const refused[] = {
		"[telegram]\npoll_timeout = 0\n", "[telegram]\npoll_timeout = 51\n",
		"[telegram]\npoll_timeout = 5s\n", "[telegram]\npoll_timeout = -5\n",
		"[telegram]\npoll_timeout = +5\n", "[telegram]\npoll_timeout =\n",
		"[telegram]\npoll_timeout = 99999999999999999999\n",
		"[log]\nlevel = loud\n", "[log]\nlevel =\n", "[log]\nlevel = or\n",
		"[log]\nlevel = info or\n", "[log]\nlevel = inf\n", "[log]\nformat = xml\n",
		"[log]\nids = names\n",
		"[telegram]\ntoken = 1:a\n",
	};

	(void)state;
	assert_int_equal(load("[telegram]\npoll_timeout = 7\n[http]\nlisten =\n[log]\nformat = json\n"), 0);
	assert_int_equal(config_number(CONFIG_TELEGRAM_POLL_TIMEOUT), 7);
	assert_int_equal(config_number(CONFIG_RETRY_BREAKER_SECONDS), 60);
	assert_string_equal(config_get(CONFIG_HTTP_LISTEN), "");
	assert_true(config_is(CONFIG_LOG_FORMAT, "json"));
	assert_false(config_is(CONFIG_LOG_FORMAT, "plain"));
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		assert_int_equal(load(refused[i]), -1);
}

/* The token goes only where nobody can listen. */
static void
test_url(void **state)
{
	static const char *const good[] = { "https://api.telegram.org", "https://bots.example:8443/",
	    "https://x/y", "http://127.0.0.1:8081", "http://localhost", "http://localhost/api",
	    "http://[::1]:80/" };
	static const char *const bad[] = { "http://api.telegram.org", "http://127.0.0.1.example.org",
	    "http://localhost:80@example.org", "http://localhost.example.org", "https://",
	    "https://user@host", "https://host/?x", "ftp://localhost", "localhost", "file:///etc/passwd",
	    "https:/x", "http://[::1]x" };
	char text[200];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		snprintf(text, sizeof(text), "[telegram]\napi_url = %s\n", good[i]);
		assert_int_equal(load(text), 0);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(text, sizeof(text), "[telegram]\napi_url = %s\n", bad[i]);
		assert_int_equal(load(text), -1);
	}
}

/* What is shown can be loaded, and is the same. */
static void
test_write(void **state)
{
	char *shown = NULL, *again = NULL;
	size_t size;
	FILE *f;

	(void)state;
	assert_int_equal(load("[retry]\nmin_seconds = 3\n[backup]\nencrypt = ; tee a ; cat # = [b]\n"
	    "[chat]\nzone = Europe/Sofia\n"), 0);
	assert_string_equal(config_get(CONFIG_BACKUP_ENCRYPT), "; tee a ; cat # = [b]");
	f = open_memstream(&shown, &size);
	config_write(f);
	fclose(f);
	assert_non_null(strstr(shown, "\nmin_seconds = 3\n"));
	assert_int_equal(load(shown), 0);
	f = open_memstream(&again, &size);
	config_write(f);
	fclose(f);
	assert_string_equal(shown, again);
	free(shown);
	free(again);
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

/* Lines of any length are one line; values have as many bytes as the manual says. */
static void
test_long(void **state)
{
	char text[8192];

	(void)state;
	memset(text, 'x', sizeof(text));
	memcpy(text, "; a comment a = b", 17);
	snprintf(text + 6000, sizeof(text) - 6000, "\n[chat]\nzone = Europe/Sofia\n");
	assert_int_equal(load(text), 0);
	assert_string_equal(config_get(CONFIG_CHAT_ZONE), "Europe/Sofia");
	snprintf(text, sizeof(text), "[database]\npath = %04095d\n", 1);
	assert_int_equal(load(text), 0);
	assert_int_equal(strlen(config_get(CONFIG_DATABASE_PATH)), 4095);
	snprintf(text, sizeof(text), "[database]\npath = %04096d\n", 1);
	assert_int_equal(load(text), -1);
}

/* What is wrong with a line is said of that line. */
static void
test_line(void **state)
{
	char expected[400];

	(void)state;
	log_forget();
	assert_int_equal(load("[chat\nzone = UTC\n"), -1);
	snprintf(expected, sizeof(expected), "%s:1: this is neither", path);
	assert_memory_equal(log_message(), expected, strlen(expected));
}

static void
test_listen(void **state)
{
	static const char *const good[] = { "127.0.0.1:9464", "0.0.0.0:1", "[::1]:9464", "[::]:65535" };
	static const char *const bad[] = { "", "9464", ":9464", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x",
	    "::1:9464", "[::1]", "[127.0.0.1]:80", "localhost:80", "127.0.0.1:80 ", "[::1]80",
	    "127.0.0.1:65536", "127.0.0.1:99999999999999999999", "127.0.0.1:+80" };

	struct sockaddr_storage address;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(config_address(good[i], &address));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (config_address(bad[i], &address))
			fail_msg("%s was taken", bad[i]);
}

int
main(void)
{
	/* The place first: only the first failure of a process is remembered. */
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_place),
	    cmocka_unit_test(test_standards), cmocka_unit_test(test_file),
	    cmocka_unit_test(test_environment), cmocka_unit_test(test_refused),
	    cmocka_unit_test(test_long), cmocka_unit_test(test_line),
	    cmocka_unit_test(test_listen),
	    cmocka_unit_test(test_types), cmocka_unit_test(test_url), cmocka_unit_test(test_write) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
