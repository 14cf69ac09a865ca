/*
 * A line in the log every six hours: what the daemon did since the last one.
 */
#ifndef INGEST_SUMMARY_H
#define INGEST_SUMMARY_H

#include <stdint.h>

#include "ingest/loop.h"
#include "lib/db.h"

/* Zero at first; what is given to summary_start is kept by address. */
struct summary {
	struct loop	*loop;
	struct db	*db;
	struct timer	 timer;
	int64_t		 updates, commands, good, errors, warnings;	/* as they were */
	double		 seconds;
};

void	summary_start(struct summary *, struct loop *, struct db *);

#endif
