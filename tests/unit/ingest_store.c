/*
 * ingest/store.c, people.c, passages.c, reactions.c: facts come in every order, and state and sums are
 * the same at the end.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest/features.h"
#include "ingest/store.h"
#include "lib/message.h"
#include "lib/zone.h"
#include "tests/unit/scratch.h"

#define CHAT_ID	INT64_C(-1000000000100)
enum { NOON = 1728043200, ANN = 11, BOB = 12, CID = 13, STEPS = 6 };
#define THUMB	"👍"
#define HEART	"❤"

static struct db *db;

/* What one file told of; made_at is for snapshots. */
struct step {
	struct record	record;
	int64_t		made_at;
};

static int
setup(void **state)
{
	(void)state;
	setenv("CHATSTAT_NOW", "1728200000", 1);	/* two days after NOON: texts are kept for 90 */
	db = scratch_open();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	scratch_close(db);
	return 0;
}

/* ----- records ----- */

static struct person
person(int64_t id)
{
	static const char *const names[] = { "Ann", "Bob", "Cid" };

	return (struct person){ .known = true, .id = id,
	    .name = id >= ANN && id <= CID ? names[id - ANN] : "Other" };
}

static struct record
record(enum record_type type, int64_t at)
{
	return (struct record){ .type = type, .at = at, .text = "",
	    .chat = { .id = CHAT_ID, .type = CHAT_SUPERGROUP, .title = "A chat" } };
}

static void
set_text(struct record *r, const char *text)
{
	r->text = text;
	r->length = strlen(text);
	features_count(text, r->length, NULL, 0, &r->features);
}

static struct record
message(int64_t id, int64_t at, int64_t who, const char *text)
{
	struct record r = record(RECORD_MESSAGE, at);

	r.message = id;
	r.actor = person(who);
	set_text(&r, text);
	return r;
}

static struct record
reply(int64_t id, int64_t at, int64_t who, int64_t to)
{
	struct record r = message(id, at, who, "an answer");

	r.reply_to = to;
	return r;
}

static struct record
edit(struct record r, int64_t edited, const char *text, enum kind kind)
{
	r.edited = edited;
	set_text(&r, text);
	r.kind = kind;
	return r;
}

static struct record
in_topic(struct record r, int64_t topic)
{
	r.chat.forum = true;
	r.topic = topic;
	return r;
}

static struct record
exported(struct record r)
{
	r.snapshot = true;
	return r;
}

static struct record
new_topic(int64_t id, int64_t at, const char *title)
{
	struct record r = record(RECORD_SERVICE, at);

	r.message = r.topic_id = id;
	r.topic_title = title;
	r.actor = person(ANN);
	return r;
}

static struct record
with_reactions(struct record r, struct reaction *reactions, size_t n)
{
	r.reactions = reactions;
	r.nreaction = n;
	return r;
}

/* What somebody's reactions to a message are now; lists of emoji, at most two. */
static struct record
reacted(int64_t id, int64_t at, int64_t who, struct reaction *now, size_t n, const char **former,
    size_t nformer)
{
	struct record r = record(RECORD_REACTION, at);

	r.message = id;
	r.edited = at;
	r.actor = person(who);
	r.former = former;
	r.nformer = nformer;
	return with_reactions(r, now, n);
}

static struct record
counts(int64_t id, int64_t at, struct reaction *totals, size_t n)
{
	struct record r = record(RECORD_COUNTS, at);

	r.message = id;
	return with_reactions(r, totals, n);
}

static struct record
passage(int64_t at, struct passage *passages, size_t n)
{
	struct record r = record(RECORD_SERVICE, at);

	r.message = 900;
	r.passages = passages;
	r.npassage = n;
	return r;
}

static struct record
by(int64_t who, struct record r)
{
	r.actor = person(who);
	return r;
}

/* ----- storing ----- */

static void
wipe(void)
{
	static const char *const tables[] = { "act", "total", "tally", "crowd", "streak", "talk", "feat",
	    "message", "reaction", "reactor", "told", "poll", "poll_option", "coverage", "passage",
	    "presence", "topic", "title", "scope", "chat", "former_name", "member" };
	char sql[64];

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		snprintf(sql, sizeof(sql), "DELETE FROM %s", tables[i]);
		assert_int_equal(db_exec(db, sql), 0);
	}
	assert_int_equal(db_exec(db, "DELETE FROM emoji WHERE emoji > 1"), 0);
}

static enum outcome
put(struct store *store, const struct step *step)
{
	enum outcome outcome = OUTCOME_COUNT;
	const char *why = NULL;

	store_file(store, step->made_at);
	assert_int_equal(store_record(store, &step->record, &outcome, &why), 0);
	assert_true((outcome == OUTCOME_PASSED || outcome == OUTCOME_BAD) == (why != NULL));
	return outcome;
}

enum how { ALL_AT_ONCE = 0, ONE_BY_ONE = 1, FOLDED = 2 };

