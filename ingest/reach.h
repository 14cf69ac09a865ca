/*
 * How far the records of a file reach in each chat: what the file covers.
 */
#ifndef INGEST_REACH_H
#define INGEST_REACH_H

#include <stddef.h>
#include <stdint.h>

#include "lib/db.h"
#include "lib/map.h"

struct stretch;

/* Empty when all is zero. */
struct reach {
	struct map	 chats;		/* key a: the chat; numbers of list */
	struct stretch	*list;
	size_t		 capacity;
};

/* Forgets all chats, at the beginning of a file and after a rollback; free gives back the memory. */
void	reach_clear(struct reach *);
void	reach_free(struct reach *);

/* A record of a chat told of an instant; 0 or -1. */
int	reach_add(struct reach *, int64_t chat, int64_t at);

/* The first instant that the i-th chat was told of. */
int64_t	reach_since(const struct reach *, size_t i);

/* Stores what is new since the last time, joined with what its source covers already; 0 or -1. */
int	reach_write(struct reach *, struct db *, int64_t source);

#endif
