#include "lib/stamp.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/date.h"
#include "lib/log.h"

static int
print(char *path, size_t size, const char *database, int64_t now, const char *ending)
{
	int64_t year, seconds = date_mod(now, DATE_SECONDS);
	int month, day;

	date_civil(date_div(now, DATE_SECONDS), &year, &month, &day);
	if (snprintf(path, size, "%s-%04d%02d%02dT%02d%02d%02dZ%s", database, (int)year, month, day,
	    (int)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60), ending) >= (int)size)
		return log_fail(STATUS_FAILED, "%s: the name is too long", database);
	return 0;
}

int
stamp_path(char *path, size_t size, const char *database, int64_t now, const char *ending)
{
	do {
		if (print(path, size, database, now++, ending) != 0)
			return -1;
	} while (access(path, F_OK) == 0);
	return 0;
}

bool
stamp_read(const char *name, const char *database, int64_t *at)
{
	const char *slash = strrchr(database, '/'), *base = slash != NULL ? slash + 1 : database;
	size_t length = strlen(base);
	int year, month, day, hour, minute, second, end = 0;

	if (strncmp(name, base, length) != 0 ||
	    sscanf(name + length, "-%4d%2d%2dT%2d%2d%2dZ.%n", &year, &month, &day, &hour, &minute, &second,
	    &end) != 6 || end != 18 || month < 1 || month > 12)
		return false;
	*at = date_day(year, month, day) * DATE_SECONDS + hour * 3600 + minute * 60 + second;
	return true;
}
