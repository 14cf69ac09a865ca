#include "ingest/ask.h"

#include <inttypes.h>
#include <string.h>

#include "ingest/botapi.h"
#include "ingest/buttons.h"
#include "ingest/limits.h"
#include "ingest/metrics.h"
#include "lib/locale.h"
#include "lib/log.h"
#include "lib/outbox.h"
#include "lib/spoken.h"
#include "lib/stream.h"

#define PRESS	"press:"	/* and the id of a callback query is the `once` of an ask */

enum {
	LATE_SECONDS = 600,	/* who asked longer ago waits no more */
	SHARED_SECONDS = 30,	/* the same question has the same answer */
	KEPT_SECONDS = 48 * 3600
};

/* ----- taking ----- */

/* Whether all who ask get the same answer, and who asks again likewise. */
static bool
is_common(const struct command *c)
{
	switch (c->kind->deed) {
	case DEED_REPORT:
		return c->report != NULL && c->report->asker == ASKER_EVERYONE && c->member[0] == '\0';
	case DEED_HELP:
	case DEED_SETTINGS:
		return true;
	case DEED_PRIVACY:
	case DEED_START:
		return c->rest[0] == '\0';
	default:
		return false;
	}
}

/*
 * The same was just asked, in the same place, nothing was set since, and whoever asks gets the same answer.
 * A message may have changed since it was changed to the same: there only what waits counts.
 */
static int
check_same(struct db *db, const struct ask *a, const struct command *c, enum ask_state *state)
{
	struct stmt *s = db_stmt(db, "SELECT 1 FROM ask WHERE chat_id = :chat_id AND at > :since"
	    " AND topic = :topic AND question = :question AND edits = :edits AND state < :shared"
	    " AND (edits = 0 OR state = 0) AND (asker = :asker OR :everyone)"
	    " AND ask > (SELECT coalesce(max(ask), 0) FROM ask WHERE chat_id = :chat_id AND at > :since"
	    " AND (question GLOB '/set *' OR question GLOB '/digest ?*')) LIMIT 1");
	int64_t one;
	int found;

	stmt_int(s, ":chat_id", a->chat_id);
	stmt_int(s, ":since", a->at - SHARED_SECONDS);
	stmt_int(s, ":topic", a->topic);
	stmt_text(s, ":question", a->question);
	stmt_int(s, ":edits", a->edits);
	stmt_int(s, ":shared", ASK_SHARED);
	stmt_int(s, ":asker", a->asker);
	stmt_int(s, ":everyone", is_common(c));
	if ((found = stmt_number(s, &one)) > 0)
		*state = ASK_SHARED;
	return found < 0 ? -1 : 0;
}

static void
fill_place(struct ask *a, json *message, const struct chat_ref *chat)
{
	a->chat_id = chat->id;
	a->private = chat->type == CHAT_PRIVATE;
	if (!json_true(message, "is_topic_message") || !json_int(message, "message_thread_id", &a->topic))
		a->topic = 0;
}

/* Who speaks, and where; false: it is nobody who is answered, or too long ago. */
static bool
read_place(json *message, int64_t now, struct ask *a, const char **name)
{
	json *speaker = json_object(message, "sender_chat"), *from = json_object(message, "from");
	struct chat_ref chat;

	if (!botapi_chat(json_object(message, "chat"), &chat) ||
	    !json_int(message, "message_id", &a->reply_to) ||
	    json_object(message, "forward_origin") != NULL || json_object(message, "via_bot") != NULL)
		return false;
	*name = json_string(speaker, "title");
	if (!json_int(speaker, "id", &a->member_id)) {
		*name = json_string(from, "first_name");
		if (json_true(from, "is_bot") || !json_int(from, "id", &a->member_id))
			return false;
	}
	fill_place(a, message, &chat);
	snprintf(a->once, sizeof(a->once), "message:%" PRId64 ":%" PRId64, a->chat_id, a->reply_to);
	return json_int(message, "date", &a->at) && a->at > now - LATE_SECONDS;
}

