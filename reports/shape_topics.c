/*
 * The topics of forums.
 */
#include "lib/map.h"
#include "reports/answer.h"

struct topic {
	size_t		chat;
	struct place	place;
	int64_t		messages, members;
};

struct topics {
	struct topic	*list;
	size_t		 count, capacity;
};

static int
take_numbers(struct answer *a, struct stmt *s, void *cookie)
{
	struct topic *t = cookie;

	(void)a;
	if (strcmp(stmt_column(s, 0), "messages") == 0)
		t->messages = col_int(s, 0);
	else
		t->members = col_int(s, 0);
	return 0;
}

/* The topics of one chat in which somebody wrote. */
static int
read_chat(struct answer *a, size_t chat, const struct text *text, struct topics *topics)
{
	struct scopes scopes = { 0 };
	int ret = scope_load(a->db, a->places[chat].scope.chat, &scopes);

	for (size_t i = 0; ret == 0 && i < scopes.count; i++) {
		struct topic t = { .chat = chat, .place.scope = scopes.list[i] };

		if (t.place.scope.role != ROLE_ANSWERS || t.place.scope.topic == TOPIC_NONE)
			continue;
		if (window_place(a->db, &t.place) != 0 ||
		    window_set(a->window, &t.place, &a->spans[chat], 1) != 0 ||
		    answer_run_text(a, text, 0, take_numbers, &t) != 0 ||
		    map_grow(&topics->list, &topics->capacity, topics->count, sizeof(t)) != 0)
			ret = -1;
		else if (t.messages > 0)
			topics->list[topics->count++] = t;
	}
	free(scopes.list);
	return ret;
}

static int
by_messages(const void *a, const void *b)
{
	const struct topic *x = a, *y = b;
	const struct scope *p = &x->place.scope, *q = &y->place.scope;

	if (x->messages != y->messages)
		return x->messages > y->messages ? -1 : 1;
	if (p->topic != q->topic)
		return p->topic < q->topic ? -1 : 1;
	return x->chat < y->chat ? -1 : x->chat > y->chat;
}

/* The latest message of a local day, before the window ends: 1, 0 or -1. */
static int
last_of_day(struct answer *a, const struct topic *t, int64_t day, int64_t *at)
{
	const struct scope *p = &t->place.scope;
	struct stmt *s = db_stmt(a->db, "SELECT max(at) FROM message WHERE chat = :chat"
	    " AND day BETWEEN :first AND :last AND topic = :topic AND at < :until");

	stmt_int(s, ":chat", p->chat);
	stmt_int(s, ":first", day - 1);
	stmt_int(s, ":last", day + 1);
	stmt_int(s, ":topic", p->topic == TOPIC_GENERAL ? TOPIC_NONE : p->topic);
	stmt_int(s, ":until", a->spans[t->chat].until);
	return stmt_number(s, at);
}

/* The latest message before the window ends: the sums know the days, the last one may be cut. */
static int
set_last(struct answer *a, int64_t row, const struct topic *t)
{
	int64_t day = zone_day(t->place.scope.zone, a->spans[t->chat].until - 1), at;
	int found = 1;

	while (found == 1) {
		struct stmt *s = db_stmt(a->db, "SELECT max(period) FROM main.act WHERE scope = :scope"
		    " AND period <= :day AND messages > 0");

		stmt_int(s, ":scope", t->place.scope.scope);
		stmt_int(s, ":day", day);
		if ((found = stmt_number(s, &day)) != 1)
			break;
		if ((found = last_of_day(a, t, day, &at)) == 1) {
			answer_set(a, row, "last", at);
			return 0;
		}
		found = found < 0 ? -1 : 1;
		day--;
	}
	return found;
}

static int
add_topic(struct answer *a, const struct topic *t)
{
	const struct scope *p = &t->place.scope;
	const char *title = answer_topic(a, p->chat, p->topic);
	int64_t row = answer_row(a);

	if (row < 0 || title == NULL || answer_set_text(a, row, "topic", title) != 0)
		return -1;
	answer_set(a, row, "topic_id", p->topic);
	answer_set(a, row, "messages", t->messages);
	answer_set(a, row, "members", t->members);
	return set_last(a, row, t);
}

int
shape_topics(struct answer *a)
{
	struct topics topics = { .list = NULL };
	struct text text;
	int ret = answer_prepare(a, a->report->sql, &text);

	a->table.by = table_column(&a->table, "messages");
	for (size_t i = 0; ret == 0 && i < a->count; i++)
		ret = read_chat(a, i, &text, &topics);
	if (topics.count > 0)
		qsort(topics.list, topics.count, sizeof(*topics.list), by_messages);
	for (size_t i = 0; ret == 0 && i < topics.count && i < (size_t)a->request->top; i++)
		ret = add_topic(a, &topics.list[i]);
	answer_unprepare(&text);
	free(topics.list);
	return ret;
}
