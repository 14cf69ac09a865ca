#include "ingest/says.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/buttons.h"
#include "ingest/own.h"
#include "ingest/spelling.h"
#include "lib/config.h"
#include "lib/date.h"
#include "lib/digest.h"
#include "lib/json.h"
#include "lib/locale.h"
#include "lib/log.h"
#include "lib/policy.h"
#include "lib/spoken.h"
#include "lib/stream.h"
#include "lib/text.h"

static void
write_reports(FILE *out, const struct catalogue *c, enum asker asker)
{
	const char *before = "";

	for (size_t i = 0; i < c->count; i++)
		if (c->reports[i].asker == asker) {
			fprintf(out, "%s%s", before, c->reports[i].name);
			before = ", ";
		}
}

char *
says_help(const struct catalogue *c)
{
	char *html = NULL;
	size_t length;
	FILE *out = stream_open(&html, &length);

	if (out == NULL)
		return NULL;
	fprintf(out, "<b>%s</b>\n", _("Statistics of this chat"));
	for (const struct command_kind *k = command_kinds; k->help != NULL; k++)
		fprintf(out, "/%s: %s%s\n", k->name, _(k->help), k->offer == OFFER_ADMINISTRATORS ?
		    _(" (administrators)") : k->offer == OFFER_PRIVATE ? _(" (in our private chat)") : "");
	fprintf(out, "%s\n\n<b>%s</b>: ", _("For example <code>/stats heatmap 6m</code>"), _("Reports"));
	write_reports(out, c, ASKER_EVERYONE);
	fprintf(out, "\n%s: ", _("For administrators"));
	write_reports(out, c, ASKER_ADMINISTRATORS);
	fputs("\n", out);
	fputs(_("<b>Spans</b>: 24h, 7d, 4w, 6m, 1y, today, yesterday, week, month, year, all\n"
	    "<b>More</b>: @member, --by WHAT, --top 10, --topic NAME, --no-bots"), out);
	stream_close(out, &html);
	return html;
}

enum { COUNTED = 96 };

/* A number of things, in one of their forms. */
static const char *
counted(char buf[COUNTED], const char *format, int64_t n)
{
	char number[48];

	snprintf(buf, COUNTED, format, text_number(number, n));
	return buf;
}

/* For how long something is kept. */
static const char *
kept(char buf[COUNTED], int64_t days)
{
	return days > 0 ? counted(buf, P_("%s day", "%s days", days), days) : _("for ever");
}

static const char *const texts[POLICY_COUNT] = {
	[POLICY_NONE] = N_("In this chat I keep <b>no texts</b>, only numbers."),
	[POLICY_FEATURES] = N_("In this chat I keep <b>no texts</b>, only their emoji, links and tags."),
	[POLICY_FULL] = N_("In this chat I keep <b>texts, too</b>, to count words.")
};

static const char sql_kept[] = "SELECT text, text_days, fact_days, title FROM chat WHERE chat_id = :chat_id";

/* What a chat keeps for how long: columns text, text_days and fact_days of a row. */
static void
write_kept(FILE *out, struct stmt *s)
{
	char facts[COUNTED], days[COUNTED];

	if (col_int(s, 0) == POLICY_FULL)
		fprintf(out, _("Kept for: facts %s, texts %s."), kept(facts, col_int(s, 2)),
		    kept(days, col_int(s, 1)));
	else
		fprintf(out, _("Kept for: facts %s."), kept(facts, col_int(s, 2)));
}

char *
says_privacy(struct db *db, int64_t chat_id, bool named)
{
	struct stmt *s = db_stmt(db, sql_kept);
	char *html = NULL, quoted[SPELLING_QUOTED], days[COUNTED];
	const char *contact = config_get(CONFIG_TELEGRAM_CONTACT);
	size_t length;
	FILE *out = stream_open(&html, &length);
	int step;

	stmt_int(s, ":chat_id", chat_id);
	step = stmt_step(s);
	if (out == NULL)
		goto out;
	fputs(_("<b>What I keep</b>\n"
	    "When and who wrote, what kind of message, its length, replies and reactions."), out);
	if (step == 1 && named)
		fprintf(out, "\n%s: ", spelling_quoted(quoted, col_text(s, 3, NULL)));
	if (step == 1)
		fprintf(out, "%s%s", named ? "" : " ", _(texts[col_int(s, 0)]));
	fprintf(out, "\n%s\n\n<i>", _("<b>What I never do</b>\nTell other chats, or pass data on.\n"
	    "<b>What you can do</b>\n/privacy data: what I keep about you, to read; /privacy file: all of it,"
	    " as a file.\n/optout: from now on your messages count without your name.\n"
	    "/forgetme: I delete everything about you here. Cannot be undone.\n"
	    "/optin: count me again."));
	if (step == 1) {
		write_kept(out, s);
		fputc(' ', out);
	}
	if (contact[0] != '\0') {
		fprintf(out, _("Run by %s."), spelling_quoted(quoted, contact));
		fputc(' ', out);
	}
	fprintf(out, _("Backups keep copies for %s."), kept(days, config_number(CONFIG_BACKUP_DAYS)));
	fputs("</i>", out);
	stream_close(out, &html);
out:
	stmt_reset(s);
	if (step < 0) {
		free(html);
		return NULL;
	}
	return html;
}

