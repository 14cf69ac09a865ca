#include "ingest/chat.h"

#include <string.h>

#include "ingest/answering.h"
#include "ingest/deeds.h"
#include "ingest/groups.h"
#include "lib/clock.h"
#include "lib/config.h"
#include "lib/locale.h"
#include "lib/log.h"
#include "lib/spoken.h"
#include "lib/stream.h"

enum {
	ANSWERS = 8,		/* at the same time, as [limits] children allows at most */
	LATE_SECONDS = 600	/* who asked longer ago waits no more */
};

struct chat {
	struct desk		 desk;
	struct catalogue	 catalogue;
	char			 bot[64];	/* "": not known yet */
	struct timer		 timer;
	int64_t			 left;		/* instant of the last look at chats to be left */
	struct answer		 answers[ANSWERS];
};

/* ----- what waits ----- */

static void
begin(struct chat *c, struct answer *a, const struct ask *ask)
{
	char *wrong = NULL;
	size_t length;
	FILE *out = stream_open(&wrong, &length);
	enum command_end end = COMMAND_NONE;

	a->ask = *ask;
	a->began = loop_now();
	spoken_in(c->desk.db, ask->chat_id);
	if (out != NULL) {
		/* It was understood once; reports may have gone since. */
		end = command_parse(&c->catalogue, c->bot, true, ask->question, &a->command, out);
		stream_close(out, &wrong);
	}
	a->command.own &= ask->private;
	if (end != COMMAND_GIVEN) {
		a->command.kind = &command_kinds[0];
		answering_fail(a, "it is not understood any more", false);
	} else {
		deeds_do(a);
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
	loop_after(c->desk.loop, &c->timer, ANSWERING_TURN);
	groups_leave(c->desk.telegram, c->desk.db, now, &c->left);
	while ((a = place(c)) != NULL && ask_next(c->desk.db, ask.ask, &ask) == 1) {
		if (is_answered(c, ask.ask))
			continue;
		if (now - ask.at <= LATE_SECONDS)
			begin(c, a, &ask);
		else if (ask_done(c->desk.db, ask.ask, false, now) != 0)
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

	if (c == NULL || (c->desk.rights = rights_open(telegram)) == NULL) {
		log_fail(STATUS_FAILED, "out of memory");
		free(c);
		return NULL;
	}
	c->desk.loop = loop;
	c->desk.telegram = telegram;
	c->desk.outbox = outbox;
	c->desk.db = db;
	c->desk.config = config;
	c->desk.turn = &c->timer;
	c->desk.catalogue = &c->catalogue;
	c->desk.bot = c->bot;
	c->timer = (struct timer){ .fire = turn, .cookie = c };
	for (size_t i = 0; i < ANSWERS; i++)
		c->answers[i].desk = &c->desk;
	if (child_wait(list, take_catalogue, c) != 0)
		log_forget();
	return c;
}

void
chat_close(struct chat *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < ANSWERS; i++)
		answering_stop(&c->answers[i]);
	rights_close(c->desk.rights);
	free(c);
}

/* Tells Telegram which commands there are for some, by two kinds of offers, in the language spoken. */
static void
register_commands(struct chat *c, const char *language, const char *scope, enum offer one, enum offer other)
{
	const char *before = "";
	char *body = NULL;
	size_t length;
	FILE *out = stream_open(&body, &length);

	if (out == NULL)
		return;
	fprintf(out, "{\"language_code\":\"%s\",\"scope\":{\"type\":\"%s\"},\"commands\":[", language, scope);
	for (const struct command_kind *k = command_kinds; k->help != NULL; k++)
		if (k->offer == one || k->offer == other) {
			fprintf(out, "%s{\"command\":\"%s\",\"description\":", before, k->name);
			json_write(out, _(k->help));
			fputc('}', out);
			before = ",";
		}
	fputs("]}", out);
	if (stream_close(out, &body) != 0 ||
	    telegram_call(c->desk.telegram, "setMyCommands", body, ANSWERING_CALL, answering_ignore,
	    NULL) != 0)
		log_forget();
	free(body);
}

/* For those whose Telegram speaks a language; "": none of ours, and then what new chats are spoken to in. */
static void
register_language(struct chat *c, const char *language)
{
	locale_set(language[0] != '\0' ? language : config_get(CONFIG_CHAT_LOCALE));
	register_commands(c, language, "default", OFFER_EVERYONE, OFFER_EVERYONE);
	register_commands(c, language, "all_chat_administrators", OFFER_EVERYONE, OFFER_ADMINISTRATORS);
	register_commands(c, language, "all_private_chats", OFFER_EVERYONE, OFFER_PRIVATE);
}

void
chat_begin(struct chat *c, const char *username)
{
	snprintf(c->bot, sizeof(c->bot), "%s", username);
	loop_after(c->desk.loop, &c->timer, 0);
	register_language(c, "");
	register_language(c, "en");
	for (const struct locale_catalogue *l = locale_catalogues; l->language != NULL; l++)
		register_language(c, l->language);
}

void
chat_trust(struct chat *c, const struct privacy *privacy)
{
	c->desk.privacy = privacy;
}

int
chat_take(struct chat *c, json *update, int64_t now)
{
	bool taken;

	if (groups_told(c->desk.db, json_object(update, "my_chat_member"), now, &c->left) != 0 ||
	    ask_take(c->desk.db, &c->catalogue, c->desk.privacy, c->bot, update, now, &taken) != 0)
		return -1;
	if (taken) {
		loop_after(c->desk.loop, &c->timer, 0);
		outbox_hurry(c->desk.outbox);
	}
	return 0;
}
