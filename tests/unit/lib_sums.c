/* lib/sums.c: what facts add to days, and to coarser periods where those are folded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lib/message.h"
#include "lib/pair.h"
#include "lib/zone.h"
#include "tests/unit/scratch.h"

enum { DAY = 20000, CHAT = 1, ANN = 1, BOB = 2, BOT = 3 };	/* 20000 is Friday, 2024-10-04 */
#define AT(day, seconds)	((day) * INT64_C(86400) + (seconds))

static struct db *db;
static struct sums *sums;

/* One chat, three members, and its scope, number 1, in a zone. */
static int
setup(void **state)
{
	(void)state;
	db = scratch_open();
	sums = sums_open(db);
	return db_exec(db, "INSERT INTO chat (chat, chat_id, type, zone) VALUES (1, -100, 2, 'UTC');"
	    "INSERT INTO scope (scope, chat, topic, zone) VALUES (1, 1, 0, 'UTC');"
	    "INSERT INTO member (member, member_id, bot) VALUES (1, 11, 0), (2, 12, 0), (3, 13, 1)");
}

static int
teardown(void **state)
{
	(void)state;
	sums_close(sums);
	scratch_close(db);
	return 0;
}

static struct message
message(int64_t id, int64_t at, int64_t member)
{
	return (struct message){ .key = message_key(CHAT, id), .chat = CHAT, .at = at, .member = member,
	    .words = 2, .chars = 10 };
}

/* Adds a message to state and sums. */
static void
put(struct message m)
{
	struct stmt *s = db_stmt(db, "INSERT INTO message (key, chat, day, at, member, kind, flags,"
	    " words, chars,"
	    " links, emoji, edited, topic, reply_to, to_member, wait) VALUES (:key, :chat, :at / 86400,"
	    " :at,"
	    " :member, :kind, :flags, :words, :chars, :links, :emoji, :edited, :topic, :reply_to,"
	    " :to_member,"
	    " :wait)");

	stmt_int(s, ":key", m.key);
	stmt_int(s, ":chat", m.chat);
	stmt_int(s, ":at", m.at);
	stmt_int(s, ":member", m.member);
	stmt_int(s, ":kind", m.kind);
	stmt_int(s, ":flags", m.flags);
	stmt_int(s, ":words", m.words);
	stmt_int(s, ":chars", m.chars);
	stmt_int(s, ":links", m.links);
	stmt_int(s, ":emoji", m.emoji);
	stmt_int(s, ":edited", m.edited);
	stmt_int(s, ":topic", m.topic);
	stmt_int(s, ":reply_to", m.reply_to);
	stmt_int_or_null(s, ":to_member", m.answered, m.to_member);
	stmt_int_or_null(s, ":wait", m.answered, m.wait);
	assert_int_equal(stmt_run(s), 0);
	assert_int_equal(sums_message(sums, &m, 1), 0);
}

static void
flush(void)
{
	assert_int_equal(sums_flush(sums), 0);
	assert_int_equal(sums_pending(sums), 0);
	sums_reset(sums);
}

#define COUNTS	"messages, words, chars, media, links, emoji, questions, edited, sent, received, given," \
		" reactions, own, linked, shouting, self, night, dawn, days"

/* ----- reply times ----- */

static void
test_wait_buckets(void **state)
{
	int64_t last = 0;

	(void)state;
	for (int64_t seconds = 0; seconds < 200000; seconds++) {
		int64_t bucket = sums_wait_bucket(seconds), edge = sums_wait_edge(bucket);

		assert_true(edge <= seconds && seconds < sums_wait_edge(bucket + 1));
		assert_true(bucket == last || bucket == last + 1 || seconds == 0);
		assert_true(seconds >= 128 || bucket == seconds);
		/* 64 a doubling: never off by more than one part in 64. */
		assert_true((seconds - edge) * 64 <= seconds);
		last = bucket;
	}
	assert_int_equal(sums_wait_bucket(255) - sums_wait_bucket(127), 64);
	assert_int_equal(sums_wait_bucket(511) - sums_wait_bucket(255), 64);
	assert_int_equal(sums_wait_edge(sums_wait_bucket(256)), 256);
	assert_int_equal(sums_wait_bucket(-5), 0);
	for (int bit = 7; bit < 63; bit++) {
		int64_t power = INT64_C(1) << bit;

		assert_int_equal(sums_wait_edge(sums_wait_bucket(power)), power);
		assert_int_equal(sums_wait_bucket(power - 1) + 1, sums_wait_bucket(power));
	}
	assert_true(sums_wait_edge(sums_wait_bucket(INT64_MAX)) > INT64_MAX / 64 * 63);
}

