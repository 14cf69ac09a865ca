/*
 * The other programs, which lie in the folder of the one that runs.
 */
#ifndef LIB_COMPANION_H
#define LIB_COMPANION_H

#include <stdbool.h>
#include <stddef.h>

/* The path of a program by its name; false where it cannot be told. */
bool	companion_path(const char *name, char *path, size_t size);

#endif
