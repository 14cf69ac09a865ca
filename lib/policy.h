/*
 * What a chat keeps of texts.
 */
#ifndef LIB_POLICY_H
#define LIB_POLICY_H

#include <stdint.h>

#include "lib/zone.h"

enum policy {
	POLICY_NONE,		/* numbers only */
	POLICY_FEATURES,	/* also each message's emoji, domains, tags, mentions and commands */
	POLICY_FULL,		/* also its text */
	POLICY_COUNT
};

/* The policy of a name, "none", "features" or "full"; -1 if it is none. */
int	policy_find(const char *name);

enum { POLICY_DAYS_MOST = 36500 };

/*
 * The instant before which nothing is kept that is kept for some days: the local midnight that many days
 * before today.  0 days are for ever: INT64_MIN.
 */
int64_t	policy_limit(const struct zone *, int64_t now, int64_t days);

#endif
