/*
 * What the files of fault.so share: whether something that a program asks for is to fail.
 */
#ifndef TESTS_CRASH_FAULT_H
#define TESTS_CRASH_FAULT_H

#include <stdbool.h>

/* 0, or the error, in errno as well, that this place meets now. */
int	fault_meet(const char *place);

/* Whether a write that fails is to have written half. */
bool	fault_torn(void);

/* The function that is shadowed here. */
#define NEXT(name)	((__typeof__(&name))fault_next(#name))

void	(*fault_next(const char *name))(void);

#endif
