#include "lib/stamp.h"

#include <dirent.h>
#include <errno.h>
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

/* Neither half written, nor set aside, nor of an older version. */
static bool
is_packed(const char *name)
{
	const char *ending = strrchr(name, 'Z');

	return ending != NULL && (strcmp(ending, "Z.gz") == 0 || strcmp(ending, "Z.gz.enc") == 0);
}

int
stamp_last(const char *folder, const char *database, int64_t before, int64_t *at)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	int64_t one, last = INT64_MIN;

	if (dir == NULL)
		return log_fail(STATUS_FAILED, "%s: %s", folder, strerror(errno));
	while ((entry = readdir(dir)) != NULL)
		if (stamp_read(entry->d_name, database, &one) && is_packed(entry->d_name) && one < before &&
		    one > last)
			last = one;
	closedir(dir);
	if (last == INT64_MIN)
		return 0;
	*at = last;
	return 1;
}
