#include "ingest/batch.h"

#include <string.h>

#include "ingest/chat.h"
#include "ingest/privacy.h"
#include "ingest/split.h"
#include "ingest/store.h"
#include "ingest/tally.h"
#include "ingest/update.h"
#include "lib/fault.h"
#include "lib/json.h"
#include "lib/log.h"
#include "lib/policy.h"

enum {
	COVER_SECONDS = 60,		/* between two notes that nothing came */
	PARKED_SECONDS = 14 * 86400,
	PARKED_BYTES = 256 * 1024	/* of a text that is kept: more was never seen */
};

struct batch {
	struct db		*db;
	struct store		*store;
	struct json_reader	*reader;
	struct chat		*chat;		/* NULL: nobody answers */
	int64_t			 bot_id;
	int64_t			 covered;	/* instant that coverage reaches */
	bool			 moved;		/* rows, among them perhaps of those to be forgotten */

	/* The batch at hand. */
	int64_t			 now;
	struct batch_result	*result;
	struct tally		 tally;

	/* The update at hand. */
	struct split_item	 item;
	json			*update;	/* NULL: it cannot be parsed */
	bool			 numbered;
	int64_t			 id;		/* if numbered */
	struct record		 record;
};

struct batch *
batch_open(struct db *db, const struct zone *zone)
{
	struct batch *b = calloc(1, sizeof(*b));

	if (b == NULL || (b->reader = json_reader_new()) == NULL) {
		log_fail(STATUS_FAILED, "out of memory");
		free(b);
		return NULL;
	}
	b->db = db;
	b->moved = true;	/* a run before may have been killed */
	if ((b->store = store_open(db, zone, SOURCE_LIVE)) == NULL) {
		batch_close(b);
		return NULL;
	}
	return b;
}

void
batch_close(struct batch *b)
{
	if (b == NULL)
		return;
	store_close(b->store);
	json_reader_free(b->reader);
	free(b);
}

void
batch_tell(struct batch *b, struct chat *chat)
{
	b->chat = chat;
	chat_trust(chat, store_privacy(b->store));
}

int
batch_begin(struct batch *b, int64_t bot_id, bool reads_all, int64_t now, int64_t *next)
{
	struct stmt *s = db_stmt(b->db, "SELECT next FROM feed WHERE bot_id = :bot_id");
	int64_t stored = 0;

	stmt_int(s, ":bot_id", bot_id);
	if (stmt_number(s, &stored) < 0)
		return -1;
	if (store_begin(b->store) != 0 || store_self(b->store, bot_id, reads_all, now) != 0 ||
	    store_commit(b->store) != 0) {
		store_rollback(b->store);
		return -1;
	}
	b->bot_id = bot_id;
	*next = stored;
	return 0;
}

/* ----- what cannot be stored ----- */

/* Whether somebody who opted out is named anywhere in a value. */
static bool
names_hidden(const struct privacy *privacy, int64_t chat_id, json *value)
{
	const char *key = json_key(value);
	int64_t id;

	if (key != NULL && (strcmp(key, "id") == 0 || strcmp(key, "user_id") == 0) &&
	    json_number(value, &id) && privacy_hides(privacy, chat_id, id))
		return true;
	for (value = json_first(value); value != NULL; value = json_next(value))
		if (names_hidden(privacy, chat_id, value))
			return true;
	return false;
}

/* Whether the text of the update may be kept: where its chat keeps texts, and nobody in it opted out. */
static bool
may_keep(struct batch *b)
{
	struct stmt *s = db_stmt(b->db, "SELECT text FROM chat WHERE chat_id = :chat_id");
	const struct privacy *privacy = store_privacy(b->store);
	int64_t policy = POLICY_NONE;

	stmt_int(s, ":chat_id", b->record.chat.id);
	return b->update != NULL && b->item.length <= PARKED_BYTES && stmt_number(s, &policy) == 1 &&
	    policy == POLICY_FULL &&
	    !(privacy_any(privacy) && names_hidden(privacy, b->record.chat.id, b->update));
}

