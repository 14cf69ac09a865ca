#include "reports/answer.h"

extern const char sql_activity[];

static int
take_chat(struct answer *a, struct stmt *s, void *cookie)
{
	(void)cookie;
	for (int i = 0; i < stmt_columns(s); i++)
		answer_set(a, (int64_t)a->table.nrow - 1, stmt_column(s, i), col_int(s, i));
	return 0;
}

static int
add_chat(struct answer *a, const struct text *text, size_t i)
{
	int64_t row = answer_row(a), last;
	int found;

	if (row < 0 || answer_set_text(a, row, "title", a->table.chats[i].title) != 0 ||
	    window_set(a->window, &a->places[i], &a->spans[i], 1) != 0 ||
	    answer_run_text(a, text, 0, take_chat, NULL) != 0 ||
	    answer_set_daily(a, row, i, 1, 0) != 0 ||
	    (found = answer_last_message(a, i, &last)) < 0)
		return -1;
	answer_set(a, row, "chat_id", a->table.chats[i].id);
	if (found == 1)
		answer_set(a, row, "last", last);
	return 0;
}

int
shape_chats(struct answer *a)
{
	struct text text;
	int ret = 0;

	if (answer_prepare(a, sql_activity, &text) != 0)
		return -1;
	for (size_t i = 0; i < a->count && ret == 0; i++)
		ret = add_chat(a, &text, i);
	answer_unprepare(&text);
	return ret;
}
