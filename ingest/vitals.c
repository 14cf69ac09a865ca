#include "ingest/vitals.h"

#include <stdlib.h>

#include "lib/scope.h"

/* Adds one chat, or topic: a topic's days are folded apart, its members are its chat's. */
static int
add_scope(struct db *db, const struct scope *p, int64_t now, struct vitals *v)
{
	struct stmt *unfolded = db_stmt(db, "SELECT count(DISTINCT period) FROM total"
	    " WHERE scope = :scope AND period > :folded AND period < :today");
	struct stmt *active = db_stmt(db, "SELECT sum(messages), sum(days * (bot = 0 AND period = :today))"
	    " FROM total WHERE scope = :scope AND period > :today - 7 AND period <= :today");
	int64_t today = zone_day(p->zone, now), days = 0;

	stmt_int(unfolded, ":scope", p->scope);
	stmt_int(unfolded, ":folded", p->folded);
	stmt_int(unfolded, ":today", today);
	if (stmt_number(unfolded, &days) < 0)
		return -1;
	v->unfolded_days += days;
	if (p->topic != TOPIC_NONE)
		return 0;
	v->chats++;
	stmt_int(active, ":scope", p->scope);
	stmt_int(active, ":today", today);
	if (stmt_step(active) < 0)
		return -1;
	v->active_chats += col_int(active, 0) > 0;
	v->daily_members += col_int(active, 1);
	stmt_reset(active);
	return 0;
}

int
vitals_read(struct db *db, int64_t now, struct vitals *vitals)
{
	struct stmt *bytes = db_stmt(db, "SELECT page_count * page_size"
	    " FROM pragma_page_count, pragma_page_size");
	/* It is a full scan of outbox, but by its index of what waits. */
	struct stmt *outbox = db_stmt(db, "SELECT count(*) FROM outbox WHERE done_at IS NULL");
	struct stmt *rights = db_stmt(db, "SELECT count(*) FROM chat AS c JOIN presence AS p USING (chat)"
	    " JOIN member AS m USING (member) WHERE m.automatic = 0 AND m.member_id ="
	    "  (SELECT bot_id FROM bot ORDER BY latest DESC LIMIT 1)"
	    " AND (p.status = 'member' OR (p.status = 'restricted' AND p.joined = 1))");
	struct scopes scopes = { 0 };
	struct vitals v = { 0 };
	int ret = scope_answering(db, &scopes);

	for (size_t i = 0; ret == 0 && i < scopes.count; i++)
		ret = add_scope(db, &scopes.list[i], now, &v);
	free(scopes.list);
	if (ret != 0 || stmt_number(bytes, &v.bytes) < 0 || stmt_number(outbox, &v.outbox) < 0 ||
	    stmt_number(rights, &v.without_rights) < 0)
		return -1;
	*vitals = v;
	return 0;
}
