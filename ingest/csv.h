/*
 * CSV (RFC 4180), row by row, through libcsv (the only file that knows it), in constant memory.
 * Text is UTF-8.  Lines may end with LF, CR or both, also none at the end of the file; a byte order mark is
 * passed by; quoted fields may hold line ends; blank lines are no rows.
 */
#ifndef INGEST_CSV_H
#define INGEST_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct csv_row {
	const char	*const *fields;	/* until the next call; a NUL behind each */
	size_t		 count;
	int64_t		 line;		/* that it begins in, from 1 */
	int64_t		 offset;	/* bytes of the file that were read so far */
};

struct csv;

/* Reads a stream, which stays the caller's, from its beginning.  NULL after logging. */
struct csv	*csv_open(FILE *);
void	csv_close(struct csv *);

/* The next row: 1, 0 at the end, or -1 where the file is broken (nothing is logged). */
int	csv_next(struct csv *, struct csv_row *);

/* What is wrong, and where: line and byte of the line, from 1. */
const char	*csv_fault(const struct csv *, int64_t *line, int64_t *column);

/* Whether a field of a header, the struct csv_row that cookie is, has a name. */
bool	csv_has(void *cookie, const char *name);

/* Which field of a file's header has a name, count: none; 0, or -1 after logging where there are two. */
int	csv_column(const struct csv_row *, const char *name, const char *path, size_t *index);

#endif
