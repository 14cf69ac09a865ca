/*
 * An ask, from its turn to its end: a report is a child chatstat, its chart another, and what they say one
 * item of the outbox.
 */
#ifndef INGEST_ANSWERING_H
#define INGEST_ANSWERING_H

#include <stdbool.h>
#include <stdint.h>

#include "ingest/ask.h"
#include "ingest/child.h"
#include "ingest/command.h"
#include "ingest/loop.h"
#include "ingest/outbox.h"
#include "ingest/own.h"
#include "ingest/rights.h"
#include "ingest/shared.h"
#include "ingest/telegram.h"
#include "lib/audit.h"
#include "lib/db.h"

/* What answers are made with; all are kept by address. */
struct desk {
	struct loop	*loop;
	struct telegram	*telegram;
	struct outbox	*outbox;
	struct db	*db;
	struct rights	*rights;
	const struct privacy	*privacy;
	const struct catalogue	*catalogue;
	const char	*bot;		/* its username */
	const char	*config;	/* NULL: the standard one */
	struct timer	*turn;		/* is set when an answer has ended */
};

/* What is being answered; not to be moved. */
struct answer {
	const struct desk	*desk;
	struct ask		 ask;		/* ask 0: free */
	struct command		 command;
	struct child		*child;		/* NULL: none runs */
	struct timer		 typing;
	char			*text;		/* what the report says, while its chart is drawn */
	int64_t			 next;		/* how many rows are before the next page; 0: there is none */
	int64_t			 began;		/* as loop_now */
	int64_t			 about;		/* the chat that is asked about; 0: none, or all */
	struct own		 own;		/* what the member set; empty in groups */
	char			*keyboard;	/* of an answer that is no report; NULL: none */
	char			 by[AUDIT_BY];	/* who is behind it, for the audit log; "": not told yet */
	char			 was[SETTING_VALUE];	/* the value that is being changed */
	struct sharing		 sharing;
};

/* Until what failed is tried again, in milliseconds; how long a call may take, in seconds. */
enum { ANSWERING_TURN = 1000, ANSWERING_CALL = 10 };

/* The arguments of a child, made of values that were checked. */
enum { ANSWERING_ARGUMENTS = 20, ANSWERING_ARGUMENT = 4200 };
struct arguments {
	char		 room[ANSWERING_ARGUMENTS][ANSWERING_ARGUMENT];
	const char	*words[ANSWERING_ARGUMENTS + 1];
	size_t		 count;
};

/* Begins them with the database that a companion is to use; report may be NULL. */
void	answering_arguments(const struct answer *, struct arguments *, const char *program,
	    const char *report);

/* Adds one. */
void	answering_add(struct arguments *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Runs a child for an answer; where it cannot be started, that is the answer.  0 or -1. */
int	answering_run(struct answer *, const struct arguments *, child_done *);

/* What callbacks begin with: the answer that is the cookie; its child is done, and its language spoken. */
struct answer	*answering_back(void *cookie);

/* Ends that of a pressed button with a toast: it is nothing to the others. */
void	answering_toast(struct answer *, const char *text);

/* Ends it with a text, or NULL where memory has run out; with one that is freed; with a file beside it. */
void	answering_say(struct answer *, const char *html);
void	answering_tell(struct answer *, char *html);
void	answering_file(struct answer *, const char *html, const char *name, const struct child_end *);

/* Ends it where a child did not do what it was to: by what it said, if that is the member's business. */
void	answering_refuse(struct answer *, const struct child_end *);

/* Ends it with an apology, and a code that stands in the log beside why. */
void	answering_fail(struct answer *, const char *why, bool late);

/* Answers with the report that was asked for, to who may. */
void	answering_report(struct answer *);

/* Ends what runs, and answers nothing. */
void	answering_stop(struct answer *);

/* Of calls whose answer says nothing that matters. */
void	answering_ignore(void *cookie, const struct telegram_answer *);

#endif
