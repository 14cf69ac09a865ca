#include "reports/stored.h"

#include "lib/feat.h"
#include "lib/map.h"

int
stored_derive(struct stored *s, int64_t since, int64_t until)
{
	if (since >= until)
		return 0;
	if (map_grow(&s->spans, &s->capacity, s->count, sizeof(*s->spans)) != 0)
		return -1;
	s->spans[s->count++] = (struct span){ SPAN_FIXED, since, until };
	return 0;
}

int
stored_split(struct answer *a, size_t chat, bool whole, struct stored *s)
{
	const struct scope *p = &a->places[chat].scope;
	const struct span *span = &a->spans[chat];
	int64_t first = zone_day(p->zone, span->since), last = zone_day(p->zone, span->until) - 1, to;
	int found;

	*s = (struct stored){ .first = first, .last = first - 1 };
	first += zone_day_start(p->zone, first) < span->since;
	if (whole || p->topic != TOPIC_NONE || last < first)
		return stored_derive(s, span->since, span->until);
	s->first = first;
	s->last = to = last;
	if (stored_derive(s, span->since, zone_day_start(p->zone, first)) != 0 ||
	    stored_derive(s, zone_day_start(p->zone, last + 1), span->until) != 0)
		return -1;
	while ((found = feat_missing(a->db, p->scope, &first, &to)) == 1) {
		if (stored_derive(s, zone_day_start(p->zone, first), zone_day_start(p->zone, to + 1)) != 0)
			return -1;
		first = to + 1;
		to = last;
		if (first > last)
			break;
	}
	return found < 0 ? -1 : 0;
}

void
stored_free(struct stored *s)
{
	free(s->spans);
	*s = (struct stored){ .spans = NULL };
}
