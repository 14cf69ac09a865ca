/*
 * libsodium: the key of a database, and keyed hashes, by which somebody is known again who is not to be
 * named.  The key lies in DATABASE.key beside the database, mode 0600, and never in the database.
 */
#ifndef LIB_SECRET_H
#define LIB_SECRET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/db.h"

/* What a hash is for: the same values give unrelated hashes for different uses. */
enum secret_use {
	SECRET_LISTED,		/* who opted out: member id, chat id */
	SECRET_LISTED_NAME,	/* by what name: chat id, name */
	SECRET_RECORD,		/* somebody in one record: member id; and the rounds of a cipher for it */
	SECRET_RECORD_NAME,	/* likewise a name */
	SECRET_LOG,		/* an id in a log */
	SECRET_LINK,		/* a signed link: chat id or 0, until when */
	SECRET_USES
};

struct secret;

/*
 * The key of a database, made where it is missing and nobody opted out yet; a database that nobody keeps has
 * a key that nobody keeps.  NULL after logging.
 */
struct secret	*secret_open(struct db *);
void	secret_close(struct secret *);

/* A hash of up to four numbers, and of a text or NULL, from 1 to 2^63 - 1. */
int64_t	secret_hash(const struct secret *, enum secret_use, const int64_t *numbers, size_t count,
    const char *text);

/* What tells bytes from others, and is no secret: a hash, as hexadecimal digits. */
enum { SECRET_DIGEST = 33 };
void	secret_digest(const void *bytes, size_t length, char digest[SECRET_DIGEST]);

/* Whether two texts are the same, in a time that tells nothing of where they differ. */
bool	secret_equal(const char *, const char *);

/*
 * The first line of a file, without blanks at its end: 0, or -1 after logging with STATUS_MISUSE that there
 * is none.
 */
int	secret_read(const char *path, char *line, size_t size);

/* Overwrites what was secret. */
void	secret_wipe(void *, size_t);

#endif
