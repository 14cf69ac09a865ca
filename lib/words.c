#include "lib/words.h"

#include <string.h>

#include "lib/pack.h"
#include "lib/unicode.h"

enum { WORD_BYTES = 1024 };	/* of a run that is looked at; longer ones are no words of 30 letters */

struct reader {
	int	(*take)(void *cookie, const char *word, size_t length);
	void	*cookie;
	const struct unicode_low *low;
};

/* A word as it is found, and folded on the way as long as all it needs is in the table of low code points. */
struct found {
	size_t	start, end;	/* bytes of the text; the same where there is no word */
	size_t	folded;		/* bytes of it, 0: not known */
	size_t	points;		/* of the folded one */
	bool	spaceless;	/* it holds letters of a script without spaces */
};

static int
offer(const struct reader *r, const char *word, size_t length, size_t points)
{
	return points < WORDS_LEAST || points > WORDS_MOST ? 0 : r->take(r->cookie, word, length);
}

/* Gives a word on, folded, if it has the length of one. */
static int
give(void *cookie, const char *text, size_t length)
{
	char folded[WORD_BYTES];
	size_t n, points = 0;

	if (length > sizeof(folded) / 4 || (n = unicode_fold_text(text, length, folded, sizeof(folded))) == 0)
		return 0;
	for (size_t i = 0; i < n; i++)
		points += ((unsigned char)folded[i] & 0xc0) != 0x80;
	return offer(cookie, folded, n, points);
}

static bool
is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019;
}

static unsigned
class_of(const struct reader *r, uint32_t c)
{
	return c < UNICODE_LOW ? r->low[c].class : unicode_class(c);
}

/* What has been folded of a word. */
struct folding {
	char	*out;
	size_t	 used, points;
	bool	 known, spaceless;
};

static inline void
fold(struct folding *f, const struct reader *r, uint32_t c)
{
	uint32_t letter = c < UNICODE_LOW ? r->low[c].folded : 0;

	f->points++;
	f->spaceless |= c >= UNICODE_LOW && unicode_spaceless(c);
	f->known &= letter != 0 && f->used + 2 <= WORD_BYTES;
	if (!f->known)
		return;
	if (letter < 0x80)
		f->out[f->used++] = (char)letter;
	else {
		f->out[f->used++] = (char)(0xc0 | letter >> 6);
		f->out[f->used++] = (char)(0x80 | (letter & 0x3f));
	}
}

/* Finds the next word that begins at a byte or behind it, and ends at the latest at limit. */
static struct found
find(const struct reader *r, const char *text, size_t limit, size_t at, char *folded)
{
	struct found word = { at, at, 0, 0, false };
	struct folding f = { .out = folded, .known = true };
	size_t next = at, after;
	uint32_t c = 0;
	unsigned class = 0;

	for (; !(class & UNICODE_LETTER); class = class_of(r, c)) {
		at = next;
		if (at == limit)
			return word;
		c = unicode_next(text, limit, &next);
	}
	word.start = at;
	for (;;) {
		fold(&f, r, c);
		word.end = next;
		if (next == limit)
			break;
		c = unicode_next(text, limit, &next);
		if (class_of(r, c) & (UNICODE_LETTER | UNICODE_MARK))
			continue;
		after = next;
		if (!is_apostrophe(c) || next == limit ||
		    !(class_of(r, unicode_next(text, limit, &after)) & UNICODE_LETTER))
			break;
		fold(&f, r, c);
		c = unicode_next(text, limit, &next);
	}
	word.folded = f.known ? f.used : 0;
	word.points = f.points;
	word.spaceless = f.spaceless;
	return word;
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
	struct reader reader = { take, cookie, unicode_low() };
	struct gap gap = { .packed = gaps, .size = ngap };
	char folded[WORD_BYTES];
	size_t at = 0;
	int ret;

	next_gap(&gap);
	while (at < length) {
		size_t limit;
		struct found w;

		for (; gap.start <= at && gap.start != SIZE_MAX; next_gap(&gap))
			if (gap.end > at)
				at = gap.end;
		limit = gap.start < length ? gap.start : length;
		for (; at < limit; at = w.end) {
			w = find(&reader, text, limit, at, folded);
			if (w.end == w.start)
				break;
			ret = w.spaceless ? unicode_split(text + w.start, w.end - w.start, give, &reader) :
			    w.folded > 0 ? offer(&reader, folded, w.folded, w.points) :
			    give(&reader, text + w.start, w.end - w.start);
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
