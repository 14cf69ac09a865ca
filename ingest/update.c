#include "ingest/update.h"

#include <string.h>

#include "ingest/botapi.h"
#include "ingest/decode.h"
#include "ingest/post.h"

static int	take_reaction(struct json_reader *, json *, struct record *);
static int	take_counts(struct json_reader *, json *, struct record *);
static int	take_member(struct json_reader *, json *, struct record *);

/* Every kind of update; one without a function is passed by, for the reason given. */
static const struct update_kind {
	const char	*field;
	int		(*take)(struct json_reader *, json *, struct record *);
	const char	*why;
} update_kinds[] = {
	{ "message", post_decode, NULL },
	{ "edited_message", post_decode, NULL },
	{ "channel_post", post_decode, NULL },
	{ "edited_channel_post", post_decode, NULL },
	{ "message_reaction", take_reaction, NULL },
	{ "message_reaction_count", take_counts, NULL },
	{ "chat_member", take_member, NULL },
	{ "my_chat_member", take_member, NULL },
	{ "callback_query", NULL, "callback query" },
	{ "poll", NULL, "poll" },
	{ "poll_answer", NULL, "poll answer" },
	{ "chat_join_request", NULL, "join request" },
	{ "chat_boost", NULL, "boost" },
	{ "removed_chat_boost", NULL, "boost" },
	{ "inline_query", NULL, "inline query" },
	{ "chosen_inline_result", NULL, "inline result" },
	{ "business_connection", NULL, "business connection" },
	{ "business_message", NULL, "business message" },
	{ "edited_business_message", NULL, "business message" },
	{ "deleted_business_messages", NULL, "business message" },
	{ "guest_message", NULL, "guest message" },
	{ "shipping_query", NULL, "payment" },
	{ "pre_checkout_query", NULL, "payment" },
	{ "purchased_paid_media", NULL, "paid media" },
	{ "managed_bot", NULL, "managed bot" },
};

static int
take_reaction(struct json_reader *reader, json *update, struct record *record)
{
	json *new = json_array(update, "new_reaction"), *old = json_array(update, "old_reaction");
	const char *emoji;

	if (!botapi_message_head(update, record))
		return 0;
	if (botapi_actor(reader, update, "actor_chat", "user", record) != 0)
		return -1;
	if (!record->actor.known)
		return decode_passed(record, "reaction of nobody");
	record->type = RECORD_REACTION;
	record->edited = record->at;
	record->reactions = decode_room(reader, new, sizeof(*record->reactions));
	record->former = decode_room(reader, old, sizeof(*record->former));
	if (record->reactions == NULL || record->former == NULL)
		return -1;
	for (json *type = json_first(new); type != NULL; type = json_next(type))
		if (decode_reaction(reader, type, 1, record) != 0)
			return -1;
	for (json *type = json_first(old); type != NULL; type = json_next(type)) {
		if (decode_emoji(reader, type, &emoji) != 0)
			return -1;
		if (emoji != NULL)
			record->former[record->nformer++] = emoji;
	}
	return 0;
}

static int
take_counts(struct json_reader *reader, json *update, struct record *record)
{
	json *list = json_array(update, "reactions");
	int64_t count;

	if (!botapi_message_head(update, record))
		return 0;
	record->type = RECORD_COUNTS;
	if ((record->reactions = decode_room(reader, list, sizeof(*record->reactions))) == NULL)
		return -1;
	for (json *line = json_first(list); line != NULL; line = json_next(line))
		if (json_int(line, "total_count", &count) &&
		    decode_reaction(reader, json_object(line, "type"), count, record) != 0)
			return -1;
	return 0;
}

static bool
read_membership(json *object, struct membership *member)
{
	static const struct {
		const char	*status;
		bool		 in;
	} statuses[] = {
		{ "creator", true },
		{ "administrator", true },
		{ "member", true },
		{ "restricted", false },
		{ "left", false },
		{ "kicked", false },
	};
	const char *status = json_string(object, "status");

	for (size_t i = 0; status != NULL && i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (strcmp(statuses[i].status, status) == 0) {
			member->status = statuses[i].status;
			member->in = statuses[i].in || json_true(object, "is_member");
			return true;
		}
	return false;
}

static int
take_member(struct json_reader *reader, json *update, struct record *record)
{
	json *old = json_object(update, "old_chat_member");
	json *new = json_object(update, "new_chat_member");
	struct membership *member = &record->member, before;

	if (!botapi_head(update, record))
		return 0;
	if (!read_membership(old, &before) || !read_membership(new, member))
		return decode_passed(record, "unknown kind of membership");
	if (botapi_user(reader, json_object(update, "from"), &record->actor) != 0 ||
	    botapi_user(reader, json_object(new, "user"), &member->who) != 0)
		return -1;
	if (!member->who.known)
		return decode_bad(record, "a membership without user");
	record->type = RECORD_MEMBER;
	if (before.in == member->in)
		return 0;
	if ((record->passages = decode_room(reader, NULL, sizeof(*record->passages))) == NULL)
		return -1;
	record->passages[0] = (struct passage){ .who = member->who, .in = member->in };
	record->npassage = 1;
	return 0;
}

static const struct update_kind *
find_update_kind(const char *field)
{
	for (size_t i = 0; i < sizeof(update_kinds) / sizeof(update_kinds[0]); i++)
		if (strcmp(update_kinds[i].field, field) == 0)
			return &update_kinds[i];
	return NULL;
}

static int
take_update(struct json_reader *reader, json *update, struct record *record)
{
	const char *why = "update without content";

	for (json *value = json_first(update); value != NULL; value = json_next(value)) {
		const struct update_kind *kind = find_update_kind(json_key(value));

		if (strcmp(json_key(value), "update_id") == 0)
			continue;
		if (kind == NULL)
			why = "unknown kind of update";
		else if (kind->take != NULL && botapi_told(update, value))
			return kind->take(reader, value, record);
		else if (botapi_told(update, value)) {
			botapi_chat(json_object(value, "chat"), &record->chat);
			return decode_passed(record, kind->why);
		}
	}
	return decode_passed(record, why);
}

void
update_decode(struct json_reader *reader, json *update, struct record *record)
{
	*record = (struct record){ .text = "" };
	if (!json_is_object(update))
		decode_bad(record, "an update that is no object");
	else if (take_update(reader, update, record) != 0)
		decode_bad(record, "no memory left");
}
