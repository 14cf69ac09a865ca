/*
 * What messages name: emoji, domains of links, hashtags, commands; and whom they mention.
 */
#include "lib/log.h"
#include "lib/map.h"
#include "lib/pack.h"
#include "lib/sums.h"
#include "reports/answer.h"

extern const char sql_terms[];

/* A row in the making. */
struct named {
	const char	*text;		/* NULL: too few uses to be shown */
	int64_t		 member;	/* whom a mention means; 0: nobody known */
	int64_t		 id;		/* his or hers */
	int64_t		 uses;
	int64_t		 messages;
};

struct list {
	struct map	 map;		/* terms, or members */
	struct named	*rows;
	size_t		 capacity;
};

static void
list_free(struct list *l)
{
	map_free(&l->map);
	free(l->rows);
}

/* The row of a key, made with a text if there is none; NULL after logging. */
static struct named *
row_of(struct answer *a, struct list *l, int64_t term, int64_t member, const char *text)
{
	bool made;
	int64_t i = map_make(&l->map, member != 0 ? 0 : term, member, 0, &made);

	if (i < 0 || map_grow(&l->rows, &l->capacity, (size_t)i, sizeof(*l->rows)) != 0)
		return NULL;
	if (made) {
		l->rows[i] = (struct named){ .member = member };
		if (text != NULL && (l->rows[i].text = answer_keep(a, text)) == NULL)
			return NULL;
	}
	return &l->rows[i];
}

static int
by_uses(const void *a, const void *b)
{
	const struct named *x = a, *y = b;

	if (x->uses != y->uses)
		return x->uses > y->uses ? -1 : 1;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return strcmp(x->text, y->text);
}

/* ----- one member's ----- */

struct counting {
	struct list	*list;
	int		 kind;
};

/* Counts the terms of a kind in a message. */
static int
count_terms(struct answer *a, struct stmt *s, void *cookie)
{
	const struct counting *c = cookie;
	size_t length, at = 0;
	const unsigned char *terms = col_blob(s, 0, &length);
	struct named *row;

	for (int64_t term, last = -1; pack_get(terms, length, &at, &term); last = term) {
		if (term % TERM_STEP != c->kind)
			continue;
		if ((row = row_of(a, c->list, term, 0, NULL)) == NULL)
			return -1;
		row->uses++;
		row->messages += term != last;
	}
	return 0;
}

/* Sums hold what all members name together. */
static int
read_member(struct answer *a, struct list *l, int kind)
{
	static const char sql[] = "SELECT terms FROM message WHERE chat = :chat"
	    " AND (day, at) >= (:first, :since) AND (day, at) < (:last, :until) AND member = :member"
	    " AND (:topic = 0 OR topic = :topic_stored) AND terms IS NOT NULL";

	a->table.coverage.reads = READS_FACTS;
	return answer_each(a, sql, count_terms, &(struct counting){ l, kind });
}

/* ----- everybody's ----- */

static int
take_term(struct answer *a, struct stmt *s, void *cookie)
{
	struct named *row = row_of(a, cookie, col_int(s, 0), 0, NULL);

	if (row == NULL)
		return -1;
	if (col_int(s, 1) == a->by)
		row->uses += col_int(s, 2);
	row->messages += col_int(s, 1) == a->by ? col_int(s, 2) : -col_int(s, 2);
	return 0;
}

/* ----- those that are shown ----- */

static int
by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x < *y) - (*x > *y);
}

/*
 * The least uses of a term that the answer may show, or show as a part: two terms may name one member, so
 * the first 2 * top make top rows at least, and a row of more uses has a term with half of them.
 */
