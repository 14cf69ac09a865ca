/*
 * Pages of chats, made by chatstat beside the daemon's loop and kept for a while.
 */
#ifndef INGEST_PAGES_H
#define INGEST_PAGES_H

#include <stdint.h>

#include "ingest/loop.h"
#include "lib/db.h"

struct pages;

/*
 * changed is called with the cookie whenever a page that pages_get said LATER of may be there.  config, a
 * file or NULL, is kept by address.  NULL after logging.
 */
struct pages	*pages_open(struct loop *, struct db *, const char *config, void (*changed)(void *cookie),
		    void *cookie);

/* Takes NULL; what is being made is ended. */
void	pages_close(struct pages *);

struct page {
	int		 fd;		/* a file, whole, that pages keeps until the loop goes on */
	size_t		 size;
	const char	*policy;	/* the Content-Security-Policy that it names, and frame-ancestors */
};

/*
 * The page of a chat, or 0: the index of all.  asked is when somebody began to ask for it, as loop_now:
 * what was begun since then is new enough.
 */
enum page_state {
	PAGES_READY,		/* and *page is filled */
	PAGES_LATER,		/* when changed was called, ask again */
	PAGES_UNKNOWN,		/* there is no such chat */
	PAGES_BUSY,		/* too many others wait */
	PAGES_FAILED		/* the log says why */
};
enum page_state	pages_get(struct pages *, int64_t chat_id, int64_t asked, struct page *page);

#endif
