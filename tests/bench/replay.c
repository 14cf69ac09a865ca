/*
 * What `make bench` holds durable ingest against: the same statements with the same values in the same
 * transactions, and nothing else.
 *
 *	replay STATEMENTS DB	does what preload/record.c wrote to a new database
 */
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/statements.h"

enum { MOST = 1024 };

static sqlite3_stmt *statements[MOST];
static int count;

/* False where SQLite fails. */
static bool
make_call(sqlite3 *db, const struct event *e, const char *text)
{
	sqlite3_stmt *s = e->statement < count ? statements[e->statement] : NULL;
	int ret;

	switch ((enum call)e->call) {
	case CALL_PREPARE:
		return count < MOST && sqlite3_prepare_v3(db, text, -1, SQLITE_PREPARE_PERSISTENT,
		    &statements[count++], NULL) == SQLITE_OK;
	case CALL_INT:
		return sqlite3_bind_int64(s, e->parameter, e->value) == SQLITE_OK;
	case CALL_TEXT:
		return sqlite3_bind_text(s, e->parameter, text, e->length, SQLITE_STATIC) == SQLITE_OK;
	case CALL_BLOB:
		return sqlite3_bind_blob64(s, e->parameter, text, (sqlite3_uint64)e->length, SQLITE_STATIC) ==
		    SQLITE_OK;
	case CALL_NULL:
		return sqlite3_bind_null(s, e->parameter) == SQLITE_OK;
	case CALL_STEP:
		ret = sqlite3_step(s);
		return ret == SQLITE_ROW || ret == SQLITE_DONE;
	case CALL_RESET:
		return sqlite3_reset(s) == SQLITE_OK;
	case CALL_EXEC:
		return sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK;
	}
	return false;
}

/* The whole file, since texts that are bound have to stay. */
static char *
read_all(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rbe");
	char *bytes;
	long end;

	if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (end = ftell(file)) < 0)
		return NULL;
	rewind(file);
	*size = (size_t)end;
	if ((bytes = malloc(*size + 1)) != NULL && fread(bytes, 1, *size, file) != *size) {
		free(bytes);
		bytes = NULL;
	}
	fclose(file);
	return bytes;
}

int
main(int argc, char **argv)
{
	struct event e;
	size_t size, at = 0;
	sqlite3 *db;
	char *bytes;

	if (argc != 3) {
		fputs("usage: replay STATEMENTS DB\n", stderr);
		return 2;
	}
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if ((bytes = read_all(argv[1], &size)) == NULL ||
	    sqlite3_open_v2(argv[2], &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL)
	    != SQLITE_OK) {
		perror("replay");
		return 1;
	}
	for (; at + sizeof(e) <= size; at += sizeof(e) + (size_t)e.length) {
		memcpy(&e, bytes + at, sizeof(e));
		if (!make_call(db, &e, bytes + at + sizeof(e))) {
			fprintf(stderr, "replay: at %zu: %s\n", at, sqlite3_errmsg(db));
			return 1;
		}
	}
	for (int i = 0; i < count; i++)
		sqlite3_finalize(statements[i]);
	sqlite3_close(db);
	free(bytes);
	return 0;
}
