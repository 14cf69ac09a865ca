#include "ingest/settings.h"

#include <pwd.h>
#include <unistd.h>

#include "lib/log.h"
#include "lib/sums.h"

enum { TEXTS = 2000 };	/* deleted in one transaction */

/* Who is at the command line. */
static void
actor(char *buf, size_t size)
{
	const struct passwd *user = getpwuid(getuid());

	if (user != NULL)
		snprintf(buf, size, "user:%s", user->pw_name);
	else
		snprintf(buf, size, "uid:%lu", (unsigned long)getuid());
}

/* chat 0: about none. */
static int
audit(struct db *db, int64_t now, int64_t chat, const char *action, const char *detail)
{
	struct stmt *s = db_stmt(db, "INSERT INTO audit (at, actor, action, chat_id, detail)"
	    " VALUES (:at, :actor, :action, (SELECT chat_id FROM chat WHERE chat = :chat), :detail)");
	char who[128];

	actor(who, sizeof(who));
	stmt_int(s, ":at", now);
	stmt_text(s, ":actor", who);
	stmt_text(s, ":action", action);
	stmt_int(s, ":chat", chat);
	stmt_text(s, ":detail", detail);
	return stmt_run(s);
}

static int
change_zone(struct db *db, int64_t chat, const struct zone *zone, int64_t now)
{
	struct stmt *s = db_stmt(db, "SELECT zone FROM chat WHERE chat = :chat");
	char detail[256];

	stmt_int(s, ":chat", chat);
	if (stmt_step(s) != 1)
		return -1;
	snprintf(detail, sizeof(detail), "%s -> %s", col_text(s, 0, NULL), zone_name(zone));
	stmt_reset(s);
	s = db_stmt(db, "UPDATE chat SET zone = :zone WHERE chat = :chat");
	stmt_text(s, ":zone", zone_name(zone));
	stmt_int(s, ":chat", chat);
	return stmt_run(s) != 0 ? -1 : audit(db, now, chat, "set zone", detail);
}

/* Ends a transaction that a change was made in. */
static int
finish(struct db *db, int ret)
{
	if (ret == 0)
		ret = db_commit(db);
	if (ret != 0)
		db_rollback(db);
	return ret;
}

int
settings_zone(struct db *db, int64_t chat, const struct zone *zone, int64_t now)
{
	return db_begin(db) != 0 ? -1 : finish(db, change_zone(db, chat, zone, now));
}

/* Deletes some texts of a chat, from a key on: *left tells whether there may be more. */
static int
drop_texts(struct db *db, int64_t *after, int64_t end, bool *left)
{
	struct stmt *s = db_stmt(db, "SELECT max(key), count(*) FROM (SELECT key FROM message"
	    " WHERE key > :after AND key < :end ORDER BY key LIMIT :texts)");
	int64_t last;

	stmt_int(s, ":after", *after);
	stmt_int(s, ":end", end);
	stmt_int(s, ":texts", TEXTS);
	if (stmt_step(s) != 1)
		return -1;
	*left = col_int(s, 1) == TEXTS;
	last = col_null(s, 0) ? *after : col_int(s, 0);
	stmt_reset(s);
	s = db_stmt(db, "UPDATE message SET text = NULL"
	    " WHERE key > :after AND key <= :last AND text IS NOT NULL");
	stmt_int(s, ":after", *after);
	stmt_int(s, ":last", last);
	*after = last;
	return stmt_run(s);
}

static int
change_text(struct db *db, int64_t chat, enum policy policy, int64_t now)
{
	struct stmt *s = db_stmt(db, "UPDATE chat SET text = :text WHERE chat = :chat");

	stmt_int(s, ":text", policy);
	stmt_int(s, ":chat", chat);
	return stmt_run(s) != 0 ? -1 : audit(db, now, chat, "set text", policy_name(policy));
}

int
settings_text(struct db *db, int64_t chat, enum policy policy, int64_t now)
{
	int64_t after = message_key(chat, MESSAGE_ID_LEAST) - 1;
	bool left = policy != POLICY_FULL;

	if (db_begin(db) != 0 || finish(db, change_text(db, chat, policy, now)) != 0)
		return -1;
	while (left)
		if (db_begin(db) != 0 ||
		    finish(db, drop_texts(db, &after, message_key(chat, MESSAGE_ID_MOST), &left)) != 0)
			return -1;
	/* What was deleted must not lie in the log either. */
	return policy == POLICY_FULL ? 0 : db_truncate(db);
}

/* Whether a member stands for a channel's automatic forwards: 1, 0 or -1. */
static int
is_automatic(struct db *db, int64_t member)
{
	struct stmt *s = db_stmt(db, "SELECT automatic FROM member WHERE member = :member");
	int64_t automatic;

	stmt_int(s, ":member", member);
	return stmt_number(s, &automatic) != 1 ? -1 : automatic != 0;
}

int
settings_bot(struct db *db, int64_t member, bool bot, int64_t now)
{
	int ret = is_automatic(db, member);
	struct sums *sums;

	if (ret != 0)
		return ret < 0 ? -1 : log_fail(STATUS_MISUSE,
		    "a channel's automatic forwards are never in rankings: this cannot be changed");
	if ((sums = sums_open(db)) == NULL)
		return -1;
	ret = -1;
	if (db_begin(db) == 0) {
		ret = sums_set_bot(sums, member, bot);
		if (ret == 0)
			ret = audit(db, now, 0, "set bot", bot ? "on" : "off");
		ret = finish(db, ret);
	}
	sums_close(sums);
	return ret;
}
