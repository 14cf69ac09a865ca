/*
 * The engagement score, 0 to 100.
 */
#ifndef REPORTS_ENGAGEMENT_H
#define REPORTS_ENGAGEMENT_H

#include <stdint.h>

/* What a member did in a window. */
struct effort {
	int64_t	messages;	/* 1 or more */
	int64_t	characters;
	int64_t	days;		/* with messages */
	int64_t	linked;		/* messages with a link */
	int64_t	media;
	int64_t	received;	/* reactions by others */
	int64_t	given;		/* reactions to others */
	int64_t	sent;		/* replies to others */
	int64_t	answered;	/* replies by others */
};

/* In hundredths, half up. */
struct score {
	int64_t	score, activity, consistency, quality, interaction;
};

/* The score of a window of so many days, 1 or more. */
struct score	engagement_score(const struct effort *, int64_t days);

#endif
