/*
 * The rows of the table message, written.
 */
#ifndef INGEST_ROWS_H
#define INGEST_ROWS_H

#include <stddef.h>

#include "lib/db.h"
#include "lib/message.h"

/* A new one, and a new version of one without its text; a text of no bytes is none.  0 or -1. */
int	rows_insert(struct db *, const struct message *, const char *text, size_t length);
int	rows_update(struct db *, const struct message *);

/* The text of a new version; one that had a text which is gone by now stays without.  0 or -1. */
int	rows_set_text(struct db *, const struct message *, bool had, const char *text, size_t length);

#endif
