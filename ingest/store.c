#include "ingest/store.h"

#include "ingest/forget.h"
#include "ingest/migrate.h"
#include "ingest/spend.h"
#include "ingest/store_parts.h"
#include "ingest/terms.h"
#include "lib/clock.h"
#include "lib/fault.h"
#include "lib/log.h"
#include "lib/unicode.h"

enum {
	LIST_MOST = 2000	/* members, reactions or givers in one message: Telegram's are far fewer */
};

/* Whose message ids are told is found out anew; live they are the bot's. */
static void
begin_views(struct store *st)
{
	ids_clear(&st->ids);
	st->ids.bot_id = st->source == SOURCE_LIVE ? st->live.bot_id : 0;
}

struct store *
store_open(struct db *db, const struct zone *zone, enum source source)
{
	struct store *st = log_memory(calloc(1, sizeof(*st)));

	if (st == NULL)
		return NULL;
	st->db = db;
	st->source = source;
	st->live.db = db;
	if (unicode_open() != 0 || live_load(&st->live) != 0 || (st->sums = sums_open(db)) == NULL ||
	    (st->privacy = privacy_open(db)) == NULL ||
	    (st->people = people_open(db, st->sums, st->privacy, zone)) == NULL ||
	    (st->reactions = reactions_open(db, st->sums, st->people, st->privacy)) == NULL ||
	    (st->terms = terms_open(db, st->people)) == NULL ||
	    (st->spend = spend_open(db, st->sums, st->people, st->privacy, zone)) == NULL) {
		store_close(st);
		return NULL;
	}
	st->passages = (struct passages){ db, st->sums, st->people, st->privacy };
	st->replies = (struct replies){ .db = db, .sums = st->sums, .reactions = st->reactions };
	st->forum = (struct forum){ .db = db, .sums = st->sums };
	st->ids = (struct ids){ .db = db, .replies = &st->replies };
	begin_views(st);
	return st;
}

void
store_close(struct store *st)
{
	if (st == NULL)
		return;
	terms_close(st->terms);
	spend_close(st->spend);
	reactions_close(st->reactions);
	people_close(st->people);
	privacy_close(st->privacy);
	sums_close(st->sums);
	map_free(&st->forum.topics);
	map_free(&st->live.own);
	ids_free(&st->ids);
	history_free(&st->histories);
	reach_free(&st->reach);
	free(st);
}

void
store_file(struct store *st, int64_t made_at)
{
	st->made_at = made_at;
	reach_clear(&st->reach);
	begin_views(st);
}

/* ----- transactions ----- */

/* Another program may have forgotten members and terms, and given their numbers to others. */
static int
forget_known(struct store *st)
{
	people_reset(st->people);
	reactions_reset(st->reactions);
	terms_reset(st->terms);
	map_clear(&st->forum.topics);
	if (live_load(&st->live) != 0)
		return -1;
	begin_views(st);
	return 0;
}

int
store_begin(struct store *st)
{
	bool changed = false;

	if (db_begin(st->db) != 0 || privacy_begin(st->privacy, &changed) != 0)
		return -1;
	sums_reset(st->sums);
	replies_forget(&st->replies);
	history_clear(&st->histories);
	return changed && forget_known(st) != 0 ? -1 : spend_begin(st->spend);
}

/* What a file reaches is covered; what is heard live tells that the bot can read a chat. */
static int
write_reach(struct store *st)
{
	if (st->source == SOURCE_IMPORT)
		return reach_write(&st->reach, st->db, st->source);
	for (size_t i = 0; i < st->reach.chats.count; i++)
		if (live_heard(&st->live, st->reach.chats.keys[i].a, reach_since(&st->reach, i)) != 0)
			return -1;
	reach_clear(&st->reach);
	return 0;
}

int
store_commit(struct store *st)
{
	fault_pass("store.flush");
	return people_flush(st->people) != 0 || sums_flush(st->sums) != 0 || write_reach(st) != 0 ? -1 :
	    db_commit(st->db);
}

void
store_rollback(struct store *st)
{
	fault_pass("store.rollback");
	db_rollback(st->db);
	sums_reset(st->sums);
	history_clear(&st->histories);
	reach_clear(&st->reach);
	forget_known(st);
}

/* A chat is known as a forum from now on. */
static int
begin_forum(struct store *st, int64_t chat)
{
	history_clear(&st->histories);
	return forum_begin(&st->forum, chat);
}

const char store_frozen[] = "older than what is kept";

int
store_pass(const char *reason, enum outcome *outcome, const char **why)
{
	*outcome = OUTCOME_PASSED;
	*why = reason;
	return 0;
}

int
store_self(struct store *st, int64_t bot_id, bool reads_all, int64_t at)
{
	if (live_self(&st->live, bot_id, reads_all, at) != 0)
		return -1;
	begin_views(st);
	return 0;
}

int
store_polled(struct store *st, int64_t at)
{
	return write_reach(st) != 0 ? -1 : live_polled(&st->live, at);
}

/* ----- migration ----- */

static struct migrate
migration(struct store *st)
{
	return (struct migrate){ st->db, st->sums, st->people, &st->passages, &st->replies, &st->ids };
}

static int
link_chats(struct store *st, int64_t old_id, int64_t new_id, bool *fresh)
{
	struct migrate g = migration(st);

	*fresh = false;
	if (!migrate_possible(old_id, new_id))
		return 0;
	if (migrate_link(&g, old_id, new_id, fresh) != 0)
		return -1;
	if (*fresh) {
		sums_reset(st->sums);
		people_reset(st->people);
		history_clear(&st->histories);
	}
	return 0;
}

int
store_migrate(struct store *st, int64_t old_id, int64_t new_id)
{
	bool fresh;

	return link_chats(st, old_id, new_id, &fresh);
}

