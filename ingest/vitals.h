/*
 * How the database is: the numbers that metrics, health, the daemon's summary and chatstat-doctor show.
 */
#ifndef INGEST_VITALS_H
#define INGEST_VITALS_H

#include <stdint.h>

#include "lib/db.h"

struct vitals {
	int64_t	chats;
	int64_t	active_chats;		/* with a message in the last 7 days */
	int64_t	without_rights;		/* chats that the bot is in without being an administrator */
	int64_t	daily_members;		/* who wrote today, chat by chat; without bots */
	int64_t	unfolded_days;		/* days that are over and have sums, not yet folded, over all chats */
	int64_t	outbox;			/* messages that wait to be sent */
	int64_t	bytes;			/* of the database, without its log */
};

/* Reads them; cheap enough for every scrape.  0 or -1. */
int	vitals_read(struct db *, int64_t now, struct vitals *);

#endif
