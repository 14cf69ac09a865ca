/*
 * Addresses of pages below /chats/: of one chat by its id, or of all with an index.  A signed one has a
 * folder in front that says until when it is good, so that links from page to page are signed, too.
 */
#ifndef INGEST_LINK_H
#define INGEST_LINK_H

#include <stdint.h>

#include "lib/secret.h"

#define LINK_ROOT	"/chats/"

enum { LINK_SIZE = 96, LINK_ALL = 0 };

/* Writes the signed address of a chat's page, or of all pages (LINK_ALL). */
void	link_write(char path[LINK_SIZE], const struct secret *, int64_t chat_id, int64_t until);

/*
 * What an address that begins with LINK_ROOT asks for: a chat's page or the index (LINK_ALL).  Untouched
 * where it is none of ours.
 */
enum link {
	LINK_NONE,		/* no such address */
	LINK_BARE,		/* not signed */
	LINK_GOOD,
	LINK_BAD		/* signed by somebody else, for something else, or too long ago */
};
enum link	link_read(const char *path, const struct secret *, int64_t now, int64_t *chat_id);

#endif
