/*
 * What the daemon says of its health, as JSON.
 */
#ifndef INGEST_HEALTH_H
#define INGEST_HEALTH_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/db.h"

/* What only the loop knows: it keeps this up to date. */
struct health {
	int64_t		 began;		/* instant that the process began at */
	bool		 started;	/* Telegram knows the token, the database is open */
	int64_t		 polled;	/* instant of the last good answer to getUpdates; 0: none yet */
	int64_t		 patience;	/* seconds that may pass between two of them */
	int64_t		 updated;	/* instant of the last update; 0: none yet */
	const char	*fault;		/* why nothing can be stored now; NULL: it can */
};

/* Each writes an object; true where it says that all is well. */
bool	health_write_live(const struct health *, int64_t now, FILE *);
bool	health_write_started(const struct health *, FILE *);
bool	health_write_ready(const struct health *, int64_t now, FILE *);

/* What the daemon did, and how the database is; 0, or -1 after logging. */
int	health_write_stats(const struct health *, struct db *, int64_t now, FILE *);

#endif
