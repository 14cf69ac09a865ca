/*
 * What members ask in chats: taken where updates are stored, within their limits, and kept until answered.
 */
#ifndef INGEST_ASK_H
#define INGEST_ASK_H

#include <stdbool.h>
#include <stdint.h>

#include "ingest/command.h"
#include "ingest/privacy.h"
#include "lib/db.h"
#include "lib/json.h"

enum { ASK_QUESTION = 640, ASK_ONCE = 64 };

enum ask_state {
	ASK_WAITING,
	ASK_ANSWERED,
	ASK_SHARED,	/* another one has the same answer */
	ASK_NOTICED,	/* it was too much, and that was said */
	ASK_SILENT
};

struct ask {
	int64_t	ask;
	int64_t	at;
	int64_t	chat_id;
	int64_t	topic;		/* 0: none */
	int64_t	reply_to;
	int64_t	asker;		/* a keyed hash of the next */
	int64_t	member_id;	/* who asks: a user, or a chat that he or she speaks for */
	bool	private;
	bool	pressed;	/* it was a button */
	bool	chart;		/* may be answered with one */
	int64_t	edits;		/* the message whose button was pressed, and that changes; 0: a new one */
	int	captioned;	/* 1: that message has a picture; 2: it is to get one */
	char	once[ASK_ONCE];	/* of the answer, in the outbox */
	char	question[ASK_QUESTION];
};

/*
 * Inside the transaction that stores an update: takes the command, or the pressed button (ingest/buttons.h),
 * that it may be to the bot of a name; *taken tells whether it was one.  What is wrong, or too much, is
 * answered at once or passed by in silence; a button is always answered, but one that asks for what only some
 * may see is left to ask_toast.  0 or -1.
 */
int	ask_take(struct db *, const struct catalogue *, const struct privacy *, const char *bot, json *update,
	    int64_t now, bool *taken);

/* The first that waits behind an ask (0: of all).  1, 0 where there is none, or -1. */
int	ask_next(struct db *, int64_t behind, struct ask *);

/* Answers the button that an ask may be, with a plain text or "".  0 or -1. */
int	ask_toast(struct db *, const struct ask *, const char *text, int64_t now);

/*
 * One waits no longer, and nothing is left of what was asked two days ago; of who opted out (hidden) nothing
 * but a hash, for limits.  0 or -1.
 */
int	ask_done(struct db *, int64_t ask, bool hidden, int64_t now);

#endif
