#include "lib/zone.h"

#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/date.h"

#define ZONE_DIRECTORY	"/usr/share/zoneinfo"
#define LETTERS		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DIGITS		"0123456789"

enum {
	NAME_SIZE = 64,
	FILE_SIZE = 65536,
	OFFSET_END = 26 * 3600,		/* every offset is nearer to UTC than this */
	RULE_FIRST = 1968,		/* the years for which a footer's rule is written out */
	RULE_LAST = 2071
};

/* Instants beyond this (zic's Big Bang is -2^59) are damage, and would overflow in sums. */
#define INSTANT_MAX	(INT64_C(1) << 60)

/* One offset, from an instant to the next interval's. */
struct interval {
	int64_t	since;
	int64_t	offset;
};

struct zone {
	struct zone	*next;
	char		 name[NAME_SIZE];
	size_t		 count;
	struct interval	 intervals[];	/* from INT64_MIN on; neighbours differ */
};

/* What is left to read of a file. */
struct bytes {
	const unsigned char	*at;
	size_t			 left;
};

/* The counts in a TZif header, in their order. */
enum { COUNT_UT, COUNT_STD, COUNT_LEAP, COUNT_TIME, COUNT_TYPE, COUNT_CHAR, COUNTS };

/* A data block: 32-bit instants in version 1, 64-bit ones in the second block of later versions. */
struct block {
	size_t			 count[COUNTS];
	size_t			 width;
	const unsigned char	*times;
	const unsigned char	*indices;
	const unsigned char	*types;
};

/* When a POSIX rule changes the clock: J (1-365, never 29 February), n (0-365), or Mm.w.d. */
struct change {
	char	form;
	int	month;
	int	week;
	int	day;
	int	time;
};

struct rule {
	bool		has_dst;
	int		standard;
	int		dst;
	struct change	begin;
	struct change	end;
};

static struct zone *zones;
static pthread_mutex_t zones_lock = PTHREAD_MUTEX_INITIALIZER;

static const unsigned char *
take(struct bytes *bytes, size_t n)
{
	const unsigned char *at = bytes->at;

	if (n > bytes->left)
		return NULL;
	bytes->at += n;
	bytes->left -= n;
	return at;
}

static int64_t
big_endian(const unsigned char *at, size_t width)
{
	uint64_t value = at[0] < 0x80 ? 0 : UINT64_MAX;

	for (size_t i = 0; i < width; i++)
		value = value << 8 | at[i];
	return (int64_t)value;
}

static int
read_block(struct bytes *file, size_t width, char *version, struct block *block)
{
	const unsigned char *header = take(file, 44);

	if (header == NULL || memcmp(header, "TZif", 4) != 0)
		return -1;
	*version = (char)header[4];
	for (size_t i = 0; i < COUNTS; i++) {
		int64_t n = big_endian(header + 20 + 4 * i, 4);

		if (n < 0 || n > FILE_SIZE)
			return -1;
		block->count[i] = (size_t)n;
	}
	block->width = width;
	block->times = take(file, block->count[COUNT_TIME] * width);
	block->indices = take(file, block->count[COUNT_TIME]);
	block->types = take(file, block->count[COUNT_TYPE] * 6);
	if (block->times == NULL || block->indices == NULL || block->types == NULL)
		return -1;
	return take(file, block->count[COUNT_CHAR] + block->count[COUNT_LEAP] * (width + 4)
	    + block->count[COUNT_STD] + block->count[COUNT_UT]) != NULL ? 0 : -1;
}

/* A footer ends with a line feed, which no token of a rule holds: scanning stops there. */
static bool
scan_number(const char **text, int min, int max, int *value)
{
	size_t digits = strspn(*text, DIGITS);
	int n = 0;

	if (digits < 1 || digits > 3)
		return false;
	for (; digits > 0; digits--)
		n = n * 10 + (*(*text)++ - '0');
	*value = n;
	return n >= min && n <= max;
}

