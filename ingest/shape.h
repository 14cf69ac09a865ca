/*
 * What a file holds, told by its beginning.
 */
#ifndef INGEST_SHAPE_H
#define INGEST_SHAPE_H

#include <stdio.h>

#include "ingest/usage.h"

/*
 * SHAPE_HISTORY: an export or updates, or nothing that is known; SHAPE_OTHER_COLUMNS: semicolons or tabs part
 * them; SHAPE_OTHER_EXPORT: HTML, an archive or a folder.
 */
enum shape {
	SHAPE_HISTORY, SHAPE_USAGE_CSV, SHAPE_USAGE_JSON, SHAPE_PRICES_CSV, SHAPE_PRICES_JSON,
	SHAPE_OTHER_COLUMNS, SHAPE_OTHER_EXPORT
};

/*
 * Looks at the beginning of a stream, and rewinds it; options that only usage has tell it apart from what
 * looks like nothing else.  0, or -1 after logging.
 */
int	shape_find(FILE *, const struct usage_options *, enum shape *);

/*
 * The first element that tells how the usage of a file is to be read, which others may stand before, as in
 * logs; NULL where none of the first thousand does, or where these are updates.
 */
struct split;
json	*shape_usage(struct split *, struct json_reader *, const struct usage_options *);

/* Passes a value of JSON, whatever it holds; its grammar is for whoever parses it to check. */
struct scan;
bool	shape_pass(struct scan *);

#endif
