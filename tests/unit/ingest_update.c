#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "ingest/update.h"
#include "tests/unit/ingest_describe.h"

#define CHAT	"\"chat\":{\"id\":-100,\"type\":\"supergroup\",\"title\":\"G\",\"username\":\"gg\"}"
#define ANN	"{\"id\":7,\"is_bot\":false,\"first_name\":\"Ann\",\"last_name\":\"Lee\"," \
	"\"username\":\"ann\"}"
#define BOB	"{\"id\":8,\"is_bot\":true,\"first_name\":\"Bob\"}"
#define HEAD	"\"message_id\":5,\"date\":1000," CHAT
#define MSG(rest)	"{\"update_id\":1,\"message\":{" HEAD ",\"from\":" ANN "," rest "}}"
#define SAID	"message -100/5 ~1000 7:Ann Lee@ann "
#define SERVED	"service -100/5 ~1000 7:Ann Lee@ann"

static void
decode(json *element, struct record *record)
{
	update_decode(reader, element, record);
}

static void
test_sender(void **state)
{
	static const struct row rows[] = {
		{ MSG("\"text\":\"hi\""), SAID "text \"hi\"" },
		{ "{\"message\":{" HEAD ",\"from\":" BOB ",\"text\":\"\"}}",
		    "message -100/5 ~1000 8:Bob+bot text \"\"" },
		{ "{\"message\":{" HEAD ",\"text\":\"a\"}}", "message -100/5 ~1000 ? text \"a\"" },
		{ "{\"message\":{" HEAD ",\"from\":{\"id\":\"7\"},\"text\":\"a\"}}",
		    "message -100/5 ~1000 ? text \"a\"" },
		{ "{\"message\":{" HEAD ",\"from\":{\"id\":9,\"last_name\":\"L\"},\"text\":\"a\"}}",
		    "message -100/5 ~1000 9:L text \"a\"" },
		/* On behalf of a chat; the user is a stand-in. */
		{ "{\"message\":{" HEAD ",\"from\":{\"id\":136817688,\"is_bot\":true},"
		    "\"sender_chat\":"
		    "{\"id\":-200,\"type\":\"channel\",\"title\":\"C\",\"username\":\"cc\"},"
		    "\"text\":\"a\"}}",
		    "message -100/5 ~1000 -200:C@cc text \"a\"" },
		{ "{\"message\":{" HEAD ",\"from\":{\"id\":777000},\"is_automatic_forward\":true,"
		    "\"sender_chat\":{\"id\":-200,\"type\":\"channel\",\"title\":\"C\"},"
		    "\"text\":\"a\"}}",
		    "message -100/5 ~1000 -200:C+auto text \"a\"" },
		{ "{\"message\":{" HEAD ",\"from\":{\"id\":1087968824,\"is_bot\":true},"
		    "\"text\":\"a\"}}",
		    "message -100/5 ~1000 -100:G@gg text \"a\"" },
		{ "{\"message\":{" HEAD ",\"from\":{\"id\":136817688,\"is_bot\":true},"
		    "\"text\":\"a\"}}",
		    "message -100/5 ~1000 ? text \"a\"" },
		{ "{\"channel_post\":{\"message_id\":5,\"date\":1000,\"chat\":{\"id\":-200,"
		    "\"type\":\"channel\","
		    "\"title\":\"C\"},\"text\":\"a\"}}", "message -200/5 ~1000 -200:C text \"a\"" },
		{ "{\"edited_channel_post\":{\"message_id\":5,\"date\":1000,\"edit_date\":1100,"
		    "\"chat\":"
		    "{\"id\":-200,\"type\":\"channel\",\"title\":\"C\"},\"text\":\"a\"}}",
		    "message -200/5 ~1000 -200:C text \"a\" edited 1100" },
		{ "{\"edited_message\":{" HEAD ",\"from\":" ANN ",\"edit_date\":1100,"
		    "\"text\":\"b\"}}",
		    SAID "text \"b\" edited 1100" },
		{ MSG("\"edit_date\":-1,\"text\":\"b\""), SAID "text \"b\"" },
	};

	(void)state;
	CHECK(rows);
}

