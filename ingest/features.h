/*
 * A text in numbers, as definitions.md defines them under "Messages".
 */
#ifndef INGEST_FEATURES_H
#define INGEST_FEATURES_H

#include <stddef.h>

#include "ingest/record.h"

/* Entities are sorted by start and lie inside the text. */
void	features_count(const char *text, size_t length, const struct entity *, size_t nentity,
    struct features *);

#endif
