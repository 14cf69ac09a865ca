/*
 * Buttons below answers: other windows, more rows, the chart.
 *
 * The data of one is "ASK WORDS": the ask whose answer it stands below, and what is to be asked otherwise; or
 * "0 COMMAND", below what nobody asked for.  Whoever presses it may as well have forged it.
 */
#ifndef INGEST_BUTTONS_H
#define INGEST_BUTTONS_H

#include <stdbool.h>
#include <stdint.h>

#include "ingest/ask.h"
#include "ingest/command.h"
#include "lib/db.h"

/*
 * The keyboard below an answer, as JSON: charted, it is a picture; next is where the next rows begin, or 0.
 * The caller's to free; NULL: none, or out of memory.
 */
char	*buttons_below(const struct ask *, const struct command *, bool charted, int64_t next);

/* A button, and what it asks. */
struct button {
	const char	*label, *words;
};

/* A keyboard of some buttons below an answer, in rows of so many columns; likewise. */
char	*buttons_list(const struct ask *, const struct button *, size_t count, size_t columns);

/* What a pressed button asks. */
struct press {
	char	text[ASK_QUESTION];	/* a command */
	int64_t	asker;			/* whose question it was; 0: nobody's */
	bool	anew;			/* it has an answer of its own */
	bool	charts;			/* it wants the chart */
	bool	turns;			/* it turns pages, and wants none */
};

/* Reads the data of a button in a chat.  1, 0 where nothing is known of what it stands below, or -1. */
int	buttons_read(struct db *, const char *data, int64_t chat_id, int64_t now, struct press *);

#endif
