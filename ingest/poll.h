/*
 * The long poll: asks Telegram for updates, stores them, and only then asks for the next, which confirms
 * them.
 */
#ifndef INGEST_POLL_H
#define INGEST_POLL_H

#include <stdbool.h>

#include "ingest/batch.h"
#include "ingest/chat.h"
#include "ingest/health.h"
#include "ingest/loop.h"
#include "ingest/telegram.h"

struct poll;

/* What an answer asks for. */
enum poll_action {
	POLL_GO_ON,		/* it worked */
	POLL_LATER,		/* again after a while */
	POLL_OTHER,		/* another program polls for this bot: say so; again after a while */
	POLL_WEBHOOK,		/* a webhook is in the way */
	POLL_STOP		/* the token is no good */
};

/* Decides by status and by what was said; first: for the first call 404 means a token of no bot. */
enum poll_action	poll_decide(const struct telegram_answer *, bool first);

/* All are kept by address; health is kept up to date, and chat learns who the bot is.  NULL after logging. */
struct poll	*poll_open(struct loop *, struct telegram *, struct batch *, struct chat *, struct health *,
	    bool delete_webhook);
void	poll_close(struct poll *);

/* Begins; loop_run does the rest, and is stopped where nothing can be done any more. */
void	poll_start(struct poll *);

#endif
