#include "ingest/post.h"

#include <string.h>

#include "ingest/botapi.h"
#include "ingest/decode.h"
#include "ingest/features.h"

enum { TOPIC_GENERAL = 1 };

/* What a message holds, in order of precedence: older fields are set besides newer ones. */
static const struct {
	const char	*field;
	enum kind	 kind;
} contents[] = {
	{ "animation", KIND_ANIMATION },
	{ "live_photo", KIND_LIVE_PHOTO },
	{ "venue", KIND_VENUE },
	{ "photo", KIND_PHOTO },
	{ "video", KIND_VIDEO },
	{ "audio", KIND_AUDIO },
	{ "voice", KIND_VOICE },
	{ "video_note", KIND_VIDEO_NOTE },
	{ "sticker", KIND_STICKER },
	{ "document", KIND_DOCUMENT },
	{ "poll", KIND_POLL },
	{ "location", KIND_LOCATION },
	{ "contact", KIND_CONTACT },
	{ "dice", KIND_DICE },
	{ "game", KIND_GAME },
	{ "story", KIND_STORY },
	{ "paid_media", KIND_PAID_MEDIA },
	{ "checklist", KIND_CHECKLIST },
	{ "giveaway", KIND_GIVEAWAY },
	{ "giveaway_winners", KIND_GIVEAWAY },
	{ "invoice", KIND_INVOICE },
	{ "text", KIND_TEXT },
	{ "rich_message", KIND_TEXT },
};

enum { CONTENTS = sizeof(contents) / sizeof(contents[0]) };

/* What the Bot API describes as service messages; any field in no list says nothing. */
static const char *const services[] = {
	"new_chat_members", "left_chat_member", "chat_owner_left", "chat_owner_changed",
	"new_chat_title", "new_chat_photo", "delete_chat_photo", "group_chat_created",
	"supergroup_chat_created", "channel_chat_created", "message_auto_delete_timer_changed",
	"migrate_to_chat_id", "migrate_from_chat_id", "pinned_message", "successful_payment",
	"refunded_payment", "users_shared", "chat_shared", "gift", "unique_gift",
	"gift_upgrade_sent", "connected_website", "write_access_allowed", "passport_data",
	"proximity_alert_triggered", "boost_added", "chat_background_set",
	"checklist_tasks_done", "checklist_tasks_added", "direct_message_price_changed",
	"forum_topic_created", "forum_topic_edited", "forum_topic_closed",
	"forum_topic_reopened", "general_forum_topic_hidden", "general_forum_topic_unhidden",
	"giveaway_created", "giveaway_completed", "managed_bot_created",
	"paid_message_price_changed", "poll_option_added", "poll_option_deleted",
	"suggested_post_approved", "suggested_post_approval_failed", "suggested_post_declined",
	"suggested_post_paid", "suggested_post_refunded", "video_chat_scheduled",
	"video_chat_started", "video_chat_ended", "video_chat_participants_invited",
	"web_app_data",
};

/* The kind of a message's content; false: it has none that is known. */
static bool
find_kind(json *message, enum kind *kind)
{
	size_t found = CONTENTS;

	for (json *value = json_first(message); value != NULL; value = json_next(value)) {
		size_t i = 0;

		while (i < found && strcmp(contents[i].field, json_key(value)) != 0)
			i++;
		if (i < found && botapi_told(message, value))
			found = i;
	}
	if (found == CONTENTS)
		return false;
	*kind = contents[found].kind;
	return true;
}

static bool
is_service(json *message)
{
	for (size_t i = 0; i < sizeof(services) / sizeof(services[0]); i++)
		if (botapi_told(message, json_get(message, services[i])))
			return true;
	return false;
}

static bool
in_chat(json *object, const struct record *record)
{
	int64_t id;

	return json_int(json_object(object, "chat"), "id", &id) && id == record->chat.id;
}

/* The topic that a message stands in, or is about. */
static bool
read_thread(json *message, int64_t *thread)
{
	int64_t id;

	if (!json_int(message, "message_thread_id", &id) || !decode_id(id))
		return false;
	*thread = id;
	return true;
}

