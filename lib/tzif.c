#include "lib/tzif.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/date.h"
#include "lib/log.h"

#define LETTERS		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DIGITS		"0123456789"

/* Instants beyond this (zic's Big Bang is -2^59) are damage, and would overflow in sums. */
#define INSTANT_MAX	(INT64_C(1) << 60)

enum {
	RULE_FIRST = 1968,		/* the years for which a footer's rule is written out */
	RULE_LAST = 2071
};

struct intervals {
	struct tzif_interval	*list;
	size_t			 count;
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

/* The rule of a footer. */
struct rule {
	bool		has_dst;
	int		standard;
	int		dst;
	struct change	begin;
	struct change	end;
};

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

		if (n < 0 || n > TZIF_SIZE)
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
		if (!scan_number(text, 1, 12, &change->month) || *(*text)++ != '.' ||
		    !scan_number(text, 1, 5, &change->week) || *(*text)++ != '.' ||
		    !scan_number(text, 0, 6, &change->day))
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
add_interval(struct intervals *v, int64_t since, int64_t offset)
{
	while (v->count > 1 && v->list[v->count - 1].since >= since)
		v->count--;
	if (v->list[v->count - 1].offset != offset)
		v->list[v->count++] = (struct tzif_interval){ since, offset };
}

/* Writes a footer's rule out, after the last transition of the file. */
static void
add_rule(struct intervals *v, const struct rule *rule, int64_t last)
{
	for (int64_t year = RULE_FIRST; year <= RULE_LAST; year++) {
		struct tzif_interval changes[2] = {
			{ change_instant(&rule->begin, year, rule->standard), rule->dst },
			{ change_instant(&rule->end, year, rule->dst), rule->standard }
		};
		size_t first = changes[1].since < changes[0].since;

		for (size_t i = 0; i < 2; i++) {
			const struct tzif_interval *change = &changes[first ^ i];

			if (change->since > last)
				add_interval(v, change->since, change->offset);
		}
	}
}

static bool
type_offset(const struct block *block, size_t type, int64_t *offset)
{
	if (type >= block->count[COUNT_TYPE])
		return false;
	*offset = big_endian(block->types + 6 * type, 4);
	return *offset > -TZIF_OFFSET_END && *offset < TZIF_OFFSET_END;
}

/* Before its first transition a zone has type 0; without any, the footer's rule holds for ever. */
static int
fill(struct intervals *v, const struct block *block, const struct rule *rule)
{
	int64_t last = INT64_MIN, offset;

	if (!type_offset(block, 0, &offset))
		return -1;
	v->list[0] = (struct tzif_interval){ INT64_MIN, offset };
	v->count = 1;
	for (size_t i = 0; i < block->count[COUNT_TIME]; i++) {
		int64_t since = big_endian(block->times + i * block->width, block->width);

		if (since <= last || since < -INSTANT_MAX || since > INSTANT_MAX ||
		    !type_offset(block, block->indices[i], &offset))
			return -1;
		add_interval(v, since, offset);
		last = since;
	}
	if (rule == NULL)
		return 0;
	if (rule->has_dst)
		add_rule(v, rule, last);
	else if (last == INT64_MIN)
		v->list[0].offset = rule->standard;
	return 0;
}

/* The block to go by, and the rule of the footer, or NULL; -1 for what is damaged, or no POSIX time. */
static int
read_file(struct bytes *file, struct block *block, const char **footer)
{
	char version;

	*footer = NULL;
	if (read_block(file, 4, &version, block) == -1)
		return -1;
	if (version >= '2') {
		if (read_block(file, 8, &version, block) == -1 || file->left < 2 ||
		    *take(file, 1) != '\n' || memchr(file->at, '\n', file->left) == NULL)
			return -1;
		if (*file->at != '\n')
			*footer = (const char *)file->at;
	}
	return block->count[COUNT_LEAP] > 0 ? -1 : 0;
}

size_t
tzif_parse(const unsigned char *data, size_t length, struct tzif_interval **list)
{
	struct bytes file = { data, length };
	struct intervals v = { .count = 0 };
	struct block block;
	const char *footer;
	struct rule rule;

	if (read_file(&file, &block, &footer) != 0 || (footer != NULL && !scan_rule(footer, &rule)))
		return 0;
	v.list = calloc(1 + block.count[COUNT_TIME] + 2 * (RULE_LAST - RULE_FIRST + 1), sizeof(*v.list));
	if (v.list == NULL)
		log_fail(STATUS_FAILED, "out of memory");
	if (v.list == NULL || fill(&v, &block, footer != NULL ? &rule : NULL) != 0) {
		free(v.list);
		return 0;
	}
	*list = v.list;
	return v.count;
}