/* ----- days ----- */

static void
test_message(void **state)
{
	struct message m = message(1, AT(DAY, 3600), ANN);

	(void)state;
	m.kind = KIND_PHOTO;
	m.flags = MESSAGE_QUESTION | MESSAGE_SHOUTING;
	m.links = 3;
	m.emoji = 4;
	m.edited = m.at + 1;
	m.reply_to = 9;
	put(m);
	flush();
	assert_ask_all(db, "SELECT period, member, " COUNTS " FROM act",
	    "20000|1|1|2|10|1|3|4|1|1|1|0|0|0|0|1|1|0|1|0|1");
	assert_ask_all(db, "SELECT period, bot, " COUNTS " FROM total",
	    "20000|0|1|2|10|1|3|4|1|1|1|0|0|0|0|1|1|0|1|0|1");
	/* Friday, one o'clock. */
	assert_ask_all(db, "SELECT what, period, bucket, bot, n FROM tally ORDER BY 1",
	    "0|20000|97|0|1 3|20000|1|0|1");
	assert_recounted(db);
}

/* What is added and taken away leaves nothing, at once or one after another. */
static void
test_nothing_left(void **state)
{
	struct message m = message(1, AT(DAY, 0), ANN);

	(void)state;
	for (int flushes = 0; flushes < 2; flushes++) {
		assert_int_equal(sums_message(sums, &m, 1), 0);
		if (flushes)
			flush();
		assert_int_equal(sums_message(sums, &m, -1), 0);
		flush();
		assert_ask(db, "SELECT (SELECT count(*) FROM act) + (SELECT count(*) FROM total)"
		    " + (SELECT count(*) FROM tally)", 0);
	}
}

/* A day is active while it has a message, whatever else happened on it. */
static void
test_active_days(void **state)
{
	struct message a = message(1, AT(DAY, 0), ANN), b = message(2, AT(DAY, 5), ANN);
	struct message reply = message(3, AT(DAY + 1, 0), BOB);

	(void)state;
	reply.reply_to = 1;
	reply.answered = true;
	reply.to_member = ANN;
	assert_int_equal(sums_message(sums, &a, 1) + sums_message(sums, &b, 1) + sums_message(sums,
	    &reply, 1), 0);
	flush();
	assert_ask_all(db, "SELECT period, member, messages, received, days FROM act ORDER BY 1, 2",
	    "20000|1|2|0|1 20001|1|0|1|0 20001|2|1|0|1");
	assert_ask_all(db, "SELECT period, days FROM total ORDER BY 1", "20000|1 20001|1");
	assert_int_equal(sums_message(sums, &a, -1), 0);
	flush();
	assert_ask(db, "SELECT days FROM act WHERE period = 20000", 1);
	assert_int_equal(sums_message(sums, &b, -1), 0);
	flush();
	assert_ask_all(db, "SELECT period, member, messages, received, days FROM act ORDER BY 1, 2",
	    "20001|1|0|1|0 20001|2|1|0|1");
	assert_int_equal(sums_message(sums, &a, 1) + sums_message(sums, &a, -1) + sums_message(sums, &b,
	    1), 0);
	flush();
	assert_ask(db, "SELECT days FROM act WHERE period = 20000", 1);
}

/* Nobody known: counted, but in no distinct count; replies between them say nothing. */
static void
test_nobody(void **state)
{
	struct message m = message(1, AT(DAY, 0), 0), reply = message(2, AT(DAY, 10), 0);

	(void)state;
	put(m);
	reply.reply_to = 1;
	reply.answered = true;
	reply.wait = 10;
	put(reply);
	flush();
	assert_ask_all(db, "SELECT member, messages, sent, received, days FROM act", "0|2|1|0|0");
	assert_ask_all(db, "SELECT bot, messages, days FROM total", "0|2|0");
	assert_ask(db, "SELECT count(*) FROM tally WHERE what = 1", 0);
	assert_recounted(db);
}

