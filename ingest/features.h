/*
 * A text in numbers, as definitions.md defines them under "Messages", and its words.
 */
#ifndef INGEST_FEATURES_H
#define INGEST_FEATURES_H

#include <stddef.h>

#include "ingest/record.h"
#include "lib/json.h"

/* Entities are sorted by start and lie inside the text. */
void	features_count(const char *text, size_t length, const struct entity *, size_t nentity,
    struct features *);

/* Where in a text there are no words: at most 2 * PACK_MOST bytes an entity, whose number is returned. */
size_t	features_gaps(const struct entity *, size_t nentity, unsigned char *gaps);

/* Features, gaps and words of a record's text, in the reader's memory.  0, or -1 where that is out. */
int	features_read(struct json_reader *, struct record *);

#endif
