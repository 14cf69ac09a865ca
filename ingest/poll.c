#include "ingest/poll.h"

#include <string.h>

#include "ingest/metrics.h"
#include "ingest/retry.h"
#include "lib/clock.h"
#include "lib/config.h"
#include "lib/log.h"

enum {
	CALL_SECONDS = 10,	/* that an answer may take which nothing is waited for */
	HASTE = 500,		/* milliseconds within which an empty answer to a long poll is too early */
	PATIENCE = 120		/* seconds more than a poll takes, until something is wrong */
};

/* All that a record is made of, or will be; what is not named here Telegram does not send. */
static const char allowed[] = "[\"message\",\"edited_message\",\"channel_post\",\"edited_channel_post\","
    "\"message_reaction\",\"message_reaction_count\",\"chat_member\",\"my_chat_member\","
    "\"chat_join_request\",\"poll\",\"poll_answer\",\"chat_boost\",\"removed_chat_boost\","
    "\"callback_query\"]";

/* Why there is no poll at the moment; what it says when there is one again. */
struct trouble {
	struct retry	retry;
	char		what[160];
};

struct poll {
	struct loop	*loop;
	struct telegram	*telegram;
	struct batch	*batch;
	struct chat	*chat;
	bool		 moving;	/* there is something to do: no long poll */
	struct health	*health;
	bool		 delete_webhook;
	int		 seconds;	/* that the server may wait */
	int64_t		 next;
	struct trouble	 network, database;
	struct timer	 timer;
};

static void	ask(void *);
static void	introduce(void *);

enum poll_action
poll_decide(const struct telegram_answer *a, bool first)
{
	switch (a->status) {
	case 200:
		return POLL_GO_ON;
	case 401:
		return POLL_STOP;
	case 404:
		return first ? POLL_STOP : POLL_LATER;
	case 409:
		return strstr(a->error, "webhook") != NULL ? POLL_WEBHOOK : POLL_OTHER;
	default:
		return POLL_LATER;
	}
}

struct poll *
poll_open(struct loop *loop, struct telegram *telegram, struct batch *batch, struct chat *chat,
    struct health *health, bool delete_webhook)
{
	struct poll *p = log_memory(calloc(1, sizeof(*p)));

	if (p == NULL)
		return NULL;
	*p = (struct poll){ .loop = loop, .telegram = telegram, .batch = batch, .chat = chat,
	    .health = health, .delete_webhook = delete_webhook,
	    .seconds = (int)config_number(CONFIG_TELEGRAM_POLL_TIMEOUT) };
	p->timer.cookie = p;
	health->patience = p->seconds + PATIENCE;
	return p;
}

void
poll_close(struct poll *p)
{
	free(p);
}

/* ----- when it does not work ----- */

static void
later(struct poll *p, void (*then)(void *), int64_t milliseconds)
{
	p->timer.fire = then;
	loop_after(p->loop, &p->timer, milliseconds);
}

static void
over(struct trouble *t, const char *module)
{
	if (t->retry.failures > 0)
		log_say(LOG_INFO, module, "works again after %lld failures", (long long)t->retry.failures);
	retry_worked(&t->retry);
}

/* Tries again after a while what Telegram, or the way to it, did not do. */
static void
fail(struct poll *p, const char *method, const struct telegram_answer *a, const char *why,
    void (*then)(void *))
{
	int64_t wait = retry_failed(&p->network.retry, a->retry_after);

	metrics_add(METRIC_ERRORS, a->status == 0 ? "network" : "telegram", NULL, 1);
	log_say(LOG_ERROR, "telegram", "%s: %s; again in %.1f s", method, why, (double)wait / 1000);
	later(p, then, wait);
}

/* What cannot even be asked, for want of memory, is asked later. */
static void
call(struct poll *p, const char *method, const char *body, int seconds, telegram_done *done,
    void (*then)(void *))
{
	if (telegram_call(p->telegram, method, body, seconds, done, p) == 0)
		return;
	log_forget();
	later(p, then, retry_failed(&p->network.retry, 0));
}

/* The database does not take what came: Telegram keeps it until it does. */
static void
fail_to_store(struct poll *p, void (*then)(void *))
{
	struct trouble *t = &p->database;

	snprintf(t->what, sizeof(t->what), "%s", log_message());
	log_forget();
	p->health->fault = t->what;
	metrics_add(METRIC_ERRORS, "database", NULL, 1);
	later(p, then, retry_failed(&t->retry, 0));
}

static void
stored(struct poll *p)
{
	over(&p->database, "database");
	p->health->fault = NULL;
}

static void
take_removal(void *cookie, const struct telegram_answer *a)
{
	struct poll *p = cookie;

	p->delete_webhook = false;
	if (a->status != 200) {
		fail(p, "deleteWebhook", a, a->error, ask);
		return;
	}
	log_say(LOG_INFO, "telegram", "deleteWebhook: the webhook is removed");
	ask(p);
}

