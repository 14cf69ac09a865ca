#include "ingest/passages.h"

#include <string.h>

enum { SAME_SECONDS = 60 };	/* two of one member in one direction within this are one */

/* Remembers the latest direction of a member. */
static int
set_presence(struct db *db, int64_t chat, int64_t member, int64_t at, bool in)
{
	struct stmt *s = db_stmt(db,
	    "INSERT INTO presence (chat, member, joined, joined_at, status, status_at)"
	    " VALUES (:chat, :member, :joined, :at, :status, :at)"
	    " ON CONFLICT DO UPDATE SET joined = excluded.joined, joined_at = excluded.joined_at,"
	    " status = CASE WHEN status_at >= excluded.status_at THEN status ELSE excluded.status END,"
	    " status_at = max(coalesce(status_at, excluded.status_at), excluded.status_at)"
	    " WHERE joined_at IS NULL OR joined_at <= excluded.joined_at");

	stmt_int(s, ":chat", chat);
	stmt_int(s, ":member", member);
	stmt_int(s, ":joined", in);
	stmt_int(s, ":at", at);
	stmt_text(s, ":status", in ? "member" : "left");
	return stmt_run(s);
}

int
passages_status(const struct passages *p, int64_t chat, int64_t at, const struct membership *m,
    bool *changed)
{
	int64_t member = people_member(p->people, &m->who, at);
	struct stmt *s;

	if (member <= 0 || m->status == NULL)
		return member < 0 ? -1 : 0;
	s = db_stmt(p->db, "INSERT INTO presence (chat, member, status, status_at)"
	    " VALUES (:chat, :member, :status, :at)"
	    " ON CONFLICT DO UPDATE SET status = excluded.status, status_at = excluded.status_at"
	    " WHERE status_at IS NULL OR status_at < excluded.status_at"
	    " OR (status_at = excluded.status_at AND status <> excluded.status)");
	stmt_int(s, ":chat", chat);
	stmt_int(s, ":member", member);
	stmt_text(s, ":status", m->status);
	stmt_int(s, ":at", at);
	if (stmt_run(s) != 0)
		return -1;
	*changed |= db_changes(p->db) > 0;
	return 0;
}

/* A stored passage, and who passed when. */
struct stored {
	int64_t	passage;
	int64_t	member;		/* 0: known only by name */
	int64_t	at;
};

/* ----- of members who opted out ----- */

/* What tells a passage from the others of its member. */
static struct privacy_record
record_of(int64_t chat, int64_t at, bool in)
{
	return (struct privacy_record){ at, chat * 2 + in };
}

/* Writes a passage of somebody, known by an id (0: not) and a name, as marks; it was one that sums knew. */
static int
write_marks(const struct passages *p, int64_t chat, bool in, const struct stored *was, int64_t at,
    int64_t member_id, const char *name)
{
	char mark[PRIVACY_MARK_SIZE];
	struct stmt *s;

	privacy_mark_name(p->privacy, name, record_of(chat, at, in), mark);
	if (was->passage != 0) {
		s = db_stmt(p->db, "UPDATE passage SET at = :at, member = :member, name = :name,"
		    " actor = 0 WHERE passage = :passage");
		stmt_int(s, ":passage", was->passage);
		if (sums_passage(p->sums, chat, was->at, was->member, in, -1) != 0)
			return -1;
	} else {
		s = db_stmt(p->db, "INSERT INTO passage (chat, at, joined, member, name, actor)"
		    " VALUES (:chat, :at, :joined, :member, :name, 0)");
		stmt_int(s, ":chat", chat);
		stmt_int(s, ":joined", in);
	}
	stmt_int(s, ":at", at);
	stmt_int(s, ":member", privacy_mark(p->privacy, member_id, record_of(chat, at, in)));
	stmt_text(s, ":name", mark);
	return stmt_run(s) != 0 ? -1 : sums_passage(p->sums, chat, at, 0, in, 1);
}

int
passages_hide(const struct passages *p, int64_t passage, int64_t member_id)
{
	struct stmt *s = db_stmt(p->db, "SELECT chat, at, joined, member, name FROM passage"
	    " WHERE passage = :passage");
	struct stored was = { .passage = passage };
	int64_t chat;
	bool in;
	int ret;

	stmt_int(s, ":passage", passage);
	if (stmt_step(s) != 1)
		return -1;
	chat = col_int(s, 0);
	was.at = col_int(s, 1);
	in = col_int(s, 2) != 0;
	was.member = col_int(s, 3);
	ret = write_marks(p, chat, in, &was, was.at, was.member != 0 ? member_id : 0, col_text(s, 4, NULL));
	stmt_reset(s);
	return ret;
}

