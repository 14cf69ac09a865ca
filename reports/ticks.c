#include "reports/ticks.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lib/spoken.h"

enum { BELOW_PIXELS = 84 };
enum every { HOURS, DAYS, ROWS, HALVES, MONTHS, YEARS };
enum label { LABEL_HOUR, LABEL_DAY, LABEL_DATE, LABEL_MONTH, LABEL_YEAR };

/* From fine to coarse: for which grains, what is marked, how, and the pixels that a label needs. */
static const struct level {
	enum grain	from, to;
	enum every	every;
	int		n;
	enum label	label;
	double		pixels;
} levels[] = {
	{ GRAIN_HOUR, GRAIN_HOUR, HOURS, 1, LABEL_HOUR, 44 },
	{ GRAIN_HOUR, GRAIN_HOUR, HOURS, 3, LABEL_HOUR, 44 },
	{ GRAIN_HOUR, GRAIN_HOUR, HOURS, 6, LABEL_HOUR, 60 },
	{ GRAIN_HOUR, GRAIN_HOUR, DAYS, 1, LABEL_DATE, 104 },
	{ GRAIN_HOUR, GRAIN_HOUR, DAYS, 2, LABEL_DATE, 104 },
	{ GRAIN_HOUR, GRAIN_HOUR, DAYS, 5, LABEL_DATE, 104 },
	{ GRAIN_DAY, GRAIN_DAY, DAYS, 1, LABEL_DAY, 46 },
	{ GRAIN_DAY, GRAIN_DAY, DAYS, 2, LABEL_DAY, 54 },
	{ GRAIN_WEEK, GRAIN_WEEK, ROWS, 1, LABEL_DATE, 104 },
	{ GRAIN_HOUR, GRAIN_DAY, HALVES, 1, LABEL_DATE, 100 },
	{ GRAIN_HOUR, GRAIN_MONTH, MONTHS, 1, LABEL_MONTH, 62 },
	{ GRAIN_HOUR, GRAIN_MONTH, MONTHS, 3, LABEL_MONTH, 62 },
	{ GRAIN_HOUR, GRAIN_YEAR, YEARS, 1, LABEL_YEAR, 84 },
	{ GRAIN_HOUR, GRAIN_YEAR, YEARS, 2, LABEL_YEAR, 84 },
	{ GRAIN_HOUR, GRAIN_YEAR, YEARS, 5, LABEL_YEAR, 84 },
	{ GRAIN_HOUR, GRAIN_YEAR, YEARS, 25, LABEL_YEAR, 84 }
};

/* A row's period on the calendar. */
struct place {
	int64_t	day;
	int64_t	year;
	int	month, mday, hour;
};

static struct place
place_of(const struct table *t, size_t column, size_t row)
{
	int64_t period = table_at(t, row, column)->n;
	struct place p = { .day = period };

	if (t->grain == GRAIN_HOUR) {
		p.day = date_div(period, 24);
		p.hour = (int)date_mod(period, 24);
	}
	date_civil(p.day, &p.year, &p.month, &p.mday);
	return p;
}

/* Whether a row begins a month or year; the first row does if it is the first of that. */
static bool
begins(const struct table *t, size_t column, size_t row, const struct place *p, bool year)
{
	struct place before;

	if (row == 0)
		return p->mday <= (t->grain == GRAIN_WEEK ? 7 : 1) && (!year || p->month == 1) &&
		    p->hour == 0;
	before = place_of(t, column, row - 1);
	return before.year != p->year || (!year && before.month != p->month);
}

static bool
marked(const struct table *t, size_t column, size_t row, const struct level *level)
{
	struct place p = place_of(t, column, row);

	switch (level->every) {
	case HOURS:
		return p.hour % level->n == 0;
	case DAYS:
		return p.hour == 0 && p.day % level->n == 0;
	case ROWS:
		return true;
	case HALVES:
		return p.hour == 0 && (p.mday == 1 || p.mday == 15);
	case MONTHS:
		return begins(t, column, row, &p, false) && (p.month - 1) % level->n == 0;
	case YEARS:
		return begins(t, column, row, &p, true) && p.year % level->n == 0;
	}
	return false;
}

static void
write_label(struct tick *tick, const struct place *p, enum label label, bool years)
{
	tick->below[0] = '\0';
	switch (label) {
	case LABEL_HOUR:
		snprintf(tick->label, TICKS_LABEL, "%02d", p->hour);
		spoken_day(tick->below, TICKS_LABEL, p->day, false);
		return;
	case LABEL_DAY:
		snprintf(tick->label, TICKS_LABEL, "%d", p->mday);
		spoken_month(tick->below, TICKS_LABEL, p->day, false);
		return;
	case LABEL_DATE:
		spoken_day(tick->label, TICKS_LABEL, p->day, false);
		if (years)
			snprintf(tick->below, TICKS_LABEL, "%" PRId64, p->year);
		return;
	case LABEL_MONTH:
		spoken_month(tick->label, TICKS_LABEL, p->day, false);
		if (years)
			snprintf(tick->below, TICKS_LABEL, "%" PRId64, p->year);
		return;
	case LABEL_YEAR:
		snprintf(tick->label, TICKS_LABEL, "%" PRId64, p->year);
		return;
	}
}

/* The rows that a level marks; 0 if they are too many or too close. */
static size_t
rows_of(const struct table *t, size_t column, const struct level *level, double pitch,
    struct tick *ticks)
{
	size_t n = 0;

	for (size_t row = 0; row < t->nrow; row++) {
		if (!marked(t, column, row, level))
			continue;
		if (n == TICKS_MOST ||
		    (n > 0 && (double)(row - ticks[n - 1].row) * pitch < level->pixels))
			return 0;
		ticks[n++].row = row;
	}
	return n;
}

size_t
ticks_along(const struct table *t, size_t column, double pitch, struct tick ticks[TICKS_MOST])
{
	const struct level *level = levels, *end = levels + sizeof levels / sizeof levels[0];
	struct tick *above = NULL;	/* the last with something below */
	size_t n = 0;
	bool years;

	for (; level < end; level++)
		if (level->from <= t->grain && t->grain <= level->to &&
		    (n = rows_of(t, column, level, pitch, ticks)) > 0)
			break;
	if (n == 0)
		return 0;
	years = place_of(t, column, 0).year != place_of(t, column, t->nrow - 1).year;
	for (size_t i = 0; i < n; i++) {
		struct place p = place_of(t, column, ticks[i].row);

		write_label(&ticks[i], &p, level->label, years);
		if (above != NULL && strcmp(ticks[i].below, above->below) == 0)
			ticks[i].below[0] = '\0';
		else {
			if (above != NULL &&
			    (double)(ticks[i].row - above->row) * pitch < BELOW_PIXELS)
				above->below[0] = '\0';
			above = &ticks[i];
		}
	}
	return n;
}

int64_t
ticks_step(int64_t max)
{
	static const int tenths[] = { 10, 15, 20, 25, 30, 40, 50, 100 };
	int64_t least = (max + 3) / 4, power = 1;

	if (least <= 1)
		return 1;
	while (power <= INT64_MAX / 10000 && power * 10 < least)
		power *= 10;
	for (size_t i = 0; i < sizeof tenths / sizeof tenths[0]; i++)
		if (power * tenths[i] % 10 == 0 && power * tenths[i] / 10 >= least)
			return power * tenths[i] / 10;
	return least;
}
