/* Words, notes, JSON and CSV. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "lib/json.h"
#include "lib/log.h"
#include "reports/notes.h"
#include "reports/plain.h"
#include "reports/prose.h"
#include "tests/unit/tables.h"

/* Runs a renderer into memory; the caller frees. */
static char *
rendered(int (*render)(FILE *, const struct table *))
{
	char *out = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&out, &size);

	assert_non_null(file);
	assert_int_equal(render(file, &table), 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(strlen(out), size);
	return out;
}

static void
test_notes(void **state)
{
	struct interval gaps[5];
	char note[NOTES_SIZE];

	(void)state;
	ranking(1, 0, 1);
	for (int i = 0; i < 5; i++)
		gaps[i] = (struct interval){ table.window.since + i * 86400 + 600,
			table.window.since + i * 86400 + 4200 };
	table.coverage.gaps = gaps;
	table.coverage.ngap = 1;
	notes_gaps(note, &table, 3);
	assert_string_equal(note, "Missing: 22 Oct 00:10 – 01:10.");
	table.coverage.ngap = 5;
	notes_gaps(note, &table, 1);
	assert_string_equal(note, "Missing: 22 Oct 00:10 – 01:10, and 4 more.");
	table.coverage = (struct coverage){ .any = true, .messages = 1, .members = 1,
		.first = table.window.since,
		.last = table.now };
	notes_count(note, &table);
	assert_string_equal(note, "1 message by 1 member.");
	notes_recorded(note, &table, false);
	assert_string_equal(note, "");
	table.coverage.first = table.window.since + 86400;
	notes_recorded(note, &table, false);
	assert_string_equal(note, "Recorded since 23 Oct 2026.");
	table.coverage.last = table.now - 3 * 86400;
	notes_recorded(note, &table, false);
	assert_string_equal(note, "Recorded 23 Oct 2026 – 17 Nov 2026.");
	table.coverage.by_bots = 1;
	notes_bots(note, &table);
	assert_string_equal(note, "Bots included: 1 message.");
}

static void
test_busiest(void **state)
{
	char note[NOTES_SIZE];

	(void)state;
	clock_table(UNIT_HOUR, 446);
	notes_busiest(note, &table);
	assert_string_equal(note, "Busiest: 22:00–23:00, 446 messages.");
	clock_table(UNIT_WEEKDAY, 1);
	notes_busiest(note, &table);
	assert_string_equal(note, "Busiest: Sat, 1 message.");
	heatmap(156);
	notes_busiest(note, &table);
	assert_string_equal(note, "Busiest: Sun 23:00–24:00, 156 messages.");
	cells[2].n = 156;
	notes_busiest(note, &table);
	assert_string_equal(note, "");
}

static void
assert_window(enum span_type type, int64_t since, int64_t until, int64_t days, const char *want)
{
	char buf[PROSE_SIZE];

	table.window = (struct span){ type, zone_instant(table.zone, since),
		zone_instant(table.zone, until) };
	table.days = days;
	prose_window(buf, sizeof buf, &table);
	assert_string_equal(buf, want);
}

static void
test_windows(void **state)
{
	const int64_t day = 86400;

	(void)state;
	ranking(1, 0, 1);
	assert_window(SPAN_DAYS, TODAY * day, (TODAY + 1) * day, 1, "20 Nov 2026 (1 day)");
	assert_window(SPAN_DAYS, (TODAY - 11) * day, (TODAY + 1) * day, 12,
	    "9 – 20 Nov 2026 (12 days)");
	assert_window(SPAN_DAYS, date_day(2025, 12, 22) * day, date_day(2026, 1, 21) * day, 30,
	    "22 Dec 2025 – 20 Jan 2026 (30 days)");
	assert_window(SPAN_ROLLING, (TODAY - 1) * day + 52200, TODAY * day + 52200, 1,
	    "19 Nov 14:30 – 20 Nov 14:30 2026 (24 hours)");
	assert_window(SPAN_FIXED, TODAY * day + 36000, TODAY * day + 52200, 1,
	    "20 Nov 2026 10:00 – 14:30 (1 day)");
	assert_window(SPAN_ALL, 0, (TODAY + 1) * day, 20000,
	    "3 Feb 2024 – 20 Nov 2026 (1,022 days)");
}

