/*
 * What the rooms of a store share, and nobody else: store.c opens it, begins and ends transactions, and tells
 * each record where to go; store_message.c stores messages, store_event.c all that happens beside them.
 */
#ifndef INGEST_STORE_PARTS_H
#define INGEST_STORE_PARTS_H

#include "ingest/forum.h"
#include "ingest/history.h"
#include "ingest/ids.h"
#include "ingest/live.h"
#include "ingest/passages.h"
#include "ingest/people.h"
#include "ingest/reach.h"
#include "ingest/reactions.h"
#include "ingest/replies.h"
#include "ingest/store.h"
#include "lib/sums.h"

struct store {
	struct db		*db;
	struct sums		*sums;
	struct privacy		*privacy;
	struct people		*people;
	struct reactions	*reactions;
	struct terms		*terms;
	struct spend		*spend;
	struct passages		 passages;
	enum source		 source;
	int64_t			 made_at;
	struct replies		 replies;
	struct forum		 forum;
	struct histories	 histories;
	struct reach		 reach;		/* of this file, or live, of this transaction */
	struct live		 live;
	struct ids		 ids;
};

/* What is dated before this was purged, and stays in sums as it was. */
extern const char store_frozen[];

/* A record is passed by, for a reason that does not lie in itself: 0. */
int	store_pass(const char *reason, enum outcome *, const char **why);

/* A message, with its poll and reactions; 0 or -1. */
int	store_message(struct store *, int64_t chat, const struct record *, enum outcome *);

/* What an update tells of a stored message's poll; a reaction, or how many there are.  0 or -1. */
int	store_poll(struct store *, const struct record *, enum outcome *, const char **why);
int	store_reaction(struct store *, int64_t chat, const struct record *, enum outcome *, const char **why);

/* Service messages and chat_member updates: joins and leaves, a title, a topic.  0 or -1. */
int	store_event(struct store *, int64_t chat, const struct record *, enum outcome *, const char **why);

/* Makes sure that a topic is known; what was stored before it was, finds its place.  0 or -1. */
int	store_meet_topic(struct store *, int64_t chat, int64_t topic);

#endif
