#include "lib/sums_rows.h"

int
sums_disown(struct sums *s, int64_t scope, int64_t day, int64_t member)
{
	struct stmt *q = db_stmt(s->db, "SELECT messages, words, chars, media, links, emoji, questions,"
	    " edited, sent, received, given, reactions, own, linked, shouting, self, night, dawn, days"
	    " FROM act"
	    " WHERE scope = :scope AND period = :day AND member = :member");
	int64_t v[SUM_COUNT];
	int step, bot = sums_is_bot(s, member);

	stmt_int(q, ":scope", scope);
	stmt_int(q, ":day", day);
	stmt_int(q, ":member", member);
	if (bot < 0 || (step = stmt_step(q)) != 1)
		return bot < 0 ? -1 : step;
	for (int i = 0; i < SUM_COUNT; i++)
		v[i] = col_int(q, i);
	stmt_reset(q);
	/* Whether a day is active shows when the rows are written. */
	v[SUM_DAYS] = 0;
	return sums_add(&s->act, scope, day, member, v, -1, bot != 0) != 0 ||
	    sums_add(&s->act, scope, day, 0, v, 1, false) != 0 ? -1 : 0;
}

int
sums_drop_term(struct sums *s, int64_t chat, int64_t term)
{
	struct stmt *q = db_stmt(s->db, "DELETE FROM tally WHERE scope IN"
	    " (SELECT scope FROM scope WHERE chat = :chat) AND what IN (:uses, :repeats) AND bucket = :term");

	stmt_int(q, ":chat", chat);
	stmt_int(q, ":uses", TALLY_TERM + term % TERM_STEP);
	stmt_int(q, ":repeats", TALLY_REPEAT + term % TERM_STEP);
	stmt_int(q, ":term", term);
	return stmt_run(q);
}
