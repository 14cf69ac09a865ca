#include "ingest/people.h"

#include <string.h>

#include "ingest/directory.h"
#include "lib/config.h"
#include "lib/find.h"
#include "lib/log.h"
#include "lib/policy.h"

struct seen {
	int64_t	first_message, last_message, last_reaction;	/* -1: none */
};

struct people {
	struct db		*db;
	struct sums		*sums;
	const struct privacy	*privacy;
	const struct zone	*zone;
	int64_t			 chat_ids[2];	/* of the record in hand: the chat's own, and from before */
	struct directory	 chats, members;
	struct map		 seen_map;	/* by chat, member */
	struct seen		*seen;
	size_t			 seen_capacity;
};

enum { MEMBERS_KEPT = 20000 };

struct people *
people_open(struct db *db, struct sums *sums, const struct privacy *privacy, const struct zone *zone)
{
	struct people *p = log_memory(calloc(1, sizeof(*p)));

	if (p == NULL)
		return NULL;
	p->db = db;
	p->sums = sums;
	p->privacy = privacy;
	p->zone = zone;
	return p;
}

void
people_reset(struct people *p)
{
	directory_clear(&p->chats);
	directory_clear(&p->members);
	map_clear(&p->seen_map);
}

void
people_close(struct people *p)
{
	if (p == NULL)
		return;
	directory_free(&p->chats);
	directory_free(&p->members);
	map_free(&p->seen_map);
	free(p->seen);
	free(p);
}

/* ----- chats ----- */

static int
chat_insert(struct people *p, const struct chat_ref *c, struct known *k)
{
	struct stmt *s = db_stmt(p->db, "INSERT INTO chat (chat_id, type, zone, text, text_days, fact_days,"
	    " reactions, locale) VALUES (:chat_id, :type, :zone, :text, :text_days, :fact_days, :reactions,"
	    " :locale)");

	stmt_int(s, ":chat_id", c->id);
	stmt_int(s, ":type", c->type);
	stmt_text(s, ":zone", zone_name(p->zone));
	stmt_int(s, ":text", policy_find(config_get(CONFIG_CHAT_TEXT)));
	stmt_int(s, ":text_days", config_number(CONFIG_CHAT_TEXT_DAYS));
	stmt_int(s, ":fact_days", config_number(CONFIG_CHAT_FACT_DAYS));
	stmt_int(s, ":reactions", config_is(CONFIG_CHAT_REACTIONS, "on"));
	stmt_text(s, ":locale", config_get(CONFIG_CHAT_LOCALE));
	if (stmt_run(s) != 0)
		return -1;
	k->number = db_last_key(p->db);
	return scope_make(p->db, k->number, TOPIC_NONE);
}

/* The ids of a chat: two where it was a basic group. */
static int
read_ids(struct people *p, struct known *k)
{
	struct stmt *s = db_stmt(p->db, "SELECT chat_id FROM chat WHERE chat = :chat OR moved_to = :chat"
	    " ORDER BY chat = :chat DESC LIMIT 2");
	int step;

	stmt_int(s, ":chat", k->number);
	for (int i = 0; (step = stmt_step(s)) == 1; i++)
		k->ids[i] = col_int(s, 0);
	if (k->ids[1] == 0)
		k->ids[1] = k->ids[0];
	return step;
}

int64_t
people_chat(struct people *p, const struct chat_ref *c, int64_t at, bool *forum)
{
	struct known *k = directory_entry(&p->chats, c->id, false);
	struct stmt *s;

	if (k == NULL)
		return -1;
	if (k->number == 0) {
		s = db_stmt(p->db, "SELECT chat, title, titled_at, username, forum FROM chat WHERE chat ="
		    " (SELECT coalesce(moved_to, chat) FROM chat WHERE chat_id = :chat_id)");
		stmt_int(s, ":chat_id", c->id);
		switch (directory_read(s, k)) {
		case 0:
			if (chat_insert(p, c, k) != 0)
				return -1;
			break;
		case -1:
			return -1;
		}
		if (read_ids(p, k) != 0)
			return -1;
	}
	memcpy(p->chat_ids, k->ids, sizeof(p->chat_ids));
	if (directory_tell(k, c->title, c->username, at) != 0)
		return -1;
	if (c->forum && !k->marked)
		*forum = k->marked = true;
	return k->number;
}

