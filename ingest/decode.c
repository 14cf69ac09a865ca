#include "ingest/decode.h"

#include <stdlib.h>
#include <string.h>

#include "lib/date.h"
#include "lib/unicode.h"

/* Names of entities in updates, rich messages and exports. */
static const struct {
	const char		*name;
	enum entity_type	 type;
} entity_names[] = {
	{ "url", ENTITY_URL },
	{ "link", ENTITY_URL },
	{ "email", ENTITY_EMAIL },
	{ "email_address", ENTITY_EMAIL },
	{ "phone_number", ENTITY_PHONE },
	{ "phone", ENTITY_PHONE },
	{ "mention", ENTITY_MENTION },
	{ "hashtag", ENTITY_HASHTAG },
	{ "cashtag", ENTITY_CASHTAG },
	{ "bot_command", ENTITY_COMMAND },
	{ "code", ENTITY_CODE },
	{ "pre", ENTITY_PRE },
	{ "text_link", ENTITY_TEXT_LINK },
	{ "text_mention", ENTITY_TEXT_MENTION },
	{ "mention_name", ENTITY_TEXT_MENTION },
	{ "custom_emoji", ENTITY_CUSTOM_EMOJI },
};

/* How a part of a text stands to what is before it. */
enum layout { LAYOUT_INLINE, LAYOUT_LINE, LAYOUT_BLOCKS };

/* Where rich objects keep text, in the order it is shown. */
static const struct {
	const char	*key;
	enum layout	 layout;
} piece_keys[] = {
	{ "summary", LAYOUT_LINE },
	{ "text", LAYOUT_INLINE },
	{ "expression", LAYOUT_INLINE },
	{ "alternative_text", LAYOUT_INLINE },
	{ "items", LAYOUT_BLOCKS },
	{ "blocks", LAYOUT_BLOCKS },
	{ "cells", LAYOUT_BLOCKS },
	{ "caption", LAYOUT_LINE },
	{ "credit", LAYOUT_LINE },
};

/* Text being joined; with text and entities still NULL it is only measured. */
struct pieces {
	char		*text;
	size_t		 length;
	struct entity	*entities;
	size_t		 nentity;
	bool		 line;		/* what comes next begins a line */
};

static void	add_piece(struct pieces *, json *, enum layout);

int
decode_passed(struct record *record, const char *why)
{
	record->type = RECORD_PASSED;
	record->why = why;
	return 0;
}

int
decode_bad(struct record *record, const char *why)
{
	record->type = RECORD_BAD;
	record->why = why;
	return 0;
}

bool
decode_id(int64_t id)
{
	return id != 0 && id >= INT32_MIN && id <= INT32_MAX;
}

bool
decode_instant(int64_t at)
{
	return at >= DATE_FIRST && at < DATE_END;
}

bool
decode_digits(const char *text, int64_t *number)
{
	int64_t value = 0;
	size_t n = 0;

	if (text == NULL)
		return false;
	for (; text[n] >= '0' && text[n] <= '9' && n < 16; n++)
		value = 10 * value + (text[n] - '0');
	if (n == 0 || text[n] != '\0')
		return false;
	*number = value;
	return true;
}

void *
decode_room(struct json_reader *reader, json *array, size_t size)
{
	size_t n = 0;
	void *room;

	for (json *element = json_first(array); element != NULL; element = json_next(element))
		n++;
	n = n > 0 ? n * size : size;
	if ((room = json_alloc(reader, n)) != NULL)
		memset(room, 0, n);
	return room;
}

static enum entity_type
entity_type(const char *name)
{
	if (name == NULL)
		return ENTITY_OTHER;
	for (size_t i = 0; i < sizeof(entity_names) / sizeof(entity_names[0]); i++)
		if (strcmp(entity_names[i].name, name) == 0)
			return entity_names[i].type;
	return ENTITY_OTHER;
}

static const char *
string_of(json *object, const char *key, const char *or_key)
{
	const char *text = json_string(object, key);

	return text != NULL ? text : json_string(object, or_key);
}

