#include "ingest/store_parts.h"

#include "ingest/polls.h"
#include "lib/fault.h"
#include "lib/message.h"

int
store_meet_topic(struct store *st, int64_t chat, int64_t topic)
{
	bool fresh;

	if (forum_topic(&st->forum, chat, topic, &fresh) != 0)
		return -1;
	if (!fresh)
		return 0;
	history_clear(&st->histories);
	return replies_adopt_topic(&st->replies, chat, topic);
}

int
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

int
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
		return store_pass(store_frozen, outcome, why);
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

	if (store_meet_topic(st, chat, r->topic_id) != 0)
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

int
store_event(struct store *st, int64_t chat, const struct record *r, enum outcome *outcome, const char **why)
{
	int64_t actor = people_member(st->people, &r->actor, r->at);
	bool changed = false, stored;

	fault_pass("store.event");
	if (actor < 0 || reach_add(&st->reach, chat, r->at) != 0)
		return -1;
	if (r->type == RECORD_SERVICE && r->npassage == 0 && r->new_title == NULL && r->topic_id == 0 &&
	    r->new_chat == 0)
		return store_pass("service message", outcome, why);
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
