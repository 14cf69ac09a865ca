#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "ingest/export.h"
#include "lib/date.h"
#include "tests/unit/ingest_describe.h"

#define HEAD	"\"id\":5,\"type\":\"message\",\"date\":\"2024-01-15T10:30:00\"," \
	"\"date_unixtime\":\"1000\""
#define ANN	"\"from\":\"Ann\",\"from_id\":\"user7\""
#define MSG(rest)	"{" HEAD "," ANN "," rest "}"
#define SAID	"message -1000000000100/5 ~1000 7:Ann "
#define SERVICE(rest) \
	"{\"id\":5,\"type\":\"service\",\"date_unixtime\":\"1000\",\"actor\":\"Ann\"," \
	"\"actor_id\":\"user7\"," rest "}"
#define SERVED	"service -1000000000100/5 ~1000 7:Ann"

static struct export_chat chat;

static void
open_chat(const char *type, int64_t id)
{
	const struct zone *zone = zone_find("Europe/Sofia");

	assert_non_null(zone);
	assert_int_equal(export_chat_init(&chat, "Group", type, id, zone), 0);
}

static void
decode(json *element, struct record *record)
{
	export_decode(reader, element, &chat, record);
	assert_true(record->type != RECORD_MESSAGE || record->snapshot);
}

