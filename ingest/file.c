#include "ingest/file.h"

#include <errno.h>

#include "ingest/export.h"
#include "ingest/split.h"
#include "ingest/update.h"
#include "lib/date.h"
#include "lib/json.h"
#include "lib/log.h"
#include "lib/map.h"

enum {
	BATCH = 5000,		/* elements a transaction */
	REASONS = 64,
	SKIPS_SHOWN = 20
};

/* A chat of an export, as the first pass found it. */
struct section {
	struct export_chat	chat;
	char			*name;
	char			*type;
	int64_t			 id;
	bool			 has_id;
	int64_t			 last;		/* offset and length of its last message */
	size_t			 last_length;
	bool			 picked;
};

/* Why something was passed by or skipped, and how often. */
struct reason {
	const char	*why;
	enum outcome	 outcome;
	int64_t		 count;
};

struct file {
	const char			*path;
	const struct file_options	*options;
	FILE				*stream;
	struct json_reader		*reader;
	struct section			*sections;
	size_t				 nsection, capacity;
	bool				 account;	/* more than one chat may be in it */
	int64_t				 updates;
	int64_t				 made_at;
	int64_t				 read;
	int64_t				 counts[OUTCOME_COUNT];
	struct reason			 reasons[REASONS];
	size_t				 nreason;
};

/* ----- opening ----- */

/* Standard input is read twice, so it goes to a file that nobody else sees. */
static FILE *
spool(void)
{
	FILE *copy = tmpfile();
	char buffer[65536];
	size_t n;

	if (copy == NULL)
		return NULL;
	while ((n = fread(buffer, 1, sizeof(buffer), stdin)) > 0)
		if (fwrite(buffer, 1, n, copy) != n)
			break;
	if (ferror(stdin) || ferror(copy) || fflush(copy) != 0) {
		fclose(copy);
		return NULL;
	}
	rewind(copy);
	return copy;
}

static struct file *
file_open(const char *path, const struct file_options *options)
{
	struct file *f = calloc(1, sizeof(*f));

	if (f == NULL || (f->reader = json_reader_new()) == NULL) {
		free(f);
		log_fail(STATUS_FAILED, "out of memory");
		return NULL;
	}
	f->path = strcmp(path, "-") == 0 ? "standard input" : path;
	f->options = options;
	f->stream = strcmp(path, "-") == 0 ? spool() : fopen(path, "rbe");
	if (f->stream == NULL) {
		log_fail(STATUS_FAILED, "%s: %s", f->path, strerror(errno));
		file_close(f);
		return NULL;
	}
	return f;
}

void
file_close(struct file *f)
{
	if (f == NULL)
		return;
	for (size_t i = 0; i < f->nsection; i++) {
		free(f->sections[i].name);
		free(f->sections[i].type);
	}
	free(f->sections);
	json_reader_free(f->reader);
	if (f->stream != NULL)
		fclose(f->stream);
	free(f);
}

/* ----- the first pass ----- */

/* The chat that is being read: the last section, made when its first part comes. */
static struct section *
current(struct file *f, bool *open)
{
	if (!*open) {
		if (map_grow(&f->sections, &f->capacity, f->nsection, sizeof(*f->sections)) != 0)
			return NULL;
		f->sections[f->nsection++] = (struct section){ .last = -1 };
		*open = true;
	}
	return &f->sections[f->nsection - 1];
}

static int
take_field(struct file *f, struct section *s, const struct split_item *item)
{
	json *value = json_parse(f->reader, item->text, item->length);
	const char *text = json_text(value);

	if (item->key[0] == 'i') {
		s->has_id = json_number(value, &s->id);
		return 0;
	}
	if (text == NULL)	/* null: the name of a deleted user */
		return 0;
	char **to = item->key[0] == 'n' ? &s->name : &s->type;
	free(*to);
	return (*to = strdup(text)) != NULL ? 0 : log_fail(STATUS_FAILED, "out of memory");
}

/* The first update must look like one: what else is an array of objects is no business of ours. */
static bool
is_update(struct file *f, const struct split_item *item)
{
	json *value = json_parse(f->reader, item->text, item->length);
	int64_t id;

	return json_int(value, "update_id", &id);
}

static int
fault(const struct file *f, int64_t offset, const char *what)
{
	return log_fail(STATUS_FAILED, "%s: byte %lld: %s; nothing was imported", f->path,
	    (long long)offset, what);
}

