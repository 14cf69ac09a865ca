/*
 * The daemon's HTTP: health, metrics, usage that bots post, pages of chats (libmicrohttpd, the only file
 * that knows it).  It has no thread of its own: the loop waits for its descriptor and runs it.
 */
#ifndef INGEST_HTTP_H
#define INGEST_HTTP_H

#include "ingest/health.h"
#include "ingest/loop.h"
#include "lib/db.h"
#include "lib/secret.h"

struct http;

/*
 * Listens on an address that config_address knows.  token_file may be NULL or "": then only health and
 * metrics answer.  What is given is kept by address.  NULL after logging.
 */
struct http	*http_open(const char *listen, const char *token_file, struct db *, const struct health *);

/* Serves pages of chats, too; what is given is kept by address.  config, a file, may be NULL.  0 or -1. */
int	http_serve_pages(struct http *, struct loop *, const struct secret *, const char *config);

/* Takes NULL. */
void	http_close(struct http *);

/* Readable when http_run has something to do. */
int	http_descriptor(const struct http *);

/* Milliseconds until http_run is to be called in any case; -1: there is nothing to wait for. */
int	http_timeout(struct http *);

/* Does what can be done without waiting.  Never inside a transaction: answers read and write the database. */
void	http_run(struct http *);

/* Whether http_open could use this token_file: 0, or -1 after logging with STATUS_MISUSE. */
int	http_check(const char *token_file);

#endif
