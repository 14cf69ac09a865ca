/*
 * What is to be sent to chats: anybody who may write queues it here, and chatstatd sends it.
 */
#ifndef LIB_OUTBOX_H
#define LIB_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/db.h"

/*
 * An answer is stale after ten minutes; the others are sent whenever that is possible.  A toast is a plain
 * text, or none, for who pressed a button: "toast:" and the callback query's id is its `once`.
 */
enum outbox_class { OUTBOX_ANSWER, OUTBOX_NOTICE, OUTBOX_DIGEST, OUTBOX_TOAST };
#define OUTBOX_TOAST_ONCE	"toast:"

struct outbox_item {
	const char		*once;		/* what it is for: "budget:3:2026-11"; sent once */
	int64_t			 chat_id;
	int64_t			 topic;		/* message_thread_id; 0: none */
	int64_t			 reply_to;	/* message id; 0: none */
	int64_t			 edits;		/* message id of the bot's own; 0: it is a new message */
	bool			 captioned;	/* what it edits has a picture; without photo that stays */
	enum outbox_class	 class;
	const char		*text;		/* HTML as Telegram knows it; a photo's caption */
	const char		*keyboard;	/* reply_markup as JSON; NULL: none */
	const void		*photo;		/* PNG; NULL: none */
	size_t			 photo_size;
	const char		*file;		/* the photo is none, but a file of this name; NULL */
};

/* Queues an item, inside or outside of a transaction; *added tells whether it is the first of its `once`. */
int	outbox_add(struct db *, const struct outbox_item *, int64_t now, bool *added);

/*
 * Drops what goes to, names the id of, or was asked by somebody who is to be forgotten, and what he or she
 * set in private; 0 or -1.
 */
int	outbox_forget(struct db *, int64_t member_id);

/* Takes the id of who opted out in a chat (0: everywhere) off what was asked and answered.  0 or -1. */
int	outbox_hide(struct db *, int64_t chat_id, int64_t member_id);

#endif
