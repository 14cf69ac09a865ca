#include "ingest/shape.h"

#include <sys/stat.h>

#include "ingest/csv.h"
#include "ingest/scan.h"
#include "ingest/split.h"
#include "lib/log.h"

enum { CHUNK = 64 * 1024, ELEMENTS_MOST = 1000 };

/* Whether options tell what usage looks like. */
static bool
is_told(const struct usage_options *o)
{
	bool told = o->preset != NULL;

	for (int i = 0; i < USAGE_NAMED; i++)
		told |= o->maps[i] != NULL;
	return told;
}

/* ----- CSV ----- */

/* Whether these are the columns of a price list; where --map may name them too, one says since when. */
static bool
are_prices(struct csv_row *row, const struct usage_options *o)
{
	return csv_has(row, "model") && csv_has(row, "input") && csv_has(row, "output") &&
	    !csv_has(row, "time") && !usage_known(csv_has, row) &&
	    (!is_told(o) || csv_has(row, "valid_from"));
}

static int
shape_of_csv(FILE *in, const struct usage_options *o, enum shape *shape)
{
	struct csv *csv = csv_open(in);
	struct csv_row row = { .count = 0 };

	if (csv == NULL)
		return -1;
	if (csv_next(csv, &row) == 1 && row.count == 1 && strpbrk(row.fields[0], ";\t") != NULL)
		*shape = SHAPE_OTHER_COLUMNS;
	else if (row.count > 1)
		*shape = are_prices(&row, o) ? SHAPE_PRICES_CSV : SHAPE_USAGE_CSV;
	csv_close(csv);
	return 0;
}

/* ----- JSON ----- */

bool
shape_pass(struct scan *s)
{
	int depth = 0, c;

	do {
		switch (c = scan_token(s)) {
		case '"':
			if (!scan_string(s))
				return false;
			break;
		case '{':
		case '[':
			depth++;
			s->p++;
			break;
		case '}':
		case ']':
			if (--depth < 0)
				return scan_fail(s, "a value is missing");
			s->p++;
			break;
		case ',':
		case ':':
			if (depth == 0)
				return scan_fail(s, "a value is missing");
			s->p++;
			break;
		case 't':
		case 'f':
		case 'n':
			if (!scan_word(s, c == 't' ? "true" : c == 'f' ? "false" : "null"))
				return false;
			break;
		default:
			if (!scan_number(s))
				return false;
		}
	} while (depth > 0);
	return true;
}

/* Whether a value says what tokens of a model cost, as LiteLLM does. */
static bool
is_price(json *value)
{
	for (json *m = json_is_object(value) ? json_first(value) : NULL; m != NULL; m = json_next(m))
		if (strstr(json_key(m), "cost_per_token") != NULL ||
		    strcmp(json_key(m), "litellm_provider") == 0)
			return true;
	return false;
}

/* Whether the first member of the root is the price of a model. */
static bool
begins_with_price(struct scan *s, struct json_reader *reader)
{
	int64_t start;

	if (!scan_start(s) || scan_token(s) != '{')
		return false;
	s->p++;
	if (scan_token(s) != '"' || !scan_string(s) || scan_token(s) != ':')
		return false;
	s->p++;
	if (scan_token(s) != '{')
		return false;
	start = s->mark = scan_here(s);
	return shape_pass(s) && scan_bounded(s) && is_price(json_parse(reader, scan_text(s, start),
	    (size_t)(scan_here(s) - start)));
}

static bool
has_member(void *cookie, const char *column)
{
	json *const *value = cookie;

	return usage_member(*value, column) != NULL;
}

json *
shape_usage(struct split *split, struct json_reader *reader, const struct usage_options *o)
{
	struct split_item item;
	int64_t id;

	for (int i = 0; i < ELEMENTS_MOST && split_next(split, &item) == SPLIT_UPDATE; i++) {
		json *value = json_parse(reader, item.text, item.length);

		if (!json_is_object(value))
			continue;
		if (json_int(value, "update_id", &id))
			break;
		if (is_told(o) || usage_known(has_member, &value))
			return value;
	}
	return NULL;
}

static int
shape_of_json(FILE *in, const struct usage_options *o, enum shape *shape)
{
	struct json_reader *reader = json_reader_new();
	struct split *split = NULL;
	struct scan scan = { .in = NULL };
	int ret = -1;

	if (reader == NULL || scan_open(&scan, in, CHUNK) != 0)
		goto out;
	ret = 0;
	if (begins_with_price(&scan, reader)) {
		*shape = SHAPE_PRICES_JSON;
		goto out;
	}
	rewind(in);
	if ((split = split_new(in)) == NULL)
		ret = -1;
	else if (shape_usage(split, reader, o) != NULL)
		*shape = SHAPE_USAGE_JSON;
out:
	if (ret != 0)
		log_fail(STATUS_FAILED, "out of memory");
	split_free(split);
	scan_close(&scan);
	json_reader_free(reader);
	return ret;
}

/* The first character that is no white space or byte order mark; EOF. */
static int
first_character(FILE *in)
{
	int c;

	do
		c = getc(in);
	while (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0xEF || c == 0xBB || c == 0xBF);
	rewind(in);
	return c;
}

/* Whether it is what exports are also found as: HTML, in an archive, as a folder. */
static bool
is_other_export(FILE *in, int c)
{
	static const char zip[] = { 'P', 'K', 3, 4 };
	char head[sizeof(zip)];
	struct stat st;

	if (c == EOF)
		return fstat(fileno(in), &st) == 0 && S_ISDIR(st.st_mode);
	if (c != zip[0])
		return c == '<';
	bool found = fread(head, sizeof(head), 1, in) == 1 && memcmp(head, zip, sizeof(zip)) == 0;
	rewind(in);
	return found;
}

int
shape_find(FILE *in, const struct usage_options *o, enum shape *shape)
{
	int c = first_character(in), ret;

	*shape = is_other_export(in, c) ? SHAPE_OTHER_EXPORT : SHAPE_HISTORY;
	if (c == EOF || *shape != SHAPE_HISTORY)
		return 0;
	ret = c == '{' || c == '[' ? shape_of_json(in, o, shape) : shape_of_csv(in, o, shape);
	rewind(in);
	return ret;
}
