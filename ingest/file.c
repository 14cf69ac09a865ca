#include "ingest/file.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/account.h"
#include "ingest/export.h"
#include "ingest/feed.h"
#include "ingest/glance.h"
#include "ingest/marks.h"
#include "ingest/peer.h"
#include "ingest/prices.h"
#include "ingest/progress.h"
#include "ingest/shape.h"
#include "ingest/split.h"
#include "ingest/turn.h"
#include "ingest/update.h"
#include "ingest/usage_file.h"
#include "lib/json.h"
#include "lib/log.h"
#include "lib/map.h"
#include "lib/source.h"
#include "lib/text.h"

enum { SKIPS_SHOWN = 20, CANDIDATES = 6 };

#define TOO_MUCH	"nested too deeply, or too large"

/* A chat of an export, as the first pass found it. */
struct section {
	struct export_chat	chat;
	char			*name;
	char			*type;
	int64_t			 id;
	int64_t			 offset;	/* of its first part in the file */
	bool			 has_id;
	bool			 picked;
};

struct file {
	const char			*path;
	const struct file_options	*options;
	FILE				*stream;
	struct marks			*marks;		/* of the elements, by the first pass */
	struct json_reader		*reader;
	struct section			*sections;
	size_t				 nsection, capacity;
	bool				 whole_account;	/* private chats only when picked */
	bool				 cut;		/* the stream is a copy of what was left of it */
	struct export_chat		 any;		/* decodes messages before their chat is known */
	int64_t				 elements;	/* messages or updates, by the first pass */
	int64_t				 unusable;
	int64_t				 made_at;	/* the latest message: no reaction is newer */
	struct progress			 progress;
	struct account			 account;	/* of the second pass */
	enum shape			 shape;
	struct usage_file		*usage;		/* SHAPE_USAGE_... */
	int64_t				 priced;	/* SHAPE_PRICES_...: records that had no price */
};

/* ----- opening ----- */

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
	if ((f->marks = marks_new()) == NULL || (f->stream = source_open(path,
	    options->partial ? &f->cut : NULL)) == NULL) {
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
	marks_free(f->marks);
	usage_file_close(f->usage);
	json_reader_free(f->reader);
	if (f->stream != NULL)
		fclose(f->stream);
	free(f);
}

/* ----- the first pass ----- */

