#include "lib/words.h"

#include <string.h>

#include "lib/pack.h"
#include "lib/unicode.h"

enum { WORD_BYTES = 1024 };	/* of a run that is looked at; longer ones are no words of 30 letters */

struct reader {
	int	(*take)(void *cookie, const char *word, size_t length);
	void	*cookie;
};

/* Gives a word on, folded, if it has the length of one. */
static int
give(void *cookie, const char *text, size_t length)
{
	const struct reader *r = cookie;
	char folded[WORD_BYTES];
	size_t n, points = 0;

	if (length > sizeof(folded) / 4 || (n = unicode_fold_text(text, length, folded, sizeof(folded))) == 0)
		return 0;
	for (size_t i = 0; i < n; i++)
		points += ((unsigned char)folded[i] & 0xc0) != 0x80;
	return points < WORDS_LEAST || points > WORDS_MOST ? 0 : r->take(r->cookie, folded, n);
}

static bool
is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019;
}

/*
 * The end of the word that begins at *start, at the latest at limit; *start moves to its first letter.  It
 * is *start where there is no word any more.  *spaceless: it holds letters of a script without spaces.
 */
static size_t
find(const char *text, size_t limit, size_t *start, bool *spaceless)
{
	size_t at = *start, end = *start;
	bool inside = false, joined = false;

	*spaceless = false;
	while (at < limit) {
		size_t here = at;
		/* Most letters by far. */
		bool ascii = (text[at] | 0x20) >= 'a' && (text[at] | 0x20) <= 'z';
		uint32_t c = ascii ? (uint32_t)text[at++] : unicode_next(text, limit, &at);
		unsigned class = ascii ? UNICODE_LETTER : unicode_class(c);

		if (class & UNICODE_LETTER) {
			if (!inside)
				*start = here;
			inside = true;
			joined = false;
			end = at;
			*spaceless |= unicode_spaceless(c);
		} else if (inside && !joined && is_apostrophe(c))
			joined = true;
		else if (inside && !joined && (class & UNICODE_MARK))
			end = at;
		else if (inside)
			break;
	}
	return inside ? end : *start;
}

/* A span of bytes that holds no words: a link, a mention, code. */
struct gap {
	const unsigned char	*packed;	/* this one, and those behind it */
	size_t			 size, at;
	size_t			 start, end;
};

/* Goes on to the next; behind the last is the end of all texts. */
static void
next_gap(struct gap *g)
{
	int64_t start, length;

	if (pack_get(g->packed, g->size, &g->at, &start) && pack_get(g->packed, g->size, &g->at, &length)) {
		g->start += (size_t)start;
		g->end = g->start + (size_t)length;
	} else
		g->start = g->end = SIZE_MAX;
}

int
words_read(const char *text, size_t length, const unsigned char *gaps, size_t ngap,
    int (*take)(void *cookie, const char *word, size_t length), void *cookie)
{
	struct reader reader = { take, cookie };
	struct gap gap = { .packed = gaps, .size = ngap };
	size_t at = 0;
	int ret;

	next_gap(&gap);
	while (at < length) {
		size_t limit, start, end;
		bool spaceless;

		for (; gap.start <= at && gap.start != SIZE_MAX; next_gap(&gap))
			if (gap.end > at)
				at = gap.end;
		limit = gap.start < length ? gap.start : length;
		for (start = at; start < limit; start = end) {
			if ((end = find(text, limit, &start, &spaceless)) == start)
				break;
			ret = spaceless ? unicode_split(text + start, end - start, give, &reader) :
			    give(&reader, text + start, end - start);
			if (ret != 0)
				return ret;
		}
		at = limit;
	}
	return 0;
}

/* ----- lists ----- */

struct list {
	char	*bytes;
	size_t	 size, used;
};

static int
append(void *cookie, const char *word, size_t length)
{
	struct list *l = cookie;

	if (l->used + 1 + length <= l->size) {
		l->bytes[l->used] = (char)length;
		memcpy(l->bytes + l->used + 1, word, length);
	}
	l->used += 1 + length;
	return 0;
}

int
words_list(const char *text, size_t length, const unsigned char *gaps, size_t ngap, char *list, size_t size,
    size_t *used)
{
	struct list l = { list, size, 0 };

	if (words_read(text, length, gaps, ngap, append, &l) != 0)
		return -1;
	*used = l.used;
	return 0;
}

bool
words_next(const char *list, size_t size, size_t *at, const char **word, size_t *length)
{
	if (*at >= size)
		return false;
	*length = (unsigned char)list[*at];
	*word = list + *at + 1;
	*at += 1 + *length;
	return true;
}
