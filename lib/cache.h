/*
 * Charts that were drawn, kept as files by a digest of what they were drawn from: what is drawn again is the
 * same.  Nothing depends on it: what cannot be kept, or read, is drawn.
 */
#ifndef LIB_CACHE_H
#define LIB_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* The name of what is drawn from some bytes; false where nothing is kept. */
enum { CACHE_NAME = 4096 };
bool	cache_name(const void *from, size_t length, char name[CACHE_NAME]);

/* Copies one of a name; whether there is one. */
bool	cache_read(const char *name, FILE *out);

/* Keeps one, and drops those that were not asked for the longest where all are too many. */
void	cache_write(const char *name, const void *bytes, size_t length);

/*
 * In a daemon: without a directory of the configuration there is one beside the database, for its companions
 * too.
 */
void	cache_beside(const char *database);

/* Drops all of them: some show names of members who are to be forgotten. */
void	cache_clear(const char *database);

#endif