static int
take_item(struct file *f, const struct split_item *item, bool *open)
{
	struct section *s;

	switch (item->type) {
	case SPLIT_FIELD:
		return (s = current(f, open)) == NULL ? -1 : take_field(f, s, item);
	case SPLIT_MESSAGE:
		if ((s = current(f, open)) == NULL)
			return -1;
		s->last = item->offset;
		s->last_length = item->length;
		return 0;
	case SPLIT_CHAT:
		s = current(f, open);
		*open = false;
		return s == NULL ? -1 : 0;
	case SPLIT_UPDATE:
		if (f->updates++ == 0 && !is_update(f, item))
			return fault(f, item->offset,
			    "this is neither a Telegram Desktop export nor a file of Bot API updates");
		return 0;
	default:
		return item->type == SPLIT_ERROR ? fault(f, item->offset, item->error) : 0;
	}
}

static int
read_through(struct file *f)
{
	struct split *split = split_new(f->stream);
	struct split_item item = { .type = SPLIT_FIELD };
	bool open = false;
	int ret = 0;

	if (split == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	while (ret == 0 && split_next(split, &item) != SPLIT_END)
		if (take_item(f, &item, &open) != 0)
			ret = -1;
	split_free(split);
	return ret;
}

/* Whether --chat names this chat; without --chat, all but a whole account's private chats are taken. */
static bool
picked(const struct file *f, const struct section *s)
{
	const struct file_options *o = f->options;
	char id[2][32];

	if (o->npick == 0)
		return !f->account || s->chat.chat.type != CHAT_PRIVATE;
	snprintf(id[0], sizeof(id[0]), "%lld", (long long)s->chat.chat.id);
	snprintf(id[1], sizeof(id[1]), "%lld", (long long)s->id);
	for (size_t i = 0; i < o->npick; i++)
		if (strcmp(o->picks[i], id[0]) == 0 || strcmp(o->picks[i], id[1]) == 0 ||
		    (s->name != NULL && strcmp(o->picks[i], s->name) == 0))
			return true;
	return false;
}

/* The instant of a chat's last message: reactions in the file are not newer than the file. */
static int
read_last(struct file *f, struct section *s)
{
	struct record record;
	char *text;
	int ret = -1;

	if (s->last < 0)
		return 0;
	if ((text = malloc(s->last_length)) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	if (fseeko(f->stream, (off_t)s->last, SEEK_SET) != 0 ||
	    fread(text, 1, s->last_length, f->stream) != s->last_length) {
		log_fail(STATUS_FAILED, "%s: %s", f->path, strerror(errno));
		goto out;
	}
	export_decode(f->reader, json_parse(f->reader, text, s->last_length), &s->chat, &record);
	s->chat.zone_used = false;
	if (record.type != RECORD_BAD && record.type != RECORD_PASSED && record.at > f->made_at)
		f->made_at = record.at;
	ret = 0;
out:
	free(text);
	return ret;
}

static int
check_section(struct file *f, struct section *s)
{
	if (s->type == NULL || !s->has_id)
		return fault(f, s->last < 0 ? 0 : s->last,
		    "a chat without \"type\" and \"id\": this is no Telegram Desktop export");
	if (export_chat_init(&s->chat, s->name, s->type, s->id, f->options->zone) != 0)
		return fault(f, s->last < 0 ? 0 : s->last, "a chat of a type that no export has");
	s->picked = picked(f, s);
	return read_last(f, s);
}

struct file *
file_check(const char *path, const struct file_options *options)
{
	struct file *f = file_open(path, options);
	bool any = false;

	if (f == NULL)
		return NULL;
	if (read_through(f) != 0)
		goto fail;
	f->account = f->nsection > 1;
	for (size_t i = 0; i < f->nsection; i++) {
		if (check_section(f, &f->sections[i]) != 0)
			goto fail;
		any |= f->sections[i].picked;
	}
	if (f->nsection == 0 && f->updates == 0) {
		fault(f, 0, "this is neither a Telegram Desktop export nor a file of Bot API updates");
		goto fail;
	}
	if (f->nsection > 0 && !any) {
		log_fail(STATUS_FAILED, "%s: no chat to import%s", f->path, options->npick > 0 ?
		    ": none has that name or id" : " (private chats only with --chat)");
		goto fail;
	}
	return f;
fail:
	file_close(f);
	return NULL;
}

/* ----- the second pass ----- */

static void
account(struct file *f, enum outcome outcome, const char *why, int64_t offset)
{
	struct reason *r = f->reasons;

	f->read++;
	f->counts[outcome]++;
	if (outcome != OUTCOME_PASSED && outcome != OUTCOME_BAD)
		return;
	if (outcome == OUTCOME_BAD && f->counts[outcome] <= SKIPS_SHOWN)
		log_note("%s: byte %lld: skipped: %s", f->path, (long long)offset, why);
	while (r < f->reasons + f->nreason && (r->outcome != outcome || strcmp(r->why, why) != 0))
		r++;
	if (r == f->reasons + REASONS)
		r--;	/* the last one holds what has no place */
	else if (r == f->reasons + f->nreason)
		*r = (struct reason){ f->nreason++ == REASONS - 1 ? "other" : why, outcome, 0 };
	r->count++;
}

static int
store_item(struct file *f, struct store *store, const struct split_item *item, struct section *s)
{
	struct record record;
	enum outcome outcome = OUTCOME_PASSED;
	const char *why = "chat not picked";
	json *value;

	if (s == NULL || s->picked) {
		if ((value = json_parse(f->reader, item->text, item->length)) == NULL)
			record = (struct record){ .type = RECORD_BAD, .why = "nested too deeply, or too large" };
		else if (s != NULL)
			export_decode(f->reader, value, &s->chat, &record);
		else
			update_decode(f->reader, value, &record);
		if (store_record(store, &record, &outcome, &why) != 0)
			return -1;
	}
	account(f, outcome, why, item->offset);
	return 0;
}

static int
store_all(struct file *f, struct store *store, struct split *split)
{
	struct split_item item;
	size_t section = 0, batch = 0;

	for (;;) {
		switch (split_next(split, &item)) {
		case SPLIT_END:
			return 0;
		case SPLIT_ERROR:
			return log_fail(STATUS_FAILED, "%s: the file changed while it was read", f->path);
		case SPLIT_CHAT:
			section++;
			break;
		case SPLIT_MESSAGE:
			if (section >= f->nsection)
				return log_fail(STATUS_FAILED, "%s: the file changed while it was read", f->path);
			if (store_item(f, store, &item, &f->sections[section]) != 0)
				return -1;
			batch++;
			break;
		case SPLIT_UPDATE:
			if (store_item(f, store, &item, NULL) != 0)
				return -1;
			batch++;
			break;
		case SPLIT_FIELD:
			break;
		}
		if (batch == BATCH) {
			if (store_commit(store) != 0 || store_begin(store) != 0)
				return -1;
			batch = 0;
		}
	}
}

int
file_import(struct file *f, struct store *store)
{
	struct split *split;
	bool zone_used = false;
	int ret = -1;

	rewind(f->stream);
	if ((split = split_new(f->stream)) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	store_file(store, f->made_at);
	if (store_begin(store) == 0 && store_all(f, store, split) == 0 && store_resolve(store) == 0 &&
	    store_commit(store) == 0)
		ret = 0;
	if (ret != 0)
		store_rollback(store);
	for (size_t i = 0; i < f->nsection; i++)
		zone_used |= f->sections[i].chat.zone_used;
	if (zone_used)
		log_note("%s: times without offset were read in %s (--zone says otherwise)", f->path,
		    zone_name(f->options->zone));
	split_free(split);
	return ret;
}

/* ----- the account ----- */

static void
line(const struct file *f, FILE *out, enum outcome outcome, const char *label)
{
	const char *before = "  (";

	fprintf(out, "  %-14s %10lld", label, (long long)f->counts[outcome]);
	for (size_t i = 0; i < f->nreason; i++) {
		if (f->reasons[i].outcome != outcome)
			continue;
		fprintf(out, "%s%s: %lld", before, f->reasons[i].why, (long long)f->reasons[i].count);
		before = ", ";
	}
	fputs(before[0] == ',' ? ")\n" : "\n", out);
}

void
file_report(const struct file *f, FILE *out)
{
	fprintf(out, "%s\n  %-14s %10lld\n", f->path, "read", (long long)f->read);
	line(f, out, OUTCOME_STORED, "stored");
	line(f, out, OUTCOME_CHANGED, "changed");
	line(f, out, OUTCOME_KNOWN, "known already");
	line(f, out, OUTCOME_PASSED, "passed by");
	line(f, out, OUTCOME_BAD, "skipped");
}
