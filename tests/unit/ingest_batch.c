/* ingest/batch.c: answers of getUpdates into the database. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest/batch.h"
#include "ingest/privacy.h"
#include "lib/outbox.h"
#include "tests/unit/scratch.h"

enum { NOW = 1795000000 };

static struct db *db;
static struct batch *batch;
static struct batch_result result;

static int
setup(void **state)
{
	int64_t next = -1;

	(void)state;
	db = scratch_open();
	batch = batch_open(db, zone_find("UTC"));
	if (batch == NULL || batch_begin(batch, 1234567, true, NOW, &next) != 0)
		return -1;
	result = (struct batch_result){ .next = next };
	return next == 0 ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	batch_close(batch);
	scratch_close(db);
	return 0;
}

/* A message of an update, by both ids. */
#define MESSAGE(update, message, text) \
	"{\"update_id\":" #update ",\"message\":{\"message_id\":" #message ",\"date\":1794999000," \
	"\"chat\":{\"id\":-1001900000009,\"type\":\"supergroup\",\"title\":\"Test\"}," \
	"\"from\":{\"id\":42,\"is_bot\":false,\"first_name\":\"Ada\"},\"text\":\"" text "\"}}"
#define ANSWER(updates)	"{\"ok\":true,\"result\":[" updates "]}"

static enum batch_end
store(const char *answer)
{
	return batch_store(batch, answer, strlen(answer), NOW, &result);
}

/* Rows and offset come together; the same again changes nothing; ids may go down. */
static void
test_batch(void **state)
{
	int64_t next;

	(void)state;
	assert_int_equal(store(ANSWER(MESSAGE(7, 1, "a") "," MESSAGE(9, 2, "b") "," MESSAGE(8, 3, "c"))),
	    BATCH_DONE);
	assert_int_equal(result.updates, 3);
	assert_int_equal(result.next, 10);
	assert_ask(db, "SELECT count(*) FROM message", 3);
	assert_ask(db, "SELECT next FROM feed WHERE bot_id = 1234567", 10);
	assert_ask(db, "SELECT until FROM coverage", NOW);
	assert_int_equal(store(ANSWER(MESSAGE(7, 1, "a") "," MESSAGE(9, 2, "b") "," MESSAGE(8, 3, "c"))),
	    BATCH_DONE);
	assert_ask(db, "SELECT count(*) FROM message", 3);
	assert_ask(db, "SELECT sum(messages) FROM total", 3);
	assert_int_equal(store(ANSWER(MESSAGE(3, 4, "d"))), BATCH_DONE);
	assert_int_equal(result.next, 4);
	assert_int_equal(batch_begin(batch, 1234567, true, NOW, &next), 0);
	assert_int_equal(next, 4);
	assert_int_equal(batch_begin(batch, 7654321, true, NOW, &next), 0);
	assert_int_equal(next, 0);
	assert_recounted(db);
}

static void
test_empty(void **state)
{
	(void)state;
	assert_int_equal(store(ANSWER(MESSAGE(7, 1, "a"))), BATCH_DONE);
	assert_int_equal(store(ANSWER("")), BATCH_DONE);
	assert_int_equal(result.updates, 0);
	assert_int_equal(result.next, 8);
	assert_int_equal(batch_store(batch, ANSWER(""), strlen(ANSWER("")), NOW + 61, &result), BATCH_DONE);
	assert_ask(db, "SELECT until FROM coverage", NOW + 61);
	assert_ask(db, "SELECT next FROM feed", 8);
}

/* What was cut off, or is no list of updates, changes nothing. */
static void
test_broken(void **state)
{
	static const char whole[] = ANSWER(MESSAGE(7, 1, "a") "," MESSAGE(8, 2, "b"));
	static const char *const others[] = { "", "null", "[]]", "{\"ok\":true}",
	    "{\"ok\":true,\"result\":[1]}", "{\"ok\":true,\"result\":[{}]}", "<html></html>",
	    "{\"ok\":true,\"result\":{\"message_id\":1}}" };

	(void)state;
	for (size_t n = 0; n < sizeof(whole) - 1; n++)
		assert_int_equal(batch_store(batch, whole, n, NOW, &result), BATCH_BROKEN);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_int_equal(store(others[i]), BATCH_BROKEN);
	assert_int_equal(result.next, 0);
	assert_ask(db, "SELECT count(*) FROM message", 0);
	assert_ask(db, "SELECT count(*) FROM feed", 0);
	assert_ask(db, "SELECT count(*) FROM parked", 0);
	assert_int_equal(store(whole), BATCH_DONE);
	assert_ask(db, "SELECT count(*) FROM message", 2);
}

static const char refuse[] = "CREATE TRIGGER refuse BEFORE INSERT ON message WHEN new.chars = 6"
    " BEGIN SELECT raise(ABORT, 'refused'); END";

/* One that the database refuses is set aside, and the others are stored. */
static void
test_parked(void **state)
{
	static const char answer[] = ANSWER(MESSAGE(7, 1, "a") "," MESSAGE(8, 2, "poison") ","
	    MESSAGE(9, 3, "c"));

	(void)state;
	assert_int_equal(store(ANSWER(MESSAGE(6, 9, "z"))), BATCH_DONE);
	assert_int_equal(db_exec(db, refuse), 0);
	assert_int_equal(store(answer), BATCH_DONE);
	assert_int_equal(result.updates, 3);
	assert_int_equal(result.parked, 1);
	assert_int_equal(result.next, 10);
	assert_ask_all(db, "SELECT update_id, json_extract(json, '$.message.text') FROM parked", "8|poison");
	assert_ask_all(db, "SELECT key & 15 FROM message ORDER BY key", "1 3 9");
	assert_ask(db, "SELECT next FROM feed", 10);
	/* Again, as after a crash: once is enough. */
	assert_int_equal(store(answer), BATCH_DONE);
	assert_ask(db, "SELECT count(*) FROM parked", 1);
	/* After two weeks it goes with the next one. */
	assert_int_equal(batch_store(batch, ANSWER(MESSAGE(20, 30, "poison")), strlen(ANSWER(MESSAGE(20, 30,
	    "poison"))), NOW + 15 * 86400, &result), BATCH_DONE);
	assert_ask_all(db, "SELECT update_id FROM parked", "20");
	assert_recounted(db);
}

