/* Renderers: tables made by hand, with names that were made to break them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/json.h"
#include "lib/log.h"
#include "lib/text.h"
#include "lib/unicode.h"
#include "reports/chart.h"
#include "reports/notes.h"
#include "reports/prose.h"
#include "reports/render.h"
#include "reports/ticks.h"

#define TODAY	date_day(2026, 11, 20)

enum { CELLS = 20000 };

static const char *const names[] = {
	"Мария Петрова", "Ivan Georgiev", "田中さくら", "محمد العربي", "שלומי כהן",
	"`touch pwned` $(touch pwned)",
	"Wolfeschlegelsteinhausenbergerdorff von und zu Hohenstein, Graf",
	"{/Bold x} a_b^c @& \\n \\t\\101",
	"Łukasz 🔥🚀", "Eve \"the\nquote\" O'Neil", "김민수 👩‍💻👨‍👩‍👧‍👦🇧🇬", "%s %n C:\\new 𝓐𝓭𝓪 ＡＢＣ",
	"evil\xe2\x80\xae" "exe.gnp",
	"Z\xcd\x91\xcd\xab\xcc\x93\xcd\xaa\xcc\x82" "a\xcc\xb4\xcc\xb5\xcc\x9c", "𓀀𓁐 𠮷野家 🫩",
	"''''; system(\"touch pwned\") \\",
	"NaN", "007", "EOD", "\"", "\\", "", "ㅤㅤ", "हिन्दी नाम", "a,b;c\td\r\ne", "=1+1", "❤️👍🏽1️⃣☺"
};
enum { NAMES = sizeof names / sizeof names[0] };

static struct value cells[CELLS];
static struct subject chats[] = { { -1001455389371, "Rust Sofia" }, { -2, "Go" }, { -3, "C" } };
static struct report report;
static struct table table;
static size_t filled;

static void
column(const char *name, enum unit unit)
{
	table.columns[table.ncolumn++] = (struct column){ name, unit };
}

static void
number(int64_t n)
{
	assert_true(filled < CELLS);
	cells[filled++] = (struct value){ .known = true, .n = n };
}

static void
text(const char *s)
{
	cells[filled++] = (struct value){ .known = true, .text = s };
}

static void
unknown(void)
{
	cells[filled++] = (struct value){ .known = false };
}

static void
begin(const char *name, const char *title, enum layout layout, enum chart chart)
{
	filled = 0;
	chats[0].title = "Rust Sofia";
	report = (struct report){ .name = name, .title = title, .layout = layout, .chart = chart };
	table = (struct table){ .report = &report, .title = title, .chats = chats, .nchat = 1,
		.zone = zone_find("Europe/Sofia"), .days = 30, .grain = GRAIN_DAY, .compared = true,
		    .cells = cells };
	table.window = (struct span){ SPAN_DAYS, zone_day_start(table.zone, TODAY - 29),
		zone_day_start(table.zone, TODAY + 1) };
	table.now = zone_day_start(table.zone, TODAY) + 52200;
	table.coverage = (struct coverage){ .any = true, .first = zone_day_start(table.zone,
		date_day(2024, 2, 3)),
		.last = table.now, .messages = 8412, .members = 61, .by_bots = 312,
		.bots_hidden = true,
		.last_message = table.now - 60, .members_known = 80, .members_total = -1 };
}

/* A ranking whose names begin with one of the list. */
static void
ranking(size_t rows, size_t first, int64_t best)
{
	begin("top", "Members by messages", LAYOUT_RANKING, CHART_BARS);
	column("rank", UNIT_COUNT);
	column("member_id", UNIT_ID);
	column("member", UNIT_NAME);
	column("messages", UNIT_COUNT);
	column("share", UNIT_PERCENT);
	column("last_seen", UNIT_INSTANT);
	column("rank_change", UNIT_CHANGE);
	table.by = 3;
	for (table.nrow = 0; table.nrow < rows; table.nrow++) {
		number((int64_t)table.nrow + 1);
		number(1000 + (int64_t)table.nrow);
		text(names[(first + table.nrow) % NAMES]);
		number(best / ((int64_t)table.nrow + 1));
		number(153);
		number(table.now);
		if (table.nrow % 4 == 3)
			unknown();
		else
			number((int64_t)table.nrow % 4 - 1);
	}
}

