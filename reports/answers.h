/*
 * The answers to a request, all of them seeing the database at one instant.
 */
#ifndef REPORTS_ANSWERS_H
#define REPORTS_ANSWERS_H

#include "lib/db.h"
#include "reports/answer.h"

struct answers {
	struct request	 request;	/* as a card has it: its window, the chat by its id */
	struct answer	*list;
	struct request	*requests;	/* what each was asked */
	struct part	*parts;
	struct page	 page;		/* all of it, to be shown */
	char		 chat[32];
	int64_t		 days;		/* of its window */
	char		 span[8];	/* that the card's window shrank to */
	bool		 brief;		/* which is too short for its months */
};

/* Makes them in a transaction that the caller holds; 0 or -1.  To be closed in both cases. */
int	answers_make(struct answers *, struct db *, struct window *, const struct request *);
void	answers_close(struct answers *);

/* Makes and writes them; 0 or -1. */
int	answers_write(struct db *, const struct request *);

#endif
