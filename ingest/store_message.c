#include "ingest/store_parts.h"

#include "ingest/polls.h"
#include "ingest/rows.h"
#include "lib/fault.h"
#include "lib/message.h"

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

int
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
	    (r->topic > TOPIC_GENERAL && store_meet_topic(st, chat, r->topic) != 0))
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
	    r->at >= past.texts_from && (m.flags & MESSAGE_HIDDEN) == 0, &changed) != 0)
		return -1;
	*outcome = known == 0 ? OUTCOME_STORED : changed ? OUTCOME_CHANGED : OUTCOME_KNOWN;
	return 0;
}
