/*
 * Who opted out: the list of keyed hashes, in the table optout and in DATABASE.optout beside it, and the
 * hashes that stand for such a person in a single record.
 */
#ifndef INGEST_PRIVACY_H
#define INGEST_PRIVACY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/db.h"

enum { PRIVACY_EVERYWHERE = 0 };	/* instead of a chat's id */

struct privacy;

/*
 * Reads the list; what only one of table and file holds goes into the other, so that a database that was made
 * or restored since knows it too.  NULL after logging.
 */
struct privacy	*privacy_open(struct db *);
void	privacy_close(struct privacy *);

/* Whether the key is there, if there has to be one, and the list's: 0, or -1 after logging. */
int	privacy_check(struct db *);

/* Inside a transaction: reads it again where another process wrote something (*changed).  0 or -1. */
int	privacy_begin(struct privacy *, bool *changed);

/* Whether anybody ever opted out: where not, the other questions need not be asked. */
bool	privacy_any(const struct privacy *);

/* Whether a member, or who is told of by a name only, opted out in a chat; *forgotten tells of the past. */
bool	privacy_hides(const struct privacy *, int64_t chat_id, int64_t member_id);
bool	privacy_hides_name(const struct privacy *, int64_t chat_id, const char *name);
bool	privacy_forgets(const struct privacy *, int64_t chat_id, int64_t member_id);

/* One record, which two numbers tell from all others. */
struct privacy_record {
	int64_t	record;
	int64_t	detail;
};

/*
 * A negative number that stands for a member in one record: it is the same each time, and nothing without the
 * key.  Id 0: nobody known.
 */
int64_t	privacy_mark(const struct privacy *, int64_t member_id, struct privacy_record);

/* The same of a name, as text of hexadecimal digits; the name "" has none. */
enum { PRIVACY_MARK_SIZE = 17 };
void	privacy_mark_name(const struct privacy *, const char *name, struct privacy_record,
    char mark[PRIVACY_MARK_SIZE]);

/* The marks that stand for the same in another record: records of two chats may turn out to be one. */
int64_t	privacy_remark(const struct privacy *, int64_t mark, struct privacy_record from,
    struct privacy_record to);
void	privacy_remark_name(const struct privacy *, const char *was, struct privacy_record from,
    struct privacy_record to, char mark[PRIVACY_MARK_SIZE]);

/*
 * Inside a transaction: puts a member on the list of a chat, forgotten or not, or a name of his or hers;
 * takes one off (*was tells whether he or she was on it).  0 or -1.
 */
int	privacy_add(struct privacy *, int64_t chat_id, int64_t member_id, bool forgotten);
int	privacy_add_name(struct privacy *, int64_t chat_id, int64_t member_id, const char *name);
int	privacy_remove(struct privacy *, int64_t chat_id, int64_t member_id, bool *was);

/* Brings the file up to date; after the commit of additions, before that of removals.  0 or -1. */
int	privacy_save(struct privacy *);

#endif
