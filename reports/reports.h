/*
 * The table of reports: the one place to add a report.
 */
#ifndef REPORTS_REPORTS_H
#define REPORTS_REPORTS_H

#include "reports/report.h"

/* Ended by one without a name. */
extern const struct report reports[];

/* A report by its name; NULL. */
const struct report	*reports_find(const char *name);

#endif
