/* lib/bulk.c: rows that wait to be inserted together are seen, stored and dropped like all others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lib/bulk.h"
#include "lib/log.h"
#include "tests/unit/scratch.h"

static int
add_word(struct db *db, int64_t chat, const char *word, size_t length)
{
	struct bulk *b = db_bulk(db, BULK_WORD, "INSERT OR FAIL INTO word (chat, word, bot, uses, messages)"
	    " SELECT c1, c2, c3, c4, c5 FROM waiting WHERE true"
	    " ON CONFLICT DO UPDATE SET uses = uses + excluded.uses");

	bulk_int(b, chat);
	bulk_text(b, word, length);
	bulk_int(b, 0);
	bulk_int(b, chat);
	bulk_int(b, 1);
	return bulk_row(b);
}

static int
add_reactor(struct db *db, int64_t key)
{
	struct bulk *b = db_bulk(db, BULK_REACTOR, "INSERT OR FAIL INTO reactor (key, member, at, live)"
	    " SELECT c1, c2, c3, c4 FROM waiting");

	bulk_int(b, key);
	bulk_int(b, 7);
	bulk_int_or_null(b, key >= 0, 8);
	bulk_int(b, 0);
	return bulk_row(b);
}

/* Every statement finds every row, however many wait; a view of the table counts, too. */
static void
test_seen(void **state)
{
	struct db *db = scratch_open();
	int64_t sum = 0;

	(void)state;
	assert_int_equal(db_exec(db, "CREATE TEMP VIEW long AS SELECT word FROM main.word"
	    " WHERE length(word) > 1"), 0);
	assert_int_equal(db_begin(db), 0);
	for (int64_t i = 1; i <= 2000; i++) {
		assert_int_equal(add_word(db, i % 1500, "word", (size_t)(i % 5)), 0);
		sum += i % 1500;
		if (i % 97 == 0)
			assert_int_equal(ask(db, "SELECT sum(uses) FROM word"), sum);
	}
	assert_int_equal(ask(db, "SELECT count(*) FROM long"), 1500 / 5 * 3);
	assert_int_equal(add_word(db, 1, "w", 1), 0);
	assert_int_equal(stmt_run(db_stmt(db, "UPDATE word SET uses = -1 WHERE chat = 1 AND word = 'w'")), 0);
	assert_int_equal(ask(db, "SELECT min(uses) FROM word"), -1);
	assert_int_equal(add_word(db, 1, "w\0x", 3), 0);
	assert_int_equal(db_commit(db), 0);
	assert_int_equal(ask(db, "SELECT count(*) FROM word WHERE length(CAST(word AS BLOB)) = 3"), 301);
	assert_int_equal(ask(db, "SELECT count(*) FROM word WHERE chat = 1"), 2);
	scratch_close(db);
}

/* However a statement names a table, and whatever it was that was prepared before. */
static void
test_named(void **state)
{
	static const char *const queries[] = { "SELECT count(*) FROM Reactor",
	    "SELECT count(*) FROM (SELECT 0 AS live) JOIN \"reactor\" USING (live)",
	    "SELECT count(*) FROM main.reactor", "SELECT sum(n) FROM(SELECT 1 AS n FROM REACTOR)",
	    "WITH r AS (SELECT 7 AS member) SELECT count(live) FROM r NATURAL LEFT JOIN reactor" };
	struct db *db = scratch_open();

	(void)state;
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		assert_int_equal(db_begin(db), 0);
		assert_int_equal(add_reactor(db, (int64_t)i), 0);
		assert_int_equal(ask(db, "SELECT count(*) FROM emoji WHERE emoji > 1"), 0);
		assert_int_equal(ask(db, queries[i]), 1);
		db_rollback(db);
	}
	scratch_close(db);
}

/* A statement that is being stepped goes on, whatever is added meanwhile. */
static void
test_while_reading(void **state)
{
	struct db *db = scratch_open();
	struct stmt *s = db_stmt(db, "SELECT key FROM reactor WHERE key > 0 AND key < 100 ORDER BY key");
	int64_t next = 1;

	(void)state;
	assert_int_equal(db_begin(db), 0);
	for (int64_t key = 1; key < 100; key += 2)
		assert_int_equal(add_reactor(db, key), 0);
	for (; stmt_step(s) == 1; next += 2) {
		assert_int_equal(col_int(s, 0), next);
		assert_int_equal(add_reactor(db, next + 1000), 0);
	}
	assert_int_equal(next, 101);
	assert_int_equal(db_commit(db), 0);
	assert_int_equal(ask(db, "SELECT count(*) FROM reactor"), 100);
	scratch_close(db);
}