static void
test_kind(void **state)
{
	static const struct row rows[] = {
		{ MSG("\"document\":{},\"animation\":{},\"caption\":\"c\""),
		    SAID "animation \"c\"" },
		{ MSG("\"location\":{},\"venue\":{}"), SAID "venue \"\"" },
		{ MSG("\"photo\":[{}],\"live_photo\":{}"), SAID "live_photo \"\"" },
		{ MSG("\"photo\":[{}]"), SAID "photo \"\"" },
		{ MSG("\"video\":{}"), SAID "video \"\"" },
		{ MSG("\"audio\":{}"), SAID "audio \"\"" },
		{ MSG("\"voice\":{}"), SAID "voice \"\"" },
		{ MSG("\"video_note\":{}"), SAID "video_note \"\"" },
		{ MSG("\"sticker\":{}"), SAID "sticker \"\"" },
		{ MSG("\"document\":{}"), SAID "document \"\"" },
		{ MSG("\"poll\":{}"), SAID "poll \"\" poll - \"-\"" },
		{ MSG("\"poll\":{\"id\":\"9\",\"question\":\"Q\",\"options\":[{\"text\":\"a\",\"voter_count\":0}],"
		    "\"total_voter_count\":0}"), SAID "poll \"\" poll 9 \"Q\" [a]" },
		{ MSG("\"poll\":{\"id\":\"9\",\"options\":[{\"voter_count\":1},{\"voter_count\":0}],"
		    "\"total_voter_count\":1}"), SAID "poll \"\" poll 9 \"-\" 1 [-]1 [-]0" },
		{ MSG("\"location\":{}"), SAID "location \"\"" },
		{ MSG("\"contact\":{}"), SAID "contact \"\"" },
		{ MSG("\"dice\":{}"), SAID "dice \"\"" },
		{ MSG("\"game\":{}"), SAID "game \"\"" },
		{ MSG("\"story\":{}"), SAID "story \"\"" },
		{ MSG("\"paid_media\":{}"), SAID "paid_media \"\"" },
		{ MSG("\"checklist\":{}"), SAID "checklist \"\"" },
		{ MSG("\"giveaway\":{}"), SAID "giveaway \"\"" },
		{ MSG("\"giveaway_winners\":{}"), SAID "giveaway \"\"" },
		{ MSG("\"invoice\":{}"), SAID "invoice \"\"" },
		{ MSG("\"hologram\":{}"), SAID "other \"\"" },
		{ MSG("\"photo\":null,\"video\":[],\"new_chat_photo\":[],"
		    "\"delete_chat_photo\":false,"
		    "\"migrate_to_chat_id\":0,\"text\":\"t\""), SAID "text \"t\"" },
		{ MSG("\"migrate_to_chat_id\":0"), SAID "other \"\"" },
		{ MSG("\"text\":\"t\",\"pinned_message\":{}"), SAID "text \"t\"" },
	};

	(void)state;
	CHECK(rows);
}

/* Offsets count UTF-16 units: "é👍x" is 1 + 2 + 1. */
static void
test_entities(void **state)
{
	static const struct row rows[] = {
		{ MSG("\"text\":\"é👍 @me\",\"entities\":[{\"type\":\"mention\",\"offset\":4,"
		    "\"length\":3}]"),
		    SAID "text \"é👍 @me\" mention[@me]" },
		{ MSG("\"photo\":[{}],\"caption\":\"a #b\",\"caption_entities\":"
		    "[{\"type\":\"hashtag\",\"offset\":2,\"length\":2}]"),
		    SAID "photo \"a #b\" hashtag[#b]" },
		{ MSG("\"text\":\"é👍x\",\"entities\":["
		    "{\"type\":\"code\",\"offset\":3,\"length\":9007199254740991},"
		    "{\"type\":\"url\",\"offset\":-1,\"length\":3},{\"type\":\"url\","
		    "\"offset\":4,\"length\":1},"
		    "{\"type\":\"url\",\"offset\":0,\"length\":0},{\"type\":\"url\","
		    "\"offset\":1,\"length\":-1},"
		    "{\"type\":\"email\",\"offset\":2,\"length\":2},{\"type\":\"cashtag\","
		    "\"offset\":0,\"length\":2},"
		    "{\"type\":\"url\",\"offset\":1,\"length\":1},{\"type\":\"url\","
		    "\"offset\":\"0\"},7]"),
		    SAID "text \"é👍x\" cashtag[é] email[👍x] code[x]" },
		{ MSG("\"text\":\"abcd\",\"entities\":[{\"type\":\"url\",\"offset\":1,"
		    "\"length\":1},"
		    "{\"type\":\"text_link\",\"offset\":0,\"length\":2,\"url\":\"http://x\"},"
		    "{\"type\":\"pre\",\"offset\":0,\"length\":4},{\"type\":\"bold\","
		    "\"offset\":0,\"length\":4},"
		    "{\"type\":\"phone_number\",\"offset\":3,\"length\":1},"
		    "{\"type\":\"custom_emoji\",\"offset\":2,\"length\":1,"
		    "\"custom_emoji_id\":\"55\"},"
		    "{\"type\":\"text_mention\",\"offset\":2,\"length\":2,\"user\":" ANN "},"
		    "{\"type\":\"bot_command\",\"offset\":3,\"length\":1}]"),
		    SAID "text \"abcd\" pre[abcd] text_link[ab]=http://x url[b] text_mention[cd]=7 "
		    "custom_emoji[c]=55 phone[d] command[d]" },
	};

	(void)state;
	CHECK(rows);
}

