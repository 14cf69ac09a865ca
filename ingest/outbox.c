#include "ingest/outbox.h"

#include <string.h>

#include "ingest/letter.h"
#include "ingest/metrics.h"
#include "ingest/pace.h"
#include "ingest/picture.h"
#include "ingest/retry.h"
#include "lib/clock.h"
#include "lib/config.h"
#include "lib/fault.h"
#include "lib/locale.h"
#include "lib/log.h"
#include "lib/outbox.h"
#include "lib/spoken.h"

enum {
	TURN = 1000,			/* milliseconds: programs queue without telling */
	SENDING = 8,			/* at the same time, each to another chat */
	STALE_SECONDS = 600,		/* an answer that comes later is to a question long gone */
	TOAST_SECONDS = 60,		/* Telegram does not show it any more */
	KEPT_SECONDS = 48 * 3600,	/* what was sent, and what could not be */
	FEW = 2,			/* tries with a photo; and again, of what may have been sent */
	REST_SECONDS = 3600,		/* at most, before what failed is tried again */
	PRUNE_SECONDS = 3600
};

/* A message on its way, and then what became of it, until that is written. */
struct sending {
	struct outbox		*outbox;
	int64_t			 item;		/* 0: free */
	int64_t			 chat_id;
	bool			 toast, plain, answered;
	bool			 upload;	/* what Telegram knew the photo by was wrong */
	bool			 bare;		/* nor does it take the photo itself */
	int64_t			 tries;		/* that failed before */
	int64_t			 rest;		/* seconds before the next; 0: it is not held back itself */
	struct picture		 picture;	/* its photo */
	enum outbox_action	 action;
	int64_t			 message_id, migrate_to;
	char			 error[256];
};

struct outbox {
	struct loop	*loop;
	struct telegram	*telegram;
	struct batch	*batch;
	struct db	*db;
	struct timer	 timer;
	struct pace	 pace;
	struct retry	 retry;
	int64_t		 down_until;	/* as loop_now */
	int64_t		 pruned;	/* instant */
	struct sending	 sending[SENDING];
};

/* What Telegram says no with; the first that fits.  said NULL: anything. */
static const struct refusal {
	const char		*said;
	int			 status;
	enum outbox_action	 action;
} refusals[] = {
	{ "can't parse entities", 400, OUTBOX_PLAIN },
	{ "message to be replied not found", 400, OUTBOX_PLAIN },
	{ "message is not modified", 400, OUTBOX_SENT },
	{ "chat not found", 400, OUTBOX_GONE },
	{ "group chat was deactivated", 400, OUTBOX_GONE },
	{ NULL, 400, OUTBOX_DROP },
	{ NULL, 403, OUTBOX_GONE },
	{ NULL, 413, OUTBOX_DROP },
	{ NULL, 429, OUTBOX_WAIT },
};

enum outbox_action
outbox_decide(const struct telegram_answer *a)
{
	if (a->status == 200)
		return OUTBOX_SENT;
	if (a->migrate_to != 0)
		return OUTBOX_MOVED;
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
		if (a->status == refusals[i].status &&
		    (refusals[i].said == NULL || strstr(a->error, refusals[i].said) != NULL))
			return refusals[i].action;
	return a->status >= 500 ? OUTBOX_LATER : a->status == -1 || a->begun ? OUTBOX_DOUBT : OUTBOX_DOWN;
}

struct outbox *
outbox_open(struct loop *loop, struct telegram *telegram, struct batch *batch, struct db *db)
{
	struct outbox *o = log_memory(calloc(1, sizeof(*o)));

	if (o == NULL)
		return NULL;
	o->loop = loop;
	o->telegram = telegram;
	o->batch = batch;
	o->db = db;
	return o;
}

void
outbox_close(struct outbox *o)
{
	free(o);
}

/* ----- what became of a message ----- */

static struct stmt *
end_item(struct db *db, const char *sql, const struct sending *m, int64_t now)
{
	struct stmt *s = db_stmt(db, sql);

	stmt_int(s, ":now", now);
	stmt_text(s, ":error", m->error);
	return s;
}

