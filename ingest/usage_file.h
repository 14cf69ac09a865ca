/*
 * A file of usage, CSV or JSON: checked as a whole, then stored.
 */
#ifndef INGEST_USAGE_FILE_H
#define INGEST_USAGE_FILE_H

#include <stdbool.h>
#include <stdio.h>

#include "ingest/account.h"
#include "ingest/file.h"
#include "ingest/progress.h"

enum { USAGE_WHY = 200 };	/* bytes that hold what is wrong with a record */

struct usage_file;

/*
 * Reads a stream, which stays the caller's, through once: every row must be usable, or with --skip-bad is
 * passed by.  With --partial what is no JSON is the end, behind a record.  NULL after logging line, column
 * and value of what is not usable.
 */
struct usage_file	*usage_file_check(FILE *, bool csv, const char *path, const struct file_options *,
    struct progress *);
void	usage_file_close(struct usage_file *);

/* Stores it, in batches, and accounts for its rows; 0 or -1. */
int	usage_file_import(struct usage_file *, struct db *, struct store *, struct account *,
	    struct progress *);

/*
 * Stores a body of records, as bots post them: one object a line, or an array; each with a request_id.
 * All of them or none, in a transaction of its own.  0, with what became of them, or -1: *why says which
 * record is at fault and how , and is "" where it is not the records' fault.
 */
int	usage_file_post(struct store *, char *body, size_t length, struct account *,
    char why[USAGE_WHY]);

#endif
