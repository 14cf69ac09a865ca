#include "ingest/own.h"

#include <string.h>

#include "ingest/record.h"
#include "lib/config.h"
#include "lib/locale.h"
#include "lib/log.h"

int
own_read(struct db *db, int64_t member_id, struct own *own)
{
	struct stmt *s = db_stmt(db, "SELECT chat_id, theme, locale FROM own WHERE member_id = :member_id");
	const struct setting *theme = settings_find("theme");
	int step;

	*own = (struct own){ .chat_id = 0 };
	stmt_int(s, ":member_id", member_id);
	if ((step = stmt_step(s)) < 0)
		return -1;
	if (step == 1) {
		own->chat_id = col_int(s, 0);
		if (!col_null(s, 1))
			snprintf(own->theme, SETTING_VALUE, "%s", theme->words[col_int(s, 1)]);
		if (!col_null(s, 2))
			snprintf(own->locale, SETTING_VALUE, "%s", col_text(s, 2, NULL));
	}
	stmt_reset(s);
	return 0;
}

int
own_choose(struct db *db, int64_t member_id, int64_t chat_id)
{
	struct stmt *s = db_stmt(db, "INSERT INTO own (member_id, chat_id) VALUES (:member_id, :chat_id)"
	    " ON CONFLICT DO UPDATE SET chat_id = excluded.chat_id");

	stmt_int(s, ":member_id", member_id);
	stmt_int(s, ":chat_id", chat_id);
	return stmt_run(s);
}

int
own_set(struct db *db, int64_t member_id, const struct setting *t, const char *value)
{
	bool theme = strcmp(t->name, "theme") == 0;
	struct stmt *s = db_stmt(db, theme ?
	    "INSERT INTO own (member_id, theme) VALUES (:member_id, :value)"
	    " ON CONFLICT DO UPDATE SET theme = excluded.theme" :
	    "INSERT INTO own (member_id, locale) VALUES (:member_id, :value)"
	    " ON CONFLICT DO UPDATE SET locale = excluded.locale");
	int64_t number;

	if (!settings_parse(t, value, &number))
		return -1;
	stmt_int(s, ":member_id", member_id);
	if (theme)
		stmt_int(s, ":value", number);
	else
		stmt_text(s, ":value", value);
	return stmt_run(s);
}

int
own_chats(struct db *db, int64_t member_id, int64_t chat_ids[OWN_CHATS])
{
	struct stmt *s = db_stmt(db, "SELECT c.chat_id FROM member AS m CROSS JOIN chat AS c"
	    " CROSS JOIN presence AS p ON p.chat = c.chat AND p.member = m.member"
	    " WHERE m.member_id = :member_id AND m.automatic = 0 AND c.type <> :channel AND c.blocked = 0"
	    " AND c.moved_to IS NULL AND coalesce(p.joined, 1) = 1"
	    " ORDER BY c.live DESC, p.last_message DESC, c.chat LIMIT :most");
	int n = 0, step;

	stmt_int(s, ":member_id", member_id);
	stmt_int(s, ":channel", CHAT_CHANNEL);
	stmt_int(s, ":most", OWN_CHATS);
	while ((step = stmt_step(s)) == 1)
		chat_ids[n++] = col_int(s, 0);
	return step < 0 ? -1 : n;
}
