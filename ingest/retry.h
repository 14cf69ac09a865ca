/*
 * When to try again: later after each failure in a row, never at the same moment as others, and after
 * several only seldom (a circuit breaker).
 */
#ifndef INGEST_RETRY_H
#define INGEST_RETRY_H

#include <stdint.h>

/* Zero at first. */
struct retry {
	int64_t	failures;	/* in a row */
};

/* It failed: milliseconds to wait, at least as [retry] says, and so many seconds; a little more by chance. */
int64_t	retry_failed(struct retry *, int64_t least);

/* It worked: failures before count no more. */
void	retry_worked(struct retry *);

#endif
