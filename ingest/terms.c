#include "ingest/terms.h"

#include <stdlib.h>

#include "lib/intern.h"
#include "lib/log.h"
#include "lib/map.h"
#include "lib/pack.h"
#include "lib/sums.h"
#include "lib/unicode.h"

enum {
	KNOWN_BYTES = 2 * 1024 * 1024,	/* of terms that are kept in memory */
	NAME_BYTES = 256		/* of a domain, hashtag, ...: DNS allows 253, Telegram less */
};

struct terms {
	struct db	*db;
	const struct people	*people;
	struct intern	 known;
	int64_t		*numbers;	/* of known */
	size_t		 capacity;
	int64_t		*list;		/* of the message at hand */
	size_t		 count, room;
	unsigned char	*packed;
	size_t		 packed_room;
};

struct terms *
terms_open(struct db *db, const struct people *people)
{
	struct terms *t = calloc(1, sizeof(*t));

	if (t == NULL)
		log_fail(STATUS_FAILED, "out of memory");
	else
		*t = (struct terms){ .db = db, .people = people };
	return t;
}

void
terms_close(struct terms *t)
{
	if (t == NULL)
		return;
	intern_free(&t->known);
	free(t->numbers);
	free(t->list);
	free(t->packed);
	free(t);
}

void
terms_reset(struct terms *t)
{
	intern_clear(&t->known);
}

/* ----- numbers ----- */

/*
 * The number of a term in the database, where it is made if need be; -1.  That is no full scan of term: the
 * last row tells.  One statement for both would copy each page before changing it, to undo it by itself.
 */
static int64_t
store(struct db *db, enum term_kind kind, const char *text, size_t length)
{
	struct stmt *s = db_stmt(db, "SELECT term FROM term WHERE text = :text AND term % 8 = :kind");
	int64_t number;
	int found;

	stmt_bytes(s, ":text", text, length);
	stmt_int(s, ":kind", kind);
	if ((found = stmt_number(s, &number)) != 0)
		return found == 1 ? number : -1;
	if (stmt_number(db_stmt(db, "SELECT coalesce(max(term), 0) FROM term"), &number) != 1)
		return -1;
	number = (number / TERM_STEP + 1) * TERM_STEP + kind;
	s = db_stmt(db, "INSERT INTO term (term, text) VALUES (:term, :text)");
	stmt_int(s, ":term", number);
	stmt_bytes(s, ":text", text, length);
	return stmt_run(s) == 0 ? number : -1;
}

static int
add(struct terms *t, enum term_kind kind, const char *text, size_t length)
{
	bool made;
	int64_t i;

	if (t->known.used > KNOWN_BYTES)
		intern_clear(&t->known);
	if ((i = intern_make(&t->known, kind, text, length, &made)) < 0 ||
	    map_grow(&t->numbers, &t->capacity, (size_t)i, sizeof(*t->numbers)) != 0 ||
	    map_grow(&t->list, &t->room, t->count, sizeof(*t->list)) != 0)
		return -1;
	if (made && (t->numbers[i] = store(t->db, kind, text, length)) < 0) {
		intern_clear(&t->known);
		return -1;
	}
	t->list[t->count++] = t->numbers[i];
	return 0;
}

/* ----- emoji ----- */

/* An emoji as rankings have it: without variation selectors and the skin tones of others. */
static size_t
fold_emoji(const char *text, size_t length, char *out)
{
	size_t n = 0;

	for (size_t at = 0; at < length;) {
		uint32_t c = unicode_next(text, length, &at);

		if (c != 0xfe0e && c != 0xfe0f && (n == 0 || c < 0x1f3fb || c > 0x1f3ff))
			n += unicode_put(out + n, c);
	}
	return n;
}

/* Adds the emoji of a text; those that stand for a custom one are left to its entity. */
static int
add_emoji(struct terms *t, const struct record *r)
{
	char folded[NAME_BYTES];
	size_t next = 0, custom_end = 0, n;

	for (size_t at = 0; at < r->length; at += n > 0 ? n : 1) {
		for (; next < r->nentity && r->entities[next].start <= at; next++) {
			const struct entity *e = &r->entities[next];

			if (e->type == ENTITY_CUSTOM_EMOJI && e->value != NULL &&
			    e->start + e->length > custom_end)
				custom_end = e->start + e->length;
		}
		if ((n = unicode_emoji(r->text, r->length, at)) == 0 || at < custom_end || n > sizeof(folded))
			continue;
		if (add(t, TERM_EMOJI, folded, fold_emoji(r->text + at, n, folded)) != 0)
			return -1;
	}
	return 0;
}

/* ----- entities ----- */

