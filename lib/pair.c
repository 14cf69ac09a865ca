#include "lib/pair.h"

#include <stdlib.h>

#include "lib/log.h"
#include "lib/map.h"
#include "lib/money.h"
#include "lib/pack.h"
#include "lib/sums.h"

static int
by_code(const void *a, const void *b)
{
	const struct pair_item *x = a, *y = b;

	return x->code < y->code ? -1 : x->code > y->code;
}

bool
pair_next(const unsigned char *packed, size_t length, size_t *at, struct pair_item *item)
{
	int64_t more;

	if (!pack_get(packed, length, at, &more) || !pack_get(packed, length, at, &item->n))
		return false;
	item->code += more;
	return true;
}

int64_t
pair_spent(const unsigned char *packed, size_t length, int column)
{
	struct pair_item item = { 0, 0 };
	int64_t sum = 0;

	for (size_t at = 0; pair_next(packed, length, &at, &item); )
		sum += item.code % PAIR_SPENT_COLUMNS == column ? item.n : 0;
	return sum;
}

/* Writes what is stored and what comes to it, both in order, to out; *size is the bytes it took.  0 or -1. */
static int
merge(unsigned char *out, const unsigned char *packed, size_t length, const struct pair_item *items,
    size_t count, bool spent, size_t *size)
{
	struct pair_item next = { 0, 0 }, item;
	size_t at = 0, i = 0, used = 0;
	bool more = pair_next(packed, length, &at, &next);
	int64_t last = 0;

	while (more || i < count) {
		item = !more || (i < count && items[i].code < next.code) ?
		    (struct pair_item){ items[i].code, 0 } : next;
		if (more && next.code == item.code)
			more = pair_next(packed, length, &at, &next);
		for (; i < count && items[i].code == item.code; i++)
			if (money_add(&item.n, items[i].n) != 0)
				return -1;
		if (item.n == 0 || (item.n < 0 && !spent))
			continue;
		used += pack_put(out + used, item.code - last);
		used += pack_put(out + used, item.n);
		last = item.code;
	}
	*size = used;
	return 0;
}

static struct stmt *
bind(struct stmt *s, const struct pair_row *r)
{
	stmt_int(s, ":scope", r->scope);
	stmt_int(s, ":what", r->what);
	stmt_int(s, ":period", r->period);
	stmt_int(s, ":member", r->member);
	return s;
}

static int
write_row(struct db *db, const struct pair_row *r, const unsigned char *packed, size_t length)
{
	struct stmt *s = bind(db_stmt(db, length > 0 ?
	    "REPLACE INTO pair (scope, what, period, member, others)"
	    " VALUES (:scope, :what, :period, :member, :others)" :
	    "DELETE FROM pair"
	    " WHERE scope = :scope AND what = :what AND period = :period AND member = :member"), r);

	if (length > 0)
		stmt_blob(s, ":others", packed, length);
	return stmt_run(s);
}

int
pair_add(struct db *db, const struct pair_row *r, struct pair_item *items, size_t count)
{
	struct stmt *s = bind(db_stmt(db, "SELECT others FROM pair"
	    " WHERE scope = :scope AND what = :what AND period = :period AND member = :member"), r);
	int step = stmt_step(s), ret = -1;
	const unsigned char *stored;
	unsigned char *out;
	size_t length = 0;

	if (step < 0)
		return -1;
	stored = step == 1 ? col_blob(s, 0, &length) : NULL;
	qsort(items, count, sizeof(*items), by_code);
	if ((out = malloc(length + (count + 1) * 2 * PACK_MOST)) == NULL)
		log_fail(STATUS_FAILED, "out of memory");
	else
		ret = merge(out, stored, length, items, count, r->what == PAIR_SPENT, &length);
	stmt_reset(s);
	if (ret == 0)
		ret = write_row(db, r, out, length);
	free(out);
	return ret;
}

int
pair_add_found(struct db *db, int64_t scope, enum pair_what what, int64_t period, struct stmt *s)
{
	struct pair_row r = { scope, what, period, 0 };
	struct pair_item *items = NULL;
	size_t count = 0, capacity = 0;
	int step;

	while ((step = stmt_step(s)) == 1) {
		if (col_int(s, 0) != r.member) {
			if (count > 0 && pair_add(db, &r, items, count) != 0)
				goto out;
			r.member = col_int(s, 0);
			count = 0;
		}
		if (map_grow(&items, &capacity, count, sizeof(*items)) != 0)
			goto out;
		items[count++] = (struct pair_item){ PAIR_CODE(col_int(s, 1),
		    col_null(s, 2) ? 0 : sums_wait_bucket(col_int(s, 2))), 1 };
	}
	if (step == 0 && count > 0)
		step = pair_add(db, &r, items, count);
	free(items);
	return step;
out:
	stmt_reset(s);
	free(items);
	return -1;
}

/* Takes all that was done to a member out of a row. */
static int
drop_other(struct db *db, const struct pair_row *r, const unsigned char *packed, size_t length, int64_t other)
{
	struct pair_item item = { 0, 0 }, *items = NULL;
	size_t at = 0, count = 0, capacity = 0;
	int ret = 0;

	while (ret == 0 && pair_next(packed, length, &at, &item))
		if (item.code / PAIR_BUCKETS == other &&
		    (ret = map_grow(&items, &capacity, count, sizeof(*items))) == 0)
			items[count++] = (struct pair_item){ item.code, -item.n };
	if (ret == 0 && count > 0)
		ret = pair_add(db, r, items, count);
	free(items);
	return ret;
}

int
pair_forget(struct db *db, int64_t chat, int64_t member)
{
	/* Rows are changed on the way: that one may come twice does no harm. */
	struct stmt *s = db_stmt(db, "SELECT scope, what, period, member, others FROM pair"
	    " WHERE scope IN (SELECT scope FROM scope WHERE chat = :chat) AND what IN (0, 1)");
	int step;

	stmt_int(s, ":chat", chat);
	while ((step = stmt_step(s)) == 1) {
		const struct pair_row r = { col_int(s, 0), (enum pair_what)col_int(s, 1), col_int(s, 2),
		    col_int(s, 3) };
		size_t length;
		const unsigned char *packed = col_blob(s, 4, &length);

		if ((r.member == member ? write_row(db, &r, NULL, 0) :
		    drop_other(db, &r, packed, length, member)) != 0) {
			stmt_reset(s);
			return -1;
		}
	}
	return step;
}
