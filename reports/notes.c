#include "reports/notes.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lib/locale.h"
#include "lib/spoken.h"
#include "lib/text.h"
#include "reports/prose.h"
#include "reports/series.h"

bool
notes_empty(const struct table *t)
{
	if (t->report->layout == LAYOUT_CARD)
		return t->coverage.messages == 0;
	if (t->report->layout == LAYOUT_COHORTS)
		return table_max(t, table_column(t, "size")) == 0;
	if (t->report->layout == LAYOUT_BARS)
		return table_max(t, t->by) == 0;
	if (t->report->layout == LAYOUT_TABLE || t->report->layout == LAYOUT_RANKING)
		return t->nrow == 0;
	for (size_t i = 0; i < t->nrow * t->ncolumn; i++)
		if (series_counts(&t->columns[i % t->ncolumn]) && t->cells[i].known &&
		    t->cells[i].n != 0)
			return false;
	return true;
}

bool
notes_textless(const struct table *t)
{
	return t->coverage.messages > 0 && t->coverage.texts < t->report->texts;
}

bool
notes_longer(const struct table *t)
{
	const char *own = t->report->nothing;

	return !notes_textless(t) && t->window.type != SPAN_ALL &&
	    (own == NULL || own[strlen(own) - 1] != '.');
}

void
notes_nothing(char *buf, const struct table *t)
{
	const char *own = t->report->nothing;
	bool usage = (t->report->takes & TAKES_USAGE) != 0;
	char span[PROSE_SIZE], facts[32];

	prose_span(span, sizeof span, t);
	spoken_day(facts, sizeof facts, zone_day(prose_zone(t), t->coverage.frozen_before), true);
	if (!usage && !t->coverage.any)
		snprintf(buf, NOTES_SIZE, "%s", _("Nothing is recorded here yet."));
	else if (notes_textless(t))
		snprintf(buf, NOTES_SIZE, "%s", _("This chat keeps no texts."));
	else if (t->coverage.messages > 0 && t->coverage.reads != READS_SUMS && table_frozen(t))
		snprintf(buf, NOTES_SIZE,
		    _("Of the time before %s only sums are kept, which do not tell this."), facts);
	else if (own != NULL && own[strlen(own) - 1] == '.')
		snprintf(buf, NOTES_SIZE, "%s", _(own));
	else
		snprintf(buf, NOTES_SIZE, "%s%s%s.", own != NULL ? _(own) : usage ? _("No usage here") :
		    t->coverage.messages > 0 ? _("Nothing to show") : _("No messages here"),
		    span[0] != '\0' ? " " : "", span);
}

void
notes_reason(char *buf, const struct table *t)
{
	char day[PROSE_SIZE];

	buf[0] = '\0';
	if ((t->report->takes & TAKES_USAGE) != 0 || !t->coverage.any || t->coverage.messages > 0 ||
	    t->coverage.last_message == 0)
		return;
	spoken_day(day, sizeof day, zone_day(prose_zone(t), t->coverage.last_message), true);
	snprintf(buf, NOTES_SIZE, _("The last one was on %s."), day);
}

void
notes_count(char *buf, const struct table *t)
{
	const struct coverage *c = &t->coverage;
	char all[64], people[64], members[64], bots[48];

	prose_count(all, sizeof all, c->messages, "messages");
	prose_count(people, sizeof people, c->messages - c->by_bots, "messages");
	prose_count(members, sizeof members, c->members, "members");
	text_number(bots, c->by_bots);
	if (c->by_bots == 0)
		snprintf(buf, NOTES_SIZE, _("%s by %s."), all, members);
	else if (c->bots_hidden)
		snprintf(buf, NOTES_SIZE, _("%s by %s, %s by bots left out."), people, members, bots);
	else
		snprintf(buf, NOTES_SIZE, _("%s by %s, and %s by bots."), people, members, bots);
}

void
notes_bots(char *buf, const struct table *t)
{
	char bots[64];

	buf[0] = '\0';
	if (t->coverage.by_bots == 0)
		return;
	prose_count(bots, sizeof bots, t->coverage.by_bots, "messages");
	snprintf(buf, NOTES_SIZE, t->coverage.bots_hidden ? _("Bots left out: %s.") :
	    _("Bots included: %s."), bots);
}

