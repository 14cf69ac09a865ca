#include "reports/answers.h"

#include <inttypes.h>
#include <stdio.h>

#include "lib/locale.h"
#include "lib/log.h"
#include "reports/cards.h"
#include "reports/output.h"
#include "reports/reports.h"

enum { MONTHS = 12, MONTHS_FEW = 3, TEXT_DAYS = 90 };

/* The longest span of months, less than a year, that was recorded all through; or all there is. */
static void
shrink(struct answers *s, const struct table *t)
{
	struct span span;
	int months = MONTHS;

	while (--months > 0) {
		snprintf(s->span, sizeof(s->span), "%dm", months);
		if (date_parse_span(s->span, t->zone, t->now, &span) == 0 &&
		    zone_day(t->zone, t->coverage.first) <= zone_day(t->zone, span.since))
			break;
	}
	if (months == 0)
		snprintf(s->span, sizeof(s->span), "all");
	s->brief = months < MONTHS_FEW;
	s->request.last = s->span;
}

static bool
named(const struct request *r, const char *report)
{
	for (size_t i = 0; i < r->nreport; i++)
		if (strcmp(r->reports[i]->name, report) == 0)
			return true;
	return false;
}

/* Whether a part is asked for, and has an answer about the member, or the topic. */
static bool
belongs(const struct request *r, const struct card_part *part, const struct report *report)
{
	return (part->of == CARD_NAMED ? named(r, report->name) : part->of == CARD_ANY ||
	    (part->of == CARD_MEMBER) == (r->member != NULL)) &&
	    (r->member == NULL || (report->takes & TAKES_MEMBER) != 0) &&
	    (r->topic == NULL || (report->takes & TAKES_TOPIC) != 0);
}

static int
add(struct answers *s, struct db *db, struct window *window, const struct report *report,
    const struct card_part *part)
{
	size_t i = s->page.count;
	struct request *r = &s->requests[i];

	*r = s->request;
	if (part != NULL && part->all_time && s->days > TEXT_DAYS) {
		r->last = "all";
		r->since = r->until = NULL;
	}
	if (part != NULL) {	/* options that a report does not take are passed by */
		r->by = s->brief ? NULL : part->by;
		r->top = part->top != 0 ? part->top : TOP_DEFAULT;
		s->parts[i].heading = part->heading != NULL ? _(part->heading) : NULL;
	}
	/* One more row tells whether there is another message. */
	if (r->paged && (report->takes & TAKES_TOP) != 0)
		r->top += r->skip + 1;
	r->bots = r->bots && (report->takes & TAKES_BOTS) != 0;
	r->no_bots = r->no_bots && (report->takes & TAKES_NO_BOTS) != 0;
	s->page.count++;
	s->parts[i].table = &s->list[i].table;
	return answer_make(&s->list[i], db, window, r, report);
}

/*
 * Finds the chat, and the window of a card that shrinks, so that all of its answers are about the same.
 */
static int
settle(struct answers *s, struct db *db, struct window *window)
{
	struct request *r = &s->request;
	struct answer a = { .db = db, .request = r, .window = window, .report = reports_find("summary") };
	const struct table *t = &a.table;
	bool given = r->last != NULL || r->since != NULL || r->until != NULL;
	int ret = -1;

	if (!given)
		r->last = r->card->last;
	a.table.now = r->now;
	if (answer_find_subject(&a) != 0 || answer_measure(&a) != 0)
		goto out;
	if (t->nchat != 1) {
		log_fail(STATUS_MISUSE, "%s is about one chat; choose with --chat%s", r->card->name,
		    r->card->folder ? ", or name a folder: -o FOLDER/" : "");
		goto out;
	}
	snprintf(s->chat, sizeof(s->chat), "%" PRId64, t->chats[0].id);
	r->chats[0] = s->chat;
	r->nchat = 1;
	s->page.shrunk = !given && r->card->shrinks && t->coverage.any &&
	    zone_day(t->zone, t->coverage.first) > zone_day(t->zone, t->window.since);
	if (s->page.shrunk)
		shrink(s, t);
	s->days = t->days;
	ret = 0;
out:
	answer_close(&a);
	return ret;
}

/* Adds what is in the card; then, at the end, what was named and is not. */
static int
add_card(struct answers *s, struct db *db, struct window *window)
{
	const struct request *r = &s->request;
	const struct card_part *part;

	for (part = r->card->parts; part->report != NULL; part++) {
		const struct report *report = reports_find(part->report);

		if (belongs(r, part, report) && add(s, db, window, report, part) != 0)
			return -1;
	}
	for (size_t i = 0, more = s->page.count; i < r->nreport; i++) {
		for (part = r->card->parts; part->report != NULL; part++)
			if (strcmp(part->report, r->reports[i]->name) == 0)
				break;
		if (part->report != NULL)
			continue;
		if (add(s, db, window, r->reports[i], NULL) != 0)
			return -1;
		s->parts[more].heading = _("More");
	}
	return 0;
}

int
answers_make(struct answers *s, struct db *db, struct window *window, const struct request *r)
{
	size_t most = r->nreport;

	*s = (struct answers){ .request = *r };
	if (r->card != NULL)
		for (const struct card_part *part = r->card->parts; part->report != NULL; part++)
			most++;
	s->list = calloc(most, sizeof(*s->list));
	s->requests = calloc(most, sizeof(*s->requests));
	s->parts = calloc(most, sizeof(*s->parts));
	if (s->list == NULL || s->requests == NULL || s->parts == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	s->page.card = r->card;
	s->page.parts = s->parts;
	if (r->card != NULL)
		return settle(s, db, window) != 0 ? -1 : add_card(s, db, window);
	for (size_t i = 0; i < r->nreport; i++)
		if (add(s, db, window, r->reports[i], NULL) != 0)
			return -1;
	return 0;
}

void
answers_close(struct answers *s)
{
	for (size_t i = 0; i < s->page.count; i++)
		answer_close(&s->list[i]);
	free(s->list);
	free(s->requests);
	free(s->parts);
}

int
answers_write(struct db *db, const struct request *r)
{
	struct answers s = { .list = NULL };
	struct window *window = window_open(db);
	int ret = -1;

	if (window != NULL && db_exec(db, "BEGIN") == 0 && answers_make(&s, db, window, r) == 0)
		ret = output_write(r, &s.page);
	for (size_t i = 0; ret == 0 && r->check && i < s.page.count; i++)
		if (s.list[i].passed)
			ret = log_fail(STATUS_UNMET, "a budget is passed");
	db_rollback(db);
	answers_close(&s);
	window_close(window);
	return ret;
}
