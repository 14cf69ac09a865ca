/*
 * Records of usage, as files and bots tell them: names of columns or members, in any order, become one
 * fact each.  Where a source names things its own way, a preset says how: one row in a table.
 */
#ifndef INGEST_USAGE_H
#define INGEST_USAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/json.h"
#include "lib/usage.h"
#include "lib/zone.h"

/* What a record may tell.  Those before USAGE_NAMED have names of ours; the others only sources tell. */
enum usage_field {
	USAGE_TIME, USAGE_MODEL, USAGE_INPUT, USAGE_OUTPUT, USAGE_REQUEST_ID, USAGE_REQUESTS, USAGE_CHAT,
	USAGE_USER, USAGE_MESSAGE, USAGE_COMMAND, USAGE_READ, USAGE_WRITE, USAGE_WRITE_1H, USAGE_COST,
	USAGE_LATENCY,
	USAGE_NAMED,
	USAGE_INPUT_READ = USAGE_NAMED,	/* input, and what was read from a cache */
	USAGE_INPUT_WRITE,		/* input, and what was written to a cache */
	USAGE_WRITE_ALL,		/* written to a cache, for minutes or an hour */
	USAGE_CURRENCY,			/* of USAGE_COST */
	USAGE_FIELDS
};

enum { USAGE_TEXT = 256 };	/* bytes that names of models and accounts may have */

struct preset;

/* How the records of a file are to be read. */
struct usage_options {
	const struct preset	*preset;		/* --preset, or NULL */
	const char		*maps[USAGE_NAMED];	/* --map: the column of a field, or NULL */
	const char		*model;			/* --model, or NULL */
	const struct zone	*zone;			/* of times without offset */
	bool			 zone_given;		/* else a preset may know better */
};

/* Takes a NAME of --preset, a COLUMN=NAME of --map, which is cut in two; 0, or -1 after logging. */
int	usage_set_preset(struct usage_options *, const char *name);
int	usage_set_map(struct usage_options *, char *word);

/* Which column or member tells which field; NULL: none. */
struct usage_map {
	const struct preset		*preset;
	const struct usage_options	*options;
	const char			*columns[USAGE_FIELDS];
};

/* A record as it was told.  Strings are the reader's. */
struct usage_record {
	struct usage	 usage;		/* without chat, member, model, cost */
	const char	*model;
	const char	*command;	/* or NULL */
	const char	*account;	/* a user by name; or NULL */
	int64_t		 chat_id;	/* 0: none */
	int64_t		 user_id;	/* 0: none */
	int64_t		 message;	/* 0: none */
	int64_t		 latency;	/* -1: not told */
	bool		 named;		/* it has a request_id */
	int64_t		 key, hash;	/* see schema.sql; of a user's, usage_hash is what is stored */
};

/*
 * Finds how the records of a file are to be read: by --preset, else the preset whose columns are all there,
 * else our own names; then --map.  has tells whether there is a column; of objects (open) only the first is
 * known, and others may have more.  0, or -1 after logging the column that is missing; name is the file's.
 */
int	usage_map(struct usage_map *, const struct usage_options *, const char *name,
    bool (*has)(void *cookie, const char *column), void *cookie, bool open);

/* Whether columns are those of a preset, or some of ours: this is usage, and nothing else. */
bool	usage_known(bool (*has)(void *cookie, const char *column), void *cookie);

/* What is wrong with a record: the column and its value, both the record's. */
struct usage_fault {
	const char	*column;
	const char	*value;
	const char	*why;
};

/* Makes a record of the texts of its fields (NULL: none): 1, 0 where nothing was used, -1 with the fault. */
int	usage_decode(const struct usage_map *, const char *const values[USAGE_FIELDS],
    struct usage_record *, struct usage_fault *);

/*
 * The hash that is stored of a record: with its user, so that it can be told apart from another's, and found
 * without.  usage_plain gives the record's again.
 */
int64_t	usage_hash(const struct usage_record *);
int64_t	usage_plain(int64_t hash, int64_t user_id);

/* The texts of an object's fields; numbers are written to buffers. */
struct usage_texts {
	const char	*values[USAGE_FIELDS];
	char		 numbers[USAGE_FIELDS][JSON_DECIMAL];
};
void	usage_texts(const struct usage_map *, json *, struct usage_texts *);

/* The member of an object that a column names; dots lead into objects ("message.usage"); NULL. */
json	*usage_member(json *, const char *column);

#endif
