#include "ingest/answering.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/buttons.h"
#include "ingest/metrics.h"
#include "ingest/says.h"
#include "ingest/witness.h"
#include "lib/clock.h"
#include "lib/locale.h"
#include "lib/log.h"
#include "lib/outbox.h"
#include "lib/spoken.h"
#include "lib/unicode.h"

enum {
	CAPTION = 1024,		/* UTF-16 units of a photo's text */
	TYPING = 4000		/* milliseconds: Telegram shows what a bot does for five seconds */
};

void
answering_add(struct arguments *a, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(a->room[a->count], ANSWERING_ARGUMENT, fmt, ap);
	va_end(ap);
	a->words[a->count] = a->room[a->count];
	a->words[++a->count] = NULL;
}

/* ----- the end of an answer ----- */

struct answer *
answering_back(void *cookie)
{
	struct answer *a = cookie;

	a->child = NULL;
	spoken_in(a->desk->db, a->ask.chat_id);
	return a;
}

/* Frees its place, and looks what is next. */
static void
leave(struct answer *a)
{
	const struct desk *d = a->desk;

	loop_cancel(&a->typing);
	free(a->text);
	free(a->keyboard);
	*a = (struct answer){ .desk = d };
	loop_after(d->loop, d->turn, 0);
}

/* A message, and a toast where it was a button that is not answered yet; either may be NULL. */
static int
queue(struct answer *a, const char *toast, const struct outbox_item *item)
{
	struct db *db = a->desk->db;
	enum deed deed = a->command.kind->deed;
	/* The list that is known may be a moment old. */
	bool added, hidden = deed == DEED_OPTOUT || (deed == DEED_FORGET && a->by[0] != '\0') ||
	    privacy_hides(a->desk->privacy, a->about, a->ask.member_id);
	int64_t now;

	if (db_begin(db) != 0)
		return -1;
	if (clock_now(&now) == 0 && (toast == NULL || ask_toast(db, &a->ask, toast, now) == 0) &&
	    (item == NULL || outbox_add(db, item, now, &added) == 0) &&
	    ask_done(db, a->ask.ask, hidden, now) == 0 && db_commit(db) == 0)
		return 0;
	db_rollback(db);
	return -1;
}

/* Ends an answer; where that fails, it is all done again after a while. */
static void
end(struct answer *a, const char *toast, const struct outbox_item *item)
{
	const struct desk *d = a->desk;

	metrics_observe(METRIC_COMMAND_SECONDS, a->command.kind->name,
	    (double)(loop_now() - a->began) / 1000);
	if (queue(a, toast, item) == 0) {
		leave(a);
		outbox_hurry(d->outbox);
		return;
	}
	log_forget();
	metrics_add(METRIC_ERRORS, "database", NULL, 1);
	leave(a);
	loop_after(d->loop, d->turn, ANSWERING_TURN);
}

/* Ends it with a message; one whose button was pressed keeps its buttons, whatever it says now. */
static void
reply(struct answer *a, const char *html, bool answered, const char *photo, size_t photo_size)
{
	char *keyboard = answered || a->ask.edits != 0 ? buttons_below(&a->ask, &a->command, photo != NULL,
	    a->next) : NULL;
	struct outbox_item item = { .once = a->ask.once, .chat_id = a->ask.chat_id, .topic = a->ask.topic,
	    .reply_to = a->ask.reply_to, .edits = a->ask.edits, .captioned = a->ask.captioned != 0,
	    .class = OUTBOX_ANSWER, .text = html,
	    .keyboard = a->keyboard != NULL ? a->keyboard : keyboard, .photo = photo,
	    .photo_size = photo_size };

	/* Whether the chat takes a picture is known when it is sent. */
	end(a, photo != NULL && a->ask.captioned == 2 ? NULL : "", &item);
	free(keyboard);
}

void
answering_toast(struct answer *a, const char *text)
{
	end(a, text, NULL);
}

void
answering_say(struct answer *a, const char *html)
{
	if (html != NULL)
		reply(a, html, false, NULL, 0);
	else
		answering_fail(a, "out of memory, or the database failed", false);
	log_forget();
}

void
answering_tell(struct answer *a, char *html)
{
	answering_say(a, html);
	free(html);
}

void
answering_file(struct answer *a, const char *html, const char *name, const struct child_end *e)
{
	struct outbox_item item = { .once = a->ask.once, .chat_id = a->ask.chat_id, .topic = a->ask.topic,
	    .reply_to = a->ask.reply_to, .class = OUTBOX_ANSWER, .text = html, .photo = e->output,
	    .photo_size = e->length, .file = name };

	end(a, "", &item);
}

