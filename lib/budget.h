/*
 * Budgets: what usage may cost in a calendar day, week or month, as the configuration and chatstat-admin say;
 * what of it is spent; and the alarms that go out through the outbox.
 */
#ifndef LIB_BUDGET_H
#define LIB_BUDGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/date.h"
#include "lib/db.h"

/* What a limit is for; a chat and a member by id, an account and a model by name. */
enum budget_what { BUDGET_ALL, BUDGET_CHAT, BUDGET_MEMBER, BUDGET_MODEL, BUDGET_KINDS };

enum { BUDGET_NAME = 256 };

struct budget {
	enum budget_what	what;
	char			name[BUDGET_NAME];
	enum grain		period;
	int64_t			limit;		/* nano-dollars */
	/* As budget_list fills them in: */
	const struct zone	*zone;		/* whose days they are */
	int64_t			first;		/* local day that the period begins with */
	int64_t			since, until;	/* its instants */
	int64_t			spent;
	int64_t			unpriced;	/* requests that are not in it, for want of a price */
	int64_t			forecast;	/* at this pace, when it ends */
};

/*
 * All limits, in the order of what, name and period, with what is spent of them now, in an array that is the
 * caller's to free.  A chat's periods are cut by its zone, others by the configured one.  0 or -1.
 */
int	budget_list(struct db *, int64_t now, struct budget **, size_t *count);

/* "all", "chat Rust Sofia", "member Ada", "model gpt-5.1", in the language spoken; 0, or -1. */
int	budget_title(struct db *, const struct budget *, char *buf, size_t size);

/* "all", "chat", "member", "model"; "day", "week", "month". */
const char	*budget_kind(enum budget_what);
const char	*budget_period(enum grain);

/* Reads "all month 50" or "model NAME day 2.50" (none: 0); false if it is no limit. */
bool	budget_parse(const char *text, struct budget *);

/* Whether a text is such limits, parted by commas, or none. */
bool	budget_is_list(const char *text);

/*
 * Queues a message to the configured chat, in its language, for each limit of which 50, 80 or 100 % are
 * spent, and for each dear request of the last day, once; to be called after usage was stored, outside of
 * transactions.  *alarms counts what was queued.  0 or -1.
 */
int	budget_alarm(struct db *, int64_t now, int64_t *alarms);

#endif
