/*
 * ingest/ids.c, migrate.c: basic groups, whose messages every account numbers by itself, and what becomes
 * of them.  Whatever order things are told in, each message is there once, and answers the right one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest/features.h"
#include "ingest/privacy.h"
#include "ingest/store.h"
#include "lib/zone.h"
#include "tests/unit/scratch.h"

#define GROUP	INT64_C(-77)
#define SUPER	INT64_C(-1000000000100)
#define SHIFT	1000000000
enum { ANN = 11, BOB = 12, T = 1728043200, STEPS = 6 };

/* Who tells, each with numbers of its own: a bot, and the exports of two people. */
enum view { BOT, ADA, EVA };

struct step {
	enum view	 view;
	int64_t		 chat, id, at, who, reply_to;
	const char	*text;
	int64_t		 edited;
	int64_t		 old_chat, new_chat;	/* not 0: a notice */
	const char	*emoji;			/* a reaction to id, by who */
};

static struct db *db;

static int
setup(void **state)
{
	(void)state;
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

static void
put(struct store *store, const struct step *step)
{
	struct reaction reaction = { .emoji = step->emoji, .count = 1 };
	struct record r = { .type = step->new_chat != 0 ? RECORD_SERVICE : step->emoji != NULL ?
	    RECORD_REACTION : RECORD_MESSAGE,
	    .at = T + step->at, .message = step->id, .reply_to = step->reply_to,
	    .chat = { .id = step->chat, .type = step->chat == GROUP ? CHAT_GROUP : CHAT_SUPERGROUP,
	    .title = "A chat", .account_ids = step->chat == GROUP },
	    .actor = { .known = step->who != 0, .id = step->who, .name = "Somebody" },
	    .text = step->text != NULL ? step->text : "", .length = step->text != NULL ? strlen(step->text) : 0,
	    .edited = step->edited != 0 ? T + step->edited : 0, .snapshot = step->view != BOT,
	    .old_chat = step->old_chat, .new_chat = step->new_chat };
	enum outcome outcome = OUTCOME_COUNT;
	const char *why = NULL;

	features_count(r.text, r.length, NULL, 0, &r.features);
	if (step->emoji != NULL) {
		r.reactions = &reaction;
		r.nreaction = 1;
	}
	assert_int_equal(store_record(store, &r, &outcome, &why), 0);
	assert_null(why);
}

static void
move(struct store *store)
{
	bool more = true;

	while (more) {
		assert_int_equal(store_begin(store), 0);
		assert_int_equal(store_move(store, &more), 0);
		assert_int_equal(store_commit(store), 0);
	}
}

/* Every step is a file of its own, but for those that follow one of the same exporter. */
static void
store_steps(const struct step *steps, const int *order, int n, bool one_by_one)
{
	struct store *store = store_open(db, zone_find("UTC"), SOURCE_IMPORT);

	assert_non_null(store);
	for (int i = 0; i < n; i++) {
		const struct step *step = &steps[order[i]];

		if (one_by_one || i == 0 || steps[order[i - 1]].view != step->view)
			store_file(store, 0);
		assert_int_equal(store_begin(store), 0);
		put(store, step);
		assert_int_equal(store_commit(store), 0);
		if (one_by_one)
			move(store);
	}
	move(store);
	store_close(store);
}

/* Messages in the order they were said: when, by whom, what they answer (when that was said), version. */
static const char *
dump(void)
{
	static const char *const queries[] = {
		"SELECT m.at - 1728043200, s.member_id, m.chars, m.edited <> 0, m.reply_to <> 0,"
		" p.at - 1728043200, t.member_id, m.wait, (SELECT count(*) FROM reaction AS r"
		" WHERE r.key = m.key) FROM message AS m LEFT JOIN member AS s USING (member)"
		" LEFT JOIN member AS t ON t.member = m.to_member LEFT JOIN message AS p ON"
		" m.reply_to <> 0 AND p.key = (m.chat << 40) + m.reply_to + (1 << 39) ORDER BY 1, 2, 3, 4, 5, 6",
		"SELECT chat_id, type FROM chat WHERE moved_to IS NULL ORDER BY 1",
		"SELECT chat_id, sum(messages), sum(sent), sum(received), sum(given), sum(act.reactions) FROM act"
		" JOIN scope USING (scope) JOIN chat USING (chat) WHERE role = 0 GROUP BY 1",
		"SELECT chat_id, first_message, last_message, last_reaction, member_id FROM presence"
		" JOIN chat USING (chat) JOIN member USING (member) ORDER BY 1, 5",
		"SELECT count(*) FROM reaction WHERE (key >> 40) <> chat",
		"SELECT chat_id, word, uses, messages FROM word JOIN chat USING (chat) ORDER BY 1, 2",
	};

	return ask_each(db, queries, sizeof(queries) / sizeof(queries[0]));
}

static void
wipe(void)
{
	static const char *const tables[] = { "act", "total", "tally", "word", "crowd", "message", "reaction",
	    "reactor", "told", "poll", "poll_option", "coverage", "passage", "presence", "title", "scope", "chat",
	    "former_name", "member" };
	char sql[64];

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		snprintf(sql, sizeof(sql), "DELETE FROM %s", tables[i]);
		assert_int_equal(db_exec(db, sql), 0);
	}
}

