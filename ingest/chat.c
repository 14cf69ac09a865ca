#include "ingest/chat.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "ingest/ask.h"
#include "ingest/child.h"
#include "ingest/metrics.h"
#include "ingest/rights.h"
#include "ingest/says.h"
#include "lib/clock.h"
#include "lib/config.h"
#include "lib/log.h"
#include "lib/outbox.h"
#include "lib/stream.h"
#include "lib/unicode.h"

enum {
	TURN = 1000,		/* milliseconds, until what failed is tried again */
	ANSWERS = 8,		/* at the same time, as [limits] children allows at most */
	LATE_SECONDS = 600,	/* who asked longer ago waits no more */
	CAPTION = 1024,		/* UTF-16 units of a photo's text */
	CALL_SECONDS = 10,
	ARGUMENTS = 16,
	ARGUMENT = 4200,	/* bytes: a path, and the option it belongs to */
	ACTOR = 48
};

/* What is being answered. */
struct answer {
	struct chat	*chat;
	struct ask	 ask;		/* ask 0: free */
	struct command	 command;
	struct child	*child;		/* NULL: none runs */
	char		*text;		/* what the report says, while its chart is drawn */
	int64_t		 began;		/* as loop_now */
};

struct chat {
	struct loop		*loop;
	struct telegram		*telegram;
	struct outbox		*outbox;
	struct db		*db;
	struct rights		*rights;
	const char		*config;
	struct catalogue	 catalogue;
	char			 bot[64];	/* "": not known yet */
	struct timer		 timer;
	struct answer		 answers[ANSWERS];
};

/* The arguments of a child, made of values that were checked. */
struct arguments {
	char		 room[ARGUMENTS][ARGUMENT];
	const char	*words[ARGUMENTS + 1];
	size_t		 count;
};

static void __attribute__((format(printf, 2, 3)))
add(struct arguments *a, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(a->room[a->count], ARGUMENT, fmt, ap);
	va_end(ap);
	a->words[a->count] = a->room[a->count];
	a->words[++a->count] = NULL;
}

/* ----- the end of an answer ----- */

/* Frees its place, and looks what is next. */
static void
leave(struct answer *a)
{
	struct chat *c = a->chat;

	free(a->text);
	*a = (struct answer){ .chat = c };
	loop_after(c->loop, &c->timer, 0);
}

/* Queues an answer; where that fails, it is all done again after a while. */
static void
reply(struct answer *a, const char *html, const char *photo, size_t photo_size)
{
	struct chat *c = a->chat;
	struct outbox_item item = { .once = a->ask.once, .chat_id = a->ask.chat_id, .topic = a->ask.topic,
	    .reply_to = a->ask.reply_to, .class = OUTBOX_ANSWER, .text = html, .photo = photo,
	    .photo_size = photo_size };
	int64_t now;
	bool added;

	metrics_observe(METRIC_COMMAND_SECONDS, a->command.kind->name,
	    (double)(loop_now() - a->began) / 1000);
	if (db_begin(c->db) == 0) {
		if (clock_now(&now) == 0 && outbox_add(c->db, &item, now, &added) == 0 &&
		    ask_done(c->db, a->ask.ask, now) == 0 && db_commit(c->db) == 0) {
			leave(a);
			outbox_hurry(c->outbox);
			return;
		}
		db_rollback(c->db);
	}
	log_forget();
	metrics_add(METRIC_ERRORS, "database", NULL, 1);
	leave(a);
	loop_after(c->loop, &c->timer, TURN);
}

/* Says that it did not work, with a code that stands in the log beside the cause. */
static void
fail(struct answer *a, const char *why, bool late)
{
	const char *code = log_request();
	char html[512];

	log_say(LOG_ERROR, "command", "%s: %s", a->command.kind->name, why);
	metrics_add(METRIC_ERRORS, "command", NULL, 1);
	metrics_add(METRIC_COMMANDS, a->command.kind->name, "failed", 1);
	snprintf(html, sizeof(html), late ?
	    "That took too long, so I stopped. A shorter span, such as 30d, should work."
	    " Code: <code>%s</code>" :
	    "Sorry, that did not work, and it is my fault. It has been logged; if it keeps happening, give an"
	    " administrator this code: <code>%s</code>", code);
	log_request_end();
	reply(a, html, NULL, 0);
}

