/*
 * Names of copies of a database: DATABASE-20261120T162200Z.ENDING, made at an instant.
 */
#ifndef LIB_STAMP_H
#define LIB_STAMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STAMP_PART	".part"		/* behind the name of a copy that is half written */

/* The path of a new copy made now, or the first second after that has none; -1 after logging. */
int	stamp_path(char *path, size_t size, const char *database, int64_t now, const char *ending);

/* The instant of the last packed copy in a folder that was made before another: 1, 0: none, or -1. */
int	stamp_last(const char *folder, const char *database, int64_t before, int64_t *at);

/* The instant that a file without its folder was made at; false where it is no copy of the database. */
bool	stamp_read(const char *name, const char *database, int64_t *at);

#endif