static void
test_rich(void **state)
{
	static const struct row rows[] = {
		{ MSG("\"rich_message\":{\"blocks\":[{\"type\":\"heading\",\"text\":\"Head\","
		    "\"size\":1},"
		    "{\"type\":\"divider\"},{\"type\":\"paragraph\",\"text\":[\"see \","
		    "{\"type\":\"url\",\"text\":\"here\",\"url\":\"http://x\"},\" or \","
		    "{\"type\":\"url\",\"text\":\"http://y\",\"url\":\"http://y\"}]}]}"),
		    SAID "text \"Head\nsee here or http://y\" text_link[here]=http://x url[http://y]" },
		{ MSG("\"rich_message\":{\"blocks\":[{\"type\":\"list\","
		    "\"items\":[{\"label\":\"1.\",\"blocks\":"
		    "[{\"type\":\"paragraph\",\"text\":\"one\"}]},{\"label\":\"2.\",\"blocks\":"
		    "[{\"type\":\"pre\",\"text\":\"two\"},{\"type\":\"paragraph\","
		    "\"text\":\"\"}]}]},"
		    "{\"type\":\"details\",\"summary\":[\"s\",\"t\"],"
		    "\"blocks\":[{\"type\":\"footer\",\"text\":\"f\"}]},"
		    "{\"type\":\"table\",\"cells\":[[{\"text\":\"a\"},{\"text\":\"b\"}],[{},"
		    "{\"text\":\"c\"}]],"
		    "\"caption\":\"cap\"},{\"type\":\"photo\",\"photo\":[],"
		    "\"caption\":{\"text\":\"pic\","
		    "\"credit\":\"me\"}},{\"type\":\"mathematical_expression\","
		    "\"expression\":\"x^2\"},"
		    "{\"type\":\"paragraph\",\"text\":{\"type\":\"bold\","
		    "\"text\":{\"type\":\"hashtag\","
		    "\"text\":[{\"type\":\"code\",\"text\":\"#\"},\"h\"],\"hashtag\":\"h\"}}},"
		    "{\"type\":\"paragraph\",\"text\":{\"type\":\"custom_emoji\","
		    "\"custom_emoji_id\":\"5\","
		    "\"alternative_text\":\"👍\"}}]}"),
		    SAID "text \"one\ntwo\ns" "t\nf\na\nb\nc\ncap\npic\nme\nx^2\n#h\n👍\" pre[two] hashtag[#h] "
		    "code[#] custom_emoji[👍]=5" },
		{ MSG("\"rich_message\":{\"blocks\":[]}"), SAID "text \"\"" },
	};

	(void)state;
	CHECK(rows);
}

