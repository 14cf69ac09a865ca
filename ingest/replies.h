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

struct replies {
	struct db		*db;
	struct sums		*sums;
	struct reactions	*reactions;
};

/* Replaces a stored message, and what it added; its reactions follow its topic and sender.  0 or -1. */
int	replies_change(const struct replies *, const struct message *was, const struct message *is);

/* Fills in whom a message answers, and after how long. */
void	replies_answer(struct message *, const struct message *to);

/*
 * A message came after replies to it: they learn whom they answer, and where their own topic was
 * not told, its topic; so do the replies to them.  0 or -1.
 */
int	replies_adopt(const struct replies *, const struct message *parent);

/* The root of a topic is no message to answer: what seemed to reply to it is in the topic.  0 or -1. */
int	replies_adopt_topic(const struct replies *, int64_t chat, int64_t topic);

#endif
