/*
 * What Unicode says about a code point; the only file that knows ICU.
 * Text is UTF-8; bytes that are none decode to U+FFFD, one at a time.
 */
#ifndef LIB_UNICODE_H
#define LIB_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Makes what ICU makes when it is first asked for: where there is no memory for that, it would not know emoji
 * for as long as the process lives, and not say so.  0, or -1 after logging.
 */
int	unicode_open(void);

/* The code point at text[*at] (*at < length); moves *at behind it. */
static inline uint32_t	unicode_next(const char *text, size_t length, size_t *at);
uint32_t	unicode_next_long(const char *text, size_t length, size_t *at);	/* the same */

/* Writes a code point as UTF-8 into out (4 bytes); the number of bytes. */
size_t	unicode_put(char *out, uint32_t);

/* Whether all of it is well-formed UTF-8. */
bool	unicode_valid(const char *text, size_t length);

/* What a code point is: a set of these, by its general category; 0 for all others. */
enum unicode_class {
	UNICODE_LETTER = 1,		/* L */
	UNICODE_UPPER = 2,		/* Lu, Lt */
	UNICODE_LOWER = 4,		/* Ll */
	UNICODE_MARK = 8,		/* M */
	UNICODE_CONTROL = 16,		/* Cc, Zl, Zp */
	UNICODE_FORMAT = 32,		/* Cf */
	UNICODE_BLANK = 64		/* Zs, and U+2800, a blank in Braille */
};
unsigned	unicode_class(uint32_t);

/*
 * What the code points below UNICODE_LOW are, which take two bytes at most and most texts' letters are among;
 * ICU is several calls away.  Folded and beside each other they stay in NFC; where they do not, folded is 0.
 */
enum { UNICODE_LOW = 0x800 };
struct unicode_low {
	uint16_t	folded;
	unsigned char	class;
};
const struct unicode_low	*unicode_low(void);

bool	unicode_mark(uint32_t);
bool	unicode_control(uint32_t);
bool	unicode_format(uint32_t);
bool	unicode_blank(uint32_t);
bool	unicode_nonspacing(uint32_t);	/* \p{Mn}, \p{Me} */
bool	unicode_wide(uint32_t);		/* East_Asian_Width W or F */
bool	unicode_ignorable(uint32_t);	/* Default_Ignorable_Code_Point: draws nothing */
bool	unicode_assigned(uint32_t);	/* none of \p{Cn}, \p{Co}, \p{Cs} */
uint32_t	unicode_fold(uint32_t);		/* simple case folding */
uint32_t	unicode_upper(uint32_t);	/* simple uppercase mapping */

/*
 * Full case folding, then NFC, of a well-formed text: the bytes written to out, 0 where they are more
 * than size.
 */
size_t	unicode_fold_text(const char *text, size_t length, char *out, size_t size);

/* Whether it is a letter of a script that puts no spaces between words: Chinese, Japanese, Thai, ... */
bool	unicode_spaceless(uint32_t);

/*
 * Calls take for every word that ICU's dictionaries find in a run of such letters, until it returns
 * other than 0; that, or -1 after logging.
 */
int	unicode_split(const char *text, size_t length,
    int (*take)(void *cookie, const char *word, size_t length), void *cookie);

/* What NFKC makes of a code point (bold, italic, full-width letters), where that is one. */
uint32_t	unicode_plain(uint32_t);

/*
 * The length in bytes of the emoji sequence (UTS #51) that starts at text[at], 0 if none does.
 * A character that defaults to text presentation is one only with U+FE0F or inside a sequence.
 */
size_t	unicode_emoji(const char *text, size_t length, size_t at);

/* The length in bytes of the grapheme cluster (UAX #29) that starts at text[at] (at < length). */
size_t	unicode_cluster(const char *text, size_t length, size_t at);

/* In the header, since what most texts are made of is decoded faster than a function is called. */
static inline uint32_t
unicode_next(const char *text, size_t length, size_t *at)
{
	unsigned char first = (unsigned char)text[*at], second;

	if (first < 0x80) {
		++*at;
		return first;
	}
	if (first >= 0xc2 && first <= 0xdf && *at + 1 < length) {
		second = (unsigned char)text[*at + 1];
		if ((second & 0xc0) == 0x80) {
			*at += 2;
			return (first & 0x1fu) << 6 | (second & 0x3fu);
		}
	}
	return unicode_next_long(text, length, at);
}

#endif