static void
test_replies(void **state)
{
	struct message m = message(1, AT(DAY, 0), ANN), own = message(2, AT(DAY, 7), ANN);
	struct message bot = message(3, AT(DAY, 300), BOT), unseen = message(4, AT(DAY, 400), BOB);

	(void)state;
	put(m);
	own.reply_to = bot.reply_to = 1;
	own.answered = bot.answered = true;
	own.to_member = bot.to_member = ANN;
	own.wait = 7;
	bot.wait = 300;
	unseen.reply_to = 77;
	put(own);
	put(bot);
	put(unseen);
	flush();
	assert_ask_all(db, "SELECT member, sent, received FROM act ORDER BY 1", "1|1|1 2|1|0 3|1|0");
	assert_ask_all(db, "SELECT bot, sent, received, days FROM total ORDER BY 1", "0|2|1|2 1|1|0|1");
	/* To oneself is no reply time; it is the sender's being a bot that counts. */
	assert_int_equal(ask(db, "SELECT bucket FROM tally WHERE what = 1 AND bot = 1"),
	    sums_wait_bucket(300));
	assert_ask(db, "SELECT sum(n) FROM tally WHERE what = 1", 1);
	assert_recounted(db);
}

static void
test_reactions(void **state)
{
	struct sums_reaction r = { .chat = CHAT, .at = AT(DAY, 0), .author = ANN, .giver = BOB,
	    .emoji = 2, .n = 1 };

	(void)state;
	assert_int_equal(sums_reaction(sums, &r), 0);
	r.giver = ANN;
	assert_int_equal(sums_reaction(sums, &r), 0);
	r.giver = 0;
	r.n = 5;
	assert_int_equal(sums_reaction(sums, &r), 0);
	r.emoji = EMOJI_PAID;
	assert_int_equal(sums_reaction(sums, &r), 0);
	flush();
	assert_ask_all(db, "SELECT member, given, reactions, own, messages, days FROM act ORDER BY 1",
	    "1|1|7|1|0|0 2|1|0|0|0|0");
	assert_ask_all(db, "SELECT what, bucket, n FROM tally ORDER BY 1, 2", "4|1|5 4|2|7 5|2|2");
	r.n = -5;
	assert_int_equal(sums_reaction(sums, &r), 0);
	r.emoji = 2;
	assert_int_equal(sums_reaction(sums, &r), 0);
	flush();
	assert_ask_all(db, "SELECT member, given, reactions, own FROM act ORDER BY 1", "1|1|2|1 2|1|0|0");
	assert_ask_all(db, "SELECT what, bucket, n FROM tally ORDER BY 1, 2", "4|2|2 5|2|2");
}

/* ----- zones and the edges of time ----- */

static void
test_zones(void **state)
{
	(void)state;
	assert_int_equal(db_exec(db, "UPDATE scope SET zone = 'Asia/Kathmandu'"), 0);
	put(message(1, AT(DAY, 18 * 3600 + 14 * 60 + 59), ANN));	/* 23:59:59 there */
	put(message(2, AT(DAY, 18 * 3600 + 15 * 60), ANN));		/* 00:00 on Saturday */
	flush();
	assert_ask_all(db, "SELECT period, messages FROM act ORDER BY 1", "20000|1 20001|1");
	assert_ask_all(db, "SELECT period, bucket FROM tally WHERE what = 0 ORDER BY 1",
	    "20000|119 20001|120");
	assert_recounted(db);
}

/* The first instant of 1970 is a day before in the west, the last of 2069 a day after in the east. */
static void
test_edges(void **state)
{
	(void)state;
	assert_int_equal(db_exec(db, "UPDATE scope SET zone = 'Etc/GMT+12', folded = -1"), 0);
	put(message(1, DATE_FIRST, ANN));
	flush();
	assert_ask_all(db, "SELECT period FROM act ORDER BY 1", "-1 123639 300000");
	assert_int_equal(db_exec(db, "UPDATE scope SET zone = 'Etc/GMT-14', folded = 40000"), 0);
	put(message(2, DATE_END - 1, ANN));
	flush();
	assert_ask_all(db, "SELECT period, messages FROM act ORDER BY 1",
	    "-1|1 36525|1 123639|1 124840|1 300000|2");
}

