#include "ingest/store.h"

#include "ingest/forget.h"
#include "ingest/forum.h"
#include "ingest/history.h"
#include "ingest/ids.h"
#include "ingest/live.h"
#include "ingest/migrate.h"
#include "ingest/passages.h"
#include "ingest/people.h"
#include "ingest/polls.h"
#include "ingest/reactions.h"
#include "ingest/reach.h"
#include "ingest/replies.h"
#include "ingest/rows.h"
#include "ingest/spend.h"
#include "lib/clock.h"
#include "lib/fault.h"
#include "lib/log.h"
#include "lib/message.h"
#include "lib/sums.h"
#include "lib/unicode.h"

struct store {
	struct db		*db;
	struct sums		*sums;
	struct privacy		*privacy;
	struct people		*people;
	struct reactions	*reactions;
	struct terms		*terms;
	struct spend		*spend;
	struct passages		 passages;
	enum source		 source;
	int64_t			 made_at;
	struct replies		 replies;
	struct forum		 forum;
	struct histories	 histories;
	struct reach		 reach;		/* of this file, or live, of this transaction */
	struct live		 live;
	struct ids		 ids;
};

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
	struct store *st = calloc(1, sizeof(*st));

	if (st == NULL) {
		log_fail(STATUS_FAILED, "out of memory");
		return NULL;
	}
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
	if (people_flush(st->people) != 0 || sums_flush(st->sums) != 0 || write_reach(st) != 0 ||
	    db_commit(st->db) != 0)
		return -1;
	people_trim(st->people);
	return 0;
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

/* What is dated before this was purged, and stays in sums as it was. */
static const char why_frozen[] = "older than what is kept";

/* A record is passed by, for a reason that does not lie in itself. */
static int
pass(const char *reason, enum outcome *outcome, const char **why)
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

/* ----- messages ----- */

/* Makes sure that a topic is known; what was stored before it was, finds its place. */
static int
meet_topic(struct store *st, int64_t chat, int64_t topic)
{
	bool fresh;

	if (forum_topic(&st->forum, chat, topic, &fresh) != 0)
		return -1;
	if (!fresh)
		return 0;
	history_clear(&st->histories);
	return replies_adopt_topic(&st->replies, chat, topic);
}

/* Finds what a message replies to, and, in exports, its topic through it. */
static int
find_parent(struct store *st, const struct history *h, const struct record *r, struct message *m)
{
	struct message parent;
	int root, stored;

	if (m->reply_to == 0 || m->reply_to > h->frontier)
		return 0;
	if ((root = h->forum ? forum_is_topic(&st->forum, m->chat, m->reply_to) : 0) < 0)
		return -1;
	if (root == 1) {
		if (r->snapshot && message_unplaced(m))
			m->topic = m->reply_to;
		m->reply_to = 0;
		return 0;
	}
	if ((stored = replies_find(&st->replies, message_key(m->chat, m->reply_to), &parent)) < 0)
		return -1;
	if (stored == 1) {
		replies_answer(m, &parent);
		if (r->snapshot && message_unplaced(m))
			m->topic = parent.topic;
	}
	return 0;
}

/* What is to be kept of a record's text. */
static int
keep_content(struct store *st, const struct history *h, const struct record *r, const struct message *m,
    struct content *content)
{
	bool hidden = (m->flags & MESSAGE_HIDDEN) != 0 || people_hides(st->people, &r->actor);

	if (content_of(st->terms, r, m, hidden ? POLICY_NONE : h->text, content) != 0)
		return -1;
	content->late = r->at < h->texts_from;
	return 0;
}

static int
store_new(struct store *st, const struct history *h, struct message *m, const struct record *r)
{
	bool awaited = r->message <= h->frontier;
	struct content content;

	if (find_parent(st, h, r, m) != 0 || keep_content(st, h, r, m, &content) != 0 ||
	    rows_insert(st->db, m, &content) != 0 || sums_message(st->sums, m, 1) != 0 ||
	    content_add(st->sums, m, &content, 1) != 0 ||
	    people_seen(st->people, m->chat, m->member, m->at, PRESENCE_MESSAGE) != 0)
		return -1;
	replies_stored(&st->replies, m);
	if (awaited && (replies_adopt(&st->replies, m) != 0 || reactions_arrive(st->reactions, m) != 0))
		return -1;
	return 0;
}

/*
 * A version of a stored message: the later edit wins; a sender, topic or reply that was not known is added.
 */
