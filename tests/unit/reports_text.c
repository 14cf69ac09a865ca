/* Answers as text: every line, at every width. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "lib/log.h"
#include "lib/text.h"
#include "lib/unicode.h"
#include "tests/unit/tables.h"

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
		for (int width = 40; width <= 120; width++) {
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
		check_lines(&(struct text_style){ .width = 40, .utf8 = false });
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
	pairs(9, 0, 10000000);
	check_widths();
	cohorts(GRAIN_WEEK, 40, 1000000);
	check_widths();
	cohorts(GRAIN_MONTH, 20, 7);
	check_widths();
	sides(12, false);
	check_widths();
	card(1);
	check_widths();
	plain_table();
	check_widths();
	members();
	check_widths();
	growth(40, 9, 4);
	check_widths();
	clock_table(UNIT_HOUR, 10000000);
	check_widths();
	reactions();
	check_widths();
	kinds();
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
	    "  #      Member         Messages  Share %\n"
	    "  1 ▼1   Мария Петрова     1,200     15.3  ████████████████████████████████████\n"
	    "  2 =    Ivan Georgiev       600     15.3  ██████████████████\n"
	    "  3 ▲1   田中さくら          400     15.3  ████████████\n"
	    "  4 new  محمد العربي         300     15.3  █████████\n\n"
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

/* What is unknown everywhere is not shown; a difference has no bar. */
static void
test_growth_text(void **state)
{
	char *out;

	(void)state;
	growth(4, 9, 9);
	out = as_text(&(struct text_style){ .width = 80, .utf8 = true });
	assert_says(out,
	    "Week             Joined     Left      Net   Active      WAU      MAU\n"
	    "26 Oct – 1 Nov        0        0        0       20       30       40\n"
	    "2 – 8 Nov             7        3       +4       20       30       40\n"
	    "9 – 15 Nov            –        –        –        –        –        –  no data\n"
	    "16 – 22 Nov           1        9       −8       20       30       40  so far\n");
	assert_null(strstr(out, "█"));
	free(out);
	growth(4, 0, 0);
	out = as_text(&(struct text_style){ .width = 80, .utf8 = true });
	assert_says(out, "2 – 8 Nov             0        0        0       20");
	free(out);
}

static void
test_bars_text(void **state)
{
	char *out;

	(void)state;
	kinds();
	out = as_text(&(struct text_style){ .width = 80, .utf8 = true });
	assert_says(out,
	    "                                 Member   Member\n"
	    "Kind        Messages  Share %  messages  share %\n"
	    "text           8,000     70.0        12     90.0  ██████████████████████████████\n"
	    "photo          4,000     70.0        12     90.0  ███████████████\n"
	    "video note     1,600     70.0        12     90.0  ██████\n\n"
	    "8,100 messages by 61 members, 312 by bots left out.\n");
	free(out);
	reactions();
	out = as_text(&(struct text_style){ .width = 80, .utf8 = true });
	assert_says(out, "\ncustom        803       58  ████████████\n");
	assert_says(out, "\n👍          2,410");
	free(out);
	clock_table(UNIT_WEEKDAY, 100);
	out = as_text(&(struct text_style){ .width = 80, .utf8 = true });
	assert_says(out, "\nSat           100      5.0  ███");
	free(out);
	/* What others sent is not the member's. */
	kinds();
	table.by = 3;
	for (size_t row = 0; row < table.nrow; row++)
		cells[row * table.ncolumn + 3].n = 0;
	out = as_text(&(struct text_style){ .width = 80, .utf8 = true });
	assert_says(out, "\nNothing to show in these 30 days.\n");
	free(out);
	clock_table(UNIT_WEEKDAY, 100);
	table.columns[0].name = "valid_from";
	out = as_text(&(struct text_style){ .width = 80, .utf8 = true });
	assert_says(out, "\nValid\nfrom   Messages  Share %\n");
	free(out);
}

/* Names take what is left; what says least goes first, and is named. */
static void
test_table_text(void **state)
{
	char *out;

	(void)state;
	members();
	out = as_text(&(struct text_style){ .width = 80, .utf8 = true });
	assert_says(out,
	    "                                           First          Last            Active\n"
	    "Member                 Status               seen          seen  Messages    days\n");
	assert_says(out,
	    "\nWolfeschlegelsteinha…  member         3 Feb 2024  20 Nov 14:30    12,345     489\n");
	assert_says(out, "\nNo room for: member id, joined, left, bot (-f csv has all).\n");
	free(out);
	out = as_text(&(struct text_style){ .width = 120, .utf8 = true });
	assert_null(strstr(out, "No room for"));
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_ranking_text),
		cmocka_unit_test(test_series_text),
		cmocka_unit_test(test_growth_text),
		cmocka_unit_test(test_bars_text),
		cmocka_unit_test(test_table_text),
		cmocka_unit_test(test_card_text),
		cmocka_unit_test(test_nothing)
	};

	log_open("reports_text");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
