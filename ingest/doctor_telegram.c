#include "ingest/doctor.h"

#include <inttypes.h>

#include "ingest/poll.h"
#include "ingest/telegram.h"
#include "lib/config.h"
#include "lib/lock.h"
#include "lib/log.h"
#include "lib/text.h"

enum { SECONDS = 10, LISTENED = 5, CLOCK_SECONDS = 30, CHATS = 200 };

/* What the answers told. */
struct patient {
	int64_t	bot_id;
	char	username[64];
	bool	reads_all;
	int64_t	date;			/* by Telegram's clock */
	char	webhook[256];
	int64_t	pending;
	char	status[32];		/* the bot's in the chat that was asked for */
	bool	present;		/* where that is "restricted" */
	int	http;
	char	error[512];
	enum poll_action action;
};

static void
take_head(struct patient *p, const struct telegram_answer *a)
{
	p->http = a->status;
	p->action = poll_decide(a, true);
	snprintf(p->error, sizeof(p->error), "%s", a->error != NULL ? a->error : "");
}

static void
take_self(void *cookie, const struct telegram_answer *a)
{
	struct patient *p = cookie;
	const char *username = json_string(a->result, "username");

	take_head(p, a);
	p->date = a->date;
	json_int(a->result, "id", &p->bot_id);
	snprintf(p->username, sizeof(p->username), "%s", username != NULL ? username : "?");
	p->reads_all = json_true(a->result, "can_read_all_group_messages");
}

static void
take_webhook(void *cookie, const struct telegram_answer *a)
{
	struct patient *p = cookie;
	const char *url = json_string(a->result, "url");

	take_head(p, a);
	snprintf(p->webhook, sizeof(p->webhook), "%s", url != NULL ? url : "");
	json_int(a->result, "pending_update_count", &p->pending);
}

static void
take_updates(void *cookie, const struct telegram_answer *a)
{
	take_head(cookie, a);
}

static void
take_membership(void *cookie, const struct telegram_answer *a)
{
	struct patient *p = cookie;
	const char *status = json_string(a->result, "status");

	take_head(p, a);
	snprintf(p->status, sizeof(p->status), "%s", status != NULL ? status : "");
	p->present = json_true(a->result, "is_member");
}

/* False where Telegram is not to be asked any further. */
static bool
check_token(struct doctor *d, struct telegram *t, struct patient *p)
{
	static const char privacy[] = "turn it off at @BotFather, or make it an administrator there";

	if (telegram_ask(t, "getMe", "", SECONDS, take_self, p) != 0) {
		doctor_say_logged(d, VERDICT_PROBLEM, "telegram", NULL);
		return false;
	}
	if (p->action == POLL_STOP) {
		doctor_say(d, VERDICT_PROBLEM, "token", "ask @BotFather for it, or for a new one",
		    "Telegram does not know it: %s", p->error);
		return false;
	}
	if (p->http != 200) {
		doctor_say(d, VERDICT_PROBLEM, "telegram", "look at the network of this machine",
		    "%s does not answer: %s", config_get(CONFIG_TELEGRAM_API_URL), p->error);
		return false;
	}
	doctor_say(d, VERDICT_OK, "token", NULL, "it is @%s's", p->username);
	if (p->reads_all)
		doctor_say(d, VERDICT_OK, "privacy mode", NULL, "it is off: the bot reads whole groups");
	else
		doctor_say(d, VERDICT_WARNING, "privacy mode", privacy, "it is on: where the bot is no"
		    " administrator, it reads commands and replies to itself only");
	return true;
}

static void
check_clock(struct doctor *d, const struct patient *p)
{
	int64_t now = (int64_t)time(NULL), ahead = now - p->date;

	if (p->date == 0)
		doctor_say(d, VERDICT_WARNING, "clock", NULL, "Telegram did not tell the time");
	else if (ahead > CLOCK_SECONDS || ahead < -CLOCK_SECONDS)
		doctor_say(d, VERDICT_WARNING, "clock", "set it, best by apt install systemd-timesyncd",
		    "this machine's is %" PRId64 " s %s", ahead < 0 ? -ahead : ahead,
		    ahead < 0 ? "late" : "early");
	else
		doctor_say(d, VERDICT_OK, "clock", NULL, "it is as Telegram's");
}

