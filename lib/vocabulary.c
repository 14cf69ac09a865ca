#include "lib/vocabulary.h"

#include <stdlib.h>

#include "lib/bulk.h"
#include "lib/log.h"
#include "lib/map.h"
#include "lib/words.h"

void
vocabulary_free(struct vocabulary *v)
{
	intern_free(&v->words);
	free(v->counts);
	*v = (struct vocabulary){ 0 };
}

void
vocabulary_clear(struct vocabulary *v)
{
	intern_clear(&v->words);
}

int64_t
vocabulary_group(int64_t chat, bool bot)
{
	return chat * 2 + bot;
}

struct adding {
	struct vocabulary	*v;
	int64_t			 group;
	int			 sign;
};

/* The number of a word, made if need be; -1. */
static int64_t
number_of(struct vocabulary *v, int64_t group, const char *word, size_t length)
{
	bool made;
	int64_t i;

	if (map_grow(&v->counts, &v->capacity, v->words.count, sizeof(*v->counts)) != 0 ||
	    (i = intern_make(&v->words, group, word, length, &made)) < 0)
		return -1;
	if (made)
		v->counts[i] = (struct vocabulary_count){ .uses = 0 };
	return i;
}

static int
take(void *cookie, const char *word, size_t length)
{
	const struct adding *a = cookie;
	struct vocabulary *v = a->v;
	int64_t i = number_of(v, a->group, word, length);
	struct vocabulary_count *c;

	if (i < 0)
		return -1;
	c = &v->counts[i];
	c->uses += a->sign;
	c->messages += c->text != v->texts ? a->sign : 0;
	c->text = v->texts;
	return 0;
}

int
vocabulary_count(struct vocabulary *v, int64_t group, const char *word, size_t length,
    const struct vocabulary_count *c)
{
	int64_t i = number_of(v, group, word, length);

	if (i < 0)
		return -1;
	v->counts[i].uses += c->uses;
	v->counts[i].messages += c->messages;
	return 0;
}

int
vocabulary_merge(struct vocabulary *v, const struct vocabulary *other)
{
	for (size_t i = 0; i < other->words.count; i++) {
		size_t length;
		const char *word = intern_text(&other->words, i, &length);

		if (vocabulary_count(v, other->words.keys[i].beside, word, length, &other->counts[i]) != 0)
			return -1;
	}
	return 0;
}

int
vocabulary_add(struct vocabulary *v, int64_t group, const char *text, size_t length,
    const unsigned char *gaps, size_t ngap, int sign)
{
	struct adding adding = { v, group, sign };

	v->texts++;
	return words_read(text, length, gaps, ngap, take, &adding);
}

int
vocabulary_add_list(struct vocabulary *v, int64_t group, const char *list, size_t size, int sign)
{
	struct adding adding = { v, group, sign };
	size_t at = 0, length;
	const char *word;

	v->texts++;
	while (words_next(list, size, &at, &word, &length))
		if (take(&adding, word, length) != 0)
			return -1;
	return 0;
}

/* ----- the table word ----- */

/* A word in the order of the table's key. */
struct entry {
	const char	*word;
	size_t		 length;
	int64_t		 group;
	const struct vocabulary_count *count;
};

static int
by_key(const void *a, const void *b)
{
	const struct entry *p = a, *q = b;
	int order;

	if (p->group >> 1 != q->group >> 1)
		return p->group < q->group ? -1 : 1;
	if ((order = memcmp(p->word, q->word, p->length < q->length ? p->length : q->length)) != 0)
		return order;
	if (p->length != q->length)
		return p->length < q->length ? -1 : 1;
	return (p->group > q->group) - (p->group < q->group);
}

/* A word that no message holds any more goes. */
static int
drop_empty(struct db *db, const struct entry *e)
{
	struct stmt *s = db_stmt(db, "DELETE FROM word"
	    " WHERE chat = :chat AND word = :word AND bot = :bot AND uses = 0");

	stmt_int(s, ":chat", e->group >> 1);
	stmt_bytes(s, ":word", e->word, e->length);
	stmt_int(s, ":bot", e->group & 1);
	return stmt_run(s);
}

static int
write_word(struct db *db, const struct entry *e)
{
	struct bulk *b;

	if (e->count->uses == 0 && e->count->messages == 0)
		return 0;
	b = db_bulk(db, BULK_WORD, "INSERT OR FAIL INTO word (chat, word, bot, uses, messages)"
	    " SELECT c1, c2, c3, c4, c5 FROM waiting WHERE true ON CONFLICT DO UPDATE"
	    " SET uses = uses + excluded.uses, messages = messages + excluded.messages");
	bulk_int(b, e->group >> 1);
	bulk_text(b, e->word, e->length);
	bulk_int(b, e->group & 1);
	bulk_int(b, e->count->uses);
	bulk_int(b, e->count->messages);
	return bulk_row(b) != 0 ? -1 : e->count->uses > 0 ? 0 : drop_empty(db, e);
}

int
vocabulary_flush(struct vocabulary *v, struct db *db)
{
	size_t count = v->words.count;
	struct entry *order = malloc((count + 1) * sizeof(*order));
	int ret = 0;

	if (order == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (size_t i = 0; i < count; i++) {
		order[i].word = intern_text(&v->words, i, &order[i].length);
		order[i].group = v->words.keys[i].beside;
		order[i].count = &v->counts[i];
	}
	qsort(order, count, sizeof(*order), by_key);
	for (size_t i = 0; ret == 0 && i < count; i++)
		ret = write_word(db, &order[i]);
	free(order);
	vocabulary_clear(v);
	return ret;
}

int
vocabulary_drop(struct db *db, int64_t chat, bool *left)
{
	enum { WORDS = 5000 };
	struct stmt *s = db_stmt(db, "DELETE FROM word WHERE chat = :chat AND (word, bot) IN"
	    " (SELECT word, bot FROM word WHERE chat = :chat LIMIT :words)");

	stmt_int(s, ":chat", chat);
	stmt_int(s, ":words", WORDS);
	if (stmt_run(s) != 0)
		return -1;
	*left = db_changes(db) == WORDS;
	return 0;
}

int
vocabulary_move(struct db *db, int64_t from, int64_t to, bool *any)
{
	static const char *const sql[] = {
		"INSERT INTO word (chat, word, bot, uses, messages) SELECT :to, word, bot, uses, messages"
		" FROM word WHERE chat = :from ORDER BY word, bot LIMIT 100"
		" ON CONFLICT DO UPDATE SET uses = uses + excluded.uses,"
		" messages = messages + excluded.messages",
		"DELETE FROM word WHERE chat = :from AND :to <> 0 AND (word, bot) IN"
		" (SELECT word, bot FROM word WHERE chat = :from ORDER BY word, bot LIMIT 100)",
	};

	for (size_t i = 0; i < sizeof(sql) / sizeof(sql[0]); i++) {
		struct stmt *s = db_stmt(db, sql[i]);

		stmt_int(s, ":from", from);
		stmt_int(s, ":to", to);
		if (stmt_changed(s, any) != 0)
			return -1;
	}
	return 0;
}
