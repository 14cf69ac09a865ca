/*
 * JSON, read through cJSON (the only file that knows it) and written directly.
 *
 * A value is parsed from one complete text that may also hold \xHH, as Telegram Desktop writes
 * control characters; U+0000 becomes U+FFFD, since strings end with a NUL here, and so does half of a
 * surrogate pair.  A number of more than 63 characters reads as null.  Grammar is checked loosely,
 * ingest/split.h does it strictly.
 *
 * Values live in the reader's arena until the next json_parse: nothing is freed one by one.  It holds
 * 24 MiB at most.  Readers are made in one thread; then each may parse in a thread of its own.
 */
#ifndef LIB_JSON_H
#define LIB_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { JSON_DECIMAL = 32 };	/* bytes that hold any number */

struct cJSON;
typedef const struct cJSON json;	/* one parsed value */
struct json_reader;

/* NULL only when memory is out. */
struct json_reader	*json_reader_new(void);
void	json_reader_free(struct json_reader *);

/* Memory that lives as long as the parsed value, for what is derived from it; NULL when out. */
void	*json_alloc(struct json_reader *, size_t);

/* Parses length bytes; NULL if they are no JSON value, nested deeper than 512, or too much for memory. */
json	*json_parse(struct json_reader *, const char *text, size_t length);

/*
 * The same, but what was parsed before stays, until json_parse or json_reset.  NULL also where there is no
 * room beside it.
 */
json	*json_parse_more(struct json_reader *, const char *text, size_t length);
void	json_reset(struct json_reader *);

/* All take NULL and values of another type, and then return NULL, false or the given default. */
json	*json_get(json *, const char *key);		/* a member, whatever it is */
json	*json_object(json *, const char *key);		/* a member that is an object */
json	*json_array(json *, const char *key);		/* a member that is an array */
const char	*json_string(json *, const char *key);	/* a member that is a string */
bool	json_int(json *, const char *key, int64_t *);	/* an integer, nearer to 0 than 2^53 */
bool	json_true(json *, const char *key);		/* a member that is true */
json	*json_first(json *);				/* first element or member */
json	*json_next(json *);				/* the one after */
const char	*json_key(json *);			/* its name in its object */
const char	*json_text(json *);			/* the value itself as a string */
bool	json_number(json *, int64_t *);			/* the value itself as an integer */
bool	json_decimal(json *, char buf[JSON_DECIMAL]);	/* as a decimal: what was written, up to 15 digits */
bool	json_is_object(json *);
bool	json_is_array(json *);

/* Writes a string value with its quotes; invalid UTF-8 becomes U+FFFD. NULL writes null. */
void	json_write(FILE *, const char *text);

#endif
