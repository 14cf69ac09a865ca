#include "ingest/witness.h"

#include <string.h>

#include "lib/clock.h"
#include "lib/log.h"

/* The number of the chat that is asked about: 1, 0 where it is not known, or -1. */
static int
find_chat(const struct answer *a, int64_t *chat)
{
	struct stmt *s = db_stmt(a->desk->db, "SELECT chat FROM chat WHERE chat_id = :chat_id");

	stmt_int(s, ":chat_id", a->about);
	return stmt_number(s, chat);
}

int
witness_setting(const struct answer *a, const char *name, char value[SETTING_VALUE])
{
	int64_t chat;

	return find_chat(a, &chat) == 1 ? settings_read(a->desk->db, chat, settings_find(name), value) : -1;
}

bool
witness_is_set(const struct answer *a, const char *name, const char *word)
{
	char value[SETTING_VALUE];

	return witness_setting(a, name, value) == 0 && strcmp(value, word) == 0;
}

const char *
witness_theme(struct answer *a)
{
	if (a->own.theme[0] == '\0' && witness_setting(a, "theme", a->own.theme) != 0)
		return "light";
	return a->own.theme;
}

int
witness_as(struct answer *a, enum role role)
{
	int ret = audit_by(a->desk->db, a->ask.member_id, rights_name(role), log_request(), a->by);

	log_request_end();
	return ret;
}

int
witness_note(const struct answer *a, const char *action, int64_t whom, const char *result)
{
	char who[AUDIT_WHO];
	struct audit audit = { .by = a->by, .action = action, .object = whom != 0 ? who : NULL,
		.result = result };
	int64_t now;

	return find_chat(a, &audit.chat) < 0 || clock_now(&now) != 0 ||
	    (whom != 0 && audit_who(a->desk->db, whom, who) != 0) ? -1 :
	    audit_add(a->desk->db, now, &audit);
}

int64_t
witness_whom(const struct answer *a)
{
	struct stmt *s = db_stmt(a->desk->db, "SELECT member_id FROM member"
	    " WHERE username = :username COLLATE NOCASE ORDER BY named_at DESC LIMIT 1");
	const char *name = a->command.member[0] == '@' ? a->command.member : a->command.against;
	int64_t id = 0;

	stmt_text(s, ":username", name[0] == '@' ? name + 1 : "");
	return stmt_number(s, &id) == 1 ? id : 0;
}
