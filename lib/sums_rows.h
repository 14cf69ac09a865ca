/*
 * What the rooms of sums share, and nobody else: the rows that wait to be written.  sums.c adds facts
 * up, sums_spend.c those of usage, sums_fold.c days that are over, sums_write.c writes them, sums_bot.c moves
 * those of a member who turns out to be a bot, and sums_forget.c those of one who is forgotten.
 */
#ifndef LIB_SUMS_ROWS_H
#define LIB_SUMS_ROWS_H

#include "lib/map.h"
#include "lib/pair.h"
#include "lib/sums.h"
#include "lib/vocabulary.h"

/*
 * One row that waits: key a is the scope, b the period; c is the member (act), the bot flag (total),
 * bucket and bot flag (tally), member + 1 and model (spend).  Of pair a is scope * PAIR_COUNT + what,
 * b month * 2^40 + member, c the code.
 */
struct row {
	struct map_key	key;
	int64_t		v[SUM_COUNT];	/* tally uses the first, spend those of enum spend_column */
	bool		bot;		/* act: the member's flag */
};

struct rows {
	struct map	 map;
	struct row	*list;
	size_t		 capacity;
};

struct sums {
	struct db		*db;
	struct rows		 act, total, tally[TALLY_COUNT], spend, pair;
	struct vocabulary	 words;
	struct scopes		 scopes;	/* of the chat below */
	int64_t			 chat;		/* -1: none was read */
	const struct scope	*only;
	size_t			 nonly;
	signed char		*bots;		/* by member: 0, 1, or -1 for not asked yet */
	size_t			 nbot;
};

/* Where a fact counts. */
struct target {
	const struct scope	*scope;
	int64_t			 day;
	int64_t			 local;	/* seconds of the local clock */
};

/* The scopes that a fact counts in, one after the other. */
struct cursor {
	const struct scope	*list;
	size_t			 count, next;
	int64_t			 chat, topic, at;
};
int	sums_targets(struct sums *, struct cursor *, int64_t chat, int64_t topic, int64_t at);
bool	sums_target(struct cursor *, struct target *);

/* The row of a key, made where there is none; NULL after logging. */
struct row	*sums_row(struct rows *, int64_t a, int64_t b, int64_t c);

/* The rows in the order of their keys; the array is the caller's. NULL after logging. */
struct row	**sums_sorted(struct rows *);

/* Writes the rows of spend; adds those of a day to its month and to everything.  0 or -1. */
int	sums_write_spend(struct sums *);
int	sums_fold_spend(struct sums *, const struct scope *, int64_t day);

/* Adds to a row, sign times; bot is the flag of act's members.  0 or -1. */
int	sums_add(struct rows *, int64_t scope, int64_t period, int64_t c, const int64_t v[SUM_COUNT],
    int64_t sign, bool bot);

/* Drops all rows that wait. */
void	sums_forget(struct sums *);

/* Whether a member is a bot: 1, 0, or -1 after logging. */
int	sums_is_bot(struct sums *, int64_t member);

/* The tallies of a message, its terms, and reactions to it, whose sender is or is not a bot; 0 or -1. */
int	sums_message_tallies(struct sums *, const struct target *, const struct message *, bool bot,
    int sign);
int	sums_term_tallies(struct sums *, const struct target *, const unsigned char *terms, size_t length,
    bool bot, int sign);
int	sums_reaction_tallies(struct sums *, const struct target *, const struct sums_reaction *, bool bot,
    int sign);

#endif
