/*
 * A text in numbers, as definitions.md defines them under "Messages".
 */
#ifndef INGEST_FEATURES_H
#define INGEST_FEATURES_H

#include <stddef.h>
#include <stdint.h>

#include "ingest/record.h"

struct features {
	int64_t	chars;		/* code points */
	int64_t	words;
	int64_t	emoji;
	int64_t	links;		/* url and text_link entities */
	int64_t	flags;		/* enum message_flag */
};

/* Entities are sorted by start and lie inside the text. */
void	features_count(const char *text, size_t length, const struct entity *, size_t nentity,
    struct features *);

#endif