void
people_leave(struct people *p)
{
	p->chat_ids[0] = p->chat_ids[1] = PRIVACY_EVERYWHERE;
}

int
people_title(struct people *p, int64_t chat_id, const char *title, int64_t at)
{
	struct known *k = directory_entry(&p->chats, chat_id, false);

	return k == NULL ? -1 : directory_tell(k, title, NULL, at);
}

/* ----- members ----- */

static int
member_insert(struct people *p, const struct person *w, struct known *k)
{
	struct stmt *s = db_stmt(p->db, "INSERT INTO member (member_id, automatic, bot)"
	    " VALUES (:member_id, :automatic, :bot)");

	stmt_int(s, ":member_id", w->id);
	stmt_int(s, ":automatic", w->automatic);
	stmt_int(s, ":bot", w->bot || w->automatic);
	if (stmt_run(s) != 0)
		return -1;
	k->number = db_last_key(p->db);
	k->marked = w->bot || w->automatic;
	return 0;
}

bool
people_hides(const struct people *p, const struct person *w)
{
	bool hides = false;

	for (int i = 0; i < 2 && privacy_any(p->privacy); i++)
		hides |= w->known ? privacy_hides(p->privacy, p->chat_ids[i], w->id) :
		    w->name != NULL && privacy_hides_name(p->privacy, p->chat_ids[i], w->name);
	return hides;
}

int
people_find(struct people *p, int64_t member_id, int64_t *member)
{
	struct stmt *s = db_stmt(p->db, "SELECT member FROM member WHERE member_id = :member_id"
	    " AND automatic = 0");

	stmt_int(s, ":member_id", member_id);
	return stmt_number(s, member);
}

/* Keeps a name that is not the member's latest. */
static int
keep_name(struct people *p, int64_t member, const char *name, int64_t at)
{
	struct stmt *s = db_stmt(p->db, "INSERT INTO former_name (member, name, at)"
	    " VALUES (:member, :name, :at) ON CONFLICT DO UPDATE SET at = excluded.at"
	    " WHERE excluded.at > at");

	stmt_int(s, ":member", member);
	stmt_text(s, ":name", name);
	stmt_int(s, ":at", at);
	return stmt_run(s);
}

/* Of the name that is known and another one that is told, keeps the older; some are none. */
static int
keep_older(struct people *p, const struct known *k, const char *known, const char *told, int64_t at)
{
	bool later = at >= k->named_at;
	const char *older = later ? known : told;

	if (older[older[0] == '@'] == '\0' || strcmp(older, FIND_DELETED) == 0 ||
	    strcmp(known, told) == 0)
		return 0;
	return keep_name(p, k->number, older, later ? k->named_at : at);
}

static int
keep_former(struct people *p, const struct known *k, const struct person *w, int64_t at)
{
	char known[64], told[64];

	if (k->name == NULL || k->username == NULL)
		return 0;
	if (w->name != NULL && w->name[0] != '\0' && keep_older(p, k, k->name, w->name, at) != 0)
		return -1;
	if (w->username == NULL || strcmp(k->username, w->username) == 0)
		return 0;
	snprintf(known, sizeof(known), "@%s", k->username);
	snprintf(told, sizeof(told), "@%s", w->username);
	return keep_older(p, k, known, told, at);
}