static void
series(enum grain grain, size_t rows, size_t gap, size_t gap_end)
{
	int64_t period = grain == GRAIN_HOUR ? TODAY * 24 + 14 - (int64_t)rows + 1 :
					       date_floor(TODAY, grain);

	begin("activity", "Activity", LAYOUT_SERIES, CHART_LINE);
	table.grain = grain;
	column("period", UNIT_PERIOD);
	column("messages", UNIT_COUNT);
	column("members", UNIT_COUNT);
	column("complete", UNIT_FLAG);
	column("usual_low", UNIT_COUNT);
	column("usual_high", UNIT_COUNT);
	table.by = 1;
	for (size_t i = 1; i < rows && grain != GRAIN_HOUR; i++)
		period = date_floor(period - 1, grain);
	for (table.nrow = 0; table.nrow < rows; table.nrow++) {
		number(period);
		if (table.nrow >= gap && table.nrow < gap_end) {
			unknown();
			unknown();
		} else {
			number((int64_t)(table.nrow * 7919 % 100));
			number(5);
		}
		number(table.nrow + 1 < rows);
		number(20);
		number(80);
		period = grain == GRAIN_HOUR ? period + 1 : date_next(period, grain);
	}
}

static void
heatmap(int64_t most)
{
	begin("heatmap", "Messages by weekday and hour", LAYOUT_HEATMAP, CHART_HEATMAP);
	column("weekday", UNIT_WEEKDAY);
	column("hour", UNIT_HOUR);
	column("messages", UNIT_COUNT);
	table.by = 2;
	table.nrow = 168;
	for (int64_t i = 0; i < 168; i++) {
		number(i / 24 + 1);
		number(i % 24);
		if (i % 50 == 49)
			unknown();
		else
			number(most * i / 167);
	}
}

static void
card(int64_t one)
{
	static const struct card_line lines[] = {
		{ "messages", "messages", { "{change+} ({previous} in {before})", NULL, NULL } },
		{ "joined", "joins", { "{joins} members joined",
		"{leaves} replies, and no word more", "of {total}" } },
		{ "", NULL, { NULL, NULL, NULL } },
		{ "favourite", "name",
		{ "at {hour} by a member who is called {name}, and of whom there is much to say",
		    NULL, NULL } },
		{ NULL, NULL, { NULL, NULL, NULL } }
	};

	begin("summary", "Summary", LAYOUT_CARD, CHART_NONE);
	report.card = lines;
	column("messages", UNIT_COUNT);
	column("change", UNIT_PERCENT);
	column("previous", UNIT_COUNT);
	column("joins", UNIT_COUNT);
	column("leaves", UNIT_COUNT);
	column("total", UNIT_COUNT);
	column("name", UNIT_TEXT);
	column("hour", UNIT_HOUR);
	table.nrow = 1;
	number(8412);
	number(-5);
	number(7484);
	number(one);
	number(one);
	unknown();
	text(names[6]);
	number(21);
}

static void
plain_table(void)
{
	begin("chats", "Chats", LAYOUT_TABLE, CHART_NONE);
	column("chat_id", UNIT_ID);
	column("title", UNIT_NAME);
	column("members", UNIT_COUNT);
	column("daily_members", UNIT_TENTHS);
	column("topic", UNIT_TEXT);
	column("last", UNIT_INSTANT);
	for (table.nrow = 0; table.nrow < NAMES; table.nrow++) {
		number(-1001455389371);
		text(names[table.nrow]);
		number(489);
		number(55);
		text(names[NAMES - 1 - table.nrow]);
		number(table.now);
	}
}

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

static char *
as_text(const struct text_style *style)
{
	char *out = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&out, &size);

	assert_non_null(file);
	assert_int_equal(render_text(file, &table, style), 0);
	assert_int_equal(fclose(file), 0);
	return out;
}

static char *
as_script(enum theme theme, enum picture picture)
{
	char *out = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&out, &size);

	assert_non_null(file);
	assert_int_equal(chart_script(file, &table, theme, picture), 0);
	assert_int_equal(fclose(file), 0);
	return out;
}

static void
assert_says(const char *text_given, const char *part)
{
	if (strstr(text_given, part) == NULL)
		fail_msg("no \"%s\" in:\n%s", part, text_given);
}

/* The rightmost cell a line reaches; escape sequences move the cursor or take none. */
static int
reach(const char *line, size_t length)
{
	char plain[2048];
	size_t used = 0;
	int column_now = 0, most = 0;

	for (size_t i = 0; i <= length; i++) {
		if (i < length && line[i] != '\033') {
			assert_true(used + 1 < sizeof plain);
			plain[used++] = line[i];
			continue;
		}
		plain[used] = '\0';
		column_now += text_cells(plain);
		most = column_now > most ? column_now : most;
		used = 0;
		if (i < length) {
			size_t digits = strspn(line + i + 2, "0123456789;");

			if (line[i + 2 + digits] == 'G')
				column_now = (int)strtol(line + i + 2, NULL, 10) - 1;
			i += 2 + digits;
		}
	}
	return most;
}

