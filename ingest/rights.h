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

enum role { ROLE_MEMBER, ROLE_ADMINISTRATOR, ROLE_OWNER };

/* "member", "administrator", "owner". */
const char	*rights_name(enum role);

/* Whether somebody is one of the owners that are configured. */
bool	rights_owner(int64_t member_id);

typedef void	rights_told(void *cookie, enum role);

/*
 * Tells what a member may do in a chat, at once or when Telegram said so; where it does not say, no more than
 * any member.  Who speaks for the chat itself is an administrator.  0, or -1 after logging: then nothing is
 * told.
 */
int	rights_ask(struct rights *, int64_t chat_id, int64_t member_id, rights_told *, void *cookie);

#endif
