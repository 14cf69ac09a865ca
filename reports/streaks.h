/*
 * Streaks as answers show them.
 */
#ifndef REPORTS_STREAKS_H
#define REPORTS_STREAKS_H

#include "reports/answer.h"

/* Sets a member's columns streak and longest_streak, if the answer is about one chat; 0 or -1. */
int	streaks_set(struct answer *, int64_t row, int64_t member);

#endif
