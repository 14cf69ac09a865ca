/*
 * Sentences about what an answer covers, and instead of one where there is nothing to show.
 * Each writes at most NOTES_SIZE bytes; "" if it has nothing to say.
 */
#ifndef REPORTS_NOTES_H
#define REPORTS_NOTES_H

#include "reports/report.h"

enum { NOTES_SIZE = 256 };

/* Whether the table has nothing to show. */
bool	notes_empty(const struct table *);

/* Then: "No messages here in these 30 days.", and "The last one was on 2 Oct 2026." */
void	notes_nothing(char *buf, const struct table *);
void	notes_reason(char *buf, const struct table *);

/* Whether that is so since the chat keeps no texts, or not what the report takes of them. */
bool	notes_textless(const struct table *);

/* And whether a longer window may have some. */
bool	notes_longer(const struct table *);

/* "8,412 messages by 61 members, 312 by bots left out." */
void	notes_count(char *buf, const struct table *);

/* "Bots included: 312 messages." */
void	notes_bots(char *buf, const struct table *);

/* "▲▼ against the 30 days before.", or why there is no comparison. */
void	notes_compared(char *buf, const struct table *);

/* "Missing: 12 Nov 00:10 – 13 Nov 09:32, and 2 more.": at most 3 are named; or "No gaps." */
void	notes_gaps(char *buf, const struct table *, size_t named);

/*
 * "Recorded since 3 Feb 2024.", or "Recorded 3 Feb 2024 – 1 May 2025." where it ended before the
 * window; unless always, only where that cuts into the window.
 */
void	notes_recorded(char *buf, const struct table *, bool always);

/*
 * "Before 1 Mar 2026 only sums are kept.", of what is read from facts "Counted from 1 Mar 2026 on: before,
 * only sums are kept.", or from texts "Texts since 1 Mar 2026.", where that cuts into the window.
 */
void	notes_kept(char *buf, const struct table *);

/* "Days are counted in UTC until the next chatstat-rollup, then in Europe/Sofia." */
void	notes_pending(char *buf, const struct table *);

/* "Busiest: Tue 21:00–22:00, 153 messages." of weekdays, hours, or both; "" if several are. */
void	notes_busiest(char *buf, const struct table *);

#endif
