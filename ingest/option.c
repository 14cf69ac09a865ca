#include "ingest/option.h"

#include <stdlib.h>
#include <string.h>

#include "lib/date.h"
#include "lib/locale.h"

/* The value of an option: behind "=", or the next word. */
static const char *
value_of(char *equals, struct words *w)
{
	const char *value = equals != NULL ? equals : spelling_next(w);

	return value != NULL && value[0] != '\0' && strlen(value) < COMMAND_WORD ? value : NULL;
}

static enum command_end
take_top(struct command *c, const char *value, FILE *wrong)
{
	char *end;
	long long top = value != NULL ? strtoll(value, &end, 10) : 0;

	if (value == NULL || *end != '\0' || top < 1 || top > COMMAND_TOP)
		return spelling_wrong(value != NULL ? value : "--top",
		    _("--top takes a number from 1 to 50."), wrong);
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
		return spelling_wrong(value != NULL ? value : "--skip", _("--skip takes a number of rows."),
		    wrong);
	c->skip = skip;
	return COMMAND_GIVEN;
}

static enum command_end
take_match(struct command *c, const char *value, FILE *wrong)
{
	if (value == NULL)
		return spelling_wrong("--match",
		    _("--match takes a pattern without blanks, such as rust|go."), wrong);
	snprintf(c->match, sizeof(c->match), "%s", value);
	return COMMAND_GIVEN;
}

/* No word here may be a chat: another's numbers are not this one's. */
static enum command_end
take_against(struct command *c, const char *value, FILE *wrong)
{
	int64_t at;

	if (value == NULL || (strcmp(value, "previous") != 0 &&
	    date_parse_time(value, zone_find("UTC"), DATE_END - 1, false, &at) != 0 &&
	    !spelling_is_username(value) && (strstr(value, "..") == NULL ||
	    strspn(value, "0123456789-:T.") != strlen(value))))
		return spelling_wrong(value != NULL ? value : "--against",
		    _("--against takes previous,"
		    " a span, such as 7d, days, such as 2026-03-01..2026-03-31, or, with a member, another"
		    " @member."),
		    wrong);
	snprintf(c->against, sizeof(c->against), "%s", value);
	return COMMAND_GIVEN;
}

static enum command_end
take_by(struct command *c, const char *value, FILE *wrong)
{
	if (value == NULL || strspn(value, "abcdefghijklmnopqrstuvwxyz_-") != strlen(value))
		return spelling_wrong(value != NULL ? value : "--by", _("--by takes a word, such as day."),
		    wrong);
	snprintf(c->by, sizeof(c->by), "%s", value);
	return COMMAND_GIVEN;
}

static enum command_end
take_topic(struct command *c, const char *value, FILE *wrong)
{
	if (value == NULL)
		return spelling_wrong("--topic", _("--topic takes a part of the topic's name."), wrong);
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

enum command_end
option_take(struct command *c, char *word, char *name, struct words *w, FILE *wrong)
{
	char *equals = strchr(name, '=');

	if (equals != NULL)
		*equals++ = '\0';
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (strcmp(options[i].name, name) == 0)
			return options[i].take(c, options[i].valued ? value_of(equals, w) : NULL, wrong);
	return spelling_wrong(word, _(OPTION_FORM), wrong);
}
