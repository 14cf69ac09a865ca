/*
 * The words of a command, one by one, and what is said of one that is none.
 */
#ifndef INGEST_SPELLING_H
#define INGEST_SPELLING_H

#include <stdbool.h>
#include <stdio.h>

#include "ingest/command.h"
#include "lib/text.h"

/* What follows a word is still to be read. */
struct words {
	char	*rest;
};

/* The next word, ended by a NUL in place; NULL: there is none. */
char	*spelling_next(struct words *);

/* Makes ASCII letters small. */
void	spelling_lower(char *word);

bool	spelling_is_span(const char *word);

/* "@" and what a username may hold. */
bool	spelling_is_username(const char *word);

/* A stranger's text as HTML, cut to 40 cells; between isolates, so that it turns nothing around. */
enum { SPELLING_QUOTED = 1300 };
const char	*spelling_quoted(char buf[SPELLING_QUOTED], const char *text);

/* "There is no report “hetmap”. Did you mean /stats heatmap? /help lists all."; two of them are N_(). */
enum command_end	spelling_there_is_no(const char *what, const struct nearest *, const char *before,
			    const char *advice, FILE *wrong);

/* "I do not understand “30x”.", and what is wanted instead. */
enum command_end	spelling_wrong(const char *word, const char *wanted, FILE *wrong);

#endif