/* Stores steps in an order, in one transaction or many, onto open days or folded ones. */
static void
store_all(const struct step *steps, const int *order, int n, int how)
{
	struct store *store = store_open(db, zone_find("Europe/Sofia"), SOURCE_IMPORT);

	assert_non_null(store);
	if (how & FOLDED)
		assert_int_equal(db_exec(db, "INSERT INTO chat (chat, chat_id, type, zone)"
		    " VALUES (1, -1000000000100, 2, 'Europe/Sofia');"
		    "INSERT INTO scope (chat, topic, zone, folded) VALUES (1, 0, 'Europe/Sofia',"
		    " 30000)"), 0);
	assert_int_equal(store_begin(store), 0);
	for (int i = 0; i < n; i++) {
		put(store, &steps[order[i]]);
		if (how & ONE_BY_ONE) {
			assert_int_equal(store_commit(store), 0);
			assert_int_equal(store_begin(store), 0);
		}
	}
	assert_int_equal(store_resolve(store), 0);
	assert_int_equal(store_commit(store), 0);
	/* Again: nothing is new. */
	assert_int_equal(store_begin(store), 0);
	for (int i = 0; i < n; i++)
		assert_int_equal(put(store, &steps[order[i]]), OUTCOME_KNOWN);
	assert_int_equal(store_resolve(store), 0);
	assert_int_equal(store_commit(store), 0);
	store_close(store);
}

/* State by Telegram's ids: numbers of our own depend on the order. */
static const char *
dump(void)
{
	static const char *const queries[] = {
		"SELECT (m.key & 1099511627775) - 549755813888 AS id, s.member_id, kind, flags, words,"
		" edited, topic,"
		" reply_to, t.member_id, wait, m.at, text FROM message AS m LEFT JOIN member AS s"
		" USING (member)"
		" LEFT JOIN member AS t ON t.member = m.to_member ORDER BY 1",
		"SELECT (r.key & 1099511627775) - 549755813888, g.member_id, e.text, n, at"
		" FROM reaction AS r"
		" LEFT JOIN member AS g USING (member) JOIN emoji AS e USING (emoji) ORDER BY 1, 2, 3",
		"SELECT topic, title, titled_at FROM topic ORDER BY 1",
		"SELECT at, joined, m.member_id, p.name FROM passage AS p LEFT JOIN member AS m"
		" USING (member) ORDER BY 1, 2, 3, 4",
		"SELECT member_id, name, username, bot FROM member ORDER BY 1",
		"SELECT member_id, f.name FROM former_name AS f JOIN member AS m USING (member)"
		" WHERE f.name NOT IN (m.name, '@' || coalesce(m.username, '')) ORDER BY 1, 2",
		"SELECT title, forum FROM chat",
		"SELECT member_id, first_message, last_message, last_reaction FROM presence JOIN member"
		" USING (member) ORDER BY 1",
		"SELECT topic, period, s.member_id, messages, sent, received, given, reactions, own,"
		" days FROM act AS a"
		" JOIN scope USING (scope) LEFT JOIN member AS s USING (member) WHERE period < 100000"
		" ORDER BY 1, 2, 3",
		"SELECT topic, what, period, bucket, bot, n FROM tally JOIN scope USING (scope)"
		" WHERE what < 4"
		" AND period < 100000 ORDER BY 1, 2, 3, 4, 5",
	};

	return ask_each(db, queries, sizeof(queries) / sizeof(queries[0]));
}

/* Stores steps in every order and way: the end is always the same, and leaves the last one in place. */
static void
every_order(const struct step *steps, int n)
{
	char *first = NULL;

	for (int how = ALL_AT_ONCE; how <= (ONE_BY_ONE | FOLDED); how += ONE_BY_ONE | FOLDED) {
		int order[STEPS] = { 0, 1, 2, 3, 4, 5 };

		do {
			wipe();
			store_all(steps, order, n, how);
			assert_recounted(db);
			if (first == NULL)
				assert_non_null(first = strdup(dump()));
			if (strcmp(first, dump()) != 0) {
				print_error("order %d%d%d%d%d%d, way %d:\n%s\n"
				    "not as the first one:\n%s\n", order[0],
				    order[1], order[2], order[3], order[4], order[5], how, dump(), first);
				free(first);
				fail();
			}
		} while (next_order(order, n));
	}
	free(first);
}

#define EVERY_ORDER(...)	do { \
		const struct step steps_[] = { __VA_ARGS__ }; \
		every_order(steps_, (int)(sizeof(steps_) / sizeof(steps_[0]))); \
	} while (0)

/* ----- messages ----- */

