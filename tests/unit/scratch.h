/*
 * A database for one test, and what tests ask of it.
 */
#ifndef TESTS_UNIT_SCRATCH_H
#define TESTS_UNIT_SCRATCH_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/date.h"
#include "lib/db.h"
#include "lib/recount.h"
#include "lib/scope.h"
#include "lib/sums.h"

static char scratch_folder[256], scratch_path[300];

/* Makes an empty folder, and the name of a database in it. */
static inline void
scratch_begin(void)
{
	const char *parent = getenv("TMPDIR");

	snprintf(scratch_folder, sizeof(scratch_folder), "%s/chatstat-unit.XXXXXX",
	    parent != NULL ? parent : "/tmp");
	assert_non_null(mkdtemp(scratch_folder));
	snprintf(scratch_path, sizeof(scratch_path), "%s/chat.db", scratch_folder);
}

static inline void
scratch_remove(const char *ending)
{
	char path[400];

	snprintf(path, sizeof(path), "%s%s", scratch_path, ending);
	unlink(path);
}

static inline void
scratch_end(void)
{
	scratch_remove("");
	scratch_remove("-wal");
	scratch_remove("-shm");
	scratch_remove("-journal");
	scratch_remove(".key");
	scratch_remove(".optout");
	assert_int_equal(rmdir(scratch_folder), 0);
}

/* A new database, without waiting for the disk. */
static inline struct db *
scratch_open(void)
{
	struct db *db;

	scratch_begin();
	db = db_open(scratch_path, DB_CREATE);
	assert_non_null(db);
	assert_int_equal(db_exec(db, "PRAGMA synchronous = OFF"), 0);
	return db;
}

/* Of tests that open it themselves: fixtures of cmocka. */
static inline int
scratch_setup(void **state)
{
	(void)state;
	scratch_begin();
	return 0;
}

static inline int
scratch_teardown(void **state)
{
	(void)state;
	scratch_end();
	return 0;
}

static inline void
scratch_close(struct db *db)
{
	db_close(db);
	scratch_end();
}

/* Of what is tried in all ways, one in so many: THIN, where that is slow. */
static inline int
scratch_thin(void)
{
	const char *thin = getenv("THIN");

	return thin != NULL ? (int)strtol(thin, NULL, 10) : 1;
}

/* The next order of n steps, as in a dictionary, or the one that THIN says; false after the last. */
static inline bool
next_order(int *order, int n)
{
	for (int times = scratch_thin(); times > 0; times--) {
		int i = n - 2, k = n - 1, t;

		while (i >= 0 && order[i] > order[i + 1])
			i--;
		if (i < 0)
			return false;
		while (order[k] < order[i])
			k--;
		t = order[i], order[i] = order[k], order[k] = t;
		for (int a = i + 1, b = n - 1; a < b; a++, b--)
			t = order[a], order[a] = order[b], order[b] = t;
	}
	return true;
}

/* The first column of the first row of a query; INT64_MIN where there is none, or NULL. */
static inline int64_t
ask(struct db *db, const char *sql)
{
	struct stmt *s = db_next_stmt(db, &sql);
	int64_t value = INT64_MIN;

	assert_non_null(s);
	if (stmt_step(s) == 1 && !col_null(s, 0))
		value = col_int(s, 0);
	stmt_free(s);
	return value;
}

/* All rows of a query as "1|2 3|4". */
static inline const char *
ask_all(struct db *db, const char *sql)
{
	static char text[16384];
	struct stmt *s = db_next_stmt(db, &sql);
	size_t used = 0;
	int step;

	assert_non_null(s);
	text[0] = '\0';
	while ((step = stmt_step(s)) == 1)
		for (int i = 0; i < stmt_columns(s); i++) {
			used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s",
			    i > 0 ? "|" : used > 0 ? " " : "", col_null(s, i) ? "-" : col_text(s, i,
			    NULL));
			assert_true(used < sizeof(text));
		}
	assert_int_equal(step, 0);
	stmt_free(s);
	return text;
}

/* All rows of several queries, a line a query. */
static inline const char *
ask_each(struct db *db, const char *const *queries, size_t n)
{
	static char text[32768];
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s\n", ask_all(db, queries[i]));
		assert_true(used < sizeof(text));
	}
	return text;
}

#define assert_ask(db, sql, expected)		assert_int_equal(ask(db, sql), expected)
#define assert_ask_all(db, sql, expected)	assert_string_equal(ask_all(db, sql), expected)

/* Rows of two scopes that differ; a scope's number does not count. */
static inline int64_t
scratch_differences(struct db *db, const char *table, const char *columns, int64_t a, int64_t b)
{
	char sql[2048];

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM (SELECT * FROM (SELECT %s FROM %s"
	    " WHERE scope = %" PRId64
	    " EXCEPT SELECT %s FROM %s WHERE scope = %" PRId64 ") UNION ALL SELECT * FROM (SELECT %s"
	    " FROM %s"
	    " WHERE scope = %" PRId64 " EXCEPT SELECT %s FROM %s WHERE scope = %" PRId64 "))",
	    columns, table, a, columns, table, b, columns, table, b, columns, table, a);
	return ask(db, sql);
}

/* Asserts that the sums of every scope are, row for row, what state adds up to. */
static inline void
assert_recounted(struct db *db)
{
	static const char measures[] = "messages, words, chars, media, links, emoji, questions, edited,"
	    " sent,"
	    " received, given, reactions, own, days";
	struct scopes scopes = { 0 };
	struct sums *sums = sums_open(db);
	char act[300], total[300];

	snprintf(act, sizeof(act), "period, member, %s", measures);
	snprintf(total, sizeof(total), "period, bot, %s", measures);
	assert_non_null(sums);
	assert_int_equal(db_begin(db), 0);
	assert_int_equal(scope_answering(db, &scopes), 0);
	for (size_t i = 0; i < scopes.count; i++) {
		struct scope fresh = scopes.list[i];

		fresh.scope = 1000000;
		sums_only(sums, &fresh, 1);
		assert_int_equal(recount(db, sums, fresh.chat, fresh.topic, DATE_FIRST, DATE_END), 0);
		assert_int_equal(sums_flush(sums), 0);
		assert_int_equal(scratch_differences(db, "act", act, scopes.list[i].scope, fresh.scope),
		    0);
		assert_int_equal(scratch_differences(db, "total", total, scopes.list[i].scope,
		    fresh.scope), 0);
		assert_int_equal(scratch_differences(db, "tally", "what, period, bucket, bot, n",
		    scopes.list[i].scope, fresh.scope), 0);
		assert_int_equal(db_exec(db, "DELETE FROM act WHERE scope = 1000000;"
		    "DELETE FROM total WHERE scope = 1000000; DELETE FROM tally WHERE scope = 1000000"),
		    0);
	}
	db_rollback(db);
	sums_close(sums);
	free(scopes.list);
}

#endif