static void
test_reply(void **state)
{
	static const struct row rows[] = {
		{ MSG("\"text\":\"a\",\"reply_to_message\":{\"message_id\":3,\"date\":9," CHAT "}"),
		    SAID "text \"a\" re 3" },
		{ MSG("\"text\":\"a\",\"reply_to_message\":{\"message_id\":3,\"date\":0," CHAT "}"),
		    SAID "text \"a\" re 3" },
		{ MSG("\"text\":\"a\",\"reply_to_message\":{\"message_id\":3,"
		    "\"chat\":{\"id\":-9}}"),
		    SAID "text \"a\"" },
		{ MSG("\"text\":\"a\",\"external_reply\":{\"message_id\":4," CHAT "}"),
		    SAID "text \"a\" re 4" },
		{ MSG("\"text\":\"a\",\"external_reply\":{\"message_id\":4,\"chat\":{\"id\":-9}}"),
		    SAID "text \"a\"" },
		{ MSG("\"text\":\"a\",\"external_reply\":{\"origin\":{}}"), SAID "text \"a\"" },
		/* A comment on a channel's post: no topic, a reply to the channel. */
		{ MSG("\"text\":\"a\",\"message_thread_id\":3,"
		    "\"reply_to_message\":{\"message_id\":3,"
		    "\"is_automatic_forward\":true," CHAT "}"), SAID "text \"a\" re 3" },
		/* Topics: their root is not answered. */
		{ MSG("\"text\":\"a\",\"message_thread_id\":3,\"is_topic_message\":true,"
		    "\"reply_to_message\":{\"message_id\":3," CHAT "}"),
		    SAID "text \"a\" topic 3" },
		{ MSG("\"text\":\"a\",\"message_thread_id\":3,\"is_topic_message\":true,"
		    "\"reply_to_message\":{\"message_id\":4," CHAT "}"),
		    SAID "text \"a\" re 4 topic 3" },
		{ MSG("\"text\":\"a\",\"reply_to_message\":{\"message_id\":3,"
		    "\"forum_topic_created\":{\"name\":\"t\"}," CHAT "}"), SAID "text \"a\"" },
		/* No message has such an id. */
		{ MSG("\"text\":\"a\",\"message_thread_id\":2982332790500251,\"is_topic_message\":true"),
		    SAID "text \"a\"" },
		{ MSG("\"text\":\"a\",\"message_thread_id\":1,\"is_topic_message\":true"),
		    SAID "text \"a\"" },
		{ MSG("\"text\":\"a\",\"message_thread_id\":3"), SAID "text \"a\"" },
	};

	(void)state;
	CHECK(rows);
}

static void
test_service(void **state)
{
	static const struct row rows[] = {
		{ MSG("\"new_chat_members\":[" ANN "," BOB ",7]"),
		    SERVED " in 7:Ann Lee@ann in 8:Bob+bot" },
		{ MSG("\"left_chat_member\":" BOB), SERVED " out 8:Bob+bot" },
		{ MSG("\"new_chat_title\":\"New\""), SERVED " title \"New\"" },
		{ MSG("\"message_thread_id\":3,\"forum_topic_created\":{\"name\":\"T\"}"),
		    SERVED " topic 3 \"T\"" },
		{ MSG("\"message_thread_id\":3,\"forum_topic_edited\":{\"name\":\"U\"}"),
		    SERVED " topic 3 \"U\"" },
		{ MSG("\"message_thread_id\":3,\"forum_topic_edited\":{}"),
		    SERVED " topic 3 \"(null)\"" },
		{ MSG("\"forum_topic_edited\":{\"name\":\"U\"}"), SERVED },
		{ "{\"message\":{\"message_id\":5,\"date\":1000,\"chat\":{\"id\":-100,"
		    "\"type\":\"supergroup\","
		    "\"is_forum\":true},\"from\":" ANN ","
		    "\"forum_topic_edited\":{\"name\":\"All\"}}}",
		    SERVED " topic 1 \"All\"" },
		{ MSG("\"message_thread_id\":3,\"forum_topic_closed\":{}"), SERVED },
		{ MSG("\"migrate_to_chat_id\":-1009"), SERVED " migrated -100 -1009" },
		{ MSG("\"migrate_from_chat_id\":-9"), SERVED " migrated -9 -100" },
		{ MSG("\"delete_chat_photo\":true"), SERVED },
		{ MSG("\"pinned_message\":{\"date\":0}"), SERVED },
		{ MSG("\"video_chat_ended\":{\"duration\":3}"), SERVED },
		{ MSG("\"successful_payment\":{}"), SERVED },
	};

	(void)state;
	CHECK(rows);
}

#define REACTION(rest)	"{\"message_reaction\":{" HEAD "," rest "}}"

