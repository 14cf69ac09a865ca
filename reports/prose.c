#include "reports/prose.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lib/locale.h"
#include "lib/spoken.h"
#include "lib/text.h"

enum { TITLE_CELLS = 20 };

/* A length of time, as it is said by itself, of a window, of one that ends now, and of the one before. */
enum length { LENGTH_ALONE, LENGTH_IN, LENGTH_LAST, LENGTH_BEFORE };
static const struct {
	const char	*one, *many;
} lengths[][2] = {
	[LENGTH_ALONE] = { { NP_("%s day", "%s days") }, { NP_("%s hour", "%s hours") } },
	[LENGTH_IN] = { { NP_("in this %s day", "in these %s days") },
	    { NP_("in this %s hour", "in these %s hours") } },
	[LENGTH_LAST] = { { NP_("last %s day", "last %s days") }, { NP_("last %s hour", "last %s hours") } },
	[LENGTH_BEFORE] = { { NP_("the day before", "the %s days before") },
	    { NP_("the hour before", "the %s hours before") } }
};

const struct zone *
prose_zone(const struct table *t)
{
	return t->zone != NULL ? t->zone : zone_find("UTC");
}

const char *
prose_zone_name(const struct table *t)
{
	return t->zone != NULL ? zone_name(t->zone) : _("each chat's own zone");
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

	spoken_day(day, sizeof day, zone_day(prose_zone(t), instant), year);
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
	spoken_day(last, sizeof last, to, year);
	if (from == to) {
		snprintf(buf, size, "%s", last);
		return;
	}
	spoken_day(first, sizeof first, from, year && y[0] != y[1]);
	if (y[0] == y[1] && month[0] == month[1])
		snprintf(first, sizeof first, C_("date", "%d"), mday[0]);
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
		snprintf(buf, size, C_("dates", "%s – %s %d"), first, last, (int)year_of(to));
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

/* "30 days" that a number of days is, by themselves. */
static void
say_length(char *buf, size_t size, int64_t n, bool hours, enum length as)
{
	char number[48];

	snprintf(buf, size, P_(lengths[as][hours].one, lengths[as][hours].many, n), text_number(number, n));
}

/* "30 days"; "24 hours" where the window is of whole hours and short. */
static void
length_of(char *buf, size_t size, const struct table *t, enum length as)
{
	int64_t seconds = t->window.until - t->window.since;
	bool hours = seconds % 3600 == 0 && seconds <= 3 * DATE_SECONDS &&
	    !midnight(t, t->window.since);

	say_length(buf, size, hours ? seconds / 3600 : t->days, hours, as);
}

void
prose_window(char *buf, size_t size, const struct table *t)
{
	const struct zone *zone = prose_zone(t);
	int64_t from = zone_day(zone, t->window.since), to = last_day(t);
	char range[PROSE_SIZE], length[48];

	if (t->report->timeless) {
		prose_instant(buf, size, t, t->now, true);
		return;
	}
	length_of(length, sizeof length, t, LENGTH_ALONE);
	if (t->window.type == SPAN_ALL) {
		if (!t->coverage.any) {
			snprintf(buf, size, "%s", _("all time"));
			return;
		}
		from = zone_day(zone, t->coverage.first);
		to = zone_day(zone, t->coverage.last);
		say_length(length, sizeof length, to - from + 1, false, LENGTH_ALONE);
	}
	if (t->window.type == SPAN_ALL ||
	    (midnight(t, t->window.since) && midnight(t, t->window.until)))
		days_between(range, sizeof range, from, to, true);
	else
		clocks_between(range, sizeof range, t);
	snprintf(buf, size, "%s (%s)", range, length);
}

static void
span_of(char *buf, size_t size, const struct table *t, enum length as)
{
	static const char *const calendar[] = { [SPAN_WEEK] = N_("this week"),
		[SPAN_MONTH] = N_("this month"), [SPAN_YEAR] = N_("this year"), [SPAN_ALL] = "" };
	char day[PROSE_SIZE];

	if (t->window.type < sizeof calendar / sizeof calendar[0] &&
	    calendar[t->window.type] != NULL)
		snprintf(buf, size, "%s", _(calendar[t->window.type]));
	else if (t->days == 1 && midnight(t, t->window.since)) {
		spoken_day(day, sizeof day, last_day(t), true);
		snprintf(buf, size, _("on %s"), day);
	} else
		length_of(buf, size, t, as);
}

void
prose_span(char *buf, size_t size, const struct table *t)
{
	span_of(buf, size, t, LENGTH_IN);
}

void
prose_last(char *buf, size_t size, const struct table *t)
{
	if (t->report->timeless)
		buf[0] = '\0';
	else
		span_of(buf, size, t, t->window.until >= t->now ? LENGTH_LAST : LENGTH_IN);
}

void
prose_before(char *buf, size_t size, const struct table *t)
{
	switch (t->window.type) {
	case SPAN_WEEK:
		snprintf(buf, size, "%s", _("the same time of the week before"));
		return;
	case SPAN_MONTH:
		snprintf(buf, size, "%s", _("the same time of the month before"));
		return;
	case SPAN_YEAR:
		snprintf(buf, size, "%s", _("the same time of the year before"));
		return;
	default:
		length_of(buf, size, t, LENGTH_BEFORE);
	}
}

void
prose_period(char *buf, size_t size, const struct table *t, int64_t period, bool year)
{
	int64_t day = t->grain == GRAIN_HOUR ? date_div(period, 24) : period;
	char date[32], clock[16] = "", weekday[32] = "";

	switch (t->grain) {
	case GRAIN_HOUR:
		snprintf(clock, sizeof clock, " %02d:00", (int)date_mod(period, 24));
		/* FALLTHROUGH */
	case GRAIN_DAY:
		if (!t->brief || t->report->layout != LAYOUT_TABLE)
			snprintf(weekday, sizeof weekday, "%s ", spoken_weekday(date_weekday(day)));
		break;
	case GRAIN_WEEK:
		if (t->brief)
			break;
		days_between(buf, size, day, day + 6, year);
		return;
	case GRAIN_MONTH:
		spoken_month(buf, size, day, true);
		return;
	case GRAIN_YEAR:
		snprintf(buf, size, "%" PRId64, year_of(day));
		return;
	}
	spoken_day(date, sizeof date, day, year);
	snprintf(buf, size, "%s%s%s%s", weekday,
	    date[0] != '\0' && (date[1] < '0' || date[1] > '9') ? " " : "", date, clock);
}

bool
prose_current(const struct table *t, int64_t period)
{
	int64_t local = zone_local(prose_zone(t), t->now), today = date_div(local, DATE_SECONDS);

	if (t->grain == GRAIN_HOUR)
		return period == date_div(local, 3600);
	return period <= today && today < date_next(period, t->grain);
}

/* The first chat's title, shorter where others are told of behind it. */
static void
first_title(char *buf, size_t size, const struct table *t)
{
	text_fold(buf, size, t->chats[0].title);
	if (t->nchat > 1 && text_cells(buf) > TITLE_CELLS)
		text_cut(buf, size, t->chats[0].title, TITLE_CELLS);
	else
		snprintf(buf, size, "%s", t->chats[0].title);
}

void
prose_subject(char *buf, size_t size, const struct table *t)
{
	char first[PROSE_SUBJECT / 2], chats[PROSE_SUBJECT / 2 + PROSE_SIZE];
	bool none = t->nchat > 1 && t->chats[t->nchat - 1].id == 0;
	int64_t others = (int64_t)t->nchat - 1;

	if (t->nchat > 0)
		first_title(first, sizeof first, t);
	if (t->nchat == 0)
		snprintf(chats, sizeof chats, "%s", _("no chat"));
	else if (others == 0)
		snprintf(chats, sizeof chats, "%s", first);
	else if (!none)
		snprintf(chats, sizeof chats, P_("%s and %d other chat", "%s and %d other chats", others),
		    first, (int)others);
	else if (others == 1)
		snprintf(chats, sizeof chats, _("%s and other usage"), first);
	else
		snprintf(chats, sizeof chats, _("%d chats and other usage"), (int)others);
	snprintf(buf, size, "%s%s%s%s%s", t->member != NULL ? t->member : "",
	    t->member != NULL ? C_("member in chat", " in ") : "", chats,
	    t->topic != NULL ? " / " : "", t->topic != NULL ? t->topic : "");
}
