/*
 * The reports that chatstat has, as it lists them itself.
 */
#ifndef INGEST_CATALOGUE_H
#define INGEST_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/json.h"

/* Who may ask for a report. */
enum asker { ASKER_EVERYONE, ASKER_SELF, ASKER_ADMINISTRATORS };

struct catalogue_report {
	char		name[24];
	enum asker	asker;
	bool		chart;
	bool		windows;	/* it is about one */
};

enum { CATALOGUE_REPORTS = 64 };

/* The reports that there are. */
struct catalogue {
	struct catalogue_report	reports[CATALOGUE_REPORTS];
	size_t			count;
};

/* Fills it with what `chatstat list -f json` wrote; false where that is no list of reports. */
bool	catalogue_read(struct catalogue *, json *list);

/* One by its name, or NULL. */
const struct catalogue_report	*catalogue_find(const struct catalogue *, const char *name);

/* The report whose chart goes with one; NULL: there is none. */
const char	*catalogue_picture(const struct catalogue_report *);

#endif