static void
test_reactions(void **state)
{
	static const struct row rows[] = {
		{ REACTION("\"user\":" ANN ",\"old_reaction\":[{\"type\":\"emoji\","
		    "\"emoji\":\"👍\"}],"
		    "\"new_reaction\":[{\"type\":\"custom_emoji\",\"custom_emoji_id\":\"53\"},"
		    "{\"type\":\"paid\"},"
		    "{\"type\":\"emoji\",\"emoji\":\"❤\"},{\"type\":\"emoji\",\"emoji\":\"❤\"},"
		    "{\"type\":\"x\"},0]"),
		    "reaction -100/5 ~1000 7:Ann Lee@ann edited 1000 custom:53*1 paid*1 ❤*1 -👍" },
		{ REACTION("\"actor_chat\":{\"id\":-200,\"type\":\"channel\",\"title\":\"C\"},"
		    "\"old_reaction\":[],\"new_reaction\":[]"),
		    "reaction -100/5 ~1000 -200:C edited 1000" },
		{ REACTION("\"old_reaction\":[],\"new_reaction\":[]"),
		    "passed: reaction of nobody" },
		{ "{\"message_reaction_count\":{" HEAD ","
		    "\"reactions\":[{\"type\":{\"type\":\"emoji\",\"emoji\":"
		    "\"👍\"},\"total_count\":3},{\"type\":{\"type\":\"paid\"},\"total_count\":0},"
		    "{\"type\":{\"type\":\"emoji\",\"emoji\":\"❤\"},\"total_count\":-1},"
		    "{\"type\":{\"type\":\"emoji\",\"emoji\":\"🔥\"},\"total_count\":1.5}]}}",
		    "counts -100/5 ~1000 ? 👍*3 paid*0" },
	};

	(void)state;
	CHECK(rows);
}

#define MEMBER(old, new) \
	"{\"chat_member\":{" CHAT ",\"date\":1000,\"from\":" ANN ",\"old_chat_member\":{" old "}," \
	"\"new_chat_member\":{" new ",\"user\":" BOB "}}}"
#define STATUS(status)	"\"status\":\"" status "\""
#define JOINED(how) \
	"{\"chat_member\":{" CHAT ",\"date\":1000,\"from\":" BOB "," how ",\"old_chat_member\":{" \
	STATUS("left") "},\"new_chat_member\":{" STATUS("member") ",\"user\":" BOB "}}}"
#define CHANGED	"member -100/0 ~1000 7:Ann Lee@ann "

static void
test_members(void **state)
{
	static const struct row rows[] = {
		{ MEMBER(STATUS("left"), STATUS("member")),
		    CHANGED "member within 8:Bob+bot in 8:Bob+bot" },
		{ MEMBER(STATUS("member"), STATUS("kicked")),
		    CHANGED "kicked without 8:Bob+bot out 8:Bob+bot" },
		{ MEMBER(STATUS("member"), STATUS("administrator")),
		    CHANGED "administrator within 8:Bob+bot" },
		{ MEMBER(STATUS("member"), STATUS("restricted") ",\"is_member\":true"),
		    CHANGED "restricted within 8:Bob+bot" },
		{ MEMBER(STATUS("creator"), STATUS("restricted") ",\"is_member\":false"),
		    CHANGED "restricted without 8:Bob+bot out 8:Bob+bot" },
		{ MEMBER(STATUS("restricted"), STATUS("left")), CHANGED "left without 8:Bob+bot" },
		{ JOINED("\"invite_link\":{\"creator\":" ANN "}"),
		    "member -100/0 ~1000 7:Ann Lee@ann member within 8:Bob+bot in 8:Bob+bot by link" },
		{ JOINED("\"invite_link\":{\"creator\":" ANN ",\"creates_join_request\":true}"),
		    "member -100/0 ~1000 7:Ann Lee@ann member within 8:Bob+bot in 8:Bob+bot by request" },
		{ JOINED("\"via_join_request\":true"),
		    "member -100/0 ~1000 8:Bob+bot member within 8:Bob+bot in 8:Bob+bot by request" },
		{ JOINED("\"via_chat_folder_invite_link\":true"),
		    "member -100/0 ~1000 8:Bob+bot member within 8:Bob+bot in 8:Bob+bot by link" },
		{ MEMBER(STATUS("left"), STATUS("guest")), "passed: unknown kind of membership" },
		{ "{\"chat_member\":{" CHAT ",\"date\":1000,\"from\":" ANN ",\"old_chat_member\":{"
		    STATUS("left") "},\"new_chat_member\":{" STATUS("member") "}}}",
		    "bad: a membership without user" },
		{ "{\"my_chat_member\":{" CHAT ",\"date\":1000,\"from\":" ANN ","
		    "\"old_chat_member\":{"
		    STATUS("left") "},\"new_chat_member\":{" STATUS("member") ","
		    "\"user\":" BOB "}}}",
		    CHANGED "member within 8:Bob+bot in 8:Bob+bot" },
	};

	(void)state;
	CHECK(rows);
}

