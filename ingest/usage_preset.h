/*
 * What usage.c and usage_preset.c share, and nobody else: how others write usage.
 */
#ifndef INGEST_USAGE_PRESET_H
#define INGEST_USAGE_PRESET_H

#include "ingest/usage.h"

/* A way to write usage.  Fields that are not optional must all be there for it to be recognised. */
struct preset {
	const char	*name;
	bool		 several;	/* its rows are sums, and do not say of how many requests */
	bool		 utc;		/* times without offset are UTC */
	unsigned	 optional;	/* a bit a field */
	const char	*columns[USAGE_FIELDS];
};

/* Our own names come first, and are never recognised: they are what is left. */
extern const struct preset usage_presets[];

#endif
