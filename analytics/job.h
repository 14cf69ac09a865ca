/*
 * Jobs of chatstat-rollup and chatstat-purge: each brings something up to date, in short transactions,
 * and can be killed and run again, or twice at once, at any time.
 */
#ifndef ANALYTICS_JOB_H
#define ANALYTICS_JOB_H

#include <limits.h>
#include <stdint.h>

#include "lib/db.h"
#include "lib/scope.h"

enum { JOB_UNIT = PATH_MAX + 32 };	/* bytes of the longest unit */

struct job {
	const char	*name;
	const char	*help;
	/* Does what is due at an instant; *done counts what was done, in units of the job.  0 or -1. */
	int		(*run)(struct db *, int64_t now, int64_t *done);
	const char	*unit;		/* "days", "KiB in /srv/copies" */
};

/*
 * How long a transaction should take, in milliseconds of job_clock, which only goes forward: then it takes in
 * nothing more.  So it stays under 200 ms on a machine that is busy, too.
 */
enum { JOB_SLICE = 60 };
int64_t	job_clock(void);

/* Runs a job, with its row in job_run; a person at a terminal hears what was done.  0 or -1. */
int	job_run(struct db *, const struct job *, int64_t now);

/*
 * Calls some for every scope that answers, again while it returns 1: each call is one transaction.  0 or -1.
 */
int	job_scopes(struct db *, int64_t now, int64_t *done,
    int (*some)(struct db *, struct scope *, int64_t now, int64_t *done));

/* Folds closed days into months and everything. */
int	fold(struct db *, int64_t now, int64_t *done);

/* Builds sums anew that are marked to be, and swaps them in. */
int	rebuild(struct db *, int64_t now, int64_t *done);

/* Marks the sums of all chats to be built anew; 0 or -1. */
int	rebuild_mark(struct db *);

/* Deletes the rows of sums that were replaced. */
int	sweep(struct db *, int64_t now, int64_t *done);

/* Derives what does not add up for folded days, also anew for those that a late change touched. */
int	derive(struct db *, int64_t now, int64_t *done);

#endif
