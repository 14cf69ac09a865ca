/*
 * Bot API: a Message becomes a record, be it new or edited, of a group or a channel.
 */
#ifndef INGEST_POST_H
#define INGEST_POST_H

#include "ingest/record.h"
#include "lib/json.h"

/* Decodes a Message.  0, or -1 when memory is out. */
int	post_decode(struct json_reader *, json *message, struct record *);

#endif