static void
test_edits(void **state)
{
	struct record m = message(1, NOON, ANN, "one word");

	(void)state;
	EVERY_ORDER({ .record = m }, { .record = edit(m, NOON + 86400, "two words more?", KIND_PHOTO) },
	    { .record = edit(m, NOON + 100, "", KIND_VIDEO) }, { .record = exported(m) });
	assert_ask_all(db, "SELECT kind, flags, words, edited, text FROM message",
	    "1|1|3|1728129600|two words more?");
	assert_ask_all(db, "SELECT messages, words, media, questions, edited FROM act"
	    " WHERE period = 20000", "1|3|1|1|1");
}

/* The stored version stays on a tie. */
static void
test_tie(void **state)
{
	struct record m = edit(message(1, NOON, ANN, ""), NOON + 5, "first", KIND_TEXT);
	const struct step steps[] = { { .record = m },
	    { .record = edit(m, NOON + 5, "second one", KIND_PHOTO) } };
	const int order[] = { 0, 1 };

	(void)state;
	store_all(steps, order, 2, ONE_BY_ONE);
	assert_ask_all(db, "SELECT kind, words, text FROM message", "0|1|first");
}

static void
test_replies(void **state)
{
	struct reaction thumb = { .emoji = THUMB, .count = 1 };

	(void)state;
	EVERY_ORDER({ .record = message(1, NOON, ANN, "a") }, { .record = reply(2, NOON + 60, BOB, 1) },
	    { .record = reply(3, NOON + 86400, ANN, 2) }, { .record = reply(4, NOON + 90, ANN, 1) },
	    { .record = reacted(2, NOON + 200000, CID, &thumb, 1, NULL, 0) });
	assert_ask_all(db, "SELECT m.member_id, sum(sent), sum(received), sum(given), sum(reactions)"
	    " FROM act"
	    " JOIN member AS m USING (member) WHERE period < 100000 GROUP BY 1",
	    "11|2|1|0|0 12|1|1|0|1 13|0|0|1|0");
}

/* A message that answers itself, answers nothing; what it answers may never come. */
static void
test_strange_replies(void **state)
{
	(void)state;
	EVERY_ORDER({ .record = reply(5, NOON, ANN, 5) }, { .record = reply(6, NOON, BOB, 7) },
	    { .record = reply(7, NOON, ANN, 6) }, { .record = reply(8, NOON, CID, 1) });
	assert_ask(db, "SELECT count(*) FROM message WHERE reply_to = 5", 0);
	assert_ask(db, "SELECT sum(sent) FROM act WHERE period < 100000", 3);
	assert_ask(db, "SELECT sum(received) FROM act WHERE period < 100000", 2);
}

static void
test_out_of_range(void **state)
{
	struct store *store = store_open(db, zone_find("UTC"), SOURCE_IMPORT);
	struct record bad[] = { message(INT64_MAX, NOON, ANN, ""), message(INT64_MIN, NOON, ANN, ""),
	    reply(1, NOON, ANN, INT64_C(1) << 39), in_topic(message(1, NOON, ANN, ""), -5),
	    in_topic(message(1, NOON, ANN, ""), INT64_MAX) };
	struct record edge = message((INT64_C(1) << 39) - 1, DATE_END - 1, INT64_MIN, "");
	struct record crowd = passage(NOON, calloc(3000, sizeof(struct passage)), 3000);

	(void)state;
	assert_int_equal(store_begin(store), 0);
	assert_int_equal(put(store, &(struct step){ .record = crowd }), OUTCOME_BAD);
	free(crowd.passages);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(put(store, &(struct step){ .record = bad[i] }), OUTCOME_BAD);
	edge.chat.id = INT64_MIN;
	assert_int_equal(put(store, &(struct step){ .record = edge }), OUTCOME_STORED);
	edge = message(-(INT64_C(1) << 39) + 1, DATE_FIRST, INT64_MAX, "");
	edge.chat.id = INT64_MAX;
	assert_int_equal(put(store, &(struct step){ .record = edge }), OUTCOME_STORED);
	assert_int_equal(store_commit(store), 0);
	store_close(store);
	assert_ask(db, "SELECT count(*) FROM message", 2);
	assert_recounted(db);
}

/* ----- topics ----- */

static void
test_topics_told(void **state)
{
	(void)state;
	EVERY_ORDER({ .record = in_topic(new_topic(10, NOON, "Ten"), 0) },
	    { .record = in_topic(message(11, NOON + 1, ANN, "in it"), 10) },
	    { .record = in_topic(message(12, NOON + 2, BOB, "in General"), 0) },
	    { .record = in_topic(reply(13, NOON + 3, CID, 11), 10) });
	assert_ask_all(db, "SELECT topic, sum(messages), sum(sent), sum(received) FROM act JOIN scope"
	    " USING (scope)"
	    " WHERE period < 100000 GROUP BY 1", "0|3|1|1 1|1|0|0 10|2|1|1");
}

