#include "reports/answer.h"

#include "lib/log.h"
#include "lib/map.h"
#include "reports/coverage.h"
#include "lib/find.h"
#include "reports/reports.h"

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

/* The name that people are shown: the name, else @username, else the id. */
static const char *
member_name(struct answer *a, int64_t member, int64_t *id)
{
	struct stmt *s = db_stmt(a->db, "SELECT member_id, name, coalesce(username, '') FROM member"
	    " WHERE member = :member");
	const char *name = NULL, *kept;
	char made[256];
	int step;

	stmt_int(s, ":member", member);
	if ((step = stmt_step(s)) != 1)
		return step < 0 ? NULL : answer_keep(a, "");
	*id = col_int(s, 0);
	name = col_text(s, 1, NULL);
	if (name[0] == '\0' && col_text(s, 2, NULL)[0] != '\0') {
		snprintf(made, sizeof(made), "@%s", col_text(s, 2, NULL));
		name = made;
	} else if (name[0] == '\0') {
		snprintf(made, sizeof(made), "id %lld", (long long)*id);
		name = made;
	}
	kept = answer_keep(a, name);
	stmt_reset(s);
	return kept;
}

int
answer_set_member(struct answer *a, int64_t row, const char *id_column, const char *name_column,
    int64_t member)
{
	int64_t id = 0;
	const char *name = member_name(a, member, &id);
	struct value *v = cell(a, row, name_column);

	if (name == NULL)
		return -1;
	answer_set(a, row, id_column, id);
	if (v != NULL)
		*v = (struct value){ .known = true, .text = name };
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
	const struct { const char *name; int64_t value; } parameters[] = {
		{ ":hidden", a->hidden }, { ":unranked", a->unranked }, { ":member", a->member },
		{ ":by", a->by }, { ":top", top }, { ":chat", a->places[0].scope.chat }
	};

	for (size_t i = 0; i < sizeof(parameters) / sizeof(parameters[0]); i++)
		if (stmt_has(s, parameters[i].name))
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
			if (take(a, s, cookie) != 0) {
				stmt_reset(s);
				return -1;
			}
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

/* ----- windows ----- */

int
answer_previous(const struct answer *a, int steps, struct span *spans)
{
	for (size_t i = 0; i < a->count; i++)
		if (date_previous(&a->spans[i], a->places[i].scope.zone, a->request->now, steps, &spans[i]) != 0)
			return 1;
	return 0;
}

int
answer_covered(struct answer *a, const struct span *spans)
{
	struct covered c = { 0 };
	int ret = 1;

	for (size_t i = 0; i < a->count && ret == 1; i++) {
		if (coverage_load(a->db, a->places[i].scope.chat, &c) != 0)
			ret = -1;
		else
			ret = coverage_holds(&c, a->places[i].scope.zone, spans[i].since, spans[i].until);
	}
	free(c.list);
	return ret;
}

/* Everything: from the first day with a fact to the last, or today. */
static void
everything(struct span *span, const struct place *p, int64_t now)
{
	const struct zone *zone = p->scope.zone;
	int64_t today = zone_day(zone, now), last = p->last_day > today ? p->last_day : today;
	int64_t first = p->last_day < p->first_day ? today : p->first_day;

	*span = (struct span){ SPAN_ALL, zone_day_start(zone, first), zone_day_start(zone, last + 1) };
}

static int
make_span(const struct request *r, const struct place *p, struct span *span)
{
	const struct zone *zone = p->scope.zone;
	int64_t since, until;

	if (r->since == NULL && r->until == NULL) {
		const char *word = r->last != NULL ? r->last : "30d";

		if (date_parse_span(word, zone, r->now, span) != 0)
			return log_fail(STATUS_MISUSE, "--last: I do not understand \"%.50s\"; spans look like"
			    " 24h, 7d, 4w, 6m, 1y, today, yesterday, week, month, year, all", word);
		if (span->type == SPAN_ALL)
			everything(span, p, r->now);
		return 0;
	}
	everything(span, p, r->now);
	since = span->since;
	until = span->until;
	if ((r->since != NULL && date_parse_time(r->since, zone, r->now, false, &since) != 0) ||
	    (r->until != NULL && date_parse_time(r->until, zone, r->now, true, &until) != 0))
		return log_fail(STATUS_MISUSE, "--since and --until: times look like 2026, 2026-03, 2026-03-01,"
		    " 2026-03-01T14:30, @unix-seconds, or a span such as 7d");
	/* Nothing is known from before the data begin, which is an answer too. */
	if (r->since == NULL && since >= until)
		since = zone_day_start(zone, zone_day(zone, until - 1));
	/* Without --until a window that is open at its end lasts until today is over. */
	if (since >= until)
		return log_fail(STATUS_MISUSE, "the window is empty: it ends before it begins");
	*span = (struct span){ SPAN_FIXED, since, until };
	return 0;
}

/* ----- who and what ----- */

static int
load_scope(struct answer *a, int64_t chat, int64_t topic, struct place *p)
{
	struct scopes scopes = { 0 };
	int ret = -1;

	if (scope_load(a->db, chat, &scopes) != 0)
		goto out;
	for (size_t i = 0; i < scopes.count; i++)
		if (scopes.list[i].role == ROLE_ANSWERS && scopes.list[i].topic == topic) {
			p->scope = scopes.list[i];
			ret = window_place(a->db, p);
		}
	if (ret != 0 && log_status() == STATUS_DONE)
		log_fail(STATUS_FAILED, "the sums of a chat are missing: run chatstat-rollup --rebuild");
out:
	free(scopes.list);
	return ret;
}

static int
set_topic(struct answer *a, int64_t chat, int64_t *topic)
{
	struct stmt *s;
	int step;

	*topic = TOPIC_NONE;
	if (a->request->topic == NULL)
		return 0;
	if (a->count != 1)
		return log_fail(STATUS_MISUSE, "--topic needs one --chat");
	if (find_topic(a->db, chat, a->request->topic, topic) != 0)
		return -1;
	s = db_stmt(a->db, "SELECT title FROM topic WHERE chat = :chat AND topic = :topic");
	stmt_int(s, ":chat", chat);
	stmt_int(s, ":topic", *topic);
	if ((step = stmt_step(s)) < 0)
		return -1;
	a->table.topic = answer_keep(a, *topic == TOPIC_GENERAL ? "General" : step == 1 ? col_text(s, 0, NULL) : "");
	stmt_reset(s);
	return a->table.topic == NULL ? -1 : 0;
}

static int
set_subject(struct answer *a, size_t i, int64_t chat)
{
	struct stmt *s = db_stmt(a->db, "SELECT chat_id, title, (SELECT c.zone FROM chat AS c JOIN scope AS s"
	    " USING (chat) WHERE c.chat = :chat AND s.topic = 0 AND s.role = 0 AND s.zone <> c.zone)"
	    " FROM chat WHERE chat = :chat");

	stmt_int(s, ":chat", chat);
	if (stmt_step(s) != 1)
		return -1;
	a->table.chats[i].id = col_int(s, 0);
	a->table.chats[i].title = answer_keep(a, col_text(s, 1, NULL));
	if (!col_null(s, 2) && (a->table.pending = answer_keep(a, col_text(s, 2, NULL))) == NULL)
		a->table.chats[i].title = NULL;
	stmt_reset(s);
	return a->table.chats[i].title == NULL ? -1 : 0;
}

/* The chats that were asked for, each once. */
static int
find_chats(struct answer *a, int64_t **chats)
{
	const struct request *r = a->request;
	bool all = r->nchat == 0 && (a->report->takes & TAKES_ALL) != 0;

	for (size_t i = 0; i < r->nchat; i++)
		all |= strcmp(r->chats[i], "all") == 0;
	if (all)
		return find_all_chats(a->db, chats, &a->count);
	if ((*chats = calloc(r->nchat + 1, sizeof(**chats))) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	if (r->nchat == 0) {
		a->count = 1;
		return find_chat(a->db, NULL, *chats);
	}
	for (size_t i = 0; i < r->nchat; i++) {
		int64_t chat;
		size_t k = 0;

		if (find_chat(a->db, r->chats[i], &chat) != 0)
			return -1;
		while (k < a->count && (*chats)[k] != chat)
			k++;
		if (k == a->count)
			(*chats)[a->count++] = chat;
	}
	return 0;
}

static int
set_places(struct answer *a)
{
	struct table *t = &a->table;
	int64_t *chats = NULL, topic, id;
	int ret = -1;

	if (find_chats(a, &chats) != 0)
		goto out;
	t->nchat = a->count;
	if ((t->chats = calloc(a->count, sizeof(*t->chats))) == NULL ||
	    (a->places = calloc(a->count, sizeof(*a->places))) == NULL ||
	    (a->spans = calloc(a->count, sizeof(*a->spans))) == NULL) {
		log_fail(STATUS_FAILED, "out of memory");
		goto out;
	}
	for (size_t i = 0; i < a->count; i++)
		if (set_subject(a, i, chats[i]) != 0 || set_topic(a, chats[i], &topic) != 0 ||
		    load_scope(a, chats[i], topic, &a->places[i]) != 0 ||
		    make_span(a->request, &a->places[i], &a->spans[i]) != 0)
			goto out;
	if (a->request->member != NULL) {
		if (find_member(a->db, chats, a->count, a->request->member, &a->member) != 0 ||
		    (t->member = member_name(a, a->member, &id)) == NULL)
			goto out;
	}
	ret = 0;
out:
	free(chats);
	return ret;
}

static int
choose_by(struct answer *a)
{
	const char *by = a->request->by;
	const char *const *choices = a->report->choices;

	if (by == NULL)
		return 0;
	for (a->by = 0; choices != NULL && choices[a->by] != NULL; a->by++)
		if (strcmp(choices[a->by], by) == 0)
			return 0;
	return log_fail(STATUS_MISUSE, "%s has no --by %.50s; see chatstat list", a->report->name, by);
}

/* ----- what the answer covers ----- */

/* The window as a whole: of all chats together. */
static void
set_window(struct answer *a)
{
	struct table *t = &a->table;

	t->window = a->spans[0];
	t->zone = a->places[0].scope.zone;
	for (size_t i = 1; i < a->count; i++) {
		if (a->spans[i].since < t->window.since)
			t->window.since = a->spans[i].since;
		if (a->spans[i].until > t->window.until)
			t->window.until = a->spans[i].until;
		if (a->places[i].scope.zone != a->places[0].scope.zone)
			t->zone = NULL;
	}
}

static int
set_gaps(struct answer *a, const struct covered *c, const struct span *span, size_t *capacity)
{
	struct coverage *v = &a->table.coverage;

	for (size_t i = 1; i < c->count; i++) {
		struct interval gap = { c->list[i - 1].to, c->list[i].from };

		if (gap.to <= span->since || gap.from >= span->until)
			continue;
		if (map_grow(&v->gaps, capacity, v->ngap, sizeof(*v->gaps)) != 0)
			return -1;
		v->gaps[v->ngap++] = gap;
	}
	return 0;
}

static int
by_from(const void *a, const void *b)
{
	const struct interval *x = a, *y = b;

	return x->from < y->from ? -1 : x->from > y->from;
}

/* Whether a window begins and ends with local days. */
static bool
whole_days(const struct place *p, const struct span *s)
{
	const struct zone *z = p->scope.zone;

	return zone_day_start(z, zone_day(z, s->since)) == s->since &&
	    zone_day_start(z, zone_day(z, s->until)) == s->until;
}

/* The end of the day that is now: nothing later counts as covered days. */
static int64_t
tonight(const struct answer *a, const struct zone *zone)
{
	return zone_day_start(zone, zone_day(zone, a->request->now) + 1);
}

/* What one chat covers: the record's ends, the gaps in the window, and its days and seconds of it. */
static int
measure_chat(struct answer *a, size_t i, struct covered *c, struct covered *days, struct covered *seconds)
{
	const struct zone *zone = a->places[i].scope.zone;
	struct coverage *v = &a->table.coverage;
	const struct span *span = &a->spans[i];
	int64_t night = tonight(a, zone), now = a->request->now + 1;

	if (coverage_load(a->db, a->places[i].scope.chat, c) != 0)
		return -1;
	if (c->count == 0)
		return 0;
	if (!v->any || c->list[0].from < v->first)
		v->first = c->list[0].from;
	if (!v->any || c->list[c->count - 1].to > v->last)
		v->last = c->list[c->count - 1].to;
	v->any = true;
	return coverage_clip(c, zone, span->since, span->until < night ? span->until : night, days) != 0 ||
	    coverage_clip(c, NULL, span->since, span->until < now ? span->until : now, seconds) != 0 ? -1 : 0;
}

static int
measure_coverage(struct answer *a)
{
	struct coverage *v = &a->table.coverage;
	struct covered c = { 0 }, days = { 0 }, seconds = { 0 };
	size_t capacity = 0;
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < a->count; i++)
		if (measure_chat(a, i, &c, &days, &seconds) != 0 ||
		    set_gaps(a, &c, &a->spans[i], &capacity) != 0)
			ret = -1;
	a->covered_days = coverage_length(&days);
	a->covered_seconds = coverage_length(&seconds);
	if (v->ngap > 0)
		qsort(v->gaps, v->ngap, sizeof(*v->gaps), by_from);
	free(c.list);
	free(days.list);
	free(seconds.list);
	return ret;
}

static int
take_covered(struct answer *a, struct stmt *s, void *cookie)
{
	struct coverage *v = &a->table.coverage;

	(void)cookie;
	v->messages = col_int(s, 0);
	v->by_bots = col_int(s, 1);
	v->members = col_int(s, 2) - col_int(s, 3);
	a->members = a->hidden == HIDE_BOTS ? v->members : col_int(s, 2);
	a->messages = a->hidden == HIDE_BOTS ? v->messages - v->by_bots : v->messages;
	return 0;
}

static const char sql_covered[] =
    "SELECT (SELECT coalesce(sum(n_messages), 0) FROM window_total),"
    " (SELECT coalesce(sum(n_messages), 0) FROM window_total WHERE bot = 1),"
    " (SELECT count(DISTINCT writer) FROM window_writer),"
    " (SELECT count(DISTINCT writer) FROM window_writer"
    "  WHERE writer IN (SELECT member FROM member WHERE bot = 1))";

int
answer_last_message(struct answer *a, size_t index, int64_t *at)
{
	struct stmt *s = db_stmt(a->db, "SELECT max(at) FROM message WHERE chat = :chat AND day ="
	    " (SELECT max(day) FROM message WHERE chat = :chat AND day <= :day AND at < :until)"
	    " AND at < :until");
	int found;

	stmt_int(s, ":chat", a->places[index].scope.chat);
	stmt_int(s, ":day", date_div(a->spans[index].until - 1, DATE_SECONDS));
	stmt_int(s, ":until", a->spans[index].until);
	if (stmt_step(s) != 1)
		return -1;
	if ((found = !col_null(s, 0)) != 0)
		*at = col_int(s, 0);
	stmt_reset(s);
	return found;
}

/* Who is known, and when somebody wrote last. */
static int
set_known(struct answer *a)
{
	struct coverage *v = &a->table.coverage;

	v->members_total = -1;
	for (size_t i = 0; i < a->count; i++) {
		struct stmt *s = db_stmt(a->db, "SELECT count(*) FROM presence WHERE chat = :chat"
		    " AND (joined IS NULL OR joined = 1 OR last_message > joined_at)");
		int64_t last = 0;

		stmt_int(s, ":chat", a->places[i].scope.chat);
		if (stmt_step(s) != 1)
			return -1;
		v->members_known += col_int(s, 0);
		stmt_reset(s);
		if (answer_last_message(a, i, &last) < 0)
			return -1;
		if (last > v->last_message)
			v->last_message = last;
	}
	return 0;
}

static int
set_coverage(struct answer *a)
{
	struct table *t = &a->table;

	if (measure_coverage(a) != 0 || set_known(a) != 0 ||
	    window_set(a->window, a->places, a->spans, a->count) != 0 ||
	    answer_run(a, sql_covered, 0, take_covered, NULL) != 0)
		return -1;
	t->coverage.bots_hidden = a->hidden == HIDE_BOTS ||
	    ((a->report->takes & TAKES_BOTS) != 0 && a->unranked == HIDE_BOTS);
	for (size_t i = 0; i < a->count; i++) {
		const struct zone *zone = a->places[i].scope.zone;
		const struct span *span = &a->spans[i];
		bool whole = whole_days(&a->places[i], span);
		int64_t days = whole ? zone_day(zone, span->until) - zone_day(zone, span->since) :
		    (span->until - span->since + DATE_SECONDS - 1) / DATE_SECONDS;

		t->cut |= !whole;
		t->days = days > t->days ? days : t->days;
	}
	return 0;
}

int
answer_make(struct answer *a, struct db *db, struct window *window, const struct request *request,
    const struct report *report)
{
	struct table *t = &a->table;

	*a = (struct answer){ .db = db, .request = request, .window = window, .report = report };
	t->report = report;
	t->title = report->title;
	t->now = request->now;
	for (; report->columns[t->ncolumn].name != NULL; t->ncolumn++)
		t->columns[t->ncolumn] = report->columns[t->ncolumn];
	a->hidden = request->no_bots ? HIDE_BOTS : HIDE_NOBODY;
	a->unranked = request->bots ? HIDE_NOBODY : HIDE_BOTS;
	if (choose_by(a) != 0 || set_places(a) != 0)
		return -1;
	set_window(a);
	return set_coverage(a) != 0 ? -1 : report->shape(a);
}

void
answer_close(struct answer *a)
{
	for (size_t i = 0; i < a->nstring; i++)
		free(a->strings[i]);
	free(a->strings);
	free(a->places);
	free(a->spans);
	free(a->table.chats);
	free(a->table.cells);
	free(a->table.coverage.gaps);
}
