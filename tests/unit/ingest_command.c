#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "ingest/command.h"

static struct catalogue catalogue = { .reports = {
	{ "summary", ASKER_EVERYONE, false, true }, { "top", ASKER_EVERYONE, true, true },
	{ "heatmap", ASKER_EVERYONE, true, true }, { "member", ASKER_SELF, false, true },
	{ "compare", ASKER_EVERYONE, true, true }, { "trend", ASKER_ADMINISTRATORS, true, true },
	{ "cost", ASKER_ADMINISTRATORS, true, true } }, .count = 7 };

/* A text, and the command as it is understood; "-" is none, "!" one that is wrong with what is said of it. */
struct row {
	const char	*text;
	const char	*as;
};

static void
check(const struct row *rows, size_t n, bool private)
{
	for (size_t i = 0; i < n; i++) {
		char *said = NULL;
		size_t length;
		FILE *out = open_memstream(&said, &length);
		struct command c;

		switch (command_parse(&catalogue, "stats_bot", private, rows[i].text, &c, out)) {
		case COMMAND_NONE:
			fputc('-', out);
			break;
		case COMMAND_WRONG:
			fputc('!', out);
			break;
		case COMMAND_GIVEN:
			command_write(out, &c);
			break;
		}
		fclose(out);
		if (rows[i].as[0] == '~' ? strstr(said, rows[i].as + 1) == NULL || said[length - 1] != '!' :
		    strcmp(said, rows[i].as) != 0)
			fail_msg("%s\n  is       %s\n  and not  %s", rows[i].text, said, rows[i].as);
		free(said);
	}
}

#define CHECK(rows, private)	check(rows, sizeof(rows) / sizeof((rows)[0]), private)

static void
test_right(void **state)
{
	static const struct row rows[] = {
		{ "/stats", "/stats 30d" }, { "/stats@stats_bot", "/stats 30d" },
		{ "/STATS@Stats_Bot", "/stats 30d" },
		{ "/set zone Europe/Sofia", "/set zone Europe/Sofia" }, { "/SET Theme dark", "/set theme dark" },
		{ "/set language bg", "/set locale bg" }, { "/set zone", "/set zone" }, { "/digest", "/digest" },
		{ "/digest Weekly MON 9:05", "/digest weekly mon 09:05" }, { "/digest off", "/digest off" },
		{ "/forgetme", "/forgetme" }, { "/forgetme YES", "/forgetme yes" },
		{ "/privacy@stats_bot data", "/privacy data" }, { "/optout now", "/optout" },
		{ "/stats heatmap 6m", "/stats heatmap 6m" }, { "/stats 6m HEATMAP", "/stats heatmap 6m" },
		{ "/stats \n top\t7d ", "/stats top 7d" }, { "/top today", "/top today" },
		{ "/stats top @Ada_1 --top 5 --by words --no-bots",
		    "/stats top 30d @Ada_1 --by words --top 5 --no-bots" },
		{ "/top --top=50 —by words", "/top 30d --by words --top 50" },
		{ "/stats top --topic --chat=-1", "/stats top 30d --topic --chat=-1" },
		{ "/optout all", "/optout" }, { "/me 7d 1y", "/me 1y" }, { "/cost", "/cost 30d" },
		{ "/help@stats_bot", "/help" }
	};
	static const struct row alone[] = { { "/help", "/help" }, { "/start x", "/start" },
		{ "/start chat_-100", "/start chat_-100" }, { "/start data_-1;", "/start" },
		{ "/chat", "/chat" } };

	(void)state;
	CHECK(rows, false);
	CHECK(alone, true);
}

static void
test_none(void **state)
{
	static const struct row rows[] = {
		{ "", "-" }, { "stats", "-" }, { " /stats", "-" }, { "/", "-" }, { "/statsx", "-" },
		{ "/stats@other_bot", "-" }, { "/help", "-" }, { "/privacy", "-" }, { "/stats@", "-" }
	};

	(void)state;
	CHECK(rows, false);
}

