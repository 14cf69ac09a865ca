#include "ingest/groups.h"

#include <inttypes.h>
#include <string.h>

#include "ingest/botapi.h"
#include "ingest/rights.h"
#include "ingest/says.h"
#include "lib/audit.h"
#include "lib/config.h"
#include "lib/log.h"
#include "lib/outbox.h"
#include "lib/spoken.h"

enum {
	LEAVE = 60,		/* seconds between two looks at chats that are to be left */
	LATE_SECONDS = 600,	/* a greeting that comes later is none */
	CALL_SECONDS = 10
};

static void
ignore(void *cookie, const struct telegram_answer *answer)
{
	(void)cookie;
	(void)answer;
}

static void
leave(struct telegram *telegram, int64_t chat_id)
{
	char body[64];

	snprintf(body, sizeof(body), "{\"chat_id\":%" PRId64 "}", chat_id);
	if (telegram_call(telegram, "leaveChat", body, CALL_SECONDS, ignore, NULL) != 0)
		log_forget();
}

void
groups_leave(struct telegram *telegram, struct db *db, int64_t now, int64_t *looked)
{
	struct stmt *s = db_stmt(db, "SELECT c.chat_id FROM chat AS c CROSS JOIN bot AS b"
	    " CROSS JOIN member AS m ON m.member_id = b.bot_id AND m.automatic = 0"
	    " CROSS JOIN presence AS p ON p.chat = c.chat AND p.member = m.member"
	    " WHERE c.blocked = 1 AND coalesce(p.status, '') NOT IN ('left', 'kicked')");

	if (now >= *looked && now < *looked + LEAVE)
		return;
	*looked = now;
	while (stmt_step(s) == 1)
		leave(telegram, col_int(s, 0));
}

/* Whether a membership is one: of my_chat_member. */
static bool
is_in(json *member)
{
	const char *status = json_string(member, "status");

	return status != NULL && strcmp(status, "left") != 0 && strcmp(status, "kicked") != 0 &&
	    (strcmp(status, "restricted") != 0 || json_true(member, "is_member"));
}

/* Blocks a group that the bot was added to by nobody who may, or no longer. */
static int
block(struct db *db, int64_t chat_id, bool blocked, int64_t now, int64_t *looked)
{
	struct stmt *s = db_stmt(db, "UPDATE chat SET blocked = :blocked"
	    " WHERE chat_id = :chat_id AND blocked <> :blocked");
	struct audit audit = { .by = "chatstatd operator chat", .action = "set blocked",
	    .before = blocked ? "off" : "on", .after = blocked ? "on" : "off" };

	stmt_int(s, ":blocked", blocked);
	stmt_int(s, ":chat_id", chat_id);
	if (stmt_run(s) != 0)
		return -1;
	if (db_changes(db) == 0)
		return 0;
	*looked = 0;
	s = db_stmt(db, "SELECT chat FROM chat WHERE chat_id = :chat_id");
	stmt_int(s, ":chat_id", chat_id);
	return stmt_number(s, &audit.chat) < 0 ? -1 : audit_add(db, now, &audit);
}

int
groups_told(struct db *db, json *told, int64_t now, int64_t *looked)
{
	bool owners = config_is(CONFIG_TELEGRAM_JOIN, "owners");
	struct outbox_item item = { .class = OUTBOX_NOTICE };
	char once[64], *html;
	struct chat_ref chat;
	int64_t from = 0, at = 0;
	bool added;
	int ret = -1;

	if (!is_in(json_object(told, "new_chat_member")) || is_in(json_object(told, "old_chat_member")) ||
	    !botapi_chat(json_object(told, "chat"), &chat) ||
	    (chat.type != CHAT_GROUP && chat.type != CHAT_SUPERGROUP))
		return 0;
	json_int(json_object(told, "from"), "id", &from);
	json_int(told, "date", &at);
	if (owners && block(db, chat.id, !rights_owner(from), now, looked) != 0)
		return -1;
	if (now - at > LATE_SECONDS || (owners && !rights_owner(from)))
		return 0;
	spoken_in(db, chat.id);
	if ((html = says_greeting(db, chat.id)) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	snprintf(once, sizeof(once), "greeting:%" PRId64 ":%" PRId64, chat.id, at);
	item.once = once;
	item.chat_id = chat.id;
	item.text = html;
	ret = outbox_add(db, &item, now, &added);
	free(html);
	return ret;
}
