#include "ingest/prices.h"

#include "ingest/csv.h"
#include "ingest/scan.h"
#include "ingest/shape.h"
#include "lib/audit.h"
#include "lib/clock.h"
#include "lib/date.h"
#include "lib/json.h"
#include "lib/log.h"
#include "lib/map.h"
#include "lib/money.h"
#include "lib/reprice.h"
#include "lib/usage.h"

enum {
	TIERS = 8,
	CHUNK = 64 * 1024,
	PER_TOKEN = MONEY_PRICE + 6	/* LiteLLM's prices are for one token */
};

/* What a model costs from an instant on: a row a tier. */
struct group {
	char	model[USAGE_TEXT];
	char	aliases[4 * USAGE_TEXT];	/* separated by blanks */
	bool	dated;
	int64_t	valid_from;			/* if dated */
	size_t	count;
	struct tier {
		int64_t	above;
		int64_t	per[TOKENS_COUNT];	/* -1: not told */
	}	tiers[TIERS];
};

/* A list that is being read, group by group. */
struct prices {
	const char			*path;
	const struct file_options	*options;
	int64_t				 now;
	struct csv			*csv;
	size_t				 columns;	/* of the header */
	size_t				 index[16];
	struct csv_row			 row;		/* that was read, but is not of the group */
	bool				 waiting;
	struct scan			 scan;
	struct json_reader		*reader;
	struct group			 group;
};

/* ----- our own CSV ----- */

enum column { COLUMN_MODEL, COLUMN_FROM, COLUMN_INPUT, COLUMN_OUTPUT, COLUMN_READ, COLUMN_WRITE,
    COLUMN_WRITE_1H, COLUMN_ABOVE, COLUMN_ALIASES, COLUMNS };

static const char *const columns[COLUMNS] = { "model", "valid_from", "input", "output", "cache_read",
    "cache_write", "cache_write_1h", "above", "aliases" };

static int
begin_csv(struct prices *p, FILE *in)
{
	struct csv_row row;

	if ((p->csv = csv_open(in)) == NULL)
		return -1;
	if (csv_next(p->csv, &row) != 1)
		return log_fail(STATUS_FAILED, "%s: there is no header; nothing was imported", p->path);
	p->columns = row.count;
	for (int i = 0; i < COLUMNS; i++) {
		p->index[i] = 0;
		while (p->index[i] < row.count && strcmp(row.fields[p->index[i]], columns[i]) != 0)
			p->index[i]++;
	}
	return 0;
}

/* A field of the row; "" where there is none. */
static const char *
field(const struct prices *p, enum column column)
{
	return p->index[column] < p->columns ? p->row.fields[p->index[column]] : "";
}

static int
refuse(const struct prices *p, enum column column, const char *why)
{
	return log_fail(STATUS_FAILED, "%s: line %lld: %s: \"%.60s\" %s; nothing was imported", p->path,
	    (long long)p->row.line, columns[column], field(p, column), why);
}

/* The next row: 1, 0 at the end, -1. */
static int
next_row(struct prices *p)
{
	int64_t line, column;
	int more;

	if (p->waiting) {
		p->waiting = false;
		return 1;
	}
	if ((more = csv_next(p->csv, &p->row)) < 0) {
		const char *what = csv_fault(p->csv, &line, &column);

		return log_fail(STATUS_FAILED, "%s: line %lld, byte %lld: %s; nothing was imported", p->path,
		    (long long)line, (long long)column, what);
	}
	if (more == 1 && p->row.count != p->columns)
		return log_fail(STATUS_FAILED, "%s: line %lld: %s fields than the header; nothing"
		    " was imported", p->path, (long long)p->row.line,
		    p->row.count < p->columns ? "fewer" : "more");
	return more;
}

static int
read_tier(const struct prices *p, struct tier *t)
{
	*t = (struct tier){ .above = 0 };
	for (int i = 0; i < TOKENS_COUNT; i++) {
		const char *text = field(p, (enum column)(COLUMN_INPUT + i));

		t->per[i] = -1;
		if (text[0] != '\0' && (money_parse(text, MONEY_PRICE, &t->per[i]) != 0 || t->per[i] < 0))
			return refuse(p, (enum column)(COLUMN_INPUT + i), "is no price");
	}
	if (field(p, COLUMN_ABOVE)[0] != '\0' &&
	    (money_parse(field(p, COLUMN_ABOVE), 0, &t->above) != 0 || t->above < 0))
		return refuse(p, COLUMN_ABOVE, "is no count");
	return 0;
}

