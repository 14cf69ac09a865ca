#include "ingest/ids.h"

#include <stdlib.h>

#include "lib/date.h"

#define ACCOUNT_SHIFT	INT64_C(1000000000)

/* Keys that no account's id leads to, for messages whose own key is another one's. */
#define SPARE_END	(-(INT64_C(1) << 32))

/* Whose ids those of a file are: a bot's (0: of some file of updates), or below 0 an exporter's. */
struct view {
	int64_t	number;
	enum {
		VIEW_UNKNOWN,
		VIEW_GUESSED,	/* nothing speaks against it */
		VIEW_NEW,	/* made up for this file */
		VIEW_SURE
	}	state;
};

enum { VIEW_MOVED = 2 };	/* instead of whether it is exported: of another chat */

void
ids_clear(struct ids *v)
{
	map_clear(&v->map);
}

void
ids_free(struct ids *v)
{
	map_free(&v->map);
	free(v->views);
}

int64_t
ids_told(const struct record *r, int64_t id, bool *account)
{
	*account = id != 0 && (r->chat.account_ids || id < 0);
	return r->chat.account_ids && id != 0 ? id - ACCOUNT_SHIFT : id;
}

/* ----- whose ids these are ----- */

/* The view of the file in hand; NULL after logging. */
static struct view *
view_of(struct ids *v, int64_t chat, bool exported)
{
	bool made;
	int64_t i = map_make(&v->map, chat, exported, 0, &made);

	if (i < 0 || map_grow(&v->views, &v->capacity, (size_t)i, sizeof(*v->views)) != 0)
		return NULL;
	if (made)
		v->views[i] = exported ? (struct view){ -1, VIEW_UNKNOWN } :
		    (struct view){ v->bot_id, VIEW_SURE };
	return &v->views[i];
}

/* An account that nothing is known of. */
static int
make_up(const struct ids *v, int64_t chat, struct view *view)
{
	static const char exporter[] = "SELECT min(view) - 1 FROM told WHERE chat = :chat AND view < 0";
	static const char bot[] = "SELECT max(view) + 1 FROM told WHERE chat = :chat AND view > 0";
	bool exported = view->number < 0;
	struct stmt *s = db_stmt(v->db, exported ? exporter : bot);

	*view = (struct view){ exported ? -1 : 1, VIEW_NEW };
	stmt_int(s, ":chat", chat);
	return stmt_number(s, &view->number) < 0 ? -1 : 0;
}

/* A message that was told by this id and at this instant before: it is the same account that tells. */
static int
recognise(const struct ids *v, const struct message *m, int64_t told, struct view *view)
{
	static const char sender[] = "SELECT view FROM message AS m JOIN told AS t USING (key)"
	    " WHERE m.chat = :chat AND m.day = :day AND m.member IN (:member, 0) AND m.at = :at"
	    " AND t.id = :id AND (t.view < 0) = :exported AND t.view <> :view LIMIT 1";
	static const char anybody[] = "SELECT view FROM message AS m JOIN told AS t USING (key)"
	    " WHERE m.chat = :chat AND m.day = :day AND m.at = :at"
	    " AND t.id = :id AND (t.view < 0) = :exported AND t.view <> :view LIMIT 1";
	struct stmt *s = db_stmt(v->db, m->member != 0 ? sender : anybody);
	int known;

	stmt_int(s, ":chat", m->chat);
	stmt_int(s, ":day", date_div(m->at, DATE_SECONDS));
	stmt_int(s, ":at", m->at);
	if (m->member != 0)
		stmt_int(s, ":member", m->member);
	stmt_int(s, ":id", told);
	stmt_int(s, ":exported", view->number < 0);
	/* That the file tells of a message twice says nothing. */
	stmt_int(s, ":view", view->state == VIEW_NEW ? view->number : INT64_MIN);
	if ((known = stmt_number(s, &view->number)) == 1)
		view->state = VIEW_SURE;
	return known < 0 ? -1 : 0;
}

