/*
 * Two sides of one thing: a window and another, a chat and another, a member and another.
 */
#include <stdio.h>

#include "lib/find.h"
#include "lib/locale.h"
#include "lib/log.h"
#include "lib/text.h"
#include "reports/answer.h"
#include "reports/coverage.h"
#include "reports/prose.h"
#include "reports/reports.h"

extern const char sql_top_member[];

enum { MEASURES = 32, NAME_CELLS = 30 };

/* The numbers of a side, named by the columns of the texts. */
struct side {
	char	names[MEASURES][32];
	int64_t	values[MEASURES];
	size_t	count;
	bool	known;
};

static int
take_side(struct answer *a, struct stmt *s, void *cookie)
{
	struct side *side = cookie;

	(void)a;
	for (int i = 0; i < stmt_columns(s) && side->count < MEASURES; i++) {
		snprintf(side->names[side->count], sizeof(side->names[0]), "%s", stmt_column(s, i));
		side->values[side->count++] = col_int(s, i);
	}
	return 0;
}

/* The numbers of an answer's chats, or member, in some windows of them. */
static int
measure(struct answer *a, const struct span *spans, struct side *side)
{
	side->known = true;
	if (window_set(a->window, a->places, spans, a->count) != 0)
		return -1;
	if (a->member == 0)
		return answer_run(a, reports_find("compare")->sql, 0, take_side, side);
	return answer_run(a, sql_top_member, 0, take_side, side) != 0 ||
	    answer_run(a, reports_find("member")->sql, 0, take_side, side) != 0 ? -1 : 0;
}

/* Whether any of these windows was recorded: 1, 0 or -1. */
static int
recorded(struct answer *a, const struct span *spans)
{
	struct covered c = { 0 };
	int ret = 0;

	for (size_t i = 0; i < a->count && ret == 0; i++) {
		if (coverage_load(a->db, a->places[i].scope.chat, a->request->now, &c) != 0)
			ret = -1;
		else
			ret = coverage_extent(&c, spans[i].since, spans[i].until) != EXTENT_NONE;
	}
	free(c.list);
	return ret;
}

/* "Compared with" and a name or window of ours. */
static int
title(struct answer *a, const char *with)
{
	char text[NAME_CELLS * 16 + 32];

	snprintf(text, sizeof(text), _("Compared with %s"), with);
	a->table.title = answer_keep(a, text);
	return a->table.title == NULL ? -1 : 0;
}

/* Against other windows of the same chats; known is whether there are any. */
static int
against_window(struct answer *a, const struct span *spans, int known, struct side *side)
{
	struct table other = a->table;
	char window[PROSE_SIZE];

	if (known < 0)
		return -1;
	other.window = spans[0];
	prose_window(window, sizeof(window), &other);
	window[strcspn(window, "(") - (strchr(window, '(') != NULL)] = '\0';
	return title(a, window) != 0 || (known == 1 && measure(a, spans, side) != 0) ? -1 : 0;
}

static int
against_previous(struct answer *a, struct span *spans, struct side *side)
{
	char before[PROSE_SIZE];

	prose_before(before, sizeof(before), &a->table);
	if (answer_previous(a, 1, spans) != 0)
		return title(a, before);
	if (against_window(a, spans, answer_covered(a, spans), side) != 0)
		return -1;
	a->table.unrecorded = !side->known;
	return title(a, before);
}

/* Fills request's window with what --against says, T..T, a SPAN or a T: 1, or 0 if it says neither. */
static int
parse_window(const struct answer *a, char *word, struct request *r)
{
	char *dots = strstr(word, "..");
	const struct zone *zone = a->places[0].scope.zone;
	struct span span;
	int64_t at;

	r->last = r->since = r->until = NULL;
	if (dots != NULL) {
		*dots = '\0';
		r->since = word[0] != '\0' ? word : NULL;
		r->until = dots[2] != '\0' ? dots + 2 : NULL;
		return 1;
	}
	if (date_parse_span(word, zone, r->now, &span) == 0)
		r->last = word;
	else if (date_parse_time(word, zone, r->now, false, &at) == 0)
		r->since = r->until = word;
	return r->last != NULL || r->since != NULL;
}

/* Against another chat or member: an answer of its own. */
static int
against_other(struct answer *a, const struct request *r, struct side *side)
{
	struct answer other = { .table.nrow = 0 };
	char name[NAME_CELLS * 16];
	int ret = answer_open(&other, a->db, a->window, r, a->report), known;

	if (ret == 0) {
		known = recorded(&other, other.spans);
		text_cut(name, sizeof(name), other.member != 0 ? other.table.member :
		    other.table.chats[0].title, NAME_CELLS);
		ret = known < 0 || title(a, name) != 0 ||
		    (known == 1 && measure(&other, other.spans, side) != 0) ? -1 : 0;
	}
	answer_close(&other);
	return ret;
}

static int
against(struct answer *a, struct side *side)
{
	const char *word = a->request->against;
	struct request r = *a->request;
	struct span *spans = calloc(a->count, sizeof(*spans));
	char *copy = word != NULL ? strdup(word) : NULL;
	int ret = -1;

	if (spans == NULL || (word != NULL && copy == NULL)) {
		log_fail(STATUS_FAILED, "out of memory");
		goto out;
	}
	if (word == NULL || strcmp(word, "previous") == 0) {
		ret = against_previous(a, spans, side);
		goto out;
	}
	if (parse_window(a, copy, &r) != 0) {
		ret = 0;
		for (size_t i = 0; ret == 0 && i < a->count; i++)
			ret = answer_span(&r, &a->places[i], &spans[i]);
		if (ret == 0)
			ret = against_window(a, spans, recorded(a, spans), side);
	} else {
		r = *a->request;
		if (a->member != 0)
			r.member = word;
		else {
			r.chats[0] = word;
			r.nchat = 1;
			if (find_other_chat(a->db, word) != 0)
				goto out;
		}
		ret = against_other(a, &r, side);
	}
	if (ret == 0 && !side->known)
		ret = answer_note(a, "%s", _("Nothing was recorded of what this is compared with."));
out:
	free(spans);
	free(copy);
	return ret;
}

static int
add_measure(struct answer *a, const struct side *now, const struct side *then, size_t i)
{
	int64_t row = answer_row(a), x = now->values[i], y = then->values[i];

	if (row < 0 || answer_set_text(a, row, "measure", now->names[i]) != 0)
		return -1;
	if (now->known)
		answer_set(a, row, "a", x);
	if (!then->known)
		return 0;
	answer_set(a, row, "b", y);
	if (now->known && y > 0)
		answer_set(a, row, "change_percent", answer_tenths(100 * (x - y), y));
	return 0;
}

int
shape_compare(struct answer *a)
{
	struct side now = { .count = 0 }, then = { .count = 0 };
	int known = recorded(a, a->spans);

	a->table.by = table_column(&a->table, "a");

	if (known < 0 || measure(a, a->spans, &now) != 0 || against(a, &then) != 0)
		return -1;
	now.known = known == 1;
	for (size_t i = 0; i < now.count; i++)
		if (add_measure(a, &now, &then, i) != 0)
			return -1;
	return 0;
}
