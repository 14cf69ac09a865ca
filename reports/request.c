#include "reports/request.h"

#include <errno.h>
#include <strings.h>
#include <unistd.h>

#include "lib/locale.h"
#include "lib/log.h"
#include "lib/program.h"
#include "reports/cards.h"
#include "reports/output.h"
#include "reports/reports.h"

const char request_usage[] =
    "usage: chatstat [-c FILE] [-d DB] REPORT ... [OPTION ...]\n"
    "       chatstat page -o FILE.html    a page to share; -o FOLDER/: of each chat\n"
    "       chatstat year -o FILE.png     a year in one picture\n"
    "       chatstat list                 the reports\n"
    "       chatstat completion           completion for bash\n"
    "       chatstat NAME ...             runs chatstat-NAME (import, rollup, admin)\n"
    "\n"
    "  -c, --config FILE    configuration file\n"
    "  -d, --database DB    database file (default: chatstat.db, or as configured)\n"
    "      --chat CHAT      id, @username or a part of the title; may repeat; all\n"
    "      --last SPAN      24h, 7d, 4w, 6m, 1y, today, yesterday, week, month, year,\n"
    "                       all (default: 30d)\n"
    "      --since T        2026, 2026-03, 2026-03-01, 2026-03-01T14:30, @unix, SPAN\n"
    "      --until T        likewise; a day, month or year is included\n"
    "      --against WHAT   previous, a span, T, T..T, a chat or a member\n"
    "      --member WHO     id, @username or a part of the name\n"
    "      --topic TOPIC    id or a part of the title\n"
    "      --match PATTERN  a regular expression (PCRE2), for trend\n"
    "      --by WHAT        see chatstat list\n"
    "      --top N          rows of a ranking (default: 20)\n"
    "      --skip N         of a message: the rows after so many, and how many are left\n"
    "      --check          of budget: exit with 3 where one is passed\n"
    "      --bots           bots in rankings too\n"
    "      --no-bots        bots out of totals too\n"
    "  -f, --format FORMAT  text, json, csv, html, png, svg, telegram, caption\n"
    "                       (default: by -o)\n"
    "      --theme THEME    light or dark\n"
    "      --locale LOCALE  a language, such as bg, instead of the chat's own\n"
    "  -o, --output FILE    write to a file instead of standard output\n"
    "      --help           this text\n"
    "      --version        version\n"
    "\n"
    "Exit status: 0 done, 1 failed, 2 misuse, 3 a budget is passed,\n"
    "75 database busy.\n";

/* gp is the gnuplot script of a chart. */
const char *const request_formats[] = { "text", "json", "csv", "html", "png", "svg", "gp", "telegram",
    "caption", NULL };
static const char *const endings[] = { ".txt", ".json", ".csv", ".html", ".png", ".svg", ".gp", NULL };
const char *const request_themes[] = { "light", "dark", NULL };

static int
index_of(const char *const *list, const char *word)
{
	for (int i = 0; list[i] != NULL; i++)
		if (strcasecmp(list[i], word) == 0)
			return i;
	return -1;
}

static int
set_format(void *cookie, char *word)
{
	struct request *r = cookie;
	int i = index_of(request_formats, word);

	if (i < 0)
		return log_fail(STATUS_MISUSE, "--format: \"%.50s\" is none of text, json, csv, html,"
		    " png, svg, telegram, caption", word);
	r->format = (enum format)i;
	r->format_given = true;
	return 0;
}

static int
set_theme(void *cookie, char *word)
{
	struct request *r = cookie;
	int i = index_of(request_themes, word);

	if (i < 0)
		return log_fail(STATUS_MISUSE, "--theme: \"%.50s\" is neither light nor dark", word);
	r->theme = (enum theme)i;
	return 0;
}

static int
set_locale(void *cookie, char *word)
{
	struct request *r = cookie;

	r->locale = word;
	if (!locale_is(word))
		return log_fail(STATUS_MISUSE, "--locale: \"%.50s\" is none of %s", word, locale_list);
	locale_set(word);
	return 0;
}

