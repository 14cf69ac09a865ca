#include "ingest/scan.h"

#include <stdlib.h>
#include <string.h>

/* Zero bytes behind the buffer's end: no loop passes a zero, so none has to watch the end. */
enum { PAD = 8 };

#define NOT_UTF8	"not UTF-8"
#define NO_VALUE	"this is no JSON value"
#define NO_ESCAPE	"an escape that JSON does not have"
#define TOO_LARGE	"an element larger than 16 MiB"

const char *
scan_text(const struct scan *s, int64_t offset)
{
	return (const char *)s->buf + (offset - s->base);
}

/* The bound comes before other faults behind it, so that it does not matter where chunks end. */
static bool
fault(struct scan *s, const char *error)
{
	if (s->error != NULL)
		return false;
	s->error = error;
	s->fault = scan_here(s);
	if (s->mark >= 0 && s->fault - s->mark > SCAN_KEEP) {
		s->error = TOO_LARGE;
		s->fault = s->mark + SCAN_KEEP;
	}
	return false;
}

bool
scan_bounded(struct scan *s)
{
	return s->mark < 0 || scan_here(s) - s->mark <= SCAN_KEEP || fault(s, TOO_LARGE);
}

bool
scan_fail(struct scan *s, const char *error)
{
	return fault(s, s->eof && s->p == s->end ? "the file ends in the middle of a value" : error);
}

/* Moves the bytes from offset first on to the front of a buffer with room for a chunk behind them. */
static bool
make_room(struct scan *s, int64_t first)
{
	size_t drop = (size_t)(first - s->base), at = (size_t)(s->p - s->buf) - drop;
	size_t kept = (size_t)(s->end - s->buf) - drop, size = s->size;
	unsigned char *buf = s->buf;

	if (kept + s->chunk > size) {
		size = 2 * size > kept + s->chunk ? 2 * size : kept + s->chunk;
		if ((buf = malloc(size + PAD)) == NULL)
			return fault(s, "out of memory");
	}
	memmove(buf, s->buf + drop, kept);
	if (buf != s->buf)
		free(s->buf);
	s->buf = buf;
	s->size = size;
	s->base = first;
	s->p = buf + at;
	s->end = buf + kept;
	return true;
}

bool
scan_fill(struct scan *s)
{
	int64_t first = scan_here(s) - SCAN_BACK;
	size_t n, kept;

	if (s->eof || s->error != NULL || !scan_bounded(s))
		return false;
	if (s->mark >= 0 && s->mark < first)
		first = s->mark;
	if (!make_room(s, first > s->base ? first : s->base))
		return false;
	kept = (size_t)(s->end - s->buf);
	n = fread(s->buf + kept, 1, s->chunk, s->in);
	memset(s->buf + kept + n, 0, PAD);
	s->end += n;
	if (n < s->chunk && ferror(s->in))
		return fault(s, "the file cannot be read");
	s->eof = n < s->chunk;
	return n > 0;
}

/* The next byte, which stays next; -1 if there is none. */
static inline int
peek(struct scan *s)
{
	return s->p != s->end || scan_fill(s) ? *s->p : -1;
}

int
scan_open(struct scan *s, FILE *in, size_t chunk)
{
	unsigned char *buf = calloc(1, chunk + PAD);

	if (buf == NULL)
		return -1;
	*s = (struct scan){
		.in = in, .chunk = chunk, .buf = buf, .size = chunk, .p = buf, .end = buf, .mark = -1
	};
	return 0;
}

void
scan_close(struct scan *s)
{
	free(s->buf);
}

bool
scan_start(struct scan *s)
{
	size_t n;

	while ((n = (size_t)(s->end - s->p)) < 4 && scan_fill(s))
		;
	if (memcmp(s->p, "\xFF\xFE", 2) == 0 || memcmp(s->p, "\xFE\xFF", 2) == 0 ||
	    memchr(s->p, '\0', n < 4 ? n : 4) != NULL)
		return fault(s, "the file is not UTF-8 (UTF-16?)");
	if (memcmp(s->p, "\xEF\xBB\xBF", 3) == 0)
		s->p += 3;
	return scan_token(s) >= 0 || fault(s, "the file is empty");
}

