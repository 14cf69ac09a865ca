/*
 * Loaded before SQLite (LD_PRELOAD), writes what a program has it do into the file STATEMENTS.  Rows that one
 * statement inserts together (lib/bulk.h) become a statement each: replay.c knows no table `waiting`.
 * For programs with one connection in one thread.
 */
#include <dlfcn.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/statements.h"

enum { MOST = 1024 };

static FILE *file;
static sqlite3_stmt *statements[MOST];
static int count;
static int depth;	/* SQLite calls itself: only calls from outside are written */
static bool bulky[MOST];	/* reads rows that wait */
static sqlite3_stmt *stepped;
static int column;	/* of the row of `waiting` that is read, from 1; 0: none is */

static void *
next(const char *name)
{
	void *function = dlsym(RTLD_NEXT, name);

	if (function == NULL)
		abort();
	return function;
}

static void
write_event(enum call call, sqlite3_stmt *s, int parameter, int64_t value, const char *text, size_t length)
{
	struct event e = { .call = (int32_t)call, .parameter = parameter, .value = value,
	    .length = (int32_t)length };

	if (depth > 0)
		return;
	if (file == NULL && (file = fopen(getenv("STATEMENTS"), "wbe")) == NULL)
		abort();
	while (e.statement < count && statements[e.statement] != s)
		e.statement++;
	if (fwrite(&e, sizeof(e), 1, file) != 1 || (length > 0 && fwrite(text, length, 1, file) != 1))
		abort();
}

/* ----- rows that wait ----- */

/* The same statement with values of its own; NULL if it reads no rows that wait. */
static char *
with_values(const char *sql)
{
	const char *from = strstr(sql, " FROM waiting"), *select = strstr(sql, " SELECT c1"), *rest;
	size_t length;
	FILE *out;
	char *text;

	if (from == NULL || select == NULL)
		return NULL;
	rest = from + strlen(" FROM waiting");
	if (strncmp(rest, " WHERE true", strlen(" WHERE true")) == 0)
		rest += strlen(" WHERE true");
	if ((out = open_memstream(&text, &length)) == NULL)
		abort();
	fprintf(out, "%.*s VALUES (?", (int)(select - sql), sql);
	for (const char *c = select; c < from; c++)
		if (*c == ',')
			fputs(", ?", out);
	fprintf(out, ")%s", rest);
	if (fclose(out) != 0)
		abort();
	return text;
}

static sqlite3_module module;
static const sqlite3_module *original;

/* What SQLite reads of a row is as if it were bound. */
static void
write_value(enum call call, int64_t value, const void *bytes, size_t length)
{
	int outer = depth;

	depth = 0;
	if (column > 0)
		write_event(call, stepped, column, value, bytes, length);
	depth = outer;
}

static int
read_column(sqlite3_vtab_cursor *cursor, sqlite3_context *result, int number)
{
	int ret;

	column = number + 1;
	write_value(CALL_NULL, 0, NULL, 0);
	ret = original->xColumn(cursor, result, number);
	column = 0;
	return ret;
}

static int
next_row(sqlite3_vtab_cursor *cursor)
{
	int outer = depth;

	depth = 0;
	write_event(CALL_STEP, stepped, 0, 0, NULL, 0);
	write_event(CALL_RESET, stepped, 0, 0, NULL, 0);
	depth = outer;
	return original->xNext(cursor);
}

int
sqlite3_create_module(sqlite3 *db, const char *name, const sqlite3_module *m, void *cookie)
{
	static int (*real)(sqlite3 *, const char *, const sqlite3_module *, void *);

	if (real == NULL)
		*(void **)&real = next("sqlite3_create_module");
	original = m;
	module = *m;
	module.xColumn = read_column;
	module.xNext = next_row;
	return real(db, name, &module, cookie);
}

void
sqlite3_result_int64(sqlite3_context *result, sqlite3_int64 value)
{
	static void (*real)(sqlite3_context *, sqlite3_int64);

	if (real == NULL)
		*(void **)&real = next("sqlite3_result_int64");
	write_value(CALL_INT, value, NULL, 0);
	real(result, value);
}

void
sqlite3_result_text64(sqlite3_context *result, const char *text, sqlite3_uint64 length, void (*destroy)(void *),
    unsigned char encoding)
{
	static void (*real)(sqlite3_context *, const char *, sqlite3_uint64, void (*)(void *), unsigned char);

	if (real == NULL)
		*(void **)&real = next("sqlite3_result_text64");
	write_value(CALL_TEXT, 0, text, (size_t)length);
	real(result, text, length, destroy, encoding);
}

