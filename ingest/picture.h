/*
 * Pictures that Telegram has: who sends one again names it, and need not send it.
 */
#ifndef INGEST_PICTURE_H
#define INGEST_PICTURE_H

#include <stddef.h>
#include <stdint.h>

#include "lib/db.h"
#include "lib/json.h"
#include "lib/secret.h"

struct picture {
	char	digest[SECRET_DIGEST];	/* of its bytes; "": there is none */
	char	file_id[256];		/* that Telegram knows it by; "": it does not */
};

/* What is known of a picture, or of none (NULL). */
void	picture_find(struct db *, const void *photo, size_t size, struct picture *);

/* What Telegram says of it in the message that was sent. */
void	picture_read(json *message, struct picture *);

/* Notes it, if it is any; drops what was not sent for a month.  0 or -1. */
int	picture_keep(struct db *, const struct picture *, int64_t now);
int	picture_prune(struct db *, int64_t now);

#endif
