/* lib/find.c: chats, topics and members by what people call them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/wait.h>

#include "lib/log.h"
#include "lib/find.h"
#include "tests/unit/scratch.h"

static struct db *db;

static int
setup(void **state)
{
	(void)state;
	db = scratch_open();
	return db_exec(db, "INSERT INTO chat (chat, chat_id, type, title, username, zone, forum) VALUES"
	    " (1, -1001234567890, 2, 'Mountain Hikers', 'hikers', 'UTC', 1),"
	    " (2, -55, 1, 'Hikers of 1999', NULL, 'UTC', 0),"
	    " (3, -1000000000077, 2, 'Планина', 'planina', 'UTC', 0),"
	    " (4, -1000000000078, 2, 'планина', NULL, 'UTC', 0),"
	    " (5, -66, 1, '', NULL, 'UTC', 0);"
	    "INSERT INTO topic (chat, topic, title) VALUES (1, 10, 'Photos'), (1, 20, 'Photo gear'),"
	    " (1, 1999, 'General talk');"
	    "INSERT INTO member (member, member_id, automatic, name, username) VALUES (1, 11, 0,"
	    " 'Ann Smith', 'ann'),"
	    " (2, 12, 0, 'Anna', NULL), (3, 13, 0, 'Bob', 'annabel'), (4, -1001234567890, 0,"
	    " 'Mountain Hikers', NULL),"
	    " (5, -1001234567890, 1, 'Mountain Hikers', NULL), (6, 12345, 0, '11', NULL), (7, 17, 0,"
	    " '', 'nameless');"
	    "INSERT INTO presence (chat, member) VALUES (1, 1), (1, 2), (1, 3), (2, 3), (2, 1), (1, 6),"
	    " (1, 7), (3, 4), (3, 5)");
}

static int
teardown(void **state)
{
	(void)state;
	scratch_close(db);
	return 0;
}

/* What a word finds, or -1. */
static int64_t
chat(const char *word)
{
	int64_t found = -2;

	return find_chat(db, word, &found) == 0 ? found : -1;
}

static int64_t
topic(int64_t of, const char *word)
{
	int64_t found = -2;

	return find_topic(db, of, word, &found) == 0 ? found : -1;
}

static int64_t
member(const int64_t *chats, size_t n, const char *word)
{
	int64_t found = -2;

	return find_member(db, chats, n, word, &found) == 0 ? found : -1;
}

static void
test_chat(void **state)
{
	static const struct { const char *word; int64_t found; } cases[] = {
		{ "-1001234567890", 1 }, { "1234567890", 1 }, { "55", 2 }, { "-55", 2 }, { "77", 3 },
		{ "@hikers", 1 }, { "@HIKERS", 1 }, { "@hiker", -1 }, { "@", -1 },
		{ "mountain", 1 }, { "HIKERS OF", 2 }, { "hikers", -1 }, { "1999", 2 }, { "Планина", -1 },
		{ "nowhere", -1 }, { "", -1 }, { "999999999999999999999", -1 }, { "0", -1 }, { "-1", -1 }
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (chat(cases[i].word) != cases[i].found)
			fail_msg("\"%s\" is %d", cases[i].word, (int)chat(cases[i].word));
	assert_int_equal(chat(NULL), -1);	/* there are several */
	assert_int_equal(db_exec(db, "DELETE FROM topic; DELETE FROM chat WHERE chat <> 3"), 0);
	assert_int_equal(chat(NULL), 3);
	assert_int_equal(chat("план"), 3);
	assert_int_equal(db_exec(db, "DELETE FROM chat"), 0);
	assert_int_equal(chat(NULL), -1);
}

/* A whole title goes before a part of another. */
static void
test_exact(void **state)
{
	(void)state;
	assert_int_equal(db_exec(db, "INSERT INTO chat (chat, chat_id, type, title, zone)"
	    " VALUES (9, -99, 1, 'HIKERS', 'UTC')"), 0);
	assert_int_equal(chat("hikers"), 9);
	assert_int_equal(chat("@hikers"), 1);
}

static void
test_all(void **state)
{
	int64_t *chats = NULL;
	size_t count = 0;

	(void)state;
	assert_int_equal(find_all_chats(db, &chats, &count), 0);
	assert_int_equal(count, 5);
	assert_int_equal(chats[0], 1);
	assert_int_equal(chats[4], 2);
	free(chats);
}

static void
test_topic(void **state)
{
	(void)state;
	assert_int_equal(topic(1, "10"), 10);
	assert_int_equal(topic(1, "gear"), 20);
	assert_int_equal(topic(1, "photo"), -1);
	assert_int_equal(topic(1, "PHOTOS"), 10);
	assert_int_equal(topic(1, "general"), 1);
	assert_int_equal(topic(1, "1"), 1);
	assert_int_equal(topic(1, "talk"), 1999);
	assert_int_equal(topic(2, "General"), -1);	/* no forum */
	assert_int_equal(topic(1, ""), -1);
}

static void
test_member(void **state)
{
	const int64_t one[] = { 1 }, both[] = { 1, 2 }, third[] = { 3 };

	(void)state;
	assert_int_equal(member(one, 1, "smith"), 1);
	assert_int_equal(member(one, 1, "anna"), 2);
	assert_int_equal(member(one, 1, "@anna"), -1);
	assert_int_equal(member(one, 1, "@annabel"), 3);
	assert_int_equal(member(one, 1, "ann"), -1);
	assert_int_equal(member(both, 2, "Bob"), 3);	/* is in both, and found once */
	assert_int_equal(member(one, 1, "11"), 1);	/* an id is nobody else's, who may be called so */
	assert_int_equal(member(one, 1, "12345"), 6);
	assert_int_equal(member(one, 1, "@nameless"), 7);
	assert_int_equal(member(one, 1, "Mountain"), -1);
	assert_int_equal(member(one, 1, " "), -1);	/* though one name only has a blank */
	/* A channel's own posts, and not its automatic forwards. */
	assert_int_equal(member(third, 1, "-1001234567890"), 4);
	assert_int_equal(member(third, 0, "Bob"), -1);
}

/* Names of strangers are shown clean, and cut. */
static void
test_candidates(void **state)
{
	int status;
	pid_t child;

	(void)state;
	assert_int_equal(db_exec(db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " WHERE i < 20)"
	    " INSERT INTO chat (chat, chat_id, type, title, zone) SELECT 100 + i, 100 + i, 1,"
	    " 'Same ' || char(27) || '[31m' || char(8238) || replace(hex(zeroblob(900)), '00',"
	    " char(128077)), 'UTC' FROM n"), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {	/* only the first message of a process is remembered */
		int64_t found;
		bool good = find_chat(db, "same", &found) == -1 && log_status() == STATUS_MISUSE &&
		    strstr(log_message(), "(101)") != NULL && strstr(log_message(), ", ...") != NULL &&
		    strchr(log_message(), 27) == NULL && strstr(log_message(), "\xe2\x80\xae") == NULL;

		_exit(good ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(test_candidates), TEST(test_chat),
	    TEST(test_exact), TEST(test_all), TEST(test_topic), TEST(test_member) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
