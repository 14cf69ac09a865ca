/*
 * What the bot costs, by period, member, model or chat.
 */
#include "lib/locale.h"
#include "lib/log.h"
#include "lib/map.h"
#include "lib/money.h"
#include "lib/spoken.h"
#include "reports/answer.h"
#include "reports/period.h"
#include "reports/prose.h"

/* In the order of cost_by in reports.c: periods first. */
enum by { BY_DAY, BY_WEEK, BY_MONTH, BY_MEMBER, BY_MODEL, BY_CHAT };

/* The columns of cost.sql. */
enum { SQL_MEMBER, SQL_MODEL, SQL_LEAST_MODEL, SQL_LAST_MODEL, SQL_REQUESTS, SQL_INPUT, SQL_OUTPUT, SQL_READ,
    SQL_WRITE, SQL_COST, SQL_PRICED, SQL_UNPRICED, SQL_CHARGED, SQL_TOLD, SQL_SAVED, SQL_COLUMNS };

enum { NAMED_MODELS = 3 };

struct model {
	const char	*name;
	int64_t		 unpriced;
};

/* What a member costs: the columns of cost.sql, summed. */
struct spent {
	int64_t	n[SQL_COLUMNS];
	int64_t	messages;
};

struct cost {
	struct answer	*a;
	enum by		 by;
	struct text	 text;
	int64_t		 messages, writers;	/* of the window that is shown */
	struct map	 members;	/* of BY_MEMBER */
	struct spent	*spent;		/* by number in members */
	size_t		 spent_capacity;
	struct map	 map;		/* by model */
	struct model	*models;
	size_t		 capacity;
	int64_t		 unpriced;	/* requests */
};

/* ----- models ----- */

static struct model *
model_of(struct cost *c, int64_t model)
{
	struct stmt *s;
	bool made;
	int64_t i;

	if (map_grow(&c->models, &c->capacity, c->map.count, sizeof(*c->models)) != 0 ||
	    (i = map_make(&c->map, model, 0, 0, &made)) < 0)
		return NULL;
	if (!made)
		return &c->models[i];
	c->models[i] = (struct model){ .name = NULL };
	s = db_stmt(c->a->db, "SELECT name FROM model WHERE model = :model");
	stmt_int(s, ":model", model);
	if (stmt_step(s) != 1)
		return NULL;
	c->models[i].name = answer_keep(c->a, col_text(s, 0, NULL));
	stmt_reset(s);
	return c->models[i].name != NULL ? &c->models[i] : NULL;
}

/* ----- rows ----- */

static void
set_money(struct answer *a, int64_t row, const char *column, bool known, int64_t nano)
{
	if (known)
		answer_set(a, row, column, nano);
}

/* Makes a row of a row of cost.sql; *row tells which. */
static int
add_costs(struct cost *c, const int64_t n[SQL_COLUMNS], int64_t *row)
{
	struct answer *a = c->a;
	struct model *model = NULL;

	/* Of a member or a chat the model is told where it is only one. */
	if (n[SQL_LEAST_MODEL] == n[SQL_LAST_MODEL] && (model = model_of(c, n[SQL_LAST_MODEL])) == NULL)
		return -1;
	if ((*row = answer_row(a)) < 0)
		return -1;
	if (model != NULL && answer_set_text(a, *row, "model", model->name) != 0)
		return -1;
	if (c->by == BY_MEMBER && (n[SQL_MEMBER] == 0 ?
	    answer_set_text(a, *row, "member", _("not told")) :
	    answer_set_member(a, *row, "member_id", "member", n[SQL_MEMBER])) != 0)
		return -1;
	answer_set(a, *row, "requests", n[SQL_REQUESTS]);
	answer_set(a, *row, "input", n[SQL_INPUT]);
	answer_set(a, *row, "output", n[SQL_OUTPUT]);
	answer_set(a, *row, "cache_read", n[SQL_READ]);
	answer_set(a, *row, "cache_write", n[SQL_WRITE]);
	set_money(a, *row, "cost", n[SQL_PRICED] > 0, n[SQL_COST]);
	set_money(a, *row, "charged", n[SQL_TOLD] > 0, n[SQL_CHARGED]);
	answer_set(a, *row, "unpriced", n[SQL_UNPRICED]);
	c->unpriced += n[SQL_UNPRICED];
	if (model != NULL)
		model->unpriced += n[SQL_UNPRICED];
	set_money(a, *row, "cache_savings", n[SQL_PRICED] > 0, n[SQL_SAVED]);
	return 0;
}