static void
assert_value(enum unit unit, int64_t n, const char *want)
{
	char buf[PROSE_SIZE];

	prose_value(buf, sizeof buf, &table, unit, &(struct value){ .known = true, .n = n });
	assert_string_equal(buf, want);
}

static void
test_values(void **state)
{
	char buf[PROSE_SIZE];

	(void)state;
	ranking(1, 0, 1);
	assert_value(UNIT_COUNT, 8412, "8,412");
	assert_value(UNIT_ID, -1001455389371, "-1001455389371");
	assert_value(UNIT_TENTHS, 2804, "280.4");
	assert_value(UNIT_TENTHS, 12345678, "1,234,567.8");
	assert_value(UNIT_PERCENT, -5, "−0.5\u00a0%");
	assert_value(UNIT_PERCENT, -15, "−1.5\u00a0%");
	assert_value(UNIT_SECONDS, 0, "0\u00a0s");
	assert_value(UNIT_SECONDS, 119, "119\u00a0s");
	assert_value(UNIT_SECONDS, 240, "4\u00a0min");
	assert_value(UNIT_SECONDS, 7200, "2\u00a0h");
	assert_value(UNIT_SECONDS, 400000, "5\u00a0days");
	assert_value(UNIT_DATE, date_day(2026, 10, 28), "Wed 28 Oct");
	assert_value(UNIT_DATE, date_day(2025, 10, 28), "Tue 28 Oct 2025");
	assert_value(UNIT_HOUR, 9, "09:00");
	assert_value(UNIT_WEEKDAY, 7, "Sun");
	assert_value(UNIT_CHANGE, -2, "−2");
	assert_value(UNIT_CHANGE, 0, "0");
	assert_value(UNIT_CHANGE, 1200, "+1,200");
	assert_value(UNIT_INSTANT, table.now, "20 Nov 14:30");
	assert_value(UNIT_INSTANT, table.coverage.first, "3 Feb 2024");
	assert_value(UNIT_FLAG, 1, "yes");
	prose_value(buf, sizeof buf, &table, UNIT_COUNT, &(struct value){ .known = false });
	assert_string_equal(buf, "–");
	prose_mark(buf, sizeof buf, &(struct value){ .known = true, .n = -2 });
	assert_string_equal(buf, "▼2");
	prose_mark(buf, sizeof buf, &(struct value){ .known = true });
	assert_string_equal(buf, "=");
	prose_mark(buf, sizeof buf, &(struct value){ .known = false });
	assert_string_equal(buf, "new");
	prose_label(buf, sizeof buf, &(struct column){ "wau", UNIT_COUNT });
	assert_string_equal(buf, "WAU");
	prose_label(buf, sizeof buf, &(struct column){ "share", UNIT_PERCENT });
	assert_string_equal(buf, "Share %");
	kinds();
	prose_cell(buf, sizeof buf, &table, 2, 0);
	assert_string_equal(buf, "video note");
	reactions();
	prose_cell(buf, sizeof buf, &table, 2, 0);
	assert_string_equal(buf, "custom");
	prose_cell(buf, sizeof buf, &table, 1, 0);
	assert_string_equal(buf, "❤\ufe0f");
	cells[0].text = "1\u20e3";
	prose_cell(buf, sizeof buf, &table, 0, 0);
	assert_string_equal(buf, "1\ufe0f\u20e3");
	assert_int_equal(prose_class(0, 100, 6), 0);
	assert_int_equal(prose_class(1, 100, 6), 1);
	assert_int_equal(prose_class(99, 100, 6), 6);
	assert_int_equal(prose_class(1, 1, 6), 6);
	for (int64_t v = 1; v < 1000; v++)
		assert_true(prose_class(v, 1000, 6) <= prose_class(v + 1, 1000, 6));
}

