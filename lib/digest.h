/*
 * Which chats get a digest of a day, a week or a month, and when.
 */
#ifndef LIB_DIGEST_H
#define LIB_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/date.h"
#include "lib/db.h"
#include "lib/zone.h"

struct digest {
	int64_t		chat;
	bool		off;
	enum grain	every;		/* GRAIN_DAY, GRAIN_WEEK or GRAIN_MONTH */
	int64_t		on;		/* 1 = Monday to 7; of a month, the day: 1 to 28 */
	int64_t		minute;		/* of the day, on the chat's clock */
	int64_t		sent;		/* the local day that the last one was due on */
};

/* Reads "daily 09:00", "weekly mon 09:00", "monthly 1 09:00" or "off"; false if it is none. */
bool	digest_parse(const char *words, struct digest *);

/* The words that digest_parse reads; it returns them. */
enum { DIGEST_WORDS = 32 };
const char	*digest_words(const struct digest *, char words[DIGEST_WORDS]);

/* The local days [from, until) of the last one that was due; it was due on the day until. */
void	digest_period(const struct digest *, const struct zone *, int64_t now, int64_t *from, int64_t *until);

/* The same; whether it is still to be sent.  What was sent on a day to come, a clock said that was wrong. */
bool	digest_due(const struct digest *, const struct zone *, int64_t now, int64_t *from, int64_t *until);

/* Sets a chat's, in the caller's transaction; 0 or -1. */
int	digest_set(struct db *, const struct digest *);

/* Reads a chat's: off where none is set.  0 or -1. */
int	digest_get(struct db *, struct digest *);

/* All that are set, in an array that is the caller's to free; 0 or -1. */
int	digest_list(struct db *, struct digest **, size_t *count);

/*
 * Marks the one that is due on a local day, in the caller's transaction: *first, unless another one was
 * marked since this was read.  0 or -1.
 */
int	digest_mark(struct db *, const struct digest *, int64_t day, bool *first);

/* Gives a chat's to the chat that it is now, in the caller's transaction; 0 or -1. */
int	digest_move(struct db *, int64_t from, int64_t to);

#endif
