#include "ingest/says.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/buttons.h"
#include "ingest/own.h"
#include "lib/config.h"
#include "lib/date.h"
#include "lib/digest.h"
#include "lib/json.h"
#include "lib/policy.h"
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
	fputs("<b>Statistics of this chat</b>\n", out);
	for (const struct command_kind *k = command_kinds; k->help != NULL; k++)
		fprintf(out, "/%s: %s%s\n", k->name, k->help, k->offer == OFFER_ADMINISTRATORS ?
		    " (administrators)" : k->offer == OFFER_PRIVATE ? " (in our private chat)" : "");
	fputs("For example <code>/stats heatmap 6m</code>\n\n<b>Reports</b>: ", out);
	write_reports(out, c, ASKER_EVERYONE);
	fputs("\nFor administrators: ", out);
	write_reports(out, c, ASKER_ADMINISTRATORS);
	fputs("\n<b>Spans</b>: 24h, 7d, 4w, 6m, 1y, today, week, month, year, all\n"
	    "<b>More</b>: @member, --by WHAT, --top 10, --topic NAME, --no-bots", out);
	stream_close(out, &html);
	return html;
}

/* For how long something is kept. */
static void
write_days(FILE *out, const char *what, int64_t days)
{
	if (days > 0)
		fprintf(out, "%s %" PRId64 " days", what, days);
	else
		fprintf(out, "%s for ever", what);
}

static const char *const texts[POLICY_COUNT] = {
	[POLICY_NONE] = "In this chat I keep <b>no texts</b>, only numbers.",
	[POLICY_FEATURES] = "In this chat I keep <b>no texts</b>, only their emoji, links and tags.",
	[POLICY_FULL] = "In this chat I keep <b>texts, too</b>, to count words."
};

static const char sql_kept[] = "SELECT text, text_days, fact_days FROM chat WHERE chat_id = :chat_id";

/* What a chat keeps for how long: columns text, text_days and fact_days of a row. */
static void
write_kept(FILE *out, struct stmt *s)
{
	fputs("Kept for: ", out);
	write_days(out, "facts", col_int(s, 2));
	if (col_int(s, 0) == POLICY_FULL)
		write_days(out, ", texts", col_int(s, 1));
	fputc('.', out);
}

