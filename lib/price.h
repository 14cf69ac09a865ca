/*
 * What usage costs: the prices of models, looked up as they are needed.
 */
#ifndef LIB_PRICE_H
#define LIB_PRICE_H

#include "lib/db.h"
#include "lib/usage.h"

struct price_book;

/* NULL after logging. */
struct price_book	*price_open(struct db *);
void	price_close(struct price_book *);

/* Forgets what was read: to be called when a transaction begins, since prices may have changed. */
void	price_reset(struct price_book *);

/*
 * Prices a record, each by itself: sets priced, cost and saved.  It has the newest prices that are not later,
 * in their highest tier that it exceeds.  Where no price is told for cached tokens they cost as input,
 * and those kept for an hour as those kept for minutes.  A record is not priced if its model has no price,
 * or none for a kind of tokens that it has.  0 or -1.
 */
int	price_usage(struct price_book *, struct usage *);

#endif
