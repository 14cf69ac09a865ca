#include "ingest/content.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/polls.h"
#include "lib/log.h"
#include "lib/pack.h"

int
content_of(struct terms *terms, const struct record *r, const struct message *m, enum policy policy,
    struct content *c)
{
	*c = (struct content){ .text = NULL };
	if (policy == POLICY_NONE || r->length == 0)
		return 0;
	if (terms_read(terms, r, m->emoji > 0, &c->found) != 0)
		return -1;
	if (policy == POLICY_FULL) {
		c->text = r->text;
		c->length = r->length;
		c->gaps = r->gaps;
		c->ngap = r->ngap;
		c->words = r->words;
		c->nwords = r->nwords;
	}
	return 0;
}

int
content_add(struct sums *sums, const struct message *m, const struct content *c, int sign)
{
	const struct terms_found *f = &c->found;

	if (sums_terms(sums, m, f->terms, f->nterms, sign) != 0)
		return -1;
	if (c->words != NULL)
		return sums_word_list(sums, m, c->words, c->nwords, sign);
	return c->length == 0 ? 0 : sums_words(sums, m, c->text, c->length, c->gaps, c->ngap, sign);
}

/* Binds :text, :terms and :gaps. */
static void
bind(struct stmt *s, const struct content *c)
{
	if (c->length > 0 && !c->late)
		stmt_bytes(s, ":text", c->text, c->length);
	else
		stmt_text(s, ":text", NULL);
	stmt_blob(s, ":terms", c->found.terms, c->found.nterms);
	stmt_blob(s, ":gaps", c->gaps, c->late ? 0 : c->ngap);
}

/* The row of what is stored: 1, 0 or -1.  It lives until the statement is reset. */
static int
load(struct stmt *s, int64_t key, struct content *c)
{
	int step;

	stmt_int(s, ":key", key);
	if ((step = stmt_step(s)) != 1)
		return step;
	c->text = col_text(s, 0, &c->length);
	c->found.terms = col_blob(s, 1, &c->found.nterms);
	c->gaps = col_blob(s, 2, &c->ngap);
	return 1;
}

static struct stmt *
stored(struct db *db)
{
	return db_stmt(db, "SELECT text, terms, gaps FROM message WHERE key = :key");
}

int
content_replace(struct db *db, struct sums *sums, const struct message *m, bool had,
    const struct content *c)
{
	struct stmt *s = stored(db);
	struct content was = { .text = NULL };
	int step = load(s, m->key, &was), ret = step < 0 ? -1 : 0;
	bool gone = had && was.length == 0;

	if (step == 1) {
		if (!gone)
			ret = content_add(sums, m, &was, -1);
		stmt_reset(s);
	}
	if (gone)
		return ret;
	if (ret != 0 || content_add(sums, m, c, 1) != 0)
		return -1;
	s = db_stmt(db, "UPDATE message SET text = :text, terms = :terms, gaps = :gaps WHERE key = :key");
	bind(s, c);
	stmt_int(s, ":key", m->key);
	return stmt_run(s);
}

int
content_limit(struct db *db, struct sums *sums, const struct message *m, enum policy policy)
{
	struct stmt *s = stored(db);
	struct content was = { .text = NULL };
	int step = load(s, m->key, &was), ret = 0;

	if (step != 1)
		return step;
	if (policy > POLICY_NONE)
		was.found.nterms = 0;
	ret = content_add(sums, m, &was, -1);
	stmt_reset(s);
	if (ret != 0)
		return -1;
	s = db_stmt(db, "UPDATE message SET text = NULL, gaps = NULL,"
	    " terms = CASE WHEN :policy > 0 THEN terms END WHERE key = :key");
	stmt_int(s, ":policy", policy);
	stmt_int(s, ":key", m->key);
	return stmt_run(s) != 0 ? -1 : polls_silence(db, m->key);
}

int
content_drop_term(struct db *db, struct sums *sums, const struct message *m, int64_t term)
{
	struct stmt *s = stored(db);
	struct content was = { .text = NULL };
	int step = load(s, m->key, &was), ret = -1;
	unsigned char *left;
	size_t n = 0;
	int64_t one;

	if (step != 1)
		return step;
	if ((left = malloc(was.found.nterms + 1)) == NULL)
		log_fail(STATUS_FAILED, "out of memory");
	for (size_t at = 0; left != NULL && pack_get(was.found.terms, was.found.nterms, &at, &one);)
		if (one != term)
			n += pack_put(left + n, one);
	if (left != NULL && sums_terms(sums, m, was.found.terms, was.found.nterms, -1) == 0)
		ret = sums_terms(sums, m, left, n, 1);
	stmt_reset(s);
	if (ret == 0) {
		s = db_stmt(db, "UPDATE message SET terms = :terms WHERE key = :key");
		stmt_blob(s, ":terms", left, n);
		stmt_int(s, ":key", m->key);
		ret = stmt_run(s);
	}
	free(left);
	return ret;
}

int
content_follow(struct db *db, struct sums *sums, const struct message *was, const struct message *is)
{
	struct stmt *s = stored(db);
	struct content c = { .text = NULL };
	int step = load(s, was->key, &c), ret = step < 0 ? -1 : 0;

	if (was->member == is->member)
		c.length = 0;	/* words know no topics */
	if (step == 1) {
		if (content_add(sums, was, &c, -1) != 0 || content_add(sums, is, &c, 1) != 0)
			ret = -1;
		stmt_reset(s);
	}
	return ret;
}

int
content_load(struct db *db, int64_t key, struct content *c, void **memory)
{
	struct stmt *s = stored(db);
	struct terms_found *f = &c->found;
	char *copy;
	int step;

	*c = (struct content){ .text = NULL };
	*memory = NULL;
	if ((step = load(s, key, c)) != 1)
		return step;
	if ((copy = malloc(c->length + f->nterms + c->ngap + 1)) == NULL) {
		stmt_reset(s);
		return log_fail(STATUS_FAILED, "out of memory");
	}
	*memory = copy;
	c->text = c->length > 0 ? memcpy(copy, c->text, c->length) : NULL;
	copy += c->length;
	f->terms = f->nterms > 0 ? memcpy(copy, f->terms, f->nterms) : NULL;
	copy += f->nterms;
	c->gaps = c->ngap > 0 ? memcpy(copy, c->gaps, c->ngap) : NULL;
	stmt_reset(s);
	return 0;
}
