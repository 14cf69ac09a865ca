#include <string.h>

#include "ingest/prices_list.h"
#include "lib/date.h"
#include "lib/log.h"
#include "lib/money.h"

enum column { COLUMN_MODEL, COLUMN_FROM, COLUMN_INPUT, COLUMN_OUTPUT, COLUMN_READ, COLUMN_WRITE,
    COLUMN_WRITE_1H, COLUMN_ABOVE, COLUMN_ALIASES, COLUMNS };

static const char *const columns[COLUMNS] = { "model", "valid_from", "input", "output", "cache_read",
    "cache_write", "cache_write_1h", "above", "aliases" };

int
prices_begin_csv(struct prices *p, FILE *in)
{
	struct csv_row row;

	if ((p->csv = csv_open(in)) == NULL)
		return -1;
	if (csv_next(p->csv, &row) != 1)
		return log_fail(STATUS_FAILED, "%s: there is no header; nothing was imported", p->path);
	p->columns = row.count;
	for (int i = 0; i < COLUMNS; i++)
		if (csv_column(&row, columns[i], p->path, &p->index[i]) != 0)
			return -1;
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

	*g = (struct group){ .dated = from[0] != '\0', .valid_from = p->options->valid_from };
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

/* The rows that follow one another and are of one model and date. */
int
prices_next_of_csv(struct prices *p)
{
	struct group *g = &p->group, next;
	int more = next_row(p);
	bool made;

	if (more != 1)
		return more;
	if (read_head(p, g) != 0 ||
	    intern_make(&p->seen, g->valid_from, g->model, strlen(g->model), &made) < 0)
		return -1;
	if (!made)
		return refuse(p, COLUMN_MODEL, "has prices for the same date further up, and not beside it");
	while ((more = next_row(p)) == 1) {
		if (read_head(p, &next) != 0)
			return -1;
		if (strcmp(next.model, g->model) != 0 || next.valid_from != g->valid_from) {
			p->waiting = true;
			return 1;
		}
		if (g->count == PRICES_TIERS)
			return refuse(p, COLUMN_ABOVE, "is one tier too many");
		for (size_t i = 0; i < g->count; i++)
			if (g->tiers[i].above == next.tiers[0].above)
				return refuse(p, COLUMN_MODEL, "has another price for the same date");
		g->tiers[g->count++] = next.tiers[0];
	}
	return more == 0 ? 1 : -1;
}
