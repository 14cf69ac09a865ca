/*
 * Conversations and monologues: what follows from the order of a chat's messages, in a forum of one
 * topic's.  Derived from state.
 */
#ifndef LIB_TALK_H
#define LIB_TALK_H

#include "lib/db.h"
#include "lib/map.h"
#include "lib/scope.h"

enum {
	TALK_SILENCE = 1800,	/* seconds, the longest inside a conversation */
	TALK_MONOLOGUE = 5	/* messages, the least of a monologue */
};

/* A run of messages. */
struct talk {
	int64_t	at;		/* its first message */
	int64_t	topic;		/* as a message holds it */
	int64_t	fifth;		/* of a monologue: instant of its fifth message */
	int64_t	member;		/* who sent that; 0: not known */
	int64_t	messages;
	int64_t	seconds;	/* from the first to the last */
	/* What it follows from lies between these: the messages before and after, INT64_MAX for none. */
	int64_t	before, after;
};

/* A message. */
struct said {
	int64_t	at, member, topic, key, chars;
};

/*
 * Calls conversation for those whose first message lies in [since, until), and monologue for those whose
 * fifth does; both are told of as a whole, also where they reach beyond.  Calls message for each message in
 * it, in order, with the instant of the one before the sender's run, 0 for none.  Each may be NULL, and ends
 * it by returning non-zero.  0 or -1.
 */
struct talk_taker {
	int	(*message)(void *cookie, const struct said *, int64_t before);
	int	(*conversation)(void *cookie, const struct talk *);
	int	(*monologue)(void *cookie, const struct talk *);
	void	*cookie;
};
int	talk_derive(struct db *, const struct scope *, int64_t since, int64_t until,
    const struct talk_taker *);

/* The members who are bots; 0 or -1. */
int	talk_bots(struct db *, struct map *);

#endif
