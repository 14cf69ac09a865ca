/*
 * The options of a question in a chat: --top 10 and its like.
 */
#ifndef INGEST_OPTION_H
#define INGEST_OPTION_H

#include <stdio.h>

#include "ingest/command.h"
#include "ingest/spelling.h"

/* How a question looks; marked, to be translated. */
#define OPTION_FORM	N_("A question looks like <code>/stats REPORT SPAN @member --by WHAT --top 10" \
	" --topic NAME --no-bots</code>.")

/* Takes an option, a word whose name is without its hyphens, and its value of the words behind it. */
enum command_end	option_take(struct command *, char *word, char *name, struct words *, FILE *wrong);

#endif
