#include "ingest/reactions.h"

#include <stdlib.h>

#include "ingest/emoji.h"
#include "lib/bulk.h"
#include "lib/log.h"

struct reactions {
	struct db	*db;
	struct people	*people;
	const struct privacy	*privacy;
	struct lines	 lines;		/* of the message in hand */
	struct emoji	 emoji;
};

struct reactions *
reactions_open(struct db *db, struct sums *sums, struct people *people, const struct privacy *privacy)
{
	struct reactions *r = log_memory(calloc(1, sizeof(*r)));

	if (r == NULL)
		return NULL;
	*r = (struct reactions){ db, people, privacy, { .db = db, .sums = sums }, { .db = db } };
	return r;
}

void
reactions_close(struct reactions *r)
{
	if (r == NULL)
		return;
	emoji_free(&r->emoji);
	free(r->lines.list);
	free(r);
}

void
reactions_reset(struct reactions *r)
{
	emoji_clear(&r->emoji);
}

/* The line of a giver and an emoji's text; NULL after logging. */
static struct line *
line_of(struct reactions *r, int64_t member, const char *text)
{
	int64_t emoji = emoji_number(&r->emoji, text);

	return emoji < 0 ? NULL : lines_of(&r->lines, member, emoji);
}

/* ----- who was told of last, and when ----- */

/*
 * Takes over that an actor (0: the totals) was told of at an instant; *newer if it was not before, or by an
 * export only, which may not list all that the actor gave.
 */
static int
tell(struct reactions *r, int64_t key, int64_t member, int64_t at, bool live, bool *newer)
{
	struct stmt *s = db_stmt(r->db, "INSERT INTO reactor (key, member, at, live)"
	    " VALUES (:key, :member, :at, :live)"
	    " ON CONFLICT DO UPDATE SET at = excluded.at, live = max(live, excluded.live)"
	    " WHERE excluded.at > at OR (excluded.at = at AND excluded.live > live)");

	stmt_int(s, ":key", key);
	stmt_int(s, ":member", member);
	stmt_int(s, ":at", at);
	stmt_int(s, ":live", live);
	return stmt_changed(s, newer);
}

/* The same by an export, of a message that nobody told of before: any actor is told of once. */
static int
tell_first(struct reactions *r, int64_t key, int64_t member, int64_t at)
{
	struct bulk *b = db_bulk(r->db, BULK_REACTOR, "INSERT OR FAIL INTO reactor (key, member, at, live)"
	    " SELECT c1, c2, c3, c4 FROM waiting");

	bulk_int(b, key);
	bulk_int(b, member);
	bulk_int(b, at);
	bulk_int(b, 0);
	return bulk_row(b);
}

/* Whether an update told of a message's reactions: 1, 0 or -1. */
static int
told_live(struct reactions *r, int64_t key)
{
	struct stmt *s = db_stmt(r->db, "SELECT 1 FROM reactor WHERE key = :key AND live = 1");
	int64_t one;

	stmt_int(s, ":key", key);
	return stmt_number(s, &one);
}

/* ----- who gave ----- */

int
reactions_rename(struct reactions *r, const struct reacted *to, int64_t from, int64_t member)
{
	struct stmt *s = db_stmt(r->db, "UPDATE reactor SET member = :member"
	    " WHERE key = :key AND member = :from");

	stmt_int(s, ":member", member);
	stmt_int(s, ":key", to->key);
	stmt_int(s, ":from", from);
	if (stmt_run(s) != 0)
		return -1;
	return db_changes(r->db) > 0 ? lines_rename(&r->lines, to, from, member) : 0;
}

/*
 * The number of a giver: the member, 0 where nobody is known, or the mark of who opted out.  What is stored
 * of the same person by the other kind of number comes under this one.  0 or -1.
 */
