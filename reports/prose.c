#include "reports/prose.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
	"Oct", "Nov", "Dec" };

const struct zone *
prose_zone(const struct table *t)
{
	return t->zone != NULL ? t->zone : zone_find("UTC");
}

const char *
prose_zone_name(const struct table *t)
{
	return t->zone != NULL ? zone_name(t->zone) : "each chat's own zone";
}

static int64_t
year_of(int64_t day)
{
	int64_t year;
	int month, mday;

	date_civil(day, &year, &month, &mday);
	return year;
}

static int64_t
last_day(const struct table *t)
{
	return zone_day(prose_zone(t), t->window.until - 1);
}

bool
prose_other_year(const struct table *t, int64_t day)
{
	return year_of(day) != year_of(last_day(t));
}

void
prose_day(char *buf, size_t size, int64_t day, bool year)
{
	int64_t y;
	int month, mday;

	date_civil(day, &y, &month, &mday);
	if (year)
		snprintf(buf, size, "%d %s %" PRId64, mday, months[month - 1], y);
	else
		snprintf(buf, size, "%d %s", mday, months[month - 1]);
}

void
prose_month(char *buf, size_t size, int64_t day, bool year)
{
	int64_t y;
	int month, mday;

	date_civil(day, &y, &month, &mday);
	if (year)
		snprintf(buf, size, "%s %" PRId64, months[month - 1], y);
	else
		snprintf(buf, size, "%s", months[month - 1]);
}

const char *
prose_weekday(int weekday)
{
	static const char *const names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

	return weekday >= 0 && weekday < 7 ? names[weekday] : "?";
}

void
prose_hour(char *buf, size_t size, int hour)
{
	snprintf(buf, size, "%02d:00–%02d:00", hour, hour + 1);
}

static void
clock_of(char *buf, size_t size, const struct table *t, int64_t instant)
{
	int minute = (int)(date_mod(zone_local(prose_zone(t), instant), DATE_SECONDS) / 60);

	snprintf(buf, size, "%02d:%02d", minute / 60, minute % 60);
}

void
prose_instant(char *buf, size_t size, const struct table *t, int64_t instant, bool year)
{
	char day[32], clock[16];

	prose_day(day, sizeof day, zone_day(prose_zone(t), instant), year);
	clock_of(clock, sizeof clock, t, instant);
	snprintf(buf, size, "%s %s", day, clock);
}

void
prose_interval(char *buf, size_t size, const struct table *t, const struct interval *gap)
{
	int64_t from = zone_day(prose_zone(t), gap->from), to = zone_day(prose_zone(t), gap->to);
	char first[48], second[48];

	prose_instant(first, sizeof first, t, gap->from, prose_other_year(t, from));
	if (from == to)
		clock_of(second, sizeof second, t, gap->to);
	else
		prose_instant(second, sizeof second, t, gap->to, prose_other_year(t, to));
	snprintf(buf, size, "%s – %s", first, second);
}

/* "9 – 20 Nov 2026": what both days share is said once. */
static void
days_between(char *buf, size_t size, int64_t from, int64_t to, bool year)
{
	char first[32], last[32];
	int64_t y[2];
	int month[2], mday[2];

	date_civil(from, &y[0], &month[0], &mday[0]);
	date_civil(to, &y[1], &month[1], &mday[1]);
	prose_day(last, sizeof last, to, year);
	if (from == to) {
		snprintf(buf, size, "%s", last);
		return;
	}
	prose_day(first, sizeof first, from, year && y[0] != y[1]);
	if (y[0] == y[1] && month[0] == month[1])
		snprintf(first, sizeof first, "%d", mday[0]);
	snprintf(buf, size, "%s – %s", first, last);
}

static void
clocks_between(char *buf, size_t size, const struct table *t)
{
	const struct zone *zone = prose_zone(t);
	int64_t from = zone_day(zone, t->window.since), to = zone_day(zone, t->window.until);
	char first[48], last[48], clock[16];

	if (from == to) {
		prose_instant(first, sizeof first, t, t->window.since, true);
		clock_of(clock, sizeof clock, t, t->window.until);
		snprintf(buf, size, "%s – %s", first, clock);
	} else if (year_of(from) == year_of(to)) {
		prose_instant(first, sizeof first, t, t->window.since, false);
		prose_instant(last, sizeof last, t, t->window.until, false);
		snprintf(buf, size, "%s – %s %" PRId64, first, last, year_of(to));
	} else {
		prose_instant(first, sizeof first, t, t->window.since, true);
		prose_instant(last, sizeof last, t, t->window.until, true);
		snprintf(buf, size, "%s – %s", first, last);
	}
}

static bool
midnight(const struct table *t, int64_t instant)
{
	const struct zone *zone = prose_zone(t);

	return instant == zone_day_start(zone, zone_day(zone, instant));
}

