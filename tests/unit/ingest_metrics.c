/*
 * What the daemon counts, and the text that Prometheus reads.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest/metrics.h"
#include "ingest/vitals.h"
#include "lib/config.h"
#include "lib/date.h"
#include "lib/message.h"
#include "lib/pair.h"
#include "lib/sums.h"
#include "tests/unit/scratch.h"

static struct db *db;
static char *text;

static int
begin(void **state)
{
	(void)state;
	db = scratch_open();
	return config_load("/dev/null");
}

static int
end(void **state)
{
	(void)state;
	free(text);
	text = NULL;
	db_close(db);
	scratch_end();
	return 0;
}

static const char *
written(int64_t now)
{
	size_t size;
	FILE *f;

	free(text);
	assert_non_null(f = open_memstream(&text, &size));
	assert_int_equal(metrics_write(f, db, now), 0);
	fclose(f);
	return text;
}

static void
assert_line(const char *line)
{
	const char *found = strstr(text, line);

	if (found == NULL || (found != text && found[-1] != '\n') || found[strlen(line)] != '\n')
		fail_msg("no line \"%s\" in:\n%s", line, text);
}

static void
test_counters(void **state)
{
	(void)state;
	metrics_add(METRIC_UPDATES, "message", NULL, 2);
	metrics_add(METRIC_UPDATES, "message", NULL, 1);
	metrics_add(METRIC_UPDATES, "fancy \"new\"\n", NULL, 4);
	metrics_add(METRIC_UPDATES, NULL, NULL, 1);
	metrics_add(METRIC_COMMANDS, "top", "ok", 5);
	metrics_add(METRIC_COMMANDS, "top", "failed", 1);
	metrics_add(METRIC_COMMANDS, "xyz", "ok", 1);
	metrics_add(METRIC_RATE_LIMITED, NULL, NULL, 7);
	assert_int_equal(metrics_count(METRIC_UPDATES, NULL, NULL), 8);
	assert_int_equal(metrics_count(METRIC_UPDATES, "message", NULL), 3);
	assert_int_equal(metrics_count(METRIC_UPDATES, "nonsense", NULL), 5);
	assert_int_equal(metrics_count(METRIC_COMMANDS, "top", NULL), 6);
	assert_int_equal(metrics_count(METRIC_COMMANDS, NULL, "ok"), 6);
	written(0);
	assert_line("# TYPE chatstat_updates_total counter");
	assert_line("chatstat_updates_total{kind=\"message\"} 3");
	assert_line("chatstat_updates_total{kind=\"other\"} 5");
	/* One label: there from the first.  Two: once they are used. */
	assert_line("chatstat_updates_total{kind=\"chat_member\"} 0");
	assert_line("chatstat_commands_total{command=\"top\",status=\"failed\"} 1");
	assert_line("chatstat_commands_total{command=\"other\",status=\"ok\"} 1");
	assert_null(strstr(text, "command=\"help\",status"));
	assert_line("chatstat_rate_limited_total 7");
	assert_line("chatstat_rejected_updates_total 0");
	assert_line("chatstat_build_info{version=\"" VERSION "\"} 1");
	assert_null(strstr(text, "fancy"));
	assert_null(strstr(text, "last_update"));
	metrics_set(METRIC_LAST_UPDATE, 1700000000);
	written(0);
	assert_line("chatstat_last_update_timestamp_seconds 1700000000");
}

/* Every kind of message has its word. */
static void
test_kinds(void **state)
{
	char line[128];

	(void)state;
	for (int64_t kind = 0; kind < KIND_COUNT; kind++)
		metrics_add(METRIC_MESSAGES, "channel", message_kind(kind), 100 + kind);
	written(0);
	for (int64_t kind = 0; kind < KIND_COUNT; kind++) {
		snprintf(line, sizeof(line), "chatstat_messages_total{chat_type=\"channel\",kind=\"%s\"} %d",
		    message_kind(kind), (int)(100 + kind));
		assert_line(line);
	}
}

