/*
 * What members set for themselves in the private chat with the bot.
 */
#ifndef INGEST_OWN_H
#define INGEST_OWN_H

#include <stdbool.h>
#include <stdint.h>

#include "ingest/settings.h"
#include "lib/db.h"

struct own {
	int64_t	chat_id;	/* the chat that is asked about there; 0: none was chosen */
	char	theme[SETTING_VALUE], locale[SETTING_VALUE];	/* "": the chat's */
};

/* Reads a member's; 0 or -1. */
int	own_read(struct db *, int64_t member_id, struct own *);

/* Chooses a chat; sets a theme or locale by a value that it may have.  0 or -1. */
int	own_choose(struct db *, int64_t member_id, int64_t chat_id);
int	own_set(struct db *, int64_t member_id, const struct setting *, const char *value);

enum { OWN_CHATS = 16 };

/*
 * The chats that are known to hold a member, those that he or she wrote to last before others; whether it is
 * still so, Telegram knows.  Their count, or -1.
 */
int	own_chats(struct db *, int64_t member_id, int64_t chat_ids[OWN_CHATS]);

#endif
