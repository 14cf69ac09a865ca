#include "ingest/reactions.h"

#include "lib/date.h"
#include "lib/log.h"
#include "lib/map.h"

/* A line of a message's reactions: what is stored, and what is to be. */
struct line {
	int64_t	member;		/* 0: the anonymous rest */
	int64_t	emoji;
	int64_t	at;		/* where it counts, if it is stored */
	int64_t	was;
	int64_t	is;
};

struct reactions {
	struct db	*db;
	struct sums	*sums;
	struct people	*people;
	struct line	*lines;		/* of the message in hand */
	size_t		 count;
	size_t		 capacity;
	struct map	 emoji_map;	/* by a hash of the text */
	int64_t		*emoji;
	size_t		 emoji_capacity;
};

struct reactions *
reactions_open(struct db *db, struct sums *sums, struct people *people)
{
	struct reactions *r = calloc(1, sizeof(*r));

	if (r == NULL) {
		log_fail(STATUS_FAILED, "out of memory");
		return NULL;
	}
	r->db = db;
	r->sums = sums;
	r->people = people;
	return r;
}

void
reactions_close(struct reactions *r)
{
	if (r == NULL)
		return;
	map_free(&r->emoji_map);
	free(r->lines);
	free(r->emoji);
	free(r);
}

void
reactions_reset(struct reactions *r)
{
	map_clear(&r->emoji_map);
}

/* ----- emoji by number ----- */

static int64_t
emoji_lookup(struct reactions *r, const char *text)
{
	struct stmt *s = db_stmt(r->db, "SELECT emoji FROM emoji WHERE text = :text");
	int64_t number = 0;
	int step;

	stmt_text(s, ":text", text);
	if ((step = stmt_step(s)) < 0)
		return -1;
	if (step == 1) {
		number = col_int(s, 0);
		stmt_reset(s);
		return number;
	}
	s = db_stmt(r->db, "INSERT INTO emoji (text) VALUES (:text)");
	stmt_text(s, ":text", text);
	return stmt_run(s) != 0 ? -1 : db_last_key(r->db);
}

/* Short texts are their own key, so that they are looked up once; the few long ones each time. */
static int64_t
emoji_number(struct reactions *r, const char *text)
{
	struct map_key key = { 0 };
	size_t length = strlen(text);
	int64_t i, number;
	bool made;

	if (length > sizeof(key))
		return emoji_lookup(r, text);
	memcpy(&key, text, length);
	if ((i = map_find(&r->emoji_map, key.a, key.b, key.c)) >= 0)
		return r->emoji[i];
	if ((number = emoji_lookup(r, text)) < 0 ||
	    (i = map_make(&r->emoji_map, key.a, key.b, key.c, &made)) < 0 ||
	    map_grow(&r->emoji, &r->emoji_capacity, (size_t)i, sizeof(*r->emoji)) != 0)
		return -1;
	r->emoji[i] = number;
	return number;
}

/* ----- the lines of one message ----- */

static struct line *
line_of(struct reactions *r, int64_t member, int64_t emoji)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->lines[i].member == member && r->lines[i].emoji == emoji)
			return &r->lines[i];
	if (map_grow(&r->lines, &r->capacity, r->count, sizeof(*r->lines)) != 0)
		return NULL;
	r->lines[r->count] = (struct line){ .member = member, .emoji = emoji };
	return &r->lines[r->count++];
}

static int
load_lines(struct reactions *r, int64_t key)
{
	struct stmt *s = db_stmt(r->db, "SELECT member, emoji, at, n FROM reaction WHERE key = :key");
	int step;

	r->count = 0;
	stmt_int(s, ":key", key);
	while ((step = stmt_step(s)) == 1) {
		struct line *l = line_of(r, col_int(s, 0), col_int(s, 1));

		if (l == NULL) {
			stmt_reset(s);
			return -1;
		}
		l->at = col_int(s, 2);
		l->was = l->is = col_int(s, 3);
	}
	return step;
}

static int64_t
named(const struct reactions *r, int64_t emoji)
{
	int64_t n = 0;

	for (size_t i = 0; i < r->count; i++)
		if (r->lines[i].emoji == emoji && r->lines[i].member != 0)
			n += r->lines[i].is;
	return n;
}

static int
add_line(struct reactions *r, const struct reacted *to, const struct line *l, int64_t at, int64_t n)
{
	const struct message *m = to->message;

	return sums_reaction(r->sums, &(struct sums_reaction){ .chat = to->chat,
	    .topic = m != NULL ? m->topic : TOPIC_UNKNOWN, .at = at, .author = m != NULL ? m->member : 0,
	    .giver = l->member, .emoji = l->emoji, .n = n });
}

