/*
 * Reports that list things by how many there are.
 */
#include "lib/message.h"
#include "reports/answer.h"

/* ----- kinds ----- */

struct sent {
	int64_t	kind, all, own;
};

static int
take_all(struct answer *a, struct stmt *s, void *cookie)
{
	struct sent *sent = cookie;

	(void)a;
	sent[col_int(s, 0) % KIND_COUNT].all += col_int(s, 1);
	return 0;
}

static int
take_own(struct answer *a, struct stmt *s, void *cookie)
{
	struct sent *sent = cookie;

	(void)a;
	sent[col_int(s, 0) % KIND_COUNT].own += col_int(s, 1);
	return 0;
}

static int
by_own(const void *a, const void *b)
{
	const struct sent *x = a, *y = b;

	if (x->own != y->own)
		return x->own > y->own ? -1 : 1;
	if (x->all != y->all)
		return x->all > y->all ? -1 : 1;
	return x->kind < y->kind ? -1 : x->kind > y->kind;
}

static int
add_kind(struct answer *a, const struct sent *sent, int64_t own)
{
	int64_t row = answer_row(a);

	if (row < 0 || answer_set_text(a, row, "kind", message_kind(sent->kind)) != 0)
		return -1;
	answer_set(a, row, "messages", sent->all);
	if (a->messages > 0)
		answer_set(a, row, "share", answer_tenths(100 * sent->all, a->messages));
	if (a->member == 0)
		return 0;
	answer_set(a, row, "member_messages", sent->own);
	if (own > 0)
		answer_set(a, row, "member_share", answer_tenths(100 * sent->own, own));
	return 0;
}

/* With a member, what is his or hers comes first, and everybody's is beside. */
int
shape_kinds(struct answer *a)
{
	/* Sums hold the kinds of all members together. */
	static const char of_member[] = "SELECT kind, count(*) FROM message WHERE chat = :chat"
	    " AND (day, at) >= (:first, :since) AND (day, at) < (:last, :until) AND member = :member"
	    " AND (:topic = 0 OR topic = :topic_stored) GROUP BY kind";
	struct sent sent[KIND_COUNT] = { { .kind = 0 } };
	int64_t own = 0;
	int ret = 0;

	a->table.by = table_column(&a->table, a->member != 0 ? "member_messages" : "messages");
	if (a->member == 0)	/* without a member there is nothing beside */
		a->table.ncolumn = table_column(&a->table, "member_messages");
	else
		a->table.coverage.reads = READS_FACTS;
	if (answer_run(a, a->report->sql, 0, take_all, sent) != 0 ||
	    (a->member != 0 && answer_each(a, of_member, take_own, sent) != 0))
		return -1;
	for (int64_t kind = 0; kind < KIND_COUNT; own += sent[kind++].own)
		sent[kind].kind = kind;
	qsort(sent, KIND_COUNT, sizeof(sent[0]), by_own);
	for (size_t i = 0; ret == 0 && i < KIND_COUNT; i++)
		if (sent[i].own > 0 || sent[i].all > 0)
			ret = add_kind(a, &sent[i], own);
	return ret;
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
