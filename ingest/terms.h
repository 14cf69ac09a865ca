/*
 * What a message names: emoji, domains of links, hashtags, mentions and commands, as numbers of the table
 * term.
 */
#ifndef INGEST_TERMS_H
#define INGEST_TERMS_H

#include "ingest/people.h"
#include "ingest/record.h"
#include "lib/db.h"

struct terms;

/* People may be NULL: nobody opted out.  NULL after logging. */
struct terms	*terms_open(struct db *, const struct people *);
void	terms_close(struct terms *);

/* Forgets what it knows of the database: to be called after a transaction was rolled back. */
void	terms_reset(struct terms *);

/* Column of the table message. */
struct terms_found {
	const unsigned char	*terms;
	size_t			 nterms;	/* bytes */
};

/*
 * Finds them in a record's text, which holds emoji or does not; they live until the next call.  Terms that
 * are new are stored; mentions of who opted out in the record's chat are none.  0 or -1.
 */
int	terms_read(struct terms *, const struct record *, bool emoji, struct terms_found *);

/* Deletes terms that nothing is counted of any more.  Inside a transaction; 0 or -1. */
int	terms_sweep(struct db *);

#endif
