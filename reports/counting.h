/*
 * The words of very many texts, counted by two threads: one that reads them from the database, and one that
 * takes every heap of them that it finds the time for.
 */
#ifndef REPORTS_COUNTING_H
#define REPORTS_COUNTING_H

#include "lib/vocabulary.h"

struct counting;

/* NULL after logging. */
struct counting	*counting_open(void);

/*
 * Adds a message's text to groups of a vocabulary, first and, where it is another, second; gaps are those of
 * the table message.  0 or -1.
 */
int	counting_add(struct counting *, int64_t first, int64_t second, const char *text, size_t length,
	    const unsigned char *gaps, size_t ngap);

/* Adds all that was counted to a vocabulary: 0 or -1. */
int	counting_end(struct counting *, struct vocabulary *);

void	counting_close(struct counting *);

#endif
