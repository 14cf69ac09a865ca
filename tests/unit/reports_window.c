/*
 * reports/window.c: whatever is folded, a window is the plain sum of its days, and of its parts of days.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lib/message.h"
#include "lib/zone.h"
#include "reports/window.h"
#include "tests/unit/scratch.h"

/* From the end of January 2024 over a whole February into March, in a zone of half an hour. */
enum { FIRST = 19750, LAST = 19790, MEMBERS = 4, TOPIC = 7 };
#define ZONE	"America/St_Johns"

static struct db *db;		/* writes */
static struct db *reader;	/* its temporary tables have the names of those that are written */
static struct window *window;
static uint32_t seed;

static int64_t
draw(int64_t below)
{
	seed = seed * 1103515245 + 12345;
	return (int64_t)(seed >> 8) % below;
}

/* Messages of two chats, some days without any; the last member is a bot; chat 1 is a forum. */
static void
fill(void)
{
	struct stmt *s = db_stmt(db, "INSERT INTO message (key, chat, day, at, member, kind, flags,"
	    " words, chars,"
	    " links, emoji, edited, topic, reply_to) VALUES (:key, :chat, :at / 86400, :at, :member,"
	    " :kind, 0, :words,"
	    " 5, 0, 0, 0, :topic, 0)");

	assert_int_equal(db_exec(db, "INSERT INTO chat (chat, chat_id, type, zone, forum)"
	    " VALUES (1, -1, 2, 'UTC', 1),"
	    " (2, -2, 2, 'UTC', 0); INSERT INTO member (member, member_id, bot) VALUES (1, 1, 0), (2,"
	    " 2, 0),"
	    " (3, 3, 0), (4, 4, 1); INSERT INTO scope (scope, chat, topic, zone) VALUES (1, 1, 0, '"
	    ZONE "'),"
	    " (2, 2, 0, 'Asia/Tokyo'), (3, 1, 1, '" ZONE "'), (4, 1, 7, '" ZONE "')"), 0);
	for (int64_t id = 1; id <= 400; id++) {
		int64_t day = FIRST + draw(LAST - FIRST + 1), at = day * 86400 + 12600 + draw(80000);

		if (day % 7 == 3 || (day > 19760 && day < 19765))
			continue;
		stmt_int(s, ":chat", 1 + id % 2);
		stmt_int(s, ":key", message_key(1 + id % 2, id));
		stmt_int(s, ":at", at);
		stmt_int(s, ":member", draw(MEMBERS + 1));
		stmt_int(s, ":kind", draw(2));
		stmt_int(s, ":words", draw(10));
		stmt_int(s, ":topic", id % 2 == 0 ? draw(2) * TOPIC : 0);
		assert_int_equal(stmt_run(s), 0);
	}
	assert_int_equal(db_exec(db, "INSERT INTO passage (chat, at, joined, member, name, actor) VALUES"
	    " (1, 1705000000, 1, 1, '', 0), (1, 1708000000, 0, 1, '', 0), (2, 1712000000, 1, 2, '', 0)"), 0);
}

/* Makes all sums anew, folded to a day. */
static void
fold_to(int64_t day)
{
	struct sums *sums = sums_open(db);
	struct stmt *s;

	assert_int_equal(db_begin(db), 0);
	assert_int_equal(db_exec(db, "DELETE FROM main.act; DELETE FROM main.total; DELETE"
	    " FROM main.tally"), 0);
	s = db_stmt(db, "UPDATE scope SET folded = :day");
	stmt_int(s, ":day", day);
	assert_int_equal(stmt_run(s), 0);
	for (int64_t chat = 1; chat <= 2; chat++)
		assert_int_equal(recount(db, sums, chat, TOPIC_NONE, DATE_FIRST, DATE_END), 0);
	assert_int_equal(sums_flush(sums), 0);
	assert_int_equal(db_commit(db), 0);
	sums_close(sums);
}

static struct place
place(int64_t scope)
{
	struct place p = { .scope = { .scope = scope } };

	assert_int_equal(scope_reload(db, &p.scope), 1);
	assert_int_equal(window_place(db, &p), 0);
	return p;
}

static int
setup(void **state)
{
	(void)state;
	db = scratch_open();
	seed = 1;
	fill();
	reader = db_open(scratch_path, DB_READ);
	window = reader != NULL ? window_open(reader) : NULL;
	return window != NULL ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	window_close(window);
	db_close(reader);
	scratch_close(db);
	return 0;
}

static struct span
days(const struct place *p, int64_t first, int64_t last)
{
	return (struct span){ SPAN_FIXED, zone_day_start(p->scope.zone, first),
	    zone_day_start(p->scope.zone, last + 1) };
}

