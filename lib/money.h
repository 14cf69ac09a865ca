/*
 * Money: whole nano-dollars (10^-9 USD), never a float; and the decimal numbers that it, prices and
 * counts are written as.
 */
#ifndef LIB_MONEY_H
#define LIB_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	MONEY_DIGITS = 9,	/* decimals of a dollar */
	MONEY_PRICE = 12,	/* decimals of a price in dollars per million tokens */
	MONEY_SIZE = 32		/* bytes that hold any amount as text */
};

/* The least and most that is taken for an amount, so that sums of them stay in range. */
#define MONEY_MOST	INT64_C(10000000000000000)	/* ten million dollars */

/*
 * Reads a decimal number, such as "-1,234.50" or "2.5e-06", times 10^scale.  Thousands may be separated
 * by commas.  0; 1 where digits do not fit behind the scale, and the number is rounded half up; -1
 * where it is none, or out of range.
 */
int	money_parse(const char *text, int scale, int64_t *number);

/* "47.608895", "-0.50": two to nine decimals. */
void	money_format(char buf[MONEY_SIZE], int64_t nano);

/* An amount in whole cents, half up; what is less than a cent stays exact. */
int64_t	money_cents(int64_t nano);

/* n tokens of each kind at prices per million (MONEY_PRICE), rounded half up as a whole; -1 out of range. */
int	money_cost(const int64_t *tokens, const int64_t *prices, size_t kinds, int64_t *nano);

/* a * b / c, rounded half up, for a >= 0, b >= 0 and c > 0; INT64_MAX where it is more. */
int64_t	money_share(int64_t a, int64_t b, int64_t c);

/* Adds to a sum; -1 after logging where it would overflow. */
int	money_add(int64_t *sum, int64_t nano);

#endif