/* What keeps the daemon from getting updates. */
static void
check_others(struct doctor *d, struct telegram *t, struct patient *p)
{
	if (telegram_ask(t, "getWebhookInfo", "", SECONDS, take_webhook, p) != 0 || p->http != 200) {
		doctor_say(d, VERDICT_WARNING, "webhook", NULL, "Telegram did not tell: %s", p->error);
		return;
	}
	if (p->webhook[0] != '\0') {
		doctor_say(d, VERDICT_PROBLEM, "webhook", "if it is no longer needed, start chatstatd with"
		    " --delete-webhook", "updates go to another program, by a webhook");
		return;
	}
	doctor_say(d, VERDICT_OK, "webhook", NULL, "there is none; %" PRId64 " updates wait", p->pending);
	/* Asking as a daemon would: it confirms nothing, but would disturb a daemon that runs. */
	if (d->db != NULL && lock_held(db_path(d->db))) {
		doctor_say(d, VERDICT_OK, "other pollers", NULL, "not looked for, since chatstatd runs;"
		    " its log would say");
		return;
	}
	if (telegram_ask(t, "getUpdates", "{\"limit\":1,\"timeout\":5}", SECONDS + LISTENED, take_updates,
	    p) != 0)
		doctor_say_logged(d, VERDICT_PROBLEM, "other pollers", NULL);
	else if (p->action == POLL_OTHER)
		doctor_say(d, VERDICT_PROBLEM, "other pollers", "stop it: one bot has one",
		    "another program asks for the bot's updates");
	else if (p->http != 200)
		doctor_say(d, VERDICT_WARNING, "other pollers", NULL, "Telegram did not tell: %s", p->error);
	else
		doctor_say(d, VERDICT_OK, "other pollers", NULL, "none was seen in %d s", LISTENED);
}

static void
say_membership(struct doctor *d, const struct patient *p, const char *chat, const char *type)
{
	static const char promote[] = "make the bot an administrator; it needs no right beyond that";
	bool in = strcmp(p->status, "member") == 0 || (strcmp(p->status, "restricted") == 0 && p->present);

	if (p->http != 200)
		doctor_say(d, VERDICT_WARNING, "chats", "add the bot again, if it is to be recorded",
		    "%s: the bot has no access: %s", chat, p->error);
	else if (strcmp(p->status, "administrator") == 0 || strcmp(p->status, "creator") == 0)
		doctor_say(d, VERDICT_OK, "chats", NULL, "%s: the bot is an administrator", chat);
	else if (!in)
		doctor_say(d, VERDICT_WARNING, "chats", "add the bot again, if it is to be recorded",
		    "%s: the bot is not in this %s any more", chat, type);
	else if (p->reads_all)
		doctor_say(d, VERDICT_WARNING, "chats", promote, "%s: the bot is told neither reactions nor"
		    " who comes and goes", chat);
	else
		doctor_say(d, VERDICT_WARNING, "chats", promote, "%s: the bot reads commands and replies to"
		    " itself only", chat);
}

/* What the bot is in the chats that it was ever in; others are known from files. */
static void
check_chats(struct doctor *d, struct telegram *t, struct patient *p)
{
	static const char *const types[] = { "chat", "group", "group", "channel" };
	struct stmt *s = db_stmt(d->db, "SELECT chat_id, title, type FROM chat AS c WHERE EXISTS (SELECT 1"
	    " FROM coverage AS v WHERE v.chat = c.chat AND v.source = 1) OR EXISTS (SELECT 1 FROM bot AS b"
	    " JOIN member AS m ON m.member_id = b.bot_id AND m.automatic = 0"
	    " JOIN presence AS p ON p.member = m.member WHERE p.chat = c.chat) ORDER BY chat_id LIMIT :most");
	char body[128], name[160], title[96];
	int step;

	stmt_int(s, ":most", CHATS);
	while ((step = stmt_step(s)) == 1) {
		int64_t type = col_int(s, 2);

		text_cut(title, sizeof(title), col_text(s, 1, NULL), 40);
		snprintf(name, sizeof(name), "%s (%" PRId64 ")", title, col_int(s, 0));
		snprintf(body, sizeof(body), "{\"chat_id\":%" PRId64 ",\"user_id\":%" PRId64 "}",
		    col_int(s, 0), p->bot_id);
		if (telegram_ask(t, "getChatMember", body, SECONDS, take_membership, p) != 0) {
			doctor_say_logged(d, VERDICT_PROBLEM, "chats", NULL);
			break;
		}
		say_membership(d, p, name, types[type >= 0 && type < 4 ? type : 0]);
		if (p->http == 0)	/* the network has gone */
			break;
	}
	stmt_reset(s);
	if (step < 0)
		doctor_say_logged(d, VERDICT_PROBLEM, "chats", NULL);
}

void
doctor_telegram(struct doctor *d)
{
	const char *token;
	struct patient p = { 0 };
	struct telegram *t;

	if (!d->token) {
		doctor_say(d, VERDICT_OK, "telegram", NULL, "no token is configured, so it is not asked");
		return;
	}
	if ((token = telegram_token(config_get(CONFIG_TELEGRAM_TOKEN_FILE))) == NULL) {
		doctor_say_logged(d, VERDICT_PROBLEM, "token", NULL);
		return;
	}
	if ((t = telegram_open(config_get(CONFIG_TELEGRAM_API_URL), token)) == NULL) {
		doctor_say_logged(d, VERDICT_PROBLEM, "telegram", NULL);
		return;
	}
	if (check_token(d, t, &p)) {
		check_clock(d, &p);
		check_others(d, t, &p);
		if (d->db != NULL)
			check_chats(d, t, &p);
	}
	telegram_close(t);
}
