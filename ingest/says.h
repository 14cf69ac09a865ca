/*
 * What the bot says of itself in chats, as HTML.
 */
#ifndef INGEST_SAYS_H
#define INGEST_SAYS_H

#include <stdint.h>

#include "ingest/command.h"
#include "lib/db.h"

/* The texts are the caller's to free; NULL: out of memory, or the database failed. */
char	*says_help(const struct catalogue *);
char	*says_privacy(struct db *, int64_t chat_id);	/* of a chat that need not be known */
char	*says_quoted(const char *text);			/* a sentence, as it is */

enum says_known { SAYS_KNOWN, SAYS_NO_CHAT, SAYS_NO_MEMBER };

/* Whether there is anything of a chat, and of a member of it (0: of anybody); -1. */
int	says_known(struct db *, int64_t chat_id, int64_t member_id);

#endif
