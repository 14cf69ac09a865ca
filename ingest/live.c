#include "ingest/live.h"

#include <string.h>

#include "ingest/record.h"
#include "ingest/store.h"

enum {
	KEPT_SECONDS = 86400,		/* Telegram keeps updates for a day */
	AHEAD_SECONDS = 600		/* by which a clock may have been set back */
};

int
live_load(struct live *v)
{
	struct stmt *s = db_stmt(v->db, "SELECT bot_id, reads_all FROM bot ORDER BY latest");
	bool made;
	int step;

	v->bot_id = 0;
	v->reads_all = false;
	map_clear(&v->own);
	while ((step = stmt_step(s)) == 1) {
		v->bot_id = col_int(s, 0);
		v->reads_all = col_int(s, 1) != 0;
		if (map_make(&v->own, v->bot_id, 0, 0, &made) < 0)
			return stmt_stop(s);
	}
	return step;
}

bool
live_own(const struct live *v, int64_t member_id)
{
	return map_find(&v->own, member_id, 0, 0) >= 0;
}

/*
 * What is covered of a chat reaches an instant: from where it ended, or as far back as Telegram goes.  What
 * lies further ahead of it was told by a clock that was wrong.
 */
static int
reach(const struct live *v, int64_t chat, int64_t at, int64_t ahead)
{
	struct stmt *s = db_stmt(v->db, "SELECT since, until FROM coverage WHERE chat = :chat"
	    " AND source = :source AND since <= :at + :ahead ORDER BY since DESC LIMIT 1");
	int64_t since = at, until;
	int step;

	stmt_int(s, ":chat", chat);
	stmt_int(s, ":source", SOURCE_LIVE);
	stmt_int(s, ":at", at);
	stmt_int(s, ":ahead", ahead);
	if ((step = stmt_step(s)) < 0)
		return -1;
	if (step == 1) {
		since = col_int(s, 0);
		until = col_int(s, 1);
		stmt_reset(s);
		if (since > at || (until >= at && until <= at + ahead))
			return 0;
		if (until < at - KEPT_SECONDS)
			since = at - KEPT_SECONDS;
	}
	s = db_stmt(v->db, "INSERT INTO coverage (chat, source, since, until)"
	    " VALUES (:chat, :source, :since, :until) ON CONFLICT DO UPDATE SET until = excluded.until");
	stmt_int(s, ":chat", chat);
	stmt_int(s, ":source", SOURCE_LIVE);
	stmt_int(s, ":since", since);
	stmt_int(s, ":until", at);
	return stmt_run(s);
}

/* Coverage begins anew, unless it reaches further already, by a clock that may be right. */
static int
begin(const struct live *v, int64_t chat, int64_t at)
{
	struct stmt *s = db_stmt(v->db, "INSERT INTO coverage (chat, source, since, until)"
	    " SELECT :chat, :source, :at, :at WHERE NOT EXISTS (SELECT 1 FROM coverage"
	    " WHERE chat = :chat AND source = :source AND until >= :at AND since <= :at + :ahead)");

	stmt_int(s, ":chat", chat);
	stmt_int(s, ":source", SOURCE_LIVE);
	stmt_int(s, ":at", at);
	stmt_int(s, ":ahead", KEPT_SECONDS);
	return stmt_run(s);
}

/* Bots that are no administrators read what others write only where their privacy mode is off. */
static bool
can_read(const struct live *v, int64_t type, const char *status, bool joined, bool heard)
{
	if (status == NULL)
		return heard && (v->reads_all || type == CHAT_CHANNEL);
	if (strcmp(status, "creator") == 0 || strcmp(status, "administrator") == 0)
		return true;
	return v->reads_all && (strcmp(status, "member") == 0 ||
	    (strcmp(status, "restricted") == 0 && joined));
}

/* Finds out whether a chat can be read; heard: by what it told, where the status is not known. */
static int
settle(const struct live *v, int64_t chat, int64_t at, bool heard)
{
	struct stmt *s = db_stmt(v->db, "SELECT c.live, c.type, p.status, coalesce(p.joined, 1)"
	    " FROM chat AS c LEFT JOIN member AS m ON m.member_id = :bot_id AND m.automatic = 0"
	    " LEFT JOIN presence AS p ON p.chat = c.chat AND p.member = m.member WHERE c.chat = :chat");
	bool was, is;

	stmt_int(s, ":bot_id", v->bot_id);
	stmt_int(s, ":chat", chat);
	if (stmt_step(s) != 1)
		return -1;
	was = col_int(s, 0) != 0;
	is = can_read(v, col_int(s, 1), col_null(s, 2) ? NULL : col_text(s, 2, NULL), col_int(s, 3) != 0,
	    heard);
	stmt_reset(s);
	if (was == is)
		return 0;
	s = db_stmt(v->db, "UPDATE chat SET live = :live WHERE chat = :chat");
	stmt_int(s, ":live", is);
	stmt_int(s, ":chat", chat);
	return stmt_run(s) != 0 ? -1 : is ? begin(v, chat, at) :
	    reach(v, chat, at, KEPT_SECONDS);
}

int
live_heard(const struct live *v, int64_t chat, int64_t at)
{
	return settle(v, chat, at, true);
}

int
live_polled(const struct live *v, int64_t at)
{
	struct stmt *s = db_stmt(v->db, "SELECT chat FROM chat WHERE live = 1");
	int step;

	while ((step = stmt_step(s)) == 1)
		if (reach(v, col_int(s, 0), at, AHEAD_SECONDS) != 0)
			return stmt_stop(s);
	return step;
}

/* What the bot reads, and may read, once its account or privacy mode is another. */
static int
settle_all(const struct live *v, int64_t at, bool same)
{
	struct stmt *s = db_stmt(v->db, "SELECT c.chat, c.live FROM chat AS c WHERE c.live = 1 OR EXISTS"
	    " (SELECT 1 FROM member AS m JOIN presence AS p USING (member)"
	    " WHERE m.member_id = :bot_id AND m.automatic = 0 AND p.chat = c.chat)");
	int step;

	stmt_int(s, ":bot_id", v->bot_id);
	while ((step = stmt_step(s)) == 1)
		if (settle(v, col_int(s, 0), at, same && col_int(s, 1) != 0) != 0)
			return stmt_stop(s);
	return step;
}

int
live_self(struct live *v, int64_t bot_id, bool reads_all, int64_t at)
{
	bool same = v->bot_id == bot_id;
	struct stmt *s;

	if (same && v->reads_all == reads_all)
		return 0;
	s = db_stmt(v->db, "INSERT INTO bot (bot_id, reads_all, latest)"
	    " SELECT :bot_id, :reads_all, coalesce(max(latest), 0) + 1 FROM bot WHERE true"
	    " ON CONFLICT DO UPDATE SET reads_all = excluded.reads_all, latest = excluded.latest");
	stmt_int(s, ":bot_id", bot_id);
	stmt_int(s, ":reads_all", reads_all);
	return stmt_run(s) != 0 || live_load(v) != 0 ? -1 : settle_all(v, at, same);
}