static int
find_giver(struct reactions *r, const struct reacted *to, const struct person *who, int64_t at,
    int64_t *giver)
{
	int64_t member, mark;
	bool hidden = people_hides(r->people, who);
	int found = 1;

	if (!hidden && (member = people_member(r->people, who, at)) < 0)
		return -1;
	if (!privacy_any(r->privacy) || !who->known) {
		*giver = hidden ? 0 : member;
		return 0;
	}
	mark = privacy_mark(r->privacy, who->id, (struct privacy_record){ to->key, 0 });
	if (hidden && (found = people_find(r->people, who->id, &member)) < 0)
		return -1;
	*giver = hidden ? mark : member;
	return found == 0 ? 0 : reactions_rename(r, to, hidden ? member : mark, *giver);
}

/* Whether the totals of a message's reactions were told at an instant, or later: 1, 0 or -1. */
static int
totalled(struct reactions *r, int64_t key, int64_t at)
{
	struct stmt *s = db_stmt(r->db, "SELECT at >= :at FROM reactor WHERE key = :key AND member = 0");
	int64_t later = 0;

	stmt_int(s, ":key", key);
	stmt_int(s, ":at", at);
	return stmt_number(s, &later) < 0 ? -1 : later != 0;
}

/* What a giver adds was among the rest. */
static int
take_from_rest(struct reactions *r, int64_t member)
{
	for (size_t i = 0, n = r->lines.count; i < n; i++) {
		const struct line l = r->lines.list[i];
		struct line *rest;

		if (l.member != member || l.is <= l.was)
			continue;
		if ((rest = lines_of(&r->lines, 0, l.emoji)) == NULL)
			return -1;
		rest->is -= rest->is > 0;
	}
	return 0;
}

/* ----- the three ways to tell ----- */

int
reactions_set(struct reactions *r, const struct reacted *to, const struct record *record, bool *changed)
{
	int64_t member;
	struct line *l;
	int counted;
	bool newer;

	if (find_giver(r, to, &record->actor, record->at, &member) != 0)
		return -1;
	if (member == 0)
		return 0;
	if (tell(r, to->key, member, record->at, true, &newer) != 0)
		return -1;
	if (!newer)
		return 0;
	*changed = true;
	if (people_seen(r->people, to->chat, member, record->at, PRESENCE_REACTION) != 0 ||
	    lines_load(&r->lines, to->key) != 0 || (counted = totalled(r, to->key, record->at)) < 0)
		return -1;
	/* A reaction that we did not know to be this actor's was one of the anonymous rest. */
	for (size_t i = 0; counted == 0 && i < record->nformer; i++) {
		if ((l = line_of(r, member, record->former[i])) == NULL)
			return -1;
		if (l->is != 0)
			continue;
		if ((l = line_of(r, 0, record->former[i])) == NULL)
			return -1;
		l->is -= l->is > 0;
	}
	lines_clear(&r->lines, member);
	for (size_t i = 0; i < record->nreaction; i++) {
		if ((l = line_of(r, member, record->reactions[i].emoji)) == NULL)
			return -1;
		l->is = 1;
	}
	/* Totals told since hold this already: it says who, not how many. */
	if (counted == 1 && take_from_rest(r, member) != 0)
		return -1;
	return lines_save(&r->lines, to, record->at, changed);
}

