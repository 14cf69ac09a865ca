/*
 * A message of chatstat's as Telegram takes it: a text, or a picture with a caption.
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
	const char	*html;
	const char	*keyboard;	/* reply_markup; NULL: none */
	const void	*photo;		/* PNG; NULL: none */
	size_t		 photo_size;
};

/* Begins to send it; plain: without formatting, and in reply to nothing.  As telegram_call. */
int	letter_send(struct telegram *, const struct letter *, bool plain, telegram_done *, void *cookie);

#endif
