/*
 * Message ids that only the account that read them knows: those of basic groups, and of messages from
 * before a migration.  Accounts number the same messages differently, so that they are found again by
 * instant, sender, kind and length.  Here such ids are below 0: as Telegram Desktop shows them, the
 * account's own less 1,000,000,000.
 */
#ifndef INGEST_IDS_H
#define INGEST_IDS_H

#include <stdbool.h>
#include <stdint.h>

#include "ingest/record.h"
#include "ingest/replies.h"
#include "lib/db.h"
#include "lib/map.h"
#include "lib/message.h"

struct view;

/* Empty when all but the pointers is zero. */
struct ids {
	struct db		*db;
	struct replies		*replies;
	int64_t			 bot_id;	/* whose ids updates have; 0: not known */
	struct map		 map;		/* chat, whose, and view that moved */
	struct view		*views;
	size_t			 capacity;
};

/* Who numbers is to be found out anew: at the beginning of a file, and after a rollback. */
void	ids_clear(struct ids *);
void	ids_free(struct ids *);

/* The id as it is told here, where it is one that an account knows alone; *account tells. */
int64_t	ids_told(const struct record *, int64_t id, bool *account);

/*
 * The key of a message that is told by an account's id: that of the stored one that it is, or a new one.
 * Of the message all but the key is set.  0 or -1.
 */
int	ids_place(struct ids *, const struct message *, int64_t told, bool exported, int64_t *key);

/* The key of a message that only its id is known of; where it comes to be told, it is found.  0 or -1. */
int	ids_key(struct ids *, int64_t chat, int64_t told, bool exported, int64_t *key);

/* The key in another chat of a message whose key is still the one it had in a basic group; 0 or -1. */
int	ids_move(struct ids *, const struct message *, int64_t *key);

/* It is stored there now: the ids of all who told of it lead to it.  0 or -1. */
int	ids_arrived(struct ids *, const struct message *, int64_t was);

/* The key in another chat of what a key leads to; 0 or -1. */
int	ids_moved(struct ids *, int64_t chat, int64_t was, int64_t *key);

#endif
