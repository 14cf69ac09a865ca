#include "lib/bulk.h"
#include "lib/derive.h"
#include "lib/fault.h"
#include "lib/feat.h"
#include "lib/log.h"
#include "lib/sums_rows.h"

enum { ROWS_WAITING = 30000, WORDS_WAITING = 65000 };	/* some 5 MB each; below 2^16 */

static const struct scope *
scope_of(struct sums *s, int64_t scope)
{
	const struct scope *list = s->only != NULL ? s->only : s->scopes.list;
	size_t count = s->only != NULL ? s->nonly : s->scopes.count;

	for (size_t i = 0; i < count; i++)
		if (list[i].scope == scope)
			return &list[i];
	return NULL;
}

/* How far a scope is folded; 0 or -1.  Rows of several chats may wait together. */
static int
folded(struct sums *s, int64_t scope, int64_t *day)
{
	const struct scope *p = scope_of(s, scope);
	struct stmt *q;

	if (p != NULL) {
		*day = p->folded;
		return 0;
	}
	q = db_stmt(s->db, "SELECT folded FROM scope WHERE scope = :scope");
	stmt_int(q, ":scope", scope);
	return stmt_number(q, day) == 1 ? 0 : -1;
}

static int
by_key(const void *a, const void *b)
{
	const struct row *const *x = a, *const *y = b;
	const struct map_key *p = &(*x)->key, *q = &(*y)->key;

	if (p->a != q->a)
		return p->a < q->a ? -1 : 1;
	if (p->b != q->b)
		return p->b < q->b ? -1 : 1;
	return p->c < q->c ? -1 : p->c > q->c;
}

struct row **
sums_sorted(struct rows *r)
{
	struct row **order = malloc((r->map.count + 1) * sizeof(struct row *));

	if (order == NULL) {
		log_fail(STATUS_FAILED, "out of memory");
		return NULL;
	}
	for (size_t i = 0; i < r->map.count; i++)
		order[i] = &r->list[i];
	qsort(order, r->map.count, sizeof(struct row *), by_key);
	return order;
}

static bool
is_zero(const struct row *r)
{
	for (int i = 0; i < SUM_COUNT; i++)
		if (r->v[i] != 0)
			return false;
	return true;
}

/* Adds what day rows change to month and everything, where their day is folded. */
static int
climb(struct sums *s, struct rows *rows)
{
	size_t days = rows->map.count;	/* coarser rows come behind them */
	struct map_key forgotten = { 0 };
	int64_t last;

	for (size_t i = 0; i < days; i++) {
		const struct row d = rows->list[i];	/* the array may move */

		/* What a folded day shows may follow from a day that is not over. */
		if (rows == &s->act && s->only == NULL && !is_zero(&d) &&
		    (d.key.a != forgotten.a || d.key.b != forgotten.b)) {
			forgotten = d.key;
			if (feat_forget(s->db, d.key.a, d.key.b) != 0)
				return -1;
		}
		if (folded(s, d.key.a, &last) != 0)
			return -1;
		if (d.key.b > last)
			continue;
		if (d.v[SUM_DAYS] != 0 && rows == &s->act && derive_forget(s->db, d.key.a, d.key.b) != 0)
			return -1;
		if (sums_add(rows, d.key.a, scope_month(d.key.b), d.key.c, d.v, 1, d.bot) != 0 ||
		    sums_add(rows, d.key.a, PERIOD_EVERYTHING, d.key.c, d.v, 1, d.bot) != 0)
			return -1;
	}
	return 0;
}

/* What a day row counts already. */
static int
load_messages(struct sums *s, const struct row *r, int64_t *messages)
{
	struct stmt *q = db_stmt(s->db, "SELECT messages FROM act"
	    " WHERE scope = :scope AND period = :period AND member = :member");

	stmt_int(q, ":scope", r->key.a);
	stmt_int(q, ":period", r->key.b);
	stmt_int(q, ":member", r->key.c);
	return stmt_number(q, messages) < 0 ? -1 : 0;
}

/* Whether any row of a day is stored: 1, 0 or -1. */
static int
has_rows(struct sums *s, const struct map_key *day)
{
	struct stmt *q = db_stmt(s->db, "SELECT 1 FROM act"
	    " WHERE scope = :scope AND period = :period LIMIT 1");
	int64_t one;

	stmt_int(q, ":scope", day->a);
	stmt_int(q, ":period", day->b);
	return stmt_number(q, &one);
}

