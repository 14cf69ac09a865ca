#include "reports/answer.h"

#include <stdarg.h>
#include <stdio.h>

#include "lib/find.h"
#include "lib/locale.h"
#include "lib/log.h"
#include "lib/map.h"

/* ----- cells ----- */

int64_t
answer_row(struct answer *a)
{
	struct table *t = &a->table;
	struct value *cells;

	if (t->nrow == a->row_capacity) {
		size_t wanted = a->row_capacity == 0 ? 32 : a->row_capacity * 2;

		if ((cells = realloc(t->cells, wanted * t->ncolumn * sizeof(*cells))) == NULL)
			return log_fail(STATUS_FAILED, "out of memory");
		t->cells = cells;
		a->row_capacity = wanted;
	}
	memset(&t->cells[t->nrow * t->ncolumn], 0, t->ncolumn * sizeof(*t->cells));
	return (int64_t)t->nrow++;
}

static struct value *
cell(struct answer *a, int64_t row, const char *column)
{
	size_t c = table_column(&a->table, column);

	return c == a->table.ncolumn ? NULL : &a->table.cells[(size_t)row * a->table.ncolumn + c];
}

void
answer_set(struct answer *a, int64_t row, const char *column, int64_t n)
{
	struct value *v = cell(a, row, column);

	if (v != NULL)
		*v = (struct value){ .known = true, .n = n };
}

void
answer_set_measure(struct answer *a, int64_t row, const char *column, enum unit unit, int64_t n)
{
	struct value *v = cell(a, row, column);

	if (v != NULL)
		*v = (struct value){ .known = true, .unit = unit, .n = n };
}

void
answer_unset(struct answer *a, int64_t row, const char *column)
{
	struct value *v = cell(a, row, column);

	if (v != NULL)
		v->known = false;
}

const char *
answer_keep(struct answer *a, const char *text)
{
	char *copy;

	if (map_grow(&a->strings, &a->string_capacity, a->nstring, sizeof(*a->strings)) != 0)
		return NULL;
	if ((copy = strdup(text)) == NULL)
		log_fail(STATUS_FAILED, "out of memory");
	else
		a->strings[a->nstring++] = copy;
	return copy;
}

int
answer_set_text(struct answer *a, int64_t row, const char *column, const char *text)
{
	struct value *v = cell(a, row, column);

	if (v == NULL)
		return 0;
	if ((v->text = answer_keep(a, text)) == NULL)
		return -1;
	v->known = true;
	return 0;
}

const char *
answer_member_name(struct answer *a, int64_t member, int64_t *id)
{
	struct stmt *s = db_stmt(a->db, "SELECT member_id, name,"
	    " coalesce(username, ''), automatic FROM member WHERE member = :member");
	const char *name = NULL, *kept;
	char made[256];
	int step;

	stmt_int(s, ":member", member);
	if ((step = stmt_step(s)) != 1)
		return step < 0 ? NULL : answer_keep(a, "");
	*id = col_int(s, 3) == 2 ? ANSWER_NO_ID : col_int(s, 0);
	name = col_text(s, 1, NULL);
	if (name[0] == '\0' && col_text(s, 2, NULL)[0] != '\0') {
		snprintf(made, sizeof(made), "@%s", col_text(s, 2, NULL));
		name = made;
	} else if (name[0] == '\0') {
		snprintf(made, sizeof(made), "id %lld", (long long)*id);
		name = made;
	} else if (strcmp(name, FIND_DELETED) == 0)
		name = _("Deleted account");
	kept = answer_keep(a, name);
	stmt_reset(s);
	return kept;
}

int
answer_set_member(struct answer *a, int64_t row, const char *id_column, const char *name_column,
    int64_t member)
{
	int64_t id = 0;
	const char *name = answer_member_name(a, member, &id);
	struct value *v = cell(a, row, name_column);

	if (name == NULL)
		return -1;
	if (id != ANSWER_NO_ID)
		answer_set(a, row, id_column, id);
	if (v != NULL)
		*v = (struct value){ .known = true, .text = name };
	return 0;
}

int
answer_set_seen(struct answer *a, int64_t row, int64_t member)
{
	int64_t first = -1, last = -1;

	for (size_t i = 0; i < a->count; i++) {
		struct stmt *s = db_stmt(a->db, "SELECT first_message,"
		    " max(coalesce(last_message, -1), coalesce(last_reaction, -1))"
		    " FROM presence WHERE chat = :chat AND member = :member");
		int step;

		stmt_int(s, ":chat", a->places[i].scope.chat);
		stmt_int(s, ":member", member);
		if ((step = stmt_step(s)) < 0)
			return -1;
		if (step == 1 && !col_null(s, 0) && (first < 0 || col_int(s, 0) < first))
			first = col_int(s, 0);
		if (step == 1 && col_int(s, 1) > last)
			last = col_int(s, 1);
		stmt_reset(s);
	}
	if (first >= 0)
		answer_set(a, row, "first_seen", first);
	if (last >= 0)
		answer_set(a, row, "last_seen", last);
	return 0;
}

int
answer_note(struct answer *a, const char *fmt, ...)
{
	char note[1024];
	va_list args;

	va_start(args, fmt);
	vsnprintf(note, sizeof(note), fmt, args);
	va_end(args);
	if (a->table.nnote == TABLE_NOTES)
		return 0;
	if ((a->table.notes[a->table.nnote] = answer_keep(a, note)) == NULL)
		return -1;
	a->table.nnote++;
	return 0;
}