void
answering_fail(struct answer *a, const char *why, bool late)
{
	const char *code = log_request();
	char html[1024];

	log_request_told();
	log_say(LOG_ERROR, "command", "%s: %s", a->command.kind->name, why);
	metrics_add(METRIC_ERRORS, "command", NULL, 1);
	metrics_add(METRIC_COMMANDS, a->command.kind->name, "failed", 1);
	snprintf(html, sizeof(html), late ?
	    _("That took too long, so I stopped. A shorter span, such as 30d, should work."
	    " Code: <code>%s</code>") :
	    _("Sorry, that did not work, and it is my fault. It has been logged; if it keeps happening, give"
	    " an administrator this code: <code>%s</code>"), code);
	log_request_end();
	reply(a, html, false, NULL, 0);
}

void
answering_stop(struct answer *a)
{
	child_kill(a->child);
	free(a->text);
	free(a->keyboard);
}

/* ----- children ----- */

void
answering_arguments(const struct answer *a, struct arguments *args, const char *program, const char *report)
{
	args->count = 0;
	answering_add(args, "%s", program);
	if (report != NULL)
		answering_add(args, "%s", report);
	if (a->desk->config != NULL)
		answering_add(args, "--config=%s", a->desk->config);
	answering_add(args, "--database=%s", db_path(a->desk->db));
}

int
answering_run(struct answer *a, const struct arguments *args, child_done *done)
{
	a->child = child_start(a->desk->loop, args->words, a->by[0] != '\0' ? a->by : NULL, done, a);
	if (a->child != NULL)
		return 0;
	log_forget();
	answering_fail(a, "no child", false);
	return -1;
}

static void
add_word(struct arguments *args, const char *option, const char *word)
{
	if (word[0] != '\0')
		answering_add(args, "--%s=%s", option, word);
}

static int
run_report(struct answer *a, const char *report, const char *format, child_done *done)
{
	const struct command *c = &a->command;
	struct arguments args;

	answering_arguments(a, &args, "chatstat", report);
	answering_add(&args, "--chat=%" PRId64, a->about);
	add_word(&args, "last", c->span);
	add_word(&args, "format", format);
	if (c->member[0] == '\0' && c->report->asker == ASKER_SELF)
		answering_add(&args, "--member=%" PRId64, a->ask.member_id);
	add_word(&args, "member", c->member);
	add_word(&args, "topic", c->topic);
	add_word(&args, "locale", locale_language());
	if (c->no_bots)
		answering_add(&args, "--no-bots");
	/* What the report's own rows are; another one's picture goes without. */
	if (strcmp(report, c->report->name) == 0) {
		add_word(&args, "by", c->by);
		add_word(&args, "match", c->match);
		add_word(&args, "against", c->against);
		if (c->top > 0)
			answering_add(&args, "--top=%" PRId64, c->top);
	}
	if (strcmp(format, "png") != 0)
		answering_add(&args, "--skip=%" PRId64, c->skip);
	else
		add_word(&args, "theme", witness_theme(a));
	return answering_run(a, &args, done);
}

/* What went wrong, where the member can do something about it: what was said of the request, but no path. */
static bool
is_misuse(const struct child_end *e)
{
	return e->status == STATUS_MISUSE && e->said[0] != '\0' && strchr(e->said, '/') == NULL;
}

/* Why a child failed, for the log, which has none of a member's words. */
static const char *
reason(const struct child_end *e)
{
	return e->late ? "it took too long" : e->said[0] == '\0' ? "the child died" :
	    e->status == STATUS_MISUSE && e->said[0] != '/' ? "the child refused it" : e->said;
}

/* A program's line as a sentence. */
static char *
sentence(const char *line)
{
	char text[sizeof((struct child_end){ 0 }.said) + 8], upper[4];
	size_t at = 0, n = unicode_put(upper, unicode_upper(unicode_next(line, strlen(line), &at)));

	snprintf(text, sizeof(text), "%.*s%s.", (int)n, upper, line + at);
	return says_quoted(text);
}

void
answering_refuse(struct answer *a, const struct child_end *e)
{
	if (is_misuse(e))
		answering_tell(a, sentence(e->said));
	else if (e->large)
		answering_say(a, _("That is more than I can send. Who runs me can get it, with"
		    " chatstat-admin show."));
	else
		answering_fail(a, reason(e), e->late);
}

static void
take_picture(void *cookie, const struct child_end *e)
{
	struct answer *a = answering_back(cookie);
	bool drawn = e->status == STATUS_DONE && e->length > 0;

	if (!drawn)
		log_say(LOG_WARNING, "command", "%s: no chart: %s", a->command.kind->name,
		    reason(e));
	if (!drawn && a->ask.captioned == 2)
		answering_toast(a, _("The chart could not be drawn. Try again in a moment."));
	else
		reply(a, a->text, true, drawn ? e->output : NULL, drawn ? e->length : 0);
}

/* UTF-16 units of HTML, as Telegram counts them: without markup. */
static size_t
units(const char *html)
{
	size_t n = 0, length = strlen(html);

	for (size_t at = 0; at < length;) {
		const char *stop = html[at] == '<' ? strchr(html + at, '>') :
		    html[at] == '&' ? strchr(html + at, ';') : NULL;

		if (stop == NULL) {
			n += unicode_next(html, length, &at) > 0xFFFF ? 2 : 1;
			continue;
		}
		n += html[at] == '&';
		at = (size_t)(stop - html) + 1;
	}
	return n;
}