int
store_move(struct store *st, bool *more)
{
	struct migrate g = migration(st);

	history_clear(&st->histories);
	return people_flush(st->people) != 0 ? -1 : migrate_slice(&g, more);
}

/* ----- records ----- */

/* Why a record cannot be one of Telegram's; NULL. */
static const char *
find_fault(const struct record *r)
{
	size_t givers = 0;

	if (!message_id_valid(r->message) || !message_id_valid(r->reply_to) ||
	    !message_id_valid(r->topic) || r->topic < 0)
		return "a message id out of range";
	for (size_t i = 0; i < r->nreaction && i < LIST_MOST; i++)
		givers += r->reactions[i].nrecent;
	/* Lists are walked once for each of their elements. */
	return r->npassage > LIST_MOST || (r->poll != NULL && r->poll->noption > LIST_MOST) ||
	    r->nreaction > LIST_MOST || r->nformer > LIST_MOST ||
	    givers > LIST_MOST ? "more in one message than can be" : NULL;
}

/* The chat that a record is of; *migrated: it tells that a basic group became it, which is new. */
static int64_t
find_chat(struct store *st, const struct record *r, bool *migrated)
{
	bool forum = false;
	int64_t chat;

	/* If either chat is known it must get its other id before there is a chat of that; else later. */
	if (link_chats(st, r->old_chat, r->new_chat, migrated) != 0 ||
	    (chat = people_chat(st->people, &r->chat, r->at, &forum)) < 0 ||
	    (!*migrated && link_chats(st, r->old_chat, r->new_chat, migrated) != 0) ||
	    (forum && begin_forum(st, chat) != 0))
		return -1;
	return chat;
}

int
store_record(struct store *st, const struct record *r, enum outcome *outcome, const char **why)
{
	struct history *h;
	bool migrated;
	int64_t chat;

	if (r->type == RECORD_PASSED || r->type == RECORD_BAD) {
		*outcome = r->type == RECORD_PASSED ? OUTCOME_PASSED : OUTCOME_BAD;
		*why = r->why;
		return 0;
	}
	if (r->type == RECORD_MESSAGE && live_own(&st->live, r->actor.id)) {
		*outcome = OUTCOME_PASSED;
		*why = "own message";
		return 0;
	}
	if (find_fault(r) != NULL) {
		*outcome = OUTCOME_BAD;
		*why = find_fault(r);
		return 0;
	}
	if (r->type == RECORD_POLL)
		return store_poll(st, r, outcome, why);
	if ((chat = find_chat(st, r, &migrated)) < 0)
		return -1;
	if ((h = history_of(&st->histories, st->db, chat)) == NULL)
		return -1;
	if (r->at < h->frozen_before)
		return store_pass(store_frozen, outcome, why);
	/* But whether the bot is still there. */
	if (h->blocked && st->source == SOURCE_LIVE &&
	    (r->type != RECORD_MEMBER || r->member.who.id != st->live.bot_id))
		return store_pass("the chat is blocked", outcome, why);
	if (sums_spill(st->sums) != 0 || people_spill(st->people) != 0)
		return -1;
	switch (r->type) {
	case RECORD_MESSAGE:
		return store_message(st, chat, r, outcome);
	case RECORD_REACTION:
	case RECORD_COUNTS:
		return h->reactions ? store_reaction(st, chat, r, outcome, why) :
		    store_pass("reaction", outcome, why);
	default:
		if (store_event(st, chat, r, outcome, why) != 0)
			return -1;
		if (migrated)
			*outcome = OUTCOME_STORED;
		return 0;
	}
}

int
store_usage(struct store *st, const struct usage_record *r, int64_t file, enum outcome *outcome,
    const char **why)
{
	struct chat_ref ref = { .id = r->chat_id, .type = chat_type_of(r->chat_id) };
	struct history *h = NULL;
	bool forum = false, stored;
	int64_t chat = 0;

	people_leave(st->people);
	if (r->chat_id != 0 && (chat = people_chat(st->people, &ref, -1, &forum)) < 0)
		return -1;
	if (chat != 0 && (h = history_of(&st->histories, st->db, chat)) == NULL)
		return -1;
	if (h != NULL && r->usage.at < h->frozen_before)
		return store_pass(store_frozen, outcome, why);
	if (sums_spill(st->sums) != 0 || people_spill(st->people) != 0 ||
	    spend_store(st->spend, chat, r, file, &stored) != 0)
		return -1;
	*outcome = stored ? OUTCOME_STORED : OUTCOME_KNOWN;
	return 0;
}

int64_t
store_name(struct store *st, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct stmt *s = db_stmt(st->db, "INSERT INTO file (at, name) VALUES (:at, :name)");
	int64_t now;

	if (clock_now(&now) != 0)
		return -1;
	stmt_int(s, ":at", now);
	stmt_text(s, ":name", slash != NULL ? slash + 1 : path);
	return stmt_run(s) == 0 ? db_last_key(st->db) : -1;
}

int
store_resolve(struct store *st)
{
	fault_pass("store.resolve");
	if (people_flush(st->people) != 0)
		return -1;
	for (size_t i = 0; i < st->reach.chats.count; i++)
		if (passages_resolve(&st->passages, st->reach.chats.keys[i].a) != 0)
			return -1;
	return 0;
}

/* ----- privacy ----- */

struct privacy *
store_privacy(struct store *st)
{
	return st->privacy;
}

int
store_forget(struct store *st)
{
	int ret = forget_listed(&(struct forget){ st, st->db, st->sums, st->reactions, &st->replies,
	    &st->passages, st->privacy });

	people_reset(st->people);
	return ret;
}
