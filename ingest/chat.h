/*
 * Answers what members ask in chats: a report is a child chatstat, and what it says one item of the outbox.
 */
#ifndef INGEST_CHAT_H
#define INGEST_CHAT_H

#include <stdbool.h>
#include <stdint.h>

#include "ingest/loop.h"
#include "ingest/outbox.h"
#include "ingest/privacy.h"
#include "ingest/telegram.h"
#include "lib/db.h"
#include "lib/json.h"

struct chat;

/*
 * All are kept by address; config NULL: the standard one.  Without a chatstat beside this program it says in
 * the log that there are no reports.  NULL after logging.
 */
struct chat	*chat_open(struct loop *, struct telegram *, struct outbox *, struct db *,
		    const char *config);

/* Who opted out, which it has to be told before anything is taken; kept by address. */
void	chat_trust(struct chat *, const struct privacy *);

/* Ends what runs; it is taken up again by the next daemon.  Takes NULL. */
void	chat_close(struct chat *);

/* The bot's name without "@": from now on it answers.  Tells Telegram which commands there are. */
void	chat_begin(struct chat *, const char *username);

/*
 * Inside the transaction that stores an update: takes the command that it may be, which is answered after the
 * commit; greets a group that the bot was added to, or leaves it where that is not wanted.  0 or -1.
 */
int	chat_take(struct chat *, json *update, int64_t now);

#endif
