/*
 * Sends what the table outbox holds: in order within a chat, no faster than Telegram allows, again where it
 * failed, and never again what Telegram refuses for good.
 */
#ifndef INGEST_OUTBOX_H
#define INGEST_OUTBOX_H

#include <stdbool.h>

#include "ingest/batch.h"
#include "ingest/loop.h"
#include "ingest/telegram.h"
#include "lib/db.h"

struct outbox;

/* What an answer to a message that was sent asks for. */
enum outbox_action {
	OUTBOX_SENT,
	OUTBOX_WAIT,		/* again, when this chat may be written to again */
	OUTBOX_DOWN,		/* again, when Telegram can be reached, and works */
	OUTBOX_LATER,		/* again; this may be what it fails at, so others go meanwhile */
	OUTBOX_DOUBT,		/* likewise, but not often: it may have been sent */
	OUTBOX_PLAIN,		/* again, without formatting, and in reply to nothing */
	OUTBOX_MOVED,		/* again, to migrate_to */
	OUTBOX_DROP,		/* this one can never be sent */
	OUTBOX_GONE		/* nothing can be sent to this chat any more */
};

/* Decides by status, and what was said. */
enum outbox_action	outbox_decide(const struct telegram_answer *);

/* All are kept by address.  NULL after logging. */
struct outbox	*outbox_open(struct loop *, struct telegram *, struct batch *, struct db *);
void	outbox_close(struct outbox *);

/* Begins; loop_run does the rest. */
void	outbox_start(struct outbox *);

/* Something was queued, or will be when the transaction at hand ends: it is looked at once. */
void	outbox_hurry(struct outbox *);

#endif
