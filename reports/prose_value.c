#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/money.h"
#include "lib/text.h"
#include "reports/prose.h"

static void
tenths(char *buf, size_t size, int64_t n, const char *after)
{
	char whole[48];

	text_number(whole, n / 10);
	snprintf(buf, size, "%s%s.%d%s", n < 0 && n > -10 ? "−" : "", whole,
	    (int)(n < 0 ? -(n % 10) : n % 10), after);
}

static void
money(char *buf, size_t size, int64_t nano)
{
	char plain[MONEY_SIZE], whole[48];

	money_format(plain, nano);
	text_number(whole, nano / 1000000000);
	snprintf(buf, size, "%s%s%s", nano < 0 && nano > -1000000000 ? "−" : "", whole, strchr(plain, '.'));
}

void
prose_dollars(char *buf, size_t size, int64_t nano)
{
	buf[0] = '$';
	money(buf + 1, size - 1, money_cents(nano));
}

static void
duration(char *buf, size_t size, int64_t seconds)
{
	static const struct {
		int64_t below, unit;
		const char *name;
	} units[] = {
		{ 120, 1, "s" }, { 120 * 60, 60, "min" }, { 48 * 3600, 3600, "h" },
		{ INT64_MAX, DATE_SECONDS, "days" }
	};
	char number[48];
	size_t i = 0;

	while (i < 3 && seconds >= units[i].below)
		i++;
	snprintf(buf, size, "%s\u00a0%s",
	    text_number(number, (seconds + units[i].unit / 2) / units[i].unit), units[i].name);
}

static void
spaced(char *name)
{
	for (; *name != '\0'; name++)
		if (*name == '_')
			*name = ' ';
}

/* As ls(1) does: what is long ago needs its year, not its time. */
static void
instant(char *buf, size_t size, const struct table *t, int64_t at)
{
	int64_t day = zone_day(prose_zone(t), at);

	if (prose_other_year(t, day))
		prose_day(buf, size, day, true);
	else
		prose_instant(buf, size, t, at, false);
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
		money(buf, size, v->n);
		return;
	case UNIT_ID:
		snprintf(buf, size, "%" PRId64, v->n);
		return;
	case UNIT_SECONDS:
		duration(buf, size, v->n);
		return;
	case UNIT_DATE:
		prose_day(date, sizeof date, v->n, prose_other_year(t, v->n));
		snprintf(buf, size, "%s %s", prose_weekday(date_weekday(v->n)), date);
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
		snprintf(buf, size, "%s", prose_weekday((int)v->n - 1));
		return;
	case UNIT_CHANGE:
		snprintf(buf, size, "%s%s", v->n > 0 ? "+" : "", text_number(number, v->n));
		return;
	case UNIT_SCORE:
		text_number(number, v->n / 100);
		snprintf(buf, size, "%s%s.%02d", v->n < 0 && v->n > -100 ? "−" : "", number,
		    (int)(v->n < 0 ? -(v->n % 100) : v->n % 100));
		return;
	case UNIT_MEASURE:
		prose_value(buf, size, t, v->unit, v);
		return;
	case UNIT_FLAG:
		snprintf(buf, size, "%s", v->n != 0 ? "yes" : "no");
		return;
	case UNIT_EMOJI:
		snprintf(buf, size, "%s", strncmp(text, "custom:", 7) == 0 ? "custom" : text);
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
	const struct column *c = &t->columns[column];

	prose_value(buf, size, t, c->unit, table_at(t, row, column));
	if (strcmp(c->name, "kind") == 0 || strcmp(c->name, "measure") == 0)
		spaced(buf);
}

void
prose_mark(char *buf, size_t size, const struct value *change)
{
	if (!change->known)
		snprintf(buf, size, "new");
	else if (change->n == 0)
		snprintf(buf, size, "=");
	else
		snprintf(buf, size, "%s%" PRId64, change->n > 0 ? "▲" : "▼",
		    change->n > 0 ? change->n : -change->n);
}

void
prose_noun(char *buf, size_t size, const char *column)
{
	snprintf(buf, size, "%s", column);
	spaced(buf);
}

void
prose_label(char *buf, size_t size, const struct column *column)
{
	char noun[PROSE_SIZE];

	if (strcmp(column->name, "wau") == 0 || strcmp(column->name, "mau") == 0) {
		snprintf(buf, size, "%cAU", column->name[0] - 'a' + 'A');
		return;
	}
	prose_noun(noun, sizeof noun, column->name);
	if (column->unit == UNIT_SECONDS && strstr(noun, " seconds") != NULL)	/* values say their unit */
		*strstr(noun, " seconds") = '\0';
	if (column->unit == UNIT_PERCENT && strstr(noun, " percent") != NULL)
		*strstr(noun, " percent") = '\0';
	snprintf(buf, size, "%s%s", noun, column->unit == UNIT_PERCENT ? " %" : "");
	if (buf[0] >= 'a' && buf[0] <= 'z')
		buf[0] = (char)(buf[0] - 'a' + 'A');
}

size_t
prose_singular(const char *plural, size_t length, const char **end)
{
	*end = "";
	if (length > 3 && strncmp(plural + length - 3, "ies", 3) == 0) {
		*end = "y";
		return length - 3;
	}
	if (length > 3 && plural[length - 1] == 's' && plural[length - 2] != 's')
		length--;
	return length;
}

void
prose_count(char *buf, size_t size, int64_t n, const char *plural)
{
	char number[48];
	const char *end = "";
	size_t length = n == 1 ? prose_singular(plural, strlen(plural), &end) : strlen(plural);

	snprintf(buf, size, "%s %.*s%s", text_number(number, n), (int)length, plural, end);
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
