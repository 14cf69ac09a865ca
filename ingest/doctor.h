/*
 * chatstat-doctor: what can be wrong, looked at, and said in plain words.  It changes nothing.
 */
#ifndef INGEST_DOCTOR_H
#define INGEST_DOCTOR_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/db.h"

enum verdict { VERDICT_OK, VERDICT_WARNING, VERDICT_PROBLEM };

/* What is looked at, and what was found so far. */
struct doctor {
	const char	*database;	/* its file */
	struct db	*db;		/* NULL: it cannot be opened */
	int64_t		 now;
	bool		 token;		/* one is configured: Telegram is to be asked */
	bool		 json;
	int64_t		 count;		/* of what was found */
	bool		 problem;
};

/* Says what was found; what to do about it may be NULL. */
void	doctor_say(struct doctor *, enum verdict, const char *check, const char *advice, const char *fmt, ...)
	    __attribute__((format(printf, 5, 6)));

/* Says the failure that was logged last, and forgets it. */
void	doctor_say_logged(struct doctor *, enum verdict, const char *check, const char *advice);

/* The database: opened if it can be, its rights and state, and what programs left there. */
void	doctor_database(struct doctor *);

/* This machine: disk, secrets, time zones, charts. */
void	doctor_machine(struct doctor *);

/* Telegram: the token, what the bot may see, whether something is in the way; and the clock. */
void	doctor_telegram(struct doctor *);

#endif
