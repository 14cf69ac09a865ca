#include "reports/cards.h"

#include <stdio.h>
#include <string.h>

#include "lib/locale.h"
#include "reports/notes.h"
#include "reports/phrase.h"
#include "reports/prose.h"

static const struct card_tile page_tiles[] = {
	{ "summary", { "messages", "messages", { "{change_percent+}" } } },
	{ "summary", { "members wrote", "members", { N_("of {members_total}") } } },
	{ "summary", { "reactions", "reactions", { NULL } } },
	{ "summary", { "median reply", "reply_median_seconds", { NULL } } },
	{ "member", { "messages", "messages", { N_("rank {rank}") } } },
	{ "member", { "active days", "active_days", { N_("streak {streak}") } } },
	{ "member", { "reactions received", "reactions_received", { NULL } } },
	{ "member", { "median reply", "reply_median_seconds", { NULL } } },
	{ NULL, { NULL, NULL, { NULL } } }
};

/* Where a report is not for everybody, it is only there where it is named: chatstat page silent. */
static const struct card_part page_parts[] = {
	{ .report = "summary", .heading = N_("Activity"), .of = CARD_CHAT },
	{ .report = "member", .heading = N_("Activity"), .of = CARD_MEMBER },
	{ .report = "activity" },
	{ .report = "heatmap", .heading = N_("When") },
	{ .report = "hours" },
	{ .report = "conversations" },
	{ .report = "top", .heading = N_("Who"), .of = CARD_CHAT, .top = 100 },
	{ .report = "fans" },
	{ .report = "replies" },
	{ .report = "mentions", .of = CARD_CHAT },
	{ .report = "growth", .of = CARD_CHAT },
	{ .report = "retention", .of = CARD_CHAT, .by = "month" },
	{ .report = "streaks", .of = CARD_CHAT },
	{ .report = "kinds", .heading = N_("What") },
	{ .report = "words", .of = CARD_CHAT, .top = 50, .all_time = true },
	{ .report = "words", .of = CARD_MEMBER, .top = 50 },
	{ .report = "emoji" },
	{ .report = "links" },
	{ .report = "hashtags" },
	{ .report = "commands" },
	{ .report = "topics", .of = CARD_CHAT },
	{ .report = "reactions", .heading = N_("Reactions"), .of = CARD_CHAT },
	{ .report = "reacted" },
	{ .report = "records", .heading = N_("Records"), .of = CARD_CHAT },
	{ .report = "unanswered" },
	{ .report = "titles", .of = CARD_CHAT },
	{ .report = "polls", .heading = N_("Polls"), .top = 5 },
	{ .report = "members", .heading = N_("Members"), .of = CARD_NAMED, .top = 1000 },
	{ .report = "silent", .of = CARD_NAMED },
	{ .report = "cost", .heading = N_("Cost"), .of = CARD_NAMED },
	{ .report = "expensive", .of = CARD_NAMED },
	{ .report = "budget", .of = CARD_NAMED },
	{ .report = "prices", .of = CARD_NAMED },
	{ .report = NULL }
};

static const struct card_tile year_tiles[] = {
	{ "summary", { "messages", "messages", { NULL } } },
	{ "summary", { "members wrote", "members", { NULL } } },
	{ "summary", { "reactions", "reactions", { NULL } } },
	{ "streaks", { "days in a row", "longest", { NULL } } },
	{ "summary", { "median reply", "reply_median_seconds", { NULL } } },
	{ "summary", { "favourite hour", "peak_hour", { NULL } } },
	{ "member", { "messages", "messages", { NULL } } },
	{ "member", { "active days", "active_days", { NULL } } },
	{ "member", { "reactions received", "reactions_received", { NULL } } },
	{ "member", { "days in a row", "longest_streak", { NULL } } },
	{ "member", { "median reply", "reply_median_seconds", { NULL } } },
	{ "member", { "favourite hour", "peak_hour", { NULL } } },
	{ NULL, { NULL, NULL, { NULL } } }
};

/* The picture has one ranking and one row of emoji: the first of them that say something. */
static const struct card_part year_parts[] = {
	{ .report = "summary", .of = CARD_CHAT },
	{ .report = "member", .of = CARD_MEMBER },
	{ .report = "activity", .by = "month" },
	{ .report = "heatmap", .heading = N_("By weekday and hour") },
	{ .report = "top", .heading = N_("Most active"), .of = CARD_CHAT, .top = 5 },
	{ .report = "streaks", .of = CARD_CHAT, .top = 1 },
	{ .report = "words", .heading = N_("Own words"), .of = CARD_MEMBER, .top = 5 },
	{ .report = "kinds", .heading = N_("Messages by kind"), .of = CARD_MEMBER },
	{ .report = "reactions", .heading = N_("Favourite reactions"), .of = CARD_CHAT, .top = 6 },
	{ .report = "emoji", .heading = N_("Favourite emoji"), .top = 6 },
	{ .report = NULL }
};

const struct card cards[] = {
	{ .name = "page", .help = "what there is to say, as a page to share; -o FOLDER/: all chats",
	    .format = FORMAT_HTML, .folder = true, .tiles = page_tiles, .parts = page_parts },
	{ .name = "year", .help = "a year in one picture, of a chat or a member: -o NAME.png",
	    .last = "1y", .shrinks = true, .format = FORMAT_TEXT, .picture = true, .tiles = year_tiles,
	    .parts = year_parts },
	{ .name = NULL }
};

const struct card *
cards_find(const char *name)
{
	for (const struct card *c = cards; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

/* A report of a page by its name; NULL where it has none, or nothing to show. */
static const struct table *
find(const struct page *p, const char *report)
{
	for (size_t i = 0; i < p->count; i++)
		if (strcmp(p->parts[i].table->report->name, report) == 0 && !notes_empty(p->parts[i].table))
			return p->parts[i].table;
	return NULL;
}

bool
cards_tile(const struct page *p, const struct card_tile *tile, char *value, size_t value_size, char *label,
    size_t label_size)
{
	const struct card_line *line = &tile->line;
	const struct table *t = find(p, tile->report);
	char said[PHRASE_LINE];
	const struct value *v;
	size_t column;

	if (t == NULL || (column = table_column(t, line->column)) == t->ncolumn ||
	    !(v = table_at(t, 0, column))->known)
		return false;
	phrase_value(value, value_size, t, line);
	phrase_join(said, t, line);
	snprintf(label, label_size, "%s%s%s", prose_noun(line->label,
	    t->columns[column].unit == UNIT_COUNT ? v->n : PROSE_MANY), said[0] != '\0' ? " " : "", said);
	return true;
}