static int
write_action(struct outbox *o, const struct sending *m, int64_t now)
{
	struct stmt *s;

	switch (m->action) {
	case OUTBOX_SENT:
		s = db_stmt(o->db, "UPDATE outbox SET done_at = :now, message_id = :message_id, error = NULL,"
		    " text = '', keyboard = NULL, photo = NULL WHERE item = :item");
		stmt_int(s, ":now", now);
		stmt_int(s, ":message_id", m->message_id);
		stmt_int(s, ":item", m->item);
		return stmt_run(s);
	case OUTBOX_MOVED:
		s = db_stmt(o->db, "UPDATE outbox SET chat_id = :to"
		    " WHERE chat_id = :chat_id AND done_at IS NULL");
		stmt_int(s, ":to", m->migrate_to);
		stmt_int(s, ":chat_id", m->chat_id);
		return stmt_run(s);
	case OUTBOX_GONE:
		s = end_item(o->db, "UPDATE outbox SET done_at = :now, error = :error, text = '',"
		    " keyboard = NULL, photo = NULL WHERE chat_id = :chat_id AND done_at IS NULL", m, now);
		stmt_int(s, ":chat_id", m->chat_id);
		return stmt_run(s);
	case OUTBOX_DROP:
		s = end_item(o->db, "UPDATE outbox SET done_at = :now, error = :error, text = '',"
		    " keyboard = NULL, photo = NULL WHERE item = :item", m, now);
		break;
	default:
		s = end_item(o->db, "UPDATE outbox SET tries = tries + (:rest > 0),"
		    " not_before = :now + :rest, error = :error WHERE item = :item", m, now);
		stmt_int(s, ":rest", m->rest);
		break;
	}
	stmt_int(s, ":item", m->item);
	return stmt_run(s);
}

/* A button is answered at the latest when its answer is; mostly it was before. */
static int
write_toast(struct outbox *o, const struct sending *m, int64_t now)
{
	struct stmt *s = db_stmt(o->db, "INSERT INTO outbox (once, chat_id, topic, reply_to, class, text,"
	    " made_at, not_before) SELECT :toast || substr(once, 7), chat_id, 0, 0, :class, :text, :now, 0"
	    " FROM outbox WHERE item = :item AND once GLOB 'press:*' ON CONFLICT (once) DO NOTHING");

	spoken_in(o->db, m->chat_id);
	stmt_text(s, ":toast", OUTBOX_TOAST_ONCE);
	stmt_int(s, ":class", OUTBOX_TOAST);
	stmt_text(s, ":text", m->action == OUTBOX_SENT ? "" :
	    _("Telegram did not take the chart: pictures may be forbidden here."));
	stmt_int(s, ":now", now);
	stmt_int(s, ":item", m->item);
	return stmt_run(s);
}

/* Writes what became of messages; what cannot be written stays, and nothing goes to its chat meanwhile. */
static int
write_actions(struct outbox *o, int64_t now)
{
	for (size_t i = 0; i < SENDING; i++) {
		struct sending *m = &o->sending[i];

		if (m->item == 0 || !m->answered)
			continue;
		fault_pass("outbox.before-mark");
		if (((m->action == OUTBOX_SENT || m->action == OUTBOX_DROP) && write_toast(o, m, now) != 0) ||
		    write_action(o, m, now) != 0 || (m->action == OUTBOX_SENT &&
		    picture_keep(o->db, &m->picture, now) != 0))
			return -1;
		fault_pass("outbox.after-mark");
		m->item = 0;
	}
	return 0;
}

/* ----- sending ----- */

static void	take_sent(void *, const struct telegram_answer *);

/* Sends an item, unless it waited for too long. */
static int
send_item(struct outbox *o, struct sending *m, int64_t now)
{
	struct stmt *s = db_stmt(o->db, "SELECT topic, reply_to, text, keyboard, photo, class,"
	    " made_at, edits, captioned, once, file, tries FROM outbox WHERE item = :item");
	static const int64_t patience[] = { [OUTBOX_ANSWER] = STALE_SECONDS, [OUTBOX_NOTICE] = KEPT_SECONDS,
		[OUTBOX_DIGEST] = KEPT_SECONDS, [OUTBOX_TOAST] = TOAST_SECONDS };
	struct letter letter = { .chat_id = m->chat_id };
	int ret = 0;

	stmt_int(s, ":item", m->item);
	if (stmt_step(s) != 1)
		return -1;
	if (now - col_int(s, 6) > patience[col_int(s, 5)]) {
		m->action = OUTBOX_DROP;
		snprintf(m->error, sizeof(m->error), "too late");
		m->answered = true;
	} else {
		letter.topic = col_int(s, 0);
		letter.reply_to = col_int(s, 1);
		letter.html = col_text(s, 2, NULL);
		letter.keyboard = col_null(s, 3) ? NULL : col_text(s, 3, NULL);
		letter.file = col_null(s, 10) ? NULL : col_text(s, 10, NULL);
		m->tries = col_int(s, 11);
		m->bare = m->bare || (m->tries >= FEW && letter.file == NULL);
		letter.photo = m->bare ? NULL : col_blob(s, 4, &letter.photo_size);
		letter.edits = col_int(s, 7);
		letter.captioned = col_int(s, 8) != 0;
		letter.pressed = m->toast ? col_text(s, 9, NULL) + strlen(OUTBOX_TOAST_ONCE) : NULL;
		picture_find(o->db, letter.file == NULL ? letter.photo : NULL, letter.photo_size,
		    &m->picture);
		letter.file_id = m->picture.file_id[0] != '\0' && !m->upload ? m->picture.file_id : NULL;
		ret = letter_send(o->telegram, &letter, m->plain, take_sent, m);
	}
	stmt_reset(s);
	return ret;
}

