/*
 * Whom Telegram Desktop means: its ids, as it wrote them over the years, become the Bot API's.
 */
#ifndef INGEST_PEER_H
#define INGEST_PEER_H

#include "ingest/record.h"
#include "lib/json.h"

/* The id of an exported chat of a type. */
int64_t	peer_chat_id(enum chat_type, int64_t id);

/*
 * Reads "user1", "chat1", "channel1", or the number of earlier years, met in a chat; false, with
 * the id untouched, if it is none.
 */
bool	peer_id(json *value, const struct chat_ref *, int64_t *id);

/*
 * Whoever stands under two keys of an object; unknown, but with a name, where there is no id.  The name of an
 * account that was deleted is null.
 */
struct person	peer_person(json *object, const char *name_key, const char *id_key,
    const struct chat_ref *);

#endif