char *
says_greeting(struct db *db, int64_t chat_id)
{
	struct stmt *s = db_stmt(db, sql_kept);
	char *html = NULL;
	size_t length;
	FILE *out = stream_open(&html, &length);

	stmt_int(s, ":chat_id", chat_id);
	if (out == NULL || stmt_step(s) != 1) {
		if (out != NULL)
			stream_close(out, &html);
		free(html);
		return NULL;
	}
	fprintf(out, "%s %s ", _("<b>Hello! I count what happens here.</b>\n"
	    "I record when and who writes, what kind of message, its length, replies and reactions."),
	    _(texts[col_int(s, 0)]));
	write_kept(out, s);
	fputc('\n', out);
	fputs(_("Who does not want that says /optout, or /forgetme; /privacy tells more. /stats shows what I"
	    " know, /help what else I can do.\nIf I see no messages: make me an administrator, or turn my"
	    " privacy mode off in @BotFather."), out);
	stmt_reset(s);
	stream_close(out, &html);
	return html;
}

/* The number of a chat, and its title; 0: it is not known, or -1. */
static int64_t
find(struct db *db, int64_t chat_id, char title[256])
{
	struct stmt *s = db_stmt(db, "SELECT chat, title FROM chat WHERE chat_id = :chat_id");
	int64_t chat = 0;
	int step;

	stmt_int(s, ":chat_id", chat_id);
	if ((step = stmt_step(s)) == 1) {
		chat = col_int(s, 0);
		snprintf(title, 256, "%s", col_text(s, 1, NULL));
		stmt_reset(s);
	}
	return step < 0 ? -1 : chat;
}

/* A value, as it is shown. */
static const char *
shown(char buf[COUNTED], const struct setting *t, const char *value)
{
	if (t->words[0] != NULL)
		return _(value);
	return t->is != NULL && value[strspn(value, "0123456789")] == '\0' ?
	    kept(buf, strtol(value, NULL, 10)) : value;
}

static void
write_setting(FILE *out, const struct setting *t, const char *value, int64_t now)
{
	const struct zone *zone = t == settings_table ? zone_find(value) : NULL;
	char buf[COUNTED];

	fprintf(out, "%s: <b>%s</b>", _(t->title), shown(buf, t, value));
	if (zone != NULL) {
		int64_t minute = date_mod(zone_local(zone, now), DATE_SECONDS) / 60;

		fprintf(out, _(" (now %02d:%02d)"), (int)(minute / 60), (int)(minute % 60));
	}
	fputc('\n', out);
}

/* "Digest: weekly, Mon 09:00, next on 23 Nov" */
static void
write_digest(FILE *out, const struct digest *d, const struct zone *zone, int64_t now)
{
	int hours = (int)(d->minute / 60), minutes = (int)(d->minute % 60);
	char next[SPOKEN_DATE];
	int64_t from, until;

	fprintf(out, "%s: <b>", _("Digest"));
	if (d->off) {
		fprintf(out, "%s</b>\n", _("off"));
		return;
	}
	if (d->every == GRAIN_WEEK)
		fprintf(out, _("weekly, %s %02d:%02d"), spoken_weekday((int)d->on - 1), hours, minutes);
	else if (d->every == GRAIN_MONTH)
		fprintf(out, _("monthly, on day %d, %02d:%02d"), (int)d->on, hours, minutes);
	else
		fprintf(out, _("daily, %02d:%02d"), hours, minutes);
	fputs("</b>", out);
	if (zone != NULL) {
		digest_period(d, zone, now, &from, &until);
		until = d->every == GRAIN_MONTH ? date_add_months(until, 1) : until + (until - from);
		spoken_day(next, sizeof(next), until, false);
		fprintf(out, _(", next on %s"), next);
	}
	fputc('\n', out);
}

