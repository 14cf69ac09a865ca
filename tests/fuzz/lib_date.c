/*
 * libFuzzer: the words for times.  Windows do not end before they begin, lie in the years that are usable, and
 * follow upon the windows before them (a day that a zone left out is empty); instants are written as words for the same.
 *
 * Input: a byte for the zone, four for the present, then the word.
 */
#include "lib/date.h"
#include "tests/fuzz/fuzz.h"

enum { HEAD = 5, DAY = 86400 };

static void
check_span(const struct span *span, const struct zone *zone, int64_t now)
{
	struct span before, last = *span;

	require(span->since >= DATE_FIRST - DAY && span->since <= span->until);
	for (int steps = 1; steps <= 3 && date_previous(span, zone, now, steps, &before) == 0; steps++) {
		require(before.since >= DATE_FIRST - DAY && before.since <= before.until);
		require(before.since <= last.since && before.until <= last.since);
		last = before;
	}
}

static void
check_instant(const char *word, const struct zone *zone, int64_t now, bool until)
{
	int64_t instant, again;
	char text[32];

	if (date_parse_time(word, zone, now, until, &instant) != 0)
		return;
	require(instant >= DATE_FIRST - DAY && instant <= DATE_END + 367 * DAY);
	date_format_iso(text, sizeof(text), zone, instant);
	/* Offsets that were no whole minutes are cut. */
	if (instant % 60 == 0 && instant >= DATE_FIRST && instant <= DATE_END) {
		require(date_parse_time(text, zone, now, until, &again) == 0);
		require(again == instant);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const zones[] = { "UTC", "Europe/Sofia", "America/St_Johns", "Pacific/Apia" };
	const struct zone *zone;
	struct span span;
	int64_t now = 0;
	char *word;

	if (size < HEAD)
		return 0;
	require((zone = zone_find(zones[data[0] % 4])) != NULL);
	for (int i = 1; i < HEAD; i++)
		now = now << 8 | data[i];
	now %= DATE_END;
	word = string_of(data + HEAD, size - HEAD);
	if (date_parse_span(word, zone, now, &span) == 0)
		check_span(&span, zone, now);
	check_instant(word, zone, now, false);
	check_instant(word, zone, now, true);
	free(word);
	return 0;
}
