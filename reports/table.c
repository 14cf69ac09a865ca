#include <string.h>

#include "lib/money.h"
#include "reports/report.h"

size_t
table_column(const struct table *t, const char *name)
{
	size_t i = 0;

	while (i < t->ncolumn && strcmp(t->columns[i].name, name) != 0)
		i++;
	return i;
}

static size_t
column_of(const struct table *t, enum unit unit)
{
	size_t i = 0;

	while (i < t->ncolumn && t->columns[i].unit != unit)
		i++;
	return i;
}

size_t
table_label(const struct table *t)
{
	size_t i = 0;

	if (t->report->label != NULL)
		return table_column(t, t->report->label);
	for (; i < t->ncolumn; i++)
		switch (t->columns[i].unit) {
		case UNIT_NAME:
		case UNIT_TEXT:
		case UNIT_EMOJI:
		case UNIT_HOUR:
		case UNIT_WEEKDAY:
		case UNIT_PERIOD:
			return i;
		default:
			break;
		}
	return i;
}

int64_t
table_max(const struct table *t, size_t column)
{
	int64_t max = 0;

	for (size_t i = 0; i < t->nrow; i++) {
		const struct value *v = table_at(t, i, column);

		if (v->known && v->n > max)
			max = v->n;
	}
	return max;
}

/* An amount of few decimals, such as a price, has them all; another two digits that are not 0, or four. */
static unsigned char
places(int64_t nano)
{
	enum { EXACT = 4, LEAST = 2 };
	int64_t least = 100000000, rest = nano;
	unsigned char n = MONEY_DIGITS;

	for (; n > LEAST && rest % 10 == 0; rest /= 10)
		n--;
	if (n <= EXACT)
		return n;
	for (n = LEAST; n < EXACT && nano < least; least /= 10)
		n++;
	return n;
}

bool
table_frozen(const struct table *t)
{
	const struct coverage *c = &t->coverage;

	return c->frozen && c->first < c->frozen_before && t->window.since < c->frozen_before;
}

void
table_places(struct table *t)
{
	for (size_t i = 0; i < t->nrow * t->ncolumn; i++) {
		size_t column = i % t->ncolumn;

		if (t->columns[column].unit == UNIT_MONEY && t->cells[i].known &&
		    places(t->cells[i].n) > t->places[column])
			t->places[column] = places(t->cells[i].n);
	}
}

void
table_week(const struct table *t, const struct value *week[7][24])
{
	size_t weekday = column_of(t, UNIT_WEEKDAY), hour = column_of(t, UNIT_HOUR);

	memset(week, 0, 7 * sizeof week[0]);
	if (weekday == t->ncolumn || hour == t->ncolumn)
		return;
	for (size_t i = 0; i < t->nrow; i++) {
		int64_t d = table_at(t, i, weekday)->n - 1, h = table_at(t, i, hour)->n;

		if (d >= 0 && d < 7 && h >= 0 && h < 24)
			week[d][h] = table_at(t, i, t->by);
	}
}