static void
test_wrong(void **state)
{
	static char longest[700] = "/stats top";
	const struct row rows[] = {
		{ "/stats hetmap", "~Did you mean /stats heatmap?" }, { "/stats xyzzy", "~/help lists all" },
		{ "/stats 30x", "~Spans look like" }, { "/stats 99999d", "~Spans look like" },
		{ "/stats top heatmap", "~Spans look like" }, { "/top heatmap", "~Spans look like" },
		{ "/stats --top 0", "~1 to 50" }, { "/stats --top 51", "~1 to 50" },
		{ "/stats --top", "~1 to 50" },
		{ "/stats --top 5x", "~1 to 50" }, { "/stats --by ../x", "~--by takes a word" },
		{ "/stats -o x", "~I do not understand" }, { "/stats --output=x", "~A question looks like" },
		{ "/stats --chat -1002", "~A question looks like" },
		{ "/stats @a;b", "~I do not understand" },
		{ "/set", "~/set zone Europe/Sofia" }, { "/set zoen UTC", "~Did you mean /set zone?" },
		{ "/set zone UTC UTC", "~takes a time zone" },
		{ "/set text-days 3", "~no setting" }, { "/set blocked on", "~no setting" },
		{ "/set theme red", "~light or dark" }, { "/set locale ../x", "~en, bg, de" },
		{ "/digest on", "~/digest weekly mon 09:00" }, { "/forgetme now", "~/forgetme yes?" },
		{ "/privacy@stats_bot x", "~/privacy data?" }, { "/hlep@stats_bot", "~Did you mean /help?" },
		{ "/stats --skip -1", "~a number of rows" }, { "/stats --skip 5001", "~a number of rows" },
		{ "/stats compare --against -1002", "~--against takes" },
		{ "/stats compare --against Other", "~--against takes" },
		{ "/stats compare --against a..b", "~--against takes" },
		{ "/stats compare --against @other", "~Compare members like this" },
		{ "/stats trend --match", "~a pattern without blanks" },
		{ "/stats <b>", "~&lt;b&gt;" }, { "/stats \xff\xfe", "~I do not understand" },
		{ longest, "~" }
	};

	(void)state;
	memset(longest + strlen(longest), ' ', sizeof(longest) - 1 - strlen(longest));
	CHECK(rows, false);
}

/* What is written of a command means the same command. */
static void
test_again(void **state)
{
	static const struct row rows[] = {
		{ "/stats top 7d @ada --by words --topic x --top 3 --no-bots",
		    "/stats top 7d @ada --by words --topic x --top 3 --no-bots" },
		{ "/stats 30d", "/stats 30d" }, { "/me 1y", "/me 1y" },
		{ "/digest monthly 1 09:00", "/digest monthly 1 09:00" }, { "/set locale bg", "/set locale bg" },
		{ "/stats top 30d --skip 20", "/stats top 30d --skip 20" },
		{ "/stats trend 7d --match --chat=(a|b)", "/stats trend 7d --match --chat=(a|b)" },
		{ "/stats compare 7d @a --against @b", "/stats compare 7d @a --against @b" },
		{ "/stats compare 7d --against 2026-01-01..2026-02-01T10:00",
		    "/stats compare 7d --against 2026-01-01..2026-02-01T10:00" },
		/* What a button adds goes before what was asked; another window begins with its first rows. */
		{ "/stats top 30d --skip 20 --skip 40", "/stats top 30d --skip 40" },
		{ "/stats top 30d --skip 20 7d", "/stats top 7d" }
	};

	(void)state;
	CHECK(rows, true);
}

/* Without the program that has the reports, no member is told of mistakes. */
static void
test_no_reports(void **state)
{
	static const struct row rows[] = { { "/stats", "~I cannot" }, { "/top", "~I cannot" },
		{ "/stats hours", "~I cannot" } };
	size_t count = catalogue.count;

	(void)state;
	catalogue.count = 0;
	CHECK(rows, true);
	catalogue.count = count;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_right), cmocka_unit_test(test_none), cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_again), cmocka_unit_test(test_no_reports)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