/* ----- children ----- */

/* Begins a companion's arguments with the database that it is to use. */
static void
begin_arguments(const struct answer *a, struct arguments *args, const char *program, const char *report)
{
	args->count = 0;
	add(args, "%s", program);
	if (report != NULL)
		add(args, "%s", report);
	if (a->chat->config != NULL)
		add(args, "--config=%s", a->chat->config);
	add(args, "--database=%s", db_path(a->chat->db));
}

static int
run(struct answer *a, const struct arguments *args, const char *actor, child_done *done)
{
	a->child = child_start(a->chat->loop, args->words, actor, done, a);
	if (a->child != NULL)
		return 0;
	log_forget();
	fail(a, "no child", false);
	return -1;
}

static int
run_report(struct answer *a, const char *report, const char *format, child_done *done)
{
	const struct command *c = &a->command;
	struct arguments args;

	begin_arguments(a, &args, "chatstat", report);
	add(&args, "--chat=%" PRId64, a->ask.chat_id);
	add(&args, "--last=%s", c->span);
	add(&args, "--format=%s", format);
	if (c->member[0] != '\0')
		add(&args, "--member=%s", c->member);
	else if (c->report->asker == ASKER_SELF)
		add(&args, "--member=%" PRId64, a->ask.member_id);
	if (c->topic[0] != '\0')
		add(&args, "--topic=%s", c->topic);
	if (c->no_bots)
		add(&args, "--no-bots");
	/* What the report's own rows are; another one's picture goes without. */
	if (strcmp(report, c->report->name) == 0) {
		if (c->by[0] != '\0')
			add(&args, "--by=%s", c->by);
		if (c->top > 0)
			add(&args, "--top=%" PRId64, c->top);
	}
	return run(a, &args, NULL, done);
}

/* What went wrong, where the member can do something about it: what was said of the request, but no path. */
static bool
is_misuse(const struct child_end *e)
{
	return e->status == STATUS_MISUSE && e->said[0] != '\0' && strchr(e->said, '/') == NULL;
}

static void
refuse(struct answer *a, const struct child_end *e)
{
	char *html = says_quoted(e->said);

	if (html == NULL)
		fail(a, "out of memory", false);
	else
		reply(a, html, NULL, 0);
	free(html);
}

static void
take_picture(void *cookie, const struct child_end *e)
{
	struct answer *a = cookie;
	bool drawn = e->status == STATUS_DONE && e->length > 0;

	a->child = NULL;
	if (!drawn)
		log_say(LOG_WARNING, "command", "%s: no chart: %s", a->command.kind->name,
		    e->late ? "too late" : "chatstat failed");
	reply(a, a->text, drawn ? e->output : NULL, drawn ? e->length : 0);
}

/* UTF-16 units of HTML, as Telegram counts them: without markup. */
static size_t
units(const char *html)
{
	size_t n = 0, length = strlen(html);

	for (size_t at = 0; at < length;) {
		const char *end = html[at] == '<' ? strchr(html + at, '>') :
		    html[at] == '&' ? strchr(html + at, ';') : NULL;

		if (end == NULL) {
			n += unicode_next(html, length, &at) > 0xFFFF ? 2 : 1;
			continue;
		}
		n += html[at] == '&';
		at = (size_t)(end - html) + 1;
	}
	return n;
}

static void
take_text(void *cookie, const struct child_end *e)
{
	struct answer *a = cookie;
	bool chart = a->ask.chart && a->command.picture != NULL && units(e->output) <= CAPTION;

	a->child = NULL;
	if (e->status != STATUS_DONE || e->length == 0) {
		if (is_misuse(e))
			refuse(a, e);
		else
			fail(a, e->late ? "chatstat took too long" : "chatstat failed", e->late);
	} else if (!chart) {
		reply(a, e->output, NULL, 0);
	} else if ((a->text = strdup(e->output)) == NULL) {
		fail(a, "out of memory", false);
	} else {
		run_report(a, a->command.picture, "png", take_picture);
	}
}

/* ----- what members may ----- */

static void
ignore(void *cookie, const struct telegram_answer *answer)
{
	(void)cookie;
	(void)answer;
}

