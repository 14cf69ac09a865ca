/*
 * Cuts a JSON file of any size into the elements worth parsing, and checks the grammar of all of it
 * on the way (RFC 8259, plus the \xHH that Telegram Desktop writes), in constant memory.
 *
 * Three shapes are known: an export of one chat ({"name":..,"type":..,"id":..,"messages":[..]}), an
 * export of an account ({"chats":{"list":[..]},"left_chats":{"list":[..]}}), and updates: an
 * array of objects, objects one after another (one a line), or an answer of getUpdates
 * ({"ok":true,"result":[..]}).  Updates that are objects, answers and scalars may follow one another;
 * nothing may follow an export or an array.
 *
 * An element may have 16 MiB, and so may what stands in a root object before the first member that
 * tells its shape; nesting may be 512 deep.
 */
#ifndef INGEST_SPLIT_H
#define INGEST_SPLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum split_type {
	SPLIT_END,	/* the file is whole */
	SPLIT_ERROR,	/* it is not: see struct split_item.error */
	SPLIT_FIELD,	/* "name", "type" or "id" of a chat; text is the raw value */
	SPLIT_MESSAGE,	/* an element of a chat's "messages" */
	SPLIT_CHAT,	/* the end of a chat object; no text */
	SPLIT_UPDATE	/* an update, or what stands in its place (any value) */
};

struct split_item {
	enum split_type	 type;
	const char	*text;		/* the raw value; valid until the next call; no NUL behind it */
	size_t		 length;
	int64_t		 offset;	/* of its first byte in the file; of the fault, for SPLIT_ERROR */
	char		 key[8];	/* SPLIT_FIELD: "name", "type", "id" */
	const char	*error;		/* SPLIT_ERROR: what is wrong, a constant */
};

struct split;

/* Reads from a stream that stays the caller's.  NULL when memory is out. */
struct split	*split_new(FILE *);

/* The same, reading so many bytes (1 or more) at a time: tests choose where chunks end. */
struct split	*split_new_chunk(FILE *, size_t chunk);

void	split_free(struct split *);

/* The next item; after SPLIT_END or SPLIT_ERROR it is not called again. */
enum split_type	split_next(struct split *, struct split_item *);

/* Whether a chat of a whole account's export has come by. */
bool	split_account(const struct split *);

#endif
