#include "lib/recount.h"

#include "lib/date.h"

static void
bind_interval(struct stmt *s, int64_t chat, int64_t since, int64_t until)
{
	stmt_int(s, ":chat", chat);
	stmt_int(s, ":first", date_div(since, DATE_SECONDS));
	stmt_int(s, ":last", date_div(until - 1, DATE_SECONDS));
	stmt_int(s, ":since", since);
	stmt_int(s, ":until", until);
}

/* Whether a message's topic is the one asked for. */
static bool
in_topic(int64_t wanted, int64_t topic)
{
	return wanted == TOPIC_NONE || topic == (wanted == TOPIC_GENERAL ? TOPIC_NONE : wanted);
}

static int
messages(struct db *db, struct sums *sums, int64_t chat, int64_t topic, int64_t since, int64_t until,
    int sign)
{
	struct stmt *s = db_stmt(db, "SELECT " MESSAGE_COLUMNS ", terms FROM message WHERE chat = :chat"
	    " AND (day, at) >= (:first, :since) AND (day, at) < (:last, :until)");
	const unsigned char *terms;
	struct message m;
	size_t length;
	int step;

	bind_interval(s, chat, since, until);
	while ((step = stmt_step(s)) == 1) {
		message_read(s, &m);
		terms = col_blob(s, MESSAGE_COLUMN_COUNT, &length);
		if (in_topic(topic, m.topic) && (sums_message(sums, &m, sign) != 0 ||
		    sums_terms(sums, &m, terms, length, sign) != 0))
			return stmt_stop(s);
	}
	return step;
}

static int
reactions(struct db *db, struct sums *sums, int64_t chat, int64_t topic, int64_t since, int64_t until,
    int sign)
{
	struct stmt *s = db_stmt(db, "SELECT r.at, m.topic, m.member, r.member, r.emoji, r.n"
	    " FROM reaction AS r LEFT JOIN message AS m USING (key) WHERE r.chat = :chat"
	    " AND (r.day, r.at) >= (:first, :since) AND (r.day, r.at) < (:last, :until)");
	int step;

	bind_interval(s, chat, since, until);
	while ((step = stmt_step(s)) == 1) {
		struct sums_reaction r = { .chat = chat, .at = col_int(s, 0),
		    .topic = col_null(s, 1) ? TOPIC_UNKNOWN : col_int(s, 1), .author = col_int(s, 2),
		    .giver = col_int(s, 3), .emoji = col_int(s, 4), .n = sign * col_int(s, 5) };

		if (in_topic(topic, r.topic) && sums_reaction(sums, &r) != 0)
			return stmt_stop(s);
	}
	return step;
}

static int
passages(struct db *db, struct sums *sums, int64_t chat, int64_t since, int64_t until, int sign)
{
	struct stmt *s = db_stmt(db, "SELECT at, member, joined FROM passage"
	    " WHERE chat = :chat AND at >= :since AND at < :until");
	int step;

	stmt_int(s, ":chat", chat);
	stmt_int(s, ":since", since);
	stmt_int(s, ":until", until);
	while ((step = stmt_step(s)) == 1)
		if (sums_passage(sums, chat, col_int(s, 0), col_int(s, 1), col_int(s, 2) != 0, sign) != 0)
			return stmt_stop(s);
	return step;
}

static int
usage(struct db *db, struct sums *sums, int64_t chat, int64_t since, int64_t until, int sign)
{
	struct stmt *s = db_stmt(db, "SELECT " USAGE_COLUMNS " FROM usage WHERE chat = :chat"
	    " AND day BETWEEN :first AND :last AND at >= :since AND at < :until");
	struct usage u;
	int step;

	bind_interval(s, chat, since, until);
	while ((step = stmt_step(s)) == 1) {
		usage_read(s, &u);
		if (sums_usage(sums, &u, sign) != 0)
			return stmt_stop(s);
	}
	return step;
}

static int
add(struct db *db, struct sums *sums, int64_t chat, int64_t topic, int64_t since, int64_t until, int sign)
{
	struct stmt *s = db_stmt(db, "SELECT frozen_before FROM chat WHERE chat = :chat");
	int64_t frozen = since;

	stmt_int(s, ":chat", chat);
	if (stmt_number(s, &frozen) < 0)
		return -1;
	if (since < frozen)
		since = frozen;
	if (since >= until)
		return 0;
	if (messages(db, sums, chat, topic, since, until, sign) != 0 ||
	    reactions(db, sums, chat, topic, since, until, sign) != 0)
		return -1;
	if (topic != TOPIC_NONE)
		return 0;
	return passages(db, sums, chat, since, until, sign) != 0 ? -1 :
	    usage(db, sums, chat, since, until, sign);
}

int
recount(struct db *db, struct sums *sums, int64_t chat, int64_t topic, int64_t since, int64_t until)
{
	return add(db, sums, chat, topic, since, until, 1);
}

int
recount_away(struct db *db, struct sums *sums, int64_t chat, int64_t since, int64_t until)
{
	return add(db, sums, chat, TOPIC_NONE, since, until, -1);
}
