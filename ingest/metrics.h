/*
 * What the daemon counts, and the text of /metrics in the format of Prometheus.
 *
 * Counters belong to the process, as its log does.  Labels are words of bounded lists, never ids or names
 * but those of models: a word that is not in the metric's list counts as "other".
 */
#ifndef INGEST_METRICS_H
#define INGEST_METRICS_H

#include <stdint.h>
#include <stdio.h>

#include "lib/db.h"

/* Counters, histograms, a gauge; behind each, its labels. */
enum metric {
	METRIC_UPDATES,			/* kind: field of the Update */
	METRIC_MESSAGES,		/* type of chat as in the Bot API, message_kind() */
	METRIC_REACTIONS,		/* "emoji", "custom_emoji", "paid" */
	METRIC_COMMANDS,		/* name without slash; "ok", "failed", "refused", "limited" */
	METRIC_RATE_LIMITED,
	METRIC_ERRORS,			/* "database", "network", "telegram", "update", "command", "http" */
	METRIC_REJECTED_UPDATES,
	METRIC_TELEGRAM_REQUESTS,	/* method of the Bot API; HTTP status, "network": no answer */
	METRIC_TELEGRAM_SECONDS,	/* histogram: method */
	METRIC_STORE_SECONDS,		/* histogram */
	METRIC_COMMAND_SECONDS,		/* histogram: name of a command */
	METRIC_LAST_UPDATE,		/* gauge: instant */
	METRIC_COUNT
};

/* Adds n to a counter; labels that it does not have are NULL. */
void	metrics_add(enum metric, const char *label, const char *label2, int64_t n);

/* Puts a duration into a histogram. */
void	metrics_observe(enum metric, const char *label, double seconds);

/* Sets the gauge. */
void	metrics_set(enum metric, int64_t value);

/* A counter, or how many durations a histogram holds; summed over the labels that are NULL. */
int64_t	metrics_count(enum metric, const char *label, const char *label2);

/* The sum of a histogram's durations, in seconds; NULL: of all labels. */
double	metrics_seconds(enum metric, const char *label);

/*
 * Writes all metrics, those that are facts of the database read at that moment.  0, or -1 after logging; what
 * was written until then is whole lines.
 */
int	metrics_write(FILE *, struct db *, int64_t now);

#endif