/* Exports tell topics by replies only: down to the root, whenever that is seen to be one. */
static void
test_topics_found(void **state)
{
	struct reaction thumb = { .emoji = THUMB, .count = 2 };

	(void)state;
	EVERY_ORDER({ .record = new_topic(10, NOON, "Ten"), .made_at = NOON + 90 },
	    { .record = exported(with_reactions(reply(11, NOON + 1, ANN, 10), &thumb, 1)),
	    .made_at = NOON + 90 },
	    { .record = exported(reply(12, NOON + 2, BOB, 11)), .made_at = NOON + 90 },
	    { .record = exported(reply(13, NOON + 3, CID, 12)), .made_at = NOON + 90 },
	    { .record = exported(message(14, NOON + 4, CID, "General")), .made_at = NOON + 90 });
	assert_ask_all(db, "SELECT topic, sum(messages), sum(sent), sum(reactions) FROM act JOIN scope"
	    " USING (scope)"
	    " WHERE period < 100000 GROUP BY 1", "0|4|2|2 1|1|0|0 10|3|2|2");
}

/* The same messages from an export and live: the root of a topic is never answered. */
static void
test_topics_both(void **state)
{
	(void)state;
	EVERY_ORDER({ .record = exported(reply(11, NOON + 1, ANN, 10)), .made_at = NOON + 90 },
	    { .record = in_topic(message(11, NOON + 1, ANN, "an answer"), 10) },
	    { .record = exported(reply(12, NOON + 2, BOB, 11)), .made_at = NOON + 90 },
	    { .record = exported(reply(14, NOON + 4, CID, 10)), .made_at = NOON + 90 });
	assert_ask_all(db, "SELECT topic, sum(messages), sum(sent) FROM act JOIN scope USING (scope)"
	    " WHERE period < 100000 GROUP BY 1", "0|3|1 10|3|1");
}

/* Whatever a file says is the root of a topic, nobody answers it. */
static void
test_topic_of_message(void **state)
{
	(void)state;
	EVERY_ORDER({ .record = new_topic(10, NOON, "Ten") },
	    { .record = exported(message(10, NOON, ANN, "a root")), .made_at = NOON + 90 },
	    { .record = exported(reply(11, NOON + 1, BOB, 10)), .made_at = NOON + 90 });
	assert_ask(db, "SELECT sum(sent + received) FROM act WHERE period < 100000", 0);
	assert_ask(db, "SELECT count(*) FROM tally WHERE what = 1", 0);
}

/* What was told to be in General stays there, though it answers a message of a topic. */
static void
test_topic_crossed(void **state)
{
	(void)state;
	EVERY_ORDER({ .record = in_topic(reply(12, NOON + 2, BOB, 11), 0) },
	    { .record = in_topic(message(11, NOON + 1, ANN, "in it"), 10) },
	    { .record = exported(reply(12, NOON + 2, BOB, 11)), .made_at = NOON + 90 },
	    { .record = in_topic(new_topic(10, NOON, "Ten"), 0) });
	assert_ask_all(db, "SELECT topic, sum(messages) FROM act JOIN scope USING (scope)"
	    " WHERE period < 100000 GROUP BY 1", "0|2 1|1 10|1");
}

/* A chat turns out to be a forum: all that was said so far was said in General. */
static void
test_forum_late(void **state)
{
	struct reaction heart = { .emoji = HEART, .count = 1 };
	struct passage joins = { .who = person(CID), .in = true };

	(void)state;
	EVERY_ORDER({ .record = message(1, NOON, ANN, "a") }, { .record = reply(2, NOON + 9, BOB, 1) },
	    { .record = reacted(1, NOON + 10, BOB, &heart, 1, NULL, 0) },
	    { .record = passage(NOON, &joins, 1) },
	    { .record = in_topic(message(3, NOON + 60, ANN, "b"), 0) });
	assert_ask_all(db, "SELECT topic, sum(messages), sum(sent), sum(given) FROM act JOIN scope"
	    " USING (scope)"
	    " WHERE period < 100000 GROUP BY 1", "0|3|1|1 1|3|1|1");
}

/* ----- reactions ----- */

/* The latest set of an actor counts, on the message's day. */
static void
test_reaction_sets(void **state)
{
	struct reaction thumb = { .emoji = THUMB, .count = 1 }, both[] = { { .emoji = THUMB },
	    { .emoji = HEART } };
	const char *former[] = { THUMB };

	(void)state;
	EVERY_ORDER({ .record = message(1, NOON, ANN, "a") },
	    { .record = reacted(1, NOON + 200000, BOB, &thumb, 1, NULL, 0) },
	    { .record = reacted(1, NOON + 300000, BOB, both, 2, former, 1) },
	    { .record = reacted(1, NOON + 400000, CID, NULL, 0, former, 1) },
	    { .record = reacted(1, NOON + 250000, ANN, &thumb, 1, NULL, 0) });
	assert_ask_all(db, "SELECT m.member_id, given, reactions, own FROM act JOIN member AS m"
	    " USING (member)"
	    " WHERE period = 20000 ORDER BY 1", "11|1|3|1 12|2|0|0");
	assert_ask(db, "SELECT count(*) FROM reactor", 3);
}

