#include "reports/layout.h"

#include <stdio.h>
#include <string.h>

#include "lib/locale.h"
#include "lib/text.h"
#include "reports/plain.h"
#include "reports/prose.h"

void
layout_value(char *buf, size_t size, const struct table *t, size_t row, size_t column)
{
	if (t->columns[column].unit == UNIT_PERCENT)
		prose_value(buf, size, t, UNIT_TENTHS, table_at(t, row, column));
	else
		prose_cell(buf, size, t, row, column);
}

void
layout_heading(char *buf, size_t size, const struct table *t, size_t column, bool upper)
{
	static const char *const grains[] = { N_("Hour"), N_("Day"), N_("Week"), N_("Month"),
	    N_("Year") };
	char label[PROSE_SIZE];
	size_t first;

	prose_label(label, sizeof label, &t->columns[column]);
	if (t->columns[column].unit == UNIT_PERIOD)
		snprintf(label, sizeof label, "%s", _(grains[t->grain]));
	else if (t->brief && t->columns[column].unit == UNIT_MONEY)	/* there is no room for its sign */
		label[strcspn(label, ",")] = '\0';
	first = strcspn(label, " ");
	if (strcmp(label + first, " %") == 0 || strcmp(label + first, " $") == 0)	/* beside its word */
		first = strlen(label);
	if (upper)
		snprintf(buf, size, "%.*s", label[first] == '\0' ? 0 : (int)first, label);
	else
		snprintf(buf, size, "%s", label[first] == '\0' ? label : label + first + 1);
}

bool
layout_tall(const struct table *t, const size_t *columns, size_t count)
{
	char buf[PROSE_SIZE] = "";

	for (size_t i = 0; i < count && buf[0] == '\0'; i++)
		layout_heading(buf, sizeof buf, t, columns[i], true);
	return buf[0] != '\0';
}

int
layout_cells(const struct terminal *out, const struct table *t, size_t column)
{
	bool theirs = plain_is_text(t->columns[column].unit);
	char buf[TERMINAL_CELL];
	int widest = 0, cells;

	for (int upper = 0; upper < 2; upper++) {
		layout_heading(buf, sizeof buf, t, column, upper);
		cells = text_cells(buf);
		widest = cells > widest ? cells : widest;
	}
	if (t->total != NULL && t->total[column].known) {
		prose_total(buf, sizeof buf, t, column);
		widest = terminal_name_cells(out, buf) > widest ? terminal_name_cells(out, buf) : widest;
	}
	for (size_t i = 0; i < t->nrow; i++) {
		layout_value(buf, sizeof buf, t, i, column);
		cells = theirs ? terminal_name_cells(out, buf) : text_cells(buf);
		widest = cells > widest ? cells : widest;
	}
	return widest;
}

size_t
layout_known(const struct table *t, size_t column)
{
	bool flag = t->columns[column].unit == UNIT_FLAG;
	size_t known = 0;

	for (size_t i = 0; i < t->nrow; i++)
		known += table_at(t, i, column)->known && (!flag || table_at(t, i, column)->n != 0);
	return known;
}
