#include "lib/stamp.h"

#include <stdio.h>
#include <stdlib.h>
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
	const char *stamp = name + strlen(base);
	int64_t date, time;

	if (strncmp(name, base, strlen(base)) != 0 || stamp[0] != '-' ||
	    strspn(stamp + 1, "0123456789") != 8 || stamp[9] != 'T' ||
	    strspn(stamp + 10, "0123456789") != 6 || strncmp(stamp + 16, "Z.", 2) != 0)
		return false;
	date = strtoll(stamp + 1, NULL, 10);
	time = strtoll(stamp + 10, NULL, 10);
	if (date / 100 % 100 < 1 || date / 100 % 100 > 12)
		return false;
	*at = date_day(date / 10000, (int)(date / 100 % 100), (int)(date % 100)) * DATE_SECONDS +
	    time / 10000 * 3600 + time / 100 % 100 * 60 + time % 100;
	return true;
}
