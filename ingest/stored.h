/*
 * What is stored of a member in a chat: for whoever it is about, and for who has to tell.
 */
#ifndef INGEST_STORED_H
#define INGEST_STORED_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/db.h"

/* Writes it: as JSON, all of it, or as lines that tell how much it is.  0 or -1. */
int	stored_write(struct db *, int64_t chat, int64_t member_id, bool as_json, FILE *);

#endif