int64_t
answer_tenths(int64_t n, int64_t by)
{
	int64_t sign = n < 0 ? -1 : 1;

	return sign * ((20 * sign * n + by) / (2 * by));
}

/* ----- running texts ----- */

static void
bind_all(const struct answer *a, struct stmt *s, int64_t top)
{
	const struct scope *p = &a->places[a->chat].scope;
	const struct span *span = &a->spans[a->chat];
	const struct { const char *name; int64_t value; } parameters[] = {
		{ ":hidden", a->hidden }, { ":unranked", a->unranked }, { ":member", a->member },
		{ ":by", a->by }, { ":top", top }, { ":now", a->request->now }, { ":chat", p->chat },
		{ ":first", date_div(span->since, DATE_SECONDS) },
		{ ":last", date_div(span->until - 1, DATE_SECONDS) }, { ":since", span->since },
		{ ":until", span->until }, { ":topic", p->topic },
		{ ":topic_stored", p->topic == TOPIC_GENERAL ? TOPIC_NONE : p->topic }
	};

	for (size_t i = 0; i < sizeof(parameters) / sizeof(parameters[0]); i++)
		if (s != NULL && stmt_has(s, parameters[i].name))
			stmt_int(s, parameters[i].name, parameters[i].value);
}

int
answer_prepare(struct answer *a, const char *sql, struct text *text)
{
	struct stmt *s;

	text->count = 0;
	while (text->count < TEXT_STATEMENTS && (s = db_next_stmt(a->db, &sql)) != NULL)
		text->statements[text->count++] = s;
	if (sql == NULL)
		return 0;
	answer_unprepare(text);
	return -1;
}

void
answer_unprepare(struct text *text)
{
	for (size_t i = 0; i < text->count; i++)
		stmt_free(text->statements[i]);
	text->count = 0;
}

int
answer_run_text(struct answer *a, const struct text *text, int64_t top,
    int (*take)(struct answer *, struct stmt *, void *), void *cookie)
{
	int step = 0;

	for (size_t i = 0; i < text->count && step == 0; i++) {
		struct stmt *s = text->statements[i];

		bind_all(a, s, top);
		while ((step = stmt_step(s)) == 1)
			if (take(a, s, cookie) != 0)
				return stmt_stop(s);
	}
	return step;
}

int
answer_run(struct answer *a, const char *sql, int64_t top,
    int (*take)(struct answer *, struct stmt *, void *), void *cookie)
{
	struct text text;
	int ret;

	if (answer_prepare(a, sql, &text) != 0)
		return -1;
	ret = answer_run_text(a, &text, top, take, cookie);
	answer_unprepare(&text);
	return ret;
}

int
answer_each(struct answer *a, const char *sql, int (*take)(struct answer *, struct stmt *, void *),
    void *cookie)
{
	struct stmt *s = db_stmt(a->db, sql);
	int step = 0;

	for (a->chat = 0; a->chat < a->count && step == 0; a->chat++) {
		bind_all(a, s, a->request->top);
		while ((step = stmt_step(s)) == 1)
			if (take(a, s, cookie) != 0)
				return stmt_stop(s);
	}
	a->chat = 0;
	return step;
}

/* ----- the answer as a whole ----- */

static int
choose_by(struct answer *a)
{
	const char *by = a->request->by;
	const char *const *choices = a->report->choices;
	char list[256] = "";

	if (by == NULL)
		return 0;
	for (a->by = 0; choices != NULL && choices[a->by] != NULL; a->by++) {
		if (strcmp(choices[a->by], by) == 0)
			return 0;
		snprintf(list + strlen(list), sizeof(list) - strlen(list), "%s%s", a->by > 0 ? ", " :
		    _("; there are: "), choices[a->by]);
	}
	return log_fail(STATUS_MISUSE, _("--by: %s has no \"%.50s\"%s"), a->report->name, by, list);
}

int
answer_one_chat(const struct answer *a)
{
	return a->count == 1 ? 0 : log_fail(STATUS_MISUSE, "%s is about one chat; choose with --chat",
	    a->report->name);
}

int
answer_open(struct answer *a, struct db *db, struct window *window, const struct request *request,
    const struct report *report)
{
	struct table *t = &a->table;

	*a = (struct answer){ .db = db, .request = request, .window = window, .report = report };
	t->report = report;
	t->now = request->now;
	for (; report->columns[t->ncolumn].name != NULL; t->ncolumn++)
		t->columns[t->ncolumn] = report->columns[t->ncolumn];
	a->hidden = request->no_bots ? HIDE_BOTS : HIDE_NOBODY;
	a->unranked = request->bots ? HIDE_NOBODY : HIDE_BOTS;
	if (choose_by(a) != 0 || answer_find_subject(a) != 0)
		return -1;
	t->title = _(report->title);	/* in the language of the chat, which is found now */
	return answer_measure(a);
}

int
answer_make(struct answer *a, struct db *db, struct window *window, const struct request *request,
    const struct report *report)
{
	if (answer_open(a, db, window, request, report) != 0 || report->shape(a) != 0)
		return -1;
	a->table.full = (report->takes & TAKES_TOP) != 0 && (int64_t)a->table.nrow >= request->top;
	table_places(&a->table);
	return 0;
}

void
answer_close(struct answer *a)
{
	for (size_t i = 0; i < a->nstring; i++)
		free(a->strings[i]);
	free(a->strings);
	deeds_free(&a->deeds);
	free(a->places);
	free(a->spans);
	free(a->table.chats);
	free(a->table.cells);
	free(a->table.total);
	free(a->table.coverage.gaps);
}
