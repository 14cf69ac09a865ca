/*
 * Reactions by number: the table emoji.
 */
#ifndef INGEST_EMOJI_H
#define INGEST_EMOJI_H

#include <stddef.h>
#include <stdint.h>

#include "lib/db.h"
#include "lib/map.h"

/* Empty when all but db is zero. */
struct emoji {
	struct db	*db;
	struct map	 map;		/* short texts; numbers of list */
	int64_t		*list;
	size_t		 capacity;
};

/* Forgets all numbers, after a rollback; free gives back the memory. */
void	emoji_clear(struct emoji *);
void	emoji_free(struct emoji *);

/* The number of a text, which gets one if it has none; -1 after logging. */
int64_t	emoji_number(struct emoji *, const char *text);

#endif