/*
 * The first byte that is not plain ASCII of a string: a quote, a backslash, a control character, or
 * one from 0x80.  Eight at a time: the lowest high bit of stop is right, since a byte only borrows
 * from those behind it.
 */
static inline const unsigned char *
plain(const unsigned char *p)
{
	const uint64_t ones = 0x0101010101010101, high = 0x8080808080808080;

	for (;; p += 8) {
		uint64_t w = (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
		    (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
		    (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
		uint64_t quote = w ^ ones * '"', backslash = w ^ ones * '\\';
		uint64_t stop = ((w - ones * ' ') | (quote - ones) | (backslash - ones) | w) & high;

		if (stop != 0)
			return p + __builtin_ctzll(stop) / 8;
	}
}

/* Sequences of two bytes and more, as many as there are (the Unicode Standard, table 3-7). */
static bool
multibyte(struct scan *s)
{
	do {
		int c = *s->p, more, low = 0x80, high = 0xBF;

		if (c >= 0xC2 && c <= 0xDF) {
			more = 1;
		} else if (c >= 0xE0 && c <= 0xEF) {
			more = 2;
			low = c == 0xE0 ? 0xA0 : low;
			high = c == 0xED ? 0x9F : high;
		} else if (c >= 0xF0 && c <= 0xF4) {
			more = 3;
			low = c == 0xF0 ? 0x90 : low;
			high = c == 0xF4 ? 0x8F : high;
		} else {
			return scan_fail(s, NOT_UTF8);
		}
		for (s->p++; more > 0; more--, s->p++) {
			c = peek(s);
			if (c < low || c > high)
				return scan_fail(s, NOT_UTF8);
			low = 0x80;
			high = 0xBF;
		}
	} while (*s->p >= 0x80);
	return true;
}

/* Behind a backslash. */
static bool
escape(struct scan *s)
{
	int digits, c = peek(s);

	switch (c) {
	case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't':
		digits = 0;
		break;
	case 'u':
		digits = 4;
		break;
	case 'x':
		digits = 2;
		break;
	default:
		return scan_fail(s, NO_ESCAPE);
	}
	for (s->p++; digits > 0; digits--, s->p++) {
		c = peek(s);
		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f')))
			return scan_fail(s, NO_ESCAPE);
	}
	return true;
}

bool
scan_string(struct scan *s)
{
	for (s->p++;;) {
		s->p = plain(s->p);
		if (*s->p == '"') {
			s->p++;
			return true;
		} else if (*s->p >= 0x80) {
			if (!multibyte(s))
				return false;
		} else if (*s->p == '\\') {
			s->p++;
			if (!escape(s))
				return false;
		} else if (s->p != s->end || !scan_fill(s)) {
			return scan_fail(s, "a control character inside a string");
		}
	}
}

/* One or more. */
static bool
digits(struct scan *s)
{
	int c = peek(s);

	if (c < '0' || c > '9')
		return scan_fail(s, NO_VALUE);
	do {
		s->p++;
		c = peek(s);
	} while (c >= '0' && c <= '9');
	return true;
}

bool
scan_number(struct scan *s)
{
	int c;

	if (peek(s) == '-')
		s->p++;
	if (peek(s) == '0')
		s->p++;
	else if (!digits(s))
		return false;
	if (peek(s) == '.') {
		s->p++;
		if (!digits(s))
			return false;
	}
	c = peek(s);
	if (c != 'e' && c != 'E')
		return true;
	s->p++;
	c = peek(s);
	if (c == '+' || c == '-')
		s->p++;
	return digits(s);
}

bool
scan_word(struct scan *s, const char *word)
{
	for (; *word != '\0'; word++, s->p++)
		if (peek(s) != *word)
			return scan_fail(s, NO_VALUE);
	return true;
}
