/*
 * What stood out on the days of a chat, and its conversations: rollup stores them a local day at a time,
 * with the days that they follow from; a late change to one of these deletes them; reports derive what is
 * not stored.
 */
#ifndef LIB_FEAT_H
#define LIB_FEAT_H

#include "lib/db.h"
#include "lib/scope.h"
#include "lib/talk.h"

/* feat.what; of equals the earliest. */
enum feat {
	FEAT_DERIVED,	/* the day is stored, and follows from the days at to value */
	FEAT_MESSAGE,	/* the longest message of a member who is no bot */
	FEAT_MONOLOGUE,	/* the longest; at: its first message */
	FEAT_SILENCE,	/* the longest that ends on the day, recorded or not; at: its beginning */
	FEAT_HOUR,	/* the busiest; at: its beginning */
	FEAT_REACTED,	/* FEAT_MESSAGES messages with the most reactions; at: their keys */
	FEAT_COUNT
};

enum { FEAT_MESSAGES = 20 };

/* The best of a day so far; value 0: none. */
struct feat_best {
	int64_t	at, member, value;
};

/* Messages in order, for FEAT_MESSAGE, FEAT_SILENCE and FEAT_HOUR. */
struct feat_day {
	const struct scope	*scope;
	struct feat_best	 best[FEAT_COUNT];
	int64_t			 last;			/* instant of the message before; -1: none */
	int64_t			 hour, messages;	/* its local hour, and how many there were */
	/* Whether all of a silence was recorded; NULL: as if it were. */
	bool			(*recorded)(void *cookie, int64_t since, int64_t until);
	void			*cookie;
};
void	feat_message(struct feat_day *, const struct said *, bool bot);

/* Derives and stores the local days first to last of a chat, in the caller's transaction; 0 or -1. */
int	feat_store(struct db *, const struct scope *, int64_t first, int64_t last);

/* The first run of days from *first to last that are not stored: 1, 0 if all are, or -1. */
int	feat_missing(struct db *, int64_t scope, int64_t *first, int64_t *last);

/*
 * Deletes what follows from a day of a scope's chat; or all that is stored of it.  0 or -1.
 */
int	feat_forget(struct db *, int64_t scope, int64_t day);
int	feat_forget_all(struct db *, int64_t scope);

#endif