/*
 * Finds whether a day becomes, or is no longer, an active one.
 * History comes a new day after the other: one look tells for all rows of such a day.
 */
static int
settle(struct sums *s, struct row **order, size_t count)
{
	const struct map_key *day = NULL;
	int64_t before;
	int any = 0;

	for (size_t i = 0; i < count; i++) {
		struct row *r = order[i];

		if (day == NULL || r->key.a != day->a || r->key.b != day->b) {
			day = &r->key;
			if ((any = has_rows(s, day)) < 0)
				return -1;
		}
		before = 0;
		if (any == 1 && load_messages(s, r, &before) != 0)
			return -1;
		/* Nobody known has no active days: hidden senders are in no distinct count. */
		if (r->key.c != 0)
			r->v[SUM_DAYS] = (before + r->v[SUM_MESSAGES] > 0) - (before > 0);
	}
	return 0;
}

/* Day rows of act give the rows of total, and of coarser periods. */
static int
climb_all(struct sums *s)
{
	size_t days = s->act.map.count;
	struct row **order = sums_sorted(&s->act);
	int ret = order != NULL ? settle(s, order, days) : -1;

	free(order);
	for (size_t i = 0; ret == 0 && i < days; i++) {
		const struct row *r = &s->act.list[i];

		ret = sums_add(&s->total, r->key.a, r->key.b, r->bot, r->v, 1, r->bot);
	}
	if (ret != 0 || climb(s, &s->act) != 0 || climb(s, &s->total) != 0 || climb(s, &s->spend) != 0)
		return -1;
	for (int what = 0; what < TALLY_COUNT; what++)
		if (climb(s, &s->tally[what]) != 0)
			return -1;
	return 0;
}

/* The texts of act and of total, which differ in one column: the member, or whether it is a bot. */
struct texts {
	enum bulk_table	 table;
	const char	*add, *drop;
};

#define TEXTS(bulk, table, id) { bulk, \
    "INSERT OR FAIL INTO " table " (scope, period, " id ", messages, words, chars, media, links, emoji," \
    " questions, edited, sent, received, given, reactions, own, linked, shouting, self, night, dawn, days)" \
    " SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20," \
    " c21, c22 FROM waiting WHERE true ON CONFLICT DO UPDATE SET messages = messages + excluded.messages," \
    " words = words + excluded.words, chars = chars + excluded.chars, media = media + excluded.media," \
    " links = links + excluded.links, emoji = emoji + excluded.emoji," \
    " questions = questions + excluded.questions, edited = edited + excluded.edited," \
    " sent = sent + excluded.sent, received = received + excluded.received, given = given + excluded.given," \
    " reactions = reactions + excluded.reactions, own = own + excluded.own," \
    " linked = linked + excluded.linked, shouting = shouting + excluded.shouting," \
    " self = self + excluded.self, night = night + excluded.night, dawn = dawn + excluded.dawn," \
    " days = days + excluded.days", \
    "DELETE FROM " table " WHERE scope = :scope AND period = :period AND " id " = :id" \
    " AND messages = 0 AND received = 0 AND given = 0 AND reactions = 0" }

static const struct texts act_texts = TEXTS(BULK_ACT, "act", "member"),
    total_texts = TEXTS(BULK_TOTAL, "total", "bot");

/*
 * A row that says nothing any more goes: the first and last days that have rows are where a scope's
 * data begin and end.
 */
static int
drop_empty(struct db *db, const char *sql, const struct row *r)
{
	struct stmt *s = db_stmt(db, sql);

	stmt_int(s, ":scope", r->key.a);
	stmt_int(s, ":period", r->key.b);
	stmt_int(s, ":id", r->key.c);
	return stmt_run(s);
}

static bool
is_less(const struct row *r)
{
	bool less = false;

	for (int i = 0; i < SUM_COUNT; i++)
		less |= r->v[i] < 0;
	return less;
}

static int
write_rows(struct sums *s, struct rows *rows, const struct texts *texts)
{
	struct bulk *b = db_bulk(s->db, texts->table, texts->add);
	struct row **order = sums_sorted(rows);
	int ret = order == NULL ? -1 : 0;

	for (size_t i = 0; ret == 0 && i < rows->map.count; i++) {
		const struct row *r = order[i];

		if (is_zero(r))
			continue;
		bulk_int(b, r->key.a);
		bulk_int(b, r->key.b);
		bulk_int(b, r->key.c);
		for (int k = 0; k < SUM_COUNT; k++)
			bulk_int(b, r->v[k]);
		ret = bulk_row(b);
	}
	/* After all are written: each of these looks at the table. */
	for (size_t i = 0; ret == 0 && i < rows->map.count; i++)
		if (is_less(order[i]))
			ret = drop_empty(s->db, texts->drop, order[i]);
	free(order);
	return ret;
}

