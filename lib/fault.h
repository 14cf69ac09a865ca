/*
 * Places where `make crash` breaks in: what tests/crash/fault.c does there, where it is preloaded.
 */
#ifndef LIB_FAULT_H
#define LIB_FAULT_H

void	fault_break(const char *place) __attribute__((weak));

static inline void
fault_pass(const char *place)
{
	if (fault_break != NULL)
		fault_break(place);
}

#endif