static void
test_histograms(void **state)
{
	(void)state;
	metrics_observe(METRIC_STORE_SECONDS, NULL, 0.0005);
	metrics_observe(METRIC_STORE_SECONDS, NULL, 0.05);
	metrics_observe(METRIC_STORE_SECONDS, NULL, 99);
	metrics_observe(METRIC_TELEGRAM_SECONDS, "getUpdates", 50);
	assert_int_equal(metrics_count(METRIC_STORE_SECONDS, NULL, NULL), 3);
	assert_true(metrics_seconds(METRIC_STORE_SECONDS, NULL) > 99);
	assert_true(metrics_seconds(METRIC_TELEGRAM_SECONDS, "getMe") < 0.1);
	assert_true(metrics_seconds(METRIC_TELEGRAM_SECONDS, "getUpdates") > 49.9);
	written(0);
	assert_line("# TYPE chatstat_store_seconds histogram");
	assert_line("chatstat_store_seconds_bucket{le=\"0.001\"} 1");
	assert_line("chatstat_store_seconds_bucket{le=\"0.025\"} 1");
	assert_line("chatstat_store_seconds_bucket{le=\"0.05\"} 2");
	assert_line("chatstat_store_seconds_bucket{le=\"60\"} 2");
	assert_line("chatstat_store_seconds_bucket{le=\"+Inf\"} 3");
	assert_line("chatstat_store_seconds_sum 99.0505");
	assert_line("chatstat_store_seconds_count 3");
	assert_line("chatstat_telegram_request_seconds_bucket{method=\"getUpdates\",le=\"60\"} 1");
	assert_line("chatstat_telegram_request_seconds_count{method=\"getUpdates\"} 1");
	assert_null(strstr(text, "method=\"getMe\",le"));
}

/* Days of a chat in Sofia: what is over there, and what its folding has left. */
static void
test_vitals(void **state)
{
	const struct zone *zone;
	int64_t now = 1795191720, today;
	struct vitals v;
	char sql[1024];

	(void)state;
	assert_non_null(zone = zone_find("Europe/Sofia"));
	today = zone_day(zone, now);
	snprintf(sql, sizeof(sql), "INSERT INTO chat (chat, chat_id, type, zone)"
	    " VALUES (1, -1001, 2, 'Europe/Sofia'), (2, -1002, 2, 'UTC');"
	    "INSERT INTO scope (scope, chat, topic, zone, folded) VALUES (1, 1, 0, 'Europe/Sofia', %d),"
	    " (2, 1, 5, 'Europe/Sofia', %d), (3, 2, 0, 'UTC', 1);"
	    "INSERT INTO total (scope, period, bot, messages, words, chars, media, links, emoji, questions,"
	    " edited, sent, received, given, reactions, own, linked, shouting, self, night, dawn, days)"
	    " SELECT scope, %d - d, bot, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3 FROM"
	    " (SELECT 1 AS scope, 0 AS d, 0 AS bot UNION ALL SELECT 1, 0, 1 UNION ALL SELECT 1, 1, 0 UNION ALL"
	    "  SELECT 1, 1, 1 UNION ALL SELECT 1, 3, 0 UNION ALL SELECT 1, 4, 0 UNION ALL SELECT 2, 1, 0"
	    "  UNION ALL SELECT 3, 40, 0);", (int)today - 4, (int)today - 1, (int)today);
	assert_int_equal(db_exec(db, sql), 0);
	assert_int_equal(db_exec(db, "INSERT INTO outbox (once, chat_id, topic, reply_to, class, text, made_at,"
	    " not_before, done_at) VALUES ('a', 1, 0, 0, 0, '', 0, 0, NULL), ('b', 1, 0, 0, 0, '', 0, 0, 5)"),
	    0);
	assert_int_equal(db_exec(db, "INSERT INTO bot (bot_id, reads_all, latest) VALUES (8, 0, 1), (9, 0, 2);"
	    "INSERT INTO member (member, member_id) VALUES (1, 8), (2, 9);"
	    "INSERT INTO presence (chat, member, joined, status) VALUES (1, 1, 1, 'member'), (2, 1, 1, 'member'),"
	    " (1, 2, 1, 'member'), (2, 2, 1, 'administrator')"), 0);
	assert_int_equal(vitals_read(db, now, &v), 0);
	assert_int_equal(v.without_rights, 1);
	assert_int_equal(v.chats, 2);
	assert_int_equal(v.active_chats, 1);
	assert_int_equal(v.daily_members, 3);
	assert_int_equal(v.unfolded_days, 3);	/* two of chat 1, one of chat 2; the topic's is folded */
	assert_int_equal(v.outbox, 1);
	assert_true(v.bytes >= 4096 && v.bytes % 4096 == 0);
	written(now);
	assert_line("chatstat_unfolded_days 3");
	assert_line("chatstat_active_chats 1");
	assert_line("chatstat_outbox_depth 1");
	/* At its midnight today is over as well. */
	assert_int_equal(vitals_read(db, zone_day_start(zone, today + 1), &v), 0);
	assert_int_equal(v.unfolded_days, 4);
	assert_int_equal(v.daily_members, 0);
}

