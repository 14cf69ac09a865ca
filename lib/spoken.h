/*
 * Dates, in the language spoken.  Whatever is written fits SPOKEN_DATE.
 */
#ifndef LIB_SPOKEN_H
#define LIB_SPOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SPOKEN_DATE = 64 };

/* "20 Nov", with its year "20 Nov 2026". */
void	spoken_day(char *buf, size_t size, int64_t day, bool year);

/* "Nov", with its year "Nov 2026". */
void	spoken_month(char *buf, size_t size, int64_t day, bool year);

/* "Mon"; 0 = Monday as date_weekday. */
const char	*spoken_weekday(int weekday);

#endif
