/*
 * Who administers a chat: asked of Telegram, and remembered for five minutes.
 */
#ifndef INGEST_RIGHTS_H
#define INGEST_RIGHTS_H

#include <stdbool.h>
#include <stdint.h>

#include "ingest/telegram.h"

struct rights;

/* NULL after logging. */
struct rights	*rights_open(struct telegram *);
void	rights_close(struct rights *);

typedef void	rights_told(void *cookie, bool administrator);

/*
 * Tells whether a member may do in a chat what administrators may, at once or when Telegram said so; where it
 * does not say, nobody may.  Who speaks for the chat itself is one of them; so are the owners that are
 * configured, everywhere.  0, or -1 after logging: then nothing is told.
 */
int	rights_ask(struct rights *, int64_t chat_id, int64_t member_id, rights_told *, void *cookie);

#endif
