/*
 * Sums of days whose facts were purged: what is built anew takes them over as they are.
 */
#ifndef ANALYTICS_FROZEN_H
#define ANALYTICS_FROZEN_H

#include <stddef.h>

#include "lib/db.h"
#include "lib/scope.h"

/* scope.built of scopes that nothing was taken over into yet. */
#define FROZEN_BEGIN	INT64_C(-1000000)

/*
 * Takes over some days of a chat into the scopes that are being built, or what is left: then scope.built
 * is the UTC day to go on from with facts.  Inside a transaction; 0 or -1.
 */
int	frozen_copy(struct db *, const struct scope *list, size_t count);

#endif
