/*
 * The audit log: what was changed by hand, and by whom.
 */
#ifndef LIB_AUDIT_H
#define LIB_AUDIT_H

#include <stdint.h>

#include "lib/db.h"

/*
 * Adds a line for whoever is at the command line, in the caller's transaction; chat 0: about none.  The
 * detail holds no text or name of anybody.  0 or -1.
 */
int	audit_add(struct db *, int64_t now, int64_t chat, const char *action, const char *detail);

#endif