/* Who pressed a button, and below what; false: that cannot be answered. */
static bool
read_press(json *query, int64_t now, struct ask *a, const char **data)
{
	json *message = json_object(query, "message");
	const char *id = json_string(query, "id");
	struct chat_ref chat;

	*data = json_string(query, "data");
	if (id == NULL || *data == NULL || !botapi_chat(json_object(message, "chat"), &chat) ||
	    !json_int(message, "message_id", &a->reply_to) ||
	    !json_int(json_object(query, "from"), "id", &a->member_id))
		return false;
	fill_place(a, message, &chat);
	a->at = now;
	a->pressed = true;
	a->captioned = json_array(message, "photo") != NULL;
	return snprintf(a->once, sizeof(a->once), PRESS "%s", id) < (int)sizeof(a->once);
}

static int
insert(struct db *db, const struct ask *a, enum ask_state state, bool *inserted)
{
	struct stmt *s = db_stmt(db, "INSERT INTO ask (once, at, chat_id, topic, reply_to, asker,"
	    " member_id, private, edits, captioned, question, chart, state) VALUES (:once, :at, :chat_id,"
	    " :topic, :reply_to, :asker, :member_id, :private, :edits, :captioned, :question, :chart, :state)"
	    " ON CONFLICT (once) DO NOTHING");

	stmt_text(s, ":once", a->once);
	stmt_int(s, ":at", a->at);
	stmt_int(s, ":chat_id", a->chat_id);
	stmt_int(s, ":topic", a->topic);
	stmt_int(s, ":reply_to", a->reply_to);
	stmt_int(s, ":asker", a->asker);
	stmt_int(s, ":member_id", a->member_id);
	stmt_int(s, ":private", a->private);
	stmt_int(s, ":edits", a->edits);
	stmt_int(s, ":captioned", a->captioned);
	stmt_text(s, ":question", a->question);
	stmt_int(s, ":chart", a->chart);
	stmt_int(s, ":state", state);
	return stmt_changed(s, inserted);
}

int
ask_toast(struct db *db, const struct ask *a, const char *text, int64_t now)
{
	char once[ASK_ONCE + 8];
	struct outbox_item item = { .once = once, .chat_id = a->chat_id, .class = OUTBOX_TOAST,
		.text = text };
	bool added;

	if (!a->pressed)
		return 0;
	snprintf(once, sizeof(once), OUTBOX_TOAST_ONCE "%s", a->once + strlen(PRESS));
	return outbox_add(db, &item, now, &added);
}

/* Queues a text that is known at once, such as what was wrong. */
static int
say(struct db *db, const struct ask *a, const char *html, int64_t now)
{
	struct outbox_item item = { .once = a->once, .chat_id = a->chat_id, .topic = a->topic,
	    .reply_to = a->reply_to, .class = OUTBOX_ANSWER, .text = html };
	bool added;

	return html[0] != '\0' ? outbox_add(db, &item, now, &added) : 0;
}

/* Nor is anything answered in a chat that is blocked. */
static int
was_taken(struct db *db, const struct ask *a)
{
	struct stmt *s = db_stmt(db, "SELECT 1 FROM ask WHERE once = :once"
	    " UNION ALL SELECT 1 FROM chat WHERE chat_id = :chat_id AND blocked = 1");
	int64_t one;

	stmt_text(s, ":once", a->once);
	stmt_int(s, ":chat_id", a->chat_id);
	return stmt_number(s, &one);
}

/* What is to be done with a command; what is to be said at once is written.  0 or -1. */
static int
judge(struct db *db, struct ask *a, const struct command *c, enum command_end end, const char *name,
    enum ask_state *state, FILE *said)
{
	FILE *question;
	bool setting = c->kind != NULL && (c->kind->deed == DEED_SET ||
	    (c->kind->deed == DEED_DIGEST && c->rest[0] != '\0'));