/* A text, and behind a form feed where its next page begins. */
static void
take_text(void *cookie, const struct child_end *e)
{
	struct answer *a = answering_back(cookie);
	size_t length = strcspn(e->output, "\f");

	if (e->status != STATUS_DONE || length == 0) {
		answering_refuse(a, e);
		return;
	}
	if ((a->text = strndup(e->output, length)) == NULL) {
		answering_fail(a, "out of memory", false);
		return;
	}
	if (e->output[length] != '\0')
		a->next = strtoll(e->output + length + 1, NULL, 10);
	if (a->ask.chart && a->command.picture != NULL && units(a->text) <= CAPTION)
		run_report(a, a->command.picture, "png", take_picture);
	else
		reply(a, a->text, true, NULL, 0);
}

/* ----- what members may ----- */

void
answering_ignore(void *cookie, const struct telegram_answer *answer)
{
	(void)cookie;
	(void)answer;
}

/* Shows what the bot is about, for as long as it is. */
static void
say_typing(void *cookie)
{
	struct answer *a = cookie;
	char body[160], topic[48] = "";

	if (a->ask.topic != 0)
		snprintf(topic, sizeof(topic), ",\"message_thread_id\":%" PRId64, a->ask.topic);
	snprintf(body, sizeof(body), "{\"chat_id\":%" PRId64 "%s,\"action\":\"%s\"}", a->ask.chat_id, topic,
	    a->ask.chart ? "upload_photo" : "typing");
	if (telegram_call(a->desk->telegram, "sendChatAction", body, ANSWERING_CALL, answering_ignore,
	    NULL) != 0)
		log_forget();
	loop_after(a->desk->loop, &a->typing, TYPING);
}

static void
start_report(struct answer *a)
{
	int64_t now;

	if (command_is_privileged(&a->command) && a->ask.captioned != 2 && clock_now(&now) == 0 &&
	    ask_toast(a->desk->db, &a->ask, "", now) == 0)
		outbox_hurry(a->desk->outbox);
	a->typing = (struct timer){ .fire = say_typing, .cookie = a };
	say_typing(a);
	run_report(a, a->command.report->name, a->ask.captioned ? "caption" : "telegram", take_text);
}

/* Who looks at what is not everybody's stands in the audit log. */
static void
take_rights(void *cookie, enum role role)
{
	struct answer *a = answering_back(cookie);
	const char *report = a->command.report->name;
	bool others = a->command.report->asker != ASKER_ADMINISTRATORS, cost = strcmp(report, "cost") == 0;
	bool may = role > ROLE_MEMBER || (others ? witness_is_set(a, "others", "shown") :
	    cost && witness_is_set(a, "cost", "everybody"));
	const char *why = others ? _("Only administrators of this chat can ask about other members.") :
	    cost ? _("Cost is shown to this chat's administrators.") :
	    _("Only administrators of this chat can ask for that.");
	char action[32], html[1024];

	snprintf(action, sizeof(action), "look %s", report);
	if (witness_as(a, role) != 0 ||
	    witness_note(a, action, witness_whom(a), may ? NULL : "refused") != 0) {
		log_forget();
		answering_fail(a, "the database failed", false);
	} else if (may) {
		start_report(a);
	} else if (a->ask.pressed) {
		answering_toast(a, why);
	} else {
		snprintf(html, sizeof(html), "%s %s", why, others ? _("/me shows you.") : cost ?
		    _("An administrator can open it to everybody with /set cost everybody.") :
		    _("/help shows what everybody can."));
		answering_say(a, html);
	}
}

void
answering_report(struct answer *a)
{
	const struct command *c = &a->command;
	int known = says_known(a->desk->db, a->about, c->report->asker == ASKER_SELF &&
	    c->member[0] == '\0' ? a->ask.member_id : 0);

	if (known < 0) {
		log_forget();
		answering_fail(a, "the database failed", false);
	} else if (known == SAYS_NO_CHAT) {
		answering_say(a, _("<b>Nothing to count yet.</b> I count from now on.\n"
		    "If messages do not show up in a minute: in @BotFather, turn my privacy mode off, or make"
		    " me an administrator."));
	} else if (known == SAYS_NO_MEMBER) {
		answering_say(a, _("You have not written here yet, as far as I know. Who opted out is unknown"
		    " to me; /optin changes that."));
	} else if (!command_is_privileged(c) || (c->report->asker != ASKER_ADMINISTRATORS &&
	    c->against[0] != '@' && witness_whom(a) == a->ask.member_id)) {
		start_report(a);
	} else if (rights_ask(a->desk->rights, a->about, a->ask.member_id, take_rights, a) != 0) {
		log_forget();
		answering_fail(a, "out of memory", false);
	}
}