static void
test_chat(void **state)
{
	static const struct {
		const char	*type;
		int64_t		 id;
		int64_t		 bot_id;
		enum chat_type	 kind;
	} rows[] = {
		{ "personal_chat", 7, 7, CHAT_PRIVATE },
		{ "bot_chat", 7, 7, CHAT_PRIVATE },
		{ "saved_messages", 7, 7, CHAT_PRIVATE },
		{ "replies", 708513, 708513, CHAT_PRIVATE },
		{ "verification_codes", 7, 7, CHAT_PRIVATE },
		{ "private_group", 123, -123, CHAT_GROUP },
		{ "private_group", 8589934715, -123, CHAT_GROUP },
		{ "private_supergroup", 1455389371, -1001455389371, CHAT_SUPERGROUP },
		{ "public_supergroup", 8589934592 + 1455389371, -1001455389371, CHAT_SUPERGROUP },
		{ "private_supergroup", 20000000000, -1020000000000, CHAT_SUPERGROUP },
		{ "public_channel", 1455389371, -1001455389371, CHAT_CHANNEL },
		{ "private_channel", 8589934592 + 1447061072, -1001447061072, CHAT_CHANNEL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		open_chat(rows[i].type, rows[i].id);
		assert_int_equal(chat.chat.id, rows[i].bot_id);
		assert_int_equal(chat.chat.type, rows[i].kind);
		assert_string_equal(chat.chat.title, "Group");
		assert_false(chat.zone_used);
	}
	assert_int_equal(export_chat_init(&chat, NULL, "party", 1, NULL), -1);
	assert_int_equal(export_chat_init(&chat, NULL, NULL, 1, NULL), -1);
	assert_int_equal(export_chat_init(&chat, NULL, "saved_messages", 1, NULL), 0);
	assert_null(chat.chat.title);
}

static void
test_sender(void **state)
{
	static const struct row rows[] = {
		{ MSG("\"text\":\"hi\""), SAID "text \"hi\"" },
		{ "{" HEAD ",\"from\":null,\"from_id\":\"user7\",\"text\":\"a\"}",
		    "message -1000000000100/5 ~1000 7: text \"a\"" },
		{ "{" HEAD ",\"from\":\"Ann\",\"text\":\"a\"}",
		    "message -1000000000100/5 ~1000 ?Ann text \"a\"" },
		{ "{" HEAD ",\"text\":\"a\"}", "message -1000000000100/5 ~1000 ? text \"a\"" },
		{ "{" HEAD ",\"from\":\"X\",\"from_id\":\"user\",\"text\":\"a\"}",
		    "message -1000000000100/5 ~1000 ?X text \"a\"" },
		{ "{" HEAD ",\"from\":\"X\",\"from_id\":\"user7x\",\"text\":\"a\"}",
		    "message -1000000000100/5 ~1000 ?X text \"a\"" },
		/* The group itself: an anonymous administrator. */
		{ "{" HEAD ",\"from\":\"Group\",\"from_id\":\"channel100\",\"text\":\"a\"}",
		    "message -1000000000100/5 ~1000 -1000000000100:Group text \"a\"" },
		{ "{" HEAD ",\"from\":\"C\",\"from_id\":\"channel200\",\"text\":\"a\"}",
		    "message -1000000000100/5 ~1000 -1000000000200:C text \"a\"" },
		{ "{" HEAD ",\"from\":\"B\",\"from_id\":\"chat300\",\"text\":\"a\"}",
		    "message -1000000000100/5 ~1000 -300:B text \"a\"" },
		{ "{" HEAD ",\"from\":\"C\",\"from_id\":\"channel200\",\"forwarded_from\":\"C\","
		    "\"text\":\"a\"}",
		    "message -1000000000100/5 ~1000 -1000000000200:C+auto text \"a\"" },
		{ "{" HEAD ",\"from\":\"C\",\"from_id\":\"channel200\",\"forwarded_from\":\"News\","
		    "\"saved_from\":\"C\",\"text\":\"a\"}",
		    "message -1000000000100/5 ~1000 -1000000000200:C+auto text \"a\"" },
		{ "{" HEAD ",\"from\":\"C\",\"from_id\":\"channel200\","
		    "\"forwarded_from\":\"News\",\"text\":\"a\"}",
		    "message -1000000000100/5 ~1000 -1000000000200:C text \"a\"" },
		{ MSG("\"forwarded_from\":\"Ann\",\"text\":\"a\""), SAID "text \"a\"" },
		/* Numbers of earlier years. */
		{ "{" HEAD ",\"from\":\"Z\",\"from_id\":0,\"text\":\"a\"}",
		    "message -1000000000100/5 ~1000 0:Z text \"a\"" },
		{ "{" HEAD ",\"from\":\"T\",\"from_id\":4295744296,\"text\":\"a\"}",
		    "message -1000000000100/5 ~1000 777000:T text \"a\"" },
		{ "{" HEAD ",\"from\":\"C\",\"from_id\":8589934792,\"text\":\"a\"}",
		    "message -1000000000100/5 ~1000 -1000000000200:C text \"a\"" },
		{ "{" HEAD ",\"from\":\"G\",\"from_id\":100,\"text\":\"a\"}",
		    "message -1000000000100/5 ~1000 -1000000000100:G text \"a\"" },
	};
	static const struct row posts[] = {
		{ "{" HEAD ",\"text\":\"a\"}",
		    "message -1000000000100/5 ~1000 -1000000000100:Group text \"a\"" },
		{ "{" HEAD ",\"from\":\"Ann\",\"text\":\"a\"}",
		    "message -1000000000100/5 ~1000 ?Ann text \"a\"" },
		{ "{" HEAD ",\"from\":\"Group\",\"from_id\":\"channel100\","
		    "\"forwarded_from\":\"Group\",\"text\":\"\"}",
		    "message -1000000000100/5 ~1000 -1000000000100:Group other \"\"" },
	};
	static const struct row group[] = {
		{ "{" HEAD ",\"from\":\"A\",\"from_id\":4294967396,\"text\":\"a\"}",
		    "message -100/5 ~1000 100:A text \"a\"" },
		{ "{" HEAD ",\"from\":\"A\",\"from_id\":9999999999,\"text\":\"a\"}",
		    "message -100/5 ~1000 9999999999:A text \"a\"" },
	};

	(void)state;
	open_chat("private_supergroup", 100);
	CHECK(rows);
	open_chat("public_channel", 100);
	CHECK(posts);
	open_chat("private_group", 100);
	CHECK(group);
}

static void
test_time(void **state)
{
	static const struct row exact[] = {
		{ "{\"id\":5,\"type\":\"message\"," ANN ",\"date_unixtime\":1700000000,"
		    "\"text\":\"a\"}",
		    "message -1000000000100/5 ~1700000000 7:Ann text \"a\"" },
		{ "{\"id\":5,\"type\":\"message\"," ANN ",\"date\":\"2017-01-01T06:20:09.248Z\","
		    "\"text\":\"a\"}",
		    "message -1000000000100/5 ~1483251609 7:Ann text \"a\"" },
		{ MSG("\"edited\":\"2024-01-15T10:35:00\",\"edited_unixtime\":\"1705307700\","
		    "\"text\":\"a\""),
		    SAID "text \"a\" edited 1705307700" },
		{ MSG("\"edited_unixtime\":\"3155760000\",\"text\":\"a\""), SAID "text \"a\"" },
	};
	static const struct row local[] = {
		{ "{\"id\":5,\"type\":\"message\"," ANN ",\"date\":\"2024-01-15T10:30:00\","
		    "\"text\":\"a\"}",
		    "message -1000000000100/5 ~1705307400 7:Ann text \"a\"" },
		{ "{\"id\":5,\"type\":\"message\"," ANN ",\"date\":\"2024-07-15T10:30:00\","
		    "\"edited\":\"2024-07-15T10:31:00\",\"text\":\"a\"}",
		    "message -1000000000100/5 ~1721028600 7:Ann text \"a\" edited 1721028660" },
		{ "{\"id\":5,\"type\":\"message\"," ANN ",\"date\":\"2019-01-15T10:30:00\","
		    "\"edited\":\"1970-01-01T05:00:00\",\"text\":\"a\"}",
		    "message -1000000000100/5 ~1547541000 7:Ann text \"a\"" },
		{ "{\"id\":5,\"type\":\"message\"," ANN ",\"date\":\"2024-01-15T10:30:00\","
		    "\"date_unixtime\":\"soon\",\"text\":\"a\"}",
		    "message -1000000000100/5 ~1705307400 7:Ann text \"a\"" },
	};

	(void)state;
	open_chat("private_supergroup", 100);
	CHECK(exact);
	assert_false(chat.zone_used);
	for (size_t i = 0; i < sizeof(local) / sizeof(local[0]); i++) {
		chat.zone_used = false;
		check(&local[i], 1);
		assert_true(chat.zone_used);
	}
}

static void
test_text(void **state)
{
	static const struct row rows[] = {
		{ MSG("\"text\":[\"see \",{\"type\":\"link\",\"text\":\"http://x\"},\" \","
		    "{\"type\":\"text_link\","
		    "\"text\":\"é\",\"href\":\"http://y\"},{\"type\":\"bold\",\"text\":\" b \"},"
		    "{\"type\":\"plain\","
		    "\"text\":\"p\"},{\"type\":\"mention_name\",\"text\":\"Bo\",\"user_id\":8},"
		    "{\"type\":"
		    "\"custom_emoji\",\"text\":\"👍\",\"document_id\":\"stickers/a.tgs\"},\"\"]"),
		    SAID "text \"see http://x é b pBo👍\" url[http://x] text_link[é]=http://y "
		    "text_mention[Bo]=8 custom_emoji[👍]=stickers/a.tgs" },
		{ MSG("\"text\":[{\"type\":\"mention\",\"text\":\"@a\"},{\"type\":\"hashtag\","
		    "\"text\":\"#a\"},"
		    "{\"type\":\"cashtag\",\"text\":\"$A\"},{\"type\":\"bot_command\","
		    "\"text\":\"/a\"},"
		    "{\"type\":\"code\",\"text\":\"c\"},{\"type\":\"pre\",\"text\":\"d\","
		    "\"language\":\"\"},"
		    "{\"type\":\"email\",\"text\":\"a@b\"},{\"type\":\"phone\",\"text\":\"+1\"},"
		    "{\"type\":\"link\",\"text\":\"\"},{\"type\":\"unknown\",\"text\":\"?\"}]"),
		    SAID "text \"@a#a$A/acda@b+1?\" mention[@a] hashtag[#a] cashtag[$A] command[/a] code[c] "
		    "pre[d] email[a@b] phone[+1]" },
		{ MSG("\"text\":\"two words\",\"text_entities\":[{\"type\":\"plain\","
		    "\"text\":\"two words\"}]"),
		    SAID "text \"two words\"" },
		{ MSG("\"text_entities\":[{\"type\":\"plain\",\"text\":\"only \"},"
		    "{\"type\":\"code\",\"text\":\"x\"}]"),
		    SAID "text \"only x\" code[x]" },
		{ MSG("\"text\":\"\",\"rich_message\":{\"blocks\":[{\"text\":\"one\"},"
		    "{\"text\":[\"t\",\"wo\"]}]}"),
		    SAID "text \"one\ntwo\"" },
		{ MSG("\"rich_message\":[\"one\",{\"type\":\"bold\",\"text\":\"two\"}]"),
		    SAID "text \"one\ntwo\"" },
		{ MSG("\"text\":7"), SAID "other \"\"" },
	};

	(void)state;
	open_chat("private_supergroup", 100);
	CHECK(rows);
}

#define MEDIA(type)	"\"file\":\"f\",\"media_type\":\"" type "\",\"text\":\"\""

static void
test_kind(void **state)
{
	static const struct row rows[] = {
		{ MSG("\"photo\":\"photos/1.jpg\",\"width\":2,\"text\":\"cap\""),
		    SAID "photo \"cap\"" },
		{ MSG(MEDIA("sticker")), SAID "sticker \"\"" },
		{ MSG(MEDIA("video_message")), SAID "video_note \"\"" },
		{ MSG(MEDIA("voice_message")), SAID "voice \"\"" },
		{ MSG(MEDIA("animation")), SAID "animation \"\"" },
		{ MSG(MEDIA("video_file")), SAID "video \"\"" },
		{ MSG(MEDIA("audio_file") ",\"title\":\"t\""), SAID "audio \"\"" },
		{ MSG(MEDIA("hologram")), SAID "document \"\"" },
		{ MSG("\"file\":\"f\",\"text\":\"\""), SAID "document \"\"" },
		{ MSG("\"poll\":{},\"text\":\"\""), SAID "poll \"\" poll - \"-\"" },
		{ MSG("\"poll\":{\"question\":\"Q\",\"closed\":true,\"total_voters\":1,"
		    "\"answers\":[{\"text\":\"a\",\"voters\":1,\"chosen\":true}]},\"text\":\"\""),
		    SAID "poll \"\" poll - \"Q\" closed 1 [a]1" },
		{ MSG("\"location_information\":null,\"text\":\"\""), SAID "location \"\"" },
		{ MSG("\"location_information\":{},\"place_name\":\"p\",\"address\":\"a\""),
		    SAID "venue \"\"" },
		{ MSG("\"address\":\"a\",\"location_information\":{}"), SAID "venue \"\"" },
		{ MSG("\"contact_information\":{},\"contact_vcard\":\"v\""), SAID "contact \"\"" },
		{ MSG("\"game_title\":\"g\""), SAID "game \"\"" },
		{ MSG("\"invoice_information\":\"{}\""), SAID "invoice \"\"" },
		{ MSG("\"todo_list\":{}"), SAID "checklist \"\"" },
		{ MSG("\"giveaway_information\":{}"), SAID "giveaway \"\"" },
		{ MSG("\"giveaway_results\":{}"), SAID "giveaway \"\"" },
		{ MSG("\"paid_stars_amount\":5,\"text\":\"\""), SAID "paid_media \"\"" },
		{ MSG("\"hologram\":{},\"text\":\"\""), SAID "other \"\"" },
		{ MSG("\"hologram\":{},\"text\":\"a\""), SAID "text \"a\"" },
		/* A dice: Telegram Desktop writes nothing of it. */
		{ MSG("\"text\":\"\",\"text_entities\":[]"), SAID "other \"\"" },
	};

	(void)state;
	open_chat("private_supergroup", 100);
	CHECK(rows);
}

static void
test_reply(void **state)
{
	static const struct row rows[] = {
		{ MSG("\"reply_to_message_id\":3,\"text\":\"a\""), SAID "text \"a\" re 3" },
		{ MSG("\"reply_to_message_id\":-999999997,\"text\":\"a\""),
		    SAID "text \"a\" re -999999997" },
		{ MSG("\"reply_to_message_id\":4294967296,\"text\":\"a\""), SAID "text \"a\"" },
		{ MSG("\"reply_to_message_id\":0,\"text\":\"a\""), SAID "text \"a\"" },
		{ MSG("\"reply_to_message_id\":3,\"reply_to_peer_id\":\"channel200\","
		    "\"text\":\"a\""),
		    SAID "text \"a\"" },
		{ MSG("\"reply_to_message_id\":3,\"reply_to_peer_id\":\"channel100\","
		    "\"text\":\"a\""),
		    SAID "text \"a\" re 3" },
	};

	(void)state;
	open_chat("private_supergroup", 100);
	CHECK(rows);
}

static void
test_reactions(void **state)
{
	static const struct row rows[] = {
		{ MSG("\"text\":\"a\",\"reactions\":[{\"type\":\"emoji\",\"count\":3,"
		    "\"emoji\":\"👍\",\"recent\":["
		    "{\"from\":\"Bo\",\"from_id\":\"user8\",\"date\":\"2024-01-15T10:30:00\"},"
		    "{\"from\":null,\"from_id\":\"channel200\",\"date\":\"never\"},"
		    "{\"from\":\"Cy\",\"from_id\":\"user9\",\"date_unixtime\":\"1700000000\"},"
		    "{\"from\":\"nobody\"}]},"
		    "{\"type\":\"custom_emoji\",\"count\":1,\"document_id\":\"53\"},"
		    "{\"type\":\"custom_emoji\",\"count\":1,"
		    "\"document_id\":\"stickers/a (1).webm\"},"
		    "{\"type\":\"paid\",\"count\":50},{\"type\":\"empty\",\"count\":1},"
		    "{\"type\":\"emoji\",\"count\":-1,\"emoji\":\"❤\"},"
		    "{\"type\":\"emoji\",\"count\":\"2\",\"emoji\":\"🔥\"},{\"type\":\"emoji\","
		    "\"count\":2}]"),
		    SAID "text \"a\" 👍*3(8:Bo~1705307400,-1000000000200:~1000,9:Cy~1700000000) custom:53*1 "
		    "custom:stickers/a (1).webm*1 paid*50" },
		/* The exporter's clock was five hours behind UTC, whatever the chat's zone is. */
		{ "{\"id\":5,\"type\":\"message\",\"date\":\"2024-01-15T10:30:00\",\"date_unixtime\":\"1705332600\","
		    "\"from\":\"Ann\",\"from_id\":\"user7\",\"text\":\"a\",\"reactions\":[{\"type\":\"emoji\","
		    "\"count\":1,\"emoji\":\"👍\",\"recent\":[{\"from\":\"Bo\",\"from_id\":\"user8\","
		    "\"date\":\"2024-01-15T10:31:00\"}]}]}",
		    "message -1000000000100/5 ~1705332600 7:Ann text \"a\" 👍*1(8:Bo~1705332660)" },
	};

	(void)state;
	open_chat("private_supergroup", 100);
	CHECK(rows);
	assert_false(chat.zone_used);
}

static void
test_service(void **state)
{
	static const struct row rows[] = {
		{ SERVICE("\"action\":\"join_group_by_link\",\"inviter\":\"Bo\""),
		    SERVED " in 7:Ann by link" },
		{ SERVICE("\"action\":\"join_group_by_request\""), SERVED " in 7:Ann by request" },
		{ SERVICE("\"action\":\"invite_members\",\"members\":[\"Bo\",\"Ann\",null]"),
		    SERVED " in ?Bo in 7:Ann in ?" },
		{ SERVICE("\"action\":\"remove_members\",\"members\":[\"Bo\"]"),
		    SERVED " out ?Bo" },
		{ SERVICE("\"action\":\"remove_members\",\"members\":[\"Ann\"]"),
		    SERVED " out 7:Ann" },
		{ SERVICE("\"action\":\"create_group\",\"title\":\"T\",\"members\":[\"Ann\","
		    "\"Bo\"]"),
		    SERVED " in 7:Ann in ?Bo" },
		{ SERVICE("\"action\":\"edit_group_title\",\"title\":\"New\""),
		    SERVED " title \"New\"" },
		{ SERVICE("\"action\":\"create_channel\",\"title\":\"T\""), SERVED },
		{ SERVICE("\"action\":\"migrate_from_group\",\"title\":\"T\""), SERVED },
		{ SERVICE("\"action\":\"topic_created\",\"title\":\"T\""),
		    SERVED " topic 5 \"T\"" },
		{ SERVICE("\"action\":\"topic_edit\",\"new_title\":\"U\","
		    "\"reply_to_message_id\":3"),
		    SERVED " topic 3 \"U\"" },
		{ SERVICE("\"action\":\"topic_edit\",\"new_icon_emoji_id\":1,"
		    "\"reply_to_message_id\":3"),
		    SERVED " topic 3 \"(null)\"" },
		{ SERVICE("\"action\":\"topic_edit\",\"new_title\":\"U\""), SERVED },
		{ SERVICE("\"action\":\"pin_message\",\"message_id\":3,\"text\":\"\""), SERVED },
		{ SERVICE("\"information_text\":\"hello\""), SERVED },
		{ "{\"id\":5,\"type\":\"service\",\"date_unixtime\":\"1000\","
		    "\"action\":\"giveaway_launch\"}",
		    "service -1000000000100/5 ~1000 ?" },
	};

	(void)state;
	open_chat("private_supergroup", 100);
	CHECK(rows);
}

static void
test_useless(void **state)
{
	static const struct row rows[] = {
		{ "{\"id\":5,\"type\":\"unsupported\"}", "passed: unsupported message" },
		{ "{\"id\":5,\"type\":\"telepathy\"}", "passed: unknown kind of message" },
		{ "{\"id\":5}", "passed: unknown kind of message" },
		{ "null", "bad: a message that is no object" },
		{ "{\"type\":\"message\",\"date_unixtime\":\"1000\"}",
		    "bad: a message without id" },
		{ "{\"id\":\"5\",\"type\":\"message\",\"date_unixtime\":\"1000\"}",
		    "bad: a message without id" },
		{ "{\"id\":0,\"type\":\"message\",\"date_unixtime\":\"1000\"}",
		    "bad: a message id out of range" },
		{ "{\"id\":5,\"type\":\"message\"}", "bad: a message without date" },
		{ "{\"id\":5,\"type\":\"message\",\"date\":\"yesterday\"}",
		    "bad: a message without date" },
		{ "{\"id\":5,\"type\":\"service\",\"date_unixtime\":\"\"}",
		    "bad: a message without date" },
		{ "{\"id\":5,\"type\":\"message\",\"date_unixtime\":\"3155760000\"}",
		    "bad: a date outside 1970-2069" },
		{ "{\"id\":5,\"type\":\"message\",\"date_unixtime\":-1}",
		    "bad: a date outside 1970-2069" },
		{ "{\"id\":-999999995,\"type\":\"message\",\"date_unixtime\":\"1000\","
		    "\"text\":\"old\"}",
		    "message -1000000000100/-999999995 ~1000 ? text \"old\"" },
	};

	(void)state;
	open_chat("private_supergroup", 100);
	CHECK(rows);
}

/* Two independent programs agree on what this export holds. */
static void
test_shared(void **state)
{
	static const int64_t top[5][2] = { { 0, 296 }, { 8, 292 }, { 1, 291 }, { 13, 291 }, { 16,
	    288 } };
	int64_t by[20] = { 0 }, first_hour = 0, points = 0;
	size_t length;
	char *text = read_file("../shared/data/exports/chat-analytics/BIG_20A_5475M.json", &length);
	json *element;

	(void)state;
	if (text == NULL)
		skip();
	open_chat("private_supergroup", 1111111111);
	element = json_first(json_array(json_parse(reader, text, length), "messages"));
	for (; element != NULL; element = json_next(element)) {
		struct record record;

		export_decode(reader, element, &chat, &record);
		assert_int_equal(record.type, RECORD_MESSAGE);
		assert_in_range(record.actor.id, 0, 19);
		by[record.actor.id]++;
		first_hour += record.at % DATE_SECONDS < 3600;
		for (size_t i = 0; i < record.length; i++)
			points += (record.text[i] & 0xC0) != 0x80;
	}
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(by[top[i][0]], top[i][1]);
	assert_int_equal(first_hour, 236);
	assert_int_equal(points, 263042);
	assert_false(chat.zone_used);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chat),
		cmocka_unit_test(test_sender),
		cmocka_unit_test(test_time),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_kind),
		cmocka_unit_test(test_reply),
		cmocka_unit_test(test_reactions),
		cmocka_unit_test(test_service),
		cmocka_unit_test(test_useless),
		cmocka_unit_test(test_shared),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