void
notes_compared(char *buf, const struct table *t)
{
	char before[PROSE_SIZE];

	buf[0] = '\0';
	prose_before(before, sizeof before, t);
	if (t->unrecorded && t->window.type != SPAN_ALL && !notes_empty(t))
		snprintf(buf, NOTES_SIZE, _("Not compared with %s: not all was recorded then."), before);
	else if (t->compared && t->nrow > 0 && table_column(t, "rank_change") < t->ncolumn)
		snprintf(buf, NOTES_SIZE, _("▲▼ against %s."), before);
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
		snprintf(buf, NOTES_SIZE, "%s", _("No gaps."));
	for (size_t i = 0; i < c->ngap && i < named; i++) {
		prose_interval(gap, sizeof gap, t, &c->gaps[i]);
		used += (size_t)snprintf(buf + used, NOTES_SIZE - used, "%s%s",
		    i == 0 ? _("Missing: ") : ", ", gap);
	}
	if (c->ngap > named)
		snprintf(buf + used, NOTES_SIZE - used, _(", and %zu more."), c->ngap - named);
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
	spoken_day(first, sizeof first, zone_day(zone, c->first), true);
	spoken_day(last, sizeof last, zone_day(zone, c->last), true);
	if (ended && strcmp(first, last) == 0)
		snprintf(buf, NOTES_SIZE, _("Recorded on %s."), first);
	else if (ended)
		snprintf(buf, NOTES_SIZE, _("Recorded %s – %s."), first, last);
	else
		snprintf(buf, NOTES_SIZE, _("Recorded since %s."), first);
}

void
notes_kept(char *buf, const struct table *t)
{
	const struct coverage *c = &t->coverage;
	bool frozen = table_frozen(t);
	bool textless = c->reads == READS_TEXTS && c->textless && t->window.since < c->texts_since &&
	    !(frozen && c->frozen_before > c->texts_since);
	char facts[32], texts[32];

	spoken_day(facts, sizeof facts, zone_day(prose_zone(t), c->frozen_before), true);
	spoken_day(texts, sizeof texts, zone_day(prose_zone(t), c->texts_since), true);
	buf[0] = '\0';
	if (textless)
		snprintf(buf, NOTES_SIZE, _("Texts since %s."), texts);
	else if (frozen && c->reads == READS_SUMS)
		snprintf(buf, NOTES_SIZE, _("Before %s only sums are kept."), facts);
	else if (frozen && !notes_empty(t))
		snprintf(buf, NOTES_SIZE, t->member != NULL ?
		    _("The member is counted from %s on: before, only sums are kept.") :
		    _("Counted from %s on: before, only sums are kept."), facts);
}

void
notes_pending(char *buf, const struct table *t)
{
	buf[0] = '\0';
	if (t->pending != NULL)
		snprintf(buf, NOTES_SIZE, _("Days are counted in %s until the next chatstat-rollup,"
		    " then in %s."), prose_zone_name(t), t->pending);
}

void
notes_busiest(char *buf, const struct table *t)
{
	size_t weekday = table_column(t, "weekday"), hour = table_column(t, "hour");
	size_t row = 0, found = 0;
	char count[PROSE_SIZE], day[32] = "", clock[32] = "";
	int64_t max = table_max(t, t->by);

	for (size_t i = 0; i < t->nrow; i++)
		if (table_at(t, i, t->by)->known && table_at(t, i, t->by)->n == max) {
			row = i;
			found++;
		}
	buf[0] = '\0';
	if (found != 1)
		return;
	if (weekday < t->ncolumn)
		snprintf(day, sizeof day, "%s", spoken_weekday((int)table_at(t, row, weekday)->n - 1));
	if (hour < t->ncolumn)
		prose_hour(clock, sizeof clock, (int)table_at(t, row, hour)->n);
	prose_count(count, sizeof count, max, t->columns[t->by].name);
	snprintf(buf, NOTES_SIZE, _("Busiest: %s%s%s, %s."), day, day[0] != '\0' && clock[0] != '\0' ?
	    " " : "", clock, count);
}
