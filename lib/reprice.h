/*
 * Prices that change what stored usage costs.
 */
#ifndef LIB_REPRICE_H
#define LIB_REPRICE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/db.h"

/*
 * Prices stored usage since an instant anew by the prices of today, in short transactions; or, all = false,
 * only what has no price yet.  *changed counts records whose cost is another one now.  0 or -1.
 */
int	reprice(struct db *, int64_t since, bool all, int64_t *changed);

#endif
