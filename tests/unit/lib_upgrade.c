/* lib/upgrade.c: steps, each in a transaction, after a copy; what fails or is killed goes on later. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>

#include "lib/log.h"
#include "lib/stamp.h"
#include "lib/upgrade.h"
#include "tests/unit/scratch.h"

#define SECOND	"ALTER TABLE emoji ADD COLUMN seen INTEGER NOT NULL DEFAULT 7; PRAGMA user_version = 101;"
/* A table is made anew, which others name. */
#define THIRD	"CREATE TABLE bot_2 (bot_id INTEGER PRIMARY KEY, latest INTEGER NOT NULL) STRICT;" \
    " INSERT INTO bot_2 SELECT bot_id, latest FROM bot; DROP TABLE bot;" \
    " ALTER TABLE bot_2 RENAME TO bot; PRAGMA user_version = 102;"

static const char *const good[] = { SECOND, THIRD, NULL };

static int
setup(void **state)
{
	struct db *db;

	(void)state;
	setenv("CHATSTAT_NOW", "1795191720", 1);
	scratch_begin();
	db = db_open(scratch_path, DB_CREATE);
	assert_non_null(db);
	assert_int_equal(db_exec(db, "INSERT INTO emoji VALUES (2, 'x'); INSERT INTO bot VALUES (5, 1, 9)"), 0);
	db_close(db);
	return 0;
}

/* The copies beside the database; *last is one of them. */
static int
copies(char last[300])
{
	DIR *dir = opendir(scratch_folder);
	const struct dirent *entry;
	int64_t at;
	int n = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL)
		if (stamp_read(entry->d_name, scratch_path, &at) && ++n > 0)
			snprintf(last, 300, "%.200s/%.90s", scratch_folder, entry->d_name);
	closedir(dir);
	return n;
}

static int
teardown(void **state)
{
	char path[300];

	(void)state;
	while (copies(path) > 0)
		unlink(path);
	log_forget();
	scratch_end();
	return 0;
}

static struct db *
open_alone(void)
{
	struct db *db = db_open(scratch_path, DB_ALONE);

	assert_non_null(db);
	return db;
}

static int64_t
number(struct db *db, const char *sql)
{
	int64_t n = -1;

	assert_int_equal(stmt_number(db_stmt(db, sql), &n), 1);
	return n;
}

static void
test_all(void **state)
{
	struct db *db = open_alone();
	char path[300];
	struct stat st;

	(void)state;
	assert_int_equal(upgrade(db, good, 100, true), 0);
	assert_int_equal(number(db, "PRAGMA user_version"), 102);
	assert_int_equal(number(db, "SELECT seen FROM emoji WHERE emoji = 2"), 7);
	assert_int_equal(number(db, "SELECT latest FROM bot"), 9);
	assert_int_equal(number(db, "PRAGMA foreign_keys"), 1);
	db_close(db);
	/* A newer database is refused by now; the copy is what it was. */
	assert_null(db_open(scratch_path, DB_WRITE));
	assert_non_null(strstr(log_message(), "newer chatstat (version 102, this one knows "));
	assert_int_equal(copies(path), 1);
	assert_string_equal(path + strlen(path) - 22, "-20261120T162200Z.v100");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	db = db_open(path, DB_READ);
	assert_non_null(db);
	assert_int_equal(number(db, "SELECT reads_all FROM bot"), 1);
	db_close(db);
}

/* What fails changes nothing: the next one goes on from there. */
static void
test_failing(void **state)
{
	static const char *const bad[][3] = {
		{ SECOND, "DROP TABLE bot; INSERT INTO nowhere VALUES (1)" },
		{ SECOND, "DROP TABLE bot" },		/* and leaves the version as it was */
		{ SECOND, "INSERT INTO title VALUES (77, 1, 'of no chat'); PRAGMA user_version = 102" }
	};
	struct db *db = open_alone();
	char path[300];

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(upgrade(db, i == 0 ? bad[i] : bad[i] + 1, i == 0 ? 100 : 101, true), -1);
		assert_int_equal(number(db, "PRAGMA user_version"), 101);
		assert_int_equal(number(db, "SELECT seen FROM emoji WHERE emoji = 2"), 7);
		assert_int_equal(number(db, "SELECT reads_all FROM bot"), 1);
	}
	assert_int_equal(upgrade(db, good + 1, 101, true), 0);
	assert_int_equal(number(db, "PRAGMA user_version"), 102);
	db_close(db);
	assert_int_equal(copies(path), 4);
}

static void
test_killed(void **state)
{
	static const char *const endless[] = { SECOND "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1"
	    " FROM n) INSERT INTO emoji (emoji, text, seen) SELECT i + 9, i, 1 FROM n", NULL };
	const struct itimerval soon = { .it_value = { .tv_usec = 100000 } };
	struct db *db;
	int status;
	pid_t child = fork();

	(void)state;
	assert_true(child >= 0);
	if (child == 0) {
		db = db_open(scratch_path, DB_ALONE);
		setitimer(ITIMER_REAL, &soon, NULL);
		upgrade(db, endless, 100, true);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	db = open_alone();
	assert_int_equal(number(db, "PRAGMA user_version"), UPGRADE_VERSION);
	assert_int_equal(number(db, "SELECT count(*) FROM emoji"), 2);
	assert_int_equal(upgrade(db, good, 100, true), 0);
	assert_int_equal(number(db, "PRAGMA user_version"), 102);
	db_close(db);
}

/* Nobody else has it open: neither whoever reads it now, nor whoever comes. */
static void
test_alone(void **state)
{
	struct db *db = db_open(scratch_path, DB_READ);
	int status;
	pid_t child = fork();

	(void)state;
	assert_true(child >= 0);
	if (child == 0) {
		struct db *alone = db_open(scratch_path, DB_ALONE);

		_exit(alone == NULL ? log_status() : 0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WEXITSTATUS(status), STATUS_AGAIN);
	db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_all, setup, teardown),
		cmocka_unit_test_setup_teardown(test_failing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_killed, setup, teardown),
		cmocka_unit_test_setup_teardown(test_alone, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