/* ----- folded days ----- */

static void
test_climbing(void **state)
{
	(void)state;
	/* 19998 is the 2nd of October, 19996 the last day of September. */
	assert_int_equal(db_exec(db, "UPDATE scope SET folded = 19999"), 0);
	put(message(1, AT(19996, 0), ANN));
	put(message(2, AT(19998, 0), ANN));
	put(message(3, AT(19998, 1), BOT));
	put(message(4, AT(19999, 0), ANN));
	put(message(5, AT(20000, 0), ANN));
	flush();
	assert_ask_all(db, "SELECT period, member, messages, days FROM act ORDER BY 1, 2",
	    "19996|1|1|1 19998|1|1|1 19998|3|1|1 19999|1|1|1 20000|1|1|1"
	    " 124296|1|1|1 124297|1|2|2 124297|3|1|1 300000|1|3|3 300000|3|1|1");
	assert_ask_all(db, "SELECT period, bot, messages, days FROM total WHERE period >= 100000"
	    " ORDER BY 1, 2",
	    "124296|0|1|1 124297|0|2|2 124297|1|1|1 300000|0|3|3 300000|1|1|1");
	assert_ask(db, "SELECT sum(n) FROM tally WHERE what = 0 AND period = 300000", 4);
	assert_recounted(db);
}

/* Adding to a folded day again changes its active days only once. */
static void
test_climbing_twice(void **state)
{
	struct message m = message(2, AT(DAY, 1), ANN);

	(void)state;
	assert_int_equal(db_exec(db, "UPDATE scope SET folded = 20000"), 0);
	put(message(1, AT(DAY, 0), ANN));
	flush();
	put(m);
	flush();
	assert_ask_all(db, "SELECT period, messages, days FROM act ORDER BY 1",
	    "20000|2|1 124297|2|1 300000|2|1");
	assert_recounted(db);
}

/* ----- topics ----- */

static void
test_topics(void **state)
{
	struct message m = message(1, AT(DAY, 0), ANN);

	(void)state;
	assert_int_equal(db_exec(db, "UPDATE chat SET forum = 1; INSERT INTO scope (scope, chat, topic,"
	    " zone)"
	    " VALUES (2, 1, 1, 'UTC'), (3, 1, 55, 'UTC'), (4, 1, 66, 'UTC')"), 0);
	put(m);
	m = message(2, AT(DAY, 0), ANN);
	m.topic = 55;
	put(m);
	/* A reaction to what is not stored has no topic; joining has none either. */
	assert_int_equal(sums_reaction(sums, &(struct sums_reaction){ .chat = CHAT,
	    .topic = TOPIC_UNKNOWN,
	    .at = AT(DAY, 0), .giver = BOB, .emoji = 2, .n = 1 }), 0);
	assert_int_equal(sums_passage(sums, CHAT, AT(DAY, 0), BOB, true, 1), 0);
	flush();
	assert_ask_all(db, "SELECT scope, sum(messages), sum(given) FROM act GROUP BY 1",
	    "1|2|1 2|1|0 3|1|0");
	assert_ask_all(db, "SELECT scope, bucket, n FROM tally WHERE what = 2", "1|1|1");
}

/* ----- a scope that is being built ----- */

static void
test_being_built(void **state)
{
	(void)state;
	assert_int_equal(db_exec(db, "INSERT INTO scope (scope, chat, topic, zone, role, built)"
	    " VALUES (2, 1, 0, 'UTC', 1, 20000), (3, 1, 0, 'UTC', 2, 0)"), 0);
	put(message(1, AT(DAY, -1), ANN));	/* done already: both */
	put(message(2, AT(DAY, 0), ANN));	/* yet to come: the old one only */
	flush();
	assert_ask_all(db, "SELECT scope, period FROM act ORDER BY 1, 2", "1|19999 1|20000 2|19999");
}

/* ----- bots ----- */

