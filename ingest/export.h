/*
 * Telegram Desktop exports: one element of "messages" becomes a record.
 */
#ifndef INGEST_EXPORT_H
#define INGEST_EXPORT_H

#include "ingest/record.h"
#include "lib/json.h"
#include "lib/zone.h"

/* What is known of the chat that the messages belong to. */
struct export_chat {
	struct chat_ref		 chat;		/* id as in the Bot API */
	const struct zone	*zone;		/* for times without offset */
	bool			 zone_used;	/* out: some message had no offset */
};

/*
 * Reads "name", "type" and "id" as the file gives them (name may be NULL); 0, or -1 where type is
 * none that an export writes.  A single-chat file of a private chat is taken: whoever imports it
 * picked it.
 */
int	export_chat_init(struct export_chat *, const char *name, const char *type, int64_t id,
    const struct zone *);

/* Decodes one element.  Always fills the record, as update_decode does. */
void	export_decode(struct json_reader *, json *element, struct export_chat *, struct record *);

#endif