#define PRIVATE	"\"chat\":{\"id\":7,\"type\":\"private\",\"first_name\":\"Ann\"}"

static void
test_passed(void **state)
{
	static const struct row rows[] = {
		{ "{\"update_id\":1}", "passed: update without content" },
		{ "{\"update_id\":1,\"message\":null}", "passed: update without content" },
		{ "{\"update_id\":1,\"telepathy\":{}}", "passed: unknown kind of update" },
		{ "{\"update_id\":1,\"something unknown to us\":17}",
		    "passed: unknown kind of update" },
		{ "{\"telepathy\":{},\"message\":{" HEAD ",\"from\":" ANN ",\"text\":\"a\"}}",
		    SAID "text \"a\"" },
		{ "{\"message\":{\"message_id\":5,\"date\":1000," PRIVATE ",\"text\":\"a\"}}",
		    "passed: private chat" },
		{ "{\"my_chat_member\":{\"date\":1000," PRIVATE "}}", "passed: private chat" },
		{ "{\"message\":{\"message_id\":5,\"date\":1000,\"text\":\"a\",\"chat\":{\"id\":-100,"
		    "\"type\":\"supergroup\",\"is_direct_messages\":true}}}",
		    "passed: direct messages of a channel" },
		{ "{\"message_reaction\":{\"message_id\":5,\"date\":1000," PRIVATE "}}",
		    "passed: private chat" },
		{ "{\"message\":{\"message_id\":5,\"date\":0," CHAT "}}",
		    "passed: inaccessible message" },
		{ "{\"message\":{\"message_id\":0,\"date\":9," CHAT "}}",
		    "passed: scheduled message" },
		{ MSG("\"text\":\"a\",\"business_connection_id\":\"b\""),
		    "passed: business message" },
		{ MSG("\"text\":\"a\",\"business_connection_id\":\"\""), SAID "text \"a\"" },
		{ MSG("\"text\":\"a\",\"guest_query_id\":\"b\""), "passed: guest message" },
		{ "{\"business_message\":{" HEAD "}}", "passed: business message" },
		{ "{\"deleted_business_messages\":{" CHAT "}}", "passed: business message" },
		{ "{\"guest_message\":{" HEAD "}}", "passed: guest message" },
		{ "{\"callback_query\":{\"id\":\"1\"}}", "passed: callback query" },
		{ "{\"poll\":{\"id\":\"1\"}}", "poll 0/0 ~0 ? poll 1 \"-\"" },
		{ "{\"poll\":{\"id\":\"1\",\"question\":\"Q\",\"is_closed\":true,\"total_voter_count\":3,"
		    "\"options\":[{\"text\":\"a\",\"voter_count\":2},{\"text\":\"b\",\"voter_count\":1}]}}",
		    "poll 0/0 ~0 ? poll 1 \"Q\" closed 3 [a]2 [b]1" },
		{ "{\"poll\":{\"question\":\"Q\"}}", "bad: a poll without id" },
		{ "{\"poll_answer\":{\"poll_id\":\"1\"}}", "passed: poll answer" },
		{ "{\"chat_join_request\":{" CHAT "}}", "passed: join request" },
		{ "{\"chat_boost\":{" CHAT "}}", "passed: boost" },
		{ "{\"inline_query\":{\"id\":\"1\"}}", "passed: inline query" },
		{ "{\"purchased_paid_media\":{\"from\":{}}}", "passed: paid media" },
		{ "{\"managed_bot\":{\"user\":{}}}", "passed: managed bot" },
	};

	(void)state;
	CHECK(rows);
}