static void
test_jobs(void **state)
{
	(void)state;
	assert_int_equal(db_exec(db, "INSERT INTO job_run (job, started, finished, status) VALUES"
	    " ('fold', 10, 11, 0), ('fold', 20, 21, 0), ('fold', 30, 31, 1), ('fold', 40, NULL, NULL),"
	    " ('a\"b\\c', 50, 51, 0), ('derive', 60, 61, 75)"), 0);
	written(100);
	assert_line("chatstat_job_last_success_timestamp_seconds{job=\"fold\"} 21");
	assert_line("chatstat_job_last_success_timestamp_seconds{job=\"a\\\"b\\\\c\"} 51");
	assert_null(strstr(text, "job=\"derive\""));
}

/* Two models, of which one is folded and used again, and one has no price; and what is spent of budgets. */
static void
test_money(void **state)
{
	int64_t now = 1795191720, today = now / DATE_SECONDS;
	char sql[2048];

	(void)state;
	snprintf(sql, sizeof(sql), "INSERT INTO chat (chat, chat_id, type, zone) VALUES (1, -1001, 2, 'UTC');"
	    "INSERT INTO scope (scope, chat, topic, zone, folded) VALUES (1, 1, 0, 'UTC', %" PRId64 "),"
	    " (2, 0, 0, 'UTC', -2);"
	    "INSERT INTO member (member, member_id, name) VALUES (1, 77, 'Ada'), (2, 78, 'Bob');"
	    "INSERT INTO model (model, name) VALUES (1, 'gpt-5.1'), (2, 'a \"model\"');"
	    "INSERT INTO spend (scope, period, model, requests, input, output, cache_read, cache_write,"
	    " cache_write_1h, cost, priced, unpriced, charged, told, saved)"
	    " SELECT column1, column2, column3, 1, 0, 0, 0, 0, 0, column4, column5, 1 - column5, 0, 0, 0"
	    " FROM (VALUES (1, %" PRId64 ", 1, 2000000000, 1), (1, 300000, 1, 2000000000, 1),"
	    " (1, 102322, 1, 2000000000, 1), (1, %" PRId64 ", 1, 500000001, 1),"
	    " (2, %" PRId64 ", 2, 0, 0), (2, %" PRId64 ", 1, 1000000000, 1));"
	    "INSERT INTO budget (what, name, period, nano) VALUES (0, '', 3, 7000000002), (1, '-1001', 1, 1000000000),"
	    " (2, '77', 1, 250000000), (2, '78', 1, 250000000), (3, 'gpt-5.1', 1, 3000000000)",
	    today - 1, today - 1, today, today, today);
	assert_int_equal(db_exec(db, sql), 0);
	assert_int_equal(pair_add(db, &(struct pair_row){ 1, PAIR_SPENT, today, 1 }, &(struct pair_item){
	    PAIR_SPENT_CODE(1, SPEND_COST), 500000000 }, 1), 0);
	assert_int_equal(pair_add(db, &(struct pair_row){ 1, PAIR_SPENT, today, 2 }, &(struct pair_item){
	    PAIR_SPENT_CODE(1, SPEND_COST), 1 }, 1), 0);
	written(now);
	assert_line("chatstat_llm_cost_usd{model=\"gpt-5.1\"} 3.500000001");
	assert_null(strstr(text, "a \\\"model"));
	assert_line("chatstat_budget_spent_ratio{scope=\"all\",period=\"month\"} 0.5000");
	assert_line("chatstat_budget_spent_ratio{scope=\"chat\",period=\"day\"} 0.5000");
	assert_line("chatstat_budget_spent_ratio{scope=\"member\",period=\"day\"} 2.0000");
	assert_line("chatstat_budget_spent_ratio{scope=\"model gpt-5.1\",period=\"day\"} 0.5000");
	assert_null(strstr(text, "Ada"));
	assert_null(strstr(text, "1001"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_counters, begin, end),
		cmocka_unit_test_setup_teardown(test_kinds, begin, end),
		cmocka_unit_test_setup_teardown(test_histograms, begin, end),
		cmocka_unit_test_setup_teardown(test_vitals, begin, end),
		cmocka_unit_test_setup_teardown(test_jobs, begin, end),
		cmocka_unit_test_setup_teardown(test_money, begin, end),
	};

	return cmocka_run_group_tests_name("ingest_metrics", tests, NULL, NULL);
}