/* Sends the same without what Telegram could not make sense of, once. */
static bool
send_again(struct outbox *o, struct sending *m, bool *tried)
{
	int64_t now;

	if (*tried)
		return false;
	*tried = true;
	if (clock_now(&now) == 0 && send_item(o, m, now) == 0 && !m->answered)
		return true;
	log_forget();
	return false;
}

/*
 * What failed itself waits longer and longer.  Only where several fail one after another, each for the first
 * time, all wait.
 */
static void
hold_back(struct outbox *o, struct sending *m)
{
	int64_t wait;

	m->rest = config_number(m->action == OUTBOX_DOUBT ? CONFIG_RETRY_MAX_SECONDS :
	    CONFIG_RETRY_MIN_SECONDS);
	for (int64_t i = 0; i < m->tries && m->rest < REST_SECONDS; i++)
		m->rest = 2 * m->rest < REST_SECONDS ? 2 * m->rest : REST_SECONDS;
	if (m->action == OUTBOX_DOUBT && m->tries >= FEW)
		m->action = OUTBOX_DROP;
	if (m->tries > 0)
		return;
	wait = retry_failed(&o->retry, 0);
	if (o->retry.failures >= config_number(CONFIG_RETRY_BREAKER_FAILURES))
		o->down_until = loop_now() + wait;
}

static void	turn(void *);

static void
take_sent(void *cookie, const struct telegram_answer *a)
{
	struct sending *m = cookie;
	struct outbox *o = m->outbox;
	char id[LOG_ID];

	fault_pass("outbox.answered");
	/* From now on, since it may have come there only now. */
	if (!m->toast)
		pace_sent(&o->pace, m->chat_id, loop_now());
	m->action = outbox_decide(a);
	/* What is wrong may be how the photo was named, or that there is one: some groups forbid them. */
	if (a->status == 400 && m->action == OUTBOX_DROP && m->picture.digest[0] != '\0' &&
	    send_again(o, m, m->picture.file_id[0] != '\0' && !m->upload ? &m->upload : &m->bare))
		return;
	if (m->toast && m->action == OUTBOX_GONE)
		m->action = OUTBOX_DROP;
	m->migrate_to = a->migrate_to;
	json_int(a->result, "message_id", &m->message_id);
	picture_read(a->result, &m->picture);
	snprintf(m->error, sizeof(m->error), "%s", a->status != 200 ? a->error : "");
	if (m->action == OUTBOX_PLAIN && send_again(o, m, &m->plain))
		return;
	if (m->action == OUTBOX_PLAIN)
		m->action = OUTBOX_DROP;
	/* Where both notices of a migration were missed, this is how it becomes known. */
	if (m->action == OUTBOX_MOVED)
		batch_migrate(o->batch, m->chat_id, m->migrate_to);
	if (m->action == OUTBOX_WAIT)
		pace_hold(&o->pace, m->chat_id, loop_now() +
		    1000 * (a->retry_after > 0 ? a->retry_after : 1));
	if (m->action == OUTBOX_DOWN)
		o->down_until = loop_now() + retry_failed(&o->retry, a->retry_after);
	else if (m->action == OUTBOX_LATER || m->action == OUTBOX_DOUBT)
		hold_back(o, m);
	else
		retry_worked(&o->retry);
	if (m->action == OUTBOX_SENT) {
		log_say(LOG_INFO, "outbox", "to %s: sent in %.2f s", log_id(m->chat_id, id), a->seconds);
	} else {
		metrics_add(METRIC_ERRORS, a->status == 0 ? "network" : "telegram", NULL, 1);
		log_say(LOG_WARNING, "outbox", "to %s: %s: %s", log_id(m->chat_id, id),
		    m->action == OUTBOX_DROP || m->action == OUTBOX_GONE ? "given up" : "later", m->error);
	}
	m->answered = true;
	turn(o);
}

