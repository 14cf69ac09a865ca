/*
 * The calls of SQLite that a program makes, as a file: preload/record.c writes it, replay.c makes them again.
 */
#ifndef TESTS_BENCH_STATEMENTS_H
#define TESTS_BENCH_STATEMENTS_H

#include <stdint.h>

enum call { CALL_PREPARE = 1, CALL_INT, CALL_TEXT, CALL_BLOB, CALL_NULL, CALL_STEP, CALL_RESET, CALL_EXEC };

/* Text follows: the statement, or what is bound. */
struct event {
	int32_t	call;
	int32_t	statement;	/* numbered as they are prepared */
	int32_t	parameter;
	int32_t	length;		/* of the text; 0: none */
	int64_t	value;
};

#endif
