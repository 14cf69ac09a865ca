/*
 * The card of one member.
 */
#include "lib/locale.h"
#include "lib/log.h"
#include "lib/map.h"
#include "lib/message.h"
#include "lib/stream.h"
#include "lib/sums.h"
#include "reports/answer.h"
#include "reports/prose.h"
#include "reports/quantile.h"
#include "reports/ranking.h"
#include "reports/streaks.h"

extern const char sql_top_member[];

static int
take_numbers(struct answer *a, struct stmt *s, void *cookie)
{
	(void)cookie;
	for (int i = 0; i < stmt_columns(s); i++)
		answer_set(a, 0, stmt_column(s, i), col_int(s, i));
	return 0;
}

/* The rank by messages, counted from 1, and the share of them. */
static int
set_rank(struct answer *a)
{
	int64_t messages = table_at(&a->table, 0, table_column(&a->table, "messages"))->n;
	struct ranking r = { .count = 0 };
	size_t at;
	int ret = -1;

	if (ranking_make(a, &a->deeds, &r) == 0 && ranking_find(a, &r, a->member, &at) == 0) {
		if (at < r.count)
			answer_set(a, 0, "rank", (int64_t)at + 1);
		if (a->messages > 0)
			answer_set(a, 0, "share", answer_tenths(100 * messages, a->messages));
		ret = 0;
	}
	free(r.list);
	return ret;
}

/* "text 190, photo 12, voice 3": of all kinds the three most frequent ones. */
static int
set_kinds(struct answer *a, const int64_t counts[KIND_COUNT])
{
	char text[256] = "";
	bool said[KIND_COUNT] = { false };

	for (int n = 0; n < 3; n++) {
		size_t used = strlen(text);
		int64_t most = -1;

		for (int64_t k = 0; k < KIND_COUNT; k++)
			if (!said[k] && counts[k] > 0 && (most < 0 || counts[k] > counts[most]))
				most = k;
		if (most < 0)
			break;
		said[most] = true;
		snprintf(text + used, sizeof(text) - used, "%s%s %lld", used > 0 ? ", " : "",
		    strcmp(locale_language(), "en") == 0 ? message_kind(most) :
		    prose_noun(message_kind(most), PROSE_MANY), (long long)counts[most]);
	}
	return text[0] == '\0' ? 0 : answer_set_text(a, 0, "kinds", text);
}

/* What has to be read from single messages: the hour, the kinds, and the time to reply. */
static int
set_from_messages(struct answer *a)
{
	int64_t hours[24] = { 0 }, kinds[KIND_COUNT] = { 0 }, most = 0, edge;
	struct quantile waits = { 0 };
	int ret = -1;

	for (size_t i = 0; i < a->count; i++) {
		const struct scope *p = &a->places[i].scope;
		struct stmt *s = db_stmt(a->db, "SELECT at, wait, to_member, kind FROM message"
		    " WHERE chat = :chat AND (day, at) >= (:first, :since) AND (day, at) < (:last, :until)"
		    " AND member = :member AND (:topic = 0 OR topic = :topic_stored)");
		int step;

		window_bind(s, p, &a->spans[i]);
		stmt_int(s, ":member", a->member);
		while ((step = stmt_step(s)) == 1) {
			hours[date_mod(zone_local(p->zone, col_int(s, 0)), DATE_SECONDS) / 3600]++;
			kinds[col_int(s, 3) % KIND_COUNT]++;
			if (!col_null(s, 1) && col_int(s, 2) != a->member &&
			    quantile_add(&waits, sums_wait_bucket(col_int(s, 1)), 1) != 0) {
				stmt_reset(s);
				goto out;
			}
		}
		if (step != 0)
			goto out;
	}
	for (int h = 0; h < 24; h++)
		if (hours[h] > most) {
			most = hours[h];
			answer_set(a, 0, "peak_hour", h);
		}
	if (quantile_edge(&waits, 5, &edge))
		answer_set(a, 0, "reply_median_seconds", edge);
	if (quantile_edge(&waits, 9, &edge))
		answer_set(a, 0, "reply_p90_seconds", edge);
	ret = set_kinds(a, kinds);
out:
	quantile_free(&waits);
	return ret;
}