/* Whether an id may be of an account, whose ids rise with time: 1, 0 or -1. */
static int
fits(const struct ids *v, const struct message *m, int64_t told, int64_t view)
{
	static const char *const texts[] = {
		"SELECT m.at > :at FROM told AS t JOIN message AS m USING (key) WHERE t.chat = :chat"
		" AND t.view = :view AND t.id <= :id ORDER BY t.id DESC LIMIT 1",
		"SELECT m.at <= :at FROM told AS t JOIN message AS m USING (key) WHERE t.chat = :chat"
		" AND t.view = :view AND t.id >= :id ORDER BY t.id LIMIT 1",
	};
	int64_t wrong;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct stmt *s = db_stmt(v->db, texts[i]);

		wrong = 0;
		stmt_int(s, ":at", m->at);
		stmt_int(s, ":chat", m->chat);
		stmt_int(s, ":view", view);
		stmt_int(s, ":id", told);
		if (stmt_number(s, &wrong) < 0)
			return -1;
		if (wrong != 0)
			return 0;
	}
	return 1;
}

/* ----- ids and keys ----- */

static struct stmt *
prepare(const struct ids *v, const char *sql, int64_t chat, int64_t told, const struct view *view)
{
	struct stmt *s = db_stmt(v->db, sql);

	stmt_int(s, ":chat", chat);
	stmt_int(s, ":id", told);
	stmt_int(s, ":view", view->number);
	return s;
}

/* The key that an id leads to: 1, 0 or -1. */
static int
lookup(const struct ids *v, int64_t chat, int64_t told, const struct view *view, int64_t *key)
{
	return stmt_number(prepare(v, "SELECT key FROM told WHERE chat = :chat AND view = :view AND id = :id",
	    chat, told, view), key);
}

static int
insert(const struct ids *v, int64_t chat, int64_t told, const struct view *view, int64_t key)
{
	struct stmt *s = prepare(v, "INSERT INTO told (chat, view, id, key)"
	    " VALUES (:chat, :view, :id, :key)", chat, told, view);

	stmt_int(s, ":key", key);
	return stmt_run(s);
}

/* A key for a message that has none yet: its id's own, if no other message has it. */
static int
find_free(const struct ids *v, int64_t chat, int64_t told, int64_t *key)
{
	struct stmt *s = db_stmt(v->db, "SELECT 1 FROM told WHERE key = :key LIMIT 1");
	int64_t one, last = message_key(chat, MESSAGE_ID_LEAST);
	int taken = 1;

	*key = message_key(chat, told);
	stmt_int(s, ":key", *key);
	if (told < 0 && (taken = stmt_number(s, &one)) <= 0)
		return taken;
	s = db_stmt(v->db, "SELECT max(key) FROM told WHERE key BETWEEN :least AND :end");
	stmt_int(s, ":least", last);
	stmt_int(s, ":end", message_key(chat, SPARE_END));
	if (stmt_number(s, &last) < 0)
		return -1;
	*key = last + 1;
	return 0;
}

/*
 * The first stored message that this one may be, and that the account did not tell of yet: 1, 0 or -1.
 * Where one of the two was edited, the length may differ, of who opted out, too.  Exports do not know some
 * kinds.
 */
static int
match(const struct ids *v, const struct message *m, const struct view *view, int64_t *key)
{
	static const char of_sender[] = "SELECT key FROM message AS m WHERE chat = :chat AND day = :day"
	    " AND member IN (:member, 0) AND at = :at AND key < :shared AND ((chars = :chars"
	    "  AND (kind = :kind OR kind = :other OR :kind = :other))"
	    " OR ((member = :member OR (:hidden <> 0 AND flags & :hidden)) AND edited <> :edited))"
	    " AND NOT EXISTS (SELECT 1 FROM told AS t WHERE t.key = m.key AND t.view = :view)"
	    " ORDER BY member = :member DESC, chars = :chars DESC, kind = :kind DESC, key LIMIT 1";
	static const char of_anybody[] = "SELECT key FROM message AS m WHERE chat = :chat AND day = :day"
	    " AND at = :at AND key < :shared AND ((chars = :chars"
	    "  AND (kind = :kind OR kind = :other OR :kind = :other))"
	    " OR (:hidden <> 0 AND flags & :hidden AND edited <> :edited))"
	    " AND NOT EXISTS (SELECT 1 FROM told AS t WHERE t.key = m.key AND t.view = :view)"
	    " ORDER BY chars = :chars DESC, kind = :kind DESC, key LIMIT 1";
	struct stmt *s = db_stmt(v->db, m->member != 0 ? of_sender : of_anybody);

	stmt_int(s, ":chat", m->chat);
	stmt_int(s, ":day", date_div(m->at, DATE_SECONDS));
	stmt_int(s, ":at", m->at);
	stmt_int(s, ":shared", message_key(m->chat, 0));
	stmt_int(s, ":chars", m->chars);
	stmt_int(s, ":kind", m->kind);
	stmt_int(s, ":other", KIND_OTHER);
	stmt_int(s, ":view", view->number);
	stmt_int(s, ":edited", m->edited);
	stmt_int(s, ":hidden", m->flags & MESSAGE_HIDDEN);
	if (m->member != 0)
		stmt_int(s, ":member", m->member);
	return stmt_number(s, key);
}

