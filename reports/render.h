/*
 * Renderers: an answer as text, JSON, CSV or a chart.  0, or -1 after logging (only output errors
 * and a failing gnuplot).
 */
#ifndef REPORTS_RENDER_H
#define REPORTS_RENDER_H

#include <stdbool.h>
#include <stdio.h>

#include "reports/report.h"

/* What the terminal can show; from the environment by text_style, or fixed for tests. */
struct text_style {
	int	width;		/* cells; used from 60 to 120 */
	bool	utf8;
	bool	tty;		/* cursor may be placed after a name */
	int	colors;		/* 0, 256, or 1 << 24 */
};
struct text_style	text_style(FILE *);

int	render_text(FILE *, const struct table *, const struct text_style *);
int	render_json(FILE *, const struct table *);
int	render_csv(FILE *, const struct table *);

enum theme { THEME_LIGHT, THEME_DARK };
enum picture { PICTURE_PNG, PICTURE_SVG };

/* The gnuplot script that draws the table's chart; also when there is nothing to show. */
int	chart_script(FILE *, const struct table *, enum theme, enum picture);

/* Runs gnuplot on that script and writes the picture, whole or not at all. */
int	chart_render(FILE *, const struct table *, enum theme, enum picture);

#endif