/* ----- whose turn it is ----- */

struct head {
	int64_t	item, chat_id;
	bool	toast;
};

enum { HEADS = 256, ITEMS = 48 };

/*
 * What waits and is first of its chat: toasts before answers, and answers before what nobody waits for.
 * Toasts are not for the chat, and not held up by it; a rest that is longer than any is a wrong clock's.
 * Their count, or -1.  A full scan of outbox, but by its index of what waits.
 */
static int
find_heads(struct outbox *o, int64_t now, struct head heads[HEADS])
{
	struct stmt *s = db_stmt(o->db, "SELECT min((class + 1) % 4 << 48 | item), chat_id FROM outbox"
	    " WHERE done_at IS NULL AND not_before NOT BETWEEN :now + 1 AND :now + :most"
	    " GROUP BY chat_id, CASE class WHEN :toast THEN item END ORDER BY 1 LIMIT :heads");
	int n = 0, step;

	stmt_int(s, ":now", now);
	stmt_int(s, ":most", REST_SECONDS);
	stmt_int(s, ":toast", OUTBOX_TOAST);
	stmt_int(s, ":heads", HEADS);
	while ((step = stmt_step(s)) == 1 && n < HEADS) {
		heads[n].item = col_int(s, 0) & ((INT64_C(1) << ITEMS) - 1);
		heads[n].toast = col_int(s, 0) >> ITEMS == 0;
		heads[n++].chat_id = col_int(s, 1);
	}
	stmt_reset(s);
	return step < 0 ? -1 : n;
}

/* A free place, unless something is on its way to the chat; NULL. */
static struct sending *
place_for(struct outbox *o, const struct head *head)
{
	struct sending *place = NULL;

	for (size_t i = 0; i < SENDING; i++) {
		if (o->sending[i].item == 0)
			place = &o->sending[i];
		else if (o->sending[i].item == head->item ||
		    (!head->toast && !o->sending[i].toast && o->sending[i].chat_id == head->chat_id))
			return NULL;
	}
	return place;
}

/* Sends what may be sent; *wait becomes how long until more may. */
static int
send_heads(struct outbox *o, int64_t now, int64_t *wait)
{
	struct head heads[HEADS];
	int n = find_heads(o, now, heads);

	for (int i = 0; i < n; i++) {
		struct sending *m = place_for(o, &heads[i]);
		int64_t pace = heads[i].toast ? 0 : pace_wait(&o->pace, heads[i].chat_id, loop_now());

		if (m == NULL)
			continue;
		if (pace > 0) {
			*wait = pace < *wait ? pace : *wait;
			continue;
		}
		*m = (struct sending){ .outbox = o, .item = heads[i].item, .chat_id = heads[i].chat_id,
			.toast = heads[i].toast };
		if (send_item(o, m, now) != 0) {
			m->item = 0;
			return -1;
		}
	}
	return n < 0 ? -1 : 0;
}

static int
prune(struct outbox *o, int64_t now)
{
	struct stmt *s;

	if (now >= o->pruned && now < o->pruned + PRUNE_SECONDS)
		return 0;
	s = db_stmt(o->db, "DELETE FROM outbox WHERE done_at < :before");
	stmt_int(s, ":before", now - KEPT_SECONDS);
	if (stmt_run(s) != 0)
		return -1;
	if (picture_prune(o->db, now) != 0)
		return -1;
	o->pruned = now;
	return 0;
}

static void
turn(void *cookie)
{
	struct outbox *o = cookie;
	int64_t now, wait = TURN;

	if (clock_now(&now) != 0 || write_actions(o, now) != 0 || prune(o, now) != 0 ||
	    (loop_now() >= o->down_until && send_heads(o, now, &wait) != 0)) {
		log_forget();
		metrics_add(METRIC_ERRORS, "database", NULL, 1);
		wait = TURN;
	}
	loop_after(o->loop, &o->timer, wait);
}

void
outbox_start(struct outbox *o)
{
	o->timer.fire = turn;
	o->timer.cookie = o;
	loop_after(o->loop, &o->timer, 0);
}

void
outbox_hurry(struct outbox *o)
{
	loop_after(o->loop, &o->timer, 0);
}
