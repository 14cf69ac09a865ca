#include "ingest/usage_file.h"

#include "ingest/csv.h"
#include "ingest/shape.h"
#include "ingest/split.h"
#include "ingest/turn.h"
#include "lib/config.h"
#include "lib/log.h"

enum {
	SKIPS_SHOWN = 20,
	VALUE_SHOWN = 60
};

struct usage_file {
	FILE				*in;
	const char			*path;
	const struct file_options	*options;
	bool				 is_csv;
	bool				 checking;	/* this is the first pass */
	int64_t				 bad;
	struct usage_map		 map;
	struct csv			*csv;		/* this, or the two below */
	struct split			*split;
	struct json_reader		*reader;
	size_t				 columns;	/* of the header */
	size_t				 index[USAGE_FIELDS];
	const char			*values[USAGE_FIELDS];
	struct usage_texts		 texts;
	int64_t				 line;		/* of the record; of objects its number */
	int64_t				 offset;
};

static int
fault(const struct usage_file *f, int64_t line, int64_t column, const char *what)
{
	return log_fail(STATUS_FAILED, "%s: line %lld, byte %lld: %s; nothing was imported", f->path,
	    (long long)line, (long long)column, what);
}

/* What is no JSON refuses the file, or, with --partial, is its end behind a record. */
static int
json_broken(const struct usage_file *f, int64_t byte, const char *what)
{
	if (!f->options->partial || f->line == 0)
		return log_fail(STATUS_FAILED, "%s: byte %lld: %s; nothing was imported", f->path,
		    (long long)byte, what);
	if (f->checking)
		log_note("%s: byte %lld: %s; what stands before is imported", f->path, (long long)byte,
		    what);
	return 0;
}

/* ----- records, one after the other ----- */

static int
csv_broken(const struct usage_file *f)
{
	int64_t line, column;
	const char *what = csv_fault(f->csv, &line, &column);

	return fault(f, line, column, what);
}

/* Reads the header, and finds the columns. */
static int
begin_csv(struct usage_file *f)
{
	struct csv_row row;
	int more;

	csv_close(f->csv);
	if ((f->csv = csv_open(f->in)) == NULL)
		return -1;
	if ((more = csv_next(f->csv, &row)) != 1)
		return more < 0 ? csv_broken(f) : fault(f, 1, 1, "there is no header");
	f->columns = row.count;
	if (usage_map(&f->map, &f->options->usage, f->path, csv_has, &row, false) != 0)
		return -1;
	for (int i = 0; i < USAGE_FIELDS; i++)
		if (f->map.columns[i] != NULL &&
		    csv_column(&row, f->map.columns[i], f->path, &f->index[i]) != 0)
			return -1;
	return 0;
}

static bool
has_member(void *cookie, const char *column)
{
	json *const *value = cookie;

	return usage_member(*value, column) != NULL;
}

static int
restart(struct usage_file *f)
{
	rewind(f->in);
	split_free(f->split);
	f->line = 0;
	return (f->split = split_new(f->in)) != NULL ? 0 : log_fail(STATUS_FAILED, "out of memory");
}

/* Finds the members. */
static int
begin_json(struct usage_file *f)
{
	json *value;

	if (restart(f) != 0)
		return -1;
	if ((value = shape_usage(f->split, f->reader, &f->options->usage)) == NULL)
		return log_fail(STATUS_FAILED, "%s: this is no usage; nothing was imported", f->path);
	return usage_map(&f->map, &f->options->usage, f->path, has_member, &value, true) != 0 ? -1 :
	    restart(f);
}

/* The texts of the next record: 1, 0 at the end, 2 where it is none (*why), or -1. */
static int
next_row(struct usage_file *f, const char **why)
{
	struct csv_row row;
	int more = csv_next(f->csv, &row);

	if (more != 1)
		return more < 0 ? csv_broken(f) : 0;
	f->line = row.line;
	f->offset = row.offset;
	if (row.count != f->columns) {
		*why = row.count < f->columns ? "fewer fields than the header" :
		    "more fields than the header";
		return 2;
	}
	for (int i = 0; i < USAGE_FIELDS; i++)
		f->values[i] = f->map.columns[i] == NULL ? NULL : row.fields[f->index[i]];
	return 1;
}

