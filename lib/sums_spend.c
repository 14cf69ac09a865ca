#include "lib/money.h"
#include "lib/sums_rows.h"

/* The number columns of spend, in the order of the schema. */
enum spend { SPEND_REQUESTS, SPEND_TOKENS, SPEND_COST = SPEND_TOKENS + TOKENS_COUNT, SPEND_PRICED,
    SPEND_UNPRICED, SPEND_CHARGED, SPEND_TOLD, SPEND_SAVED, SPEND_COUNT };

_Static_assert((int)SPEND_COUNT <= (int)SUM_COUNT, "a row has room for the columns of spend");

enum { EVERYBODY = -1 };

/* A key holds (member + 1) * MODELS + model. */
#define MODELS	(INT64_C(1) << 20)

static int
add(struct sums *s, int64_t scope, int64_t period, int64_t key, const int64_t v[SPEND_COUNT], int sign)
{
	struct row *r = sums_row(&s->spend, scope, period, key);

	if (r == NULL)
		return -1;
	for (int i = 0; i < SPEND_COUNT; i++)
		if (money_add(&r->v[i], sign * v[i]) != 0)
			return -1;
	return 0;
}

int
sums_usage(struct sums *s, const struct usage *u, int sign)
{
	const int64_t n = usage_requests(u);
	int64_t v[SPEND_COUNT] = { [SPEND_REQUESTS] = u->requests, [SPEND_COST] = u->priced ? u->cost : 0,
	    [SPEND_PRICED] = u->priced ? n : 0, [SPEND_UNPRICED] = u->priced ? 0 : n,
	    [SPEND_CHARGED] = u->told ? u->charged : 0, [SPEND_TOLD] = u->told ? n : 0,
	    [SPEND_SAVED] = u->saved };
	struct cursor c;
	struct target t;

	for (int i = 0; i < TOKENS_COUNT; i++)
		v[SPEND_TOKENS + i] = u->tokens[i];
	/* Costs are the chat's, not those of one of its topics. */
	if (sums_targets(s, &c, u->chat, TOPIC_UNKNOWN, u->at) != 0)
		return -1;
	while (sums_target(&c, &t))
		if (add(s, t.scope->scope, t.day, (u->member + 1) * MODELS + u->model, v, sign) != 0 ||
		    add(s, t.scope->scope, t.day, (EVERYBODY + 1) * MODELS + u->model, v, sign) != 0)
			return -1;
	return 0;
}

int
sums_fold_spend(struct sums *s, const struct scope *p, int64_t day)
{
	struct stmt *q = db_stmt(s->db, "SELECT member, model, requests, input, output, cache_read,"
	    " cache_write, cache_write_1h, cost, priced, unpriced, charged, told, saved"
	    " FROM spend WHERE scope = :scope AND period = :day");
	int64_t v[SPEND_COUNT];
	int step;

	stmt_int(q, ":scope", p->scope);
	stmt_int(q, ":day", day);
	while ((step = stmt_step(q)) == 1) {
		int64_t key = (col_int(q, 0) + 1) * MODELS + col_int(q, 1);

		for (int i = 0; i < SPEND_COUNT; i++)
			v[i] = col_int(q, 2 + i);
		if (add(s, p->scope, scope_month(day), key, v, 1) != 0 ||
		    add(s, p->scope, PERIOD_EVERYTHING, key, v, 1) != 0) {
			stmt_reset(q);
			return -1;
		}
	}
	return step;
}

static const char add_spend[] =
    "INSERT INTO spend (scope, period, model, member, requests, input, output, cache_read, cache_write,"
    " cache_write_1h, cost, priced, unpriced, charged, told, saved)"
    " VALUES (:scope, :period, :model, :member, :requests, :input, :output, :cache_read, :cache_write,"
    " :cache_write_1h, :cost, :priced, :unpriced, :charged, :told, :saved)"
    " ON CONFLICT DO UPDATE SET requests = requests + excluded.requests, input = input + excluded.input,"
    " output = output + excluded.output, cache_read = cache_read + excluded.cache_read,"
    " cache_write = cache_write + excluded.cache_write,"
    " cache_write_1h = cache_write_1h + excluded.cache_write_1h, cost = cost + excluded.cost,"
    " priced = priced + excluded.priced, unpriced = unpriced + excluded.unpriced,"
    " charged = charged + excluded.charged, told = told + excluded.told, saved = saved + excluded.saved";
static const char drop_spend[] =
    "DELETE FROM spend WHERE scope = :scope AND period = :period AND model = :model AND member = :member"
    " AND priced = 0 AND unpriced = 0";

static struct stmt *
bind_key(struct stmt *s, const struct row *r)
{
	stmt_int(s, ":scope", r->key.a);
	stmt_int(s, ":period", r->key.b);
	stmt_int(s, ":member", r->key.c / MODELS - 1);
	stmt_int(s, ":model", r->key.c % MODELS);
	return s;
}

static int
write_row(struct sums *s, const struct row *r)
{
	static const char *const parameters[SPEND_COUNT] = { ":requests", ":input", ":output",
	    ":cache_read", ":cache_write", ":cache_write_1h", ":cost", ":priced", ":unpriced", ":charged",
	    ":told", ":saved" };
	struct stmt *add = bind_key(db_stmt(s->db, add_spend), r);
	bool less = false;

	for (int i = 0; i < SPEND_COUNT; i++) {
		stmt_int(add, parameters[i], r->v[i]);
		less |= r->v[i] < 0;
	}
	if (stmt_run(add) != 0)
		return -1;
	/* A row that says nothing any more goes. */
	return less ? stmt_run(bind_key(db_stmt(s->db, drop_spend), r)) : 0;
}

int
sums_write_spend(struct sums *s)
{
	struct row **order = sums_sorted(&s->spend);
	int ret = order == NULL ? -1 : 0;

	for (size_t i = 0; ret == 0 && i < s->spend.map.count; i++)
		ret = write_row(s, order[i]);
	free(order);
	return ret;
}