static int
park(struct batch *b, const char *why)
{
	const char *text = may_keep(b) ? b->item.text : NULL;
	struct stmt *s = db_stmt(b->db, "INSERT INTO parked (at, update_id, why, json)"
	    " VALUES (:at, :id, :why, :json) ON CONFLICT (update_id) DO NOTHING");

	stmt_int(s, ":at", b->now);
	stmt_int_or_null(s, ":id", b->numbered, b->id);
	stmt_text(s, ":why", why);
	stmt_bytes(s, ":json", text, b->item.length);
	if (stmt_run(s) != 0)
		return -1;
	s = db_stmt(b->db, "DELETE FROM parked WHERE at BETWEEN 0 AND :before");
	stmt_int(s, ":before", b->now - PARKED_SECONDS);
	b->result->parked++;
	snprintf(b->result->why, sizeof(b->result->why), "%s", why);
	return stmt_run(s);
}

/* ----- one update ----- */

/* The update_id of what cannot be parsed: Telegram writes it first. */
static bool
glance_id(const struct split_item *item, int64_t *id)
{
	static const char key[] = "{\"update_id\":";
	char head[64];
	char *end;

	snprintf(head, sizeof(head), "%.*s", (int)(item->length < 63 ? item->length : 63), item->text);
	if (strncmp(head, key, sizeof(key) - 1) != 0)
		return false;
	*id = strtoll(head + sizeof(key) - 1, &end, 10);
	return *end == ',' || *end == '}';
}

/* What names the kind of an update. */
static const char *
field_of(json *update)
{
	for (json *value = json_first(update); value != NULL; value = json_next(value))
		if (json_key(value) != NULL && strcmp(json_key(value), "update_id") != 0)
			return json_key(value);
	return "";
}

/* Stores the update inside a transaction; one that makes no sense is parked. */
static int
store_update(struct batch *b)
{
	enum outcome outcome;
	const char *why;

	b->update = json_parse(b->reader, b->item.text, b->item.length);
	b->numbered = b->update != NULL ? json_int(b->update, "update_id", &b->id) :
	    glance_id(&b->item, &b->id);
	if (b->update != NULL)
		update_decode(b->reader, b->update, &b->record);
	else
		b->record = (struct record){ .type = RECORD_BAD, .why = "nested too deeply, or too large" };
	if (b->numbered && b->id >= b->result->next)
		b->result->next = b->id + 1;
	if (store_record(b->store, &b->record, &outcome, &why) != 0)
		return -1;
	if (b->chat != NULL && b->update != NULL && chat_take(b->chat, b->update, b->now) != 0)
		return -1;
	tally_add(&b->tally, field_of(b->update), &b->record, outcome);
	return outcome == OUTCOME_BAD ? park(b, why) : 0;
}

/* The same in a transaction of its own; what is refused is parked in another.  -1: the database is ill. */
static int
store_alone(struct batch *b)
{
	char why[sizeof(b->result->why)];

	if (store_begin(b->store) == 0 && store_update(b) == 0 && store_commit(b->store) == 0)
		return 0;
	store_rollback(b->store);
	if (db_ill(b->db))
		return -1;
	snprintf(why, sizeof(why), "%s", log_message());
	log_forget();
	b->tally.rejected++;
	return store_begin(b->store) != 0 || park(b, why) != 0 || store_commit(b->store) != 0 ? -1 : 0;
}

/* ----- a batch ----- */

/* All updates of an answer, in one transaction that stays open, or one by one. */
static enum batch_end
store_all(struct batch *b, FILE *answer, bool alone)
{
	struct split *split = split_new(answer);
	enum batch_end end = BATCH_AGAIN;
	enum split_type type;

	if (split == NULL) {
		log_fail(STATUS_FAILED, "out of memory");
		goto out;
	}
	if (!alone && store_begin(b->store) != 0)
		goto out;
	while ((type = split_next(split, &b->item)) == SPLIT_UPDATE) {
		b->result->updates++;
		if ((alone ? store_alone(b) : store_update(b)) != 0)
			goto out;
		fault_pass("batch.update");
	}
	/* Without a single update_id nothing could be confirmed, and the same would come for ever. */
	end = type != SPLIT_END || (b->result->updates > 0 && b->result->next == INT64_MIN) ? BATCH_BROKEN :
	    BATCH_DONE;
out:
	split_free(split);
	return end;
}