/* In every order the same comes out, and nothing of it twice. */
static void
every_order(const struct step *steps, int n, const char *messages)
{
	char *first = NULL;

	for (int one_by_one = 0; one_by_one < 2; one_by_one++) {
		int order[STEPS] = { 0, 1, 2, 3, 4, 5 };

		do {
			wipe();
			store_steps(steps, order, n, one_by_one == 1);
			assert_recounted(db);
			if (first == NULL)
				assert_non_null(first = strdup(dump()));
			store_steps(steps, order, n, one_by_one == 1);
			if (strncmp(first, messages, strlen(messages)) != 0 || strcmp(first, dump()) != 0) {
				print_error("order %d%d%d%d%d%d:\n%s\nnot:\n%s\nwanted: %s\n", order[0], order[1],
				    order[2], order[3], order[4], order[5], dump(), first, messages);
				free(first);
				fail();
			}
		} while (next_order(order, n));
	}
	free(first);
}

#define EVERY_ORDER(messages, ...)	do { \
		const struct step steps_[] = { __VA_ARGS__ }; \
		every_order(steps_, (int)(sizeof(steps_) / sizeof(steps_[0])), messages); \
	} while (0)

#define SAY(view, chat, id, at, who, reply_to, text) \
	{ view, chat, id, at, who, reply_to, text, 0, 0, 0, NULL }
#define EDIT(view, chat, id, at, who, text, edited) \
	{ view, chat, id, at, who, 0, text, edited, 0, 0, NULL }
#define REACT(chat, id, at, who, emoji) \
	{ BOT, chat, id, at, who, 0, NULL, 0, 0, 0, emoji }
#define FROM_GROUP	{ BOT, SUPER, 1, 500, ANN, 0, NULL, 0, GROUP, SUPER, NULL }
#define TO_SUPER	{ BOT, GROUP, 99, 500, ANN, 0, NULL, 0, GROUP, SUPER, NULL }

/* A bot and an exporter number the same messages differently. */
static void
test_two_sides(void **state)
{
	(void)state;
	EVERY_ORDER("1|11|3|0|0|-|-|-|0 2|12|5|0|1|1|11|1|0", SAY(BOT, GROUP, 5, 1, ANN, 0, "one"),
	    SAY(BOT, GROUP, 6, 2, BOB, 5, "two x"), SAY(ADA, GROUP, 1205, 1, ANN, 0, "one"),
	    SAY(ADA, GROUP, 1206, 2, BOB, 1205, "two x"));
}

/* One exporter's number is another's of another message. */
static void
test_collision(void **state)
{
	(void)state;
	EVERY_ORDER("1|11|3|0|0|-|-|-|0 2|12|5|0|1|1|11|1|0 9|12|4|0|0|-|-|-|0", SAY(ADA, GROUP, 5, 1, ANN, 0, "one"),
	    SAY(ADA, GROUP, 6, 2, BOB, 5, "two x"), SAY(EVA, GROUP, 5, 9, BOB, 0, "late"));
}

/* Reactions, and replies to what was not told yet, find their message. */
static void
test_waiting(void **state)
{
	(void)state;
	EVERY_ORDER("1|11|3|0|0|-|-|-|1 2|12|5|0|1|1|11|1|0 3|11|2|0|1|1|11|2|0",
	    SAY(ADA, GROUP, 1205, 1, ANN, 0, "one"), SAY(BOT, GROUP, 6, 2, BOB, 5, "two x"),
	    REACT(GROUP, 5, 7, BOB, "x"), SAY(BOT, GROUP, 5, 1, ANN, 0, "one"),
	    SAY(ADA, GROUP, 1207, 3, ANN, 1205, "hm"));
}