/* Who made a stored passage, and how it came about, where that was not told. */
static int
explain(const struct passages *p, int64_t passage, int64_t actor, int64_t via)
{
	struct stmt *s = db_stmt(p->db, "UPDATE passage SET via = max(via, :via),"
	    " actor = CASE WHEN actor = 0 THEN :actor ELSE actor END"
	    " WHERE passage = :passage AND (via < :via OR (actor = 0 AND :actor <> 0))");

	stmt_int(s, ":via", via);
	stmt_int(s, ":actor", actor);
	stmt_int(s, ":passage", passage);
	return stmt_run(s);
}

/* Tells more of a stored passage: who it was, or an earlier instant, if it is. */
static int
tell(const struct passages *p, int64_t chat, bool in, const struct stored *was, int64_t member, int64_t at)
{
	struct stmt *s = db_stmt(p->db, "UPDATE passage SET at = :at, member = :member"
	    " WHERE passage = :passage");

	if (was->member != 0 || member == 0)
		member = was->member;
	if (at > was->at)
		at = was->at;
	if (member == was->member && at == was->at)
		return 0;
	stmt_int(s, ":at", at);
	stmt_int(s, ":member", member);
	stmt_int(s, ":passage", was->passage);
	if (stmt_run(s) != 0 || sums_passage(p->sums, chat, was->at, was->member, in, -1) != 0 ||
	    sums_passage(p->sums, chat, at, member, in, 1) != 0)
		return -1;
	return member != 0 ? set_presence(p->db, chat, member, at, in) : 0;
}

/* Binds the passages of a chat in a direction at about an instant. */
static void
bind_near(struct stmt *s, int64_t chat, int64_t at, bool in)
{
	stmt_int(s, ":chat", chat);
	stmt_int(s, ":from", at - SAME_SECONDS);
	stmt_int(s, ":to", at + SAME_SECONDS);
	stmt_int(s, ":joined", in);
}

/* Whether there are any: 1, 0 or -1. */
static int
any_near(const struct passages *p, int64_t chat, int64_t at, bool in)
{
	struct stmt *s = db_stmt(p->db, "SELECT 1 FROM passage WHERE chat = :chat"
	    " AND at BETWEEN :from AND :to AND joined = :joined LIMIT 1");
	int64_t one;

	bind_near(s, chat, at, in);
	return stmt_number(s, &one);
}

/* The stored passage that is the same one, by member or by name: 1 and its row, 0, or -1. */
static int
find_same(const struct passages *p, int64_t chat, int64_t at, bool in, int64_t member,
    const char *name, int64_t before, struct stored *stored)
{
	struct stmt *s = db_stmt(p->db, "SELECT passage, member, at FROM passage"
	    " WHERE chat = :chat AND at BETWEEN :from AND :to AND joined = :joined"
	    " AND (CASE WHEN :member <> 0 AND member <> 0 THEN member = :member"
	    " WHEN member <> 0 THEN name = :name OR"
	    "  (SELECT m.name FROM member AS m WHERE m.member = passage.member) = :name"
	    " ELSE name = :name END) ORDER BY abs(at - :at), passage LIMIT 1 OFFSET :before");
	int step;

	bind_near(s, chat, at, in);
	stmt_int(s, ":member", member);
	stmt_text(s, ":name", name);
	stmt_int(s, ":at", at);
	stmt_int(s, ":before", before);
	if ((step = stmt_step(s)) == 1) {
		*stored = (struct stored){ col_int(s, 0), col_int(s, 1), col_int(s, 2) };
		stmt_reset(s);
	}
	return step;
}

static const char *
name_of(const struct passage *p)
{
	return p->who.name != NULL ? p->who.name : "";
}

/* How many passages before one are of somebody known by the same name only: they are several people. */
static int64_t
namesakes(const struct record *r, size_t of)
{
	const struct passage *w = &r->passages[of], *v = r->passages;
	int64_t n = 0;

	for (; !w->who.known && v < w; v++)
		n += !v->who.known && v->in == w->in && strcmp(name_of(v), name_of(w)) == 0;
	return n;
}

/* Who passed: told, or stored as marks in another chat. */
struct passer {
	const struct passage	*told;		/* NULL: marks */
	struct privacy_record	 record;	/* that these are of */
	int64_t			 member;
	const char		*name;
};

/* Somebody as marks of one record. */
struct marks {
	int64_t	member;
	char	name[PRIVACY_MARK_SIZE];
};

static void
mark_as(const struct passages *p, const struct passer *w, struct privacy_record r, struct marks *marks)
{
	if (w->told != NULL) {
		marks->member = privacy_mark(p->privacy, w->told->who.known ? w->told->who.id : 0, r);
		privacy_mark_name(p->privacy, name_of(w->told), r, marks->name);
	} else {
		marks->member = privacy_remark(p->privacy, w->member, w->record, r);
		privacy_remark_name(p->privacy, w->name, w->record, r, marks->name);
	}
}

