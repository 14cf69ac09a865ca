/*
 * The words of a text, as rankings have them: found, cut where their script writes no spaces, case-folded
 * and normalised (chatstat(7), "Words").
 */
#ifndef LIB_WORDS_H
#define LIB_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum { WORDS_LEAST = 2, WORDS_MOST = 30 };	/* code points in a ranked word */

/*
 * Calls take for every ranked word of a text, in order; gaps, where there are none, are those of the table
 * message, and may overlap.  Stops when take returns other than 0, and returns that; -1 after logging where
 * memory runs out.
 */
int	words_read(const char *text, size_t length, const unsigned char *gaps, size_t ngap,
    int (*take)(void *cookie, const char *word, size_t length), void *cookie);

/*
 * The same words as a list in size bytes, each behind a byte that holds its length; *used are the bytes
 * they take, of which there may be more.  0 or -1.
 */
int	words_list(const char *text, size_t length, const unsigned char *gaps, size_t ngap,
    char *list, size_t size, size_t *used);

/* The next word of a list; moves *at behind it.  False at the end. */
bool	words_next(const char *list, size_t size, size_t *at, const char **word, size_t *length);

#endif
