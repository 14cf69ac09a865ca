/*
 * Records into the database: state, and in the same transaction what it adds to its day.
 * Storing a record again changes nothing; what is newer wins, whatever order records come in.
 */
#ifndef INGEST_STORE_H
#define INGEST_STORE_H

#include <stdint.h>

#include "ingest/record.h"
#include "ingest/usage.h"
#include "lib/db.h"
#include "lib/zone.h"

enum outcome {
	OUTCOME_STORED,		/* new */
	OUTCOME_CHANGED,	/* newer than what was stored */
	OUTCOME_KNOWN,		/* stored already */
	OUTCOME_PASSED,		/* knowingly not recorded */
	OUTCOME_BAD,		/* cannot be used */
	OUTCOME_COUNT
};

enum source { SOURCE_IMPORT, SOURCE_LIVE };

struct store;
struct privacy;

/* New chats get the zone. NULL after logging. */
struct store	*store_open(struct db *, const struct zone *, enum source);
void	store_close(struct store *);

/*
 * chatstat's own account, and whether it reads all that is written in groups (getMe): its messages count
 * nowhere.  Inside a transaction, before the first poll.  0 or -1.
 */
int	store_self(struct store *, int64_t bot_id, bool reads_all, int64_t at);

/*
 * A poll brought all that there was to tell at an instant (its batch was not full): the chats that the bot
 * is in and can read are covered until then.  Inside the batch's transaction; where nothing came, once a
 * minute is often enough.  0 or -1.
 */
int	store_polled(struct store *, int64_t at);

/* A new file: its records cover what lies between them; reactions in it are as of made_at. */
void	store_file(struct store *, int64_t made_at);

/* One transaction around any number of records; 0 or -1.  After -1 from any of these, roll back. */
int	store_begin(struct store *);
int	store_commit(struct store *);
void	store_rollback(struct store *);

/*
 * A basic group became a supergroup, as an error of the Bot API or a service message told: ids of both are
 * one chat's from now on.  store_move moves some rows where both were chats already, in the open transaction,
 * as long as there are *more.  0 or -1.
 */
int	store_migrate(struct store *, int64_t old_id, int64_t new_id);
int	store_move(struct store *, bool *more);

/* Stores one record; *why is a constant where the outcome is PASSED or BAD.  0 or -1. */
int	store_record(struct store *, const struct record *, enum outcome *, const char **why);

/*
 * Stores a record of usage, at what it costs by the prices that are known; file is the number of the
 * file that tells it (store_name), 0 for none: then it needs a request_id.  0 or -1.
 */
int	store_usage(struct store *, const struct usage_record *, int64_t file, enum outcome *,
    const char **why);

/* Notes a file of usage or prices by its name, inside a transaction: its number, or -1. */
int64_t	store_name(struct store *, const char *path);

/*
 * Gives joins and leaves that are known only by name to the member who alone in the chat has it.  Inside a
 * transaction, when a file is done.  0 or -1.
 */
int	store_resolve(struct store *);

/* Who opted out; the store's. */
struct privacy	*store_privacy(struct store *);

/*
 * Forgets what those did who are listed as forgotten, and are not: since just now, or since the database was
 * restored.  In short transactions; killed or failed, it can be done again.  0 or -1.
 */
int	store_forget(struct store *);

#endif
