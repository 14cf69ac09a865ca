#include "ingest/prices.h"

#include "ingest/prices_list.h"
#include "ingest/spend.h"
#include "lib/audit.h"
#include "lib/clock.h"
#include "lib/reprice.h"

/* ----- a list ----- */

static int
open_list(struct prices *p, FILE *in, bool csv, const char *path, const struct file_options *options)
{
	*p = (struct prices){ .path = path, .options = options };
	return clock_now(&p->now) != 0 ? -1 : csv ? prices_begin_csv(p, in) : prices_begin_json(p, in);
}

static void
close_list(struct prices *p)
{
	csv_close(p->csv);
	intern_free(&p->seen);
	json_reader_free(p->reader);
	scan_close(&p->scan);
}

static int
next_group(struct prices *p)
{
	return p->csv != NULL ? prices_next_of_csv(p) : prices_next_of_json(p);
}

int
prices_check(FILE *in, bool csv, const char *path, const struct file_options *options)
{
	struct prices p;
	int more = open_list(&p, in, csv, path, options);

	if (more == 0)
		while ((more = next_group(&p)) > 0)
			;
	close_list(&p);
	return more;
}

/* ----- storing ----- */

/* Names that have the model's prices where they have none of their own. */
static int
set_aliases(struct db *db, char *aliases, int64_t model)
{
	char *rest = NULL;

	for (char *name = strtok_r(aliases, " ", &rest); name != NULL; name = strtok_r(NULL, " ", &rest)) {
		struct stmt *s = db_stmt(db, "UPDATE model SET alias = :model WHERE model = :alias");
		int64_t alias;

		if (spend_model(db, name, &alias) != 0)
			return -1;
		stmt_int(s, ":model", model);
		stmt_int(s, ":alias", alias);
		if (stmt_run(s) != 0)
			return -1;
	}
	return 0;
}

/* The newest prices of a model that are not later than an instant: when they begin; -1: there are none. */
static int
find_newest(struct db *db, int64_t model, int64_t at, int64_t *valid_from)
{
	struct stmt *s = db_stmt(db, "SELECT max(valid_from) FROM price"
	    " WHERE model = :model AND valid_from <= :at");

	*valid_from = -1;
	stmt_int(s, ":model", model);
	stmt_int(s, ":at", at);
	return stmt_number(s, valid_from) < 0 ? -1 : 0;
}

static bool
same_tier(struct stmt *s, const struct group *g)
{
	for (size_t i = 0; i < g->count; i++) {
		bool same = col_int(s, 0) == g->tiers[i].above;

		for (int k = 0; k < TOKENS_COUNT; k++)
			same &= (col_null(s, 1 + k) ? -1 : col_int(s, 1 + k)) == g->tiers[i].per[k];
		if (same)
			return true;
	}
	return false;
}

/* Whether a model's prices from an instant on are those of a group: 1, 0 or -1. */
static int
is_stored(struct db *db, int64_t model, int64_t valid_from, const struct group *g)
{
	struct stmt *s = db_stmt(db, "SELECT above, input, output, cache_read, cache_write, cache_write_1h"
	    " FROM price WHERE model = :model AND valid_from = :from");
	size_t count = 0;
	bool same = true;
	int step;

	stmt_int(s, ":model", model);
	stmt_int(s, ":from", valid_from);
	while ((step = stmt_step(s)) == 1) {
		same &= same_tier(s, g);
		count++;
	}
	return step < 0 ? -1 : same && count == g->count;
}

static int
write_group(struct db *db, int64_t model, int64_t valid_from, const struct group *g, int64_t file)
{
	static const char *const per[TOKENS_COUNT] = { ":input", ":output", ":cache_read", ":cache_write",
	    ":cache_write_1h" };
	struct stmt *s = db_stmt(db, "DELETE FROM price WHERE model = :model AND valid_from = :from");

	stmt_int(s, ":model", model);
	stmt_int(s, ":from", valid_from);
	if (stmt_run(s) != 0)
		return -1;
	for (size_t i = 0; i < g->count; i++) {
		s = db_stmt(db, "INSERT INTO price (model, valid_from, above, input, output, cache_read,"
		    " cache_write, cache_write_1h, file) VALUES (:model, :from, :above, :input, :output,"
		    " :cache_read, :cache_write, :cache_write_1h, :file)");
		stmt_int(s, ":model", model);
		stmt_int(s, ":from", valid_from);
		stmt_int(s, ":above", g->tiers[i].above);
		for (int k = 0; k < TOKENS_COUNT; k++)
			stmt_int_or_null(s, per[k], g->tiers[i].per[k] >= 0, g->tiers[i].per[k]);
		stmt_int(s, ":file", file);
		if (stmt_run(s) != 0)
			return -1;
	}
	return 0;
}

static int
store_group(struct prices *p, struct db *db, int64_t file, enum outcome *outcome)
{
	struct group *g = &p->group;
	int64_t model, newest, from = g->dated ? g->valid_from : p->options->valid_from;
	bool open = from < 0;
	int same = 0;

	if (spend_model(db, g->model, &model) != 0 || set_aliases(db, g->aliases, model) != 0 ||
	    find_newest(db, model, open ? p->now : from, &newest) != 0)
		return -1;
	if (open)
		from = newest < 0 ? 0 : p->now;
	if (newest >= 0 && (open || newest == from) && (same = is_stored(db, model, newest, g)) < 0)
		return -1;
	*outcome = same == 1 ? OUTCOME_KNOWN : newest == from ? OUTCOME_CHANGED : OUTCOME_STORED;
	return same == 1 ? 0 : write_group(db, model, from, g, file);
}

static int
store_list(struct prices *p, struct db *db, struct store *store, struct account *account)
{
	enum outcome outcome;
	int64_t file = store_name(store, p->path);
	char detail[96];
	int more = -1;

	while (file >= 0 && (more = next_group(p)) > 0) {
		outcome = more == 3 ? OUTCOME_BAD : OUTCOME_PASSED;
		if (more == 1 && store_group(p, db, file, &outcome) != 0)
			return -1;
		account_add(account, outcome, more == 3 ? p->group.why : "no price a token");
	}
	snprintf(detail, sizeof(detail), "%lld new, %lld changed",
	    (long long)account->counts[OUTCOME_STORED], (long long)account->counts[OUTCOME_CHANGED]);
	return more != 0 ? -1 : audit_add(db, p->now,
	    &(struct audit){ .action = "import prices", .after = detail });
}

int
prices_import(FILE *in, bool csv, const char *path, const struct file_options *options, struct db *db,
    struct store *store, struct account *account, int64_t *priced)
{
	struct prices p;
	int ret = open_list(&p, in, csv, path, options);

	if (ret == 0 && (ret = store_begin(store)) == 0)
		ret = store_list(&p, db, store, account);
	if (ret == 0 && !options->dry_run)
		ret = store_commit(store);
	if (ret != 0 || options->dry_run)
		store_rollback(store);
	close_list(&p);
	return ret != 0 || options->dry_run ? ret : reprice(db, 0, false, priced);
}
