/*
 * One file of history, usage or prices: checked as a whole, then stored, then accounted for.
 */
#ifndef INGEST_FILE_H
#define INGEST_FILE_H

#include <stddef.h>
#include <stdio.h>

#include "ingest/store.h"
#include "lib/zone.h"

enum { FILE_PICKS = 64 };

struct file_options {
	const struct zone	*zone;			/* of times without offset */
	const char		*picks[FILE_PICKS];	/* --chat: ids or names */
	size_t			 npick;
	struct chat_ref		 into;			/* --into: for one chat's export; id 0: its own */
	bool			 dry_run;		/* store nothing for good */
	bool			 partial;		/* what is usable of a broken file */
	struct usage_options	 usage;			/* how usage is read */
	bool			 skip_bad;		/* rows of usage that cannot be used are passed by */
	int64_t			 valid_from;		/* of prices without a date; -1: not given */
};

struct file;

/*
 * Opens a file ("-" is standard input) and reads it through once: it must be whole, and of a shape
 * that is known.  NULL after logging the fault and its place.  Path and options stay the caller's.
 */
struct file	*file_check(const char *path, const struct file_options *);

/* Stores what it holds, in batches; 0, or -1 after logging (whole batches are stored then). */
int	file_import(struct file *, struct db *, struct store *);

/* Whether it holds usage or prices, after which budgets are to be looked at. */
bool	file_costs(const struct file *);

/* Writes what it was taken for, and what became of its elements, by reason. */
void	file_report(const struct file *, FILE *);

void	file_close(struct file *);

#endif