static int
store_version(struct store *st, const struct history *h, const struct message *stored,
    const struct message *m, const struct record *r, bool *changed)
{
	struct message is = *stored;
	bool newer = rows_renew(&is, m), moved;
	struct content content;

	if (stored->member == 0 && (stored->flags & MESSAGE_HIDDEN) == 0)
		is.member = m->member;
	is.flags |= m->flags & MESSAGE_PLACED;
	if (m->flags & MESSAGE_PLACED)
		is.topic = m->topic;
	/* What one account never told of, by an id of its own, another may know. */
	if (m->reply_to != 0 && m->reply_to != stored->reply_to && !stored->answered) {
		struct message answer = is;

		answer.reply_to = m->reply_to;
		if (find_parent(st, h, r, &answer) != 0)
			return -1;
		if (stored->reply_to == 0 || answer.answered)
			is = answer;
	}
	moved = is.topic != stored->topic || is.member != stored->member;
	if (!newer && !moved && is.reply_to == stored->reply_to && is.flags == stored->flags)
		return 0;
	*changed = true;
	if (replies_change(&st->replies, stored, &is) != 0 ||
	    people_seen(st->people, is.chat, is.member, is.at, PRESENCE_MESSAGE) != 0 ||
	    (newer && (keep_content(st, h, r, &is, &content) != 0 || content_replace(st->db, st->sums, &is,
	    h->text == POLICY_FULL && stored->chars > 0, &content) != 0)))
		return -1;
	return moved ? replies_adopt(&st->replies, &is) : 0;
}

/* A record whose ids are an account's, with ours instead: itself, or the copy; NULL after logging. */
static const struct record *
share_ids(struct store *st, const struct record *r, struct message *m, struct record *copy)
{
	bool account, answers;
	int64_t told = ids_told(r, r->message, &account), reply_to = ids_told(r, r->reply_to, &answers), key;

	if (!account && !answers)
		return r;
	*copy = *r;
	if (account) {
		struct message like = *m;

		/* Who opted out may have written it before. */
		if (people_hides(st->people, &r->actor)) {
			like.flags |= MESSAGE_HIDDEN;
			if (r->actor.known && people_find(st->people, r->actor.id, &like.member) < 0)
				return NULL;
		}
		if (ids_place(&st->ids, &like, told, r->snapshot, &key) != 0)
			return NULL;
		copy->message = copy->reply_to = message_id(key);
	}
	if (reply_to == 0 || !answers)
		copy->reply_to = r->reply_to;
	else if (reply_to != told) {
		if (ids_key(&st->ids, m->chat, reply_to, r->snapshot, &key) != 0)
			return NULL;
		copy->reply_to = message_id(key);
	}
	return copy;
}

static int
store_message(struct store *st, int64_t chat, const struct record *r, enum outcome *outcome)
{
	struct message m, stored;
	struct record copy;
	bool changed = false;
	struct history *h, past;
	/* An edit tells of the moment it was made, not of the message's, which may be long ago. */
	int64_t told_at = r->snapshot || r->edited == 0 ? r->at : r->edited;
	int64_t member = people_member(st->people, &r->actor, told_at);
	int known = 0;

	if (member < 0 || reach_add(&st->reach, chat, told_at) != 0 ||
	    (r->topic > TOPIC_GENERAL && meet_topic(st, chat, r->topic) != 0))
		return -1;
	m = (struct message){ .chat = chat, .at = r->at, .member = member, .kind = r->kind,
	    .edited = r->edited, .topic = r->topic, .flags = r->features.flags, .words = r->features.words,
	    .chars = r->features.chars, .links = r->features.links, .emoji = r->features.emoji };
	if ((r = share_ids(st, r, &m, &copy)) == NULL ||
	    (h = history_of(&st->histories, st->db, chat)) == NULL)
		return -1;
	past = *h;	/* as it was before this message; the array may move */
	history_move(h, r->message > r->reply_to ? r->message : r->reply_to);
	m.key = message_key(chat, r->message);
	m.reply_to = r->reply_to != r->message ? r->reply_to : 0;
	if (r->message <= past.frontier && (known = message_load(st->db, m.key, &stored)) < 0)
		return -1;
	fault_pass(known == 0 ? "store.message" : "store.version");
	/* In a forum an update says where its message stands; an export leaves it to replies. */
	if (!r->snapshot && (r->chat.forum || r->topic > TOPIC_GENERAL))
		m.flags |= MESSAGE_PLACED;
	if (known == 0 && people_hides(st->people, &r->actor))
		m.flags |= MESSAGE_HIDDEN;
	if (known == 0) {
		if (store_new(st, &past, &m, r) != 0)
			return -1;
		stored = m;
	} else if (store_version(st, &past, &stored, &m, r, &changed) != 0)
		return -1;
	if (r->snapshot && past.reactions && (known == 1 || r->nreaction > 0)) {
		struct reacted to = { m.key, chat, &stored };

		if (changed && message_load(st->db, m.key, &stored) != 1)
			return -1;
		if (reactions_snapshot(st->reactions, &to, r, st->made_at, r->message > past.frontier,
		    &changed) != 0)
			return -1;
	}
	if (r->poll != NULL && polls_store(st->db, m.key, r->poll, past.text == POLICY_FULL &&
	    (m.flags & MESSAGE_HIDDEN) == 0, &changed) != 0)
		return -1;
	*outcome = known == 0 ? OUTCOME_STORED : changed ? OUTCOME_CHANGED : OUTCOME_KNOWN;
	return 0;
}

/* ----- the other records ----- */