/* What makes no sense is set aside as well; the text only where texts are kept. */
static void
test_policy(void **state)
{
	static const char bad[] = "{\"update_id\":8,\"message\":{\"date\":1,\"chat\":{\"id\":-1001900000009,"
	    "\"type\":\"supergroup\",\"title\":\"Test\"},\"text\":\"secret\"}}";
	static char answer[400];

	(void)state;
	snprintf(answer, sizeof(answer), ANSWER("%s"), bad);
	assert_int_equal(store(ANSWER(MESSAGE(6, 9, "z"))), BATCH_DONE);
	assert_int_equal(store(answer), BATCH_DONE);
	assert_int_equal(result.next, 9);
	assert_ask_all(db, "SELECT update_id, json LIKE '%secret%' FROM parked", "8|1");
	assert_int_equal(db_exec(db, "DELETE FROM parked; UPDATE chat SET text = 1"), 0);
	assert_int_equal(store(answer), BATCH_DONE);
	assert_ask_all(db, "SELECT update_id, json FROM parked", "8|-");
}

/* Who opted out is in no update that is kept, neither as its sender nor as anybody else. */
static void
test_opted_out(void **state)
{
	static const char bad[] = ANSWER("{\"update_id\":8,\"message\":{\"date\":1,\"chat\":{\"id\":"
	    "-1001900000009,\"type\":\"supergroup\",\"title\":\"Test\"},\"reply_to_message\":{\"from\":"
	    "{\"id\":43}},\"text\":\"secret\"}}");
	struct db *other = db_open(scratch_path, DB_WRITE);
	struct privacy *list = privacy_open(other);

	(void)state;
	assert_non_null(list);
	assert_int_equal(store(ANSWER(MESSAGE(6, 9, "z"))), BATCH_DONE);
	assert_int_equal(db_begin(other), 0);
	assert_int_equal(privacy_add(list, -1001900000009, 42, false), 0);
	assert_int_equal(db_commit(other), 0);
	assert_int_equal(store(bad), BATCH_DONE);
	assert_ask_all(db, "SELECT update_id, json IS NULL FROM parked", "8|0");
	assert_int_equal(db_exec(db, "DELETE FROM parked"), 0);
	assert_int_equal(db_begin(other), 0);
	assert_int_equal(privacy_add(list, -1001900000009, 43, false), 0);
	assert_int_equal(db_commit(other), 0);
	assert_int_equal(store(bad), BATCH_DONE);
	assert_ask_all(db, "SELECT update_id, json IS NULL FROM parked", "8|1");
	privacy_close(list);
	db_close(other);
}

/* A database that takes nothing: nothing is confirmed, and it goes on when it does. */
static void
test_ill(void **state)
{
	struct db *other = db_open(scratch_path, DB_WRITE);

	(void)state;
	assert_non_null(other);
	db_patience(db, 10);
	assert_int_equal(db_begin(other), 0);
	assert_int_equal(store(ANSWER(MESSAGE(7, 1, "a"))), BATCH_AGAIN);
	assert_int_equal(result.next, 0);
	db_rollback(other);
	assert_int_equal(store(ANSWER(MESSAGE(7, 1, "a"))), BATCH_DONE);
	assert_int_equal(result.next, 8);
	assert_ask(db, "SELECT count(*) FROM message", 1);
	db_close(other);
}

/* Another program changed what is kept in memory. */
static void
test_foreign(void **state)
{
	struct db *other = db_open(scratch_path, DB_WRITE);

	(void)state;
	assert_non_null(other);
	assert_int_equal(store(ANSWER(MESSAGE(7, 1, "a"))), BATCH_DONE);
	assert_int_equal(db_exec(other, "DELETE FROM presence; UPDATE member SET member = 77"), 0);
	assert_int_equal(store(ANSWER(MESSAGE(8, 2, "b"))), BATCH_DONE);
	assert_ask_all(db, "SELECT member FROM message ORDER BY key DESC LIMIT 1", "77");
	db_close(other);
}

/* Queued by several, for one purpose: once. */
static void
test_outbox(void **state)
{
	struct outbox_item item = { .once = "budget:1:2026-11", .chat_id = -5, .class = OUTBOX_NOTICE,
	    .text = "<b>x</b>", .photo = "png", .photo_size = 3 };
	bool added = false;

	(void)state;
	assert_int_equal(outbox_add(db, &item, NOW, &added), 0);
	assert_true(added);
	assert_int_equal(outbox_add(db, &item, NOW, &added), 0);
	assert_false(added);
	item.once = "budget:1:2026-12";
	item.photo = NULL;
	assert_int_equal(outbox_add(db, &item, NOW, &added), 0);
	assert_true(added);
	assert_ask_all(db, "SELECT item, typeof(photo), made_at FROM outbox ORDER BY item",
	    "1|blob|1795000000 2|null|1795000000");
}

int
main(void)
{
#define TEST(name)	cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = { TEST(test_batch), TEST(test_empty), TEST(test_broken),
	    TEST(test_parked), TEST(test_policy), TEST(test_opted_out), TEST(test_ill),
	    TEST(test_foreign), TEST(test_outbox) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
