/*
 * A set of texts, each with a number of its own beside it, numbered 0, 1, 2, ... in the order they come.
 */
#ifndef LIB_INTERN_H
#define LIB_INTERN_H

#include "lib/map.h"

struct intern {
	struct map	 map;		/* a: hash; b: the number beside; c: counts texts of one hash */
	size_t		*ends;		/* where each text ends in bytes */
	size_t		 capacity;
	char		*bytes;
	size_t		 room;
};

/* One that is all zero is empty.  intern_free leaves it so; intern_clear keeps the memory. */
void	intern_free(struct intern *);
void	intern_clear(struct intern *);

/* The number of a text, which is made if there is none (*made tells); -1 after logging. */
int64_t	intern_make(struct intern *, int64_t beside, const char *text, size_t length, bool *made);

/* The number of a text, or -1. */
int64_t	intern_find(const struct intern *, int64_t beside, const char *text, size_t length);

/* A text by its number, until the next is made; it does not end in '\0'. */
const char	*intern_text(const struct intern *, size_t number, size_t *length);

/* Bytes of all texts. */
size_t	intern_size(const struct intern *);

#endif