/*
 * Whether a message may be told by an account that did not tell of it yet: not if that told of it by another
 * id.  stored: somebody told of it.  1, 0 or -1.
 */
static int
is_like(const struct ids *v, const struct message *m, int64_t told, const struct view *view, int stored)
{
	int like = fits(v, m, told, view->number);
	int64_t key;

	return like != 1 || stored == 0 ? like : match(v, m, view, &key);
}

/*
 * Who a file may be from: an exporter who went on where an earlier file ended, or came before.  What a
 * message answers may be in that one.
 */
static int
guess(const struct ids *v, const struct message *m, int64_t told, struct view *view)
{
	struct view other = { INT64_MIN, VIEW_GUESSED };
	int64_t key;
	int stored = match(v, m, &other, &key), known = stored < 0 ? -1 : 1, like = 0;

	other.number = 0;
	while (known == 1 && like == 0) {
		struct stmt *s = db_stmt(v->db, "SELECT max(view) FROM told"
		    " WHERE chat = :chat AND view < :view");

		stmt_int(s, ":chat", m->chat);
		stmt_int(s, ":view", other.number);
		if ((known = stmt_number(s, &other.number)) == 1)
			like = is_like(v, m, told, &other, stored);
	}
	if (known < 0 || like < 0)
		return -1;
	if (like == 0)
		return make_up(v, m->chat, view);
	*view = other;
	return 0;
}

/* Finds out who tells of a message. */
static int
settle(const struct ids *v, const struct message *m, int64_t told, struct view *view)
{
	int64_t key;
	int like, known = 0;

	/* The beginning of a file may have been taken for another exporter's, when it was read first. */
	if (view->state == VIEW_SURE)
		known = view->number >= 0 ? 1 : lookup(v, m->chat, told, view, &key);
	if (known < 0 || (known == 0 && recognise(v, m, told, view) != 0))
		return -1;
	if (view->state == VIEW_UNKNOWN)
		return guess(v, m, told, view);
	if (view->state != VIEW_GUESSED || (like = fits(v, m, told, view->number)) == 1)
		return 0;
	return like < 0 ? -1 : make_up(v, m->chat, view);
}

/* What was said about a key that waited for its message is about another one now. */
static int
join(const struct ids *v, int64_t from, int64_t to)
{
	struct stmt *s = db_stmt(v->db, "UPDATE told SET key = :to WHERE key = :from");
	struct message m;

	stmt_int(s, ":from", from);
	stmt_int(s, ":to", to);
	if (stmt_run(s) != 0 || message_load(v->db, to, &m) != 1 ||
	    replies_move(v->replies, message_id(from), &m) != 0)
		return -1;
	return reactions_join(v->replies->reactions, &(struct reacted){ from, m.chat, NULL },
	    &(struct reacted){ to, m.chat, &m });
}

static int
place(struct ids *v, const struct message *m, int64_t told, struct view *view, int64_t *key)
{
	struct message stored;
	int64_t waiting = 0, found = 0;
	int known, same;

	if (settle(v, m, told, view) != 0 || (known = lookup(v, m->chat, told, view, &waiting)) < 0 ||
	    (same = known == 1 ? message_load(v->db, waiting, &stored) : 0) < 0)
		return -1;
	if (same == 1 && stored.at != m->at) {
		/* No account gives an id twice: this is another one. */
		if (make_up(v, m->chat, view) != 0 || recognise(v, m, told, view) != 0 ||
		    (known = lookup(v, m->chat, told, view, &waiting)) < 0)
			return -1;
		same = known;
	}
	if (same == 1) {
		*key = waiting;
		return 0;
	}
	if ((same = match(v, m, view, &found)) < 0)
		return -1;
	if (known == 1) {
		*key = same == 1 ? found : waiting;
		return same == 1 ? join(v, waiting, found) : 0;
	}
	if (same == 0 && find_free(v, m->chat, told, &found) != 0)
		return -1;
	*key = found;
	return insert(v, m->chat, told, view, found);
}

