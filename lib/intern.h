/*
 * A set of texts, each with a number of its own beside it, numbered 0, 1, 2, ... in the order they come.
 */
#ifndef LIB_INTERN_H
#define LIB_INTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct intern_key {
	int64_t	beside;
	size_t	start, length;	/* of the text in bytes */
};

struct intern_slot {
	uint32_t	hash;	/* the part of it that does not choose the slot */
	uint32_t	number;	/* + 1; 0 is free */
};

struct intern {
	struct intern_key	*keys;		/* count of them */
	size_t			 count, capacity;
	struct intern_slot	*slots;
	size_t			 nslot;		/* a power of 2, or 0 */
	char			*bytes;
	size_t			 used, room;	/* of bytes */
	uint64_t		 seed;		/* of hashes, since strangers choose the texts */
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

#endif