static void
check_lines(const struct text_style *style)
{
	char *out = as_text(style);

	for (const char *line = out, *end; *line != '\0'; line = end + 1) {
		end = strchr(line, '\n');
		assert_non_null(end);
		if (reach(line, (size_t)(end - line)) > style->width)
			fail_msg("%d cells, not %d: %.*s", reach(line, (size_t)(end - line)),
			    style->width, (int)(end - line), line);
		assert_true(end == line || end[-1] != ' ');
	}
	if (!style->utf8)
		for (const char *p = out; *p != '\0'; p++)
			assert_true(*p == '\n' || (*p >= ' ' && *p <= '~'));
	assert_true(unicode_valid(out, strlen(out)));
	free(out);
}

static void
check_widths(void)
{
	static const struct text_style styles[] = {
		{ 0, true, false, 0 }, { 0, false, false, 0 }, { 0, true, true, 256 }, { 0, true,
		true, 1 << 24 }
	};

	for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++)
		for (int width = 44; width <= 120; width++) {
			struct text_style style = styles[i];

			style.width = width;
			check_lines(&style);
		}
}

static void
test_widths(void **state)
{
	(void)state;
	for (size_t i = 0; i < NAMES; i++) {
		ranking(NAMES, i, 10000000);
		chats[0].title = names[i];
		table.member = names[(i + 1) % NAMES];
		table.topic = names[(i + 2) % NAMES];
		check_lines(&(struct text_style){ .width = 80, .utf8 = true });
		check_lines(&(struct text_style){ .width = 44, .utf8 = false });
	}
	ranking(NAMES, 0, 10000000);
	check_widths();
	series(GRAIN_HOUR, 30, 3, 5);
	check_widths();
	series(GRAIN_DAY, 30, 3, 5);
	check_widths();
	series(GRAIN_WEEK, 60, 3, 5);
	check_widths();
	heatmap(123456);
	check_widths();
	card(1);
	check_widths();
	plain_table();
	check_widths();
	ranking(0, 0, 0);
	check_widths();
}

static void
test_ranking_text(void **state)
{
	char *out;

	(void)state;
	ranking(4, 0, 1200);
	out = as_text(&(struct text_style){ .width = 80, .utf8 = true });
	assert_string_equal(out,
	    "Rust Sofia: members by messages\n"
	    "22 Oct – 20 Nov 2026 (30 days) · Europe/Sofia\n\n"
	    "  #      Member        Messages Share %\n"
	    "  1 ▼1   Мария Петрова    1,200    15.3  ████████████████████████████████████\n"
	    "  2 =    Ivan Georgiev      600    15.3  ██████████████████\n"
	    "  3 ▲1   田中さくら         400    15.3  ████████████\n"
	    "  4 new  محمد العربي        300    15.3  █████████\n\n"
	    "8,100 messages by 61 members, 312 by bots left out. --bots shows them.\n"
	    "▲▼ against the 30 days before. No gaps.\n");
	free(out);
	out = as_text(&(struct text_style){ .width = 80, .utf8 = true, .tty = true });
	assert_says(out, "田中さくら\033[23G");
	free(out);
	out = as_text(&(struct text_style){ .width = 50, .utf8 = true });
	assert_null(strstr(out, "█"));
	assert_says(out, "15.3");
	free(out);
	out = as_text(&(struct text_style){ .width = 43, .utf8 = true });
	assert_null(strstr(out, "15.3"));
	free(out);
}

static void
test_series_text(void **state)
{
	char *out;

	(void)state;
	series(GRAIN_DAY, 3, 1, 2);
	out = as_text(&(struct text_style){ .width = 60, .utf8 = true });
	assert_says(out, "Wed 18 Nov         0        5\n");
	assert_says(out, "Thu 19 Nov         –        –  no data\n");
	assert_says(out, "Fri 20 Nov        38        5  ██████████████████");
	assert_says(out, "█  so far\n");
	free(out);
	cells[3].n = 0;
	out = as_text(&(struct text_style){ .width = 60, .utf8 = true });
	assert_says(out, "  part of it\n");
	free(out);
}