#define SHOWN	"SELECT coalesce(sum(n_messages), 0), coalesce(sum(n_words), 0)," \
		" coalesce(sum(n_days), 0), count(DISTINCT member) FROM window_act"

/* What a window shows, of both tables and the histograms, as one text. */
static const char *
shown(void)
{
	static char text[200];
	size_t used = (size_t)snprintf(text, sizeof(text), "%s ", ask_all(reader, SHOWN));

	used += (size_t)snprintf(text + used, sizeof(text) - used, "%s ", ask_all(reader,
	    "SELECT coalesce(sum(n_messages), 0),"
	    " coalesce(sum(n_days), 0) FROM window_total"));
	used += (size_t)snprintf(text + used, sizeof(text) - used, "%s ", ask_all(reader,
	    "SELECT (SELECT coalesce(sum(n), 0)"
	    " FROM window_tally WHERE what = 0), (SELECT coalesce(sum(n), 0) FROM window_tally"
	    " WHERE what = 2)"));
	snprintf(text + used, sizeof(text) - used, "%s", ask_all(reader, "SELECT count(DISTINCT period),"
	    " coalesce(sum(n_messages), 0) FROM window_day WHERE n_messages > 0"));
	return text;
}

/* The same from day rows only. */
static const char *
plain(int64_t scope, int64_t first, int64_t last)
{
	static char text[200];
	char sql[1200];

#define IN_DAYS	" WHERE scope = %" PRId64 " AND period < 100000" \
		" AND period BETWEEN %" PRId64 " AND %" PRId64
	snprintf(sql, sizeof(sql), "SELECT (SELECT coalesce(sum(messages),"
	    " 0) || '|' || coalesce(sum(words), 0) || '|'"
	    " || coalesce(sum(days), 0) || '|' || count(DISTINCT member) FROM main.act" IN_DAYS "),"
	    " (SELECT coalesce(sum(messages), 0) || '|' || coalesce(sum(days), 0) FROM main.total"
	    IN_DAYS "),"
	    " (SELECT coalesce(sum(CASE what WHEN 0 THEN n END),"
	    " 0) || '|' || coalesce(sum(CASE what WHEN 2 THEN n END), 0)"
	    " FROM main.tally"
	    IN_DAYS "), (SELECT count(DISTINCT period) || '|' || coalesce(sum(messages), 0)"
	    " FROM main.total" IN_DAYS " AND messages > 0)",
	    scope, first, last, scope, first, last, scope, first, last, scope, first, last);
	snprintf(text, sizeof(text), "%s", ask_all(db, sql));
	return text;
}

static void
without_bars(char *to, size_t size, const char *from)
{
	size_t n = 0;

	for (; *from != '\0' && n + 1 < size; from++)
		to[n++] = *from == '|' ? ' ' : *from;
	to[n] = '\0';
}

static void
assert_same(const char *a, const char *b)
{
	char x[200], y[200];

	without_bars(x, sizeof(x), a);
	without_bars(y, sizeof(y), b);
	assert_string_equal(x, y);
}

/* Windows of whole days, folded at every day, begun at every third. */
static void
test_whole_days(void **state)
{
	(void)state;
	for (int64_t folded = FIRST - 2; folded <= LAST + 33; folded += folded > LAST ? 30 : scratch_thin()) {
		struct place p;

		fold_to(folded);
		p = place(1);
		for (int64_t first = FIRST - 2 + folded % 3; first <= LAST + 2; first += 3)
			for (int64_t last = first; last <= LAST + 2; last += 1 + (last - first) / 5) {
				struct span span = days(&p, first, last);

				assert_int_equal(window_set(window, &p, &span, 1), 0);
				assert_same(shown(), plain(1, first, last));
			}
	}
}

/* The cover is short where it can be: a folded year is not 365 rows. */
static void
test_short(void **state)
{
	struct span span;
	struct place p;

	(void)state;
	fold_to(LAST + 40);
	p = place(1);
	span = days(&p, FIRST - 100, LAST + 30);
	assert_int_equal(window_set(window, &p, &span, 1), 0);
	assert_ask(reader, "SELECT count(*) FROM cover", 1);
	/* The 1st of February to the end. */
	span = days(&p, 19754, LAST);
	assert_int_equal(window_set(window, &p, &span, 1), 0);
	assert_ask_all(reader, "SELECT period FROM cover ORDER BY 1", "124289 124290");
	/* A day more and a day less: their neighbours one by one. */
	span = days(&p, 19753, LAST);
	assert_int_equal(window_set(window, &p, &span, 1), 0);
	assert_ask_all(reader, "SELECT period FROM cover ORDER BY 1", "19753 124289 124290");
	span = days(&p, 19754, LAST - 1);
	assert_int_equal(window_set(window, &p, &span, 1), 0);
	assert_ask(reader, "SELECT count(*) FROM cover", 1 + LAST - 19783);
}

