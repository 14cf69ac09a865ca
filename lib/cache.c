#include "lib/cache.h"

#include <dirent.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/config.h"
#include "lib/secret.h"

enum { FOLDER = CACHE_NAME - SECRET_DIGEST - 16, MEGABYTE = 1 << 20 };

bool
cache_name(const void *from, size_t length, char name[CACHE_NAME])
{
	const char *folder = config_get(CONFIG_CACHE_DIRECTORY);
	char digest[SECRET_DIGEST];

	if (folder[0] == '\0' || strlen(folder) >= FOLDER || config_number(CONFIG_CACHE_MEGABYTES) == 0)
		return false;
	secret_digest(from, length, digest);
	snprintf(name, CACHE_NAME, "%s/%s", folder, digest);
	return true;
}

bool
cache_read(const char *name, FILE *out)
{
	FILE *file = fopen(name, "re");
	char bytes[8192];
	size_t n;

	if (file == NULL)
		return false;
	futimens(fileno(file), NULL);	/* it was asked for now */
	while ((n = fread(bytes, 1, sizeof(bytes), file)) > 0)
		fwrite(bytes, 1, n, out);
	fclose(file);
	return true;
}

/* ----- how many ----- */

/* Whether a file is one of ours: the folder may hold others. */
static bool
is_ours(const char *name)
{
	size_t n = strspn(name, "0123456789abcdef");

	return n == SECRET_DIGEST - 1 && (name[n] == '\0' || name[n] == '.');
}

/* Whether all files of a folder are more than so many bytes; then the oldest is found, in its folder. */
static bool
too_many(DIR *files, int64_t most, char oldest[NAME_MAX + 1])
{
	struct timespec when = { 0 };
	int64_t size = 0;
	struct dirent *entry;
	struct stat st;

	oldest[0] = '\0';
	rewinddir(files);
	while ((entry = readdir(files)) != NULL && (most > 0 || oldest[0] == '\0')) {
		if (!is_ours(entry->d_name) || fstatat(dirfd(files), entry->d_name, &st, 0) != 0)
			continue;
		size += st.st_size;
		if (oldest[0] != '\0' && (st.st_mtim.tv_sec > when.tv_sec ||
		    (st.st_mtim.tv_sec == when.tv_sec && st.st_mtim.tv_nsec >= when.tv_nsec)))
			continue;
		when = st.st_mtim;
		snprintf(oldest, NAME_MAX + 1, "%s", entry->d_name);
	}
	return oldest[0] != '\0' && (most == 0 || size > most);
}

/* Drops the oldest files of a folder until the others are no more than so many bytes. */
static void
shrink(const char *folder, int64_t most)
{
	DIR *files = opendir(folder);
	char oldest[NAME_MAX + 1];

	if (files == NULL)
		return;
	while (too_many(files, most, oldest) && unlinkat(dirfd(files), oldest, 0) == 0)
		;
	closedir(files);
}

/* ----- keeping ----- */

void
cache_write(const char *name, const void *bytes, size_t length)
{
	const char *folder = config_get(CONFIG_CACHE_DIRECTORY);
	char part[CACHE_NAME + 8];
	ssize_t n;
	int file;

	snprintf(part, sizeof(part), "%s.XXXXXX", name);
	if ((file = mkstemp(part)) == -1)
		return;
	n = write(file, bytes, length);
	if (close(file) != 0 || n != (ssize_t)length || rename(part, name) != 0)
		unlink(part);
	shrink(folder, config_number(CONFIG_CACHE_MEGABYTES) * MEGABYTE);
}

void
cache_beside(const char *database)
{
	char folder[FOLDER];

	if (config_get(CONFIG_CACHE_DIRECTORY)[0] == '\0' &&
	    snprintf(folder, sizeof(folder), "%s.cache", database) < (int)sizeof(folder))
		setenv("CHATSTAT_CACHE_DIRECTORY", folder, 1);
	else
		snprintf(folder, sizeof(folder), "%s", config_get(CONFIG_CACHE_DIRECTORY));
	mkdir(folder, 0700);
}

void
cache_clear(const char *database)
{
	char folder[FOLDER];

	snprintf(folder, sizeof(folder), "%s.cache", database);
	shrink(folder, 0);
	if (config_get(CONFIG_CACHE_DIRECTORY)[0] != '\0')
		shrink(config_get(CONFIG_CACHE_DIRECTORY), 0);
}