static bool
scan_time(const char **text, int max_hours, int *seconds)
{
	bool negative = **text == '-';
	int hour, minute = 0, second = 0;

	if (**text == '-' || **text == '+')
		++*text;
	if (!scan_number(text, 0, max_hours, &hour))
		return false;
	if (**text == ':' && (++*text, !scan_number(text, 0, 59, &minute)))
		return false;
	if (**text == ':' && (++*text, !scan_number(text, 0, 59, &second)))
		return false;
	*seconds = (hour * 60 + minute) * 60 + second;
	if (negative)
		*seconds = -*seconds;
	return true;
}

static bool
scan_name(const char **text)
{
	bool quoted = **text == '<';
	size_t length;

	*text += quoted;
	length = strspn(*text, quoted ? LETTERS DIGITS "+-" : LETTERS);
	*text += length;
	if (quoted && *(*text)++ != '>')
		return false;
	return length >= 3;
}

static bool
scan_change(const char **text, struct change *change)
{
	*change = (struct change){ .form = 'n', .time = 2 * 3600 };
	if (*(*text)++ != ',')
		return false;
	if (**text == 'J' || **text == 'M')
		change->form = *(*text)++;
	if (change->form == 'M') {
		if (!scan_number(text, 1, 12, &change->month) || *(*text)++ != '.'
		    || !scan_number(text, 1, 5, &change->week) || *(*text)++ != '.'
		    || !scan_number(text, 0, 6, &change->day))
			return false;
	} else if (!scan_number(text, change->form == 'J' ? 1 : 0, 365, &change->day))
		return false;
	if (**text != '/')
		return true;
	++*text;
	return scan_time(text, 167, &change->time);
}

static bool
scan_rule(const char *text, struct rule *rule)
{
	int west;

	*rule = (struct rule){ 0 };
	if (!scan_name(&text) || !scan_time(&text, 24, &west))
		return false;
	rule->standard = -west;
	if (*text == '\n')
		return true;
	rule->has_dst = true;
	rule->dst = rule->standard + 3600;
	if (!scan_name(&text))
		return false;
	if (*text != ',') {
		if (!scan_time(&text, 24, &west))
			return false;
		rule->dst = -west;
	}
	return scan_change(&text, &rule->begin) && scan_change(&text, &rule->end) && *text == '\n';
}

/* The instant of a change, whose time is on the clock that runs until then. */
static int64_t
change_instant(const struct change *change, int64_t year, int offset)
{
	int64_t day;
	int sunday_based, mday;

	switch (change->form) {
	case 'M':
		sunday_based = (date_weekday(date_day(year, change->month, 1)) + 1) % 7;
		mday = 1 + (change->day - sunday_based + 7) % 7 + (change->week - 1) * 7;
		if (mday > date_month_days(year, change->month))
			mday -= 7;
		day = date_day(year, change->month, mday);
		break;
	case 'J':
		day = date_day(year, 1, change->day);
		if (change->day >= 60 && date_month_days(year, 2) == 29)
			day++;
		break;
	default:
		day = date_day(year, 1, 1 + change->day);
	}
	return day * DATE_SECONDS + change->time - offset;
}

/* A change no later than the one before takes its place: so DST all year is written. */
static void
add_interval(struct zone *zone, int64_t since, int64_t offset)
{
	while (zone->count > 1 && zone->intervals[zone->count - 1].since >= since)
		zone->count--;
	if (zone->intervals[zone->count - 1].offset != offset)
		zone->intervals[zone->count++] = (struct interval){ since, offset };
}

/* Writes a footer's rule out, after the last transition of the file. */
static void
add_rule(struct zone *zone, const struct rule *rule, int64_t last)
{
	for (int64_t year = RULE_FIRST; year <= RULE_LAST; year++) {
		struct interval changes[2] = {
			{ change_instant(&rule->begin, year, rule->standard), rule->dst },
			{ change_instant(&rule->end, year, rule->dst), rule->standard }
		};
		size_t first = changes[1].since < changes[0].since;

		for (size_t i = 0; i < 2; i++) {
			const struct interval *change = &changes[first ^ i];

			if (change->since > last)
				add_interval(zone, change->since, change->offset);
		}
	}
}

