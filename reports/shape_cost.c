/*
 * What the bot costs, by period, member, model or chat.
 */
#include "lib/locale.h"
#include "lib/log.h"
#include "lib/map.h"
#include "lib/money.h"
#include "lib/pair.h"
#include "lib/spoken.h"
#include "lib/sums.h"
#include "reports/answer.h"
#include "reports/period.h"
#include "reports/prose.h"

/* In the order of cost_by in reports.c: periods first. */
enum by { BY_DAY, BY_WEEK, BY_MONTH, BY_MEMBER, BY_MODEL, BY_CHAT };

enum { NAMED_MODELS = 3 };

struct model {
	const char	*name;
	int64_t		 unpriced;
};

/* What a member, a model or all of a chat costs. */
struct spent {
	int64_t	id;			/* of the member or the model; else 0 */
	int64_t	least_model, last_model;
	int64_t	n[PAIR_SPENT_COLUMNS];	/* by enum spend_column */
	int64_t	messages;
};

struct cost {
	struct answer	*a;
	enum by		 by;
	struct text	 text;
	int64_t		 messages, writers;	/* of the window that is shown */
	struct map	 groups;	/* of it, by what each of them is */
	struct spent	*spent;		/* by number in groups */
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

/* Makes a row of such sums; *row tells which. */
static int
add_costs(struct cost *c, const struct spent *spent, int64_t *row)
{
	const int64_t *n = spent->n;
	struct answer *a = c->a;
	struct model *model = NULL;

	/* Of a member or a chat the model is told where it is only one. */
	if (spent->least_model == spent->last_model && (model = model_of(c, spent->last_model)) == NULL)
		return -1;
	if ((*row = answer_row(a)) < 0)
		return -1;
	if (model != NULL && answer_set_text(a, *row, "model", model->name) != 0)
		return -1;
	if (c->by == BY_MEMBER && (spent->id == 0 ?
	    answer_set_text(a, *row, "member", _("not told")) :
	    answer_set_member(a, *row, "member_id", "member", spent->id)) != 0)
		return -1;
	answer_set(a, *row, "requests", n[SPEND_REQUESTS]);
	answer_set(a, *row, "input", n[SPEND_TOKENS + TOKENS_INPUT]);
	answer_set(a, *row, "output", n[SPEND_TOKENS + TOKENS_OUTPUT]);
	answer_set(a, *row, "cache_read", n[SPEND_TOKENS + TOKENS_READ]);
	answer_set(a, *row, "cache_write", n[SPEND_TOKENS + TOKENS_WRITE] +
	    n[SPEND_TOKENS + TOKENS_WRITE_1H]);
	set_money(a, *row, "cost", n[SPEND_PRICED] > 0, n[SPEND_COST]);
	set_money(a, *row, "charged", n[SPEND_TOLD] > 0, n[SPEND_CHARGED]);
	answer_set(a, *row, "unpriced", n[SPEND_UNPRICED]);
	c->unpriced += n[SPEND_UNPRICED];
	if (model != NULL)
		model->unpriced += n[SPEND_UNPRICED];
	set_money(a, *row, "cache_savings", n[SPEND_PRICED] > 0, n[SPEND_SAVED]);
	return 0;
}

/* Whose sums what a member spent on a model adds to: those at hand, or others.  NULL after logging. */
static struct spent *
spent_of(struct cost *c, struct spent *spent, int64_t member, int64_t model)
{
	int64_t id = c->by == BY_MEMBER ? member : c->by == BY_CHAT ? 0 : model, i;
	bool made;

	if (spent == NULL || spent->id != id) {
		if ((i = map_make(&c->groups, id, 0, 0, &made)) < 0 ||
		    map_grow(&c->spent, &c->spent_capacity, (size_t)i, sizeof(*c->spent)) != 0)
			return NULL;
		spent = &c->spent[i];
		if (made)
			*spent = (struct spent){ .id = id, .least_model = model, .last_model = model };
	}
	spent->least_model = model < spent->least_model ? model : spent->least_model;
	spent->last_model = model > spent->last_model ? model : spent->last_model;
	return spent;
}

/* A row of what everybody spent on a model. */
static int
take_model(struct cost *c, struct stmt *s)
{
	struct spent *spent = spent_of(c, NULL, 0, col_int(s, 0));

	if (spent == NULL)
		return -1;
	for (int k = 0; k < SPEND_COUNT; k++)
		if (money_add(&spent->n[k], col_int(s, 1 + k)) != 0)
			return -1;
	return 0;
}

/* A row of what a member spent. */
static int
take_member(struct cost *c, struct stmt *s)
{
	struct pair_item item = { 0, 0 };
	struct spent *spent = NULL;
	int64_t member = col_int(s, 0), model = -1;
	size_t length, at = 0;
	const unsigned char *packed = col_blob(s, 2, &length);

	while (pair_next(packed, length, &at, &item)) {
		if (item.code / PAIR_SPENT_COLUMNS != model) {
			model = item.code / PAIR_SPENT_COLUMNS;
			if ((spent = spent_of(c, spent, member, model)) == NULL)
				return -1;
		}
		if (money_add(&spent->n[item.code % PAIR_SPENT_COLUMNS], item.n) != 0)
			return -1;
	}
	return 0;
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
	switch (stmt_columns(s)) {
	case 3:
		return take_member(c, s);
	case 2:
		if ((i = map_find(&c->groups, col_int(s, 0), 0, 0)) >= 0)
			c->spent[i].messages = col_int(s, 1);
		return 0;
	case 1:
		if (strcmp(stmt_column(s, 0), "written") == 0)
			c->messages += col_int(s, 0);
		else
			c->writers = col_int(s, 0);
		return 0;
	default:
		return take_model(c, s);
	}
}

/* Adds the rows of the window that is shown: of what it has requests of. */
static int
add_rows(struct cost *c)
{
	int64_t row;

	c->messages = c->writers = 0;
	map_clear(&c->groups);
	if (answer_run_text(c->a, &c->text, 0, take, c) != 0)
		return -1;
	for (size_t i = 0; i < c->groups.count; i++) {
		const struct spent *spent = &c->spent[i];

		if (spent->n[SPEND_PRICED] + spent->n[SPEND_UNPRICED] == 0)
			continue;
		if (add_costs(c, spent, &row) != 0)
			return -1;
		set_shares(c->a, (size_t)row, c->by == BY_MEMBER ? spent->messages : c->messages, c->writers);
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
	return add_rows(c);
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
	return answer_note(c->a, c->a->table.by == table_column(&c->a->table, "charged") ?
	    _("Without a price: %s%s%s%s.") : _("Not in the total: %s%s%s%s, without a price."), count,
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
	size_t length;
	const unsigned char *packed;

	(void)a;
	if (stmt_columns(s) == 1) {
		*(int64_t *)cookie = col_int(s, 0);
		return 0;
	}
	packed = col_blob(s, 2, &length);
	return money_add(cookie, pair_spent(packed, length, SPEND_COST));
}

/* "At this pace November comes to $35.58.", where the window reaches the present. */
static int
note_forecast(struct cost *c, struct span *spans)
{
	static const char sum[] = "SELECT COALESCE(SUM(w.n_cost), 0) FROM window_spend AS w",
	    own[] = "SELECT w.member, w.what, w.others FROM window_spender AS w WHERE w.member = :member";
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
	spoken_dollars(money, sizeof(money), money_share(cost, until - since, now - since));
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

/* The column that is drawn, and always there: what was charged, where that is all that is known. */
static size_t
shown(const struct table *t)
{
	size_t cost = table_column(t, "cost"), charged = table_column(t, "charged");
	bool priced = false, told = false;

	for (size_t i = 0; i < t->nrow; i++) {
		priced |= table_at(t, i, cost)->known;
		told |= table_at(t, i, charged)->known;
	}
	return !priced && told ? charged : cost;
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
	a->table.by = shown(&a->table);
	if (ret == 0)
		ret = add_notes(&c, spans);
	answer_unprepare(&c.text);
	map_free(&c.map);
	map_free(&c.groups);
	free(c.models);
	free(c.spent);
	free(spans);
	return ret;
}