static int
set_number(int64_t *number, const char *option, const char *word, int least)
{
	char *end;

	errno = 0;
	*number = strtoll(word, &end, 10);
	if (errno != 0 || end == word || *end != '\0' || *number < least || *number > TOP_MAX)
		return log_fail(STATUS_MISUSE, "%s: \"%.50s\" is no number from %d to %d", option, word,
		    least, TOP_MAX);
	return 0;
}

static int
set_top(void *cookie, char *word)
{
	struct request *r = cookie;

	return set_number(&r->top, "--top", word, 1);
}

static int
set_skip(void *cookie, char *word)
{
	struct request *r = cookie;

	r->paged = true;
	return set_number(&r->skip, "--skip", word, 0);
}

static int
add_chat(void *cookie, char *word)
{
	struct request *r = cookie;

	if (r->nchat == REQUEST_CHATS)
		return log_fail(STATUS_MISUSE, "at most %d --chat; all is for all", REQUEST_CHATS);
	r->chats[r->nchat++] = word;
	return 0;
}

/* The format that the name of the output file asks for. */
static void
format_by_ending(struct request *r)
{
	const char *dot = r->output == NULL ? NULL : strrchr(r->output, '.');
	int i = dot == NULL ? -1 : index_of(endings, dot);

	if (!r->format_given && i >= 0)
		r->format = (enum format)i;
	else if (!r->format_given && r->card != NULL)
		r->format = r->card->format;
}

/* "x.pdf": an ending as formats have it, but of none of them. */
static bool
ends_strangely(const struct request *r)
{
	const char *slash = r->output == NULL ? NULL : strrchr(r->output, '/');
	const char *dot = r->output == NULL ? NULL : strrchr(slash != NULL ? slash : r->output, '.');

	return dot != NULL && !r->format_given && index_of(endings, dot) < 0 && strlen(dot) > 2 &&
	    strlen(dot) < 6 && !output_is_folder(r);
}

/* Options that mean nothing for a report are a mistake, not a wish to be passed by. */
static int
check_takes(const struct request *r, const struct report *report)
{
	const struct { bool given; unsigned take; const char *option; } options[] = {
		{ r->topic != NULL, TAKES_TOPIC, "--topic" }, { r->member != NULL, TAKES_MEMBER, "--member" },
		{ r->against != NULL, TAKES_AGAINST, "--against" },
		{ r->top != TOP_DEFAULT, TAKES_TOP, "--top" }, { r->bots, TAKES_BOTS, "--bots" },
		{ r->no_bots, TAKES_NO_BOTS, "--no-bots" }, { r->match != NULL, TAKES_MATCH, "--match" },
		{ r->check, TAKES_CHECK, "--check" }
	};

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (options[i].given && (report->takes & options[i].take) == 0)
			return log_fail(STATUS_MISUSE, _("%s takes no %s"), report->name, options[i].option);
	if ((report->takes & TAKES_MATCH) != 0 && r->match == NULL)
		return log_fail(STATUS_MISUSE, _("%s needs --match PATTERN"), report->name);
	return 0;
}

bool
request_is_picture(const struct request *r)
{
	return r->format == FORMAT_PNG || r->format == FORMAT_SVG || r->format == FORMAT_SCRIPT;
}

static bool
is_message(const struct request *r)
{
	return r->format == FORMAT_TELEGRAM || r->format == FORMAT_CAPTION;
}

/* Formats that hold one answer. */
static bool
is_single(const struct request *r)
{
	return r->format == FORMAT_CSV || is_message(r);
}