/* Windows between any two instants, of a chat, of General and of a topic: bots out or not. */
static void
test_parts(void **state)
{
	(void)state;
	for (int round = 0; round < 600; round++) {
		int64_t since = FIRST * INT64_C(86400) + draw((LAST - FIRST) * INT64_C(86400));
		int64_t until = since + 1 + draw(round % 3 == 0 ? 86400 : 20 * 86400),
		    scope = round % 4 + 1, n;
		struct span span = { SPAN_FIXED, since, until };
		struct place p;
		char sql[400], expected[100];

		if (round % 50 == 0)
			fold_to(FIRST - 1 + draw(LAST - FIRST + 3));
		p = place(scope);
		assert_int_equal(window_set(window, &p, &span, 1), 0);
		for (int hidden = 1; hidden <= 2; hidden++) {
			snprintf(sql, sizeof(sql), "SELECT count(*) || '|' || coalesce(sum(words), 0)"
			    " FROM message"
			    " WHERE chat = %" PRId64 " AND at >= %" PRId64 " AND at < %" PRId64 " AND (%"
			    PRId64 " < 3 OR topic = %d)"
			    " AND (%d = 2 OR member <> 4)", p.scope.chat, since, until, scope,
			    scope == 4 ? TOPIC : 0, hidden);
			snprintf(expected, sizeof(expected), "%s", ask_all(db, sql));
			assert_same(ask_all(reader, hidden == 1 ?
			    "SELECT coalesce(sum(n_messages), 0), coalesce(sum(n_words), 0)"
			    " FROM window_total WHERE bot <> 1" :
			    "SELECT coalesce(sum(n_messages), 0), coalesce(sum(n_words), 0)"
			    " FROM window_total"), expected);
		}
		snprintf(sql, sizeof(sql), "SELECT count(DISTINCT member) FROM message WHERE chat = %"
		    PRId64 " AND at >= %" PRId64
		    " AND at < %" PRId64 " AND (%" PRId64 " < 3 OR topic = %d)", p.scope.chat, since,
		    until, scope,
		    scope == 4 ? TOPIC : 0);
		n = ask(db, sql);
		assert_ask(reader, "SELECT count(DISTINCT member) FROM window_act WHERE n_messages > 0",
		    n);
		snprintf(sql, sizeof(sql), "SELECT count(*) FROM message WHERE chat = %" PRId64 ""
		    " AND at >= %" PRId64
		    " AND at < %" PRId64 " AND (%" PRId64 " < 3 OR topic = %d) AND member <> 4",
		    p.scope.chat, since, until,
		    scope, scope == 4 ? TOPIC : 0);
		assert_int_equal(window_messages(window, &p, &span, 1, 1, &n), 0);
		assert_int_equal(n, ask(db, sql));
	}
}

/* Two chats, each in its own days; a window that is empty in one of them. */
static void
test_two(void **state)
{
	struct place places[2];
	struct span spans[2];
	int64_t n;

	(void)state;
	fold_to(19770);
	places[0] = place(1);
	places[1] = place(2);
	spans[0] = days(&places[0], 19755, 19780);
	spans[1] = days(&places[1], 19755, 19780);
	assert_int_equal(window_set(window, places, spans, 2), 0);
	n = ask(db, "SELECT sum(messages) FROM main.total WHERE scope < 3 AND period BETWEEN 19755"
	    " AND 19780");
	assert_ask(reader, "SELECT sum(n_messages) FROM window_total", n);
	spans[1].until = spans[1].since;
	assert_int_equal(window_set(window, places, spans, 2), 0);
	n = ask(db, "SELECT sum(messages) FROM main.total WHERE scope = 1 AND period BETWEEN 19755"
	    " AND 19780");
	assert_ask(reader, "SELECT sum(n_messages) FROM window_total", n);
}

/* A scope without anything, and windows at the ends of time. */
static void
test_nothing(void **state)
{
	struct span span = { SPAN_FIXED, DATE_FIRST, DATE_END };
	struct place p;
	int64_t n;

	(void)state;
	fold_to(LAST);
	p = place(1);
	assert_int_equal(window_set(window, &p, &span, 1), 0);
	n = ask(db, "SELECT count(*) FROM message WHERE chat = 1");
	assert_ask(reader, "SELECT sum(n_messages) FROM window_total", n);
	assert_int_equal(db_exec(db, "DELETE FROM main.act; DELETE FROM main.total; DELETE"
	    " FROM main.tally"), 0);
	p = place(1);
	assert_true(p.last_day < p.first_day);
	assert_int_equal(window_set(window, &p, &span, 1), 0);
	assert_ask(reader, "SELECT count(*) FROM window_act", 0);
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(test_whole_days), TEST(test_short),
	    TEST(test_parts), TEST(test_two), TEST(test_nothing) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