static void
say_typing(struct answer *a)
{
	char body[160], topic[48] = "";

	if (a->ask.topic != 0)
		snprintf(topic, sizeof(topic), ",\"message_thread_id\":%" PRId64, a->ask.topic);
	snprintf(body, sizeof(body), "{\"chat_id\":%" PRId64 "%s,\"action\":\"%s\"}", a->ask.chat_id, topic,
	    a->ask.chart ? "upload_photo" : "typing");
	if (telegram_call(a->chat->telegram, "sendChatAction", body, CALL_SECONDS, ignore, NULL) != 0)
		log_forget();
}

static void
take_rights(void *cookie, bool administrator)
{
	struct answer *a = cookie;

	if (administrator) {
		say_typing(a);
		run_report(a, a->command.report->name, "telegram", take_text);
	} else if (a->command.report->asker == ASKER_ADMINISTRATORS) {
		reply(a, "Only administrators of this chat can ask for that. /help shows what everybody can.",
		    NULL, 0);
	} else {
		reply(a, "Only administrators of this chat can ask about other members. /me shows you.", NULL,
		    0);
	}
}

static void
answer_report(struct answer *a)
{
	const struct command *c = &a->command;
	int known = says_known(a->chat->db, a->ask.chat_id, c->report->asker == ASKER_SELF &&
	    c->member[0] == '\0' ? a->ask.member_id : 0);

	if (a->ask.private) {
		reply(a, "Ask me in the group that it is about; here I know no messages.", NULL, 0);
	} else if (known < 0) {
		log_forget();
		fail(a, "the database failed", false);
	} else if (known == SAYS_NO_CHAT) {
		reply(a, "<b>Nothing to count yet.</b> I count from now on.\n"
		    "If messages do not show up in a minute: in @BotFather, turn my privacy mode off, or make"
		    " me an administrator.", NULL, 0);
	} else if (known == SAYS_NO_MEMBER) {
		reply(a, "You have not written here yet, as far as I know. Who opted out is unknown to me;"
		    " /optin changes that.", NULL, 0);
	} else if (c->report->asker != ASKER_ADMINISTRATORS && c->member[0] == '\0') {
		take_rights(a, true);
	} else if (rights_ask(a->chat->rights, a->ask.chat_id, a->ask.member_id, take_rights, a) != 0) {
		log_forget();
		fail(a, "out of memory", false);
	}
}

/* ----- opting out and in ----- */

static void
take_choice(void *cookie, const struct child_end *e)
{
	struct answer *a = cookie;

	a->child = NULL;
	if (e->status != STATUS_DONE)
		fail(a, "chatstat-admin failed", e->late);
	else if (a->command.kind->deed == DEED_OPTOUT)
		reply(a, "Done. From now on your messages count only in totals, without your name. What was"
		    " counted before stays. /optin reverses this.", NULL, 0);
	else
		reply(a, "Welcome back. You are counted again from now on.", NULL, 0);
}

static void
answer_choice(struct answer *a)
{
	struct arguments args;
	char actor[ACTOR], id[LOG_ID];

	if (a->ask.private) {
		reply(a, "Say that in the group that it is about.", NULL, 0);
		return;
	}
	snprintf(actor, sizeof(actor), "member %s", log_id(a->ask.member_id, id));
	begin_arguments(a, &args, "chatstat-admin", NULL);
	add(&args, "%s", a->command.kind->name);
	add(&args, "%" PRId64, a->ask.chat_id);
	add(&args, "%" PRId64, a->ask.member_id);
	run(a, &args, actor, take_choice);
}

/* ----- what waits ----- */

static void
answer_text(struct answer *a, char *html)
{
	if (html != NULL)
		reply(a, html, NULL, 0);
	else
		fail(a, "out of memory", false);
	free(html);
}

static void
begin(struct answer *a, const struct ask *ask)
{
	struct chat *c = a->chat;
	char *wrong = NULL;
	size_t length;
	FILE *out = stream_open(&wrong, &length);
	enum command_end end = COMMAND_NONE;

	a->ask = *ask;
	a->began = loop_now();
	if (out != NULL) {
		/* It was understood once; reports may have gone since. */
		end = command_parse(&c->catalogue, c->bot, true, ask->question, &a->command, out);
		stream_close(out, &wrong);
	}
	if (end != COMMAND_GIVEN) {
		a->command.kind = &command_kinds[0];
		fail(a, "it is not understood any more", false);
	} else {
		switch (a->command.kind->deed) {
		case DEED_REPORT:
			answer_report(a);
			break;
		case DEED_HELP:
			answer_text(a, says_help(&c->catalogue));
			break;
		case DEED_PRIVACY:
			answer_text(a, says_privacy(c->db, ask->chat_id));
			break;
		case DEED_OPTOUT:
		case DEED_OPTIN:
			answer_choice(a);
			break;
		}
	}
	free(wrong);
}