/* Nothing waits outside of a transaction, or after one that is rolled back. */
static void
test_ends(void **state)
{
	struct db *db = scratch_open(), *other;

	(void)state;
	assert_int_equal(add_reactor(db, 1), 0);
	other = db_open(scratch_path, DB_READ);
	assert_non_null(other);
	assert_int_equal(ask(other, "SELECT count(*) FROM reactor"), 1);
	assert_int_equal(db_begin(db), 0);
	assert_int_equal(add_reactor(db, 2), 0);
	db_rollback(db);
	assert_int_equal(db_begin(db), 0);
	assert_int_equal(add_reactor(db, 3), 0);
	assert_int_equal(db_exec(db, "CREATE TEMP TABLE three AS SELECT * FROM reactor"), 0);
	assert_int_equal(ask(db, "SELECT sum(key) FROM three"), 4);
	assert_int_equal(db_commit(db), 0);
	assert_int_equal(ask(other, "SELECT sum(key) FROM reactor"), 4);
	db_close(other);
	scratch_close(db);
}

/* What cannot be written says so later, and nothing of its transaction stays. */
static void
test_failure(void **state)
{
	struct db *db = scratch_open();

	(void)state;
	for (int64_t key = 5; key >= -1; key -= 6) {	/* twice the same key; no instant */
		assert_int_equal(db_begin(db), 0);
		assert_int_equal(add_reactor(db, 5), 0);
		assert_int_equal(add_word(db, 1, "a", 1), 0);
		assert_int_equal(add_reactor(db, key), 0);
		if (key < 0)
			assert_int_equal(stmt_run(db_stmt(db, "DELETE FROM reactor WHERE key = 5")), -1);
		assert_int_equal(db_end(db, 0), -1);
		assert_int_not_equal(log_forget(), STATUS_DONE);
		assert_int_equal(ask(db, "SELECT count(*) FROM reactor"), 0);
		assert_int_equal(ask(db, "SELECT count(*) FROM word"), 0);
	}
	assert_int_equal(db_begin(db), 0);
	assert_int_equal(add_reactor(db, 5), 0);
	assert_int_equal(db_commit(db), 0);
	assert_int_equal(ask(db, "SELECT count(*) FROM reactor"), 1);
	scratch_close(db);
}

/* Where there is no memory for a row, nothing of its transaction stays; it may be done again. */
static void
test_no_memory(void **state)
{
	struct db *db = scratch_open();

	(void)state;
	assert_int_equal(db_begin(db), 0);
	assert_int_equal(add_word(db, 1, "a", 1), 0);
	assert_int_equal(add_word(db, 2, "b", SIZE_MAX / 4), -1);
	assert_int_equal(add_word(db, 3, "c", 1), 0);
	assert_true(db_ill(db));
	assert_int_equal(db_end(db, 0), -1);
	assert_int_not_equal(log_forget(), STATUS_DONE);
	assert_int_equal(ask(db, "SELECT count(*) FROM word"), 0);
	assert_int_equal(db_begin(db), 0);
	assert_int_equal(add_word(db, 1, "a", 1), 0);
	assert_int_equal(db_commit(db), 0);
	assert_int_equal(ask(db, "SELECT count(*) FROM word"), 1);
	scratch_close(db);
}

/* Long texts do not wait for many rows. */
static void
test_long(void **state)
{
	static char text[40000];
	struct db *db = scratch_open();

	(void)state;
	memset(text, 'x', sizeof(text));
	assert_int_equal(db_begin(db), 0);
	for (int64_t i = 0; i < 1000; i++)
		assert_int_equal(add_word(db, i, text, sizeof(text) - (size_t)i), 0);
	assert_int_equal(db_commit(db), 0);
	assert_int_equal(ask(db, "SELECT sum(length(word)) FROM word"), 1000 * 40000 - 999 * 500);
	scratch_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_seen), cmocka_unit_test(test_named),
	    cmocka_unit_test(test_while_reading), cmocka_unit_test(test_ends), cmocka_unit_test(test_failure),
	    cmocka_unit_test(test_no_memory), cmocka_unit_test(test_long) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
