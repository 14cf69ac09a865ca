#include "ingest/command.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "ingest/option.h"
#include "ingest/settings.h"
#include "ingest/spelling.h"
#include "lib/digest.h"
#include "lib/locale.h"

enum { TEXT = 512 };

#define SPANS	N_("Spans look like 24h, 7d, 4w, 6m, 1y, today, yesterday, week, month, year, all.")

/* ----- writing ----- */

void
command_write(FILE *out, const struct command *c)
{
	fprintf(out, "/%s", c->kind->name);
	if (c->kind->deed != DEED_REPORT) {
		fprintf(out, "%s%s", c->setting != NULL ? " " : "",
		    c->setting != NULL ? c->setting->name : "");
		fprintf(out, "%s%s", c->rest[0] != '\0' ? " " : "", c->rest);
		return;
	}
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

static enum command_end
not_a_report(const struct catalogue *c, const char *word, FILE *wrong)
{
	struct nearest n = { .word = word };

	if (c->count == 0) {
		fputs(_("I cannot count just now: a part of me is missing. Who runs me finds it in the log."),
		    wrong);
		return COMMAND_WRONG;
	}
	for (size_t i = 0; i < c->count; i++)
		text_compare(&n, c->reports[i].name);
	return spelling_there_is_no(N_("There is no report “%s”."), &n, "/stats ",
	    N_("/help lists all."), wrong);
}

/* ----- the words of commands that are no reports ----- */

/* Those that a member may set for himself or herself, in the private chat. */
static bool
is_own(const struct setting *t)
{
	return strcmp(t->name, "theme") == 0 || strcmp(t->name, "locale") == 0;
}

static bool
take_set(struct command *c, char *words, bool private, FILE *wrong)
{
	struct words w = { .rest = words };
	char *name = spelling_next(&w), *value = spelling_next(&w);
	struct nearest n = { .word = name };
	int64_t number;

	if (name == NULL) {
		spelling_wrong("/set", _("For example <code>/set zone Europe/Sofia</code>;"
		    " /settings shows what there is."), wrong);
		return false;
	}
	spelling_lower(name);
	c->setting = settings_find(strcmp(name, "language") == 0 ? "locale" : name);
	if (c->setting == NULL || !c->setting->in_chat) {
		for (const struct setting *t = settings_table; t->name != NULL; t++)
			if (t->in_chat)
				text_compare(&n, t->name);
		spelling_there_is_no(N_("There is no setting “%s”."), &n, "/set ",
		    N_("/settings shows them."), wrong);
		return false;
	}
	if (spelling_next(&w) != NULL || (value != NULL && !settings_parse(c->setting, value, &number))) {
		fprintf(wrong, _("/set %s takes %s."), name, _(c->setting->wanted));
		return false;
	}
	c->own = private && value != NULL && is_own(c->setting);
	snprintf(c->rest, sizeof(c->rest), "%s", value != NULL ? value : "");
	return true;
}

static bool
take_digest(struct command *c, char *words, bool private, FILE *wrong)
{
	struct words w = { .rest = words };
	struct digest d = { .chat = 0 };
	char text[DIGEST_WORDS] = "", *word;

	(void)private;
	while ((word = spelling_next(&w)) != NULL) {
		spelling_lower(word);
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%s", text[0] != '\0' ? " " : "",
		    word);
	}
	if (text[0] != '\0' && !digest_parse(text, &d)) {
		fputs(_(COMMAND_DIGEST), wrong);
		return false;
	}
	snprintf(c->rest, sizeof(c->rest), "%s", text[0] != '\0' ? digest_words(&d, text) : "");
	return true;
}

/* One word of a few, or none. */
static bool
take_one(struct command *c, char *words, const char *const *known, FILE *wrong)
{
	struct words w = { .rest = words };
	const char *word = spelling_next(&w);

	for (; word != NULL && *known != NULL; known++)
		if (strcasecmp(word, *known) == 0) {
			snprintf(c->rest, sizeof(c->rest), "%s", *known);
			return true;
		}
	if (word != NULL)
		fprintf(wrong, _("Did you mean /%s, or /%s %s?"), c->kind->name, c->kind->name, known[-1]);
	return word == NULL;
}

static bool
take_privacy(struct command *c, char *words, bool private, FILE *wrong)
{
	(void)private;
	return take_one(c, words, (const char *const[]){ "file", "data", NULL }, wrong);
}

static bool
take_forget(struct command *c, char *words, bool private, FILE *wrong)
{
	(void)private;
	return take_one(c, words, (const char *const[]){ "no", "yes", NULL }, wrong);
}

/* What stands behind t.me/BOT?start=: "chat_ID" or "data_ID"; from elsewhere, it may be anything. */
static bool
take_start(struct command *c, char *words, bool private, FILE *wrong)
{
	struct words w = { .rest = words };
	const char *word = spelling_next(&w);
	size_t n = word != NULL ? strlen(word) : 0;

	(void)private;
	(void)wrong;
	if (n > 5 && n < 30 && (strncmp(word, "chat_", 5) == 0 || strncmp(word, "data_", 5) == 0) &&
	    strspn(word + 5, "-0123456789") == n - 5)
		snprintf(c->rest, sizeof(c->rest), "%s", word);
	return true;
}

