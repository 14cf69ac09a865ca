/*
 * What an answer goes by: how its chat is set, who asks as what, and about whom; for the audit log, too.
 */
#ifndef INGEST_WITNESS_H
#define INGEST_WITNESS_H

#include <stdbool.h>
#include <stdint.h>

#include "ingest/answering.h"

/* What a setting is in the chat that is asked about, 0 or -1; whether it is this word. */
int	witness_setting(const struct answer *, const char *name, char value[SETTING_VALUE]);
bool	witness_is_set(const struct answer *, const char *name, const char *word);

/* How charts are to look: as the member set it in private, else as the chat did. */
const char	*witness_theme(struct answer *);

/* Notes as what somebody asks: what is done then is done in that name.  0 or -1. */
int	witness_as(struct answer *, enum role);

/* A line in the audit log about the chat, and whose data (member_id; 0: nobody's); result NULL: done. */
int	witness_note(const struct answer *, const char *action, int64_t whom, const char *result);

/* The id of the member that a question names; 0: it names none, or one who is not known. */
int64_t	witness_whom(const struct answer *);

#endif
