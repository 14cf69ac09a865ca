/*
 * The ladder of sums: what a fact adds to the periods it belongs to.  The one place that says so,
 * for ingest, rebuild, reports over parts of days, and for both signs.
 *
 * Facts are added up in memory and written by sums_flush, sorted, in the caller's transaction: to their
 * days, and where those are folded already, to month and everything as well.
 */
#ifndef LIB_SUMS_H
#define LIB_SUMS_H

#include <stddef.h>
#include <stdint.h>

#include "lib/db.h"
#include "lib/message.h"
#include "lib/scope.h"
#include "lib/usage.h"

/* The number columns of act and total, in the order of the schema. */
enum measure { SUM_MESSAGES, SUM_WORDS, SUM_CHARS, SUM_MEDIA, SUM_LINKS, SUM_EMOJI, SUM_QUESTIONS,
    SUM_EDITED, SUM_SENT, SUM_RECEIVED, SUM_GIVEN, SUM_REACTIONS, SUM_OWN, SUM_LINKED, SUM_SHOUTING,
    SUM_SELF, SUM_NIGHT, SUM_DAWN, SUM_DAYS, SUM_COUNT };

/* The number columns of spend, in the order of the schema. */
enum spend_column { SPEND_REQUESTS, SPEND_TOKENS, SPEND_COST = SPEND_TOKENS + TOKENS_COUNT, SPEND_PRICED,
    SPEND_UNPRICED, SPEND_CHARGED, SPEND_TOLD, SPEND_SAVED, SPEND_COUNT };

/* What messages name; a term's number is 8 * n + its kind. */
enum term_kind { TERM_EMOJI, TERM_DOMAIN, TERM_HASHTAG, TERM_MENTION, TERM_COMMAND, TERM_KINDS };

enum { TERM_STEP = 8 };

/* tally.what */
enum tally {
	TALLY_HOUR,	/* messages by hour of the week: 0 = Monday 00:00 to 167 */
	TALLY_WAIT,	/* replies to others by bucket of their wait */
	TALLY_PASSAGE,	/* leaves (0) and joins (1) */
	TALLY_KIND,	/* messages by kind */
	TALLY_REACTION,	/* reactions by emoji, paid ones too */
	TALLY_NAMED,	/* those of them whose giver is known */
	TALLY_TERM,	/* occurrences of terms, a tally for each kind of them */
	TALLY_REPEAT = TALLY_TERM + TERM_KINDS,	/* those of them that are not the message's first */
	TALLY_COUNT = TALLY_REPEAT + TERM_KINDS
};

enum { EMOJI_PAID = 1 };	/* emoji.emoji of paid reactions: listed, but in no sum */

struct sums;

/* NULL after logging. */
struct sums	*sums_open(struct db *);
void	sums_close(struct sums *);

/* Adds to these scopes only, whatever their chat's other scopes are; they stay the caller's. */
void	sums_only(struct sums *, const struct scope *, size_t count);

/*
 * Forgets what it knows of the database and all that was added: to be called when a transaction
 * begins, since another process may have folded, and after one was rolled back.
 */
void	sums_reset(struct sums *);

/* How many rows wait to be written. */
size_t	sums_pending(const struct sums *);

/* Writes them; 0 or -1. */
int	sums_flush(struct sums *);

/*
 * Adds what is stored of a local day of a scope to its month and to everything; for whole chats also who
 * reacted to whom and who answered whom, from state.  How many rows it read, or -1.
 */
int64_t	sums_fold(struct sums *, const struct scope *, int64_t day);

/* Writes what sums_fold added, and nothing else may wait; 0 or -1. */
int	sums_write(struct sums *);

/* Writes them, or only the words, once many wait: words come again and again, and wait longest.  0 or -1. */
int	sums_spill(struct sums *);

/* A message, at its instant; its reply counts there too.  sign is 1 or -1.  0 or -1. */
int	sums_message(struct sums *, const struct message *, int sign);

/* What a message names: the column terms of its row.  Counted apart from it, since few edits change them. */
int	sums_terms(struct sums *, const struct message *, const unsigned char *terms, size_t length,
    int sign);

/*
 * The words of its text, with the column gaps: to the table word, which knows no periods, and is not
 * made anew with the other sums.
 */
int	sums_words(struct sums *, const struct message *, const char *text, size_t length,
    const unsigned char *gaps, size_t ngap, int sign);

/* The same of a list of them (lib/words.h). */
int	sums_word_list(struct sums *, const struct message *, const char *list, size_t size, int sign);

/* Reactions to a message: n of them alike. */
struct sums_reaction {
	int64_t	chat;
	int64_t	topic;		/* as a message holds it */
	int64_t	at;		/* the instant they count at */
	int64_t	author;		/* of the message; 0: not known */
	int64_t	giver;		/* 0: anonymous; below 0: so, too, by opting out */
	int64_t	emoji;
	int64_t	n;
};
int	sums_reaction(struct sums *, const struct sums_reaction *);

/* A join or leave. */
int	sums_passage(struct sums *, int64_t chat, int64_t at, int64_t member, bool joined, int sign);

/* A record of usage, in the scope of its chat, or of none. */
int	sums_usage(struct sums *, const struct usage *, int sign);

/*
 * Adds what is left of a member's row of a scope's day to nobody's: sums whose facts were purged.  0 or -1.
 */
int	sums_disown(struct sums *, int64_t scope, int64_t day, int64_t member);

/* Deletes what is left in a chat's sums of a term: of messages that were purged.  0 or -1. */
int	sums_drop_term(struct sums *, int64_t chat, int64_t term);

/*
 * Makes a member a bot (or none), in the table member too, and moves what he or she added to the bot
 * rows of total and tally.  Nothing may be pending.  0 or -1.
 */
int	sums_set_bot(struct sums *, int64_t member, bool bot);

/*
 * The bucket of a reply time: single seconds to 127, then 64 a doubling; and the least time that
 * falls into a bucket.
 */
int64_t	sums_wait_bucket(int64_t seconds);
int64_t	sums_wait_edge(int64_t bucket);

#endif
