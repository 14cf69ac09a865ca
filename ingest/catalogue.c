#include "ingest/catalogue.h"

#include <stdio.h>
#include <string.h>

/* What is drawn for reports that have no chart of their own. */
static const struct {
	const char	*report;
	const char	*picture;
} pictures[] = { { "summary", "activity" }, { "member", "hours" } };

bool
catalogue_read(struct catalogue *c, json *list)
{
	static const char *const askers[] = { "everyone", "self", "administrators" };

	c->count = 0;
	for (json *row = json_first(list); row != NULL && c->count < CATALOGUE_REPORTS;
	    row = json_next(row)) {
		struct catalogue_report *r = &c->reports[c->count];
		const char *name = json_string(row, "report"), *who = json_string(row, "who");

		if (name == NULL || who == NULL || strlen(name) >= sizeof(r->name))
			return false;
		snprintf(r->name, sizeof(r->name), "%s", name);
		/* A word that is not known here is nobody's but the administrators'. */
		for (r->asker = ASKER_EVERYONE; r->asker < ASKER_ADMINISTRATORS; r->asker++)
			if (strcmp(askers[r->asker], who) == 0)
				break;
		r->chart = json_true(row, "chart");
		r->windows = json_true(row, "windows");
		c->count++;
	}
	return c->count > 0;
}

const struct catalogue_report *
catalogue_find(const struct catalogue *c, const char *name)
{
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->reports[i].name, name) == 0)
			return &c->reports[i];
	return NULL;
}

const char *
catalogue_picture(const struct catalogue_report *r)
{
	for (size_t i = 0; i < sizeof(pictures) / sizeof(pictures[0]); i++)
		if (strcmp(pictures[i].report, r->name) == 0)
			return pictures[i].picture;
	return r->chart ? r->name : NULL;
}
