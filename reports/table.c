#include <string.h>

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
