/*
 * The rows of the table message, written.
 */
#ifndef INGEST_ROWS_H
#define INGEST_ROWS_H

#include "ingest/content.h"

/* A new one, and a new version of one but for its content.  0 or -1. */
int	rows_insert(struct db *, const struct message *, const struct content *);
int	rows_update(struct db *, const struct message *);

#endif
