#include "lib/price.h"

#include "lib/log.h"
#include "lib/map.h"
#include "lib/money.h"

struct price {
	int64_t	valid_from, above;
	int64_t	per[TOKENS_COUNT];	/* -1: not told */
};

/* The prices of a model, newest first, the highest tier first. */
struct list {
	struct price	*prices;
	size_t		 count, capacity;
};

struct price_book {
	struct db	*db;
	struct map	 map;		/* by model */
	struct list	*lists;
	size_t		 capacity;	/* of lists */
};

struct price_book *
price_open(struct db *db)
{
	struct price_book *b = calloc(1, sizeof(*b));

	if (b == NULL)
		log_fail(STATUS_FAILED, "out of memory");
	else
		b->db = db;
	return b;
}

void
price_reset(struct price_book *b)
{
	for (size_t i = 0; i < b->map.count; i++)
		free(b->lists[i].prices);
	map_clear(&b->map);
}

void
price_close(struct price_book *b)
{
	if (b == NULL)
		return;
	price_reset(b);
	map_free(&b->map);
	free(b->lists);
	free(b);
}

static void
read_price(struct stmt *s, struct price *p)
{
	*p = (struct price){ .valid_from = col_int(s, 0), .above = col_int(s, 1) };
	for (int i = 0; i < TOKENS_COUNT; i++)
		p->per[i] = col_null(s, 2 + i) ? -1 : col_int(s, 2 + i);
	if (p->per[TOKENS_READ] < 0)
		p->per[TOKENS_READ] = p->per[TOKENS_INPUT];
	if (p->per[TOKENS_WRITE] < 0)
		p->per[TOKENS_WRITE] = p->per[TOKENS_INPUT];
	if (p->per[TOKENS_WRITE_1H] < 0)
		p->per[TOKENS_WRITE_1H] = p->per[TOKENS_WRITE];
}

static int
read_list(struct db *db, int64_t model, struct list *l)
{
	struct stmt *s = db_stmt(db, "SELECT valid_from, above, input, output, cache_read, cache_write,"
	    " cache_write_1h FROM price WHERE model = coalesce("
	    "(SELECT model FROM price WHERE model = :model LIMIT 1),"
	    " (SELECT alias FROM model WHERE model = :model)) ORDER BY valid_from DESC, above DESC");
	int step;

	stmt_int(s, ":model", model);
	while ((step = stmt_step(s)) == 1) {
		if (map_grow(&l->prices, &l->capacity, l->count, sizeof(*l->prices)) != 0)
			return stmt_stop(s);
		read_price(s, &l->prices[l->count++]);
	}
	return step;
}

static struct list *
list_of(struct price_book *b, int64_t model)
{
	bool made;
	int64_t i;

	/* Room first, so that whatever is in the map can be freed. */
	if (map_grow(&b->lists, &b->capacity, b->map.count, sizeof(*b->lists)) != 0 ||
	    (i = map_make(&b->map, model, 0, 0, &made)) < 0)
		return NULL;
	if (!made)
		return &b->lists[i];
	b->lists[i] = (struct list){ .prices = NULL };
	return read_list(b->db, model, &b->lists[i]) == 0 ? &b->lists[i] : NULL;
}

/* The prices that apply to a record; NULL where there are none. */
static const struct price *
find(const struct list *l, const struct usage *u)
{
	int64_t prompt = u->tokens[TOKENS_INPUT] + u->tokens[TOKENS_READ] + u->tokens[TOKENS_WRITE] +
	    u->tokens[TOKENS_WRITE_1H];
	size_t i = 0, newest;

	while (i < l->count && l->prices[i].valid_from > u->at)
		i++;
	newest = i;
	/* Several requests together tell nothing of how long each was. */
	while (i < l->count && l->prices[i].above > 0 && (u->requests != 1 || prompt <= l->prices[i].above))
		i++;
	return i < l->count && l->prices[i].valid_from == l->prices[newest].valid_from ? &l->prices[i] : NULL;
}

int
price_usage(struct price_book *b, struct usage *u)
{
	const struct list *l = list_of(b, u->model);
	const struct price *p;
	int64_t per[TOKENS_COUNT], plain = 0, cost = 0;

	if (l == NULL)
		return -1;
	u->priced = false;
	u->cost = u->saved = 0;
	if ((p = find(l, u)) == NULL)
		return 0;
	for (int i = 0; i < TOKENS_COUNT; i++) {
		if (p->per[i] < 0 && u->tokens[i] > 0)
			return 0;
		per[i] = p->per[i] < 0 ? 0 : p->per[i];
	}
	if (money_cost(u->tokens, per, TOKENS_COUNT, &cost) != 0)
		return 0;
	for (int i = TOKENS_READ; i < TOKENS_COUNT; i++)
		per[i] = per[TOKENS_INPUT];
	if (money_cost(u->tokens, per, TOKENS_COUNT, &plain) != 0)
		return 0;
	u->priced = true;
	u->cost = cost;
	u->saved = plain - cost;
	return 0;
}
