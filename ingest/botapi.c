#include "ingest/botapi.h"

#include <string.h>

#include "ingest/decode.h"

/* Users that Telegram puts in for a sender_chat, for bots that know none. */
enum { USER_TELEGRAM = 777000, USER_GROUP = 1087968824, USER_CHANNEL = 136817688 };

/* Telegram always tells of usernames: who has none has given it up. */
static const char *
username(json *object)
{
	const char *name = json_string(object, "username");

	return name != NULL ? name : "";
}

bool
botapi_chat(json *object, struct chat_ref *chat)
{
	static const char *const types[] = { "private", "group", "supergroup", "channel" };
	const char *type = json_string(object, "type");
	int64_t id;

	if (type == NULL || !json_int(object, "id", &id))
		return false;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(types[i], type) == 0) {
			*chat = (struct chat_ref){
				.id = id,
				.type = (enum chat_type)i,
				.title = json_string(object, "title"),
				.username = username(object),
				.forum = json_true(object, "is_forum"),
				.account_ids = i == CHAT_GROUP,
			};
			return true;
		}
	return false;
}

struct person
botapi_person(const struct chat_ref *chat)
{
	return (struct person){ .known = true, .id = chat->id, .name = chat->title,
	    .username = chat->username };
}

static int
join_names(struct json_reader *reader, const char *first, const char *last, const char **name)
{
	size_t n, m;
	char *joined;

	*name = first;
	if (last == NULL || *last == '\0')
		return 0;
	n = first != NULL ? strlen(first) : 0;
	m = strlen(last) + 1;
	if ((joined = json_alloc(reader, n + 1 + m)) == NULL)
		return -1;
	if (n > 0) {
		memcpy(joined, first, n);
		joined[n++] = ' ';
	}
	memcpy(joined + n, last, m);
	*name = joined;
	return 0;
}

int
botapi_user(struct json_reader *reader, json *user, struct person *person)
{
	*person = (struct person){ 0 };
	if (!json_int(user, "id", &person->id))
		return 0;
	person->known = true;
	person->username = username(user);
	person->bot = json_true(user, "is_bot");
	return join_names(reader, json_string(user, "first_name"), json_string(user, "last_name"),
	    &person->name);
}

int
botapi_actor(struct json_reader *reader, json *object, const char *chat_key, const char *user_key,
    struct record *record)
{
	struct person *actor = &record->actor;
	struct chat_ref chat;

	if (botapi_chat(json_object(object, chat_key), &chat)) {
		*actor = botapi_person(&chat);
		return 0;
	}
	if (botapi_user(reader, json_object(object, user_key), actor) != 0)
		return -1;
	if (actor->id == USER_GROUP)
		*actor = botapi_person(&record->chat);
	else if (actor->id == USER_TELEGRAM || actor->id == USER_CHANNEL)
		*actor = (struct person){ 0 };
	return 0;
}

bool
botapi_head(json *object, struct record *record)
{
	if (!botapi_chat(json_object(object, "chat"), &record->chat))
		decode_bad(record, "an update without chat");
	else if (record->chat.type == CHAT_PRIVATE)
		decode_passed(record, "private chat");
	else if (json_true(json_object(object, "chat"), "is_direct_messages"))
		decode_passed(record, "direct messages of a channel");
	else if (!json_int(object, "date", &record->at))
		decode_bad(record, "an update without date");
	else if (record->at == 0)
		decode_passed(record, "inaccessible message");
	else if (!decode_instant(record->at))
		decode_bad(record, "a date outside 1970-2069");
	else
		return true;
	return false;
}

bool
botapi_message_head(json *object, struct record *record)
{
	if (!botapi_head(object, record))
		return false;
	if (!json_int(object, "message_id", &record->message))
		decode_bad(record, "a message without id");
	else if (record->message == 0)
		decode_passed(record, "scheduled message");
	else if (record->message < 0 || !decode_id(record->message))
		decode_bad(record, "a message id out of range");
	else
		return true;
	return false;
}

bool
botapi_told(json *object, json *value)
{
	int64_t number;

	return json_is_object(value) || json_text(value) != NULL || json_first(value) != NULL ||
	    (json_number(value, &number) && number != 0) || json_true(object, json_key(value));
}
