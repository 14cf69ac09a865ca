/*
 * What the bot can read, and since when: live coverage, from poll to poll.
 */
#ifndef INGEST_LIVE_H
#define INGEST_LIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/db.h"
#include "lib/map.h"

struct live {
	struct db	*db;
	int64_t		 bot_id;	/* the account that is polled as; 0: none was told */
	bool		 reads_all;	/* its privacy mode is off */
	struct map	 own;		/* key a: every account that ever was; to be freed */
};

/* Reads which accounts there were, and which was told last; 0 or -1. */
int	live_load(struct live *);

/* The account that polls from an instant on: what only another one could read ends.  0 or -1. */
int	live_self(struct live *, int64_t bot_id, bool reads_all, int64_t at);

/* Whether an id is that of one of the accounts. */
bool	live_own(const struct live *, int64_t member_id);

/* A chat was heard of, or the bot's status in it changed: coverage begins, or ends.  0 or -1. */
int	live_heard(const struct live *, int64_t chat, int64_t at);

/* Telegram had no more to tell at an instant: every chat that can be read is covered until then.  0 or -1. */
int	live_polled(const struct live *, int64_t at);

#endif
