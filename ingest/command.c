#include "ingest/command.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "lib/date.h"
#include "lib/text.h"

enum { TEXT = 512 };

#define FORM	"<code>/stats REPORT SPAN @member --by WHAT --top 10 --topic NAME --no-bots</code>"
#define SPANS	"24h, 7d, 4w, 6m, 1y, today, week, month, year, all"

const struct command_kind command_kinds[] = {
	{ "stats", "summary", "this chat at a glance; /stats REPORT SPAN for more", DEED_REPORT, false },
	{ "top", "top", "who wrote most", DEED_REPORT, false },
	{ "me", "member", "you", DEED_REPORT, false },
	{ "cost", "cost", "what the bot costs, for administrators", DEED_REPORT, false },
	{ "privacy", NULL, "what is kept, and how to opt out", DEED_PRIVACY, true },
	{ "optout", NULL, "count no more with your name", DEED_OPTOUT, false },
	{ "optin", NULL, "count with your name again", DEED_OPTIN, false },
	{ "help", NULL, "all reports and spans", DEED_HELP, true },
	{ "start", NULL, NULL, DEED_HELP, true },
	{ NULL, NULL, NULL, DEED_HELP, false }
};

/* ----- writing ----- */

void
command_quote(FILE *out, const char *text)
{
	char cut[256];

	text_cut(cut, sizeof(cut), text, 40);
	fputs("\u2068", out);
	for (const char *c = cut; *c != '\0'; c++)
		if (*c == '<' || *c == '>' || *c == '&')
			fputs(*c == '<' ? "&lt;" : *c == '>' ? "&gt;" : "&amp;", out);
		else
			fputc(*c, out);
	fputs("\u2069", out);
}

void
command_write(FILE *out, const struct command *c)
{
	fprintf(out, "/%s", c->kind->name);
	if (c->kind->deed != DEED_REPORT)
		return;
	fprintf(out, "%s%s %s", c->named ? " " : "", c->named ? c->report->name : "", c->span);
	if (c->member[0] != '\0')
		fprintf(out, " %s", c->member);
	if (c->by[0] != '\0')
		fprintf(out, " --by %s", c->by);
	if (c->topic[0] != '\0')
		fprintf(out, " --topic %s", c->topic);
	if (c->top > 0)
		fprintf(out, " --top %lld", (long long)c->top);
	if (c->no_bots)
		fputs(" --no-bots", out);
	if (c->match[0] != '\0')
		fprintf(out, " --match %s", c->match);
	if (c->against[0] != '\0')
		fprintf(out, " --against %s", c->against);
	if (c->skip > 0)
		fprintf(out, " --skip %lld", (long long)c->skip);
}

bool
command_is_privileged(const struct command *c)
{
	return c->kind->deed == DEED_REPORT && (c->report->asker == ASKER_ADMINISTRATORS ||
	    c->member[0] != '\0');
}

/* ----- words ----- */

/* The words of a command; what follows one is looked at through next. */
struct words {
	char	*rest;
};

static char *
next_word(struct words *w)
{
	char *word = w->rest + strspn(w->rest, " \t\r\n");
	size_t n = strcspn(word, " \t\r\n");

	if (n == 0)
		return NULL;
	w->rest = word + n;
	if (*w->rest != '\0')
		*w->rest++ = '\0';
	return word;
}

static void
lower(char *word)
{
	for (; *word != '\0'; word++)
		*word = (char)tolower((unsigned char)*word);
}

static bool
is_span(const char *word)
{
	struct span span;

	return strlen(word) < sizeof((struct command){ 0 }.span) &&
	    date_parse_span(word, zone_find("UTC"), DATE_END - 1, &span) == 0;
}