static int
drop_bucket(struct db *db, enum tally what, const struct row *r)
{
	struct stmt *s = db_stmt(db, "DELETE FROM tally WHERE scope = :scope AND what = :what"
	    " AND period = :period AND bucket = :bucket AND bot = :bot AND n = 0");

	stmt_int(s, ":scope", r->key.a);
	stmt_int(s, ":what", what);
	stmt_int(s, ":period", r->key.b);
	stmt_int(s, ":bucket", r->key.c / 2);
	stmt_int(s, ":bot", r->key.c % 2);
	return stmt_run(s);
}

static int
write_tally(struct sums *s, enum tally what)
{
	struct bulk *b = db_bulk(s->db, BULK_TALLY, "INSERT OR FAIL INTO tally (scope, what, period, bucket,"
	    " bot, n) SELECT c1, c2, c3, c4, c5, c6 FROM waiting WHERE true"
	    " ON CONFLICT DO UPDATE SET n = n + excluded.n");
	struct rows *rows = &s->tally[what];
	struct row **order = sums_sorted(rows);
	int ret = order == NULL ? -1 : 0;

	for (size_t i = 0; ret == 0 && i < rows->map.count; i++) {
		const struct row *r = order[i];

		if (r->v[0] == 0)
			continue;
		bulk_int(b, r->key.a);
		bulk_int(b, what);
		bulk_int(b, r->key.b);
		bulk_int(b, r->key.c / 2);
		bulk_int(b, r->key.c % 2);
		bulk_int(b, r->v[0]);
		ret = bulk_row(b);
	}
	for (size_t i = 0; ret == 0 && i < rows->map.count; i++)
		if (order[i]->v[0] < 0)
			ret = drop_bucket(s->db, what, order[i]);
	free(order);
	return ret;
}

/* The rows of one member follow each other. */
static int
write_pairs(struct sums *s)
{
	struct row **order = sums_sorted(&s->pair);
	struct pair_item *items;
	int ret = 0;

	if (order == NULL)
		return -1;
	if ((items = calloc(s->pair.map.count + 1, sizeof(*items))) == NULL) {
		free(order);
		return log_fail(STATUS_FAILED, "out of memory");
	}
	for (size_t i = 0, n; ret == 0 && i < s->pair.map.count; i += n) {
		const struct map_key *k = &order[i]->key;
		const struct pair_row row = { k->a / PAIR_COUNT, (enum pair_what)(k->a % PAIR_COUNT),
		    k->b >> 40, k->b & ((INT64_C(1) << 40) - 1) };

		for (n = 0; i + n < s->pair.map.count && order[i + n]->key.a == k->a &&
		    order[i + n]->key.b == k->b; n++)
			items[n] = (struct pair_item){ order[i + n]->key.c, order[i + n]->v[0] };
		ret = pair_add(s->db, &row, items, n);
	}
	free(items);
	free(order);
	return ret;
}

int
sums_write(struct sums *s)
{
	int ret = write_rows(s, &s->act, &act_texts);

	fault_pass("sums.flush");
	if (ret == 0)
		ret = write_rows(s, &s->total, &total_texts);
	if (ret == 0)
		ret = sums_write_spend(s);
	for (int what = 0; ret == 0 && what < TALLY_COUNT; what++)
		ret = write_tally(s, (enum tally)what);
	if (ret == 0 && s->pair.map.count > 0)
		ret = write_pairs(s);
	sums_forget(s);
	return ret;
}

static int
flush_rows(struct sums *s)
{
	return climb_all(s) != 0 ? -1 : sums_write(s);
}

int
sums_flush(struct sums *s)
{
	return flush_rows(s) != 0 ? -1 : vocabulary_flush(&s->words, s->db);
}

int
sums_spill(struct sums *s)
{
	if (sums_pending(s) > ROWS_WAITING && flush_rows(s) != 0)
		return -1;
	return s->words.words.count > WORDS_WAITING ? vocabulary_flush(&s->words, s->db) : 0;
}
