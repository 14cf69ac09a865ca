#include "ingest/says.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/policy.h"
#include "lib/stream.h"

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
		fprintf(out, "/%s: %s\n", k->name, k->help);
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

char *
says_privacy(struct db *db, int64_t chat_id)
{
	static const char *const texts[] = {
		[POLICY_NONE] = "In this chat I keep <b>no texts</b>, only numbers.",
		[POLICY_FEATURES] = "In this chat I keep <b>no texts</b>, only their emoji, links and tags.",
		[POLICY_FULL] = "In this chat I keep <b>texts, too</b>, to count words."
	};
	struct stmt *s = db_stmt(db, "SELECT text, text_days, fact_days FROM chat WHERE chat_id = :chat_id");
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
	if (step == 1 && col_int(s, 0) >= 0 && col_int(s, 0) < POLICY_COUNT)
		fprintf(out, " %s", texts[col_int(s, 0)]);
	fputs("\n<b>What I never do</b>\nTell other chats, or pass data on.\n"
	    "<b>What you can do</b>\n/optout: from now on your messages count without your name.\n"
	    "/optin: count me again.\n", out);
	if (step == 1) {
		fputs("\n<i>Kept for: ", out);
		write_days(out, "facts", col_int(s, 2));
		if (col_int(s, 0) == POLICY_FULL)
			write_days(out, ", texts", col_int(s, 1));
		fputs(".</i>", out);
	}
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
