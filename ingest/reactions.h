/*
 * Reactions to messages, as definitions.md defines them: named givers, and an anonymous rest.
 */
#ifndef INGEST_REACTIONS_H
#define INGEST_REACTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "ingest/lines.h"
#include "ingest/people.h"
#include "ingest/record.h"
#include "lib/db.h"
#include "lib/message.h"
#include "lib/sums.h"

struct reactions;

struct reactions	*reactions_open(struct db *, struct sums *, struct people *, const struct privacy *);
void	reactions_close(struct reactions *);

/* Forgets the numbers of emoji: after a rollback. */
void	reactions_reset(struct reactions *);

/* What one actor's set is since record->at (RECORD_REACTION); *changed tells.  0 or -1. */
int	reactions_set(struct reactions *, const struct reacted *, const struct record *, bool *changed);

/* The totals that an update tells of (RECORD_COUNTS). */
int	reactions_count(struct reactions *, const struct reacted *, const struct record *, bool *changed);

/* The reactions that an export, made at an instant, holds of a message; fresh: it was stored just now. */
int	reactions_snapshot(struct reactions *, const struct reacted *, const struct record *,
    int64_t made_at, bool fresh, bool *changed);

/* Moves those that came before their message to its instant, topic and sender; 0 or -1. */
int	reactions_arrive(struct reactions *, const struct message *);

/* A message has another topic or sender: moves what its reactions add; 0 or -1. */
int	reactions_follow(struct reactions *, const struct message *was, const struct message *is);

/* Puts a mark in the place of one who reacted, or the member in that of a mark; 0 or -1. */
int	reactions_rename(struct reactions *, const struct reacted *, int64_t from, int64_t member);

#endif