/* By id where both are known by one, else by name. */
static bool
is_same(const struct passages *p, const struct marks *a, const struct marks *b, struct privacy_record r)
{
	int64_t nobody = privacy_mark(p->privacy, 0, r);

	return a->member != nobody && b->member != nobody ? a->member == b->member :
	    a->name[0] != '\0' && strcmp(a->name, b->name) == 0;
}

/* The same of one who opted out, or (open) of anybody: by marks, which depend on when it was. */
static int
find_marked(const struct passages *p, int64_t chat, int64_t at, bool in, const struct passer *w, bool open,
    int64_t before, struct stored *stored)
{
	struct stmt *s = db_stmt(p->db, "SELECT passage, member, at, p.name, member_id FROM passage AS p"
	    " LEFT JOIN member USING (member) WHERE chat = :chat AND at BETWEEN :from AND :to"
	    " AND joined = :joined AND (member < 0 OR :open) ORDER BY abs(at - :at), passage");
	int step;

	bind_near(s, chat, at, in);
	stmt_int(s, ":at", at);
	stmt_int(s, ":open", open);
	while ((step = stmt_step(s)) == 1) {
		struct privacy_record r = record_of(chat, col_int(s, 2), in);
		const char *name = col_text(s, 3, NULL);
		struct marks ours, theirs = { .member = col_int(s, 1) };

		mark_as(p, w, r, &ours);
		if (theirs.member < 0)
			snprintf(theirs.name, sizeof(theirs.name), "%s", name);
		else {
			theirs.member = privacy_mark(p->privacy, col_int(s, 4), r);
			privacy_mark_name(p->privacy, name, r, theirs.name);
		}
		if (!is_same(p, &ours, &theirs, r) || before-- > 0)
			continue;
		*stored = (struct stored){ col_int(s, 0), col_int(s, 1), col_int(s, 2) };
		stmt_reset(s);
		return 1;
	}
	return step;
}

/*
 * Stores a passage where somebody opted out: 1 if it was one of theirs, and is dealt with; 0 or -1.  What is
 * stored by a name or member is as it was before, and is not told again.
 */
static int
store_hidden(const struct passages *p, int64_t chat, const struct record *r, size_t passage, bool *stored)
{
	const struct passage *w = &r->passages[passage];
	bool hidden = people_hides(p->people, &w->who);
	/* Whose id no member has is none of those known by theirs. */
	int64_t member = w->who.known ? -1 : 0, id = w->who.known ? w->who.id : 0;
	int64_t before = namesakes(r, passage);
	struct stored was = { 0 };
	int found = find_marked(p, chat, r->at, w->in, &(struct passer){ .told = w }, false, before, &was);

	if (found != 0 && (found < 0 || !hidden || r->at >= was.at))
		return found;
	if (found == 1)
		return write_marks(p, chat, w->in, &was, r->at, id, name_of(w)) != 0 ? -1 : 1;
	if (!hidden)
		return 0;
	if ((w->who.known && people_find(p->people, id, &member) < 0) ||
	    (found = find_same(p, chat, r->at, w->in, member, name_of(w), before, &was)) != 0)
		return found;
	*stored = true;
	return write_marks(p, chat, w->in, &was, r->at, id, name_of(w)) != 0 ? -1 : 1;
}

int
passages_store(const struct passages *p, int64_t chat, const struct record *r, size_t passage,
    int64_t actor, bool *stored)
{
	const struct passage *w = &r->passages[passage];
	int64_t at = r->at, member = people_member(p->people, &w->who, at);
	const char *name = name_of(w);
	struct stored was;
	struct stmt *s;
	int same;

	*stored = false;
	if (privacy_any(p->privacy) && (same = store_hidden(p, chat, r, passage, stored)) != 0)
		return same < 0 ? -1 : 0;
	if (member < 0 || (same = any_near(p, chat, at, w->in)) < 0)
		return -1;
	/* A name alone is compared with members' in the database, so they must be there. */
	if (same == 1 && ((member == 0 && people_flush(p->people) != 0) ||
	    (same = find_same(p, chat, at, w->in, member, name, namesakes(r, passage), &was)) < 0))
		return -1;
	if (actor == member)
		actor = 0;
	if (same == 1)
		return explain(p, was.passage, actor, w->via) != 0 ? -1 :
		    tell(p, chat, w->in, &was, member, at);
	s = db_stmt(p->db, "INSERT INTO passage (chat, at, joined, member, name, actor, via)"
	    " VALUES (:chat, :at, :joined, :member, :name, :actor, :via)");
	stmt_int(s, ":chat", chat);
	stmt_int(s, ":at", at);
	stmt_int(s, ":joined", w->in);
	stmt_int(s, ":member", member);
	stmt_text(s, ":name", name);
	stmt_int(s, ":actor", actor);
	stmt_int(s, ":via", w->via);
	if (stmt_run(s) != 0 || sums_passage(p->sums, chat, at, member, w->in, 1) != 0)
		return -1;
	*stored = true;
	return member != 0 ? set_presence(p->db, chat, member, at, w->in) : 0;
}