void
sqlite3_result_blob64(sqlite3_context *result, const void *bytes, sqlite3_uint64 length, void (*destroy)(void *))
{
	static void (*real)(sqlite3_context *, const void *, sqlite3_uint64, void (*)(void *));

	if (real == NULL)
		*(void **)&real = next("sqlite3_result_blob64");
	write_value(CALL_BLOB, 0, bytes, (size_t)length);
	real(result, bytes, length, destroy);
}

/* ----- statements ----- */

int
sqlite3_prepare_v3(sqlite3 *db, const char *sql, int bytes, unsigned flags, sqlite3_stmt **s, const char **tail)
{
	static int (*real)(sqlite3 *, const char *, int, unsigned, sqlite3_stmt **, const char **);
	char *values;
	int ret;

	if (real == NULL)
		*(void **)&real = next("sqlite3_prepare_v3");
	depth++;
	ret = real(db, sql, bytes, flags, s, tail);
	depth--;
	if (ret != SQLITE_OK || depth > 0)
		return ret;
	if (count == MOST)
		abort();
	values = with_values(sql);
	write_event(CALL_PREPARE, NULL, 0, 0, values != NULL ? values : sql,
	    strlen(values != NULL ? values : sql) + 1);
	free(values);
	bulky[count] = values != NULL;
	statements[count++] = *s;
	return ret;
}

int
sqlite3_exec(sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **), void *cookie, char **error)
{
	static int (*real)(sqlite3 *, const char *, int (*)(void *, int, char **, char **), void *, char **);
	int ret;

	if (real == NULL)
		*(void **)&real = next("sqlite3_exec");
	write_event(CALL_EXEC, NULL, 0, 0, sql, strlen(sql) + 1);
	depth++;
	ret = real(db, sql, row, cookie, error);
	depth--;
	return ret;
}

int
sqlite3_bind_int64(sqlite3_stmt *s, int parameter, sqlite3_int64 value)
{
	static int (*real)(sqlite3_stmt *, int, sqlite3_int64);

	if (real == NULL)
		*(void **)&real = next("sqlite3_bind_int64");
	write_event(CALL_INT, s, parameter, value, NULL, 0);
	return real(s, parameter, value);
}

int
sqlite3_bind_null(sqlite3_stmt *s, int parameter)
{
	static int (*real)(sqlite3_stmt *, int);

	if (real == NULL)
		*(void **)&real = next("sqlite3_bind_null");
	write_event(CALL_NULL, s, parameter, 0, NULL, 0);
	return real(s, parameter);
}

static int
bind(sqlite3_stmt *s, int parameter, const char *text, size_t length, void (*destroy)(void *))
{
	static int (*real)(sqlite3_stmt *, int, const char *, sqlite3_uint64, void (*)(void *), unsigned char);

	if (real == NULL)
		*(void **)&real = next("sqlite3_bind_text64");
	write_event(text != NULL ? CALL_TEXT : CALL_NULL, s, parameter, 0, text, text != NULL ? length : 0);
	return real(s, parameter, text, length, destroy, SQLITE_UTF8);
}

int
sqlite3_bind_text64(sqlite3_stmt *s, int parameter, const char *text, sqlite3_uint64 length,
    void (*destroy)(void *), unsigned char encoding)
{
	(void)encoding;
	return bind(s, parameter, text, (size_t)length, destroy);
}

int
sqlite3_bind_text(sqlite3_stmt *s, int parameter, const char *text, int length, void (*destroy)(void *))
{
	return bind(s, parameter, text, text == NULL ? 0 : length < 0 ? strlen(text) : (size_t)length, destroy);
}

int
sqlite3_bind_blob64(sqlite3_stmt *s, int parameter, const void *bytes, sqlite3_uint64 length, void (*destroy)(void *))
{
	static int (*real)(sqlite3_stmt *, int, const void *, sqlite3_uint64, void (*)(void *));

	if (real == NULL)
		*(void **)&real = next("sqlite3_bind_blob64");
	write_event(CALL_BLOB, s, parameter, 0, bytes, (size_t)length);
	return real(s, parameter, bytes, length, destroy);
}

int
sqlite3_step(sqlite3_stmt *s)
{
	static int (*real)(sqlite3_stmt *);
	int i = 0, ret;

	if (real == NULL)
		*(void **)&real = next("sqlite3_step");
	if (depth == 0)
		stepped = s;
	while (i < count && statements[i] != s)
		i++;
	if (i == count || !bulky[i])	/* else its rows are written as they are read */
		write_event(CALL_STEP, s, 0, 0, NULL, 0);
	depth++;
	ret = real(s);
	depth--;
	return ret;
}

int
sqlite3_reset(sqlite3_stmt *s)
{
	static int (*real)(sqlite3_stmt *);

	if (real == NULL)
		*(void **)&real = next("sqlite3_reset");
	write_event(CALL_RESET, s, 0, 0, NULL, 0);
	return real(s);
}