static int
find_least(const struct answer *a, const struct list *l, int64_t *least)
{
	size_t count = l->map.count, last = (size_t)a->request->top * 2;
	int64_t *uses;

	*least = 1;
	if (count < last)
		return 0;
	if ((uses = malloc(count * sizeof(*uses))) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (size_t i = 0; i < count; i++)
		uses[i] = l->rows[i].uses;
	qsort(uses, count, sizeof(*uses), by_number);
	if (uses[last - 1] > 1)
		*least = (uses[last - 1] + 1) / 2;
	free(uses);
	return 0;
}

static int
set_text(struct answer *a, struct list *l, size_t i)
{
	struct stmt *s = db_stmt(a->db, "SELECT text FROM term WHERE term = :term");
	int step;

	stmt_int(s, ":term", l->map.keys[i].a);
	if ((step = stmt_step(s)) != 1)
		return step < 0 ? -1 : log_fail(STATUS_FAILED, "a term without its text");
	l->rows[i].text = answer_keep(a, col_text(s, 0, NULL));
	stmt_reset(s);
	return l->rows[i].text == NULL ? -1 : 0;
}

/* Reads the terms of a kind, with the texts of those that may be shown. */
static int
read_terms(struct answer *a, struct list *l, int kind)
{
	int64_t least;

	a->by = TALLY_TERM + kind;
	if ((a->member != 0 ? read_member(a, l, kind) : answer_run(a, sql_terms, 0, take_term, l)) != 0 ||
	    find_least(a, l, &least) != 0)
		return -1;
	for (size_t i = 0; i < l->map.count; i++)
		if (l->rows[i].uses >= least && set_text(a, l, i) != 0)
			return -1;
	return 0;
}

static int
fill(struct answer *a, const char *column, int kind)
{
	struct list l = { .rows = NULL };
	int ret = read_terms(a, &l, kind);
	size_t count = 0;
	int64_t row;

	a->table.by = table_column(&a->table, "uses");
	for (size_t i = 0; ret == 0 && i < l.map.count; i++)
		if (l.rows[i].text != NULL)
			l.rows[count++] = l.rows[i];
	if (count > 1)
		qsort(l.rows, count, sizeof(*l.rows), by_uses);
	for (size_t i = 0; ret == 0 && i < count && (int64_t)i < a->request->top; i++) {
		if ((row = answer_row(a)) < 0 || answer_set_text(a, row, column, l.rows[i].text) != 0) {
			ret = -1;
			break;
		}
		answer_set(a, row, "uses", l.rows[i].uses);
		answer_set(a, row, "messages", l.rows[i].messages);
	}
	list_free(&l);
	return ret;
}

int
shape_emoji(struct answer *a)
{
	return fill(a, "emoji", TERM_EMOJI);
}

int
shape_links(struct answer *a)
{
	return fill(a, "domain", TERM_DOMAIN);
}

int
shape_hashtags(struct answer *a)
{
	return fill(a, "hashtag", TERM_HASHTAG);
}

int
shape_commands(struct answer *a)
{
	return fill(a, "command", TERM_COMMAND);
}

/* ----- mentions ----- */

/* The member that "@name", or the id of a mention without a username, means: 1, 0 or -1. */
static int
find_mentioned(struct answer *a, const char *text, int64_t *member)
{
	struct stmt *s;

	if (text[0] == '@') {
		s = db_stmt(a->db, "SELECT member FROM member WHERE username = :name COLLATE NOCASE"
		    " AND automatic = 0 ORDER BY named_at DESC, member LIMIT 1");
		stmt_text(s, ":name", text + 1);
	} else {
		s = db_stmt(a->db, "SELECT member FROM member WHERE member_id = :id AND automatic = 0");
		stmt_int(s, ":id", strtoll(text, NULL, 10));
	}
	return stmt_number(s, member);
}

/* Reads the texts of all terms that name a member: by username, and by id. */
static int
find_names(struct answer *a, struct list *terms, int64_t member)
{
	struct stmt *s = db_stmt(a->db, "SELECT term FROM term WHERE text IN ("
	    "SELECT '@' || lower(username) FROM member WHERE member = :member UNION ALL"
	    " SELECT '' || member_id FROM member WHERE member = :member)"
	    " AND term % 8 = :kind");
	int step;

	stmt_int(s, ":member", member);
	stmt_int(s, ":kind", TERM_MENTION);
	while ((step = stmt_step(s)) == 1) {
		int64_t i = map_find(&terms->map, col_int(s, 0), 0, 0);
		if (i >= 0 && terms->rows[i].text == NULL && terms->rows[i].uses > 0 &&
		    set_text(a, terms, (size_t)i) != 0)
			return stmt_stop(s);
	}
	return step;
}

/* Adds a term to whom it names; who is not known is shown as named. */
static int
add_mention(struct answer *a, const struct list *terms, size_t i, int64_t member, struct list *people)
{
	const struct named *t = &terms->rows[i];
	struct named *row;
	char id[32];

	snprintf(id, sizeof(id), "id %.24s", t->text);
	if ((row = row_of(a, people, (int64_t)i + 1, member, t->text[0] == '@' ? t->text : id)) == NULL)
		return -1;
	row->uses += t->uses;
	row->messages += t->messages;
	if (member == 0 && t->text[0] != '@')
		row->id = strtoll(t->text, NULL, 10);
	return member != 0 && (row->text = answer_member_name(a, member, &row->id)) == NULL ? -1 : 0;
}

/* Puts together what names one member. */
static int
resolve(struct answer *a, struct list *terms, struct list *people)
{
	int64_t member;

	for (size_t i = 0; i < terms->map.count; i++) {
		member = 0;
		if (terms->rows[i].text != NULL && (find_mentioned(a, terms->rows[i].text, &member) < 0 ||
		    (member != 0 && find_names(a, terms, member) != 0)))
			return -1;
	}
	for (size_t i = 0; i < terms->map.count; i++) {
		member = 0;
		if (terms->rows[i].text != NULL && (find_mentioned(a, terms->rows[i].text, &member) < 0 ||
		    add_mention(a, terms, i, member, people) != 0))
			return -1;
	}
	if (people->map.count > 1)
		qsort(people->rows, people->map.count, sizeof(*people->rows), by_uses);
	return 0;
}

int
shape_mentions(struct answer *a)
{
	struct list terms = { .rows = NULL }, people = { .rows = NULL };
	int64_t row;
	int ret = -1;

	a->table.by = table_column(&a->table, "uses");
	if (read_terms(a, &terms, TERM_MENTION) != 0 || resolve(a, &terms, &people) != 0)
		goto out;
	for (size_t i = 0; i < people.map.count && (int64_t)i < a->request->top; i++) {
		const struct named *p = &people.rows[i];

		if ((row = answer_row(a)) < 0 || answer_set_text(a, row, "member", p->text) != 0)
			goto out;
		if (p->id != 0)
			answer_set(a, row, "member_id", p->id);
		answer_set(a, row, "uses", p->uses);
		answer_set(a, row, "messages", p->messages);
	}
	ret = 0;
out:
	list_free(&terms);
	list_free(&people);
	return ret;
}
