#include "ingest/ask.h"

#include <inttypes.h>
#include <string.h>

#include "ingest/botapi.h"
#include "ingest/metrics.h"
#include "lib/config.h"
#include "lib/log.h"
#include "lib/outbox.h"
#include "lib/stream.h"

enum ask_state { ASK_WAITING, ASK_ANSWERED, ASK_SHARED, ASK_NOTICED, ASK_SILENT };

enum {
	LATE_SECONDS = 600,	/* who asked longer ago waits no more */
	SHARED_SECONDS = 30,	/* the same question has the same answer */
	WAITING_MOST = 5,	/* in a chat */
	KEPT_SECONDS = 48 * 3600,
	MINUTE = 60,
	HOUR = 3600
};

/* ----- limits ----- */

/*
 * How many commands of a member were taken since an instant, and when the oldest of the last `most` was, from
 * which it clears.  0 or -1.
 */
static int
count(struct db *db, const struct ask *a, int64_t since, int64_t *n, int64_t *oldest)
{
	struct stmt *s = db_stmt(db, "SELECT count(*), coalesce(min(at), 0) FROM ask"
	    " WHERE member_id = :member_id AND at > :since AND state < :noticed");

	stmt_int(s, ":member_id", a->member_id);
	stmt_int(s, ":since", since);
	stmt_int(s, ":noticed", ASK_NOTICED);
	if (stmt_step(s) != 1)
		return -1;
	*n = col_int(s, 0);
	*oldest = col_int(s, 1);
	stmt_reset(s);
	return 0;
}

/* Whether a member was told already that it is too much. */
static int
was_noticed(struct db *db, const struct ask *a, int64_t since)
{
	struct stmt *s = db_stmt(db, "SELECT 1 FROM ask"
	    " WHERE member_id = :member_id AND at > :since AND state = :noticed LIMIT 1");
	int64_t one;

	stmt_int(s, ":member_id", a->member_id);
	stmt_int(s, ":since", since);
	stmt_int(s, ":noticed", ASK_NOTICED);
	return stmt_number(s, &one);
}

/* Holds a command against the limits of its member; writes the one notice that there is.  0 or -1. */
static int
check_member(struct db *db, const struct ask *a, const char *name, enum ask_state *state, FILE *notice)
{
	const struct { int64_t seconds, most; const char *within; } limits[] = {
		{ MINUTE, config_number(CONFIG_LIMITS_MEMBER_PER_MINUTE), "a minute" },
		{ HOUR, config_number(CONFIG_LIMITS_MEMBER_PER_HOUR), "an hour" }
	};

	for (size_t i = 0; i < 2; i++) {
		int64_t n, oldest, wait;
		int noticed;

		if (count(db, a, a->at - limits[i].seconds, &n, &oldest) != 0)
			return -1;
		if (n < limits[i].most)
			continue;
		if ((noticed = was_noticed(db, a, a->at - limits[i].seconds)) < 0)
			return -1;
		*state = noticed > 0 ? ASK_SILENT : ASK_NOTICED;
		if (*state == ASK_SILENT)
			return 0;
		wait = oldest + limits[i].seconds - a->at;
		command_quote(notice, name);
		fprintf(notice, ", that was %" PRId64 " commands within %s. I answer you again in %" PRId64
		    " %s.", n, limits[i].within, wait >= 2 * MINUTE ? wait / MINUTE : wait,
		    wait >= 2 * MINUTE ? "min" : "s");
		return 0;
	}
	return 0;
}

/* Too many answers wait for a chat: this one is not given. */
static int
check_chat(struct db *db, const struct ask *a, enum ask_state *state)
{
	struct stmt *s = db_stmt(db, "SELECT (SELECT count(*) FROM ask WHERE chat_id = :chat_id"
	    " AND at > :since AND state = 0) + (SELECT count(*) FROM outbox WHERE chat_id = :chat_id"
	    " AND class = :class AND done_at IS NULL)");
	int64_t n = 0;

	stmt_int(s, ":chat_id", a->chat_id);
	stmt_int(s, ":since", a->at - LATE_SECONDS);
	stmt_int(s, ":class", OUTBOX_ANSWER);
	if (stmt_number(s, &n) < 0)
		return -1;
	if (n >= WAITING_MOST)
		*state = ASK_SILENT;
	return 0;
}

