/*
 * Where answers go: standard output, or a file that is whole or not there.
 */
#ifndef REPORTS_OUTPUT_H
#define REPORTS_OUTPUT_H

#include <stddef.h>

#include "reports/request.h"

/* Writes the answers in the request's format; 0, or -1 after logging. */
int	output_write(const struct request *, const struct table *const *, size_t count);

#endif
