#include "ingest/export.h"

#include <string.h>

#include "ingest/decode.h"
#include "ingest/features.h"
#include "ingest/peer.h"
#include "lib/date.h"

/* Before v2.1.8 every message had been edited, most of them in 1970. */
#define EDITED_FIRST	INT64_C(315532800)	/* 1980-01-01T00:00:00Z */

static const struct {
	const char	*name;
	enum chat_type	 type;
} chat_types[] = {
	{ "personal_chat", CHAT_PRIVATE },
	{ "bot_chat", CHAT_PRIVATE },
	{ "saved_messages", CHAT_PRIVATE },
	{ "replies", CHAT_PRIVATE },
	{ "verification_codes", CHAT_PRIVATE },
	{ "private_group", CHAT_GROUP },
	{ "private_supergroup", CHAT_SUPERGROUP },
	{ "public_supergroup", CHAT_SUPERGROUP },
	{ "private_channel", CHAT_CHANNEL },
	{ "public_channel", CHAT_CHANNEL },
};

static const struct named_kind {
	const char	*name;
	enum kind	 kind;
} media_types[] = {
	{ "sticker", KIND_STICKER },
	{ "video_message", KIND_VIDEO_NOTE },
	{ "voice_message", KIND_VOICE },
	{ "animation", KIND_ANIMATION },
	{ "video_file", KIND_VIDEO },
	{ "audio_file", KIND_AUDIO },
}, contents[] = {
	/* In order of precedence; a known media_type goes before all. */
	{ "photo", KIND_PHOTO },
	{ "paid_stars_amount", KIND_PAID_MEDIA },
	{ "poll", KIND_POLL },
	{ "place_name", KIND_VENUE },
	{ "address", KIND_VENUE },
	{ "location_information", KIND_LOCATION },
	{ "contact_information", KIND_CONTACT },
	{ "game_title", KIND_GAME },
	{ "game_description", KIND_GAME },
	{ "game_link", KIND_GAME },
	{ "invoice_information", KIND_INVOICE },
	{ "todo_list", KIND_CHECKLIST },
	{ "giveaway_information", KIND_GIVEAWAY },
	{ "giveaway_results", KIND_GIVEAWAY },
	{ "file", KIND_DOCUMENT },
};

enum { CONTENTS = sizeof(contents) / sizeof(contents[0]) };

static int	name_group(struct json_reader *, json *, struct record *);
static int	join_by_link(struct json_reader *, json *, struct record *);
static int	join_by_request(struct json_reader *, json *, struct record *);
static int	invite(struct json_reader *, json *, struct record *);
static int	take_out(struct json_reader *, json *, struct record *);
static int	create_topic(struct json_reader *, json *, struct record *);
static int	edit_topic(struct json_reader *, json *, struct record *);

/* Service messages that say something to keep. */
static const struct {
	const char	*name;
	int		(*take)(struct json_reader *, json *, struct record *);
} actions[] = {
	{ "create_group", invite },
	{ "invite_members", invite },
	{ "join_group_by_link", join_by_link },
	{ "join_group_by_request", join_by_request },
	{ "remove_members", take_out },
	{ "edit_group_title", name_group },
	{ "topic_created", create_topic },
	{ "topic_edit", edit_topic },
};

int
export_chat_init(struct export_chat *chat, const char *name, const char *type, int64_t id,
    const struct zone *zone)
{
	for (size_t i = 0; type != NULL && i < sizeof(chat_types) / sizeof(chat_types[0]); i++)
		if (strcmp(chat_types[i].name, type) == 0) {
			*chat = (struct export_chat){
				.chat = {
					.id = peer_chat_id(chat_types[i].type, id),
					.type = chat_types[i].type,
					.title = name,
					.account_ids = chat_types[i].type == CHAT_GROUP,
				},
				.zone = zone,
			};
			return 0;
		}
	return -1;
}

/* A time as unix seconds, or else on the exporter's clock, which is taken to be the chat's. */
static bool
read_time(json *object, const char *unix_key, const char *local_key, const struct zone *zone,
    int64_t *at, bool *local)
{
	const char *text;
	bool zoned;

	*local = false;
	if (decode_digits(json_string(object, unix_key), at) || json_int(object, unix_key, at))
		return true;
	if ((text = json_string(object, local_key)) == NULL ||
	    date_parse_iso(text, zone, at, &zoned) != 0)
		return false;
	*local = !zoned;
	return true;
}

enum { OFFSET_MOST = 15 * 3600 };	/* no clock is further off UTC */

/*
 * When a reaction was given: an export tells that on the exporter's clock only.  How far that is off
 * UTC, it shows by its messages, which have both; where it shows what the chat's zone says, the zone
 * knows more, since the clock may have changed in between.
 */
