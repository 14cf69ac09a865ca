/*
 * The layouts of a table as text, one a file: what stands between heading and footer.
 */
#ifndef REPORTS_LAYOUT_H
#define REPORTS_LAYOUT_H

#include "reports/terminal.h"

/* Columns side by side, whatever they are; those that do not fit are left out, and it says so. */
void	layout_table(struct terminal *, const struct table *);

/* One row: a line for each card_line of the report. */
void	layout_card(struct terminal *, const struct table *);

/* Rank, mark, name, value, share and bar. */
void	layout_ranking(struct terminal *, const struct table *);

/* Periods, their counts, a bar, and what is to be said about one. */
void	layout_series(struct terminal *, const struct table *);

/* Weekdays by hours, in shades, or in colours with numbers. */
void	layout_heatmap(struct terminal *, const struct table *);

/* A value for a column with a heading: as prose_value, per cents without their sign. */
void	layout_value(char *buf, size_t size, const struct table *, size_t row, size_t column);

/* The cells that the widest of a column's values and its heading take. */
int	layout_cells(const struct terminal *, const struct table *, size_t column);

#endif
