#include "lib/policy.h"

#include <string.h>

static const char *const names[POLICY_COUNT] = { "none", "features", "full" };

const char *
policy_name(enum policy policy)
{
	return names[policy];
}

int
policy_find(const char *name)
{
	for (int i = 0; i < POLICY_COUNT; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}