static int
next_object(struct usage_file *f, const char **why)
{
	struct split_item item;
	json *value;

	switch (split_next(f->split, &item)) {
	case SPLIT_UPDATE:
		break;
	case SPLIT_END:
		return 0;
	default:
		return json_broken(f, item.offset, item.type == SPLIT_ERROR ? item.error :
		    "this is no usage");
	}
	f->line++;
	f->offset = item.offset;
	value = json_parse(f->reader, item.text, item.length);
	if (!json_is_object(value)) {
		*why = "no object, or too large";
		return 2;
	}
	usage_texts(&f->map, value, &f->texts);
	memcpy(f->values, f->texts.values, sizeof(f->values));
	return 1;
}

/* A record that cannot be used: -1, or, with --skip-bad, 0. */
static int
refuse(struct usage_file *f, const struct usage_fault *fault)
{
	const char *record = f->is_csv ? "line" : "record";
	char what[512];

	if (fault->column == NULL)
		snprintf(what, sizeof(what), "%s", fault->why);
	else
		snprintf(what, sizeof(what), "%s: \"%.*s\" %s", fault->column, VALUE_SHOWN, fault->value,
		    fault->why);
	if (!f->options->skip_bad)
		return log_fail(STATUS_FAILED, "%s: %s %lld: %s; nothing was imported (--skip-bad passes"
		    " such records by)", f->path, record, (long long)f->line, what);
	if (f->checking && ++f->bad <= SKIPS_SHOWN)
		log_note("%s: %s %lld: %s", f->path, record, (long long)f->line, what);
	return 0;
}

/* The next record: 1; 2 where nothing was used, 3 where it cannot be used; 0 at the end; -1. */
static int
next_record(struct usage_file *f, struct usage_record *r)
{
	struct usage_fault why = { .column = NULL };
	int more = f->is_csv ? next_row(f, &why.why) : next_object(f, &why.why);

	if (more == 0 || more == -1)
		return more;
	if (more == 1) {
		more = usage_decode(&f->map, f->values, r, &why);
		if (more >= 0)
			return more == 1 ? 1 : 2;
	}
	return refuse(f, &why) != 0 ? -1 : 3;
}

static int
begin(struct usage_file *f)
{
	return f->is_csv ? begin_csv(f) : begin_json(f);
}

/* ----- a file ----- */

struct usage_file *
usage_file_check(FILE *in, bool csv, const char *path, const struct file_options *options,
    struct progress *progress)
{
	struct usage_file *f = calloc(1, sizeof(*f));
	struct usage_record r;
	int64_t count = 0;
	int more = -1;

	if (f == NULL || (f->reader = json_reader_new()) == NULL) {
		free(f);
		log_fail(STATUS_FAILED, "out of memory");
		return NULL;
	}
	f->in = in;
	f->is_csv = csv;
	f->path = path;
	f->options = options;
	f->checking = true;
	if (begin(f) == 0)
		while ((more = next_record(f, &r)) > 0)
			progress_at(progress, f->offset, ++count);
	f->checking = false;
	if (more == 0)
		return f;
	usage_file_close(f);
	return NULL;
}

void
usage_file_close(struct usage_file *f)
{
	if (f == NULL)
		return;
	csv_close(f->csv);
	split_free(f->split);
	json_reader_free(f->reader);
	free(f);
}

