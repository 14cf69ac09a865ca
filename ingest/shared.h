/*
 * The chats that a member shares with the bot: what Telegram says of those that may be.
 */
#ifndef INGEST_SHARED_H
#define INGEST_SHARED_H

#include <stddef.h>
#include <stdint.h>

#include "ingest/own.h"
#include "ingest/telegram.h"

struct sharing;
typedef void	shared_told(struct sharing *);

/* A question, which is its asker's, and lives until it is told or Telegram is closed. */
struct sharing {
	struct telegram	*telegram;
	int64_t		 user_id;
	int64_t		 asked[OWN_CHATS];
	size_t		 count, at;
	int64_t		 shared[OWN_CHATS];	/* those that hold the user */
	size_t		 found;
	shared_told	*told;
	void		*cookie;
};

/*
 * Finds out in which of the chats asked (count of them) a user is, one after the other, and tells; where
 * Telegram does not say, in none.  0, or -1 after logging: then nothing is told.
 */
int	shared_ask(struct sharing *);

#endif