/* The entity that an object of whatever source describes, without its span. */
static struct entity
entity_of(json *object)
{
	struct entity entity = { .type = entity_type(json_string(object, "type")) };

	if (entity.type == ENTITY_TEXT_LINK)
		entity.value = string_of(object, "url", "href");
	else if (entity.type == ENTITY_CUSTOM_EMOJI)
		entity.value = string_of(object, "custom_emoji_id", "document_id");
	else if (entity.type == ENTITY_TEXT_MENTION &&
	    !json_int(json_object(object, "user"), "id", &entity.user))
		json_int(object, "user_id", &entity.user);
	return entity;
}

/* A rich "url" has text and target apart, unlike the entity of that name. */
static void
split_link(json *object, struct entity *entity)
{
	const char *text = json_string(object, "text"), *url = json_string(object, "url");

	if (entity->type == ENTITY_URL && url != NULL && (text == NULL || strcmp(text, url) != 0)) {
		entity->type = ENTITY_TEXT_LINK;
		entity->value = url;
	}
}

static void
add_text(struct pieces *pieces, const char *text, size_t length)
{
	if (pieces->text != NULL)
		memcpy(pieces->text + pieces->length, text, length);
	pieces->length += length;
}

static void
add_object(struct pieces *pieces, json *object)
{
	struct entity entity = entity_of(object);
	size_t slot = pieces->nentity;

	split_link(object, &entity);
	entity.start = pieces->length + (pieces->line && pieces->length > 0 ? 1 : 0);
	if (entity.type != ENTITY_OTHER)
		pieces->nentity++;
	for (size_t i = 0; i < sizeof(piece_keys) / sizeof(piece_keys[0]); i++)
		add_piece(pieces, json_get(object, piece_keys[i].key), piece_keys[i].layout);
	if (pieces->length <= entity.start)
		pieces->nentity = slot;
	else if (entity.type != ENTITY_OTHER && pieces->entities != NULL) {
		entity.length = pieces->length - entity.start;
		pieces->entities[slot] = entity;
	}
}

static void
add_piece(struct pieces *pieces, json *piece, enum layout layout)
{
	const char *text = json_text(piece);

	if (piece != NULL &&
	    (layout == LAYOUT_LINE || (layout == LAYOUT_BLOCKS && !json_is_array(piece)))) {
		pieces->line = true;
		layout = LAYOUT_INLINE;
	}
	if (text != NULL && *text != '\0') {
		if (pieces->line && pieces->length > 0)
			add_text(pieces, "\n", 1);
		pieces->line = false;
		add_text(pieces, text, strlen(text));
	} else if (json_is_array(piece)) {
		for (json *part = json_first(piece); part != NULL; part = json_next(part))
			add_piece(pieces, part, layout);
	} else if (json_is_object(piece))
		add_object(pieces, piece);
}

int
decode_pieces(struct json_reader *reader, json *piece, bool lines, struct record *record)
{
	enum layout layout = lines ? LAYOUT_BLOCKS : LAYOUT_INLINE;
	struct pieces pieces = { 0 };

	if ((record->text = json_text(piece)) != NULL) {
		record->length = strlen(record->text);
		return 0;
	}
	record->text = "";
	add_piece(&pieces, piece, layout);
	if (pieces.length == 0)
		return 0;
	pieces = (struct pieces){
		.text = json_alloc(reader, pieces.length + 1),
		.entities = json_alloc(reader, (pieces.nentity + 1) * sizeof(struct entity)),
	};
	if (pieces.text == NULL || pieces.entities == NULL)
		return -1;
	add_piece(&pieces, piece, layout);
	pieces.text[pieces.length] = '\0';
	record->text = pieces.text;
	record->length = pieces.length;
	record->entities = pieces.entities;
	record->nentity = pieces.nentity;
	return 0;
}

/* The byte that each UTF-16 unit of a text begins at; the second of a pair is its first. */
static size_t *
unit_bytes(struct json_reader *reader, const char *text, size_t length, int64_t *units)
{
	size_t *bytes = json_alloc(reader, (length + 1) * sizeof(*bytes));
	size_t at = 0, unit = 0;

	if (bytes == NULL)
		return NULL;
	while (at < length) {
		size_t start = at;

		bytes[unit++] = start;
		if (unicode_next(text, length, &at) > 0xFFFF)
			bytes[unit++] = start;
	}
	bytes[unit] = length;
	*units = (int64_t)unit;
	return bytes;
}

