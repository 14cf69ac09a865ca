/*
 * Calls of the Bot API over HTTP (libcurl, the only file that knows it): many at a time, in one thread, each
 * answered by a callback.
 *
 * Certificates are verified, redirects not followed, and plain http goes to this machine only.  Every call
 * ends: by an answer of at most 32 MiB, or by a timeout.  The token is in no message.
 */
#ifndef INGEST_TELEGRAM_H
#define INGEST_TELEGRAM_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/json.h"

struct telegram;

/* What became of a call.  All of it lives until the callback returns. */
struct telegram_answer {
	int		 status;	/* of HTTP; 0: no whole answer came; -1: it is not the Bot API's */
	const char	*text;		/* the answer itself, which may be anything; "" */
	size_t		 length;
	json		*result;	/* "result" where status is 200; of getUpdates NULL */
	const char	*error;		/* where status is not 200: in one line what was said, or happened */
	int64_t		 retry_after;	/* seconds, a day at most; 0: not told */
	int64_t		 migrate_to;	/* chat id; 0: not told */
	double		 seconds;	/* that it took */
	bool		 begun;		/* where status is 0: it was on its way, and may have been done */
	int64_t		 date;		/* by the server's clock; 0: not told */
};

typedef void	telegram_done(void *cookie, const struct telegram_answer *);

/*
 * The token of CHATSTAT_TELEGRAM_TOKEN, or of the file: NULL after logging with STATUS_MISUSE that there is
 * none, or that it looks like none.  As long as the process lives.
 */
const char	*telegram_token(const char *token_file);

/* api_url as configured, kept by address as is the token.  NULL after logging. */
struct telegram	*telegram_open(const char *api_url, const char *token);

/* Drops the calls under way: their callbacks are not called.  Takes NULL. */
void	telegram_close(struct telegram *);

/*
 * Begins a call; body is a JSON object ("" for none) and copied; it may take so many seconds.  done is called
 * by telegram_wait, never from here, and may begin calls.  0, or -1 after logging (out of memory).
 */
int	telegram_call(struct telegram *, const char *method, const char *body, int seconds, telegram_done *,
	    void *cookie);

/* A field of a form. */
struct telegram_field {
	const char	*name;
	const char	*value;		/* a file's bytes, or a text; copied */
	size_t		 length;
	const char	*file;		/* the name of the file; NULL: it is a text */
};

/* The same with a form instead of a body. */
int	telegram_send(struct telegram *, const char *method, const struct telegram_field *, size_t count,
	    int seconds, telegram_done *, void *cookie);

/* Descriptors at most that are waited for beside calls. */
enum { TELEGRAM_WATCHED = 16 };

/*
 * Waits until something happens to a call or a descriptor (revents says what), at most so many milliseconds,
 * then calls back those that are done.  0, or -1 after logging.
 */
int	telegram_wait(struct telegram *, struct pollfd *, size_t count, int milliseconds);

/* A call, and waits for it: for programs that have nothing else to do. -1 as telegram_call. */
int	telegram_ask(struct telegram *, const char *method, const char *body, int seconds, telegram_done *,
	    void *cookie);

#endif
