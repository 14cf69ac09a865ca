/*
 * How far long work has come, for a person at a terminal; silent where standard error is none.
 */
#ifndef INGEST_PROGRESS_H
#define INGEST_PROGRESS_H

#include <stdint.h>

struct progress {
	const char	*name;
	int64_t		 total;		/* bytes; 0: silent */
	int64_t		 started;	/* milliseconds of the monotonic clock */
	int64_t		 shown;		/* when the line was written last */
};

/* Work on so many bytes begins; the name stays the caller's. */
void	progress_begin(struct progress *, const char *name, int64_t total);

/* So many bytes and elements are done: the line is written anew, a few times a second. */
void	progress_at(struct progress *, int64_t bytes, int64_t elements);

/* Takes the line away. */
void	progress_end(struct progress *);

#endif