/* Adds a row of cost.sql to its member's sums. */
static int
add_spent(struct cost *c, const int64_t n[SQL_COLUMNS])
{
	struct spent *spent;
	bool made;
	int64_t i = map_make(&c->members, n[SQL_MEMBER], 0, 0, &made);

	if (i < 0 || map_grow(&c->spent, &c->spent_capacity, (size_t)i, sizeof(*c->spent)) != 0)
		return -1;
	spent = &c->spent[i];
	if (made) {
		memcpy(spent->n, n, sizeof(spent->n));
		spent->messages = 0;
		return 0;
	}
	if (n[SQL_LEAST_MODEL] < spent->n[SQL_LEAST_MODEL])
		spent->n[SQL_LEAST_MODEL] = n[SQL_LEAST_MODEL];
	if (n[SQL_LAST_MODEL] > spent->n[SQL_LAST_MODEL])
		spent->n[SQL_LAST_MODEL] = n[SQL_LAST_MODEL];
	for (size_t k = SQL_REQUESTS; k < SQL_COLUMNS; k++)
		if (money_add(&spent->n[k], n[k]) != 0)
			return -1;
	return 0;
}

static int
take_costs(struct cost *c, struct stmt *s)
{
	int64_t n[SQL_COLUMNS], row;

	for (int k = 0; k < SQL_COLUMNS; k++)
		n[k] = col_int(s, k);
	return c->by == BY_MEMBER ? add_spent(c, n) : add_costs(c, n, &row);
}

/* What a row's cost is of so many messages and members; nothing where there are none. */
static void
set_shares(struct answer *a, size_t row, int64_t messages, int64_t writers)
{
	const struct value *cost = table_at(&a->table, row, table_column(&a->table, "cost"));

	if (!cost->known)
		return;
	set_money(a, (int64_t)row, "cost_per_message", messages > 0, money_share(cost->n, 1,
	    messages > 0 ? messages : 1));
	set_money(a, (int64_t)row, "cost_per_active_member", writers > 0, money_share(cost->n, 1,
	    writers > 0 ? writers : 1));
}

static int
take(struct answer *a, struct stmt *s, void *cookie)
{
	struct cost *c = cookie;
	int64_t i;

	(void)a;
	if (stmt_columns(s) == SQL_COLUMNS)
		return take_costs(c, s);
	if (stmt_columns(s) == 2) {
		if ((i = map_find(&c->members, col_int(s, 0), 0, 0)) >= 0)
			c->spent[i].messages = col_int(s, 1);
	} else if (strcmp(stmt_column(s, 0), "written") == 0)
		c->messages += col_int(s, 0);
	else
		c->writers = col_int(s, 0);
	return 0;
}

/* Adds the rows of the window that is shown. */
static int
add_rows(struct cost *c)
{
	struct answer *a = c->a;
	size_t first = a->table.nrow;

	c->messages = c->writers = 0;
	if (answer_run_text(a, &c->text, 0, take, c) != 0)
		return -1;
	for (size_t row = first; row < a->table.nrow; row++)
		set_shares(a, row, c->messages, c->writers);
	return 0;
}

/* Adds a row for each member that the window has requests of. */
static int
add_members(struct cost *c)
{
	int64_t row;

	if (answer_run_text(c->a, &c->text, 0, take, c) != 0)
		return -1;
	for (size_t i = 0; i < c->members.count; i++) {
		const struct spent *spent = &c->spent[i];

		if (spent->n[SQL_PRICED] + spent->n[SQL_UNPRICED] == 0)
			continue;
		if (add_costs(c, spent->n, &row) != 0)
			return -1;
		set_shares(c->a, (size_t)row, spent->messages, 0);
	}
	return 0;
}

/* ----- periods ----- */

