/*
 * Words that every text in a language is full of (data/stopwords.txt).
 */
#ifndef REPORTS_STOPWORDS_H
#define REPORTS_STOPWORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A word, folded, and how often it is used. */
struct stopwords_word {
	const char	*word;		/* not ended by '\0' */
	size_t		 length;
	int64_t		 uses;
	bool		 stop;		/* set by stopwords_mark */
};

/*
 * Marks the stop words of the languages that the words are in: the language whose list makes up most of their
 * uses, then the one that makes up most of the rest, and so on, down to one in twenty-five.  0 or -1.
 */
int	stopwords_mark(struct stopwords_word *, size_t count);

#endif
