/*
 * The daemon's one thread: waits for Telegram, for descriptors, for timers and for signals.
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

/* Catches SIGTERM, SIGINT and SIGHUP from here on. NULL after logging. */
struct loop	*loop_open(struct telegram *);
void	loop_close(struct loop *);

/* Milliseconds of a clock that nobody sets. */
int64_t	loop_now(void);

/* Calls fire in so many milliseconds; a timer that was set is set anew. */
void	loop_after(struct loop *, struct timer *, int64_t milliseconds);

/* It is not called any more. */
void	loop_cancel(struct timer *);

/* A descriptor, likewise.  Both are called with the cookie. */
struct watch {
	int		 descriptor;
	int		(*timeout)(void *cookie);	/* NULL: as -1 */
	void		(*ready)(void *cookie);
	void		*cookie;
	struct watch	*next;
};

/*
 * Calls ready when a descriptor is readable, after timeout() milliseconds (-1: whenever), and now and then
 * for nothing.  ready may remove its own watch, and add others.
 */
void	loop_watch(struct loop *, struct watch *);
void	loop_unwatch(struct loop *, struct watch *);

/* Runs until a signal (STATUS_DONE) or loop_stop: the exit status. */
int	loop_run(struct loop *);

/* Ends loop_run when what is being done is done. */
void	loop_stop(struct loop *, enum status);

#endif
