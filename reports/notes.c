#include "reports/notes.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "reports/prose.h"

bool
notes_empty(const struct table *t)
{
	if (t->report->layout == LAYOUT_CARD)
		return t->coverage.messages == 0;
	if (t->report->layout == LAYOUT_SERIES || t->report->layout == LAYOUT_HEATMAP)
		for (size_t i = 0; i < t->nrow; i++) {
			const struct value *v = table_at(t, i, t->by);

			if (v->known && v->n != 0)
				return false;
		}
	else if (t->nrow > 0)
		return false;
	return true;
}

void
notes_nothing(char *buf, const struct table *t)
{
	char span[PROSE_SIZE];

	prose_span(span, sizeof span, t);
	if (!t->coverage.any)
		snprintf(buf, NOTES_SIZE, "Nothing is recorded here yet.");
	else
		snprintf(buf, NOTES_SIZE, "%s%s%s.", t->coverage.messages > 0 ? "Nothing to show" :
		    "No messages here", span[0] != '\0' ? " " : "", span);
}

void
notes_reason(char *buf, const struct table *t)
{
	char day[PROSE_SIZE];

	buf[0] = '\0';
	if (!t->coverage.any || t->coverage.messages > 0 || t->coverage.last_message == 0)
		return;
	prose_day(day, sizeof day, zone_day(prose_zone(t), t->coverage.last_message), true);
	snprintf(buf, NOTES_SIZE, "The last one was on %s.", day);
}

void
notes_count(char *buf, const struct table *t)
{
	const struct coverage *c = &t->coverage;
	char all[64], people[64], members[64], bots[64];

	prose_count(all, sizeof all, c->messages, "messages");
	prose_count(people, sizeof people, c->messages - c->by_bots, "messages");
	prose_count(members, sizeof members, c->members, "members");
	prose_count(bots, sizeof bots, c->by_bots, "");
	bots[strcspn(bots, " ")] = '\0';
	if (c->by_bots == 0)
		snprintf(buf, NOTES_SIZE, "%s by %s.", all, members);
	else if (c->bots_hidden)
		snprintf(buf, NOTES_SIZE, "%s by %s, %s by bots left out.", people, members, bots);
	else
		snprintf(buf, NOTES_SIZE, "%s by %s, and %s by bots.", people, members, bots);
}

void
notes_bots(char *buf, const struct table *t)
{
	char bots[64];

	buf[0] = '\0';
	if (t->coverage.by_bots == 0)
		return;
	prose_count(bots, sizeof bots, t->coverage.by_bots, "messages");
	snprintf(buf, NOTES_SIZE, "Bots %s: %s.", t->coverage.bots_hidden ? "left out" : "included",
	    bots);
}

void
notes_compared(char *buf, const struct table *t)
{
	char before[PROSE_SIZE];

	buf[0] = '\0';
	if (!t->compared || t->nrow == 0 || table_column(t, "rank_change") == t->ncolumn)
		return;
	prose_before(before, sizeof before, t);
	snprintf(buf, NOTES_SIZE, "▲▼ against %s.", before);
}

void
notes_gaps(char *buf, const struct table *t, size_t named)
{
	const struct coverage *c = &t->coverage;
	char gap[PROSE_SIZE];
	size_t used = 0;

	buf[0] = '\0';
	if (!c->any)
		return;
	if (c->ngap == 0)
		snprintf(buf, NOTES_SIZE, "No gaps.");
	for (size_t i = 0; i < c->ngap && i < named; i++) {
		prose_interval(gap, sizeof gap, t, &c->gaps[i]);
		used += (size_t)snprintf(buf + used, NOTES_SIZE - used, "%s%s",
		    i == 0 ? "Missing: " : ", ", gap);
	}
	if (c->ngap > named)
		snprintf(buf + used, NOTES_SIZE - used, ", and %zu more.", c->ngap - named);
	else if (c->ngap > 0)
		snprintf(buf + used, NOTES_SIZE - used, ".");
}

void
notes_recorded(char *buf, const struct table *t, bool always)
{
	const struct zone *zone = prose_zone(t);
	const struct coverage *c = &t->coverage;
	int64_t end = t->window.until - 1 < t->now ? t->window.until - 1 : t->now;
	bool ended = zone_day(zone, c->last) < zone_day(zone, end);
	char first[32], last[32];

	buf[0] = '\0';
	if (!c->any || !(always || ended || t->window.since < c->first))
		return;
	prose_day(first, sizeof first, zone_day(zone, c->first), true);
	prose_day(last, sizeof last, zone_day(zone, c->last), true);
	if (ended)
		snprintf(buf, NOTES_SIZE, "Recorded %s – %s.", first, last);
	else
		snprintf(buf, NOTES_SIZE, "Recorded since %s.", first);
}

void
notes_busiest(char *buf, const struct table *t)
{
	const struct value *week[7][24], *most = NULL;
	char noun[PROSE_SIZE], count[PROSE_SIZE];
	int day = 0, hour = 0;

	table_week(t, week);
	for (int d = 0; d < 7; d++)
		for (int h = 0; h < 24; h++)
			if (week[d][h] != NULL && week[d][h]->known &&
			    (most == NULL || week[d][h]->n > most->n)) {
				most = week[d][h];
				day = d;
				hour = h;
			}
	buf[0] = '\0';
	if (most == NULL)
		return;
	prose_noun(noun, sizeof noun, t->columns[t->by].name);
	prose_count(count, sizeof count, most->n, noun);
	snprintf(buf, NOTES_SIZE, "Busiest: %s %02d:00–%02d:00, %s.", prose_weekday(day), hour,
	    hour + 1, count);
}