static void
test_bad(void **state)
{
	static const struct row rows[] = {
		{ "17", "bad: an update that is no object" },
		{ "[]", "bad: an update that is no object" },
		{ "{\"message\":\"hello\"}", "bad: an update without chat" },
		{ "{\"message\":{\"some fields are missing\":true}}",
		    "bad: an update without chat" },
		{ "{\"message\":{\"message_id\":5,\"date\":9,\"chat\":{\"id\":\"-1\","
		    "\"type\":\"group\"}}}",
		    "bad: an update without chat" },
		{ "{\"message\":{\"message_id\":5,\"date\":9,\"chat\":{\"id\":-1,"
		    "\"type\":\"moon\"}}}",
		    "bad: an update without chat" },
		{ "{\"message\":{\"message_id\":5," CHAT "}}", "bad: an update without date" },
		{ "{\"message\":{\"message_id\":5,\"date\":\"9\"," CHAT "}}",
		    "bad: an update without date" },
		{ "{\"message\":{\"message_id\":5,\"date\":-1," CHAT "}}",
		    "bad: a date outside 1970-2069" },
		{ "{\"message\":{\"message_id\":5,\"date\":3155760000," CHAT "}}",
		    "bad: a date outside 1970-2069" },
		{ "{\"message\":{\"date\":9," CHAT "}}", "bad: a message without id" },
		{ "{\"message\":{\"message_id\":-5,\"date\":9," CHAT "}}",
		    "bad: a message id out of range" },
		{ "{\"message\":{\"message_id\":2147483648,\"date\":9," CHAT "}}",
		    "bad: a message id out of range" },
		{ "{\"message_reaction\":{\"date\":9," CHAT "}}", "bad: a message without id" },
		{ "{\"chat_member\":{\"date\":9}}", "bad: an update without chat" },
	};

	(void)state;
	CHECK(rows);
}

static void
test_chat(void **state)
{
	static const char forum[] = "{\"message\":{\"message_id\":5,\"date\":1000,\"text\":\"a\","
	    "\"chat\":"
	    "{\"id\":-100,\"type\":\"supergroup\",\"title\":\"G\",\"username\":\"gg\","
	    "\"is_forum\":true}}}";
	static const char group[] = "{\"my_chat_member\":{\"date\":1000,\"chat\":{\"id\":-3,"
	    "\"type\":\"group\"},"
	    "\"old_chat_member\":{\"status\":\"left\"},\"new_chat_member\":{\"status\":\"member\","
	    "\"user\":"
	    BOB "}}}";
	struct record record;

	(void)state;
	update_decode(reader, json_parse(reader, forum, sizeof(forum) - 1), &record);
	assert_int_equal(record.chat.type, CHAT_SUPERGROUP);
	assert_string_equal(record.chat.title, "G");
	assert_string_equal(record.chat.username, "gg");
	assert_true(record.chat.forum);
	assert_false(record.snapshot);
	update_decode(reader, json_parse(reader, group, sizeof(group) - 1), &record);
	assert_int_equal(record.type, RECORD_MEMBER);
	assert_int_equal(record.chat.id, -3);
	assert_int_equal(record.chat.type, CHAT_GROUP);
	assert_null(record.chat.title);
	assert_string_equal(record.member.status, "member");
}

/* Updates of other projects' tests, mostly recorded; how many of each file are unusable. */
static void
test_shared(void **state)
{
	static const struct {
		const char	*path;
		size_t		 bad;
	} files[] = {
		{ "../shared/data/updates/recorded_real.json", 0 },
		{ "../shared/data/updates/teloxide__teloxide.json", 1 },
		{ "../shared/data/updates/mymmrac__telego.json", 0 },
		{ "../shared/data/updates/eternnoir__pyTelegramBotAPI.json", 0 },
		{ "../shared/data/updates/ayrat555__frankenstein.json", 0 },
		{ "../shared/data/updates/pengrad__java-telegram-bot-api.json", 0 },
		{ "../shared/data/updates/TelegramBots__Telegram.Bot.json", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		size_t length, bad = 0;
		char *text = read_file(files[i].path, &length);
		json *element;

		if (text == NULL)
			skip();
		element = json_first(json_parse(reader, text, length));
		assert_non_null(element);
		for (; element != NULL; element = json_next(element)) {
			struct record record;

			update_decode(reader, json_object(element, "update"), &record);
			bad += record.type == RECORD_BAD;
		}
		assert_int_equal(bad, files[i].bad);
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sender),
		cmocka_unit_test(test_kind),
		cmocka_unit_test(test_entities),
		cmocka_unit_test(test_rich),
		cmocka_unit_test(test_reply),
		cmocka_unit_test(test_service),
		cmocka_unit_test(test_reactions),
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_passed),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_chat),
		cmocka_unit_test(test_shared),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
