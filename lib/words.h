/*
 * The words of a text, as rankings have them: found, cut where their script writes no spaces, case-folded
 * and normalised (chatstat(7), "Words").
 */
#ifndef LIB_WORDS_H
#define LIB_WORDS_H

#include <stddef.h>

/* A span of bytes that holds no words: a link, a mention, code. */
struct words_gap {
	size_t	start;
	size_t	length;
};

enum { WORDS_LEAST = 2, WORDS_MOST = 30 };	/* code points in a ranked word */

/*
 * Calls take for every ranked word of a text, in order; gaps are sorted by start and may overlap.  Stops
 * when take returns other than 0, and returns that; -1 after logging where memory runs out.
 */
int	words_read(const char *text, size_t length, const struct words_gap *, size_t count,
    int (*take)(void *cookie, const char *word, size_t length), void *cookie);

#endif
