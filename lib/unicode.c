#include "lib/unicode.h"

#include <pthread.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

#include "lib/log.h"

enum {
	ZWJ = 0x200d,
	KEYCAP = 0x20e3,
	BRAILLE_BLANK = 0x2800,
	TEXT_STYLE = 0xfe0e,
	EMOJI_STYLE = 0xfe0f,
	TAG_FIRST = 0xe0020,
	TAG_CANCEL = 0xe007f
};

static unsigned
class_of(uint32_t c)
{
	static const unsigned char of[U_CHAR_CATEGORY_COUNT] = {
		[U_UPPERCASE_LETTER] = UNICODE_LETTER | UNICODE_UPPER,
		[U_LOWERCASE_LETTER] = UNICODE_LETTER | UNICODE_LOWER,
		[U_TITLECASE_LETTER] = UNICODE_LETTER | UNICODE_UPPER,
		[U_MODIFIER_LETTER] = UNICODE_LETTER,
		[U_OTHER_LETTER] = UNICODE_LETTER,
		[U_NON_SPACING_MARK] = UNICODE_MARK,
		[U_ENCLOSING_MARK] = UNICODE_MARK,
		[U_COMBINING_SPACING_MARK] = UNICODE_MARK,
		[U_CONTROL_CHAR] = UNICODE_CONTROL,
		[U_LINE_SEPARATOR] = UNICODE_CONTROL,
		[U_PARAGRAPH_SEPARATOR] = UNICODE_CONTROL,
		[U_FORMAT_CHAR] = UNICODE_FORMAT,
		[U_SPACE_SEPARATOR] = UNICODE_BLANK,
	};

	return c == BRAILLE_BLANK ? UNICODE_BLANK : of[u_charType((UChar32)c)];
}

static struct unicode_low low[UNICODE_LOW];
static pthread_once_t low_once = PTHREAD_ONCE_INIT;

static void
fill_low(void)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);

	for (uint32_t c = 0; c < UNICODE_LOW; c++) {
		UChar letter = (UChar)c, folded[4];
		int32_t n = u_strFoldCase(folded, 4, &letter, 1, U_FOLD_CASE_DEFAULT, &status);

		low[c].class = (unsigned char)class_of(c);
		if (U_SUCCESS(status) && n == 1 && folded[0] < UNICODE_LOW &&
		    unorm2_hasBoundaryBefore(nfc, folded[0]) &&
		    unorm2_isNormalized(nfc, folded, 1, &status))
			low[c].folded = folded[0];
	}
}

const struct unicode_low *
unicode_low(void)
{
	pthread_once(&low_once, fill_low);
	return low;
}

unsigned
unicode_class(uint32_t c)
{
	return c < UNICODE_LOW ? unicode_low()[c].class : class_of(c);
}

bool
unicode_mark(uint32_t c)
{
	return (unicode_class(c) & UNICODE_MARK) != 0;
}

bool
unicode_control(uint32_t c)
{
	return (unicode_class(c) & UNICODE_CONTROL) != 0;
}

bool
unicode_format(uint32_t c)
{
	return (unicode_class(c) & UNICODE_FORMAT) != 0;
}

bool
unicode_blank(uint32_t c)
{
	return (unicode_class(c) & UNICODE_BLANK) != 0;
}

/* The bounds in these are the first code points that have the property: ICU is several calls away. */