/* A chat's digest, and the zone that it is due in. */
static int
find_digest(struct db *db, int64_t chat, struct digest *d, const struct zone **zone)
{
	char name[SETTING_VALUE];

	*d = (struct digest){ .chat = chat };
	if (digest_get(db, d) != 0 || settings_read(db, chat, settings_table, name) != 0)
		return -1;
	*zone = zone_find(name);
	return *zone != NULL ? 0 : log_fail(STATUS_FAILED, "the time zone of the chat is not installed");
}

char *
says_settings(struct db *db, const struct ask *a, int64_t chat_id, char **keyboard)
{
	const struct button change[] = {
		{ _("Zone"), "/set zone" }, { _("Language"), "/set locale" }, { _("Charts"), "/set theme" },
		{ _("Text"), "/set text" }, { _("Cost"), "/set cost" }, { _("Digest"), "/digest" }
	};
	char *html = NULL, title[256] = "", value[SETTING_VALUE], quoted[SPELLING_QUOTED];
	int64_t chat = find(db, chat_id, title);
	const struct zone *zone;
	struct digest d;
	size_t length;
	FILE *out;

	if (chat <= 0 || find_digest(db, chat, &d, &zone) != 0 ||
	    (out = stream_open(&html, &length)) == NULL)
		return NULL;
	fputs("<b>", out);
	fprintf(out, _("Settings of %s"), spelling_quoted(quoted, title));
	fputs("</b>\n", out);
	for (const struct setting *t = settings_table; t->name != NULL; t++)
		if ((t->in_chat || t->is != NULL) && settings_read(db, chat, t, value) == 0)
			write_setting(out, t, value, a->at);
	write_digest(out, &d, zone, a->at);
	fprintf(out, "\n%s", _("Administrators change them: <code>/set zone Europe/Sofia</code>"));
	stream_close(out, &html);
	*keyboard = buttons_list(a, change, sizeof(change) / sizeof(change[0]), 3);
	return html;
}

char *
says_digest(struct db *db, const struct ask *a, int64_t chat_id, char **keyboard)
{
	const struct button change[] = {
		{ _("Daily"), "/digest daily 09:00" }, { _("Weekly"), "/digest weekly mon 09:00" },
		{ _("Monthly"), "/digest monthly 1 09:00" }, { _("Off"), "/digest off" }
	};
	char *html = NULL, title[256];
	int64_t chat = find(db, chat_id, title);
	const struct zone *zone;
	struct digest d;
	size_t length;
	FILE *out;

	if (chat <= 0 || find_digest(db, chat, &d, &zone) != 0 ||
	    (out = stream_open(&html, &length)) == NULL)
		return NULL;
	write_digest(out, &d, zone, a->at);
	if (a->question[strlen("/digest")] == '\0') {
		fputs(_(COMMAND_DIGEST), out);
		*keyboard = buttons_list(a, change, sizeof(change) / sizeof(change[0]), 4);
	}
	stream_close(out, &html);
	return html;
}

char *
says_setting(struct db *db, const struct ask *a, int64_t chat_id, const struct setting *t, char **keyboard)
{
	char *html = NULL, title[256], value[SETTING_VALUE], words[SETTING_WORDS][40];
	struct button change[SETTING_WORDS];
	int64_t chat = find(db, chat_id, title);
	size_t length, n = 0;
	FILE *out;

	if (chat <= 0 || settings_read(db, chat, t, value) != 0 ||
	    (out = stream_open(&html, &length)) == NULL)
		return NULL;
	write_setting(out, t, value, a->at);
	for (size_t i = 0; i < POLICY_COUNT && strcmp(t->name, "text") == 0; i++)
		if (strcmp(t->words[i], value) == 0)
			fprintf(out, "%s\n", _(texts[i]));
	fprintf(out, _("/set %s takes %s."), t->name, _(t->wanted));
	stream_close(out, &html);
	for (; n < SETTING_WORDS && t->words[n] != NULL; n++) {
		snprintf(words[n], sizeof(words[n]), "/set %s %s", t->name, t->words[n]);
		change[n] = (struct button){ _(t->words[n]), words[n] };
	}
	*keyboard = buttons_list(a, change, n, SETTING_WORDS);
	return html;
}

char *
says_set(struct db *db, int64_t chat_id, const struct setting *t, const char *was)
{
	char *html = NULL, title[256], value[SETTING_VALUE], before[COUNTED], after[COUNTED];
	size_t length;
	int64_t chat = find(db, chat_id, title);
	FILE *out;

	if (chat <= 0 || settings_read(db, chat, t, value) != 0 ||
	    (out = stream_open(&html, &length)) == NULL)
		return NULL;
	fprintf(out, _("%s: <b>%s</b> (was %s)."), _(t->title), shown(after, t, value),
	    shown(before, t, was));
	if (t == settings_table && strcmp(value, was) != 0)
		fputs(_(" Days are counted anew, which takes up to an hour."), out);
	stream_close(out, &html);
	return html;
}

