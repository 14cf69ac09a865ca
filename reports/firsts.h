/*
 * The first messages that members ever wrote in the chats of an answer.
 */
#ifndef REPORTS_FIRSTS_H
#define REPORTS_FIRSTS_H

#include "lib/map.h"
#include "reports/answer.h"

struct firsts {
	struct map	 map;		/* by member */
	struct first {
		int64_t	at;
		size_t	chat;		/* its index in the answer */
	}		*list;
	size_t		 capacity;
};

/* Reads them, without who is hidden from totals; 0 or -1.  To be freed in both cases. */
int	firsts_read(struct answer *, struct firsts *);
void	firsts_free(struct firsts *);

#endif
