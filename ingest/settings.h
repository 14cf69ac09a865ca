/*
 * Changes that are made by hand: each is one transaction with its line in the audit log.
 */
#ifndef INGEST_SETTINGS_H
#define INGEST_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/budget.h"
#include "lib/db.h"
#include "lib/digest.h"

enum { SETTING_WORDS = 3, SETTING_VALUE = 64 };

/* What can be set of a chat, here and with /set alike: a column of the table chat; ended by a NULL name. */
extern const struct setting {
	const char	*name;
	const char	*title;
	const char	*wanted;	/* what a value may be, for messages */
	const char	*words[SETTING_WORDS];	/* of a choice, by their numbers; NULL: it is none */
	bool		(*is)(const char *value);	/* of anything else */
	bool		 in_chat;	/* the chat's administrators may set it there */
	const char	*get, *set;
} settings_table[];

/* The setting of a name; NULL. */
const struct setting	*settings_find(const char *name);

/* Whether a value may be one; its number, unless it is a text. */
bool	settings_parse(const struct setting *, const char *value, int64_t *number);

/* The value it has in a chat; 0 or -1. */
int	settings_read(struct db *, int64_t chat, const struct setting *, char value[SETTING_VALUE]);

/*
 * Sets it.  Another zone: chatstat-rollup makes the chat's sums anew, and until then answers use the old zone
 * and say so.  Texts that are kept no more are deleted before this returns.  0 or -1.
 */
int	settings_set(struct db *, int64_t chat, const struct setting *, const char *value, int64_t now);

/* Says that a member is a bot, or is none, and moves what he or she added to sums.  0 or -1. */
int	settings_bot(struct db *, int64_t member, bool bot, int64_t now);

/* Who is meant by an entry of the list of opted-out members. */
struct member_in {
	int64_t	chat;		/* 0: everywhere */
	int64_t	member_id;
};

/*
 * A member opts out, and has the past forgotten if that is said; or opts in again, which is no failure
 * where he or she had not opted out there (*was tells).  0 or -1.
 */
int	settings_optout(struct db *, const struct member_in *, bool forget, int64_t now);

/* Forgets those who are listed as forgotten, and are not: in a copy that is restored; 0 or -1. */
int	settings_forget(struct db *);
int	settings_optin(struct db *, const struct member_in *, int64_t now, bool *was);

/* Sets a limit of what usage may cost; 0 is none, whatever the configuration says.  0 or -1. */
int	settings_budget(struct db *, const struct budget *, int64_t now);

/* Sets which digest a chat gets: the first is of the period that goes on.  0 or -1. */
int	settings_digest(struct db *, const struct digest *, int64_t now);

#endif
