/*
 * Joins and leaves, from updates and service messages alike: each is stored once.
 */
#ifndef INGEST_PASSAGES_H
#define INGEST_PASSAGES_H

#include <stdbool.h>
#include <stdint.h>

#include "ingest/people.h"
#include "ingest/record.h"
#include "lib/db.h"
#include "lib/sums.h"

struct passages {
	struct db	*db;
	struct sums	*sums;
	struct people	*people;
	const struct privacy	*privacy;
};

/* Stores one of a record's passages, which an actor made; *stored tells whether it was new.  0 or -1. */
int	passages_store(const struct passages *, int64_t chat, const struct record *, size_t passage,
    int64_t actor, bool *stored);

/*
 * Leaves of a stored passage no more than marks: it is of one who opted out, with this id.  0 or -1.
 */
int	passages_hide(const struct passages *, int64_t passage, int64_t member_id);

/* Moves a passage that is marks to another chat, where it may be known, too; 0 or -1. */
int	passages_move(const struct passages *, int64_t passage, int64_t chat);

/* What a member is in a chat since an instant: a status as the Bot API names it; *changed tells.  0 or -1. */
int	passages_status(const struct passages *, int64_t chat, int64_t at, const struct membership *,
    bool *changed);

/*
 * Gives passages known only by name to the member who alone in the chat has that name; 0 or -1.
 * Nothing may be pending in people.
 */
int	passages_resolve(const struct passages *, int64_t chat);

#endif