const struct command_kind command_kinds[] = {
	{ "stats", "summary", N_("this chat at a glance; /stats REPORT SPAN for more"), DEED_REPORT,
	    false, OFFER_EVERYONE, NULL },
	{ "top", "top", N_("who wrote most"), DEED_REPORT, false, OFFER_EVERYONE, NULL },
	{ "me", "member", N_("you"), DEED_REPORT, false, OFFER_EVERYONE, NULL },
	{ "privacy", NULL, N_("what is kept, also about you"), DEED_PRIVACY, true, OFFER_EVERYONE,
	    take_privacy },
	{ "optout", NULL, N_("count no more with your name"), DEED_OPTOUT, false, OFFER_EVERYONE, NULL },
	{ "optin", NULL, N_("count with your name again"), DEED_OPTIN, false, OFFER_EVERYONE, NULL },
	{ "forgetme", NULL, N_("forget all about you here"), DEED_FORGET, false, OFFER_EVERYONE,
	    take_forget },
	{ "settings", NULL, N_("how this chat is counted"), DEED_SETTINGS, true, OFFER_EVERYONE, NULL },
	{ "help", NULL, N_("all reports and spans"), DEED_HELP, true, OFFER_EVERYONE, NULL },
	{ "cost", "cost", N_("what the bot costs"), DEED_REPORT, false, OFFER_ADMINISTRATORS, NULL },
	{ "set", NULL, N_("change a setting: /set zone Europe/Sofia"), DEED_SET, false,
	    OFFER_ADMINISTRATORS, take_set },
	{ "digest", NULL, N_("a digest: /digest weekly mon 09:00, or off"), DEED_DIGEST, false,
	    OFFER_ADMINISTRATORS, take_digest },
	{ "chat", NULL, N_("which chat we talk about here"), DEED_CHAT, true, OFFER_PRIVATE, NULL },
	{ "start", NULL, NULL, DEED_START, true, OFFER_PRIVATE, take_start },
	{ NULL, NULL, NULL, DEED_HELP, false, OFFER_EVERYONE, NULL }
};

/* ----- a command ----- */

static enum command_end
take_word(const struct catalogue *catalogue, struct command *c, char *word, struct words *w, FILE *wrong)
{
	const struct catalogue_report *report;
	bool free = !c->named && strcmp(c->kind->name, "stats") == 0;

	if (strncmp(word, "--", 2) == 0)
		return option_take(c, word, word + 2, w, wrong);
	if (strncmp(word, "—", 3) == 0)	/* what phones make of two hyphens */
		return option_take(c, word, word + 3, w, wrong);
	if (spelling_is_username(word)) {
		snprintf(c->member, sizeof(c->member), "%s", word);
		return COMMAND_GIVEN;
	}
	spelling_lower(word);
	if (spelling_is_span(word)) {
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
	return spelling_wrong(word, _(SPANS), wrong);
}

/*
 * The kind of a command by its first word, "/name" or "/name@bot"; NULL: it is none of this bot's, unless
 * *addressed tells that it is meant.
 */
static const struct command_kind *
find_kind(char *word, const char *bot, bool private, bool *addressed)
{
	char *at = strchr(word, '@');

	if (at != NULL)
		*at++ = '\0';
	spelling_lower(word);
	*addressed = at != NULL ? strcasecmp(at, bot) == 0 : private;
	for (const struct command_kind *k = command_kinds; k->name != NULL; k++)
		if (strcmp(k->name, word + 1) == 0)
			return *addressed || (at == NULL && !k->addressed) ? k : NULL;
	return NULL;
}

static enum command_end
not_a_command(const char *word, FILE *wrong)
{
	struct nearest n = { .word = word };

	for (const struct command_kind *k = command_kinds; k->help != NULL; k++)
		text_compare(&n, k->name);
	return spelling_there_is_no(N_("There is no command “%s”."), &n, "/", N_("/help lists all."),
	    wrong);
}

enum command_end
command_parse(const struct catalogue *catalogue, const char *bot, bool private, const char *text,
    struct command *c, FILE *wrong)
{
	char copy[TEXT + 1];
	struct words w = { .rest = copy };
	char *word;
	bool addressed = false;

	if (text[0] != '/')
		return COMMAND_NONE;
	snprintf(copy, sizeof(copy), "%s", text);
	*c = (struct command){ .span = "30d" };
	if ((word = spelling_next(&w)) == NULL)
		return COMMAND_NONE;
	if ((c->kind = find_kind(word, bot, private, &addressed)) == NULL) {
		c->kind = &command_kinds[0];
		return addressed ? not_a_command(word + 1, wrong) : COMMAND_NONE;
	}
	if (strlen(text) > TEXT)
		return spelling_wrong("…", _(OPTION_FORM), wrong);
	if (c->kind->deed != DEED_REPORT)
		return c->kind->take == NULL || c->kind->take(c, w.rest, private, wrong) ? COMMAND_GIVEN :
		    COMMAND_WRONG;
	if ((c->report = catalogue_find(catalogue, c->kind->report)) == NULL)
		return not_a_report(catalogue, c->kind->report, wrong);
	while ((word = spelling_next(&w)) != NULL) {
		enum command_end end = take_word(catalogue, c, word, &w, wrong);

		if (end != COMMAND_GIVEN)
			return end;
	}
	if (c->against[0] == '@' && c->member[0] == '\0')
		return spelling_wrong(c->against, _("Compare members like this:"
		    " <code>/stats compare @one --against @other</code>."), wrong);
	c->picture = catalogue_picture(c->report);
	return COMMAND_GIVEN;
}