/* Reactions to a message that never comes count on their own day. */
static void
test_reaction_unseen(void **state)
{
	struct reaction thumb = { .emoji = THUMB, .count = 1 };
	const char *former[] = { THUMB };

	(void)state;
	EVERY_ORDER({ .record = reacted(7, NOON + 86400, BOB, &thumb, 1, NULL, 0) },
	    { .record = reacted(7, NOON + 2 * 86400, CID, &thumb, 1, NULL, 0) },
	    { .record = reacted(7, NOON + 3 * 86400, CID, NULL, 0, former, 1) });
	assert_ask_all(db, "SELECT period, member > 0, given, reactions FROM act WHERE period < 100000"
	    " ORDER BY 1, 2",
	    "20001|0|0|1 20001|1|1|0");
}

static void
test_reaction_counts(void **state)
{
	struct reaction old[] = { { .emoji = THUMB, .count = 3 }, { .emoji = "paid", .count = 9 } };
	struct reaction new[] = { { .emoji = HEART, .count = INT64_MAX },
	    { .emoji = THUMB, .count = 5 } };

	(void)state;
	EVERY_ORDER({ .record = message(1, NOON, ANN, "a") }, { .record = counts(1, NOON + 100, old, 2) },
	    { .record = counts(1, NOON + 200, new, 2) });
	assert_ask_all(db, "SELECT text, n FROM reaction JOIN emoji USING (emoji) ORDER BY n",
	    THUMB "|5 " HEART "|2147483647");
	assert_ask(db, "SELECT sum(reactions) FROM act WHERE period < 100000", INT64_C(2147483652));
}

/* Who was anonymous and takes a reaction back, was one of the rest; and that is never below 0. */
static void
test_rest(void **state)
{
	struct reaction two = { .emoji = THUMB, .count = 1 };
	const char *former[] = { THUMB };
	const struct step steps[] = { { .record = message(1, NOON, ANN, "a") },
	    { .record = counts(1, NOON + 100, &two, 1) },
	    { .record = reacted(1, NOON + 200, BOB, NULL, 0, former, 1) },
	    { .record = reacted(1, NOON + 300, CID, NULL, 0, former, 1) } };
	const int order[] = { 0, 1, 2, 3 };

	(void)state;
	store_all(steps, order, 4, ONE_BY_ONE);
	assert_ask(db, "SELECT count(*) FROM reaction", 0);
	assert_ask(db, "SELECT sum(reactions) FROM act", 0);
	assert_recounted(db);
}

/* Of two exports the newer one counts, in whatever order; whom it lists completely are all there are. */
static void
test_snapshots(void **state)
{
	struct giver bob = { person(BOB), NOON + 50 }, cid = { person(CID), NOON + 60 };
	struct reaction old = { .emoji = THUMB, .count = 3, .recent = &bob, .nrecent = 1 };
	struct reaction new[] = { { .emoji = THUMB, .count = 1, .recent = &cid, .nrecent = 1 },
	    { .emoji = HEART, .count = 4 } };

	(void)state;
	for (int newer_first = 0; newer_first < 2; newer_first++) {
		const struct step steps[] = {
		    { .record = exported(with_reactions(message(1, NOON, ANN, "a"), &old, 1)),
		    .made_at = NOON + 100 },
		    { .record = exported(with_reactions(message(1, NOON, ANN, "a"), new, 2)),
		    .made_at = NOON + 200 } };
		const int order[] = { newer_first, !newer_first };

		wipe();
		store_all(steps, order, 2, ONE_BY_ONE);
		assert_ask_all(db, "SELECT coalesce(m.member_id, 0), e.text, n FROM reaction"
		    " LEFT JOIN member AS m USING (member) JOIN emoji AS e USING (emoji) ORDER BY 1, 2",
		    "0|" HEART "|4 13|" THUMB "|1");
		assert_recounted(db);
	}
}

/* A second export tells of a reaction after the last message that both hold. */
static void
test_snapshot_of_quiet_chat(void **state)
{
	struct giver givers[] = { { person(ANN), NOON - 9 }, { person(BOB), NOON + 500 } };
	struct reaction old = { .emoji = THUMB, .count = 1, .recent = givers, .nrecent = 1 };
	struct reaction new = { .emoji = THUMB, .count = 2, .recent = givers, .nrecent = 2 };

	(void)state;
	EVERY_ORDER({ .record = exported(with_reactions(message(1, NOON, ANN, "a"), &old, 1)),
	    .made_at = NOON },
	    { .record = exported(with_reactions(message(1, NOON, ANN, "a"), &new, 1)), .made_at = NOON });
	assert_ask(db, "SELECT sum(given) FROM act WHERE period < 100000", 2);
}

