#include <stdlib.h>

#include "lib/bulk.h"
#include "lib/log.h"
#include "lib/money.h"
#include "lib/sums_rows.h"

_Static_assert((int)SPEND_COUNT <= (int)SUM_COUNT, "a row has room for the columns of spend");
_Static_assert((int)SPEND_COUNT <= (int)PAIR_SPENT_COLUMNS, "a code has room for the columns of spend");

enum { EVERYBODY = -1 };

/* A key holds (member + 1) * MODELS + model: what everybody spent comes first. */
#define MODELS	(INT64_C(1) << 20)

static int
add(struct sums *s, int64_t scope, int64_t period, int64_t member, int64_t model, const int64_t *v, int sign)
{
	struct row *r = sums_row(&s->spend, scope, period, (member + 1) * MODELS + model);

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
		if (add(s, t.scope->scope, t.day, u->member, u->model, v, sign) != 0)
			return -1;
	return 0;
}

/* Adds what a member spent on a day to its month and to everything. */
static int
fold_packed(struct sums *s, const struct scope *p, int64_t day, int64_t member, const unsigned char *packed,
    size_t length)
{
	struct pair_item item = { 0, 0 };
	size_t at = 0;
	bool more = pair_next(packed, length, &at, &item);

	while (more) {
		int64_t model = item.code / PAIR_SPENT_COLUMNS, v[PAIR_SPENT_COLUMNS] = { 0 };

		do
			v[item.code % PAIR_SPENT_COLUMNS] = item.n;
		while ((more = pair_next(packed, length, &at, &item)) &&
		    item.code / PAIR_SPENT_COLUMNS == model);
		if (add(s, p->scope, scope_month(day), member, model, v, 1) != 0 ||
		    add(s, p->scope, PERIOD_EVERYTHING, member, model, v, 1) != 0)
			return -1;
	}
	return 0;
}

int
sums_fold_spend(struct sums *s, const struct scope *p, int64_t day)
{
	struct stmt *q = db_stmt(s->db, "SELECT member, others FROM pair"
	    " WHERE scope = :scope AND what = :what AND period = :day");
	const unsigned char *packed;
	size_t length;
	int step;

	stmt_int(q, ":scope", p->scope);
	stmt_int(q, ":what", PAIR_SPENT);
	stmt_int(q, ":day", day);
	while ((step = stmt_step(q)) == 1) {
		packed = col_blob(q, 1, &length);
		if (fold_packed(s, p, day, col_int(q, 0), packed, length) != 0)
			return stmt_stop(q);
	}
	return step;
}

static struct bulk *
spend_rows(struct db *db)
{
	return db_bulk(db, BULK_SPEND, "INSERT OR FAIL INTO spend (scope, period, model, requests, input,"
	    " output, cache_read, cache_write, cache_write_1h, cost, priced, unpriced, charged, told, saved)"
	    " SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15 FROM waiting WHERE true"
	    " ON CONFLICT DO UPDATE SET requests = requests + excluded.requests,"
	    " input = input + excluded.input, output = output + excluded.output,"
	    " cache_read = cache_read + excluded.cache_read,"
	    " cache_write = cache_write + excluded.cache_write,"
	    " cache_write_1h = cache_write_1h + excluded.cache_write_1h, cost = cost + excluded.cost,"
	    " priced = priced + excluded.priced, unpriced = unpriced + excluded.unpriced,"
	    " charged = charged + excluded.charged, told = told + excluded.told,"
	    " saved = saved + excluded.saved");
}

/* A row that says nothing any more goes. */
static int
drop_empty(struct db *db, const struct row *r)
{
	struct stmt *s = db_stmt(db, "DELETE FROM spend WHERE scope = :scope AND period = :period"
	    " AND model = :model AND priced = 0 AND unpriced = 0");

	stmt_int(s, ":scope", r->key.a);
	stmt_int(s, ":period", r->key.b);
	stmt_int(s, ":model", r->key.c % MODELS);
	return stmt_run(s);
}

static int
write_row(struct db *db, const struct row *r)
{
	struct bulk *b = spend_rows(db);
	bool less = false;

	bulk_int(b, r->key.a);
	bulk_int(b, r->key.b);
	bulk_int(b, r->key.c % MODELS);
	for (int i = 0; i < SPEND_COUNT; i++) {
		bulk_int(b, r->v[i]);
		less |= r->v[i] < 0;
	}
	return bulk_row(b) != 0 ? -1 : less ? drop_empty(db, r) : 0;
}

/* What a member spent on models, which are rows that follow each other. */
static int
write_member(struct db *db, struct row *const *rows, size_t count)
{
	const struct map_key *key = &rows[0]->key;
	const struct pair_row to = { key->a, PAIR_SPENT, key->b, key->c / MODELS - 1 };
	struct pair_item *items = malloc(count * SPEND_COUNT * sizeof(*items));
	size_t used = 0;
	int ret;

	if (items == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (size_t i = 0; i < count; i++)
		for (int k = 0; k < SPEND_COUNT; k++)
			if (rows[i]->v[k] != 0)
				items[used++] = (struct pair_item){
				    PAIR_SPENT_CODE(rows[i]->key.c % MODELS, k), rows[i]->v[k] };
	ret = pair_add(db, &to, items, used);
	free(items);
	return ret;
}

/* What members and nobody spent gives what everybody did. */
static int
add_everybody(struct sums *s)
{
	for (size_t i = 0, count = s->spend.map.count; i < count; i++) {
		const struct row r = s->spend.list[i];	/* the array may move */

		if (add(s, r.key.a, r.key.b, EVERYBODY, r.key.c % MODELS, r.v, 1) != 0)
			return -1;
	}
	return 0;
}

int
sums_write_spend(struct sums *s)
{
	struct row **order = add_everybody(s) == 0 ? sums_sorted(&s->spend) : NULL;
	int ret = order == NULL ? -1 : 0;

	for (size_t i = 0, n; ret == 0 && i < s->spend.map.count; i += n) {
		const struct map_key *k = &order[i]->key;

		n = 1;
		if (k->c < MODELS) {
			ret = write_row(s->db, order[i]);
			continue;
		}
		while (i + n < s->spend.map.count && order[i + n]->key.a == k->a &&
		    order[i + n]->key.b == k->b && order[i + n]->key.c / MODELS == k->c / MODELS)
			n++;
		ret = write_member(s->db, order + i, n);
	}
	free(order);
	return ret;
}
