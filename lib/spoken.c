#include "lib/spoken.h"

#include <stdio.h>

#include "lib/date.h"
#include "lib/locale.h"

static const char *const months[] = { N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
	N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec") };

void
spoken_day(char *buf, size_t size, int64_t day, bool year)
{
	int64_t y;
	int month, mday;

	date_civil(day, &y, &month, &mday);
	if (year)	/* Translators: a day, a month's name, a year */
		snprintf(buf, size, C_("date", "%d %s %d"), mday, _(months[month - 1]), (int)y);
	else
		snprintf(buf, size, C_("date", "%d %s"), mday, _(months[month - 1]));
}

void
spoken_month(char *buf, size_t size, int64_t day, bool year)
{
	int64_t y;
	int month, mday;

	date_civil(day, &y, &month, &mday);
	if (year)
		snprintf(buf, size, C_("date", "%s %d"), _(months[month - 1]), (int)y);
	else
		snprintf(buf, size, "%s", _(months[month - 1]));
}

const char *
spoken_weekday(int weekday)
{
	static const char *const names[] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"),
		N_("Sat"), N_("Sun") };

	return weekday >= 0 && weekday < 7 ? _(names[weekday]) : "?";
}
