/*
 * The long poll: asks Telegram for updates, stores them, and only then asks for the next, which confirms them.
 */
#ifndef INGEST_POLL_H
#define INGEST_POLL_H

#include <stdbool.h>
#include <stdint.h>

#include "ingest/batch.h"
#include "ingest/http.h"
#include "ingest/loop.h"
#include "ingest/telegram.h"

struct poll;

/* What an answer to getMe or getUpdates asks for. */
enum poll_action {
	POLL_GO_ON,		/* it worked */
	POLL_LATER,		/* back off; seconds told are kept to */
	POLL_OTHER,		/* another poller has the token: say so, and back off */
	POLL_WEBHOOK,		/* a webhook stands in the way: remove it if that was asked for, or stop */
	POLL_STOP		/* the token is not good: nothing here can help */
};

/* Decides by status, and what was said; at the start 404 means that the token is none. */
enum poll_action	poll_decide(const struct telegram_answer *, bool start);

/* All are kept by address; health is kept up to date.  NULL after logging. */
struct poll	*poll_open(struct loop *, struct telegram *, struct batch *, struct db *, struct store *,
	    struct health *, bool delete_webhook);
void	poll_close(struct poll *);

/* Begins; loop_run does the rest.  Stops the loop after logging where it cannot go on. 0 or -1. */
int	poll_start(struct poll *);

#endif