bool
unicode_nonspacing(uint32_t c)
{
	return c >= 0x300 && (U_MASK(u_charType((UChar32)c)) & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0;
}

bool
unicode_wide(uint32_t c)
{
	int32_t width;

	if (c < 0x1100)
		return false;
	width = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
	return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

bool
unicode_ignorable(uint32_t c)
{
	return c >= 0xad && u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool
unicode_assigned(uint32_t c)
{
	return (U_MASK(u_charType((UChar32)c)) & (U_GC_CN_MASK | U_GC_CO_MASK | U_GC_CS_MASK)) == 0;
}

uint32_t
unicode_fold(uint32_t c)
{
	return (uint32_t)u_foldCase((UChar32)c, U_FOLD_CASE_DEFAULT);
}

uint32_t
unicode_upper(uint32_t c)
{
	return (uint32_t)u_toupper((UChar32)c);
}

/* Folds letter by letter; the number of bytes, 0 where that is not all there is to it. */
static size_t
fold_low(const char *text, size_t length, char *out, size_t size)
{
	const struct unicode_low *known = unicode_low();
	size_t used = 0;

	for (size_t i = 0; i < length; ) {
		unsigned char c = (unsigned char)text[i++];
		uint32_t letter = c;

		if (used + 2 > size)
			return 0;
		if (c >= 0x80) {
			if (c < 0xc2 || c > 0xdf || i == length || ((unsigned char)text[i] & 0xc0) != 0x80)
				return 0;
			letter = (c & 0x1fu) << 6 | ((unsigned char)text[i++] & 0x3f);
		}
		if ((letter = known[letter].folded) == 0)
			return 0;
		if (letter < 0x80)
			out[used++] = (char)letter;
		else
			used += unicode_put(out + used, letter);
	}
	return used;
}

size_t
unicode_fold_text(const char *text, size_t length, char *out, size_t size)
{
	enum { UNITS = 1024 };
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	UChar wide[UNITS], folded[UNITS];
	int32_t n, bytes = 0;

	if ((n = (int32_t)fold_low(text, length, out, size)) > 0)
		return (size_t)n;
	u_strFromUTF8(wide, UNITS, &n, text, (int32_t)length, &status);
	n = u_strFoldCase(folded, UNITS, wide, n, U_FOLD_CASE_DEFAULT, &status);
	n = unorm2_normalize(nfc, folded, n, wide, UNITS, &status);
	u_strToUTF8(out, (int32_t)size, &bytes, wide, n, &status);
	return U_FAILURE(status) ? 0 : (size_t)bytes;
}

bool
unicode_spaceless(uint32_t c)
{
	UErrorCode status = U_ZERO_ERROR;

	if (c < 0xe00)	/* Thai is the first of them */
		return false;
	return uscript_breaksBetweenLetters(uscript_getScript((UChar32)c, &status)) ||
	    u_hasBinaryProperty((UChar32)c, UCHAR_IDEOGRAPHIC);
}

static pthread_key_t breaks_key;
static bool has_breaks_key;

static void
close_breaks(void *breaks)
{
	ubrk_close(breaks);
}

static void
make_breaks_key(void)
{
	has_breaks_key = pthread_key_create(&breaks_key, close_breaks) == 0;
}

/* The thread's iterator over words; costly to make, so it is kept until the thread ends. */
static UBreakIterator *
thread_breaks(UErrorCode *status)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	UBreakIterator *breaks;

	pthread_once(&once, make_breaks_key);
	if (!has_breaks_key)
		*status = U_MEMORY_ALLOCATION_ERROR;
	if (U_FAILURE(*status))
		return NULL;
	if ((breaks = pthread_getspecific(breaks_key)) != NULL)
		return breaks;
	breaks = ubrk_open(UBRK_WORD, "", NULL, 0, status);
	if (breaks != NULL && pthread_setspecific(breaks_key, breaks) != 0) {
		ubrk_close(breaks);
		*status = U_MEMORY_ALLOCATION_ERROR;
		return NULL;
	}
	return breaks;
}

int
unicode_split(const char *text, size_t length, int (*take)(void *, const char *, size_t), void *cookie)
{
	UErrorCode status = U_ZERO_ERROR;
	UText *utext = utext_openUTF8(NULL, text, (int64_t)length, &status);
	UBreakIterator *breaks = thread_breaks(&status);
	int32_t start, end;
	int ret = 0;

	if (U_SUCCESS(status))
		ubrk_setUText(breaks, utext, &status);
	if (U_FAILURE(status)) {
		utext_close(utext);
		return log_fail(STATUS_FAILED, "words: ICU: %s", u_errorName(status));
	}
	for (start = ubrk_first(breaks); ret == 0 && (end = ubrk_next(breaks)) != UBRK_DONE; start = end)
		ret = take(cookie, text + start, (size_t)(end - start));
	utext_close(utext);
	return ret;
}

static int
pass(void *cookie, const char *word, size_t length)
{
	(void)cookie;
	(void)word;
	(void)length;
	return 0;
}

int
unicode_open(void)
{
	UErrorCode status = U_ZERO_ERROR;

	unorm2_getNFCInstance(&status);
	unorm2_getNFKCInstance(&status);
	if (U_FAILURE(status) || !u_hasBinaryProperty(0x1f600, UCHAR_EMOJI))
		return log_fail(STATUS_FAILED, "ICU: out of memory");
	return unicode_split("\u4f60\u597d", 6, pass, NULL);
}

uint32_t
unicode_plain(uint32_t c)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&status);
	UChar form[8];
	int32_t length;

	if (U_FAILURE(status))
		return c;
	length = unorm2_getDecomposition(nfkc, (UChar32)c, form, 8, &status);
	if (U_FAILURE(status) || length < 1)
		return c;
	if (length == 2 && U16_IS_LEAD(form[0]))
		return (uint32_t)U16_GET_SUPPLEMENTARY(form[0], form[1]);
	return length == 1 ? form[0] : c;
}

