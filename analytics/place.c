#include "analytics/place.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/beside.h"
#include "lib/config.h"
#include "lib/date.h"
#include "lib/log.h"
#include "lib/map.h"
#include "lib/stamp.h"

static const char *
base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

/* Its own name, all links resolved; false where it is not there. */
static bool
resolve(const char *path, char resolved[PATH_MAX])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char link[64];
	ssize_t n;

	if (fd == -1)
		return false;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, resolved, PATH_MAX - 1);
	close(fd);
	resolved[n > 0 ? n : 0] = '\0';
	return n > 0;
}

int
place_find(struct place *p, const char *database, const char *config, int64_t now)
{
	const char *folder = config_get(CONFIG_BACKUP_DIRECTORY);

	*p = (struct place){ .config = config, .now = now };
	if (strlen(database) >= sizeof(p->database) || strlen(folder) >= sizeof(p->folder))
		return log_fail(STATUS_FAILED, "%.64s: the name is too long", database);
	if (!resolve(database, p->database))
		snprintf(p->database, sizeof(p->database), "%s", database);
	beside_folder(p->database, p->folder);
	if (folder[0] != '\0' && !resolve(folder, p->folder))
		snprintf(p->folder, sizeof(p->folder), "%s", folder);
	return 0;
}

/* ----- what is half done ----- */

static int
work_folder(const struct place *p, const char *what, char path[PATH_MAX])
{
	return snprintf(path, PATH_MAX, "%s.%s", p->database, what) < PATH_MAX ? 0 :
	    log_fail(STATUS_FAILED, "%.64s: the name is too long", p->database);
}

/* Calls one for every file of a folder; a folder that is not there has none.  0 or -1. */
static int
each_file(const struct place *p, const char *folder, int (*one)(const struct place *, const char *path,
    const char *name, void *), void *cookie)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	char path[PATH_MAX + NAME_MAX];
	int ret = 0;

	if (dir == NULL)
		return errno == ENOENT ? 0 : log_fail(STATUS_FAILED, "%s: %s", folder, strerror(errno));
	while (ret == 0 && (entry = readdir(dir)) != NULL) {
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		if (entry->d_name[0] != '.')
			ret = one(p, path, entry->d_name, cookie);
	}
	closedir(dir);
	return ret;
}

static int
delete(const struct place *p, const char *path, const char *name, void *cookie)
{
	(void)p;
	(void)name;
	(void)cookie;
	return unlink(path) == 0 || errno == ENOENT ? 0 :
	    log_fail(STATUS_FAILED, "%s: %s", path, strerror(errno));
}

int
place_work(const struct place *p, const char *what, char file[PATH_MAX])
{
	char folder[PATH_MAX];

	if (work_folder(p, what, folder) != 0)
		return -1;
	if (mkdir(folder, 0700) != 0 && errno != EEXIST)
		return log_fail(STATUS_FAILED, "%s: %s", folder, strerror(errno));
	if (snprintf(file, PATH_MAX, "%s/%s", folder, base_of(p->database)) >= PATH_MAX)
		return log_fail(STATUS_FAILED, "%.64s: the name is too long", p->database);
	return each_file(p, folder, delete, NULL);
}

void
place_clear(const struct place *p, const char *what)
{
	char folder[PATH_MAX];

	if (work_folder(p, what, folder) == 0 && each_file(p, folder, delete, NULL) == 0)
		rmdir(folder);
}

/* ----- copies ----- */

struct copy {
	int64_t	at;
	int64_t	bytes;
	char	name[NAME_MAX + 1];
};

struct copies {
	struct copy	*list;
	size_t		 count, capacity;
};

/* Half written: see save and upgrade, who have the database while they do it. */
static bool
is_part(const char *name)
{
	size_t length = strlen(name), n = strlen(STAMP_PART);

	return length > n && strcmp(name + length - n, STAMP_PART) == 0;
}

static int
add_copy(const struct place *p, const char *path, const char *name, void *cookie)
{
	struct copies *all = cookie;
	struct copy copy;
	struct stat st;

	if (!stamp_read(name, p->database, &copy.at) || is_part(name) || stat(path, &st) != 0)
		return 0;
	if (map_grow(&all->list, &all->capacity, all->count, sizeof(*all->list)) != 0)
		return -1;
	copy.bytes = st.st_size;
	snprintf(copy.name, sizeof(copy.name), "%s", name);
	all->list[all->count++] = copy;
	return 0;
}

static int
newest_first(const void *a, const void *b)
{
	const struct copy *x = a, *y = b;

	return x->at != y->at ? (x->at < y->at ? 1 : -1) : strcmp(x->name, y->name);
}

int
place_list(const struct place *p)
{
	struct copies all = { 0 };
	int ret = access(p->folder, R_OK) != 0 ?
	    log_fail(STATUS_FAILED, "%s: %s", p->folder, strerror(errno)) :
	    each_file(p, p->folder, add_copy, &all);

	if (all.count > 0)
		qsort(all.list, all.count, sizeof(*all.list), newest_first);
	for (size_t i = 0; ret == 0 && i < all.count; i++) {
		char when[32];

		date_format_iso(when, sizeof(when), zone_find("UTC"), all.list[i].at);
		printf("%s  %10lld KiB  %s/%s\n", when, (long long)(all.list[i].bytes + 1023) / 1024,
		    p->folder, all.list[i].name);
	}
	free(all.list);
	return ret;
}

static int
delete_old(const struct place *p, const char *path, const char *name, void *cookie)
{
	const int64_t *limit = cookie;
	int64_t at;

	return stamp_read(name, p->database, &at) && (is_part(name) || at < *limit) ?
	    delete(p, path, name, NULL) : 0;
}

int
place_prune(const struct place *p)
{
	int64_t kept = config_number(CONFIG_BACKUP_DAYS) * DATE_SECONDS, last = 0, limit;
	char folder[PATH_MAX];

	/* Where all but the one just made would go, the clock may be ahead, and the next night tells. */
	if (stamp_last(p->folder, p->database, p->now, &last) < 0)
		return -1;
	limit = (last < p->now - kept ? last : p->now) - kept;
	beside_folder(p->database, folder);
	return each_file(p, p->folder, delete_old, &limit) != 0 ? -1 :
	    each_file(p, folder, delete_old, &limit);
}
