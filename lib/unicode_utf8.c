#include "lib/unicode.h"

enum { REPLACEMENT = 0xfffd };

/* Whether it is a code point that texts may have: no surrogate, and there are no more. */
static bool
is_scalar(uint32_t c)
{
	return c < 0xd800 || (c > 0xdfff && c <= 0x10ffff);
}

/*
 * Decodes one well-formed sequence of n > 0 bytes (RFC 3629: shortest form, no surrogates); its
 * length, 0 if there is none.
 */
static size_t
decode(const char *text, size_t n, uint32_t *out)
{
	const unsigned char *p = (const unsigned char *)text;
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t length = p[0] < 0x80 ? 1 : p[0] < 0xc0 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 :
	    p[0] < 0xf8 ? 4 : 0;
	uint32_t c;

	if (length == 0 || length > n)
		return 0;
	c = length == 1 ? p[0] : p[0] & (0x7fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3f);
	}
	if (c < least[length] || !is_scalar(c))
		return 0;
	*out = c;
	return length;
}

uint32_t
unicode_next_long(const char *text, size_t length, size_t *at)
{
	uint32_t c = REPLACEMENT;
	size_t n = decode(text + *at, length - *at, &c);

	*at += n > 0 ? n : 1;
	return c;
}

size_t
unicode_put(char *out, uint32_t c)
{
	if (!is_scalar(c))
		c = REPLACEMENT;
	size_t length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	for (size_t i = length - 1; i > 0; i--, c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3f));
	out[0] = (char)(length == 1 ? c : (0xf00u >> length & 0xff) | c);
	return length;
}

bool
unicode_valid(const char *text, size_t length)
{
	uint32_t c;

	for (size_t at = 0, n; at < length; at += n)
		if ((n = decode(text + at, length - at, &c)) == 0)
			return false;
	return true;
}
