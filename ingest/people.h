/*
 * Chats and members by Telegram's ids: found, made when first seen, and kept up to date.  What was
 * told latest about a name or title wins, whatever order it comes in.
 */
#ifndef INGEST_PEOPLE_H
#define INGEST_PEOPLE_H

#include <stdint.h>

#include "ingest/privacy.h"
#include "ingest/record.h"
#include "lib/db.h"
#include "lib/sums.h"
#include "lib/zone.h"

struct people;

/* New chats get this zone. NULL after logging. */
struct people	*people_open(struct db *, struct sums *, const struct privacy *, const struct zone *);
void	people_close(struct people *);

/* Forgets everything, also what is not written: after a rollback. */
void	people_reset(struct people *);

/* Writes names, titles and presence that changed; 0 or -1. */
int	people_flush(struct people *);

/* The same where very much is known of members, which is forgotten then. */
int	people_spill(struct people *);

/*
 * The chat, with what the reference tells of it at an instant; -1 after logging.  Told to be a forum
 * for the first time, *forum is set: its General topic is still to be counted.
 */
int64_t	people_chat(struct people *, const struct chat_ref *, int64_t at, bool *forum);

/* What comes next has no chat. */
void	people_leave(struct people *);

/* Sets a title that was told by a service message; 0 or -1. */
int	people_title(struct people *, int64_t chat_id, const char *title, int64_t at);

/*
 * The member, with what is told of him or her at an instant; 0 where nobody is known, or who is opted out
 * in the chat that people_chat found last; -1.
 */
int64_t	people_member(struct people *, const struct person *, int64_t at);

/*
 * Whether somebody opted out in the chat that people_chat found last: nothing may be kept by which he or she
 * is known, but the hashes of ingest/privacy.h.
 */
bool	people_hides(const struct people *, const struct person *);

/* The member whom an id means, if there is one already: 1, 0 or -1. */
int	people_find(struct people *, int64_t member_id, int64_t *member);

/* The member acted in a chat at an instant: by a message, or by a reaction.  0 or -1. */
enum presence { PRESENCE_MESSAGE, PRESENCE_REACTION };
int	people_seen(struct people *, int64_t chat, int64_t member, int64_t at, enum presence);

#endif
