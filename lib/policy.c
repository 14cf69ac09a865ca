#include "lib/policy.h"

#include <string.h>

static const char *const names[POLICY_COUNT] = { "none", "features", "full" };

int
policy_find(const char *name)
{
	for (int i = 0; i < POLICY_COUNT; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

int64_t
policy_limit(const struct zone *zone, int64_t now, int64_t days)
{
	return days == 0 ? INT64_MIN : zone_day_start(zone, zone_day(zone, now) - days);
}
