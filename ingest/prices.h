/*
 * Price lists, our own CSV or LiteLLM's JSON: checked as a whole, then stored.
 */
#ifndef INGEST_PRICES_H
#define INGEST_PRICES_H

#include <stdbool.h>
#include <stdio.h>

#include "ingest/account.h"
#include "ingest/file.h"

/*
 * Reads a stream through: it must be whole, and every price a number.  0, or -1 after logging the place of
 * the fault.
 */
int	prices_check(FILE *, bool csv, const char *path, const struct file_options *);

/*
 * Stores it in one transaction, with a line in the audit log, and then prices what usage has no price yet:
 * *priced counts these records.  A price counts as known where the model's newest is the same.  0 or -1.
 */
int	prices_import(FILE *, bool csv, const char *path, const struct file_options *, struct db *,
    struct store *, struct account *, int64_t *priced);

#endif
