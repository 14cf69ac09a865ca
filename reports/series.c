#include "reports/series.h"

#include <string.h>

#include "reports/prose.h"

enum {
	MEDIAN_LEAST = 4,	/* finished periods that a median needs */
	MEDIAN_FROM = 14	/* fewer days are joined by a plain line */
};

struct series
series_of(const struct table *t)
{
	return (struct series){
		.table = t,
		.period = table_label(t),
		.complete = table_column(t, "complete"),
		.low = table_column(t, "usual_low"),
		.high = table_column(t, "usual_high"),
		.medians = t->grain == GRAIN_DAY && t->nrow >= MEDIAN_FROM
	};
}

int64_t
series_day(const struct series *s, size_t row)
{
	int64_t period = table_at(s->table, row, s->period)->n;

	return s->table->grain == GRAIN_HOUR ? date_div(period, 24) : period;
}

const struct value *
series_value(const struct series *s, size_t row)
{
	return table_at(s->table, row, s->table->by);
}

bool
series_finished(const struct series *s, size_t row)
{
	const struct value *complete;

	if (!series_value(s, row)->known)
		return false;
	if (s->complete == s->table->ncolumn)
		return true;
	complete = table_at(s->table, row, s->complete);
	return !complete->known || complete->n != 0;
}

bool
series_current(const struct series *s, size_t row)
{
	return series_value(s, row)->known && !series_finished(s, row) &&
	    prose_current(s->table, table_at(s->table, row, s->period)->n);
}

/* The median of a column over the finished ones of the last SERIES_MEDIAN, if enough know it. */
static bool
median(const struct series *s, size_t row, size_t column, size_t least, double *out)
{
	int64_t sorted[SERIES_MEDIAN];
	size_t n = 0;

	for (size_t i = row + 1 < SERIES_MEDIAN ? 0 : row + 1 - SERIES_MEDIAN; i <= row; i++) {
		const struct value *v = table_at(s->table, i, column);
		size_t at = n;

		if (!v->known || !series_finished(s, i))
			continue;
		for (n++; at > 0 && sorted[at - 1] > v->n; at--)
			sorted[at] = sorted[at - 1];
		sorted[at] = v->n;
	}
	if (n < least)
		return false;
	*out = (double)(sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
	return true;
}

/* A column's value, or with medians that of its last days. */
static bool
level(const struct series *s, size_t row, size_t column, size_t least, double *value)
{
	const struct value *v = table_at(s->table, row, column);

	if (s->medians)
		return median(s, row, column, least, value);
	*value = (double)v->n;
	return v->known;
}

bool
series_line(const struct series *s, size_t row, double *value)
{
	return series_finished(s, row) && level(s, row, s->table->by, MEDIAN_LEAST, value);
}

bool
series_usual(const struct series *s, size_t row, double *low, double *high)
{
	return s->low < s->table->ncolumn && s->high < s->table->ncolumn &&
	    series_finished(s, row) && level(s, row, s->low, SERIES_MEDIAN, low) &&
	    level(s, row, s->high, SERIES_MEDIAN, high);
}

bool
series_counts(const struct column *c)
{
	return (c->unit == UNIT_COUNT || c->unit == UNIT_TENTHS || c->unit == UNIT_PERCENT ||
	    c->unit == UNIT_SECONDS || c->unit == UNIT_CHANGE || c->unit == UNIT_SCORE) &&
	    strncmp(c->name, "usual_", 6) != 0 && strncmp(c->name, "rank", 4) != 0;
}
