/*
 * IANA time zones: between UTC instants and local clocks, from the system's tzdata (TZif, RFC 8536).
 *
 * Instants are UTC seconds; a local day is the number of days since 1970-01-01 on the zone's
 * calendar; all calculations hold from 1970 to 2069.
 */
#ifndef LIB_ZONE_H
#define LIB_ZONE_H

#include <stdint.h>

struct zone;

/*
 * Loads a zone by its IANA name, such as "Europe/Sofia" or "UTC".  The zone belongs to the module
 * and lives until the process ends; asking again returns the same one.  NULL for a name that is
 * none (also "../x", "/x", ""), without logging: the caller knows where the name came from.  "UTC" needs no
 * file, and is always found.
 */
const struct zone	*zone_find(const char *name);

/* The name it was found by. */
const char	*zone_name(const struct zone *);

/* Seconds east of UTC at an instant. */
int64_t	zone_offset(const struct zone *, int64_t instant);

/*
 * The local day that an instant lies in, by the clock: where one is set back across midnight (St
 * John's until 2010, at 00:01), the instants after it lie in the day before once more.
 */
int64_t	zone_day(const struct zone *, int64_t instant);

/* Seconds since 1970-01-01T00:00 on the local clock: instant + offset. */
int64_t	zone_local(const struct zone *, int64_t instant);

/*
 * The instant of a local clock reading (as zone_local counts).  A time that is skipped is the first
 * instant after the gap; a doubled one, the earlier.
 */
int64_t	zone_instant(const struct zone *, int64_t local);

/* The first instant of a local day. */
int64_t	zone_day_start(const struct zone *, int64_t day);

#endif
