#include "ingest/peer.h"

#include <string.h>

#include "ingest/decode.h"

/* Before v2.7.2 ids were one number: 2^32 and a user's, 2^33 and that of a group or channel. */
#define OLD_USER	(INT64_C(1) << 32)
#define OLD_CHAT	(INT64_C(1) << 33)
#define OLD_IDS		(INT64_C(1) << 31)

/* The Bot API counts supergroups and channels down from here. */
#define CHANNEL_BASE	INT64_C(-1000000000000)

int64_t
peer_chat_id(enum chat_type type, int64_t id)
{
	if (type == CHAT_PRIVATE)
		return id;
	if (id >= OLD_CHAT && id < OLD_CHAT + OLD_IDS)
		id -= OLD_CHAT;
	return type == CHAT_GROUP ? -id : CHANNEL_BASE - id;
}

/* Only in supergroups and channels does a chat speak: itself or another. */
static int64_t
old_id(int64_t number, const struct chat_ref *chat)
{
	bool chats_speak = chat->type == CHAT_SUPERGROUP || chat->type == CHAT_CHANNEL;

	if (chats_speak && peer_chat_id(chat->type, number) == chat->id)
		return chat->id;
	if (chats_speak && number >= OLD_CHAT && number < OLD_CHAT + OLD_IDS)
		return peer_chat_id(CHAT_CHANNEL, number);
	if (number >= OLD_USER && number < OLD_USER + OLD_IDS)
		return number - OLD_USER;
	return number;
}

bool
peer_id(json *value, const struct chat_ref *chat, int64_t *id)
{
	const char *text = json_text(value);
	int64_t number;

	if (json_number(value, &number))
		*id = old_id(number, chat);
	else if (text == NULL)
		return false;
	else if (strncmp(text, "user", 4) == 0 && decode_digits(text + 4, &number))
		*id = number;
	else if (strncmp(text, "chat", 4) == 0 && decode_digits(text + 4, &number))
		*id = -number;
	else if (strncmp(text, "channel", 7) == 0 && decode_digits(text + 7, &number))
		*id = CHANNEL_BASE - number;
	else
		return false;
	return true;
}

struct person
peer_person(json *object, const char *name_key, const char *id_key, const struct chat_ref *chat)
{
	struct person person = { .name = json_string(object, name_key) };

	person.known = peer_id(json_get(object, id_key), chat, &person.id);
	person.deleted = person.known && person.id > 0 && person.name == NULL &&
	    json_get(object, name_key) != NULL;
	return person;
}