static bool
read_giver_time(json *message, json *giver, const struct record *record, const struct zone *zone,
    int64_t *at)
{
	const struct zone *utc = zone_find("UTC");
	const char *date = json_string(message, "date");
	int64_t there, offset;
	bool local, zoned;

	if (!read_time(giver, "date_unixtime", "date", zone, at, &local))
		return false;
	if (!local || utc == NULL || json_get(message, "date_unixtime") == NULL || date == NULL ||
	    date_parse_iso(date, utc, &there, &zoned) != 0 || zoned)
		return true;
	offset = there - record->at;
	if (offset == zone_offset(zone, record->at) || offset < -OFFSET_MOST || offset > OFFSET_MOST)
		return true;
	return date_parse_iso(json_string(giver, "date"), utc, at, &zoned) == 0 &&
	    decode_instant(*at -= offset);
}

static bool
same(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* A known media type; else the first content there is, even null: an invalid place is one. */
static enum kind
find_kind(json *message, const struct record *record)
{
	const char *media = json_string(message, "media_type");
	size_t found = CONTENTS;

	for (size_t i = 0; i < sizeof(media_types) / sizeof(media_types[0]); i++)
		if (same(media_types[i].name, media))
			return media_types[i].kind;
	for (json *value = json_first(message); value != NULL; value = json_next(value)) {
		const char *key = json_key(value);

		for (size_t i = 0; i < found; i++)
			if (contents[i].name[0] == key[0] && strcmp(contents[i].name, key) == 0)
				found = i;
	}
	if (found < CONTENTS)
		return contents[found].kind;
	/* Dice and stories are written as messages without anything. */
	return record->length > 0 ? KIND_TEXT : KIND_OTHER;
}

static int
read_text(struct json_reader *reader, json *message, struct record *record)
{
	json *text = json_get(message, "text");

	if (text == NULL)
		text = json_get(message, "text_entities");
	if (decode_pieces(reader, text, false, record) != 0)
		return -1;
	if (record->length > 0)
		return 0;
	return decode_pieces(reader, json_get(message, "rich_message"), true, record);
}

/* Those who reacted last; without an id nobody is named. */
static int
read_givers(struct json_reader *reader, json *message, json *line, const struct export_chat *chat,
    const struct record *record, struct reaction *reaction)
{
	json *recent = json_array(line, "recent");

	if ((reaction->recent = decode_room(reader, recent, sizeof(*reaction->recent))) == NULL)
		return -1;
	for (json *element = json_first(recent); element != NULL; element = json_next(element)) {
		struct giver *giver = &reaction->recent[reaction->nrecent];

		giver->who = peer_person(element, "from", "from_id", &chat->chat);
		if (!read_giver_time(message, element, record, chat->zone, &giver->at) ||
		    !decode_instant(giver->at))
			giver->at = record->at;
		if (giver->who.known)
			reaction->nrecent++;
	}
	return 0;
}

static int
read_reactions(struct json_reader *reader, json *message, const struct export_chat *chat,
    struct record *record)
{
	json *list = json_array(message, "reactions");
	int64_t count;
	size_t n;

	if ((record->reactions = decode_room(reader, list, sizeof(*record->reactions))) == NULL)
		return -1;
	for (json *line = json_first(list); line != NULL; line = json_next(line)) {
		if (!json_int(line, "count", &count))
			continue;
		n = record->nreaction;
		if (decode_reaction(reader, line, count, record) != 0)
			return -1;
		if (record->nreaction > n &&
		    read_givers(reader, message, line, chat, record, &record->reactions[n]) != 0)
			return -1;
	}
	return 0;
}

/* Forwarded from the linked channel: saved_from names it, and forwarded_from, but for reposts. */
static bool
is_automatic(json *message, const struct record *record)
{
	const struct person *actor = &record->actor;

	return actor->known && actor->id < 0 && actor->id != record->chat.id &&
	    (same(json_string(message, "forwarded_from"), actor->name) ||
	    same(json_string(message, "saved_from"), actor->name));
}

static int
take_message(struct json_reader *reader, json *message, struct export_chat *chat,
    struct record *record)
{
	json *peer = json_get(message, "reply_to_peer_id");
	bool local;
	int64_t id;

	record->type = RECORD_MESSAGE;
	record->snapshot = true;
	record->actor = peer_person(message, "from", "from_id", &chat->chat);
	/* Until v2.7.2 a post had no sender. */
	if (!record->actor.known && record->actor.name == NULL && chat->chat.type == CHAT_CHANNEL)
		record->actor = (struct person){ .known = true, .id = chat->chat.id,
		    .name = chat->chat.title };
	record->actor.automatic = is_automatic(message, record);
	if (!read_time(message, "edited_unixtime", "edited", chat->zone, &record->edited, &local) ||
	    record->edited < EDITED_FIRST || !decode_instant(record->edited))
		record->edited = 0;
	if (peer == NULL || (peer_id(peer, &chat->chat, &id) && id == chat->chat.id))
		if (!json_int(message, "reply_to_message_id", &record->reply_to) ||
		    !decode_id(record->reply_to))
			record->reply_to = 0;
	if (read_text(reader, message, record) != 0 || features_read(reader, record) != 0)
		return -1;
	record->kind = find_kind(message, record);
	if (decode_poll(reader, json_object(message, "poll"), record) != 0)
		return -1;
	return read_reactions(reader, message, chat, record);
}

static int
join_self(struct json_reader *reader, enum via via, struct record *record)
{
	if ((record->passages = decode_room(reader, NULL, sizeof(*record->passages))) == NULL)
		return -1;
	record->passages[record->npassage++] = (struct passage){ record->actor, true, via };
	return 0;
}

static int
join_by_link(struct json_reader *reader, json *message, struct record *record)
{
	(void)message;
	return join_self(reader, VIA_LINK, record);
}

static int
join_by_request(struct json_reader *reader, json *message, struct record *record)
{
	(void)message;
	return join_self(reader, VIA_REQUEST, record);
}

/* Members are told by name only, deleted ones by null; one named like the actor is the actor. */
static int
move_members(struct json_reader *reader, json *message, bool in, struct record *record)
{
	json *members = json_array(message, "members");

	if ((record->passages = decode_room(reader, members, sizeof(*record->passages))) == NULL)
		return -1;
	for (json *member = json_first(members); member != NULL; member = json_next(member)) {
		struct passage *passage = &record->passages[record->npassage++];

		passage->in = in;
		passage->who.name = json_text(member);
		if (same(passage->who.name, record->actor.name))
			passage->who = record->actor;
	}
	return 0;
}

static int
invite(struct json_reader *reader, json *message, struct record *record)
{
	return move_members(reader, message, true, record);
}

static int
take_out(struct json_reader *reader, json *message, struct record *record)
{
	return move_members(reader, message, false, record);
}

static int
name_group(struct json_reader *reader, json *message, struct record *record)
{
	(void)reader;
	record->new_title = json_string(message, "title");
	return 0;
}

static int
create_topic(struct json_reader *reader, json *message, struct record *record)
{
	(void)reader;
	record->topic_id = record->message;
	record->topic_title = json_string(message, "title");
	return 0;
}

static int
edit_topic(struct json_reader *reader, json *message, struct record *record)
{
	(void)reader;
	if (!json_int(message, "reply_to_message_id", &record->topic_id))
		return 0;
	record->topic_title = json_string(message, "new_title");
	if (record->topic_title == NULL)
		record->topic_title = json_string(message, "title");
	return 0;
}

static int
take_service(struct json_reader *reader, json *message, struct export_chat *chat,
    struct record *record)
{
	const char *action = json_string(message, "action");

	record->type = RECORD_SERVICE;
	record->actor = peer_person(message, "actor", "actor_id", &chat->chat);
	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		if (same(actions[i].name, action))
			return actions[i].take(reader, message, record);
	return 0;
}

static int
take_element(struct json_reader *reader, json *element, struct export_chat *chat,
    struct record *record)
{
	const char *type = json_string(element, "type");
	bool local;

	if (same(type, "unsupported"))
		return decode_passed(record, "unsupported message");
	if (!same(type, "message") && !same(type, "service"))
		return decode_passed(record, "unknown kind of message");
	if (!json_int(element, "id", &record->message))
		return decode_bad(record, "a message without id");
	if (!decode_id(record->message))
		return decode_bad(record, "a message id out of range");
	if (!read_time(element, "date_unixtime", "date", chat->zone, &record->at, &local))
		return decode_bad(record, "a message without date");
	if (!decode_instant(record->at))
		return decode_bad(record, "a date outside 1970-2069");
	chat->zone_used = chat->zone_used || local;
	if (same(type, "service"))
		return take_service(reader, element, chat, record);
	return take_message(reader, element, chat, record);
}

void
export_decode(struct json_reader *reader, json *element, struct export_chat *chat,
    struct record *record)
{
	*record = (struct record){ .text = "", .chat = chat->chat };
	if (!json_is_object(element))
		decode_bad(record, "a message that is no object");
	else if (take_element(reader, element, chat, record) != 0)
		decode_bad(record, "no memory left");
}
