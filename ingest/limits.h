/*
 * How much members may ask.  Past a limit a member is told so once, by a message or, who pressed a button, by
 * its toast; then there is silence until it clears.
 */
#ifndef INGEST_LIMITS_H
#define INGEST_LIMITS_H

#include <stdio.h>

#include "ingest/ask.h"
#include "lib/db.h"

/*
 * Each holds an ask against a limit: commands of its member, who has a name, settings apart from others;
 * answers that wait in its chat; and charts of its member, of which one too many is left away unless a
 * message is to be changed to it.  What is too much changes the state, and a notice that is due is written.
 * 0 or -1.
 */
int	limits_member(struct db *, const struct ask *, bool setting, const char *name, enum ask_state *,
	    FILE *notice);
int	limits_chat(struct db *, const struct ask *, enum ask_state *, FILE *notice);
int	limits_chart(struct db *, struct ask *, enum ask_state *, FILE *notice);

#endif
