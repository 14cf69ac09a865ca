/*
 * A digest in the making.
 */
#ifndef REPORTS_DRAFT_H
#define REPORTS_DRAFT_H

#include "lib/digest.h"
#include "reports/answers.h"

struct draft {
	const struct digest	*digest;
	struct answers		 period, ever;
	bool			 quiet;		/* too little was said for more than one sentence */
	char			*text, *photo;
	size_t			 text_size, photo_size;	/* 0: there is no chart */
};

/* Makes the answers, and of them text and chart; to be closed in both cases.  0 or -1. */
int	draft_compose(struct draft *, struct db *, int64_t chat_id, int64_t from, int64_t until, int64_t now);

/* What may be asked below it, as JSON; NULL: out of memory. */
char	*draft_keyboard(const struct draft *);

void	draft_close(struct draft *);

#endif