/* The host in a URL, as it stands there; false where it has none, as in tg://resolve. */
static bool
find_host(const char **text, size_t *length)
{
	const char *start = *text, *end = start + *length, *scheme, *c;

	for (scheme = start; scheme + 3 <= end && memcmp(scheme, "://", 3) != 0; scheme++)
		;
	if (scheme + 3 <= end && memchr(start, '/', (size_t)(scheme - start)) == NULL)
		start = scheme + 3;
	for (c = start; c < end && strchr("/?#\\", *c) == NULL; c++)
		if (*c == '@')
			start = c + 1;
	end = c;
	if ((c = memchr(start, ':', (size_t)(end - start))) != NULL)
		end = c;
	while (end > start && end[-1] == '.')
		end--;
	*text = start;
	*length = (size_t)(end - start);
	return memchr(start, '.', *length) != NULL;
}

static int
add_domain(struct terms *t, const char *url, size_t length)
{
	char folded[NAME_BYTES];
	size_t n, skip;

	if (!find_host(&url, &length) || length > sizeof(folded) / 2 ||
	    (n = unicode_fold_text(url, length, folded, sizeof(folded))) == 0)
		return 0;
	skip = n > 4 && memcmp(folded, "www.", 4) == 0 ? 4 : 0;
	return add(t, TERM_DOMAIN, folded + skip, n - skip);
}

static bool
hides(const struct terms *t, const struct person *who)
{
	return t->people != NULL && people_hides(t->people, who);
}

/* "#Tag@channel", "/stats@bot": folded, without what comes behind the name. */
static int
add_name(struct terms *t, enum term_kind kind, const char *text, size_t length)
{
	const char *at = memchr(text + 1, '@', length - 1);
	char folded[NAME_BYTES + 1];
	size_t n;

	if (at != NULL)
		length = (size_t)(at - text);
	if (length > NAME_BYTES / 2 || (n = unicode_fold_text(text, length, folded, NAME_BYTES)) == 0)
		return 0;
	folded[n] = '\0';
	if (kind == TERM_MENTION && hides(t, &(struct person){ .name = folded }))
		return 0;
	return add(t, kind, folded, n);
}

static int
add_entity(struct terms *t, const struct record *r, const struct entity *e)
{
	const char *text = r->text + e->start;
	char id[64];

	switch (e->type) {
	case ENTITY_URL:
		return add_domain(t, text, e->length);
	case ENTITY_TEXT_LINK:
		return e->value != NULL ? add_domain(t, e->value, strlen(e->value)) : 0;
	case ENTITY_HASHTAG:
		return add_name(t, TERM_HASHTAG, text, e->length);
	case ENTITY_MENTION:
		return add_name(t, TERM_MENTION, text, e->length);
	case ENTITY_COMMAND:
		return add_name(t, TERM_COMMAND, text, e->length);
	case ENTITY_TEXT_MENTION:
		snprintf(id, sizeof(id), "%lld", (long long)e->user);
		return e->user != 0 && !hides(t, &(struct person){ .known = true, .id = e->user }) ?
		    add(t, TERM_MENTION, id, strlen(id)) : 0;
	case ENTITY_CUSTOM_EMOJI:
		if (e->value == NULL || snprintf(id, sizeof(id), "custom:%s", e->value) >= (int)sizeof(id))
			return 0;
		return add(t, TERM_EMOJI, id, strlen(id));
	default:
		return 0;
	}
}

int
terms_sweep(struct db *db)
{
	/* A full scan of tally, and a full scan of term. */
	struct stmt *s = db_stmt(db, "DELETE FROM term WHERE term NOT IN"
	    " (SELECT bucket FROM tally WHERE what >= :first AND what < :end)");

	stmt_int(s, ":first", TALLY_TERM);
	stmt_int(s, ":end", TALLY_TERM + TERM_KINDS);
	return stmt_run(s);
}

/* ----- the column ----- */

static int
by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

int
terms_read(struct terms *t, const struct record *r, bool emoji, struct terms_found *found)
{
	size_t most, n = 0;

	t->count = 0;
	if (emoji && add_emoji(t, r) != 0)
		return -1;
	for (size_t i = 0; i < r->nentity; i++)
		if (add_entity(t, r, &r->entities[i]) != 0)
			return -1;
	most = (t->count + 1) * PACK_MOST;
	if (most > t->packed_room) {
		free(t->packed);
		t->packed_room = 0;
		if ((t->packed = malloc(most)) == NULL)
			return log_fail(STATUS_FAILED, "out of memory");
		t->packed_room = most;
	}
	if (t->count > 1)
		qsort(t->list, t->count, sizeof(*t->list), by_number);
	for (size_t i = 0; i < t->count; i++)
		n += pack_put(t->packed + n, t->list[i]);
	*found = (struct terms_found){ t->packed, n };
	return 0;
}