static void
see(int64_t member)
{
	struct stmt *s = db_stmt(db, "INSERT INTO presence (chat, member) VALUES (1, :member)");

	stmt_int(s, ":member", member);
	assert_int_equal(stmt_run(s), 0);
}

static void
test_bot_found(void **state)
{
	struct message m = message(3, AT(DAY + 1, 60), BOB);

	(void)state;
	assert_int_equal(db_exec(db, "UPDATE scope SET folded = 20000, zone = 'America/St_Johns';"
	    "UPDATE chat SET forum = 1; INSERT INTO scope (scope, chat, topic, zone, role, built, folded)"
	    " VALUES (2, 1, 1, 'UTC', 0, 0, -2), (3, 1, 0, 'Asia/Tokyo', 1, 20001, -2)"), 0);
	see(ANN);
	see(BOB);
	put(message(1, AT(DAY, 0), ANN));
	put(message(2, AT(DAY, 30), BOB));
	m.reply_to = 1;
	m.answered = true;
	m.to_member = ANN;
	m.wait = 86460;
	put(m);
	assert_int_equal(db_exec(db, "INSERT INTO emoji VALUES (2, 'x');"
	    "INSERT INTO reaction (key, member, emoji, n, chat, day, at)"
	    " SELECT key, 1, 2, 1, 1, day, at FROM message WHERE member = 2;"
	    "INSERT INTO passage (chat, at, joined, member, name, actor)"
	    " VALUES (1, 1728000000, 1, 2, '', 0)"), 0);
	for (int day = 0; day < 2; day++)
		assert_int_equal(sums_reaction(sums, &(struct sums_reaction){ .chat = CHAT,
		    .at = AT(DAY, 30) + day * 86430, .author = BOB, .giver = ANN, .emoji = 2, .n = 1 }),
		    0);
	assert_int_equal(sums_passage(sums, CHAT, 1728000000, BOB, true, 1), 0);
	flush();
	assert_recounted(db);
	for (int bot = 1; bot >= 0; bot--) {
		assert_int_equal(sums_set_bot(sums, BOB, bot), 0);
		sums_reset(sums);
		assert_ask(db, "SELECT bot FROM member WHERE member = 2", bot);
		assert_recounted(db);
		assert_ask(db, "SELECT sum(messages) FROM total WHERE scope = 1 AND bot = 1"
		    " AND period < 100000",
		    bot ? 2 : INT64_MIN);
		assert_ask(db, "SELECT sum(messages) FROM total WHERE scope = 1 AND bot = 0"
		    " AND period < 100000",
		    bot ? 1 : 3);
		/* The scope that is being built holds the first two messages so far. */
		assert_ask(db, "SELECT sum(messages) FROM total WHERE scope = 3 AND bot = 0", bot ?
		    1 : 2);
		assert_ask(db, "SELECT sum(n) FROM tally WHERE scope = 3 AND what = 0 AND bot = 0", bot ?
		    1 : 2);
	}
	/* Told again: nothing moves. */
	assert_int_equal(sums_set_bot(sums, BOB, false), 0);
	assert_recounted(db);
}

/* St John's set its clock back at 00:01, so that the last hour of the day before came once more. */
static void
test_bot_found_after_midnight_twice(void **state)
{
	int64_t midnight = zone_day_start(zone_find("America/St_Johns"), 13816);	/* 2007-10-30 */

	(void)state;
	assert_int_equal(db_exec(db, "UPDATE scope SET zone = 'America/St_Johns'"), 0);
	see(BOB);
	for (int64_t id = 1, at = midnight - 5 * 86400; at < midnight + 10 * 86400; id++, at += 1800)
		put(message(id, at, BOB));
	flush();
	assert_int_equal(sums_set_bot(sums, BOB, true), 0);
	sums_reset(sums);
	assert_ask(db, "SELECT count(*) FROM tally WHERE bot = 0", 0);
	assert_recounted(db);
}