static int
store_poll(struct store *st, const struct record *r, enum outcome *outcome, const char **why)
{
	bool known, changed = false;

	if (polls_update(st->db, r->poll, &known, &changed) != 0)
		return -1;
	*outcome = changed ? OUTCOME_CHANGED : known ? OUTCOME_KNOWN : OUTCOME_PASSED;
	if (!known)
		*why = "poll of no stored message";
	return 0;
}

static int
store_reaction(struct store *st, int64_t chat, const struct record *r, enum outcome *outcome,
    const char **why)
{
	struct message m;
	struct reacted to = { .chat = chat };
	bool changed = false, account;
	struct history *h = history_of(&st->histories, st->db, chat);
	int64_t told = ids_told(r, r->message, &account);
	int stored;

	fault_pass("store.reaction");
	to.key = message_key(chat, told);
	if (h == NULL || (account && ids_key(&st->ids, chat, told, false, &to.key) != 0) ||
	    (stored = message_load(st->db, to.key, &m)) < 0)
		return -1;
	if (stored == 1 ? m.at < h->frozen_before : message_id(to.key) <= h->frozen_message)
		return pass(why_frozen, outcome, why);
	history_move(h, message_id(to.key));
	if (stored == 1)
		to.message = &m;
	if ((r->type == RECORD_REACTION ? reactions_set(st->reactions, &to, r, &changed) :
	    reactions_count(st->reactions, &to, r, &changed)) != 0)
		return -1;
	*outcome = changed ? OUTCOME_STORED : OUTCOME_KNOWN;
	return 0;
}

static int
store_topic(struct store *st, int64_t chat, const struct record *r, bool *changed)
{
	struct stmt *s;

	if (meet_topic(st, chat, r->topic_id) != 0)
		return -1;
	if (r->topic_title == NULL)
		return 0;
	s = db_stmt(st->db, "UPDATE topic SET title = :title, titled_at = :at"
	    " WHERE chat = :chat AND topic = :topic AND titled_at < :at");
	stmt_text(s, ":title", r->topic_title);
	stmt_int(s, ":at", r->at);
	stmt_int(s, ":chat", chat);
	stmt_int(s, ":topic", r->topic_id);
	if (stmt_run(s) != 0)
		return -1;
	*changed |= db_changes(st->db) > 0;
	return 0;
}

static int
store_title(struct store *st, int64_t chat, const struct record *r, bool *changed)
{
	struct stmt *s = db_stmt(st->db, "INSERT INTO title (chat, at, title) VALUES (:chat, :at, :title)"
	    " ON CONFLICT DO NOTHING");

	stmt_int(s, ":chat", chat);
	stmt_int(s, ":at", r->at);
	stmt_text(s, ":title", r->new_title);
	if (stmt_run(s) != 0)
		return -1;
	*changed |= db_changes(st->db) > 0;
	return people_title(st->people, r->chat.id, r->new_title, r->at);
}

/* Service messages and chat_member updates: joins and leaves, a title, a topic. */
static int
store_event(struct store *st, int64_t chat, const struct record *r, enum outcome *outcome, const char **why)
{
	int64_t actor = people_member(st->people, &r->actor, r->at);
	bool changed = false, stored;

	fault_pass("store.event");
	if (actor < 0 || reach_add(&st->reach, chat, r->at) != 0)
		return -1;
	if (r->type == RECORD_SERVICE && r->npassage == 0 && r->new_title == NULL && r->topic_id == 0 &&
	    r->new_chat == 0)
		return pass("service message", outcome, why);
	for (size_t i = 0; i < r->npassage; i++) {
		if (passages_store(&st->passages, chat, r, i, actor, &stored) != 0)
			return -1;
		changed |= stored;
	}
	if (r->type == RECORD_MEMBER &&
	    passages_status(&st->passages, chat, r->at, &r->member, &changed) != 0)
		return -1;
	if (st->source == SOURCE_LIVE && r->type == RECORD_MEMBER && r->member.who.id == st->live.bot_id &&
	    live_heard(&st->live, chat, r->at) != 0)
		return -1;
	if (r->new_title != NULL && store_title(st, chat, r, &changed) != 0)
		return -1;
	if (r->topic_id > TOPIC_GENERAL && store_topic(st, chat, r, &changed) != 0)
		return -1;
	*outcome = changed ? OUTCOME_STORED : OUTCOME_KNOWN;
	return 0;
}

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
		return pass(why_frozen, outcome, why);
	/* But whether the bot is still there. */
	if (h->blocked && st->source == SOURCE_LIVE &&
	    (r->type != RECORD_MEMBER || r->member.who.id != st->live.bot_id))
		return pass("the chat is blocked", outcome, why);
	if (sums_spill(st->sums) != 0)
		return -1;
	switch (r->type) {
	case RECORD_MESSAGE:
		return store_message(st, chat, r, outcome);
	case RECORD_REACTION:
	case RECORD_COUNTS:
		return h->reactions ? store_reaction(st, chat, r, outcome, why) :
		    pass("reaction", outcome, why);
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
		return pass(why_frozen, outcome, why);
	if (sums_spill(st->sums) != 0 || spend_store(st->spend, chat, r, file, &stored) != 0)
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
