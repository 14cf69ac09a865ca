/*
 * Forums: chats whose messages belong to topics.
 */
#ifndef INGEST_FORUM_H
#define INGEST_FORUM_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/db.h"
#include "lib/map.h"
#include "lib/sums.h"

struct forum {
	struct db	*db;
	struct sums	*sums;
	struct map	 topics;	/* chat, topic: has a row and scopes; to clear after a rollback */
};

/*
 * The first sign that a chat is a forum: everything so far was said in General, and is added up for
 * it.  Does nothing for a chat that is known as one.  0 or -1.
 */
int	forum_begin(struct forum *, int64_t chat);

/*
 * Gives a topic that has none a row and scopes (*fresh), and makes its chat known as a forum.  0 or -1.
 */
int	forum_topic(struct forum *, int64_t chat, int64_t topic, bool *fresh);

/* Whether a message id is the root of a topic: 1, 0 or -1. */
int	forum_is_topic(const struct forum *, int64_t chat, int64_t id);

#endif
