/*
 * ingest/live.c: live coverage begins where the bot can read a chat, reaches from poll to poll, and ends.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest/store.h"
#include "lib/zone.h"
#include "tests/unit/scratch.h"

#define GROUP	INT64_C(-1000000000100)
#define CHANNEL	INT64_C(-1000000000200)
enum { BOT = 99, ANN = 11, DAY = 86400, T = 1728043200 };

static struct db *db;
static struct store *store;

static int
setup(void **state)
{
	(void)state;
	db = scratch_open();
	store = store_open(db, zone_find("UTC"), SOURCE_LIVE);
	return store != NULL ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	store_close(store);
	scratch_close(db);
	return 0;
}

/* What comes to pass; every step is a transaction. */
enum what { SELF, PRIVACY, HEARD, POST, STATUS, POLL };

struct step {
	enum what	 what;
	int64_t		 at;
	const char	*status;
	bool		 in;
};

#define DO(what, at)		{ what, T + (at), NULL, false }
#define IS(at, status, in)	{ STATUS, T + (at), status, in }

static void
put(const struct record *r)
{
	enum outcome outcome;
	const char *why;

	assert_int_equal(store_record(store, r, &outcome, &why), 0);
}

static void
take(const struct step *step)
{
	struct record r = { .type = RECORD_MESSAGE, .at = step->at, .text = "", .message = step->at - T + 1,
	    .chat = { .id = step->what == POST ? CHANNEL : GROUP,
	    .type = step->what == POST ? CHAT_CHANNEL : CHAT_SUPERGROUP },
	    .actor = { .known = true, .id = ANN } };

	assert_int_equal(store_begin(store), 0);
	switch (step->what) {
	case SELF:
	case PRIVACY:
		assert_int_equal(store_self(store, BOT, step->what == SELF, step->at), 0);
		break;
	case STATUS:
		r.type = RECORD_MEMBER;
		r.message = 0;
		r.member = (struct membership){ { .known = true, .id = BOT }, step->status, step->in };
		/* FALLTHROUGH */
	case HEARD:
	case POST:
		put(&r);
		break;
	case POLL:
		assert_int_equal(store_polled(store, step->at), 0);
		break;
	}
	assert_int_equal(store_commit(store), 0);
}

static void
check(const struct step *steps, size_t n, const char *covered)
{
	for (size_t i = 0; i < n; i++)
		take(&steps[i]);
	assert_ask_all(db, "SELECT since - 1728043200, until - 1728043200 FROM coverage WHERE source = 1"
	    " ORDER BY 1", covered);
}

#define CHECK(covered, ...)	do { \
		const struct step steps_[] = { __VA_ARGS__ }; \
		check(steps_, sizeof(steps_) / sizeof(steps_[0]), covered); \
	} while (0)

/* A bot that reads all is heard of first by what it hears. */
static void
test_heard(void **state)
{
	(void)state;
	CHECK("10|500", DO(SELF, 0), DO(POLL, 5), DO(HEARD, 10), DO(POLL, 100), DO(POLL, 500),
	    DO(POLL, 400));
}

/* Telegram keeps updates for a day: what is older is lost. */
static void
test_away(void **state)
{
	(void)state;
	CHECK("0|86400 173800|260300", DO(SELF, 0), DO(HEARD, 0), DO(POLL, DAY),
	    DO(HEARD, 260100), DO(POLL, 260200), DO(POLL, 260300));
}

/* What a clock told that was ahead holds up nothing once it is right. */
static void
test_ahead(void **state)
{
	(void)state;
	CHECK("0|20", DO(SELF, 0), DO(HEARD, 0), DO(POLL, 10), DO(POLL, 18000), DO(POLL, 20));
	CHECK("0|30 518410|604810", DO(POLL, 7 * DAY + 10), DO(POLL, 30));
	CHECK("0|40 50|60 518410|604810", IS(40, "kicked", false), IS(50, "administrator", true), DO(POLL, 60));
}

static void
test_rights(void **state)
{
	(void)state;
	CHECK("", DO(PRIVACY, 0), DO(HEARD, 1), IS(2, "member", true), DO(HEARD, 3),
	    DO(POLL, 4));
	CHECK("10|20", IS(10, "administrator", true), DO(POLL, 15), IS(20, "restricted", true),
	    DO(HEARD, 25), DO(POLL, 30));
	CHECK("10|20 40|60", DO(SELF, 40), DO(POLL, 50), IS(60, "kicked", false), DO(POLL, 70));
	/* Told again, as after a kill, what is past changes nothing. */
	CHECK("10|20 40|60", IS(10, "administrator", true), DO(POLL, 80));
	CHECK("10|20 40|60 90|95", IS(90, "member", true), DO(POLL, 95));
}

/* Bots in channels are administrators. */
static void
test_channel(void **state)
{
	(void)state;
	CHECK("1|9", DO(PRIVACY, 0), DO(POST, 1), DO(HEARD, 2), DO(POLL, 9));
}

/* A group joined long ago stays covered when only privacy mode changes back and forth. */
static void
test_administrator_keeps(void **state)
{
	(void)state;
	CHECK("1|9", DO(SELF, 0), IS(1, "administrator", true), DO(PRIVACY, 3), DO(SELF, 4),
	    DO(POLL, 9));
}

static void
test_another_bot(void **state)
{
	(void)state;
	CHECK("1|5", DO(SELF, 0), DO(HEARD, 1), DO(POLL, 5));
	assert_int_equal(store_begin(store), 0);
	assert_int_equal(store_self(store, BOT + 1, true, T + 6), 0);
	assert_int_equal(store_commit(store), 0);
	CHECK("1|6 8|9", DO(POLL, 7), DO(HEARD, 8), DO(POLL, 9));
}

/* What chatstat says itself counts nowhere, under whatever account it said it. */
static void
test_own_messages(void **state)
{
	struct record r = { .type = RECORD_MESSAGE, .at = T, .text = "", .message = 5,
	    .chat = { .id = GROUP, .type = CHAT_SUPERGROUP }, .actor = { .known = true, .id = BOT } };
	enum outcome outcome;
	const char *why;

	(void)state;
	CHECK("", DO(SELF, 0));
	assert_int_equal(store_begin(store), 0);
	assert_int_equal(store_self(store, BOT + 1, true, T), 0);
	assert_int_equal(store_record(store, &r, &outcome, &why), 0);
	assert_int_equal(outcome, OUTCOME_PASSED);
	assert_string_equal(why, "own message");
	assert_int_equal(store_commit(store), 0);
	assert_ask(db, "SELECT count(*) FROM message", 0);
}

/* After a rollback nothing of it is remembered. */
static void
test_rollback(void **state)
{
	(void)state;
	assert_int_equal(store_begin(store), 0);
	assert_int_equal(store_self(store, BOT, true, T), 0);
	store_rollback(store);
	CHECK("", DO(HEARD, 1), DO(POLL, 2));
	CHECK("3|4", DO(SELF, 2), DO(HEARD, 3), DO(POLL, 4));
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(test_heard), TEST(test_away), TEST(test_ahead), TEST(test_rights),
	    TEST(test_channel), TEST(test_administrator_keeps), TEST(test_another_bot),
	    TEST(test_own_messages), TEST(test_rollback) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