/* The chat that is being read: the last section, made when its first part comes. */
static struct section *
current(struct file *f, const struct split_item *item, bool *open)
{
	if (!*open) {
		if (map_grow(&f->sections, &f->capacity, f->nsection, sizeof(*f->sections)) != 0)
			return NULL;
		f->sections[f->nsection++] = (struct section){ .offset = item->offset };
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

static int
fault(const struct file *f, int64_t offset, const char *what)
{
	return log_fail(STATUS_FAILED, "%s: byte %lld: %s; nothing was imported", f->path,
	    (long long)offset, what);
}

/* Counts an element, and whether it can be used. */
static void
take_record(struct file *f, const struct split_item *item, const struct record *r)
{
	f->elements++;
	if (r->type == RECORD_MESSAGE && r->at > f->made_at)
		f->made_at = r->at;
	if (r->type != RECORD_BAD)
		return;
	f->unusable++;
	if (f->unusable <= SKIPS_SHOWN)
		log_note("%s: byte %lld: unusable: %s", f->path, (long long)item->offset, r->why);
}

static int
take_update(struct file *f, const struct split_item *item)
{
	json *value = json_parse(f->reader, item->text, item->length);
	struct record record = { .type = RECORD_BAD, .why = TOO_MUCH };
	int64_t id;

	/* The first one must look like one: what else is an array of objects is no business of ours. */
	if (f->elements == 0 && !json_int(value, "update_id", &id))
		return fault(f, item->offset, "this is neither a Telegram Desktop export nor a file of Bot"
		    " API updates, nor usage that is known (--preset or --map tells how to read it)");
	if (value != NULL)
		update_decode(f->reader, value, &record);
	take_record(f, item, &record);
	return 0;
}

static void
take_message(struct file *f, const struct split_item *item)
{
	struct record record;
	json *value;

	if (!glance(item->text, item->length, &record)) {
		record = (struct record){ .type = RECORD_BAD, .why = TOO_MUCH };
		if ((value = json_parse(f->reader, item->text, item->length)) != NULL)
			export_decode(f->reader, value, &f->any, &record);
	}
	take_record(f, item, &record);
}

static int
take_item(struct file *f, const struct split_item *item, bool *open)
{
	struct section *s;

	switch (item->type) {
	case SPLIT_FIELD:
		return (s = current(f, item, open)) == NULL ? -1 : take_field(f, s, item);
	case SPLIT_MESSAGE:
		take_message(f, item);
		return current(f, item, open) == NULL ? -1 : 0;
	case SPLIT_CHAT:
		s = current(f, item, open);
		*open = false;
		return s == NULL ? -1 : 0;
	case SPLIT_UPDATE:
		return take_update(f, item);
	default:
		return 0;
	}
}

/* A broken file is refused, or, with --partial, read as far as it is whole. */
static int
take_fault(struct file *f, const struct split_item *item)
{
	if (!f->options->partial || f->elements == 0)
		return fault(f, item->offset, item->error);
	log_note("%s: byte %lld: %s; what stands before is imported", f->path, (long long)item->offset,
	    item->error);
	return 0;
}

/* More than one element in a hundred that cannot be used: this is not the file it seems to be. */
static int
check_unusable(const struct file *f)
{
	if (f->unusable * 100 <= f->elements || f->options->partial)
		return 0;
	return log_fail(STATUS_FAILED, "%s: %lld of %lld elements are unusable; nothing was imported"
	    " (--partial imports the others)", f->path, (long long)f->unusable, (long long)f->elements);
}

/* Bytes of the file, for progress; 0 where that is not to be had. */
static int64_t
size_of(const struct file *f)
{
	struct stat st;

	return fstat(fileno(f->stream), &st) == 0 ? (int64_t)st.st_size : 0;
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
	progress_begin(&f->progress, "checking", size_of(f));
	while (ret == 0 && split_next(split, &item) != SPLIT_END && item.type != SPLIT_ERROR) {
		ret = take_item(f, &item, &open) != 0 ? -1 : marks_add(f->marks, &item);
		progress_at(&f->progress, item.offset, f->elements);
	}
	progress_end(&f->progress);
	if (ret == 0 && item.type == SPLIT_ERROR)
		ret = take_fault(f, &item);
	f->whole_account = split_account(split);
	split_free(split);
	return ret == 0 ? check_unusable(f) : -1;
}

/* Whether a word of --chat means this chat: by its id, as the file or the Bot API has it, or its name. */
static bool
is_called(const struct section *s, const char *word)
{
	char id[2][32];

	snprintf(id[0], sizeof(id[0]), "%lld", (long long)s->chat.chat.id);
	snprintf(id[1], sizeof(id[1]), "%lld", (long long)s->id);
	return strcmp(word, id[0]) == 0 || strcmp(word, id[1]) == 0 ||
	    (s->name != NULL && strcmp(word, s->name) == 0);
}

/* Picks the one chat that a word of --chat means. */
static int
pick(struct file *f, const char *word)
{
	char there[CANDIDATES * 256] = "", name[192];
	size_t found = 0, shown = 0, used = 0;

	for (size_t i = 0; i < f->nsection; i++)
		if (is_called(&f->sections[i], word)) {
			f->sections[i].picked = true;
			found++;
		}
	for (size_t i = 0; found != 1 && i < f->nsection; i++) {
		const struct section *s = &f->sections[i];

		if ((found > 0 && !is_called(s, word)) || shown++ >= CANDIDATES)
			continue;
		text_cut(name, sizeof(name), s->name != NULL ? s->name : "", 40);
		used += (size_t)snprintf(there + used, sizeof(there) - used, "%s%s (%lld)",
		    used > 0 ? ", " : "", name, (long long)s->chat.chat.id);
	}
	return found == 1 ? 0 : log_fail(STATUS_MISUSE, found == 0 ?
	    "%s: no chat is called \"%.100s\"; there are: %s%s" :
	    "%s: more than one chat is called \"%.100s\": %s%s; give its id", f->path, word, there,
	    shown > CANDIDATES ? ", ..." : "");
}

/* Stores a chat under that of --into. */
static int
redirect(const struct file *f, struct section *s)
{
	const struct chat_ref *into = &f->options->into;

	if (into->type == CHAT_PRIVATE && s->chat.chat.type != CHAT_PRIVATE)
		return log_fail(STATUS_MISUSE, "%s: --into: %lld is a user's id; a group's is below 0, as"
		    " %lld is that of such a supergroup", f->path, (long long)into->id,
		    (long long)peer_chat_id(CHAT_SUPERGROUP, into->id));
	s->chat.chat.id = into->id;
	s->chat.chat.type = into->type;
	return 0;
}

/* Which chats are taken: those of --chat, else all but a whole account's private ones; and where they go. */
static int
choose(struct file *f)
{
	const struct file_options *o = f->options;
	size_t count = 0;

	for (size_t i = 0; i < o->npick; i++)
		if (pick(f, o->picks[i]) != 0)
			return -1;
	for (size_t i = 0; i < f->nsection; i++) {
		struct section *s = &f->sections[i];

		s->picked |= o->npick == 0 && (!f->whole_account || s->chat.chat.type != CHAT_PRIVATE);
		count += s->picked;
		if (s->picked && o->into.id != 0 && redirect(f, s) != 0)
			return -1;
	}
	if (o->into.id != 0 && count != 1)
		return log_fail(STATUS_MISUSE, "%s: --into is for the export of one chat; --chat picks one",
		    f->path);
	return count > 0 ? 0 :
	    log_fail(STATUS_FAILED, "%s: no chat to import (private chats only with --chat)", f->path);
}

static int
check_section(struct file *f, struct section *s)
{
	if (s->type == NULL || !s->has_id)
		return fault(f, s->offset, "a chat without \"type\" and \"id\": this is no Telegram Desktop"
		    " export");
	if (export_chat_init(&s->chat, s->name, s->type, s->id, f->options->zone) != 0)
		return fault(f, s->offset, "a chat of a type that no export has");
	return 0;
}

/* The first pass over usage or prices. */
static int
check_costs(struct file *f)
{
	bool csv = f->shape == SHAPE_USAGE_CSV || f->shape == SHAPE_PRICES_CSV;

	if (f->shape == SHAPE_PRICES_CSV || f->shape == SHAPE_PRICES_JSON)
		return prices_check(f->stream, csv, f->path, f->options);
	progress_begin(&f->progress, "checking", size_of(f));
	f->usage = usage_file_check(f->stream, csv, f->path, f->options, &f->progress);
	progress_end(&f->progress);
	return f->usage != NULL ? 0 : -1;
}

/* The first pass over an export or updates. */
static int
check_history(struct file *f)
{
	if (export_chat_init(&f->any, NULL, "private_supergroup", 1, f->options->zone) != 0 ||
	    read_through(f) != 0)
		return -1;
	for (size_t i = 0; i < f->nsection; i++)
		if (check_section(f, &f->sections[i]) != 0)
			return -1;
	return f->nsection > 0 ? choose(f) : 0;
}

/* Shortens what was left of a file to whole lines: half a number looks like one. */
static int
drop_half_line(struct file *f)
{
	long at = fseek(f->stream, 0, SEEK_END) == 0 ? ftell(f->stream) : -1;

	while (at > 0 && fseek(f->stream, at - 1, SEEK_SET) == 0 && getc(f->stream) != '\n')
		at--;
	rewind(f->stream);
	return at >= 0 && ftruncate(fileno(f->stream), at) == 0 ? 0 :
	    log_fail(STATUS_FAILED, "%s: %s", f->path, strerror(errno));
}

/* With --partial: what was left of a compressed file that was cut off. */
static int
check_cut(struct file *f)
{
	static const char what[] = "the compressed file is cut off";

	if (f->shape == SHAPE_PRICES_CSV)	/* thresholds may be missing */
		return log_fail(STATUS_FAILED, "%s: %s; nothing was imported", f->path, what);
	log_note("%s: %s; what stands before is read", f->path, what);
	return f->shape == SHAPE_USAGE_CSV ? drop_half_line(f) : 0;
}

static const char *
taken_for(const struct file *f)
{
	if (f->shape == SHAPE_HISTORY)
		return f->nsection > 0 ? "an export" : "updates";
	return f->usage != NULL ? "usage" : "a price list";
}

static int
check(struct file *f)
{
	const struct file_options *o = f->options;

	if (shape_find(f->stream, &o->usage, &f->shape) != 0)
		return -1;
	if (f->shape == SHAPE_OTHER_COLUMNS)
		return log_fail(STATUS_FAILED, "%s: this is no JSON, and semicolons or tabs part its columns,"
		    " where commas are wanted", f->path);
	if (f->shape == SHAPE_OTHER_EXPORT)
		return fault(f, 0, "this is HTML, an archive or a folder; wanted is the file result.json, as"
		    " Telegram Desktop exports it in the format machine-readable JSON");
	if (f->cut && check_cut(f) != 0)
		return -1;
	if ((f->shape == SHAPE_HISTORY ? check_history(f) : check_costs(f)) != 0)
		return -1;
	return f->nsection > 0 || (o->npick == 0 && o->into.id == 0) ? 0 : log_fail(STATUS_MISUSE,
	    "%s: this was taken for %s; --chat and --into are for exports", f->path, taken_for(f));
}

struct file *
file_check(const char *path, const struct file_options *options)
{
	struct file *f = file_open(path, options);

	if (f != NULL && check(f) == 0)
		return f;
	file_close(f);
	return NULL;
}

/* ----- the second pass ----- */

static int
store_all(struct file *f, struct turn *turn, struct feed *feed)
{
	const struct feed_item *item;
	enum outcome outcome;
	const char *why;
	int64_t unusable = 0;
	int more;

	progress_begin(&f->progress, "importing", size_of(f));
	while ((more = feed_next(feed, &item)) == 1) {
		/* What stands where an element stood is none any more. */
		if (item->record.type == RECORD_BAD && ++unusable > f->unusable) {
			more = -1;
			break;
		}
		if (store_record(turn->store, &item->record, &outcome, &why) != 0)
			return -1;
		account_add(&f->account, outcome, why);
		progress_at(&f->progress, item->offset, f->account.read);
		if (turn_next(turn) != 0)
			return -1;
	}
	return more == 0 ? 0 :
	    log_fail(STATUS_FAILED, "%s: the file changed while it was read", f->path);
}

/* The chats as the feed wants them; the list is the caller's to free. */
static struct feed_chat *
list_chats(struct file *f)
{
	struct feed_chat *chats = calloc(f->nsection + 1, sizeof(*chats));

	if (chats == NULL)
		log_fail(STATUS_FAILED, "out of memory");
	for (size_t i = 0; chats != NULL && i < f->nsection; i++)
		chats[i] = (struct feed_chat){ &f->sections[i].chat, f->sections[i].picked };
	return chats;
}

/* The second pass over usage or prices. */
static int
import_costs(struct file *f, struct db *db, struct store *store)
{
	int ret;

	if (f->usage == NULL)
		return prices_import(f->stream, f->shape == SHAPE_PRICES_CSV, f->path, f->options, db, store,
		    &f->account, &f->priced);
	progress_begin(&f->progress, "importing", size_of(f));
	ret = usage_file_import(f->usage, db, store, &f->account, &f->progress);
	progress_end(&f->progress);
	return ret;
}

static int
import_history(struct file *f, struct db *db, struct store *store)
{
	struct turn turn = { .db = db, .store = store, .drop = f->options->dry_run };
	struct feed_chat *chats = list_chats(f);
	struct feed *feed;
	bool zone_used = false;
	int ret = -1;

	if (chats == NULL || (feed = feed_open(f->marks, f->stream, chats, f->nsection)) == NULL) {
		free(chats);
		return -1;
	}
	store_file(store, f->made_at);
	if (store_begin(store) == 0 && store_all(f, &turn, feed) == 0 && store_resolve(store) == 0 &&
	    turn_end(&turn) == 0)
		ret = 0;
	if (ret != 0)
		store_rollback(store);
	progress_end(&f->progress);
	feed_close(feed);
	free(chats);
	for (size_t i = 0; i < f->nsection; i++)
		zone_used |= f->sections[i].chat.zone_used;
	if (zone_used)
		log_note("%s: times without offset were read in %s (--zone says otherwise)", f->path,
		    zone_name(f->options->zone));
	return ret;
}

int
file_import(struct file *f, struct db *db, struct store *store)
{
	return f->shape == SHAPE_HISTORY ? import_history(f, db, store) : import_costs(f, db, store);
}

bool
file_costs(const struct file *f)
{
	return f->shape != SHAPE_HISTORY;
}

void
file_report(const struct file *f, FILE *out)
{
	fprintf(out, "%s: %s%s\n", f->path, taken_for(f), f->options->dry_run ?
	    " (a rehearsal: nothing was stored)" : "");
	account_write(&f->account, out);
	if (f->priced > 0)
		fprintf(out, "  %-14s %10lld\n", "priced", (long long)f->priced);
}
