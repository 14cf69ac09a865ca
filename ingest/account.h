/*
 * What became of the elements of a file, by outcome and reason.
 */
#ifndef INGEST_ACCOUNT_H
#define INGEST_ACCOUNT_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "ingest/store.h"

enum { ACCOUNT_REASONS = 64 };

/* Why something was passed by or skipped, and how often. */
struct reason {
	const char	*why;
	enum outcome	 outcome;
	int64_t		 count;
};

/* Empty when all is zero. */
struct account {
	int64_t		read;
	int64_t		counts[OUTCOME_COUNT];
	struct reason	reasons[ACCOUNT_REASONS];
	size_t		nreason;
};

/* One element more; why is a constant, and needed where it was passed by or skipped. */
void	account_add(struct account *, enum outcome, const char *why);

/* A line an outcome, with its reasons. */
void	account_write(const struct account *, FILE *);

#endif
