/*
 * What each member did in the window that is shown: for counts of distinct members, and for rankings.
 * Added up here, since SQL sorts a row a member and period to group them, which takes three times as long.
 */
#ifndef REPORTS_DEEDS_H
#define REPORTS_DEEDS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/map.h"

struct answer;

struct deed {
	int64_t	member;
	int64_t	messages;
	int64_t	score;		/* the number that --by ranks by */
	bool	bot;
};

/* Empty when all is zero. */
struct deeds {
	struct map	 map;		/* members; numbers of list */
	struct deed	*list;
	size_t		 capacity;
};

/* Reads what the answer's window shows, in place of what was read before; 0 or -1. */
int	deeds_read(struct answer *, struct deeds *);
void	deeds_free(struct deeds *);

/* A member's, or NULL; how many wrote, and how many of them are bots. */
const struct deed	*deeds_of(const struct deeds *, int64_t member);
int64_t	deeds_writers(const struct deeds *, bool bots);

#endif
