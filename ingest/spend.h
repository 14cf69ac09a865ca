/*
 * Usage into the database: each record once, with its model, its member and what it costs.
 */
#ifndef INGEST_SPEND_H
#define INGEST_SPEND_H

#include <stdbool.h>
#include <stdint.h>

#include "ingest/people.h"
#include "ingest/privacy.h"
#include "ingest/usage.h"
#include "lib/db.h"
#include "lib/sums.h"

struct spend;

/* Usage without a chat counts in the zone. NULL after logging. */
struct spend	*spend_open(struct db *, struct sums *, struct people *, const struct privacy *,
    const struct zone *);
void	spend_close(struct spend *);

/* A transaction begins: forgets what another process may have changed; 0 or -1. */
int	spend_begin(struct spend *);

/*
 * Stores a record of a chat (0: none), unless it is stored already: by its request_id, or, of those that
 * are alike, as many as one file has.  Of who opted out it keeps no more than a mark.  0 or -1.
 */
int	spend_store(struct spend *, int64_t chat, const struct usage_record *, int64_t file, bool *stored);

/* Takes a member off a stored record, as if he or she had opted out before.  0 or -1. */
int	spend_hide(struct db *, struct sums *, const struct privacy *, int64_t usage, int64_t member_id);

/* The number of a model, which is made where there is none of that name.  0 or -1. */
int	spend_model(struct db *, const char *name, int64_t *model);

#endif