/* The days of the window that have usage, of all chats together; false where there are none. */
static bool
find_days(const struct answer *a, int64_t *first, int64_t *last)
{
	*first = INT64_MAX;
	*last = INT64_MIN;
	for (size_t i = 0; i < a->count; i++) {
		const struct place *p = &a->places[i];
		int64_t begin = zone_day(p->scope.zone, a->spans[i].since),
		    end = zone_day(p->scope.zone, a->spans[i].until - 1);

		if (p->last_day < p->first_day)
			continue;
		begin = p->first_day > begin ? p->first_day : begin;
		end = p->last_day < end ? p->last_day : end;
		*first = begin < *first ? begin : *first;
		*last = end > *last ? end : *last;
	}
	return *first <= *last;
}

/*
 * A period's part of the window of each chat.  *elapsed is what of it is over, where it is running and was
 * not cut; else it is none of *length.
 */
static void
cut_period(struct periods *in, int64_t number, int64_t *elapsed, int64_t *length)
{
	struct span *spans = in->spans;
	const struct answer *a = in->a;
	int64_t now = a->request->now;

	period_spans(in, number);
	*length = spans[0].until - spans[0].since;
	*elapsed = now - spans[0].since;
	for (size_t i = 0; i < a->count; i++) {
		if (spans[i].since < a->spans[i].since || now < spans[i].since || now >= spans[i].until)
			*elapsed = 0;
		if (spans[i].since < a->spans[i].since)
			spans[i].since = a->spans[i].since;
		if (spans[i].until > a->spans[i].until)
			spans[i].until = a->spans[i].until;
	}
}

static int
add_period(struct cost *c, struct periods *in, int64_t number)
{
	struct answer *a = c->a;
	size_t row = a->table.nrow, cost = table_column(&a->table, "cost");
	int64_t elapsed, length;

	cut_period(in, number, &elapsed, &length);
	if (window_set(a->window, a->places, in->spans, a->count) != 0 || add_rows(c) != 0)
		return -1;
	for (; row < a->table.nrow; row++) {
		const struct value *v = table_at(&a->table, row, cost);

		answer_set(a, (int64_t)row, "period", number);
		set_money(a, (int64_t)row, "forecast", v->known && elapsed > 0,
		    money_cents(money_share(v->n, length, elapsed > 0 ? elapsed : 1)));
	}
	return 0;
}

static int
add_periods(struct cost *c, struct span *spans)
{
	static const enum grain grains[] = { GRAIN_DAY, GRAIN_WEEK, GRAIN_MONTH };
	struct answer *a = c->a;
	struct periods in = { .a = a, .grain = grains[c->by], .spans = spans };
	int64_t first, last;
	int ret = 0;

	a->table.grain = in.grain;
	if (find_days(a, &first, &last))
		for (int64_t n = date_floor(first, in.grain); ret == 0 && n <= last; n = period_next(&in, n))
			ret = add_period(c, &in, n);
	return ret;
}

/* ----- members, models, chats ----- */

static int
add_chats(struct cost *c)
{
	struct answer *a = c->a;

	for (size_t i = 0; i < a->count; i++) {
		size_t row = a->table.nrow;

		if (window_set(a->window, &a->places[i], &a->spans[i], 1) != 0 || add_rows(c) != 0)
			return -1;
		if (row == a->table.nrow)
			continue;
		if (answer_set_text(a, (int64_t)row, "chat", a->table.chats[i].title) != 0)
			return -1;
		if (a->table.chats[i].id != 0)
			answer_set(a, (int64_t)row, "chat_id", a->table.chats[i].id);
	}
	return 0;
}

static int
add_groups(struct cost *c)
{
	struct answer *a = c->a;

	if (c->by == BY_CHAT)
		return add_chats(c);
	if (window_set(a->window, a->places, a->spans, a->count) != 0)
		return -1;
	return c->by == BY_MEMBER ? add_members(c) : add_rows(c);
}

/* ----- order, and what stands below ----- */

/* What a row is sorted by. */
struct place_of {
	int64_t		 period, cost, id;	/* cost -1: not known */
	const char	*name;
	size_t		 row;
};

static int
by_place(const void *a, const void *b)
{
	const struct place_of *x = a, *y = b;

	if (x->period != y->period)
		return x->period < y->period ? -1 : 1;
	if (x->cost != y->cost)
		return x->cost > y->cost ? -1 : 1;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return strcmp(x->name, y->name);
}

