#include "ingest/replies.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/rows.h"
#include "lib/map.h"
#include "lib/scope.h"

static size_t
place_of(int64_t key)
{
	return (size_t)key % REPLIES_RECENT;
}

void
replies_stored(struct replies *p, const struct message *m)
{
	p->recent[place_of(m->key)] = *m;
}

void
replies_forget(struct replies *p)
{
	memset(p->recent, 0, sizeof(p->recent));
}

int
replies_find(const struct replies *p, int64_t key, struct message *m)
{
	const struct message *recent = &p->recent[place_of(key)];

	if (recent->key != key)
		return message_load(p->db, key, m);
	*m = *recent;
	return 1;
}

int
replies_change(struct replies *p, const struct message *was, const struct message *is)
{
	bool moved = was->topic != is->topic || was->member != is->member;

	p->recent[place_of(was->key)].key = 0;
	if (sums_message(p->sums, was, -1) != 0 || sums_message(p->sums, is, 1) != 0 ||
	    (moved && content_follow(p->db, p->sums, was, is) != 0) ||
	    rows_update(p->db, is) != 0)
		return -1;
	return moved ? reactions_follow(p->reactions, was, is) : 0;
}

/* The replies to a message: keys into an array that is the caller's to free. */
static int
replies_to(const struct replies *p, int64_t chat, int64_t id, int64_t **keys, size_t *count,
    size_t *capacity)
{
	struct stmt *s = db_stmt(p->db, "SELECT key FROM message WHERE chat = :chat AND reply_to = :id"
	    " AND reply_to <> 0 ORDER BY key");
	int step;

	stmt_int(s, ":chat", chat);
	stmt_int(s, ":id", id);
	while ((step = stmt_step(s)) == 1) {
		if (map_grow(keys, capacity, *count, sizeof(**keys)) != 0)
			return stmt_stop(s);
		(*keys)[(*count)++] = col_int(s, 0);
	}
	return step;
}

void
replies_answer(struct message *m, const struct message *to)
{
	m->answered = true;
	m->to_member = to->member;
	m->wait = m->at > to->at ? m->at - to->at : 0;
}

/* What replies to an id learns who that is, and that it is called by the parent's. */
static int
adopt(struct replies *p, int64_t id, const struct message *parent)
{
	struct message m, was, root = *parent;
	int64_t *keys = NULL;
	size_t count = 0, capacity = 0, next = 0;
	int ret = -1;

	if (replies_to(p, root.chat, id, &keys, &count, &capacity) != 0)
		goto out;
	for (size_t direct = count; next < count; next++) {
		if (message_load(p->db, keys[next], &m) != 1)
			goto out;
		was = m;
		if (next < direct) {
			m.reply_to = message_id(parent->key);
			replies_answer(&m, parent);
		}
		if (message_unplaced(&m) && root.topic != TOPIC_NONE) {
			m.topic = root.topic;
			if (replies_to(p, m.chat, message_id(m.key), &keys, &count, &capacity) != 0)
				goto out;
		}
		if ((m.answered != was.answered || m.to_member != was.to_member || m.topic != was.topic ||
		    m.reply_to != was.reply_to) && replies_change(p, &was, &m) != 0)
			goto out;
	}
	ret = 0;
out:
	free(keys);
	return ret;
}

int
replies_adopt(struct replies *p, const struct message *parent)
{
	return adopt(p, message_id(parent->key), parent);
}

int
replies_move(struct replies *p, int64_t id, const struct message *parent)
{
	return adopt(p, id, parent);
}

int
replies_adopt_topic(struct replies *p, int64_t chat, int64_t topic)
{
	struct message m, was;
	int64_t *keys = NULL;
	size_t count = 0, capacity = 0;
	int ret = -1;

	if (replies_to(p, chat, topic, &keys, &count, &capacity) != 0)
		goto out;
	for (size_t i = 0; i < count; i++) {
		if (message_load(p->db, keys[i], &m) != 1)
			goto out;
		was = m;
		m.reply_to = 0;
		m.answered = false;
		if (message_unplaced(&m))
			m.topic = topic;
		if (replies_change(p, &was, &m) != 0 || (m.topic == topic && replies_adopt(p, &m) != 0))
			goto out;
	}
	ret = 0;
out:
	free(keys);
	return ret;
}