/* The message of this chat that a message answers; 0 for the root of its topic and other chats. */
static int64_t
read_reply(json *message, const struct record *record)
{
	json *reply = json_object(message, "reply_to_message");
	json *external = json_object(message, "external_reply");
	int64_t id, thread;

	if (in_chat(reply, record) && json_int(reply, "message_id", &id) && decode_id(id) &&
	    json_object(reply, "forum_topic_created") == NULL &&
	    !(json_true(message, "is_topic_message") && read_thread(message, &thread) && thread == id))
		return id;
	if (in_chat(external, record) && json_int(external, "message_id", &id) && decode_id(id))
		return id;
	return 0;
}

static int
read_text(struct json_reader *reader, json *message, struct record *record)
{
	if ((record->text = json_string(message, "text")) != NULL) {
		record->length = strlen(record->text);
		return decode_entities(reader, json_array(message, "entities"), record);
	}
	if ((record->text = json_string(message, "caption")) != NULL) {
		record->length = strlen(record->text);
		return decode_entities(reader, json_array(message, "caption_entities"), record);
	}
	return decode_pieces(reader, json_object(message, "rich_message"), true, record);
}

static int
add_passage(struct json_reader *reader, json *user, bool in, struct record *record)
{
	struct passage *passage = &record->passages[record->npassage];

	passage->in = in;
	if (botapi_user(reader, user, &passage->who) != 0)
		return -1;
	if (passage->who.known)
		record->npassage++;
	return 0;
}

static int
take_service(struct json_reader *reader, json *message, struct record *record)
{
	json *joined = json_array(message, "new_chat_members");
	json *created = json_object(message, "forum_topic_created");
	json *topic = created != NULL ? created : json_object(message, "forum_topic_edited");

	record->type = RECORD_SERVICE;
	if (json_int(message, "migrate_to_chat_id", &record->new_chat))
		record->old_chat = record->chat.id;
	else if (json_int(message, "migrate_from_chat_id", &record->old_chat))
		record->new_chat = record->chat.id;
	record->new_title = json_string(message, "new_chat_title");
	record->topic_title = json_string(topic, "name");
	/* The General topic of a forum goes without a thread id. */
	if (topic != NULL && !read_thread(message, &record->topic_id))
		record->topic_id = record->chat.forum ? TOPIC_GENERAL : 0;
	/* Twice the room: one more is who left. */
	if ((record->passages = decode_room(reader, joined, 2 * sizeof(*record->passages))) == NULL)
		return -1;
	for (json *user = json_first(joined); user != NULL; user = json_next(user))
		if (add_passage(reader, user, true, record) != 0)
			return -1;
	return add_passage(reader, json_object(message, "left_chat_member"), false, record);
}

int
post_decode(struct json_reader *reader, json *message, struct record *record)
{
	const char *business = json_string(message, "business_connection_id");
	const char *guest = json_string(message, "guest_query_id");
	int64_t thread;

	if (business != NULL && *business != '\0')
		return decode_passed(record, "business message");
	if (guest != NULL && *guest != '\0')
		return decode_passed(record, "guest message");
	if (!botapi_message_head(message, record))
		return 0;
	if (botapi_actor(reader, message, "sender_chat", "from", record) != 0)
		return -1;
	/* Posts from before sender_chat, and unsigned ones, are the channel's. */
	if (!record->actor.known && record->chat.type == CHAT_CHANNEL)
		record->actor = botapi_person(&record->chat);
	record->actor.automatic = json_true(message, "is_automatic_forward");
	record->kind = KIND_OTHER;
	if (!find_kind(message, &record->kind) && is_service(message))
		return take_service(reader, message, record);

	record->type = RECORD_MESSAGE;
	if (!json_int(message, "edit_date", &record->edited) || !decode_instant(record->edited))
		record->edited = 0;
	record->reply_to = read_reply(message, record);
	if (json_true(message, "is_topic_message") && read_thread(message, &thread) &&
	    thread != TOPIC_GENERAL)
		record->topic = thread;
	if (decode_poll(reader, json_object(message, "poll"), record) != 0 ||
	    read_text(reader, message, record) != 0)
		return -1;
	/* Nobody votes before a message is there, and no update tells of votes but a poll's last. */
	if (record->poll != NULL && !record->poll->closed && record->poll->voters == 0)
		record->poll->counted = false;
	return features_read(reader, record);
}