static int
write_line(struct reactions *r, const struct reacted *to, const struct line *l, int64_t at)
{
	struct stmt *s;

	if (l->is == 0) {
		s = db_stmt(r->db, "DELETE FROM reaction"
		    " WHERE key = :key AND member = :member AND emoji = :emoji");
	} else {
		s = db_stmt(r->db, "INSERT INTO reaction (key, member, emoji, n, chat, day, at)"
		    " VALUES (:key, :member, :emoji, :n, :chat, :day, :at)"
		    " ON CONFLICT DO UPDATE SET n = excluded.n, day = excluded.day, at = excluded.at");
	}
	stmt_int(s, ":key", to->key);
	stmt_int(s, ":member", l->member);
	stmt_int(s, ":emoji", l->emoji);
	if (l->is != 0) {
		stmt_int(s, ":n", l->is);
		stmt_int(s, ":chat", to->chat);
		stmt_int(s, ":day", date_div(at, DATE_SECONDS));
		stmt_int(s, ":at", at);
	}
	return stmt_run(s);
}

/* Writes the lines that changed, and what they add; told_at is where new ones of an unseen message count. */
static int
save_lines(struct reactions *r, const struct reacted *to, int64_t told_at, bool *changed)
{
	for (size_t i = 0; i < r->count; i++) {
		const struct line *l = &r->lines[i];
		int64_t at = to->message != NULL ? to->message->at : l->was != 0 ? l->at : told_at;

		if (l->is == l->was)
			continue;
		*changed = true;
		if (add_line(r, to, l, at, l->is - l->was) != 0 || write_line(r, to, l, at) != 0)
			return -1;
	}
	return 0;
}

/* ----- who was told of last, and when ----- */

/* Takes over that an actor (0: the totals) was told of at an instant; *newer if it was not before. */
static int
tell(struct reactions *r, int64_t key, int64_t member, int64_t at, bool live, bool *newer)
{
	struct stmt *s = db_stmt(r->db, "INSERT INTO reactor (key, member, at, live)"
	    " VALUES (:key, :member, :at, :live)"
	    " ON CONFLICT DO UPDATE SET at = excluded.at, live = max(live, excluded.live)"
	    " WHERE excluded.at > at");

	stmt_int(s, ":key", key);
	stmt_int(s, ":member", member);
	stmt_int(s, ":at", at);
	stmt_int(s, ":live", live);
	if (stmt_run(s) != 0)
		return -1;
	*newer = db_changes(r->db) > 0;
	return 0;
}

/* Whether an update told of a message's reactions: 1, 0 or -1. */
static int
told_live(struct reactions *r, int64_t key)
{
	struct stmt *s = db_stmt(r->db, "SELECT 1 FROM reactor WHERE key = :key AND live = 1");
	int step;

	stmt_int(s, ":key", key);
	if ((step = stmt_step(s)) == 1)
		stmt_reset(s);
	return step;
}

/* ----- the three ways to tell ----- */

int
reactions_set(struct reactions *r, const struct reacted *to, const struct record *record, bool *changed)
{
	int64_t member = people_member(r->people, &record->actor, record->at), emoji;
	struct line *l;
	bool newer;

	if (member <= 0)
		return (int)member;
	if (tell(r, to->key, member, record->at, true, &newer) != 0)
		return -1;
	if (!newer)
		return 0;
	*changed = true;
	if (people_seen(r->people, to->chat, member, record->at, PRESENCE_REACTION) != 0 ||
	    load_lines(r, to->key) != 0)
		return -1;
	/* A reaction that we did not know to be this actor's was one of the anonymous rest. */
	for (size_t i = 0; i < record->nformer; i++) {
		if ((emoji = emoji_number(r, record->former[i])) < 0 ||
		    (l = line_of(r, member, emoji)) == NULL)
			return -1;
		if (l->is != 0)
			continue;
		if ((l = line_of(r, 0, emoji)) == NULL)
			return -1;
		l->is -= l->is > 0;
	}
	for (size_t i = 0; i < r->count; i++)
		if (r->lines[i].member == member)
			r->lines[i].is = 0;
	for (size_t i = 0; i < record->nreaction; i++) {
		if ((emoji = emoji_number(r, record->reactions[i].emoji)) < 0 ||
		    (l = line_of(r, member, emoji)) == NULL)
			return -1;
		l->is = 1;
	}
	return save_lines(r, to, record->at, changed);
}

/* Sets the rest of every emoji to its total less the named ones; 0 for emoji that have no total. */
static int
set_rests(struct reactions *r, const struct record *record)
{
	struct line *l;
	int64_t emoji, n;

	for (size_t i = 0; i < r->count; i++)
		if (r->lines[i].member == 0)
			r->lines[i].is = 0;
	for (size_t i = 0; i < record->nreaction; i++) {
		if ((emoji = emoji_number(r, record->reactions[i].emoji)) < 0 ||
		    (l = line_of(r, 0, emoji)) == NULL)
			return -1;
		/* No message has as many, and sums must not overflow whatever a file says. */
		n = record->reactions[i].count < INT32_MAX ? record->reactions[i].count : INT32_MAX;
		n -= named(r, emoji);
		l->is = n > 0 ? n : 0;
	}
	return 0;
}

int
reactions_count(struct reactions *r, const struct reacted *to, const struct record *record, bool *changed)
{
	bool newer;

	if (tell(r, to->key, 0, record->at, true, &newer) != 0)
		return -1;
	if (!newer)
		return 0;
	*changed = true;
	return load_lines(r, to->key) != 0 || set_rests(r, record) != 0 ? -1 :
	    save_lines(r, to, record->at, changed);
}