char *
says_privacy(struct db *db, int64_t chat_id)
{
	struct stmt *s = db_stmt(db, sql_kept);
	char *html = NULL;
	size_t length;
	FILE *out = stream_open(&html, &length);
	int step;

	stmt_int(s, ":chat_id", chat_id);
	step = stmt_step(s);
	if (out == NULL)
		goto out;
	fputs("<b>What I keep</b>\n"
	    "When and who wrote, what kind of message, its length, replies and reactions.", out);
	if (step == 1)
		fprintf(out, " %s", texts[col_int(s, 0)]);
	fputs("\n<b>What I never do</b>\nTell other chats, or pass data on.\n"
	    "<b>What you can do</b>\n/privacy data: what I keep about you, to read; /privacy file: all of it,"
	    " as a file.\n/optout: from now on your messages count without your name.\n"
	    "/forgetme: I delete everything about you here. Cannot be undone.\n"
	    "/optin: count me again.\n\n<i>", out);
	if (step == 1)
		write_kept(out, s);
	if (config_get(CONFIG_TELEGRAM_CONTACT)[0] != '\0') {
		fputs(" Run by ", out);
		command_quote(out, config_get(CONFIG_TELEGRAM_CONTACT));
		fputc('.', out);
	}
	fprintf(out, " Backups keep copies for %" PRId64 " days.</i>", config_number(CONFIG_BACKUP_DAYS));
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
	fprintf(out, "<b>Hello! I count what happens here.</b>\n"
	    "I record when and who writes, what kind of message, its length, replies and reactions. %s ",
	    texts[col_int(s, 0)]);
	write_kept(out, s);
	fputs("\nWho does not want that says /optout, or /forgetme; /privacy tells more. /stats shows what I"
	    " know, /help what else I can do.\nIf I see no messages: make me an administrator, or turn my"
	    " privacy mode off in @BotFather.", out);
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

static void
write_setting(FILE *out, const struct setting *t, const char *value)
{
	bool days = t->is != NULL && value[strspn(value, "0123456789")] == '\0';

	if (days && strcmp(value, "0") == 0)
		fprintf(out, "%s: <b>for ever</b>", t->title);
	else
		fprintf(out, "%s: <b>%s%s</b>", t->title, value, days ? " days" : "");
}

char *
says_settings(struct db *db, int64_t chat_id, int64_t now)
{
	char *html = NULL, title[256] = "", value[SETTING_VALUE], words[DIGEST_WORDS];
	size_t length;
	int64_t chat = find(db, chat_id, title), local;
	struct digest d = { .chat = chat };
	const struct zone *zone = NULL;
	FILE *out;

	if (chat <= 0 || digest_get(db, &d) != 0 || (out = stream_open(&html, &length)) == NULL)
		return NULL;
	fputs("<b>Settings of ", out);
	command_quote(out, title);
	fputs("</b>\n", out);
	for (const struct setting *t = settings_table; t->name != NULL; t++) {
		if ((!t->in_chat && t->is == NULL) || settings_read(db, chat, t, value) != 0)
			continue;
		write_setting(out, t, value);
		if (t == settings_table && (zone = zone_find(value)) != NULL) {
			local = date_mod(zone_local(zone, now), DATE_SECONDS) / 60;
			fprintf(out, " (now %02d:%02d)", (int)(local / 60), (int)(local % 60));
		}
		fputc('\n', out);
	}
	fprintf(out, "Digest: <b>%s</b>\n\nAdministrators change them: <code>/set zone Europe/Sofia</code>",
	    digest_words(&d, words));
	stream_close(out, &html);
	return html;
}

char *
says_set(struct db *db, int64_t chat_id, const struct setting *t, const char *was)
{
	char *html = NULL, title[256], value[SETTING_VALUE];
	size_t length;
	int64_t chat = find(db, chat_id, title);
	FILE *out;

	if (chat <= 0 || settings_read(db, chat, t, value) != 0 ||
	    (out = stream_open(&html, &length)) == NULL)
		return NULL;
	write_setting(out, t, value);
	fprintf(out, " (was %s).%s", was, t != settings_table || strcmp(value, was) == 0 ? "" :
	    " Days are counted anew, which takes up to an hour.");
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
	char *html = NULL, messages[32], given[32];
	size_t length;
	FILE *out;

	stmt_int(s, ":chat_id", chat_id);
	stmt_int(s, ":member_id", member_id);
	if (stmt_step(s) != 1)
		return NULL;
	if ((out = stream_open(&html, &length)) != NULL) {
		fprintf(out, "This takes your name, your texts and your words off your <b>%s messages</b> and"
		    " <b>%s reactions</b> here; totals stay. It cannot be undone. (Telegram's own messages"
		    " stay.)\nTo do it: /forgetme yes", text_number(messages, col_int(s, 0)),
		    text_number(given, col_int(s, 1)));
		stream_close(out, &html);
	}
	stmt_reset(s);
	return html;
}

char *
says_talking(struct db *db, int64_t chat_id)
{
	char *html = NULL, title[256] = "";
	size_t length;
	FILE *out = find(db, chat_id, title) < 0 ? NULL : stream_open(&html, &length);

	if (out == NULL)
		return NULL;
	fputs("Here we talk about ", out);
	command_quote(out, title);
	fputs(". /stats, /me and the others are about that chat; /chat chooses another one.", out);
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
	*keyboard = buttons_list(a, list, count);
	return strdup("Which chat do you ask about?");
}

char *
says_quoted(const char *text)
{
	char *html = malloc(6 * strlen(text) + 1), *to = html;

	for (; html != NULL && *text != '\0'; text++) {
		const char *as = *text == '<' ? "&lt;" : *text == '>' ? "&gt;" :
		    *text == '&' ? "&amp;" : NULL;

		to += as != NULL ? snprintf(to, 6, "%s", as) : snprintf(to, 2, "%c", *text);
	}
	if (html != NULL)
		*to = '\0';
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
