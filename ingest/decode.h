/*
 * What the decoders of updates and exports share: text in pieces, entities, reactions.
 * Functions that return int return 0, or -1 when memory is out.
 */
#ifndef INGEST_DECODE_H
#define INGEST_DECODE_H

#include "ingest/record.h"
#include "lib/json.h"

/* Ends a record as RECORD_PASSED or RECORD_BAD; why is a constant.  Both return 0. */
int	decode_passed(struct record *, const char *why);
int	decode_bad(struct record *, const char *why);

/* Whether a message id is one that Telegram gives: 32 bits, negative before a migration. */
bool	decode_id(int64_t);

/* Whether an instant lies in 1970-2069. */
bool	decode_instant(int64_t);

/* Reads a number of 1 to 16 digits and nothing else; text may be NULL. */
bool	decode_digits(const char *text, int64_t *number);

/* Zeroed room for one thing per element of an array, at least one; NULL when memory is out. */
void	*decode_room(struct json_reader *, json *array, size_t size);

/*
 * Joins a text that is a string, or nested arrays and objects, as in the "text" of exports and in
 * "rich_message"; with lines, each block stands on its own.  Sets text, length and entities.
 */
int	decode_pieces(struct json_reader *, json *pieces, bool lines, struct record *);

/* Turns MessageEntity objects, which count UTF-16 units of the record's text, into spans. */
int	decode_entities(struct json_reader *, json *array, struct record *);

/* "👍", "custom:ID" or "paid" of a reaction type; NULL where the type is another. */
int	decode_emoji(struct json_reader *, json *type, const char **emoji);

/* Adds a reaction, for which the record has room, unless its type is unknown or already there. */
int	decode_reaction(struct json_reader *, json *type, int64_t count, struct record *);

/* Reads a poll, of an update or an export, into record->poll, if there is one. */
int	decode_poll(struct json_reader *, json *poll, struct record *);

#endif
