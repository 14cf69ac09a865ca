#include "lib/scope.h"

#include "lib/date.h"
#include "lib/log.h"
#include "lib/map.h"

/* The columns that read_scope takes. */
#define SCOPE_COLUMNS	"scope, chat, topic, zone, role, folded, built"

static int
read_scope(struct stmt *s, struct scope *p)
{
	const char *name = col_text(s, 3, NULL);
	const struct zone *zone = zone_find(name);

	if (zone == NULL)
		return log_fail(STATUS_FAILED, "time zone \"%s\" is not known to this system", name);
	*p = (struct scope){ .scope = col_int(s, 0), .chat = col_int(s, 1), .topic = col_int(s, 2),
	    .zone = zone, .role = (enum role)col_int(s, 4), .folded = col_int(s, 5),
	    .built = col_int(s, 6) };
	return 0;
}

/* Appends the rows of a statement. */
static int
append(struct stmt *s, struct scopes *scopes)
{
	int step;

	while ((step = stmt_step(s)) == 1) {
		if (map_grow(&scopes->list, &scopes->capacity, scopes->count, sizeof(*scopes->list)) != 0 ||
		    read_scope(s, &scopes->list[scopes->count]) != 0)
			return stmt_stop(s);
		scopes->count++;
	}
	return step;
}

int
scope_load(struct db *db, int64_t chat, struct scopes *scopes)
{
	struct stmt *s = db_stmt(db, "SELECT forum FROM chat WHERE chat = :chat");
	int64_t forum = 0;

	scopes->count = 0;
	stmt_int(s, ":chat", chat);
	if (stmt_number(s, &forum) < 0)
		return -1;
	scopes->forum = forum != 0;

	s = db_stmt(db, "SELECT " SCOPE_COLUMNS " FROM scope WHERE chat = :chat AND role < 2"
	    " ORDER BY topic, role");
	stmt_int(s, ":chat", chat);
	return append(s, scopes);
}

int
scope_answering(struct db *db, struct scopes *scopes)
{
	scopes->count = 0;
	return append(db_stmt(db, "SELECT " SCOPE_COLUMNS " FROM scope WHERE role = 0 ORDER BY scope"),
	    scopes);
}

int
scope_reload(struct db *db, struct scope *p)
{
	struct stmt *s = db_stmt(db, "SELECT " SCOPE_COLUMNS " FROM scope WHERE scope = :scope AND role = 0");
	int step;

	stmt_int(s, ":scope", p->scope);
	if ((step = stmt_step(s)) == 1) {
		if (read_scope(s, p) != 0)
			step = -1;
		stmt_reset(s);
	}
	return step;
}

int
scope_make(struct db *db, int64_t chat, int64_t topic)
{
	struct stmt *s;

	if (topic == TOPIC_NONE) {
		s = db_stmt(db, "INSERT INTO scope (chat, topic, zone)"
		    " SELECT chat, 0, zone FROM chat WHERE chat = :chat");
		stmt_int(s, ":chat", chat);
		return stmt_run(s);
	}
	s = db_stmt(db, "INSERT INTO scope (chat, topic, zone, role, built)"
	    " SELECT chat, :topic, zone, role, built FROM scope"
	    " WHERE chat = :chat AND topic = 0 AND role < 2 ON CONFLICT DO NOTHING");
	stmt_int(s, ":topic", topic);
	stmt_int(s, ":chat", chat);
	return stmt_run(s);
}

int
scope_retire(struct db *db, int64_t chat)
{
	struct stmt *s = db_stmt(db, "UPDATE scope SET role = 2 WHERE chat = :chat AND role < 2");

	stmt_int(s, ":chat", chat);
	return stmt_run(s);
}

int
scope_make_none(struct db *db, const struct zone *zone)
{
	struct stmt *s = db_stmt(db, "INSERT INTO scope (chat, topic, zone) SELECT 0, 0, :zone"
	    " WHERE NOT EXISTS (SELECT 1 FROM scope WHERE chat = 0 AND role = 0)");

	stmt_text(s, ":zone", zone_name(zone));
	return stmt_run(s);
}

int64_t
scope_month(int64_t day)
{
	int64_t year;
	int month, mday;

	date_civil(day, &year, &month, &mday);
	return PERIOD_MONTHS + 12 * year + month - 1;
}
