/*
 * Quantiles of reply times: a histogram of buckets (lib/sums.h), added in any order.
 */
#ifndef REPORTS_QUANTILE_H
#define REPORTS_QUANTILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct quantile {
	int64_t	*counts;	/* by bucket */
	size_t	 size;
	int64_t	 all;
};

/* Adds n times to a bucket; 0, or -1 after logging. A histogram that is all zero is empty. */
int	quantile_add(struct quantile *, int64_t bucket, int64_t n);

/* The lower edge of the bucket that holds the value of rank ceil(p n), p in tenths; false if empty. */
bool	quantile_edge(const struct quantile *, int64_t tenths, int64_t *seconds);

void	quantile_free(struct quantile *);

#endif