/* A place that is free; NULL: as many are being answered as may be. */
static struct answer *
place(struct chat *c)
{
	for (int64_t i = 0; i < config_number(CONFIG_LIMITS_CHILDREN) && i < ANSWERS; i++)
		if (c->answers[i].ask.ask == 0)
			return &c->answers[i];
	return NULL;
}

static bool
is_answered(const struct chat *c, int64_t ask)
{
	for (size_t i = 0; i < ANSWERS; i++)
		if (c->answers[i].ask.ask == ask)
			return true;
	return false;
}

static void
turn(void *cookie)
{
	struct chat *c = cookie;
	struct ask ask = { 0 };
	struct answer *a;
	int64_t now;

	if (c->bot[0] == '\0' || clock_now(&now) != 0)
		return;
	loop_after(c->loop, &c->timer, TURN);
	while ((a = place(c)) != NULL && ask_next(c->db, ask.ask, &ask) == 1) {
		if (is_answered(c, ask.ask))
			continue;
		if (now - ask.at <= LATE_SECONDS)
			begin(a, &ask);
		else if (ask_done(c->db, ask.ask, now) != 0)
			break;
	}
	log_forget();
}

/* ----- opening ----- */

static void
take_catalogue(void *cookie, const struct child_end *e)
{
	struct chat *c = cookie;
	struct json_reader *reader = json_reader_new();

	if (reader == NULL || e->status != STATUS_DONE ||
	    !catalogue_read(&c->catalogue, json_parse(reader, e->output, e->length)))
		log_say(LOG_WARNING, "command",
		    "chatstat list: no list of reports; is chatstat beside chatstatd?");
	json_reader_free(reader);
}

struct chat *
chat_open(struct loop *loop, struct telegram *telegram, struct outbox *outbox, struct db *db,
    const char *config)
{
	static const char *const list[] = { "chatstat", "list", "-f", "json", NULL };
	struct chat *c = calloc(1, sizeof(*c));

	if (c == NULL || (c->rights = rights_open(telegram)) == NULL) {
		log_fail(STATUS_FAILED, "out of memory");
		free(c);
		return NULL;
	}
	c->loop = loop;
	c->telegram = telegram;
	c->outbox = outbox;
	c->db = db;
	c->config = config;
	c->timer = (struct timer){ .fire = turn, .cookie = c };
	for (size_t i = 0; i < ANSWERS; i++)
		c->answers[i].chat = c;
	if (child_wait(list, take_catalogue, c) != 0)
		log_forget();
	return c;
}

void
chat_close(struct chat *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < ANSWERS; i++) {
		child_kill(c->answers[i].child);
		free(c->answers[i].text);
	}
	rights_close(c->rights);
	free(c);
}

void
chat_begin(struct chat *c, const char *username)
{
	char *body = NULL;
	size_t length;
	FILE *out = stream_open(&body, &length);

	snprintf(c->bot, sizeof(c->bot), "%s", username);
	loop_after(c->loop, &c->timer, 0);
	if (out == NULL)
		return;
	fputs("{\"commands\":[", out);
	for (const struct command_kind *k = command_kinds; k->help != NULL; k++) {
		fprintf(out, "%s{\"command\":\"%s\",\"description\":", k == command_kinds ? "" : ",",
		    k->name);
		json_write(out, k->help);
		fputc('}', out);
	}
	fputs("]}", out);
	if (stream_close(out, &body) != 0 ||
	    telegram_call(c->telegram, "setMyCommands", body, CALL_SECONDS, ignore, NULL) != 0)
		log_forget();
	free(body);
}

int
chat_take(struct chat *c, json *update, int64_t now)
{
	bool taken;

	if (ask_take(c->db, &c->catalogue, c->bot, update, now, &taken) != 0)
		return -1;
	if (taken) {
		loop_after(c->loop, &c->timer, 0);
		outbox_hurry(c->outbox);
	}
	return 0;
}
