#include "lib/message.h"

/* Ids may be negative: messages from before a migration are shown under id - 1,000,000,000. */
#define ID_BITS	40
#define ID_ZERO	(INT64_C(1) << (ID_BITS - 1))

int64_t
message_key(int64_t chat, int64_t id)
{
	return chat * (INT64_C(1) << ID_BITS) + id + ID_ZERO;
}

int64_t
message_id(int64_t key)
{
	return (key & ((INT64_C(1) << ID_BITS) - 1)) - ID_ZERO;
}

const char *
message_kind(int64_t kind)
{
	static const char *const names[KIND_COUNT] = { "text", "photo", "live_photo", "video", "animation",
	    "audio", "voice", "video_note", "sticker", "document", "poll", "location", "venue", "contact",
	    "dice", "game", "story", "paid_media", "checklist", "giveaway", "invoice", "other" };

	return names[kind >= 0 && kind < KIND_COUNT ? kind : KIND_OTHER];
}

bool
message_id_valid(int64_t id)
{
	return id > -ID_ZERO && id < ID_ZERO;
}

void
message_read(struct stmt *s, struct message *m)
{
	int64_t *columns[] = { &m->key, &m->chat, &m->at, &m->member, &m->kind, &m->flags, &m->words,
	    &m->chars, &m->links, &m->emoji, &m->edited, &m->topic, &m->reply_to, &m->to_member, &m->wait };
	int n = (int)(sizeof(columns) / sizeof(columns[0]));

	for (int i = 0; i < n; i++)
		*columns[i] = col_int(s, i);
	m->answered = !col_null(s, n - 2);
}

int
message_load(struct db *db, int64_t key, struct message *m)
{
	struct stmt *s = db_stmt(db, "SELECT " MESSAGE_COLUMNS " FROM message WHERE key = :key");
	int step;

	stmt_int(s, ":key", key);
	if ((step = stmt_step(s)) == 1) {
		message_read(s, m);
		stmt_reset(s);
	}
	return step;
}

bool
message_unplaced(const struct message *m)
{
	return m->topic == 0 && (m->flags & MESSAGE_PLACED) == 0;
}
