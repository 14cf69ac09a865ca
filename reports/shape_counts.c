/*
 * Reports that list things by how many there are.
 */
#include "lib/message.h"
#include "reports/answer.h"

/* ----- kinds ----- */

struct sent {
	int64_t	counts[KIND_COUNT], all;
};

static int
take_sent(struct answer *a, struct stmt *s, void *cookie)
{
	struct sent *sent = cookie;

	(void)a;
	sent->counts[col_int(s, 0) % KIND_COUNT] += col_int(s, 1);
	sent->all += col_int(s, 1);
	return 0;
}

static int
add_kind(struct answer *a, int64_t kind, int64_t messages)
{
	int64_t row = answer_row(a);

	if (row < 0 || answer_set_text(a, row, "kind", message_kind(kind)) != 0)
		return -1;
	answer_set(a, row, "messages", messages);
	if (a->messages > 0)
		answer_set(a, row, "share", answer_tenths(100 * messages, a->messages));
	return 0;
}

/* The kinds in the order of their rows. */
struct kinds {
	int64_t	list[KIND_COUNT];
	size_t	count;
};

static int
take_kind(struct answer *a, struct stmt *s, void *cookie)
{
	struct kinds *k = cookie;

	k->list[k->count++ % KIND_COUNT] = col_int(s, 0);
	return add_kind(a, col_int(s, 0), col_int(s, 1));
}

/* The member's own beside; kinds that only a member has who is hidden from totals come last. */
static int
set_beside(struct answer *a, struct kinds *k)
{
	/* Sums hold the kinds of all members together. */
	static const char sql[] = "SELECT kind, count(*) FROM message WHERE chat = :chat"
	    " AND (day, at) >= (:first, :since) AND (day, at) < (:last, :until) AND member = :member"
	    " AND (:topic = 0 OR topic = :topic_stored) GROUP BY kind";
	struct sent sent = { .all = 0 };

	if (answer_each(a, sql, take_sent, &sent) != 0)
		return -1;
	for (int64_t kind = 0; kind < KIND_COUNT; kind++) {
		size_t i = 0;

		while (i < k->count && k->list[i] != kind)
			i++;
		if (i == k->count && sent.counts[kind] > 0) {
			k->list[k->count++] = kind;
			if (add_kind(a, kind, 0) != 0)
				return -1;
		}
	}
	for (size_t i = 0; i < k->count; i++) {
		int64_t n = sent.counts[k->list[i]];

		answer_set(a, (int64_t)i, "member_messages", n);
		if (sent.all > 0)
			answer_set(a, (int64_t)i, "member_share", answer_tenths(100 * n, sent.all));
	}
	return 0;
}

int
shape_kinds(struct answer *a)
{
	struct kinds kinds = { .count = 0 };

	a->table.by = table_column(&a->table, "messages");
	if (a->member == 0)	/* without a member there is nothing beside */
		a->table.ncolumn = table_column(&a->table, "member_messages");
	if (answer_run(a, a->report->sql, 0, take_kind, &kinds) != 0)
		return -1;
	return a->member != 0 ? set_beside(a, &kinds) : 0;
}

/* ----- reactions ----- */

static int
take_reaction(struct answer *a, struct stmt *s, void *cookie)
{
	int64_t row = answer_row(a);

	(void)cookie;
	if (row < 0 || answer_set_text(a, row, "emoji", col_text(s, 0, NULL)) != 0)
		return -1;
	answer_set(a, row, "reactions", col_int(s, 1));
	answer_set(a, row, "named", col_int(s, 2));
	return 0;
}

int
shape_reactions(struct answer *a)
{
	a->table.by = table_column(&a->table, "reactions");
	return answer_run(a, a->report->sql, a->request->top, take_reaction, NULL);
}
