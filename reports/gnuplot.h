/*
 * Runs gnuplot, in a child that has limits, and takes whole pictures only.
 */
#ifndef REPORTS_GNUPLOT_H
#define REPORTS_GNUPLOT_H

#include "reports/render.h"

/* Runs a script in a file, which draws so many pictures of a kind, and writes one after another; 0 or -1. */
int	gnuplot_run(FILE *script, enum picture, int count, FILE *out);

#endif
