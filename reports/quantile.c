#include "reports/quantile.h"

#include "lib/log.h"
#include "lib/sums.h"

int
quantile_add(struct quantile *q, int64_t bucket, int64_t n)
{
	if ((size_t)bucket >= q->size) {
		size_t size = ((size_t)bucket + 64) * 2;
		int64_t *counts = realloc(q->counts, size * sizeof(*counts));

		if (counts == NULL)
			return log_fail(STATUS_FAILED, "out of memory");
		memset(counts + q->size, 0, (size - q->size) * sizeof(*counts));
		q->counts = counts;
		q->size = size;
	}
	q->counts[bucket] += n;
	q->all += n;
	return 0;
}

bool
quantile_edge(const struct quantile *q, int64_t tenths, int64_t *seconds)
{
	int64_t seen = 0;

	for (size_t i = 0; q->all > 0 && i < q->size; i++) {
		seen += q->counts[i];
		if (seen * 10 >= q->all * tenths) {
			*seconds = sums_wait_edge((int64_t)i);
			return true;
		}
	}
	return false;
}

void
quantile_free(struct quantile *q)
{
	free(q->counts);
	*q = (struct quantile){ 0 };
}
