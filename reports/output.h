/*
 * Where answers go: standard output, or a file that is whole or not there.
 */
#ifndef REPORTS_OUTPUT_H
#define REPORTS_OUTPUT_H

#include <stdbool.h>

#include "reports/request.h"

/* Whether that is a folder: one that is there, or a name that ends in a slash. */
bool	output_is_folder(const struct request *);

/* Writes the answers in the request's format, to where it says; 0, or -1 after logging. */
int	output_write(const struct request *, const struct page *);

#endif
