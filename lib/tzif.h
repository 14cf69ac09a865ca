/*
 * The files of tzdata (TZif, RFC 8536) as offsets over time: transitions, and what the rule in the
 * file's footer says of the years to come.
 */
#ifndef LIB_TZIF_H
#define LIB_TZIF_H

#include <stddef.h>
#include <stdint.h>

enum {
	TZIF_SIZE = 65536,		/* every file is shorter */
	TZIF_OFFSET_END = 26 * 3600	/* every offset is nearer to UTC than this */
};

/* One offset, in seconds east of UTC, from an instant to the next interval's. */
struct tzif_interval {
	int64_t	since;
	int64_t	offset;
};

/*
 * Reads the bytes of a file: intervals from INT64_MIN on, whose neighbours differ; the array is the
 * caller's to free.  How many there are, or 0 for what is no such file, or counts leap seconds:
 * instants are POSIX time here.  Logs only where memory is out.
 */
size_t	tzif_parse(const unsigned char *data, size_t length, struct tzif_interval **);

#endif
