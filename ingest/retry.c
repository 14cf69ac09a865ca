#include "ingest/retry.h"

#include <stdlib.h>

#include "lib/config.h"

/* Evenly between 0 and 1. */
static double
chance(void)
{
	static uint64_t state;

	/* Processes that fail together must not try together: an address differs in each (ASLR). */
	if (state == 0)
		state = (uint64_t)(uintptr_t)&state ^ (uint64_t)time(NULL) << 20 ^ 0x9E3779B97F4A7C15;
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (double)(state >> 11) / 9007199254740992.0;	/* 2^53 */
}

int64_t
retry_failed(struct retry *r, int64_t least)
{
	int64_t seconds = config_number(CONFIG_RETRY_MIN_SECONDS);
	int64_t most = config_number(CONFIG_RETRY_MAX_SECONDS), milliseconds;

	if (++r->failures >= config_number(CONFIG_RETRY_BREAKER_FAILURES)) {
		seconds = config_number(CONFIG_RETRY_BREAKER_SECONDS);
	} else {
		for (int64_t i = 1; i < r->failures && seconds < most; i++)
			seconds = seconds * 2 < most ? seconds * 2 : most;
	}
	milliseconds = seconds * 1000 + (int64_t)((double)seconds * 250 * chance());
	least *= 1000;
	return milliseconds > least ? milliseconds : least + (int64_t)(500 * chance());
}

void
retry_worked(struct retry *r)
{
	r->failures = 0;
}