static void
test_card_text(void **state)
{
	char *out;

	(void)state;
	card(1);
	out = as_text(&(struct text_style){ .width = 80, .utf8 = true });
	assert_says(out, "    ▼ 0.5\u00a0% (7,484 in the 30 days before)\n");
	assert_says(out, "    1 member joined; 1 reply, and no word more\n");
	assert_says(out, "    at 21:00–22:00 by a member");
	free(out);
	card(2);
	out = as_text(&(struct text_style){ .width = 80, .utf8 = true });
	assert_says(out, "    2 members joined; 2 replies, and no word more\n");
	free(out);
}

static void
test_nothing(void **state)
{
	char *out;

	(void)state;
	ranking(0, 0, 0);
	table.coverage.messages = table.coverage.members = table.coverage.by_bots = 0;
	table.coverage.last_message = zone_day_start(table.zone, date_day(2026, 10, 2));
	out = as_text(&(struct text_style){ .width = 80, .utf8 = true });
	assert_says(out,
	    "No messages here in these 30 days.\nThe last one was on 2 Oct 2026. Try --last all.\n");
	assert_says(out, "Recorded since 3 Feb 2024. No gaps.\n");
	free(out);
	table.coverage.any = false;
	out = as_text(&(struct text_style){ .width = 80, .utf8 = true });
	assert_says(out, "Nothing is recorded here yet.\n");
	assert_says(out, "chatstat import result.json\n");
	free(out);
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
	assert_value(UNIT_CHANGE, -2, "▼2");
	assert_value(UNIT_CHANGE, 0, "=");
	assert_value(UNIT_FLAG, 1, "yes");
	prose_value(buf, sizeof buf, &table, UNIT_COUNT, &(struct value){ .known = false });
	assert_string_equal(buf, "–");
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
	json_reader_free(reader);
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

/* A script without the rows of its datablocks, in place. */
static void
only_code(char *script)
{
	char *to = script;
	bool data = false;

	for (char *line = script, *end; *line != '\0'; line = end + 1) {
		end = strchr(line, '\n');
		data = data && strncmp(line, "EOD\n", 4) != 0;
		if (!data) {
			memmove(to, line, (size_t)(end - line) + 1);
			to += end - line + 1;
		}
		data = data || (end - line > 6 && strncmp(end - 6, "<< EOD", 6) == 0);
	}
	*to = '\0';
}

static void
test_script_is_data_free(void **state)
{
	char *first = NULL, *script;

	(void)state;
	for (size_t i = 0; i < NAMES; i++) {
		ranking(1, i, 1200);
		chats[0].title = names[i];
		table.topic = table.member = names[i];
		script = as_script(THEME_DARK, PICTURE_PNG);
		assert_null(strstr(script, "\n\n\n"));
		only_code(script);
		assert_null(strstr(script, "pwned"));
		if (first == NULL)
			first = script;
		else {
			assert_string_equal(script, first);
			free(script);
		}
	}
	free(first);
	ranking(1, 20, 1);
	script = as_script(THEME_LIGHT, PICTURE_SVG);
	assert_says(script, "\t\xe2\x81\xa8\\\\\xe2\x81\xa9\n");
	free(script);
}

static uint32_t
big_endian(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Draws the table in all ways; false where there is no gnuplot. */
static bool
draws(uint32_t height)
{
	for (int i = 0; i < 3; i++) {
		char *out = NULL;
		size_t size = 0;
		FILE *file = open_memstream(&out, &size);
		int ret = chart_render(file, &table, i == 1 ? THEME_DARK : THEME_LIGHT, i == 2 ?
		    PICTURE_SVG : PICTURE_PNG);

		assert_int_equal(fclose(file), 0);
		if (ret == -1) {
			assert_int_equal(size, 0);
			free(out);
			assert_says(log_message(), "gnuplot is not installed");
			return false;
		}
		if (i == 2) {
			assert_says(out, "</svg>");
			assert_says(out,
			    "font-family=\"DejaVu Sans,sans-serif\" font-size=\"30.00\"");
		} else {
			assert_memory_equal(out, "\x89PNG\r\n\x1a\n", 8);
			assert_int_equal(big_endian((unsigned char *)out + 16), CHART_WIDTH);
			assert_int_equal(big_endian((unsigned char *)out + 20), height);
			assert_memory_equal(out + size - 8, "IEND", 4);
		}
		free(out);
	}
	return true;
}

static void
test_pictures(void **state)
{
	(void)state;
	ranking(14, 0, 10000000);
	if (!draws(966))
		skip();
	ranking(10, 14, 1);
	draws(866);
	ranking(0, 0, 0);
	draws(480);
	heatmap(1);
	draws(800);
	heatmap(0);
	draws(480);
	for (enum grain grain = GRAIN_HOUR; grain <= GRAIN_YEAR; grain++) {
		series(grain, 57, 0, 0);
		draws(800);
		series(grain, 2, 1, 2);
		draws(480);
	}
	series(GRAIN_DAY, 366, 0, 20);
	draws(800);
	series(GRAIN_DAY, 40, 10, 40);
	draws(800);
	assert_int_equal(access("pwned", F_OK), -1);
}

/* Last, for the first failure is remembered. */
static void
test_no_gnuplot(void **state)
{
	char path[4096], *out = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&out, &size);

	(void)state;
	snprintf(path, sizeof path, "%s", getenv("PATH"));
	ranking(1, 0, 1);
	setenv("PATH", "/nonexistent", 1);
	assert_int_equal(chart_render(file, &table, THEME_LIGHT, PICTURE_PNG), -1);
	setenv("PATH", path, 1);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(size, 0);
	assert_string_equal(log_message(), "gnuplot is not installed: apt install gnuplot-nox");
	free(out);
}

static double
luminance(uint32_t color)
{
	static const double weights[] = { 0.2126, 0.7152, 0.0722 };
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double c = (color >> (16 - 8 * i) & 255) / 255.0;

		sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static double
contrast(uint32_t a, uint32_t b)
{
	double x = luminance(a), y = luminance(b);

	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

static void
test_contrast(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		const struct palette *p = chart_palette(i == 0 ? THEME_LIGHT : THEME_DARK);

		assert_true(contrast(p->ink, p->ground) >= 14.9);
		assert_true(contrast(p->soft, p->ground) >= 5.4);
		assert_true(contrast(p->faint, p->ground) >= 3);
		assert_true(contrast(p->accent, p->ground) >= 5.8);
		assert_true(contrast(p->up, p->ground) >= 4.5);
		assert_true(contrast(p->down, p->ground) >= 4.5);
		assert_true(contrast(p->accent, p->band) >= 4.5);
		assert_true(p->cell != p->classes[0] && p->cell != p->ground);
		for (int k = 1; k < CHART_CLASSES; k++)
			assert_true(contrast(p->classes[k], p->ground) >
			    contrast(p->classes[k - 1], p->ground));
	}
}

static void
test_ticks(void **state)
{
	static const int64_t maxima[] = { 1, 2, 3, 7, 10, 99, 143, 1183, 24540000,
		INT64_C(1000000000000000) };
	static const enum grain grains[] = { GRAIN_HOUR, GRAIN_DAY, GRAIN_WEEK, GRAIN_MONTH,
		GRAIN_YEAR };
	struct tick ticks[TICKS_MOST];

	(void)state;
	for (size_t i = 0; i < sizeof maxima / sizeof maxima[0]; i++)
		assert_true(ticks_step(maxima[i]) >= 1 && maxima[i] / ticks_step(maxima[i]) <= 4);
	for (size_t g = 0; g < sizeof grains / sizeof grains[0]; g++)
		for (size_t rows = 1; rows <= 400; rows++) {
			double pitch = 860.0 / (double)rows;
			size_t n;

			if (rows > 250 && grains[g] == GRAIN_YEAR)
				continue;
			series(grains[g], rows, 0, 0);
			n = ticks_along(&table, 0, pitch, ticks);
			assert_true(n >= 1 && n <= 20);
			for (size_t i = 1; i < n; i++)
				assert_true((double)(ticks[i].row - ticks[i - 1].row) * pitch >=
				    chart_text_width(TYPE_TICK_X, ticks[i].label) - 12);
		}
	series(GRAIN_DAY, 90, 0, 0);
	assert_int_equal(ticks_along(&table, 0, 9.6, ticks), 6);
	assert_string_equal(ticks[0].label, "1 Sep");
	assert_string_equal(ticks[5].label, "15 Nov");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_ranking_text),
		cmocka_unit_test(test_series_text),
		cmocka_unit_test(test_card_text),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_notes),
		cmocka_unit_test(test_windows),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_csv),
		cmocka_unit_test(test_script_is_data_free),
		cmocka_unit_test(test_contrast),
		cmocka_unit_test(test_ticks),
		cmocka_unit_test(test_pictures),
		cmocka_unit_test(test_no_gnuplot)
	};

	log_open("reports_render");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
