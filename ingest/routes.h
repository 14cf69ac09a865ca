/*
 * What the daemon's HTTP says: what there is at which address, who may ask for it, how others are refused.
 */
#ifndef INGEST_ROUTES_H
#define INGEST_ROUTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "ingest/health.h"
#include "ingest/store.h"
#include "lib/secret.h"

enum {
	HTTP_OK = 200,
	HTTP_BAD_REQUEST = 400,
	HTTP_UNAUTHORIZED = 401,
	HTTP_FORBIDDEN = 403,
	HTTP_NOT_FOUND = 404,
	HTTP_METHOD_NOT_ALLOWED = 405,
	HTTP_TOO_LARGE = 413,
	HTTP_TOO_MANY_REQUESTS = 429,
	HTTP_FAILED = 500,
	HTTP_UNAVAILABLE = 503
};

/* A request under way; it is answered once its body, which only POST keeps, has been read. */
struct request {
	size_t	 received;
	char	*body;
	int64_t	 began;			/* as loop_now */
	int64_t	 chat_id;		/* of a page */
};

/* Of what answers are made. */
struct routes {
	struct db		*db;
	const struct health	*health;
	struct store		*store;		/* for what is posted */
	const struct request	*asked;		/* the one that is being answered, and its id */
	const char		*id;
	const struct secret	*secret;	/* of signed links; NULL: no pages are served */
	char			 token[512];	/* "": none is set */
};

struct route {
	const char	*path;
	const char	*allow;		/* methods, as the header of that name lists them */
	bool		 open;		/* to whom bears no token */
	const char	*type;
	unsigned	(*answer)(const struct routes *, int64_t now, FILE *);
};

extern const char routes_json[];	/* the type of what is JSON */

/* What is below it: its answers are files, which are made while the loop goes on. */
extern const struct route routes_pages;

/*
 * Whether a request is to be refused, and with which status; else 0 and its route.  authorization is the
 * header of that name, or NULL.  Of a page, what it asks for is noted in the request.
 */
unsigned	routes_judge(const struct routes *, const char *path, const char *method,
    const char *authorization, struct request *, const struct route **);

/*
 * The body of an answer, from malloc; where the status is not 0, or the route fails, that of an error.  NULL
 * when memory is out.
 */
char	*routes_answer(const struct routes *, const struct route *, unsigned *status, size_t *size);

#endif