/* No export overrides what an update told. */
static void
test_snapshot_after_live(void **state)
{
	struct reaction thumb = { .emoji = THUMB, .count = 1 }, many = { .emoji = HEART, .count = 9 };
	const struct step steps[] = { { .record = reacted(1, NOON + 10, BOB, &thumb, 1, NULL, 0) },
	    { .record = exported(with_reactions(message(1, NOON, ANN, "a"), &many, 1)),
	    .made_at = NOON + 100 } };
	const int order[] = { 0, 1 };

	(void)state;
	store_all(steps, order, 2, ONE_BY_ONE);
	assert_ask_all(db, "SELECT text, n FROM reaction JOIN emoji USING (emoji)", THUMB "|1");
	assert_recounted(db);
}

/* ----- members ----- */

static void
test_bot_late(void **state)
{
	struct record told = message(3, NOON + 100, CID, "beep");
	struct reaction thumb = { .emoji = THUMB, .count = 1 };
	struct passage joins = { .who = person(CID), .in = true };

	(void)state;
	told.actor.bot = true;
	EVERY_ORDER({ .record = message(1, NOON, CID, "a") }, { .record = reply(2, NOON + 9, CID, 1) },
	    { .record = reacted(1, NOON + 10, BOB, &thumb, 1, NULL, 0) },
	    { .record = passage(NOON, &joins, 1) },
	    { .record = told });
	assert_ask_all(db, "SELECT bot, sum(messages), sum(given), sum(reactions) FROM total"
	    " WHERE period < 100000"
	    " GROUP BY bot", "0|0|1|0 1|3|0|1");
	assert_ask_all(db, "SELECT what, bot, sum(n) FROM tally WHERE period < 100000 AND what <> 3"
	    " GROUP BY 1, 2",
	    "0|1|3 2|1|1 4|1|1 5|1|1");
}

/* The latest name wins; a username is known without a name too. */
static void
test_names(void **state)
{
	struct record a = message(1, NOON, ANN, ""), b = message(2, NOON + 9, ANN, "");
	struct record c = message(3, NOON + 5, ANN, ""), nameless = message(4, NOON, BOB, "");
	struct record renamed = edit(message(5, NOON - 50, ANN, ""), NOON + 20, "", KIND_TEXT);

	(void)state;
	a.actor.name = "Annie";
	a.actor.username = "ann1";
	b.actor.name = "Ann the Great";
	b.actor.username = "ann2";
	nameless.actor.name = "";
	nameless.actor.username = "bob";
	renamed.actor.name = "Anna";
	EVERY_ORDER({ .record = a }, { .record = b }, { .record = c }, { .record = nameless });
	assert_ask_all(db, "SELECT name, username FROM member ORDER BY member_id",
	    "Ann the Great|ann2 |bob");
	assert_ask_all(db, "SELECT name, at - 1728043200 FROM former_name ORDER BY 1", "@ann1|0 Ann|5 Annie|0");
	a.actor.username = b.actor.username = NULL;
	EVERY_ORDER({ .record = a }, { .record = b }, { .record = renamed });
	assert_ask_all(db, "SELECT name FROM member", "Anna");
}

/* ----- polls ----- */

static void
test_polls(void **state)
{
	struct poll_option none[] = { { "tea", 0 }, { "coffee", 0 } }, two[] = { { "tea", 2 }, { "coffee", 0 } };
	struct poll_option three[] = { { "tea", 2 }, { "coffee", 1 } };
	struct poll asked = { .id = "77", .question = "What?", .options = none, .noption = 2 };
	struct poll seen = { .question = "What?", .options = two, .noption = 2, .voters = 2, .counted = true };
	struct poll over = { .id = "77", .options = three, .noption = 2, .voters = 3, .counted = true,
	    .closed = true };
	struct record live = message(1, NOON, ANN, ""), file = exported(live), told = message(1, NOON, ANN, "");

	(void)state;
	live.poll = &asked;
	file.poll = &seen;
	told.poll = &over;
	EVERY_ORDER({ .record = live }, { .record = file });
	assert_ask_all(db, "SELECT poll_id, question, closed, voters FROM poll", "77|What?|0|2");
	EVERY_ORDER({ .record = live }, { .record = file }, { .record = told });
	assert_ask_all(db, "SELECT poll_id, question, closed, voters FROM poll", "77|What?|1|3");
	assert_ask_all(db, "SELECT text, votes FROM poll_option ORDER BY option", "tea|2 coffee|1");
	/* An update of the votes says neither when nor where. */
	EVERY_ORDER({ .record = live });
	assert_ask_all(db, "SELECT text, votes FROM poll_option ORDER BY option", "tea|- coffee|-");
	told = (struct record){ .type = RECORD_POLL, .poll = &over };
	store_all((struct step[]){ { .record = told } }, (int[]){ 0 }, 1, ALL_AT_ONCE);
	assert_ask_all(db, "SELECT text, votes FROM poll_option ORDER BY option", "tea|2 coffee|1");
	/* No texts are kept, and no question either. */
	wipe();
	assert_int_equal(db_exec(db, "INSERT INTO chat (chat, chat_id, type, zone, text)"
	    " VALUES (1, -1000000000100, 2, 'UTC', 1); INSERT INTO scope (chat, topic, zone) VALUES (1, 0, 'UTC')"),
	    0);
	store_all((struct step[]){ { .record = file } }, (int[]){ 0 }, 1, ALL_AT_ONCE);
	assert_ask_all(db, "SELECT coalesce(question, '-'), text, votes FROM poll JOIN poll_option USING (key)"
	    " ORDER BY option", "-|-|2 -|-|0");
}

