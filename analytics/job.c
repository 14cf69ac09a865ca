#include "analytics/job.h"

#include <stdlib.h>

int
job_scopes(struct db *db, int64_t now, int64_t *done,
    int (*some)(struct db *, struct scope *, int64_t now, int64_t *done))
{
	struct scopes scopes = { 0 };
	int more = scope_answering(db, &scopes);

	for (size_t i = 0; more == 0 && i < scopes.count; i++)
		while ((more = some(db, &scopes.list[i], now, done)) == 1)
			;
	free(scopes.list);
	return more;
}
