/*
 * The layouts of a table as text, one a file: what stands between heading and footer; and what they
 * share.
 */
#ifndef REPORTS_LAYOUT_H
#define REPORTS_LAYOUT_H

#include "reports/terminal.h"

/* Columns side by side, whatever they are; those that do not fit are left out, and it says so. */
void	layout_table(struct terminal *, const struct table *);

/* One row: a line for each card_line of the report. */
void	layout_card(struct terminal *, const struct table *);

/*
 * A line a row: rank and mark in a LAYOUT_RANKING; the label; counts; a bar; in a LAYOUT_SERIES
 * what is to be said about the period.
 */
void	layout_bars(struct terminal *, const struct table *);

/* Weekdays by hours, in shades, or in colours with numbers. */
void	layout_heatmap(struct terminal *, const struct table *);

/* A line a cohort: its size, and the per cents of the periods after, as many as there is room for. */
void	layout_cohorts(struct terminal *, const struct table *);

/* A value for a column with a heading: as prose_cell, per cents without their sign. */
void	layout_value(char *buf, size_t size, const struct table *, size_t row, size_t column);

/* The upper or lower line of a heading: a single word stands below, the first of several above. */
void	layout_heading(char *buf, size_t size, const struct table *, size_t column, bool upper);

/* Whether some of these columns have an upper line. */
bool	layout_tall(const struct table *, const size_t *columns, size_t count);

/* The cells that the widest of a column's values and its heading take. */
int	layout_cells(const struct terminal *, const struct table *, size_t column);

/* In how many rows a column says something: a value that is known, a flag that is set. */
size_t	layout_known(const struct table *, size_t column);

#endif
