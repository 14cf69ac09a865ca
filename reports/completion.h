/*
 * Completion for bash, from the tables of reports and options.
 */
#ifndef REPORTS_COMPLETION_H
#define REPORTS_COMPLETION_H

#include <stdio.h>

/* Writes the script that bash sources. */
void	completion_write(FILE *);

#endif
