/*
 * The audit log: what was changed by hand, whose data was looked at, and by whom.
 */
#ifndef LIB_AUDIT_H
#define LIB_AUDIT_H

#include <stdint.h>

#include "lib/db.h"

/* What was done.  Neither a text nor a name of anybody is in it. */
struct audit {
	const char	*by;		/* as audit_by writes it; NULL: who is at the command line */
	int64_t		 chat;		/* 0: about none */
	const char	*action;	/* "set zone" */
	const char	*object;	/* whose, by audit_who, or what; NULL: the chat itself */
	const char	*before, *after;	/* NULL: nothing */
	const char	*result;	/* NULL: "done" */
};

/*
 * Adds a line, in the caller's transaction or outside of one.  CHATSTAT_ACTOR in the environment stands for
 * who is at the command line, CHATSTAT_REASON is the reason.  0 or -1.
 */
int	audit_add(struct db *, int64_t now, const struct audit *);

/* Somebody, as a hash that those tell who have the database's key; 0, or -1 after logging. */
enum { AUDIT_WHO = 24 };
int	audit_who(struct db *, int64_t member_id, char who[AUDIT_WHO]);

/* Who is behind a request in a chat; role and request are words.  0 or -1. */
enum { AUDIT_BY = 96 };
int	audit_by(struct db *, int64_t member_id, const char *role, const char *request, char by[AUDIT_BY]);

#endif
