/*
 * The reactions to the message in hand, line by line: what is stored, and what is to be.
 */
#ifndef INGEST_LINES_H
#define INGEST_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/db.h"
#include "lib/message.h"
#include "lib/sums.h"

struct line {
	int64_t	member;		/* 0: the anonymous rest; below 0: who opted out */
	int64_t	emoji;
	int64_t	at;		/* where it counts, if it is stored */
	int64_t	was;
	int64_t	is;
};

/* Empty when all but db and sums is zero; the list is to be freed. */
struct lines {
	struct db	*db;
	struct sums	*sums;
	struct line	*list;
	size_t		 count;
	size_t		 capacity;
};

/*
 * Where a message's reactions count: message is the stored row, or NULL while there is none; then
 * they count at their own instant.
 */
struct reacted {
	int64_t			 key;
	int64_t			 chat;
	const struct message	*message;
};

/* Reads those of a message; 0 or -1. */
int	lines_load(struct lines *, int64_t key);

/* The line of a giver and an emoji, made if there is none; until the next call.  NULL after logging. */
struct line	*lines_of(struct lines *, int64_t member, int64_t emoji);

/* Sets all of a giver's to 0. */
void	lines_clear(struct lines *, int64_t member);

/* How many of an emoji are of givers who are known. */
int64_t	lines_named(const struct lines *, int64_t emoji);

/*
 * Writes the lines that changed, and what they add; new ones of a message that is not stored count at
 * told_at.  *changed is set where there are any.  0 or -1.
 */
int	lines_save(struct lines *, const struct reacted *, int64_t told_at, bool *changed);

/* Stores a giver's reactions under another number, and moves what they add; 0 or -1. */
int	lines_rename(struct lines *, const struct reacted *, int64_t from, int64_t member);

/* Moves what all lines add, as their message came, or changed its topic or sender; 0 or -1. */
int	lines_move(struct lines *, const struct reacted *from, const struct reacted *to);

#endif
