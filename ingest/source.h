/*
 * Where files come from: the only file that knows zlib.
 */
#ifndef INGEST_SOURCE_H
#define INGEST_SOURCE_H

#include <stdio.h>

/*
 * Opens a file for reading it more than once: "-" is standard input.  What comes from there or
 * from a pipe, and what is compressed by gzip, goes to a temporary file that nobody else sees.  NULL after
 * logging.
 */
FILE	*source_open(const char *path);

#endif