static int64_t
number_at(const struct table *t, size_t row, const char *column, int64_t otherwise)
{
	size_t c = table_column(t, column);

	return c < t->ncolumn && table_at(t, row, c)->known ? table_at(t, row, c)->n : otherwise;
}

/* Periods stand in their order, with models by name; anything else by what it cost, the dearest first. */
static int
sort_rows(struct cost *c)
{
	struct table *t = &c->a->table;
	size_t width = t->ncolumn * sizeof(*t->cells), label = c->by < BY_MEMBER ? 1 : 0;
	struct place_of *order = calloc(t->nrow + 1, sizeof(*order));
	struct value *cells = malloc((t->nrow + 1) * width);

	if (order == NULL || cells == NULL) {
		free(order);
		free(cells);
		return log_fail(STATUS_FAILED, "out of memory");
	}
	for (size_t i = 0; i < t->nrow; i++)
		order[i] = (struct place_of){ .row = i, .period = number_at(t, i, "period", 0),
		    .cost = c->by < BY_MEMBER ? 0 : number_at(t, i, "cost", -1),
		    .id = number_at(t, i, c->by == BY_CHAT ? "chat_id" : "member_id", INT64_MAX),
		    .name = table_at(t, i, label)->text };
	qsort(order, t->nrow, sizeof(*order), by_place);
	for (size_t i = 0; i < t->nrow; i++)
		memcpy(cells + i * t->ncolumn, t->cells + order[i].row * t->ncolumn, width);
	free(order);
	free(t->cells);
	t->cells = cells;
	return 0;
}

