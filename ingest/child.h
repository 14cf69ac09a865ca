/*
 * Runs a companion program, found beside this one: without this one's environment and descriptors, with
 * limits on time, processor and memory, and its output read by the loop.
 */
#ifndef INGEST_CHILD_H
#define INGEST_CHILD_H

#include <stdbool.h>
#include <stddef.h>

#include "ingest/loop.h"

struct child;

/* What became of it.  All of it lives until the callback returns. */
struct child_end {
	int		 status;	/* it exited with; -1: it was stopped, or died */
	bool		 late;		/* it was stopped since it took too long */
	bool		 large;		/* or since it wrote more than 16 MiB */
	const char	*output;	/* ended by a NUL that is not counted */
	size_t		 length;
	char		 said[512];	/* the last line of its standard error */
};

typedef void	child_done(void *cookie, const struct child_end *);

/*
 * Starts "chatstat", "chatstat-admin", ... with arguments, of which the first is its name and the last NULL;
 * actor is who is behind it, for the audit log, or NULL.  done is called by the loop, unless the child is
 * killed before.  NULL after logging.
 */
struct child	*child_start(struct loop *, const char *const *arguments, const char *actor, child_done *,
		    void *cookie);

/* Ends one that is not done; takes NULL. */
void	child_kill(struct child *);

/* Starts one, and waits for it: for what is done once, at the beginning.  0 or -1. */
int	child_wait(const char *const *arguments, child_done *, void *cookie);

#endif
