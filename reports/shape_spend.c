/*
 * Single requests, what models cost, and budgets.
 */
#include "lib/budget.h"
#include "lib/date.h"
#include "lib/locale.h"
#include "lib/map.h"
#include "lib/money.h"
#include "lib/text.h"
#include "reports/answer.h"
#include "reports/prose.h"

/* ----- expensive ----- */

struct request_cost {
	int64_t		at, member, cost, hash;
	int64_t		tokens[4];	/* input, output, cache read, cache write */
	const char	*model;
};

struct dearest {
	struct answer		*a;
	struct request_cost	*list;
	size_t			 count, capacity;
	int64_t			 least;		/* what cheaper ones have no place beside */
};

static int
by_cost(const void *a, const void *b)
{
	const struct request_cost *x = a, *y = b;

	if (x->cost != y->cost)
		return x->cost > y->cost ? -1 : 1;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static int
read_request(struct dearest *d, struct stmt *s)
{
	struct request_cost *r;

	if (map_grow(&d->list, &d->capacity, d->count, sizeof(*d->list)) != 0)
		return -1;
	r = &d->list[d->count];
	*r = (struct request_cost){ .at = col_int(s, 0), .member = col_int(s, 1), .cost = col_int(s, 7),
	    .hash = col_int(s, 8), .model = answer_keep(d->a, col_text(s, 2, NULL)) };
	for (int i = 0; i < 4; i++)
		r->tokens[i] = col_int(s, 3 + i);
	d->count++;
	return r->model != NULL ? 0 : -1;
}

/* The dearest of a day, and of those before, as many as are wanted. */
static int
add_day(struct dearest *d, struct stmt *s, size_t place, int64_t day)
{
	const struct answer *a = d->a;
	size_t top = (size_t)a->request->top;
	int step;

	stmt_int(s, ":chat", a->places[place].scope.chat);
	stmt_int(s, ":day", day);
	stmt_int(s, ":since", a->spans[place].since);
	stmt_int(s, ":until", a->spans[place].until);
	stmt_int(s, ":least", d->least);
	stmt_int(s, ":top", a->request->top);
	while ((step = stmt_step(s)) == 1)
		if (read_request(d, s) != 0)
			return stmt_stop(s);
	if (step != 0 || d->count == 0 || d->count < top)
		return step;
	qsort(d->list, d->count, sizeof(*d->list), by_cost);
	d->count = top;
	d->least = d->list[top - 1].cost;
	return 0;
}

static int
add_days(struct dearest *d, struct stmt *s, size_t place)
{
	const struct place *p = &d->a->places[place];
	const struct span *span = &d->a->spans[place];
	int64_t first = date_div(span->since, DATE_SECONDS), last = date_div(span->until - 1, DATE_SECONDS);
	int ret = 0;

	/* A local day reaches into the UTC days beside it. */
	first = first < p->first_day - 1 ? p->first_day - 1 : first;
	last = last > p->last_day + 1 ? p->last_day + 1 : last;
	while (ret == 0 && first <= last)
		ret = add_day(d, s, place, first++);
	return ret;
}

static int
add_request(struct answer *a, const struct request_cost *r)
{
	static const char *const columns[] = { "input", "output", "cache_read", "cache_write" };
	int64_t row = answer_row(a);

	if (row < 0 || answer_set_text(a, row, "model", r->model) != 0 ||
	    (r->member != 0 && answer_set_member(a, row, "member_id", "member", r->member) != 0))
		return -1;
	answer_set(a, row, "at", r->at);
	for (int i = 0; i < 4; i++)
		answer_set(a, row, columns[i], r->tokens[i]);
	answer_set(a, row, "cost", r->cost);
	return 0;
}

int
shape_expensive(struct answer *a)
{
	struct dearest d = { .a = a };
	struct text text = { .count = 0 };
	int ret = answer_prepare(a, a->report->sql, &text);

	for (size_t i = 0; ret == 0 && i < a->count; i++)
		ret = add_days(&d, text.statements[0], i);
	if (d.count > 0)
		qsort(d.list, d.count, sizeof(*d.list), by_cost);
	for (size_t i = 0; ret == 0 && i < d.count; i++)
		ret = add_request(a, &d.list[i]);
	a->table.by = table_column(&a->table, "cost");
	answer_unprepare(&text);
	free(d.list);
	return ret;
}

/* ----- prices ----- */

struct counted {
	int64_t	priced, unpriced;
};

struct counts {
	struct map	 map;		/* by model */
	struct counted	*list;
	size_t		 capacity;
	bool		 used;		/* rows of these are added now, else of the others */
	int64_t		 most;		/* rows */
	int64_t		 more;		/* that --top leaves out */
};

static int
take_price(struct answer *a, struct stmt *s, struct counts *c)
{
	static const char *const columns[] = { "input", "output", "cache_read", "cache_write",
	    "cache_write_1h" };
	int64_t i = map_find(&c->map, col_int(s, 0), 0, 0), row;

	/* A model that is neither used here nor has a price is no news. */
	if ((i < 0 && col_null(s, 2)) || (i >= 0) != c->used)
		return 0;
	if ((int64_t)a->table.nrow >= c->most) {
		c->more++;
		return 0;
	}
	if ((row = answer_row(a)) < 0 || answer_set_text(a, row, "model", col_text(s, 1, NULL)) != 0)
		return -1;
	if (!col_null(s, 2) && col_int(s, 2) > 0)
		answer_set(a, row, "valid_from", col_int(s, 2));
	for (int k = 0; k < 5; k++)
		if (!col_null(s, 4 + k))	/* a price has three decimals more than money */
			answer_set(a, row, columns[k], (col_int(s, 4 + k) + 500) / 1000);
	if (!col_null(s, 3) && col_int(s, 3) > 0) {
		answer_set(a, row, "above", col_int(s, 3));
		a->table.by = table_column(&a->table, "above");	/* it tells two rows of a model apart */
	} else {
		answer_set(a, row, "priced", i < 0 ? 0 : c->list[i].priced);
		answer_set(a, row, "unpriced", i < 0 ? 0 : c->list[i].unpriced);
	}
	return 0;
}

static int
take(struct answer *a, struct stmt *s, void *cookie)
{
	struct counts *c = cookie;
	bool made;
	int64_t i;

	if (stmt_columns(s) > 3)
		return take_price(a, s, c);
	if ((i = map_make(&c->map, col_int(s, 0), 0, 0, &made)) < 0 ||
	    map_grow(&c->list, &c->capacity, (size_t)i, sizeof(*c->list)) != 0)
		return -1;
	c->list[i] = (struct counted){ col_int(s, 1), col_int(s, 2) };
	return 0;
}

int
shape_prices(struct answer *a)
{
	const struct request *r = a->request;
	/* What programs read is the whole list, where nothing else was asked for. */
	bool whole = (r->format == FORMAT_JSON || r->format == FORMAT_CSV) && r->top == TOP_DEFAULT;
	struct counts c = { .used = true, .most = whole ? INT64_MAX : r->top };
	int ret = answer_run(a, a->report->sql, 0, take, &c);
	char number[48];

	c.used = false;
	if (ret == 0)
		ret = answer_run(a, a->report->sql, 0, take, &c);
	if (ret == 0)
		ret = answer_note(a, _("In US dollars for a million tokens."));
	if (ret == 0 && c.more > 0 && !a->request->paged)
		ret = answer_note(a, P_("%s more is not shown.", "%s more are not shown.", c.more),
		    text_number(number, c.more));
	map_free(&c.map);
	free(c.list);
	return ret;
}

/* ----- budget ----- */

/* It is about periods that run now, whatever window was asked for: they are shown as this month. */
static void
show_month(struct answer *a)
{
	const struct zone *zone = a->places[0].scope.zone;
	int64_t first = date_floor(zone_day(zone, a->request->now), GRAIN_MONTH);

	a->table.window = (struct span){ SPAN_MONTH, zone_day_start(zone, first),
	    zone_day_start(zone, date_next(first, GRAIN_MONTH)) };
	a->table.days = date_next(first, GRAIN_MONTH) - first;
}

static int
add_budget(struct answer *a, const struct budget *b)
{
	char title[2 * BUDGET_NAME];
	int64_t row = answer_row(a);

	if (row < 0 || budget_title(a->db, b, title, sizeof(title)) != 0 ||
	    answer_set_text(a, row, "scope", title) != 0 ||
	    answer_set_text(a, row, "period", budget_period(b->period)) != 0)
		return -1;
	answer_set(a, row, "limit", b->limit);
	answer_set(a, row, "spent", b->spent);
	answer_set(a, row, "percent", money_share(b->spent, 1000, b->limit));
	answer_set(a, row, "forecast", b->forecast);
	a->passed |= b->spent > b->limit;
	return 0;
}

int
shape_budget(struct answer *a)
{
	struct budget *budgets;
	int64_t unpriced = 0;
	size_t count;
	char number[64];
	int ret = 0;

	show_month(a);
	if (budget_list(a->db, a->request->now, &budgets, &count) != 0)
		return -1;
	for (size_t i = 0; ret == 0 && i < count; i++) {
		ret = add_budget(a, &budgets[i]);
		if (budgets[i].unpriced > unpriced)
			unpriced = budgets[i].unpriced;
	}
	prose_count(number, sizeof(number), unpriced, "requests");
	/* Of the budget with most of them: others may hold the same ones. */
	if (ret == 0 && unpriced > 0)
		ret = answer_note(a, _("Not in what is spent: %s without a price."), number);
	if (ret == 0 && count == 0)
		ret = answer_note(a, _("See chatstat-admin set budget, or [budget] in chatstat.conf(5)."));
	a->table.by = table_column(&a->table, "percent");
	free(budgets);
	return ret;
}