/* The same was just asked, in the same place, and whoever asks gets the same answer. */
static int
check_same(struct db *db, const struct ask *a, const struct command *c, enum ask_state *state)
{
	struct stmt *s = db_stmt(db, "SELECT 1 FROM ask WHERE chat_id = :chat_id AND at > :since"
	    " AND topic = :topic AND question = :question AND state < :shared"
	    " AND (member_id = :member_id OR :everyone) LIMIT 1");
	int64_t one;
	int found;

	stmt_int(s, ":chat_id", a->chat_id);
	stmt_int(s, ":since", a->at - SHARED_SECONDS);
	stmt_int(s, ":topic", a->topic);
	stmt_text(s, ":question", a->question);
	stmt_int(s, ":shared", ASK_SHARED);
	stmt_int(s, ":member_id", a->member_id);
	stmt_int(s, ":everyone", c->report != NULL && c->report->asker == ASKER_EVERYONE &&
	    c->member[0] == '\0');
	if ((found = stmt_number(s, &one)) > 0)
		*state = ASK_SHARED;
	return found < 0 ? -1 : 0;
}

/* Whether a member had no chart within the last seconds. */
static int
check_chart(struct db *db, struct ask *a)
{
	struct stmt *s = db_stmt(db, "SELECT 1 FROM ask WHERE member_id = :member_id AND at > :since"
	    " AND chart = 1 AND state < :shared LIMIT 1");
	int64_t one;
	int found;

	stmt_int(s, ":member_id", a->member_id);
	stmt_int(s, ":since", a->at - config_number(CONFIG_LIMITS_CHART_SECONDS));
	stmt_int(s, ":shared", ASK_SHARED);
	if ((found = stmt_number(s, &one)) > 0)
		a->chart = false;
	return found < 0 ? -1 : 0;
}

/* ----- taking ----- */

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
	a->chat_id = chat.id;
	a->private = chat.type == CHAT_PRIVATE;
	if (!json_true(message, "is_topic_message") || !json_int(message, "message_thread_id", &a->topic))
		a->topic = 0;
	snprintf(a->once, sizeof(a->once), "message:%" PRId64 ":%" PRId64, a->chat_id, a->reply_to);
	return json_int(message, "date", &a->at) && a->at > now - LATE_SECONDS;
}

