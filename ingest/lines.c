#include "ingest/lines.h"

#include "lib/bulk.h"
#include "lib/date.h"
#include "lib/map.h"

struct line *
lines_of(struct lines *v, int64_t member, int64_t emoji)
{
	for (size_t i = 0; i < v->count; i++)
		if (v->list[i].member == member && v->list[i].emoji == emoji)
			return &v->list[i];
	if (map_grow(&v->list, &v->capacity, v->count, sizeof(*v->list)) != 0)
		return NULL;
	v->list[v->count] = (struct line){ .member = member, .emoji = emoji };
	return &v->list[v->count++];
}

int
lines_load(struct lines *v, int64_t key)
{
	struct stmt *s = db_stmt(v->db, "SELECT member, emoji, at, n FROM reaction WHERE key = :key");
	int step;

	v->count = 0;
	stmt_int(s, ":key", key);
	while ((step = stmt_step(s)) == 1) {
		struct line *l = lines_of(v, col_int(s, 0), col_int(s, 1));

		if (l == NULL)
			return stmt_stop(s);
		l->at = col_int(s, 2);
		l->was = l->is = col_int(s, 3);
	}
	return step;
}

void
lines_clear(struct lines *v, int64_t member)
{
	for (size_t i = 0; i < v->count; i++)
		if (v->list[i].member == member)
			v->list[i].is = 0;
}

int64_t
lines_named(const struct lines *v, int64_t emoji)
{
	int64_t n = 0;

	for (size_t i = 0; i < v->count; i++)
		if (v->list[i].emoji == emoji && v->list[i].member != 0)
			n += v->list[i].is;
	return n;
}

static int
add_line(struct lines *v, const struct reacted *to, const struct line *l, int64_t at, int64_t n)
{
	const struct message *m = to->message;

	return sums_reaction(v->sums, &(struct sums_reaction){ .chat = to->chat,
	    .topic = m != NULL ? m->topic : TOPIC_UNKNOWN, .at = at, .author = m != NULL ? m->member : 0,
	    .giver = l->member, .emoji = l->emoji, .n = n });
}

static int
delete_line(struct lines *v, int64_t key, const struct line *l)
{
	struct stmt *s = db_stmt(v->db, "DELETE FROM reaction"
	    " WHERE key = :key AND member = :member AND emoji = :emoji");

	stmt_int(s, ":key", key);
	stmt_int(s, ":member", l->member);
	stmt_int(s, ":emoji", l->emoji);
	return stmt_run(s);
}

static int
write_line(struct lines *v, const struct reacted *to, const struct line *l, int64_t at)
{
	struct bulk *b;

	if (l->is == 0)
		return delete_line(v, to->key, l);
	b = db_bulk(v->db, BULK_REACTION, "INSERT OR FAIL INTO reaction (key, member, emoji, n, chat, day,"
	    " at) SELECT c1, c2, c3, c4, c5, c6, c7 FROM waiting WHERE true"
	    " ON CONFLICT DO UPDATE SET n = excluded.n, day = excluded.day, at = excluded.at");
	bulk_int(b, to->key);
	bulk_int(b, l->member);
	bulk_int(b, l->emoji);
	bulk_int(b, l->is);
	bulk_int(b, to->chat);
	bulk_int(b, date_div(at, DATE_SECONDS));
	bulk_int(b, at);
	return bulk_row(b);
}

int
lines_save(struct lines *v, const struct reacted *to, int64_t told_at, bool *changed)
{
	for (size_t i = 0; i < v->count; i++) {
		const struct line *l = &v->list[i];
		int64_t at = to->message != NULL ? to->message->at : l->was != 0 ? l->at : told_at;

		if (l->is == l->was)
			continue;
		*changed = true;
		if (add_line(v, to, l, at, l->is - l->was) != 0 || write_line(v, to, l, at) != 0)
			return -1;
	}
	return 0;
}

int
lines_rename(struct lines *v, const struct reacted *to, int64_t from, int64_t member)
{
	struct stmt *s = db_stmt(v->db, "SELECT emoji, n, at FROM reaction"
	    " WHERE key = :key AND member = :from");
	int step;

	stmt_int(s, ":key", to->key);
	stmt_int(s, ":from", from);
	while ((step = stmt_step(s)) == 1) {
		struct line was = { .member = from, .emoji = col_int(s, 0) }, is = was;
		int64_t n = col_int(s, 1), at = col_int(s, 2);

		is.member = member;
		if (add_line(v, to, &was, at, -n) != 0 || add_line(v, to, &is, at, n) != 0)
			return stmt_stop(s);
	}
	if (step != 0)
		return -1;
	for (size_t i = 0; i < v->count; i++)
		if (v->list[i].member == from)
			v->list[i].member = member;
	s = db_stmt(v->db, "UPDATE reaction SET member = :member WHERE key = :key AND member = :from");
	stmt_int(s, ":member", member);
	stmt_int(s, ":key", to->key);
	stmt_int(s, ":from", from);
	return stmt_run(s);
}

int
lines_move(struct lines *v, const struct reacted *from, const struct reacted *to)
{
	for (size_t i = 0; i < v->count; i++) {
		const struct line *l = &v->list[i];
		int64_t at = to->message != NULL ? to->message->at : l->at;
		bool stays = from->message != NULL && from->key == to->key;

		if (add_line(v, from, l, from->message != NULL ? from->message->at : l->at, -l->is) != 0 ||
		    add_line(v, to, l, at, l->is) != 0 ||
		    (!stays && write_line(v, to, l, at) != 0))
			return -1;
	}
	return 0;
}
