/* lib/secret.c: a key is made once, and hashes tell nothing but that they are the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/stat.h>

#include "lib/beside.h"
#include "lib/secret.h"
#include "tests/unit/scratch.h"

static const int64_t numbers[] = { 42, -1001, 7 };

static struct db *db;

static int
setup(void **state)
{
	(void)state;
	db = scratch_open();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	scratch_close(db);
	return 0;
}

static void
test_kept(void **state)
{
	struct secret *a = secret_open(db), *b = secret_open(db);
	char path[400];
	struct stat st;

	(void)state;
	assert_non_null(a);
	assert_non_null(b);
	assert_int_equal(secret_hash(a, SECRET_LISTED, numbers, 2, NULL),
	    secret_hash(b, SECRET_LISTED, numbers, 2, NULL));
	snprintf(path, sizeof(path), "%s.key", scratch_path);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(st.st_size, 32);
	secret_close(a);
	secret_close(b);
}

/* What differs in anything has another hash: the key, the use, a number, how many, the text. */
static void
test_differ(void **state)
{
	struct secret *s = secret_open(db), *other;
	struct db *nobodys = db_open(":memory:", DB_CREATE);
	int64_t hashes[8];

	(void)state;
	assert_non_null(nobodys);
	other = secret_open(nobodys);
	db_close(nobodys);
	assert_non_null(s);
	assert_non_null(other);
	hashes[0] = secret_hash(s, SECRET_LISTED, numbers, 2, NULL);
	hashes[1] = secret_hash(other, SECRET_LISTED, numbers, 2, NULL);
	hashes[2] = secret_hash(s, SECRET_LOG, numbers, 2, NULL);
	hashes[3] = secret_hash(s, SECRET_LISTED, numbers + 1, 2, NULL);
	hashes[4] = secret_hash(s, SECRET_LISTED, numbers, 3, NULL);
	hashes[5] = secret_hash(s, SECRET_LISTED, numbers, 2, "");
	hashes[6] = secret_hash(s, SECRET_LISTED, numbers, 2, "Ada");
	hashes[7] = secret_hash(s, SECRET_LISTED, numbers, 2, "Adb");
	for (int i = 0; i < 8; i++) {
		assert_true(hashes[i] > 0);
		for (int k = 0; k < i; k++)
			assert_int_not_equal(hashes[i], hashes[k]);
	}
	secret_close(s);
	secret_close(other);
}

static void
test_not_a_key(void **state)
{
	(void)state;
	assert_int_equal(beside_write(scratch_path, ".key", "short", 5, false), 0);
	assert_null(secret_open(db));
}

/* Once somebody opted out, a key that is lost is asked for, and none is put in its place. */
static void
test_lost(void **state)
{
	char *bytes;
	size_t length;

	(void)state;
	assert_int_equal(db_exec(db, "INSERT INTO optout VALUES (1, 1, 0)"), 0);
	assert_null(secret_open(db));
	assert_int_equal(beside_read(scratch_path, ".key", &bytes, &length), 0);
}

static void
test_beside(void **state)
{
	char *bytes;
	size_t length;

	(void)state;
	assert_int_equal(beside_read(scratch_path, ".optout", &bytes, &length), 0);
	assert_int_equal(beside_write(scratch_path, ".optout", "one", 3, true), 0);
	assert_int_equal(beside_write(scratch_path, ".optout", "three", 5, true), 0);
	assert_int_equal(beside_read(scratch_path, ".optout", &bytes, &length), 1);
	assert_int_equal(length, 3);
	assert_string_equal(bytes, "one");
	free(bytes);
	assert_int_equal(beside_write(scratch_path, ".optout", "two", 3, false), 0);
	assert_int_equal(beside_read(scratch_path, ".optout", &bytes, &length), 1);
	assert_string_equal(bytes, "two");
	free(bytes);
	assert_int_equal(beside_write("/nowhere/chat.db", ".optout", "", 0, false), -1);
}

static void
test_compare(void **state)
{
	char token[] = "a token";

	(void)state;
	assert_true(secret_equal(token, "a token"));
	assert_false(secret_equal(token, "a tokem"));
	assert_false(secret_equal(token, "a toke"));
	secret_wipe(token, sizeof(token));
	assert_string_equal(token, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(test_differ, setup, teardown),
		cmocka_unit_test_setup_teardown(test_not_a_key, setup, teardown),
		cmocka_unit_test_setup_teardown(test_lost, setup, teardown),
		cmocka_unit_test_setup_teardown(test_beside, setup, teardown),
		cmocka_unit_test(test_compare)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
