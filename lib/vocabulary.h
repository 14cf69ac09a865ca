/*
 * Words counted: how often each is used, and in how many messages.  For the sums of whole chats, which are
 * kept in the table word, and for windows of time, whose texts are read.
 */
#ifndef LIB_VOCABULARY_H
#define LIB_VOCABULARY_H

#include "lib/db.h"
#include "lib/intern.h"

struct vocabulary_count {
	int64_t	uses;
	int64_t	messages;
	int64_t	text;		/* that last held it; 0: none */
};

struct vocabulary {
	struct intern		 words;		/* beside a word: its group */
	struct vocabulary_count	*counts;	/* of each */
	size_t			 capacity;
	int64_t			 texts;		/* read so far */
};

/* One that is all zero is empty. */
void	vocabulary_free(struct vocabulary *);
void	vocabulary_clear(struct vocabulary *);

/*
 * Counts the words of a message's text, sign times, in a group of the caller's; gaps are those of the table
 * message.  0 or -1.
 */
int	vocabulary_add(struct vocabulary *, int64_t group, const char *text, size_t length,
    const unsigned char *gaps, size_t ngap, int sign);

/* The same of a list of words (lib/words.h). */
int	vocabulary_add_list(struct vocabulary *, int64_t group, const char *list, size_t size, int sign);

/* Counts a word so many times more.  0 or -1. */
int	vocabulary_count(struct vocabulary *, int64_t group, const char *word, size_t length,
    const struct vocabulary_count *);

/* Adds what another has counted.  0 or -1. */
int	vocabulary_merge(struct vocabulary *, const struct vocabulary *);

/* The group of the sums of a chat's members, or of its bots. */
int64_t	vocabulary_group(int64_t chat, bool bot);

/* Adds some of a chat's words to those of another, and takes them away; *any: there were some.  0 or -1. */
int	vocabulary_move(struct db *, int64_t from, int64_t to, bool *any);

/* Adds all that was counted in such groups to the table word, and forgets it; 0 or -1. */
int	vocabulary_flush(struct vocabulary *, struct db *);

/* Deletes some words of a chat that keeps no texts; *left tells whether it may have more.  0 or -1. */
int	vocabulary_drop(struct db *, int64_t chat, bool *left);

#endif