/* ----- joins and leaves ----- */

static void
test_passages(void **state)
{
	struct passage bob = { .who = person(BOB), .in = true };
	struct passage leaves = { .who = person(BOB), .in = false };
	struct passage named = { .who = { .name = "Bob" }, .in = true };

	(void)state;
	/* By id and by name, 60 s apart, are one; going is another thing; a second more is too. */
	EVERY_ORDER({ .record = passage(NOON, &bob, 1) }, { .record = passage(NOON + 10, &leaves, 1) },
	    { .record = passage(NOON + 86400, &bob, 1) }, { .record = message(1, NOON, BOB, "hi") });
	assert_ask_all(db, "SELECT bucket, sum(n) FROM tally WHERE what = 2 AND period < 100000"
	    " GROUP BY 1", "0|1 1|2");
	named.via = VIA_LINK;
	EVERY_ORDER({ .record = by(ANN, passage(NOON, &bob, 1)) }, { .record = passage(NOON + 20, &named, 1) });
	assert_ask_all(db, "SELECT member_id, via, at - 1728043200 FROM passage AS p"
	    " JOIN member AS m ON m.member = p.actor", "11|1|0");
	for (int by_name_first = 0; by_name_first < 2; by_name_first++)
		for (int apart = 60; apart <= 61; apart++) {
			const struct step steps[] = { { .record = passage(NOON, &bob, 1) },
			    { .record = passage(NOON + apart, &named, 1) } };
			const int order[] = { by_name_first, !by_name_first };

			wipe();
			store_all(steps, order, 2, ALL_AT_ONCE);
			assert_ask(db, "SELECT count(*) FROM passage", apart == 60 ? 1 : 2);
			assert_ask(db, "SELECT count(*) FROM passage WHERE member = 0", 0);
			assert_recounted(db);
		}
}

/* Several people of one name, or of none, in one invitation are several. */
static void
test_namesakes(void **state)
{
	struct passage invited[] = { { .who = { .name = "Bob" }, .in = true },
	    { .who = { .name = "Bob" }, .in = true },
	    { .who = { .name = NULL }, .in = true }, { .who = { .name = "" }, .in = true } };
	struct passage one = { .who = person(BOB), .in = true }, two = { .who = person(CID), .in = true };

	(void)state;
	two.who.name = "Bob";
	EVERY_ORDER({ .record = passage(NOON, invited, 4) });
	assert_ask(db, "SELECT count(*) FROM passage", 4);
	EVERY_ORDER({ .record = passage(NOON, invited, 4) }, { .record = passage(NOON + 1, &one, 1) },
	    { .record = passage(NOON + 2, &two, 1) });
	assert_ask(db, "SELECT count(*) FROM passage", 4);
	assert_ask(db, "SELECT count(*) FROM passage WHERE member = 0", 2);
}

/* A name that only later turns out to be that of somebody who is counted already. */
static void
test_resolved_twice(void **state)
{
	struct passage by_id = { .who = person(BOB), .in = true };
	struct passage by_name = { .who = { .name = "Robert" }, .in = true };
	struct record renamed = message(1, NOON + 5000, BOB, "hi");
	const struct step steps[] = { { .record = passage(NOON, &by_id, 1) },
	    { .record = passage(NOON + 1, &by_name, 1) },
	    { .record = renamed } };
	struct store *store = store_open(db, zone_find("UTC"), SOURCE_IMPORT);

	(void)state;
	assert_int_equal(store_begin(store), 0);
	put(store, &steps[0]);
	put(store, &steps[1]);
	assert_int_equal(store_commit(store), 0);
	assert_ask(db, "SELECT sum(n) FROM tally", 2);
	assert_int_equal(store_begin(store), 0);
	renamed.actor.name = "Robert";
	put(store, &(struct step){ .record = renamed });
	assert_int_equal(store_resolve(store), 0);
	assert_int_equal(store_commit(store), 0);
	store_close(store);
	assert_ask(db, "SELECT sum(n) FROM tally WHERE what = 2", 1);
	assert_ask(db, "SELECT count(*) FROM passage", 1);
	assert_recounted(db);
}

/* ----- transactions ----- */

