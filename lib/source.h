/*
 * Files that may be compressed, read and written: the only file that knows zlib.
 */
#ifndef LIB_SOURCE_H
#define LIB_SOURCE_H

#include <stdbool.h>
#include <stdio.h>

/*
 * Opens a file for reading it more than once: "-" is standard input.  What comes from there or
 * from a pipe, and what is compressed by gzip, goes to a temporary file that nobody else sees.  Where cut
 * is not NULL, what is compressed may be cut off, and *cut is set then.  NULL after logging.
 */
FILE	*source_open(const char *path, bool *cut);

/* Copies a file, decompressed where it is compressed, to the stream's end: 0 or -1. */
int	source_unpack(const char *path, FILE *out);

/* Copies the rest of a stream, compressed by gzip, to a descriptor, which stays the caller's: 0 or -1. */
int	source_pack(FILE *in, int out);

#endif