/* The model and the date of a row, with its first tier. */
static int
read_head(const struct prices *p, struct group *g)
{
	const char *model = field(p, COLUMN_MODEL), *from = field(p, COLUMN_FROM),
	    *aliases = field(p, COLUMN_ALIASES);

	*g = (struct group){ .dated = from[0] != '\0' };
	if (model[0] == '\0' || strlen(model) >= sizeof(g->model))
		return refuse(p, COLUMN_MODEL, "is no model");
	if (strlen(aliases) >= sizeof(g->aliases))
		return refuse(p, COLUMN_ALIASES, "is too long");
	if (g->dated && date_parse_time(from, p->options->zone, p->now, false, &g->valid_from) != 0)
		return refuse(p, COLUMN_FROM, "is no date");
	snprintf(g->model, sizeof(g->model), "%s", model);
	snprintf(g->aliases, sizeof(g->aliases), "%s", aliases);
	g->count = 1;
	return read_tier(p, &g->tiers[0]);
}

/* The rows that follow one another and are of one model and date: 1, 0 at the end, -1. */
static int
next_of_csv(struct prices *p)
{
	struct group *g = &p->group, next;
	int more = next_row(p);

	if (more != 1)
		return more;
	if (read_head(p, g) != 0)
		return -1;
	while ((more = next_row(p)) == 1) {
		if (read_head(p, &next) != 0)
			return -1;
		if (strcmp(next.model, g->model) != 0 || next.dated != g->dated ||
		    next.valid_from != g->valid_from) {
			p->waiting = true;
			return 1;
		}
		if (g->count == TIERS)
			return refuse(p, COLUMN_ABOVE, "is one tier too many");
		for (size_t i = 0; i < g->count; i++)
			if (g->tiers[i].above == next.tiers[0].above)
				return refuse(p, COLUMN_MODEL, "has another price for the same date");
		g->tiers[g->count++] = next.tiers[0];
	}
	return more == 0 ? 1 : -1;
}

/* ----- LiteLLM's JSON ----- */

static const char *const members[TOKENS_COUNT] = { "input_cost_per_token", "output_cost_per_token",
    "cache_read_input_token_cost", "cache_creation_input_token_cost",
    "cache_creation_input_token_cost_above_1hr" };

/* The tokens that a member's prices are above; 0: it has no tier; -1: it is none of ours. */
static int64_t
tier_of(const char *rest)
{
	int64_t thousands = 0;

	if (*rest == '\0')
		return 0;
	if (strncmp(rest, "_above_", 7) != 0)
		return -1;
	for (rest += 7; *rest >= '0' && *rest <= '9' && thousands < 1000000; rest++)
		thousands = thousands * 10 + (*rest - '0');
	return strcmp(rest, "k_tokens") == 0 ? thousands * 1000 : -1;
}

/* The tier of a group, made after the first one where there is none; NULL where there are too many. */
static struct tier *
make_tier(struct group *g, int64_t above)
{
	for (size_t i = 0; i < g->count; i++)
		if (g->tiers[i].above == above)
			return &g->tiers[i];
	if (g->count == TIERS)
		return NULL;
	g->tiers[g->count] = (struct tier){ above, { -1, -1, -1, -1, -1 } };
	return &g->tiers[g->count++];
}

static int
take_member(struct group *g, json *member)
{
	char number[JSON_DECIMAL];

	for (int i = TOKENS_COUNT; i-- > 0; ) {
		size_t length = strlen(members[i]);
		int64_t above = strncmp(json_key(member), members[i], length) != 0 ? -1 :
		    tier_of(json_key(member) + length);
		struct tier *t;

		if (above < 0 || !json_decimal(member, number))
			continue;
		if ((t = make_tier(g, above)) == NULL ||
		    money_parse(number, PER_TOKEN, &t->per[i]) != 0 || t->per[i] < 0)
			return -1;
		return 0;
	}
	return 0;
}

/* Prices of a model: what a tier does not say is as in the first.  1; 0 where there are none; -1 unusable. */
static int
take_model(struct group *g, json *value)
{
	*g = (struct group){ .count = 0 };
	make_tier(g, 0);
	for (json *m = json_is_object(value) ? json_first(value) : NULL; m != NULL; m = json_next(m))
		if (take_member(g, m) != 0)
			return -1;
	for (size_t i = 1; i < g->count; i++)
		for (int k = 0; k < TOKENS_COUNT; k++)
			if (g->tiers[i].per[k] < 0)
				g->tiers[i].per[k] = g->tiers[0].per[k];
	return g->tiers[0].per[TOKENS_INPUT] >= 0 || g->tiers[0].per[TOKENS_OUTPUT] >= 0;
}

