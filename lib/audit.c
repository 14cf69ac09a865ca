#include "lib/audit.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/secret.h"

int
audit_who(struct db *db, int64_t member_id, char who[AUDIT_WHO])
{
	struct secret *secret = secret_open(db);

	if (secret == NULL)
		return -1;
	snprintf(who, AUDIT_WHO, "user:%016llx",
	    (unsigned long long)secret_hash(secret, SECRET_LOG, &member_id, 1, NULL));
	secret_close(secret);
	return 0;
}

int
audit_by(struct db *db, int64_t member_id, const char *role, const char *request, char by[AUDIT_BY])
{
	char who[AUDIT_WHO];

	if (audit_who(db, member_id, who) != 0)
		return -1;
	snprintf(by, AUDIT_BY, "%s %s chat %s", who, role, request);
	return 0;
}

/* Who is at the command line, in the form of audit_by. */
static void
caller(char by[AUDIT_BY])
{
	const struct passwd *user = getpwuid(getuid());

	if (user != NULL)
		snprintf(by, AUDIT_BY, "user:%.32s operator shell", user->pw_name);
	else
		snprintf(by, AUDIT_BY, "uid:%lu operator shell", (unsigned long)getuid());
}

int
audit_add(struct db *db, int64_t now, const struct audit *a)
{
	struct stmt *s = db_stmt(db, "INSERT INTO audit (at, request, actor, role, surface, chat_id, action,"
	    " object, before, after, result, reason) VALUES (:at, :request, :actor, :role, :surface,"
	    " (SELECT chat_id FROM chat WHERE chat = :chat), :action, :object, :before, :after, :result,"
	    " :reason)");
	char own[AUDIT_BY], actor[48] = "", role[16] = "", surface[16] = "", request[16] = "";
	const char *by = a->by != NULL ? a->by : getenv("CHATSTAT_ACTOR");

	if (by == NULL) {
		caller(own);
		by = own;
	}
	sscanf(by, "%47s %15s %15s %15s", actor, role, surface, request);
	stmt_int(s, ":at", now);
	stmt_text(s, ":request", request[0] != '\0' ? request : NULL);
	stmt_text(s, ":actor", actor);
	stmt_text(s, ":role", role);
	stmt_text(s, ":surface", surface);
	stmt_int(s, ":chat", a->chat);
	stmt_text(s, ":action", a->action);
	stmt_text(s, ":object", a->object);
	stmt_text(s, ":before", a->before);
	stmt_text(s, ":after", a->after);
	stmt_text(s, ":result", a->result != NULL ? a->result : "done");
	stmt_text(s, ":reason", getenv("CHATSTAT_REASON"));
	return stmt_run(s);
}