/* The code point at text[at], 0 behind the end; *end is set behind it. */
static uint32_t
peek(const char *text, size_t length, size_t at, size_t *end)
{
	*end = at;
	return at < length ? unicode_next(text, length, end) : 0;
}

static bool
regional(uint32_t c)
{
	return u_hasBinaryProperty((UChar32)c, UCHAR_REGIONAL_INDICATOR);
}

static bool
keycap_base(uint32_t c)
{
	return (c >= '0' && c <= '9') || c == '#' || c == '*';
}

/*
 * One element of a ZWJ sequence: a flag, a keycap, or an emoji with what modifies it.  Its length;
 * *shown tells whether it is an emoji by itself, not only as a part.
 */
static size_t
emoji_element(const char *text, size_t length, size_t at, bool *shown)
{
	size_t end, after;
	uint32_t c = peek(text, length, at, &end), next = peek(text, length, end, &after);

	if (keycap_base(c)) {
		*shown = true;
		if (next == EMOJI_STYLE)
			next = peek(text, length, after, &after);
		return next == KEYCAP ? after - at : 0;
	}
	if (regional(c)) {
		*shown = true;
		return regional(next) ? after - at : 0;
	}
	if (!u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI) || next == TEXT_STYLE)
		return 0;
	*shown = u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_PRESENTATION);
	if (next == EMOJI_STYLE ||
	    (u_hasBinaryProperty((UChar32)next, UCHAR_EMOJI_MODIFIER) &&
	    u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_MODIFIER_BASE))) {
		*shown = true;
		end = after;
		next = peek(text, length, end, &after);
	}
	if (next >= TAG_FIRST && next < TAG_CANCEL) {
		do
			next = peek(text, length, after, &after);
		while (next >= TAG_FIRST && next < TAG_CANCEL);
		if (next == TAG_CANCEL)
			end = after;
	}
	return end - at;
}

/* Whether an emoji may begin with this byte: they are in ASCII, Latin-1, U+2000-3FFF and U+10000 on. */
static bool
may_begin(unsigned char byte)
{
	return byte < 0x80 ? keycap_base(byte) :
	    byte == 0xc2 || byte == 0xe2 || byte == 0xe3 || byte >= 0xf0;
}

size_t
unicode_emoji(const char *text, size_t length, size_t at)
{
	bool shown, part;
	size_t n, end, start = at;

	if (at >= length || !may_begin((unsigned char)text[at]))
		return 0;
	if ((n = emoji_element(text, length, at, &shown)) == 0)
		return 0;
	for (at += n; peek(text, length, at, &end) == ZWJ; at = end + n) {
		if ((n = emoji_element(text, length, end, &part)) == 0)
			break;
		shown = true;
	}
	return shown ? at - start : 0;
}

/* Whether a cluster goes on between two code points; flags and ZWJ sequences are seen before. */
static bool
joined(uint32_t before, uint32_t after)
{
	int32_t a = u_getIntPropertyValue((UChar32)before, UCHAR_GRAPHEME_CLUSTER_BREAK);
	int32_t b = u_getIntPropertyValue((UChar32)after, UCHAR_GRAPHEME_CLUSTER_BREAK);

	if (a == U_GCB_CONTROL || a == U_GCB_CR || a == U_GCB_LF)
		return a == U_GCB_CR && b == U_GCB_LF;
	switch (b) {
	case U_GCB_EXTEND:
	case U_GCB_SPACING_MARK:
	case U_GCB_ZWJ:
		return true;
	case U_GCB_L:
		return a == U_GCB_L;
	case U_GCB_V:
		return a == U_GCB_L || a == U_GCB_V || a == U_GCB_LV;
	case U_GCB_T:
		return a == U_GCB_V || a == U_GCB_LV || a == U_GCB_T || a == U_GCB_LVT;
	default:
		return false;
	}
}

size_t
unicode_cluster(const char *text, size_t length, size_t at)
{
	size_t end, after, emoji = unicode_emoji(text, length, at);
	uint32_t c, next;

	c = peek(text, length, at, &end);
	if (emoji > 0) {
		end = at + emoji;
		c = EMOJI_STYLE;
	}
	for (; end < length; end = after, c = next) {
		next = peek(text, length, end, &after);
		if (!joined(c, next))
			break;
	}
	return end - at;
}
