#include "lib/clock.h"

#include <errno.h>

#include "lib/date.h"
#include "lib/log.h"

int
clock_now(int64_t *now)
{
	const char *pinned = getenv("CHATSTAT_NOW");
	long long value;
	char *end;

	if (pinned == NULL) {
		*now = (int64_t)time(NULL);
		return 0;
	}
	errno = 0;
	value = strtoll(pinned, &end, 10);
	if (errno != 0 || end == pinned || *end != '\0' || value < DATE_FIRST || value >= DATE_END)
		return log_fail(STATUS_MISUSE, "CHATSTAT_NOW must be unix seconds from 1970 to 2069,"
		    " not \"%s\"", pinned);
	*now = value;
	return 0;
}