	*state = ASK_WAITING;
	if (limits_member(db, a, setting, name, state, said) != 0 || limits_chat(db, a, state, said) != 0)
		return -1;
	if (*state != ASK_WAITING) {
		metrics_add(METRIC_RATE_LIMITED, NULL, NULL, 1);
		return 0;
	}
	if (end == COMMAND_WRONG || c->kind == NULL) {
		*state = ASK_ANSWERED;
		return 0;
	}
	if ((question = fmemopen(a->question, sizeof(a->question), "w")) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	command_write(question, c);
	fclose(question);
	a->chart = a->chart && c->picture != NULL;
	if (c->kind->deed != DEED_REPORT && !is_common(c))
		return 0;
	return check_same(db, a, c, state) != 0 || (a->chart && *state == ASK_WAITING &&
	    limits_chart(db, a, state, said) != 0) ? -1 : 0;
}

static void
count_command(const struct command *c, enum ask_state state)
{
	metrics_add(METRIC_COMMANDS, c->kind->name, state == ASK_WAITING || state == ASK_SHARED ? "ok" :
	    state == ASK_ANSWERED ? "refused" : "limited", 1);
}

static int
take_command(struct db *db, struct ask *a, const struct command *c, enum command_end end, const char *name,
    const char *wrong, int64_t now)
{
	char *said = NULL;
	size_t length;
	FILE *out = stream_open(&said, &length);
	enum ask_state state;
	bool inserted;
	int ret;

	if (out == NULL)
		return -1;
	a->chart = true;
	ret = judge(db, a, c, end, name, &state, out);
	if (stream_close(out, &said) != 0)
		return -1;
	if (ret == 0 && (ret = insert(db, a, state, &inserted)) == 0)
		ret = say(db, a, state == ASK_ANSWERED ? wrong : said, now);
	count_command(c, state);
	free(said);
	return ret;
}

/* A button is answered by a toast, at once unless it has to be known first who presses it, or whether. */
static int
take_button(struct db *db, struct ask *a, const struct command *c, enum command_end end,
    const struct press *p, const char *wrong, int64_t now)
{
	char *said = NULL;
	size_t length;
	FILE *out = stream_open(&said, &length);
	enum ask_state state = ASK_WAITING;
	bool inserted;
	int ret;

	if (out == NULL)
		return -1;
	a->edits = p->anew ? 0 : a->reply_to;
	a->chart = !p->turns;
	a->captioned = p->anew ? 0 : a->captioned != 0 ? 1 : p->charts ? 2 : 0;
	if (end == COMMAND_GIVEN && p->asker != a->asker && (c->kind->deed == DEED_FORGET ||
	    (c->report != NULL && c->report->asker == ASKER_SELF && c->member[0] == '\0' && !p->anew))) {
		end = COMMAND_WRONG;
		wrong = _("These buttons are for who asked. /me shows you.");
	}
	ret = judge(db, a, c, end, "", &state, out);
	if (stream_close(out, &said) != 0)
		return -1;
	if (ret == 0 && (ret = insert(db, a, state, &inserted)) == 0 &&
	    !(state == ASK_WAITING && (command_is_privileged(c) || a->captioned == 2 ||
	    ((c->kind->deed == DEED_SET || c->kind->deed == DEED_DIGEST) && c->rest[0] != '\0'))))
		ret = ask_toast(db, a, state == ASK_ANSWERED && said[0] == '\0' ? wrong : said, now);
	if (c->kind != NULL)
		count_command(c, state);
	free(said);
	return ret;
}

int
ask_take(struct db *db, const struct catalogue *catalogue, const struct privacy *privacy, const char *bot,
    json *update, int64_t now, bool *taken)
{
	json *message = json_object(update, "message"), *query = json_object(update, "callback_query");
	const char *text = json_string(message, "text"), *name = "", *data = NULL;
	struct press press = { .text = "" };
	struct ask a = { 0 };
	struct command c = { .kind = NULL };
	enum command_end end;
	char *wrong = NULL;
	size_t length;
	FILE *out;
	int ret, was, found = 1;

	*taken = false;
	if (query != NULL ? !read_press(query, now, &a, &data) :
	    text == NULL || text[0] != '/' || !read_place(message, now, &a, &name))
		return 0;
	a.asker = privacy_mark(privacy, a.member_id, (struct privacy_record){ 0, 0 });
	if ((was = was_taken(db, &a)) != 0)
		return was > 0 ? 0 : -1;
	spoken_in(db, a.chat_id);
	if (query != NULL && (found = buttons_read(db, data, a.chat_id, now, &press)) < 0)
		return -1;
	if ((out = stream_open(&wrong, &length)) == NULL)
		return -1;
	end = found == 0 ? COMMAND_NONE : command_parse(catalogue, bot, query != NULL || a.private,
	    query != NULL ? press.text : text, &c, out);
	if (stream_close(out, &wrong) != 0)
		return -1;
	if (query != NULL)
		ret = take_button(db, &a, &c, end == COMMAND_GIVEN ? end : COMMAND_WRONG, &press,
		    _("This answer is too old. Ask again with /stats."), now);
	else
		ret = end == COMMAND_NONE ? 0 : take_command(db, &a, &c, end, name != NULL ? name : "", wrong,
		    now);
	*taken = ret == 0 && (query != NULL || end != COMMAND_NONE);
	free(wrong);
	return ret;
}

/* ----- answering ----- */

int
ask_next(struct db *db, int64_t behind, struct ask *a)
{
	struct stmt *s = db_stmt(db, "SELECT ask, at, chat_id, topic, reply_to, member_id, private, chart,"
	    " once, question, edits, captioned FROM ask WHERE state = 0 AND ask > :behind"
	    " ORDER BY ask LIMIT 1");
	int step;

	stmt_int(s, ":behind", behind);
	if ((step = stmt_step(s)) != 1)
		return step;
	*a = (struct ask){ .ask = col_int(s, 0), .at = col_int(s, 1), .chat_id = col_int(s, 2),
	    .topic = col_int(s, 3), .reply_to = col_int(s, 4), .member_id = col_int(s, 5),
	    .private = col_int(s, 6) != 0, .chart = col_int(s, 7) != 0,
	    .edits = col_int(s, 10), .captioned = (int)col_int(s, 11),
	    .pressed = strncmp(col_text(s, 8, NULL), PRESS, strlen(PRESS)) == 0 };
	snprintf(a->once, sizeof(a->once), "%s", col_text(s, 8, NULL));
	snprintf(a->question, sizeof(a->question), "%s", col_text(s, 9, NULL));
	stmt_reset(s);
	return 1;
}

int
ask_done(struct db *db, int64_t ask, bool hidden, int64_t now)
{
	/* A private chat has the id of its member. */
	struct stmt *s = db_stmt(db, "UPDATE ask SET state = :answered,"
	    " member_id = CASE WHEN :hidden THEN 0 ELSE member_id END,"
	    " chat_id = CASE WHEN :hidden AND private THEN 0 ELSE chat_id END,"
	    " once = CASE WHEN :hidden AND private THEN 'ask:' || ask ELSE once END WHERE ask = :ask");

	stmt_int(s, ":hidden", hidden);
	stmt_int(s, ":answered", ASK_ANSWERED);
	stmt_int(s, ":ask", ask);
	if (stmt_run(s) != 0)
		return -1;
	s = db_stmt(db, "DELETE FROM ask WHERE at BETWEEN 0 AND :before");
	stmt_int(s, ":before", now - KEPT_SECONDS);
	return stmt_run(s);
}
