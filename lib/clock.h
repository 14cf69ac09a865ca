/*
 * The present instant; CHATSTAT_NOW pins it, so that any answer can be reproduced.
 */
#ifndef LIB_CLOCK_H
#define LIB_CLOCK_H

#include <stdint.h>

/* UTC seconds; 0, or -1 after logging a CHATSTAT_NOW that is no instant of 1970-2069. */
int	clock_now(int64_t *now);

#endif
