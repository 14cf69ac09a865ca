/*
 * A set of keys of three numbers, numbered 0, 1, 2, ... in the order they come.
 * Callers keep what belongs to a key in an array of their own, under its number.
 */
#ifndef LIB_MAP_H
#define LIB_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct map_key {
	int64_t	a, b, c;
};

struct map {
	struct map_key	*keys;		/* count of them */
	size_t		 count;
	size_t		 capacity;
	uint32_t	*slots;		/* number + 1; 0 is free */
	size_t		 nslot;		/* a power of 2, or 0 */
};

/* A map that is all zero is empty. map_free leaves it so. */
void	map_free(struct map *);

/* Forgets all keys, keeps the memory. */
void	map_clear(struct map *);

/* The number of a key, or -1. */
int64_t	map_find(const struct map *, int64_t a, int64_t b, int64_t c);

/* The number of a key, which is made if there is none (*made tells); -1 after logging. */
int64_t	map_make(struct map *, int64_t a, int64_t b, int64_t c, bool *made);

/*
 * Makes room for one element more than count in an array that grows by doubling; 0, or -1 after
 * logging.  The array is *array, of *capacity elements of size bytes.
 */
int	map_grow(void *array, size_t *capacity, size_t count, size_t size);

#endif
