/*
 * Lists of a chat: its members, its titles.
 */
#include "lib/locale.h"
#include "reports/answer.h"

/* ----- members ----- */

enum { BY_DAYS = 8 };	/* of deeds.sql */

static int
take_member(struct answer *a, struct stmt *s, void *cookie)
{
	const struct deed *deed = deeds_of(&a->deeds, col_int(s, 0));
	int64_t row, member = col_int(s, 0);
	int64_t last = col_int(s, 4) > col_int(s, 5) ? col_int(s, 4) : col_int(s, 5);

	(void)cookie;
	if ((row = answer_row(a)) < 0 || answer_set_member(a, row, "member_id", "member", member) != 0 ||
	    (!col_null(s, 2) && answer_set_text(a, row, "status", col_text(s, 2, NULL)) != 0))
		return -1;
	if (!col_null(s, 6))
		answer_set(a, row, "joined", col_int(s, 6));
	if (!col_null(s, 7))
		answer_set(a, row, "left", col_int(s, 7));
	answer_set(a, row, "bot", col_int(s, 1));
	if (!col_null(s, 3))
		answer_set(a, row, "first_seen", col_int(s, 3));
	if (last > 0)
		answer_set(a, row, "last_seen", last);
	answer_set(a, row, "messages", deed != NULL ? deed->messages : 0);
	answer_set(a, row, "active_days", deed != NULL ? deed->score : 0);
	return 0;
}

int
shape_members(struct answer *a)
{
	if (answer_one_chat(a) != 0)
		return -1;
	a->by = BY_DAYS;
	return deeds_read(a, &a->deeds) != 0 ? -1 : answer_run(a, a->report->sql, 0, take_member, NULL);
}

/* ----- silent ----- */

static int
take_silent(struct answer *a, struct stmt *s, void *cookie)
{
	int64_t row = answer_row(a);

	(void)cookie;
	if (row < 0 || answer_set_member(a, row, "member_id", "member", col_int(s, 0)) != 0)
		return -1;
	if (col_int(s, 1) == 1)
		answer_set(a, row, "joined", col_int(s, 2));
	if (!col_null(s, 3))
		answer_set(a, row, "last_message", col_int(s, 3));
	if (!col_null(s, 4))
		answer_set(a, row, "last_reaction", col_int(s, 4));
	return 0;
}

int
shape_silent(struct answer *a)
{
	char title[256];

	if (answer_one_chat(a) != 0 || answer_run(a, a->report->sql, 0, take_silent, NULL) != 0)
		return -1;
	snprintf(title, sizeof(title), _("Silent, %zu of %lld known members"), a->table.nrow,
	    (long long)a->table.coverage.members_known);
	a->table.title = answer_keep(a, title);
	return a->table.title == NULL ? -1 : 0;
}

/* ----- titles ----- */

static int
take_title(struct answer *a, struct stmt *s, void *cookie)
{
	int64_t row = answer_row(a), at = col_int(s, 0);

	(void)cookie;
	if (row < 0 || answer_set_text(a, row, "title", col_text(s, 1, NULL)) != 0)
		return -1;
	answer_set(a, row, "from", at);
	if (row > 0)
		answer_set(a, row - 1, "to", at);
	return 0;
}

int
shape_titles(struct answer *a)
{
	const char *now;
	int64_t row;

	if (answer_one_chat(a) != 0 || answer_run(a, a->report->sql, 0, take_title, NULL) != 0)
		return -1;
	now = a->table.chats[0].title;
	row = (int64_t)a->table.nrow;
	/* A title whose beginning nobody told of. */
	if (row > 0 && strcmp(table_at(&a->table, (size_t)row - 1, a->table.ncolumn - 1)->text, now) == 0)
		return 0;
	return (row = answer_row(a)) < 0 ? -1 : answer_set_text(a, row, "title", now);
}
