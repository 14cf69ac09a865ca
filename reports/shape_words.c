/*
 * The words of a chat, without those that every text is full of; and those that are typical of one member.
 */
#include <math.h>

#include "lib/log.h"
#include "lib/vocabulary.h"
#include "reports/answer.h"
#include "reports/counting.h"
#include "reports/stopwords.h"

enum {
	EVERYBODY, MEMBER,	/* groups of a vocabulary */
	CANDIDATES = 3000,	/* the most used words: languages are told by them */
	TYPICAL_LEAST = 3	/* uses by a member, below which nothing is typical */
};

/* A word that may get a row. */
struct candidate {
	size_t			 number;	/* in the vocabulary */
	double			 weight;
	struct stopwords_word	 word;
};

/* ----- reading ----- */

/*
 * Whether a window holds all messages of a chat: then its words were counted already.  They are kept of whole
 * chats only.  1, 0 or -1.
 */
static int
holds_all(const struct answer *a, size_t i)
{
	const struct place *p = &a->places[i];
	const struct span *span = &a->spans[i];
	struct stmt *s;
	int64_t late;
	int found;

	if (p->scope.topic != TOPIC_NONE || a->member != 0 ||
	    span->since > zone_day_start(p->scope.zone, p->first_day))
		return 0;
	s = db_stmt(a->db, "SELECT 1 FROM message WHERE chat = :chat AND day >= :day AND at >= :until"
	    " LIMIT 1");
	stmt_int(s, ":chat", p->scope.chat);
	stmt_int(s, ":day", date_div(span->until, DATE_SECONDS));
	stmt_int(s, ":until", span->until);
	found = stmt_number(s, &late);
	return found < 0 ? -1 : found == 0;
}

/* Adds the words of a chat as they were counted when messages were stored. */
static int
read_sums(struct answer *a, const struct place *p, struct vocabulary *v)
{
	struct stmt *s = db_stmt(a->db, "SELECT word, SUM(uses), SUM(messages) FROM word"
	    " WHERE chat = :chat AND bot <> :hidden GROUP BY word ORDER BY 2 DESC, word LIMIT :most");
	int step;

	stmt_int(s, ":chat", p->scope.chat);
	stmt_int(s, ":hidden", a->hidden);
	/* Over several chats a word may be rare in each, and frequent in all of them. */
	stmt_int(s, ":most", a->count == 1 ? CANDIDATES + a->request->top : INT64_MAX);
	while ((step = stmt_step(s)) == 1) {
		struct vocabulary_count c = { .uses = col_int(s, 1), .messages = col_int(s, 2) };
		size_t length;
		const char *word = col_text(s, 0, &length);

		if (c.uses > 0 && vocabulary_count(v, EVERYBODY, word, length, &c) != 0)
			return stmt_stop(s);
	}
	return step;
}

/* Adds the words of the texts in a window; a member's also to a group of their own. */
static int
read_texts(struct answer *a, size_t i, struct counting *counting)
{
	struct stmt *s = db_stmt(a->db, "SELECT member, text, gaps FROM message WHERE chat = :chat"
	    " AND (day, at) >= (:first, :since) AND (day, at) < (:last, :until)"
	    " AND (:topic = 0 OR topic = :topic_stored) AND text IS NOT NULL"
	    " AND (member = :member OR member NOT IN (SELECT member FROM member WHERE bot = :hidden))");
	int step;

	a->table.coverage.reads = READS_TEXTS;
	window_bind(s, &a->places[i].scope, &a->spans[i]);
	stmt_int(s, ":member", a->member);
	stmt_int(s, ":hidden", a->hidden);
	while ((step = stmt_step(s)) == 1) {
		size_t length, ngap;
		const char *text = col_text(s, 1, &length);
		const unsigned char *gaps = col_blob(s, 2, &ngap);

		if (counting_add(counting, EVERYBODY, a->member != 0 && col_int(s, 0) == a->member ? MEMBER :
		    EVERYBODY, text, length, gaps, ngap) != 0)
			return stmt_stop(s);
	}
	return step;
}

static int
read_words(struct answer *a, struct vocabulary *v)
{
	struct counting *counting = counting_open();
	int ret = counting != NULL ? 0 : -1;

	for (size_t i = 0; ret == 0 && i < a->count; i++) {
		int all = holds_all(a, i);

		ret = all < 0 || (all == 1 ? read_sums(a, &a->places[i], v) :
		    read_texts(a, i, counting)) != 0 ? -1 : 0;
	}
	if (ret == 0)
		ret = counting_end(counting, v);
	counting_close(counting);
	return ret;
}

/* ----- weighing ----- */

