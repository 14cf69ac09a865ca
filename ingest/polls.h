/*
 * Polls: what was asked, and how many chose what.
 */
#ifndef INGEST_POLLS_H
#define INGEST_POLLS_H

#include <stdbool.h>
#include <stdint.h>

#include "ingest/record.h"
#include "lib/db.h"

/*
 * Stores a message's poll, or what it became: closed is later than open, and more voters than fewer.
 * texts: question and options are kept.  *changed tells.  0 or -1.
 */
int	polls_store(struct db *, int64_t key, const struct poll *, bool texts, bool *changed);

/* What an update tells of a poll, in all messages that hold it; *known where there is one.  0 or -1. */
int	polls_update(struct db *, const struct poll *, bool *known, bool *changed);

/* Drops what a message's poll says; its votes stay.  0 or -1. */
int	polls_silence(struct db *, int64_t key);

/* A message has another key; what that has stays.  0 or -1. */
int	polls_move(struct db *, int64_t from, int64_t to);

#endif