char *
says_forget(struct db *db, int64_t chat_id, int64_t member_id)
{
	struct stmt *s = db_stmt(db, "SELECT coalesce(sum(messages), 0), coalesce(sum(given), 0) FROM ("
	    "SELECT m.member, s.scope, s.folded FROM chat AS c"
	    " JOIN scope AS s USING (chat) JOIN member AS m ON m.member_id = :member_id AND m.automatic = 0"
	    " WHERE s.topic = 0 AND s.role = 0 AND (:chat_id = 0 OR c.chat_id = :chat_id)) AS w"
	    " CROSS JOIN act AS a ON a.scope = w.scope AND a.member = w.member"
	    " AND (a.period = 300000 OR a.period BETWEEN w.folded + 1 AND 99999)");
	char *html = NULL, messages[COUNTED], given[COUNTED];
	size_t length;
	FILE *out;

	stmt_int(s, ":chat_id", chat_id);
	stmt_int(s, ":member_id", member_id);
	if (stmt_step(s) != 1)
		return NULL;
	if ((out = stream_open(&html, &length)) != NULL) {
		fprintf(out, _("This takes your name, your texts and your words off your <b>%s</b> and"
		    " <b>%s</b> here; totals stay. It cannot be undone. (Telegram's own messages"
		    " stay.)\nTo do it: /forgetme yes"), counted(messages, P_("%s message", "%s messages",
		    col_int(s, 0)), col_int(s, 0)), counted(given, P_("%s reaction", "%s reactions",
		    col_int(s, 1)), col_int(s, 1)));
		stream_close(out, &html);
	}
	stmt_reset(s);
	return html;
}

char *
says_talking(struct db *db, int64_t chat_id)
{
	char *html = NULL, title[256] = "", quoted[SPELLING_QUOTED];
	size_t length;
	FILE *out = find(db, chat_id, title) < 0 ? NULL : stream_open(&html, &length);

	if (out == NULL)
		return NULL;
	fprintf(out, _("Here we talk about %s. /stats, /me and the others are about that chat; /chat chooses"
	    " another one."), spelling_quoted(quoted, title));
	stream_close(out, &html);
	return html;
}

char *
says_button(const char *bot, const char *label, const char *word, int64_t chat_id)
{
	char *buttons = NULL;
	size_t length;
	FILE *out = stream_open(&buttons, &length);

	if (out == NULL)
		return NULL;
	fputs("{\"inline_keyboard\":[[{\"text\":", out);
	json_write(out, label);
	fprintf(out, ",\"url\":\"https://t.me/%s?start=%s_%" PRId64 "\"}]]}", bot, word, chat_id);
	stream_close(out, &buttons);
	return buttons;
}

char *
says_choice(struct db *db, const struct ask *a, const int64_t *chat_ids, size_t count, char **keyboard)
{
	char labels[OWN_CHATS][192], words[OWN_CHATS][48], title[256];
	struct button list[OWN_CHATS];

	for (size_t i = 0; i < count && i < OWN_CHATS; i++) {
		title[0] = '\0';
		if (find(db, chat_ids[i], title) < 0)
			return NULL;
		text_cut(labels[i], sizeof(labels[i]), title, 40);
		snprintf(words[i], sizeof(words[i]), "/start chat_%" PRId64, chat_ids[i]);
		list[i] = (struct button){ labels[i], words[i] };
	}
	*keyboard = buttons_list(a, list, count, 1);
	return strdup(_("Which chat do you ask about?"));
}

char *
says_quoted(const char *text)
{
	size_t size = 5 * strlen(text) + 1;
	char *html = malloc(size);

	if (html != NULL)
		text_escape(html, size, text);
	return html;
}

int
says_known(struct db *db, int64_t chat_id, int64_t member_id)
{
	struct stmt *s = db_stmt(db, "SELECT EXISTS"
	    " (SELECT 1 FROM presence AS p JOIN member AS m USING (member)"
	    " WHERE p.chat = c.chat AND m.member_id = :member_id AND m.automatic = 0)"
	    " FROM chat AS c WHERE chat_id = :chat_id AND moved_to IS NULL");
	int64_t present;
	int found;

	stmt_int(s, ":chat_id", chat_id);
	stmt_int(s, ":member_id", member_id);
	if ((found = stmt_number(s, &present)) < 0)
		return -1;
	return found == 0 ? SAYS_NO_CHAT : member_id == 0 || present != 0 ? SAYS_KNOWN : SAYS_NO_MEMBER;
}
