/*
 * chatstatd: polls Telegram, stores what comes, sends what is queued, and tells how it is.
 */
#include <unistd.h>

#include "ingest/batch.h"
#include "ingest/chat.h"
#include "ingest/headcount.h"
#include "ingest/http.h"
#include "ingest/loop.h"
#include "ingest/notify.h"
#include "ingest/outbox.h"
#include "ingest/poll.h"
#include "ingest/summary.h"
#include "ingest/telegram.h"
#include "lib/cache.h"
#include "lib/clock.h"
#include "lib/config.h"
#include "lib/db.h"
#include "lib/lock.h"
#include "lib/log.h"
#include "lib/program.h"
#include "lib/secret.h"
#include "lib/zone.h"

/* Milliseconds to wait for other programs that write: a signal is to be obeyed within a second. */
enum { DATABASE_PATIENCE = 250 };

static const char usage[] =
    "usage: chatstatd [-c FILE] [-d DB] [-n | -T] [--delete-webhook]\n"
    "\n"
    "Records what happens in the chats that a Telegram bot is in, in the foreground,\n"
    "until SIGTERM or SIGINT.\n"
    "\n"
    "  -c, --config FILE     configuration file\n"
    "  -d, --database DB     database file (default: chatstat.db, or as configured)\n"
    "  -n, --check           check the configuration, and do nothing\n"
    "  -T, --show            print the configuration as it is in effect, without secrets\n"
    "      --delete-webhook  if a webhook takes the bot's updates, remove it\n"
    "      --help            this text\n"
    "      --version         version\n"
    "\n"
    "Exit status: 0 ended by a signal, 1 failed, 2 misuse, bad configuration or token,\n"
    "75 another chatstatd has the database.\n";

/* All that runs, in the order it is opened in. */
struct daemon {
	struct db	*db;
	int		 lock;
	struct secret	*secret;
	struct telegram	*telegram;
	struct loop	*loop;
	struct batch	*batch;
	struct outbox	*outbox;
	struct chat	*chat;
	struct poll	*poll;
	struct http	*http;
	struct watch	 served;
	struct health	 health;
	struct summary	 summary;
	struct headcount headcount;
	struct timer	 alive;
};

static void
show(void)
{
	config_write(stdout);
	puts(getenv("CHATSTAT_TELEGRAM_TOKEN") != NULL ?
	    "\n; The token is that of CHATSTAT_TELEGRAM_TOKEN, and not shown." :
	    "\n; The token is read from token_file, and not shown.");
}

static int
http_due(void *http)
{
	return http_timeout(http);
}

static void
http_turn(void *http)
{
	http_run(http);
}

static void
say_alive(void *cookie)
{
	struct daemon *d = cookie;

	notify_alive();
	loop_after(d->loop, &d->alive, notify_interval() / 2);
}

static int
start(struct daemon *d, const struct program *p, bool delete_webhook, const char *token)
{
	const char *listen = config_get(CONFIG_HTTP_LISTEN);

	if ((d->db = db_open(p->database, DB_CREATE)) == NULL ||
	    (d->lock = lock_take(db_path(d->db), LOCK_DAEMON)) == -1 ||
	    (d->batch = batch_open(d->db, zone_find(config_get(CONFIG_CHAT_ZONE)))) == NULL ||
	    (d->secret = secret_open(d->db)) == NULL || clock_now(&d->health.began) != 0)
		return -1;
	db_patience(d->db, DATABASE_PATIENCE);
	cache_beside(db_path(d->db));
	if (config_is(CONFIG_LOG_IDS, "hashed"))
		log_hashed(d->secret);
	if ((d->telegram = telegram_open(config_get(CONFIG_TELEGRAM_API_URL), token)) == NULL ||
	    (d->loop = loop_open(d->telegram)) == NULL ||
	    (d->outbox = outbox_open(d->loop, d->telegram, d->batch, d->db)) == NULL ||
	    (d->chat = chat_open(d->loop, d->telegram, d->outbox, d->db, p->config)) == NULL ||
	    (d->poll = poll_open(d->loop, d->telegram, d->batch, d->chat, &d->health,
	    delete_webhook)) == NULL ||
	    (listen[0] != '\0' && (d->http = http_open(listen, config_get(CONFIG_HTTP_TOKEN_FILE), d->db,
	    &d->health)) == NULL) || (d->http != NULL && config_is(CONFIG_HTTP_PAGES, "on") &&
	    http_serve_pages(d->http, d->loop, d->secret, p->config) != 0))
		return -1;
	if (d->http != NULL) {
		d->served = (struct watch){ .descriptor = http_descriptor(d->http), .timeout = http_due,
		    .ready = http_turn, .cookie = d->http };
		loop_watch(d->loop, &d->served);
	}
	batch_tell(d->batch, d->chat);
	poll_start(d->poll);
	outbox_start(d->outbox);
	summary_start(&d->summary, d->loop, d->db);
	headcount_start(&d->headcount, d->loop, d->telegram, d->db);
	d->alive = (struct timer){ .fire = say_alive, .cookie = d };
	if (notify_interval() > 0)
		loop_after(d->loop, &d->alive, 0);
	return 0;
}

static void
stop(struct daemon *d)
{
	http_close(d->http);
	/* Its calls know the others, and are dropped with it. */
	telegram_close(d->telegram);
	/* It kills children, whose timers lie in a list with those of the others. */
	chat_close(d->chat);
	poll_close(d->poll);
	outbox_close(d->outbox);
	batch_close(d->batch);
	loop_close(d->loop);
	log_hashed(NULL);
	secret_close(d->secret);
	db_close(d->db);
	if (d->lock != -1)
		close(d->lock);
}

int
main(int argc, char **argv)
{
	struct program p = { .name = "chatstatd", .usage = usage };
	bool check_only = false, show_only = false, delete_webhook = false;
	const struct program_option options[] = {
		{ "check", 'n', .flag = &check_only }, { "show", 'T', .flag = &show_only },
		{ "delete-webhook", .flag = &delete_webhook }, { .name = NULL }
	};
	struct daemon d = { .lock = -1 };
	const char *token;
	int status;

	log_open(argv[0]);
	if (program_parse(&p, argc, argv, options, NULL) == 0 && check_only && show_only)
		log_fail(STATUS_MISUSE, "choose one of -n and -T");
	if (log_status() != STATUS_DONE || program_configure(&p) != 0)
		return log_status();
	if (show_only) {
		show();
		return program_end();
	}
	if ((config_get(CONFIG_HTTP_LISTEN)[0] != '\0' &&
	    http_check(config_get(CONFIG_HTTP_TOKEN_FILE)) != 0) ||
	    (token = telegram_token(config_get(CONFIG_TELEGRAM_TOKEN_FILE))) == NULL)
		return log_status();
	if (check_only)
		return STATUS_DONE;
	log_serve((enum log_level)log_level(config_get(CONFIG_LOG_LEVEL)),
	    config_is(CONFIG_LOG_FORMAT, "json"));
	if (start(&d, &p, delete_webhook, token) == 0) {
		log_say(LOG_INFO, "chatstatd", "version " VERSION " is up");
		notify_ready();
		status = loop_run(d.loop);
		notify_stopping();
		log_say(LOG_INFO, "chatstatd", "ends");
	} else {
		status = log_status();
	}
	stop(&d);
	return status;
}
