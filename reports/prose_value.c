#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/locale.h"
#include "lib/money.h"
#include "lib/spoken.h"
#include "lib/text.h"
#include "lib/unicode.h"
#include "reports/prose.h"

static void
tenths(char *buf, size_t size, int64_t n, const char *after)
{
	char whole[48];

	text_number(whole, n / 10);
	snprintf(buf, size, "%s%s%s%d%s", n < 0 && n > -10 ? "−" : "", whole, C_("number", "."),
	    (int)(n < 0 ? -(n % 10) : n % 10), after);
}

/* An amount of a column whose decimals are lined up; never 0 unless it is. */
static void
aligned(char *buf, size_t size, int64_t nano, int places)
{
	int64_t step = 1, rounded;
	int decimals = MONEY_DIGITS;
	size_t used;

	for (int i = MONEY_DIGITS; i > places && i > 2; i--)
		step *= 10;
	rounded = (nano + step / 2) / step * step;
	used = (size_t)snprintf(buf, size, "%s", nano > 0 && rounded == 0 ? "<" : "");
	rounded = used > 0 ? step : rounded;
	spoken_money(buf + used, size - used, rounded);
	for (; decimals > 2 && rounded % 10 == 0; rounded /= 10)
		decimals--;
	used = strlen(buf);
	snprintf(buf + used, size - used, "%.*s", places > decimals ? places - decimals : 0, "0000");
}

static void
duration(char *buf, size_t size, int64_t seconds)
{
	static const struct {
		int64_t below, unit;
		const char *name;
	} units[] = {
		{ 120, 1, N_("s") }, { 120 * 60, 60, N_("min") }, { 48 * 3600, 3600, N_("h") },
		{ INT64_MAX, DATE_SECONDS, "days" }
	};
	char number[48];
	int64_t n;
	size_t i = 0;

	while (i < 3 && seconds >= units[i].below)
		i++;
	n = (seconds + units[i].unit / 2) / units[i].unit;
	snprintf(buf, size, "%s\u00a0%s", text_number(number, n), prose_noun(units[i].name, n));
}

/* As ls(1) does: what is long ago needs its year, not its time. */
static void
instant(char *buf, size_t size, const struct table *t, int64_t at)
{
	int64_t day = zone_day(prose_zone(t), at);

	if (prose_other_year(t, day))
		spoken_day(buf, size, day, true);
	else
		prose_instant(buf, size, t, at, false);
}

/* A heart or a key without U+FE0F is a sign of the text. */
static void
emoji(char *buf, size_t size, const char *text)
{
	if (strcmp(text + strcspn(text, "\xe2"), "\u20e3") == 0)
		snprintf(buf, size, "%c\ufe0f\u20e3", text[0]);
	else if (strncmp(text, "custom:", 7) == 0)
		snprintf(buf, size, "%s", _("custom"));
	else
		snprintf(buf, size, "%s%s", text, strcmp(text, "paid") == 0 ||
		    unicode_emoji(text, strlen(text), 0) > 0 ? "" : "\ufe0f");
}

void
prose_value(char *buf, size_t size, const struct table *t, enum unit unit, const struct value *v)
{
	const char *text = v->text != NULL ? v->text : "";
	char number[48], date[32];

	if (!v->known) {
		snprintf(buf, size, "–");
		return;
	}
	switch (unit) {
	case UNIT_COUNT:
		snprintf(buf, size, "%s", text_number(number, v->n));
		return;
	case UNIT_TENTHS:
		tenths(buf, size, v->n, "");
		return;
	case UNIT_PERCENT:
		tenths(buf, size, v->n, "\u00a0%");
		return;
	case UNIT_MONEY:
		spoken_money(buf, size, v->n);
		return;
	case UNIT_ID:
		snprintf(buf, size, "%" PRId64, v->n);
		return;
	case UNIT_SECONDS:
		duration(buf, size, v->n);
		return;
	case UNIT_DATE:
		spoken_day(date, sizeof date, v->n, prose_other_year(t, v->n));
		snprintf(buf, size, "%s %s", spoken_weekday(date_weekday(v->n)), date);
		return;
	case UNIT_PERIOD:
		prose_period(buf, size, t, v->n, prose_other_year(t, v->n));
		return;
	case UNIT_INSTANT:
		instant(buf, size, t, v->n);
		return;
	case UNIT_HOUR:
		snprintf(buf, size, "%02d:00", (int)v->n);
		return;
	case UNIT_WEEKDAY:
		snprintf(buf, size, "%s", spoken_weekday((int)v->n - 1));
		return;
	case UNIT_CHANGE:
		snprintf(buf, size, "%s%s", v->n > 0 ? "+" : "", text_number(number, v->n));
		return;
	case UNIT_SCORE:
		text_number(number, v->n / 100);
		snprintf(buf, size, "%s%s%s%02d", v->n < 0 && v->n > -100 ? "−" : "", number,
		    C_("number", "."), (int)(v->n < 0 ? -(v->n % 100) : v->n % 100));
		return;
	case UNIT_MEASURE:
		prose_value(buf, size, t, v->unit, v);
		return;
	case UNIT_FLAG:
		snprintf(buf, size, "%s", v->n != 0 ? _("yes") : _("no"));
		return;
	case UNIT_EMOJI:
		emoji(buf, size, text);
		return;
	case UNIT_NAME:
	case UNIT_TEXT:
	case UNIT_LINK:
		snprintf(buf, size, "%s", text);
		return;
	}
}

void
prose_cell(char *buf, size_t size, const struct table *t, size_t row, size_t column)
{
	static const char *const ours[] = { "kind", "measure", "record", "status", "period", "unit" };
	const struct column *c = &t->columns[column];
	const struct value *v = table_at(t, row, column);

	if (c->unit == UNIT_MONEY && v->known)
		aligned(buf, size, v->n, t->places[column]);
	else
		prose_value(buf, size, t, c->unit, v);
	for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
		if (c->unit == UNIT_TEXT && v->known && strcmp(c->name, ours[i]) == 0)
			snprintf(buf, size, "%s", prose_noun(v->text, PROSE_MANY));
	/* Of what is measured only a count needs a noun beside it. */
	if (strcmp(c->name, "unit") == 0 && table_unit(t, row, table_column(t, "value")) != UNIT_COUNT)
		buf[0] = '\0';
}

void
prose_total(char *buf, size_t size, const struct table *t, size_t column)
{
	const struct value *v = &t->total[column];

	if (t->columns[column].unit == UNIT_MONEY && v->known)
		aligned(buf, size, v->n, t->places[column]);
	else
		prose_value(buf, size, t, t->columns[column].unit, v);
}

void
prose_mark(char *buf, size_t size, const struct value *change)
{
	if (!change->known)
		snprintf(buf, size, "%s", C_("rank", "new"));
	else if (change->n == 0)
		snprintf(buf, size, "=");
	else
		snprintf(buf, size, "%s%" PRId64, change->n > 0 ? "▲" : "▼",
		    change->n > 0 ? change->n : -change->n);
}

int
prose_class(int64_t value, int64_t max, int n)
{
	int class = 1;

	if (value <= 0 || value >= max)
		return value <= 0 ? 0 : n;
	while (class < n && (double)value > ceil((double)max * pow((double)class / n, 1.4)))
		class++;
	return class;
}
