/*
 * Pages of many chats for a web server: one a chat, and an index.
 */
#ifndef REPORTS_SITE_H
#define REPORTS_SITE_H

#include <stdbool.h>

#include "lib/db.h"
#include "reports/request.h"

/*
 * Writes into the folder that is the request's output; it is made where it is not there.  A page on which
 * nothing can have changed is left as it is.  Where the output is no folder, only the index is written, to
 * it.  0, or -1 after logging; the pages of other chats are written all the same.
 */
int	site_write(struct db *, const struct request *);

#endif