static int
check_card(const struct request *r, bool picture)
{
	const char *name = r->card->name;

	if (r->by != NULL || r->top != TOP_DEFAULT)
		return log_fail(STATUS_MISUSE, "%s takes neither --by nor --top", name);
	if ((r->match != NULL || r->against != NULL) && r->nreport == 0)
		return log_fail(STATUS_MISUSE, "%s takes no %s", name, r->match != NULL ? "--match" :
		    "--against");
	if (is_single(r))
		return log_fail(STATUS_MISUSE, "several reports at once only as text, JSON or HTML");
	if (picture && (!r->card->picture || r->nreport > 0))
		return log_fail(STATUS_MISUSE, "%s%s is no picture; use -o NAME.html", name,
		    r->nreport > 0 ? " with other reports" : "");
	return 0;
}

static int
check(struct request *r)
{
	bool picture = request_is_picture(r);

	if (r->nreport == 0 && r->card == NULL)
		return log_fail(STATUS_MISUSE, "no report given; chatstat list shows all");
	if (r->last != NULL && (r->since != NULL || r->until != NULL))
		return log_fail(STATUS_MISUSE, "--last goes with neither --since nor --until");
	if (ends_strangely(r))
		return log_fail(STATUS_MISUSE, "-o %.100s: no format is called so; choose one with -f,"
		    " such as text, csv or png", r->output);
	if (r->paged && !is_message(r))
		return log_fail(STATUS_MISUSE, "--skip is for messages: -f telegram");
	if (r->bots && r->no_bots)
		return log_fail(STATUS_MISUSE, "--bots and --no-bots contradict each other");
	if (r->card != NULL && check_card(r, picture) != 0)
		return -1;
	if (r->nreport > 1 && (picture || is_single(r)))
		return log_fail(STATUS_MISUSE, "several reports at once only as text, JSON or HTML");
	for (size_t i = 0; i < r->nreport; i++) {
		if (picture && r->reports[i]->picture != NULL)
			r->reports[i] = reports_find(r->reports[i]->picture);
		if (picture && r->reports[i]->chart == CHART_NONE)
			return log_fail(STATUS_MISUSE, "%s has no chart", r->reports[i]->name);
		if (check_takes(r, r->reports[i]) != 0)
			return -1;
	}
	if (r->output == NULL && r->format == FORMAT_PNG && isatty(STDOUT_FILENO))
		return log_fail(STATUS_MISUSE, "a picture is nothing for a terminal; use -o NAME.png");
	return 0;
}

int
request_parse(struct request *r, struct program *p, int argc, char **argv, const char **word)
{
	const struct program_option options[] = {
		{ "format", 'f', .take = set_format }, { "output", 'o', .word = &r->output },
		{ "chat", .take = add_chat }, { "last", .word = &r->last }, { "since", .word = &r->since },
		{ "until", .word = &r->until }, { "member", .word = &r->member },
		{ "topic", .word = &r->topic }, { "against", .word = &r->against }, { "by", .word = &r->by },
		{ "top", .take = set_top }, { "skip", .take = set_skip }, { "match", .word = &r->match },
		{ "check", .flag = &r->check }, { "bots", .flag = &r->bots },
		{ "no-bots", .flag = &r->no_bots }, { "theme", .take = set_theme },
		{ "locale", .take = set_locale }, { .name = NULL }
	};

	if (program_parse(p, argc, argv, options, r) != 0)
		return -1;
	for (int i = 0; i < p->nword; i++) {
		const struct report *report = reports_find(p->words[i]);
		const struct card *card = cards_find(p->words[i]);

		if (report == NULL && card == NULL) {
			format_by_ending(r);
			*word = p->words[i];
			return 0;
		}
		if (card != NULL && r->card != NULL)
			return log_fail(STATUS_MISUSE, "one at a time: %s or %s", r->card->name, card->name);
		if (card != NULL) {
			r->card = card;
			continue;
		}
		if (r->nreport == REQUEST_REPORTS)
			return log_fail(STATUS_MISUSE, "at most %d reports at once", REQUEST_REPORTS);
		r->reports[r->nreport++] = report;
	}
	format_by_ending(r);
	return check(r);
}
