#include "lib/money.h"

#include <ctype.h>
#include <stdio.h>

#include "lib/log.h"

__extension__ typedef unsigned __int128 wide;

enum { EXPONENT_MOST = 1000 };	/* anything above is as good */

/*
 * Passes digits before the point, with commas between thousands or without; NULL where that is not
 * what stands there.
 */
static const char *
pass_digits(const char *p)
{
	const char *start = p;

	while (isdigit((unsigned char)*p))
		p++;
	if (*p != ',' || p == start || p - start > 3)
		return p == start ? NULL : p;
	for (; *p == ','; p += 4)
		for (int i = 1; i <= 3; i++)
			if (!isdigit((unsigned char)p[i]))
				return NULL;
	return isdigit((unsigned char)*p) ? NULL : p;
}

/* The number behind an e. */
static const char *
pass_exponent(const char *p, int *exponent)
{
	bool negative = *p == '-';
	int n = 0;

	if (*p == '-' || *p == '+')
		p++;
	if (!isdigit((unsigned char)*p))
		return NULL;
	for (; isdigit((unsigned char)*p); p++)
		if (n < EXPONENT_MOST)
			n = n * 10 + (*p - '0');
	*exponent = negative ? -n : n;
	return p;
}

/* Adds a digit; -1 where there is no more room for it. */
static int
push(int64_t *n, int digit)
{
	if (*n > (INT64_MAX - digit) / 10)
		return -1;
	*n = *n * 10 + digit;
	return 0;
}

int
money_parse(const char *text, int scale, int64_t *number)
{
	bool negative = *text == '-', half = false, rest = false;
	const char *start = text + negative, *end = start, *p;
	int exponent = 0, place = scale - 1;	/* of a digit: 0 is the last one that counts */
	int64_t n = 0;

	/* Most counts are nothing but digits. */
	for (p = start; scale == 0 && p - start < 18 && isdigit((unsigned char)*p); p++)
		n = n * 10 + (*p - '0');
	if (p > start && *p == '\0') {
		*number = negative ? -n : n;
		return 0;
	}
	n = 0;
	if (*start != '.' && (end = pass_digits(start)) == NULL)
		return -1;
	for (p = start; p < end; p++)
		place += *p != ',';
	if (*p == '.')
		while (isdigit((unsigned char)*++p))
			;
	if (p == start + 1 && *start == '.')
		return -1;
	end = p;
	if ((*p == 'e' || *p == 'E') && (p = pass_exponent(p + 1, &exponent)) == NULL)
		return -1;
	if (*p != '\0')
		return -1;
	place += exponent;
	for (p = start; p < end; p++) {
		if (*p == ',' || *p == '.')
			continue;
		if (place >= 0 && push(&n, *p - '0') != 0)
			return -1;
		half |= place == -1 && *p >= '5';
		rest |= place < 0 && *p != '0';
		place--;
	}
	for (; place >= 0 && n != 0; place--)
		if (push(&n, 0) != 0)
			return -1;
	if (half && n == INT64_MAX)
		return -1;
	n += half;
	*number = negative ? -n : n;
	return rest ? 1 : 0;
}

void
money_format(char buf[MONEY_SIZE], int64_t nano)
{
	uint64_t n = nano < 0 ? -(uint64_t)nano : (uint64_t)nano;
	int length = snprintf(buf, MONEY_SIZE, "%s%llu.%09llu", nano < 0 ? "-" : "",
	    (unsigned long long)(n / 1000000000), (unsigned long long)(n % 1000000000));

	for (int drop = MONEY_DIGITS - 2; drop > 0 && buf[length - 1] == '0'; drop--)
		buf[--length] = '\0';
}

int64_t
money_cents(int64_t nano)
{
	const int64_t cent = 10000000;

	/* Forecasts of what is out of all proportion end at the largest number. */
	return nano < cent || nano > INT64_MAX - cent ? nano : (nano + cent / 2) / cent * cent;
}

int
money_cost(const int64_t *tokens, const int64_t *prices, size_t kinds, int64_t *nano)
{
	/* Prices have 3 decimals more than nano-dollars, and are for 10^6 tokens. */
	const wide divisor = 1000000000;
	wide sum = 0;

	for (size_t i = 0; i < kinds; i++)
		sum += (wide)tokens[i] * (wide)prices[i];
	sum = (sum + divisor / 2) / divisor;
	if (sum > (wide)MONEY_MOST)
		return -1;
	*nano = (int64_t)sum;
	return 0;
}

int64_t
money_share(int64_t a, int64_t b, int64_t c)
{
	wide n = ((wide)a * (wide)b * 2 + (wide)c) / ((wide)c * 2);

	return n > INT64_MAX ? INT64_MAX : (int64_t)n;
}

int
money_add(int64_t *sum, int64_t nano)
{
	return __builtin_add_overflow(*sum, nano, sum) ?
	    log_fail(STATUS_FAILED, "a sum of money or tokens is out of range") : 0;
}