/* After a rollback nothing of it is left, neither in the file nor in memory. */
static void
test_rollback(void **state)
{
	struct store *store = store_open(db, zone_find("UTC"), SOURCE_IMPORT);
	struct reaction thumb = { .emoji = THUMB, .count = 1 };
	const struct step steps[] = { { .record = in_topic(message(1, NOON, ANN, "a"), 10) },
	    { .record = reacted(1, NOON + 10, BOB, &thumb, 1, NULL, 0) } };

	(void)state;
	for (int round = 0; round < 3; round++) {
		assert_int_equal(store_begin(store), 0);
		assert_int_equal(put(store, &steps[0]), OUTCOME_STORED);
		assert_int_equal(put(store, &steps[1]), OUTCOME_STORED);
		store_rollback(store);
		assert_ask(db, "SELECT (SELECT count(*) FROM chat) + (SELECT count(*) FROM member)"
		    " + (SELECT count(*) FROM emoji) + (SELECT count(*) FROM act)", 1);
	}
	assert_int_equal(store_begin(store), 0);
	assert_int_equal(put(store, &steps[0]), OUTCOME_STORED);
	assert_int_equal(put(store, &steps[1]), OUTCOME_STORED);
	assert_int_equal(store_commit(store), 0);
	store_close(store);
	assert_recounted(db);
}

/* Two files at once: each sees what the other one did. */
static void
test_two_stores(void **state)
{
	struct db *other_db = db_open(scratch_path, DB_WRITE);
	struct store *a = store_open(db, zone_find("UTC"), SOURCE_IMPORT);
	struct store *b = store_open(other_db, zone_find("UTC"), SOURCE_IMPORT);
	struct record first = message(1, NOON, ANN, "a"), later = message(2, NOON + 20, ANN, "b");
	struct record between = message(3, NOON + 10, ANN, "c");

	(void)state;
	later.actor.name = "Anna";
	later.actor.bot = true;
	assert_int_equal(store_begin(a), 0);
	put(a, &(struct step){ .record = first });
	assert_int_equal(store_commit(a), 0);
	assert_int_equal(store_begin(b), 0);
	put(b, &(struct step){ .record = later });
	put(b, &(struct step){ .record = in_topic(reply(5, NOON + 30, BOB, 1), 50) });
	assert_int_equal(store_commit(b), 0);
	assert_int_equal(db_exec(other_db, "BEGIN; UPDATE scope SET folded = 19999; COMMIT"), 0);
	assert_int_equal(store_begin(a), 0);
	put(a, &(struct step){ .record = between });
	put(a, &(struct step){ .record = message(4, NOON - 86400, ANN, "d") });
	assert_int_equal(store_commit(a), 0);
	store_close(a);
	store_close(b);
	db_close(other_db);
	assert_ask_all(db, "SELECT name, bot FROM member WHERE member_id = 11", "Anna|1");
	assert_ask(db, "SELECT messages FROM total JOIN scope USING (scope) WHERE topic = 0"
	    " AND period = 300000 AND bot = 1", 1);
	assert_recounted(db);
}

/* Coverage: from the first to the last message of a file; files that touch are one. */
static void
test_coverage(void **state)
{
	struct store *store = store_open(db, zone_find("UTC"), SOURCE_IMPORT);
	const int64_t files[][2] = { { 100, 200 }, { 300, 400 }, { 150, 250 }, { 250, 300 },
	    { 1000, 900 } };

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		enum outcome outcome;
		const char *why;
		struct record m;

		store_file(store, 0);
		assert_int_equal(store_begin(store), 0);
		for (int k = 0; k < 2; k++) {
			m = message((int64_t)(10 * i) + k + 1, NOON + files[i][k], ANN, "");
			assert_int_equal(store_record(store, &m, &outcome, &why), 0);
			/* Batches of one file are one record. */
			assert_int_equal(store_commit(store), 0);
			assert_int_equal(store_begin(store), 0);
		}
		assert_int_equal(store_commit(store), 0);
	}
	store_close(store);
	assert_ask_all(db, "SELECT since - 1728043200, until - 1728043200 FROM coverage ORDER BY 1",
	    "100|400 900|1000");
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(test_edits), TEST(test_tie), TEST(test_replies),
	    TEST(test_strange_replies), TEST(test_out_of_range), TEST(test_topics_told),
	    TEST(test_topics_found), TEST(test_topics_both), TEST(test_topic_of_message),
	    TEST(test_topic_crossed), TEST(test_forum_late), TEST(test_reaction_sets),
	    TEST(test_reaction_unseen), TEST(test_reaction_counts), TEST(test_rest),
	    TEST(test_snapshots), TEST(test_snapshot_of_quiet_chat), TEST(test_snapshot_after_live),
	    TEST(test_bot_late), TEST(test_names), TEST(test_polls), TEST(test_passages), TEST(test_namesakes),
	    TEST(test_resolved_twice), TEST(test_rollback), TEST(test_two_stores),
	    TEST(test_coverage) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