static bool
type_offset(const struct block *block, size_t type, int64_t *offset)
{
	if (type >= block->count[COUNT_TYPE])
		return false;
	*offset = big_endian(block->types + 6 * type, 4);
	return *offset > -OFFSET_END && *offset < OFFSET_END;
}

/* Before its first transition a zone has type 0; without any, the footer's rule holds for ever. */
static int
zone_fill(struct zone *zone, const struct block *block, const struct rule *rule)
{
	int64_t last = INT64_MIN, offset;

	if (!type_offset(block, 0, &offset))
		return -1;
	zone->intervals[0] = (struct interval){ INT64_MIN, offset };
	zone->count = 1;
	for (size_t i = 0; i < block->count[COUNT_TIME]; i++) {
		int64_t since = big_endian(block->times + i * block->width, block->width);

		if (since <= last || since < -INSTANT_MAX || since > INSTANT_MAX
		    || !type_offset(block, block->indices[i], &offset))
			return -1;
		add_interval(zone, since, offset);
		last = since;
	}
	if (rule == NULL)
		return 0;
	if (rule->has_dst)
		add_rule(zone, rule, last);
	else if (last == INT64_MIN)
		zone->intervals[0].offset = rule->standard;
	return 0;
}

/* Instants are POSIX time: a file that counts leap seconds ("right/...") is not for us. */
static struct zone *
zone_parse(const char *name, struct bytes file)
{
	struct zone *zone;
	struct block block;
	struct rule rule;
	bool has_rule = false;
	char version;

	if (read_block(&file, 4, &version, &block) == -1)
		return NULL;
	if (version >= '2') {
		if (read_block(&file, 8, &version, &block) == -1 || file.left < 2
		    || *take(&file, 1) != '\n' || memchr(file.at, '\n', file.left) == NULL)
			return NULL;
		has_rule = *file.at != '\n';
		if (has_rule && !scan_rule((const char *)file.at, &rule))
			return NULL;
	}
	if (block.count[COUNT_LEAP] > 0)
		return NULL;
	zone = malloc(sizeof(*zone) + sizeof(zone->intervals[0])
	    * (1 + block.count[COUNT_TIME] + 2 * (RULE_LAST - RULE_FIRST + 1)));
	if (zone == NULL)
		return NULL;
	snprintf(zone->name, sizeof(zone->name), "%s", name);
	if (zone_fill(zone, &block, has_rule ? &rule : NULL) == -1) {
		free(zone);
		return NULL;
	}
	return zone;
}

/* -1 also for a directory and for a file that is too long to be a zone. */
static ssize_t
read_file(const char *path, unsigned char *buf, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t length = 0;
	ssize_t n;

	if (fd == -1)
		return -1;
	while ((n = read(fd, buf + length, size - length)) > 0)
		length += (size_t)n;
	close(fd);
	return n == 0 && length < size ? (ssize_t)length : -1;
}

static struct zone *
zone_load(const char *name)
{
	const char *directory = getenv("TZDIR");
	unsigned char data[FILE_SIZE];
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
	return zone_parse(name, (struct bytes){ data, (size_t)length });
}

/*
 * IANA names begin with a capital, which the helper files beside them (posix/, right/, localtime,
 * zone.tab) do not, and hold no dot, which keeps "..", too, out of the path.
 */
static bool
is_name(const char *name)
{
	size_t length = strlen(name);

	return length > 0 && length < NAME_SIZE && *name >= 'A' && *name <= 'Z'
	    && strspn(name, LETTERS DIGITS "_+-/") == length && strstr(name, "//") == NULL;
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
	return instant >= zone->intervals[i].since
	    && (i + 1 == zone->count || instant < zone->intervals[i + 1].since);
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
	const struct interval *interval = &zone->intervals[interval_at(zone, local - OFFSET_END)];
	const struct interval *last = &zone->intervals[zone->count - 1];
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