/* Where the sender is hidden, the other three tell; it is known once somebody tells. */
static void
test_hidden(void **state)
{
	(void)state;
	EVERY_ORDER("1|11|3|0|0|-|-|-|0 2|12|5|0|1|1|11|1|0", SAY(BOT, GROUP, 5, 1, ANN, 0, "one"),
	    SAY(ADA, GROUP, 1206, 2, BOB, 1205, "two x"), SAY(ADA, GROUP, 1205, 1, 0, 0, "one"));
}

/* Alike in one second: the first is the first. */
static void
test_alike(void **state)
{
	const struct step steps[] = { SAY(BOT, GROUP, 5, 1, ANN, 0, "one"), SAY(BOT, GROUP, 6, 1, ANN, 0, "two"),
	    SAY(BOT, GROUP, 7, 1, ANN, 0, "six"), SAY(ADA, GROUP, 1205, 1, ANN, 0, "one"),
	    SAY(ADA, GROUP, 1206, 1, ANN, 0, "two"), SAY(ADA, GROUP, 1209, 8, BOB, 1206, "an answer") };
	const int order[] = { 0, 1, 2, 3, 4, 5 };

	(void)state;
	store_steps(steps, order, 6, false);
	store_steps(steps, order, 6, false);
	assert_ask(db, "SELECT count(*) FROM message", 4);
	assert_ask(db, "SELECT reply_to + 1000000000 FROM message WHERE reply_to <> 0", 6);
}

/* An edit changes length and kind; the message is the same. */
static void
test_edited(void **state)
{
	(void)state;
	EVERY_ORDER("1|11|9|1|0|-|-|-|0", SAY(BOT, GROUP, 5, 1, ANN, 0, "one"),
	    EDIT(ADA, GROUP, 1205, 1, ANN, "corrected", 50), SAY(EVA, GROUP, 33, 1, ANN, 0, "one"));
}

/* A group known as such gets the supergroup's id; either notice comes first, or only one comes at all. */
static void
test_migration(void **state)
{
	(void)state;
	EVERY_ORDER("1|11|3|0|0|-|-|-|0 2|12|5|0|1|1|11|1|0 600|11|3|0|0|-|-|-|0\n-1000000000100|2\n",
	    SAY(BOT, GROUP, 5, 1, ANN, 0, "one"), SAY(BOT, GROUP, 6, 2, BOB, 5, "two x"), FROM_GROUP,
	    SAY(BOT, SUPER, 2, 600, ANN, 0, "new"), TO_SUPER);
	EVERY_ORDER("1|11|3|0|0|-|-|-|0 600|11|3|0|0|-|-|-|0\n-1000000000100|2\n",
	    SAY(BOT, GROUP, 5, 1, ANN, 0, "one"), TO_SUPER, SAY(BOT, SUPER, 2, 600, ANN, 0, "new"));
}

/* The supergroup's export has the group's messages below 0; the bot has them under its own numbers. */
static void
test_migration_exported(void **state)
{
	(void)state;
	EVERY_ORDER("1|11|3|0|0|-|-|-|1 2|12|5|0|1|1|11|1|0 600|11|3|0|1|2|12|598|0\n-1000000000100|2\n",
	    SAY(BOT, GROUP, 5, 1, ANN, 0, "one"), SAY(ADA, SUPER, 1206 - SHIFT, 2, BOB, 1205 - SHIFT, "two x"),
	    SAY(ADA, SUPER, 1205 - SHIFT, 1, ANN, 0, "one"), FROM_GROUP,
	    SAY(ADA, SUPER, 2, 600, ANN, 1206 - SHIFT, "new"), REACT(GROUP, 5, 9, BOB, "x"));
}

/* Both chats hold messages of the group, under numbers that collide. */
static void
test_both(void **state)
{
	(void)state;
	EVERY_ORDER("1|11|3|0|0|-|-|-|0 2|12|5|0|1|1|11|1|0 3|11|4|0|1|1|11|2|0 9|12|4|0|0|-|-|-|0\n-1000000000100|2\n",
	    SAY(BOT, GROUP, 5, 1, ANN, 0, "one"), SAY(BOT, GROUP, 6, 2, BOB, 5, "two x"),
	    SAY(EVA, SUPER, 5 - SHIFT, 9, BOB, 0, "late"), SAY(BOT, GROUP, 7, 3, ANN, 5, "more"),
	    TO_SUPER);
}

