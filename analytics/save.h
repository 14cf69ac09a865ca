/*
 * Makes a copy of a database, and reads one.
 */
#ifndef ANALYTICS_SAVE_H
#define ANALYTICS_SAVE_H

#include <stdbool.h>
#include <stdint.h>

#include "analytics/place.h"
#include "lib/db.h"

/*
 * Copies a database as it is at one moment, while others write; compressed, and encrypted where that is
 * configured; whole or not there at all.  Checked before, where that is wanted: what is damaged is not kept,
 * wrong sums are, and 1.  *kib is its size.  0, 1 or -1.
 */
int	save(struct db *, const struct place *, bool checked, int64_t *kib);

/* Unpacks a copy ("-": standard input) into a new file, on the disk: 0 or -1. */
int	save_unpack(const char *copy, const char *path);

#endif
