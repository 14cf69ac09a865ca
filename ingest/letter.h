/*
 * A message of chatstat's as Telegram takes it: a text, or a picture with a caption, new or in the place of
 * another; or the answer to a button that was pressed.
 */
#ifndef INGEST_LETTER_H
#define INGEST_LETTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ingest/telegram.h"

/* All strings are the caller's. */
struct letter {
	int64_t		 chat_id;
	int64_t		 topic;		/* 0: none */
	int64_t		 reply_to;	/* 0: none */
	int64_t		 edits;		/* the message that it replaces; 0: none */
	bool		 captioned;	/* which has a picture */
	const char	*pressed;	/* the callback query that it answers; NULL: it is a message */
	const char	*html;
	const char	*keyboard;	/* reply_markup; NULL: none */
	const void	*photo;		/* PNG; NULL: none */
	size_t		 photo_size;
	const char	*file;		/* the photo is none, but a file of this name; NULL */
	const char	*file_id;	/* that Telegram knows the photo by; NULL: it does not */
};

/* Begins to send it; plain: without formatting, and in reply to nothing.  As telegram_call. */
int	letter_send(struct telegram *, const struct letter *, bool plain, telegram_done *, void *cookie);

#endif
