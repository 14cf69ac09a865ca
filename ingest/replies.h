/*
 * Messages that answer others, and topics that are found through answers, whatever order they come in.
 */
#ifndef INGEST_REPLIES_H
#define INGEST_REPLIES_H

#include <stdint.h>

#include "ingest/reactions.h"
#include "lib/db.h"
#include "lib/message.h"
#include "lib/sums.h"

/*
 * The latest messages that were stored, by their keys: most replies are to one of them.  Not asking the
 * database saves a fortieth of an import's CPU.
 */
enum { REPLIES_RECENT = 2048 };

struct replies {
	struct db		*db;
	struct sums		*sums;
	struct reactions	*reactions;
	struct message		 recent[REPLIES_RECENT];	/* key 0: none */
};

/* A message was stored; all that were are forgotten, as when a transaction begins. */
void	replies_stored(struct replies *, const struct message *);
void	replies_forget(struct replies *);

/* The stored message of a key: 1, 0 if there is none, or -1. */
int	replies_find(const struct replies *, int64_t key, struct message *);

/* Replaces a stored message, and what it added; its reactions follow its topic and sender.  0 or -1. */
int	replies_change(struct replies *, const struct message *was, const struct message *is);

/* Fills in whom a message answers, and after how long. */
void	replies_answer(struct message *, const struct message *to);

/*
 * A message came after replies to it, or its sender became known: they learn whom they answer, and where
 * their own topic was not told, its topic; so do the replies to them.  0 or -1.
 */
int	replies_adopt(struct replies *, const struct message *parent);

/* What seemed to answer an id of the chat answers this message; 0 or -1. */
int	replies_move(struct replies *, int64_t id, const struct message *parent);

/* The root of a topic is no message to answer: what seemed to reply to it is in the topic.  0 or -1. */
int	replies_adopt_topic(struct replies *, int64_t chat, int64_t topic);

#endif