static int
store_all(struct usage_file *f, struct turn *turn, struct account *account, struct progress *progress)
{
	struct store *store = turn->store;
	struct usage_record r;
	enum outcome outcome = OUTCOME_STORED;
	const char *why = "";
	int64_t file = -1;
	int more;

	if (begin(f) != 0 || store_begin(store) != 0 || (file = store_name(store, f->path)) < 0)
		return -1;
	while ((more = next_record(f, &r)) > 0) {
		if (more == 1 && store_usage(store, &r, file, &outcome, &why) != 0)
			return -1;
		account_add(account, more == 1 ? outcome : more == 2 ? OUTCOME_PASSED : OUTCOME_BAD,
		    more == 1 ? why : more == 2 ? "nothing was used" : "unusable");
		progress_at(progress, f->offset, account->read);
		/* A rehearsal is one transaction: what is alike in it must be seen. */
		if (!turn->drop && turn_next(turn) != 0)
			return -1;
	}
	return more != 0 ? -1 : turn_end(turn);
}

int
usage_file_import(struct usage_file *f, struct db *db, struct store *store, struct account *account,
    struct progress *progress)
{
	struct turn turn = { .db = db, .store = store, .drop = f->options->dry_run };

	if (store_all(f, &turn, account, progress) == 0)
		return 0;
	store_rollback(store);
	return -1;
}

/* ----- what bots post ----- */

struct post {
	struct store		*store;
	struct split		*split;
	struct json_reader	*reader;
	struct usage_map	 map;
	char			*why;
	int64_t			 records;
};

static int
refuse_post(const struct post *p, const struct usage_fault *fault)
{
	if (fault->column == NULL)
		snprintf(p->why, USAGE_WHY, "record %lld: %s", (long long)p->records, fault->why);
	else
		snprintf(p->why, USAGE_WHY, "record %lld: %s: \"%.*s\" %s", (long long)p->records,
		    fault->column, VALUE_SHOWN, fault->value, fault->why);
	return -1;
}

/* Stores an object as a record; 0 or -1. */
static int
post_object(struct post *p, const struct split_item *item, struct account *account)
{
	json *value = json_parse(p->reader, item->text, item->length);
	struct usage_fault why = { .why = "is no object" };
	struct usage_texts texts;
	const char *passed = "";
	struct usage_record r;
	enum outcome outcome;

	p->records++;
	if (!json_is_object(value))
		return refuse_post(p, &why);
	usage_texts(&p->map, value, &texts);
	if (usage_decode(&p->map, texts.values, &r, &why) != 1)
		return refuse_post(p, &why);
	if (!r.named) {
		why = (struct usage_fault){ "request_id", "", "is required" };
		return refuse_post(p, &why);
	}
	if (store_usage(p->store, &r, 0, &outcome, &passed) != 0)
		return -1;
	account_add(account, outcome, passed);
	return 0;
}

static int
post_all(struct post *p, struct account *account)
{
	struct split_item item;

	for (;;)
		switch (split_next(p->split, &item)) {
		case SPLIT_UPDATE:
			if (post_object(p, &item, account) != 0)
				return -1;
			break;
		case SPLIT_END:
			return 0;
		default:
			snprintf(p->why, USAGE_WHY, "byte %lld: %s", (long long)item.offset,
			    item.type == SPLIT_ERROR ? item.error : "this is no record of usage");
			return -1;
		}
}

int
usage_file_post(struct store *store, char *body, size_t length, struct account *account,
    char why[USAGE_WHY])
{
	const struct usage_options options = { .zone = zone_find(config_get(CONFIG_CHAT_ZONE)) };
	struct post p = { .store = store, .why = why };
	json *none = NULL;
	FILE *in = length > 0 ? fmemopen(body, length, "r") : NULL;
	int ret = -1;

	why[0] = '\0';
	if (length == 0) {
		snprintf(why, USAGE_WHY, "there are no records");
		return -1;
	}
	if (in == NULL || (p.split = split_new(in)) == NULL || (p.reader = json_reader_new()) == NULL)
		log_fail(STATUS_FAILED, "out of memory");
	else if (usage_map(&p.map, &options, "usage", has_member, &none, true) == 0 &&
	    store_begin(store) == 0) {
		ret = post_all(&p, account);
		if (ret == 0)
			ret = store_commit(store);
		if (ret != 0)
			store_rollback(store);
	}
	json_reader_free(p.reader);
	split_free(p.split);
	if (in != NULL)
		fclose(in);
	return ret;
}
