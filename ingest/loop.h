/*
 * The daemon's one thread: waits for Telegram, for a descriptor, for timers and for signals.
 */
#ifndef INGEST_LOOP_H
#define INGEST_LOOP_H

#include <stdint.h>

#include "ingest/telegram.h"
#include "lib/log.h"

struct loop;

/* Belongs to who sets it, zero at first; not to be moved while it is set. */
struct timer {
	void		(*fire)(void *cookie);
	void		*cookie;
	int64_t		 at;		/* as loop_now */
	struct timer	*next;
	struct timer	**link;		/* NULL: not set */
};

/* Catches SIGTERM and SIGINT from here on. NULL after logging. */
struct loop	*loop_open(struct telegram *);
void	loop_close(struct loop *);

/* Milliseconds of a clock that nobody sets. */
int64_t	loop_now(void);

/* Calls fire in so many milliseconds; a timer that was set is set anew. */
void	loop_after(struct loop *, struct timer *, int64_t milliseconds);

/*
 * Calls ready whenever a descriptor is readable, and after timeout() milliseconds (-1: whenever).  For one
 * descriptor.
 */
void	loop_watch(struct loop *, int descriptor, int (*timeout)(void *cookie), void (*ready)(void *cookie),
	    void *cookie);

/* Runs until a signal (STATUS_DONE) or loop_stop: the exit status. */
int	loop_run(struct loop *);

/* Ends loop_run when what is being done is done. */
void	loop_stop(struct loop *, enum status);

#endif