static int
key_of(struct ids *v, int64_t chat, int64_t told, const struct view *view, int64_t *key)
{
	int known = lookup(v, chat, told, view, key);

	if (known != 0)
		return known < 0 ? -1 : 0;
	return find_free(v, chat, told, key) != 0 ? -1 : insert(v, chat, told, view, *key);
}

int
ids_place(struct ids *v, const struct message *m, int64_t told, bool exported, int64_t *key)
{
	struct view *view = view_of(v, m->chat, exported);

	return view == NULL ? -1 : place(v, m, told, view, key);
}

int
ids_key(struct ids *v, int64_t chat, int64_t told, bool exported, int64_t *key)
{
	const struct view *view = view_of(v, chat, exported);

	return view == NULL ? -1 : key_of(v, chat, told, view, key);
}

/* ----- from one chat to another ----- */

/* Who in a chat is one that told of another; an exporter is to be found out.  NULL after logging. */
static struct view *
view_moved(struct ids *v, int64_t chat, int64_t number)
{
	bool made;
	int64_t i = map_make(&v->map, chat, VIEW_MOVED, number, &made);

	if (i < 0 || map_grow(&v->views, &v->capacity, (size_t)i, sizeof(*v->views)) != 0)
		return NULL;
	if (made)
		v->views[i] = (struct view){ number, number < 0 ? VIEW_UNKNOWN : VIEW_SURE };
	return &v->views[i];
}

/* An account that told of a key in another chat, and its id: a bot sooner than an exporter. */
static int
first_told(struct ids *v, int64_t chat, int64_t key, struct view **view, int64_t *id)
{
	struct stmt *s = db_stmt(v->db, "SELECT view, id FROM told WHERE key = :key"
	    " ORDER BY view DESC, id LIMIT 1");

	stmt_int(s, ":key", key);
	if (stmt_step(s) != 1)
		return -1;
	*view = view_moved(v, chat, col_int(s, 0));
	*id = col_int(s, 1);
	stmt_reset(s);
	return *view == NULL ? -1 : 0;
}

int
ids_move(struct ids *v, const struct message *m, int64_t *key)
{
	struct view *view;
	int64_t id;

	return first_told(v, m->chat, m->key, &view, &id) != 0 ? -1 : place(v, m, id, view, key);
}

/* An account's id leads to a stored message, and what waited for it joins it. */
static int
lead(struct ids *v, const struct message *m, int64_t told, struct view *view)
{
	struct message stored;
	int64_t waiting;
	int known;

	if (view == NULL || settle(v, m, told, view) != 0 ||
	    (known = lookup(v, m->chat, told, view, &waiting)) < 0)
		return -1;
	if (known == 0)
		return insert(v, m->chat, told, view, m->key);
	if (waiting == m->key || (known = message_load(v->db, waiting, &stored)) == 1)
		return 0;
	return known < 0 ? -1 : join(v, waiting, m->key);
}

int
ids_arrived(struct ids *v, const struct message *m, int64_t was)
{
	struct stmt *s = db_stmt(v->db, "SELECT view, id FROM told WHERE key = :key");
	int step;

	stmt_int(s, ":key", was);
	while ((step = stmt_step(s)) == 1)
		if (lead(v, m, col_int(s, 1), view_moved(v, m->chat, col_int(s, 0))) != 0)
			return stmt_stop(s);
	return step;
}

int
ids_moved(struct ids *v, int64_t chat, int64_t was, int64_t *key)
{
	struct message m;
	struct view *view;
	int64_t id;
	int stored;

	if (message_id(was) >= 0) {
		*key = message_key(chat, message_id(was));
		return 0;
	}
	if (first_told(v, chat, was, &view, &id) != 0 || (stored = message_load(v->db, was, &m)) < 0)
		return -1;
	m.chat = chat;
	if (view->state == VIEW_UNKNOWN &&
	    (stored == 1 ? settle(v, &m, id, view) : make_up(v, chat, view)) != 0)
		return -1;
	return key_of(v, chat, id, view, key);
}