/* How often the member gave each emoji. */
struct given {
	struct map	 map;
	int64_t		*n;
	size_t		 capacity;
};

static int
take_emoji(struct answer *a, struct stmt *s, void *cookie)
{
	struct given *g = cookie;
	bool made;
	int64_t i = map_make(&g->map, col_int(s, 0), 0, 0, &made);

	(void)a;
	if (i < 0 || map_grow(&g->n, &g->capacity, (size_t)i, sizeof(*g->n)) != 0)
		return -1;
	g->n[i] = made ? 1 : g->n[i] + 1;
	return 0;
}

/* The emoji that the member reacts with most; of several, the one seen first. */
static int
set_emoji(struct answer *a)
{
	static const char given[] = "SELECT emoji FROM reaction AS r WHERE chat = :chat"
	    " AND (day, at) >= (:first, :since) AND (day, at) < (:last, :until) AND member = :member"
	    " AND emoji > 1 AND (:topic = 0 OR"
	    "  (SELECT m.topic FROM message AS m WHERE m.key = r.key) = :topic_stored)";
	struct given g = { .n = NULL };
	int64_t most = 0, emoji = 0;
	struct stmt *s;
	int ret = answer_each(a, given, take_emoji, &g);

	for (size_t i = 0; i < g.map.count; i++)
		if (g.n[i] > most || (g.n[i] == most && g.map.keys[i].a < emoji)) {
			most = g.n[i];
			emoji = g.map.keys[i].a;
		}
	if (ret == 0 && most > 0) {
		s = db_stmt(a->db, "SELECT text FROM emoji WHERE emoji = :emoji");
		stmt_int(s, ":emoji", emoji);
		ret = stmt_step(s) == 1 ? answer_set_text(a, 0, "top_emoji", col_text(s, 0, NULL)) : -1;
		stmt_reset(s);
	}
	map_free(&g.map);
	free(g.n);
	return ret;
}

/* Other names the member was known by, the latest first. */
static int
set_former_names(struct answer *a)
{
	struct stmt *s = db_stmt(a->db, "SELECT f.name FROM former_name AS f JOIN member AS m USING (member)"
	    " WHERE f.member = :member AND f.name NOT IN (m.name, '@' || coalesce(m.username, ''))"
	    " ORDER BY f.at DESC, f.name");
	char *names = NULL;
	size_t length = 0, n = 0;
	FILE *out = stream_open(&names, &length);
	int step, ret = -1;

	if (out == NULL)
		return -1;
	stmt_int(s, ":member", a->member);
	while ((step = stmt_step(s)) == 1)
		fprintf(out, "%s%s", n++ > 0 ? ", " : "", col_text(s, 0, NULL));
	if (stream_close(out, &names) == 0 && step == 0)
		ret = n > 0 ? answer_set_text(a, 0, "former_names", names) : 0;
	free(names);
	return ret;
}

int
shape_member(struct answer *a)
{
	if (a->member == 0)
		return log_fail(STATUS_MISUSE, "member needs --member WHO");
	if (answer_row(a) < 0 || answer_set_member(a, 0, "member_id", "member", a->member) != 0 ||
	    answer_run(a, sql_top_member, 0, take_numbers, NULL) != 0 ||
	    answer_run(a, a->report->sql, 0, take_numbers, NULL) != 0)
		return -1;
	return set_rank(a) != 0 || answer_set_seen(a, 0, a->member) != 0 ||
	    streaks_set(a, 0, a->member) != 0 || set_former_names(a) != 0 ||
	    /* What only a part of the window tells is unknown. */
	    (!table_frozen(&a->table) && (set_from_messages(a) != 0 || set_emoji(a) != 0)) ? -1 : 0;
}
