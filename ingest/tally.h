/*
 * What a batch adds to the metrics, once it is committed: a batch that is stored again counts once.
 */
#ifndef INGEST_TALLY_H
#define INGEST_TALLY_H

#include "ingest/record.h"
#include "ingest/store.h"

enum { TALLY_FIELDS = 32 };

/* Empty when all is zero. */
struct tally {
	struct {
		char	field[32];	/* of an Update */
		int64_t	count;
	}	updates[TALLY_FIELDS];
	int64_t	messages[CHAT_CHANNEL + 1][KIND_COUNT];
	int64_t	reactions[3];
	int64_t	rejected;
};

/* An update, of the kind that a field names, and what became of it. */
void	tally_add(struct tally *, const char *field, const struct record *, enum outcome);

/* Adds all to the metrics. */
void	tally_write(const struct tally *, int64_t now);

#endif