/* Who exported the group is not who exported the supergroup, and what waits there finds its message. */
static void
test_other_exporter(void **state)
{
	const struct step steps[] = { SAY(ADA, SUPER, 1205 - SHIFT, 1, ANN, 0, "one"),
	    SAY(ADA, SUPER, 1206 - SHIFT, 2, BOB, 1205 - SHIFT, "two x"), SAY(EVA, GROUP, 5, 1, ANN, 0, "one"),
	    SAY(EVA, GROUP, 6, 2, BOB, 5, "two x"), TO_SUPER };
	static const int orders[][5] = { { 0, 1, 2, 3, 4 }, { 2, 3, 0, 1, 4 }, { 0, 1, 4, 2, 3 }, { 2, 3, 4, 0, 1 } };

	(void)state;
	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
		wipe();
		store_steps(steps, orders[i], 5, false);
		store_steps(steps, orders[i], 5, false);
		assert_recounted(db);
		assert_ask(db, "SELECT count(*) FROM message", 2);
		assert_ask(db, "SELECT wait FROM message WHERE reply_to <> 0", 1);
	}
	EVERY_ORDER("1|11|3|0|0|-|-|-|1 600|11|3|0|0|-|-|-|0\n-1000000000100|2\n",
	    SAY(ADA, GROUP, 1205, 1, ANN, 0, "one"), SAY(BOT, SUPER, 2, 600, ANN, 0, "new"), TO_SUPER,
	    REACT(GROUP, 5, 9, BOB, "x"), SAY(BOT, GROUP, 5, 1, ANN, 0, "one"));
}

/* A file whose beginning may be another exporter's: all of it is known when it comes again. */
static void
test_taken_for_another(void **state)
{
	const struct step steps[] = { SAY(ADA, GROUP, 1205, 2, BOB, 0, "two x"),
	    SAY(EVA, GROUP, 5, 1, ANN, 0, "one"), SAY(EVA, GROUP, 6, 2, BOB, 0, "two x") };
	const int order[] = { 0, 1, 2 };

	(void)state;
	for (int i = 0; i < 2; i++) {
		store_steps(steps, order, 3, false);
		assert_ask(db, "SELECT count(*) FROM message", 2);
	}
	assert_recounted(db);
}

/* Who opted out is known again under another id, and in the other chat: nothing of theirs counts twice. */
static void
test_opted_out(void **state)
{
	struct store *store = store_open(db, zone_find("UTC"), SOURCE_IMPORT);

	(void)state;
	assert_int_equal(store_begin(store), 0);
	assert_int_equal(privacy_add(store_privacy(store), GROUP, BOB, false), 0);
	assert_int_equal(privacy_add(store_privacy(store), SUPER, BOB, false), 0);
	assert_int_equal(store_commit(store), 0);
	store_close(store);
	EVERY_ORDER("1|11|3|0|0|-|-|-|1 2|-|5|0|1|1|11|1|0", SAY(ADA, GROUP, 1205, 1, ANN, 0, "one"),
	    SAY(BOT, GROUP, 6, 2, BOB, 5, "two x"), REACT(GROUP, 5, 7, BOB, "x"),
	    SAY(BOT, GROUP, 5, 1, ANN, 0, "one"), SAY(ADA, GROUP, 1206, 2, BOB, 1205, "two x"));
	EVERY_ORDER("1|11|3|0|0|-|-|-|1 600|-|3|0|0|-|-|-|0\n-1000000000100|2\n",
	    SAY(ADA, GROUP, 1205, 1, ANN, 0, "one"), SAY(BOT, SUPER, 2, 600, BOB, 0, "new"), TO_SUPER,
	    REACT(GROUP, 5, 9, BOB, "x"), SAY(BOT, GROUP, 5, 1, ANN, 0, "one"));
}