int64_t
people_member(struct people *p, const struct person *w, int64_t at)
{
	struct known *k;
	struct stmt *s;

	if (!w->known || people_hides(p, w))
		return 0;
	if ((k = directory_entry(&p->members, w->id, w->automatic)) == NULL)
		return -1;
	if (k->number == 0) {
		s = db_stmt(p->db, "SELECT member, name, named_at, username, bot FROM member"
		    " WHERE member_id = :member_id AND automatic = :automatic");
		stmt_int(s, ":member_id", w->id);
		stmt_int(s, ":automatic", w->automatic);
		switch (directory_read(s, k)) {
		case 0:
			if (member_insert(p, w, k) != 0)
				return -1;
			break;
		case -1:
			return -1;
		}
	}
	if (w->bot && !k->marked) {
		if (people_flush(p) != 0 || sums_flush(p->sums) != 0 ||
		    sums_set_bot(p->sums, k->number, true) != 0)
			return -1;
		k->marked = true;
	}
	if (w->deleted && directory_presume(k, FIND_DELETED) != 0)
		return -1;
	return keep_former(p, k, w, at) != 0 || directory_tell(k, w->name, w->username, at) != 0 ? -1 :
	    k->number;
}

/* ----- presence ----- */

int
people_seen(struct people *p, int64_t chat, int64_t member, int64_t at, enum presence how)
{
	struct seen *s;
	bool made;
	int64_t i;

	if (member <= 0)
		return 0;
	i = map_make(&p->seen_map, chat, member, 0, &made);
	if (i < 0 || map_grow(&p->seen, &p->seen_capacity, (size_t)i, sizeof(*p->seen)) != 0)
		return -1;
	s = &p->seen[i];
	if (made)
		*s = (struct seen){ -1, -1, -1 };
	if (how == PRESENCE_REACTION) {
		if (at > s->last_reaction)
			s->last_reaction = at;
		return 0;
	}
	if (s->first_message < 0 || at < s->first_message)
		s->first_message = at;
	if (at > s->last_message)
		s->last_message = at;
	return 0;
}

/* ----- writing ----- */

static int
write_seen(struct people *p)
{
	for (size_t i = 0; i < p->seen_map.count; i++) {
		const struct seen *v = &p->seen[i];
		struct stmt *s = db_stmt(p->db,
		    "INSERT INTO presence (chat, member, first_message, last_message, last_reaction)"
		    " VALUES (:chat, :member, :first, :last, :reaction) ON CONFLICT DO UPDATE SET"
		    " first_message = coalesce(min(first_message, excluded.first_message),"
		    " first_message, excluded.first_message),"
		    " last_message = coalesce(max(last_message, excluded.last_message),"
		    " last_message, excluded.last_message),"
		    " last_reaction = coalesce(max(last_reaction, excluded.last_reaction),"
		    " last_reaction, excluded.last_reaction)");

		stmt_int(s, ":chat", p->seen_map.keys[i].a);
		stmt_int(s, ":member", p->seen_map.keys[i].b);
		stmt_int_or_null(s, ":first", v->first_message >= 0, v->first_message);
		stmt_int_or_null(s, ":last", v->last_message >= 0, v->last_message);
		stmt_int_or_null(s, ":reaction", v->last_reaction >= 0, v->last_reaction);
		if (stmt_run(s) != 0)
			return -1;
	}
	map_clear(&p->seen_map);
	return 0;
}

/* Another process may have been told of later names since these were read. */
static const char update_chat[] = "UPDATE chat SET title = :name, titled_at = :at,"
    " username = :username WHERE chat = :number AND titled_at <= :at";
static const char update_member[] = "UPDATE member SET name = :name, named_at = :at,"
    " username = :username WHERE member = :number AND named_at <= :at";

int
people_flush(struct people *p)
{
	if (directory_write(p->db, &p->chats, update_chat) != 0 ||
	    directory_write(p->db, &p->members, update_member) != 0 || write_seen(p) != 0)
		return -1;
	return 0;
}

int
people_spill(struct people *p)
{
	if (p->members.map.count <= MEMBERS_KEPT)
		return 0;
	if (people_flush(p) != 0)
		return -1;
	directory_clear(&p->members);
	return 0;
}
