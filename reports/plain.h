/*
 * Values as programs read them, the same in JSON and CSV.
 */
#ifndef REPORTS_PLAIN_H
#define REPORTS_PLAIN_H

#include "reports/report.h"

enum { PLAIN_SIZE = 40 };

/* The unit's name in JSON. */
const char	*plain_unit(enum unit);

/* Whether a unit's values are names, texts or emoji. */
bool	plain_is_text(enum unit);

/* Whether the rest are strings in JSON: dates and instants. */
bool	plain_is_quoted(enum unit);

/* 42, 7.1, true; a date 2026-11-20, a local hour 2026-11-20T14:00, an instant with its offset. */
void	plain_value(char buf[PLAIN_SIZE], const struct table *, enum unit, int64_t n);

#endif
