/*
 * Tables made by hand, with names that were made to break what shows them: fixtures of the tests of
 * renderers.
 */
#ifndef TESTS_UNIT_TABLES_H
#define TESTS_UNIT_TABLES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/render.h"

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

static inline void
column(const char *name, enum unit unit)
{
	table.columns[table.ncolumn++] = (struct column){ name, unit };
}

static inline void
number(int64_t n)
{
	assert_true(filled < CELLS);
	cells[filled++] = (struct value){ .known = true, .n = n };
}

static inline void
text(const char *s)
{
	cells[filled++] = (struct value){ .known = true, .text = s };
}

static inline void
unknown(void)
{
	cells[filled++] = (struct value){ .known = false };
}

static inline void
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
static inline void
ranking(size_t rows, size_t first, int64_t best)
{
	static const char *const by[] = { "messages", "words", NULL };

	begin("top", "Members by messages", LAYOUT_RANKING, CHART_BARS);
	report.choices = by;
	report.takes = TAKES_BOTS;
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

static inline void
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

/* Everybody of some members to everybody else, their names from one of the list on. */
static inline void
pairs(size_t members, size_t first, int64_t most)
{
	begin("fans", "Who reacts to whom", LAYOUT_TABLE, CHART_MATRIX);
	column("from_id", UNIT_ID);
	column("from", UNIT_NAME);
	column("to_id", UNIT_ID);
	column("to", UNIT_NAME);
	column("reactions", UNIT_COUNT);
	table.by = 4;
	for (size_t i = 0; i < members; i++)
		for (size_t k = 0; k < members; k++) {
			if (i == k)
				continue;
			number((int64_t)i);
			text(names[(first + i) % NAMES]);
			number((int64_t)k);
			text(names[(first + k) % NAMES]);
			number(most / (int64_t)++table.nrow);
		}
}

/* Cohorts, of which the last periods are not known. */
static inline void
cohorts(enum grain grain, size_t count, int64_t size)
{
	int64_t from = date_floor(TODAY, grain);

	begin("retention", "Who stays", LAYOUT_COHORTS, CHART_COHORTS);
	table.grain = grain;
	column("cohort", UNIT_PERIOD);
	column("size", UNIT_COUNT);
	column("period", UNIT_COUNT);
	column("active", UNIT_COUNT);
	column("percent", UNIT_PERCENT);
	table.by = 4;
	for (size_t i = 1; i < count; i++)
		from = date_floor(from - 1, grain);
	for (size_t i = 0; i < count; i++, from = date_next(from, grain))
		for (size_t k = 0; k + i < count; k++, table.nrow++) {
			number(from);
			number(size);
			number((int64_t)k);
			if (k > 0 && k + i + 1 == count) {
				unknown();
				unknown();
				continue;
			}
			number(size / (int64_t)(k + 1));
			number(1000 / (int64_t)(k + 1));
		}
}

/* Two sides, of which the other may not be known. */
static inline void
sides(size_t rows, bool known)
{
	begin("compare", "Compared with the 30 days before", LAYOUT_TABLE, CHART_SIDES);
	column("measure", UNIT_TEXT);
	column("a", UNIT_COUNT);
	column("b", UNIT_COUNT);
	column("change_percent", UNIT_PERCENT);
	table.by = 1;
	for (table.nrow = 0; table.nrow < rows; table.nrow++) {
		text("reactions_received");
		number((int64_t)table.nrow * 10000000);
		if (known)
			number(3);
		else
			unknown();
		unknown();
	}
}

static inline void
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

static inline void
card(int64_t one)
{
	static const struct card_line lines[] = {
		{ "messages", "messages", { "{change+} ({previous} in {before})", NULL, NULL } },
		{ "joined", "joins", { "{joins members} joined",
		"{leaves replies}, and no word more", "of {total}" } },
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

static inline void
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

/* Weeks of which the third is a gap and the last not over. */
static inline void
growth(size_t rows, int64_t joined, int64_t left)
{
	int64_t period = date_floor(TODAY, GRAIN_WEEK) - 7 * ((int64_t)rows - 1);

	begin("growth", "Joined and left per week", LAYOUT_SERIES, CHART_STACKED);
	table.grain = GRAIN_WEEK;
	column("period", UNIT_PERIOD);
	column("joined", UNIT_COUNT);
	column("left", UNIT_COUNT);
	column("net", UNIT_CHANGE);
	column("active", UNIT_COUNT);
	column("members_total", UNIT_COUNT);
	column("wau", UNIT_COUNT);
	column("mau", UNIT_COUNT);
	column("complete", UNIT_FLAG);
	table.by = 3;
	for (table.nrow = 0; table.nrow < rows; table.nrow++, period += 7) {
		int64_t up = joined * (int64_t)(table.nrow * 7 % 10) / 9;
		int64_t down = left * (int64_t)(table.nrow * 3 % 10) / 9;
		const int64_t values[] = { up, down, up - down, 20, 0, 30, 40 };

		number(period);
		for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
			if (table.nrow == 2 || i == 4)
				unknown();
			else
				number(values[i]);
		number(table.nrow + 1 < rows && table.nrow != 2);
	}
}

/* Messages by hour or weekday, the busiest near the end. */
static inline void
clock_table(enum unit unit, int64_t most)
{
	int64_t rows = unit == UNIT_HOUR ? 24 : 7;

	begin("hours", "Messages by the clock", LAYOUT_BARS, CHART_COLUMNS);
	column(unit == UNIT_HOUR ? "hour" : "weekday", unit);
	column("messages", UNIT_COUNT);
	column("share", UNIT_PERCENT);
	table.by = 1;
	table.nrow = (size_t)rows;
	for (int64_t i = 0; i < rows; i++) {
		number(unit == UNIT_HOUR ? i : i + 1);
		number(i == rows - 2 ? most : most * i / (2 * rows));
		number(10 * i);
	}
}

static inline void
reactions(void)
{
	static const char *const emoji[] = { "👍", "❤", "custom:5368324170671202286", "paid", "👩‍💻", "🫩",
		"1️⃣" };

	begin("reactions", "Reactions", LAYOUT_BARS, CHART_BARS);
	column("emoji", UNIT_EMOJI);
	column("reactions", UNIT_COUNT);
	column("named", UNIT_COUNT);
	table.by = 1;
	for (table.nrow = 0; table.nrow < sizeof emoji / sizeof emoji[0]; table.nrow++) {
		text(emoji[table.nrow]);
		number(2410 / (int64_t)(table.nrow + 1));
		number(58);
	}
}

static inline void
kinds(void)
{
	static const char *const names_of[] = { "text", "photo", "video_note" };

	begin("kinds", "Messages by kind", LAYOUT_BARS, CHART_BARS);
	column("kind", UNIT_TEXT);
	column("messages", UNIT_COUNT);
	column("share", UNIT_PERCENT);
	column("member_messages", UNIT_COUNT);
	column("member_share", UNIT_PERCENT);
	table.by = 1;
	for (table.nrow = 0; table.nrow < 3; table.nrow++) {
		text(names_of[table.nrow]);
		number(8000 / (int64_t)(table.nrow * table.nrow + 1));
		number(700);
		number(12);
		number(900);
	}
}

static inline void
members(void)
{
	begin("members", "Members", LAYOUT_TABLE, CHART_NONE);
	column("member_id", UNIT_ID);
	column("member", UNIT_NAME);
	column("status", UNIT_TEXT);
	column("joined", UNIT_INSTANT);
	column("left", UNIT_INSTANT);
	column("first_seen", UNIT_INSTANT);
	column("last_seen", UNIT_INSTANT);
	column("messages", UNIT_COUNT);
	column("active_days", UNIT_COUNT);
	column("bot", UNIT_FLAG);
	for (table.nrow = 0; table.nrow < NAMES; table.nrow++) {
		number(5368324170 + (int64_t)table.nrow);
		text(names[table.nrow]);
		text(table.nrow % 9 == 0 ? "administrator" : "member");
		if (table.nrow % 2 == 0)
			number(table.coverage.first);
		else
			unknown();
		unknown();
		number(table.coverage.first);
		number(table.now);
		number(12345);
		number(489);
		number(table.nrow == 3);
	}
}

static inline void
assert_says(const char *text_given, const char *part)
{
	if (strstr(text_given, part) == NULL)
		fail_msg("no \"%s\" in:\n%s", part, text_given);
}

#endif
