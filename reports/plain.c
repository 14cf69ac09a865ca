#include "reports/plain.h"

#include <inttypes.h>
#include <stdio.h>

#include "lib/money.h"
#include "reports/prose.h"

const char *
plain_unit(enum unit unit)
{
	static const char *const names[] = {
		[UNIT_COUNT] = "count", [UNIT_TENTHS] = "count", [UNIT_ID] = "id",
		[UNIT_PERCENT] = "percent",
		[UNIT_SECONDS] = "seconds", [UNIT_DATE] = "date", [UNIT_PERIOD] = "date",
		[UNIT_INSTANT] = "instant", [UNIT_HOUR] = "count", [UNIT_WEEKDAY] = "count",
		[UNIT_CHANGE] = "count", [UNIT_MONEY] = "money", [UNIT_FLAG] = "flag",
		[UNIT_SCORE] = "score", [UNIT_MEASURE] = "measure", [UNIT_NAME] = "name",
		[UNIT_TEXT] = "text", [UNIT_LINK] = "text", [UNIT_EMOJI] = "emoji"
	};

	return names[unit];
}

bool
plain_is_text(enum unit unit)
{
	return unit == UNIT_NAME || unit == UNIT_TEXT || unit == UNIT_LINK || unit == UNIT_EMOJI;
}

bool
plain_is_quoted(enum unit unit)
{
	return unit == UNIT_DATE || unit == UNIT_PERIOD || unit == UNIT_INSTANT || unit == UNIT_MONEY;
}

static void
date(char *buf, int64_t day, const char *clock)
{
	int64_t year;
	int month, mday;

	date_civil(day, &year, &month, &mday);
	snprintf(buf, PLAIN_SIZE, "%04" PRId64 "-%02d-%02d%s", year, month, mday, clock);
}

void
plain_value(char buf[PLAIN_SIZE], const struct table *t, enum unit unit, int64_t n)
{
	char clock[16];

	switch (unit) {
	case UNIT_TENTHS:
	case UNIT_PERCENT:
		snprintf(buf, PLAIN_SIZE, "%s%" PRId64 ".%" PRId64, n < 0 ? "-" : "", n < 0 ?
		    -(n / 10) : n / 10,
		    n < 0 ? -(n % 10) : n % 10);
		return;
	case UNIT_SCORE:
		snprintf(buf, PLAIN_SIZE, "%s%" PRId64 ".%02d", n < 0 ? "-" : "",
		    n < 0 ? -(n / 100) : n / 100, (int)(n < 0 ? -(n % 100) : n % 100));
		return;
	case UNIT_MONEY:
		money_format(buf, n);
		return;
	case UNIT_FLAG:
		snprintf(buf, PLAIN_SIZE, "%s", n != 0 ? "true" : "false");
		return;
	case UNIT_INSTANT:
		date_format_iso(buf, PLAIN_SIZE, prose_zone(t), n);
		return;
	case UNIT_PERIOD:
		if (t->grain == GRAIN_HOUR) {
			snprintf(clock, sizeof clock, "T%02d:00", (int)date_mod(n, 24));
			date(buf, date_div(n, 24), clock);
			return;
		}
		date(buf, n, "");
		/* A month or a year is said as the command line takes it: 2026-03, 2026. */
		if (t->grain == GRAIN_MONTH || t->grain == GRAIN_YEAR)
			buf[t->grain == GRAIN_MONTH ? 7 : 4] = '\0';
		return;
	case UNIT_DATE:
		date(buf, n, "");
		return;
	default:
		snprintf(buf, PLAIN_SIZE, "%" PRId64, n);
		return;
	}
}
