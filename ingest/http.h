/*
 * The daemon's HTTP: health, metrics (libmicrohttpd, the only file that knows it).  It has no thread of its
 * own: the loop waits for its descriptor and runs it.
 */
#ifndef INGEST_HTTP_H
#define INGEST_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/db.h"

/* What only the loop knows of the daemon's health: it keeps this up to date. */
struct health {
	int64_t		 began;		/* instant that the process began at */
	bool		 started;	/* Telegram knows the token, the database is open */
	int64_t		 polled;	/* instant of the last answer to getUpdates that was good; 0: none yet */
	int64_t		 patience;	/* seconds that may pass between two of them */
	int64_t		 updated;	/* instant of the last update; 0: none yet */
	const char	*fault;		/* why nothing can be stored now; NULL: it can */
};

struct http;

/*
 * Listens on "127.0.0.1:9464", "[::1]:9464".  token_file may be NULL or "": then only health and metrics answer.
 * What is given is kept by address.  NULL after logging.
 */
struct http	*http_open(const char *listen, const char *token_file, struct db *, const struct health *);

/* Takes NULL. */
void	http_close(struct http *);

/* Readable when http_run has something to do. */
int	http_descriptor(const struct http *);

/* Milliseconds until http_run is to be called in any case; -1: there is nothing to wait for. */
int	http_timeout(struct http *);

/* Does what can be done without waiting.  Never inside a transaction: answers read the database. */
void	http_run(struct http *);

/* Whether http_open would understand an address: 0, or -1 after logging with STATUS_MISUSE. */
int	http_check(const char *listen);

#endif