/* A reaction that was given before who gave it opted out, and after: it moved from one chat to the other. */
static void
test_opted_out_since(void **state)
{
	struct store *store = store_open(db, zone_find("UTC"), SOURCE_IMPORT);
	const struct step steps[] = { SAY(BOT, GROUP, 5, 1, ANN, 0, "one"), REACT(GROUP, 5, 7, BOB, "x"),
	    SAY(BOT, GROUP, 6, 2, BOB, 0, "two x"), SAY(ADA, SUPER, 1206 - SHIFT, 2, BOB, 0, "two x"),
	    TO_SUPER, REACT(GROUP, 5, 7, BOB, "x") };

	(void)state;
	store_steps(steps, (const int[]){ 0, 1, 2 }, 3, false);
	assert_int_equal(store_begin(store), 0);
	assert_int_equal(privacy_add(store_privacy(store), SUPER, BOB, true), 0);
	assert_int_equal(store_commit(store), 0);
	store_close(store);
	store_steps(steps, (const int[]){ 3, 4, 5 }, 3, false);
	assert_ask_all(db, "SELECT m.at - 1728043200, member_id, (SELECT sum(n) FROM reaction AS r"
	    " WHERE r.key = m.key) FROM message AS m LEFT JOIN member USING (member) ORDER BY 1",
	    "1|11|1 2|-|-");
	assert_ask(db, "SELECT count(*) FROM presence JOIN member USING (member) JOIN chat USING (chat)"
	    " WHERE member_id = 12 AND first_message IS NOT NULL", 0);
}

/* What a group cost is the supergroup's. */
static void
test_usage(void **state)
{
	const struct step steps[] = { SAY(BOT, GROUP, 5, 1, ANN, 0, "one"), SAY(BOT, SUPER, 2, 600, BOB, 0, "new"),
	    TO_SUPER };

	(void)state;
	store_steps(steps, (const int[]){ 0, 1 }, 2, false);
	assert_int_equal(db_exec(db, "INSERT INTO usage SELECT 1, at, 1, chat, day, at, member, 7, 1, 10, 20, 0, 0, 0,"
	    " 300, 0, NULL, 0, NULL, NULL, 0 FROM message WHERE at = 1728043201"), 0);
	store_steps(steps, (const int[]){ 2 }, 1, false);
	assert_ask_all(db, "SELECT chat_id, model, input, output, spend.cost FROM spend JOIN scope USING (scope)"
	    " JOIN chat USING (chat) WHERE role = 0 AND period < 100000", "-1000000000100|7|10|20|300");
	assert_ask_all(db, "SELECT chat_id FROM usage JOIN chat USING (chat)", "-1000000000100");
}

/* What cannot be migrated is not. */
static void
test_nonsense(void **state)
{
	struct store *store = store_open(db, zone_find("UTC"), SOURCE_LIVE);

	(void)state;
	assert_int_equal(store_begin(store), 0);
	put(store, &(struct step)SAY(BOT, GROUP, 5, 1, ANN, 0, "one"));
	assert_int_equal(store_migrate(store, SUPER, GROUP), 0);
	assert_int_equal(store_migrate(store, GROUP, GROUP), 0);
	assert_int_equal(store_migrate(store, GROUP - 1, SUPER), 0);
	assert_int_equal(store_migrate(store, 5, SUPER), 0);
	assert_int_equal(store_commit(store), 0);
	assert_ask_all(db, "SELECT chat_id FROM chat", "-77");
	assert_int_equal(store_begin(store), 0);
	assert_int_equal(store_migrate(store, GROUP, SUPER), 0);
	assert_int_equal(store_migrate(store, GROUP, SUPER - 1), 0);
	assert_int_equal(store_migrate(store, GROUP - 1, SUPER), 0);
	put(store, &(struct step)SAY(BOT, GROUP, 5, 1, ANN, 0, "one"));
	assert_int_equal(store_commit(store), 0);
	store_close(store);
	assert_ask_all(db, "SELECT chat_id FROM chat WHERE moved_to IS NULL", "-1000000000100");
	assert_ask(db, "SELECT count(*) FROM message", 1);
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(test_two_sides), TEST(test_collision), TEST(test_waiting),
	    TEST(test_hidden), TEST(test_alike), TEST(test_edited), TEST(test_migration),
	    TEST(test_migration_exported), TEST(test_both), TEST(test_other_exporter),
	    TEST(test_taken_for_another), TEST(test_opted_out), TEST(test_opted_out_since), TEST(test_usage), TEST(test_nonsense) };

	setenv("CHATSTAT_NOW", "1728900000", 1);	/* texts are kept for 90 days */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