static int64_t
uses_of(const struct vocabulary *v, int64_t group)
{
	int64_t n = 0;

	for (size_t i = 0; i < v->words.count; i++)
		n += v->words.keys[i].beside == group ? v->counts[i].uses : 0;
	return n;
}

/*
 * How typical a word is of a member: the log-odds of using it, against the rest of the chat, with the chat's
 * own frequencies as prior, in standard deviations (Monroe, Colaresi, Quinn, "Fightin' Words", 2008).
 */
static double
typical(double own, double own_all, double all, double all_all)
{
	double prior = all, prior_all = all_all, rest = all - own, rest_all = all_all - own_all;
	double odds = log((own + prior) / (own_all + prior_all - own - prior)) -
	    log((rest + prior) / (rest_all + prior_all - rest - prior));

	return odds / sqrt(1 / (own + prior) + 1 / (rest + prior));
}

static int
by_weight(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	size_t n = x->word.length < y->word.length ? x->word.length : y->word.length;
	int order = memcmp(x->word.word, y->word.word, n);

	if (x->weight < y->weight || x->weight > y->weight)
		return x->weight > y->weight ? -1 : 1;
	return order != 0 ? order : x->word.length < y->word.length ? -1 : x->word.length > y->word.length;
}

/* The words of a group by their uses, the most used first; the array is the caller's.  NULL after logging. */
static struct candidate *
rank(const struct vocabulary *v, int64_t group, size_t *count)
{
	struct candidate *list = log_memory(malloc((v->words.count + 1) * sizeof(*list)));

	*count = 0;
	if (list == NULL)
		return NULL;
	for (size_t i = 0; i < v->words.count; i++) {
		struct candidate *c = &list[*count];

		if (v->words.keys[i].beside != group)
			continue;
		*c = (struct candidate){ .number = i, .weight = (double)v->counts[i].uses };
		c->word.word = intern_text(&v->words, i, &c->word.length);
		c->word.uses = v->counts[i].uses;
		(*count)++;
	}
	qsort(list, *count, sizeof(*list), by_weight);
	return list;
}

/* Takes out the stop words of the languages that the most used words are in. */
static int
drop_stopwords(struct candidate *list, size_t *count)
{
	size_t most = *count < CANDIDATES ? *count : CANDIDATES, kept = 0;
	struct stopwords_word *words = malloc((*count + 1) * sizeof(*words));
	int ret;

	if (words == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	for (size_t i = 0; i < *count; i++)
		words[i] = list[i].word;
	ret = stopwords_mark(words, most);
	for (size_t i = 0; i < *count; i++)
		if (i >= most || !words[i].stop)
			list[kept++] = list[i];
	*count = kept;
	free(words);
	return ret;
}

/* Keeps the words that a member uses more than others do, the most typical first. */
static void
keep_typical(const struct vocabulary *v, struct candidate *list, size_t *count)
{
	double own_all = (double)uses_of(v, MEMBER), all_all = (double)uses_of(v, EVERYBODY);
	size_t kept = 0;

	if (v->counts == NULL)	/* no words at all */
		return;

	for (size_t i = 0; i < *count; i++) {
		struct candidate *c = &list[i];
		int64_t own = intern_find(&v->words, MEMBER, c->word.word, c->word.length);

		if (own < 0 || v->counts[own].uses < TYPICAL_LEAST)
			continue;
		c->weight = typical((double)v->counts[own].uses, own_all, (double)c->word.uses, all_all);
		c->number = (size_t)own;
		if (c->weight > 0)
			list[kept++] = *c;
	}
	*count = kept;
	qsort(list, kept, sizeof(*list), by_weight);
}

static int
add_row(struct answer *a, const struct candidate *c, const struct vocabulary_count *n)
{
	int64_t row = answer_row(a);
	char word[256];

	snprintf(word, sizeof(word), "%.*s", (int)c->word.length, c->word.word);
	if (row < 0 || answer_set_text(a, row, "word", word) != 0)
		return -1;
	answer_set(a, row, "uses", n->uses);
	answer_set(a, row, "messages", n->messages);
	return 0;
}

int
shape_words(struct answer *a)
{
	struct vocabulary v = { .texts = 0 };
	struct candidate *list = NULL;
	size_t count = 0;
	int ret = -1;

	a->table.by = table_column(&a->table, "uses");
	if (read_words(a, &v) != 0 || (list = rank(&v, EVERYBODY, &count)) == NULL ||
	    drop_stopwords(list, &count) != 0)
		goto out;
	if (a->member != 0)
		keep_typical(&v, list, &count);
	for (size_t i = 0; v.counts != NULL && i < count && (int64_t)i < a->request->top; i++)
		if (add_row(a, &list[i], &v.counts[list[i].number]) != 0)
			goto out;
	ret = 0;
out:
	free(list);
	vocabulary_free(&v);
	return ret;
}
