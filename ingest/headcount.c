#include "ingest/headcount.h"

#include <inttypes.h>

#include "lib/clock.h"
#include "lib/date.h"
#include "lib/log.h"

enum {
	CALL_SECONDS = 10,
	APART = 1000,		/* milliseconds between two chats: far below what Telegram allows */
	IDLE = 60 * 1000,	/* until it is looked again who is due */
	OFTEN = 3600		/* seconds between two answers of one chat */
};

static void
later(struct headcount *h, int64_t milliseconds)
{
	loop_after(h->loop, &h->timer, milliseconds);
}

/* Notes what was told, where anything was, and that it was asked; 0 or -1. */
static int
note(struct headcount *h, const int64_t *members)
{
	struct stmt *s;
	int64_t now;

	if (clock_now(&now) != 0)
		return -1;
	s = db_stmt(h->db, "INSERT INTO headcount (chat, day, at, members)"
	    " SELECT chat, :day, :at, :members FROM chat WHERE chat = :chat"
	    " ON CONFLICT DO UPDATE SET at = excluded.at, members = coalesce(excluded.members, members)");
	stmt_int(s, ":chat", h->chat);
	stmt_int(s, ":day", date_div(now, DATE_SECONDS));
	stmt_int(s, ":at", now);
	if (members != NULL)
		stmt_int(s, ":members", *members);
	return stmt_run(s);
}

static void
take(void *cookie, const struct telegram_answer *a)
{
	struct headcount *h = cookie;
	int64_t members;
	bool told = a->status == 200 && json_number(a->result, &members);
	int64_t wait = APART;

	if (!told)
		log_say(LOG_WARNING, "telegram", "getChatMemberCount: %s",
		    a->status == 200 ? "the answer is no number" : a->error);
	if (a->status == 0 || a->retry_after > 0)	/* not this chat's fault */
		wait = a->retry_after > 0 ? a->retry_after * 1000 : IDLE;
	else if (note(h, told ? &members : NULL) != 0) {
		log_forget();
		wait = IDLE;
	}
	later(h, wait);
}

/* The chat that waits longest; 1, 0 or -1. */
static int
find_due(struct headcount *h)
{
	struct stmt *s;
	int64_t now;
	int step;

	if (clock_now(&now) != 0)
		return -1;
	s = db_stmt(h->db, "SELECT chat, chat_id, (SELECT at FROM headcount AS h WHERE h.chat = c.chat"
	    " AND h.at <= :now ORDER BY day DESC LIMIT 1) AS told FROM chat AS c WHERE live = 1"
	    " AND (told IS NULL OR told <= :now - 86400 OR (told <= :now - :often AND EXISTS"
	    " (SELECT 1 FROM message AS m WHERE m.chat = c.chat AND m.day >= told / 86400 AND m.at >= told)))"
	    " ORDER BY told, chat LIMIT 1");
	stmt_int(s, ":now", now);
	stmt_int(s, ":often", OFTEN);
	if ((step = stmt_step(s)) == 1) {
		h->chat = col_int(s, 0);
		h->chat_id = col_int(s, 1);
		stmt_reset(s);
	}
	return step;
}

static void
ask(void *cookie)
{
	struct headcount *h = cookie;
	int due = find_due(h);
	char body[64];

	snprintf(body, sizeof(body), "{\"chat_id\":%" PRId64 "}", h->chat_id);
	if (due == 1 && telegram_call(h->telegram, "getChatMemberCount", body, CALL_SECONDS, take, h) == 0)
		return;
	if (due != 0)
		log_forget();
	later(h, IDLE);
}

void
headcount_start(struct headcount *h, struct loop *loop, struct telegram *telegram, struct db *db)
{
	*h = (struct headcount){ .loop = loop, .telegram = telegram, .db = db,
	    .timer = { .fire = ask, .cookie = h } };
	later(h, APART);
}
