/* lib/db.c: what is no database of ours is refused in clear words; statements are kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "lib/log.h"
#include "lib/message.h"
#include "tests/unit/scratch.h"

/* The exit status of a process that opens the file, and what it says, in a file of its own. */
static int
status_of(const char *path, enum db_mode mode, const char *says)
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		struct db *db = db_open(path, mode);

		if (says != NULL && strstr(log_message(), says) == NULL)
			_exit(100);
		db_close(db);
		_exit(db != NULL ? 0 : log_status());
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
write_file(const char *text)
{
	FILE *file = fopen(scratch_path, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

/* Makes a database of ours, changed by some SQL. */
static void
make_file(const char *sql)
{
	struct db *db = db_open(scratch_path, DB_CREATE);

	assert_non_null(db);
	assert_int_equal(db_exec(db, sql), 0);
	db_close(db);
}

static void
test_missing(void **state)
{
	(void)state;
	assert_int_equal(status_of(scratch_path, DB_READ, "no such database"), STATUS_FAILED);
	assert_int_equal(status_of(scratch_path, DB_WRITE, "no such database"), STATUS_FAILED);
	assert_int_equal(access(scratch_path, F_OK), -1);
	assert_int_equal(status_of("no/such/folder/chat.db", DB_CREATE, "No such file"), STATUS_FAILED);
}

static void
test_created(void **state)
{
	struct stat st;

	(void)state;
	assert_int_equal(status_of(scratch_path, DB_CREATE, NULL), STATUS_DONE);
	assert_int_equal(stat(scratch_path, &st), 0);
	assert_int_equal(st.st_mode & 0137, 0);		/* 0640, or less */
	for (enum db_mode mode = DB_READ; mode <= DB_CREATE; mode++)
		assert_int_equal(status_of(scratch_path, mode, NULL), STATUS_DONE);
}

static void
test_no_database(void **state)
{
	(void)state;
	assert_int_equal(status_of(scratch_folder, DB_READ, "directory"), STATUS_FAILED);
	assert_int_equal(status_of(scratch_folder, DB_CREATE, "directory"), STATUS_FAILED);
	write_file("This is a text, and was never anything else.  It goes on for some lines,"
	    " so that nobody"
	    " takes it for something that was only begun.\n");
	for (enum db_mode mode = DB_READ; mode <= DB_CREATE; mode++)
		assert_int_equal(status_of(scratch_path, mode, "no chatstat database"), STATUS_FAILED);
}

/* An empty file is a database that holds nothing yet. */
static void
test_empty(void **state)
{
	(void)state;
	write_file("");
	assert_int_equal(status_of(scratch_path, DB_READ, "empty"), STATUS_FAILED);
	assert_int_equal(status_of(scratch_path, DB_WRITE, "empty"), STATUS_FAILED);
	assert_int_equal(status_of(scratch_path, DB_CREATE, NULL), STATUS_DONE);
}

static void
test_foreign(void **state)
{
	(void)state;
	make_file("PRAGMA application_id = 0");
	for (enum db_mode mode = DB_READ; mode <= DB_CREATE; mode++)
		assert_int_equal(status_of(scratch_path, mode, "no chatstat database"), STATUS_FAILED);
}

static void
test_newer(void **state)
{
	(void)state;
	make_file("PRAGMA user_version = 99");
	for (enum db_mode mode = DB_READ; mode <= DB_CREATE; mode++)
		assert_int_equal(status_of(scratch_path, mode, "newer"), STATUS_FAILED);
}

static void
test_damaged(void **state)
{
	struct db *db;
	struct stat st;
	int fd;

	(void)state;
	make_file("INSERT INTO emoji SELECT value, value FROM (WITH RECURSIVE n(value) AS (SELECT 2"
	    " UNION ALL"
	    " SELECT value + 1 FROM n WHERE value < 5000) SELECT value"
	    " FROM n); PRAGMA wal_checkpoint(TRUNCATE)");
	assert_int_equal(stat(scratch_path, &st), 0);
	fd = open(scratch_path, O_WRONLY);
	for (off_t at = st.st_size / 2; at < st.st_size; at += 512)
		assert_int_equal(pwrite(fd, "damaged damaged damaged", 23, at), 23);
	assert_int_equal(close(fd), 0);
	db = db_open(scratch_path, DB_READ);
	if (db != NULL)
		assert_int_equal(stmt_run(db_stmt(db, "SELECT count(*), max(text) FROM emoji")), -1);
	db_close(db);
}

/* Who only reads, writes nothing. */
static void
test_read_only(void **state)
{
	struct db *db;

	(void)state;
	make_file("SELECT 1");
	db = db_open(scratch_path, DB_READ);
	assert_non_null(db);
	assert_int_equal(db_exec(db, "INSERT INTO emoji VALUES (2, 'x')"), -1);
	assert_int_equal(db_exec(db, "CREATE TEMP TABLE mine (a)"), 0);
	db_close(db);
}

static void
test_busy(void **state)
{
	struct db *a, *b;

	(void)state;
	make_file("SELECT 1");
	a = db_open(scratch_path, DB_WRITE);
	b = db_open(scratch_path, DB_WRITE);
	assert_true(a != NULL && b != NULL);
	assert_int_equal(db_begin(a), 0);
	assert_int_equal(db_exec(b, "PRAGMA busy_timeout = 0"), 0);
	assert_int_equal(db_begin(b), -1);
	/* Readers see what was, and are not disturbed. */
	assert_int_equal(db_exec(a, "INSERT INTO emoji VALUES (2, 'x')"), 0);
	assert_ask(b, "SELECT count(*) FROM emoji", 1);
	assert_int_equal(db_commit(a), 0);
	assert_int_equal(db_begin(b), 0);
	assert_ask(b, "SELECT count(*) FROM emoji", 2);
	assert_int_equal(db_begin(b), -1);	/* nesting is a bug */
	db_rollback(b);
	db_rollback(b);
	db_close(a);
	db_close(b);
}

static void
test_busy_status(void **state)
{
	struct db *db;
	pid_t child;
	int status;

	(void)state;
	make_file("SELECT 1");
	db = db_open(scratch_path, DB_WRITE);
	assert_int_equal(db_begin(db), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct db *other = db_open(scratch_path, DB_WRITE);

		db_exec(other, "PRAGMA busy_timeout = 0");
		db_begin(other);
		_exit(log_status());
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WEXITSTATUS(status), STATUS_AGAIN);
	db_rollback(db);
	db_close(db);
}

static void
test_rollback(void **state)
{
	struct db *db = db_open(scratch_path, DB_CREATE);

	(void)state;
	assert_int_equal(db_begin(db), 0);
	assert_int_equal(db_exec(db, "INSERT INTO emoji VALUES (2, 'x')"), 0);
	db_rollback(db);
	assert_ask(db, "SELECT count(*) FROM emoji", 1);
	assert_int_equal(db_begin(db), 0);
	assert_int_equal(db_exec(db, "INSERT INTO emoji VALUES (2, 'x')"), 0);
	assert_int_equal(db_commit(db), 0);
	assert_ask(db, "SELECT count(*) FROM emoji", 2);
	db_close(db);
}

static void
test_statements(void **state)
{
	static const char sql[] = "SELECT :b, :a, :b, :c";
	struct db *db = db_open(scratch_path, DB_CREATE);
	struct stmt *s = db_stmt(db, sql);
	size_t length;

	(void)state;
	assert_ptr_equal(s, db_stmt(db, sql));
	assert_true(stmt_has(s, ":a"));
	assert_false(stmt_has(s, ":d"));
	/* In any order, again and again; what is not bound again keeps its value. */
	for (int64_t i = 0; i < 3; i++) {
		stmt_int(s, ":a", i);
		stmt_bytes(s, ":c", "x\0y", 3);
		stmt_int_or_null(s, ":b", i == 1, INT64_MIN);
		assert_int_equal(stmt_step(s), 1);
		assert_int_equal(stmt_columns(s), 4);
		assert_int_equal(col_null(s, 0), i != 1);
		assert_int_equal(col_int(s, 1), i);
		assert_int_equal(col_int(s, 2), i == 1 ? INT64_MIN : 0);
		assert_memory_equal(col_text(s, 3, &length), "x\0y", 4);
		assert_int_equal(length, 3);
		if (i == 0)
			stmt_reset(s);
		else
			assert_int_equal(stmt_step(s), 0);
	}
	stmt_text(s, ":c", NULL);
	assert_int_equal(stmt_step(s), 1);
	assert_string_equal(col_text(s, 3, NULL), "");
	stmt_reset(s);
	db_close(db);
}

/* Many texts live beside each other; a wrong one is none. */
static void
test_many_statements(void **state)
{
	enum { TEXTS = 150 };
	static char texts[TEXTS][32];
	struct db *db = db_open(scratch_path, DB_CREATE);
	int64_t number;

	(void)state;
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < TEXTS; i++) {
			struct stmt *s;

			snprintf(texts[i], sizeof(texts[i]), "SELECT %d", i);
			s = db_stmt(db, texts[i]);
			assert_int_equal(stmt_step(s), 1);
			assert_int_equal(col_int(s, 0), i);
			stmt_reset(s);
		}
	assert_null(db_stmt(db, "SELECT FROM nowhere"));
	stmt_int(NULL, ":a", 1);
	stmt_text(NULL, ":a", "b");
	assert_int_equal(stmt_number(db_stmt(db, "SELECT 7 UNION SELECT 8"), &number), 1);
	assert_int_equal(number, 7);
	assert_int_equal(stmt_number(db_stmt(db, "SELECT NULL"), &number), 0);
	assert_int_equal(stmt_number(db_stmt(db, "SELECT 8 WHERE 0"), &number), 0);
	assert_int_equal(stmt_number(NULL, &number), -1);
	assert_int_equal(number, 7);
	assert_int_equal(stmt_step(NULL), -1);
	assert_int_equal(stmt_run(NULL), -1);
	stmt_reset(NULL);
	stmt_free(NULL);
	db_close(db);
}

static void
test_next_stmt(void **state)
{
	struct db *db = db_open(scratch_path, DB_CREATE);
	const char *sql = "SELECT 1; -- one\n SELECT 2;\n\n-- end\n", *bad = "SELECT 1; SELEKT 2";
	struct stmt *s;

	(void)state;
	for (int i = 1; i <= 2; i++) {
		assert_non_null(s = db_next_stmt(db, &sql));
		assert_int_equal(stmt_step(s), 1);
		assert_int_equal(col_int(s, 0), i);
		stmt_free(s);
	}
	assert_null(db_next_stmt(db, &sql));
	assert_null(sql);
	assert_non_null(s = db_next_stmt(db, &bad));
	stmt_free(s);
	assert_null(db_next_stmt(db, &bad));
	assert_non_null(bad);
	db_close(db);
}

/* Some failures undo the transaction: what follows in it is not done alone, though who met it goes on. */
static void
test_undone(void **state)
{
	struct db *db = db_open(scratch_path, DB_CREATE);
	int64_t n = -1;

	(void)state;
	assert_int_equal(db_begin(db), 0);
	assert_int_equal(stmt_run(db_stmt(db, "INSERT INTO term (term, text) VALUES (1, 'a')")), 0);
	assert_int_equal(stmt_run(db_stmt(db, "INSERT OR ROLLBACK INTO term (term, text) VALUES (1, 'b')")), -1);
	assert_int_not_equal(log_forget(), STATUS_DONE);
	assert_int_equal(stmt_run(db_stmt(db, "INSERT INTO term (term, text) VALUES (2, 'c')")), -1);
	assert_int_equal(db_exec(db, "INSERT INTO term (term, text) VALUES (3, 'd')"), -1);
	assert_int_not_equal(log_forget(), STATUS_DONE);
	assert_int_equal(db_commit(db), -1);
	db_rollback(db);
	assert_ask(db, "SELECT count(*) FROM term", 0);
	assert_int_equal(db_begin(db), 0);
	assert_int_equal(stmt_run(db_stmt(db, "INSERT INTO term (term, text) VALUES (4, 'e')")), 0);
	assert_int_equal(db_commit(db), 0);
	assert_int_equal(stmt_number(db_stmt(db, "SELECT count(*) FROM term"), &n), 1);
	assert_int_equal(n, 1);
	db_close(db);
}

/* Tables are STRICT: what is no integer enters no column of integers. */
static void
test_strict(void **state)
{
	struct db *db = db_open(scratch_path, DB_CREATE);

	(void)state;
	assert_int_equal(db_exec(db, "INSERT INTO total SELECT 1, 1, 0, 9223372036854775807 + 1,"
	    " 0,0,0,0,0,0,0,0,0,0,0,0,0"), -1);
	assert_int_equal(db_exec(db, "INSERT INTO title (chat, at, title) VALUES (5, 0, 'x')"), -1);
	db_close(db);
}

static void
test_keys(void **state)
{
	static const int64_t ids[] = { 1, -1, 0, INT32_MAX, INT32_MIN, -1000000000, MESSAGE_ID_LEAST,
	    MESSAGE_ID_MOST };
	static const int64_t chats[] = { 1, 2, (1 << 20) - 1 };

	(void)state;
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		for (size_t c = 0; c < sizeof(chats) / sizeof(chats[0]); c++) {
			int64_t key = message_key(chats[c], ids[i]);

			assert_int_equal(message_id(key), ids[i]);
			assert_int_equal(key >> 40, chats[c]);
			assert_true(message_id_valid(ids[i]));
		}
	assert_false(message_id_valid(MESSAGE_ID_LEAST - 1));
	assert_false(message_id_valid(MESSAGE_ID_MOST + 1));
	assert_false(message_id_valid(INT64_MIN));
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(test_missing), TEST(test_created),
	    TEST(test_no_database), TEST(test_empty), TEST(test_foreign), TEST(test_newer),
	    TEST(test_busy_status), TEST(test_damaged), TEST(test_read_only), TEST(test_busy),
	    TEST(test_rollback), TEST(test_undone), TEST(test_statements),
	    TEST(test_many_statements), TEST(test_next_stmt), TEST(test_strict), cmocka_unit_test(test_keys) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
