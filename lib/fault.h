/*
 * Places where `make crash` breaks in.  In its build a process can be told to die at one of them
 * (tests/crash/fault.c); in any other they cost nothing.
 */
#ifndef LIB_FAULT_H
#define LIB_FAULT_H

#ifdef FAULT_POINTS
void	fault_pass(const char *place);
#else
static inline void
fault_pass(const char *place)
{
	(void)place;
}
#endif

#endif
