#include <stdio.h>
#include <string.h>

#include "lib/locale.h"
#include "lib/text.h"
#include "lib/unicode.h"
#include "reports/prose.h"

/* What is counted, and how it is called beside a number. */
static const struct {
	const char	*one, *many;
} nouns[] = {
	{ NP_("message", "messages") }, { NP_("member", "members") }, { NP_("word", "words") },
	{ NP_("character", "characters") }, { NP_("media", "media") }, { NP_("link", "links") },
	{ NP_("emoji", "emoji") }, { NP_("question", "questions") }, { NP_("reply", "replies") },
	{ NP_("reply sent", "replies sent") }, { NP_("reply received", "replies received") },
	{ NP_("reaction", "reactions") }, { NP_("reaction given", "reactions given") },
	{ NP_("reaction received", "reactions received") }, { NP_("join", "joins") },
	{ NP_("leave", "leaves") }, { NP_("hour", "hours") }, { NP_("day", "days") },
	{ NP_("week", "weeks") }, { NP_("month", "months") }, { NP_("year", "years") },
	{ NP_("active day", "active days") },
	{ NP_("day in a row", "days in a row") }, { NP_("use", "uses") }, { NP_("match", "matches") },
	{ NP_("conversation", "conversations") }, { NP_("vote", "votes") }, { NP_("request", "requests") },
	{ NP_("row", "rows") }, { NP_("member wrote", "members wrote") }
};

/* Headings of columns and lines, and words that stand in columns. */
static const char *const words[] = {
	N_("messages"), N_("members"), N_("words"), N_("characters"), N_("links"), N_("questions"),
	N_("replies"), N_("replies sent"), N_("replies received"), N_("reactions"), N_("reactions given"),
	N_("reactions received"), N_("joins"), N_("leaves"), N_("hours"), N_("days"), N_("weeks"),
	N_("months"), N_("years"), N_("active days"), N_("days in a row"), N_("uses"), N_("matches"),
	N_("conversations"), N_("votes"), N_("requests"), N_("members wrote"),
	N_("rank"), N_("share"), N_("last seen"), N_("rank change"), N_("messages per day"), N_("edited"),
	N_("busiest day"), N_("busiest day messages"), N_("peak hour"), N_("reply median"),
	N_("previous messages"), N_("change"), N_("members total"), N_("daily members"), N_("usual low"),
	N_("usual high"), N_("period"), N_("complete"), N_("joined"), N_("left"), N_("net"), N_("active"),
	N_("new"), N_("weekday"), N_("kind"), N_("member messages"), N_("member share"),
	N_("named"), N_("domain"), N_("hashtag"), N_("command"), N_("status"), N_("first seen"), N_("bot"),
	N_("from"), N_("to"), N_("until"), N_("title"), N_("streak"), N_("longest streak"), N_("top emoji"),
	N_("kinds"), N_("former names"), N_("last"), N_("cohort"), N_("size"), N_("percent"), N_("current"),
	N_("longest"), N_("longest from"), N_("longest to"), N_("record"), N_("value"), N_("at"), N_("unit"),
	N_("median messages"), N_("median"), N_("p90"), N_("reply p90"), N_("excerpt"), N_("option"),
	N_("last message"), N_("last reaction"), N_("topic"), N_("chat"), N_("measure"), N_("a"), N_("b"),
	N_("score"), N_("activity"), N_("consistency"), N_("quality"), N_("interaction"), N_("percentile"),
	N_("similarity"), N_("model"), N_("input"), N_("output"), N_("cache read"), N_("cache write"),
	N_("cache write 1h"), N_("cost"), N_("charged"), N_("unpriced"), N_("cache savings"),
	N_("cost per message"), N_("cost per active member"), N_("forecast"), N_("valid from"), N_("priced"),
	N_("above"), N_("scope"), N_("limit"), N_("spent"), N_("per day"), N_("seen"), N_("median reply"),
	N_("favourite hour"), N_("median seconds"), N_("p90 seconds"), N_("reply median seconds"),
	N_("reply p90 seconds"), N_("change percent"),
	N_("member id"), N_("chat id"), N_("message id"), N_("topic id"), N_("from id"), N_("to id"),
	N_("a id"), N_("b id"),
	N_("text"), N_("photo"), N_("live photo"), N_("video"), N_("animation"), N_("audio"), N_("voice"),
	N_("video note"), N_("sticker"), N_("document"), N_("poll"), N_("location"), N_("venue"),
	N_("contact"), N_("dice"), N_("game"), N_("story"), N_("paid media"), N_("checklist"),
	N_("giveaway"), N_("invoice"), N_("other"),
	N_("longest message"), N_("longest monologue"), N_("most shouting"), N_("most questions"),
	N_("night owl"), N_("early bird"), N_("longest silence"), N_("busiest hour"), N_("most edited"),
	N_("creator"), N_("administrator"), N_("restricted"), N_("kicked")
};

/* A column's name has underscores where there are blanks. */
static bool
same(const char *name, const char *word)
{
	for (; *name == *word || (*name == '_' && *word == ' '); name++, word++)
		if (*word == '\0')
			return true;
	return false;
}

const char *
prose_noun(const char *name, int64_t n)
{
	for (size_t i = 0; n != PROSE_MANY && i < sizeof nouns / sizeof nouns[0]; i++)
		if (same(name, nouns[i].many))
			return P_(nouns[i].one, nouns[i].many, n);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (same(name, words[i]))
			return _(words[i]);
	return _(name);
}

void
prose_capital(char *text)
{
	char upper[4];
	size_t end = 0, length = strlen(text);
	uint32_t c = length > 0 ? unicode_next(text, length, &end) : 0;

	if (unicode_put(upper, unicode_upper(c)) == end)
		memcpy(text, upper, end);
}

void
prose_label(char *buf, size_t size, const struct column *column)
{
	bool sign = column->unit == UNIT_PERCENT && strcmp(column->name, "percent") != 0;
	char name[PROSE_SIZE], *end;

	if (strcmp(column->name, "wau") == 0 || strcmp(column->name, "mau") == 0) {
		snprintf(buf, size, "%cAU", column->name[0] - 'a' + 'A');
		return;
	}
	snprintf(name, sizeof name, "%s", column->unit == UNIT_INSTANT && strcmp(column->name, "to") == 0 ?
	    "until" : column->name);
	end = strstr(name, column->unit == UNIT_PERCENT ? "_percent" : "_seconds");
	if (end != NULL)	/* the sign, or the value, says it */
		*end = '\0';
	snprintf(buf, size, "%s%s", prose_noun(name, PROSE_MANY),
	    sign ? " %" : column->unit == UNIT_MONEY ? ", $" : "");
	prose_capital(buf);
}

void
prose_count(char *buf, size_t size, int64_t n, const char *plural)
{
	char number[48];

	snprintf(buf, size, "%s %s", text_number(number, n), prose_noun(plural, n));
}
