/*
 * How many members Telegram counts in the chats that the bot is in: asked of it, one chat after the other.
 */
#ifndef INGEST_HEADCOUNT_H
#define INGEST_HEADCOUNT_H

#include "ingest/loop.h"
#include "lib/db.h"

/* Zero at first; what is given to headcount_start is kept by address. */
struct headcount {
	struct loop	*loop;
	struct telegram	*telegram;
	struct db	*db;
	struct timer	 timer;
	int64_t		 chat, chat_id;		/* that is asked about */
};

/*
 * From now on: of a chat where something is written once an hour, of any other one once a day.  What fails is
 * logged, and asked again as late.
 */
void	headcount_start(struct headcount *, struct loop *, struct telegram *, struct db *);

#endif
