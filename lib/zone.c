#include "lib/zone.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/date.h"
#include "lib/log.h"
#include "lib/tzif.h"

#define ZONE_DIRECTORY	"/usr/share/zoneinfo"
#define NAME_CHARACTERS	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/"

enum { NAME_SIZE = 64 };

struct zone {
	struct zone		*next;
	char			 name[NAME_SIZE];
	struct tzif_interval	*intervals;
	size_t			 count;
};

static struct tzif_interval always = { INT64_MIN, 0 };
static struct zone utc = { .name = "UTC", .intervals = &always, .count = 1 };
static struct zone *zones = &utc;
static pthread_mutex_t zones_lock = PTHREAD_MUTEX_INITIALIZER;

/* -1 also for a directory and for a file that is too long to be a zone. */
static ssize_t
read_file(const char *path, unsigned char *buf, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t length = 0;
	ssize_t n;

	if (fd == -1)
		return errno == ENOENT || errno == ENOTDIR ? -1 :
		    log_fail(STATUS_FAILED, "%s: %s", path, strerror(errno));
	while ((n = read(fd, buf + length, size - length)) > 0)
		length += (size_t)n;
	close(fd);
	return n == 0 && length < size ? (ssize_t)length : -1;
}

static struct zone *
zone_load(const char *name)
{
	const char *directory = getenv("TZDIR");
	unsigned char data[TZIF_SIZE];
	struct zone *zone;
	char path[PATH_MAX];
	ssize_t length;
	int n;

	if (directory == NULL || *directory == '\0')
		directory = ZONE_DIRECTORY;
	n = snprintf(path, sizeof(path), "%s/%s", directory, name);
	if (n < 0 || (size_t)n >= sizeof(path))
		return NULL;
	length = read_file(path, data, sizeof(data));
	if (length == -1)
		return NULL;
	if ((zone = log_memory(calloc(1, sizeof(*zone)))) == NULL)
		return NULL;
	if ((zone->count = tzif_parse(data, (size_t)length, &zone->intervals)) == 0) {
		free(zone);
		return NULL;
	}
	snprintf(zone->name, sizeof(zone->name), "%s", name);
	return zone;
}

/*
 * IANA names begin with a capital, which the helper files beside them (posix/, right/, localtime,
 * zone.tab) do not, and hold no dot, which keeps "..", too, out of the path.
 */
static bool
is_name(const char *name)
{
	size_t length = strlen(name);

	return length > 0 && length < NAME_SIZE && *name >= 'A' && *name <= 'Z' &&
	    strspn(name, NAME_CHARACTERS) == length && strstr(name, "//") == NULL;
}

const struct zone *
zone_find(const char *name)
{
	struct zone *zone;

	if (!is_name(name))
		return NULL;
	pthread_mutex_lock(&zones_lock);
	for (zone = zones; zone != NULL; zone = zone->next)
		if (strcmp(zone->name, name) == 0)
			goto out;
	zone = zone_load(name);
	if (zone != NULL) {
		zone->next = zones;
		zones = zone;
	}
out:
	pthread_mutex_unlock(&zones_lock);
	return zone;
}

const char *
zone_name(const struct zone *zone)
{
	return zone->name;
}

static size_t
search_interval(const struct zone *zone, int64_t instant)
{
	size_t low = 0, high = zone->count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (zone->intervals[middle].since <= instant)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static bool
is_in_interval(const struct zone *zone, size_t i, int64_t instant)
{
	return instant >= zone->intervals[i].since &&
	    (i + 1 == zone->count || instant < zone->intervals[i + 1].since);
}

/* Messages come in the order of time: the interval is nearly always that of the call before. */
static size_t
interval_at(const struct zone *zone, int64_t instant)
{
	static _Thread_local struct {
		const struct zone	*zone;
		size_t			 index;
	} recent;

	if (recent.zone != zone || !is_in_interval(zone, recent.index, instant)) {
		recent.zone = zone;
		recent.index = search_interval(zone, instant);
	}
	return recent.index;
}

int64_t
zone_offset(const struct zone *zone, int64_t instant)
{
	return zone->intervals[interval_at(zone, instant)].offset;
}

int64_t
zone_local(const struct zone *zone, int64_t instant)
{
	return instant + zone_offset(zone, instant);
}

int64_t
zone_day(const struct zone *zone, int64_t instant)
{
	return date_div(zone_local(zone, instant), DATE_SECONDS);
}

/* The first interval whose clock ends after the reading: it shows it, or begins after the gap. */
int64_t
zone_instant(const struct zone *zone, int64_t local)
{
	const struct tzif_interval *interval = &zone->intervals[interval_at(zone, local - TZIF_OFFSET_END)];
	const struct tzif_interval *last = &zone->intervals[zone->count - 1];
	int64_t instant;

	while (interval < last && local >= interval[1].since + interval->offset)
		interval++;
	instant = local - interval->offset;
	return instant > interval->since ? instant : interval->since;
}

int64_t
zone_day_start(const struct zone *zone, int64_t day)
{
	return zone_instant(zone, day * DATE_SECONDS);
}
