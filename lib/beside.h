/*
 * Small files beside the database, named as it is with an ending: DATABASE.key, DATABASE.optout.  Mode
 * 0600, whole or not there at all, and on the disk when they are written.
 */
#ifndef LIB_BESIDE_H
#define LIB_BESIDE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Reads one: 1, 0 where there is none, or -1.  The bytes are the caller's to free; a zero follows them,
 * which length does not count.
 */
int	beside_read(const char *database, const char *ending, char **bytes, size_t *length);

/* Writes one; keep: one that is there, or that another process makes meanwhile, stays as it is.  0 or -1. */
int	beside_write(const char *database, const char *ending, const void *bytes, size_t length, bool keep);

/* The folder that a file is in: "." where its name tells none. */
void	beside_folder(const char *path, char folder[PATH_MAX]);

/* Root would leave files that the owner of the database or its folder cannot use: 0, or -1 after logging. */
int	beside_owned(const char *database);

/* Gives a file its last name, whatever was there, and makes that last: 0 or -1. */
int	beside_rename(const char *from, const char *to);

#endif