/* The set of one giver as an export has it: every emoji that lists him or her. */
static int
set_giver(struct reactions *r, const struct reacted *to, const struct record *record,
    const struct giver *giver)
{
	int64_t member, emoji, at = giver->at;
	struct line *l;
	bool newer;

	for (size_t i = 0; i < record->nreaction; i++)
		for (size_t k = 0; k < record->reactions[i].nrecent; k++) {
			const struct giver *g = &record->reactions[i].recent[k];

			if (g->who.known && g->who.id == giver->who.id && g->at > at)
				at = g->at;
		}
	if ((member = people_member(r->people, &giver->who, at)) < 0 ||
	    tell(r, to->key, member, at, false, &newer) != 0)
		return -1;
	if (!newer)
		return 0;
	if (people_seen(r->people, to->chat, member, at, PRESENCE_REACTION) != 0)
		return -1;
	for (size_t i = 0; i < r->count; i++)
		if (r->lines[i].member == member)
			r->lines[i].is = 0;
	for (size_t i = 0; i < record->nreaction; i++)
		for (size_t k = 0; k < record->reactions[i].nrecent; k++) {
			const struct giver *g = &record->reactions[i].recent[k];

			if (!g->who.known || g->who.id != giver->who.id)
				continue;
			if ((emoji = emoji_number(r, record->reactions[i].emoji)) < 0 ||
			    (l = line_of(r, member, emoji)) == NULL)
				return -1;
			l->is = 1;
		}
	return 0;
}

/* Drops named reactions that are gone: those of an emoji whose givers are all listed, but not this one. */
static int
drop_gone(struct reactions *r, const struct record *record)
{
	for (size_t i = 0; i < r->count; i++) {
		struct line *l = &r->lines[i];
		const struct reaction *told = NULL;
		bool listed = false;

		for (size_t k = 0; k < record->nreaction; k++) {
			int64_t emoji = emoji_number(r, record->reactions[k].emoji);

			if (emoji < 0)
				return -1;
			if (emoji == l->emoji)
				told = &record->reactions[k];
		}
		if (l->member == 0 || (told != NULL && told->count > (int64_t)told->nrecent))
			continue;
		for (size_t k = 0; told != NULL && k < told->nrecent; k++) {
			int64_t member = people_member(r->people, &told->recent[k].who, told->recent[k].at);

			if (member < 0)
				return -1;
			listed |= member == l->member;
		}
		if (!listed)
			l->is = 0;
	}
	return 0;
}

int
reactions_snapshot(struct reactions *r, const struct reacted *to, const struct record *record,
    int64_t made_at, bool fresh, bool *changed)
{
	int64_t told_at = made_at;
	int live;
	bool newer;

	if (fresh && record->nreaction == 0)
		return 0;
	if ((live = told_live(r, to->key)) != 0)
		return live < 0 ? -1 : 0;
	if (load_lines(r, to->key) != 0)
		return -1;
	if (record->nreaction == 0 && r->count == 0)
		return 0;
	/* A file is as old as the last thing it tells of: a reaction, where nobody wrote any more. */
	for (size_t i = 0; i < record->nreaction; i++)
		for (size_t k = 0; k < record->reactions[i].nrecent; k++)
			if (record->reactions[i].recent[k].at > told_at)
				told_at = record->reactions[i].recent[k].at;
	if (tell(r, to->key, 0, told_at, false, &newer) != 0)
		return -1;
	if (!newer)
		return 0;
	for (size_t i = 0; i < record->nreaction; i++)
		for (size_t k = 0; k < record->reactions[i].nrecent; k++)
			if (record->reactions[i].recent[k].who.known &&
			    set_giver(r, to, record, &record->reactions[i].recent[k]) != 0)
				return -1;
	return drop_gone(r, record) != 0 || set_rests(r, record) != 0 ? -1 :
	    save_lines(r, to, made_at, changed);
}

/* ----- when the message changes ----- */

int
reactions_arrive(struct reactions *r, const struct message *m)
{
	struct reacted to = { m->key, m->chat, m };
	struct reacted unseen = { m->key, m->chat, NULL };

	if (load_lines(r, m->key) != 0)
		return -1;
	for (size_t i = 0; i < r->count; i++) {
		const struct line *l = &r->lines[i];

		if (add_line(r, &unseen, l, l->at, -l->is) != 0 || add_line(r, &to, l, m->at, l->is) != 0 ||
		    write_line(r, &to, l, m->at) != 0)
			return -1;
	}
	return 0;
}

int
reactions_retopic(struct reactions *r, const struct message *m, int64_t topic)
{
	struct reacted to = { m->key, m->chat, m };
	struct message moved = *m;

	moved.topic = topic;
	if (load_lines(r, m->key) != 0)
		return -1;
	for (size_t i = 0; i < r->count; i++) {
		const struct line *l = &r->lines[i];

		to.message = m;
		if (add_line(r, &to, l, m->at, -l->is) != 0)
			return -1;
		to.message = &moved;
		if (add_line(r, &to, l, m->at, l->is) != 0)
			return -1;
	}
	return 0;
}
