/*
 * How fast Telegram lets a bot write: 30 messages a second in all, one a second to a chat, 20 a minute to a
 * group; and what it said of single chats.  Instants and times are milliseconds of loop_now.
 */
#ifndef INGEST_PACE_H
#define INGEST_PACE_H

#include <stddef.h>
#include <stdint.h>

enum {
	PACE_ALL = 30,			/* a second */
	PACE_GROUP = 20,		/* a minute */
	PACE_KEPT = PACE_ALL * 60,
	PACE_HOLDS = 64
};

/* Empty when all is zero. */
struct pace {
	struct {
		int64_t	chat_id, at;
	}		sent[PACE_KEPT];	/* a ring */
	size_t		count, first;
	struct {
		int64_t	chat_id, until;
	}		holds[PACE_HOLDS];
};

/* How long to wait before a chat may be written to; 0: not at all. */
int64_t	pace_wait(const struct pace *, int64_t chat_id, int64_t now);

/* A message was sent to a chat. */
void	pace_sent(struct pace *, int64_t chat_id, int64_t now);

/* A chat is not to be written to before an instant. */
void	pace_hold(struct pace *, int64_t chat_id, int64_t until);

#endif