static int
insert(struct db *db, const struct ask *a, enum ask_state state, bool *inserted)
{
	struct stmt *s = db_stmt(db, "INSERT INTO ask (once, at, chat_id, topic, reply_to, member_id,"
	    " private, question, chart, state) VALUES (:once, :at, :chat_id, :topic, :reply_to, :member_id,"
	    " :private, :question, :chart, :state) ON CONFLICT (once) DO NOTHING");

	stmt_text(s, ":once", a->once);
	stmt_int(s, ":at", a->at);
	stmt_int(s, ":chat_id", a->chat_id);
	stmt_int(s, ":topic", a->topic);
	stmt_int(s, ":reply_to", a->reply_to);
	stmt_int(s, ":member_id", a->member_id);
	stmt_int(s, ":private", a->private);
	stmt_text(s, ":question", a->question);
	stmt_int(s, ":chart", a->chart);
	stmt_int(s, ":state", state);
	if (stmt_run(s) != 0)
		return -1;
	*inserted = db_changes(db) > 0;
	return 0;
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

static int
was_taken(struct db *db, const struct ask *a)
{
	struct stmt *s = db_stmt(db, "SELECT 1 FROM ask WHERE once = :once");
	int64_t one;

	stmt_text(s, ":once", a->once);
	return stmt_number(s, &one);
}

/* What is to be done with a command; what is to be said at once is written.  0 or -1. */
static int
judge(struct db *db, struct ask *a, const struct command *c, enum command_end end, const char *name,
    enum ask_state *state, FILE *said)
{
	FILE *question;

	*state = ASK_WAITING;
	if (check_member(db, a, name, state, said) != 0 || check_chat(db, a, state) != 0)
		return -1;
	if (*state != ASK_WAITING) {
		metrics_add(METRIC_RATE_LIMITED, NULL, NULL, 1);
		return 0;
	}
	if (end == COMMAND_WRONG) {
		*state = ASK_ANSWERED;
		return 0;
	}
	if ((question = fmemopen(a->question, sizeof(a->question), "w")) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	command_write(question, c);
	fclose(question);
	a->chart = c->picture != NULL;
	return check_same(db, a, c, state) != 0 || (a->chart && check_chart(db, a) != 0) ? -1 : 0;
}

int
ask_take(struct db *db, const struct catalogue *catalogue, const char *bot, json *update, int64_t now,
    bool *taken)
{
	json *message = json_object(update, "message");
	const char *text = json_string(message, "text"), *name = "";
	char *wrong = NULL, *said = NULL;
	size_t length;
	struct ask a = { 0 };
	struct command c;
	enum command_end end;
	enum ask_state state;
	bool inserted;
	FILE *out = NULL;
	int ret = -1, was;

	*taken = false;
	if (text == NULL || text[0] != '/' || !read_place(message, now, &a, &name))
		return 0;
	if ((out = stream_open(&wrong, &length)) == NULL)
		return -1;
	end = command_parse(catalogue, bot, a.private, text, &c, out);
	if (stream_close(out, &wrong) != 0)
		return -1;
	if (end == COMMAND_NONE || (was = was_taken(db, &a)) > 0) {
		ret = 0;
		goto out;
	}
	if (was < 0 || (out = stream_open(&said, &length)) == NULL)
		goto out;
	ret = judge(db, &a, &c, end, name != NULL ? name : "", &state, out);
	if (stream_close(out, &said) != 0)
		ret = -1;
	if (ret == 0)
		ret = insert(db, &a, state, &inserted);
	if (ret == 0)
		ret = say(db, &a, state == ASK_ANSWERED ? wrong : said, now);
	*taken = ret == 0;
	metrics_add(METRIC_COMMANDS, c.kind->name, state == ASK_WAITING || state == ASK_SHARED ? "ok" :
	    state == ASK_ANSWERED ? "refused" : "limited", 1);
out:
	free(wrong);
	free(said);
	return ret;
}

/* ----- answering ----- */

int
ask_next(struct db *db, int64_t behind, struct ask *a)
{
	struct stmt *s = db_stmt(db, "SELECT ask, at, chat_id, topic, reply_to, member_id, private, chart,"
	    " once, question FROM ask WHERE state = 0 AND ask > :behind ORDER BY ask LIMIT 1");
	int step;

	stmt_int(s, ":behind", behind);
	if ((step = stmt_step(s)) != 1)
		return step;
	*a = (struct ask){ .ask = col_int(s, 0), .at = col_int(s, 1), .chat_id = col_int(s, 2),
	    .topic = col_int(s, 3), .reply_to = col_int(s, 4), .member_id = col_int(s, 5),
	    .private = col_int(s, 6) != 0, .chart = col_int(s, 7) != 0 };
	snprintf(a->once, sizeof(a->once), "%s", col_text(s, 8, NULL));
	snprintf(a->question, sizeof(a->question), "%s", col_text(s, 9, NULL));
	stmt_reset(s);
	return 1;
}

int
ask_done(struct db *db, int64_t ask, int64_t now)
{
	struct stmt *s = db_stmt(db, "UPDATE ask SET state = :answered WHERE ask = :ask");

	stmt_int(s, ":answered", ASK_ANSWERED);
	stmt_int(s, ":ask", ask);
	if (stmt_run(s) != 0)
		return -1;
	s = db_stmt(db, "DELETE FROM ask WHERE at BETWEEN 0 AND :before");
	stmt_int(s, ":before", now - KEPT_SECONDS);
	return stmt_run(s);
}