/* What goes with the last transaction of a batch: how far updates are stored, and what is covered. */
static int
finish(struct batch *b)
{
	struct stmt *s = db_stmt(b->db, "INSERT INTO feed (bot_id, next) VALUES (:bot_id, :next)"
	    " ON CONFLICT DO UPDATE SET next = excluded.next");
	bool all = b->result->updates < BATCH_UPDATES;

	stmt_int(s, ":bot_id", b->bot_id);
	stmt_int(s, ":next", b->result->next);
	if ((b->result->updates > 0 && stmt_run(s) != 0) || (all && store_polled(b->store, b->now) != 0))
		return -1;
	fault_pass("batch.before-commit");
	if (store_commit(b->store) != 0)
		return -1;
	fault_pass("batch.after-commit");
	if (all)
		b->covered = b->now;
	return 0;
}

static enum batch_end
try(struct batch *b, const char *text, size_t length, bool alone)
{
	FILE *answer = fmemopen((void *)text, length, "r");
	enum batch_end end;

	*b->result = (struct batch_result){ .next = INT64_MIN };
	b->tally = (struct tally){ 0 };
	if (answer == NULL) {
		if (length > 0)
			log_fail(STATUS_FAILED, "out of memory");
		return length == 0 ? BATCH_BROKEN : BATCH_AGAIN;
	}
	end = store_all(b, answer, alone);
	fclose(answer);
	if (end == BATCH_DONE && ((alone && store_begin(b->store) != 0) || finish(b) != 0))
		end = BATCH_AGAIN;
	if (end != BATCH_DONE)
		store_rollback(b->store);
	return end;
}

/* Whether an answer says nothing but that there is nothing. */
static bool
is_empty(const char *text, size_t length)
{
	static const char none[] = "{\"ok\":true,\"result\":[]}";

	return length == sizeof(none) - 1 && memcmp(text, none, length) == 0;
}

/* Moves some of what chats that migrated left behind, where there is any; *more: there is.  0 or -1. */
static int
move_some(struct batch *b, bool *more)
{
	int64_t one;
	int found = stmt_number(db_stmt(b->db, "SELECT 1 FROM chat WHERE moved_to IS NOT NULL LIMIT 1"),
	    &one);

	if (found != 1)
		return found;
	if (store_begin(b->store) != 0 || store_move(b->store, more) != 0 || store_commit(b->store) != 0) {
		store_rollback(b->store);
		return -1;
	}
	if (*more)
		b->moved = true;
	else if (b->moved && store_forget(b->store) != 0)
		return -1;
	else
		b->moved = false;
	return 0;
}

void
batch_migrate(struct batch *b, int64_t old_id, int64_t new_id)
{
	if (store_begin(b->store) != 0 || store_migrate(b->store, old_id, new_id) != 0 ||
	    store_commit(b->store) != 0)
		store_rollback(b->store);
}

enum batch_end
batch_store(struct batch *b, const char *answer, size_t length, int64_t now, struct batch_result *result)
{
	int64_t next = result->next;
	enum batch_end end;

	if (is_empty(answer, length) && now >= b->covered && now < b->covered + COVER_SECONDS) {
		*result = (struct batch_result){ .next = next };
		return BATCH_DONE;
	}
	b->now = now;
	b->result = result;
	end = try(b, answer, length, false);
	if (end == BATCH_AGAIN && !db_ill(b->db)) {
		log_forget();
		end = try(b, answer, length, true);
	}
	if (end == BATCH_DONE)
		tally_write(&b->tally, now);
	if (end == BATCH_DONE && move_some(b, &result->moving) != 0)
		log_forget();	/* it is tried again after the next batch */
	if (result->next == INT64_MIN || end != BATCH_DONE)
		result->next = next;
	return end;
}