static int
drop(const struct passages *p, int64_t passage)
{
	struct stmt *s = db_stmt(p->db, "DELETE FROM passage WHERE passage = :passage");

	stmt_int(s, ":passage", passage);
	return stmt_run(s);
}

/* Moves marks, unless the chat has the same passage from before, or openly. */
static int
move_marks(const struct passages *p, int64_t passage, const struct passer *w, int64_t chat, int64_t at,
    bool in)
{
	struct privacy_record r = record_of(chat, at, in);
	struct stored was;
	struct marks marks;
	struct stmt *s;
	int same = find_marked(p, chat, at, in, w, true, 0, &was);

	if (same < 0 || (same == 1 && (was.member >= 0 || was.at <= at)))
		return same < 0 ? -1 : drop(p, passage);
	if (same == 1 && (drop(p, was.passage) != 0 || sums_passage(p->sums, chat, was.at, 0, in, -1) != 0))
		return -1;
	mark_as(p, w, r, &marks);
	s = db_stmt(p->db, "UPDATE passage SET chat = :chat, member = :member, name = :name"
	    " WHERE passage = :passage");
	stmt_int(s, ":chat", chat);
	stmt_int(s, ":member", marks.member);
	stmt_text(s, ":name", marks.name);
	stmt_int(s, ":passage", passage);
	return stmt_run(s) != 0 ? -1 : sums_passage(p->sums, chat, at, 0, in, 1);
}

int
passages_move(const struct passages *p, int64_t passage, int64_t chat)
{
	struct stmt *s = db_stmt(p->db, "SELECT chat, at, joined, member, name FROM passage"
	    " WHERE passage = :passage");
	struct passer w = { .told = NULL };
	int ret;

	stmt_int(s, ":passage", passage);
	if (stmt_step(s) != 1)
		return -1;
	w.record = record_of(col_int(s, 0), col_int(s, 1), col_int(s, 2) != 0);
	w.member = col_int(s, 3);
	w.name = col_text(s, 4, NULL);
	ret = move_marks(p, passage, &w, chat, col_int(s, 1), col_int(s, 2) != 0);
	stmt_reset(s);
	return ret;
}

/* The passage that a member has already, known by id: 1, 0 or -1. */
static int
find_known(const struct passages *p, int64_t chat, int64_t at, bool in, int64_t member, int64_t *passage)
{
	struct stmt *s = db_stmt(p->db, "SELECT passage FROM passage WHERE chat = :chat"
	    " AND at BETWEEN :from AND :to AND joined = :joined AND member = :member LIMIT 1");

	bind_near(s, chat, at, in);
	stmt_int(s, ":member", member);
	return stmt_number(s, passage);
}

/*
 * Gives a passage to the member whose name it has.  One that was told by id too was counted twice: the
 * other one stays, and keeps the name, so that it is known when it is told by that again.
 */
static int
resolve(const struct passages *p, int64_t passage, int64_t chat, int64_t at, bool in, int64_t member)
{
	int64_t known = 0;
	int same = find_known(p, chat, at, in, member, &known);
	struct stmt *s;

	if (same <= 0)
		return same < 0 ? -1 : tell(p, chat, in, &(struct stored){ passage, 0, at }, member, at);
	s = db_stmt(p->db, "UPDATE passage SET name ="
	    " (SELECT t.name FROM passage AS t WHERE t.passage = :passage) WHERE passage = :known");
	stmt_int(s, ":passage", passage);
	stmt_int(s, ":known", known);
	if (stmt_run(s) != 0)
		return -1;
	return drop(p, passage) != 0 ? -1 : sums_passage(p->sums, chat, at, 0, in, -1);
}

int
passages_resolve(const struct passages *p, int64_t chat)
{
	struct stmt *s = db_stmt(p->db, "SELECT passage, at, joined,"
	    " (SELECT min(m.member) FROM member AS m CROSS JOIN presence AS q"
	    "  WHERE m.name = passage.name AND q.chat = passage.chat AND q.member = m.member"
	    "  HAVING count(*) = 1) AS whose"
	    " FROM passage WHERE chat = :chat AND member = 0 AND name <> ''");
	int step;

	stmt_int(s, ":chat", chat);
	while ((step = stmt_step(s)) == 1)
		if (!col_null(s, 3) && resolve(p, col_int(s, 0), chat, col_int(s, 1), col_int(s, 2) != 0,
		    col_int(s, 3)) != 0)
			return stmt_stop(s);
	return step;
}
