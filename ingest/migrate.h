/*
 * Basic groups that become supergroups.  Their history is the supergroup's: where only one of the two
 * chats is known, it gets the other's id as well; else one's rows move to the other, slice by slice.
 */
#ifndef INGEST_MIGRATE_H
#define INGEST_MIGRATE_H

#include <stdbool.h>
#include <stdint.h>

#include "ingest/ids.h"
#include "ingest/passages.h"
#include "ingest/people.h"
#include "ingest/replies.h"
#include "lib/db.h"
#include "lib/sums.h"

struct migrate {
	struct db		*db;
	struct sums		*sums;
	struct people		*people;
	const struct passages	*passages;
	struct replies		*replies;
	struct ids		*ids;
};

/* Whether ids may be those of a basic group and of the supergroup that it became. */
bool	migrate_possible(int64_t old_id, int64_t new_id);

/*
 * A basic group became a supergroup.  *fresh tells that this was not known; nothing is done where neither
 * chat is.  Chats have other numbers and settings afterwards: what is remembered of them is to be
 * forgotten.  0 or -1.
 */
int	migrate_link(const struct migrate *, int64_t old_id, int64_t new_id, bool *fresh);

/* Moves some rows of migrated groups, in the open transaction; *more: there may be others.  0 or -1. */
int	migrate_slice(const struct migrate *, bool *more);

#endif
