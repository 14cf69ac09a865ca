#include "lib/words.h"

#include <stdbool.h>

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

int
words_read(const char *text, size_t length, const struct words_gap *gaps, size_t count,
    int (*take)(void *cookie, const char *word, size_t length), void *cookie)
{
	struct reader reader = { take, cookie };
	size_t at = 0, next = 0;
	int ret;

	while (at < length) {
		size_t limit, start, end;
		bool spaceless;

		for (; next < count && gaps[next].start <= at; next++)
			if (gaps[next].start + gaps[next].length > at)
				at = gaps[next].start + gaps[next].length;
		limit = next < count && gaps[next].start < length ? gaps[next].start : length;
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
