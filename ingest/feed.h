/*
 * The elements of a file as records: a thread of its own parses and decodes, a batch ahead of whoever
 * stores them.
 */
#ifndef INGEST_FEED_H
#define INGEST_FEED_H

#include <stdint.h>
#include <stdio.h>

#include "ingest/export.h"
#include "ingest/marks.h"
#include "ingest/record.h"

/* A chat of an export. */
struct feed_chat {
	struct export_chat	*chat;
	bool			 picked;	/* the others' elements are passed by */
};

struct feed_item {
	struct record	record;
	int64_t		offset;		/* of the element in the file */
};

struct feed;

/*
 * Starts to read the elements of a stream that were marked.  Marks and chats, in the order of the file,
 * stay the caller's, and are not to be touched until feed_close.  NULL after logging.
 */
struct feed	*feed_open(struct marks *, FILE *, const struct feed_chat *, size_t nchat);
void	feed_close(struct feed *);

/* The next element, which lives until the next call: 1, 0 at the end, or -1 where the file changed. */
int	feed_next(struct feed *, const struct feed_item **);

#endif