/* What another process did is seen once a transaction begins. */
static void
test_reset(void **state)
{
	(void)state;
	put(message(1, AT(DAY, 0), ANN));
	flush();
	assert_int_equal(db_exec(db, "UPDATE member SET bot = 1 WHERE member = 2; UPDATE scope"
	    " SET folded = 20001"), 0);
	put(message(2, AT(DAY + 1, 0), BOB));
	flush();
	assert_ask(db, "SELECT messages FROM total WHERE bot = 1 AND period = 300000", 1);
	/* After a rollback nothing is pending. */
	assert_int_equal(sums_message(sums, &(struct message){ .chat = CHAT, .at = AT(DAY, 0),
	    .member = ANN }, 1), 0);
	assert_true(sums_pending(sums) > 0);
	sums_reset(sums);
	assert_int_equal(sums_pending(sums), 0);
}

/* ----- pairs ----- */

/* What is stored of member 5, as "member:bucket*n ". */
static const char *
pairs(void)
{
	static char text[256];
	struct stmt *s = db_stmt(db, "SELECT others FROM pair WHERE member = 5");
	struct pair_item item = { 0, 0 };
	size_t length, at = 0, used = 0;
	const unsigned char *packed;

	if (stmt_step(s) != 1)
		return "none";
	packed = col_blob(s, 0, &length);
	while (pair_next(packed, length, &at, &item))
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%lld:%lld*%lld ",
		    (long long)(item.code / PAIR_BUCKETS), (long long)(item.code % PAIR_BUCKETS),
		    (long long)item.n);
	stmt_reset(s);
	return text;
}

static void
test_pairs(void **state)
{
	const struct pair_row row = { 1, PAIR_REPLY, 100000, 5 };
	struct pair_item first[] = { { PAIR_CODE(9, 7), 1 }, { PAIR_CODE(2, 300), 2 },
	    { PAIR_CODE(9, 7), 1 } };
	struct pair_item more[] = { { PAIR_CODE(9, 7), -1 }, { PAIR_CODE(2, 300), -2 },
	    { PAIR_CODE(3, 0), 4 } };
	struct pair_item rest[] = { { PAIR_CODE(9, 7), -1 } };

	(void)state;
	assert_int_equal(pair_add(db, &row, first, 3), 0);
	assert_string_equal(pairs(), "2:300*2 9:7*2 ");
	assert_int_equal(pair_add(db, &row, more, 3), 0);
	assert_string_equal(pairs(), "3:0*4 9:7*1 ");
	assert_int_equal(pair_forget(db, CHAT, 3), 0);
	assert_string_equal(pairs(), "9:7*1 ");
	assert_int_equal(pair_add(db, &row, rest, 1), 0);
	assert_string_equal(pairs(), "none");
}

/* Sums of money may be below 0, and never out of range. */
static void
test_spent(void **state)
{
	const struct pair_row row = { 1, PAIR_SPENT, 20000, 5 };
	struct pair_item first[] = { { PAIR_SPENT_CODE(2, SPEND_SAVED), -7 }, { PAIR_SPENT_CODE(1, SPEND_COST), 9 },
	    { PAIR_SPENT_CODE(1, SPEND_SAVED), 0 } }, most = { PAIR_SPENT_CODE(1, SPEND_COST), INT64_MAX };
	struct pair_item rest[] = { { PAIR_SPENT_CODE(1, SPEND_COST), -9 }, { PAIR_SPENT_CODE(2, SPEND_SAVED), 7 } };

	(void)state;
	assert_int_equal(pair_add(db, &row, first, 3), 0);
	assert_string_equal(pairs(), "0:22*9 0:43*-7 ");
	assert_int_equal(pair_add(db, &row, &most, 1), -1);
	assert_int_equal(pair_forget(db, CHAT, 0), 0);
	assert_string_equal(pairs(), "0:22*9 0:43*-7 ");
	assert_int_equal(pair_add(db, &row, rest, 2), 0);
	assert_string_equal(pairs(), "none");
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_wait_buckets), TEST(test_message),
	    TEST(test_nothing_left), TEST(test_active_days), TEST(test_nobody), TEST(test_replies),
	    TEST(test_reactions), TEST(test_zones), TEST(test_edges), TEST(test_climbing),
	    TEST(test_climbing_twice), TEST(test_topics), TEST(test_being_built),
	    TEST(test_bot_found), TEST(test_bot_found_after_midnight_twice), TEST(test_reset),
	    TEST(test_pairs), TEST(test_spent) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
