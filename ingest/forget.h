/*
 * Forgetting members: minus what it was with the member, plus what it is without.
 */
#ifndef INGEST_FORGET_H
#define INGEST_FORGET_H

#include <stdint.h>

#include "ingest/passages.h"
#include "ingest/privacy.h"
#include "ingest/reactions.h"
#include "ingest/replies.h"
#include "ingest/store.h"

/* What it works with; all of it is the store's. */
struct forget {
	struct store		*store;
	struct db		*db;
	struct sums		*sums;
	struct reactions	*reactions;
	const struct replies	*replies;
	const struct passages	*passages;
	const struct privacy	*privacy;
};

/* See store_forget. */
int	forget_listed(const struct forget *);

#endif