/* What a reader of JSON gets for a text: its own bytes, broken ones as U+FFFD. */
static void
test_json(void **state)
{
	struct json_reader *reader = json_reader_new();
	char *out;
	json *root, *row;
	int64_t n;

	(void)state;
	ranking(NAMES, 0, 1000);
	table.coverage.ngap = 1;
	table.coverage.gaps = &(struct interval){ table.window.since, table.window.since + 60 };
	out = rendered(render_json);
	assert_ptr_equal(out,
	    strstr(out,
		"{\"report\":\"top\",\"title\":\"Members by messages\",\"chat\":{\"id\":-1001455389371,"
		"\"title\":\"Rust Sofia\"},\"window\":{\"since\":\"2026-10-22T00:00:00+03:00\","
		"\"until\":\"2026-11-21T00:00:00+02:00\",\"zone\":\"Europe/Sofia\",\"days\":30},\"coverage\":{\"first\":\""));
	assert_says(out,
	    ",\"messages\":8412,\"by_bots\":312,\"members_known\":80,\"members_total\":null,"
	    "\"frozen_before\":null,\"texts_since\":null,\"gaps\":[{\"from\":\"2026-10-22T00:00:00+03:00\",\"to\":\"");
	assert_says(out, "{\"name\":\"share\",\"unit\":\"percent\"}");
	assert_says(out, "\"share\":15.3,");
	assert_says(out, "\"rank_change\":null}");
	assert_string_equal(out + strlen(out) - 4, "}]}\n");
	root = json_parse(reader, out, strlen(out));
	assert_non_null(root);
	row = json_first(json_array(root, "rows"));
	for (size_t i = 0; i < NAMES; i++, row = json_next(row)) {
		assert_string_equal(json_string(row, "member"), names[i]);
		assert_true(json_int(row, "rank", &n) && n == (int64_t)i + 1);
	}
	assert_null(row);
	free(out);

	table.nchat = 3;
	table.zone = NULL;
	table.coverage.any = false;
	table.nrow = 1;
	cells[2].text = "\xff\xfe";
	out = rendered(render_json);
	assert_says(out,
	    "\"chat\":{\"id\":null,\"title\":null},\"chats\":[{\"id\":-1001455389371,\"title\":\"Rust Sofia\"},");
	assert_says(out, "\"zone\":null,");
	assert_says(out, "\"coverage\":{\"first\":null,\"last\":null,");
	root = json_parse(reader, out, strlen(out));
	assert_string_equal(json_string(json_first(json_array(root, "rows")), "member"),
	    "\xef\xbf\xbd\xef\xbf\xbd");
	free(out);
	reactions();
	out = rendered(render_json);
	assert_says(out, "{\"name\":\"emoji\",\"unit\":\"emoji\"}");
	assert_says(out, "{\"emoji\":\"custom:5368324170671202286\",\"reactions\":803,");
	free(out);
	json_reader_free(reader);
}

/* Units of the interface, and no others. */
static void
test_units(void **state)
{
	static const char known[] =
	    " count id percent seconds date instant flag name text emoji money score measure ";
	char unit[32];

	(void)state;
	for (enum unit u = UNIT_COUNT; u <= UNIT_EMOJI; u++) {
		snprintf(unit, sizeof unit, " %s ", plain_unit(u));
		assert_says(known, unit);
	}
}

/* Reads one RFC 4180 field; where the next begins. */
static const char *
read_field(const char *p, char *buf, size_t size)
{
	bool quoted = *p == '"';
	size_t used = 0;

	for (p += quoted; quoted ? *p != '"' || p[1] == '"' : strchr(",\r\n", *p) == NULL; p++) {
		assert_true(*p != '\0' && used + 1 < size);
		p += quoted && *p == '"';
		buf[used++] = *p;
	}
	buf[used] = '\0';
	return p + quoted;
}

static void
test_csv(void **state)
{
	const char *p;
	char *out, field[512];

	(void)state;
	ranking(NAMES, 0, 1000);
	out = rendered(render_csv);
	assert_memory_equal(out, "rank,member_id,member,messages,share,last_seen,rank_change\r\n",
	    60);
	p = out + 60;
	for (size_t row = 0; row < NAMES; row++) {
		for (size_t i = 0; i < table.ncolumn; i++) {
			p = read_field(p, field, sizeof field);
			if (i == 2)
				assert_string_equal(field, names[row]);
			if (i == 5)
				assert_string_equal(field, "2026-11-20T14:30:00+02:00");
			if (i == 6 && row % 4 == 3)
				assert_string_equal(field, "");
			assert_true(i + 1 < table.ncolumn ? *p++ == ',' : *p == '\r');
		}
		assert_memory_equal(p, "\r\n", 2);
		p += 2;
	}
	assert_string_equal(p, "");
	free(out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_notes),
		cmocka_unit_test(test_busiest),
		cmocka_unit_test(test_windows),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_units),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_csv)
	};

	log_open("reports_values");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
