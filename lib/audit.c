#include "lib/audit.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Who is at the command line, or on whose behalf chatstatd runs this. */
static void
actor(char *buf, size_t size)
{
	const struct passwd *user = getpwuid(getuid());
	const char *given = getenv("CHATSTAT_ACTOR");

	if (given != NULL)
		snprintf(buf, size, "%s", given);
	else if (user != NULL)
		snprintf(buf, size, "user:%s", user->pw_name);
	else
		snprintf(buf, size, "uid:%lu", (unsigned long)getuid());
}

int
audit_add(struct db *db, int64_t now, int64_t chat, const char *action, const char *detail)
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