/* "@" and what a username may hold. */
static bool
is_username(const char *word)
{
	size_t n = strlen(word);

	return word[0] == '@' && n > 1 && n <= 33 && strspn(word + 1, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == n - 1;
}

static enum command_end
not_a_report(const struct catalogue *c, const char *word, FILE *wrong)
{
	const char *nearest = NULL;
	int least = 4;

	for (size_t i = 0; i < c->count; i++) {
		int d = text_distance(c->reports[i].name, word);

		if (d < least && d * 2 <= (int)strlen(c->reports[i].name)) {
			least = d;
			nearest = c->reports[i].name;
		}
	}
	fputs("There is no report “", wrong);
	command_quote(wrong, word);
	fputs("”.", wrong);
	if (nearest != NULL)
		fprintf(wrong, " Did you mean /stats %s?", nearest);
	fputs(" /help lists all.", wrong);
	return COMMAND_WRONG;
}

static enum command_end
not_understood(const char *word, const char *wanted, FILE *wrong)
{
	fputs("I do not understand “", wrong);
	command_quote(wrong, word);
	fprintf(wrong, "”. %s", wanted);
	return COMMAND_WRONG;
}

/* ----- options ----- */

/* The value of an option: behind "=", or the next word. */
static const char *
value_of(char *equals, struct words *w)
{
	const char *value = equals != NULL ? equals : next_word(w);

	return value != NULL && value[0] != '\0' && strlen(value) < COMMAND_WORD ? value : NULL;
}

static enum command_end
take_top(struct command *c, const char *value, FILE *wrong)
{
	char *end;
	long long top = value != NULL ? strtoll(value, &end, 10) : 0;

	if (value == NULL || *end != '\0' || top < 1 || top > COMMAND_TOP)
		return not_understood(value != NULL ? value : "--top", "--top takes a number from 1 to 50.",
		    wrong);
	c->top = top;
	return COMMAND_GIVEN;
}

/* What turns pages; no member has to know it. */
static enum command_end
take_skip(struct command *c, const char *value, FILE *wrong)
{
	char *end;
	long long skip = value != NULL ? strtoll(value, &end, 10) : -1;

	if (skip < 0 || *end != '\0' || skip > COMMAND_SKIP)
		return not_understood(value != NULL ? value : "--skip", "--skip takes a number of rows.",
		    wrong);
	c->skip = skip;
	return COMMAND_GIVEN;
}

static enum command_end
take_match(struct command *c, const char *value, FILE *wrong)
{
	if (value == NULL)
		return not_understood("--match", "--match takes a pattern without blanks, such as rust|go.",
		    wrong);
	snprintf(c->match, sizeof(c->match), "%s", value);
	return COMMAND_GIVEN;
}

/* No word here may be a chat: another's numbers are not this one's. */
static enum command_end
take_against(struct command *c, const char *value, FILE *wrong)
{
	if (value == NULL || (strcmp(value, "previous") != 0 && !is_span(value) && !is_username(value) &&
	    (strstr(value, "..") == NULL || strspn(value, "0123456789-:T.") != strlen(value))))
		return not_understood(value != NULL ? value : "--against", "--against takes previous, a span,"
		    " such as 7d, days, such as 2026-03-01..2026-03-31, or, with a member, another @member.",
		    wrong);
	snprintf(c->against, sizeof(c->against), "%s", value);
	return COMMAND_GIVEN;
}

static enum command_end
take_by(struct command *c, const char *value, FILE *wrong)
{
	if (value == NULL || strspn(value, "abcdefghijklmnopqrstuvwxyz_-") != strlen(value))
		return not_understood(value != NULL ? value : "--by", "--by takes a word, such as day.",
		    wrong);
	snprintf(c->by, sizeof(c->by), "%s", value);
	return COMMAND_GIVEN;
}

static enum command_end
take_topic(struct command *c, const char *value, FILE *wrong)
{
	if (value == NULL)
		return not_understood("--topic", "--topic takes a part of the topic's name.", wrong);
	snprintf(c->topic, sizeof(c->topic), "%s", value);
	return COMMAND_GIVEN;
}

static enum command_end
take_no_bots(struct command *c, const char *value, FILE *wrong)
{
	(void)value;
	(void)wrong;
	c->no_bots = true;
	return COMMAND_GIVEN;
}

static const struct {
	const char		*name;
	bool			 valued;
	enum command_end	(*take)(struct command *, const char *value, FILE *wrong);
} options[] = {
	{ "top", true, take_top }, { "by", true, take_by }, { "topic", true, take_topic },
	{ "no-bots", false, take_no_bots }, { "match", true, take_match },
	{ "against", true, take_against }, { "skip", true, take_skip }
};

static enum command_end
take_option(struct command *c, char *word, char *name, struct words *w, FILE *wrong)
{
	char *equals = strchr(name, '=');

	if (equals != NULL)
		*equals++ = '\0';
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (strcmp(options[i].name, name) == 0)
			return options[i].take(c, options[i].valued ? value_of(equals, w) : NULL, wrong);
	return not_understood(word, "A question looks like " FORM ".", wrong);
}

/* ----- a command ----- */

static enum command_end
take_word(const struct catalogue *catalogue, struct command *c, char *word, struct words *w, FILE *wrong)
{
	const struct catalogue_report *report;
	bool free = !c->named && strcmp(c->kind->name, "stats") == 0;

	if (strncmp(word, "--", 2) == 0)
		return take_option(c, word, word + 2, w, wrong);
	if (strncmp(word, "—", 3) == 0)	/* what phones make of two hyphens */
		return take_option(c, word, word + 3, w, wrong);
	if (is_username(word)) {
		snprintf(c->member, sizeof(c->member), "%s", word);
		return COMMAND_GIVEN;
	}
	lower(word);
	if (is_span(word)) {
		snprintf(c->span, sizeof(c->span), "%s", word);
		c->skip = 0;
		return COMMAND_GIVEN;
	}
	if (free && (report = catalogue_find(catalogue, word)) != NULL) {
		c->report = report;
		c->named = true;
		return COMMAND_GIVEN;
	}
	if (free && isalpha((unsigned char)word[0]))
		return not_a_report(catalogue, word, wrong);
	return not_understood(word, "Spans look like " SPANS ".", wrong);
}

/* The kind of a command by its first word, "/name" or "/name@bot"; NULL: it is none of this bot's. */
static const struct command_kind *
find_kind(char *word, const char *bot, bool private)
{
	char *at = strchr(word, '@');

	if (at != NULL)
		*at++ = '\0';
	lower(word);
	for (const struct command_kind *k = command_kinds; k->name != NULL; k++)
		if (strcmp(k->name, word + 1) == 0)
			return at != NULL ? (strcasecmp(at, bot) == 0 ? k : NULL) :
			    k->addressed && !private ? NULL : k;
	return NULL;
}

enum command_end
command_parse(const struct catalogue *catalogue, const char *bot, bool private, const char *text,
    struct command *c, FILE *wrong)
{
	char copy[TEXT + 1];
	struct words w = { .rest = copy };
	char *word;

	if (text[0] != '/')
		return COMMAND_NONE;
	snprintf(copy, sizeof(copy), "%s", text);
	*c = (struct command){ .span = "30d" };
	if ((word = next_word(&w)) == NULL || (c->kind = find_kind(word, bot, private)) == NULL)
		return COMMAND_NONE;
	if (strlen(text) > TEXT)
		return not_understood("…", "A question looks like " FORM ".", wrong);
	/* What stands behind other commands means nothing. */
	if (c->kind->deed != DEED_REPORT)
		return COMMAND_GIVEN;
	if ((c->report = catalogue_find(catalogue, c->kind->report)) == NULL)
		return not_a_report(catalogue, c->kind->report, wrong);
	while ((word = next_word(&w)) != NULL) {
		enum command_end end = take_word(catalogue, c, word, &w, wrong);

		if (end != COMMAND_GIVEN)
			return end;
	}
	if (c->against[0] == '@' && c->member[0] == '\0')
		return not_understood(c->against, "Compare members like this: <code>/stats compare @one"
		    " --against @other</code>.", wrong);
	c->picture = catalogue_picture(c->report);
	return COMMAND_GIVEN;
}
