/*
 * A window of time over one or more scopes, as the views of window.sql show it.
 *
 * Whole days are covered by the fewest rows of the ladder of sums; parts of days are added up from
 * state into temporary tables, by the same code that ingest uses.
 */
#ifndef REPORTS_WINDOW_H
#define REPORTS_WINDOW_H

#include <stddef.h>
#include <stdint.h>

#include "lib/date.h"
#include "lib/db.h"
#include "lib/scope.h"

struct window;

/* What a window looks at: a scope, and where its data begin and end (local days; none: last < first). */
struct place {
	struct scope	scope;
	int64_t		first_day;
	int64_t		last_day;
	int64_t		frozen_before;	/* of days that begin before there are sums only; INT64_MIN: none */
};

/* Makes the temporary tables and views; NULL after logging. */
struct window	*window_open(struct db *);
void	window_close(struct window *);

/* Fills in where a scope's data begin and end; 0 or -1. */
int	window_place(struct db *, struct place *);

/*
 * Binds what a statement over messages of a scope in a span needs: :chat, :first and :last (UTC days),
 * :since, :until, :topic (0: any) and :topic_stored.
 */
void	window_bind(struct stmt *, const struct scope *, const struct span *);

/* Whether a window takes a part of a day whose facts were purged: nobody knows what happened in it. */
bool	window_unknown(const struct place *, const struct span *);

/*
 * Shows the window spans[i] of places[i], for all of them together; 0 or -1.  One that is not known is
 * misuse.
 */
int	window_set(struct window *, const struct place *, const struct span *spans, size_t count);

/*
 * The messages in such a window, without showing it; hidden = 1 leaves bots out, 2 nobody.  Cheaper
 * than window_set where days are cut.  0 or -1.
 */
int	window_messages(struct window *, const struct place *, const struct span *spans, size_t count,
    int hidden, int64_t *messages);

#endif
