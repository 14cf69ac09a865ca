#include "reports/answer.h"
#include "reports/coverage.h"

extern const char sql_activity[];

static int
take_chat(struct answer *a, struct stmt *s, void *cookie)
{
	int64_t *member_days = cookie;

	for (int i = 0; i < stmt_columns(s); i++) {
		if (strcmp(stmt_column(s, i), "member_days") == 0)
			*member_days = col_int(s, i);
		answer_set(a, (int64_t)a->table.nrow - 1, stmt_column(s, i), col_int(s, i));
	}
	return 0;
}

/* The local days of a chat's window that are covered, to now. */
static int
count_days(struct answer *a, size_t i, int64_t *count)
{
	const struct zone *zone = a->places[i].scope.zone;
	const struct span *span = &a->spans[i];
	int64_t night = zone_day_start(zone, zone_day(zone, a->request->now) + 1);
	struct covered c = { 0 }, days = { 0 };
	int ret = coverage_load(a->db, a->places[i].scope.chat, a->request->now, &c);

	if (ret == 0)
		ret = coverage_clip(&c, zone, span->since, span->until < night ? span->until : night, &days);
	*count = coverage_length(&days);
	free(c.list);
	free(days.list);
	return ret;
}

static int
add_chat(struct answer *a, const struct text *text, size_t i)
{
	int64_t row = answer_row(a), member_days = 0, days, last;
	int found;

	if (row < 0 || answer_set_text(a, row, "title", a->table.chats[i].title) != 0 ||
	    count_days(a, i, &days) != 0 ||
	    window_set(a->window, &a->places[i], &a->spans[i], 1) != 0 ||
	    answer_run_text(a, text, 0, take_chat, &member_days) != 0 ||
	    (found = answer_last_message(a, i, &last)) < 0)
		return -1;
	answer_set(a, row, "chat_id", a->table.chats[i].id);
	if (days > 0)
		answer_set(a, row, "daily_members", answer_tenths(member_days, days));
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