static int
compare_spans(const void *left, const void *right)
{
	const struct entity *a = left, *b = right;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	if (a->length != b->length)
		return a->length > b->length ? -1 : 1;
	return (int)a->type - (int)b->type;
}

int
decode_entities(struct json_reader *reader, json *array, struct record *record)
{
	int64_t offset, length, units = 0;
	struct entity entity, *entities;
	size_t *bytes, n = 0;

	if (json_first(array) == NULL || record->length == 0)
		return 0;
	bytes = unit_bytes(reader, record->text, record->length, &units);
	entities = decode_room(reader, array, sizeof(*entities));
	if (bytes == NULL || entities == NULL)
		return -1;
	for (json *element = json_first(array); element != NULL; element = json_next(element)) {
		entity = entity_of(element);
		if (entity.type == ENTITY_OTHER || !json_int(element, "offset", &offset) ||
		    !json_int(element, "length", &length))
			continue;
		if (offset < 0 || offset > units || length <= 0)
			continue;
		if (length > units - offset)
			length = units - offset;
		entity.start = bytes[offset];
		entity.length = bytes[offset + length] - entity.start;
		if (entity.length > 0)
			entities[n++] = entity;
	}
	qsort(entities, n, sizeof(*entities), compare_spans);
	record->entities = entities;
	record->nentity = n;
	return 0;
}

int
decode_emoji(struct json_reader *reader, json *type, const char **emoji)
{
	static const char prefix[] = "custom:";
	const char *name = json_string(type, "type"), *id;
	char *joined;

	*emoji = NULL;
	if (name == NULL)
		return 0;
	if (strcmp(name, "emoji") == 0)
		*emoji = json_string(type, "emoji");
	else if (strcmp(name, "paid") == 0)
		*emoji = "paid";
	else if (strcmp(name, "custom_emoji") == 0 &&
	    (id = string_of(type, "custom_emoji_id", "document_id")) != NULL) {
		if ((joined = json_alloc(reader, sizeof(prefix) + strlen(id))) == NULL)
			return -1;
		memcpy(joined, prefix, sizeof(prefix) - 1);
		memcpy(joined + sizeof(prefix) - 1, id, strlen(id) + 1);
		*emoji = joined;
	}
	return 0;
}

int
decode_reaction(struct json_reader *reader, json *type, int64_t count, struct record *record)
{
	const char *emoji;

	if (decode_emoji(reader, type, &emoji) != 0)
		return -1;
	if (emoji == NULL || *emoji == '\0' || count < 0)
		return 0;
	for (size_t i = 0; i < record->nreaction; i++)
		if (strcmp(record->reactions[i].emoji, emoji) == 0)
			return 0;
	record->reactions[record->nreaction].emoji = emoji;
	record->reactions[record->nreaction++].count = count;
	return 0;
}

static bool
int_of(json *object, const char *key, const char *or_key, int64_t *number)
{
	return (json_int(object, key, number) || json_int(object, or_key, number)) && *number >= 0;
}

int
decode_poll(struct json_reader *reader, json *object, struct record *record)
{
	json *list = json_array(object, "options");
	struct poll *poll;

	if (!json_is_object(object))
		return 0;
	if (list == NULL)
		list = json_array(object, "answers");
	if ((record->poll = poll = json_alloc(reader, sizeof(*poll))) == NULL)
		return -1;
	*poll = (struct poll){
		.id = json_string(object, "id"),
		.question = json_string(object, "question"),
		.closed = json_true(object, "is_closed") || json_true(object, "closed"),
		.options = decode_room(reader, list, sizeof(*poll->options)),
	};
	if (poll->options == NULL)
		return -1;
	poll->counted = int_of(object, "total_voter_count", "total_voters", &poll->voters);
	for (json *element = json_first(list); element != NULL; element = json_next(element)) {
		struct poll_option *option = &poll->options[poll->noption++];

		option->text = json_string(element, "text");
		poll->counted &= int_of(element, "voter_count", "voters", &option->votes);
	}
	return 0;
}