/* What to do about anything but success; first, then: the call was getMe, or what to try again. */
static void
handle(struct poll *p, const char *method, const struct telegram_answer *a, bool first, void (*then)(void *))
{
	switch (poll_decide(a, first)) {
	case POLL_STOP:
		log_fail(STATUS_MISUSE, "telegram: %s: %s: the token is no bot's, or was revoked;"
		    " @BotFather gives a new one", method, a->error);
		loop_stop(p->loop, STATUS_MISUSE);
		return;
	case POLL_WEBHOOK:
		if (p->delete_webhook) {
			call(p, "deleteWebhook", "", CALL_SECONDS, take_removal, then);
			return;
		}
		log_fail(STATUS_MISUSE, "telegram: %s: a webhook is set for this bot, and takes its updates;"
		    " chatstatd --delete-webhook removes it", method);
		loop_stop(p->loop, STATUS_MISUSE);
		return;
	case POLL_OTHER:
		fail(p, method, a, "another program polls for this bot, and only one can", then);
		return;
	default:
		fail(p, method, a, a->error, then);
	}
}

/* ----- who the bot is ----- */

static void
take_self(void *cookie, const struct telegram_answer *a)
{
	struct poll *p = cookie;
	const char *username = json_string(a->result, "username");
	bool reads_all = json_true(a->result, "can_read_all_group_messages");
	int64_t id, now;

	if (a->status != 200 || !json_int(a->result, "id", &id)) {
		if (a->status != 200)
			handle(p, "getMe", a, true, introduce);
		else
			fail(p, "getMe", a, "the answer tells of no bot", introduce);
		return;
	}
	over(&p->network, "telegram");
	if (clock_now(&now) != 0 || batch_begin(p->batch, id, reads_all, now, &p->next) != 0) {
		fail_to_store(p, introduce);
		return;
	}
	stored(p);
	log_say(LOG_INFO, "telegram", "getMe: polling for @%.64s", username != NULL ? username : "?");
	if (!reads_all)
		log_say(LOG_WARNING, "telegram", "privacy mode is on: where the bot is no administrator it"
		    " sees commands and replies to itself only; /setprivacy at @BotFather changes that");
	p->health->started = true;
	chat_begin(p->chat, username != NULL ? username : "");
	ask(p);
}

static void
introduce(void *cookie)
{
	call(cookie, "getMe", "", CALL_SECONDS, take_self, introduce);
}

/* ----- updates ----- */

static void
say_stored(const struct telegram_answer *a, const struct batch_result *r, double seconds)
{
	log_say(r->updates > 0 ? LOG_INFO : LOG_DEBUG, "telegram",
	    "getUpdates: %lld updates in %.2f s, stored in %.3f s", (long long)r->updates,
	    a->seconds, seconds);
	if (r->parked > 0) {
		metrics_add(METRIC_ERRORS, "update", NULL, r->parked);
		log_say(LOG_WARNING, "telegram",
		    "getUpdates: %lld updates cannot be stored, and are set aside: %s",
		    (long long)r->parked, r->why);
	}
}

/* Seconds of a clock that nobody sets. */
static double
instant(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
take_updates(void *cookie, const struct telegram_answer *a)
{
	struct poll *p = cookie;
	struct batch_result result = { .next = p->next };
	double seconds = instant();
	int64_t now;
	enum batch_end end;

	if (a->status != 200) {
		handle(p, "getUpdates", a, false, ask);
		return;
	}
	log_request();
	end = clock_now(&now) == 0 ? batch_store(p->batch, a->text, a->length, now, &result) : BATCH_AGAIN;
	seconds = instant() - seconds;
	switch (end) {
	case BATCH_BROKEN:
		fail(p, "getUpdates", a, "the answer is no list of updates", ask);
		break;
	case BATCH_AGAIN:
		fail_to_store(p, ask);
		break;
	case BATCH_DONE:
		metrics_observe(METRIC_STORE_SECONDS, NULL, seconds);
		say_stored(a, &result, seconds);
		over(&p->network, "telegram");
		stored(p);
		p->next = result.next;
		p->moving = result.moving;
		p->health->polled = now;
		if (result.updates > 0)
			p->health->updated = now;
		/* Were the server not to wait, this would ask without end. */
		later(p, ask, result.updates == 0 && a->seconds * 1000 < HASTE ? HASTE : 0);
		break;
	}
	log_request_end();
}

static void
ask(void *cookie)
{
	struct poll *p = cookie;
	char body[1024];

	snprintf(body, sizeof(body), "{\"offset\":%lld,\"limit\":%d,\"timeout\":%d,\"allowed_updates\":%s}",
	    (long long)p->next, BATCH_UPDATES, p->moving ? 0 : p->seconds, allowed);
	call(p, "getUpdates", body, p->seconds + CALL_SECONDS, take_updates, ask);
}

void
poll_start(struct poll *p)
{
	introduce(p);
}
