/*
 * What is kept of a message's text: the text itself, what it names, and where in it there are no words;
 * as much of that as the chat's policy allows.
 */
#ifndef INGEST_CONTENT_H
#define INGEST_CONTENT_H

#include "ingest/record.h"
#include "ingest/terms.h"
#include "lib/policy.h"
#include "lib/sums.h"

/* Columns of the table message; length 0 is NULL. */
struct content {
	const char		*text;
	size_t			 length;
	struct terms_found	 found;
	const unsigned char	*gaps;
	size_t			 ngap;
	const char		*words;		/* a record's list of them; NULL: what the text has */
	size_t			 nwords;
	bool			 late;		/* older than texts are kept: counted, not stored */
};

/*
 * What to keep of a record, whose features are those of the message; it lives as long as the record, and
 * until the next call.  0 or -1.
 */
int	content_of(struct terms *, const struct record *, const struct message *, enum policy,
    struct content *);

/* Adds content to the sums, sign times, as that of a message.  0 or -1. */
int	content_add(struct sums *, const struct message *, const struct content *, int sign);

/*
 * Replaces the content that is stored of a message, in its row and in the sums.  had: where no text is
 * stored, there was one, and nothing brings it back.  0 or -1.
 */
int	content_replace(struct db *, struct sums *, const struct message *, bool had,
    const struct content *);

/* Leaves of it as much as a policy allows.  0 or -1. */
int	content_limit(struct db *, struct sums *, const struct message *, enum policy);

/* Takes a term out of it.  0 or -1. */
int	content_drop_term(struct db *, struct sums *, const struct message *, int64_t term);

/* Moves what a message says to the sums of another topic or sender, before its row does.  0 or -1. */
int	content_follow(struct db *, struct sums *, const struct message *was, const struct message *is);

/* A copy of what is stored of a message, nothing where that is not stored; to be freed.  0 or -1. */
int	content_load(struct db *, int64_t key, struct content *, void **memory);

#endif
