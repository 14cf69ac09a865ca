#include "ingest/stored.h"

#include "ingest/privacy.h"
#include "lib/json.h"
#include "lib/locale.h"
#include "lib/message.h"
#include "lib/pack.h"
#include "lib/text.h"

#define AT(column)	"strftime('%Y-%m-%dT%H:%M:%SZ', " column ", 'unixepoch')"
#define WHO	"(SELECT member FROM member WHERE member_id = :member_id AND automatic = 0)"

/*
 * A query a kind of data: the first column is a row as JSON; the second, where there is one, what it is
 * called in lines, which else tell how many rows there are.  Messages have their kind and terms there.
 */
static const struct {
	const char	*key, *title, *sql;
} kinds[] = {
	{ "names", N_("Name"), "SELECT json_object('id', member_id, 'name', name, 'username', username),"
	    " name || coalesce(', @' || username, '') FROM member WHERE member = " WHO },
	{ "former_names", N_("Former names"), "SELECT json_object('name', name, 'told', " AT("at") "), name"
	    " FROM former_name WHERE member = " WHO " ORDER BY at, name" },
	{ "membership", N_("Membership"), "SELECT json_object('first_message', " AT("first_message")
	    ", 'last_message', " AT("last_message") ", 'last_reaction', " AT("last_reaction")
	    ", 'status', status), coalesce(status, '–') FROM presence"
	    " WHERE chat = :chat AND member = " WHO },
	{ "joins_and_leaves", N_("Joins and leaves"), "SELECT json_object('at', " AT("at")
	    ", 'joined', json(iif(joined, 'true', 'false'))) FROM passage"
	    " WHERE chat = :chat AND member = " WHO " ORDER BY at" },
	{ "messages", N_("Messages"), "SELECT json_object('id', key - (:chat << 40) - 549755813888, 'at', "
	    AT("at") ", 'edited', iif(edited > 0, " AT("edited") ", NULL), 'topic', topic,"
	    " 'reply_to', reply_to, 'characters', chars, 'words', words, 'links', links,"
	    " 'emoji', emoji, 'text', text), kind, terms FROM message"
	    " WHERE chat = :chat AND member = " WHO " ORDER BY day, at" },
	{ "reactions", N_("Reactions given"), "SELECT json_object('message',"
	    " key - (:chat << 40) - 549755813888, 'at', " AT("at") ", 'emoji', e.text)"
	    " FROM reaction JOIN emoji AS e USING (emoji)"
	    " WHERE chat = :chat AND member = " WHO " ORDER BY day, at" },
	{ "usage", N_("Requests to models"), "SELECT json_object('at', " AT("at") ", 'requests', requests,"
	    " 'input', input, 'output', output, 'command', command) FROM usage"
	    " WHERE chat = :chat AND member = " WHO " ORDER BY day, at" },
	{ "days", N_("Days with sums"), "SELECT json_object('day', date(period * 86400, 'unixepoch'),"
	    " 'messages', messages, 'words', words, 'characters', chars, 'reactions_given', given,"
	    " 'reactions_received', reactions) FROM scope AS s CROSS JOIN act USING (scope)"
	    " WHERE s.chat = :chat AND s.topic = 0 AND s.role = 0 AND period < 100000 AND member = " WHO
	    " ORDER BY period" },
	/* A full scan of ask: it holds days, not years. */
	{ "commands", N_("Commands of the last 48 hours"), "SELECT json_object('at', " AT("at")
	    ", 'command', question) FROM ask WHERE member_id = :member_id ORDER BY at" },
	{ "own_settings", N_("Own settings"), "SELECT json_object('chat', chat_id, 'theme', theme,"
	    " 'locale', locale) FROM own WHERE member_id = :member_id" }
};

/* The end of a message: its kind, and what it names. */
static int
write_message(struct db *db, struct stmt *message, FILE *out)
{
	size_t length, at = 0;
	const unsigned char *terms = col_blob(message, 2, &length);
	const char *before = "";
	int64_t term;

	fprintf(out, ",\"kind\":\"%s\",\"names\":[", message_kind(col_int(message, 1)));
	while (terms != NULL && pack_get(terms, length, &at, &term)) {
		struct stmt *s = db_stmt(db, "SELECT text FROM term WHERE term = :term");

		stmt_int(s, ":term", term);
		if (stmt_step(s) != 1)
			return -1;
		fputs(before, out);
		json_write(out, col_text(s, 0, NULL));
		stmt_reset(s);
		before = ",";
	}
	fputs("]}", out);
	return 0;
}

/* The rows of a kind of data, between brackets; or a line about them. */
static int
write_kind(struct db *db, size_t kind, int64_t chat, int64_t member_id, bool as_json, FILE *out)
{
	struct stmt *s = db_stmt(db, kinds[kind].sql);
	int columns = stmt_columns(s), step;
	char number[48];
	int64_t n = 0;

	if (stmt_has(s, ":chat"))
		stmt_int(s, ":chat", chat);
	stmt_int(s, ":member_id", member_id);
	fprintf(out, as_json ? ",\n\"%s\":[" : "%s:", as_json ? kinds[kind].key : _(kinds[kind].title));
	while ((step = stmt_step(s)) == 1) {
		size_t length;
		const char *row = col_text(s, columns == 2 && !as_json, &length);

		if (!as_json && strcmp(kinds[kind].key, "membership") == 0) {
			row = _(row);	/* a word of Telegram's; reports mark them */
			length = strlen(row);
		}
		if (as_json || columns == 2)
			fprintf(out, "%s%.*s", n > 0 ? ",\n" : " ", (int)length - (columns == 3), row);
		if (as_json && columns == 3 && write_message(db, s, out) != 0)
			return stmt_stop(s);
		n++;
	}
	if (!as_json && (columns != 2 || n == 0))
		fprintf(out, " %s", text_number(number, n));
	fputs(as_json ? "]" : "\n", out);
	return step;
}

/* Whether the member opted out there, which the rows do not tell. */
static int
write_head(struct db *db, int64_t chat, int64_t member_id, bool as_json, FILE *out)
{
	struct stmt *s = db_stmt(db, "SELECT chat_id, title FROM chat WHERE chat = :chat");
	struct privacy *privacy = privacy_open(db);
	bool hidden, changed;
	char title[256];

	stmt_int(s, ":chat", chat);
	if (privacy == NULL || privacy_begin(privacy, &changed) != 0 || stmt_step(s) != 1) {
		privacy_close(privacy);
		return -1;
	}
	hidden = privacy_hides(privacy, col_int(s, 0), member_id);
	if (as_json) {
		fprintf(out, "{\"chat_id\":%lld,\"chat\":", (long long)col_int(s, 0));
		json_write(out, col_text(s, 1, NULL));
		fprintf(out, ",\"member_id\":%lld,\"opted_out\":%s", (long long)member_id,
		    hidden ? "true" : "false");
	} else {
		text_cut(title, sizeof(title), col_text(s, 1, NULL), 40);
		fprintf(out, _("Chat: %s\nOpted out: %s\n"), title, hidden ? _("yes") : _("no"));
	}
	stmt_reset(s);
	privacy_close(privacy);
	return 0;
}

int
stored_write(struct db *db, int64_t chat, int64_t member_id, bool as_json, FILE *out)
{
	if (write_head(db, chat, member_id, as_json, out) != 0)
		return -1;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (write_kind(db, i, chat, member_id, as_json, out) != 0)
			return -1;
	fputs(as_json ? "}\n" : "", out);
	return 0;
}