static int
broken(const struct prices *p)
{
	return log_fail(STATUS_FAILED, "%s: byte %lld: %s; nothing was imported", p->path,
	    (long long)(p->scan.error != NULL ? p->scan.fault : scan_here(&p->scan)),
	    p->scan.error != NULL ? p->scan.error : "this is no price list");
}

/* Passes what stands between a member and the one before: 1, 0 at the end of the list, -1. */
static int
next_member(struct scan *s)
{
	int c = scan_token(s);

	if (c == '{' || c == ',') {
		s->p++;
		if (scan_token(s) == '"')
			return 1;
		if (c == ',')
			return -1;
		c = scan_token(s);
	}
	if (c != '}')
		return -1;
	s->p++;
	return scan_token(s) < 0 && s->error == NULL ? 0 : -1;
}

/* The next model: 1; 2 where it has no prices a token, 3 where they cannot be used; 0 at the end; -1. */
static int
next_of_json(struct prices *p)
{
	struct scan *s = &p->scan;
	int more = next_member(s), taken;
	int64_t start, middle;
	const char *name;
	json *key, *value;

	if (more != 1)
		return more == 0 ? 0 : broken(p);
	start = s->mark = scan_here(s);
	if (!scan_string(s))
		return broken(p);
	middle = scan_here(s);
	if (scan_token(s) != ':')
		return broken(p);
	s->p++;
	if (scan_token(s) < 0 || !shape_pass(s) || !scan_bounded(s))
		return broken(p);
	json_reset(p->reader);
	key = json_parse_more(p->reader, scan_text(s, start), (size_t)(middle - start));
	name = json_text(key);
	for (middle = middle - start; scan_text(s, start)[middle] != ':'; middle++)
		;
	value = json_parse_more(p->reader, scan_text(s, start) + middle + 1,
	    (size_t)(scan_here(s) - start - middle - 1));
	s->mark = -1;
	if (value == NULL || name == NULL)
		return broken(p);
	taken = take_model(&p->group, value);
	if (strcmp(name, "sample_spec") == 0)	/* LiteLLM's own explanation */
		return 2;
	if (name[0] == '\0' || strlen(name) >= sizeof(p->group.model))
		return 3;
	snprintf(p->group.model, sizeof(p->group.model), "%s", name);
	return taken == 1 ? 1 : taken == 0 ? 2 : 3;
}

static int
begin_json(struct prices *p, FILE *in)
{
	rewind(in);
	if ((p->reader = json_reader_new()) == NULL || scan_open(&p->scan, in, CHUNK) != 0)
		return log_fail(STATUS_FAILED, "out of memory");
	return scan_start(&p->scan) && scan_token(&p->scan) == '{' ? 0 : broken(p);
}

/* ----- a list ----- */

static int
open_list(struct prices *p, FILE *in, bool csv, const char *path, const struct file_options *options)
{
	*p = (struct prices){ .path = path, .options = options };
	return clock_now(&p->now) != 0 ? -1 : csv ? begin_csv(p, in) : begin_json(p, in);
}

static void
close_list(struct prices *p)
{
	csv_close(p->csv);
	json_reader_free(p->reader);
	scan_close(&p->scan);
}

static int
next_group(struct prices *p)
{
	return p->csv != NULL ? next_of_csv(p) : next_of_json(p);
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

static int
find_model(struct db *db, const char *name, int64_t *model)
{
	struct stmt *s = db_stmt(db, "INSERT INTO model (name) VALUES (:name) ON CONFLICT DO NOTHING");

	stmt_text(s, ":name", name);
	if (stmt_run(s) != 0)
		return -1;
	s = db_stmt(db, "SELECT model FROM model WHERE name = :name");
	stmt_text(s, ":name", name);
	return stmt_number(s, model) == 1 ? 0 : -1;
}

/* Names that have the model's prices where they have none of their own. */
static int
set_aliases(struct db *db, char *aliases, int64_t model)
{
	char *rest = NULL;

	for (char *name = strtok_r(aliases, " ", &rest); name != NULL; name = strtok_r(NULL, " ", &rest)) {
		struct stmt *s = db_stmt(db, "UPDATE model SET alias = :model WHERE model = :alias");
		int64_t alias;

		if (find_model(db, name, &alias) != 0)
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

	if (find_model(db, g->model, &model) != 0 || set_aliases(db, g->aliases, model) != 0 ||
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
		account_add(account, outcome, more == 3 ? "a price of too many digits" : "no price a token");
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