/* "30 days"; "24 hours" where the window is of whole hours and short. */
static void
length_of(char *buf, size_t size, const struct table *t)
{
	int64_t seconds = t->window.until - t->window.since;
	bool hours = seconds % 3600 == 0 && seconds <= 3 * DATE_SECONDS &&
	    !midnight(t, t->window.since);

	prose_count(buf, size, hours ? seconds / 3600 : t->days, hours ? "hours" : "days");
}

void
prose_window(char *buf, size_t size, const struct table *t)
{
	const struct zone *zone = prose_zone(t);
	int64_t from = zone_day(zone, t->window.since), to = last_day(t);
	char range[PROSE_SIZE], length[48];

	length_of(length, sizeof length, t);
	if (t->window.type == SPAN_ALL) {
		if (!t->coverage.any) {
			snprintf(buf, size, "all time");
			return;
		}
		from = zone_day(zone, t->coverage.first);
		to = zone_day(zone, t->coverage.last);
		prose_count(length, sizeof length, to - from + 1, "days");
	}
	if (t->window.type == SPAN_ALL ||
	    (midnight(t, t->window.since) && midnight(t, t->window.until)))
		days_between(range, sizeof range, from, to, true);
	else
		clocks_between(range, sizeof range, t);
	snprintf(buf, size, "%s (%s)", range, length);
}

void
prose_span(char *buf, size_t size, const struct table *t)
{
	static const char *const calendar[] = { [SPAN_WEEK] = "this week",
		[SPAN_MONTH] = "this month",
		[SPAN_YEAR] = "this year", [SPAN_ALL] = "" };
	char length[PROSE_SIZE];

	if (t->window.type < sizeof calendar / sizeof calendar[0] &&
	    calendar[t->window.type] != NULL)
		snprintf(buf, size, "%s", calendar[t->window.type]);
	else if (t->days == 1 && midnight(t, t->window.since)) {
		prose_day(length, sizeof length, last_day(t), true);
		snprintf(buf, size, "on %s", length);
	} else {
		length_of(length, sizeof length, t);
		snprintf(buf, size, "in these %s", length);
	}
}

void
prose_before(char *buf, size_t size, const struct table *t)
{
	char length[PROSE_SIZE];

	length_of(length, sizeof length, t);
	switch (t->window.type) {
	case SPAN_WEEK:
	case SPAN_MONTH:
	case SPAN_YEAR:
		snprintf(buf, size, "the same time of the %s before", t->window.type == SPAN_WEEK ?
		    "week" : t->window.type == SPAN_MONTH ? "month" : "year");
		return;
	default:
		snprintf(buf, size, "the %s before",
		    strncmp(length, "1 ", 2) == 0 ? length + 2 : length);
	}
}

void
prose_period(char *buf, size_t size, const struct table *t, int64_t period, bool year)
{
	int64_t day = t->grain == GRAIN_HOUR ? date_div(period, 24) : period;
	char date[32], clock[16] = "";

	switch (t->grain) {
	case GRAIN_HOUR:
		snprintf(clock, sizeof clock, " %02d:00", (int)date_mod(period, 24));
		/* FALLTHROUGH */
	case GRAIN_DAY:
		prose_day(date, sizeof date, day, year);
		snprintf(buf, size, "%s %s%s%s", prose_weekday(date_weekday(day)),
		    date[1] == ' ' ? " " : "", date, clock);
		return;
	case GRAIN_WEEK:
		days_between(buf, size, day, day + 6, year);
		return;
	case GRAIN_MONTH:
		prose_month(buf, size, day, true);
		return;
	case GRAIN_YEAR:
		snprintf(buf, size, "%" PRId64, year_of(day));
		return;
	}
}

bool
prose_current(const struct table *t, int64_t period)
{
	int64_t local = zone_local(prose_zone(t), t->now), today = date_div(local, DATE_SECONDS);

	if (t->grain == GRAIN_HOUR)
		return period == date_div(local, 3600);
	return period <= today && today < date_next(period, t->grain);
}

void
prose_subject(char *buf, size_t size, const struct table *t)
{
	char others[PROSE_SIZE] = "";
	bool none = t->nchat > 1 && t->chats[t->nchat - 1].id == 0;
	size_t chats = t->nchat - none;

	if (chats > 1)
		snprintf(others, sizeof others, "%s %zu other chat%s", none ? "," : " and", chats - 1,
		    chats > 2 ? "s" : "");
	if (none)
		snprintf(others + strlen(others), sizeof others - strlen(others), " and %s",
		    t->chats[chats].title);
	snprintf(buf, size, "%s%s%s%s%s%s", t->member != NULL ? t->member : "",
	    t->member != NULL ? " in " : "", t->nchat > 0 ? t->chats[0].title : "no chat", others,
	    t->topic != NULL ? " / " : "", t->topic != NULL ? t->topic : "");
}