static int
add_total(struct table *t)
{
	if ((t->total = calloc(t->ncolumn, sizeof(*t->total))) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (size_t i = 0; i < t->ncolumn; i++) {
		bool adds = (t->columns[i].unit == UNIT_COUNT || t->columns[i].unit == UNIT_MONEY) &&
		    strncmp(t->columns[i].name, "cost_per", 8) != 0 &&
		    strcmp(t->columns[i].name, "forecast") != 0;

		for (size_t row = 0; adds && row < t->nrow; row++) {
			const struct value *v = table_at(t, row, i);

			if (v->known && money_add(&t->total[i].n, v->n) != 0)
				return -1;
			t->total[i].known |= v->known;
		}
	}
	return 0;
}

static int
by_unpriced(const void *a, const void *b)
{
	const struct model *x = a, *y = b;

	return x->unpriced != y->unpriced ? (x->unpriced > y->unpriced ? -1 : 1) : strcmp(x->name, y->name);
}

/* "Not in the total: 31 requests to mistral-small-4, without a price." */
static int
note_unpriced(struct cost *c)
{
	char list[512] = "", count[64];
	size_t used = 0, named = 0;
	int64_t rest = c->unpriced;

	if (c->unpriced == 0)
		return 0;
	if (c->map.count > 0)
		qsort(c->models, c->map.count, sizeof(*c->models), by_unpriced);
	prose_count(count, sizeof(count), c->unpriced, "requests");
	for (size_t i = 0; i < c->map.count && used < sizeof(list); i++)
		if (c->models[i].unpriced > 0 && named++ < NAMED_MODELS) {
			rest -= c->models[i].unpriced;
			used += (size_t)snprintf(list + used, sizeof(list) - used, "%s%.60s",
			    named > 1 ? ", " : "", c->models[i].name);
		}
	return answer_note(c->a, _("Not in the total: %s%s%s%s, without a price."), count,
	    named > 0 ? C_("requests to a model", " to ") : "", list,
	    named > 0 && rest > 0 ? _(" and others") : "");
}

/* "Prices: prices.csv of 2 Nov 2026.": the newest list. */
static int
note_prices(struct answer *a)
{
	struct stmt *s = db_stmt(a->db, "SELECT name, at FROM file"
	    " WHERE file = (SELECT max(file) FROM price)");
	int step = stmt_step(s), ret;
	char day[64];

	if (step != 1)
		return step;
	spoken_day(day, sizeof(day), zone_day(a->places[0].scope.zone, col_int(s, 1)), true);
	ret = answer_note(a, _("Prices: %.100s of %s."), col_text(s, 0, NULL), day);
	stmt_reset(s);
	return ret;
}

static int
take_sum(struct answer *a, struct stmt *s, void *cookie)
{
	(void)a;
	*(int64_t *)cookie = col_int(s, 0);
	return 0;
}

/* "At this pace November comes to $35.58.", where the window reaches the present. */
static int
note_forecast(struct cost *c, struct span *spans)
{
	static const char sum[] = "SELECT COALESCE(SUM(w.n_cost), 0) FROM window_spend AS w",
	    own[] = "SELECT COALESCE(SUM(w.n_cost), 0) FROM window_spender AS w WHERE w.member = :member";
	struct answer *a = c->a;
	const struct zone *zone = a->places[0].scope.zone;
	int64_t now = a->request->now, first = date_floor(zone_day(zone, now), GRAIN_MONTH), cost = 0,
	    since = zone_day_start(zone, first), until = zone_day_start(zone, date_next(first, GRAIN_MONTH));
	char money[64];

	if (now < a->table.window.since || now >= a->table.window.until || now == since)
		return 0;
	for (size_t i = 0; i < a->count; i++)
		spans[i] = (struct span){ SPAN_FIXED, since, until };
	if (window_set(a->window, a->places, spans, a->count) != 0 ||
	    answer_run(a, a->member != 0 ? own : sum, 0, take_sum, &cost) != 0)
		return -1;
	prose_dollars(money, sizeof(money), money_share(cost, until - since, now - since));
	return cost == 0 ? 0 : answer_note(a, _("At this pace this month comes to %s."), money);
}

static int
add_notes(struct cost *c, struct span *spans)
{
	if (c->a->table.nrow == 0)
		return 0;
	return note_unpriced(c) != 0 || note_prices(c->a) != 0 || note_forecast(c, spans) != 0 ? -1 : 0;
}

/* ----- the report ----- */

/* What fits the window, where --by does not say. */
static enum by
choose(const struct answer *a)
{
	if (a->request->by != NULL)
		return (enum by)a->by;
	return a->table.days <= 92 ? BY_DAY : a->table.days <= 730 ? BY_WEEK : BY_MONTH;
}

static void
drop_column(struct table *t, const char *name)
{
	size_t i = table_column(t, name);

	if (i == t->ncolumn)
		return;
	memmove(&t->columns[i], &t->columns[i + 1], (t->ncolumn - i - 1) * sizeof(t->columns[0]));
	t->ncolumn--;
}

/* The first column is what --by says, and ids stand where there are some. */
static void
set_columns(struct cost *c)
{
	static const struct column first[] = { [BY_MEMBER] = { "member", UNIT_NAME },
	    [BY_MODEL] = { "model", UNIT_TEXT }, [BY_CHAT] = { "chat", UNIT_NAME } };
	static const char *const titles[] = { N_("LLM cost by day and model"),
	    N_("LLM cost by week and model"),
	    N_("LLM cost by month and model"), N_("LLM cost by member"), N_("LLM cost by model"),
	    N_("LLM cost by chat") };
	struct table *t = &c->a->table;

	t->title = _(titles[c->by]);
	c->a->by = (int)c->by;	/* for the text */
	if (c->by == BY_MODEL)
		drop_column(t, "model");
	if (c->by >= BY_MEMBER) {
		t->columns[0] = first[c->by];
		drop_column(t, "forecast");
	}
	if (c->by != BY_MEMBER)
		drop_column(t, "member_id");
	if (c->by != BY_CHAT)
		drop_column(t, "chat_id");
}

int
shape_cost(struct answer *a)
{
	struct cost c = { .a = a, .by = choose(a) };
	struct span *spans = calloc(a->count, sizeof(*spans));
	int ret = -1;

	set_columns(&c);
	if (spans == NULL)
		log_fail(STATUS_FAILED, "out of memory");
	else if (answer_prepare(a, a->report->sql, &c.text) == 0)
		ret = c.by < BY_MEMBER ? add_periods(&c, spans) : add_groups(&c);
	if (ret == 0)
		ret = sort_rows(&c);
	if (ret == 0 && a->table.nrow > 1)
		ret = add_total(&a->table);
	if (ret == 0)
		ret = add_notes(&c, spans);
	a->table.by = table_column(&a->table, "cost");
	answer_unprepare(&c.text);
	map_free(&c.map);
	map_free(&c.members);
	free(c.models);
	free(c.spent);
	free(spans);
	return ret;
}
