/*
 * Scopes: what sums are kept for, and how far they are folded.
 */
#ifndef LIB_SCOPE_H
#define LIB_SCOPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/db.h"
#include "lib/zone.h"

/* TOPIC_UNKNOWN: of a reaction to a message that is not stored; it counts in the chat only. */
enum { TOPIC_UNKNOWN = -1, TOPIC_NONE = 0, TOPIC_GENERAL = 1 };

/* Periods: a local day is itself; see schema.sql. */
#define PERIOD_MONTHS		INT64_C(100000)
#define PERIOD_EVERYTHING	INT64_C(300000)
#define PERIOD_FROZEN		INT64_C(300001)	/* what rebuild takes over of pairs */

enum role { ROLE_ANSWERS, ROLE_BUILT, ROLE_DEAD };

struct scope {
	int64_t			 scope;
	int64_t			 chat;
	int64_t			 topic;
	const struct zone	*zone;
	enum role		 role;
	int64_t			 folded;
	int64_t			 built;
};

/* The scopes of a chat that are answering or being built; all zero is empty. */
struct scopes {
	struct scope	*list;
	size_t		 count;
	size_t		 capacity;
	bool		 forum;
};

/* Reads the scopes of a chat (0: of none) into an array that is used again; 0 or -1. */
int	scope_load(struct db *, int64_t chat, struct scopes *);

/* All scopes that answer, of all chats; 0 or -1. */
int	scope_answering(struct db *, struct scopes *);

/*
 * Reads a scope again, inside a transaction: another process may have folded it.  1, 0 where it was
 * replaced and answers no more, or -1.
 */
int	scope_reload(struct db *, struct scope *);

/*
 * Adds a topic (TOPIC_NONE: the chat itself) that has no scope yet: one that answers, in the chat's
 * zone, and one beside it where the chat's sums are being built anew.  0 or -1.
 */
int	scope_make(struct db *, int64_t chat, int64_t topic);

/* The scopes of a chat that is none any more: they answer nothing, and rollup takes them away.  0 or -1. */
int	scope_retire(struct db *, int64_t chat);

/* Makes sure that there is a scope for what has no chat (chat 0); a new one is cut by the zone.  0 or -1. */
int	scope_make_none(struct db *, const struct zone *);

/* The month that a local day lies in, as a period. */
int64_t	scope_month(int64_t day);

#endif