/* Sets the rest of every emoji to its total less the named ones; 0 for emoji that have no total. */
static int
set_rests(struct reactions *r, const struct record *record)
{
	struct line *l;
	int64_t n;

	lines_clear(&r->lines, 0);
	for (size_t i = 0; i < record->nreaction; i++) {
		if ((l = line_of(r, 0, record->reactions[i].emoji)) == NULL)
			return -1;
		/* No message has as many, and sums must not overflow whatever a file says. */
		n = record->reactions[i].count < INT32_MAX ? record->reactions[i].count : INT32_MAX;
		n -= lines_named(&r->lines, l->emoji);
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
	return lines_load(&r->lines, to->key) != 0 || set_rests(r, record) != 0 ? -1 :
	    lines_save(&r->lines, to, record->at, changed);
}

/* The set of one giver as an export has it: every emoji that lists him or her. */
static int
set_giver(struct reactions *r, const struct reacted *to, const struct record *record,
    const struct giver *giver, bool fresh)
{
	int64_t member, at = giver->at;
	struct line *l;
	bool met = false, first = false, newer = true;

	for (size_t i = 0; i < record->nreaction; i++)
		for (size_t k = 0; k < record->reactions[i].nrecent; k++) {
			const struct giver *g = &record->reactions[i].recent[k];

			if (!g->who.known || g->who.id != giver->who.id)
				continue;
			first |= !met && g == giver;
			met = true;
			if (g->at > at)
				at = g->at;
		}
	if (find_giver(r, to, &giver->who, at, &member) != 0)
		return -1;
	if (!first)	/* set by another emoji already */
		return 0;
	if ((fresh ? tell_first(r, to->key, member, at) : tell(r, to->key, member, at, false, &newer)) != 0)
		return -1;
	if (!newer)
		return 0;
	if (people_seen(r->people, to->chat, member, at, PRESENCE_REACTION) != 0)
		return -1;
	lines_clear(&r->lines, member);
	for (size_t i = 0; i < record->nreaction; i++)
		for (size_t k = 0; k < record->reactions[i].nrecent; k++) {
			const struct giver *g = &record->reactions[i].recent[k];

			if (!g->who.known || g->who.id != giver->who.id)
				continue;
			if ((l = line_of(r, member, record->reactions[i].emoji)) == NULL)
				return -1;
			l->is = 1;
		}
	return 0;
}

/* Drops named reactions that are gone: those of an emoji whose givers are all listed, but not this one. */
static int
drop_gone(struct reactions *r, const struct reacted *to, const struct record *record)
{
	for (size_t i = 0; i < r->lines.count; i++) {
		struct line *l = &r->lines.list[i];
		const struct reaction *told = NULL;
		bool listed = false;

		for (size_t k = 0; k < record->nreaction; k++) {
			int64_t emoji = emoji_number(&r->emoji, record->reactions[k].emoji);

			if (emoji < 0)
				return -1;
			if (emoji == l->emoji)
				told = &record->reactions[k];
		}
		if (l->member == 0 || (told != NULL && told->count > (int64_t)told->nrecent))
			continue;
		for (size_t k = 0; told != NULL && k < told->nrecent; k++) {
			int64_t member;

			if (find_giver(r, to, &told->recent[k].who, told->recent[k].at, &member) != 0)
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
	bool newer = true;

	r->lines.count = 0;
	if (!fresh && (live = told_live(r, to->key)) != 0)
		return live < 0 ? -1 : 0;
	if (!fresh && lines_load(&r->lines, to->key) != 0)
		return -1;
	if (record->nreaction == 0 && r->lines.count == 0)
		return 0;
	/* A file is as old as the last thing it tells of: a reaction, where nobody wrote any more. */
	for (size_t i = 0; i < record->nreaction; i++)
		for (size_t k = 0; k < record->reactions[i].nrecent; k++)
			if (record->reactions[i].recent[k].at > told_at)
				told_at = record->reactions[i].recent[k].at;
	if ((fresh ? tell_first(r, to->key, 0, told_at) : tell(r, to->key, 0, told_at, false, &newer)) != 0)
		return -1;
	if (!newer)
		return 0;
	for (size_t i = 0; i < record->nreaction; i++)
		for (size_t k = 0; k < record->reactions[i].nrecent; k++)
			if (record->reactions[i].recent[k].who.known &&
			    set_giver(r, to, record, &record->reactions[i].recent[k], fresh) != 0)
				return -1;
	return drop_gone(r, to, record) != 0 || set_rests(r, record) != 0 ? -1 :
	    lines_save(&r->lines, to, made_at, changed);
}

/* ----- when the message changes ----- */

int
reactions_arrive(struct reactions *r, const struct message *m)
{
	const struct reacted unseen = { m->key, m->chat, NULL }, to = { m->key, m->chat, m };

	return lines_load(&r->lines, m->key) != 0 ? -1 : lines_move(&r->lines, &unseen, &to);
}

int
reactions_follow(struct reactions *r, const struct message *was, const struct message *is)
{
	const struct reacted from = { was->key, was->chat, was }, to = { is->key, is->chat, is };

	return lines_load(&r->lines, was->key) != 0 ? -1 : lines_move(&r->lines, &from, &to);
}

/* Drops what a message has of those who told of another one, be it as its rest. */
static int
give_way(struct reactions *r, const struct reacted *to, int64_t from)
{
	struct stmt *s = db_stmt(r->db, "SELECT member, emoji FROM reaction"
	    " WHERE key = :key AND member <> 0");
	bool changed = false;
	int step;

	if (lines_load(&r->lines, to->key) != 0)
		return -1;
	stmt_int(s, ":key", from);
	while ((step = stmt_step(s)) == 1) {
		struct line *l = lines_of(&r->lines, col_int(s, 0), col_int(s, 1));

		if (l != NULL && l->is == 0 && (l = lines_of(&r->lines, 0, col_int(s, 1))) != NULL)
			l->is -= l->is > 0;
		if (l == NULL)
			return stmt_stop(s);
	}
	if (step != 0)
		return -1;
	s = db_stmt(r->db, "SELECT member FROM reactor WHERE key = :key");
	stmt_int(s, ":key", from);
	while ((step = stmt_step(s)) == 1)
		lines_clear(&r->lines, col_int(s, 0));
	return step != 0 ? -1 : lines_save(&r->lines, to, 0, &changed);
}

/* Whether a giver was told of: 1, 0 or -1. */
static int
told_of(struct reactions *r, int64_t key, int64_t giver)
{
	struct stmt *s = db_stmt(r->db, "SELECT 1 FROM reactor WHERE key = :key AND member = :giver");
	int64_t one;

	stmt_int(s, ":key", key);
	stmt_int(s, ":giver", giver);
	return stmt_number(s, &one);
}

/*
 * Brings those who reacted to either key under the numbers that they have at the second: who opted out has a
 * mark for each key, or was a member still when one was told.
 */
static int
rename_joined(struct reactions *r, const struct reacted *from, const struct reacted *to)
{
	/* Marks first; sorted, so that all are read before one is changed. */
	struct stmt *s = db_stmt(r->db, "SELECT key, member, member_id FROM reactor LEFT JOIN member"
	    " USING (member) WHERE key IN (:from, :to) AND member <> 0 ORDER BY member > 0, at");
	const struct privacy_record was = { from->key, 0 }, is = { to->key, 0 };
	int step, same = 0;

	stmt_int(s, ":from", from->key);
	stmt_int(s, ":to", to->key);
	while ((step = stmt_step(s)) == 1) {
		const struct reacted *here = col_int(s, 0) == from->key ? from : to;
		int64_t giver = col_int(s, 1), mark = giver;

		if (giver > 0) {
			mark = privacy_mark(r->privacy, col_int(s, 2), is);
			same = told_of(r, here == from ? to->key : from->key, mark);
		} else if (here == from) {
			mark = privacy_remark(r->privacy, giver, was, is);
			same = 1;
		}
		if (same < 0 || (same == 1 && reactions_rename(r, here, giver, mark) != 0))
			return stmt_stop(s);
		same = 0;
	}
	return step;
}

int
reactions_join(struct reactions *r, const struct reacted *from, const struct reacted *to)
{
	struct stmt *s;

	if ((privacy_any(r->privacy) && rename_joined(r, from, to) != 0) ||
	    give_way(r, to, from->key) != 0 || lines_load(&r->lines, from->key) != 0 ||
	    lines_move(&r->lines, from, to) != 0)
		return -1;
	s = db_stmt(r->db, "DELETE FROM reaction WHERE key = :key");
	stmt_int(s, ":key", from->key);
	if (stmt_run(s) != 0)
		return -1;
	s = db_stmt(r->db, "UPDATE OR REPLACE reactor SET key = :to WHERE key = :key");
	stmt_int(s, ":to", to->key);
	stmt_int(s, ":key", from->key);
	return stmt_run(s);
}
