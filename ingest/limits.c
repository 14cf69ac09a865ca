#include "ingest/limits.h"

#include <inttypes.h>

#include "ingest/spelling.h"
#include "lib/config.h"
#include "lib/locale.h"
#include "lib/outbox.h"

enum {
	LATE_SECONDS = 600,	/* who asked longer ago waits no more */
	WAITING_MOST = 5,	/* in a chat */
	MINUTE = 60,
	HOUR = 3600
};

/*
 * How many commands of a member, settings or others, were taken since an instant, and when the oldest of the
 * last `most` was, from which it clears.  0 or -1.
 */
static int
count(struct db *db, const struct ask *a, bool setting, int64_t since, int64_t *n, int64_t *oldest)
{
	struct stmt *s = db_stmt(db, "SELECT count(*), coalesce(min(at), 0) FROM ask"
	    " WHERE asker = :asker AND at > :since AND state < :noticed"
	    " AND (question GLOB '/set *' OR question GLOB '/digest ?*') = :setting");

	stmt_int(s, ":asker", a->asker);
	stmt_int(s, ":setting", setting);
	stmt_int(s, ":since", since);
	stmt_int(s, ":noticed", ASK_NOTICED);
	if (stmt_step(s) != 1)
		return -1;
	*n = col_int(s, 0);
	*oldest = col_int(s, 1);
	stmt_reset(s);
	return 0;
}

/* Whether a member was told already that it is too much. */
static int
was_noticed(struct db *db, const struct ask *a, int64_t since)
{
	struct stmt *s = db_stmt(db, "SELECT 1 FROM ask"
	    " WHERE asker = :asker AND at > :since AND state = :noticed LIMIT 1");
	int64_t one;

	stmt_int(s, ":asker", a->asker);
	stmt_int(s, ":since", since);
	stmt_int(s, ":noticed", ASK_NOTICED);
	return stmt_number(s, &one);
}

int
limits_member(struct db *db, const struct ask *a, bool setting, const char *name, enum ask_state *state,
    FILE *notice)
{
	const struct { int64_t seconds, most; const char *within; } limits[] = {
		{ MINUTE, config_number(setting ? CONFIG_LIMITS_ADMIN_PER_MINUTE :
		    CONFIG_LIMITS_MEMBER_PER_MINUTE), _("a minute") },
		{ HOUR, config_number(CONFIG_LIMITS_MEMBER_PER_HOUR), _("an hour") }
	};
	char quoted[SPELLING_QUOTED];

	for (size_t i = 0; i < 2; i++) {
		int64_t n, oldest, wait;
		int noticed;

		if (count(db, a, setting, a->at - limits[i].seconds, &n, &oldest) != 0)
			return -1;
		if (n < limits[i].most)
			continue;
		if ((noticed = was_noticed(db, a, a->at - limits[i].seconds)) < 0)
			return -1;
		*state = noticed > 0 ? ASK_SILENT : ASK_NOTICED;
		if (*state == ASK_SILENT)
			return 0;
		wait = oldest + limits[i].seconds - a->at;
		if (!a->pressed)
			fprintf(notice, "%s, ", spelling_quoted(quoted, name));
		fprintf(notice, a->pressed ? P_("That was %lld command within %s.", "That was %lld commands"
		    " within %s.", n) : P_("that was %lld command within %s.", "that was %lld commands within"
		    " %s.", n), (long long)n, limits[i].within);
		fputc(' ', notice);
		fprintf(notice, _("I answer you again in %lld %s."), (long long)(wait >= 2 * MINUTE ?
		    wait / MINUTE : wait), wait >= 2 * MINUTE ? _("min") : _("s"));
		return 0;
	}
	return 0;
}

int
limits_chat(struct db *db, const struct ask *a, enum ask_state *state, FILE *notice)
{
	struct stmt *s = db_stmt(db, "SELECT (SELECT count(*) FROM ask WHERE chat_id = :chat_id"
	    " AND at > :since AND state = 0) + (SELECT count(*) FROM outbox WHERE chat_id = :chat_id"
	    " AND class = :class AND done_at IS NULL)");
	int64_t n = 0;
	int noticed;

	stmt_int(s, ":chat_id", a->chat_id);
	stmt_int(s, ":since", a->at - LATE_SECONDS);
	stmt_int(s, ":class", OUTBOX_ANSWER);
	if (stmt_number(s, &n) < 0)
		return -1;
	if (n < WAITING_MOST || *state != ASK_WAITING)
		return 0;
	/* In a group, what waits is others' too, and one message more would wait as well. */
	if ((noticed = a->pressed || a->private ? was_noticed(db, a, a->at - MINUTE) : 1) < 0)
		return -1;
	*state = noticed > 0 ? ASK_SILENT : ASK_NOTICED;
	fputs(noticed > 0 ? "" : _("Too many answers wait here. Try again in a moment."), notice);
	return 0;
}

int
limits_chart(struct db *db, struct ask *a, enum ask_state *state, FILE *notice)
{
	struct stmt *s = db_stmt(db, "SELECT 1 FROM ask WHERE asker = :asker AND at > :since"
	    " AND chart = 1 AND state < :shared LIMIT 1");
	int64_t one, seconds = config_number(CONFIG_LIMITS_CHART_SECONDS);
	int found;

	stmt_int(s, ":asker", a->asker);
	stmt_int(s, ":since", a->at - seconds);
	stmt_int(s, ":shared", ASK_SHARED);
	if ((found = stmt_number(s, &one)) <= 0)
		return found;
	a->chart = false;
	if (a->captioned) {
		*state = ASK_ANSWERED;
		fprintf(notice, P_("One chart every second, please.", "One chart every %lld seconds, please.",
		    seconds), (long long)seconds);
	}
	return 0;
}
