/*
 * The frame of a chart whose rows stand side by side: scales, grid, periods without data, and the
 * names at the right of what is drawn.
 */
#ifndef REPORTS_PLOT_H
#define REPORTS_PLOT_H

#include "reports/chart.h"

enum {
	PLOT_HEIGHT = 800,		/* of the picture */
	PLOT_TOP = 180,
	PLOT_BOTTOM = 650,
	PLOT_RIGHT = 1004,		/* names stand there */
	PLOT_LINE = 34,			/* height of a line of text */
	PLOT_DENSE = 120		/* rows from which on what is drawn is finer */
};

struct plot {
	const struct table	*t;
	int			 top;		/* pixels */
	double			 left, right, pitch;
	double			 low, high;	/* values at bottom and top */
	int64_t			 step;		/* between grid lines */
};

/* A plot of values up to max and, below 0, down to min, in the unit of the table's by. */
struct plot	plot_of(const struct table *, int top, int right, double min, double max);

/* Where a row's middle and a value are. */
double	plot_x(const struct plot *, double row);
double	plot_y(const struct plot *, double value);

/* Lines with their values, zero darker. */
void	plot_grid(struct canvas *, const struct plot *);

/* The line at zero alone. */
void	plot_zero(struct canvas *, const struct plot *);

/* Dates below periods. */
void	plot_dates(struct canvas *, const struct plot *);

/* A band across for each run of rows whose value is unknown. */
void	plot_gaps(struct canvas *, const struct plot *);

/* Columns from one value to another, one to a row, of 0.72 of the pitch. */
struct box	plot_column(const struct plot *, size_t row, double from, double to, uint32_t color);

/* A centred text at a row and height, moved so that it stays inside. */
void	plot_text(struct canvas *, const struct plot *, enum type, size_t row, double y,
    const char *text);

/* A name to the right of what it names, and a value below it, "" for none. */
struct aside {
	double		y;
	enum type	type, value_type;
	char		name[64];
	char		value[64];
};

/* Writes them pushed apart, sorted by height. */
void	plot_asides(struct canvas *, struct aside *, size_t count);

#endif
